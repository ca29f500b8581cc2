"""The newsroom's own entries over the shipped ones: what is used, what is listed, what a file would change."""

from dataclasses import replace

import pytest

from localize.errors import InvalidInputError
from localize.exchange.catalogue import Catalogue, ProblemKind, known_notices, plural_forms
from localize.exchange.entries import misfit, source_misfit
from localize.exchange.incoming import Outcome, plan_import
from localize.exchange.listing import list_entries
from localize.exchange.own import OwnEntries, OwnText
from localize.exchange.po import Entry
from localize.exchange.po_bytes import SentEntry, SentFile
from localize.markup import CodedText

SEARCH = ("reader", "Search")
RIGHTS = ("notice", "All rights reserved.")
SPONSOR = Entry("notice", "Sponsored by {source}.", "", ("",))


def own(*entries: Entry, locale: str = "de", **more: object) -> OwnEntries:
    """A newsroom with these translations."""
    return OwnEntries(texts={locale: {entry.key: OwnText(entry, revision=1) for entry in entries}}, **more)  # type: ignore[arg-type]


def translated(entry: Entry, *texts: str, fuzzy: bool = False) -> Entry:
    """The entry with texts."""
    return replace(entry, texts=texts, fuzzy=fuzzy)


def test_an_own_text_goes_before_the_shipped_one():
    catalogue = Catalogue.load("de", own=own(Entry(*SEARCH, "", ("Suchen",))))
    assert catalogue.text("Search") == "Suchen"
    assert Catalogue.load("de-AT", own=own(Entry(*SEARCH, "", ("Suchen",)))).text("Search") == "Suchen"


def test_a_fuzzy_text_is_said_and_not_used_and_what_was_approved_stands_in():
    fuzzy = Entry(*SEARCH, "", ("Finden?",), fuzzy=True)
    catalogue = Catalogue.load("de", own=own(fuzzy))
    assert catalogue.text("Search") == "Suche"
    assert [problem.kind for problem in catalogue.check()] == [ProblemKind.FUZZY]
    kept = OwnEntries(texts={"de": {SEARCH: OwnText(fuzzy, in_use=("Suchen",))}})
    assert Catalogue.load("de", own=kept).text("Search") == "Suchen"


def test_an_added_notice_is_filled_known_and_demanded():
    added = own(translated(SPONSOR, "Mit Hilfe von {source}."), added={SPONSOR.key: SPONSOR})
    filled = Catalogue.load("de", own=added).fill(CodedText.plain_text("Sponsored by Fjord Bank."))
    assert filled == CodedText.plain_text("Mit Hilfe von Fjord Bank.")
    assert SPONSOR.msgid in known_notices(added)
    assert [p.msgid for p in Catalogue.load("ru", own=added).check()] == [SPONSOR.msgid]


def test_a_translation_without_its_source_text_is_obsolete_and_not_used():
    left = own(translated(SPONSOR, "Mit Hilfe von {source}."))
    assert Catalogue.load("de", own=left).fill(CodedText.plain_text("Sponsored by Fjord Bank.")) is None
    item = list_entries("de", left).items[-1]
    assert (item.entry.msgid, item.obsolete, item.in_use) == (SPONSOR.msgid, True, ())


def test_a_retired_source_text_is_not_compared_with_anything():
    source = Entry(*RIGHTS, "", ("",))
    retired = OwnEntries(retired={RIGHTS: source})
    assert Catalogue.load("de", own=retired).fill(CodedText.plain_text("All rights reserved.")) is None
    assert RIGHTS[1] not in known_notices(retired)
    listed = list_entries("de", retired).items[-1]
    assert (listed.obsolete, listed.entry.texts) == (True, ("Alle Rechte vorbehalten.",))


