"""Models of the local engine: what they may come in, what is refused, and that none is ever half in its place."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from localize.config import Settings
from localize.errors import InvalidInputError, NotFoundError
from localize.mt.local import LocalEngine
from localize.mt.local_model import MANIFEST, Manifest, is_inside
from localize.services import models as service
from localize.services.models import Wanted
from tests.doubles.files import FilesDouble

tiny: ModuleType = pytest.importorskip("tests.mt.tiny_model", reason="the extra “local” is not installed")

MIT = "MIT License\n\nPermission is hereby granted, free of charge, to any person …"


@pytest.fixture(scope="module")
def argos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An ``.argosmodel`` file, as it is packed: one folder in it."""
    base = tmp_path_factory.mktemp("argos")
    folder = tiny.make_argos(base / "translate-en_ru-1_9")
    (folder / "README.md").write_text("A model without a licence.")
    return zipped(folder, base / "en_ru.argosmodel", inside="translate-en_ru-1_9/")


@pytest.fixture(scope="module")
def opus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a converted OPUS-MT model and its licence."""
    folder: Path = tiny.make_opus(tmp_path_factory.mktemp("opus") / "opus-mt-en-ru")
    (folder / "LICENSE").write_text("Attribution 4.0 International\n…")
    return folder


def zipped(folder: Path, file: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, inside + path.relative_to(folder).as_posix())
    return file


def pull(settings: Settings, origin: str | Path, /, **wanted: str) -> Manifest:
    with service.pulled(settings, str(origin), Wanted(**wanted), lambda *_: None) as staged:
        staged.install()
    return staged.manifest


def nothing_left(settings: Settings) -> bool:
    """Whether neither a model nor half of one is there."""
    return not settings.model_dir.exists() or list(settings.model_dir.iterdir()) == []


def refused(settings: Settings, origin: str | Path, /, **wanted: str) -> str:
    with pytest.raises(InvalidInputError) as caught:
        pull(settings, origin, **wanted)
    assert nothing_left(settings)
    return caught.value.message


class TestPull:
    """From a folder, a file, an address."""

    def test_an_argos_model_says_its_languages_and_no_licence(self, settings: Settings, argos: Path) -> None:
        found = pull(settings, argos)
        assert (found.pair, found.name, found.version) == ("en-ru", "English – Russian", "1.9")
        assert found.licence == "unknown"
        assert {"model/model.bin", "model/config.json", "sentencepiece.model", "README.md"} <= set(found.files)
        assert found.size == sum(
            p.stat().st_size for p in settings.model_dir.rglob("*") if p.name != MANIFEST and p.is_file()
        )

    def test_an_opus_folder_says_its_licence_and_is_told_its_languages(self, settings: Settings, opus: Path) -> None:
        assert "--from en --to ru" in refused(settings, opus)
        found = pull(settings, opus, source="en", target="ru", attribution="Helsinki-NLP")
        assert (found.licence, found.attribution) == ("CC-BY-4.0", "Helsinki-NLP")
        assert [row.manifest for row in service.list_models(settings)] == [found]
        assert [row.problems for row in service.verify(settings)] == [()]

    def test_bpe_model_is_taken_when_it_is_of_sentencepiece(self, settings: Settings, tmp_path: Path) -> None:
        folder = tiny.make_argos(tmp_path / "bpe", pieces="bpe.model")
        assert pull(settings, folder).source_pieces == "bpe.model"
        (folder / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n")
        (settings.model_dir / "en-ru").rename(tmp_path / "away")
        assert "cannot be loaded" in refused(settings, folder)

    def test_an_installed_model_can_be_carried_to_another_machine(
        self, settings: Settings, opus: Path, tmp_path: Path
    ) -> None:
        first = pull(settings, opus, source="en", target="ru", licence="CC-BY-4.0", attribution="Helsinki-NLP")
        carried = zipped(settings.model_dir / "en-ru", tmp_path / "carried.zip")
        (settings.model_dir / "en-ru").rename(tmp_path / "away")
        assert pull(settings, carried) == first
        damaged = tmp_path / "away" / "source.spm"
        damaged.write_bytes(damaged.read_bytes() + b"x")
        (settings.model_dir / "en-ru").rename(tmp_path / "gone")
        assert "source.spm is not what the model's own manifest says" in refused(settings, tmp_path / "away")

    def test_a_new_one_takes_the_place_of_the_old_one(self, settings: Settings, argos: Path, opus: Path) -> None:
        pull(settings, opus, source="en", target="ru")
        with service.pulled(settings, str(argos), Wanted(), lambda *_: None) as staged:
            assert staged.replaces is not None
            assert staged.replaces.licence == "CC-BY-4.0"
            staged.install()
        assert [path.name for path in settings.model_dir.iterdir()] == ["en-ru"]
        assert [row.problems for row in service.verify(settings, "en-ru")] == [()]

    def test_what_is_not_agreed_to_leaves_no_trace(self, settings: Settings, argos: Path) -> None:
        with service.pulled(settings, str(argos), Wanted(), lambda *_: None) as staged:
            assert not staged.has_licence
        assert nothing_left(settings)

    def test_the_hash_is_compared_before_anything_is_unpacked(
        self, settings: Settings, argos: Path, opus: Path
    ) -> None:
        right = hashlib.sha256(argos.read_bytes()).hexdigest()
        assert right in refused(settings, argos, sha256="0" * 64)
        assert "is a folder" in refused(settings, opus, sha256=right)
        assert pull(settings, argos, sha256=right.upper()).pair == "en-ru"


class TestRefusals:
    """What is no model, or not to be trusted."""

    @pytest.mark.parametrize(
        "name", ["../../evil", "/etc/evil", "a/../../evil", "C:\\evil", "..\\evil", "model/../../../evil"]
    )
    def test_paths_that_lead_outside(self, settings: Settings, argos: Path, tmp_path: Path, name: str) -> None:
        file = tmp_path / "slip.zip"
        file.write_bytes(argos.read_bytes())
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(name, "evil")
        assert not is_inside(name)
        assert "leads out of it" in refused(settings, file)
        assert not list(tmp_path.parent.rglob("evil"))

    def test_links_and_passwords(self, settings: Settings, argos: Path, tmp_path: Path) -> None:
        file = tmp_path / "link.zip"
        file.write_bytes(argos.read_bytes())
        entry = zipfile.ZipInfo("translate-en_ru-1_9/model/vmap.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(entry, "/etc/passwd")
        assert "holds a link" in refused(settings, file)

    def test_more_than_an_archive_may_hold(
        self, settings: Settings, argos: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("localize.mt.model_content.MAX_BYTES", 10_000_000)
        bomb = settings.data_dir / "bomb.zip"
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            for n in range(25):
                with archive.open(f"model/{n}.bin", "w") as out:
                    out.write(b"0" * 500_000)
        assert "more than 10 MB" in refused(settings, bomb)
        monkeypatch.setattr("localize.mt.model_content.MAX_FILES", 3)
        assert "more than 3 files" in refused(settings, argos)

    def test_an_archive_that_lies_about_a_size_or_is_cut(self, settings: Settings, argos: Path, tmp_path: Path) -> None:
        whole = argos.read_bytes()
        file = tmp_path / "cut.zip"
        file.write_bytes(whole[: len(whole) // 2])
        assert "no whole ZIP archive" in refused(settings, file)
        middle = len(whole) // 3
        file.write_bytes(whole[:middle] + b"\xff" * 200 + whole[middle + 200 :])
        assert "no whole ZIP archive" in refused(settings, file)

    def test_what_is_no_model(self, settings: Settings, opus: Path, tmp_path: Path) -> None:
        assert "does not exist" in refused(settings, tmp_path / "nothing.zip")
        text = tmp_path / "text.zip"
        text.write_text("a text")
        assert "no whole ZIP archive" in refused(settings, text)
        (tmp_path / "empty").mkdir()
        assert "no model.bin" in refused(settings, tmp_path / "empty")
        bare = tmp_path / "bare"
        bare.mkdir()
        for name in ("model.bin", "config.json"):
            (bare / name).write_bytes((opus / name).read_bytes())
        assert "no SentencePiece model" in refused(settings, bare)

    def test_a_truncated_model_is_found_out_before_it_is_in_place(
        self, settings: Settings, opus: Path, tmp_path: Path
    ) -> None:
        folder = tmp_path / "short"
        folder.mkdir()
        for path in opus.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        (folder / "model.bin").write_bytes((opus / "model.bin").read_bytes()[:-5000])
        assert "cannot be loaded" in refused(settings, folder, source="en", target="ru")

    @pytest.mark.parametrize("pair", [("../en", "ru"), ("en", "ru/../.."), ("..", "")])
    def test_a_language_is_no_path(self, settings: Settings, opus: Path, pair: tuple[str, str]) -> None:
        assert refused(settings, opus, source=pair[0], target=pair[1] or "x/y")


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"files": []},
        {"files": {"../x": {"size": 1, "sha256": "0"}}},
        {"model": "../.."},
        {"source_pieces": "/etc/passwd"},
        {"name": 7},
        {"target": None},
    ],
    ids=str,
)
def test_a_manifest_that_is_none_is_named_and_the_others_are_listed(
    settings: Settings, argos: Path, change: dict[str, object]
) -> None:
    pull(settings, argos)
    other = settings.model_dir / "en-de"
    other.mkdir()
    raw = json.loads((settings.model_dir / "en-ru" / MANIFEST).read_text())
    (other / MANIFEST).write_text(json.dumps({**raw, **change}))
    german, russian = service.verify(settings)
    assert german.model.manifest is None
    assert str(other / MANIFEST) in german.problems[0]
    assert russian.problems == ()


def test_what_is_damaged_is_found_and_what_is_not_there_is_said(settings: Settings, argos: Path) -> None:
    assert service.verify(settings) == []
    with pytest.raises(NotFoundError, match="no model en-ru"):
        service.verify(settings, "en-ru")
    pull(settings, argos)
    (settings.model_dir / "en-ru" / "sentencepiece.model").unlink()
    (checked,) = service.verify(settings)
    assert checked.problems == ("sentencepiece.model is missing or cannot be read.",)


class TestPublishedOpus:
    """Archives as OPUS-MT publishes them, for Marian."""

    def test_one_is_converted_and_translates(self, settings: Settings, tmp_path: Path) -> None:
        archive = zipped(tiny.make_marian(tmp_path / "opus"), tmp_path / "opus-2020-02-11.zip")
        found = pull(settings, archive, source="en", target="ru")
        assert (found.name, found.licence) == ("opus-2020-02-11", "CC-BY-4.0")
        texts = ["The talks in Geneva ended without a deal.", "Read it again."]
        answers = LocalEngine(settings.model_dir).translate_batch(texts, source="en", target="ru")
        assert answers == [tiny.translated(text, "ru") for text in texts]

    @pytest.mark.parametrize(
        ("config", "said"),
        [
            ({"models": ["/etc/passwd"]}, "lacks /etc/passwd"),
            ({"models": ["../opus.npz"]}, "lacks ../opus.npz"),
            ({"vocabs": ["nothing.yml"]}, "lacks nothing.yml"),
            ({"vocabs": 7}, "does not name a model"),
            ({"models": ["source.spm"]}, "cannot be converted"),
            ({"models": ["LICENSE"]}, "cannot be converted"),
        ],
    )
    def test_what_cannot_be_converted(
        self, settings: Settings, tmp_path: Path, config: dict[str, object], said: str
    ) -> None:
        assert said in refused(settings, tiny.make_marian(tmp_path / "opus", **config), source="en", target="ru")

    def test_without_the_converter_it_says_what_to_install(
        self, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def absent(name: str) -> ModuleType:
            raise ModuleNotFoundError(name)

        monkeypatch.setattr("localize.mt.model_convert.import_module", absent)
        assert "localize[local]" in refused(settings, tiny.make_marian(tmp_path / "opus"))


class TestAddresses:
    """Models from the network."""

    @pytest.fixture
    def server(self, argos: Path) -> Iterator[FilesDouble]:
        with FilesDouble({"/en_ru.argosmodel": argos.read_bytes()}) as running:
            yield running

    def test_a_model_is_fetched_as_a_stream(self, settings: Settings, server: FilesDouble, argos: Path) -> None:
        seen: list[tuple[int, int | None]] = []
        wanted = Wanted(sha256=hashlib.sha256(argos.read_bytes()).hexdigest())
        url = f"{server.url}/en_ru.argosmodel"
        with service.pulled(settings, url, wanted, lambda done, total: seen.append((done, total))) as staged:
            staged.install()
        size = argos.stat().st_size
        assert seen[-1] == (size, size)
        assert len(seen) > 3
        assert [row.problems for row in service.verify(settings)] == [()]

    def test_redirections_are_followed_to_an_end(self, settings: Settings, server: FilesDouble) -> None:
        server.redirects["/old"] = "/en_ru.argosmodel"
        assert pull(settings, f"{server.url}/old").pair == "en-ru"
        server.redirects["/round"] = "/round?x"
        (settings.model_dir / "en-ru").rename(settings.data_dir / "away")
        assert "without an end" in refused(settings, f"{server.url}/round")
        server.redirects["/file"] = "file:///etc/passwd"
        assert "not safe" in refused(settings, f"{server.url}/file")

    def test_what_is_not_there_broken_off_or_too_large(
        self, settings: Settings, server: FilesDouble, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "answered with status 404" in refused(settings, f"{server.url}/nothing?token=s3cret")
        server.cut = 1000
        assert "broke off" in refused(settings, f"{server.url}/en_ru.argosmodel")
        server.cut = None
        for stated in (True, False):
            server.states_length = stated
            monkeypatch.setattr("localize.mt.model_download.MAX_BYTES", 10_000)
            assert "is larger than" in refused(settings, f"{server.url}/en_ru.argosmodel")

    def test_no_message_shows_what_an_address_may_hide(self, settings: Settings, server: FilesDouble) -> None:
        url = server.url.replace("http://", "http://user:p4ss@") + "/nothing?token=s3cret"
        message = refused(settings, url)
        assert "p4ss" not in message
        assert "s3cret" not in message
