"""Browser modules: everything an entry pulls in is there, named ahead, and kept for good under its version."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from localize.services.context import Context
from web import modules
from web.wiring import create_app

ROOT = Path(__file__).resolve().parents[2] / "web"
JS = ROOT / "static" / "js"
ENTRIES = sorted(
    {
        entry
        for file in (ROOT / "templates").rglob("*.html")
        for entry in re.findall(r'\bmodule\("([^"]+)"\)', file.read_text(encoding="utf-8"))
    }
)


@pytest.fixture
def app(sqlite_ctx: Context) -> Flask:
    """The application."""
    return create_app(sqlite_ctx)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Nobody in particular."""
    return app.test_client()


def _written(name: str) -> set[str]:
    """What a module imports by its own words, however these are set."""
    text = (JS / name).read_text(encoding="utf-8")
    found = re.findall(r"""(?:\bfrom|^import)\s*["'](\.[^"']+)["']""", text, re.MULTILINE)
    return {(JS / name).parent.joinpath(path).resolve().relative_to(JS).as_posix() for path in found}


def test_there_are_entries() -> None:
    assert "editor/main.js" in ENTRIES
    assert len(ENTRIES) >= 5


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_names_everything_that_is_imported_and_nothing_else(entry: str) -> None:
    wanted, found = {entry}, {entry}
    while wanted:
        wanted = {name for known in wanted for name in _written(known)} - found
        found |= wanted
    named = modules.imported(entry)
    assert set(named) == found - {entry}
    assert len(named) == len(set(named))


def test_all_modules_of_a_page_are_there_for_everybody_and_kept(client: FlaskClient) -> None:
    for entry in ENTRIES:
        for name in (entry, *modules.imported(entry)):
            with client.get(f"/modules/{modules.version()}/{name}") as answer:
                assert answer.status_code == 200
                assert answer.mimetype == "text/javascript"
                assert answer.data == (JS / name).read_bytes()
                assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
                assert "Cookie" not in answer.vary, "the cookie changes with every page"
                assert "Set-Cookie" not in answer.headers


def test_a_page_of_an_older_version_has_modules_too_but_keeps_none(client: FlaskClient) -> None:
    with client.get("/modules/0123456789/editor/main.js") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["ETag"]


@pytest.mark.parametrize("name", ["../css/app.css", "..%2Fcss%2Fapp.css", "editor/", "nothing.js", "/etc/passwd"])
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/modules/{modules.version()}/{name}", follow_redirects=True).status_code == 404


def test_the_page_loads_the_entry_and_asks_for_the_rest_at_once(app: Flask) -> None:
    with app.test_request_context("/"):
        written = app.jinja_env.globals["module"]("memory.js")  # type: ignore[operator]
    at = f"/modules/{modules.version()}"
    assert written.splitlines() == [
        *(f'<link rel="modulepreload" href="{at}/{name}">' for name in ("memory.js", *modules.imported("memory.js"))),
        f'<script type="module" src="{at}/memory.js"></script>',
    ]
