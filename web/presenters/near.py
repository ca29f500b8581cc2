"""A known notice beside a sentence of an article: how near it is, where it differs, and what can be done about it."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup

from localize.article import Block, Role
from localize.edition import OriginKind
from localize.exchange.entries import Section
from localize.exchange.near import EXACT
from localize.markup import CodedText
from localize.services.catalogue import Placed
from localize.services.catalogue_record import may_approve
from localize.services.context import Actor
from localize.services.workbench import WorkSegment
from web.presenters.diff import change, plain_html


@dataclass(frozen=True, slots=True)
class NearView:
    """The card. ``text``: written coded text of the translation on offer; ``add``: arguments for adding the sentence."""

    title: str
    score: int | None
    difference: Markup
    translation: Markup
    text: str | None
    add: dict[str, str] | None
    missing: bool  # the template has the notice, this language no translation of it


def present_near(placed: Placed, segment: WorkSegment, block: Block, locale: str, actor: Actor) -> NearView | None:
    """The card of a segment; ``None`` when the catalogue has filled it, or when the person could do nothing."""
    source, target = CodedText.loads(segment.source), CodedText.loads(segment.target)
    codes = {code.id: code for code in block.codes}
    near = placed.near
    if segment.origin.kind is OriginKind.CATALOGUE or (near and near.translation == target):
        return None
    add = _add(source, block, locale) if may_approve(actor) and not placed.known else None
    if near is None:
        if add is None and not placed.known:
            return None
        title = gettext("Known, not translated yet") if placed.known else gettext("Not in the catalogue")
        return NearView(title, None, Markup(), Markup(), None, add, placed.known)
    exact = near.score == EXACT
    return NearView(
        title=gettext("A known notice") if exact else gettext("Nearly a known notice"),
        score=near.score,
        difference=Markup() if exact else change(near.known, source, codes).html,
        translation=plain_html(near.translation, codes),
        text=near.translation.dumps(),
        add=add,
        missing=False,
    )


def _add(source: CodedText, block: Block, locale: str) -> dict[str, str]:
    section = Section.HEADING if block.role is Role.TEASER_HEADING else Section.NOTICE
    return {"text": source.plain, "section": section.value, "locale": locale}
