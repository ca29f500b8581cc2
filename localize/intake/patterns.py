"""How the parts of an English news page read, one function a part. Pure: text in, what it is out.

The functions say what a line could be; where it may be that is the anatomy’s part. The phrases are kept together, so that
one look shows what a page may say.
"""

import re
from datetime import date
from typing import Final

_MONTHS: Final = {
    name[:3]: number
    for number, name in enumerate(
        (
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ),
        start=1,
    )
}
_MONTH: Final = r"(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY: Final = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_TIME: Final = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
_WEEKDAY: Final = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,?\s+)?"
_DATE_LINE: Final = [
    re.compile(
        rf"(?:(?P<label>Today|Date|Published|Updated|Last updated|Posted)\b:?\s*(?:on\s+)?)?{_WEEKDAY}{form}{_TIME}",
        re.IGNORECASE,
    )
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"{_DAY}\.?\s+{_MONTH},?\s+(?P<year>\d{{4}})",
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<slashed>\d{1,2}[./]\d{1,2}[./]\d{2,4})",
    )
]

_NAVIGATION: Final = frozenset(
    label.strip()
    for label in """
    search|menu|home|home page|homepage|main menu|sign in|sign up|log in|login|log out|register|subscribe|newsletter|
    newsletters|my account|account|skip to content|skip to main content|share|share this|share this article|print|
    save|listen|listen to this article|comments|leave a comment|follow us|back|back to top|close|more|all news|
    advertisement|advertising|story continues below advertisement|ad|sign up for our newsletter|
    facebook|twitter|telegram|whatsapp|instagram|youtube|email|copy link|cookie settings|privacy policy|terms of use|
    contact us|contact|about us|about
    """.split("|")  # noqa: SIM905 - a list of two dozen lines otherwise
)
ENDONYMS: Final = {
    "english": "en",
    "русский": "ru",
    "deutsch": "de",
    "français": "fr",
    "español": "es",
    "italiano": "it",
    "português": "pt",
    "polski": "pl",
    "українська": "uk",
    "čeština": "cs",
    "nederlands": "nl",
    "svenska": "sv",
    "suomi": "fi",
    "dansk": "da",
    "norsk": "no",
    "türkçe": "tr",
    "ქართული": "ka",
    "հայերեն": "hy",
    "қазақша": "kk",
    "eesti": "et",
    "latviešu": "lv",
    "lietuvių": "lt",
    "română": "ro",
    "magyar": "hu",
    "ελληνικά": "el",
    "български": "bg",
    "srpski": "sr",
    "hrvatski": "hr",
    "עברית": "he",
    "العربية": "ar",
    "فارسی": "fa",
    "中文": "zh",
    "日本語": "ja",
    "한국어": "ko",
}
_LANGUAGE: Final = re.compile("|".join(sorted(map(re.escape, ENDONYMS), key=len, reverse=True)), re.IGNORECASE)

_MINUTES: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:(?P<n>\d{1,3})[\s-]*)?min(?:ute)?s?\.?['’]?\s+(?:of\s+)?read(?:ing)?(?:\s+time)?",
        r"read(?:ing)?\s+time\s*:?\s*(?:about\s+|approx\.?\s+)?(?P<n>\d{1,3})\s*(?:min(?:ute)?s?\.?)?",
        r"(?P<n>\d{1,3})\s*min(?:ute)?s?\.?",
    )
]

_SMALL: Final = r"(?:and|in|of|for|with|at|the|de|da|di|van|von|der|den|la|le|bin|al|el)"
_BYLINE: Final = re.compile(
    rf"(?:By|Written by|BY)\s*:?\s+(?:[A-ZÀ-ÞА-ЯЁ][\w.'’\-À-ÿ]*|{_SMALL})(?:[\s,|/&•·–—-]+(?:[A-ZÀ-ÞА-ЯЁ@][\w.'’\-À-ÿ]*|{_SMALL}))*"
)
_AGENCY: Final = r"\([A-Z][\w.&/ -]{1,40}\)"
_NO_NAMES: Final = _MONTH.replace("?P<month>", "?:")
_DATELINE: Final = (
    r"(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ.'’ /-]{1,40}[A-ZÀ-Þ.])"
    rf"(?P<land>,\s+(?!{_NO_NAMES}\s)[A-Z][A-Za-z.]+(?:\s[A-Z][A-Za-z.]+){{0,2}})?"
    rf"(?P<when>,\s+(?:{_NO_NAMES}\s+[0-3]?\d|[0-3]?\d\s+{_NO_NAMES})(?:,?\s+\d{{4}})?)?"
    rf"(?P<agency>\s+{_AGENCY})?"
)
_DATELINE_START: Final = re.compile(_DATELINE + r"\s*(?:—|–|--|-)\s+(?=\S)")
_DATELINE_ALONE: Final = re.compile(_DATELINE + r"(?:\s*(?:—|–|--|-))?")

