"""The reader's page: one edition as a complete HTML document.

The page holds no style and no script of its own, only JSON-LD as data; style sheets are linked by the addresses that
the caller gives. Every string on it is the edition's or comes from the catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from localize.article import CodeKind, Role
from localize.locales import (
    DateStyle,
    format_date,
    format_datetime,
    format_list,
    language_name,
    reading_time,
    text_direction,
)
from localize.release.body import render_blocks, render_inline
from localize.release.jsonld import jsonld_script, to_jsonld
from localize.release.parts import Parts, safe_url, take_apart
from localize.release.phrases import Phrases
from localize.release.values import Alternate, ReleaseInput

_INLINE_ROLES: Final = (Role.HEADLINE, Role.STANDFIRST, Role.CAPTION, Role.CREDIT)
_TEMPLATES: Final = Path(__file__).with_name("templates")


@dataclass(frozen=True, slots=True)
class PreviewNote:
    """The line above a page that is not published. ``locale`` is the language of the note itself."""

    text: str
    link_text: str
    link_url: str
    locale: str = "en"


@dataclass(frozen=True, slots=True)
class Switch:
    """One entry of the language switch: the language named in itself."""

    locale: str
    name: str
    url: str | None  # none: where the reader is


def render_page(
    edition: ReleaseInput,
    phrases: Phrases,
    *,
    stylesheet_urls: Sequence[str] = (),
    preview_note: PreviewNote | None = None,
    today: date | None = None,
) -> str:
    """The HTML document of an edition. ``today`` is the date line's; else the day of publication."""
    parts = take_apart(edition)
    day = today or (edition.published_at.astimezone(edition.time_zone).date() if edition.published_at else None)
    editions = reader_editions(edition)
    return (
        _environment()
        .get_template("reader.html")
        .render(
            edition=edition,
            parts=parts,
            html=_head(parts),
            say=phrases.text,
            dir=text_direction(edition.locale),
            stylesheets=stylesheet_urls,
            note=preview_note,
            canonical=safe_url(edition.own_url, edition.public_url),
            editions=editions,
            x_default=_x_default(edition, editions),
            switch=language_switch(edition),
            today=_dated(day, edition.locale) if day else None,
            published=_published(edition),
            reading_time=reading_time(parts.reading_minutes, edition.locale),
            body=Markup(render_blocks(parts.body, parts.texts)),  # noqa: S704 - written by render_blocks, which escapes
            notices=Markup(render_blocks(parts.notices, parts.texts)),  # noqa: S704 - same
            source=_source(edition, parts),
            disclosure=disclosure(edition, phrases),
            jsonld=Markup(jsonld_script(to_jsonld(edition))),  # noqa: S704 - escaped for a script element
        )
    )


def reader_editions(edition: ReleaseInput) -> list[Alternate]:
    """Addresses for ``hreflang``: published editions, and the original at its own address when it has no edition."""
    listed = [Alternate(a.locale, url) for a in edition.alternates if (url := safe_url(a.url, edition.public_url))]
    original = safe_url(edition.url)
    if original and all(a.locale != edition.source_locale for a in listed):
        listed.insert(0, Alternate(edition.source_locale, original))
    return listed


def language_switch(edition: ReleaseInput) -> list[Switch]:
    """The languages that the article can be read in, the original first, the current one without address."""
    others = {a.locale: a.url for a in reader_editions(edition)}
    locales = sorted({*others, edition.locale}, key=lambda tag: (tag != edition.source_locale, language_name(tag)))
    return [Switch(tag, language_name(tag), None if tag == edition.locale else others[tag]) for tag in locales]


def disclosure(edition: ReleaseInput, phrases: Phrases) -> str | None:
    """Who and what translated: one sentence or two. ``None`` for the original, or when nobody can be named."""
    if edition.is_source:
        return None
    provenance = edition.provenance
    people = provenance.editors
    # English has a sentence of its own: other languages come as a name that no sentence has to inflect.
    english = edition.source_locale.split("-", maxsplit=1)[0] == "en"
    origin = "Translated from English" if english else "Translated from {language}"
    params = {
        "names": format_list(people, edition.locale),
        "language": language_name(edition.source_locale, edition.locale),
    }
    if provenance.machine_assisted and people:
        msgid = f"{origin} with machine translation, edited by {{names}}."
        return phrases.plural(msgid, msgid, len(people), **params)
    if provenance.machine_assisted:
        return phrases.text(f"{origin} with machine translation.", **params)
    return phrases.text(f"{origin} by {{names}}.", **params) if people else None


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _head(parts: Parts) -> dict[str, Markup]:
    """Headline, standfirst, caption and credit with their inline codes, by role."""
    written: dict[str, list[str]] = {role.value: [] for role in _INLINE_ROLES}
    for block in parts.head:
        if block.role in _INLINE_ROLES:
            written[block.role.value].append(render_inline(parts.texts[block.key], block.codes).strip())
    return {role: Markup(" ".join(texts)) for role, texts in written.items()}  # noqa: S704 - render_inline escapes


def _dated(day: date, locale: str) -> tuple[str, str]:
    return day.isoformat(), format_date(day, locale, DateStyle.EDITION)


def _published(edition: ReleaseInput) -> tuple[str, str] | None:
    """Time of publication: for machines, and in words."""
    if edition.published_at is None:
        return None
    local = edition.published_at.astimezone(edition.time_zone)
    return local.isoformat(timespec="minutes"), format_datetime(local, edition.locale)


def _source(edition: ReleaseInput, parts: Parts) -> tuple[str, str | None] | None:
    """Name and address of the source, when no notice on the page has said them already."""
    url = safe_url(edition.source_url)
    linked = any(code.kind is CodeKind.LINK for block in parts.notices for code in block.codes)
    named = any(edition.source_name and edition.source_name in parts.texts[b.key].plain for b in parts.notices)
    if not edition.source_name or linked or (named and url is None):
        return None
    return edition.source_name, url


def _x_default(edition: ReleaseInput, editions: Sequence[Alternate]) -> str | None:
    return next((a.url for a in editions if a.locale == edition.source_locale), None)
