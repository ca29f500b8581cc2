"""How a pair came into the memory: what a match may trust it for."""

from enum import StrEnum


class EntryOrigin(StrEnum):
    """Where a stored pair comes from."""

    APPROVED = "approved"  # a person confirmed it with an edition of ours
    IMPORTED = "imported"  # a file brought it: somebody's work, but nobody here looked at it
    DEMO = "demo"  # a sample of the first start

    @property
    def is_ours(self) -> bool:
        """Whether a person of this house stands behind the pair. No other pair takes its place."""
        return self is EntryOrigin.APPROVED
