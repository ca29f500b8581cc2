"""Changes word by word, as markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from localize.article import Code, CodeKind
from localize.markup import CodedText
from web.presenters.diff import change, plain_html

LINK = {1: Code(1, CodeKind.LINK, "a", (("href", "https://example.org/"),))}

pytestmark = pytest.mark.usefixtures("_english")


def shown(old: str, new: str, **more: object) -> str:
    return str(change(CodedText.loads(old), CodedText.loads(new), {}, **more).html)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("Am Sonntag kam er.", "Am Montag kam er.", "Am <del>Sonntag</del> <ins>Montag</ins> kam er."),
        # Neighbouring words are one change, with the white space between them.
        (
            "Nach neun Jahren des Grabens beförderte der Tunnel die ersten Menschen",
            "Nach neun Jahren Bauzeit hat der Tunnel die ersten Menschen",
            "Nach neun Jahren <del>des Grabens beförderte</del> <ins>Bauzeit hat</ins> der Tunnel die ersten Menschen",
        ),
        # The stop stays outside.
        (
            "Der Zug nahm viele Passagiere.",
            "Der Zug nahm viele Gäste.",
            "Der Zug nahm viele <del>Passagiere</del> <ins>Gäste</ins>.",
        ),
        ("Ein langer Weg nach Hause", "Ein Weg nach Hause", "Ein<del> langer</del> Weg nach Hause"),
        ("Gleich bleibt gleich", "Gleich bleibt gleich", "Gleich bleibt gleich"),
    ],
)
def test_only_what_differs_is_marked(old: str, new: str, html: str) -> None:
    assert shown(old, new) == html


def test_when_most_has_changed_the_old_text_stands_above_the_new_one() -> None:
    assert shown("Fahrräder fahren kostenlos.", "Das Rad darf gratis mit.") == (
        '<del class="was">Fahrräder fahren kostenlos.</del><ins>Das Rad darf gratis mit.</ins>'
    )


def test_a_text_without_a_draft_is_all_new() -> None:
    assert shown("", "Von Hand") == "<ins>Von Hand</ins>"


def test_findings_are_marked_within_kept_and_new_words() -> None:
    new = "Am 11. Januar 2026 geht es endlich los"
    spans = [(new.index("2026"), new.index("2026") + 4, "error"), (0, 2, "warning")]
    assert shown("Am 11. Januar 2027 geht es endlich los", new, spans=spans) == (
        '<mark class="warning">Am</mark> 11. Januar <del>2027</del> <ins><mark class="error">2026</mark></ins>'
        " geht es endlich los"
    )


def test_codes_are_chips_with_a_name() -> None:
    tree = html.fragment_fromstring(str(plain_html(CodedText.loads("a <1>b</1>"), LINK)), create_parent=True)
    chips = tree.xpath("//*[contains(@class, 'code')]")
    assert [(c.get("class"), c.get("aria-label"), c.text) for c in chips] == [
        ("code open", "1: link begins", "1"),
        ("code close", "1: link ends", "1"),
    ]


_words = st.lists(st.sampled_from(["<b>", "&", "wort", "3,5", "„ja“", " ", "<1>", "</1>", "Ё", "\u2029"]), max_size=12)


@given(_words, _words)
def test_taking_out_what_is_deleted_gives_the_new_text_and_the_other_way_round(old: list[str], new: list[str]) -> None:
    """Nothing of either text is lost or made up, and nothing in them becomes markup."""
    draft = CodedText.loads(" ".join(old)).repaired([1])
    text = CodedText.loads(" ".join(new)).repaired([1])
    tree = html.fragment_fromstring(str(change(draft, text, {}).html), create_parent="div")
    assert {element.tag for element in tree.iter()} <= {"div", "ins", "del", "span"}
    for kept, gone, expected in (("ins", "del", text), ("del", "ins", draft)):
        copy = html.fragment_fromstring(html.tostring(tree, encoding="unicode"))
        for element in [*copy.iter(gone), *copy.iter("span")]:
            element.drop_tree()
        left = "".join(copy.text_content().split())
        assert left == "".join(expected.plain.split()), kept
