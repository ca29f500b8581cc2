"""Capitalised sequences of an English text that may be names: cut at titles, sentence ends and possessives."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from localize.terms.name import NameKind
from localize.terms.name_clues import (
    COUNTRY_WORDS,
    OF_HEADS,
    ORGANISATION_ENDS,
    PLACE_ENDS,
    PLACES,
    TOPICS,
    is_acronym,
    kind_of,
)
from localize.terms.name_index import NOTHING, Taken, Token, tokens
from localize.terms.name_words import COMMON, DAYS, GIVEN, NATIONALITIES, PARTICLES, ROLES, in_title_case

_STARTS: Final = re.compile(r"(?:^|[.!?…:]['\"”’)\]]*\s+|['\"“‘„«(\[—–•|/]\s?|\s-\s|\n\s*)$")
_SPACE: Final = re.compile(r"[ \u00a0\u202f]{1,2}")
_DOTTED: Final = re.compile(r"\.[ \u00a0]{1,2}")
_FIRST_PARTICLES: Final = PARTICLES - {"der", "den", "la", "le", "les", "ten", "ter", "zu", "ben", "ul", "af", "av"}
_HYPHENS: Final = frozenset("-‐‑")
_LONGEST: Final = 14  # words; more capitals in a row are no name
_OFFICES: Final = (OF_HEADS - ROLES) | {"state"}
_ENDS: Final = ORGANISATION_ENDS | PLACE_ENDS
_TITLES: Final = (
    ROLES
    - TOPICS
    - {
        "state",
        "democratic",
        "labour",
        "labor",
        "conservative",
        "prime",
        "democrat",
        "press",
        "crown",
        "first",
        "general",
    }
)
_SPELT: Final = re.compile(r" \(([A-Z][A-Za-z]{1,7})\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A sequence that may be a name. ``start`` of a sentence: its capital says nothing. ``kind``: None if nothing tells.

    ``short``: the acronym in brackets behind it.
    """

    start: int
    end: int
    written: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    kind: NameKind | None
    titles: tuple[str, ...] = ()
    initial: bool = False
    own: bool = False
    short: str = ""


def mentions(plain: str, lower: Collection[str], taken: Taken = NOTHING) -> list[Mention]:
    """Sequences outside ``taken``. ``lower``: words that the article writes small, hence no names when they are alone."""
    row = [token for token in tokens(plain) if not taken.touches(token.start, token.end)]
    found: list[Mention] = []
    titled = in_title_case(plain)
    for run in _runs(plain, row):
        for part, titles in _parts(plain, run, lower):
            if part:
                found.append(_mention(plain, part, titles))
    return [m for m in found if _sure_in_headline(m)] if titled else found


def _sure_in_headline(mention: Mention) -> bool:
    """Every word is a capital there: only a first name with one more word counts."""
    return len(mention.words) == 2 and mention.words[0].lower() in GIVEN and mention.words[1].lower() not in COMMON


def _runs(plain: str, row: list[Token]) -> Iterator[list[Token]]:
    at = 0
    while at < len(row):
        if not _is_capital(row[at]) and not _opens(plain, row, at):
            at += 1
            continue
        run = [row[at]]
        while len(run) < _LONGEST and (more := _further(plain, row, at, run)):
            run += row[at + 1 : at + 1 + more]
            at += more
        yield run
        at += 1


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper()


def _opens(plain: str, row: list[Token], at: int) -> bool:
    """al- and el- before a capital."""
    return (
        row[at].text in {"al", "el"}
        and at + 1 < len(row)
        and plain[row[at].end] in _HYPHENS
        and _is_capital(row[at + 1])
    )


def _further(plain: str, row: list[Token], at: int, run: list[Token]) -> int:
    """How many of the following tokens go on with this run."""
    if at + 1 >= len(row) or row[at].own:
        return 0
    gap = plain[row[at].end : row[at + 1].start]
    joined = _SPACE.fullmatch(gap) or gap in _HYPHENS or (_DOTTED.fullmatch(gap) and _takes_dot(row[at], run))
    if not joined and gap not in {" & ", "."}:
        return 0
    if _is_capital(row[at + 1]):
        return 1
    if gap in _HYPHENS and row[at + 1].text not in PARTICLES:
        return 0
    return _particles(plain, row, at) or _of(plain, row, at, run)


def _takes_dot(token: Token, run: list[Token]) -> bool:
    low = token.text.lower()
    return low.rstrip(".") in ROLES or low in {"st", "jr", "sr", "ft", "mt"} or (len(token.text) == 1 and len(run) < 3)


def _particles(plain: str, row: list[Token], at: int) -> int:
    """The rest of von der Leyen, bin Salman, al-Assad."""
    count = 0
    while at + 1 + count < len(row) and row[at + 1 + count].text in (PARTICLES if count else _FIRST_PARTICLES):
        count += 1
        gap = plain[row[at + count].end : row[at + 1 + count].start] if at + 1 + count < len(row) else ""
        if not (_SPACE.fullmatch(gap) or gap in _HYPHENS):
            return 0
    return count + 1 if count and at + 1 + count < len(row) and _is_capital(row[at + 1 + count]) else 0


