"""What a file of terms would change, as the page shows it: numbers in words, problems with their lines, then the terms."""

from dataclasses import dataclass

from localize.exchange.issue import ImportIssue
from localize.exchange.term_incoming import IncomingTerm, TermOutcome, TermPlan
from web.presenters.term_words import issue_words, outcome_words
from web.presenters.terms import TargetView, target_view

_SHOWN = 200  # entries of one kind, and problems, that are written out


@dataclass(frozen=True, slots=True)
class IncomingView:
    """An entry of the file with the terms that it brings."""

    source: str
    targets: tuple[TargetView, ...]


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Entries with one end. ``more``: those that are not written out."""

    outcome: TermOutcome
    title: str
    entries: tuple[IncomingView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ProblemView:
    """A problem of the file. ``line``: 0 for the file as a whole."""

    line: int
    about: str
    said: str
    loss: bool


@dataclass(frozen=True, slots=True)
class PlanView:
    """A file. ``stored``: entries that an import writes."""

    stored: int
    groups: tuple[OutcomeView, ...]
    refused: str
    unchanged: str
    problems: tuple[ProblemView, ...]
    more_problems: int


def present_plan(plan: TermPlan) -> PlanView:
    """A plan for the page."""
    unchanged = plan.count(TermOutcome.UNCHANGED)
    return PlanView(
        stored=len(plan.stored),
        groups=tuple(_group(plan, one) for one in (TermOutcome.NEW, TermOutcome.CHANGED) if plan.count(one)),
        refused=outcome_words(TermOutcome.REFUSED, plan.refused) if plan.refused else "",
        unchanged=outcome_words(TermOutcome.UNCHANGED, unchanged) if unchanged else "",
        problems=tuple(map(_problem, plan.problems[:_SHOWN])),
        more_problems=max(0, len(plan.problems) - _SHOWN),
    )


def _group(plan: TermPlan, outcome: TermOutcome) -> OutcomeView:
    items = [item for item in plan.items if item.outcome is outcome]
    shown = tuple(_view(item) for item in items[:_SHOWN])
    return OutcomeView(outcome, outcome_words(outcome, len(items)), shown, len(items) - len(shown))


def _view(item: IncomingTerm) -> IncomingView:
    return IncomingView(item.concept.source, tuple(map(target_view, item.added)))


def _problem(found: ImportIssue) -> ProblemView:
    return ProblemView(found.line or 0, found.about, issue_words(found), found.loss)
