"""What a process does once at its start."""

import pytest

from localize.services import setup
from localize.services.context import Context
from localize.services.setup import prepare
from localize.terms.lexicon import EMPTY, Lexicon
from localize.terms.term import Term


def test_dictionaries_are_read_for_languages_that_have_something_to_check(
    sqlite_ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(setup, "read_dictionaries", read.extend)
    prepare(sqlite_ctx)
    assert read == []
    monkeypatch.setattr(
        setup, "lexicon_of", lambda _unit, _source, locale: Lexicon((Term(1, "bank"),)) if locale == "de" else EMPTY
    )
    prepare(sqlite_ctx)
    assert read == ["de"]
