"""The lines of ``key: value`` at the head of a Markdown file, as site generators write them.

A small part of YAML, read strictly: texts, lists of texts and folded texts. Whatever else stands there is reported as a
line that was not read, and never guessed at.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from localize.article import IntakeNote
from localize.intake.moments import read_moment
from localize.intake.words import note

MAX_LINES: Final = 200
MAX_CHARS: Final = 20_000

_FENCES: Final = {"---": ":", "+++": "="}
_ENDS: Final = {"---": frozenset({"---", "..."}), "+++": frozenset({"+++"})}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMMENT: Final = re.compile(r"\s+#.*$")
_ITEM: Final = re.compile(r"\s*-\s+(?P<value>.+)")

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """``values`` by key in lower case, ``unread``: lines that say nothing this reader knows, ``rest``: the text after."""

    values: Mapping[str, Value] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    rest: str = ""

    def text(self, *names: str) -> str:
        """The first of the named values that is there, a list joined; empty when none is."""
        for name in names:
            value = self.values.get(name, "")
            written = value if isinstance(value, str) else ", ".join(value)
            if written.strip():
                return " ".join(written.split())
        return ""


def split_front_matter(text: str) -> FrontMatter:
    """A text and what stands before it. Without a fence that is closed again all of it is text."""
    source = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = source[:MAX_CHARS].split("\n", MAX_LINES + 1)
    fence = head[0].rstrip()
    if fence not in _FENCES:
        return FrontMatter(rest=text)
    end = next((at for at, line in enumerate(head[1:], start=1) if line.rstrip() in _ENDS[fence]), None)
    if end is None:
        return FrontMatter(rest=text)
    rest = source[sum(len(line) + 1 for line in head[: end + 1]) :]
    values, unread = _read(head[1:end], _FENCES[fence])
    # A rule, a paragraph and a rule are no front matter.
    return FrontMatter(values, tuple(unread), rest) if values or not unread else FrontMatter(rest=text)


def read_date(written: str) -> tuple[str | None, list[IntakeNote]]:
    """A date in ISO 8601 with offset and what had to be taken for granted; None when there is none that can be read."""
    text = re.sub(r"\s+(?=[+-]\d{2}:?\d{2}$|Z$)", "", written.strip())
    if not text:
        return None, []
    moment = read_moment(text)
    if moment is None:
        return None, [note("date-unread", date=written[:40])]
    if _DAY.fullmatch(text):
        noon = moment.at.replace(hour=12)  # the same day nearly everywhere
        return noon.isoformat(), [note("date-without-time", date=text)]
    return moment.at.isoformat(), [note("date-without-offset", date=written[:40])] if moment.assumed else []


def _read(lines: list[str], mark: str) -> tuple[dict[str, Value], list[str]]:
    values: dict[str, Value] = {}
    unread: list[str] = []
    member = re.compile(rf"(?P<key>[A-Za-z][\w.-]{{0,59}})\s*{mark}(?:\s+(?P<value>.*))?$")
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = member.match(line)
        if found is None:
            unread.append(line.strip())
            continue
        below = list(_indented(lines[at:]))
        at += len(below)
        value = _value((found["value"] or "").strip(), below)
        if value is None:
            unread += [line.strip(), *(one.strip() for one in below if one.strip())]
        else:
            values.setdefault(found["key"].lower(), value)
    return values, unread


def _indented(lines: list[str]) -> Iterator[str]:
    """The lines that belong to the key before them: indented ones, and items of a list."""
    for line in lines:
        if line.strip() and not line.startswith((" ", "\t", "- ")):
            return
        yield line


def _value(written: str, below: list[str]) -> Value | None:
    """A value and the lines under it; None for what is neither a text nor a list of texts."""
    under = [line for line in below if line.strip()]
    if re.fullmatch(r"[|>][+-]?", written):
        return " ".join(line.strip() for line in under)
    if not under:
        return _inline(written)
    items = [_ITEM.fullmatch(line) for line in under]
    if not written and all(items):
        values = [_scalar(item["value"].strip()) for item in items if item]
        return tuple(value for value in values if value is not None) if None not in values else None
    return None


def _inline(written: str) -> Value | None:
    if written.startswith("["):
        inner = re.fullmatch(r"\[(.*)\]", _COMMENT.sub("", written))
        if inner is None:
            return None
        values = [_scalar(part.strip()) for part in re.findall(r"\s*(\"[^\"]*\"|'[^']*'|[^,]+)\s*(?:,|$)", inner[1])]
        return tuple(value for value in values if value) if None not in values else None
    return _scalar(written)


def _scalar(written: str) -> str | None:
    """A text, quoted or bare; None for what YAML reads as something else."""
    if written.startswith('"'):
        end = re.match(r'"(?:[^"\\]|\\.)*"', written)
        if end is None or not re.fullmatch(r"\s*(?:#.*)?", written[end.end() :]):
            return None
        try:
            return str(json.loads(end[0]))
        except ValueError:
            return None
    if written.startswith("'"):
        single = re.fullmatch(r"'((?:[^']|'')*)'\s*(?:#.*)?", written)
        return single[1].replace("''", "'") if single else None
    if written.startswith(("{", "&", "*", "!", "|", ">", "%", "@", "`")):
        return None
    return _COMMENT.sub("", written)
