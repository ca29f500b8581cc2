"""What typography changed in a draft, for people: how many changes, each in its words, and the text without it."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from flask_babel import gettext, ngettext

from localize.markup import CodedText
from localize.services.workbench import Workbench, WorkSegment
from localize.typography.change import Change, Normalised, Rule, revert, revert_group
from localize.typography.countries import find_countries

_EXCERPT = 18  # characters of a quotation that are shown between its marks
_MOST = 50  # changes that are listed; each carries a whole text
_WORD = 14  # characters of the words beside a change


def typography_json(segment: WorkSegment) -> dict[str, Any] | None:
    """Changes as the page's scripts know them; None when there are none.

    ``undo`` is the whole text, in written coded form, without a change or, beside the list, without any.
    """
    if not segment.normalised:
        return None
    done = Normalised(CodedText.loads(segment.target), segment.normalised)
    groups: dict[int, list[Change]] = {}
    for change in done.changes:
        groups.setdefault(change.group, []).append(change)
    return {
        "label": gettext("Typography: %(num)s", num=len(groups)),
        "undo": revert(done.text, done.changes).dumps(),
        "changes": [
            {
                "key": number,
                "rule": _rule_words(changes[0].rule),
                "before": _shown(done.text.plain, changes, before=True),
                "after": _shown(done.text.plain, changes, before=False),
                "undo": revert_group(done, number).text.dumps(),
            }
            for number, changes in islice(groups.items(), _MOST)
        ],
    }


def _rule_words(rule: Rule) -> str:
    said: dict[Rule, str] = {
        Rule.QUOTES: gettext("Quotation marks"),
        Rule.APOSTROPHE: gettext("Apostrophe"),
        Rule.DASH: gettext("Dash"),
        Rule.RANGE: gettext("Dash in a range"),
        Rule.ELLIPSIS: gettext("Ellipsis"),
        Rule.SPACE: gettext("No-break space"),
        Rule.NUMBER: gettext("Number"),
        Rule.DATE: gettext("Date"),
    }
    return said[rule]


def _shown(plain: str, changes: Sequence[Change], *, before: bool) -> str:
    """A change with the words beside it, or a quotation's two marks with its first words between them."""
    first, last = changes[0], changes[-1]
    texts = [change.before if before else change.after for change in (first, last)]
    if len(changes) > 1:
        inside = plain[first.end : last.start]
        return f"{texts[0]}{inside if len(inside) <= _EXCERPT else inside[:_EXCERPT].rstrip() + '…'}{texts[1]}"
    left = plain[: first.start].rpartition(" ")[2][-_WORD:]
    right = plain[first.end :].partition(" ")[0][:_WORD]
    return f"{left}{texts[0]}{right}"


def put_right_words(done: Normalised) -> str:
    """What came of putting a person's text right."""
    count = len({change.group for change in done.changes})
    if not count:
        said: str = gettext("The typography is right already.")
        return said
    return ngettext(
        "Typography put right in %(num)s place; Ctrl Z takes it back.",
        "Typography put right in %(num)s places; Ctrl Z takes it back.",
        count,
    )


def country_offers(bench: Workbench) -> Mapping[str, list[list[str]]]:
    """By segment: countries that the source names, as it names them and in the edition's language."""
    found = {
        str(segment.id): [
            [country.source, country.target]
            for country in find_countries(
                CodedText.loads(segment.source).plain, bench.summary.locale, bench.source_locale
            )
        ]
        for piece in bench.blocks
        for segment in piece.segments
    }
    return {number: countries for number, countries in found.items() if countries}
