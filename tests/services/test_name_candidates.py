"""New names of an article: offered, accepted once, ignored for good; what the checks of open editions make of them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from localize.errors import ForbiddenError
from localize.markup import CodedText
from localize.qa import run
from localize.qa.check import Check, Pair
from localize.qa.finding import Finding, Severity
from localize.services import (
    name_candidates,
    name_consistency,
    name_sightings,
    names,
    postedit,
    recheck,
    waiving,
    workbench,
)
from localize.services.context import Actor, Context
from localize.services.name_candidates import Decision
from localize.services.name_help import names_in_segment
from localize.services.name_record import NameChangeKind
from localize.services.workbench import WorkSegment
from localize.terms.consistency import Inconsistency, Rendering
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from localize.terms.name_index import NameIndex
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent
from tests.services.names import ZELENSKIY, detection

__all__ = ["detection"]
pytestmark = pytest.mark.usefixtures("detection")

STORY = ("Marta Elvin met Jonas Holt in Norrhaven. Jonas Holt said no.", "Norrhaven is small.")


@pytest.fixture
def max_(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Max")


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator for Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


@pytest.fixture
def story(ctx: Context) -> tuple[int, dict[str, int]]:
    """A drafted article: its id, and its editions by locale."""
    filed = file(ctx, *STORY)
    run_sent(ctx)
    return filed.article_id, {edition.locale: edition.id for edition in filed.editions}


def segments(ctx: Context, actor: Actor, edition_id: int) -> list[WorkSegment]:
    """An edition's segments."""
    return [segment for block in workbench.open_edition(ctx, actor, edition_id).blocks for segment in block.segments]


def write(ctx: Context, actor: Actor, edition_id: int, position: int, text: str) -> None:
    """Write a segment."""
    there = next(s for s in segments(ctx, actor, edition_id) if s.position == position)
    postedit.save_segment(ctx, actor, edition_id, there.id, text=text, base_revision=there.revision, confirm=False)


def offered(ctx: Context, actor: Actor, article_id: int) -> list[str]:
    """New names in their order."""
    return [name.sighting.candidate.written for name in name_candidates.new_names(ctx, actor, article_id)]


class HouseForm(Check):
    """Says that a house form is missing: stands in for the check of ``localize.qa.names``."""

    family = "names"
    severities = {"name-form": Severity.WARNING}  # noqa: RUF012

    def find(self, pair: Pair) -> Iterator[Finding]:
        for found in NameIndex(pair.lexicon.names).find(pair.src):
            if found.name.form is not None and found.name.form.text not in pair.tgt:
                yield self.finding("name-form", {"form": found.name.form.text})


def test_new_names_come_with_a_proposal_and_with_what_stands_in_the_text(
    ctx: Context, max_: Actor, story: tuple[int, dict[str, int]]
) -> None:
    article_id, editions = story
    write(ctx, max_, editions["ru"], 2, "Марта Эльвин встретила Йонаса Холта.")
    found = {name.sighting.candidate.written: name for name in name_candidates.new_names(ctx, max_, article_id)}
    assert list(found) == ["Marta Elvin", "Jonas Holt", "Norrhaven"]
    assert found["Jonas Holt"].sighting.positions == (2, 3)
    assert found["Marta Elvin"].offers["ru"].proposal.text == "Марта Элвин"
    assert found["Marta Elvin"].offers["ru"].standing == "Марта Эльвин"
    assert found["Jonas Holt"].offers["ru"].standing == "Йонаса Холта"
    assert found["Jonas Holt"].offers["de"].proposal.text == "Jonas Holt"
    assert [name.certain for name in found.values()] == [False, False, True]


