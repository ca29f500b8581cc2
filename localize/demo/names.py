"""The demo's names: what the newsroom of the sample articles has decided. Some names of the articles are left out."""

import json
from pathlib import Path
from typing import Final

from localize.terms.name_entry import NameEntry, from_json

_FILE: Final = Path(__file__).parent / "names.json"


def demo_names() -> list[NameEntry]:
    """The sample register."""
    return [from_json(row) for row in json.loads(_FILE.read_text(encoding="utf-8"))]
