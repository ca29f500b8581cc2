"""Find and replace over editions: what is seen, what is written, what is taken back."""

from typing import Any

import pytest

from localize.edition import TargetState
from localize.errors import ForbiddenError, InvalidInputError, NotFoundError
from localize.services import desk, postedit, record, replace, workbench
from localize.services.context import Actor, Context
from localize.services.replace import Hit, Place
from localize.services.workbench import WorkSegment
from localize.store import Unit
from localize.store.editions import TargetRow
from localize.terms.replacing import Wanted
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent

BRIDGE = Wanted("мост", "тоннель", whole=True)


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator into Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


def _edition(ctx: Context, vera: Actor, external_id: str, *texts: str) -> int:
    """A Russian edition that Vera has written these texts into."""
    filed = file(ctx, *(f"Sentence {n} of {external_id}." for n in range(len(texts))), external_id=external_id)
    run_sent(ctx)
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    for segment, text in zip(_segments(ctx, vera, edition)[1:], texts, strict=True):
        postedit.save_segment(ctx, vera, edition, segment.id, text=text, base_revision=1, confirm=True)
    return edition


def _segments(ctx: Context, actor: Actor, edition: int) -> list[WorkSegment]:
    return [s for block in workbench.open_edition(ctx, actor, edition).blocks for s in block.segments]


def _places(hits: list[Hit]) -> list[Place]:
    return [Place(hit.edition_id, hit.segment_id, hit.revision) for hit in hits]


def test_a_word_is_replaced_in_every_open_edition_and_given_back_as_one_step(ctx: Context, vera: Actor) -> None:
    first = _edition(ctx, vera, "a", "Старый мост.", "Ничего.")
    second = _edition(ctx, vera, "b", "Мост и мостовая.")
    hits = replace.find_hits(ctx, vera, "ru", BRIDGE)
    assert [(h.edition_id, h.replaced.text.plain, h.confirmed) for h in hits] == [
        (second, "Тоннель и мостовая.", True),
        (first, "Старый тоннель.", True),
    ]
    done = replace.replace_all(ctx, vera, "ru", BRIDGE, _places(hits))
    assert (done.count, done.skipped) == (2, ())
    changed = _segments(ctx, vera, first)[1]
    assert (changed.target, changed.state, changed.author) == ("Старый тоннель.", TargetState.TRANSLATED, "Vera")
    assert replace.find_hits(ctx, vera, "ru", BRIDGE) == []
    assert done.id is not None
    assert [(p.count, p.undone) for p in replace.recent(ctx, vera, "ru")] == [(2, False)]
    assert replace.undo(ctx, vera, done.id).count == 2
    back = _segments(ctx, vera, first)[1]
    assert (back.target, back.state) == ("Старый мост.", TargetState.REVIEWED)
    assert [r.text for r in workbench.segment_history(ctx, vera, first, back.id)][:3] == [
        "Старый мост.",
        "Старый тоннель.",
        "Старый мост.",
    ]
    with pytest.raises(NotFoundError):
        replace.undo(ctx, vera, done.id)


def test_what_somebody_wrote_meanwhile_is_left_alone(ctx: Context, vera: Actor) -> None:
    edition = _edition(ctx, vera, "a", "Старый мост.", "Новый мост.")
    hits = replace.find_hits(ctx, vera, "ru", BRIDGE, edition)
    one, other = _segments(ctx, vera, edition)[1:]
    postedit.save_segment(ctx, vera, edition, one.id, text="Ветхий мост.", base_revision=one.revision, confirm=False)
    done = replace.replace_all(ctx, vera, "ru", BRIDGE, _places(hits), edition_id=edition)
    assert (done.count, [p.segment_id for p in done.skipped]) == (1, [one.id])
    postedit.save_segment(
        ctx, vera, edition, other.id, text="Иной тоннель.", base_revision=other.revision + 1, confirm=False
    )
    assert done.id is not None
    undone = replace.undo(ctx, vera, done.id)
    assert (undone.count, [p.segment_id for p in undone.skipped]) == (0, [other.id])
    assert [s.target for s in _segments(ctx, vera, edition)[1:]] == ["Ветхий мост.", "Иной тоннель."]


def test_confirmed_texts_stay_so_when_that_is_asked_for_and_findings_are_new(ctx: Context, vera: Actor) -> None:
    edition = _edition(ctx, vera, "a", "Мост и мост мост.")
    hits = replace.find_hits(ctx, vera, "ru", Wanted("и мост мост", "и 99 мостов"), edition)
    replace.replace_all(
        ctx, vera, "ru", Wanted("и мост мост", "и 99 мостов"), _places(hits), edition_id=edition, keep_confirmed=True
    )
    [segment] = _segments(ctx, vera, edition)[1:]
    assert segment.state is TargetState.REVIEWED
    assert any("99" in str(found.finding.to_json()) for found in segment.findings)


