"""Writing a number of the source the way the target's language does, where its form is certain."""

from collections.abc import Mapping
from decimal import Decimal

from localize.qa.numbers.forms import STYLES
from localize.qa.numbers.read import LONGEST, Number

_NAMES: Mapping[Decimal, str] = {
    Decimal(10) ** 3: "thousand",
    Decimal(10) ** 6: "million",
    Decimal(10) ** 9: "billion",
    Decimal(10) ** 12: "trillion",
}
# Abbreviations stand for every case; German nouns are the same in all of them, in the plural.
_SHORT: Mapping[str, Mapping[str, str]] = {
    "ru": {"thousand": "тыс.", "million": "млн", "billion": "млрд", "trillion": "трлн"},
    "de": {"thousand": "Tsd.", "million": "Mio.", "billion": "Mrd.", "trillion": "Bio."},
}
_LONG_DE: Mapping[str, str] = {
    "thousand": "Tausend",
    "million": "Millionen",
    "billion": "Milliarden",
    "trillion": "Billionen",
}


def write_digits(written: str, source_language: str, target_language: str) -> str | None:
    """Digits of the source in the target's separators; None when either side's writing is not known."""
    source, target = STYLES.get(source_language), STYLES.get(target_language)
    if source is None or target is None or not written[-1].isdigit():
        return None
    if source.read(written) is None:
        return None
    whole, comma, decimals = written.partition(source.decimal)
    grouped = not whole.isdigit()
    digits = "".join(c for c in whole if c.isdigit())
    if grouped and len(digits) > 4:
        head = len(digits) % 3
        groups = [digits[:head]] * bool(head) + [digits[n : n + 3] for n in range(head, len(digits), 3)]
        digits = target.group[0].join(groups)
    return f"{digits}{target.decimal}{decimals}" if comma else digits


def write_like(
    source: Number, target: Number, target_text: str, source_language: str, target_language: str
) -> str | None:
    """``source`` as it would stand in place of ``target``: digits and scale.

    None when its value is not certain, or when the words around would have to change with it.
    """
    if any(conversion.is_rounded for conversion in source.converted):
        return None  # feet or metres: a person knows which is meant
    if source.halfday:
        return _clock(source, target, target_text, target_language)
    value = _certain_value(source, source_language)
    digits = write_digits(source.text, source_language, target_language) if value is not None else None
    if value is None or digits is None or (source.scale is None) != (target.scale is None):
        return None
    if source.scale is None:
        return digits if _noun_stays(value, target, target_text, target_language) else None
    tail = target_text[target.digits_end : target.end]
    there = _own_value(target.text, target_language)
    if source.scale == target.scale and (_is_short(tail) or _plural_is_same(value, there, target_language)):
        return digits + tail
    return _scaled(digits, value, source.scale, tail, target_language)


def _scaled(digits: str, value: Decimal, scale: Decimal, tail: str, language: str) -> str | None:
    """Digits with another scale than the one in ``tail``: its abbreviation, or the German noun where one stood."""
    name = _NAMES.get(scale)
    word = tail.lstrip("- \u00a0\u202f")
    joint = tail[: len(tail) - len(word)]
    if name is None or language not in _SHORT or (language == "ru" and "-" in joint):
        return None
    if language == "de" and not _is_short(tail):
        return f"{digits}{joint}{_LONG_DE[name]}" if value != 1 else None
    return f"{digits}\u00a0{_SHORT[language][name]}"


def _is_short(tail: str) -> bool:
    return tail.endswith((".", "млн", "млрд", "трлн", "тыс", "Mio", "Mrd", "Tsd"))


def _clock(source: Number, target: Number, target_text: str, language: str) -> str | None:
    """The time of twelve hours in twenty-four, with the separator that stands there; an hour where there is an hour."""
    hour, minute = next((k for k in source.readings if isinstance(k, tuple)), (0, 0))
    separator = next((c for c in target.text if c in ":."), "")
    if not hour or language not in _SHORT or bool(minute) > bool(separator):
        return None
    if separator:
        return f"{hour}{separator}{minute:02}"
    return str(hour) if _noun_stays(Decimal(hour), target, target_text, language) else None


def _certain_value(number: Number, language: str) -> Decimal | None:
    """The value before the scale, when there is only one way to read the number."""
    if number.halfday or sum(isinstance(k, Decimal) for k in number.readings) != 1:
        return None
    return _own_value(number.text, language)


def _noun_stays(value: Decimal, target: Number, text: str, language: str) -> bool:
    """Whether the word behind the number keeps its form: 5 человек, but 2 человека."""
    behind = text[target.end :].lstrip("\u00a0\u202f ")
    return not behind[:1].isalpha() or _plural_is_same(value, _own_value(target.text, language), language)


def _own_value(written: str, language: str) -> Decimal | None:
    style = STYLES.get(language)
    return style.read(written) if style and len(written) <= LONGEST else None


def _plural_is_same(value: Decimal, other: Decimal | None, language: str) -> bool:
    return other is not None and _plural(value, language) == _plural(other, language)


def _plural(value: Decimal, language: str) -> str:
    """Plural category as CLDR names it."""
    if value != value.to_integral_value():
        return "other"
    if language != "ru":
        return "one" if value == 1 else "other"
    ones, tens = value % 10, value % 100
    if ones == 1 and tens != 11:
        return "one"
    return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"
