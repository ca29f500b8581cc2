"""What a web page says about its article outside the text: JSON-LD, Open Graph, meta tags, ``time`` elements.

The vocabularies are schema.org's NewsArticle, Open Graph, Dublin Core and the names that news sites share. The first
that says something counts, in that order. Whatever is broken is passed over: a page with bad metadata is still a page.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from localize.elements import is_safe_address
from localize.intake.tokens import StartTag
from localize.intake.tree import Tree, clean_characters

_ARTICLES: Final = re.compile(r"(?:[A-Za-z]*Article|BlogPosting|ReportageNewsArticle|LiveBlogPosting|Report)")
_PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "og:published_time",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publish_date",
    "publication_date",
    "pubdate",
    "rnews:datepublished",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "date",
)
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline", "title")
_SITES: Final = ("og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title")
_NOBODY: Final = frozenset(
    {"no author", "unknown", "admin", "administrator", "none", "null", "n/a", "editor", "staff", "author"}
)
_AUTHORS: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_DESCRIPTIONS: Final = ("og:description", "description", "twitter:description", "dc.description")
_MAX_NODES: Final = 5_000
_LONG: Final = 400  # characters: more than any of these says
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_CLOCK: Final = re.compile(r"\b(\d{1,2})[:.](\d{2})\s*(?:([ap])\.?m\.?)?\s*(UTC|GMT)?\b", re.IGNORECASE)
_MOMENT: Final = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]\d{2}:?\d{2}.*)?")


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture that the page shows where it is linked to."""

    url: str
    alt: str = ""
    caption: str = ""
    width: str = ""
    height: str = ""


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What is said; empty where nothing is.

    ``published_at``: ISO 8601 with offset. ``zone_guessed``: the date as written, where it names no time zone and UTC
    was taken. ``body``: the text of the article, as the JSON-LD has it.
    """

    headline: str = ""
    description: str = ""
    url: str = ""
    site: str = ""
    authors: tuple[str, ...] = ()
    published_at: str = ""
    zone_guessed: str = ""
    language: str = ""
    picture: Picture | None = None
    body: str = ""


def read_meta(tree: Tree, base: str | None = None) -> PageMeta:
    """The metadata of a page. ``base``: the address that it was read from."""
    metas = _metas(tree.about)
    found = _article(tree.data)
    canonical = next((_text(t.attrs.get("href")) for t in _links(tree.about, "canonical")), "")
    published, guessed = _published(found, metas, tree.about)
    site = _first(_name(found.get("publisher")), *(metas.get(name, "") for name in _SITES))
    return PageMeta(
        headline=_first(_text(found.get("headline")), *(metas.get(name, "") for name in _TITLES)),
        description=_first(*(metas.get(n, "") for n in _DESCRIPTIONS), _text(found.get("description"))),
        url=_address(base, canonical, metas.get("og:url", ""), _text(found.get("url")), base or ""),
        site=site,
        authors=_authors(found, metas, site),
        published_at=published,
        zone_guessed=guessed,
        language=_language(tree.about, metas, found),
        picture=_picture(found, metas, base),
        body=_body(found),
    )


def _text(value: object, limit: int = _LONG) -> str:
    """A string as one line, references resolved; empty for anything else and for what is too long."""
    if not isinstance(value, str) or len(value) > limit * 4:
        return ""
    text = " ".join(clean_characters(html.unescape(value)).split())
    return text if len(text) <= limit else ""


def _first(*values: str) -> str:
    return next((value for value in values if value), "")


def _metas(about: Sequence[StartTag]) -> dict[str, str]:
    """``meta`` elements by name, in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in about:
        if tag.name == "meta":
            name = tag.attrs.get("property") or tag.attrs.get("name") or tag.attrs.get("itemprop") or ""
            text = _text(tag.attrs.get("content"), 2_000)
            if name and text:
                found.setdefault(html.unescape(name).strip().lower(), text)
    return found


def _links(about: Sequence[StartTag], rel: str) -> Iterator[StartTag]:
    return (t for t in about if t.name == "link" and rel in t.attrs.get("rel", "").lower().split())


def _address(base: str | None, *written: str) -> str:
    """The first that is an address of a page, made absolute."""
    for one in written:
        try:
            whole = urljoin(base or "", one)
            parts = urlsplit(whole)
        except ValueError:
            continue
        if one and parts.scheme in {"http", "https"} and parts.netloc and is_safe_address(whole):
            return whole
    return ""


# JSON-LD


