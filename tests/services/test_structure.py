"""Segments of an edition split and joined: texts, states and histories go on, the other edition stays as it is."""

import pytest

from localize.edition import TargetState
from localize.errors import InvalidInputError, RevisionConflictError, TransitionError
from localize.services import postedit, review, structure, workbench
from localize.services.context import Actor, Context
from localize.services.structure import Known
from localize.workflow import Action, UserRole
from tests.services.helpers import file, person, run_sent


@pytest.fixture
def elena(ctx: Context) -> Actor:
    return person(ctx, UserRole.TRANSLATOR, "Elena", "ru", "de")


@pytest.fixture
def editions(ctx: Context) -> dict[str, int]:
    """Both editions, drafted, by locale."""
    filed = file(ctx)
    run_sent(ctx)
    return {edition.locale: edition.id for edition in filed.editions}


def rows(ctx: Context, actor: Actor, edition: int) -> list[workbench.WorkSegment]:
    bench = workbench.open_edition(ctx, actor, edition)
    return [segment for piece in bench.blocks for segment in piece.segments]


def known(segment: workbench.WorkSegment) -> Known:
    return Known(segment.id, segment.revision)


def save(ctx: Context, actor: Actor, edition: int, segment: workbench.WorkSegment, text: str) -> None:
    postedit.save_segment(ctx, actor, edition, segment.id, text=text, base_revision=segment.revision, confirm=True)


