"""Blocks left out of an edition and blocks added to it: what readers get, what the gate counts, what stays."""

import pytest

from localize.arrangement import BlockKind
from localize.article import Role
from localize.errors import InvalidInputError, RevisionConflictError
from localize.services import edition_blocks, postedit, publish, review, workbench
from localize.services.context import Actor, Context
from localize.workflow import Action, UserRole
from tests.services.helpers import file, person, run_sent
from tests.services.test_structure import rows, save


@pytest.fixture
def elena(ctx: Context) -> Actor:
    return person(ctx, UserRole.TRANSLATOR, "Elena", "ru", "de")


@pytest.fixture
def editions(ctx: Context) -> dict[str, int]:
    """Both editions, drafted, by locale. Blocks: b1 the headline, b2 and b3 paragraphs."""
    filed = file(ctx)
    run_sent(ctx)
    return {edition.locale: edition.id for edition in filed.editions}


def released(ctx: Context, elena: Actor, edition: int) -> publish.Snapshot:
    """The edition confirmed, approved and published."""
    edna = person(ctx, UserRole.EDITOR, "Edna")
    for segment in rows(ctx, elena, edition):
        save(ctx, elena, edition, segment, segment.target)
    postedit.submit(ctx, elena, edition)
    review.approve(ctx, edna, edition)
    return publish.publish(ctx, edna, edition)


