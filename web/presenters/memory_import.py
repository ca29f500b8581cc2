"""What a TMX file would do to the memory, or did, as the page shows it: numbers in words, then pairs and problems."""

from dataclasses import dataclass

from flask_babel import gettext, ngettext
from markupsafe import Markup

from localize.services.memory_import import ImportReport, Judged, Outcome
from web.presenters.diff import change, plain_html
from web.presenters.memory import issue_words

_LISTED = (Outcome.REPLACED, Outcome.APART, Outcome.KEPT, Outcome.OLDER, Outcome.ADDED)


@dataclass(frozen=True, slots=True)
class JudgedView:
    """A pair of the file. ``target``: against the translation that it replaces; ``stands``: the one that stays."""

    locale: str
    source: Markup
    target: Markup
    stands: Markup | None


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Pairs with one end, those that are written out. ``more``: how many are not."""

    outcome: str
    title: str
    note: str
    pairs: tuple[JudgedView, ...]
    more: int


@dataclass(frozen=True, slots=True)
class IssueView:
    """A unit that is left out, and why."""

    place: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A file. ``quiet``: numbers of what stays as it is."""

    stored: int
    groups: tuple[OutcomeView, ...]
    refused: int
    issues: tuple[IssueView, ...]
    quiet: tuple[str, ...]


def present_report(report: ImportReport) -> ReportView:
    """A report for the page."""
    quiet = [outcome_words(Outcome.SAME, report.counts[Outcome.SAME])] if report.counts[Outcome.SAME] else []
    if report.elsewhere:
        said = ngettext("%(num)s unit in other languages", "%(num)s units in other languages", report.elsewhere)
        quiet.append(said)
    return ReportView(
        stored=report.stored,
        groups=tuple(_group(report, outcome) for outcome in _LISTED if report.counts[outcome]),
        refused=report.refused,
        issues=tuple(
            IssueView(
                gettext("Unit %(number)s, line %(line)s", number=one.unit, line=one.line), one.about, issue_words(one)
            )
            for one in report.issues
        ),
        quiet=tuple(quiet),
    )


def _group(report: ImportReport, outcome: Outcome) -> OutcomeView:
    shown = tuple(_view(judged) for judged in report.shown if judged.outcome is outcome)
    count = report.counts[outcome]
    return OutcomeView(outcome.value, outcome_words(outcome, count), _note(outcome), shown, count - len(shown))


def _view(judged: Judged) -> JudgedView:
    source, target = plain_html(judged.source, {}), plain_html(judged.target, {})
    if judged.before is None:
        return JudgedView(judged.locale, source, target, None)
    if judged.outcome is Outcome.REPLACED:
        return JudgedView(judged.locale, source, change(judged.before, judged.target, {}).html, None)
    stays = judged.outcome in {Outcome.APART, Outcome.KEPT, Outcome.OLDER}
    return JudgedView(judged.locale, source, target, plain_html(judged.before, {}) if stays else None)


def outcome_words(outcome: Outcome, count: int) -> str:
    """How many pairs of a file meet an end."""
    said: dict[Outcome, str] = {
        Outcome.ADDED: ngettext("%(num)s pair added", "%(num)s pairs added", count),
        Outcome.APART: ngettext(
            "%(num)s pair kept beside an approved one", "%(num)s pairs kept beside approved ones", count
        ),
        Outcome.REPLACED: ngettext("%(num)s imported pair replaced", "%(num)s imported pairs replaced", count),
        Outcome.SAME: ngettext("%(num)s pair known already", "%(num)s pairs known already", count),
        Outcome.OLDER: ngettext(
            "%(num)s pair left out for a newer one", "%(num)s pairs left out for newer ones", count
        ),
        Outcome.KEPT: ngettext(
            "%(num)s pair left out for an approved one", "%(num)s pairs left out for approved ones", count
        ),
    }
    return said[outcome]


def _note(outcome: Outcome) -> str:
    notes: dict[Outcome, str] = {
        Outcome.ADDED: "",
        Outcome.APART: gettext("What was approved here stays and goes before them in every match."),
        Outcome.REPLACED: gettext("By newer ones of this file. The history of the pairs keeps the old texts."),
        Outcome.SAME: "",
        Outcome.OLDER: gettext("The memory has a translation from another file that is newer."),
        Outcome.KEPT: gettext("What was approved here stays."),
    }
    return notes[outcome]