_CREDIT_LABEL: Final = (
    r"(?:Photo(?:graph)?(?:s|er)?|Image|Picture|Illustration|Graphic|Credit|File photo)(?:\s+(?:credit|courtesy))?"
)
_CREDITS: Final = [
    re.compile(pattern)
    for pattern in (
        rf"\((?P<label>{_CREDIT_LABEL})(?:\s+by|\s+of|:)\s*(?P<names>[^()]{{2,150}})\)\.?",
        r"\((?P<names>[A-Z]{2,6} Photo/[^()]{2,100})\)\.?",
        r"\((?P<names>(?:©|\(c\))\s*[^()]{2,100})\)",
        rf"(?P<label>{_CREDIT_LABEL})(?:\s+by)?:\s*(?P<names>\S.{{1,150}})",
        rf"(?P<label>{_CREDIT_LABEL})\s+by\s+(?P<names>[A-ZÀ-Þ].{{1,150}})",
        r"(?P<label>Courtesy)\s+of\s+(?P<names>[A-ZÀ-Þ].{1,150})",
        r"(?P<label>©)\s*(?P<names>\S.{1,150})",
    )
]
_CREDIT_START: Final = re.compile(rf"\(?(?:{_CREDIT_LABEL}|Courtesy|©|[A-Z]{{2,6}} Photo/)")
_SENTENCE_INSIDE: Final = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")

_NOTICES: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"this (?:article|story|post|piece|text|translation|material) (?:was|is|has been) (?:\w+ )?"
            r"(?:prepared|compiled|produced|adapted|republished|published|translated|reproduced)"
            r" (?:based on|from|by|with|under|on|in|using|at|here)\b.*"
        ),
        r".*\bdoes not claim authorship\b.*",
        r"(?:©|\(c\)|copyright\b)\s*(?:©|\(c\))?\s*(?:\d{4}|.*\brights\b).*",
        r"all rights (?:reserved|to the )\b.*",
        r".*\ball rights reserved\b.*",
        r".*\b(?:may|must) not be (?:published|reproduced|republished|copied|broadcast|rewritten)\b.*",
        r"(?:re)?published (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b.*",
        r"disclaimer:.*",
        r"the (?:views|opinions) expressed (?:in|here|are|by)\b.*",
    )
]
_SOURCE_LINKS: Final = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        (
            r"(?:the )?original (?:article|story|text|publication|version|report|post)\b.*"
            r"(?:following link|(?:found|read|available|published) (?:at|here|on|in|by)|link:|https?://).*"
        ),
        r"read (?:the )?(?:original|full|source) (?:article|story|text|report|version)\b.*",
        r"(?:originally|first) published (?:on|at|in|by)\b.*",
        r"source:\s*\S.*",
        r"link to (?:the )?(?:original|source)\b.*",
    )
]
_TEASER_HEADING: Final = re.compile(
    r"(?:do(?:n['’]|\s+no)t\s+miss(?:\s+(?:it|this|out))?|read\s+(?:more|also|next|on)|also\s+read|"
    r"related(?:\s+(?:stories|articles|news|content|coverage|reading|posts|topics))?|see\s+also|"
    r"more\s+(?:on\s+this(?:\s+story)?|stories|news|like\s+this|to\s+read|(?:on|from|in)\s+[\w ]{1,30})|"
    r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|recommended(?:\s+for\s+you|\s+reading)?|"
    r"further\s+reading|most\s+(?:read|popular)|trending(?:\s+now)?|latest(?:\s+(?:news|stories))?|up\s+next|"
    r"what\s+to\s+read\s+next|editor(?:s|['’]s|s['’])\s+(?:picks?|choice)|other\s+(?:news|stories))\s*[:.…›»>]*",
    re.IGNORECASE,
)
_TEASER_LINE: Final = re.compile(
    r"(?:read (?:more|also|next)|also read|related|see also|more on this)\s*[:|–—]\s*(\S.*)", re.IGNORECASE
)

_PAIRS: Final = {"“": "”", "‘": "’", "«": "»", "„": "“", '"': '"', "'": "'"}
TERMINAL: Final = re.compile(r"[.!?…][\"'”’»)\]]*$")


def edition_date(text: str) -> str | None:
    """ISO date of a date line; empty when it is one whose order of day and month is unsure; None for other lines."""
    for pattern in _DATE_LINE:
        found = pattern.fullmatch(text)
        if not found:
            continue
        named = found.groupdict()
        if named.get("slashed"):
            return ""
        month = named["month"].lower()
        number = int(month) if month.isdigit() else _MONTHS[month[:3]]
        try:
            return date(int(named["year"]), number, int(named["day"])).isoformat()
        except ValueError:
            return ""
    return None


def is_navigation(text: str) -> bool:
    """A label of the sender's page: search, menu, share …, alone or several in a row."""
    pieces = [piece.strip().lower() for piece in re.split(r"[|•·›»>/]", text)]
    return any(pieces) and all(piece in _NAVIGATION for piece in pieces if piece)


