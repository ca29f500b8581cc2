"""Changes are values: they can be taken back one by one and all together, and outlive what a person writes beside them."""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Role
from localize.markup import CodedText
from localize.typography.change import Change, Normalised, Rule, revert, revert_group, surviving
from localize.typography.marks import ALONE, Frame, frames, understood
from localize.typography.normalise import normalise
from localize.typography.protect import protected
from localize.typography.quotes import quotation_spans
from localize.typography.styles import STYLES
from tests.strategies import coded_texts, wild_texts
from tests.typography.cases import run

PIECES = [
    '"', "'", "“", "”", "„", "«", "»", "‘", "’", "‚", " ", " ", "\u00a0", "-", " - ", "—", "–", "...", "…", ".", ", ", "(", ")",
    "слово", "Wort", "О'Нил", "5", "10", "5-10", "61,000", "2.8", " млрд", " Mrd.", "%", "Feb. 17, 2026", "А. С. Пушкин",
    "т. е.", "z. B.", '27"', "5'10\"", "https://news.example/a-b", "@desk", "№ 5", "\n", "й", "\U0001f600",
]  # fmt: skip
SOURCE = "“Word - 5-10 percent,” 61,000 seats, $2.8 billion, Feb. 17, 2026."
pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
texts = st.one_of(coded_texts(text=pieces), coded_texts(), wild_texts())
locales = st.sampled_from([*STYLES, "ja"])
some_frames = st.builds(Frame, st.integers(0, 2), st.integers(0, 2))
sources = st.sampled_from([SOURCE, ""])


@settings(max_examples=400, deadline=None)
@given(texts, locales, sources, some_frames)
def test_every_text_can_be_had_back_and_once_is_enough(text: CodedText, locale: str, source: str, frame: Frame):
    meant = CodedText.loads(source)
    done = normalise(text, locale, source=meant, frame=frame)
    assert revert(done.text, done.changes) == text
    assert normalise(done.text, locale, source=meant, frame=frame) == Normalised(done.text)
    assert done.text.marks == text.marks
    assert [Change.from_json(change.to_json()) for change in done.changes] == list(done.changes)


@settings(max_examples=200, deadline=None)
@given(texts, locales, sources, some_frames)
def test_letters_and_digits_stay_but_for_english_dates(text: CodedText, locale: str, source: str, frame: Frame):
    done = normalise(text, locale, source=CodedText.loads(source), frame=frame)
    dates = [change for change in done.changes if change.rule is Rule.DATE]
    assert _words(revert(done.text, dates).plain) == _words(text.plain)


def _words(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] in "LNM" or char in "%№§@#")


@settings(max_examples=300, deadline=None)
@given(texts, locales, sources, some_frames)
def test_inside_a_quotation_no_word_number_or_date_changes(text: CodedText, locale: str, source: str, frame: Frame):
    done = normalise(text, locale, source=CodedText.loads(source), frame=frame)
    kept = protected(done.text)
    quoted = quotation_spans(done.text.plain, understood(done.text.plain, kept, frame))
    for change in done.changes:
        if change.rule in {Rule.NUMBER, Rule.DATE}:
            assert not any(a < change.end and change.start < b for a, b in quoted)


@settings(max_examples=100, deadline=None)
@given(texts, locales)
def test_a_block_of_role_quotation_keeps_its_words(text: CodedText, locale: str):
    done = normalise(text, locale, source=CodedText.loads(SOURCE), role=Role.QUOTATION)
    assert _words(done.text.plain) == _words(text.plain)
    assert not {Rule.NUMBER, Rule.DATE} & {change.rule for change in done.changes}


@settings(max_examples=150, deadline=None)
@given(texts, locales, st.randoms(use_true_random=False))
def test_groups_can_be_taken_back_in_any_order(text: CodedText, locale: str, random: object):
    done = normalise(text, locale, source=CodedText.loads(SOURCE))
    groups = sorted({change.group for change in done.changes})
    random.shuffle(groups)  # type: ignore[attr-defined]
    for group in groups:
        done = revert_group(done, group)
        plain = done.text.plain
        assert all(plain[change.start : change.end] == change.after for change in done.changes)
    assert done == Normalised(text)


