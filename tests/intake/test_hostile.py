"""Hostile HTML ends in a clean article or a clear refusal. What it costs is measured by the benchmark of the same inputs."""

import pytest

from localize.article import Article
from localize.errors import InputTooLargeError, InvalidInputError, UnsupportedFormatError
from localize.intake.prefilter import MAX_TAGS
from localize.intake.sniff import MAX_BYTES, read
from localize.intake.tree import MAX_PAGE_CHARS
from localize.release.body import render_blocks
from tests.benchmarks.bench_hostile import HTML, Hostile, outcome, page

_REFUSED = {
    "html: 50 MB of text": "bytes",
    "html: 5.9 MB of text": "characters",
    "html: 100,000 div deep": "tags",
    "html: NUL and control characters": "not text",
    "html: 100,000 siblings p": "tags",
}
_CLEAN = (
    "html: 5.9 MB of script",
    "html: 2 MB of attributes on a tag",
    "html: class of 1.5 MB on a div around all",
    "html: control characters",
    "html: 16 MB of JSON-LD",
    "html: 20 JSON-LD scripts, deep",
    "html: unclosed comment, quotes",
    "html: brackets (credits)",
    "html: random bytes",
)
_NAMED = {hostile.name: hostile for hostile in HTML}


def article(body: str) -> Article:
    return read(page(body), format="html")


@pytest.mark.parametrize(("name", "said"), _REFUSED.items())
def test_too_much_is_refused_with_its_reason(name: str, said: str):
    assert outcome(_NAMED[name], _NAMED[name].make()).startswith("refused: ")
    with pytest.raises(InvalidInputError, match=said):
        read(_NAMED[name].make(), format="html")


@pytest.mark.parametrize("name", _CLEAN)
def test_what_can_be_read_is_read(name: str):
    assert outcome(_NAMED[name], _NAMED[name].make()).startswith("1 article")


def test_every_input_has_a_name_of_its_own():
    assert len(_NAMED) == len(HTML)
    assert all(isinstance(hostile, Hostile) for hostile in HTML)


def test_limits_are_exact():
    with pytest.raises(InputTooLargeError):
        read(b"x" * (MAX_BYTES + 1))
    with pytest.raises(InputTooLargeError):
        read(b"<!doctype html><p>" + b"x" * MAX_PAGE_CHARS)
    with pytest.raises(InputTooLargeError):
        read(b"<!doctype html>" + b"<i>" * (MAX_TAGS + 1))


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<p onclick=alert(1)>One said so.</p>",
        "<p><a href='javascript:alert(1)'>One said so.</a></p>",
        "<p><a href='&#106;avascript:alert(1)'>One said so.</a></p>",
        "<img src='data:text/html,<script>alert(1)</script>' data-src='javascript:alert(1)' alt='x'>",
        "<div data-src='javascript:alert(1)' data-alt='x'></div>",
        "<picture><source srcset='javascript:alert(1) 2x'><img alt='x'></picture>",
        "<wbr id='embedded:javascript:alert(1)'>",
        "<iframe src='javascript:alert(1)' srcdoc='<script>alert(1)</script>'></iframe>",
        "<style>@import 'javascript:alert(1)'</style><svg onload=alert(1)>",
        "<figure><div class='caption' style='background:url(javascript:alert(1))'>One said so.</div></figure>",
    ],
)
def test_nothing_that_runs_gets_through(body: str):
    found = article(body)
    written = render_blocks(found.blocks).lower() + repr(found.blocks).lower()
    for word in ("<script", "onclick", "onload", "javascript:", "data:text", "<style", "<iframe", "<svg", "url("):
        assert word not in written
    assert found.headline == "Ferry stays"


def test_addresses_in_the_head_of_a_page_are_checked():
    head = "<link rel=canonical href='javascript:alert(1)'><meta property='og:image' content='data:image/svg+xml,x'>"
    found = read(page("", head), format="html")
    assert found.url is None
    assert "data:" not in repr(found.blocks)


def test_overrides_of_direction_go_and_marks_stay():
    found = article(
        "<p>The ship \u202eyrref\u202c sailed \u200ffrom \u200eHaifa \u2067חיפה\u2069 on a Tuesday in March, as planned.</p>"
    )
    texts = [block.text.plain for block in found.blocks]
    assert (
        "The ship yrref\u202c sailed \u200ffrom \u200eHaifa \u2067חיפה\u2069 on a Tuesday in March, as planned."
        in texts
    )


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028"])
def test_any_line_end_is_white_space(end: str):
    found = article(f"<p>The ferry{end}sails at dawn on each day of the year.</p>")
    assert any(
        " ".join(b.text.plain.split()) == "The ferry sails at dawn on each day of the year." for b in found.blocks
    )


@pytest.mark.parametrize("declared", ["utf-16", "utf-7", "no-such-thing", "x-user-defined", "rot13"])
def test_wrong_encodings_are_seen_through(declared: str):
    found = read(
        page("<p>The café stays open until eleven on all days.</p>", f"<meta charset={declared}>"), format="html"
    )
    assert any("café" in block.text.plain for block in found.blocks) or declared == "utf-7"


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UnsupportedFormatError):
        read(b"<!doctype html><p>a\0b", format="html")
