"""Notes and refusals of intake in the language of the page."""

import string
from collections.abc import Mapping

import pytest
from flask import Flask
from flask_babel import force_locale

from localize.article import IntakeNote
from localize.errors import NotFoundError
from localize.intake.sniff import FORMATS
from localize.intake.words import NOTES, PHRASES, REFUSALS, note, refusal
from localize.services.context import Context
from tests.web.pages import make_app
from web.i18n import UI_LOCALES
from web.presenters.intake_words import format_name, note_sentence, refusal_sentence


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    """An application to ask in any language."""
    return make_app(sqlite_ctx)


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("table", [NOTES, REFUSALS])
@pytest.mark.parametrize("language", UI_LOCALES)
def test_every_sentence_is_filled_in_every_language(app: Flask, table: Mapping[str, str], language: str) -> None:
    with app.test_request_context(), force_locale(language):
        for code, template in table.items():
            params = {name: f"«{name}»" for name in names(template)}
            said = note_sentence(note(code, **params)) if table is NOTES else refusal_sentence(refusal(code, **params))
            assert all(value in said for value in params.values()), (language, code)
            assert "{" not in said


@pytest.mark.parametrize(("language", "count"), [("en", "12,345"), ("de", "12.345"), ("ru", "12\u00a0345")])
def test_numbers_are_written_as_the_language_writes_them(app: Flask, language: str, count: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert count in note_sentence(note("images-left-out", count=12_345))


def test_names_that_look_like_numbers_stay_as_they_are(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        assert "20261123" in note_sentence(note("unknown-fields", names="20261123"))


def test_languages_are_named_in_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        assert "Französisch" in refusal_sentence(refusal("other-language", language="fr", own="en"))
    with app.test_request_context(), force_locale("en"):
        assert "zz-nonsense" in refusal_sentence(refusal("other-language", language="zz-nonsense", own="en"))


def test_what_has_no_sentence_of_its_own_is_as_it_was_written(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        assert note_sentence(IntakeNote("long-gone", "It was so.")) == "It was so."
        assert note_sentence(IntakeNote("images-left-out", "2 pictures left out.")) == "2 pictures left out."
        assert refusal_sentence(NotFoundError("There is no article 7.")) == "There is no article 7."


def test_braces_in_what_a_sender_wrote_do_no_harm(app: Flask) -> None:
    with app.test_request_context():
        assert "{0} {x!r}" in note_sentence(note("unknown-fields", names="{0} {x!r}"))


def test_every_format_has_a_name(app: Flask) -> None:
    with app.test_request_context():
        assert [name for name in FORMATS if not format_name(name)] == []
        assert format_name("docx") == "Word (DOCX)"
    assert "a picture" in PHRASES
