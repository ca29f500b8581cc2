"""Reading members of a ninjs document of any version, as sloppily as they are sent.

Versions 1.x write ``body_html`` and ``versioncreated``, 3.x ``bodies`` and ``versionCreated``; names are compared without
regard to case. A member of the wrong type is not read and remembered for a note.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from localize.intake.tree import clean_characters
from localize.intake.wire_body import is_markup

# ninjs 1 has the kind in the name (``headline``, ``body_html``), 2 and 3 have lists of objects (``headlines``).
_PLURALS: Final = {"headline": "headlines", "body": "bodies", "description": "descriptions"}
_MAX_VARIANTS: Final = 100


@dataclass(frozen=True, slots=True)
class Variant:
    """One form of a headline, a description or a body."""

    role: str
    media_type: str
    value: str

    @property
    def is_xml(self) -> bool:
        """Whether it is a document of another format, such as NITF."""
        named = re.search(r"nitf|/xml\b|sgml", f"{self.role} {self.media_type}", re.IGNORECASE)
        return bool(named) and "html" not in self.media_type

    @property
    def is_html(self) -> bool:
        """Whether it is HTML: it is called so, or it is."""
        if self.is_xml:
            return False
        named = re.search(r"html|rich", f"{self.role} {self.media_type}", re.IGNORECASE)
        return is_markup(self.value) if not named else "<" in self.value or "&" in self.value


@dataclass(slots=True)
class NinjsFields:
    """The members of an item by name in lower case."""

    raw: Mapping[str, Any]
    unread: list[str] = field(default_factory=list)
    _members: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in self.raw.items():
            self._members.setdefault(str(name).lower(), value)

    def names(self) -> list[str]:
        """The names of the members in lower case."""
        return list(self._members)

    def value(self, name: str) -> Any:
        """A member as it is; None when it is not there."""
        return self._members.get(name)

    def text(self, *names: str) -> str:
        """The first member of these names that is a text, in one line."""
        return " ".join(self.lines(*names).split())

    def lines(self, *names: str) -> str:
        """The first member of these names that is a text, with its line ends. Lists of texts are joined."""
        for name in names:
            value = self._members.get(name)
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                value = "\n".join(value)
            if isinstance(value, bool) or not isinstance(value, str | int | float | None):
                self.unread.append(name)
            elif value is not None and (text := clean_characters(str(value)).strip()):
                return text
        return ""

    def objects(self, *names: str) -> "list[NinjsFields]":
        """The objects of a list, or of an object whose members are named (ninjs 1); their own name is ``name``."""
        found: list[NinjsFields] = []
        for name in names:
            value = self._members.get(name)
            if isinstance(value, Mapping):
                # One object instead of a list of one, or objects by name.
                single = any(not isinstance(item, Mapping | None) for item in value.values())
                items = [value] if single else [{"name": str(k), **v} for k, v in value.items() if v is not None]
            elif isinstance(value, list):
                items = [item for item in value if isinstance(item, Mapping)]
                self.unread += [name] if len(items) < sum(item is not None for item in value) else []
            else:
                items = []
                self.unread += [name] if value is not None else []
            found += [NinjsFields(item, self.unread) for item in items[:_MAX_VARIANTS]]
        return found

    def variants(self, kind: str) -> list[Variant]:
        """All forms of ``headline``, ``description`` or ``body`` that hold a text, in the document's order."""
        found = [*self._named(kind), *self._listed(kind)]
        return [variant for variant in found if variant.value][:_MAX_VARIANTS]

    def _named(self, kind: str) -> Iterator[Variant]:
        for name, value in self._members.items():
            if name != kind and not name.startswith(f"{kind}_"):
                continue
            suffix = name[len(kind) + 1 :]
            if isinstance(value, str):
                yield Variant(suffix, "", clean_characters(value).strip())
            elif value is not None:
                self.unread.append(name)

    def _listed(self, kind: str) -> Iterator[Variant]:
        value = self._members.get(_PLURALS[kind])
        if isinstance(value, str | Mapping):
            value = [value]
        if value is not None and not isinstance(value, list):
            self.unread.append(_PLURALS[kind])
            return
        for index, item in enumerate(value or []):
            if isinstance(item, str):
                yield Variant("", "", clean_characters(item).strip())
                continue
            fields = NinjsFields(item) if isinstance(item, Mapping) else NinjsFields({})
            text = fields.value("value")
            if isinstance(text, str):
                yield Variant(
                    fields.text("role", "name"),
                    fields.text("contenttype", "mimetype").lower(),
                    clean_characters(text).strip(),
                )
            elif item is not None:
                self.unread.append(f"{_PLURALS[kind]}[{index}]")
