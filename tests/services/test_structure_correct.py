"""A new version of the source arrives for an edition that was arranged: what says the same stays as it was arranged."""

import pytest

from localize.article import Role
from localize.services import edition_blocks, structure, workbench
from localize.services.context import Actor, Context
from localize.services.structure import Known
from localize.workflow import UserRole
from tests.services.helpers import TWO, file, person, run_sent
from tests.services.test_structure import known, rows, save


@pytest.fixture
def elena(ctx: Context) -> Actor:
    return person(ctx, UserRole.TRANSLATOR, "Elena", "ru", "de")


@pytest.fixture
def edition(ctx: Context, elena: Actor) -> int:
    """The Russian edition with the sentences of its first paragraph joined."""
    filed = file(ctx)
    run_sent(ctx)
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    now = rows(ctx, elena, edition)
    structure.join(ctx, elena, edition, known(now[1]), known(now[2]))
    whole = rows(ctx, elena, edition)[1]
    save(ctx, elena, edition, whole, "Линия открывается 3 мая и ходит до рассвета.")
    return edition


def test_a_joined_pair_stays_joined_and_confirmed(ctx: Context, elena: Actor, edition: int) -> None:
    before = rows(ctx, elena, edition)[1]
    file(ctx, "A new first paragraph.", TWO[0], "Tickets cost 3 crowns.")
    run_sent(ctx)
    after = rows(ctx, elena, edition)
    assert [s.position for s in after] == [1, 2, 3, 4]
    assert (after[2].source, after[2].target, after[2].state) == (before.source, before.target, before.state)
    texts = [r.text for r in workbench.segment_history(ctx, elena, edition, after[2].id)]
    assert texts.count(before.target) >= 2, "of both versions"
    done = structure.split(
        ctx, elena, edition, Known(after[2].id, after[2].revision), source_at=len("The line starts on 3 May."), target_at=24
    )  # fmt: skip
    assert len(done.segment_ids) == 2
    assert [s.position for s in rows(ctx, elena, edition)] == [1, 2, 3, 4, 5]


def test_a_joined_pair_that_changed_is_cut_anew_with_its_old_text_in_the_history(
    ctx: Context, elena: Actor, edition: int
) -> None:
    file(ctx, "The line starts on 4 May. It runs every 20 minutes until dawn.", TWO[1])
    run_sent(ctx)
    after = rows(ctx, elena, edition)
    assert [s.source for s in after[1:3]] == ["The line starts on 4 May.", "It runs every 20 minutes until dawn."]
    assert all(s.target for s in after)
    for segment in after[1:3]:
        history = workbench.segment_history(ctx, elena, edition, segment.id)
        assert "Линия открывается 3 мая и ходит до рассвета." in [r.text for r in history]


def test_blocks_left_out_and_added_stay_so(ctx: Context, elena: Actor, edition: int) -> None:
    edition_blocks.drop(ctx, elena, edition, "b3", "Prices change.")
    edition_blocks.add(ctx, elena, edition, after="b2", role=Role.PARAGRAPH)
    edition_blocks.add(ctx, elena, edition, after="a1", role=Role.SUBHEAD)
    now = rows(ctx, elena, edition)
    save(ctx, elena, edition, now[2], "Добавлено.")
    save(ctx, elena, edition, now[3], "И ещё.")
    file(ctx, "A new first paragraph.", *TWO)
    run_sent(ctx)
    bench = workbench.open_edition(ctx, elena, edition)
    assert [(p.block.key, p.left_out is not None) for p in bench.blocks] == [
        ("b1", False),
        ("b2", False),
        ("b3", False),
        ("a1", False),
        ("a2", False),
        ("b4", True),
    ]
    after = rows(ctx, elena, edition)
    assert [s.target for s in after[3:]] == ["Добавлено.", "И ещё."]
    assert [s.position for s in after] == [1, 2, 3, 4, 5]
    assert bench.blocks[-1].departure is not None
    assert bench.blocks[-1].departure.reason == "Prices change."
    edition_blocks.put_back(ctx, elena, edition, "b4")
    assert rows(ctx, elena, edition)[5].target, "its draft went on with it"


def test_a_block_that_was_left_out_comes_back_when_its_source_changes(ctx: Context, elena: Actor, edition: int) -> None:
    edition_blocks.drop(ctx, elena, edition, "b3", "Prices change.")
    file(ctx, TWO[0], "Tickets cost 3.10 crowns, says the <1>city council</1>.")
    run_sent(ctx)
    bench = workbench.open_edition(ctx, elena, edition)
    assert [p.left_out for p in bench.blocks] == [None, None, None]
    assert any(event.reason == "Its source has changed." for event in bench.events)
