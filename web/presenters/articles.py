"""The article page as values: the source as it was read, and its editions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from localize.article import Block, Handling, Role
from localize.intake.fields import is_web_address
from localize.locales import format_list, format_number, language_name
from localize.services.context import Actor
from localize.services.desk import ArticleSummary
from localize.services.versions import SourceVersion
from web.presenters import when, words
from web.presenters.desk_row import RowView, due_sentence, present_row
from web.presenters.diff import plain_html
from web.presenters.intake_words import note_sentence

_CLASSES = {
    Role.HEADLINE: "b-headline",
    Role.STANDFIRST: "b-standfirst",
    Role.SUBHEAD: "b-subhead",
    Role.QUOTATION: "b-quote",
    Role.PARAGRAPH: "",
    Role.LIST_ITEM: "",
}


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block as it was read. ``note``: how it reaches an edition when it is not simply translated."""

    name: str
    css: str
    html: Markup
    picture: str | None
    note: str
    left_out: bool


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version of the source. ``said``: which editions still translate it, empty for the newest."""

    number: int
    received: str
    said: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the newest version comes from, as far as it says. ``address`` and ``source_url`` may be linked."""

    address: str
    source: str
    source_url: str
    published: str
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The page: ``row`` is the article as the desk shows it. ``updated`` and ``deadline`` are written out."""

    row: RowView
    locales: tuple[str, ...]
    blocks: tuple[SourceBlock, ...]
    translated: int
    kept: int
    updated: str
    deadline: str
    origin: Origin
    versions: tuple[VersionView, ...]


def present_article(
    article: ArticleSummary,
    blocks: Sequence[Block],
    versions: Sequence[SourceVersion],
    viewer: Actor,
    *,
    now: datetime,
    local: Callable[[datetime], datetime],
    target_locales: Sequence[str],
) -> ArticleView:
    """An article for one viewer. ``versions``: all of them, oldest first."""
    present = [edition.locale for edition in article.editions]
    known = dict.fromkeys([*viewer.locales, *target_locales, *present])
    locales = tuple(locale for locale in known if locale in present)
    shown = tuple(_block(block) for block in blocks)
    translated = sum(not block.note for block in shown)
    return ArticleView(
        row=present_row(article, viewer, locales, now=now, local=local),
        locales=locales,
        blocks=shown,
        translated=translated,
        kept=len(shown) - translated,
        updated=when.at(local(article.updated_at), local(now)),
        deadline=due_sentence(article.deadline, now, local) if article.deadline else "",
        origin=_origin(versions[-1], local, now),
        versions=tuple(_version(article, version, local, now) for version in reversed(versions)),
    )


def _version(
    article: ArticleSummary, version: SourceVersion, local: Callable[[datetime], datetime], now: datetime
) -> VersionView:
    return VersionView(
        number=version.number,
        received=when.at(local(version.received_at), local(now)),
        said=_behind(article, version.number) if version.number < article.version else "",
        notes=tuple(note_sentence(note) for note in version.notes),
    )


def _behind(article: ArticleSummary, number: int) -> str:
    behind = [language_name(e.locale, when.ui_locale()) for e in article.editions if e.version_number == number]
    if not behind:
        return gettext("no edition translates it any more")
    return gettext("still translated: %(languages)s", languages=format_list(behind, when.ui_locale()))


def _origin(version: SourceVersion, local: Callable[[datetime], datetime], now: datetime) -> Origin:
    try:
        moment = datetime.fromisoformat(version.published_at or "")
        published = when.at(local(moment), local(now)) if moment.tzinfo else version.published_at or ""
    except (ValueError, OverflowError):
        published = version.published_at or ""
    return Origin(
        address=_linkable(version.url),
        source=version.source_name or version.source_url or "",
        source_url=_linkable(version.source_url),
        published=published,
        language=language_name(version.locale, when.ui_locale()),
        words=format_number(version.word_count, when.ui_locale()),
    )


def _linkable(address: str | None) -> str:
    return address if address and is_web_address(address) else ""


def _block(block: Block) -> SourceBlock:
    address = block.data.get("url") or block.data.get("src") if block.role is Role.PICTURE else None
    return SourceBlock(
        name=words.role_name(block.role),
        css=_CLASSES.get(block.role, "b-small"),
        html=plain_html(block.text, {code.id: code for code in block.codes}),
        picture=address if address and address.startswith(("https://", "http://", "/")) else None,
        note=words.handling_note(block.handling),
        left_out=block.handling is Handling.OMIT,
    )
