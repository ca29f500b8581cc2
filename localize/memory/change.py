"""What can be done to a pair of the memory."""

from enum import StrEnum


class ChangeKind(StrEnum):
    """What a change of a pair was. A pair's first storing is none: the pair says itself who wrote it, and when."""

    EDITED = "edited"  # a person corrected it
    DELETED = "deleted"
    RESTORED = "restored"  # after a deletion
    REVERTED = "reverted"  # to an earlier text
    APPROVED = "approved"  # an approval brought another text
    IMPORTED = "imported"  # a file brought another text
    DEMO = "demo"  # the samples did
    LATE = "late"  # not stored: somebody else had saved before; kept here
