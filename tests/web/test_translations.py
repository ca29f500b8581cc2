"""The interface in three languages: nothing missing, nothing fuzzy, every placeholder in its place."""

import re
from pathlib import Path

import polib
import pytest
from babel.messages.extract import extract_from_dir

from web.i18n import UI_LOCALES

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "web" / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")
LANGUAGES = [name for name in UI_LOCALES if name != "en"]


def _extracted() -> set[str]:
    """Every message of templates, views and checks, by its singular."""
    keywords = {
        "_": None,
        "gettext": None,
        "lazy_gettext": None,
        "N_": None,
        "ngettext": (1, 2),
        "lazy_ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "lazy_pgettext": ((1, "c"), 2),
    }
    found: set[str] = set()
    for folder, pattern, method in (
        (ROOT / "web", "**.py", "python"),
        (ROOT / "web" / "templates", "**.html", "jinja2"),
        (ROOT / "localize" / "qa", "messages.py", "python"),
        (ROOT / "localize" / "intake", "words.py", "python"),
        (ROOT / "localize" / "exchange", "*words.py", "python"),
    ):
        for _file, _line, message, _comments, _context in extract_from_dir(
            folder, method_map=[(pattern, method)], keywords=keywords
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return {message for message in found if message}


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_has_a_translation(name: str) -> None:
    po = polib.pofile(str(FOLDER / name / "LC_MESSAGES" / "messages.po"))
    done = {entry.msgid for entry in po if entry.translated() and not entry.fuzzy and not entry.obsolete}
    assert sorted(_extracted() - done) == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_translations_keep_the_placeholders(name: str) -> None:
    wrong = []
    for entry in polib.pofile(str(FOLDER / name / "LC_MESSAGES" / "messages.po")):
        wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural or ""))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            found = set(PLACEHOLDER.findall(text))
            if text and not (found == wanted or (entry.msgid_plural and found <= wanted)):
                wrong.append((entry.msgid, text))
    assert wrong == []


@pytest.mark.parametrize(("name", "forms"), [("ru", 3), ("de", 2)])
def test_plurals_have_every_form_of_the_language(name: str, forms: int) -> None:
    po = polib.pofile(str(FOLDER / name / "LC_MESSAGES" / "messages.po"))
    plurals = [entry for entry in po if entry.msgid_plural]
    assert plurals
    assert [e.msgid for e in plurals if len(e.msgstr_plural) != forms or not all(e.msgstr_plural.values())] == []
