"""Dates and times as news formats write them: ISO 8601 in both spellings, with or without offset, and that of mail."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_YEARS: Final = range(1900, 2200)  # beyond, a moment cannot be brought to another offset in every case
_DAY_WITH_OFFSET: Final = re.compile(r"(\d{4}-?\d{2}-?\d{2})(Z|[+-]\d{2}:?\d{2})")
_COMPACT_OFFSET: Final = re.compile(r"([+-]\d{2})$")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time. ``assumed``: no offset was written, UTC stands in for it."""

    at: datetime
    assumed: bool = False


def read_moment(written: str) -> Moment | None:
    """The moment that a text names; None when it cannot be read as one."""
    text = written.strip()
    if not re.search(r"\d{4}", text) or len(text) > 60:
        return None
    if day := _DAY_WITH_OFFSET.fullmatch(text):
        text = f"{day[1].replace('-', '')}T000000{day[2]}"
    read = _iso(text) or _iso(_COMPACT_OFFSET.sub(r"\g<1>00", text)) or _mail(text)
    if read is None or read.year not in _YEARS:
        return None
    return Moment(read) if read.tzinfo else Moment(read.replace(tzinfo=UTC), assumed=True)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
