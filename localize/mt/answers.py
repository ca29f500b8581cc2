"""What may count as a translation. Engines' answers pass here before anything else sees them."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from localize.mt.faults import Provider, bad_answer

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff]")
_NOT_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|(?<!\w)[@#]\w+")
_TAG = re.compile(r"<!doctype|<!--|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|</|<(?:html|script)", re.IGNORECASE)
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CYRILLIC_SIGN = re.compile(r"[\u0400-\u0481\u048a-\u04ff]")
_SIGNS = re.compile(r"[\W_]+")
# What services write in the place of a translation when they give none.
_NOTICE = re.compile(
    r"MYMEMORY WARNING|YOU USED ALL AVAILABLE|QUERY LENGTH LIMIT|IS AN INVALID (?:SOURCE|TARGET) LANGUAGE"
    r"|too many requests|quota (?:has been )?exceeded|rate limit (?:has been )?exceeded|unusual traffic from your",
    re.IGNORECASE,
)
_LONG_WORDS = 3
_NAME_WORDS = 2  # capitalised words that may be a person
_LONG_LETTERS = 15
_SCRIPT_LETTERS = 20  # letters from which on a text shows its script
_CYRILLIC = frozenset({"ru", "uk", "be", "bg", "mk"})
_FEW_CHARS = 15  # below this the length of a translation says nothing


def checked(answers: Any, count: int, provider: Provider) -> list[str]:
    """A provider's list of answers, if it is a list of ``count`` non-empty strings. Raises ``EngineError``."""
    if not isinstance(answers, list):
        raise bad_answer(provider, "answered in a form that is no list of translations.")
    if len(answers) != count:
        raise bad_answer(provider, f"was sent {count} texts and answered with {len(answers)}.")
    texts: list[str] = []
    for answer in answers:
        if not isinstance(answer, str):
            raise bad_answer(provider, "answered with something that is no text.")
        text = cleaned(answer)
        if text is None:
            raise bad_answer(provider, "answered with an empty text.")
        texts.append(text)
    return texts


def cleaned(answer: str) -> str | None:
    """The answer in Unicode's composed form without control characters; None when nothing is left to store."""
    text = unicodedata.normalize("NFC", _CONTROLS.sub(" ", answer)).strip()
    if not text or _SURROGATE.search(text):
        return None
    return text


def needs_translation(text: str) -> bool:
    """Whether there are words in it: numbers, signs, addresses and handles are the same in every language."""
    return any(char.isalpha() for char in _NOT_LANGUAGE.sub(" ", text))


def _skeleton(text: str) -> str:
    """Letters and digits only, caseless: what two texts say regardless of how they are set."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())


def is_echo(source: str, answer: str) -> bool:
    """Whether the answer is the source itself, but for case, space and punctuation."""
    return _skeleton(source) == _skeleton(answer)


def is_long(source: str) -> bool:
    """Whether a text is too long to be the same in two languages: a name may be, a sentence or a headline is not."""
    words = [word for word in _NOT_LANGUAGE.sub(" ", source).split() if any(char.isalpha() for char in word)]
    if len(words) <= _NAME_WORDS and all(word[0].isupper() for word in words):
        return False  # „Volodymyr Zelenskiy“ stays as it is in German
    return len(words) >= _LONG_WORDS or sum(char.isalpha() for word in words for char in word) >= _LONG_LETTERS


def fault_of(source: str, answer: str, target: str) -> str | None:
    """Why ``answer`` cannot be the translation of ``source`` into locale ``target``; None when it can.

    A reason of ``EngineError.REASONS``. Whether an echo is a fault is the chain's to say: it sees the whole batch.
    """
    if not any(char.isalnum() for char in answer) or ("\ufffd" in answer and "\ufffd" not in source):
        return "bad-answer"
    known = {match.group().lower() for match in _TAG.finditer(source)}
    if any(match.group().lower() not in known for match in _TAG.finditer(answer)):
        return "bad-answer"
    if _NOTICE.search(answer) and not _NOTICE.search(source):
        return "bad-answer"
    if target.partition("-")[0] in _CYRILLIC:
        shown = _NOT_LANGUAGE.sub(" ", answer)
        if not _CYRILLIC_SIGN.search(shown) and sum(char.isalpha() for char in shown) >= _SCRIPT_LETTERS:
            return "not-translated"
    if len(answer) > 10 * len(source) + 200 or (len(source) >= 30 and 5 * len(answer) < len(source)):
        return "bad-answer"  # a page, a loop or a scrap, no translation
    return None


def _digits(text: str) -> list[str]:
    return sorted(str(unicodedata.digit(char)) for char in text if char.isdigit())


def plausible(source: str, answer: str) -> bool:
    """Whether two texts can belong together: the same digits, and a length that translations have.

    Real translations fail this now and then ("two" becomes "2"), so it is a reason to ask again, not to refuse.
    """
    if _digits(source) != _digits(answer):
        return False
    if len(source) < _FEW_CHARS:
        return len(answer) <= 4 * _FEW_CHARS
    return 0.5 <= len(answer) / len(source) <= 2.0


def doubtful_span(sources: Sequence[str], answers: Sequence[str]) -> range:
    """From the first to the last implausible pair. When one line was cut and another joined, all between is shifted."""
    odd = [n for n, (s, a) in enumerate(zip(sources, answers, strict=True)) if not plausible(s, a)]
    return range(odd[0], odd[-1] + 1) if odd else range(0)
