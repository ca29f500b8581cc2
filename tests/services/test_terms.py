"""The termbase on both databases: who may change it, what its history keeps, what reaches checks and engines."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.term_incoming import TermFormat
from localize.services import terms, terms_edit, terms_files
from localize.services.context import Actor, Context
from localize.services.demo import seed_demo
from localize.services.glossary import glossary_of
from localize.services.lexicon import lexicon_of
from localize.services.terms import TermShow, Wanted
from localize.store import Store
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.lexicon import Lexicon
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus
from localize.workflow import UserRole
from tests.services.helpers import person

CEASEFIRE = Concept(
    "ceasefire",
    (
        LocaleTerm("ru", "прекращение огня"),
        LocaleTerm("ru", "перемирие", TermStatus.FORBIDDEN),
        LocaleTerm("de", "Waffenruhe"),
    ),
    definition="Both sides stop shooting.",
    domains=("war", "Diplomacy"),
)


@pytest.fixture
def max_(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Max")


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator for Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


def lexicon(ctx: Context, target: str = "ru", source: str = "en") -> Lexicon:
    with ctx.store.read() as unit:
        return lexicon_of(unit, source, target)


def listed(ctx: Context, actor: Actor, locale: str = "ru", **wanted: object) -> list[str]:
    found = terms.list_terms(ctx, actor, Wanted(locale, **wanted))  # type: ignore[arg-type]
    assert found.total == len(found.entries)
    return [entry.concept.source for entry in found.entries]


def test_what_an_editor_adds_is_in_the_lexicon_at_once_and_in_every_process(ctx: Context, max_: Actor) -> None:
    other = replace(ctx, store=Store(ctx.store.url))
    try:
        assert lexicon(other).terms == lexicon(ctx).terms == ()
        added = terms_edit.add(ctx, max_, CEASEFIRE)
        (term,) = lexicon(other).terms
        assert (term.id, term.source, term.domains) == (added.id, "ceasefire", ("war", "Diplomacy"))
        assert [(t.text, t.status.value) for t in term.targets] == [
            ("прекращение огня", "preferred"),
            ("перемирие", "forbidden"),
        ]
        assert lexicon(other) is lexicon(other)
        assert lexicon(ctx).term_index is lexicon(ctx).term_index
        terms_edit.delete(ctx, max_, added.id, base_revision=added.revision)
        assert lexicon(other).terms == ()
    finally:
        other.store.close()


def test_terms_of_a_language_hold_in_its_countries_and_not_the_other_way_round(ctx: Context, max_: Actor) -> None:
    terms_edit.add(ctx, max_, CEASEFIRE)
    terms_edit.add(ctx, max_, Concept("January", (LocaleTerm("de-AT", "Jänner"),)))
    german, austrian = lexicon(ctx, "de", "en-GB"), lexicon(ctx, "de-AT")
    assert [[t.text for t in term.targets] for term in german.terms] == [["Waffenruhe"], []]
    assert [[t.text for t in term.targets] for term in austrian.terms] == [["Waffenruhe"], ["Jänner"]]
    assert lexicon(ctx, "ru", "fr").terms == ()


def test_a_transaction_that_fails_leaves_the_lexicon_as_it_was(ctx: Context, max_: Actor) -> None:
    terms_edit.add(ctx, max_, CEASEFIRE)
    before = lexicon(ctx)
    with pytest.raises(InvalidInputError):
        terms_edit.add(ctx, max_, CEASEFIRE)
    assert lexicon(ctx) is before


def test_an_entry_that_is_there_is_named(ctx: Context, max_: Actor) -> None:
    added = terms_edit.add(ctx, max_, CEASEFIRE)
    for same in (CEASEFIRE, replace(CEASEFIRE, source="Ceasefire"), replace(CEASEFIRE, case_rule=CaseRule.EXACT)):
        with pytest.raises(InvalidInputError, match="“ceasefire” is in the termbase already") as caught:
            terms_edit.add(ctx, max_, same)
        assert caught.value.details["known"] == added.id
    terms_edit.add(ctx, max_, replace(CEASEFIRE, part_of_speech=PartOfSpeech.VERB))
    terms_edit.add(ctx, max_, replace(CEASEFIRE, source="CEASEFIRE", case_rule=CaseRule.EXACT))


@pytest.mark.parametrize(
    ("concept", "reason"),
    [
        (Concept(" \u00ad "), "entry-no-term"),
        (Concept("a" * 201), "term-too-long"),
        (Concept("a", (LocaleTerm("en-GB", "b"),)), "locale-source"),
        (Concept("a", (LocaleTerm("qq", "b"),)), "locale-unknown"),
        (Concept("a", (LocaleTerm("ru", "б"), LocaleTerm("ru", "б ", TermStatus.FORBIDDEN))), "term-twice"),
        (Concept("a", (LocaleTerm("ru", "б"),), do_not_translate=True), "keep-and-terms"),
        (Concept("a", domains=tuple(map(str, range(11)))), "domains-too-many"),
        (Concept("a", definition="b" * 2001), "words-too-long"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_reason(
    ctx: Context, max_: Actor, concept: Concept, reason: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        terms_edit.add(ctx, max_, concept)
    assert caught.value.details["reason"] == reason
    assert listed(ctx, max_) == []


def test_a_list_is_searched_in_both_languages_and_filtered(ctx: Context, max_: Actor) -> None:
    terms_edit.add(ctx, max_, CEASEFIRE)
    terms_edit.add(ctx, max_, Concept("100%", (LocaleTerm("de", "hundertprozentig", TermStatus.ADMITTED),)))
    terms_edit.add(ctx, max_, Concept("Fjord Wire", do_not_translate=True, domains=("war on",)))
    assert listed(ctx, max_) == ["100%", "ceasefire", "Fjord Wire"]
    assert listed(ctx, max_, words="CEASE") == listed(ctx, max_, words="ОГНЯ") == ["ceasefire"]
    assert listed(ctx, max_, words="%") == ["100%"]
    assert listed(ctx, max_, "de", words="огня") == listed(ctx, max_, words="_") == []
    assert listed(ctx, max_, domain="WAR") == ["ceasefire"]
    shown = {show: listed(ctx, max_, show=show) for show in TermShow}
    assert shown == {
        TermShow.ALL: ["100%", "ceasefire", "Fjord Wire"],
        TermShow.PREFERRED: ["ceasefire"],
        TermShow.ADMITTED: [],
        TermShow.FORBIDDEN: ["ceasefire"],
        TermShow.KEEP: ["Fjord Wire"],
        TermShow.UNTRANSLATED: ["100%"],
        TermShow.PROPOSED: [],
    }
    counts = terms.list_terms(ctx, max_, Wanted("ru")).counts
    assert counts == {show: len(sources) for show, sources in shown.items()}
    assert terms.domains(ctx) == ["Diplomacy", "war", "war on"]


def test_a_long_list_comes_in_pages(ctx: Context, max_: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "PAGE", 2)
    for number in range(5):
        terms_edit.add(ctx, max_, Concept(f"term {number}"))
    pages = [terms.list_terms(ctx, max_, Wanted("ru"), page=page) for page in (1, 2, 3, 9)]
    assert [[entry.concept.source[-1] for entry in page.entries] for page in pages] == [
        ["0", "1"],
        ["2", "3"],
        ["4"],
        ["4"],
    ]
    assert [(page.page, page.pages, page.total) for page in pages] == [(1, 3, 5), (2, 3, 5), (3, 3, 5), (3, 3, 5)]


def test_a_translator_proposes_and_an_editor_decides(ctx: Context, max_: Actor, vera: Actor) -> None:
    proposed = terms_edit.add(ctx, vera, replace(CEASEFIRE, targets=CEASEFIRE.targets[:1]))
    assert proposed.concept.proposed
    assert lexicon(ctx).terms == ()
    assert listed(ctx, vera, show=TermShow.PROPOSED) == ["ceasefire"]
    with pytest.raises(ForbiddenError):
        terms_edit.decide(ctx, vera, proposed.id, None, accept=True)
    accepted = terms_edit.decide(ctx, max_, proposed.id, None, accept=True)
    assert not accepted.concept.proposed
    assert [term.source for term in lexicon(ctx).terms] == ["ceasefire"]
    with pytest.raises(NotFoundError, match="somebody has decided"):
        terms_edit.decide(ctx, max_, proposed.id, None, accept=True)
    kinds = [change.kind.value for change in terms.history(ctx, proposed.id)]
    assert kinds == ["accepted", "proposed"]


def test_a_proposed_term_counts_when_it_is_accepted(ctx: Context, max_: Actor, vera: Actor) -> None:
    added = terms_edit.add(ctx, max_, CEASEFIRE)
    truce, armistice = LocaleTerm("ru", "перемирие", TermStatus.ADMITTED), LocaleTerm("ru", "замирение")
    terms_edit.propose(ctx, vera, added.id, truce)
    terms_edit.propose(ctx, vera, added.id, armistice)
    assert [t.text for t in lexicon(ctx).terms[0].targets] == ["прекращение огня", "перемирие"]
    with pytest.raises(ForbiddenError):
        terms_edit.propose(ctx, vera, added.id, LocaleTerm("de", "Waffenstillstand"))
    with pytest.raises(InvalidInputError, match="Write the term"):
        terms_edit.propose(ctx, vera, added.id, LocaleTerm("ru", " "))
    with pytest.raises(InvalidInputError, match="twice"):
        terms_edit.propose(ctx, vera, added.id, truce)
    terms_edit.decide(ctx, max_, added.id, truce, accept=True)
    left = terms_edit.decide(ctx, max_, added.id, armistice, accept=False)
    assert left.concept.of("ru") == (LocaleTerm("ru", "прекращение огня"), truce)
    assert [t.status.value for t in lexicon(ctx).terms[0].targets] == ["preferred", "admitted"]
    last = terms.history(ctx, added.id)[0]
    assert (last.kind.value, last.author) == ("declined", "Max")
    assert last.before is not None
    assert replace(armistice, proposed=True) in last.before.targets


def test_translators_neither_save_nor_delete_nor_import(ctx: Context, max_: Actor, vera: Actor) -> None:
    added = terms_edit.add(ctx, max_, CEASEFIRE)
    for act in (
        lambda: terms_edit.save(ctx, vera, added.id, CEASEFIRE, base_revision=1),
        lambda: terms_edit.delete(ctx, vera, added.id, base_revision=1),
        lambda: terms_edit.revert(ctx, vera, added.id, 1, base_revision=1),
        lambda: terms_files.import_terms(ctx, vera, b"source\na"),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_every_change_is_in_the_history_and_can_be_undone(ctx: Context, max_: Actor) -> None:
    added = terms_edit.add(ctx, max_, CEASEFIRE)
    changed = replace(CEASEFIRE, source="cease-fire", targets=CEASEFIRE.targets[:1], note="See style book.")
    saved = terms_edit.save(ctx, max_, added.id, changed, base_revision=added.revision)
    assert terms_edit.save(ctx, max_, added.id, changed, base_revision=saved.revision) == saved
    terms_edit.delete(ctx, max_, added.id, base_revision=saved.revision)
    gone = terms.open_term(ctx, added.id)
    assert (gone.active, listed(ctx, max_)) == (False, [])
    past = terms.history(ctx, added.id)
    assert [(change.kind.value, change.before, change.after) for change in past] == [
        ("deleted", changed, None),
        ("saved", CEASEFIRE, changed),
        ("added", None, CEASEFIRE),
    ]
    back = terms_edit.revert(ctx, max_, added.id, past[0].id, base_revision=gone.revision)
    assert (back.active, back.concept) == (True, changed)
    first = terms_edit.revert(ctx, max_, added.id, past[1].id, base_revision=back.revision)
    assert first.concept == CEASEFIRE
    none = terms_edit.revert(ctx, max_, added.id, past[2].id, base_revision=first.revision)
    assert not none.active
    assert len(terms.history(ctx, added.id)) == 6
    with pytest.raises(NotFoundError):
        terms_edit.save(ctx, max_, added.id, CEASEFIRE, base_revision=none.revision)


def test_a_deleted_term_that_is_added_again_goes_on_with_its_history(ctx: Context, max_: Actor) -> None:
    added = terms_edit.add(ctx, max_, CEASEFIRE)
    terms_edit.delete(ctx, max_, added.id, base_revision=added.revision)
    again = terms_edit.add(ctx, max_, replace(CEASEFIRE, source="Ceasefire"))
    assert again.id == added.id
    assert [change.kind.value for change in terms.history(ctx, again.id)] == ["added", "deleted", "added"]
    other = terms_edit.add(ctx, max_, Concept("truce"))
    terms_edit.delete(ctx, max_, again.id, base_revision=again.revision)
    renamed = terms_edit.save(ctx, max_, other.id, Concept("ceasefire"), base_revision=other.revision)
    past = terms.history(ctx, added.id)
    with pytest.raises(InvalidInputError, match="already"):
        terms_edit.revert(ctx, max_, added.id, past[0].id, base_revision=terms.open_term(ctx, added.id).revision)
    assert renamed.concept.source == "ceasefire"


def test_of_those_who_save_at_the_same_time_one_wins_and_no_text_is_lost(ctx: Context) -> None:
    people = [person(ctx, UserRole.EDITOR, f"Editor{n}") for n in range(4)]
    added = terms_edit.add(ctx, people[0], CEASEFIRE)

    def write(number: int) -> bool:
        wanted = replace(CEASEFIRE, note=f"Note {number}")
        try:
            terms_edit.save(ctx, people[number], added.id, wanted, base_revision=added.revision)
        except RevisionConflictError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(write, range(4)))
    assert won.count(True) == 1
    past = terms.history(ctx, added.id)
    assert sorted(change.kind.value for change in past) == ["added", "late", "late", "late", "saved"]
    assert {change.after.note for change in past if change.after} == {"", "Note 0", "Note 1", "Note 2", "Note 3"}
    late = next(change for change in past if change.kind.value == "late")
    now = terms.open_term(ctx, added.id)
    taken = terms_edit.revert(ctx, people[0], added.id, late.id, base_revision=now.revision)
    assert taken.concept == late.after


@pytest.mark.parametrize("format_", TermFormat)
def test_an_exported_termbase_is_imported_unchanged_and_into_an_empty_one(
    ctx: Context, max_: Actor, vera: Actor, format_: TermFormat
) -> None:
    terms_edit.add(ctx, max_, replace(CEASEFIRE, note="Two\nlines."))
    terms_edit.add(
        ctx, max_, Concept("US", case_rule=CaseRule.EXACT, targets=(LocaleTerm("ru", "США", forms=("Штаты",)),))
    )
    terms_edit.add(ctx, max_, Concept("Fjord Wire", do_not_translate=True, part_of_speech=PartOfSpeech.PROPER_NOUN))
    proposal = terms_edit.add(ctx, vera, Concept("proposal"))
    sent = terms_files.export_terms(ctx, max_, format_).encode()
    assert b"proposal" not in sent
    before = terms.list_terms(ctx, max_, Wanted("ru")).entries
    plan = terms_files.import_terms(ctx, max_, sent)
    assert (plan.stored, plan.problems) == ((), ())
    for entry in before:
        terms_edit.delete(ctx, max_, entry.id, base_revision=entry.revision)
    plan = terms_files.preview_import(ctx, max_, sent)
    assert plan.counts == {"new": 3, "changed": 0, "unchanged": 0, "refused": 0}
    terms_files.import_terms(ctx, max_, sent, seen=plan.digest)
    after = terms.list_terms(ctx, max_, Wanted("ru")).entries
    assert [e.concept for e in after] == [e.concept for e in before if e.id != proposal.id]
    with pytest.raises(RevisionConflictError, match="Look again"):
        terms_files.import_terms(ctx, max_, sent, seen=plan.digest)
    only = terms_files.export_terms(ctx, max_, format_, "de")
    assert "Waffenruhe" in only
    assert "США" not in only


def test_engines_are_told_the_terms_that_occur(ctx: Context, max_: Actor) -> None:
    terms_edit.add(ctx, max_, CEASEFIRE)
    terms_edit.add(ctx, max_, Concept("Fjord Wire", do_not_translate=True, case_rule=CaseRule.EXACT))
    terms_edit.add(ctx, max_, Concept("truce", (LocaleTerm("ru", "перемирие", TermStatus.FORBIDDEN),)))
    terms_edit.add(ctx, max_, Concept("tank", (LocaleTerm("ru", "танк"),)))
    texts = ["A truce, Fjord Wire said.", "Ceasefires held; the ceasefire’s end is near."]
    wanted = (("Fjord Wire", "Fjord Wire"), ("ceasefire", "прекращение огня"))
    assert glossary_of(lexicon(ctx), texts) == wanted
    assert glossary_of(Lexicon(), texts) == ()


def test_the_sample_termbase_is_stored_once(ctx: Context, max_: Actor) -> None:
    seed_demo(ctx)
    seed_demo(ctx)
    assert len(listed(ctx, max_)) == 15
    assert terms.locales_of(ctx, max_) == ("ru", "de")