def test_a_joined_pair_is_one_sentence_with_both_texts(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    before, other = rows(ctx, elena, editions["ru"]), rows(ctx, elena, editions["de"])
    save(ctx, elena, editions["ru"], before[1], "Линия открывается 3 мая.")
    before = rows(ctx, elena, editions["ru"])
    structure.join(ctx, elena, editions["ru"], known(before[1]), known(before[2]))
    after = rows(ctx, elena, editions["ru"])
    assert [s.position for s in after] == [1, 2, 3]
    assert after[1].source == "The line starts on 3 May. It runs every 20 minutes until dawn."
    assert after[1].target == f"Линия открывается 3 мая. {before[2].target}"
    assert after[1].state is TargetState.TRANSLATED
    assert after[1].author == "Elena"
    assert after[1].waits, "nobody has confirmed the machine's half with its number"
    assert after[2].id == before[3].id
    texts = [r.text for r in workbench.segment_history(ctx, elena, editions["ru"], after[1].id)]
    assert {before[1].target, before[2].target, before[1].draft} <= set(texts)
    assert rows(ctx, elena, editions["de"]) == other, "another edition is untouched"
    summary = workbench.open_edition(ctx, elena, editions["ru"])
    assert summary.summary.progress.total == 3
    assert summary.events[-1].action is Action.JOIN
    assert summary.events[-1].actor == "Elena"


def test_a_split_at_the_seam_gives_back_what_was_joined(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    save(ctx, elena, editions["ru"], rows(ctx, elena, editions["ru"])[1], "Линия открывается 3 мая.")
    before = rows(ctx, elena, editions["ru"])
    done = structure.join(ctx, elena, editions["ru"], known(before[1]), known(before[2]))
    whole = rows(ctx, elena, editions["ru"])[1]
    structure.split(ctx, elena, editions["ru"], known(whole), source_at=done.source_at, target_at=done.target_at)
    assert rows(ctx, elena, editions["ru"]) == before, "ids, texts, states and revisions"


def test_a_split_segment_has_two_sources_and_two_texts(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    first = rows(ctx, elena, editions["ru"])[1]
    save(ctx, elena, editions["ru"], first, "Линия открывается 3 мая.")
    first = rows(ctx, elena, editions["ru"])[1]
    structure.split(ctx, elena, editions["ru"], known(first), source_at=len("The line starts"), target_at=len("Линия"))
    after = rows(ctx, elena, editions["ru"])
    assert [s.source for s in after[1:3]] == ["The line starts", "on 3 May."]
    assert [s.target for s in after[1:3]] == ["Линия", "открывается 3 мая."]
    assert [s.state for s in after[1:3]] == [TargetState.TRANSLATED] * 2
    assert [s.position for s in after] == [1, 2, 3, 4, 5]
    history = workbench.segment_history(ctx, elena, editions["ru"], after[2].id)
    assert "Линия открывается 3 мая." in [r.text for r in history]
    structure.join(ctx, elena, editions["ru"], known(after[1]), known(after[2]))
    again = rows(ctx, elena, editions["ru"])[1]
    assert (again.id, again.target) == (first.id, first.target)


def test_a_code_of_the_other_half_goes_to_the_end_of_its_own(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    last = rows(ctx, elena, editions["ru"])[3]
    save(ctx, elena, editions["ru"], last, "<1>Городской совет</1>: билеты по 2,80.")
    last = rows(ctx, elena, editions["ru"])[3]
    at = len("Tickets cost 2.80 crowns,")
    structure.split(ctx, elena, editions["ru"], known(last), source_at=at, target_at=len("Городской совет:"))
    after = rows(ctx, elena, editions["ru"])
    assert [s.target for s in after[3:]] == ["Городской совет:", "билеты по 2,80.<1></1>"]
    assert after[4].unplaced == (1,)


def test_a_save_of_a_joined_sentence_is_refused_and_its_text_kept(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    before = rows(ctx, elena, editions["ru"])
    structure.join(ctx, elena, editions["ru"], known(before[1]), known(before[2]))
    with pytest.raises(RevisionConflictError, match="joined or split") as caught:
        save(ctx, elena, editions["ru"], before[2], "Мой текст.")
    assert caught.value.details["kind"] == "rearranged"
    whole = rows(ctx, elena, editions["ru"])[1]
    history = workbench.segment_history(ctx, elena, editions["ru"], whole.id)
    assert [(r.kind, r.text) for r in history if r.text == "Мой текст."] == [("conflict", "Мой текст.")]


def test_who_acts_on_an_old_picture_of_the_page_is_told(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    before = rows(ctx, elena, editions["ru"])
    save(ctx, elena, editions["ru"], before[1], "Новее.")
    with pytest.raises(RevisionConflictError, match="Elena wrote"):
        structure.join(ctx, elena, editions["ru"], known(before[1]), known(before[2]))
    now = rows(ctx, elena, editions["ru"])
    structure.join(ctx, elena, editions["ru"], known(now[1]), known(now[2]))
    with pytest.raises(RevisionConflictError, match="rearranged"):
        structure.join(ctx, elena, editions["ru"], known(now[1]), known(now[2]))


def test_only_neighbours_of_a_block_are_joined(ctx: Context, elena: Actor, editions: dict[str, int]) -> None:
    now = rows(ctx, elena, editions["ru"])
    with pytest.raises(InvalidInputError, match="neighbours"):
        structure.join(ctx, elena, editions["ru"], known(now[2]), known(now[3]))


def test_an_approved_edition_keeps_its_segments_and_remembers_the_joined_pair(
    ctx: Context, elena: Actor, editions: dict[str, int]
) -> None:
    edna = person(ctx, UserRole.EDITOR, "Edna")
    now = rows(ctx, elena, editions["ru"])
    structure.join(ctx, elena, editions["ru"], known(now[1]), known(now[2]))
    for segment in rows(ctx, elena, editions["ru"]):
        save(ctx, elena, editions["ru"], segment, segment.target)
    postedit.submit(ctx, elena, editions["ru"])
    review.approve(ctx, edna, editions["ru"])
    with ctx.store.read() as unit:
        pairs = [target for target, _ in unit.editions.targets(editions["ru"], 1)]
        assert len(pairs) == 3
        whole = pairs[1].segment
        assert [e.target for e in unit.memories.exact("en", "ru", [whole.text_hash])] == [pairs[1].text]
        assert unit.memories.exact("en", "ru", [s.text_hash for s in whole.version.segments[1:3]]) == []
    now = rows(ctx, elena, editions["ru"])
    with pytest.raises(TransitionError, match="reopen"):
        structure.split(ctx, elena, editions["ru"], known(now[1]), source_at=25, target_at=3)


def test_a_machine_at_work_is_waited_for(ctx: Context, elena: Actor) -> None:
    filed = file(ctx, external_id="a-2")
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    with ctx.store.write() as unit:
        job = unit.jobs.open_of_edition(edition)
        assert job is not None
        job.state, job.token = "running", "x"
    now = rows(ctx, elena, edition)
    with pytest.raises(TransitionError, match="being made"):
        structure.join(ctx, elena, edition, known(now[1]), known(now[2]))


def test_sentences_joined_before_the_draft_are_drafted_as_one(ctx: Context, elena: Actor) -> None:
    filed = file(ctx, external_id="a-3")
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    now = rows(ctx, elena, edition)
    structure.join(ctx, elena, edition, known(now[1]), known(now[2]))
    run_sent(ctx)
    after = rows(ctx, elena, edition)
    assert len(after) == 3
    assert all(segment.target for segment in after)
