"""Whatever an engine answers: the edition ends drafted by the next one, or blocked with a sentence. Never a wrong text."""

import dataclasses

import pytest

from localize.edition import EditionState
from localize.markup import CodedText
from localize.mt import build_engines
from localize.services import desk, workbench
from localize.services.context import SYSTEM, Context
from localize.services.pretranslate import run_job
from tests.conftest import FakeDispatcher
from tests.doubles import DeeplDouble, LibreTranslateDouble, pseudo_translate
from tests.services.helpers import file

FAULTS = (
    "429",
    "429:1",
    "500",
    "503",
    "456",
    "403",
    "garbage",
    "cut-json",
    "empty-list",
    "short-list",
    "long-list",
    "echo",
    "empty-strings",
    "wrong-types",
    "nulls",
    "html",
    "html-502",
    "html-items",
    "reset",
    "close",
    "latin",
)


def _context(ctx: Context, first: LibreTranslateDouble, second: DeeplDouble | None) -> Context:
    names = ("libretranslate", "deepl") if second else ("libretranslate",)
    settings = dataclasses.replace(
        ctx.settings,
        engines=names,
        libretranslate_url=first.url,
        deepl_url=second.url if second else None,
        deepl_key="key:fx" if second else None,
        engine_timeout=0.5,
    )
    return Context(settings, ctx.store, ctx.clock, ctx.dispatcher, tuple(build_engines(settings)))


def _letters(text: CodedText) -> str:
    return "".join(filter(str.isalnum, text.plain))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting between tries is the chain's own tests' business."""
    monkeypatch.setattr("localize.mt.chain.time.sleep", lambda _: None)


@pytest.mark.parametrize("fault", [*FAULTS, "hang"])
def test_the_next_engine_takes_over(sqlite_ctx: Context, dispatcher: FakeDispatcher, fault: str) -> None:
    with LibreTranslateDouble(faults=[fault], repeat=True) as bad, DeeplDouble(key="key:fx") as good:
        filed = file(_context(sqlite_ctx, bad, good), to=("ru",))
        run_job(_context(sqlite_ctx, bad, good), dispatcher.sent[0][0], "test")
    bench = workbench.open_edition(sqlite_ctx, SYSTEM, filed.editions[0].id)
    assert bench.summary.state is EditionState.DRAFTED
    for block in bench.blocks:
        for segment in block.segments:
            assert segment.origin.engine == "deepl"
            # The engine's words; marks and numbers are put right for the language.
            assert _letters(CodedText.loads(segment.target)) == _letters(
                CodedText.plain_text(pseudo_translate(CodedText.loads(segment.source).plain, "ru"))
            )


@pytest.mark.parametrize("fault", FAULTS)
def test_alone_it_leaves_the_edition_blocked_with_a_sentence_and_no_text(
    sqlite_ctx: Context, dispatcher: FakeDispatcher, fault: str
) -> None:
    with LibreTranslateDouble(faults=[fault], repeat=True) as bad:
        filed = file(_context(sqlite_ctx, bad, None), to=("ru",))
        run_job(_context(sqlite_ctx, bad, None), dispatcher.sent[0][0], "test")
        asked = len(bad.requests)
    summary = desk.get_edition(sqlite_ctx, filed.editions[0].id)
    assert summary.state is EditionState.BLOCKED
    assert summary.blocked_sentence
    assert len(summary.blocked_sentence) > 20
    assert "Traceback" not in summary.blocked_sentence
    texts = [s.target for b in workbench.open_edition(sqlite_ctx, SYSTEM, summary.id).blocks for s in b.segments]
    assert set(texts) == {""}
    assert asked <= 12, "a broken engine must not be asked for ever"
