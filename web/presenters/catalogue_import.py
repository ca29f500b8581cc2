"""What a sent PO file would change, as the page shows it: numbers in words, then the entries by what becomes of them."""

from dataclasses import dataclass

from flask_babel import gettext
from markupsafe import Markup, escape

from localize.exchange.entries import Section, is_blank
from localize.exchange.incoming import STORED, ImportPlan, Incoming, Outcome
from localize.markup import CodedText
from web.presenters.catalogue import mark_placeholders
from web.presenters.catalogue_words import outcome_words, reason, section_one
from web.presenters.diff import change

_SHOWN = 200  # entries of one kind that are written out
_LISTED = (Outcome.REFUSED, Outcome.NEW, Outcome.ADDED, Outcome.CHANGED, Outcome.OBSOLETE)


@dataclass(frozen=True, slots=True)
class IncomingView:
    """An entry of the file: source text, its translation against what stands, why it is refused."""

    kind: str
    source: Markup
    html: Markup
    fuzzy: bool
    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Entries with one end. ``more``: those that are not written out."""

    outcome: Outcome
    title: str
    entries: tuple[IncomingView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class PlanView:
    """A file. ``stored``: entries that an import writes; ``quiet``: numbers of those that stay as they are."""

    stored: int
    fuzzy: int
    groups: tuple[OutcomeView, ...]
    quiet: tuple[str, ...]


def present_plan(plan: ImportPlan) -> PlanView:
    """A plan for the page."""
    quiet = [outcome for outcome in Outcome if outcome not in STORED and outcome is not Outcome.REFUSED]
    return PlanView(
        stored=len(plan.stored),
        fuzzy=plan.fuzzy,
        groups=tuple(_group(plan, outcome) for outcome in _LISTED if plan.count(outcome)),
        quiet=tuple(outcome_words(outcome, plan.count(outcome)) for outcome in quiet if plan.count(outcome)),
    )


def _group(plan: ImportPlan, outcome: Outcome) -> OutcomeView:
    items = [item for item in plan.items if item.outcome is outcome]
    shown = tuple(_view(item) for item in items[:_SHOWN])
    return OutcomeView(outcome, outcome_words(outcome, len(items)), shown, len(items) - len(shown))


def _view(item: Incoming) -> IncomingView:
    context = item.entry.context
    return IncomingView(
        kind=section_one(Section(context)) if context in set(Section) else context or gettext("no context"),
        source=mark_placeholders(item.entry.msgid),
        html=_html(item),
        fuzzy=item.fuzzy,
        reason=reason(item.reason) if item.reason else "",
    )


def _html(item: Incoming) -> Markup:
    after = CodedText.plain_text(" · ".join(item.entry.texts))
    if is_blank(item.before) or item.outcome is Outcome.REFUSED:
        return escape(after.plain)
    before = CodedText.plain_text(" · ".join(item.before))
    return change(before, after, {}).html if before != after else escape(after.plain)
