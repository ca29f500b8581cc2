"""``localize article add``: every format from a file, standard input or an address, and what scripts read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from localize.intake.fetch import Fetched
from localize.services.context import Context
from tests.intake.word_files import para, word
from tests.web.api.test_formats import MARKDOWN, NITF, item, rss
from web.cli import articles, cli


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The command over a desk of its own."""
    monkeypatch.setenv("LOCALIZE_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, ["article", "add", *arguments], input=stdin)

    return call


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("story.md", MARKDOWN.encode()),
        ("story.docx", word(para("Ferry stays", "Title"), para("It sails."))),
        ("story.xml", NITF.encode()),
        ("story.html", b"<h1>Ferry stays</h1><p>It sails.</p>"),
        ("story", b"Ferry stays\n\nIt sails."),
        ("feed.rss", rss(item(1, "Ferry stays"))),
    ],
)
def test_a_file_of_any_format_is_filed(run: Any, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(name, "--to", "ru", "--json")
    assert result.exit_code == 0, result.stderr
    printed = json.loads(result.stdout)
    assert [edition["locale"] for edition in printed["editions"]] == ["ru"]
    assert (printed["created"], printed["version"]) == (True, 1)


def test_standard_input_is_read_and_the_document_says_what_the_options_leave_out(run: Any) -> None:
    printed = json.loads(run("-", "--format", "markdown", "--json", stdin=MARKDOWN.encode()).stdout)
    assert printed["external_id"] == "md/1"
    named = json.loads(run("-", "--external-id", "mine", "--json", stdin=MARKDOWN.encode()).stdout)
    assert named["external_id"] == "mine"


def test_several_articles_print_a_list(run: Any) -> None:
    feed = rss(item(1, "Ferry stays"), item(2, "Bridge closes"))
    printed = json.loads(run("-", "--json", stdin=feed).stdout)
    assert [one["created"] for one in printed] == [True, True]
    assert run("-", stdin=feed).stdout.count("known, nothing changed") == 2
    refused = run("-", "--external-id", "x", stdin=feed)
    assert (refused.exit_code, "There are 2 articles in this" in refused.stderr) == (1, True)


def test_an_address_is_read(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch_url(ctx: Context, url: str) -> Fetched:
        del ctx
        return Fetched(url, 200, MARKDOWN.encode(), "text/markdown")

    monkeypatch.setattr(articles, "fetch_url", fetch_url)
    assert run("https://harbour.example/story").stdout.startswith("Article 1, version 1: filed.")


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "said"),
    [
        (["missing.txt"], None, 1, "missing.txt cannot be read"),
        (["-"], b"%PDF-1.7", 1, "This is a PDF file"),
        (["-", "--format", "docx"], b"no zip", 1, "The Word document is damaged"),
        (["-", "--format", "pdf"], b"x", 2, "Invalid value for '--format'"),
        (["http://127.0.0.1/"], None, 1, "closed network"),
        (["-"], b"---\nlang: fr\n---\n# Le bac\n\nTexte.", 1, "written in fr"),
        (["-", "--to", "zz-none"], b"Ferry\n\nIt sails.", 1, "is not a language that Localize knows"),
    ],
)
def test_what_cannot_be_filed_says_why(
    run: Any, arguments: list[str], stdin: bytes | None, code: int, said: str
) -> None:
    result = run(*arguments, stdin=stdin)
    assert result.exit_code == code
    assert said in result.stderr
    assert result.stdout == ""


def test_the_language_can_be_named(run: Any) -> None:
    assert run("-", "--language", "en", stdin=b"---\nlang: fr\n---\n# Le bac\n\nTexte.").exit_code == 0
