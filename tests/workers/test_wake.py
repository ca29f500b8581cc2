"""A watch on a file tells of writes by others."""

import select
import sys
from pathlib import Path

import pytest

from workers.wake import watch


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_a_write_makes_the_descriptor_readable_until_it_is_cleared(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    seen = watch(file)
    assert seen is not None
    assert not select.select([seen], [], [], 0)[0]
    with file.open("a", encoding="ascii") as out:
        out.write("x")
    assert select.select([seen], [], [], 2)[0]
    seen.clear()
    assert not select.select([seen], [], [], 0)[0]
    seen.close()
    seen.close()


def test_a_file_that_is_not_there_cannot_be_watched(tmp_path: Path) -> None:
    assert watch(tmp_path / "nothing") is None
