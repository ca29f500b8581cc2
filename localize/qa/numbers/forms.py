"""How languages write digits: which separator groups them and which begins the decimals (CLDR 45)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

SPACES = " \u00a0\u2009\u202f"

_INDIAN = re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}")  # 2,06,737: lakhs and crores in Indian English
_VULGAR: Mapping[str, str] = {"½": ".5", "¼": ".25", "¾": ".75", "⅓": ".33", "⅔": ".67", "⅛": ".125"}


@dataclass(frozen=True, slots=True)
class Style:
    """Separators of one language. ``group`` may name several; the first is the one to write."""

    group: str
    decimal: str

    def read(self, written: str) -> Decimal | None:
        """The value of digits in this style; None when they are not a number in it."""
        written, half = (written[:-1], _VULGAR[written[-1]]) if written[-1] in _VULGAR else (written, "")
        if half and not written:
            return Decimal(half)
        if self.decimal == "." and _INDIAN.fullmatch(written):
            return Decimal(written.replace(",", ""))
        whole, comma, decimals = written.partition(self.decimal)
        if comma and (not decimals.isdigit() or half):
            return None
        if not whole.isdigit():
            match = _grouped(self.group).fullmatch(whole)
            if match is None or len(set(whole) - set("0123456789")) > 1:
                return None
            whole = "".join(c for c in whole if c.isdigit())
        return Decimal(f"{whole}.{decimals}" if comma else whole + half)


def _grouped(separators: str) -> re.Pattern[str]:
    return _GROUPED[separators]


STYLES: Mapping[str, Style] = {
    "en": Style(",\u00a0\u2009\u202f", "."),
    "ru": Style("\u00a0 \u2009\u202f", ","),
    "de": Style(".\u00a0\u202f\u2009 '’", ","),
}
_GROUPED: Mapping[str, re.Pattern[str]] = {
    style.group: re.compile(rf"[0-9]{{1,3}}(?:[{re.escape(style.group)}][0-9]{{3}})+") for style in STYLES.values()
}


@lru_cache(maxsize=4_096)  # the same few numbers recur
def readings(written: str, language: str) -> tuple[frozenset[Decimal], frozenset[Decimal]]:
    """Values of ``written`` in this language, and those that only other languages give it.

    A language without a style of its own reads like any of them.
    """
    values = {name: style.read(written) for name, style in STYLES.items()}
    everyone = frozenset(v for v in values.values() if v is not None)
    if language not in STYLES:
        return everyone, frozenset()
    own = values[language]
    native = frozenset() if own is None else frozenset({own})
    return native, everyone - native
