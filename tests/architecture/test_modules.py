"""The house: modules import alone and without effects, layers hold, settings and routes are documented."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from localize.config import SETTINGS

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("localize", "workers", "web")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts and path.name != "__main__.py"
)

PARTS = 4  # so that one slow machine does not run into the time limit of a test

_PROBE = """
import importlib, os, sys, threading
for name in {names!r}:
    for loaded in [m for m in sys.modules if m.split(".")[0] in ("localize", "workers", "web")]:
        del sys.modules[loaded]
    importlib.import_module(name)
assert threading.active_count() == 1, "an import started a thread"
"""


@pytest.mark.parametrize("part", range(PARTS))
def test_every_module_can_be_imported_first(tmp_path: Path, part: int) -> None:
    """No module leans on another one having been imported before it, and none writes files when imported."""
    result = subprocess.run(
        [sys.executable, "-c", _PROBE.format(names=MODULES[part::PARTS])],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert list(tmp_path.iterdir()) == []


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        f"{path.relative_to(ROOT)}:{number}"
        for package in ("localize", "workers", "web")
        for path in (ROOT / package).rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.match(r"\s+(from \S+ import|import \S)", line) and "migrations" not in path.parts
    ]
    assert [place for place in hidden if not _in_docstring(place)] == []


def _in_docstring(place: str) -> bool:
    """Whether the line is prose: quotation marks around it, or a program in a string."""
    name, _, number = place.rpartition(":")
    text = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return "\n".join(text[: int(number) - 1]).count('"""') % 2 == 1


def test_the_readme_lists_every_setting_with_its_default_and_meaning() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = {
        match[1]: (match[2].strip(), match[3].strip())
        for match in re.finditer(r"^\| `LOCALIZE_(\w+)` \| (.*?) \| (.*?) \|$", readme, re.MULTILINE)
    }
    assert set(rows) == {setting.name for setting in SETTINGS}
    for setting in SETTINGS:
        default, doc = rows[setting.name]
        assert default == (f"`{setting.default}`" if setting.default else "")
        assert doc == setting.doc


@pytest.mark.parametrize("name", ["--index", "--find", "://"])
def test_the_constraints_name_no_index_host(name: str) -> None:
    assert name not in (ROOT / "constraints.txt").read_text(encoding="utf-8")
