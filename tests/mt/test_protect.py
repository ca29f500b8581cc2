"""Protected spans through engines: each stands in the draft once and to the letter, whatever an engine does to it."""

import re
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Code, CodeKind, Role
from localize.markup import CodedText
from localize.mt.chain import translate
from localize.mt.protect import guard
from localize.mt.stand_ins import StandIns
from localize.mt.transfer import wrap
from localize.mt.unlock import with_locks
from localize.ports import TagMode
from localize.protected import Locked, locks, protected_spans
from tests.doubles import pseudo_translate
from tests.mt.making import ALL, DEEPL, GOOGLE, LIBRETRANSLATE, Make, coded

URL = "https://news.example/a/b-c?d=1&e=2"
SPANS = (URL, "www.fjord.example/tide", "desk@fjord.example", "@tidewatch", "#HighWater", "tide_tables.pdf")
TEXTS = coded(
    f"Read more at {URL} before Monday.",
    "Write to <1>desk@fjord.example</1> or ask @tidewatch, the keeper said.",
    "The wall held (Reuters).",
    "Boats lie on the quay in a storm, with #HighWater on every screen (Ida Moen/AFP via Getty Images).",
)

words = st.sampled_from(["The", "wall", "held", "and", "the sea", "rose", ",", "—", "“so", "it”", "5", "(", ")", "."])
pieces = st.one_of(words, words, st.sampled_from(SPANS), st.sampled_from(["<1>", "</1>", "<2/>"]))
sources = st.lists(pieces, min_size=1, max_size=12).map(lambda found: CodedText.loads(" ".join(found)))
# What an engine may say instead: anything, with the words it was sent, in any order and number.
noise = st.sampled_from(
    ["Стена", "выстояла", ".", ",", "(", ")", '<a i="1">', "</a>", '<x i="2"/>', "XPH1X", "хрн2х", "x"]
)
answers = st.lists(st.one_of(noise, st.sampled_from(SPANS)), min_size=1, max_size=10).map("".join)


def kept(text: CodedText) -> Counter[str]:
    """Protected strings by number, as a reader of the text finds them."""
    return Counter(span.text for span in protected_spans(text))


def through(source: CodedText, mode: TagMode | None, *said: str) -> tuple[CodedText, tuple[str, ...]]:
    parcel = wrap(source, mode, locks(protected_spans(source)))
    found = parcel.open([said[n % len(said)] for n in range(len(parcel.items))])
    return found.text, found.displaced


class TestWhatAlwaysHolds:
    """For any text with protected spans and any answer."""

    @given(sources, answers, st.sampled_from([None, *TagMode]))
    @settings(max_examples=300)
    def test_each_protected_string_stands_exactly_once(
        self, source: CodedText, answer: str, mode: TagMode | None
    ) -> None:
        parcel = wrap(source, mode, locks(protected_spans(source)))
        if mode is None:  # no engine can say what it was not sent
            answer = re.sub("|".join(map(re.escape, SPANS)), "Слово", answer)
        found = parcel.open([answer for _ in parcel.items])
        there = kept(found.text)  # and what the engine invented, which is the checks' business
        assert {text: there[text] for text in kept(source)} == kept(source)
        assert sorted(map(str, found.text.marks)) == sorted(map(str, source.marks))

    @given(sources, st.sampled_from([None, *TagMode]))
    def test_an_engine_that_changes_nothing_changes_nothing(self, source: CodedText, mode: TagMode | None) -> None:
        parcel = wrap(source, mode, locks(protected_spans(source)))
        found = parcel.open(parcel.items)
        assert " ".join(found.text.plain.split()) == " ".join(source.plain.split())
        assert found.displaced == ()

    @given(sources)
    def test_a_text_that_nobody_translates_keeps_all_of_itself(self, source: CodedText) -> None:
        assert with_locks(source, locks(protected_spans(source))) == source

    @given(sources)
    def test_no_protected_string_is_sent_to_an_engine_without_tags(self, source: CodedText) -> None:
        sent = " ".join(wrap(source, None, locks(protected_spans(source))).items)
        assert not any(text in sent for text in kept(source))


