"""What the memory offers for a sentence of an open edition, and what approval puts into it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from localize.edition import OriginKind, TargetState
from localize.errors import ForbiddenError, NotFoundError
from localize.markup import CodedText
from localize.memory.entry import EntryOrigin
from localize.memory.match import Match, MatchKind, Penalty
from localize.segment import hash_text
from localize.services import matches, postedit, review, workbench
from localize.services.confirm import confirm_risky
from localize.services.context import Actor, Context
from localize.services.workbench import WorkSegment
from localize.store.memories import MemoryEntryRow
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent

_EVERY_20 = "It runs every 20 minutes until dawn."
_CROWNS = "Tickets cost 2.80 crowns, says the <1>city council</1>."


def _store(ctx: Context, source: str, target: str, *, days: int = 1, **more: object) -> int:
    with ctx.store.write() as unit:
        row = MemoryEntryRow(
            source_locale="en",
            target_locale="ru",
            text_hash=hash_text(source),
            prev_hash=more.pop("prev_hash", "-"),
            next_hash="-",
            source=source,
            target=target,
            article_id=None,
            author="Olga",
            updated_at=ctx.clock.now() - timedelta(days=days),
            **more,
        )
        unit.memories.put(row)
        return row.id


def _open(ctx: Context, *paragraphs: str) -> tuple[Actor, int, list[WorkSegment]]:
    """A filed and drafted article: a translator, its Russian edition, its segments without the headline."""
    filed = file(ctx, *paragraphs)
    run_sent(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    number = next(edition.id for edition in filed.editions if edition.locale == "ru")
    bench = workbench.open_edition(ctx, vera, number)
    return vera, number, [segment for block in bench.blocks[1:] for segment in block.segments]


def _offers(ctx: Context, *paragraphs: str) -> list[Match]:
    vera, number, segments = _open(ctx, *paragraphs)
    return matches.offers(ctx, vera, number, segments[0].id)


def test_a_similar_sentence_is_offered_with_the_number_put_in_and_marked(ctx: Context) -> None:
    _store(ctx, _EVERY_20, "Он ходит каждые 20 минут до рассвета.")
    [match] = _offers(ctx, "It runs every 35 minutes until dawn.")
    assert match.target == "Он ходит каждые 35 минут до рассвета."
    assert (match.score, match.kind, match.penalties) == (98, MatchKind.FUZZY, (Penalty.NUMBER_ADAPTED,))
    [number] = match.numbers
    assert match.target[number.start : number.end] == "35"
    assert (match.entry.source, match.entry.author) == (_EVERY_20, "Olga")


def test_a_number_that_cannot_be_put_in_costs_more_and_is_told(ctx: Context) -> None:
    _store(ctx, "It is 5 miles from the harbour to the town.", "От гавани до города 8 км.")
    [match] = _offers(ctx, "It is 7 miles from the harbour to the town.")
    assert match.target == "От гавани до города 8 км."
    assert match.penalties == (Penalty.NUMBER_DIFFERS,)
    assert match.score < 95
    assert [(n.was, n.now, n.placed) for n in match.numbers] == [("5", "7", False)]


def test_the_best_comes_first_and_the_same_text_is_offered_once(ctx: Context) -> None:
    _store(ctx, _EVERY_20, "Каждые 20 минут.", prev_hash="a" * 64)
    _store(ctx, _EVERY_20, "Каждые 20 минут.", prev_hash="b" * 64)
    _store(ctx, _EVERY_20, "Раз в 20 минут.", days=9, prev_hash="c" * 64)
    _store(ctx, "It runs every 20 minutes until noon.", "До полудня.", days=0)
    _store(ctx, "It runs every 20 minutes until dawn", "Без точки.", origin="imported")
    found = _offers(ctx, _EVERY_20)
    assert [(m.target, m.score) for m in found][:3] == [
        ("Каждые 20 минут.", 100),
        ("Раз в 20 минут.", 100),
        ("Без точки.", 97),
    ]
    assert found[3].target == "До полудня."


def test_there_are_nine_offers_at_most_and_none_below_75(ctx: Context) -> None:
    for n in range(12):
        _store(ctx, _EVERY_20, f"Вариант {n}.", prev_hash=f"{n}" * 32)
    _store(ctx, "It runs until the weather gets better for good.", "Совсем о другом.")
    found = _offers(ctx, _EVERY_20)
    assert len(found) == matches.OFFERS
    assert all(m.score == 100 for m in found)


def test_codes_are_fitted_to_the_sentence_or_the_text_comes_without(ctx: Context) -> None:
    _store(ctx, _CROWNS.replace("<1>", "<4>").replace("</1>", "</4>"), "Билет: 2,80, — говорит <4>совет</4>.")
    _store(ctx, "Tickets cost 2.80 crowns, says <1/>the city council.", "Билет<1/>: 2,80.")
    fitted, bare = _offers(ctx, _CROWNS)
    assert (fitted.target, fitted.penalties) == ("Билет: 2,80, — говорит <1>совет</1>.", (Penalty.CODES_MAPPED,))
    assert (bare.target, bare.penalties) == ("Билет: 2,80.", (Penalty.CODES_OPEN,))
    assert (fitted.score, bare.score) == (99, 97)


def test_offers_are_for_people_of_the_locale_and_for_segments_that_are_there(ctx: Context) -> None:
    vera, number, segments = _open(ctx, _EVERY_20)
    with pytest.raises(NotFoundError):
        matches.offers(ctx, vera, number, 10**9)
    with pytest.raises(ForbiddenError):
        matches.offers(ctx, person(ctx, UserRole.TRANSLATOR, "Karl", "de"), number, segments[0].id)
    assert matches.offers(ctx, vera, number, segments[0].id) == []


def test_a_match_that_was_left_as_it_came_is_the_memorys_and_a_changed_one_the_persons(ctx: Context) -> None:
    entry = _store(ctx, _EVERY_20, "Он ходит каждые 20 минут до рассвета.")
    vera, number, [segment] = _open(ctx, "It runs every 35 minutes until dawn.")
    [match] = matches.offers(ctx, vera, number, segment.id)

    def save(text: str, revision: int, from_entry: int | None) -> postedit.Saved:
        return postedit.save_segment(
            ctx, vera, number, segment.id, text=text, base_revision=revision, confirm=False, from_entry=from_entry
        )

    saved = save(match.target, segment.revision, entry)
    assert (saved.origin.kind, saved.origin.score, saved.state) == (OriginKind.MEMORY, 98, TargetState.TRANSLATED)
    shown = workbench.open_edition(ctx, vera, number).blocks[1].segments[0]
    assert shown.draft_origin is not None
    assert shown.draft_origin.kind is OriginKind.MT  # the engine's draft, not the match that a person chose
    changed = save(match.target.replace("до рассвета", "до утра"), saved.revision, entry)
    assert changed.origin.kind is OriginKind.HUMAN
    claimed = save("Это я придумала.", changed.revision, entry)
    assert claimed.origin.kind is OriginKind.HUMAN
    gone = save(match.target, claimed.revision, 10**9)
    assert gone.origin.kind is OriginKind.HUMAN


def test_an_entry_of_another_language_vouches_for_nothing(ctx: Context) -> None:
    entry = _store(ctx, _EVERY_20, "Alle 20 Minuten.")
    with ctx.store.write() as unit:
        row = unit.memories.get(entry)
        assert row is not None
        row.target_locale = "de"
    vera, number, [segment] = _open(ctx, _EVERY_20)
    saved = postedit.save_segment(
        ctx, vera, number, segment.id, text="Alle 20 Minuten.", base_revision=1, confirm=False, from_entry=entry
    )
    assert saved.origin.kind is OriginKind.HUMAN


def test_approval_remembers_what_a_person_confirmed_or_wrote_and_who_stands_for_it(ctx: Context) -> None:
    ctx = replace(ctx, settings=replace(ctx.settings, four_eyes=True, risk_rule=()))
    vera, number, [confirmed, written, machine] = _open(
        ctx, "One boat sank.", "Two boats sank.", "Some boats came back."
    )
    olga = person(ctx, UserRole.EDITOR, "Olga")

    def save(segment: WorkSegment, text: str, *, confirm: bool) -> None:
        postedit.save_segment(ctx, vera, number, segment.id, text=text, base_revision=segment.revision, confirm=confirm)

    save(confirmed, confirmed.target, confirm=True)  # the engine's words, and a person says that they are right
    save(written, "Затонули две лодки.", confirm=False)
    postedit.submit(ctx, vera, number)
    review.approve(ctx, olga, number)
    with ctx.store.read() as unit:
        rows = {
            row.source: row
            for segment in (confirmed, written, machine)
            for row in unit.memories.exact("en", "ru", [hash_text(segment.source)])
        }
        assert set(rows) == {confirmed.source, written.source}
        row = rows[written.source]
        assert (row.target, row.author, row.approver) == ("Затонули две лодки.", "Vera", "Olga")
        assert (row.origin, row.article_id) == (EntryOrigin.APPROVED.value, 1)
        assert (row.prev_hash, row.next_hash) == (hash_text(confirmed.source), hash_text(machine.source))
        assert rows[confirmed.source].target == confirmed.target


def test_what_approval_wrote_is_a_match_in_context_for_the_same_story(ctx: Context) -> None:
    vera, number, segments = _open(ctx, "One boat sank.", "Two boats sank.", "Some boats came back.")
    for segment in segments:
        postedit.save_segment(
            ctx, vera, number, segment.id, text="Лодки.", base_revision=segment.revision, confirm=True
        )
    confirm_risky(ctx, vera, number)  # the headline
    postedit.submit(ctx, vera, number)
    review.approve(ctx, person(ctx, UserRole.EDITOR, "Olga"), number)
    filed = file(ctx, "One boat sank.", "Two boats sank.", "Some boats came back.", external_id="again")
    run_sent(ctx)
    again = next(edition.id for edition in filed.editions if edition.locale == "ru")
    bench = workbench.open_edition(ctx, vera, again)
    drafts = [segment for block in bench.blocks[1:] for segment in block.segments]
    assert [str(segment.origin) for segment in drafts] == ["memory"] * 3
    # The headline before the first one was never confirmed, and still is its neighbour.
    assert [segment.origin.score for segment in drafts] == [101, 101, 101]


def test_an_imported_pair_fills_a_draft_and_says_that_nobody_here_approved_it(ctx: Context) -> None:
    _store(ctx, _EVERY_20, "Он ходит каждые 20 минут до рассвета.", origin="imported")
    _, _, [segment] = _open(ctx, _EVERY_20)
    assert (segment.target, segment.origin.score) == ("Он ходит каждые 20 минут до рассвета.", 98)
    assert not segment.origin.is_known


def test_a_similar_sentence_never_becomes_a_draft(ctx: Context) -> None:
    _store(ctx, _EVERY_20, "Он ходит каждые 20 минут до рассвета.")
    _, _, [segment] = _open(ctx, "It runs every 35 minutes until dawn.")
    assert segment.origin.kind is OriginKind.MT
    assert CodedText.loads(segment.target).plain
