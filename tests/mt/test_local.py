"""The local engine with a real model: a tiny one that is made here, through CTranslate2 and SentencePiece."""

import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from localize.config import load_settings
from localize.errors import EngineError
from localize.markup import CodedText
from localize.mt import build_engines, engine_readiness
from localize.mt.chain import translate
from localize.mt.local import LocalEngine, usual_signs
from localize.mt.local_model import MANIFEST, read_manifest
from localize.ports import Hints
from localize.services.models import Wanted, pulled

tiny: ModuleType = pytest.importorskip("tests.mt.tiny_model", reason="the extra “local” is not installed")

TEXTS = [
    "The talks in Geneva ended without a deal.",
    'She said: "It\'s what we want" - and left.',
    "A",
    "Sentence number 5 says that 25 people came.",
]


def install(models: Path, folder: Path, **wanted: str) -> None:
    """As the command line does it."""
    settings = load_settings({}, data_dir=str(models.parent), secret_key="x" * 32, model_dir=str(models))
    with pulled(settings, str(folder), Wanted(**{"licence": "CC0-1.0", **wanted}), lambda *_: None) as staged:
        staged.install()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Models of each kind: OPUS-MT to Russian, Argos to German."""
    base = tmp_path_factory.mktemp("local")
    install(base / "models", tiny.make_opus(base / "opus"), source="en", target="ru")
    install(base / "models", tiny.make_argos(base / "argos", "de"))
    return base / "models"


@pytest.fixture
def engine(models: Path) -> LocalEngine:
    return LocalEngine(models)


def ask(engine: LocalEngine, texts: list[str], target: str = "ru") -> list[str]:
    return engine.translate_batch(texts, source="en", target=target)


class TestPromises:
    """Those of every engine, as far as there is no wire."""

    @pytest.mark.parametrize("target", ["ru", "de"])
    def test_answers_come_in_order_one_for_each_text(self, engine: LocalEngine, target: str) -> None:
        assert ask(engine, TEXTS, target) == [tiny.translated(text, target) for text in TEXTS]

    def test_a_batch_of_many_lengths_keeps_its_order(self, engine: LocalEngine) -> None:
        texts = [f"{'go on ' * (n % 7 + 1)}{n}" for n in range(40)]
        assert ask(engine, texts) == [tiny.translated(text, "ru") for text in texts]

    def test_an_empty_batch_asks_nobody(self, tmp_path: Path) -> None:
        assert ask(LocalEngine(tmp_path / "nowhere"), []) == []

    def test_locales_with_regions_find_the_language(self, engine: LocalEngine) -> None:
        assert engine.translate_batch(["A"], source="en-GB", target="de-AT") == [tiny.translated("A", "de")]

    def test_letters_that_the_model_does_not_know_stay(self, engine: LocalEngine) -> None:
        (found,) = ask(engine, ["The town 😀 said 漢 and go."])
        assert found == tiny.translated("The town 😀 said 漢 and go.", "ru")

    def test_signs_are_put_as_models_know_them(self) -> None:
        assert usual_signs("“It’s 5–7,” he said—then… ‘no’ – she") == "\"It's 5-7,\" he said - then... 'no' - she"

    def test_threads_share_one_model_and_get_their_own_answers(self, engine: LocalEngine) -> None:
        start = threading.Barrier(4)

        def work(number: int) -> bool:
            start.wait()
            texts = [f"Read {number} and {n}." for n in range(5)]
            return ask(engine, texts) == [tiny.translated(text, "ru") for text in texts]

        with ThreadPoolExecutor(4) as pool:
            assert all(pool.map(work, range(4)))
        assert len(engine._loaded) == 1

    def test_hints_change_nothing(self, engine: LocalEngine) -> None:
        hints = Hints("About", (("deal", "сделка"),))
        assert engine.translate_batch(TEXTS, source="en", target="ru", hints=hints) == ask(engine, TEXTS)

    def test_a_text_over_its_limits_is_refused_whole_and_not_cut(self, engine: LocalEngine) -> None:
        with pytest.raises(EngineError) as caught:
            ask(engine, ["A", "again " * 300])
        assert (caught.value.reason, caught.value.retryable) == ("too-large", False)

    def test_the_chain_drafts_with_codes_and_keeps_addresses(self, engine: LocalEngine) -> None:
        text = CodedText.loads("Read <1>the report</1> at https://example.org/a?b=1 again.")
        outcome = translate([text, CodedText.plain_text("again " * 300)], source="en", target="ru", engines=[engine])
        draft, none = outcome.items
        assert draft is not None
        assert draft.text.dumps() == "Реад <1>тхе репорт</1> ат https://example.org/a?b=1 агаин."
        assert none is None, "what is too long for a model is left to another engine"
        assert outcome.failures[0].reason == "too-large"


class TestModels:
    """What may be wrong with a model, told with what to do."""

    def copy(self, models: Path, tmp_path: Path) -> Path:
        new = tmp_path / "models" / "en-ru"
        for path in (models / "en-ru").rglob("*"):
            if path.is_file():
                target = new / path.relative_to(models / "en-ru")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        return new

    def refused(self, models: Path, target: str = "ru") -> str:
        with pytest.raises(EngineError) as caught:
            ask(LocalEngine(models), ["A"], target)
        assert (caught.value.reason, caught.value.retryable) == ("not-set-up", False)
        return caught.value.message

    def test_no_model_for_a_pair(self, models: Path, tmp_path: Path) -> None:
        assert "no model from en to fr" in self.refused(models, "fr")
        assert "localize models pull" in self.refused(tmp_path / "nowhere")

    def test_a_truncated_a_changed_and_a_missing_file(self, models: Path, tmp_path: Path) -> None:
        folder = self.copy(models, tmp_path)
        file = folder / "model" / "model.bin"
        whole = file.read_bytes()
        file.write_bytes(whole[:-1000])
        assert "en-ru is damaged: model/model.bin has" in self.refused(folder.parent)
        file.write_bytes(whole[:5000] + b"x" + whole[5001:])
        assert "model/model.bin has changed" in self.refused(folder.parent)
        file.unlink()
        assert "model/model.bin is missing" in self.refused(folder.parent)

    def test_a_model_that_the_library_cannot_read_is_told_in_a_sentence(self, models: Path, tmp_path: Path) -> None:
        """Sealed as it is, so that only loading finds out."""
        folder = self.copy(models, tmp_path)
        file = folder / MANIFEST
        manifest = read_manifest(file.read_bytes(), "x")
        whole = (folder / "model" / "model.bin").read_bytes()
        for data in (whole[: len(whole) // 2], b"", b"nothing"):
            (folder / "model" / "model.bin").write_bytes(data)
            only = {name: seal for name, seal in manifest.files.items() if name != "model/model.bin"}
            file.write_text(json.dumps(replace(manifest, files=only).to_json()))
            assert "cannot be loaded" in self.refused(folder.parent)

    def test_a_model_that_never_ends_is_a_bad_answer(self, engine: LocalEngine) -> None:
        engine.translate_batch(["A"], source="en", target="ru")
        key = next(iter(engine._loaded))
        engine._loaded[key] = replace(engine._loaded[key], end="<never>")
        with pytest.raises(EngineError, match="no end") as caught:
            ask(engine, ["A"])
        assert caught.value.reason == "bad-answer"

    def test_the_end_of_the_source_is_put_where_the_runtime_does_not(self, tmp_path: Path) -> None:
        folder = tiny.make_opus(tmp_path / "opus", "de", adds_end=False)
        install(tmp_path / "models", folder, source="en", target="de")
        assert ask(LocalEngine(tmp_path / "models"), TEXTS, "de") == [tiny.translated(text, "de") for text in TEXTS]

    def test_without_the_libraries_it_says_what_to_install(self, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def absent(name: str) -> ModuleType:
            raise ModuleNotFoundError(name)

        monkeypatch.setattr("localize.mt.local.import_module", absent)
        assert "localize[local]" in self.refused(models)

    def test_readiness_says_which_models_are_missing(
        self, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def row(folder: Path) -> str:
            settings = load_settings(
                {}, data_dir=str(tmp_path), secret_key="x" * 32, engines="local", model_dir=str(folder)
            )
            assert [(engine.name, engine.private) for engine in build_engines(settings)] == [("local", True)]
            return engine_readiness(settings)[0].missing

        assert row(models) == ""
        assert row(tmp_path / "none") == "a model for en-ru, en-de (localize models pull)"
        monkeypatch.setattr("localize.mt.local.find_spec", lambda _name: None)
        assert "localize[local]" in row(models)


_FORKED = """
import os, sys
from pathlib import Path
from localize.mt.local import LocalEngine

engine = LocalEngine(Path(sys.argv[1]))
assert "ctranslate2" not in sys.modules, "loaded before the fork"
if sys.argv[2] == "used":
    engine.translate_batch(["A"], source="en", target="ru")
child = os.fork()
if not child:
    print(engine.translate_batch(["Read it again."], source="en", target="ru"), flush=True)
    os._exit(0)
_, status = os.waitpid(child, 0)
sys.exit(status)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.parametrize("parent", ["fresh", "used"])
def test_a_child_process_loads_its_own_model(models: Path, parent: str) -> None:
    """A model that a parent loaded hangs in the child: also when the parent did use its own."""
    done = subprocess.run(
        [sys.executable, "-c", _FORKED, str(models), parent],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == str([tiny.translated("Read it again.", "ru")])


def test_making_the_engine_loads_nothing(models: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from localize.mt.local import LocalEngine, missing
LocalEngine(Path({str(models)!r})); missing(Path({str(models)!r}), "en", ["ru"])
sys.exit(any(name in sys.modules for name in ("ctranslate2", "sentencepiece", "numpy")))
"""
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=Path(__file__).parents[2]).returncode == 0
