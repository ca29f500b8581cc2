"""A finding set aside stays so as long as source and target say the same, whatever happened in between."""

import pytest

from localize.errors import NotFoundError, TransitionError
from localize.services import postedit, recheck, waiving, workbench
from localize.services.checking import check_text
from localize.services.context import Actor, Context
from localize.services.workbench import OpenFinding
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent

WRONG = "Каждые 30 минут до рассвета."


class Desk:
    """Vera at a sentence of a Russian edition."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx
        self.edition = file(ctx, to=("ru",)).editions[0].id
        run_sent(ctx)
        self.vera: Actor = person(ctx, UserRole.TRANSLATOR, "Vera", "ru")

    @property
    def segment(self) -> workbench.WorkSegment:
        """As it stands."""
        return workbench.open_edition(self.ctx, self.vera, self.edition).blocks[1].segments[1]

    def errors(self) -> list[OpenFinding]:
        """Findings about numbers."""
        return [found for found in self.segment.findings if found.finding.severity == "error"]

    def write(self, text: str, *, confirm: bool = False) -> None:
        """Save."""
        there = self.segment
        postedit.save_segment(
            self.ctx, self.vera, self.edition, there.id, text=text, base_revision=there.revision, confirm=confirm
        )

    def waive(self, reason: str = "House style") -> int:
        """Set the error aside."""
        self.write(WRONG)
        [found] = self.errors()
        waiving.dismiss_finding(self.ctx, self.vera, self.edition, found.id, reason)
        return found.id


@pytest.fixture
def desk(ctx: Context) -> Desk:
    """The place of work."""
    return Desk(ctx)


def test_an_edit_and_the_way_back_keep_it_aside_and_another_text_brings_it_back(desk: Desk) -> None:
    desk.waive()
    desk.write("Каждые 40 минут до рассвета.")
    assert [found.dismissed for found in desk.errors()] == [{}]
    desk.write(WRONG)
    assert [found.dismissed["reason"] for found in desk.errors()] == ["House style"]
    desk.write(WRONG, confirm=True)
    recheck.recheck_edition(desk.ctx, desk.edition)
    assert [found.dismissed["by"] for found in desk.errors()] == ["Vera"]


def test_what_was_set_aside_is_not_found_while_the_text_is_written_again(desk: Desk) -> None:
    desk.waive()
    desk.write("Каждые 20 минут до рассвета.")
    found = check_text(desk.ctx, desk.vera, desk.edition, desk.segment.id, WRONG)[2]
    assert [finding for finding in found if finding.severity == "error"] == []


def test_it_can_be_brought_back_for_good(desk: Desk) -> None:
    number = desk.waive()
    waiving.restore_finding(desk.ctx, desk.vera, desk.edition, number)
    assert [found.dismissed for found in desk.errors()] == [{}]
    desk.write("Каждые 20 минут до рассвета.")
    desk.write(WRONG)
    assert [found.dismissed for found in desk.errors()] == [{}]


def test_it_takes_a_reason_and_a_finding_that_is_there(desk: Desk) -> None:
    with pytest.raises(TransitionError, match="Say why"):
        desk.waive(" ")
    with pytest.raises(NotFoundError):
        waiving.restore_finding(desk.ctx, desk.vera, desk.edition, 10**6)
