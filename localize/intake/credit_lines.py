"""Credits of pictures: “Photograph: Jane Doe/Coast Pictures via Northern Wire”, “(AP Photo/Jane Doe)”, “Getty Images”.

Pure: text in, where the credit begins and its parts out. Where such a line may stand is the anatomy's part.
"""

import re
from typing import Final

from localize.intake.patterns import TERMINAL

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
        r"(?P<label>Image) ?(?:copyright|source),?\s*(?P<names>[^\s,].{1,100})",
        r"(?P<names>(?:REUTERS|AFP|EPA|AP|TASS)\s?/\s?[A-ZÀ-Þ].{2,80})",
    )
]
_CREDIT_START: Final = re.compile(
    rf"\(?(?:{_CREDIT_LABEL}|Courtesy|©|[A-Z]{{2,6}} Photo/|Image (?:copyright|source)|\b(?:REUTERS|AFP|EPA|AP|TASS)\s?/)"
)
_AGENCIES: Final = (
    r"(?:Getty(?:\s+Images)?(?:\s+(?:Europe|North America|AsiaPac|Entertainment|News))?|REUTERS|Reuters|AP(?:\s+Photo|\s+Images)?|"
    r"Associated Press|ASSOCIATED PRESS|AFP|Agence France-Presse|EPA(?:-EFE)?|EFE|PA(?:\s+(?:Media|Wire|Images))?|dpa|DPA|"
    r"Press Association|[Pp]icture[ -][Aa]lliance|Shutterstock|Alamy(?:\s+Stock\s+Photo)?|iStock(?:photo)?|Bloomberg|Xinhua|TASS|"
    r"RIA Novosti|Sputnik|Anadolu(?:\s+Agency)?|NurPhoto|ZUMA(?:\s+(?:Press|Wire))?|KYODO|Kyodo(?:\s+News)?|JIJI|Imago|IMAGO|"
    r"Rex(?:\s+Features)?|Unsplash|Wikimedia(?:\s+Commons)?|Flickr|NASA|ESA|UNIAN|Ukrinform|LightRocket|Corbis|MAGNUM|Magnum Photos|"
    r"SOPA Images|Barcroft(?:\s+Media)?|Handout|CC BY[\w .-]{0,12})"
)
_PERSON: Final = r"[A-ZÀ-Þ][\w.'’-]{0,25}(?:\s+[A-ZÀ-Þa-z][\w.'’-]{0,25}){0,4}"
_BY_AGENCY: Final = rf"(?:{_PERSON}\s*(?:/|\||,|—|–|-|\bvia\b|\bfor\b)\s*)?{_AGENCIES}(?:\s*(?:/|,|\bvia\b|\band\b)\s*(?:{_AGENCIES}|{_PERSON}))*(?:\s+(?:file|File|pool|Pool|FILE)(?:\s+(?:photo|Photo|PHOTO))?)?"
# Only in a figure: there a name and an agency, or an agency in brackets, are nothing else.
_FIGURE_CREDIT: Final = re.compile(rf"\(?(?P<names>{_BY_AGENCY})\)?\.?")
_FIGURE_CREDIT_START: Final = re.compile(
    r"(?:(?<=[.!?…”’\"')\]])|(?<=[.!?…”’\"')\]]\s)|(?<=\s[|–—-]\s)|(?<=\s)(?=\()|(?<=[a-z]\s)(?=[A-Z]))"
)
# Words that a page reads out before a caption; the eye does not need them.
_CAPTION_LABEL: Final = re.compile(r"(?:(?:Image|Media|Video|Photo) ?caption[,:]?\s*)(?=\S)")
_SENTENCE_INSIDE: Final = re.compile(r"[a-z]{3}[.!?]\s+[A-Z]")


def credit(text: str, *, in_figure: bool = False) -> tuple[int, dict[str, str]] | None:
    """Where a picture credit begins at the end of a text, and its parts: ``label``, ``names``, ``via``.

    ``in_figure``: a name with an agency, or an agency alone, is a credit there.
    """
    if len(text) > 2_000:
        return None
    for start in (found.start() for found in _CREDIT_START.finditer(text)):
        before = text[:start].rstrip()
        for pattern in _CREDITS:
            found = pattern.fullmatch(text, start)
            if found and _may_follow(before, found) and not _is_sentence(found["names"]):
                return start, _credit_data(found)
    return _agency_credit(text) if in_figure else None


def _agency_credit(text: str) -> tuple[int, dict[str, str]] | None:
    end = max(0, len(text) - 150)
    for start in (0, *(found.start() for found in _FIGURE_CREDIT_START.finditer(text, end))):
        found = _FIGURE_CREDIT.fullmatch(text, start)
        before = text[:start].rstrip()
        if (
            found
            and not _is_sentence(found["names"])
            and (not before or TERMINAL.search(before) or before[-1] in "|–—-)" or text[start] == "(")
        ):
            return start, _credit_data(found)
    return None


def _is_sentence(names: str) -> bool:
    return bool(_SENTENCE_INSIDE.search(names)) or names.rstrip(").").endswith((" here", " - here"))


def caption_start(text: str) -> int:
    """Where a caption begins after “Image caption,”, which pages say to those who cannot see; 0 without it."""
    found = _CAPTION_LABEL.match(text)
    return found.end() if found else 0


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
