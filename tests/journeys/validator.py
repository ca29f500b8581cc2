"""html-validate over a document, where it is at hand: CI fetches it from npm; it is no part of this repository."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).resolve().parents[2]
_PLACES = (
    Path(os.environ.get("LOCALIZE_TEST_HTML_VALIDATE", "/nowhere")),
    _ROOT / "tests" / ".axe" / "node_modules" / "html-validate",
    _ROOT / "node_modules" / "html-validate",
)


def problems(folder: Path, preset: str = "recommended", **documents: str) -> list[str]:
    """What html-validate says of documents by name, one line each. Skips the test when it or Node is missing.

    ``preset``: ``standard`` holds documents against HTML's standard, ``recommended`` also against good style.
    """
    program = next((place / "bin" / "html-validate.mjs" for place in _PLACES if place.is_dir()), None)
    node = shutil.which("node")
    if program is None or node is None:
        if os.environ.get("LOCALIZE_TEST_REQUIRE_BROWSER"):
            pytest.fail("no html-validate, which .ci/run fetches from npm")
        pytest.skip("no html-validate: npm install --no-save html-validate, and Node to run it")
    config = folder / "htmlvalidate.json"
    config.write_text(json.dumps({"extends": [f"html-validate:{preset}", "html-validate:a11y"], "root": True}))
    files = []
    for name, text in documents.items():
        files.append(folder / f"{name}.html")
        files[-1].write_text(text, encoding="utf-8")
    done = subprocess.run(
        [node, str(program), "--config", str(config), "--formatter", "json", *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.startswith("["), done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [
        f"{Path(said['filePath']).stem}:{line['line']}:{line['column']} {line['ruleId']}: {line['message']}"
        for said in found
        for line in said["messages"]
    ]