def untouched(text: str, target: str) -> str:
    return pseudo_translate(text, target)


def greedy(text: str, target: str) -> str:
    """Translates all letters, addresses and stand-ins too; keeps tags."""
    pieces = re.split(r"(<[^<>]*>)", text)
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгхийклмнопярстувшыжз")
    if not target.startswith("ru"):
        letters = str.maketrans("aou", "äöü")
    return "".join(piece if piece.startswith("<") else piece.lower().translate(letters) for piece in pieces)


def dropping(text: str, target: str) -> str:
    """Leaves stand-ins out, and tags with all they hold."""
    bare = re.sub(r"<a i=\"\d+\">[^<]*</a>|<span[^<>]*>[^<]*</span>|\bXPH\d+X\b", "", text)
    return pseudo_translate(bare, target)


def doubling(text: str, target: str) -> str:
    """Says stand-ins and tagged words twice."""
    return pseudo_translate(
        re.sub(r"(<a i=\"\d+\">[^<]*</a>|<span[^<>]*>[^<]*</span>|\bXPH\d+X\b)", r"\1 \1", text), target
    )


def lookalike(text: str, target: str) -> str:
    """Writes stand-ins in small letters that look alike, with a blank."""
    return re.sub(r"XPH(\d+)X", r"хрн\1 х", pseudo_translate(text, target))


@pytest.mark.parametrize("make", ALL, ids=str)
@pytest.mark.parametrize("target", ["ru", "de"])
@pytest.mark.parametrize("rule", [untouched, greedy, dropping, doubling, lookalike])
def test_drafts_hold_every_protected_string_once(make: Make, target: str, rule: object) -> None:
    """Over the engine's own protocol, from an engine that behaves and from four that do not."""
    with make.double(rule) as double:
        outcome = translate(TEXTS, source="en", target=target, engines=[make.engine(double.url, 5.0)])
    assert outcome.failures == []
    for source, draft in zip(TEXTS, outcome.items, strict=True):
        assert draft is not None
        assert {text: draft.text.plain.count(text) for text in kept(source)} == kept(source)
        assert sorted(map(str, draft.text.marks)) == sorted(map(str, source.marks))
        assert draft.text.plain != source.plain
        assert not re.search(r"\d[^\W\d]|  ", draft.text.plain.replace(URL, "U"))
        if rule is not dropping:
            assert draft.displaced == ()


def test_what_was_dropped_is_put_at_the_end_and_told() -> None:
    with GOOGLE.double(dropping) as double:
        outcome = translate(TEXTS[:1], source="en", target="de", engines=[GOOGLE.engine(double.url, 5.0)])
    (draft,) = outcome.items
    assert draft is not None
    assert draft.text.plain == f"Readen moreen aten beforeen Mondayen {URL}."
    assert draft.displaced == (URL,)


@pytest.mark.parametrize("make", [GOOGLE, LIBRETRANSLATE, DEEPL], ids=str)
def test_a_text_of_protected_parts_alone_is_not_sent(make: Make) -> None:
    texts = coded(URL, "@tidewatch #HighWater", "(Reuters)", "<1>desk@fjord.example</1>", "— AP 2026", "Ida Moen/AFP")
    with make.double() as double:
        outcome = translate(texts[:4] + texts[5:], source="en", target="ru", engines=[make.engine(double.url, 5.0)])
    assert double.requests == []
    assert [(draft.text, draft.engine) for draft in outcome.items if draft] == [(t, "") for t in texts[:4] + texts[5:]]


