"""Steps from one text to another in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.word_steps import Step, steps

texts = st.lists(st.sampled_from(["ice", "2.80", "don’t", " ", "  ", ".", ",", "“", "\n", "harbour"]), max_size=14).map(
    "".join
)


@given(texts, texts)
def test_both_texts_can_be_read_from_the_steps(old: str, new: str) -> None:
    found = steps(old, new)
    assert "".join(step.text for step in found if step.op != "insert") == old
    assert "".join(step.text for step in found if step.op != "delete") == new
    assert all(step.text for step in found)


@given(texts)
def test_the_same_text_is_one_step_at_most(text: str) -> None:
    assert steps(text, text) == ([Step("equal", text)] if text else [])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("It cost 2.80 crowns.", "It cost 2.90 crowns.", "It cost [-2.80-]{+2.90+} crowns."),
        ("Two big boats came.", "Three small boats came.", "[-Two big-]{+Three small+} boats came."),
        ("Boats came.", "Boats came late.", "Boats came{+ late+}."),
        ("", "New.", "{+New.+}"),
    ],
)
def test_words_change_whole_and_together(old: str, new: str, expected: str) -> None:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    assert "".join(marks[step.op].format(step.text) for step in steps(old, new)) == expected


def test_a_book_is_not_compared_word_by_word() -> None:
    old, new = "a " * 5000, "b " * 5000
    assert [step.op for step in steps(old, new)] == ["delete", "insert"]
