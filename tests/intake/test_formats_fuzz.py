"""Damaged files of every format become articles or our own errors, nothing else."""

import pytest

from tests.benchmarks.fuzz_formats import COUNT, fuzz, shared_files
from tests.intake.wire_samples import FILES


@pytest.mark.parametrize("name", sorted(FILES))
def test_damaged_samples_raise_nothing_but_our_errors(name: str):
    found = fuzz({name: FILES[name]}, 40)
    assert found.faults == []
    assert found.outcomes["read"] >= 2  # what can be read is read
    assert found.outcomes["nothing"] == 0


@pytest.mark.chaos
@pytest.mark.timeout(3600)
def test_ten_thousand_damaged_examples_raise_nothing_but_our_errors():
    files = shared_files()
    if not files:
        pytest.skip("the shared examples are not on this machine")
    found = fuzz(files, COUNT)
    print(found.outcomes.most_common(10), found.slow)
    assert found.faults == []
