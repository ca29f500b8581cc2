"""Query strings: every parameter is read, and everything that is wrong is said at once."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from localize.errors import InvalidInputError
from localize.locales import is_known_locale

MAX_ID = 2**63 - 1

_Choice = TypeVar("_Choice", bound=StrEnum)


class Query:
    """The parameters of one request. Read all of them, then ``check``."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self._errors: list[dict[str, str]] = []

    def text(self, name: str) -> str | None:
        """A parameter as written; ``None`` when it is absent or empty."""
        return self._values.get(name) or None

    def refuse(self, name: str, message: str) -> None:
        """Say what is wrong with a parameter."""
        self._errors.append({"field": name, "message": message})

    def integer(self, name: str, *, low: int, high: int) -> int | None:
        """A whole number between two others."""
        written = self.text(name)
        if written is None:
            return None
        number = int(written) if re.fullmatch(r"[0-9]{1,19}", written, re.ASCII) else None
        if number is None or not low <= number <= high:
            top = f" and {high}" if high < MAX_ID else " and the highest id"
            self.refuse(name, f"Must be a whole number between {low}{top}.")
            return None
        return number

    def seconds(self, name: str, *, high: float) -> float:
        """Seconds up to ``high``; 0 when absent."""
        written = self.text(name)
        if written is None:
            return 0
        if not re.fullmatch(r"[0-9]{1,6}(?:\.[0-9]{1,6})?", written, re.ASCII) or float(written) > high:
            self.refuse(name, f"Must be a number of seconds between 0 and {high:g}.")
            return 0
        return float(written)

    def flag(self, name: str) -> bool | None:
        """``true`` or ``false``."""
        written = self.text(name)
        if written is None:
            return None
        if written not in {"true", "false"}:
            self.refuse(name, "Must be true or false.")
            return None
        return written == "true"

    def choice(self, name: str, values: type[_Choice]) -> _Choice | None:
        """One of an enumeration's values."""
        written = self.text(name)
        if written is None:
            return None
        if written not in set(values):
            self.refuse(name, f"Must be one of {', '.join(values)}.")
            return None
        return values(written)

    def locale(self, name: str) -> str | None:
        """A language tag."""
        written = self.text(name)
        if written is not None and not is_known_locale(written):
            self.refuse(name, "Is not a language that Localize knows; say for instance ru or de.")
            return None
        return written

    def moment(self, name: str) -> datetime | None:
        """An ISO 8601 time with offset, in UTC."""
        written = self.text(name)
        if written is None:
            return None
        # A plus sign that was not encoded arrives as a space.
        moment = read_moment(re.sub(r" (?=[0-9]{2}:?[0-9]{2}$)", "+", written))
        if moment is None:
            self.refuse(name, "Must be an ISO 8601 time with offset, such as 2026-11-23T14:00:00+03:00.")
        return moment

    def check(self) -> None:
        """Raises ``InvalidInputError`` naming every parameter that is wrong."""
        if self._errors:
            names = ", ".join(dict.fromkeys(error["field"] for error in self._errors))
            raise InvalidInputError(f"The request cannot be read: see {names}.", errors=self._errors)


def read_moment(written: str) -> datetime | None:
    """An ISO 8601 time with offset, in UTC; ``None`` when it is not one, or outside the years 1 to 9999."""
    if "T" not in written.upper():
        return None
    try:
        moment = datetime.fromisoformat(written)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
