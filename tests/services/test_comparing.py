"""An edition against its draft, a step of its way, an earlier version of the source, a release."""

import pytest

from localize.errors import ForbiddenError, NotFoundError
from localize.services import postedit, publish, review
from localize.services.comparing import Comparison, compare_edition
from localize.services.confirm import confirm_risky
from localize.services.context import Actor, Context
from localize.services.intake import Filing, file_article
from localize.services.workbench import open_edition
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.services.helpers import SENDER, article, file, person, run_sent


def tick(ctx: Context) -> None:
    assert isinstance(ctx.clock, FakeClock)
    ctx.clock.tick(minutes=1)


def russian(ctx: Context) -> int:
    filed = file(ctx)
    run_sent(ctx)
    tick(ctx)
    return next(e.id for e in filed.editions if e.locale == "ru")


def write(ctx: Context, who: Actor, edition: int, position: int, text: str) -> None:
    bench = open_edition(ctx, who, edition)
    segment = next(s for b in bench.blocks for s in b.segments if s.position == position)
    postedit.save_segment(ctx, who, edition, segment.id, text=text, base_revision=segment.revision, confirm=True)
    tick(ctx)


def changed(found: Comparison) -> dict[int | None, str]:
    return {s.position: s.now for s in found.segments if s.changed}


def released(ctx: Context, vera: Actor, olga: Actor, edition: int) -> None:
    confirm_risky(ctx, vera, edition)
    postedit.submit(ctx, vera, edition)
    tick(ctx)
    review.approve(ctx, olga, edition)
    publish.publish(ctx, olga, edition)
    tick(ctx)


def test_against_the_draft_and_against_a_step(ctx: Context) -> None:
    edition = russian(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    assert changed(compare_edition(ctx, vera, edition)) == {}
    postedit.take(ctx, vera, edition)
    tick(ctx)
    write(ctx, vera, edition, 1, "Совет открывает ночной автобус")
    found = compare_edition(ctx, vera, edition)
    assert changed(found) == {1: "Совет открывает ночной автобус"}
    assert found.segments[0].author == "Vera"
    taken = next(p.name for p in found.points if p.about == "take")
    assert changed(compare_edition(ctx, vera, edition, taken)) == {1: "Совет открывает ночной автобус"}
    with pytest.raises(NotFoundError):
        compare_edition(ctx, vera, edition, "event-0")
    with pytest.raises(NotFoundError):
        compare_edition(ctx, vera, edition, "release")
    with pytest.raises(ForbiddenError):
        compare_edition(ctx, person(ctx, UserRole.TRANSLATOR, "Anna", "de"), edition)


def test_against_an_earlier_version_of_the_source(ctx: Context) -> None:
    edition = russian(ctx)
    vera = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")
    write(ctx, vera, edition, 2, "Линия открывается 3 мая.")
    newer = article("The line starts on 3 May.", "Tickets cost 2.80 crowns, says the <1>city council</1>.")
    file_article(ctx, newer, Filing(external_id="a-1"), SENDER)
    run_sent(ctx)
    tick(ctx)
    write(ctx, vera, edition, 2, "Линия откроется 3 мая.")
    found = compare_edition(ctx, vera, edition, "version-1")
    differing = {s.position: (s.before, s.now) for s in found.segments if s.changed}
    assert differing[2] == ("Линия открывается 3 мая.", "Линия откроется 3 мая.")
    assert [s.now for s in found.segments if s.position is None] == [""], "the sentence that went is shown as gone"


def test_against_a_release(ctx: Context) -> None:
    edition = russian(ctx)
    vera, olga = person(ctx, UserRole.TRANSLATOR, "Vera", "ru"), person(ctx, UserRole.EDITOR, "Olga")
    postedit.take(ctx, vera, edition)
    write(ctx, vera, edition, 1, "Первый заголовок")
    released(ctx, vera, olga, edition)
    review.reopen(ctx, olga, edition, "Заголовок короче")
    tick(ctx)
    write(ctx, olga, edition, 1, "Второй заголовок")
    for name in ("release", "release-1"):
        found = compare_edition(ctx, olga, edition, name)
        assert [(s.before, s.now, s.author) for s in found.segments if s.changed] == [
            ("Первый заголовок", "Второй заголовок", "Olga")
        ]
    with pytest.raises(NotFoundError):
        compare_edition(ctx, olga, edition, "release-2")
