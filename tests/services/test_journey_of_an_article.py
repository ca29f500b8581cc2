"""An article from intake to the release, through every use case, on both databases."""

from dataclasses import replace

import pytest

from localize.edition import EditionState, TargetState
from localize.errors import (
    ForbiddenError,
    GateError,
    NotPublishedError,
    RevisionConflictError,
    TransitionError,
    WithdrawnError,
)
from localize.services import desk, postedit, publish, review, waiving, withdraw, workbench
from localize.services.confirm import confirm_risky
from localize.services.context import SYSTEM, Context
from localize.workflow import Action, UserRole
from tests.conftest import FakeClock
from tests.engines import FakeEngine
from tests.services.helpers import file, person, run_sent


def test_an_article_is_drafted_edited_approved_published_and_withdrawn(ctx: Context, engine: FakeEngine) -> None:
    filed = file(ctx)
    assert [(e.locale, e.state) for e in filed.editions] == [("ru", "queued"), ("de", "queued")]
    run_sent(ctx)
    assert {desk.get_edition(ctx, e.id).state for e in filed.editions} == {EditionState.DRAFTED}
    assert engine.calls

    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    max_ = person(ctx, UserRole.EDITOR, "Max")
    bench = workbench.open_edition(ctx, vera, edition_id)
    for block in bench.blocks:
        for segment in block.segments:
            postedit.save_segment(
                ctx, vera, edition_id, segment.id, text=segment.target, base_revision=segment.revision, confirm=True
            )
    assert desk.get_edition(ctx, edition_id).state is EditionState.IN_REVIEW
    assert postedit.submit(ctx, vera, edition_id) is EditionState.SUBMITTED
    with pytest.raises(ForbiddenError):
        review.approve(ctx, vera, edition_id)
    assert review.approve(ctx, max_, edition_id) is EditionState.APPROVED
    with pytest.raises(NotPublishedError):
        publish.released(ctx, "external:a-1", "ru")
    snapshot = publish.publish(ctx, max_, edition_id)
    assert (snapshot.number, snapshot.seq, snapshot.kind) == (1, 1, "publication")
    found = publish.released(ctx, "external:a-1", "ru")
    assert found.texts["b1"].plain == "Цоунцил опенс а неш нигхт бус лине"
    assert found.texts["b3"].code_ids == (1,)
    assert [a.locale for a in found.alternates] == ["ru"]

    withdraw.withdraw_edition(ctx, max_, edition_id, "wrong name")
    with pytest.raises(WithdrawnError) as caught:
        publish.released(ctx, "external:a-1", "ru")
    assert caught.value.details["reason"] == "wrong name"
    assert [(i.seq, i.kind) for i in publish.feed(ctx, after=0, locale=None, limit=10)] == [
        (1, "publication"),
        (2, "withdrawal"),
    ]


def test_approval_fills_the_memory_and_the_next_article_needs_no_engine(ctx: Context, engine: FakeEngine) -> None:
    ctx = replace(ctx, settings=replace(ctx.settings, risk_rule=()))  # so that a machine's figure can be approved
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    max_ = person(ctx, UserRole.EDITOR, "Max")
    edition_id = filed.editions[0].id
    segments = [s for b in workbench.open_edition(ctx, vera, edition_id).blocks for s in b.segments]
    for segment in segments[:-1]:
        postedit.save_segment(
            ctx, vera, edition_id, segment.id, text=segment.target, base_revision=segment.revision, confirm=True
        )
    postedit.submit(ctx, vera, edition_id)
    review.approve(ctx, max_, edition_id)
    engine.calls.clear()
    again = file(ctx, external_id="a-2", to=("ru",))
    run_sent(ctx)
    origins = [
        (str(s.origin), s.origin.score, s.state)
        for b in workbench.open_edition(ctx, max_, again.editions[0].id).blocks
        for s in b.segments
    ]
    # What nobody confirmed one by one is not memory: the last segment goes to the engine again.
    assert origins[:-1] == [("memory", 101, TargetState.TRANSLATED)] * (len(segments) - 1)
    assert origins[-1][0] == "mt:google"


