"""The article page as values: the source as it was read, and its editions."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from markupsafe import Markup

from localize.article import Block, Handling, Role
from localize.locales import format_list, language_name
from localize.services.context import Actor
from localize.services.desk import ArticleSummary
from web.presenters import when, words
from web.presenters.desk_row import RowView, due_sentence, present_row
from web.presenters.diff import plain_html

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
class OlderVersion:
    """A version that is not the newest. ``said``: which editions still translate it."""

    number: int
    said: str


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
    older: tuple[OlderVersion, ...]


def present_article(
    article: ArticleSummary,
    blocks: Sequence[Block],
    viewer: Actor,
    *,
    now: datetime,
    local: Callable[[datetime], datetime],
    target_locales: Sequence[str],
) -> ArticleView:
    """An article for one viewer."""
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
        older=tuple(_older(article, number) for number in range(article.version - 1, 0, -1)),
    )


def _older(article: ArticleSummary, number: int) -> OlderVersion:
    behind = [language_name(e.locale, when.ui_locale()) for e in article.editions if e.version_number == number]
    if not behind:
        return OlderVersion(number, gettext("no edition translates it any more"))
    listed = format_list(behind, when.ui_locale())
    return OlderVersion(number, gettext("still translated: %(languages)s", languages=listed))


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
