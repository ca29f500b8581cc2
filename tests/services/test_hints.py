"""What engines are told beside the texts of an article."""

import pytest

from localize.article import Block, Role
from localize.markup import CodedText
from localize.ports import Hints
from localize.services import draft_plan
from localize.services.context import Context
from localize.services.hints import about, hints_for
from localize.services.pretranslate import run_job
from localize.terms.lexicon import Lexicon
from localize.terms.term import TargetTerm, Term, TermStatus
from tests.conftest import FakeDispatcher
from tests.engines import FakeEngine
from tests.services.helpers import file

TERMS = (
    Term(1, "ceasefire", (TargetTerm("перемирие"),)),
    Term(2, "budget", (TargetTerm("смета", TermStatus.FORBIDDEN), TargetTerm("бюджет", TermStatus.ADMITTED))),
    Term(3, "Bundestag", do_not_translate=True),
    Term(4, "curfew", (TargetTerm("комендантский час"),)),
    Term(5, "summit", (TargetTerm("встреча", TermStatus.FORBIDDEN),)),
)


def _block(role: Role, text: str) -> Block:
    return Block(key=text, role=role, text=CodedText.plain_text(text))


def test_an_article_is_about_its_headline_and_standfirst() -> None:
    blocks = [
        _block(Role.STANDFIRST, "Both sides stay."),
        _block(Role.PARAGRAPH, "Much more text."),
        _block(Role.HEADLINE, "Talks end"),
    ]
    assert about(blocks) == "Talks end\nBoth sides stay."
    assert len(about([_block(Role.HEADLINE, "word " * 900)])) <= 1000
    assert about([]) == ""


def test_terms_that_occur_come_with_what_the_house_calls_them() -> None:
    texts = ["The Ceasefire holds.", "A budget, says the Bundestag.", "No summit."]
    assert hints_for("About", Lexicon(TERMS), texts) == Hints(
        "About", (("ceasefire", "перемирие"), ("budget", "бюджет"), ("Bundestag", "Bundestag"))
    )


def test_a_draft_is_made_with_hints(
    sqlite_ctx: Context, dispatcher: FakeDispatcher, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        draft_plan, "lexicon_of", lambda *_: Lexicon((Term(1, "the", (TargetTerm("артикль"),)), TERMS[3]))
    )
    file(sqlite_ctx, to=("ru",))
    run_job(sqlite_ctx, dispatcher.sent[0][0], "test")
    assert engine.hints
    assert all(hints.terms == (("the", "артикль"),) for hints in engine.hints)
    assert all(hints.context and hints.context in "\n".join(engine.calls[0][:2]) for hints in engine.hints)
