"""The strip: one cell a segment in reading order. Long articles have hundreds, so it is put together here."""

from collections.abc import Sequence

from markupsafe import Markup

from localize.edition import TargetState
from localize.services.desk import Cell

_SHAPES = {TargetState.REVIEWED: "r", TargetState.FINAL: "r", TargetState.TRANSLATED: "t"}


def strip_cells(cells: Sequence[Cell], at: int | None = None) -> Markup:
    """The cells as elements. ``at``: number of the one that somebody works on."""
    made = []
    for number, cell in enumerate(cells, start=1):
        shape = _SHAPES.get(cell.state, "")
        made.append(f'<i class="{shape}{" e" if cell.error else ""}{" at" if at == number else ""}"></i>')
    return Markup("".join(made))  # noqa: S704 - nothing but the words above
