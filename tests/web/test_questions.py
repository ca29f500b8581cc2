"""Questions to the source desk on the page of their article."""

import pytest

from localize.services import talk, threads, workbench
from localize.services.context import Context
from localize.services.threads import Kind
from tests.web.pages import Newsroom, newsroom


@pytest.fixture
def room(sqlite_ctx: Context) -> Newsroom:
    """A newsroom with one drafted article."""
    return newsroom(sqlite_ctx)


def ask(room: Newsroom, text: str) -> int:
    bench = workbench.open_edition(room.ctx, room.vera.actor, room.ru)
    segment = bench.blocks[1].segments[0].id
    return talk.add(room.ctx, room.vera.actor, room.ru, segment, text, kind=Kind.QUESTION)


def test_a_question_is_read_answered_and_settled_on_the_articles_page(room: Newsroom) -> None:
    number = ask(room, "Which May?")
    browser = room.browser(room.max)
    assert browser.get("/").tree.xpath("//*[@id='to-talk-1']/@href") == [f"/articles/{room.article}#questions"]
    page = browser.get(f"/articles/{room.article}")
    assert "Vera Which May?" in page.words("//*[@id='questions']")[0]
    address = page.tree.xpath("//*[@id='questions']//form/@action")[0]
    answer = browser.post(address, {"do": "answer", "text": "This year's."})
    assert (answer.status, answer.location) == (303, f"/articles/{room.article}#questions")
    [thread] = threads.threads(room.ctx, room.vera.actor, room.ru)
    assert [(a.author, a.text) for a in thread.answers] == [("Max", "This year's.")]
    browser.post(address, {"do": "resolve"})
    page = browser.get(f"/articles/{room.article}")
    assert "Resolved by Max" in page.words("//*[@id='questions']")[0]
    assert not page.tree.xpath("//*[@id='questions']//textarea")
    browser.post(address, {"do": "open"})
    assert threads.questions(room.ctx, room.max.actor, room.article)[0].thread.resolved_at is None
    assert number == thread.comment.id


def test_an_empty_answer_says_so_and_writes_nothing(room: Newsroom) -> None:
    number = ask(room, "Which May?")
    browser = room.browser(room.max)
    answer = browser.post(f"/articles/{room.article}/questions/{number}", {"do": "answer", "text": "  "})
    assert browser.get(answer.location).words("//*[@role='alert']") == ["Write something first."]
    assert threads.questions(room.ctx, room.max.actor, room.article)[0].thread.answers == ()


def test_a_comment_on_an_edition_is_no_question(room: Newsroom) -> None:
    bench = workbench.open_edition(room.ctx, room.vera.actor, room.ru)
    number = talk.add(room.ctx, room.vera.actor, room.ru, bench.blocks[1].segments[0].id, "Hm.", kind=Kind.COMMENT)
    browser = room.browser(room.max)
    assert not browser.get(f"/articles/{room.article}").tree.xpath("//*[@id='questions']")
    assert browser.post(f"/articles/{room.article}/questions/{number}", {"do": "resolve"}).status == 404
