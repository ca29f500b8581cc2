"""What stands beside the text of a ninjs document: pictures, other texts as teasers, media that an article cannot hold."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from localize.article import IntakeNote
from localize.intake.fields import is_web_address
from localize.intake.news_item import Teaser
from localize.intake.news_pictures import Picture, Rendition, best, credit_of, described, names_picture
from localize.intake.ninjs_fields import NinjsFields, Variant
from localize.intake.wire_body import plain_of
from localize.intake.words import note

_PICTURES: Final = frozenset({"picture", "photo", "image", "graphic"})
_MEDIA: Final = frozenset({"video", "audio"})
_LEAD: Final = re.compile(r"feature|main|lead|hero|top", re.IGNORECASE)
_ALT: Final = re.compile(r"alt|accessib", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Beside:
    """Pictures, the lead one first; teasers; what was left out. ``packed``: texts of their own are inside.

    ``text_address``: where the text itself stands, if the item only points to it.
    """

    pictures: tuple[Picture, ...]
    teasers: tuple[Teaser, ...]
    notes: tuple[IntakeNote, ...]
    packed: bool
    text_address: str


def associations(fields: NinjsFields) -> Beside:
    """Sort the associations of a document. Other languages of the same text are none of its parts."""
    pictures: list[tuple[bool, Picture]] = []
    teasers, left, packed = [], [], False
    for item in fields.objects("associations"):
        if re.search(r"translat", item.text("rel"), re.IGNORECASE):
            continue
        match _kind(item):
            case "picture":
                pictures.append((not _LEAD.search(item.text("name", "id")), _picture(item)))
            case "text" if title := _main(item, "headline") or item.text("title"):
                packed = packed or bool(item.variants("body"))
                teasers.append(_teaser(item, title))
            case _:
                left.append(_main(item, "headline") or item.text("title", "name", "uri") or "?")
    pictures.sort(key=lambda pair: pair[0])
    notes = (note("embed-left-out", count=len(left), names="; ".join(left)[:500]),) if left else ()
    return Beside(tuple(p for _, p in pictures), tuple(teasers), notes, packed, _text_address(fields))


def own_pictures(fields: NinjsFields) -> Iterator[Picture]:
    """A picture that a text holds among its own renditions."""
    shown = [r for r in _renditions(fields) if r.media_type.startswith("image/") or names_picture(r.address)]
    if shown and (address := best(shown)):
        yield Picture(address, addresses=frozenset(rendition.address for rendition in shown))


def page_address(fields: NinjsFields) -> str:
    """The address of the article as a web page, where the document names one besides its ``uri``."""
    named = [
        fields.text(name) for name in ("url", "link", "canonicalurl", "webpage") if isinstance(fields.value(name), str)
    ]
    named += [i.text("value") for i in fields.objects("altids") if re.search(r"url|canonical|web", i.text("role"))]
    named += [r.address for r in _renditions(fields) if r.media_type.startswith("text/html")]
    return next(filter(is_web_address, named), "")


def _text_address(fields: NinjsFields) -> str:
    texts = (r.address for r in _renditions(fields) if re.match(r"text/|application/(?:xml|xhtml|nitf)", r.media_type))
    return next(filter(None, texts), "")


def _kind(item: NinjsFields) -> str:
    """What an association is: what it says, else what its renditions are."""
    named = item.text("type").lower()
    if named in _PICTURES:
        return "picture"
    if named:
        return "media" if named in _MEDIA else "text" if named in {"text", "composite", "story", "article"} else named
    renditions = _renditions(item)
    if any(r.media_type.startswith("image/") or names_picture(r.address) for r in renditions):
        return "picture"
    if names_picture(item.text("uri", "href", "url")):
        return "picture"
    return "media" if any(r.media_type.startswith(("video/", "audio/")) for r in renditions) else "text"


def _picture(item: NinjsFields) -> Picture:
    renditions = _renditions(item)
    addresses = [item.text(name) for name in ("href", "url", "uri") if names_picture(item.text(name))]
    texts = item.variants("description")
    alts = [_plain(text) for text in texts if _ALT.search(text.role)] + [item.text("alt", "alttext", "alt_text")]
    captions = [text for text in texts if not _ALT.search(text.role)]
    captions.sort(key=lambda text: (text.role.lower() != "caption", text.is_html))
    # A picture’s body_text is its alternative text in Superdesk.
    alts += [_plain(body) for body in item.variants("body")]
    caption = next((plain for text in captions if (plain := _plain(text))), "")
    alt = next((text for text in alts if text and text != caption), "")
    owner = item.text("creditline") or item.text("source") or item.text("copyrightholder")
    by = item.text("by", "byline")
    return described(
        Picture(
            best(renditions) or next(filter(is_web_address, addresses), ""),
            alt[:1_000],
            caption,
            credit_of(by, item.text("creditline")) or owner,
            frozenset(filter(None, [*(rendition.address for rendition in renditions), *addresses])),
            item.text("name", "uri", "guid") or caption[:80],
        ),
        _main(item, "headline"),
    )


def _teaser(item: NinjsFields, title: str) -> Teaser:
    names = [item.text(name) for name in ("uri", "guid", "id")]
    page = page_address(item) or next(filter(is_web_address, [item.text("href"), *names]), "")
    known = [other.text("value") for other in item.objects("altids") if other.text("role").lower() == "externalid"]
    return Teaser(title, _main(item, "description"), page, next(filter(None, [*known, *names]), ""))


def _main(item: NinjsFields, kind: str) -> str:
    variants = sorted(
        item.variants(kind), key=lambda v: (v.role.lower() not in {"", "main", "text", "summary"}, v.is_html)
    )
    return _plain(variants[0]) if variants else ""


def _plain(variant: Variant) -> str:
    return plain_of(variant.value, html=variant.is_html)


def _renditions(fields: NinjsFields) -> list[Rendition]:
    found = []
    for item in fields.objects("renditions"):
        width = item.text("width")
        found.append(
            Rendition(
                item.text("href", "url"),
                f"{item.text('name')} {item.text('title')}".strip(),
                item.text("contenttype", "mimetype").lower(),
                int(float(width)) if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]+)?", width) else 0,
            )
        )
    return found
