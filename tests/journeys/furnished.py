"""A newsroom in the middle of its day: the sample data, and articles in every state that a page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from localize.edition import Lane
from localize.services import assigning, postedit, publish, replace, review, talk, waiving, withdraw
from localize.services.context import SYSTEM, Actor, Context
from localize.services.intake import Filed, Filing, file_article
from localize.services.people import by_email
from localize.services.replace import Place
from localize.services.talk import Kind, Quote
from localize.services.workbench import WorkSegment, open_edition
from localize.store import Unit
from localize.terms.replacing import Wanted
from tests.journeys.drafting import write_drafts
from tests.journeys.registers import fill_registers
from tests.journeys.short_stories import BRIDGE, BRIDGE_AGAIN, FERRY, LIBRARY, ShortStory, harbour_de
from tests.journeys.stories import Draft, story


@dataclass
class Furnished:
    """The newsroom. ``places``: ids by name, as addresses of pages need them."""

    ctx: Context
    paul: Actor
    elena: Actor
    moritz: Actor
    olga: Actor
    places: dict[str, str | int] = field(default_factory=dict)

    def filed(
        self,
        name: str,
        drafts: Mapping[str, Mapping[str, Draft]],
        *,
        source: ShortStory | None = None,
        lane: Lane | None = None,
        hours: int | None = None,
    ) -> dict[str, int]:
        """File an article that is drafted at once, so that no worker takes it up; its editions by locale."""
        deadline = self.ctx.clock.now() + timedelta(hours=hours) if hours is not None else None

        def draft(unit: Unit, made: Filed) -> None:
            for edition in made.editions:
                job = unit.jobs.open_of_edition(edition.id, locked=True)
                if job is not None:
                    job.state, job.finished_at = "done", self.ctx.clock.now()
                    self.places["job"] = job.id
                before = unit.editions.get(edition.id)
                assert before is not None
                state = before.state
                write_drafts(self.ctx, unit, edition.id, drafts.get(edition.locale, {}))
                if not made.created:
                    before.state = state

        article = source.article if source else story()[0]
        filing = Filing(external_id=name, lane=lane, deadline=deadline, to=("ru", "de"))
        made = file_article(self.ctx, article, filing, SYSTEM, also=draft)
        self.places[name] = made.article_id
        return {edition.locale: edition.id for edition in made.editions}

    def segments(self, actor: Actor, edition_id: int) -> list[WorkSegment]:
        """The sentences of an edition in reading order."""
        return [s for block in open_edition(self.ctx, actor, edition_id).blocks for s in block.segments]

    def segment(self, actor: Actor, edition_id: int, words: str) -> WorkSegment:
        """The sentence whose source has these words."""
        return next(s for s in self.segments(actor, edition_id) if words in s.source)

    def save(self, actor: Actor, edition_id: int, words: str, text: str | None = None, *, confirm: bool = True) -> None:
        """Write a sentence, or confirm it as it is."""
        found = self.segment(actor, edition_id, words)
        given = found.target if text is None else text
        postedit.save_segment(
            self.ctx, actor, edition_id, found.id, text=given, base_revision=found.revision, confirm=confirm
        )

    def submitted(self, actor: Actor, edition_id: int) -> None:
        """Confirm every sentence and hand the edition in."""
        for found in self.segments(actor, edition_id):
            postedit.save_segment(
                self.ctx, actor, edition_id, found.id, text=found.target, base_revision=found.revision, confirm=True
            )
        postedit.submit(self.ctx, actor, edition_id)

    def published(self, actor: Actor, edition_id: int) -> None:
        """All the way to the readers."""
        self.submitted(actor, edition_id)
        review.approve(self.ctx, self.olga, edition_id)
        publish.publish(self.ctx, self.olga, edition_id)


def furnish(ctx: Context) -> Furnished:
    """Fill a newsroom that has the sample people, memory, terms and names (``localize.services.demo``)."""
    people = {name: by_email(ctx, f"{name}@localhost").actor for name in ("admin", "elena", "moritz", "olga")}
    room = Furnished(ctx, people["admin"], people["elena"], people["moritz"], people["olga"])
    _harbour(room)
    _ferry(room)
    _bridge(room)
    _library(room)
    fill_registers(ctx, room.places, elena=room.elena, olga=room.olga)
    return room


def _harbour(room: Furnished) -> None:
    """Russian at work: findings, comments, a finding set aside. German came back with reasons."""
    editions = room.filed("harbour", {"ru": story()[1], "de": harbour_de()}, hours=3)
    ru, de = room.places["worked"], room.places["returned"] = editions["ru"], editions["de"]
    room.save(room.elena, ru, "Old Harbour")
    room.save(room.elena, ru, "three entrances", "У парка три входа и ни одних ворот.")
    room.save(
        room.elena,
        ru,
        "After four",
        "После четырёх лет работ набережная площадью 13 гектаров приняла гостей в субботу.",
    )
    room.save(room.elena, ru, "In the first week", confirm=False)
    quoted = room.segment(room.elena, ru, "Marta Elvin")
    thread = talk.add(room.ctx, room.elena, ru, quoted.id, "@Paul Ames, «мэр» или «бургомистр»?", kind=Kind.COMMENT)
    talk.answer(room.ctx, room.olga, ru, thread, "Мэр, как в термине.")
    crowns = room.segment(room.elena, ru, "2.8 billion")
    talk.add(
        room.ctx,
        room.elena,
        ru,
        crowns.id,
        "Is this the price with or without the ferry terminal?",
        kind=Kind.QUESTION,
        quote=Quote("source", "140 million more"),
    )
    finding = next(f for s in room.segments(room.elena, ru) for f in s.findings if s.id == crowns.id)
    waiving.dismiss_finding(room.ctx, room.elena, ru, finding.id, "So in the report")
    room.submitted(room.moritz, de)
    cars = room.segment(room.olga, de, "Cars must")
    talk.send_back(room.ctx, room.olga, de, "Bitte die Daten prüfen.", {cars.id: "Ab dem 11. Januar."})
    entrances = room.segment(room.elena, ru, "three entrances")
    wanted = Wanted("парка", "сквера")
    replace.replace_all(
        room.ctx, room.elena, "ru", wanted, [Place(ru, entrances.id, entrances.revision)], edition_id=ru
    )


def _ferry(room: Furnished) -> None:
    """Russian is published, German approved."""
    editions = room.filed("ferry", {name: FERRY.drafts(name) for name in ("ru", "de")}, source=FERRY)
    room.places |= {"published": editions["ru"], "approved": editions["de"]}
    room.save(room.elena, editions["ru"], "A ticket", "Билет стоит 48\u00a0крон, велосипеды — бесплатно.")
    room.published(room.elena, editions["ru"])
    room.submitted(room.moritz, editions["de"])
    review.approve(room.ctx, room.olga, editions["de"])


def _bridge(room: Furnished) -> None:
    """Breaking news that was published, and then corrected at its source."""
    drafts = {name: BRIDGE.drafts(name) for name in ("ru", "de")}
    editions = room.filed("bridge", drafts, source=BRIDGE, lane=Lane.BREAKING, hours=1)
    room.places |= {"stale": editions["ru"], "untaken": editions["de"]}
    room.published(room.elena, editions["ru"])
    again = {name: BRIDGE_AGAIN.drafts(name) for name in ("ru", "de")}
    room.filed("bridge", again, source=BRIDGE_AGAIN)


def _library(room: Furnished) -> None:
    """Russian waits for approval, German was taken back."""
    editions = room.filed("library", {name: LIBRARY.drafts(name) for name in ("ru", "de")}, source=LIBRARY)
    room.places |= {"submitted": editions["ru"], "withdrawn": editions["de"]}
    assigning.assign(room.ctx, room.olga, editions["ru"], room.elena.id or 0)
    room.save(room.elena, editions["ru"], "The tuba", "С весны тубу уносили домой 41\u00a0раз.")
    room.submitted(room.elena, editions["ru"])
    room.published(room.moritz, editions["de"])
    withdraw.withdraw_edition(room.ctx, room.olga, editions["de"], "The tuba has another owner.")
