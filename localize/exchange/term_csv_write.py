"""Writing terms as CSV: a line for each target term, in UTF-8 with a byte order mark, so that spreadsheets read it.

What a spreadsheet would take for a formula gets an apostrophe in front, which ``term_csv`` takes off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from localize.exchange.cells import guarded
from localize.exchange.term_cells import join_texts
from localize.terms.concept import Concept
from localize.terms.term import CaseRule

HEAD: Final = (
    "source",
    "part_of_speech",
    "locale",
    "target",
    "status",
    "forms",
    "case",
    "keep",
    "domains",
    "definition",
    "note",
)


def write_term_csv(concepts: Iterable[Concept]) -> str:
    """The file, byte order mark included."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEAD)
    for concept in concepts:
        writer.writerows([guarded(cell) for cell in row] for row in _rows(concept))
    return "\ufeff" + out.getvalue()


def _rows(concept: Concept) -> Iterator[tuple[str, ...]]:
    """The lines of an entry; one without terms where there are none."""
    rest = (
        concept.case_rule.value if concept.case_rule is CaseRule.EXACT else "",
        "yes" if concept.do_not_translate else "",
        join_texts(concept.domains),
        concept.definition,
        concept.note,
    )
    start = (concept.source, concept.part_of_speech.value)
    for term in concept.targets:
        yield (*start, term.locale, term.text, term.status.value, join_texts(term.forms), *rest)
    if not concept.targets:
        yield (*start, "", "", "", "", *rest)