class TestPlainEngines:
    """A stand-in takes the place of what is locked."""

    def test_the_sentence_is_sent_with_stand_ins(self) -> None:
        source = CodedText.loads(f"See {URL} and <1>@tidewatch</1>.")
        assert wrap(source, None, locks(protected_spans(source))).items == ("See XPH1X and XPH2X.",)

    def test_a_code_around_a_locked_text_stays_around_it(self) -> None:
        source = CodedText.loads("Ask <1>@tidewatch</1> now.")
        assert through(source, None, "Спросите сейчас XPH1X.")[0].dumps() == "Спросите сейчас <1>@tidewatch</1>."

    def test_words_around_a_locked_text_in_a_link_find_their_place(self) -> None:
        source = CodedText.loads("Ask <1>the keeper @tidewatch</1> now.")
        found, _ = through(source, None, "Спросите смотрителя XPH1X сейчас.", "смотритель XPH1X")
        assert found.dumps() == "Спросите <1>смотрителя @tidewatch</1> сейчас."

    def test_a_story_with_a_stand_in_of_its_own_gets_another_one(self) -> None:
        words = StandIns.unlike("The part XPH1X broke.")
        assert words.word(1) == "XQH1X"

    def test_brackets_that_came_back_empty_are_filled(self) -> None:
        source = CodedText.loads("The wall (https://a.example/b) held.")
        assert through(source, None, "Стена () выстояла.") == (
            CodedText.loads("Стена (https://a.example/b) выстояла."),
            (),
        )

    def test_what_stood_last_and_was_dropped_stands_last_again_without_a_word(self) -> None:
        source = CodedText.loads("The wall held, says @tidewatch.")
        assert through(source, None, "Стена выстояла, говорит.") == (
            CodedText.loads("Стена выстояла, говорит @tidewatch."),
            (),
        )

    @pytest.mark.parametrize(
        ("answer", "expected"),
        [
            ("См.XPH1Xзавтра.", f"См. {URL} завтра."),
            ("См. XPH1X,завтра.", f"См. {URL}, завтра."),
            ("См. XPH1X/завтра.", f"См. {URL} /завтра."),
            ("См. (XPH1X) завтра.", f"См. ({URL}) завтра."),
            ("См. XPH1X завтра XPH1X.", f"См. {URL} завтра."),
            ("См. хрн 1 х завтра.", f"См. {URL} завтра."),
        ],
    )
    def test_nothing_runs_into_an_address(self, answer: str, expected: str) -> None:
        assert through(CodedText.loads(f"See {URL} tomorrow."), None, answer)[0].plain == expected


class TestTagMode:
    """The engine sees the words in a tag, for context; what it makes of them does not matter."""

    def test_what_is_locked_is_sent_in_a_tag(self) -> None:
        source = CodedText.loads("The wall held (Reuters).")
        assert wrap(source, TagMode.XML, locks(protected_spans(source))).items == (
            'The wall held (<a i="1">Reuters</a>).',
        )

    @pytest.mark.parametrize(
        "answer",
        [
            'Стена выстояла (<a i="1">Рейтер</a>).',
            'Стена выстояла (<a i="1"></a>).',
            'Стена выстояла (<a i="1"/>).',
            'Стена выстояла <a i="1">(Reuters)</a>.',
            'Стена выстояла <a i="1">(Рейтер)</a>.',
            "Стена выстояла (Reuters).",
            'Стена выстояла (<a i="1">Reuters</a><a i="1">Рейтер</a>).',
        ],
    )
    def test_whatever_comes_back_in_it_the_source_stands_there(self, answer: str) -> None:
        found, displaced = through(CodedText.loads("The wall held (Reuters)."), TagMode.XML, answer)
        assert (found.plain, displaced) == ("Стена выстояла (Reuters).", ())

    def test_words_that_slid_into_the_tag_are_kept(self) -> None:
        found, _ = through(CodedText.loads("See @tidewatch."), TagMode.XML, '<a i="1">Смотрите @tidewatch</a>.')
        assert found.plain == "Смотрите @tidewatch."


def test_a_lock_may_stand_for_another_text() -> None:
    """A credit that the catalogue has written anew."""
    source = CodedText.plain_text("Boats in Oslo (Photograph: Ida Moen/AFP).")
    start, end = source.plain.index("Photo"), source.plain.index(")")
    for mode, answer in ((None, "Лодки в Осло (XPH1X)."), (TagMode.XML, 'Лодки в Осло (<a i="1">Снимок: Мун</a>).')):
        parcel = wrap(source, mode, [Locked(start, end, "Фото: Ida Moen/AFP")])
        assert parcel.open([answer]).text.plain == "Лодки в Осло (Фото: Ida Moen/AFP)."


