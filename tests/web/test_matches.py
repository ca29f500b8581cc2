"""The matches of a segment as the editor gets them, and a save that says where its text came from."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from lxml import html

from localize.memory.entry import EntryOrigin
from localize.segment import hash_text
from localize.services import workbench
from localize.services.context import Context
from localize.services.people import Person
from localize.store.memories import MemoryEntryRow
from localize.workflow import UserRole
from tests.services.helpers import file, run_sent
from tests.web.pages import Browser, account, make_app, visit

_STORED = "It runs every 20 minutes until dawn, says the <3>mayor</3>."
_TARGET = "Он ходит каждые 20 минут, — говорит <3>мэр</3>."


def _remember(ctx: Context, source: str, target: str, **more: Any) -> int:
    values = {"article_id": None, "author": "Olga", "updated_at": ctx.clock.now() - timedelta(days=40)}
    with ctx.store.write() as unit:
        row = MemoryEntryRow(
            source_locale="en",
            target_locale="ru",
            text_hash=hash_text(source),
            prev_hash="-",
            next_hash="-",
            source=source,
            target=target,
            **(values | more),
        )
        unit.memories.put(row)
        return row.id


def _open(ctx: Context, *paragraphs: str) -> tuple[Flask, Person, str, int]:
    """The application over a drafted article: a translator, a segment's address, its revision."""
    filed = file(ctx, *paragraphs)
    run_sent(ctx)
    vera = account(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    number = next(edition.id for edition in filed.editions if edition.locale == "ru")
    segment = workbench.open_edition(ctx, vera.actor, number).blocks[1].segments[0]
    return make_app(ctx), vera, f"/editions/{number}/segments/{segment.id}", segment.revision


def _words(answer: dict[str, Any], path: str) -> list[str]:
    return [" ".join(one.text_content().split()) for one in html.fromstring(answer["html"]).xpath(path)]


def _save(browser: Browser, address: str, **body: Any) -> Any:
    token = browser.token()
    return browser.client.put(address, json={"confirm": False} | body, headers={"X-CSRFToken": token})


def test_a_match_shows_its_score_its_difference_and_who_stands_for_it(sqlite_ctx: Context) -> None:
    _remember(sqlite_ctx, _STORED, _TARGET, approver="Max", article_id=None)
    app, vera, address, _ = _open(sqlite_ctx, "It runs every 2 minutes until dawn, says the <1>mayor</1>.")
    answer = visit(app, vera).client.get(f"{address}/matches").json
    assert _words(answer, "//b") == ["A similar sentence: 97"]
    assert _words(answer, "//p[contains(@class, 'differs')]//del") == ["20"]
    assert _words(answer, "//p[contains(@class, 'differs')]//ins") == ["2"]
    assert _words(answer, "//mark[@class='adapted']") == ["2"]
    assert _words(answer, "//ul[@class='why']/li") == [
        "Number put in: 20 → 2. Words beside it need another form.",
        "Its inline codes are fitted to this sentence.",
    ]
    assert _words(answer, "//p[@class='from']") == ["Olga, approved by Max, 14 Oct"]
    [offer] = answer["offers"]
    assert offer["text"] == "Он ходит каждые 2 минут, — говорит <1>мэр</1>."


def test_a_match_of_the_same_sentence_has_no_difference_and_an_imported_one_says_so(sqlite_ctx: Context) -> None:
    source = "It is free."
    _remember(sqlite_ctx, source, "Бесплатно.", origin=EntryOrigin.IMPORTED.value, author="")
    app, vera, address, _ = _open(sqlite_ctx, source)
    answer = visit(app, vera).client.get(f"{address}/matches").json
    assert _words(answer, "//b") == ["The same sentence: 98"]
    assert _words(answer, "//p[contains(@class, 'differs')]") == []
    assert _words(answer, "//ul[@class='why']/li") == ["Imported: nobody here has approved it."]
    assert _words(answer, "//p[@class='from']") == ["imported, 14 Oct"]


@pytest.mark.parametrize(
    ("stored", "target", "present", "note"),
    [
        ("They met 7 times.", "Они встречались.", "They met 9 times.", "Number not put in: 7 stands for 9."),
        ("They met 7 times.", "Они встречались 7 раз.", "They met many times.", "The number 7 is not in this sentence."),
        ("They met many times.", "Они встречались.", "They met 9 times.", "The number 9 is not in this match."),
        ("They met In Rome.", "Они встретились.", "They met in Rome.", "Capitals differ."),
        ("They met in Rome", "Они встретились.", "They met in Rome.", "Punctuation or spaces differ."),
        ("They met in Rome.", "Они встретились.", "They <1>met</1> in Rome.", "Inline codes differ: they are to be placed."),
    ],
)  # fmt: skip
def test_what_a_person_has_to_look_at_is_said(
    sqlite_ctx: Context, stored: str, target: str, present: str, note: str
) -> None:
    _remember(sqlite_ctx, stored, target)
    app, vera, address, _ = _open(sqlite_ctx, present)
    assert note in _words(visit(app, vera).client.get(f"{address}/matches").json, "//ul[@class='why']/li")


def test_a_text_with_markup_in_it_stays_text(sqlite_ctx: Context) -> None:
    _remember(sqlite_ctx, "Nobody came &lt;b&gt;today.", "&lt;script&gt;alert(1)&lt;/script&gt;", author="<i>Olga</i>")
    app, vera, address, _ = _open(sqlite_ctx, "Nobody came today.")
    answer = visit(app, vera).client.get(f"{address}/matches").json
    assert html.fromstring(answer["html"]).xpath("//script | //i") == []
    assert "<script>alert(1)</script>" in html.fromstring(answer["html"]).text_content()


def test_no_match_is_said_and_a_segment_that_is_gone_is_not_found(sqlite_ctx: Context) -> None:
    app, vera, address, _ = _open(sqlite_ctx)
    browser = visit(app, vera)
    answer = browser.client.get(f"{address}/matches").json
    assert _words(answer, "//p") == ["The memory has no similar sentence."]
    assert answer["offers"] == []
    assert browser.client.get(address.rpartition("/")[0] + "/999999/matches").status_code == 404
    assert visit(app).client.get(f"{address}/matches").status_code in {302, 401}


def test_a_save_names_the_entry_and_the_server_looks_it_up(sqlite_ctx: Context) -> None:
    entry = _remember(sqlite_ctx, "It is free today.", "Сегодня бесплатно.")
    app, vera, address, revision = _open(sqlite_ctx, "It is free today.", "Another one.")
    browser = visit(app, vera)
    saved = _save(browser, address, text="Платно.", base_revision=revision, memory=entry).json
    assert saved["origin"] == "human"
    saved = _save(browser, address, text="Сегодня бесплатно.", base_revision=saved["revision"], memory=entry).json
    assert (saved["origin"], saved["segment"]["origin"]["word"]) == ("memory", "memory 100")


@pytest.mark.parametrize("memory", ["1", True, 0, -5, 2**70, 1.5, [1]])
def test_a_save_with_no_number_of_an_entry_is_refused(sqlite_ctx: Context, memory: object) -> None:
    app, vera, address, revision = _open(sqlite_ctx)
    answer = _save(visit(app, vera), address, text="Да.", base_revision=revision, memory=memory)
    assert answer.status_code == 422
    assert "memory must be the number of an entry" in answer.json["detail"]
