"""The names register: who decides, what counts, what history keeps, merging, files of other people's work."""

from dataclasses import replace

import pytest

from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, RevisionConflictError
from localize.services import name_files, names
from localize.services.context import Actor, Context
from localize.services.lexicon import lexicon_of
from localize.services.name_files import NameOutcome
from localize.services.name_record import NameChangeKind
from localize.store.names import NameQuery
from localize.terms.name import Gender, Name, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from localize.workflow import UserRole
from tests.services.helpers import person
from tests.services.names import ELVIN, ZELENSKIY


@pytest.fixture
def max_(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Max")


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator for Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


def seen(ctx: Context, locale: str = "ru") -> dict[str, Name]:
    """What checks and engines get, by source form."""
    with ctx.store.read() as unit:
        return {name.source: name for name in lexicon_of(unit, "en", locale).names}


def test_a_name_counts_in_every_locale_as_soon_as_an_editor_adds_it(ctx: Context, max_: Actor) -> None:
    assert seen(ctx) == {}
    added = names.add_name(ctx, max_, ZELENSKIY)
    assert added.revision == 1
    assert seen(ctx)["Volodymyr Zelenskiy"] == Name(
        added.id,
        NameKind.PERSON,
        "Volodymyr Zelenskiy",
        ("Volodymyr Zelensky",),
        Gender.MASCULINE,
        NameForm("Зеленский", "президент Владимир Зеленский", ("Зе",)),
    )
    assert seen(ctx, "de")["Volodymyr Zelenskiy"].form == NameForm("Selenskyj", "Wolodymyr Selenskyj", declined=False)
    assert seen(ctx, "de-AT")["Volodymyr Zelenskiy"].form is not None, "the language's form holds in its countries"
    assert seen(ctx, "fr")["Volodymyr Zelenskiy"].form is None


def test_a_translators_form_is_a_proposal_until_an_editor_accepts_it_once(
    ctx: Context, max_: Actor, vera: Actor
) -> None:
    added = names.add_name(ctx, vera, replace(ELVIN, accepted={"ru": NameForm("Марта Элвин")}))
    assert added.entry.accepted == {}
    assert seen(ctx)["Marta Elvin"].form is None
    assert [e.id for e in names.list_names(ctx, NameQuery("ru", state="proposed")).entries] == [added.id]
    assert [e.id for e in names.list_names(ctx, NameQuery("de", state="proposed")).entries] == []
    with pytest.raises(ForbiddenError):
        names.decide(ctx, vera, added.id, "ru", accept=True)
    names.decide(ctx, max_, added.id, "ru", accept=True)
    assert seen(ctx)["Marta Elvin"].form == NameForm("Марта Элвин")
    names.write_form(ctx, vera, added.id, "ru", NameForm("Марта Эльвин"))
    assert seen(ctx)["Marta Elvin"].form == NameForm("Марта Элвин"), "what was accepted stays in use"
    names.decide(ctx, max_, added.id, "ru", accept=False)
    there = names.get_name(ctx, added.id)
    assert (dict(there.entry.accepted), dict(there.entry.proposed)) == ({"ru": NameForm("Марта Элвин")}, {})
    assert [change.kind for change in names.history(ctx, added.id)] == [
        NameChangeKind.REJECTED,
        NameChangeKind.PROPOSED,
        NameChangeKind.ACCEPTED,
        NameChangeKind.ADDED,
    ]


def test_a_translator_writes_only_in_a_locale_of_theirs_and_changes_no_entry(
    ctx: Context, max_: Actor, vera: Actor
) -> None:
    with pytest.raises(ForbiddenError):
        names.add_name(ctx, vera, replace(ELVIN, accepted={"de": NameForm("Marta Elvin")}))
    added = names.add_name(ctx, max_, ELVIN)
    with pytest.raises(ForbiddenError):
        names.write_form(ctx, vera, added.id, "de", NameForm("Marta Elvin"))
    for act in (
        lambda: names.save_name(ctx, vera, added.id, ZELENSKIY, base_revision=1),
        lambda: names.delete_name(ctx, vera, added.id),
        lambda: names.merge(ctx, vera, added.id, added.id),
        lambda: names.revert(ctx, vera, added.id, 1),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_one_name_has_one_entry_however_it_is_spelled(ctx: Context, max_: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    with pytest.raises(InvalidInputError, match="has this name already: Volodymyr Zelenskiy") as refused:
        names.add_name(ctx, max_, NameEntry(NameKind.PERSON, "Volodymyr Zelenskyy"))
    assert refused.value.details["params"]["id"] == str(added.id)
    assert [found.id for found in names.find_by_name(ctx, "Volodymyr Zelenskyy")] == [added.id]
    assert names.find_by_name(ctx, "!") == []
    ship = names.add_name(ctx, max_, NameEntry(NameKind.OTHER, "Volodymyr Zelenskiy"))
    assert ship.id != added.id, "a ship may bear a person's name"
    with pytest.raises(InvalidInputError, match="letter or a digit"):
        names.add_name(ctx, max_, NameEntry(NameKind.PERSON, " … "))


def test_a_save_over_somebody_elses_is_refused_and_loses_nothing(ctx: Context, max_: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    names.save_name(ctx, max_, added.id, replace(ZELENSKIY, note="President"), base_revision=1)
    with pytest.raises(RevisionConflictError) as refused:
        names.save_name(ctx, max_, added.id, replace(ZELENSKIY, note="Other"), base_revision=1)
    assert refused.value.details["revision"] == 2
    same = names.save_name(ctx, max_, added.id, replace(ZELENSKIY, note="President"), base_revision=1)
    assert same.revision == 2, "the same once more changes nothing"


def test_a_deleted_name_no_longer_counts_and_comes_back_as_it_was(ctx: Context, max_: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    names.delete_name(ctx, max_, added.id)
    assert seen(ctx) == {}
    assert names.list_names(ctx, NameQuery("ru")).total == 0
    with pytest.raises(NotFoundError):
        names.delete_name(ctx, max_, added.id)
    again = names.add_name(ctx, max_, ZELENSKIY)
    with pytest.raises(InvalidInputError, match="has this name already"):
        names.restore_name(ctx, max_, added.id)
    names.delete_name(ctx, max_, again.id)
    assert names.restore_name(ctx, max_, added.id).entry == names.get_name(ctx, added.id).entry
    assert list(seen(ctx)) == ["Volodymyr Zelenskiy"]


def test_every_change_can_be_taken_back_from_the_history(ctx: Context, max_: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    wrong = replace(ZELENSKIY, accepted={"ru": NameForm("Зеленски")}, gender=Gender.FEMININE)
    names.save_name(ctx, max_, added.id, wrong, base_revision=1)
    first = names.history(ctx, added.id)[-1]
    assert first.before is None
    back = names.revert(ctx, max_, added.id, first.id)
    assert back.entry == names.get_name(ctx, added.id).entry
    assert seen(ctx)["Volodymyr Zelenskiy"].gender is Gender.MASCULINE
    newest = names.history(ctx, added.id)[0]
    assert newest.kind is NameChangeKind.REVERTED
    assert newest.before is not None
    assert newest.before.gender is Gender.FEMININE
    with pytest.raises(NotFoundError):
        names.revert(ctx, max_, added.id, 999_999)


def test_merging_joins_spellings_and_forms_and_the_kept_entry_is_right(ctx: Context, max_: Actor) -> None:
    keep = names.add_name(ctx, max_, replace(ELVIN, accepted={"ru": NameForm("Марта Элвин")}))
    forms = {"ru": NameForm("М. Эльвин"), "de": NameForm("Marta Elvin")}
    gone = names.add_name(ctx, max_, NameEntry(NameKind.PERSON, "Martha Elwin", ("M. Elwin",), accepted=forms))
    merged = names.merge(ctx, max_, keep.id, gone.id)
    assert merged.entry.aliases == ("Martha Elwin", "M. Elwin")
    assert dict(merged.entry.accepted) == {"ru": NameForm("Марта Элвин"), "de": NameForm("Marta Elvin")}
    assert merged.entry.gender is Gender.FEMININE
    assert list(seen(ctx)) == ["Marta Elvin"]
    assert names.history(ctx, gone.id)[0].kind is NameChangeKind.MERGED_AWAY
    assert [found.id for found in names.find_by_name(ctx, "Martha Elwin")] == [keep.id]
    with pytest.raises(InvalidInputError, match="with itself"):
        names.merge(ctx, max_, keep.id, keep.id)


def test_lists_are_filtered_by_words_kind_and_what_is_undecided(ctx: Context, max_: Actor) -> None:
    names.add_name(ctx, max_, ZELENSKIY)
    names.add_name(ctx, max_, ELVIN)
    names.add_name(ctx, max_, NameEntry(NameKind.PLACE, "Norrhaven", accepted={"ru": NameForm("Норрхавен")}))

    def found(**wanted: str) -> list[str]:
        page = names.list_names(ctx, NameQuery(wanted.pop("locale", "ru"), **wanted))
        assert page.total == len(page.entries)
        return [registered.entry.source for registered in page.entries]

    assert found() == ["Marta Elvin", "Norrhaven", "Volodymyr Zelenskiy"]
    assert found(words="зелен") == ["Volodymyr Zelenskiy"], "a house form is looked through too"
    assert found(words="zelensky") == ["Volodymyr Zelenskiy"], "and an alias"
    assert found(words="100%") == []
    assert found(kind="place") == ["Norrhaven"]
    assert found(state="undecided") == ["Marta Elvin"]
    assert found(state="undecided", locale="de") == ["Marta Elvin", "Norrhaven"]
    page = names.list_names(ctx, NameQuery("ru"), offset=1, limit=1)
    assert ([e.entry.source for e in page.entries], page.total) == (["Norrhaven"], 3)


def test_a_file_adds_and_changes_names_and_takes_none_away(ctx: Context, max_: Actor, vera: Actor) -> None:
    added = names.add_name(ctx, max_, ZELENSKIY)
    data = (
        "source,kind,ru,de,note\n"
        "Volodymyr Zelenskyy,person,Зеленскій,,\n"
        "Norrhaven,place,Норрхавен,,A town\n"
        "Volodymyr Zelensky,other,Корабль,,\n"
    ).encode()
    with pytest.raises(ForbiddenError):
        name_files.import_names(ctx, vera, data)
    plan = name_files.preview_import(ctx, max_, data)
    expected = [NameOutcome.CHANGED, NameOutcome.ADDED, NameOutcome.ADDED]
    assert [item.outcome for item in plan.items] == expected
    assert names.list_names(ctx, NameQuery("ru")).total == 1, "looking stores nothing"
    assert [item.outcome for item in name_files.import_names(ctx, max_, data).items] == expected
    there = names.get_name(ctx, added.id).entry
    assert there.accepted["ru"] == replace(ZELENSKIY.accepted["ru"], text="Зеленскій")
    assert there.accepted["de"] == ZELENSKIY.accepted["de"]
    assert there.aliases == ("Volodymyr Zelensky", "Volodymyr Zelenskyy"), "another spelling of it is an alias"
    assert names.history(ctx, added.id)[0].kind is NameChangeKind.IMPORTED
    again = name_files.import_names(ctx, max_, name_files.export_names(ctx).encode())
    assert {item.outcome for item in again.items} == {NameOutcome.UNCHANGED}
