"""The reader's page: one edition as a complete HTML document.

The page has no script, only JSON-LD as data, and fetches nothing from elsewhere but pictures. Its style is linked by
the addresses that the caller gives, or stands in the page when the caller gives its text. Every string on it is the
edition's or comes from the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from localize.article import Role
from localize.locales import (
    DateStyle,
    format_date,
    format_datetime,
    language_name,
    reading_time,
    text_direction,
)
from localize.release.body import Dress, render_blocks, render_inline
from localize.release.dress import dressed
from localize.release.jsonld import jsonld_script, to_jsonld
from localize.release.lines import disclosure, source_line
from localize.release.meta import Meta, page_meta
from localize.release.parts import Parts, picture_url, safe_url, take_apart
from localize.release.phrases import Phrases
from localize.release.values import Alternate, ReleaseInput

_INLINE_ROLES: Final = (Role.HEADLINE, Role.STANDFIRST, Role.CAPTION, Role.CREDIT)
_TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """What stands above and beside a page that is not published. ``locale`` is the language of its words.

    ``waiting`` are the article's editions that are not published: named in the switch with ``not_published`` beside
    them, and not linked. ``no_edition`` marks the teasers that the published page leaves out. ``others`` are links to
    the previews of the other languages: address, language, its name.
    """

    text: str
    link_text: str
    link_url: str
    locale: str = "en"
    waiting: tuple[str, ...] = ()
    not_published: str = ""
    no_edition: str = ""
    others: tuple[tuple[str, str, str], ...] = ()
    others_label: str = ""
    label: str = ""  # what screen readers call the line


@dataclass(frozen=True, slots=True)
class Switch:
    """One entry of the language switch: the language named in itself. ``url`` is none where the reader is."""

    locale: str
    name: str
    url: str | None
    direction: str
    current: bool


def render_page(
    edition: ReleaseInput,
    phrases: Phrases,
    *,
    stylesheet_urls: Sequence[str] = (),
    style: str = "",
    preview_note: PreviewNote | None = None,
    today: date | None = None,
) -> str:
    """The HTML document of an edition. ``today`` is the date line's; else the day of publication."""
    parts = take_apart(edition)
    editions = reader_editions(edition)
    return (
        _environment()
        .get_template("reader.html")
        .render(
            **_head(edition, parts, editions, today),
            **_body(edition, parts, phrases),
            edition=edition,
            parts=parts,
            say=phrases.text,
            stylesheets=stylesheet_urls,
            style=Markup(style),  # noqa: S704 - our own style sheet
            note=preview_note,
            switch=language_switch(edition, waiting=preview_note.waiting if preview_note else ()),
            teasers=parts.teasers if preview_note else parts.followed,
        )
    )


def _head(edition: ReleaseInput, parts: Parts, editions: Sequence[Alternate], today: date | None) -> dict[str, Any]:
    """What the templates need besides the text: addresses, dates, data for machines."""
    day = today or (edition.published_at.astimezone(edition.time_zone).date() if edition.published_at else None)
    meta: Meta = page_meta(edition, parts)
    first = edition.first_published_at or edition.published_at
    changed = edition.published_at if first and edition.published_at and edition.published_at > first else None
    return {
        "dir": text_direction(edition.locale),
        "meta": meta,
        "editions": editions,
        "x_default": _x_default(edition, editions),
        "today": (day.isoformat(), format_date(day, edition.locale, DateStyle.EDITION)) if day else None,
        "published": _moment(edition, first),
        "updated": _moment(edition, changed),
        "jsonld": Markup(jsonld_script(to_jsonld(edition))),  # noqa: S704 - escaped for a script element
    }


def _body(edition: ReleaseInput, parts: Parts, phrases: Phrases) -> dict[str, Any]:
    """The text as markup, and the lines that are made from the edition's data."""
    dress = Dress(phrases.text("Table"), lambda src: picture_url(src, edition))
    return {
        "html": _inline(parts),
        "reading_time": reading_time(parts.reading_minutes, edition.locale),
        "body": Markup(render_blocks(dressed(parts.body), parts.texts, dress)),  # noqa: S704 - it escapes
        "notices": Markup(render_blocks(dressed(parts.notices), parts.texts, dress)),  # noqa: S704 - same
        "source": source_line(edition, parts),
        "disclosure": disclosure(edition, phrases),
    }


def reader_editions(edition: ReleaseInput) -> list[Alternate]:
    """Addresses for ``hreflang``: published editions, and the original at its own address when it has no edition."""
    listed = [Alternate(a.locale, url) for a in edition.alternates if (url := safe_url(a.url, edition.public_url))]
    original = safe_url(edition.url)
    if original and all(a.locale != edition.source_locale for a in listed):
        listed.insert(0, Alternate(edition.source_locale, original))
    return listed


def language_switch(edition: ReleaseInput, waiting: Sequence[str] = ()) -> list[Switch]:
    """The languages that the article can be read in, the original first; ``waiting`` cannot be read yet."""
    others = {a.locale: a.url for a in reader_editions(edition)}
    locales = sorted(
        {*others, *waiting, edition.locale}, key=lambda tag: (tag != edition.source_locale, language_name(tag))
    )
    return [
        Switch(
            tag,
            language_name(tag),
            None if tag == edition.locale else others.get(tag),
            text_direction(tag),
            tag == edition.locale,
        )
        for tag in locales
    ]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["language"] = language_name
    return environment


def _inline(parts: Parts) -> dict[str, Markup]:
    """Headline, standfirst, caption and credit with their inline codes, by role."""
    written: dict[str, list[str]] = {role.value: [] for role in _INLINE_ROLES}
    for block in parts.head:
        if block.role in _INLINE_ROLES:
            written[block.role.value].append(render_inline(parts.texts[block.key], block.codes).strip())
    return {role: Markup(" ".join(texts)) for role, texts in written.items()}  # noqa: S704 - render_inline escapes


def _moment(edition: ReleaseInput, moment: datetime | None) -> tuple[str, str] | None:
    """A time: for machines, and in words."""
    if moment is None:
        return None
    local = moment.astimezone(edition.time_zone)
    return local.isoformat(timespec="minutes"), format_datetime(local, edition.locale)


def _x_default(edition: ReleaseInput, editions: Sequence[Alternate]) -> str | None:
    """For readers of any other language: the original."""
    return next((a.url for a in editions if a.locale == edition.source_locale), None)
