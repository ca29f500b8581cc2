"""The house: modules import alone and without effects, layers hold, settings and routes are documented."""

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

from localize.config import SETTINGS

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for package in ("localize", "workers", "web")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts and path.name != "__main__.py"
)

_PROBE = """
import importlib, sys, threading
for name in {names!r}:
    importlib.import_module(name)
assert threading.active_count() == 1, "an import started a thread"
"""


def test_no_module_needs_another_one_to_have_been_imported_before_it() -> None:
    """Imports never lead back to where they began: each module can be the first."""
    graph = grimp.build_graph("localize", "workers", "web", cache_dir=None)
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    order.prepare()  # raises CycleError, which names the circle


def test_every_module_can_be_imported_without_effects(tmp_path: Path) -> None:
    """An import writes no files and starts no threads."""
    result = subprocess.run(
        [sys.executable, "-c", _PROBE.format(names=MODULES)],
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
