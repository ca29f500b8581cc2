"""A real server in its own process that a test may kill, over a database that the test fills directly."""

import multiprocessing
import socket
import time
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from localize.config import Settings, load_settings
from localize.edition import EditionState
from localize.services import people
from localize.services.context import SYSTEM, Context
from localize.services.intake import Filed, Filing, file_article
from localize.store import Store
from localize.workflow import UserRole
from tests.databases import migrated_file
from tests.journeys.drafting import write_drafts
from tests.journeys.serving import serve
from tests.journeys.stories import Draft, story

_START_SECONDS = 30

# Importing the application and compiling its templates takes longer than anything else in a start: one process does it
# and hands out copies.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.journeys.served_warm"])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class LiveServer:
    """The web process over SQLite in ``folder``. ``ctx`` is the test's own way into the same database."""

    folder: Path
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)  # settings besides the usual ones, or in their place
    ctx: Context = field(init=False)
    _process: ForkServerProcess | None = None

    def __post_init__(self) -> None:
        settings = self._settings()
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        if not file.exists():
            file.write_bytes(migrated_file())
        self.ctx = Context(settings, Store(settings.database_url))

    def _settings(self) -> Settings:
        return load_settings({}, **{name.removeprefix("LOCALIZE_"): text for name, text in self._environment().items()})

    def _environment(self) -> dict[str, str]:
        return {
            "LOCALIZE_DATA_DIR": str(self.folder),
            "LOCALIZE_SECRET_KEY": "journeys-" * 4,
            "LOCALIZE_ENGINES": "",
            "LOCALIZE_TARGET_LOCALES": "ru,de",
            **self.more,
        }

    @property
    def url(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process and wait until it answers."""
        self._process = _FORKS.Process(
            target=serve, args=(self.port, self._environment(), str(self.folder / "server.log")), daemon=True
        )
        self._process.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if not self._process.is_alive() or time.monotonic() > deadline:
                raise RuntimeError((self.folder / "server.log").read_text(errors="replace"))
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/static/icon.svg", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def kill(self) -> None:
        """End the process at once, as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None

    def close(self) -> None:
        """End the process and leave the database."""
        self.kill()
        self.ctx.store.close()

    def person(self, name: str, role: UserRole = UserRole.TRANSLATOR, *locales: str) -> str:
        """Make an account; its address."""
        email = f"{name.split(maxsplit=1)[0].lower()}@example.org"
        people.add_person(self.ctx, email=email, role=role, password=None, name=name, locales=locales)
        return email

    def link(self, email: str) -> str:
        """An address that signs this person in once."""
        return f"{self.url}/login/link/{people.make_link(self.ctx, email)}"

    def file(self, *, drafted: bool = True) -> Filed:
        """File the story for Russian and German, and draft the Russian edition as a worker would have."""
        article, drafts = story()
        filed = file_article(self.ctx, article, Filing(external_id="harbour"), SYSTEM)
        if drafted:
            self.draft(self.edition(filed, "ru"), drafts)
        return filed

    @staticmethod
    def edition(filed: Filed, locale: str) -> int:
        """The edition's id."""
        return next(edition.id for edition in filed.editions if edition.locale == locale)

    def draft(self, edition_id: int, drafts: dict[str, Draft], state: EditionState = EditionState.DRAFTED) -> None:
        """Write drafts by source sentence; a sentence that is not among them stays empty."""
        with self.ctx.store.write() as unit:
            write_drafts(self.ctx, unit, edition_id, drafts, state)

    def texts(self, edition_id: int) -> dict[int, str]:
        """What is stored, by position."""
        with self.ctx.store.read() as unit:
            edition = unit.editions.get(edition_id)
            assert edition is not None
            return {s.position: t.text for t, s in unit.editions.targets(edition_id, edition.version_id)}

    def history(self, edition_id: int, position: int) -> list[tuple[str, str, str | None]]:
        """(kind, text, author) of a segment's revisions, newest first."""
        with self.ctx.store.read() as unit:
            edition = unit.editions.get(edition_id)
            assert edition is not None
            rows = unit.editions.targets(edition_id, edition.version_id)
            target = next(t for t, s in rows if s.position == position)
            return [(row.kind, row.text, row.author_name) for row in unit.editions.revisions(target.id)]