def test_an_edition_that_nobody_took_is_taken_by_nobody(ctx: Context, vera: Actor) -> None:
    filed = file(ctx, "Only one.", external_id="free")
    run_sent(ctx)
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    text = _segments(ctx, vera, edition)[1].target
    wanted = Wanted(text.split()[0], "Слово")
    hits = replace.find_hits(ctx, vera, "ru", wanted, edition)
    assert replace.replace_all(ctx, vera, "ru", wanted, _places(hits)).count == len(hits) > 0
    summary = desk.get_edition(ctx, edition)
    assert (summary.assignee_id, summary.state.value) == (None, "drafted")


def test_submitted_editions_other_languages_and_nonsense_are_refused(ctx: Context, vera: Actor) -> None:
    edition = _edition(ctx, vera, "a", "Старый мост.")
    hits = replace.find_hits(ctx, vera, "ru", BRIDGE)
    postedit.submit(ctx, vera, edition)
    assert replace.find_hits(ctx, vera, "ru", BRIDGE) == []
    assert replace.replace_all(ctx, vera, "ru", BRIDGE, _places(hits)).count == 0
    with pytest.raises(ForbiddenError):
        replace.find_hits(ctx, vera, "de", BRIDGE)
    with pytest.raises(InvalidInputError, match="what to look for"):
        replace.find_hits(ctx, vera, "ru", Wanted(" "))
    with pytest.raises(InvalidInputError, match="300"):
        replace.find_hits(ctx, vera, "ru", Wanted("a" * 301))
    with pytest.raises(InvalidInputError, match="at least one"):
        replace.replace_all(ctx, vera, "ru", BRIDGE, [])
    with pytest.raises(NotFoundError):
        replace.find_hits(ctx, vera, "ru", BRIDGE, 99999)


def test_places_in_other_editions_are_left_alone_and_the_rest_can_be_undone(ctx: Context, vera: Actor) -> None:
    first = _edition(ctx, vera, "a", "Старый мост.")
    second = _edition(ctx, vera, "b", "Новый мост.")
    places = _places(replace.find_hits(ctx, vera, "ru", BRIDGE))
    nowhere = Place(99999, 1, 1)
    german = Place(next(e.id for e in desk.list_editions(ctx, locale="de") if e.locale == "de"), 1, 1)
    done = replace.replace_all(ctx, vera, "ru", BRIDGE, [*places, nowhere, german])
    assert (done.count, set(done.skipped)) == (2, {nowhere, german})
    assert done.id is not None
    assert replace.undo(ctx, vera, done.id).count == 2
    here = replace.replace_all(
        ctx, vera, "ru", BRIDGE, _places(replace.find_hits(ctx, vera, "ru", BRIDGE)), edition_id=first
    )
    assert (here.count, [place.edition_id for place in here.skipped]) == (1, [second])


def test_what_was_written_before_a_failure_can_be_undone(
    ctx: Context, vera: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _edition(ctx, vera, "a", "Старый мост."), _edition(ctx, vera, "b", "Новый мост.")
    places = _places(replace.find_hits(ctx, vera, "ru", BRIDGE))
    assert [place.edition_id for place in places] == [second, first]
    write = record.write_target

    def failing(unit: Unit, target: TargetRow, *rest: Any) -> bool:
        if target.edition_id == first:
            raise RuntimeError("The power is gone.")
        return write(unit, target, *rest)

    monkeypatch.setattr(replace, "write_target", failing)
    with pytest.raises(RuntimeError):
        replace.replace_all(ctx, vera, "ru", BRIDGE, places)
    monkeypatch.undo()
    [past] = replace.recent(ctx, vera, "ru")
    assert past.count == 1
    assert replace.undo(ctx, vera, past.id).count == 1
    assert _segments(ctx, vera, second)[1].target == "Новый мост."


def test_a_machines_sentence_stays_the_machines_and_still_waits_for_a_person(ctx: Context, vera: Actor) -> None:
    filed = file(ctx, "It costs 20 crowns.", external_id="risky")
    run_sent(ctx)
    edition = next(e.id for e in filed.editions if e.locale == "ru")
    before = _segments(ctx, vera, edition)[1]
    assert before.waits
    wanted = Wanted(before.target.split()[0], "Слово")
    hits = [hit for hit in replace.find_hits(ctx, vera, "ru", wanted, edition) if hit.segment_id == before.id]
    done = replace.replace_all(ctx, vera, "ru", wanted, _places(hits), edition_id=edition)
    after = _segments(ctx, vera, edition)[1]
    assert done.count == 1
    assert (after.origin, after.edited, after.waits) == (before.origin, True, True)
