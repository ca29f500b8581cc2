"""Two versions compared: every sentence in one change, found again wherever it moved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Block, Code, CodeKind, Role
from localize.compare import Kind, Piece, apply, compare, compare_meta, differing, pieces_of
from localize.markup import CodedText
from localize.pairing import in_order, likeness, typographic_form, words_of
from localize.segment import segment_block

SENTENCES = (
    "The harbour froze over on Monday night.",
    "Ferries to the outer islands stay in port until the ice is broken.",
    "“We have not seen this since 1987,” said the harbour master, Ida Moen.",
    "Two icebreakers are on their way from Norrhaven.",
    "The council asked people to keep off the ice.",
    "Schools on the islands teach by telephone.",
)


def piece(text: str, role: Role = Role.PARAGRAPH, **attributes: str) -> Piece:
    return Piece(CodedText.loads(text), role, attributes, block={} if text else attributes)


def told(old: list[str], new: list[str]) -> list[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    found = compare([piece(text) for text in old], [piece(text) for text in new])
    return [(change.kind.value, change.old, change.new) for change in differing(found)]


S = list(SENTENCES)

pieces = st.builds(
    piece,
    st.sampled_from([*S, "Oslo", "", "A <1>link</1> here.", "He said 'no' -- twice.", "He said ‘no’ — twice."]),
    st.sampled_from([Role.PARAGRAPH, Role.SUBHEAD, Role.HEADLINE, Role.PICTURE]),
    url=st.sampled_from(["https://a.example/1", "https://a.example/2"]),
)
versions = st.lists(pieces, max_size=9)


class TestWhatAlwaysHolds:
    """For any two versions."""

    @given(versions, versions)
    def test_every_piece_is_in_exactly_one_change(self, old: list[Piece], new: list[Piece]) -> None:
        changes = compare(old, new)
        assert sorted(index for change in changes for index in change.old) == list(range(len(old)))
        assert sorted(index for change in changes for index in change.new) == list(range(len(new)))

    @given(versions, versions)
    def test_the_changes_make_the_new_version_of_the_old_one(self, old: list[Piece], new: list[Piece]) -> None:
        assert apply(old, new, compare(old, new)) == new

    @given(versions)
    def test_a_version_does_not_differ_from_itself(self, old: list[Piece]) -> None:
        assert list(differing(compare(old, old))) == []

    @given(st.permutations([piece(text) for text in S]))
    def test_a_shuffle_only_moves(self, new: list[Piece]) -> None:
        old = [piece(text) for text in S]
        changes = compare(old, new)
        assert {change.kind for change in changes} <= {Kind.UNCHANGED, Kind.MOVED}
        assert all(old[change.old[0]] == new[change.new[0]] for change in changes)

    @given(versions, versions)
    def test_nothing_is_added_and_removed_at_once_when_it_is_the_same(self, old: list[Piece], new: list[Piece]) -> None:
        changes = compare(old, new)
        added = {new[change.new[0]].text for change in changes if change.kind is Kind.ADDED}
        removed = {old[change.old[0]].text for change in changes if change.kind is Kind.REMOVED}
        assert not {text for text in added & removed if text}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (S, S, []),
        (S, [*S[:2], *S[3:]], [("removed", (2,), ())]),
        (S[:3], [S[0], "A new sentence about ski lifts.", *S[1:3]], [("added", (), (1,))]),
        (S[:3], [S[0], S[1].replace("outer", "inner"), S[2]], [("changed", (1,), (1,))]),
        (S[:3], [S[2], S[0], S[1]], [("moved", (2,), (0,))]),
        (S[:4], [S[3].replace("Two", "Three"), *S[:3]], [("changed", (3,), (0,))]),
        ([S[2]], [S[2].replace("“", '"').replace("”", '"')], [("typographic", (0,), (0,))]),
        ([S[0]], [S[0].replace("Monday night", "Monday\u00a0night")], [("typographic", (0,), (0,))]),
        (["He paused - then left..."], ["He paused — then left…"], [("typographic", (0,), (0,))]),
        ([S[0], S[0], S[1]], [S[0], S[1]], [("removed", (1,), ())]),
        ([S[0], S[1]], [S[0], S[0], S[1]], [("added", (), (0,))]),
        (
            ["The harbour froze over on Monday night and the ferries stay in port.", S[4]],
            ["The harbour froze over on Monday night.", "The ferries stay in port.", S[4]],
            [("changed", (0,), (0, 1))],
        ),
        (
            ["The harbour froze over on Monday night.", "The ferries stay in port.", S[4]],
            ["The harbour froze over on Monday night and the ferries stay in port.", S[4]],
            [("changed", (0, 1), (0,))],
        ),
        (["It rains."], ["Schools reopen in May."], [("removed", (0,), ()), ("added", (), (0,))]),
        ([], S[:1], [("added", (), (0,))]),
        (S[:1], [], [("removed", (0,), ())]),
    ],
)
def test_what_became_of_sentences(
    old: list[str], new: list[str], expected: list[tuple[str, tuple[int, ...], tuple[int, ...]]]
) -> None:
    found = told(old, new)
    # Of equal sentences it does not matter which one was removed or added.
    if old[:2] == [S[0], S[0]] or new[:2] == [S[0], S[0]]:
        assert [kind for kind, _, _ in found] == [kind for kind, _, _ in expected]
    else:
        assert sorted(found) == sorted(expected)


def test_a_changed_sentence_that_moved_says_both() -> None:
    old = [piece(text) for text in S[:4]]
    new = [piece(S[3].replace("Two", "Three")), *old[:3]]
    (change,) = differing(compare(old, new))
    assert (change.kind, change.moved) == (Kind.CHANGED, True)


def test_a_paragraph_that_became_a_subhead() -> None:
    (change,) = compare([piece(S[0])], [piece(S[0], Role.SUBHEAD)])
    assert (change.kind, change.role) == (Kind.ROLE, (Role.PARAGRAPH, Role.SUBHEAD))


def test_a_headline_in_quite_other_words_is_still_the_headline() -> None:
    old = [piece("Harbour frozen", Role.HEADLINE), piece(S[1])]
    new = [piece("Ice closes port for the first time since 1987", Role.HEADLINE), piece(S[1])]
    assert [change.kind for change in compare(old, new)] == [Kind.CHANGED, Kind.UNCHANGED]


def _blocks(href: str, src: str, level: str = "2") -> list[Piece]:
    link = Code(1, CodeKind.LINK, "a", (("href", href),))
    blocks = [
        Block("b1", Role.PICTURE, tag="img", data={"src": src}),
        Block("b2", Role.SUBHEAD, CodedText.loads("Ice"), tag=f"h{level}", data={"level": level}),
        Block("b3", Role.PARAGRAPH, CodedText.loads("It froze. See <1>the report</1>. It holds."), (link,)),
        Block("b4", Role.NAVIGATION, CodedText.loads(f"Menu {href}")),
    ]
    return pieces_of((block, [part.source for part in segment_block(block).segments]) for block in blocks)


def test_link_targets_pictures_and_levels_are_attributes() -> None:
    old, new = _blocks("https://a.example/1", "/1.jpg"), _blocks("https://a.example/2", "/2.jpg", "3")
    found = {
        new[change.new[0]].text.plain: {(a.name, a.old, a.new) for a in change.attributes}
        for change in differing(compare(old, new))
        if change.kind is Kind.ATTRIBUTES
    }
    assert found == {
        "": {("src", "/1.jpg", "/2.jpg")},
        "Ice": {("level", "2", "3"), ("element", "h2", "h3")},
        "See the report.": {("href", "https://a.example/1", "https://a.example/2")},
    }
    assert len(old) == 5  # page furniture is nobody's change


def test_data_of_the_article_is_compared_by_name() -> None:
    found = compare_meta(
        {"url": "https://a.example/1", "source_name": None}, {"url": None, "source_name": "Fjord Wire"}
    )
    assert [(a.name, a.old, a.new) for a in found] == [
        ("url", "https://a.example/1", None),
        ("source_name", None, "Fjord Wire"),
    ]


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)).filter(lambda d: len(set(d.values())) == len(d)))
def test_what_kept_its_order_is_in_order_and_as_long_as_can_be(pairs: dict[int, int]) -> None:
    kept = sorted(in_order(pairs))
    olds = [pairs[index] for index in kept]
    assert olds == sorted(olds)
    longest = [0] * 10
    for index in sorted(pairs):
        longest[pairs[index]] = 1 + max(longest[: pairs[index]], default=0)
    assert len(kept) == max(longest)


def test_forms_and_likeness() -> None:
    assert typographic_form("“It’s – well…”\u00a0 he\nsaid") == '"It\'s - well..." he said'
    assert words_of("Don’t pay 1,500.50!") == ("don't", "pay", "1,500.50")
    assert likeness((), ("a",)) == 0
    assert likeness(("a", "b"), ("a", "b")) == 1
