"""The catalogue: ours is complete, a newsroom's own goes first, broken entries are named and not used."""

from pathlib import Path

import pytest

from localize.errors import ConfigError
from localize.exchange.catalogue import Catalogue, ProblemKind, Section, check_catalogues
from localize.exchange.notices import placeholders
from localize.exchange.po import read_po
from localize.markup import CodedText

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def own_po(folder: Path, entries: str, name: str = "de.po") -> Path:
    """A newsroom's PO file."""
    (folder / name).write_text(HEADER + entries, encoding="utf-8")
    return folder


def test_the_shipped_catalogues_are_complete():
    assert check_catalogues(["ru", "de", "en"]) == []


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_shipped_translations_are_translations(locale: str):
    same = {"{names}", "{names}, {place}", "{site}, {year}"}
    for entry in Catalogue.load(locale).entries.values():
        for text in entry.texts:
            if text in same or entry.msgid.startswith(("Video", "Illustration")):
                continue
            assert text != entry.msgid
            assert locale != "ru" or any("а" <= c <= "я" for c in text.lower()), text


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_sentences_keep_their_full_stop_and_headings_have_none(locale: str):
    for (section, msgid), entry in Catalogue.load(locale).entries.items():
        if section == Section.NOTICE:
            assert entry.texts[0].endswith("."), msgid
        if section == Section.HEADING:
            assert not entry.texts[0].endswith("."), msgid


def test_reader_strings_take_their_values():
    catalogue = Catalogue.load("ru")
    assert catalogue.text("Today: {date}", date="23 ноября") == "Сегодня: 23 ноября"
    assert catalogue.text("Search") == "Поиск"
    assert Catalogue.load("de").text("Today: {date}", date="23. November 2026") == "Heute: 23. November 2026"


def test_values_are_put_in_and_not_looked_into():
    text = Catalogue.load("de").text("By {names}", names="{names.__class__} {date}")
    assert text == "Von {names.__class__} {date}"


def test_the_source_language_says_what_the_template_says():
    catalogue = Catalogue.load("en")
    assert catalogue.text("Don't Miss") == "Don't Miss"
    assert catalogue.knows("Search")


MSGID = "Translated from English with machine translation, edited by {names}."


@pytest.mark.parametrize(
    ("number", "expected"), [(1, "Редактор"), (2, "Редакторы"), (5, "Редакторы"), (21, "Редактор")]
)
def test_plurals_follow_the_rule_of_the_file(number: int, expected: str):
    text = Catalogue.load("ru").plural(MSGID, MSGID, number, names="Елена Кравец")
    assert text.replace("\u00a0", " ").endswith(f"{expected} перевода: Елена Кравец.")


def test_plurals_without_translation_stay_in_english():
    catalogue = Catalogue.load("fr")
    assert catalogue.plural("{count} word", "{count} words", 1) == "1 word"
    assert catalogue.plural("{count} word", "{count} words", 3) == "3 words"


def test_a_locale_without_file_fills_nothing_and_says_so():
    catalogue = Catalogue.load("fr")
    assert catalogue.fill(CodedText.plain_text("All rights reserved.")) is None
    assert not catalogue.knows("Search")
    assert [problem.kind for problem in catalogue.check()] == [ProblemKind.NO_FILE]


def test_a_region_falls_back_to_its_language():
    assert Catalogue.load("de-AT").text("Search") == "Suche"


def test_a_locale_that_is_a_path_finds_no_file(tmp_path: Path):
    own_po(tmp_path, 'msgctxt "reader"\nmsgid "Search"\nmsgstr "x"\n')
    assert Catalogue.load(f"../{tmp_path.name}/de", tmp_path).text("Search") == "Search"


