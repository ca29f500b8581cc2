"""What of the catalogue depends on the database: people who save at the same time, files in one transaction."""

from concurrent.futures import ThreadPoolExecutor

from localize.errors import RevisionConflictError
from localize.services import catalogue, catalogue_files
from localize.services.catalogue_edit import Draft, save
from localize.services.catalogue_sources import NewSource, add_source
from localize.services.context import Context
from localize.workflow import UserRole
from tests.services.helpers import person


def test_of_those_who_save_at_the_same_time_one_wins_and_no_text_is_lost(ctx: Context) -> None:
    people = [person(ctx, UserRole.EDITOR, f"Editor{n}") for n in range(6)]
    item = next(i for i in catalogue.list_catalogue(ctx, people[0], "ru").items if i.entry.msgid == "Search")
    before = catalogue.load(ctx, "ru")

    def write(number: int) -> bool:
        try:
            save(ctx, people[number], "ru", item.ref, Draft((f"Поиск {number}",)), base_revision=0)
        except RevisionConflictError:
            return False
        return True

    with ThreadPoolExecutor(6) as pool:
        won = list(pool.map(write, range(6)))
    assert won.count(True) == 1
    kept = catalogue.history(ctx, people[0], "ru", item.ref)
    assert {change.texts for change in kept} == {(f"Поиск {n}",) for n in range(6)}
    assert sorted(change.kind.value for change in kept) == ["late"] * 5 + ["saved"]
    assert before.text("Search") == "Поиск"
    assert catalogue.load(ctx, "ru").text("Search") == f"Поиск {won.index(True)}"


def test_texts_with_quotes_line_ends_and_every_script_survive_the_database_and_a_file(ctx: Context) -> None:
    editor = person(ctx, UserRole.EDITOR, "Max")
    source = "A “quoted” \\ text: {source}\nof two lines 😀"
    texts = {"ru": '«Текст» \\n "и"\nвторая {source}', "de": "„Text“ {source} %s\t😀"}
    add_source(ctx, editor, NewSource("heading", source, "#, not a flag", texts))
    for locale, text in texts.items():
        sent = catalogue_files.export_po(ctx, editor, locale).encode()
        assert catalogue_files.import_po(ctx, editor, locale, sent).stored == ()
        item = next(i for i in catalogue.list_catalogue(ctx, editor, locale).items if i.entry.msgid == source)
        assert item.entry.texts == (text,)
