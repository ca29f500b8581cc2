"""The local engine: CTranslate2 and SentencePiece with models on this machine. Nothing leaves the house.

Both libraries are an optional extra and are loaded when the first text is asked for, in the process that asks: a model
that was loaded before a fork hangs in the child. So a worker's child loads its own, and what a parent had is left alone.
"""

import json
import os
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar, Final

from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

from localize.mt.answers import checked
from localize.mt.engine import HttpEngine
from localize.mt.faults import Provider, bad_answer, failed, not_set_up, too_large
from localize.mt.local_model import Manifest, damage, find
from localize.ports import NO_HINTS, EngineLimits, Hints

PROVIDER: Final = Provider("local", "The local engine", "LOCALIZE_MODEL_DIR")
LIBRARIES: Final = ("ctranslate2", "sentencepiece")
_BEAM: Final = 2  # twice as fast as four, at hardly a difference
_BATCH: Final = 32  # texts side by side; from 16 on a core is used well
_MAX_PIECES: Final = 400  # of a text; models have seen none longer
_MORE_PIECES: Final = (2, 20)  # a translation has at most twice as many and twenty
_DOUBLE: Final = re.compile("[“”„‟″«»]")
_SINGLE: Final = re.compile("[‘’‚‛′]")
_DASH: Final = re.compile(r"\s*[—―]\s*|\s+–\s+")
_BLANK: Final = re.compile("[\u00a0\u2000-\u200a\u202f]")


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A model in memory."""

    translator: Any
    source_pieces: Any
    target_pieces: Any
    prefix: tuple[str, ...]
    end: str
    adds_end: bool

    def pieces(self, text: str) -> list[str]:
        """What the model reads."""
        found = [*self.prefix, *self.source_pieces.encode(text, out_type=str)]
        return [*found, self.end] if self.adds_end else found


class LocalEngine(HttpEngine):
    """An engine without HTTP: it keeps the promises of the others. One model for each pair of languages, for all threads."""

    provider: ClassVar = PROVIDER
    limits: ClassVar = EngineLimits(items=_BATCH, chars=20_000, bytes=1_000_000)
    private: ClassVar = True

    def __init__(self, models: Path) -> None:
        super().__init__(None, GOOGLE_LANGUAGES_TO_CODES)
        self._models = models
        self._lock = threading.Lock()
        self._loaded: dict[tuple[int, str], _Loaded] = {}  # by process and pair; a parent's are not even dropped

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One batch. Raises ``EngineError``."""
        del hints  # models take none
        model = self._model(self.code(source), self.code(target))
        rows = [model.pieces(usual_signs(text)) for text in texts]
        longest = max(map(len, rows))
        if longest > _MAX_PIECES:
            raise too_large(PROVIDER, "takes no text as long as this one.")
        times, more = _MORE_PIECES
        try:
            results = model.translator.translate_batch(
                rows,
                beam_size=_BEAM,
                max_batch_size=_BATCH,
                max_input_length=0,  # by default what is too long is cut without a word
                max_decoding_length=times * longest + more,
                return_end_token=True,
                replace_unknowns=True,  # emoji and foreign letters stay
            )
        except (RuntimeError, ValueError) as error:
            raise failed(PROVIDER, str(error)) from error
        return [*checked([_text(model, result.hypotheses[0]) for result in results], len(texts), PROVIDER)]

    def _model(self, source: str, target: str) -> _Loaded:
        with self._lock:
            key = (os.getpid(), f"{source}-{target}")
            found = self._loaded.get(key)
            if found is None:
                found = self._loaded[key] = _load(self._models, source, target)
            return found


def usual_signs(text: str) -> str:
    """The text in signs that models know: most have never seen a curly quotation mark or a long dash.

    The signs of the target language are put afterwards, as for every engine.
    """
    text = _BLANK.sub(" ", _DASH.sub(" - ", text)).replace("–", "-").replace("…", "...")
    return _SINGLE.sub("'", _DOUBLE.sub('"', text))


def missing(models: Path, source: str, targets: Sequence[str]) -> str:
    """What it would take to use this engine between these locales; empty when all is there."""
    if not all(map(find_spec, LIBRARIES)):
        return "the extra “local” (pip install 'localize[local]')"
    code = HttpEngine.code
    lacking = [code(target) for target in targets if find(models, code(source), code(target)) is None]
    named = ", ".join(f"{code(source)}-{target}" for target in lacking)
    return f"a model for {named} (localize models pull)" if lacking else ""


def _load(models: Path, source: str, target: str) -> _Loaded:
    """Verify a model and load it. Raises ``EngineError`` not-set-up, with what to do."""
    found = find(models, source, target)
    if found is None or found.manifest is None:
        raise not_set_up(
            PROVIDER, f"there is no model from {source} to {target} in {models}. Run: localize models pull"
        )
    problems = damage(found.folder, found.manifest)
    if problems:
        raise not_set_up(PROVIDER, f"its model {found.manifest.pair} is damaged: {problems[0]} Pull it again.")
    return load(found.folder, found.manifest)


def load(folder: Path, manifest: Manifest) -> _Loaded:
    """A model in memory. Raises ``EngineError`` not-set-up when the libraries are absent or cannot read it."""
    try:
        ctranslate2, sentencepiece = map(import_module, LIBRARIES)
    except ImportError:
        raise not_set_up(PROVIDER, "install Localize with its extra “local” (pip install 'localize[local]').") from None
    model = folder / manifest.model
    try:
        translator = ctranslate2.Translator(str(model), device="cpu", inter_threads=1, intra_threads=1)
        source = sentencepiece.SentencePieceProcessor(model_file=str(folder / manifest.source_pieces))
        target = sentencepiece.SentencePieceProcessor(model_file=str(folder / manifest.target_pieces))
        config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    except (RuntimeError, ValueError, OSError) as error:
        raise not_set_up(PROVIDER, f"its model {manifest.pair} cannot be loaded ({_first_line(error)}).") from None
    prefix = (manifest.prefix,) if manifest.prefix else ()
    return _Loaded(translator, source, target, prefix, str(config.get("eos_token") or "</s>"), manifest.adds_end)


def _text(model: _Loaded, pieces: Sequence[str]) -> str:
    """A translation from its pieces. Raises ``EngineError`` when it goes on and on."""
    if not pieces or pieces[-1] != model.end:
        raise bad_answer(PROVIDER, "came to no end with a text.")
    # Pieces that were taken over from the source are unknown to it: the mark of their blank stays.
    return str(model.target_pieces.decode(list(pieces[:-1]))).replace("▁", " ")


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200].rstrip(".") if lines else type(error).__name__
