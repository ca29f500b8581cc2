"""The page of a source's changes as values: sentences in reading order, what stayed the same folded away."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext, ngettext
from markupsafe import Markup

from localize.article import Role
from localize.compare import AttributeChange, Change, Kind
from localize.markup import CodedText
from localize.services.desk import ArticleSummary
from localize.services.versions import Sentence, VersionChanges
from web.presenters import when, words
from web.presenters.diff import change as text_change
from web.presenters.diff import plain_html

_CLASSES = {
    Role.HEADLINE: "b-headline",
    Role.STANDFIRST: "b-standfirst",
    Role.SUBHEAD: "b-subhead",
    Role.QUOTATION: "b-quote",
    Role.PARAGRAPH: "",
    Role.LIST_ITEM: "",
    Role.TABLE_CELL: "",
}
_TONES = {Kind.CHANGED: "amber", Kind.ADDED: "green", Kind.REMOVED: "red"}
_ICONS = {
    Kind.CHANGED: "translated",
    Kind.ADDED: "plus",
    Kind.REMOVED: "withdrawn",
    Kind.TYPOGRAPHIC: "note",
    Kind.ROLE: "note",
    Kind.ATTRIBUTES: "note",
    Kind.MOVED: "next",
}


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value besides the text. Empty: there was, or is, none."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What became of a sentence. ``notes``: further lines, such as the place that it moved from."""

    name: str
    css: str
    place: str
    html: Markup
    word: str
    tone: str
    icon: str
    notes: tuple[str, ...]
    values: tuple[ValueView, ...]
    removed: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Changes in a row, or (with ``summary``) sentences that stayed as they were."""

    summary: str
    rows: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The page. ``counts`` say how many of each kind; ``about``: class and note of the correction."""

    stretches: tuple[Stretch, ...]
    counts: tuple[tuple[str, str], ...]  # tone, words
    meta: tuple[ValueView, ...]
    received: str
    about: tuple[str, str] | None
    editions: tuple[tuple[str, str], ...]
    nothing: bool


def present_changes(
    found: VersionChanges, article: ArticleSummary, *, now: datetime, local: Callable[[datetime], datetime]
) -> ChangesView:
    """The difference of two versions for the page."""
    change = found.new.change
    return ChangesView(
        stretches=tuple(_stretches(found)),
        counts=tuple(_counts(found.changes)),
        meta=tuple(ValueView(_meta_name(a.name), a.old or "", a.new or "") for a in found.meta),
        received=when.at(local(found.new.received_at), local(now)),
        about=(class_name(change.get("class", "")), change.get("note") or "") if change else None,
        editions=tuple(
            (words.language(edition.locale), gettext("translates version %(number)s", number=edition.version_number))
            for edition in article.editions
        ),
        nothing=all(one.kind is Kind.UNCHANGED for one in found.changes) and not found.meta,
    )


def class_name(name: str) -> str:
    """Why a source changed, as its sender classed it."""
    names: dict[str, str] = {
        "typo": gettext("Typing error"),
        "update": gettext("Update"),
        "factual": gettext("Factual correction"),
        "legal": gettext("Legal correction"),
        "retraction": gettext("Retraction"),
    }
    return names.get(name, name)


def kind_word(kind: Kind) -> str:
    """What became of a sentence, in a word."""
    said: dict[Kind, str] = {
        Kind.CHANGED: gettext("Changed"),
        Kind.ADDED: gettext("Added"),
        Kind.REMOVED: gettext("Removed"),
        Kind.TYPOGRAPHIC: gettext("Typography"),
        Kind.ROLE: gettext("Other role"),
        Kind.ATTRIBUTES: gettext("Link or data"),
        Kind.MOVED: gettext("Moved"),
        Kind.UNCHANGED: gettext("Unchanged"),
    }
    return said[kind]


