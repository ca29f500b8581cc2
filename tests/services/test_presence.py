"""Who else has an edition open, and where: seen by the others, never part of the edition."""

from datetime import timedelta

import pytest

from localize.errors import ForbiddenError, InvalidInputError
from localize.services.context import Context
from localize.services.desk import get_edition
from localize.services.presence import GONE_AFTER, Present, be_present, leave
from localize.services.workbench import open_edition
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.services.helpers import file, person, run_sent


def edition(ctx: Context) -> int:
    filed = file(ctx)
    run_sent(ctx)
    return next(e.id for e in filed.editions if e.locale == "ru")


def forward(ctx: Context, by: timedelta) -> None:
    assert isinstance(ctx.clock, FakeClock)
    ctx.clock.time += by


def test_each_sees_the_other_where_they_are(ctx: Context) -> None:
    number = edition(ctx)
    vera, timur = person(ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(ctx, UserRole.TRANSLATOR, "Timur", "ru")
    segments = [s.id for b in open_edition(ctx, vera, number).blocks for s in b.segments]
    change = get_edition(ctx, number).change
    assert be_present(ctx, vera, number, tab="a", segment_id=segments[0]) == ()
    assert be_present(ctx, timur, number, tab="b", segment_id=segments[1]) == (
        Present(vera.id or 0, "Vera", segments[0]),
    )
    be_present(ctx, vera, number, tab="a", segment_id=segments[2])
    assert be_present(ctx, timur, number, tab="b", segment_id=segments[1])[0].segment_id == segments[2]
    assert get_edition(ctx, number).change == change, "presence is no change of the edition"


def test_who_leaves_is_gone_at_once_and_who_falls_silent_after_a_while(ctx: Context) -> None:
    number = edition(ctx)
    vera, timur = person(ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(ctx, UserRole.EDITOR, "Timur")
    be_present(ctx, vera, number, tab="a", segment_id=None)
    leave(ctx, vera, number, tab="a")
    assert be_present(ctx, timur, number, tab="b", segment_id=None) == ()
    leave(ctx, vera, number, tab="a")
    be_present(ctx, vera, number, tab="a", segment_id=None)
    forward(ctx, GONE_AFTER)
    assert [who.name for who in be_present(ctx, timur, number, tab="b", segment_id=None)] == ["Vera"]
    forward(ctx, timedelta(seconds=1))
    assert be_present(ctx, timur, number, tab="b", segment_id=None) == ()


def test_a_second_page_keeps_a_person_there_and_is_no_second_person(ctx: Context) -> None:
    number = edition(ctx)
    vera, timur = person(ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(ctx, UserRole.TRANSLATOR, "Timur", "ru")
    be_present(ctx, vera, number, tab="a", segment_id=None)
    assert be_present(ctx, vera, number, tab="a2", segment_id=None) == ()
    assert len(be_present(ctx, timur, number, tab="b", segment_id=None)) == 1
    leave(ctx, vera, number, tab="a")
    assert len(be_present(ctx, timur, number, tab="b", segment_id=None)) == 1


def test_what_is_not_theirs_or_not_there_is_refused(ctx: Context) -> None:
    number = edition(ctx)
    anna, vera = person(ctx, UserRole.TRANSLATOR, "Anna", "de"), person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    with pytest.raises(ForbiddenError):
        be_present(ctx, anna, number, tab="a", segment_id=None)
    with pytest.raises(ForbiddenError):
        leave(ctx, anna, number, tab="a")
    for tab in ("", "x" * 65):
        with pytest.raises(InvalidInputError):
            be_present(ctx, vera, number, tab=tab, segment_id=None)
    be_present(ctx, vera, number, tab="a", segment_id=999_999)
    olga = person(ctx, UserRole.EDITOR, "Olga")
    assert be_present(ctx, olga, number, tab="b", segment_id=None)[0].segment_id is None
