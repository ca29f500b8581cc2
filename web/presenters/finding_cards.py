"""Findings as cards: words in the interface's language, both values side by side, the fix with its result as a name."""

from typing import Any

from flask_babel import gettext

from localize.markup import CodedText
from localize.qa import CHECKS, DETAILS, FAMILIES, MESSAGES, Finding, Severity, message_key
from localize.services.workbench import OpenFinding

_CONTEXT = 22  # characters of text shown on either side of what a finding means
_LONGEST_NAME = 40  # characters of a fix that still fit on a button

_FAMILY_OF = {code: check.family for check in CHECKS for code in check.severities}


class _Params(dict[str, str]):
    """Parameters of a message; one that is missing must not take the page down."""

    def __missing__(self, key: str) -> str:
        return "…"


def severity_word(severity: Severity) -> str:
    """How much a finding weighs, as a word."""
    said: dict[Severity, str] = {
        Severity.ERROR: gettext("Error"),
        Severity.WARNING: gettext("Warning"),
        Severity.NOTE: gettext("Note"),
    }
    return said[severity]


def finding_title(finding: Finding) -> str:
    """What a finding says, in one line."""
    template = MESSAGES.get(message_key(finding), finding.code)
    return str(gettext(template).format_map(_Params(finding.params)))


def finding_card(finding_id: int, finding: Finding, source: CodedText, target: CodedText) -> dict[str, Any]:
    """One open finding as JSON for the page. ``fix`` is a whole target in written coded form, or None.

    ``spans`` and ``source_spans`` are offsets in code points of the plain texts.
    """
    detail = DETAILS.get(finding.code)
    family = _FAMILY_OF.get(finding.code, "")
    return {
        "id": finding_id,
        "severity": finding.severity.value,
        "word": severity_word(finding.severity),
        "title": finding_title(finding),
        "family": gettext(FAMILIES[family]) if family in FAMILIES else None,
        "detail": gettext(detail).format_map(_Params(finding.params)) if detail else None,
        "source_quote": quote(source.plain, finding.source_spans),
        "target_quote": quote(target.plain, finding.target_spans),
        "source_spans": [list(span) for span in finding.source_spans],
        "spans": [list(span) for span in finding.target_spans],
        "fix": finding.fix,
        "fix_label": fix_label(target, CodedText.loads(finding.fix)) if finding.fix is not None else None,
        "dismissed": None,
    }


def open_card(found: OpenFinding, source: CodedText, target: CodedText) -> dict[str, Any]:
    """A stored finding as JSON; ``dismissed`` says who set it aside and why."""
    card = finding_card(found.id, found.finding, source, target)
    if found.dismissed:
        card["dismissed"] = {"by": found.dismissed.get("by", ""), "reason": found.dismissed.get("reason", "")}
    return card


def quote(plain: str, spans: tuple[tuple[int, int], ...]) -> list[str] | None:
    """What stands before, at and after the first span, cut at words; None when there is nothing to show."""
    if not spans:
        return None
    start, end = spans[0]
    if not plain[start:end].strip():
        return None
    before, after = plain[:start], plain[end:]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "…"
    return [before, plain[start:end], after]


def fix_label(target: CodedText, fix: CodedText) -> list[str]:
    """The name of a fix's button: words of ours, then the words that it puts into the text (may be empty)."""
    old, new = target.plain, fix.plain
    if old == new:
        return [gettext("Put the code right"), ""]
    removed, added = changed_words(old, new)
    if removed == added:
        return [gettext("Correct the spaces"), ""]
    if not added:
        return [gettext("Remove"), removed]
    if len(added) > _LONGEST_NAME:
        return [gettext("Take the corrected text"), ""]
    return [gettext("Replace with") if removed else gettext("Insert"), added]


def changed_words(old: str, new: str) -> tuple[str, str]:
    """What was taken out of a text and what was put in, widened to whole words."""
    if old == new:
        return "", ""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    while not (_is_edge(old, start) and _is_edge(new, start)):
        start -= 1
    while not (_is_edge(old, len(old) - tail) and _is_edge(new, len(new) - tail)):
        tail -= 1
    return old[start : len(old) - tail].strip(), new[start : len(new) - tail].strip()


def _is_edge(text: str, at: int) -> bool:
    """Whether no word is cut in two there."""
    return at in {0, len(text)} or text[at - 1].isspace() or text[at].isspace()
