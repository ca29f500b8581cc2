"""axe-core over a page, where it is at hand: CI fetches it from npm; it is no part of this repository."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Frame, Page

_ROOT = Path(__file__).resolve().parents[2]
_PLACES = (
    Path(os.environ.get("LOCALIZE_TEST_AXE", "/nowhere")),
    _ROOT / "tests" / ".axe" / "node_modules" / "axe-core" / "axe.min.js",
    _ROOT / "node_modules" / "axe-core" / "axe.min.js",
)

_RUN = """(rules) => axe.run(document, { resultTypes: ["violations"], ...(rules.length ? { runOnly: rules } : {}) })
    .then((result) => result.violations)"""


def violations(page: Page | Frame, *only: str) -> list[str]:
    """What axe finds on the page, or in the frame, as it stands, one line for each element; ``only``: by these rules, also of level AAA.

    Skips the test when axe is missing.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source().read_text(encoding="utf-8") + ";0")
    found: list[dict[str, Any]] = page.evaluate(_RUN, list(only))
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def at_hand(context: BrowserContext) -> None:
    """Have axe in every page of this context from its start: handing it over takes longer than what it does."""
    context.add_init_script(path=_source())


def _source() -> Path:
    source = next((place for place in _PLACES if place.is_file()), None)
    if source is None:
        if os.environ.get("LOCALIZE_TEST_REQUIRE_BROWSER"):
            pytest.fail("no axe-core, which .ci/run fetches from npm")
        pytest.skip("no axe-core: npm install --no-save axe-core, or name its file in LOCALIZE_TEST_AXE")
    return source
