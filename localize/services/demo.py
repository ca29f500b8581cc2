"""Sample data for a first look: people, a memory, a termbase, and articles that workers draft from it. Seeding twice adds nothing."""

import json

from localize.demo import demo_articles, demo_memory, demo_terms
from localize.demo.names import demo_names
from localize.edition import Lane
from localize.intake.sniff import read
from localize.memory.entry import EntryOrigin
from localize.memory.match import EDGE
from localize.segment import hash_text, segment_article
from localize.services import people
from localize.services.context import SYSTEM, Actor, Context
from localize.services.intake import Filing, file_article, is_segmented
from localize.services.name_record import NameChangeKind
from localize.services.name_record import put as put_name
from localize.services.term_record import TermChangeKind, Writing, put_many
from localize.store.memories import MemoryEntryRow
from localize.workflow import UserRole

PEOPLE = (
    ("admin@localhost", "Paul Ames", UserRole.ADMIN, ()),
    ("elena@localhost", "Elena Kravets", UserRole.TRANSLATOR, ("ru",)),
    ("moritz@localhost", "Moritz Brandt", UserRole.TRANSLATOR, ("de",)),
    ("olga@localhost", "Olga Reznik", UserRole.EDITOR, ()),
)
MEMORY_LOCALES = ("ru", "de")


def seed_demo(ctx: Context) -> None:
    """Put sample people, memory and articles where they are missing."""
    known = {person.email for person in people.list_people(ctx)}
    for email, name, role, locales in PEOPLE:
        if email not in known:
            people.add_person(ctx, email=email, role=role, password=None, name=name, locales=locales)
    with ctx.store.read() as unit:
        empty = unit.memories.count() == 0
        no_terms = not unit.terms.all(ctx.settings.source_locale)
        nameless = unit.names.count_all() == 0
    if empty:
        _seed_memory(ctx)
    if no_terms:
        _seed_terms(ctx)
    if nameless:
        _seed_names(ctx)
    for sample in demo_articles():
        article = read(json.dumps(sample.payload).encode(), format="json", content_type=None)
        filing = Filing(external_id=sample.external_id, lane=Lane(sample.lane), to=MEMORY_LOCALES)
        file_article(ctx, article, filing, SYSTEM)


def _seed_names(ctx: Context) -> None:
    """Store the sample register before the articles: their drafts are checked against it."""
    olga = next(person for person in people.list_people(ctx) if person.name == "Olga Reznik")
    with ctx.store.write() as unit:
        unit.terms.next_version()
        for entry in demo_names():
            put_name(unit, olga.actor, ctx.clock.now(), None, entry, NameChangeKind.ADDED)


def _seed_memory(ctx: Context) -> None:
    """Store the sample pairs with the neighbours they have in the sample articles, so that they match in context."""
    pairs = {locale: {pair.source: pair.target for pair in demo_memory(locale)} for locale in MEMORY_LOCALES}
    for sample in demo_articles():
        article = read(json.dumps(sample.payload).encode(), format="json", content_type=None)
        cut = segment_article(article.blocks, ctx.settings.source_locale)
        sources = [s.source.dumps() for piece in cut if is_segmented(piece.block) for s in piece.segments]
        with ctx.store.write() as unit:
            for locale in MEMORY_LOCALES:
                for source, before, after in _with_neighbours(sources):
                    if source not in pairs[locale]:
                        continue
                    unit.memories.put(
                        MemoryEntryRow(
                            source_locale=ctx.settings.source_locale,
                            target_locale=locale,
                            text_hash=hash_text(source),
                            prev_hash=before,
                            next_hash=after,
                            source=source,
                            target=pairs[locale][source],
                            article_id=None,
                            author="Olga Reznik",
                            updated_at=ctx.clock.now(),
                            origin=EntryOrigin.DEMO.value,
                        )
                    )


def _seed_terms(ctx: Context) -> None:
    """Store the sample termbase."""
    olga = Actor(None, "Olga Reznik", UserRole.EDITOR)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        samples = [Writing(concept) for concept in demo_terms()]
        put_many(unit, olga, ctx.clock.now(), ctx.settings.source_locale, samples, TermChangeKind.ADDED)


def _with_neighbours(sources: list[str]) -> list[tuple[str, str, str]]:
    """Each sentence with the hashes of the ones before and after it."""
    hashes = [EDGE, *(hash_text(source) for source in sources), EDGE]
    return [(source, hashes[n], hashes[n + 2]) for n, source in enumerate(sources)]
