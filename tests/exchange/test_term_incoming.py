"""What a file of terms would change: matched to what stands, merged, refused where the two contradict each other."""

from dataclasses import replace

from localize.exchange.sent_terms import SentConcept, SentTerms
from localize.exchange.term_incoming import Standing, TermOutcome, TermPlan, plan_terms
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

BANK = Concept("bank", (LocaleTerm("ru", "банк"),), definition="Keeps money.")


def plan(standing: list[Concept], *sent: Concept, says: bool = True, locale: str | None = None) -> TermPlan:
    entries = [SentConcept(concept, n, says, says) for n, concept in enumerate(sent, 2)]
    there = [Standing(n, 1, concept) for n, concept in enumerate(standing, 1)]
    return plan_terms(there, SentTerms(tuple(entries)), locale=locale)


def outcomes(made: TermPlan) -> list[str]:
    return [item.outcome.value for item in made.items]


def test_a_file_adds_and_changes_and_takes_nothing_away() -> None:
    sent = Concept(
        "Bank", (LocaleTerm("de", "Bank"), LocaleTerm("ru", "банк", TermStatus.ADMITTED)), domains=("money",)
    )
    made = plan([BANK], sent)
    assert outcomes(made) == ["changed"]
    assert made.items[0].concept == replace(
        BANK, targets=(LocaleTerm("ru", "банк", TermStatus.ADMITTED), LocaleTerm("de", "Bank")), domains=("money",)
    )
    assert [t.text for t in made.items[0].added] == ["банк", "Bank"]


def test_the_same_file_again_changes_nothing() -> None:
    assert outcomes(plan([BANK], BANK)) == ["unchanged"]
    assert plan([BANK], BANK).stored == ()
    assert outcomes(plan([], BANK)) == ["new"]


def test_another_part_of_speech_is_another_entry_unless_the_file_names_none() -> None:
    verb = replace(BANK, part_of_speech=PartOfSpeech.VERB)
    assert outcomes(plan([verb], BANK)) == ["new"]
    assert outcomes(plan([verb], BANK, says=False)) == ["unchanged"]


def test_a_file_without_case_rules_finds_the_entry_that_has_one() -> None:
    us = Concept("US", (LocaleTerm("ru", "США"),), case_rule=CaseRule.EXACT)
    made = plan([us], replace(us, case_rule=CaseRule.ANY), says=False)
    assert outcomes(made) == ["unchanged"]
    assert outcomes(plan([us], Concept("us", (LocaleTerm("ru", "нам"),)))) == ["new"]


def test_two_entries_of_a_file_for_one_term_become_one() -> None:
    twice = plan([], BANK, Concept("bank", (LocaleTerm("ru", "берег"),), definition="Of a river."))
    assert outcomes(twice) == ["new"]
    assert [t.text for t in twice.items[0].concept.targets] == ["банк", "берег"]
    again = plan([BANK], BANK, Concept("bank", (LocaleTerm("ru", "берег"),)))
    assert outcomes(again) == ["changed"]


def test_what_is_kept_as_it_is_and_what_is_translated_are_not_mixed() -> None:
    keep = Concept("bank", do_not_translate=True)
    for standing, sent, code in ((BANK, keep, "entry-has-terms"), (keep, BANK, "entry-other")):
        made = plan([standing], sent)
        assert outcomes(made) == ["refused"]
        assert [(found.code, found.line) for found in made.problems] == [(code, 2)]
        assert made.counts["refused"] == made.refused == 1


def test_a_proposal_that_the_file_has_is_accepted_and_others_stay() -> None:
    proposed = replace(
        BANK, targets=(LocaleTerm("ru", "банк", proposed=True), LocaleTerm("ru", "касса", proposed=True))
    )
    made = plan([proposed], BANK)
    assert made.items[0].concept.targets == (LocaleTerm("ru", "касса", proposed=True), LocaleTerm("ru", "банк"))


def test_one_locale_may_be_taken_alone() -> None:
    both = replace(BANK, targets=(*BANK.targets, LocaleTerm("de", "Bank")))
    other = Concept("river", (LocaleTerm("de", "Fluss"),))
    made = plan([], both, other, locale="ru")
    assert [item.concept.targets for item in made.items] == [BANK.targets]
    assert [(found.code, found.params["count"]) for found in made.issues] == [("locale-left-out", "2")]


def test_the_digest_tells_whether_something_else_would_be_stored() -> None:
    assert plan([], BANK).digest == plan([], BANK).digest
    assert plan([], BANK).digest != plan([BANK], replace(BANK, note="x")).digest
    assert {outcome.value for outcome in TermOutcome} == set(plan([], BANK).counts)
