"""How long a block may be in a locale, and how much of that its other sentences take."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from localize.article import Role
from localize.config import Settings
from localize.markup import CodedText
from localize.store import Unit
from localize.store.articles import SegmentRow


@dataclass(frozen=True, slots=True)
class Room:
    """``limit``: characters of the whole block, 0 for none; ``beside``: those of its other sentences, spaces between."""

    limit: int = 0
    beside: int = 0


def limits_in(settings: Settings, locale: str) -> Mapping[str, int]:
    """By role: characters that a block may have in a locale. ``headline.de`` holds for ``de-AT`` too."""
    found = {name: limit for name, limit in settings.limits.items() if "." not in name}
    for tag in (locale.split("-", maxsplit=1)[0].lower(), locale.lower()):
        for name, limit in settings.limits.items():
            role, _, where = name.partition(".")
            if where == tag:
                found[role] = limit
    return MappingProxyType({role: limit for role, limit in found.items() if limit})


def room_beside(settings: Settings, locale: str, role: Role, texts: Sequence[tuple[int, str]], segment_id: int) -> Room:
    """The room of a segment, given the written texts of its block by segment id."""
    limit = limits_in(settings, locale).get(role.value, 0)
    if not limit:
        return Room()
    plain = (CodedText.loads(text).plain.strip() for number, text in texts if number != segment_id)
    return Room(limit, sum(len(text) + 1 for text in plain if text))


def room_of(unit: Unit, settings: Settings, locale: str, role: Role, edition_id: int, segment: SegmentRow) -> Room:
    """The room of a stored segment. Costs a query only where its role has a limit."""
    if role.value not in limits_in(settings, locale):
        return Room()
    rows = unit.editions.of_block(edition_id, segment.version_id, segment.block_key)
    return room_beside(settings, locale, role, [(row.segment_id, row.text) for row in rows], segment.id)


def drop_beside(unit: Unit, edition_id: int, segment: SegmentRow) -> None:
    """A block's length is said once, where it was judged last: what its other sentences said of it goes."""
    for row in unit.editions.of_block(edition_id, segment.version_id, segment.block_key):
        if row.segment_id != segment.id:
            unit.editions.drop_findings(row.target_id, "length")