def test_what_an_editor_accepts_is_never_new_again_and_counts_in_the_open_editions_at_once(
    ctx: Context, max_: Actor, story: tuple[int, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "CHECKS", (*run.CHECKS, HouseForm()))
    article_id, editions = story
    write(ctx, max_, editions["ru"], 4, "Норхавен мал.")
    before = workbench.open_edition(ctx, max_, editions["ru"]).summary.change
    forms = {"ru": NameForm("Норрхавен"), "de": NameForm("Norrhaven")}
    assert name_candidates.accept(ctx, max_, article_id, [Decision("Norrhaven", NameKind.PLACE, forms=forms)]) == 1
    bench = workbench.open_edition(ctx, max_, editions["ru"])
    assert bench.summary.change > before, "pages that are open hear of it"
    last = segments(ctx, max_, editions["ru"])[-1]
    assert [found.finding.code for found in last.findings if found.finding.code == "name-form"] == ["name-form"]
    assert offered(ctx, max_, article_id) == ["Marta Elvin", "Jonas Holt"]
    other = file(ctx, "Norrhaven sleeps.", external_id="a-2")
    run_sent(ctx)
    assert offered(ctx, max_, other.article_id) == []
    write(ctx, max_, editions["ru"], 4, "Норрхавен мал.")
    assert "name-form" not in {f.finding.code for f in segments(ctx, max_, editions["ru"])[-1].findings}


def test_what_a_person_called_no_error_stays_so_when_an_edition_is_checked_anew(
    ctx: Context, max_: Actor, story: tuple[int, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "CHECKS", (*run.CHECKS, HouseForm()))
    article_id, editions = story
    write(ctx, max_, editions["ru"], 4, "Норхавен мал.")
    name_candidates.accept(
        ctx, max_, article_id, [Decision("Norrhaven", NameKind.PLACE, forms={"ru": NameForm("Норрхавен")})]
    )
    found = next(f for f in segments(ctx, max_, editions["ru"])[-1].findings if f.finding.code == "name-form")
    waiving.dismiss_finding(ctx, max_, editions["ru"], found.id, "An older spelling")
    assert recheck.recheck_edition(ctx, editions["ru"]) == 0, "nothing new was found, nothing is written"
    names.add_name(ctx, max_, NameEntry(NameKind.PERSON, "Marta Elvin", accepted={"ru": NameForm("Марта Элвин")}))
    assert recheck.recheck_edition(ctx, editions["ru"]) == 1
    kept = next(f for f in segments(ctx, max_, editions["ru"])[-1].findings if f.finding.code == "name-form")
    assert kept.dismissed["reason"] == "An older spelling"


def test_a_translators_form_waits_for_an_editor_and_is_offered_to_them(
    ctx: Context, max_: Actor, vera: Actor, story: tuple[int, dict[str, int]]
) -> None:
    article_id, _ = story
    decision = Decision("Marta Elvin", NameKind.PERSON, Gender.FEMININE, {"ru": NameForm("Марта Эльвин")})
    assert name_candidates.accept(ctx, vera, article_id, [decision]) == 1
    assert name_candidates.accept(ctx, vera, article_id, [decision]) == 0, "the same proposal twice is one"
    offer = name_candidates.new_names(ctx, max_, article_id)[0]
    assert offer.offers["ru"].waits == NameForm("Марта Эльвин")
    assert offer.entry_id is not None
    accepted = name_candidates.proposed_decision(offer)
    assert accepted.forms == {"ru": NameForm("Марта Эльвин"), "de": NameForm("Marta Elvin")}
    name_candidates.accept(ctx, max_, article_id, [accepted])
    there = names.get_name(ctx, offer.entry_id)
    assert set(there.entry.accepted) == {"ru", "de"}
    assert there.entry.proposed == {}
    assert offered(ctx, max_, article_id) == ["Jonas Holt", "Norrhaven"]
    with pytest.raises(ForbiddenError):
        name_candidates.accept(
            ctx, vera, article_id, [Decision("Jonas Holt", NameKind.PERSON, forms={"de": NameForm("Jonas Holt")})]
        )


def test_all_certain_names_are_accepted_at_once_by_an_editor_only(
    ctx: Context, max_: Actor, vera: Actor, story: tuple[int, dict[str, int]]
) -> None:
    article_id, _ = story
    with pytest.raises(ForbiddenError):
        name_candidates.accept_certain(ctx, vera, article_id)
    assert name_candidates.accept_certain(ctx, max_, article_id) == 1
    assert [r.entry.source for r in names.all_names(ctx)] == ["Norrhaven"]
    assert name_candidates.accept_certain(ctx, max_, article_id) == 0


def test_an_ignored_spelling_is_not_offered_again_anywhere_until_somebody_takes_it_back(
    ctx: Context, vera: Actor, story: tuple[int, dict[str, int]]
) -> None:
    article_id, _ = story
    name_candidates.ignore(ctx, vera, "Norrhaven")
    name_candidates.ignore(ctx, vera, "Norrhaven")
    assert offered(ctx, vera, article_id) == ["Marta Elvin", "Jonas Holt"]
    other = file(ctx, "Norrhaven sleeps.", external_id="a-2")
    assert offered(ctx, vera, other.article_id) == []
    (ignored,) = names.list_ignored(ctx)
    assert (ignored.written, ignored.author) == ("Norrhaven", "Vera")
    names.offer_again(ctx, ignored.key)
    assert offered(ctx, vera, other.article_id) == ["Norrhaven"]


def test_names_of_a_version_are_looked_for_once(
    ctx: Context, vera: Actor, story: tuple[int, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id, _ = story
    first = offered(ctx, vera, article_id)
    monkeypatch.setattr(name_sightings, "detect", lambda *_: pytest.fail("looked for again"))
    assert offered(ctx, vera, article_id) == first


def test_a_sentence_knows_its_names_and_which_is_named_first(ctx: Context, max_: Actor, vera: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    filed = file(ctx, "Volodymyr Zelenskiy came. Zelenskiy met Marta Elvin.", external_id="a-3")
    run_sent(ctx)
    ru = next(edition.id for edition in filed.editions if edition.locale == "ru")
    ids = [segment.id for segment in segments(ctx, vera, ru)]
    first, second = (names_in_segment(ctx, vera, ru, ids[n]) for n in (1, 2))
    assert [(k.name.id, k.text, k.first) for k in first.known] == [(added.id, "президент Владимир Зеленский", True)]
    assert [(k.text, k.first) for k in second.known] == [("Зеленский", False)]
    assert second.known[0].spans == ((0, 9),)
    assert [name.sighting.candidate.written for name in second.new] == ["Marta Elvin"]
    assert (first.waiting, first.new) == (1, ())
    assert CodedText.loads(segments(ctx, vera, ru)[2].source).plain.startswith("Zelenskiy")


def test_renderings_are_compared_across_the_article_and_running_stories(
    ctx: Context, max_: Actor, story: tuple[int, dict[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    article_id, editions = story
    other = file(ctx, "Norrhaven sleeps.", external_id="a-2")
    alone = file(ctx, "Nobody sleeps.", external_id="a-4")
    run_sent(ctx)
    assert alone.article_id != article_id
    others = {edition.locale: edition.id for edition in other.editions}
    write(ctx, max_, editions["ru"], 4, "Норрхавен мал.")
    write(ctx, max_, others["ru"], 2, "Норхавен спит.")
    sent: list[list[tuple[str, str]]] = []

    def compared(pairs: list[tuple[str, str]], locale: str, known: NameIndex) -> list[Inconsistency]:
        del known
        sent.append(pairs)
        assert locale == "ru"
        here = pairs.index(("Norrhaven is small.", "Норрхавен мал."))
        there = next((n for n, pair in enumerate(pairs) if pair == ("Norrhaven sleeps.", "Норхавен спит.")), None)
        if there is None:
            return []
        renderings = (Rendering("Норрхавен", (here,), ((0, 9),)), Rendering("Норхавен", (there,), ((0, 8),)))
        return [
            Inconsistency("Norrhaven", renderings),
            Inconsistency("Sleep", (Rendering("Сон", (there,), ((0, 3),)),)),
        ]

    monkeypatch.setattr(name_consistency, "inconsistencies", compared)
    assert name_consistency.name_notes(ctx, max_, editions["ru"]) == [], "the other story was not looked at yet"
    offered(ctx, max_, other.article_id)
    (note,) = name_consistency.name_notes(ctx, max_, editions["ru"])
    assert note.written == "Norrhaven"
    assert [(r.text, r.here) for r in note.renderings] == [("Норрхавен", (4,)), ("Норхавен", ())]
    assert note.renderings[1].places[0].headline == "Council opens a new night bus line"
    assert note.concerns(4)
    assert not note.concerns(2)
    assert all(source != "Nobody sleeps." for source, _ in sent[-1])
    ctx.clock.tick(days=6)  # type: ignore[attr-defined]
    assert timedelta(days=6) > name_consistency.RUNNING
    assert name_consistency.name_notes(ctx, max_, editions["ru"]) == [], "a story that has come to rest"


def test_what_a_person_accepts_in_the_register_is_in_its_history(
    ctx: Context, max_: Actor, story: tuple[int, dict[str, int]]
) -> None:
    article_id, _ = story
    name_candidates.accept_certain(ctx, max_, article_id)
    (entry,) = names.all_names(ctx)
    assert [(c.kind, c.author) for c in names.history(ctx, entry.id)] == [(NameChangeKind.ADDED, "Max")]
