"""What kind of model a folder or archive holds, and what is said about it: converted OPUS-MT, Argos, or our own."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from localize.errors import InvalidInputError
from localize.mt.local_model import MANIFEST, UNKNOWN, Manifest, read_manifest
from localize.mt.model_content import Content

_TEXT: Final = 200_000  # bytes of a text file that are read
_MODEL: Final = re.compile(r"model\.bin|config\.json|(?:shared|source|target)_vocabulary\.(?:json|txt)|vmap\.txt")
_SAID: Final = re.compile(r"(?:licen[cs]e|copying|notice|readme)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
# What a licence's own text says of itself.
_LICENCES: Final = (
    ("Creative Commons Attribution 4.0", "CC-BY-4.0"),
    ("Attribution 4.0 International", "CC-BY-4.0"),
    ("CC-BY 4.0", "CC-BY-4.0"),
    ("CC-BY-4.0", "CC-BY-4.0"),
    ("CC0 1.0 Universal", "CC0-1.0"),
    ("Apache License", "Apache-2.0"),
    ("MIT License", "MIT"),
    ("Permission is hereby granted, free of charge", "MIT"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A model that was recognised. ``files``: path in its folder to be -> path in the content; ``manifest`` is unsealed."""

    manifest: Manifest
    files: Mapping[str, str]


def recognise(content: Content, name: str) -> Layout:
    """What is there. Raises ``InvalidInputError``, saying what would be a model."""
    folders = sorted({_folder(path) for path in content.sizes if PurePosixPath(path).name == MANIFEST})
    if folders:
        return _own(content, folders[0])
    bins = sorted((path for path in content.sizes if PurePosixPath(path).name == "model.bin"), key=len)
    if not bins:
        raise InvalidInputError(f"{name} holds no model for CTranslate2: there is no model.bin in it.")
    model = _folder(bins[0])
    outer = _folder(model.rstrip("/"))
    for root, pieces in (
        (model, ("source.spm", "target.spm")),
        (outer, ("source.spm", "target.spm")),
        (outer, ("sentencepiece.model", "sentencepiece.model")),
        (outer, ("bpe.model", "bpe.model")),
        (model, ("sentencepiece.model", "sentencepiece.model")),
    ):
        if all(root + piece in content.sizes for piece in pieces):
            return _foreign(content, name, model, root, pieces)
    raise InvalidInputError(f"{name} holds no SentencePiece model beside model.bin (source.spm, sentencepiece.model).")


def _own(content: Content, root: str) -> Layout:
    manifest = read_manifest(_read(content, root + MANIFEST), root + MANIFEST)
    absent = [path for path in manifest.files if root + path not in content.sizes]
    if absent or not manifest.files:
        raise InvalidInputError(f"{root + MANIFEST} names {(absent or ['no file'])[0]}, which is not there.")
    return Layout(manifest, {path: root + path for path in manifest.files})


def _foreign(content: Content, name: str, model: str, root: str, pieces: tuple[str, str]) -> Layout:
    files = {f"model/{_name(path)}": path for path in content.sizes if _folder(path) == model and _is_model(path)}
    if "model/config.json" not in files:
        raise InvalidInputError(f"There is no config.json beside {model}model.bin.")
    files |= {piece: root + piece for piece in pieces}
    said = {_name(path): path for path in content.sizes if _folder(path) in {model, root} and _is_said(path)}
    files |= said
    metadata = _json(content, root + "metadata.json")
    config = _json(content, files["model/config.json"])
    texts = "\n".join(_read(content, path).decode("utf-8", "replace") for path in said.values())
    source, target = (_language(metadata.get(key)) for key in ("from_code", "to_code"))
    named = [str(metadata[key]) for key in ("from_name", "to_name") if isinstance(metadata.get(key), str)]
    manifest = Manifest(
        name=str(metadata.get("name") or " – ".join(named) or PurePosixPath(root).name or PurePosixPath(name).stem),
        version=str(metadata.get("package_version") or metadata.get("version") or ""),
        source=source,
        target=target,
        licence=_licence(metadata, texts),
        attribution=str(metadata.get("attribution") or metadata.get("credit") or ""),
        model="model",
        source_pieces=pieces[0],
        target_pieces=pieces[1],
        # Argos's models read no end of the source; those with two piece files do, and some converters leave it to us.
        adds_end=pieces[0] != pieces[1] and not config.get("add_source_eos"),
    )
    return Layout(manifest, files)


def _is_model(path: str) -> bool:
    return _MODEL.fullmatch(_name(path)) is not None


def _is_said(path: str) -> bool:
    return _SAID.fullmatch(_name(path)) is not None


def _licence(metadata: Mapping[str, Any], texts: str) -> str:
    stated = metadata.get("license") or metadata.get("licence")
    if isinstance(stated, str) and stated.strip():
        return stated.strip()
    plain = " ".join(texts.split())
    return next((name for words, name in _LICENCES if words.lower() in plain.lower()), UNKNOWN)


def _language(code: Any) -> str:
    return code if isinstance(code, str) and _LANGUAGE.fullmatch(code) else ""


def _json(content: Content, path: str) -> dict[str, Any]:
    try:
        raw = json.loads(_read(content, path)) if path in content.sizes else {}
    except (ValueError, RecursionError):
        raise InvalidInputError(f"{path} is not JSON.") from None
    return raw if isinstance(raw, dict) else {}


def _read(content: Content, path: str) -> bytes:
    with content.open(path) as file:
        return file.read(_TEXT)


def _folder(path: str) -> str:
    """The folder of a path, with a slash at its end; empty for the outermost."""
    head, slash, _ = path.rpartition("/")
    return head + slash


def _name(path: str) -> str:
    return PurePosixPath(path).name
