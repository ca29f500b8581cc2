"""Comments: written, answered, settled; who they wait for; what becomes of them after a correction."""

import pytest

from localize.article import Role
from localize.errors import ForbiddenError, InputTooLargeError, InvalidInputError, NotFoundError, TransitionError
from localize.services import desk, edition_blocks, postedit, talk, threads, workbench
from localize.services.context import Actor, Context
from localize.services.threads import Kind, Quote
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator into Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera Lind", "ru")


@pytest.fixture
def jana(ctx: Context) -> Actor:
    """A translator into German."""
    return person(ctx, UserRole.TRANSLATOR, "Jana Wolf", "de")


@pytest.fixture
def olga(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Olga Reznik")


@pytest.fixture
def editions(ctx: Context) -> dict[str, int]:
    """A drafted article's editions by locale."""
    filed = file(ctx, "The line starts on 3 May. It is free.")
    run_sent(ctx)
    return {edition.locale: edition.id for edition in filed.editions}


def _segments(ctx: Context, actor: Actor, edition: int) -> list[int]:
    return [s.id for block in workbench.open_edition(ctx, actor, edition).blocks for s in block.segments]


def test_a_comment_is_answered_and_settled_and_opens_again_with_the_next_answer(
    ctx: Context, editions: dict[str, int], vera: Actor, olga: Actor
) -> None:
    edition = editions["ru"]
    segment = _segments(ctx, vera, edition)[1]
    change = desk.get_edition(ctx, edition).change
    number = talk.add(ctx, vera, edition, segment, " Is it\r\nMay? ", kind=Kind.COMMENT, quote=Quote("source", "3 May"))
    assert desk.get_edition(ctx, edition).change == change + 1, "who has it open hears of it"
    talk.answer(ctx, olga, edition, number, "It is.")
    [thread] = threads.threads(ctx, vera, edition)
    assert (thread.comment.text, thread.quote, thread.position) == ("Is it\nMay?", Quote("source", "3 May"), 2)
    assert [(a.author, a.text, a.own) for a in thread.answers] == [("Olga Reznik", "It is.", False)]
    assert threads.open_counts(ctx, vera, edition) == {segment: 1}
    talk.settle(ctx, vera, edition, number, resolved=True)
    talk.settle(ctx, vera, edition, number, resolved=True)
    assert threads.open_counts(ctx, vera, edition) == {}
    assert threads.threads(ctx, vera, edition)[0].resolved_by == "Vera Lind"
    talk.answer(ctx, olga, edition, number, "No, wait.")
    assert threads.open_counts(ctx, vera, edition) == {segment: 1}


def test_who_is_mentioned_by_name_finds_it_on_the_desk_until_they_answer(
    ctx: Context, editions: dict[str, int], vera: Actor, jana: Actor, olga: Actor
) -> None:
    segment = _segments(ctx, vera, editions["ru"])[0]
    number = talk.add(ctx, vera, editions["ru"], segment, "@olga reznik, see? Not @Jana Wolf.", kind=Kind.COMMENT)
    [waiting] = threads.waiting_for(ctx, olga)
    assert (waiting.why, waiting.edition_id, waiting.thread.comment.mentions) == (
        "mention",
        editions["ru"],
        ("Olga Reznik",),
    )
    assert threads.waiting_for(ctx, jana) == [], "she does not work in Russian"
    assert threads.waiting_for(ctx, vera) == []
    talk.answer(ctx, olga, editions["ru"], number, "Yes.")
    assert threads.waiting_for(ctx, olga) == []
    assert [w.why for w in threads.waiting_for(ctx, vera)] == ["answer"]
    talk.settle(ctx, vera, editions["ru"], number, resolved=True)
    assert threads.waiting_for(ctx, vera) == []


def test_a_longer_name_is_not_taken_for_a_shorter_one(ctx: Context, editions: dict[str, int], vera: Actor) -> None:
    person(ctx, UserRole.TRANSLATOR, "Vera Lindgren", "ru")
    segment = _segments(ctx, vera, editions["ru"])[0]
    talk.add(ctx, vera, editions["ru"], segment, "@Vera Lindgren! mail@Vera Lind", kind=Kind.COMMENT)
    assert threads.threads(ctx, vera, editions["ru"])[0].comment.mentions == ("Vera Lindgren",)


def test_a_question_about_the_source_is_seen_in_every_edition_and_by_editors(
    ctx: Context, editions: dict[str, int], vera: Actor, jana: Actor, olga: Actor
) -> None:
    segment = _segments(ctx, vera, editions["ru"])[1]
    number = talk.add(ctx, vera, editions["ru"], segment, "Which May?", kind=Kind.QUESTION)
    [seen] = threads.threads(ctx, jana, editions["de"])
    assert (seen.kind, seen.position) == (Kind.QUESTION, 2)
    assert [w.why for w in threads.waiting_for(ctx, olga)] == ["question"]
    talk.answer(ctx, olga, editions["de"], number, "This year's.")
    assert [a.text for a in threads.threads(ctx, vera, editions["ru"])[0].answers] == ["This year's."]


def test_a_return_has_its_reasons_at_the_places_meant(
    ctx: Context, editions: dict[str, int], vera: Actor, olga: Actor
) -> None:
    edition = editions["ru"]
    first, second, _ = _segments(ctx, vera, edition)
    postedit.take(ctx, vera, edition)
    postedit.submit(ctx, vera, edition)
    with pytest.raises(NotFoundError):
        talk.send_back(ctx, olga, edition, "Look.", {99999: "Not there."})
    assert desk.get_edition(ctx, edition).state.value == "submitted", "all of it, or nothing"
    talk.send_back(ctx, olga, edition, "", {second: "The date.", first: "Shorter."})
    summary = desk.get_edition(ctx, edition)
    assert (summary.state.value, summary.returned_reason) == ("in_review", "The date. Shorter.")
    found = [(t.kind, t.segment_id, t.comment.text) for t in threads.threads(ctx, vera, edition)]
    assert found == [(Kind.RETURN, first, "Shorter."), (Kind.RETURN, second, "The date.")]
    postedit.submit(ctx, vera, edition)
    with pytest.raises(TransitionError, match="reason"):
        talk.send_back(ctx, olga, edition, " ", {first: "  "})
    with pytest.raises(ForbiddenError):
        talk.add(ctx, olga, edition, first, "So.", kind=Kind.RETURN)


def test_after_a_correction_a_comment_follows_its_sentence(ctx: Context, editions: dict[str, int], vera: Actor) -> None:
    edition = editions["ru"]
    _, second, third = _segments(ctx, vera, edition)
    talk.add(ctx, vera, edition, second, "About the date.", kind=Kind.COMMENT)
    talk.add(ctx, vera, edition, third, "About the price.", kind=Kind.COMMENT)
    file(ctx, "News. The line starts on 4 May. It is free.")
    run_sent(ctx)
    moved, gone = threads.threads(ctx, vera, edition)
    assert (moved.comment.text, moved.position) == ("About the price.", 4)
    assert (gone.comment.text, gone.position, gone.source) == ("About the date.", None, "The line starts on 3 May.")


def test_only_who_wrote_a_comment_changes_it(
    ctx: Context, editions: dict[str, int], vera: Actor, jana: Actor, olga: Actor
) -> None:
    edition = editions["ru"]
    segment = _segments(ctx, vera, edition)[0]
    number = talk.add(ctx, vera, edition, segment, "One.", kind=Kind.COMMENT)
    talk.reword(ctx, vera, edition, number, "Two.")
    with pytest.raises(ForbiddenError):
        talk.reword(ctx, olga, edition, number, "Three.")
    with pytest.raises(ForbiddenError):
        threads.threads(ctx, jana, edition)
    with pytest.raises(NotFoundError):
        talk.answer(ctx, olga, editions["de"], number, "Not here.")
    [thread] = threads.threads(ctx, olga, edition)
    assert (thread.comment.text, thread.comment.edited) == ("Two.", True)
    with pytest.raises(InvalidInputError):
        talk.add(ctx, vera, edition, segment, " \n ", kind=Kind.COMMENT)
    with pytest.raises(InputTooLargeError):
        talk.add(ctx, vera, edition, segment, "a" * 4001, kind=Kind.COMMENT)
    answer = talk.answer(ctx, olga, edition, number, "Hm.")
    with pytest.raises(InvalidInputError):
        talk.answer(ctx, vera, edition, answer, "Deeper.")
    with pytest.raises(InvalidInputError):
        talk.settle(ctx, vera, edition, answer, resolved=True)


def test_of_two_sentences_that_say_the_same_a_comment_stays_at_its_own(ctx: Context, vera: Actor) -> None:
    filed = file(ctx, "Trains stop. It is free. Buses run. It is free.", external_id="twice")
    run_sent(ctx)
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    last = _segments(ctx, vera, edition)[-1]
    talk.add(ctx, vera, edition, last, "The buses, too?", kind=Kind.COMMENT)
    [thread] = threads.threads(ctx, vera, edition)
    assert (thread.segment_id, thread.position) == (last, 5)


def test_a_comment_on_an_added_block_stays_there(ctx: Context, editions: dict[str, int], vera: Actor) -> None:
    edition = editions["ru"]
    first = workbench.open_edition(ctx, vera, edition).blocks[0].block.key
    for _ in range(2):
        edition_blocks.add(ctx, vera, edition, after=first, role=Role.PARAGRAPH)
    added = [s.id for b in workbench.open_edition(ctx, vera, edition).blocks for s in b.segments if not s.source]
    talk.add(ctx, vera, edition, added[-1], "Says who?", kind=Kind.COMMENT)
    [thread] = threads.threads(ctx, vera, edition)
    assert thread.segment_id == added[-1]
