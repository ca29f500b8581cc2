"""Reading members of a JSON object with all their errors collected, each naming the field that it means."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from localize.errors import InvalidInputError
from localize.intake.tree import clean_characters


@dataclass(slots=True)
class Problems:
    """What is wrong with a JSON document, in order."""

    listed: list[dict[str, str]] = field(default_factory=list)

    def add(self, name: str, message: str) -> None:
        """One field is wrong."""
        self.listed.append({"field": name, "message": message})

    def check(self) -> None:
        """Raise ``InvalidInputError`` if there is any; ``details["errors"]`` lists all."""
        if not self.listed:
            return
        first = self.listed[0]
        more = f" ({len(self.listed) - 1} more)" if len(self.listed) > 1 else ""
        raise InvalidInputError(f"{first['field']}: {first['message']}{more}", errors=self.listed)


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object whose members are read by type. A member that is absent or null is ``""``, None or empty."""

    raw: Mapping[str, Any]
    problems: Problems
    path: str = ""

    def refuse(self, name: str, message: str) -> None:
        """Note that a member is wrong."""
        self.problems.add(self.path + name, message)

    def text(self, name: str, *, limit: int = 2_000, lines: bool = False) -> str:
        """A string without control characters; white space collapsed unless ``lines``."""
        value = self.raw.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, f"Must be a string, not {_kind(value)}.")
            return ""
        if len(value) > limit:
            self.refuse(name, f"Must have at most {limit:,} characters; this has {len(value):,}.")
            return ""
        cleaned = clean_characters(value)
        return cleaned if lines else re.sub(r"[ \t\n]+", " ", cleaned).strip()

    def url(self, name: str, *, own: bool = False) -> str:
        """A http or https address; with ``own`` also a path on our own host."""
        value = self.text(name)
        if value and not (is_web_address(value) or (own and re.fullmatch(r"/(?![/\\])\S*", value))):
            self.refuse(name, "Must be a http or https address such as https://news.example/story.")
            return ""
        return value

    def moment(self, name: str) -> str:
        """An ISO 8601 date and time with offset, as written."""
        value = self.text(name)
        if not value:
            return ""
        try:
            read = datetime.fromisoformat(value)
        except ValueError:
            self.refuse(name, "Must be a date and time in ISO 8601 such as 2026-02-18T09:30:00+01:00.")
            return ""
        if read.tzinfo is None:
            self.refuse(name, "Must say its offset from UTC, such as Z or +01:00.")
            return ""
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(name)
        if value and value not in allowed:
            self.refuse(name, f"Must be one of {', '.join(allowed)}, not “{value[:40]}”.")
            return ""
        return value

    def flag(self, name: str) -> bool | None:
        """True or false; None when absent."""
        value = self.raw.get(name)
        if value is not None and not isinstance(value, bool):
            self.refuse(name, f"Must be true or false, not {_kind(value)}.")
            return None
        return value

    def number(self, name: str, low: int, high: int) -> int | None:
        """A whole number within bounds; None when absent."""
        value = self.raw.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.refuse(name, f"Must be a whole number from {low} to {high}.")
            return None
        return value

    def inner(self, name: str) -> "Fields":
        """An object; an absent one is empty."""
        value = self.raw.get(name)
        if value is not None and not isinstance(value, Mapping):
            self.refuse(name, f"Must be an object, not {_kind(value)}.")
            value = None
        return Fields(value or {}, self.problems, f"{self.path}{name}.")

    def each(self, name: str, *, limit: int) -> "list[Fields]":
        """A list of objects."""
        objects = []
        for index, item in enumerate(self._list(name, limit)):
            if isinstance(item, Mapping):
                objects.append(Fields(item, self.problems, f"{self.path}{name}[{index}]."))
            else:
                self.refuse(f"{name}[{index}]", f"Must be an object, not {_kind(item)}.")
        return objects

    def words(self, name: str, *, limit: int) -> tuple[str, ...]:
        """A list of strings that are not empty."""
        values = []
        for index, item in enumerate(self._list(name, limit)):
            if isinstance(item, str) and item.strip():
                values.append(clean_characters(item).strip())
            else:
                self.refuse(f"{name}[{index}]", "Must be a string that is not empty.")
        return tuple(values)

    def _list(self, name: str, limit: int) -> list[Any]:
        value = self.raw.get(name)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.refuse(name, f"Must be a list, not {_kind(value)}.")
            return []
        if len(value) > limit:
            self.refuse(name, f"Must have at most {limit:,} items; this has {len(value):,}.")
            return []
        return list(value)


def is_web_address(value: str) -> bool:
    """An absolute http or https address with a host."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s\\]", value)


def _kind(value: Any) -> str:
    """What a JSON value is, for people."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a string"
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
        case _:
            return "null"
