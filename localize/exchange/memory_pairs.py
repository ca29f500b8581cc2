"""Sentence pairs of a unit: which of its languages is our source, which are ours to translate into, what is unfit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from localize.exchange.memory_unit import ImportIssue, Unit, Variant, issue
from localize.locales import same_language
from localize.markup import CodedText

MAX_TEXT: Final = 5_000  # characters of a text; a sentence has some hundred


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation into a locale of ours. White space around them is not theirs."""

    source: CodedText
    target: CodedText
    locale: str
    author: str
    written_at: datetime | None
    unit: Unit


def pairs_of(unit: Unit, source_locale: str, locales: Sequence[str]) -> tuple[list[Pair], list[ImportIssue]]:
    """The pairs of a unit and why others are none.

    A variant of a language counts for the language (``de-AT`` for ``de``) where none is closer; of several such texts
    the first one does.
    """

    def told(code: str, **params: object) -> ImportIssue:
        return issue(code, unit.number, unit.line, about=source.plain if source else "", **params)

    source = CodedText()
    found = _closest(unit.variants, source_locale)
    if found is None:
        return [], [told("unit-no-source", wanted=source_locale)]
    source = _stripped(found.text)
    if not source.plain.strip():
        return [], [told("unit-empty-source")]
    others = [variant for variant in unit.variants if variant is not found]
    pairs: list[Pair] = []
    issues: list[ImportIssue] = []
    for locale in locales:
        variant = _closest(others, locale)
        if variant is None:
            continue
        target = _stripped(variant.text)
        length = max(len(source.plain), len(target.plain))
        if not target.plain.strip():
            issues.append(told("unit-empty-target"))
        elif length > MAX_TEXT:
            issues.append(told("unit-too-long", length=length, limit=MAX_TEXT))
        else:
            author = variant.author or unit.author
            written_at = variant.written_at or unit.written_at or unit.created_at
            pairs.append(Pair(source, target, locale, author, written_at, unit))
    if not pairs and not issues:
        issues.append(told("unit-no-target", wanted=", ".join(locales)))
    return pairs, issues


def _closest(variants: Sequence[Variant], locale: str) -> Variant | None:
    """The text in this very language, else in the language itself, else in a variant of it."""
    alike = [variant for variant in variants if same_language(variant.language, locale)]
    exact = [variant for variant in alike if variant.language.lower() == locale.lower()]
    plain = [variant for variant in alike if "-" not in variant.language]
    return next(iter([*exact, *plain, *alike]), None)


def _stripped(text: CodedText) -> CodedText:
    """A text without white space at its ends."""
    parts = list(text.parts)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return CodedText.of(parts)
