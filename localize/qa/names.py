"""Family ``names``: persons, places and organisations of the register go by their house form.

A name counts as rendered when its house form stands anywhere in the segment, inflected, in full or by the surname
(``localize.terms.name_forms``). A translator may have put «he» or «the president»: hence warnings, not errors.
Names without a house form are compared across an article elsewhere (``localize.terms.consistency``).
"""

from collections.abc import Iterator
from typing import ClassVar, Final

from localize.markup import CodedText
from localize.qa.check import Check, Pair, Span
from localize.qa.edit import replaced
from localize.qa.finding import Finding, Severity
from localize.terms.name import Name
from localize.terms.name_forms import called, named
from localize.terms.name_index import FoundName
from localize.terms.near_names import near_form, other_first_name, surely_meant

_LANGUAGES: Final = frozenset({"ru", "de"})
_MOST: Final = 30  # names of one segment; a list of more is no sentence


class Names(Check):
    """A name of the register is not rendered, or in another form than the house's."""

    family = "names"
    severities: ClassVar = {
        "name_absent": Severity.WARNING,
        "name_differs": Severity.WARNING,
    }

    def applies(self, pair: Pair) -> bool:
        """English sources, into languages whose forms are known."""
        return bool(pair.lexicon.names) and pair.target_language in _LANGUAGES and super().applies(pair)

    def find(self, pair: Pair) -> Iterator[Finding]:
        """One finding a name, at its first mention."""
        mentioned: dict[int, list[FoundName]] = {}
        for found in pair.lexicon.name_index.find(pair.src):
            if (
                found.name.form
                and found.name.form.text.strip()
                and (found.name.id in mentioned or len(mentioned) < _MOST)
            ):
                mentioned.setdefault(found.name.id, []).append(found)
        rendered = {id_: named(pair.tgt, group[0].name, pair.target_locale) for id_, group in mentioned.items()}
        taken = [span for spans in rendered.values() for span in spans]
        for id_, group in mentioned.items():
            finding = self._judge(pair, group, rendered[id_], taken)
            if finding:
                yield finding

    def _judge(self, pair: Pair, group: list[FoundName], here: list[Span], taken: list[Span]) -> Finding | None:
        name = group[0].name
        source_at = [(found.start, found.end) for found in group]
        about = {"source": group[0].written, "target": name.form.text if name.form else ""}
        if here:
            whole = any(not found.partial for found in group)
            wrong = other_first_name(pair.tgt, name, pair.target_locale, here) if whole else None
        else:
            wrong = near_form(pair.tgt, name, pair.target_locale, taken)
        if wrong:
            about["written"] = pair.tgt[slice(*wrong)]
            fix = None if here else _fix(pair, name, wrong)
            return self.finding("name_differs", about, source_at=source_at, target_at=[wrong], fix=fix)
        return None if here else self.finding("name_absent", about, source_at=source_at)


def _fix(pair: Pair, name: Name, wrong: Span) -> CodedText | None:
    """The house form in place of the wrong word, where it is this name for sure and no inflection is in question.

    German declines names by an -s alone; of Russian names only those that are not declined are certain.
    """
    form, written = name.form, pair.tgt[slice(*wrong)]
    if form is None or (form.declined and pair.target_language != "de") or written.endswith(("s", "’", "'")):
        return None
    surname = (called(name) or [form.text])[0]
    whole = form.text if " " in surname else surname
    return replaced(pair.target, *wrong, whole) if " " not in whole and surely_meant(written, name) else None
