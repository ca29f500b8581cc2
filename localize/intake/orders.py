"""What a sender says about an article besides its text: who it is for, by when, in which lane."""

from dataclasses import dataclass, field
from datetime import datetime

from localize.edition import Lane
from localize.intake.fields import Fields

CHANGE_CLASSES = ("typo", "update", "factual", "legal", "retraction")
MAX_EXTERNAL_ID = 200


@dataclass(frozen=True, slots=True)
class Orders:
    """How an article is to be handled. Members that were not sent are None or empty."""

    external_id: str | None = None
    to: tuple[str, ...] = ()
    lane: Lane | None = None
    confidential: bool | None = None
    deadline: datetime | None = None
    embargo: datetime | None = None
    change: dict[str, str] = field(default_factory=dict)  # class, note


def read_orders(fields: Fields) -> Orders:
    """Read the members that concern handling; what is wrong is noted in ``fields.problems``."""
    lane = fields.choice("lane", tuple(lane.value for lane in Lane))
    deadline, embargo = fields.moment("deadline"), fields.moment("embargo")
    change: dict[str, str] = {}
    if fields.raw.get("change") is not None:
        inner = fields.inner("change")
        kind = inner.choice("class", CHANGE_CLASSES)
        if not kind and not fields.problems.listed:
            inner.refuse("class", f"Say which: {', '.join(CHANGE_CLASSES)}.")
        change = {name: text for name, text in (("class", kind), ("note", inner.text("note"))) if text}
    return Orders(
        external_id=fields.text("external_id", limit=MAX_EXTERNAL_ID) or None,
        to=fields.words("to", limit=50),
        lane=Lane(lane) if lane else None,
        confidential=fields.flag("confidential"),
        deadline=datetime.fromisoformat(deadline) if deadline else None,
        embargo=datetime.fromisoformat(embargo) if embargo else None,
        change=change,
    )
