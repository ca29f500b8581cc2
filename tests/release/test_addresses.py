"""Readers' addresses from the settings' template."""

import pytest

from localize.release.addresses import reader_address, slug_of


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("https://news.example/{locale}/{external_id}", "https://news.example/ru/news/2026-11"),
        ("https://{locale}.news.example/a{article_id}", "https://ru.news.example/a7"),
        ("https://news.example/{locale}/{slug}-{article_id}", "https://news.example/ru/tunnel-opens-7"),
    ],
)
def test_a_template_is_filled_in(template: str, expected: str):
    made = reader_address(
        template,
        locale="ru",
        article_id=7,
        external_id="news/2026-11",
        original_url="https://courier.example/2026/tunnel-opens.html?x=1",
    )
    assert made == expected


def test_what_would_break_an_address_is_encoded():
    made = reader_address(
        "https://news.example/{locale}/{external_id}",
        locale="ru",
        article_id=7,
        external_id='a b?c#d"<&é',
        original_url=None,
    )
    assert made == "https://news.example/ru/a%20b%3Fc%23d%22%3C%26%C3%A9"


@pytest.mark.parametrize("template", ["https://n.example/{locale}/{external_id}", "https://n.example/{locale}/{slug}"])
def test_an_article_without_what_the_template_names_has_no_such_address(template: str):
    made = reader_address(
        template, locale="ru", article_id=7, external_id=None, original_url="https://courier.example/"
    )
    assert made is None


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://a.example/2026/11/tunnel-opens/", "tunnel-opens"),
        ("https://a.example/tunnel.html", "tunnel"),
        ("https://a.example/v1.5", "v1.5"),
        ("https://[broken", ""),
        (None, ""),
    ],
)
def test_a_slug_is_the_last_part_of_the_path(url: str | None, slug: str):
    assert slug_of(url) == slug
