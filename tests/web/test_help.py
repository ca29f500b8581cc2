"""The help page: every command with the keys that this person has set, and nothing claimed that pages do not do."""

import re
from collections.abc import Iterable
from pathlib import Path

from localize.services.context import Context
from localize.services.preferences import set_keys
from tests.web.pages import newsroom
from web.presenters.shortcuts import SHORTCUTS, caps, key_map

JS = Path(__file__).resolve().parents[2] / "web" / "static" / "js"


def pressed(cells: Iterable[object]) -> list[tuple[str, ...]]:
    """Rows of key caps of a list's cell."""
    return [tuple(kbd.text for kbd in span.findall("kbd")) for span in cells]  # type: ignore[attr-defined]


def test_every_command_stands_there_with_this_persons_keys(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    own = {"confirm": ["F4", "Alt+K"], "palette": [], "match": ["Alt+#"], "undo": ["F7"]}
    set_keys(sqlite_ctx, room.vera.actor, own)
    for who, keys in ((room.vera, key_map(own)), (room.max, key_map())):
        tree = room.browser(who).get("/help").tree
        shown = tree.xpath("//dl[@class='keylist']/div[starts-with(@id, 'command-')]/@id")
        assert sorted(shown) == sorted(f"command-{s.id}" for s in SHORTCUTS)
        for shortcut in SHORTCUTS:
            (row,) = tree.xpath(f"//div[@id='command-{shortcut.id}']")
            assert row.findtext("dd") == str(shortcut.words)
            assert pressed(row.xpath("dt/span[kbd]")) == [caps(key) for key in keys[shortcut.id]], shortcut.id
            assert bool(row.xpath("dt/span[@class='none']")) == (not keys[shortcut.id])
        assert tree.xpath("//section[@aria-labelledby='keys']//a[@href='/account/keys']")
    vera = room.browser(room.vera).get("/help").tree
    assert "F7" not in vera.xpath("//kbd/text()"), "what is fixed stays"


def test_ways_out_name_their_command_with_own_keys(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    set_keys(sqlite_ctx, room.vera.actor, {"split": ["F4"], "join": []})
    page = room.browser(room.vera).get("/help")
    uses = page.words("//div[h3[@id='sentence']]//p[@class='uses'] | //section[h3[@id='sentence']]//p[@class='uses']")
    assert "F4 Split the segment at the caret" in uses
    assert not [said for said in uses if "Join" in said], "a command without a key has none to be told"


def test_the_contents_lead_to_every_part(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    tree = room.browser(room.vera).get("/help").tree
    named = [href.removeprefix("#") for href in tree.xpath("//nav[@class='contents']//a/@href")]
    headings = tree.xpath("//div[@class='help-body']//h2/@id | //section[@class='way-out']/h3/@id")
    assert named == headings
    assert len(named) > 20
    ids = set(tree.xpath("//@id"))
    assert {href[1:] for href in tree.xpath("//main//a/@href") if href.startswith("#")} <= ids


def listened(name: str) -> set[str]:
    """The single keys that a page's script listens to."""
    found: set[str] = set()
    for body in re.findall(r"onKeys\(\{(.*?)\n? *\}\);", (JS / name).read_text(encoding="utf-8"), re.DOTALL):
        found |= {a or b for a, b in re.findall(r"(?:^|[\s,{])(?:(\w+)|\"(.)\"): ", body)}
    return found


def told(tree: object, part: str) -> set[str]:
    keys = tree.xpath(f"//section[@aria-labelledby='keys-{part}']//dt/span[count(kbd) = 1]/kbd/text()")  # type: ignore[attr-defined]
    return {key.lower() if len(key) == 1 else key for key in keys}


def test_keys_of_the_other_pages_are_those_that_their_scripts_listen_to(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    tree = room.browser(room.vera).get("/help").tree
    assert listened("desk.js") >= {"j", "k", "t", "x", "a", "/"}
    assert told(tree, "desk") - {"Enter"} == listened("desk.js") | {"?"}
    on_review = listened("review.js") | listened("review_edit.js") | listened("review_return.js")
    assert told(tree, "review") - {"Esc"} == on_review | {"?"}
    assert told(tree, "replace") == {"/", "?"}
    assert listened("keys.js") == {"?"}


def test_the_question_mark_leads_to_the_keys_of_the_page_that_one_is_on(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    max_, ids = room.browser(room.max), set(room.browser(room.max).get("/help").tree.xpath("//@id"))
    for path, anchor in (
        ("/", "keys-desk"),
        (f"/editions/{room.ru}/review", "keys-review"),
        ("/replace", "keys-replace"),
    ):
        page = max_.get(path).tree
        assert page.xpath("//link[@rel='help']/@href") == [f"/help#{anchor}"]
        assert page.xpath("//script[contains(@src, '/js/keys.js')]")
        assert anchor in ids


def test_small_question_marks_have_names_and_lead_somewhere(sqlite_ctx: Context) -> None:
    room = newsroom(sqlite_ctx)
    max_ = room.browser(room.max)
    ids = set(max_.get("/help").tree.xpath("//@id"))
    for path, wanted in ((f"/editions/{room.ru}/review", ["gate"]), (f"/editions/{room.ru}/edit", ["states"])):
        marks = max_.get(path).tree.xpath("//a[@class='help-at']")
        assert [mark.get("href") for mark in marks] == [f"/help#{anchor}" for anchor in wanted]
        assert all(mark.xpath("string(span[@class='vh'])").startswith("Help: ") for mark in marks)
        assert ids >= set(wanted)