def test_a_block_that_is_left_out_is_not_counted_and_not_published(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    other = rows(ctx, elena, editions["de"])
    edition_blocks.drop(ctx, elena, editions["ru"], "b2", "Known here.")
    bench = workbench.open_edition(ctx, elena, editions["ru"])
    assert [s.position for p in bench.blocks for s in p.segments] == [1, 2]
    assert bench.summary.progress.total == 2
    out = bench.blocks[1]
    assert out.departure is not None
    assert (out.departure.kind, out.departure.author, out.departure.reason) == (
        BlockKind.DROPPED,
        "Elena",
        "Known here.",
    )
    assert out.left_out == "The line starts on 3 May. It runs every 20 minutes until dawn."
    assert bench.events[-1].action is Action.DROP_BLOCK
    assert [b.key for b in publish.preview(ctx, elena, editions["ru"]).blocks] == ["b1", "b3"]
    snapshot = released(ctx, elena, editions["ru"])
    assert [b.key for b in snapshot.blocks] == ["b1", "b3"]
    assert set(snapshot.texts) == {"b1", "b3"}
    assert snapshot.word_count == 15
    assert rows(ctx, elena, editions["de"]) == other


def test_a_block_comes_back_with_its_texts(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    before = rows(ctx, elena, editions["ru"])
    save(ctx, elena, editions["ru"], before[2], "Каждые 20 минут.")
    before = rows(ctx, elena, editions["ru"])
    edition_blocks.drop(ctx, elena, editions["ru"], "b2", "Known here.")
    with pytest.raises(InvalidInputError, match="already"):
        edition_blocks.drop(ctx, elena, editions["ru"], "b2", "Again.")
    assert edition_blocks.put_back(ctx, elena, editions["ru"], "b2") == 2
    assert rows(ctx, elena, editions["ru"]) == before
    with pytest.raises(InvalidInputError, match="already"):
        edition_blocks.put_back(ctx, elena, editions["ru"], "b2")


def test_what_is_typed_into_a_block_that_was_left_out_is_kept(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    old = rows(ctx, elena, editions["ru"])[1]
    edition_blocks.drop(ctx, elena, editions["ru"], "b2", "Known here.")
    with pytest.raises(RevisionConflictError, match="left its block out"):
        save(ctx, elena, editions["ru"], old, "Мой текст.")
    edition_blocks.put_back(ctx, elena, editions["ru"], "b2")
    assert "Мой текст." in [r.text for r in workbench.segment_history(ctx, elena, editions["ru"], old.id)]


def test_neither_a_headline_nor_anything_without_a_reason_is_left_out(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    with pytest.raises(InvalidInputError, match="headline"):
        edition_blocks.drop(ctx, elena, editions["ru"], "b1", "Short.")
    with pytest.raises(InvalidInputError, match="Say why"):
        edition_blocks.drop(ctx, elena, editions["ru"], "b2", "  ")


def test_an_added_block_is_written_by_hand_and_published(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    assert edition_blocks.add(ctx, elena, editions["ru"], after="b2", role=Role.SUBHEAD) == 4
    assert edition_blocks.add(ctx, elena, editions["ru"], after="b2", role=Role.PARAGRAPH) == 4
    now = rows(ctx, elena, editions["ru"])
    assert [s.source for s in now[3:5]] == ["", ""]
    postedit.take(ctx, elena, editions["ru"])
    with pytest.raises(Exception, match="without a text"):
        postedit.submit(ctx, elena, editions["ru"])
    save(ctx, elena, editions["ru"], now[3], "Билет стоит 25 рублей в пересчёте.")
    save(ctx, elena, editions["ru"], now[4], "Цены")
    bench = workbench.open_edition(ctx, elena, editions["ru"])
    piece = bench.blocks[2]
    assert piece.departure is not None
    assert (piece.block.key, piece.departure.kind, piece.departure.author) == ("a2", BlockKind.ADDED, "Elena")
    assert piece.segments[0].findings == (), "figures without a source are no error"
    snapshot = released(ctx, elena, editions["ru"])
    assert [(b.key, b.role) for b in snapshot.blocks[1:]] == [
        ("b2", Role.PARAGRAPH),
        ("a2", Role.PARAGRAPH),
        ("a1", Role.SUBHEAD),
        ("b3", Role.PARAGRAPH),
    ]
    assert snapshot.texts["a1"].plain == "Цены"
    with ctx.store.read() as unit:
        added = [s.text_hash for t, s in unit.editions.targets(editions["ru"], 1) if not s.source]
        assert unit.memories.exact("en", "ru", added) == [], "an added text translates nothing"


def test_an_added_block_moves_and_is_taken_out_and_put_back(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    edition_blocks.add(ctx, elena, editions["ru"], after="b2", role=Role.PARAGRAPH)
    save(ctx, elena, editions["ru"], rows(ctx, elena, editions["ru"])[3], "Добавлено.")
    assert edition_blocks.move(ctx, elena, editions["ru"], "a1", 1) == 5
    with pytest.raises(InvalidInputError, match="no further"):
        edition_blocks.move(ctx, elena, editions["ru"], "a1", 1)
    assert edition_blocks.move(ctx, elena, editions["ru"], "a1", -1) == 4
    assert edition_blocks.move(ctx, elena, editions["ru"], "a1", -1) == 2
    with pytest.raises(InvalidInputError, match="no further"):
        edition_blocks.move(ctx, elena, editions["ru"], "a1", -1)
    with pytest.raises(InvalidInputError, match="added here"):
        edition_blocks.move(ctx, elena, editions["ru"], "b2", 1)
    edition_blocks.drop(ctx, elena, editions["ru"], "a1", "Too much.")
    bench = workbench.open_edition(ctx, elena, editions["ru"])
    assert bench.blocks[1].left_out == "Добавлено."
    assert edition_blocks.put_back(ctx, elena, editions["ru"], "a1") == 2
    assert rows(ctx, elena, editions["ru"])[1].target == "Добавлено."


def test_an_added_block_does_not_wait_for_the_machine(ctx: Context, elena: Actor) -> None:
    filed = file(ctx, external_id="a-2")
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    edition_blocks.add(ctx, elena, edition, after="b3", role=Role.QUOTATION)
    run_sent(ctx)
    now = rows(ctx, elena, edition)
    assert [bool(s.target) for s in now] == [True, True, True, True, False]
    with ctx.store.read() as unit:
        assert unit.jobs.open_of_edition(edition) is None
