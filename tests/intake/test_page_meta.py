"""What a page says of itself: found in all its places, and never trusted to be well-formed."""

import json

import pytest

from localize.intake.page_meta import moment_of_line, read_meta
from localize.intake.tree import parse_tree


def meta(head: str, base: str | None = None):
    return read_meta(parse_tree(f"<html><head>{head}</head></html>", page=True), base)


def ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | node)}</script>'


@pytest.mark.parametrize(
    ("head", "moment"),
    [
        (ld(datePublished="2026-03-03T18:05:00Z"), "2026-03-03T18:05:00+00:00"),
        (ld(datePublished="2026-03-03T18:05:00.000+0100"), "2026-03-03T18:05:00+01:00"),
        ('<meta property="article:published_time" content="2026-03-03T18:05:00-05:00">', "2026-03-03T18:05:00-05:00"),
        ('<meta itemprop="datePublished" content="2026-03-03 18:05:00 +0000">', "2026-03-03T18:05:00+00:00"),
        ('<time datetime="2026-03-03T18:05Z">today</time>', "2026-03-03T18:05:00+00:00"),
        ('<meta name="date" content="yesterday">', ""),
        ('<meta name="date" content="2026-13-03T18:05:00Z">', ""),
    ],
)
def test_the_moment_of_publication_has_its_offset(head: str, moment: str):
    found = meta(head)
    assert (found.published_at, found.zone_guessed) == (moment, "")


def test_a_date_without_a_zone_is_taken_as_utc_and_said_to_be():
    found = meta('<meta name="pubdate" content="2026-03-03">')
    assert (found.published_at, found.zone_guessed) == ("2026-03-03T00:00:00+00:00", "2026-03-03")


def test_a_date_with_a_zone_goes_before_one_without():
    head = (
        ld(datePublished="2026-03-03T18:05:00")
        + '<meta property="article:published_time" content="2026-03-03T17:05:00Z">'
    )
    assert meta(head).published_at == "2026-03-03T17:05:00+00:00"


@pytest.mark.parametrize(
    ("line", "moment", "guessed"),
    [
        ("3 March 2026 05:44 GMT", "2026-03-03T05:44:00+00:00", False),
        ("Mar 3, 2026, 5:44 PM UTC", "2026-03-03T17:44:00+00:00", False),
        ("Mar 3, 2026, 12:10 a.m. EST", "2026-03-03T00:10:00+00:00", True),
        ("March 3, 2026", "2026-03-03T00:00:00+00:00", True),
    ],
)
def test_a_date_line_gives_a_moment(line: str, moment: str, guessed: bool):
    assert moment_of_line("2026-03-03", line) == (moment, line if guessed else "")


def test_names_and_addresses_are_found():
    found = meta(
        ld(
            author=["Jane Doe", {"name": "By Piet de Vries"}, {"name": "The Courier"}],
            publisher={"name": "The Courier"},
            inLanguage="de",
        )
        + '<link rel="alternate canonical" href="/2026/ferry?a=1&amp;b=2">',
        "https://courier.example/amp/ferry",
    )
    assert found.authors == ("Jane Doe", "Piet de Vries")
    assert found.site == "The Courier"
    assert found.url == "https://courier.example/2026/ferry?a=1&b=2"
    assert found.language == "de"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "http://", "//[", "mailto:a@b.example"])
def test_addresses_that_are_none_are_not_taken(address: str):
    assert meta(f'<link rel="canonical" href="{address}"><meta property="og:image" content="{address}">').url == ""
    assert meta(f'<meta property="og:image" content="{address}">').picture is None


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 50_000,
        '{"@type": 1}',
        "null",
        '{"@type": "NewsArticle", "author": {"name": [1]}, "image": [[]]}',
        '{"@graph": "x"}',
    ],
)
def test_broken_json_ld_says_nothing(script: str):
    found = meta(f'<script type="application/ld+json">{script}</script><meta property="og:title" content="Ferry">')
    assert (found.headline, found.authors, found.picture) == ("Ferry", (), None)


def test_place_holders_are_no_authors():
    assert meta('<meta name="author" content="admin">').authors == ()
    assert meta('<meta name="author" content="https://courier.example/jane">').authors == ()