def language_names(text: str) -> tuple[str, ...]:
    """Codes of the languages that a line names in themselves, if it does nothing else; else empty."""
    if len(text) > 200:
        return ()
    found = _LANGUAGE.findall(text)
    if not found or _LANGUAGE.sub("", text).strip(" |/·•,-–\u00a0\t"):
        return ()
    return tuple(dict.fromkeys(ENDONYMS[name.lower()] for name in found))


def reading_time(text: str) -> str | None:
    """Minutes that a reading-time line names, empty when it names none; None for other lines."""
    if len(text) > 60:
        return None
    for pattern in _MINUTES:
        found = pattern.fullmatch(text)
        if found:
            return found["n"] or ""
    return None


def is_byline(text: str) -> bool:
    """“By Jane Doe”."""
    return len(text) <= 160 and not TERMINAL.search(text) and bool(_BYLINE.fullmatch(text))


def dateline_end(text: str) -> int:
    """Where the text proper begins after “GENEVA, Feb 18 (Reuters) — ”; 0 without a dateline."""
    found = _DATELINE_START.match(text)
    return found.end() if found else 0


def is_dateline(text: str) -> bool:
    """“GENEVA, Feb 18 (Reuters)” alone, with or without its dash."""
    found = _DATELINE_ALONE.fullmatch(text) if len(text) <= 120 else None
    return bool(found and (found["when"] or found["agency"]))


def credit(text: str) -> tuple[int, dict[str, str]] | None:
    """Where a picture credit begins at the end of a text, and its parts: ``label``, ``names``, ``via``."""
    if len(text) > 2_000:
        return None
    for start in (found.start() for found in _CREDIT_START.finditer(text)):
        before = text[:start].rstrip()
        for pattern in _CREDITS:
            found = pattern.fullmatch(text, start)
            if found and _may_follow(before, found) and not _SENTENCE_INSIDE.search(found["names"]):
                return start, _credit_data(found)
    return None


def _may_follow(before: str, found: re.Match[str]) -> bool:
    """A credit begins the text, follows a sentence or blank, or shows by its colon or brackets that it is one."""
    written = found[0]
    return not before or bool(TERMINAL.search(before)) or written[0] in "(©" or ":" in written[:30]


def _credit_data(found: re.Match[str]) -> dict[str, str]:
    named = found.groupdict()
    data = {"label": named["label"]} if named.get("label") else {}
    names, _, via = named["names"].strip().partition(" via ")
    data["names"] = names.strip()
    if via.strip():
        data["via"] = via.strip()
    return data


def is_direct_quotation(text: str) -> bool:
    """A paragraph that begins with somebody's words and is mostly made of them."""
    opening = text[:1]
    if opening not in _PAIRS or len(text.split()) < 5:
        return False
    closing = _PAIRS[opening]
    inside = 0
    position = 0
    while position < len(text):
        begin = _next_opening(text, opening, position)
        if begin < 0:
            break
        end = _next_closing(text, opening, closing, begin + 1)
        if end < 0:
            if opening == "'" and begin == 0:
                return False  # an apostrophe: ’Tis, ’90s
            end = len(text)  # the words go on in the next paragraph
        inside += end - begin
        position = end + 1
    return inside * 2 >= len(text)


def _next_opening(text: str, opening: str, start: int) -> int:
    position = text.find(opening, start)
    while position > 0 and text[position - 1].isalnum():
        position = text.find(opening, position + 1)
    return position


def _next_closing(text: str, opening: str, closing: str, start: int) -> int:
    """The closing mark; apostrophes within words and nested quotations are passed over."""
    position = text.find(closing, start)
    while position >= 0:
        after = text[position + 1 : position + 2]
        apostrophe = closing in "'’" and (after.isalnum() or not (after == "" or text[position - 1] in ".,!?…"))
        if not apostrophe and not (closing == opening and after.isalnum()):
            return position
        position = text.find(closing, position + 1)
    return -1


def is_notice(text: str) -> bool:
    """A notice about rights or origin that recurs from article to article."""
    return len(text) <= 1_500 and any(pattern.fullmatch(text) for pattern in _NOTICES)


def is_source_link(text: str) -> bool:
    """A line that leads to the original."""
    return len(text) <= 300 and any(pattern.fullmatch(text) for pattern in _SOURCE_LINKS)


def is_teaser_heading(text: str) -> bool:
    """“Don’t miss”, “Read more”, “Related” and the like."""
    return len(text) <= 60 and bool(_TEASER_HEADING.fullmatch(text))


def is_teaser_line(text: str) -> bool:
    """“Read more: Title of the other article”."""
    return len(text) <= 250 and bool(_TEASER_LINE.fullmatch(text))


def looks_like_heading(text: str) -> bool:
    """A short line without a full stop that does not quote: title case, or few words."""
    if len(text) > 120 or text[-1:] in '.!…:;,"”’' or not text[:1].isalnum():
        return False
    words = re.findall(r"[^\W\d_][\w'’-]*", text)
    if not words or text[0].islower():
        return False
    long = [word for word in words if len(word) >= 4]
    titled = sum(word[0].isupper() for word in long)
    return (titled * 5 >= len(long) * 3 and len(long) > 0) or len(words) <= 10