def test_a_locked_text_that_a_code_cuts_is_kept_piece_by_piece() -> None:
    source = CodedText.loads("See https://a.example/<1>b/c</1> now.")
    spans = locks(protected_spans(source))
    assert list(guard(source, spans).texts.values()) == ["https://a.example/", "b/c"]
    found = wrap(source, TagMode.XML, spans).open(['Ср. <a i="1">x</a><a i="2"><a i="3">y</a></a> jetzt.'])
    assert found.text.dumps() == "Ср. https://a.example/<1>b/c</1> jetzt."


def test_a_wall_of_hashtags_is_no_burden() -> None:
    source = CodedText.plain_text("Tags: " + " ".join(f"#tag{'x' * (n % 9)}{n}" for n in range(3000)) + " end.")
    for mode in (None, TagMode.XML):
        parcel = wrap(source, mode, locks(protected_spans(source)))
        assert kept(parcel.open(["Слова."]).text) == kept(source)


def _texts(source: str, codes: Sequence[Code] = (), role: Role | None = None) -> list[str]:
    return [f"{s.guard}:{s.text}" for s in protected_spans(CodedText.loads(source), {c.id: c for c in codes}, role)]


CODE = Code(1, CodeKind.OTHER, "code")


@pytest.mark.parametrize(
    ("source", "role", "expected"),
    [
        ("See https://a.example/b.", None, ["web:https://a.example/b"]),
        ("See fjord.org/tide, he said.", None, ["web:fjord.org/tide"]),
        ("Mail a.b@x.example!", None, ["mail:a.b@x.example"]),
        ("Ask @tide_watch.", None, ["handle:@tide_watch"]),
        ("The #1 team, #HighWater", None, ["hashtag:#HighWater"]),
        ("OSLO, Feb 18 (Reuters) — The wall", None, ["agency:Reuters"]),
        ("It held (AP/Reuters).", None, ["agency:AP/Reuters"]),
        ("It held. (AP Photo/Ida Moen)", None, ["agency:AP Photo/Ida Moen"]),
        ("Boats. (Ida Moen/AFP via Getty Images)", None, ["agency:Ida Moen/AFP via Getty Images"]),
        ("Boats lie on the quay, Ida Moen/AFP", None, ["agency:Ida Moen/AFP"]),
        ("He told Reuters so.", None, []),
        ("He told Reuters so.", Role.CAPTION, []),
        ("Boats on the quay, AFP", Role.CAPTION, ["agency:AFP"]),
        ("Boats. Ida via Bloomberg", Role.CAPTION, ["agency:Bloomberg"]),
        ("Paid via Bloomberg terminals", None, []),
        ("The party (AKP) won", None, []),
        ("Boats in Oslo. Photograph: Ida Moen/AFP via Getty Images.", None, ["credit:Ida Moen/AFP via Getty Images"]),
        ("Boats in Oslo (Photo by Ida Moen)", None, ["credit:Ida Moen"]),
        ("Photo: Ida Moen Jr.", None, ["credit:Ida Moen Jr."]),
        ("The map: a guide to the coast", None, []),
        ("By Ida Moen and Lars de Vries in Oslo", Role.PARAGRAPH, ["byline:Ida Moen", "byline:Lars de Vries", "byline:Oslo"]),
        ("By Monday Oslo was empty", Role.PARAGRAPH, []),
        ("By Land and Sea", Role.HEADLINE, []),
        ("Run <1>git push</1> now", None, ["code:git push"]),
        ("push</1> now", None, ["code:push"]),
        ("Run <1>git", None, ["code:git"]),
        ("Open tide_tables.pdf now.", None, ["file:tide_tables.pdf"]),
        ("Fjord Power (NASDAQ: FJPW) rose", None, ["ticker:NASDAQ: FJPW"]),
        ("The U.S. said so, and Booking.com too.", None, []),
    ],
)  # fmt: skip
def test_what_is_protected(source: str, role: Role | None, expected: list[str]) -> None:
    assert _texts(source, [CODE], role) == expected
