"""Models on this machine: a folder for each pair of languages, sealed by a manifest. What is there, and is it whole.

``MODEL_DIR/en-ru/localize-model.json`` names model, licence and every file with size and SHA-256. Getting models there
is ``localize.mt.model_layout``'s and ``localize.services.models``' business, running them ``localize.mt.local``'s.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final

from localize.errors import InvalidInputError

MANIFEST: Final = "localize-model.json"
UNKNOWN: Final = "unknown"  # of a licence
_FORMAT: Final = 1
_TEXTS: Final = (
    "name",
    "version",
    "source",
    "target",
    "licence",
    "attribution",
    "model",
    "source_pieces",
    "target_pieces",
)
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Seal:
    """Size in bytes and SHA-256 in hexadecimal digits of a file."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model is. Paths are relative to its folder, with slashes.

    ``model``: the folder that CTranslate2 loads. ``source_pieces``, ``target_pieces``: SentencePiece files. ``adds_end``:
    the end of the source must be put there by who calls the model. ``prefix``: a token that names the target language
    to a model of several.
    """

    name: str
    version: str
    source: str
    target: str
    licence: str
    attribution: str
    model: str
    source_pieces: str
    target_pieces: str
    adds_end: bool = False
    prefix: str = ""
    files: Mapping[str, Seal] = field(default_factory=dict)

    @property
    def pair(self) -> str:
        """Name of its folder."""
        return f"{self.source}-{self.target}"

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(seal.size for seal in self.files.values())

    def to_json(self) -> dict[str, Any]:
        """As it is stored and shown to scripts."""
        return {"format": _FORMAT, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Installed:
    """A model's folder. ``manifest`` is None when it cannot be read; ``problem`` says why."""

    folder: Path
    manifest: Manifest | None
    problem: str = ""


def read_manifest(data: bytes | str, where: str) -> Manifest:
    """A manifest from its JSON. Raises ``InvalidInputError``: ``where`` names it."""
    try:
        raw = json.loads(data)
        if raw["format"] != _FORMAT:
            raise InvalidInputError(f"{where} has a format that this version does not read ({raw['format']}).")
        texts = {name: raw[name] for name in _TEXTS}
        files = {name: Seal(int(seal["size"]), str(seal["sha256"])) for name, seal in raw["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InvalidInputError(f"{where} is no manifest of a model.") from None
    paths = (texts["model"] or ".", texts["source_pieces"], texts["target_pieces"], *files)
    if not all(isinstance(text, str) for text in texts.values()) or not all(map(is_inside, paths)):
        raise InvalidInputError(f"{where} is no manifest of a model.")
    return Manifest(**texts, adds_end=bool(raw.get("adds_end")), prefix=str(raw.get("prefix") or ""), files=files)


def is_inside(path: str) -> bool:
    """Whether a path stays in the folder it is relative to, on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and not set(path) & set("\\:\0")


def installed(models: Path) -> list[Installed]:
    """The models in a folder, by name; none when there is no such folder."""
    if not models.is_dir():
        return []
    found = []
    for folder in sorted(models.iterdir()):
        file = folder / MANIFEST
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            found.append(Installed(folder, read_manifest(file.read_bytes(), str(file))))
        except FileNotFoundError:
            found.append(Installed(folder, None, f"{folder} has no {MANIFEST}. Pull the model again."))
        except OSError as error:
            found.append(Installed(folder, None, f"{file} cannot be read: {error.strerror}."))
        except InvalidInputError as error:
            found.append(Installed(folder, None, error.message))
    return found


def find(models: Path, source: str, target: str) -> Installed | None:
    """The model for a pair of languages (without regions), if there is one that can be read."""
    fitting = (row for row in installed(models) if row.manifest is not None)
    return next((row for row in fitting if row.manifest and row.manifest.pair == f"{source}-{target}"), None)


def damage(folder: Path, manifest: Manifest) -> list[str]:
    """What is not as the manifest says, a sentence for each file; empty when all is whole."""
    problems = []
    for name, seal in manifest.files.items():
        try:
            with (folder / name).open("rb") as file:
                found = sealed(file)
        except OSError:
            problems.append(f"{name} is missing or cannot be read.")
            continue
        if found != seal:
            what = f"has {found.size:,} bytes of {seal.size:,}" if found.size != seal.size else "has changed"
            problems.append(f"{name} {what}.")
    return problems


def sealed(file: BinaryIO, copy: Callable[[bytes], object] = len) -> Seal:
    """The seal of what a file holds; ``copy`` gets it piece by piece."""
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_CHUNK):
        digest.update(piece)
        size += len(piece)
        copy(piece)
    return Seal(size, digest.hexdigest())