def _of(plain: str, row: list[Token], at: int, run: list[Token]) -> int:
    """Ministry of Health, Centers for Disease Control and Prevention, Bank of the West."""
    word = row[at + 1].text
    head = row[at].text.lower() in OF_HEADS
    topic = row[at].text.lower() in TOPICS
    if not ((word in {"of", "for"} and head) or (word == "and" and topic and _may_go_on(row, at, run))):
        return 0
    count = 2 if at + 2 < len(row) and row[at + 2].text == "the" else 1
    last = at + count + 1
    if last >= len(row) or not _is_capital(row[last]):
        return 0
    gaps = [plain[row[n].end : row[n + 1].start] for n in range(at + 1, last)]
    return count + 1 if all(_SPACE.fullmatch(gap) for gap in gaps) else 0


def _may_go_on(row: list[Token], at: int, run: list[Token]) -> bool:
    """Whether «and» stands inside the name of an office: of Health and …, Food and Drug Administration."""
    if any(token.text in {"of", "for"} for token in run):
        return True
    return any(token.text.lower() in ORGANISATION_ENDS for token in row[at + 2 : at + 5] if _is_capital(token))


def _low(token: Token) -> str:
    return token.text.lower().rstrip(".")


def _parts(plain: str, run: list[Token], lower: Collection[str]) -> Iterator[tuple[list[Token], tuple[str, ...]]]:
    """The run without words that are no names, cut where a title stands between two names."""
    run = _without_head(plain, run, lower)
    if not run:
        return
    cut = _organisation(run)
    if cut:
        yield run[:cut], ()
        yield from _parts(plain, run[cut:], lower)
        return
    titles = []
    while run and (_low(run[0]) in ROLES or _low(run[0]) in NATIONALITIES):
        if _low(run[0]) in ROLES:
            titles.append(run[0].text)
        run = run[1:]
        while run and not _is_capital(run[0]) and run[0].text not in PARTICLES:
            run = run[1:]
    given = bool(run) and _low(run[0]) in GIVEN
    end = next((n for n in range(1, len(run)) if _low(run[n]) in ROLES and not (given and n == len(run) - 1)), len(run))
    end = next((n for n in range(1, end) if _low(run[n]) in NATIONALITIES), end)
    part = run[:end]
    while part and (not _is_capital(part[-1]) or (len(part) > 1 and _low(part[-1]) in DAYS)):
        part = part[:-1]
    if part and not (len(part) == 1 and _is_noise(part[0], lower)):
        yield part, tuple(titles)
    if end < len(run):
        yield from _parts(plain, run[end:], lower)


def _without_head(plain: str, run: list[Token], lower: Collection[str]) -> list[Token]:
    """Without the words at a sentence's head that only stand there: «But Biden», «Striker Mohamed Salah»."""
    while run and (_low(run[0]) in COMMON or not _is_capital(run[0])) and not _opens(plain, run, 0):
        if run[0].text in COUNTRY_WORDS:
            break
        if _is_capital(run[0]) and not _starts(plain, run[0]) and len(run) > 1 and _organisation(run):
            break
        run = run[1:]
    if len(run) > 1 and _starts(plain, run[0]) and _low(run[0]) not in GIVEN:
        glued = plain[run[0].end : run[1].start] in _HYPHENS
        if not glued and (_low(run[0]) in lower or _low(run[1]) in GIVEN) and _low(run[0]) not in ROLES:
            return run[1:]
    return run


def _organisation(run: list[Token]) -> int:
    """How many words of the run are the name of an organisation, place or office by its last or first word."""
    lows = [_low(token) for token in run]
    place = next((n for n in range(min(len(run), 4), 1, -1) if " ".join(t.key for t in run[:n]) in PLACES), 0)
    if place:
        return place
    if len(run) > 2 and lows[1] in {"of", "for"} and lows[0] in _OFFICES:
        return next((n for n in range(3, len(run)) if lows[n] in _TITLES or lows[n] in GIVEN), len(run))
    for n in range(len(run) - 1, 0, -1):
        if (
            lows[n] in _ENDS
            and lows[0] not in _TITLES
            and (lows[0] not in GIVEN or lows[n] in {"foundation", "university", "institute"})
        ):
            return n + 1
    return 0


def _is_noise(token: Token, lower: Collection[str]) -> bool:
    low = _low(token)
    if token.text in COUNTRY_WORDS:
        return False
    if low in _ENDS or low in TOPICS or low in OF_HEADS:
        return not is_acronym(token.text)  # the League, the Office: what they are called before or elsewhere
    if low in COMMON or low in NATIONALITIES or low in ROLES or len(token.text.rstrip(".")) < 2:
        return not (is_acronym(token.text) and low not in lower and low not in COMMON and low not in ROLES)
    if token.text.isupper() and len(token.text) > 1:
        return low in lower or not is_acronym(token.text)
    return low in lower


def _starts(plain: str, token: Token) -> bool:
    """Whether a sentence or quotation begins here."""
    return bool(_STARTS.search(plain, max(0, token.start - 8), token.start)) or token.start == 0


def _mention(plain: str, part: list[Token], titles: tuple[str, ...]) -> Mention:
    start, end = part[0].start, part[-1].end
    words = tuple(token.text for token in part)
    before, behind = plain[max(0, start - 60) : start], plain[end : end + 40]
    kind = kind_of(list(words), titles, before, behind)
    spelt = _SPELT.match(plain, end) if len(words) > 1 else None
    return Mention(
        start,
        end,
        re.sub(r"\s+", " ", plain[start:end]),
        words,
        tuple(token.key for token in part),
        kind,
        titles,
        _starts(plain, part[0]) and not titles,
        part[-1].own,
        spelt.group(1) if spelt and spelt.group(1)[0] == words[0][0] else "",
    )