@settings(max_examples=150, deadline=None)
@given(texts, texts, locales)
def test_what_survives_an_edit_stands_where_it_says(text: CodedText, other: CodedText, locale: str):
    done = normalise(text, locale, source=CodedText.loads(SOURCE))
    for after in (other, other + done.text, done.text + other):
        left = surviving(done.changes, done.text, after)
        assert all(after.plain[change.start : change.end] == change.after for change in left)
        assert revert(after, left).marks == after.marks


DRAFT = '"Нет", - сказал <1>О\'Нил</1> в 17 февраля, и "да".'


def test_the_two_marks_of_a_quotation_go_together():
    done = run(DRAFT, "ru")
    first = revert_group(done, done.changes[0].group)
    assert first.text.plain.startswith('"Нет",\u00a0— сказал О’Нил')
    assert first.text.plain.endswith("и «да».")
    assert [change.rule for change in first.changes] == [
        c.rule for c in done.changes if c.group != done.changes[0].group
    ]


def test_undoing_one_leaves_the_others_where_they_stand_now():
    done = run(DRAFT, "ru")
    for one, two in combinations({change.group for change in done.changes}, 2):
        assert revert_group(revert_group(done, one), two) == revert_group(revert_group(done, two), one)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("«Нет»,~— сказал <1>О’Нил</1> в 17~февраля, и «да».", 5),
        ("«Нет»,~— сказал <1>О’Нил</1> вчера, 17~февраля, и «да».", 5),
        ("«Нет»,~— сказал <1>О’Нил</1> в 18~февраля, и «да».", 5),
        ("«Нет»,~— ответил О’Нил в 17~февраля и «да».", 5),
        ('"Нет",~— сказал <1>О’Нил</1> в 17~февраля, и «да».', 4),
        ("«Нет»,~— сказал <1>О’Нил</1> в 17 февраля, и «да».", 4),
        ("«Нет», - сказал <1>О'Нил</1> в 17~февраля, и «да».", 3),
        ("«Нет»,~— сказал <1>О’Нил</1>", 3),
        ("Совсем другое.", 0),
        ("", 0),
    ],
)
def test_a_change_outlives_what_a_person_writes_beside_it(written: str, left: int):
    done = run(DRAFT, "ru")
    after = CodedText.loads(written.replace("~", "\u00a0"))
    kept = surviving(done.changes, done.text, after)
    assert len({change.group for change in kept}) == left
    assert all(after.plain[change.start : change.end] == change.after for change in kept)


def test_a_code_put_inside_a_change_ends_it():
    done = run("61,000 мест", "ru", "61,000 seats")
    assert surviving(done.changes, done.text, CodedText.loads("61\u00a0<1/>000 мест")) == ()


def test_nothing_is_compared_character_by_character_over_pages():
    done = run('"Нет" и всё.', "ru")
    kept = surviving(done.changes, done.text, CodedText.plain_text("а" * 20_000 + done.text.plain + "б" * 20_000))
    assert kept == ()


@pytest.mark.parametrize(
    ("sources", "wanted"),
    [
        (["“We left.", "It was late,” he said.", "He smiled."], [(0, 1), (1, 0), (0, 0)]),
        (["He said: “We left.", "It was “late” then.", "Good night.”"], [(0, 1), (1, 1), (1, 0)]),
        (['"We left.', 'It was late," he said.'], [(0, 1), (1, 0)]),
        (["“We left.", "It was late."], [(0, 1), (1, 1)]),
        (["He said “no.", 'A stray " mark.', "“Yes.”"], [(0, 1), (0, 0), (0, 0)]),
        (["Don't.", "The workers' plan.", "5'10\" tall."], [(0, 0), (0, 0), (0, 0)]),
        ([], []),
    ],
)
def test_the_source_says_which_sentences_a_quotation_spans(sources: list[str], wanted: list[tuple[int, int]]):
    assert [(frame.before, frame.after) for frame in frames(sources)] == wanted


def test_a_doubtful_target_is_nobodys():
    assert understood('a"b', (), ALONE) is None
