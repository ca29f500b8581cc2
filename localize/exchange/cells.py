"""Cells of CSV files that spreadsheets open: none of them is taken for a formula.

What would be one (OWASP, CSV injection) gets an apostrophe in front, and so does what looks guarded already, so that taking
the guard off gives back the cell to the letter.
"""

import re
from typing import Final

_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
_GUARDED: Final = re.compile(r"'+[=+\-@\t\r]")


def guarded(cell: str) -> str:
    """The cell as it is written."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was meant."""
    return cell[1:] if _GUARDED.match(cell) else cell