def test_the_same_content_again_changes_nothing_and_a_change_reopens_only_what_changed(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    again = file(ctx, to=("ru",))
    assert (again.created, again.changed, again.version) == (False, False, 1)
    before = {
        s.source: (s.target, s.id) for b in workbench.open_edition(ctx, SYSTEM, edition_id).blocks for s in b.segments
    }
    changed = file(
        ctx,
        "The line starts on 4 May. It runs every 20 minutes until dawn.",
        "Tickets cost 2.80 crowns, says the <1>city council</1>.",
        to=("ru",),
    )
    assert (changed.changed, changed.version) == (True, 2)
    bench = workbench.open_edition(ctx, SYSTEM, edition_id)
    now = {s.source: s for b in bench.blocks for s in b.segments}
    empty = [source for source, s in now.items() if not s.target]
    assert empty == ["The line starts on 4 May."]
    assert all(now[source].target == target for source, (target, _) in before.items() if source in now)
    run_sent(ctx)
    assert desk.get_edition(ctx, edition_id).progress.initial == 0


def test_a_published_edition_stays_live_and_says_since_when_it_is_stale(ctx: Context, clock: FakeClock) -> None:
    edition_id = _published(ctx)
    clock.tick(minutes=5)
    file(ctx, "The line starts on 4 May. It runs every 20 minutes until dawn.", to=("ru",))
    found = publish.released(ctx, "external:a-1", "ru")
    assert found.stale_since == clock.now()
    summary = desk.get_edition(ctx, edition_id)
    assert summary.state is EditionState.IN_REVIEW
    assert summary.stale_since == clock.now()


def _published(ctx: Context) -> int:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    max_ = person(ctx, UserRole.EDITOR, "Max")
    edition_id = filed.editions[0].id
    confirm_risky(ctx, max_, edition_id)
    review.approve(ctx, max_, edition_id, whole_way=True)
    publish.publish(ctx, max_, edition_id)
    return edition_id


def test_a_late_save_gets_both_texts_and_both_are_in_the_history(ctx: Context, clock: FakeClock) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    igor = person(ctx, UserRole.TRANSLATOR, "Igor", "ru")
    segment = workbench.open_edition(ctx, vera, edition_id).blocks[0].segments[0]
    postedit.save_segment(
        ctx, vera, edition_id, segment.id, text="Текст Веры", base_revision=segment.revision, confirm=False
    )
    clock.tick(seconds=2)
    with pytest.raises(RevisionConflictError) as caught:
        postedit.save_segment(
            ctx, igor, edition_id, segment.id, text="Текст Игоря", base_revision=segment.revision, confirm=False
        )
    assert caught.value.details["theirs"] == "Текст Веры"
    assert caught.value.details["mine"] == "Текст Игоря"
    assert caught.value.details["author"] == "Vera"
    history = workbench.segment_history(ctx, vera, edition_id, segment.id)
    assert [(r.kind, r.text) for r in history[:2]] == [("conflict", "Текст Игоря"), ("saved", "Текст Веры")]
    # The person chooses: the save on top of the current revision goes through.
    saved = postedit.save_segment(
        ctx,
        igor,
        edition_id,
        segment.id,
        text="Текст Игоря",
        base_revision=caught.value.details["revision"],
        confirm=True,
    )
    assert saved.state is TargetState.REVIEWED


def test_the_same_save_sent_twice_makes_one_revision(ctx: Context) -> None:
    """The answer to the first one was lost on the way."""
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    segment = workbench.open_edition(ctx, vera, filed.editions[0].id).blocks[0].segments[0]
    revisions = {
        postedit.save_segment(
            ctx,
            vera,
            filed.editions[0].id,
            segment.id,
            text="Новая ночная линия",
            base_revision=segment.revision,
            confirm=True,
        ).revision
        for _ in range(3)
    }
    assert revisions == {segment.revision + 1}


def test_an_empty_segment_or_an_open_error_keeps_the_gate_shut(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    max_ = person(ctx, UserRole.EDITOR, "Max")
    segments = [s for b in workbench.open_edition(ctx, vera, edition_id).blocks for s in b.segments]
    empty = postedit.save_segment(
        ctx, vera, edition_id, segments[1].id, text="", base_revision=segments[1].revision, confirm=False
    )
    assert empty.state is TargetState.INITIAL
    with pytest.raises(GateError):
        postedit.submit(ctx, vera, edition_id)
    with pytest.raises(GateError):
        review.approve(ctx, max_, edition_id, whole_way=True)
    # The link is gone: an error that a person has to look at.
    postedit.save_segment(
        ctx, vera, edition_id, segments[1].id, text="Линия откроется 3 мая.", base_revision=empty.revision, confirm=True
    )
    saved = postedit.save_segment(
        ctx,
        vera,
        edition_id,
        segments[3].id,
        text="Билеты стоят 2,80 кроны.",
        base_revision=segments[3].revision,
        confirm=True,
    )
    assert [f.severity for _, f in saved.findings][:1] == ["error"]
    postedit.submit(ctx, vera, edition_id)
    with pytest.raises(GateError) as caught:
        review.approve(ctx, max_, edition_id)
    assert caught.value.details["conditions"][0]["segments"] == [4]
    # A person may say that it is none, with a reason.
    for finding_id, finding in saved.findings:
        if finding.severity == "error":
            waiving.dismiss_finding(ctx, max_, edition_id, finding_id, "the link was dropped on purpose")
    # The machine's headline and figure wait for a person still.
    with pytest.raises(GateError) as caught:
        review.approve(ctx, max_, edition_id)
    assert [(c["code"], c["segments"]) for c in caught.value.details["conditions"]] == [("risk", [1, 3])]
    review.send_back(ctx, max_, edition_id, "read the figure")
    assert confirm_risky(ctx, vera, edition_id) == (1, 3)
    postedit.submit(ctx, vera, edition_id)
    assert review.approve(ctx, max_, edition_id) is EditionState.APPROVED


def test_whoever_wrote_the_text_does_not_approve_it(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    max_ = person(ctx, UserRole.EDITOR, "Max")
    segment = workbench.open_edition(ctx, max_, edition_id).blocks[0].segments[0]
    postedit.save_segment(
        ctx, max_, edition_id, segment.id, text="Ночная линия", base_revision=segment.revision, confirm=True
    )
    with pytest.raises(GateError, match="Somebody else"):
        review.approve(ctx, max_, edition_id, whole_way=True)
    olga = person(ctx, UserRole.EDITOR, "Olga")
    confirm_risky(ctx, olga, edition_id)  # to confirm a machine's words is not to write them
    assert review.approve(ctx, olga, edition_id, whole_way=True) is EditionState.APPROVED


def test_a_translator_works_only_in_their_locales(ctx: Context) -> None:
    filed = file(ctx)
    run_sent(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    german = next(e.id for e in filed.editions if e.locale == "de")
    with pytest.raises(ForbiddenError):
        workbench.open_edition(ctx, vera, german)
    with pytest.raises(ForbiddenError):
        postedit.take(ctx, vera, german)


def test_a_submitted_edition_is_returned_with_a_reason_and_cannot_be_written_meanwhile(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    max_ = person(ctx, UserRole.EDITOR, "Max")
    postedit.take(ctx, vera, edition_id)
    postedit.submit(ctx, vera, edition_id)
    segment = workbench.open_edition(ctx, vera, edition_id).blocks[0].segments[0]
    with pytest.raises(TransitionError):
        postedit.save_segment(
            ctx, vera, edition_id, segment.id, text="Поздно", base_revision=segment.revision, confirm=False
        )
    with pytest.raises(TransitionError):
        review.send_back(ctx, max_, edition_id, " ")
    review.send_back(ctx, max_, edition_id, "Two quotations lost their speaker.")
    summary = desk.get_edition(ctx, edition_id)
    assert (summary.returned_by, summary.returned_reason) == ("Max", "Two quotations lost their speaker.")
    assert Action.SUBMIT in workbench.open_edition(ctx, vera, edition_id).actions


def test_an_editor_corrects_a_submitted_text_and_somebody_else_approves_it(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    max_, olga = person(ctx, UserRole.EDITOR, "Max"), person(ctx, UserRole.EDITOR, "Olga")
    confirm_risky(ctx, vera, edition_id)
    postedit.submit(ctx, vera, edition_id)
    segments = [s for b in workbench.open_edition(ctx, max_, edition_id).blocks for s in b.segments]
    saved = postedit.save_segment(
        ctx,
        max_,
        edition_id,
        segments[2].id,
        text="Он ходит каждые 30 минут.",
        base_revision=segments[2].revision,
        confirm=True,
    )
    assert saved.edition_state is EditionState.SUBMITTED
    assert desk.get_edition(ctx, edition_id).assignee == "Vera"
    assert [f.severity for _, f in saved.findings] == ["error"]  # the source says 20: checked as any save
    with pytest.raises(RevisionConflictError):
        postedit.save_segment(
            ctx, olga, edition_id, segments[2].id, text="Иначе.", base_revision=segments[2].revision, confirm=True
        )
    postedit.save_segment(
        ctx,
        max_,
        edition_id,
        segments[2].id,
        text="Он ходит каждые 20 минут до рассвета.",
        base_revision=saved.revision,
        confirm=True,
    )
    with pytest.raises(GateError, match="Somebody else"):
        review.approve(ctx, max_, edition_id)
    assert review.approve(ctx, olga, edition_id) is EditionState.APPROVED


def test_to_confirm_a_machines_words_in_a_submitted_text_is_not_to_write_them(ctx: Context) -> None:
    filed = file(ctx, to=("ru",))
    run_sent(ctx)
    edition_id = filed.editions[0].id
    vera, max_ = person(ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(ctx, UserRole.EDITOR, "Max")
    postedit.take(ctx, vera, edition_id)
    postedit.submit(ctx, vera, edition_id)
    with pytest.raises(TransitionError):
        confirm_risky(ctx, vera, edition_id)
    assert confirm_risky(ctx, max_, edition_id)
    assert confirm_risky(ctx, max_, edition_id) == ()
    assert review.approve(ctx, max_, edition_id) is EditionState.APPROVED