def test_a_language_without_a_file_takes_its_plural_forms_from_cldr():
    assert plural_forms("pl").startswith("nplurals=3;")
    assert (
        Catalogue.load("fr", own=own(Entry(*SEARCH, "", ("Rechercher",)), locale="fr")).text("Search") == "Rechercher"
    )
    assert list_entries("ja", OwnEntries()).rule.forms == 1


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("Mit Hilfe.",), "text-lost"),
        (("Mit {source} und {date}.",), "text-invented"),
        ((" ",), "text-empty"),
        (("{source}", "{source}"), "text-forms"),
        (("{source}" + "x" * 2_000,), "text-too-long"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_with_its_reason(texts: tuple[str, ...], code: str):
    found = misfit(translated(SPONSOR, *texts), 2)
    assert found is not None
    assert found.code == code
    assert misfit(translated(SPONSOR, "Mit Hilfe von {source}."), 2) is None


@pytest.mark.parametrize(
    ("section", "msgid", "code"),
    [
        ("reader", "Search", "section-fixed"),
        ("notice", " ", "text-empty"),
        ("notice", "{source}.", "placeholder-only"),
        ("notice", "By {Source}.", "placeholder-written"),
        ("notice", "By {source.", "placeholder-written"),
        ("name", "The {source}", "placeholder-written"),
        ("notice", "All rights reserved. Do not copy.", "notice-sentences"),
    ],
)
def test_a_source_text_that_could_not_match_is_refused(section: str, msgid: str, code: str):
    found = source_misfit(section, msgid)
    assert found is not None
    assert found.code == code


def test_a_heading_may_have_two_sentences():
    assert source_misfit("heading", "Read more. Really.") is None


def outcomes(own_entries: OwnEntries, *sent: SentEntry, add_new: bool = False) -> list[tuple[str, str | None]]:
    """What becomes of the entries of a German file, with the reason."""
    plan = plan_import(list_entries("de", own_entries), SentFile(sent, "de", None), add_new=add_new)
    return [(item.outcome.value, item.reason.code if item.reason else None) for item in plan.items]


NOTHING = OwnEntries()


@pytest.mark.parametrize(
    ("entry", "obsolete", "expected"),
    [
        (Entry(*SEARCH, "", ("Suche",)), False, ("unchanged", None)),
        (Entry(*SEARCH, "", ("Suchen",)), False, ("changed", None)),
        (Entry(*SEARCH, "", ("Suche",), fuzzy=True), False, ("changed", None)),
        (Entry(*SEARCH, "", ("",)), False, ("empty", None)),
        (Entry(*SEARCH, "", ("Suche",)), True, ("refused", "entry-obsolete-there")),
        (Entry(*SEARCH, "Searches", ("a", "b")), False, ("refused", "entry-plural-source")),
        (Entry("reader", "Today: {date}", "", ("Heute",)), False, ("refused", "text-lost")),
        (Entry("", "Search", "", ("Suche",)), False, ("refused", "entry-section")),
        (translated(SPONSOR, "Mit Hilfe von {source}."), False, ("obsolete", None)),
        (translated(SPONSOR, "Mit Hilfe von {source}."), True, ("obsolete", None)),
    ],
)
def test_each_entry_of_a_file_meets_one_end(entry: Entry, obsolete: bool, expected: tuple[str, str | None]):
    assert outcomes(NOTHING, SentEntry(entry, obsolete)) == [expected]


def test_the_wrong_number_of_plural_forms_is_refused():
    msgid = "Translated from English with machine translation, edited by {names}."
    one = SentEntry(Entry("reader", msgid, msgid, ("Von {names}.",)), obsolete=False)
    assert outcomes(NOTHING, one) == [("refused", "text-forms")]


def test_new_notices_are_taken_in_when_that_is_asked_for():
    new = SentEntry(translated(SPONSOR, "Mit Hilfe von {source}."), obsolete=False)
    two = SentEntry(Entry("notice", "One. Two.", "", ("Eins. Zwei.",)), obsolete=False)
    reader = SentEntry(Entry("reader", "Unheard", "", ("Neu",)), obsolete=False)
    gone = SentEntry(Entry("notice", "Gone.", "", ("Weg.",)), obsolete=True)
    assert outcomes(NOTHING, new, two, reader, gone, add_new=True) == [
        ("new", None),
        ("refused", "notice-sentences"),
        ("obsolete", None),
        ("obsolete", None),
    ]


def test_an_entry_that_stands_twice_counts_once():
    one, two = (SentEntry(Entry(*SEARCH, "", (text,)), obsolete=False) for text in ("Suchen", "Finden"))
    assert outcomes(NOTHING, one, two) == [("changed", None), ("refused", "entry-twice")]


def test_a_file_for_another_language_is_refused_whole():
    with pytest.raises(InvalidInputError) as caught:
        plan_import(list_entries("de", NOTHING), SentFile((), "ru", None), add_new=False)
    assert caught.value.details["reason"] == "po-language"
    assert plan_import(list_entries("de", NOTHING), SentFile((), "de-AT", None), add_new=False).items == ()


def test_a_translation_where_there_was_none_is_added():
    known = OwnEntries(added={SPONSOR.key: SPONSOR})
    found = SentEntry(translated(SPONSOR, "Mit Hilfe von {source}.", fuzzy=True), obsolete=False)
    plan = plan_import(list_entries("de", known), SentFile((found,), "", None), add_new=False)
    assert [item.outcome for item in plan.stored] == [Outcome.ADDED]
    assert plan.counts["fuzzy"] == 1
