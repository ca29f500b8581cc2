"""Inline codes through engines: kept once each, located where that is certain, flagged where it is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.markup import CodedText, Edge, Mark
from localize.mt.locate import candidates
from localize.mt.spans import assemble, code_spans
from localize.mt.transfer import wrap
from localize.mt.words import levenshtein, similarity
from localize.ports import TagMode

PARTS = st.lists(
    st.one_of(
        st.text("abc ХЯ.,<>&7\n„", min_size=1, max_size=8),
        st.builds(Mark, st.integers(1, 5), st.sampled_from(Edge)),
    ),
    max_size=14,
)
CODED = st.builds(CodedText.of, PARTS)


def through_plain(source: str, *answers: str) -> tuple[str, tuple[int, ...]]:
    """A coded text through an engine that knows no tags: sentence first, then the inner texts."""
    parcel = wrap(CodedText.loads(source), None)
    assert len(parcel.items) == len(answers), parcel.items
    found = parcel.open(answers)
    return found.text.dumps(), found.unplaced


def through_tags(source: str, answer: str) -> tuple[str, tuple[int, ...]]:
    found = wrap(CodedText.loads(source), TagMode.XML).open([answer])
    return found.text.dumps(), found.unplaced


class TestWhatAlwaysHolds:
    """For any coded text and any answer."""

    @given(CODED, st.lists(st.text("abc ХЯ.7 <>&/aix\"=1234'", min_size=1, max_size=40), min_size=1), st.booleans())
    def test_no_mark_is_lost_doubled_or_invented(self, text: CodedText, answers: list[str], tagged: bool) -> None:
        parcel = wrap(text, TagMode.XML if tagged else None)
        found = parcel.open([answers[n % len(answers)] for n in range(len(parcel.items))])
        assert sorted(map(str, found.text.marks)) == sorted(map(str, text.marks))

    @given(CODED, st.text('abc ХЯ.7 „“"', min_size=1, max_size=40))
    def test_a_plain_engines_words_come_through_unchanged(self, text: CodedText, answer: str) -> None:
        parcel = wrap(text, None)
        found = parcel.open([answer for _ in parcel.items])
        assert found.text.plain.strip() == answer.strip()

    @given(CODED)
    def test_tags_that_come_back_as_they_went_give_the_source(self, text: CodedText) -> None:
        """An engine that changes nothing changes nothing, codes that cross each other or are empty apart."""
        parcel = wrap(text, TagMode.XML)
        found = parcel.open(parcel.items)
        assert " ".join(found.text.plain.split()) == " ".join(text.plain.split())

    @given(CODED)
    def test_codes_nest_or_stand_apart_but_never_cross(self, text: CodedText) -> None:
        """Whatever crossed in the source: the result can be written as markup."""
        parcel = wrap(text, None)
        found = parcel.open([item.upper() + "." for item in parcel.items])
        pairs = [span for span in code_spans(found.text) if len(span.marks) == 2]
        source_pairs = [span for span in code_spans(text) if len(span.marks) == 2]
        if any(_cross(a, b) for a in source_pairs for b in source_pairs) or len(set(text.marks)) < len(text.marks):
            return
        assert not any(a.start < b.start < a.end < b.end for a in pairs for b in pairs)


def _cross(a: object, b: object) -> bool:
    (a0, a1), (b0, b1) = ([m[0] for m in span.marks] for span in (a, b))  # type: ignore[attr-defined]
    return a0 < b0 < a1 < b1


class TestPlainEngines:
    """Codes are found again by the translations of their inner texts."""

    @pytest.mark.parametrize(
        ("source", "answers", "expected"),
        [
            ("<1>Hello there.</1>", ["Привет."], "<1>Привет.</1>"),
            ("<1>Hello there</1>.", ["Привет."], "<1>Привет</1>."),
            ("“<1>Hello there</1>”", ["«Привет»"], "«<1>Привет</1>»"),
            ("He told <1>Axios</1> a lot.", ["Он сказал Axios многое.", "Аксиос"], "Он сказал <1>Axios</1> многое."),
            (
                "Aides of <1>the White House</1> knew.",
                ["Помощники в Белом доме знали.", "Белый дом"],
                "Помощники в <1>Белом доме</1> знали.",
            ),
            (
                "Aides of <1>the White House</1> knew.",
                ["Berater des Weißen Hauses wussten es.", "das Weiße Haus"],
                "Berater <1>des Weißen Hauses</1> wussten es.",
            ),
            ("<1>Now</1> and <2>then</2> he sang.", ["Dann und jetzt sang er.", "Jetzt", "Dann"],
             "<2>Dann</2> und <1>jetzt</1> sang er."),
            ("See <1>here</1> and <2>here</2>.", ["Siehe hier und hier.", "hier"], "Siehe <1>hier</1> und <2>hier</2>."),
            ("A <1><2>big bad</2></1> wolf", ["Ein großer böser Wolf", "groß böse"], "Ein <1><2>großer böser</2></1> Wolf"),
            ("Mail <1>a.b@x.org</1> now.", ["Пишите на a.b@x.org сейчас."], "Пишите на <1>a.b@x.org</1> сейчас."),
            ("It was <1>25</1> then.", ["Тогда было 25."], "Тогда было <1>25</1>."),
            ("Said <1>he, the judge.", ["Сказал он, судья.", "он, судья."], "Сказал <1>он, судья."),
            ("the first</1> of them", ["первый из них", "первый"], "<s>первый</1> из них"),
            ("Average fell<1>.", ["Индекс упал."], "Индекс упал<1>."),
            ("It <1>fell</1><2>.</2>", ["Он упал.", "упал"], "Он <1>упал</1><2>.</2>"),
            ("<1>“</1>It fell.”", ["«Он упал.»"], "<1>«</1>Он упал.»"),
            ("Word<1/>.", ["Слово."], "Слово<1/>."),
            ("<1/>Word.", ["Слово."], "<1/>Слово."),
            ("  Spaces <1>stay</1>  ", ["Пробелы остаются", "остаются"], "  Пробелы <1>остаются</1>  "),
        ],
    )  # fmt: skip
    def test_codes_find_their_words(self, source: str, answers: list[str], expected: str) -> None:
        assert through_plain(source, *answers) == (expected.replace("<s>", ""), ())

    def test_what_is_not_found_stands_at_the_end_and_is_reported(self) -> None:
        assert through_plain("He <1>kicked the bucket</1>.", "Er ist tot.", "trat den Eimer") == (
            "Er ist tot.<1></1>",
            (1,),
        )

    def test_a_break_inside_a_sentence_is_not_guessed(self) -> None:
        assert through_plain("One<1/> two three.", "Eins zwei drei.") == ("Eins zwei drei.<1/>", (1,))

    def test_overlapping_finds_go_to_one_code_only(self) -> None:
        """Two links whose translations are the same words, once in the sentence."""
        text, unplaced = through_plain("A <1>car</1> or <2>auto</2>.", "Ein Auto.", "Auto", "Auto")
        assert text.count("Auto") == 1
        assert len(unplaced) == 1

    def test_the_occurrence_at_the_same_height_is_taken(self) -> None:
        found, _ = through_plain("The bank said that the <1>bank</1> closed.", "Банк сказал, что банк закрыт.", "банк")
        assert found == "Банк сказал, что <1>банк</1> закрыт."

    def test_equal_inner_texts_are_sent_once(self) -> None:
        assert wrap(CodedText.loads("See <1>here</1> or <2>here</2>."), None).items == ("See here or here.", "here")

    def test_a_page_with_hundreds_of_codes_in_a_sentence_is_no_burden(self) -> None:
        source = CodedText.loads("Begin " + "".join(f"<{n}>w{n}</{n}> " for n in range(1, 3000)) + "end.")
        for mode in (None, TagMode.XML):
            parcel = wrap(source, mode)
            found = parcel.open(["Начало и конец."])
            assert len(parcel.items) == 1
            assert len(found.unplaced) == 2999


class TestTagMode:
    """Tags are written well-formed and read with tolerance."""

    @pytest.mark.parametrize(
        ("source", "sent"),
        [
            ("A <1>b &amp; c</1> d<2/>", 'A <a i="1">b &amp; c</a> d<x i="2"/>'),
            ("<7>a <9>b</9></7>", '<a i="1">a <a i="2">b</a></a>'),
            ("a</4> b <5>c", 'a<x i="1"/> b <x i="2"/>c'),
            ("<1>a <2>b</1> c</2>", "a b c"),
        ],
    )
    def test_codes_become_short_tags(self, source: str, sent: str) -> None:
        assert wrap(CodedText.loads(source), TagMode.XML).items == (sent,)

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            ('Ein <a i="1">b</a> d', "Ein <1>b</1> d"),
            ("Ein <A  i = '1' >b</A> d", "Ein <1>b</1> d"),
            ('<a i="1">b</a> d ein', "<1>b</1> d ein"),
            ('Ein<a i="1">b</a>d', "Ein <1>b</1> d"),
            ('Ein <a i="1"> b </a> d', "Ein <1>b</1> d"),
            ('Ein <a i="1">b &amp; &#x44;</a> &lt;d&gt;', "Ein <1>b &amp; D</1> &lt;d&gt;"),
        ],
    )
    def test_tags_are_read_with_tolerance(self, answer: str, expected: str) -> None:
        assert through_tags("A <1>b</1> d", answer) == (expected, ())

    @pytest.mark.parametrize(
        "answer",
        [
            "Ein b d",
            'Ein <a i="1">b d',
            'Ein b</a> d<a i="1">',
            'Ein <a i="1">b</a> d <a i="1">b</a>',
            'Ein <a i="2">b</a> d',
            'Ein <a i="1"></a>b d',
            'Ein <a i="1"/>b d',
        ],
    )
    def test_a_code_that_came_back_broken_is_kept_and_reported(self, answer: str) -> None:
        text, unplaced = through_tags("A <1>b</1> d", answer)
        assert text.endswith("<1></1>")
        assert unplaced == (1,)

    def test_a_broken_code_is_still_found_by_a_name(self) -> None:
        assert through_tags("A <1>Bob</1> d", "Ein Bob d") == ("Ein <1>Bob</1> d", ())

    def test_codes_that_span_sentences_keep_their_place(self) -> None:
        assert through_tags("a</1> b <2>c", 'Ein<x i="1"/> b <x i="2"/>c') == ("Ein</1> b <2>c", ())

    def test_tags_of_the_engines_own_stay_text(self) -> None:
        found, _ = through_tags("A <1>b</1>", '<script>x</script><a i="1">b</a>')
        assert found.startswith("&lt;script&gt;")


@pytest.mark.parametrize(
    ("piece", "sentence", "place"),
    [
        ("Белый дом", "В Белом доме сообщили", "Белом доме"),
        ("президент", "Он встретился с президентом", "президентом"),
        ("день", "В течение дня", "дня"),
        ("Лев", "Письмо Льва Толстого", "Льва"),
        ("отец", "письмо отца", "отца"),
        ("ребёнок", "для ребенка", "ребенка"),
        ("российские войска", "захвачена российскими войсками", "российскими войсками"),
        ("война", "с новой войной", "войной"),
        ("день рождения", "в день своего рождения", "день своего рождения"),
        ("das Weiße Haus", "im Weißen Haus wusste", "Weißen Haus"),
        ("Haus", "viele Häuser dort", "Häuser"),
        ("Waffenstillstand", "das Waffenstillstandsabkommen", "Waffenstillstandsabkommen"),
        ("Regierungen", "die US-Regierung sagte", "US-Regierung"),
        ("das neue Gesetz", "wegen des neuen Gesetzes", "des neuen Gesetzes"),
        ("Gespräche", "bei den Gesprächen", "Gesprächen"),
    ],
)
def test_inflected_words_are_recognised(piece: str, sentence: str, place: str) -> None:
    best = candidates(piece, "source", sentence)[0]
    assert sentence[best.start : best.end] == place


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        ("новость", "новый закон вступил"),
        ("here", "there it is"),
        ("2025", "2026 год"),
        ("он", "она была"),
        ("Krieg", "Kriterien"),
    ],
)
def test_other_words_are_not(piece: str, sentence: str) -> None:
    assert candidates(piece, "source", sentence) == []


@given(st.text("abcäд", max_size=8), st.text("abcäд", max_size=8))
def test_similarity_is_symmetric_and_within_bounds(one: str, other: str) -> None:
    assert similarity(one, other) == similarity(other, one)
    assert 0 <= similarity(one, other) <= 1
    assert levenshtein(one, other) == levenshtein(other, one)


@given(CODED)
def test_without_places_all_codes_follow_the_text_in_order(text: CodedText) -> None:
    found = assemble("Слово", code_spans(text), {})
    assert found.text.parts[:1] == ("Слово",)
    assert found.text.marks == text.marks
