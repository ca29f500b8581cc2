"""Models of the local engine: what is installed, whether it is whole, and getting one from a folder, file or address.

A model is copied beside its place, sealed, loaded once to see that it works, and then put there by renaming: at no
moment is half a model where the engine looks.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from localize.config import Settings
from localize.errors import EngineError, InvalidInputError, NotFoundError
from localize.mt import local
from localize.mt.local_model import MANIFEST, UNKNOWN, Installed, Manifest, Seal, damage, installed, is_inside, sealed
from localize.mt.model_content import Content, opened
from localize.mt.model_convert import converted
from localize.mt.model_download import Progress, download
from localize.mt.model_layout import Layout, recognise

_SCHEMES: Final = ("http://", "https://")
_STAGED: Final = ".pull-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator says about a model: each wins over what the model says of itself. ``sha256``: of the file."""

    sha256: str = ""
    source: str = ""
    target: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A model with what is wrong with it."""

    model: Installed
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staged:
    """A model that is copied and sealed, and not in its place yet."""

    folder: Path
    manifest: Manifest
    place: Path
    replaces: Manifest | None

    @property
    def has_licence(self) -> bool:
        """Whether one knows on which terms it may be used."""
        return self.manifest.licence != UNKNOWN

    def install(self) -> None:
        """Put it in its place. Raises ``InvalidInputError`` when the folder cannot be written."""
        old = self.folder.with_name(self.folder.name + ".old")
        try:
            if self.place.exists():
                self.place.rename(old)
            self.folder.rename(self.place)
        except OSError as error:
            with suppress(OSError):  # the message below tells what matters
                if old.exists() and not self.place.exists():
                    old.rename(self.place)
            raise InvalidInputError(f"{self.place} cannot be written: {error.strerror}.") from error
        shutil.rmtree(old, ignore_errors=True)


def list_models(settings: Settings) -> list[Installed]:
    """What is installed, by name of the pair."""
    return installed(settings.model_dir)


def verify(settings: Settings, pair: str | None = None) -> list[Checked]:
    """Every model, or one, read whole and compared with its manifest. Raises ``NotFoundError``."""
    rows = [row for row in installed(settings.model_dir) if pair is None or row.folder.name == pair]
    if pair is not None and not rows:
        raise NotFoundError(f"There is no model {pair} in {settings.model_dir}.")
    return [
        Checked(row, tuple(damage(row.folder, row.manifest)) if row.manifest is not None else (row.problem,))
        for row in rows
    ]


@contextmanager
def pulled(settings: Settings, source: str, wanted: Wanted, progress: Progress) -> Iterator[Staged]:
    """Get a model from a folder, a ZIP file (``.argosmodel``) or an address, ready to be installed. Gone afterwards.

    Raises ``InvalidInputError`` for whatever is no whole, loadable model.
    """
    models = settings.model_dir
    try:
        models.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=_STAGED, dir=models))
    except OSError as error:
        raise InvalidInputError(f"{models} cannot be written: {error.strerror}.") from error
    try:
        path = _fetched(source, temporary / "archive.zip", progress)
        if wanted.sha256:
            _compare(path, wanted.sha256)
        with opened(path) as content:
            name = PurePosixPath(urlsplit(source).path if source.lower().startswith(_SCHEMES) else source).name
            ready = converted(content, name, temporary)
            folder = temporary / "ready"
            manifest = _copied(ready, _completed(recognise(ready, name), wanted), folder)
        _try(folder, manifest)
        yield Staged(folder, manifest, models / manifest.pair, _present(models / manifest.pair))
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _fetched(source: str, file: Path, progress: Progress) -> Path:
    if not source.lower().startswith(_SCHEMES):
        return Path(source).expanduser()
    download(source, file, progress)
    return file


def _compare(path: Path, sha256: str) -> None:
    if path.is_dir():
        raise InvalidInputError("A SHA-256 is of one file, and this is a folder.")
    try:
        with path.open("rb") as file:
            found = sealed(file).sha256
    except OSError as error:
        raise InvalidInputError(f"{path} cannot be read: {error.strerror}.") from error
    if found != sha256.lower():
        raise InvalidInputError(f"The file is not the one that was meant: its SHA-256 is {found}.")


def _completed(found: Layout, wanted: Wanted) -> Layout:
    manifest = replace(
        found.manifest,
        source=wanted.source or found.manifest.source,
        target=wanted.target or found.manifest.target,
        licence=wanted.licence or found.manifest.licence,
        attribution=wanted.attribution or found.manifest.attribution,
    )
    if not manifest.source or not manifest.target:
        raise InvalidInputError("The model does not say its languages. Name them: --from en --to ru.")
    if not is_inside(manifest.pair) or "/" in manifest.pair or manifest.pair.startswith("."):
        raise InvalidInputError(f"{manifest.pair} is no pair of languages.")
    return Layout(manifest, found.files)


def _copied(content: Content, found: Layout, folder: Path) -> Manifest:
    """The files in their places, with the manifest that seals them. Raises ``InvalidInputError``."""
    seals: dict[str, Seal] = {}
    try:
        for name, path in sorted(found.files.items()):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with content.open(path) as file, target.open("wb") as out:
                seals[name] = sealed(file, out.write)
            expected = found.manifest.files.get(name)
            if expected is not None and expected != seals[name]:
                raise InvalidInputError(f"{name} is not what the model's own manifest says: it is damaged.")
        manifest = replace(found.manifest, files=seals)
        (folder / MANIFEST).write_text(json.dumps(manifest.to_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as error:
        raise InvalidInputError(f"The model cannot be copied to {folder}: {error.strerror or error}.") from error
    return manifest


def _try(folder: Path, manifest: Manifest) -> None:
    """Load it, where the libraries are installed: a model that does not load is not put in place."""
    if not all(map(find_spec, local.LIBRARIES)):
        return
    try:
        local.load(folder, manifest)
    except EngineError as error:
        raise InvalidInputError(error.message) from error


def _present(place: Path) -> Manifest | None:
    return next((row.manifest for row in installed(place.parent) if row.folder == place), None)