def _article(scripts: Sequence[str]) -> Mapping[str, Any]:
    """The first node that is an article, of all scripts; empty when there is none."""
    for script in scripts:
        try:
            raw = json.loads(script.strip().removeprefix("<!--").removesuffix("-->").rstrip("; \n"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(raw):
            if any(_ARTICLES.fullmatch(kind.rpartition("/")[2]) for kind in _strings(node.get("@type"))):
                return node
    return {}


def _nodes(raw: object) -> Iterator[Mapping[str, Any]]:
    """The nodes of a document, those that name an article's page as their main entity included."""
    stack, seen = [raw], 0
    while stack and seen < _MAX_NODES:
        item = stack.pop(0)
        seen += 1
        if isinstance(item, list):
            stack.extend(item[:_MAX_NODES])
        elif isinstance(item, dict):
            yield item
            stack.extend(item[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in item)


def _strings(value: object) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _name(value: object) -> str:
    """The name of a person or organisation, given as node, list or string."""
    if isinstance(value, list):
        return next((name for name in map(_name, value[:20]) if name), "")
    return _text(value.get("name") if isinstance(value, dict) else value)


def _authors(found: Mapping[str, Any], metas: Mapping[str, str], site: str) -> tuple[str, ...]:
    """Names of people; the site itself and place holders are none."""
    written = found.get("author")
    names = [_name(item) for item in (written[:20] if isinstance(written, list) else [written])]
    if not any(names):
        names = [_first(*(metas.get(name, "") for name in _AUTHORS))]
    shown = (re.sub(r"(?i)^by\s+", "", name) for name in names)
    nobody = {*_NOBODY, site.lower()}
    return tuple(dict.fromkeys(n for n in shown if n and "://" not in n and len(n) <= 120 and n.lower() not in nobody))


def _body(found: Mapping[str, Any]) -> str:
    written = found.get("articleBody")
    return clean_characters(written) if isinstance(written, str) and len(written) <= 500_000 else ""


def _picture(found: Mapping[str, Any], metas: Mapping[str, str], base: str | None) -> Picture | None:
    node = found.get("image")
    node = node[0] if isinstance(node, list) and node else node
    node = {"url": node} if isinstance(node, str) else node if isinstance(node, dict) else {}
    url = _address(base, metas.get("og:image", ""), _text(node.get("url"), 2_000), metas.get("twitter:image", ""))
    if not url:
        return None
    size = {name: metas.get(f"og:image:{name}", "") for name in ("width", "height")}
    return Picture(
        url,
        _first(metas.get("og:image:alt", ""), metas.get("twitter:image:alt", "")),
        _text(node.get("caption"), 1_000),
        **{name: value for name, value in size.items() if re.fullmatch(r"[1-9][0-9]{0,4}", value)},
    )


# When, and in which language


def _published(found: Mapping[str, Any], metas: Mapping[str, str], about: Sequence[StartTag]) -> tuple[str, str]:
    """The moment of publication with offset, and the date as written when its zone had to be guessed."""
    times = [t.attrs for t in about if t.name == "time"]
    marked = [a.get("datetime", "") for a in times if "pubdate" in a or "datePublished" in a.get("itemprop", "")]
    plain = [a.get("datetime", "") for a in times]
    candidates = (_text(found.get("datePublished")), *(metas.get(n, "") for n in _PUBLISHED), *marked, *plain[:1])
    dated = [(moment, written) for written in candidates if (moment := _moment(written)) is not None]
    for moment, _ in dated:
        if moment.tzinfo is not None:
            return moment.isoformat(), ""
    for moment, written in dated:
        return moment.replace(tzinfo=UTC).isoformat(), written
    return "", ""


def _moment(written: str) -> datetime | None:
    """The date and time of ISO 8601 and the forms that resemble it; a day alone is its midnight, without a zone."""
    text = re.sub(r"\s+(UTC|GMT|Z)$", "Z", written.strip())
    text = re.sub(r"(?<=\d)\s+(?=[+-]\d{2}:?\d{2}$)", "", text)
    if not _MOMENT.fullmatch(text):
        return None
    try:
        if len(text) <= 10:
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the page names no zone
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def moment_of_line(day: str, text: str) -> tuple[str, str]:
    """Like the metadata's moment, from a date line of the page: ``day`` as ISO 8601, and the line for its time."""
    found = _CLOCK.search(text)
    hour, minute = (int(found[1]), int(found[2])) if found else (0, 0)
    if found and found[3]:
        hour = hour % 12 + 12 * (found[3].lower() == "p")
    try:
        moment = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}:00+00:00")
    except ValueError:
        return "", ""
    return moment.isoformat(), "" if found and found[4] else text


def _language(about: Sequence[StartTag], metas: Mapping[str, str], found: Mapping[str, Any]) -> str:
    pages = (t.attrs.get("lang") or t.attrs.get("xml:lang") or "" for t in about if t.name == "html")
    written = (*pages, metas.get("content-language", ""), metas.get("og:locale", ""), _text(found.get("inLanguage")))
    return next((tag.strip().replace("_", "-") for tag in written if _LANGUAGE.fullmatch(tag.strip())), "")
