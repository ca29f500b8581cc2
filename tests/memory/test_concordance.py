"""Words of a question and words of a text meet in the same form, and hits are found where they stand."""

import pytest
from hypothesis import given

from localize.memory.concordance import Term, fold, parse, spans
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Talks, he said.", " talks he said "),
        ("ПРАВИТЕЛЬСТВО и Ещё", " правительство и еще "),
        ("Straße der Größe", " strasse der grösse "),
        ("за\u0301мок, Ge\u00adbäude, и\u0306од", " замок gebäude йод "),
        ("İstanbul 3,5 %", " istanbul 3 5 "),
        ("…", ""),
    ],
)
def test_texts_are_kept_as_their_words_without_regard_to_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Talks TALKS", (Term(("talks",)),)),
        ("“prime minister” said", (Term(("prime", "minister")), Term(("said",)))),
        ("«премьер-министр»*", (Term(("премьер", "министр"), open_end=True),)),
        ("правительств*", (Term(("правительств",), open_end=True),)),
        ('"never closed', (Term(("never", "closed")),)),
        ("Covid-19", (Term(("covid", "19")),)),
        ("* — “” ", ()),
    ],
)
def test_a_question_is_words_phrases_and_beginnings(question: str, terms: tuple[Term, ...]) -> None:
    assert parse(question) == terms


def marked(text: str, question: str) -> list[str]:
    """What is marked of a text."""
    return [text[start:end] for start, end in spans(text, parse(question))]


def test_hits_are_marked_as_they_are_written() -> None:
    text = "Правительства стран: правительство Норрхавена."
    assert marked(text, "правительств*") == ["Правительства", "правительство"]
    assert marked(text, "правительство") == ["правительство"]
    assert marked("The Prime Minister’s prime time", '"prime minister"') == ["Prime Minister"]
    assert marked("one two three", '"one two" "two three"') == ["one two three"]
    assert marked("Warm", "war") == []


@given(texts)
def test_every_text_is_found_by_its_own_words_and_marked(text: str) -> None:
    folded = fold(text)
    for word in folded.split():
        term = Term((word,))
        assert term.piece in folded
        assert spans(text, [term])
