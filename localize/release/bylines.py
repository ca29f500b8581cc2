"""A byline by rule: "By Ida Moen and Lars Vik in Oslo" is "Von Ida Moen und Lars Vik in Oslo"; names stay as they are."""

import re
from typing import Final

from localize.credits import read_byline
from localize.locales import format_list
from localize.markup import CodedText, join
from localize.release.phrases import Phrases
from localize.typography.places import place_name

_SLOT: Final = re.compile(r"\ue000([0-9]+)\ue001")


def byline(text: CodedText, locale: str, phrases: Phrases) -> CodedText | None:
    """The line in this locale; ``None`` for a text that is no byline, or whose codes would not find their place."""
    found = read_byline(text.plain)
    if found is None:
        return None
    values = [text.slice(*span) for span in found.spans]
    names = format_list([f"\ue000{n}\ue001" for n in range(len(found.names))], locale)
    place = ""
    if found.place:
        known = place_name(found.place, locale)
        at = len(found.names)
        if known and not values[at].marks:
            values[at] = CodedText.plain_text(known)
        place = f"\ue000{at}\ue001"
    msgid = "By {names} in {place}" if place else "By {names}"
    params = {"names": names, "place": place} if place else {"names": names}
    # Where this language has no word for it, the names say enough.
    line = phrases.text(msgid, **params) if phrases.knows(msgid) else ", ".join(params.values())
    if found.house:
        line += f", \ue000{len(values) - 1}\ue001"
    pieces = _SLOT.split(line)
    filled = join(values[int(piece)] if n % 2 else CodedText.plain_text(piece) for n, piece in enumerate(pieces))
    return filled if sorted(map(str, filled.marks)) == sorted(map(str, text.marks)) else None
