"""Which of two words is meant that are written alike: «стали» of «стать» or of «сталь».

Judged by the words beside it: an adjective agrees with its noun, a subject with its verb. In doubt it is the term.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from localize.terms.pattern import Likely
from localize.terms.russian_words import case, fold, kind, parses
from localize.terms.tokens import Token

_SUBJECTS: Final = frozenset(["он", "она", "оно", "они", "мы", "вы", "я", "ты", "кто"])
_RARE: Final = 0.03  # of its readings' probability: without a sign the term is not meant
_SURE: Final = 0.9
_LIKELY: Final = 0.2
_POSSIBLE: Final = 0.1


def likely(readings: Iterable[Any]) -> Likely:
    """A judge for a term with these readings in its dictionary form."""
    own = frozenset((fold(parse.normal_form), kind(parse.tag)) for parse in readings)

    def judge(words: Sequence[Token], at: int) -> bool:
        found = parses(words[at].text)
        ours = [parse for parse in found if (fold(parse.normal_form), kind(parse.tag)) in own]
        others = [parse for parse in found if (fold(parse.normal_form), kind(parse.tag)) not in own]
        if not ours or not others or not all(parse.is_known for parse in found):
            return True
        before = words[at - 1].text if at and words[at].start - words[at - 1].end == 1 else ""
        following = words[at + 1] if at + 1 < len(words) else None
        after = following.text if following is not None and following.start - words[at].end == 1 else ""
        return _fits(ours, others, before) and not _is_adjective_of(after, ours, others, words[at].text)

    return judge


def _fits(ours: Sequence[Any], others: Sequence[Any], before: str) -> bool:
    weight = sum(parse.score for parse in ours)
    noun = all(kind(parse.tag) == "NOUN" for parse in ours)
    previous = parses(before)[0] if before else None
    if previous is None:
        return bool(weight >= _RARE)
    if previous.tag.POS in {"ADJF", "PRTF"}:
        return _agrees(before, ours) or not _agrees(before, others)
    if noun and fold(before) in _SUBJECTS:
        return all(parse.tag.POS != "VERB" for parse in others)
    if noun and previous.tag.POS == "NOUN":
        return not _is_verb_of(before, others) and not _is_genitive(ours, others)
    return bool(weight >= _RARE or previous.tag.POS in {"NOUN", "PREP"})


def _agrees(adjective: str, nouns: Sequence[Any]) -> bool:
    """Whether one of these is a noun that the adjective may stand before."""
    return any(
        case(one.tag) == case(other.tag) and one.tag.number == other.tag.number and _gender(one, other)
        for one in parses(adjective)
        if one.tag.POS in {"ADJF", "PRTF"}
        for other in nouns
        if other.tag.POS == "NOUN"
    )


def _is_adjective_of(after: str, ours: Sequence[Any], others: Sequence[Any], word: str) -> bool:
    """«Рабочие места» are no workers: an adjective before its noun, where we have a noun of the same look."""
    if not after or parses(after)[0].tag.POS != "NOUN" or any(parse.tag.POS != "NOUN" for parse in ours):
        return False
    weight = sum(parse.score for parse in others if parse.tag.POS in {"ADJF", "PRTF"})
    return bool(weight >= _POSSIBLE and _agrees(word, [parse for parse in parses(after) if parse.score >= _LIKELY]))


def _gender(one: Any, other: Any) -> bool:
    return one.tag.number == "plur" or other.tag.gender in {None, "ms-f", one.tag.gender} or one.tag.gender is None


def _is_verb_of(subject: str, others: Sequence[Any]) -> bool:
    """«Солнце село»: whether a verb among these may have the noun before as its subject."""
    nouns = [parse for parse in parses(subject) if parse.tag.POS == "NOUN" and case(parse.tag) == "nomn"]
    return any(
        one.tag.number == other.tag.number and (other.tag.gender is None or one.tag.gender == other.tag.gender)
        for one in nouns
        for other in others
        if other.tag.POS == "VERB" and other.score >= _POSSIBLE
    )


def _is_genitive(ours: Sequence[Any], others: Sequence[Any]) -> bool:
    """«Глава банка»: after a noun another's genitive is likelier than our nominative."""
    weight = sum(parse.score for parse in others if case(parse.tag) == "gent")
    return bool(weight >= _SURE and all(case(parse.tag) in {"nomn", "accs"} for parse in ours))