def test_a_newsroom_s_file_goes_before_ours(tmp_path: Path):
    own_po(
        tmp_path,
        'msgctxt "reader"\nmsgid "Don\'t Miss"\nmsgstr "Das könnte Sie interessieren"\n\n'
        'msgctxt "notice"\nmsgid "Sponsored by {source}."\nmsgstr "Mit Unterstützung von {source}."\n',
    )
    catalogue = Catalogue.load("de", tmp_path)
    assert catalogue.text("Don't Miss") == "Das könnte Sie interessieren"
    filled = catalogue.fill(CodedText.plain_text("Sponsored by Fjord Bank."))
    assert filled == CodedText.plain_text("Mit Unterstützung von Fjord Bank.")
    assert catalogue.text("Search") == "Suche"
    assert catalogue.check() == []


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ('#, fuzzy\nmsgctxt "notice"\nmsgid "New: {source}."\nmsgstr "Neu: {source}."\n', ProblemKind.FUZZY),
        ('msgctxt "notice"\nmsgid "New: {source}."\nmsgstr ""\n', ProblemKind.MISSING),
        ('msgctxt "notice"\nmsgid "New: {source}."\nmsgstr "Neu."\n', ProblemKind.PLACEHOLDERS),
        ('msgctxt "notice"\nmsgid "New: {source}."\nmsgstr "Neu: {source} {date}."\n', ProblemKind.PLACEHOLDERS),
        (
            'msgctxt "notice"\nmsgid "New: {source}."\nmsgid_plural "New: {source}."\nmsgstr[0] "Neu: {source}."\n',
            ProblemKind.PLURALS,
        ),
    ],
)
def test_an_entry_that_is_not_fit_is_named_and_not_used(tmp_path: Path, entry: str, kind: ProblemKind):
    catalogue = Catalogue.load("de", own_po(tmp_path, entry))
    (problem,) = catalogue.check()
    assert (problem.kind, problem.msgid, problem.locale) == (kind, "New: {source}.", "de")
    assert "New: {source}." in problem.message
    assert catalogue.fill(CodedText.plain_text("New: Fjord Wire.")) is None


def test_an_unfit_override_leaves_ours_in_use(tmp_path: Path):
    own_po(tmp_path, '#, fuzzy\nmsgctxt "reader"\nmsgid "Search"\nmsgstr "Suchen?"\n')
    catalogue = Catalogue.load("de", tmp_path)
    assert catalogue.text("Search") == "Suche"
    assert catalogue.check() == []


def test_a_new_language_needs_only_a_file(tmp_path: Path):
    own_po(tmp_path, 'msgctxt "reader"\nmsgid "Search"\nmsgstr "Rechercher"\n', "fr.po")
    catalogue = Catalogue.load("fr", tmp_path)
    assert catalogue.text("Search") == "Rechercher"
    assert {problem.kind for problem in catalogue.check()} == {ProblemKind.MISSING}


def test_a_changed_file_is_read_again(tmp_path: Path):
    entry = 'msgctxt "reader"\nmsgid "Search"\nmsgstr "{}"\n'
    own_po(tmp_path, entry.format("Eins"))
    assert Catalogue.load("de", tmp_path).text("Search") == "Eins"
    own_po(tmp_path, entry.format("Zwei und mehr"))
    assert Catalogue.load("de", tmp_path).text("Search") == "Zwei und mehr"


@pytest.mark.parametrize("content", ["not PO at all", '"Plural-Forms: nplurals=2; plural=__import__(1);\\n"'])
def test_a_broken_file_stops_with_its_name(tmp_path: Path, content: str):
    text = content if content[0] != '"' else f'msgid ""\nmsgstr ""\n{content}\n\nmsgid "a"\nmsgstr "b"\n'
    (tmp_path / "de.po").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"de\.po"):
        Catalogue.load("de", tmp_path)


def test_a_missing_file_is_never_taken_for_contents(tmp_path: Path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_po(tmp_path / "none.po")


def test_known_notices_come_with_their_translation():
    notices = {notice.source: notice.target for notice in Catalogue.load("de").known_notices()}
    assert notices["All rights reserved."] == "Alle Rechte vorbehalten."
    assert notices["Don't Miss"] == "Nicht verpassen"
    assert "Today: {date}" not in notices
    assert set(notices) == {notice.source for notice in Catalogue.load("fr").known_notices()}
    assert all(n.target is None for n in Catalogue.load("fr").known_notices())
    assert all(placeholders(source) == placeholders(target or "") for source, target in notices.items())
