"""Hypothesis strategies for the checks: any coded text, and quantities as each language writes them."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from localize.markup import CodedText, Edge, Mark

_SCALES = (
    ("million", ("млн", "миллиона"), ("Mio.", "Millionen")),
    ("billion", ("млрд", "миллиарда"), ("Mrd.", "Milliarden")),
    ("trillion", ("трлн", "триллиона"), ("Bio.", "Billionen")),
    ("thousand", ("тыс.", "тысячи"), ("Tsd.", "Tausend")),
)

_MONTHS = (
    "January February March April May June July August September October November December",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
)

marks = st.builds(Mark, id=st.integers(1, 4), edge=st.sampled_from(Edge))
pieces = st.one_of(st.text(max_size=20), st.from_regex(r"[0-9.,: %а-яa-z«»\"@/]{0,16}", fullmatch=True))
coded_texts = st.lists(st.one_of(pieces, marks), max_size=8).map(CodedText.of)


@dataclass(frozen=True)
class Quantity:
    """One value as English, Russian and German write it, each within its sentence."""

    english: str
    russian: str
    german: str


def _grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


def _number(value: Decimal, group: str, comma: str) -> str:
    whole, _, decimals = f"{value:f}".partition(".")
    written = _grouped(int(whole), group)
    return f"{written}{comma}{decimals}" if decimals else written


@st.composite
def plain_quantities(draw: st.DrawFn) -> Quantity:
    """Integers and decimals, with percent, money or a noun."""
    value = draw(st.decimals(0, 10**9, places=draw(st.integers(0, 3))))
    space = draw(st.sampled_from("\u00a0\u202f "))
    english, russian, german = (_number(value, *s) for s in ((",", "."), (space, ","), (".", ",")))
    frames = (
        ("They counted {} of them.", "Насчитали {} штук.", "Man zählte {} Stück."),
        ("It rose {}%.", "Рост составил {} %.", "Das Plus betrug {} Prozent."),
        ("It cost ${} then.", "Тогда это стоило {} доллара.", "Es kostete damals {} Dollar."),
    )
    frame = draw(st.sampled_from(frames))
    return Quantity(frame[0].format(english), frame[1].format(russian), frame[2].format(german))


@st.composite
def scaled_quantities(draw: st.DrawFn) -> Quantity:
    """2.8 billion and its like, in words and abbreviations."""
    value = draw(st.decimals("0.1", 999, places=draw(st.integers(0, 2))))
    english, russian, german = draw(st.sampled_from(_SCALES))
    return Quantity(
        f"The tunnel cost {_number(value, ',', '.')} {english} crowns.",
        f"Тоннель обошёлся в {_number(value, ' ', ',')} {draw(st.sampled_from(russian))} крон.",
        f"Der Tunnel kostete {_number(value, '.', ',')} {draw(st.sampled_from(german))} Kronen.",
    )


@st.composite
def times(draw: st.DrawFn) -> Quantity:
    """A time of day, in twelve hours and in twenty-four."""
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    half = "p.m." if hour >= 12 else "a.m."
    dot = draw(st.sampled_from(".:"))
    return Quantity(
        f"It began at {hour % 12 or 12}:{minute:02} {half} sharp.",
        f"Началось ровно в {hour}:{minute:02}.",
        f"Es begann um {hour}{dot}{minute:02} Uhr.",
    )


@st.composite
def dates(draw: st.DrawFn) -> Quantity:
    """A date, with the month in words or in digits."""
    day, month, year = draw(st.integers(1, 28)), draw(st.integers(1, 12)), draw(st.integers(1901, 2099))
    english, russian, german = (names.split()[month - 1] for names in _MONTHS)
    digits = draw(st.booleans())
    return Quantity(
        f"It opens on {english} {day}, {year}.",
        f"Открытие: {day:02}.{month:02}.{year}." if digits else f"Открытие: {day} {russian} {year} года.",
        f"Eröffnung: {day:02}.{month:02}.{year}." if digits else f"Eröffnung: {day}. {german} {year}.",
    )


quantities = st.one_of(plain_quantities(), scaled_quantities(), times(), dates())
