"""How the parts of an English news page read, one function a part. Pure: text in, what it is out.

The functions say what a line could be; where it may be that is the anatomy’s part. The phrases are kept together, so that
one look shows what a page may say.
"""

import re
from datetime import date
from typing import Final

# Names of classes by which pages mark these parts.
STANDFIRST_HINTS: Final = frozenset(
    [
        "standfirst",
        "subtitle",
        "dek",
        "deck",
        "article-summary",
        "alternativeheadline",
        "subheadline",
        "sub-headline",
        "article-dek",
        "summary__text",
        "article__summary",
        "article-subtitle",
        "article__subtitle",
        "article-lede",
        "entry-subtitle",
    ]
)
BYLINE_HINTS: Final = frozenset({"byline", "author"})
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
_TIME: Final = r"(?:,?(?:\s+[|/·•–—-])?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?)?"
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

_SMALL: Final = (
    r"(?:and|in|of|for|with|at|the|de|da|di|du|van|von|der|den|la|le|bin|al|el|correspondents?|editor|reporter|writer|"
    r"producer|political|diplomatic|health|science|business|economics|security|technology|environment|education|sports?|"
    r"senior|staff|chief|foreign|defence|defense|legal|affairs|world|news)"
)
_BYLINE: Final = re.compile(
    rf"(?:By|by|Written by|Story by|Words by|BY)\s*:?\s+(?:[A-ZÀ-ÞА-ЯЁ][\w.'’\-À-ÿ]*|{_SMALL})(?:[\s,|/&•·–—-]+(?:[A-ZÀ-ÞА-ЯЁ@][\w.'’\-À-ÿ]*|{_SMALL}))*"
)
_BYLINE_TAIL: Final = re.compile(
    rf"\s*(?:[|•·—–-]\s*)?(?<![^\s|•·—–-])(?:{_MONTH.replace('?P<month>', '?:')}\s+\d|\d{{1,2}}\s+{_MONTH.replace('?P<month>', '?:')}\b|"
    r"\d{4}-\d{2}|(?:Published|Updated|Posted|Follow|Email|Last updated|@)\b.*|@\w)"
)
_AGENCY: Final = r"\((?P<agency>[A-Za-z][\w.&/ -]{1,40})\)"
_NO_NAMES: Final = _MONTH.replace("?P<month>", "?:")
_WHEN: Final = rf"(?P<when>,\s+(?:(?P<month>{_NO_NAMES})\s+(?P<day>[0-3]?\d)|(?P<day2>[0-3]?\d)\s+(?P<month2>{_NO_NAMES}))(?:,?\s+(?P<year>\d{{4}}))?)?"
_LAND: Final = rf"(?:,\s+(?!{_NO_NAMES}\s)[A-Z][A-Za-z.]+(?:\s[A-Z][A-Za-z.]+){{0,2}})?"
_DASH: Final = r"\s*(?P<dash>—|–|--|-)"
# In capitals as agencies write it, or in small letters where the dash, the date or the agency shows what it is.
_CITY: Final = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’ /-]{1,40}[A-ZÀ-Þ.]"
_SMALL_CITY: Final = r"(?!(?:Updated?|Note|Editor|Breaking|Exclusive|Analysis|Opinion|Watch|Correction|Read|More|Listen|Video|Photos)\b)[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?:[ -][A-ZÀ-Þ][a-zà-ÿ]{2,20}){0,2}"
_DATELINE: Final = rf"(?P<place>{_CITY}{_LAND}){_WHEN}(?:\s+{_AGENCY})?"
_SMALL_DATELINE: Final = rf"(?P<place>{_SMALL_CITY}{_LAND}){_WHEN}(?:\s+{_AGENCY})?"
_DATELINE_START: Final = (
    re.compile(rf"{_DATELINE}{_DASH}\s+(?=\S)"),
    re.compile(rf"{_SMALL_DATELINE}\s+(?P<dash>—|–)\s+(?=[A-ZÀ-Þ“‘\"'0-9])(?![^—–]*[—–]\s+[a-z])"),
    re.compile(rf"(?=[^—–-]{{3,60}}[)\d]\s*[—–-]){_SMALL_DATELINE}{_DASH}\s+(?=\S)"),
)
_DATELINE_ALONE: Final = (re.compile(rf"{_DATELINE}(?:{_DASH})?"), re.compile(rf"{_SMALL_DATELINE}(?:{_DASH})?"))

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
# Who made the story, at its end.
_SIGN_OFF: Final = re.compile(
    r"[\[(]?\s*(?:(?:additional |further )?(?:reporting|writing|editing|research|graphics?|translation|compiled|written|edited)"
    r"(?:\s+and\s+(?:reporting|writing|editing|graphics?))*\s+by\b.{2,300}"
    r"|.{3,200}\bcontributed (?:reporting )?(?:to|from) .{2,150}|contributors?:.{3,200}"
    r"|(?:[—–-]\s*)?(?:with\s+)?(?:files|reporting|additional reporting)\s+(?:from|by)\b.{2,200})",
    re.IGNORECASE,
)
_TEASER_HEADING: Final = re.compile(
    r"(?:do(?:n['’]|\s+no)t\s+miss(?:\s+(?:it|this|out))?|read\s+(?:more|also|next|on)|also\s+read|"
    r"related(?:\s+(?:stories|articles|news|content|coverage|reading|posts|topics))?|see\s+also|"
    r"more(?=\s*:)|more\s+(?:on\s+this(?:\s+story)?|stories|news|like\s+this|to\s+read|(?:on|from|in)\s+[\w ]{1,30})|"
    r"you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested\s+in)|recommended(?:\s+for\s+you|\s+reading)?|"
    r"further\s+reading|most\s+(?:read|popular)|trending(?:\s+now)?|latest(?:\s+(?:news|stories))?|up\s+next|"
    r"what\s+to\s+read\s+next|editor(?:s|['’]s|s['’])\s+(?:picks?|choice)|other\s+(?:news|stories))\s*[:.…›»>]*",
    re.IGNORECASE,
)
_TEASER_LINE: Final = re.compile(
    r"\[?(?:read (?:more|also|next|on)|also read|related(?: (?:story|article|content))?|see also|more on this)\s*[:|–—]\s*(\S.*)",
    re.IGNORECASE,
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
    return byline_end(text) == len(text) > 0


def byline_end(text: str) -> int:
    """Where the names of a byline end: before a date, “Follow” or a handle that goes on in its line; 0 without one."""
    if len(text) > 160 or TERMINAL.search(text):
        return 0
    tail = _BYLINE_TAIL.search(text, 3)
    end = tail.start() if tail else len(text)
    return end if _BYLINE.fullmatch(text[:end].rstrip()) else 0


def dateline_end(text: str) -> int:
    """Where the text proper begins after “GENEVA, Feb 18 (Reuters) — ”; 0 without a dateline."""
    head = text[:160]  # longer ones do not occur
    return next((found.end() for pattern in _DATELINE_START if (found := pattern.match(head))), 0)


def is_dateline(text: str) -> bool:
    """“GENEVA, Feb 18 (Reuters)” alone, with or without its dash."""
    found = _alone(text)
    if found is None:
        return False
    # In small letters a place and a word in brackets may as well be a headline: “Ferry Stays (Video)”.
    return bool(found["when"] or (found["agency"] and (found["dash"] or found["place"].isupper())))


def dateline_data(text: str) -> dict[str, str]:
    """What a dateline says: ``place``, ``date`` (``2026-02-18``, or ``--02-18`` without a year), ``agency``, ``dash``.

    Only what it does say; empty for a line of another form.
    """
    found = _alone(text.strip())
    if found is None:
        return {}
    data = {"place": found["place"].strip(), "date": _day_named(found)}
    data |= {"agency": found["agency"] or "", "dash": found["dash"] or ""}
    return {name: value for name, value in data.items() if value}


def _alone(text: str) -> re.Match[str] | None:
    return next((found for p in _DATELINE_ALONE if (found := p.fullmatch(text))), None) if len(text) <= 120 else None


def _day_named(found: re.Match[str]) -> str:
    month, day = found["month"] or found["month2"], found["day"] or found["day2"]
    if not month:
        return ""
    number = _MONTHS[month[:3].lower()]
    try:
        date(int(found["year"] or 2000), number, int(day))  # a leap year: the 29th of February may be
    except ValueError:
        return ""
    return f"{found['year'] or '-'}-{number:02}-{int(day):02}"


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


def is_sign_off(text: str) -> bool:
    """“Reporting by Jane Doe; editing by John Roe”, “Jane Doe contributed to this report”."""
    return len(text) <= 400 and bool(_SIGN_OFF.fullmatch(text))


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
