"""OPUS-MT models as they are published, for Marian: made ready for CTranslate2 by its own converter.

A published archive holds weights (``.npz``), vocabularies, ``decoder.yml`` that names them, and SentencePiece files.
"""

import shutil
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, Final

from localize.errors import InvalidInputError
from localize.mt.local_model import is_inside
from localize.mt.model_content import Content, FolderContent

_CONFIG: Final = "decoder.yml"
_CONFIG_BYTES: Final = 100_000
_PIECES: Final = ("source.spm", "target.spm")
# What the converter lets through for files that are not what they should be.
_NO_MODEL: Final = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
    zipfile.BadZipFile,
)
_ABSENT: Final = "{} holds a model for Marian; to convert it, install Localize with its extra “local” (pip install 'localize[local]')."


def converted(content: Content, name: str, work: Path) -> Content:
    """The content itself, or what was made of a Marian model in it, in the folder ``work``.

    Raises ``InvalidInputError`` when the model is of a kind that cannot be converted.
    """
    names = {PurePosixPath(path).name for path in content.sizes}
    if _CONFIG not in names or "model.bin" in names:
        return content
    try:
        yaml, converters = import_module("yaml"), import_module("ctranslate2.converters")
    except ImportError:
        raise InvalidInputError(_ABSENT.format(name)) from None
    root = min((path for path in content.sizes if PurePosixPath(path).name == _CONFIG), key=len)[: -len(_CONFIG)]
    raw, made = work / "marian", work / "model"
    for path in _needed(content, root, yaml, name):
        _copy(content, root + path, raw / path)
    try:
        converters.OpusMTConverter(str(raw)).convert(str(made), quantization="int8")
    except (*_NO_MODEL, yaml.YAMLError) as error:
        why = str(error).strip().splitlines()
        raise InvalidInputError(
            f"The model in {name} cannot be converted ({why[0][:200] if why else error!r})."
        ) from None
    for path in (*_PIECES, *_texts(content, root)):
        _copy(content, root + path, made / path)
    return FolderContent(made)


def _needed(content: Content, root: str, yaml: Any, name: str) -> Iterator[str]:
    """The files that the converter reads, by the paths in ``decoder.yml``; none outside of the model's folder."""
    with content.open(root + _CONFIG) as file:
        text = file.read(_CONFIG_BYTES)
    try:
        config = yaml.safe_load(text)
        named = [*config["models"], *config["vocabs"]]
    except (yaml.YAMLError, KeyError, TypeError):
        raise InvalidInputError(f"The decoder.yml in {name} does not name a model and its vocabularies.") from None
    for path in (_CONFIG, *named, *_PIECES):
        if not isinstance(path, str) or not is_inside(path) or root + path not in content.sizes:
            raise InvalidInputError(f"The model in {name} lacks {path}.")
        yield path


def _texts(content: Content, root: str) -> list[str]:
    """Files beside it that may say its licence."""
    beside = [path.removeprefix(root) for path in content.sizes if path.startswith(root)]
    return [
        path for path in beside if "/" not in path and path.split(".")[0].lower() in {"license", "licence", "readme"}
    ]


def _copy(content: Content, path: str, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with content.open(path) as file, target.open("wb") as out:
        shutil.copyfileobj(file, out)
