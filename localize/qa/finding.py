"""A finding: what a check has to say about a target, with the places it means."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How much a finding weighs. An open error closes the gate."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check on one segment.

    ``code`` names the check; the interface translates ``MESSAGES[code]`` with ``params``. Spans are half-open offsets
    in code points of the plain text. ``fix`` is a whole target text in written coded form, given only when certain.
    """

    code: str
    severity: Severity
    params: tuple[tuple[str, str], ...] = ()
    source_spans: tuple[tuple[int, int], ...] = ()
    target_spans: tuple[tuple[int, int], ...] = ()
    fix: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As JSON; ``from_json`` is the inverse."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "params": dict(self.params),
            "source_spans": [list(s) for s in self.source_spans],
            "target_spans": [list(s) for s in self.target_spans],
            "fix": self.fix,
        }

    @staticmethod
    def from_json(raw: dict[str, Any]) -> "Finding":
        """Read ``to_json``'s form."""
        return Finding(
            code=raw["code"],
            severity=Severity(raw["severity"]),
            params=tuple(raw["params"].items()),
            source_spans=tuple((a, b) for a, b in raw["source_spans"]),
            target_spans=tuple((a, b) for a, b in raw["target_spans"]),
            fix=raw["fix"],
        )
