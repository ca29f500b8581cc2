"""The body of a ninjs document: of its forms the one with most structure, and a note of those that say something else."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from localize.errors import InputTooLargeError, InvalidInputError
from localize.intake.anatomy import Reading
from localize.intake.news_item import NOTHING, NewsItem
from localize.intake.ninjs_fields import NinjsFields, Variant
from localize.intake.nitf import nitf_item
from localize.intake.wire_body import Beside, has_text, read_body_html, read_body_text
from localize.intake.xml_tree import parse_xml_text

_BOX: Final = re.compile(r"fact|box|sidebar|footer|tagline", re.IGNORECASE)  # texts that stand beside the main one
_NO_ITEM: Final = NewsItem()
_WORD: Final = re.compile(r"\w{2,}")
_TAG: Final = re.compile(r"<[^<>]{0,1000}>")


@dataclass(frozen=True, slots=True)
class ReadBody:
    """A body as it was read, what was left out beside it, and what it says of itself when it is a NITF document."""

    reading: Reading = NOTHING
    left: tuple[str, ...] = ()
    inner: NewsItem = _NO_ITEM


def read_body(fields: NinjsFields, headline: str, known_notices: Collection[str]) -> ReadBody:
    """The best form that can be read. Raises what the readers of HTML and text raise for one that is too large."""
    beside = Beside(headline, known_notices)
    forms = sorted(fields.variants("body"), key=_rank, reverse=True)
    for index, form in enumerate(forms):
        read = _read(form, beside)
        if read is not None and has_text(read.reading.blocks):
            return _with_others(read, [*forms[:index], *forms[index + 1 :]], beside)
    return ReadBody()


def words_of(text: str) -> frozenset[str]:
    """The words of a text, whatever their case."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def differs(text: str, known: frozenset[str]) -> bool:
    """Whether a text says something else than one of these words: most of its own are not there."""
    words = words_of(text)
    return len(words - known) > max(1, len(words) * 0.4)


def _rank(form: Variant) -> tuple[bool, int, bool, int]:
    kind = 0 if form.is_xml and "nitf" not in form.value[:3_000] else 2 if form.is_xml else 3 if form.is_html else 1
    return not _BOX.search(form.role), kind, form.role.lower() == "main", len(form.value)


def _read(form: Variant, beside: Beside) -> ReadBody | None:
    """One form; None for a document of another format that cannot be read."""
    if not form.is_xml:
        read = read_body_html if form.is_html else read_body_text
        return ReadBody(read(form.value, beside))
    try:
        root = parse_xml_text(form.value).root
        nitf = root if root.tag == "nitf" else next(root.below("nitf"), None)
        if nitf is None:
            return None
        item = nitf_item(nitf, known_notices=beside.known_notices, headline=beside.headline)
    except InputTooLargeError:
        raise
    except InvalidInputError:
        return None
    return ReadBody(item.body, inner=item)


def _with_others(read: ReadBody, others: Sequence[Variant], beside: Beside) -> ReadBody:
    """With boxes that stand beside the text; other forms are left out, and named if they say something else."""
    blocks, notes, left = list(read.reading.blocks), list(read.reading.notes), []
    known = words_of("\n".join(block.text.plain for block in blocks))
    for form in others:
        plain = _TAG.sub(" ", form.value[:200_000])
        if not differs(plain, known):
            continue
        box = _read(form, beside) if _BOX.search(form.role) else None
        if box is None:
            left.append(f"body ({form.role or form.media_type}): {' '.join(plain.split())[:80]}")
        else:
            blocks += box.reading.blocks
            known |= words_of("\n".join(block.text.plain for block in box.reading.blocks))
            notes += box.reading.notes
    return ReadBody(Reading(tuple(blocks), tuple(notes)), tuple(left), read.inner)
