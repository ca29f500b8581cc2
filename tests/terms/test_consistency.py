"""Names rendered in several ways across segments."""

from hypothesis import given
from hypothesis import strategies as st

from localize.terms.consistency import inconsistencies
from localize.terms.name import Name, NameKind
from localize.terms.name_index import NameIndex

_NONE = NameIndex([])


def _told(segments: list[tuple[str, str]], locale: str, known: NameIndex = _NONE) -> list[tuple[str, list[str]]]:
    return [(item.written, [r.text for r in item.renderings]) for item in inconsistencies(segments, locale, known)]


def test_two_spellings_of_one_surname_are_told_with_their_places() -> None:
    segments = [
        ("Arthur Cadlow spoke.", "Артур Кадлоу выступил."),
        ("Nobody heard him.", "Его никто не слышал."),
        ("The hall was Cadlow’s idea.", "Зал был идеей Кадлоу."),
        ("They asked Cadlow again.", "Кудлоу спросили снова."),
    ]
    (found,) = inconsistencies(segments, "ru", _NONE)
    assert found.written == "Arthur Cadlow"
    assert [(r.text, r.segments) for r in found.renderings] == [("Кадлоу", (0, 2)), ("Кудлоу", (3,))]
    assert all(
        segments[n][1][a:b] == "Кудлоу"
        for n, (a, b) in zip(found.renderings[1].segments, found.renderings[1].spans, strict=True)
    )


def test_inflections_are_one_rendering() -> None:
    segments = [
        ("Pavel Sokolov came.", "Павел Соколов пришёл."),
        ("They saw Pavel Sokolov.", "Видели Павла Соколова."),
        ("They spoke with Sokolov.", "С Соколовым говорили."),
        ("The plan of Sokolov failed.", "О Соколове забыли."),
    ]
    assert _told(segments, "ru") == []


def test_a_name_left_in_latin_letters_is_another_rendering() -> None:
    segments = [
        ("It was Brexit.", "Это был брексит и Brexit."),
        ("After Brexit came rain.", "После Брексита был дождь."),
    ]
    assert _told(segments, "ru") == [("Brexit", ["Brexit", "Брексита"])]


def test_german_genitives_and_compounds_are_one_rendering() -> None:
    segments = [
        ("It was Ivan Petrenko.", "Es war Iwan Petrenko."),
        ("They read Petrenko’s plan.", "Sie lasen Petrenkos Plan."),
        ("Then the Petrenko plan failed.", "Dann scheiterte der Petrenko-Plan."),
    ]
    assert _told(segments, "de") == []
    assert _told([*segments, ("They saw Petrenko.", "Sie sahen Petrenka.")], "de") != []


def test_a_name_of_the_register_is_the_checks_business() -> None:
    segments = [("It was Arthur Cadlow.", "Это был Артур Кадлоу."), ("It was Arthur Cadlow.", "Это был Артур Кудлоу.")]
    assert _told(segments, "ru") != []
    assert _told(segments, "ru", NameIndex([Name(1, NameKind.PERSON, "Arthur Cadlow")])) == []


def test_two_persons_alike_are_not_one() -> None:
    segments = [("Anna Marten met Otto Martens.", "Анна Мартен встретила Отто Мартенса.")] * 2
    assert _told(segments, "ru") == []


@given(st.lists(st.tuples(st.text(max_size=60), st.text(max_size=60)), max_size=4), st.sampled_from(["ru", "de", "fr"]))
def test_no_text_makes_it_raise(segments: list[tuple[str, str]], locale: str) -> None:
    for item in inconsistencies(segments, locale, _NONE):
        assert len(item.renderings) > 1