def _counts(changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    counts = Counter(change.kind for change in changes)
    said: tuple[tuple[Kind, Callable[[int], str]], ...] = (
        (Kind.CHANGED, lambda n: ngettext("%(num)s changed", "%(num)s changed", n)),
        (Kind.ADDED, lambda n: ngettext("%(num)s added", "%(num)s added", n)),
        (Kind.REMOVED, lambda n: ngettext("%(num)s removed", "%(num)s removed", n)),
        (Kind.MOVED, lambda n: ngettext("%(num)s moved", "%(num)s moved", n)),
        (Kind.TYPOGRAPHIC, lambda n: ngettext("%(num)s in typography only", "%(num)s in typography only", n)),
        (Kind.ROLE, lambda n: ngettext("%(num)s in another role", "%(num)s in another role", n)),
        (
            Kind.ATTRIBUTES,
            lambda n: ngettext("%(num)s with another link or data", "%(num)s with other links or data", n),
        ),
        (Kind.UNCHANGED, lambda n: ngettext("%(num)s unchanged", "%(num)s unchanged", n)),
    )
    for kind, say in said:
        if counts[kind]:
            yield _TONES.get(kind, ""), say(counts[kind])


def _stretches(found: VersionChanges) -> Iterator[Stretch]:
    for same, group in groupby(found.changes, key=lambda change: change.kind is Kind.UNCHANGED):
        listed = list(group)
        rows = tuple(_row(change, found) for change in listed)
        if same:
            count = len(rows)
            yield Stretch(ngettext("%(num)s sentence unchanged", "%(num)s sentences unchanged", count), rows)
        else:
            yield Stretch("", rows)


def _row(change: Change, found: VersionChanges) -> ChangeView:
    old = [found.old_sentences[index] for index in change.old]
    new = [found.new_sentences[index] for index in change.new]
    first = (new or old)[0]
    return ChangeView(
        name=words.role_name(first.piece.role),
        css=_CLASSES.get(first.piece.role, "b-small"),
        place=_place(new),
        html=_html(old, new),
        word=kind_word(change.kind),
        tone=_TONES.get(change.kind, ""),
        icon=_ICONS.get(change.kind, "note"),
        notes=tuple(_notes(change, old, new)),
        values=tuple(_values(change.attributes)),
        removed=not new,
    )


def _place(new: Sequence[Sentence]) -> str:
    """Positions in the newer version."""
    return ", ".join(str(one.position) for one in new if one.position is not None)


def _html(old: Sequence[Sentence], new: Sequence[Sentence]) -> Markup:
    before, after = _joined(old), _joined(new)
    codes = {code.id: code for one in (*old, *new) for code in one.piece.codes}
    if not new:
        return Markup("<del>{}</del>").format(plain_html(before, codes)) if before else Markup()
    if not old:
        return Markup("<ins>{}</ins>").format(plain_html(after, codes)) if after else Markup()
    return plain_html(after, codes) if before == after else text_change(before, after, codes).html


def _joined(sentences: Sequence[Sentence]) -> CodedText:
    parts = [part for one in sentences for part in (*one.piece.text.parts, " ")]
    return CodedText.of(parts[:-1])


def _notes(change: Change, old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[str]:
    if len(new) > 1:
        yield gettext("Split into %(count)s sentences", count=len(new))
    if len(old) > 1:
        yield gettext("Merged from %(count)s sentences", count=len(old))
    if (change.moved or not new) and old and old[0].position is not None:
        yield gettext("was number %(number)s", number=old[0].position)
    if change.role is not None:
        yield gettext("was: %(role)s", role=words.role_name(change.role[0]))


def _values(attributes: Sequence[AttributeChange]) -> Iterator[ValueView]:
    for attribute in attributes:
        if attribute.name.partition(" ")[0] not in {"element", "code"}:
            yield ValueView(_attribute_name(attribute.name), attribute.old or "", attribute.new or "")


def _attribute_name(name: str) -> str:
    first, _, number = name.partition(" ")
    said: dict[str, str] = {
        "href": gettext("Link leads to"),
        "src": gettext("Picture"),
        "url": gettext("Address"),
        "level": gettext("Level"),
        "title": gettext("Title of the link"),
        "minutes": gettext("Minutes"),
        "external_id": gettext("External id"),
        "names": gettext("Names"),
        "via": gettext("Agency"),
    }
    return f"{said.get(first, first)} {number}".strip()


def _meta_name(name: str) -> str:
    said: dict[str, str] = {
        "url": gettext("Address of the article"),
        "source_name": gettext("Source"),
        "source_url": gettext("Address of the source"),
        "published_at": gettext("Published at"),
    }
    return said.get(name, name)
