"""One item of NewsML-G2 by its parts: what its metadata says, and its content in the best form that it came in."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from localize.article import Block, IntakeNote, Role
from localize.intake.anatomy import Reading
from localize.intake.fields import is_web_address
from localize.intake.news_item import NewsItem, Teaser, check_status, for_the_desk, orders_of, published
from localize.intake.news_pictures import Picture, Rendition, best, credit_of, described, names_picture
from localize.intake.newsml_content import Content, best_content, remote_text
from localize.intake.nitf import nitf_item
from localize.intake.wire_body import Beside, blocks_of, read_body_html, read_body_text
from localize.intake.words import note, refusal
from localize.intake.xml_tree import Element

_NOWHERE: Final = Element("")
_INITIALS: Final = re.compile(r"[A-Z]{1,4}|[a-z]{1,3}(?:/[a-z]{1,3})*")


def item_kind(item: Element) -> str:
    """``text``, ``picture``, ``video`` …: the nature that an item names, else what its content is."""
    named = _code(item.first("itemmeta", "itemclass"))
    if named and named not in {"composite", "component"}:
        return "picture" if named in {"photo", "photograph", "image"} else named
    if item.first("groupset"):
        return "package"
    contents = item.first("contentset") or _NOWHERE
    types = {remote.get("contenttype").partition("/")[0].lower() for remote in contents.each("remotecontent")}
    if best_content(contents) is None and len(types) == 1 and types <= {"image", "video", "audio"}:
        return types.pop().replace("image", "picture")
    if contents.first("inlinexml", "events") or contents.first("inlinexml", "event"):
        return "event"
    return "text"


def item_name(item: Element) -> str:
    """What to call an item in a note."""
    lines = [
        *(item.first("contentmeta") or _NOWHERE).each("headline"),
        *(item.first("itemmeta") or _NOWHERE).each("title"),
    ]
    return next((line.words() for line in lines if line.words()), item.get("guid") or "?")


def newsml_item(item: Element, *, known_notices: Collection[str]) -> NewsItem:
    """The parts of a text item. Raises ``InvalidInputError`` for one that is canceled, withheld, or has its text elsewhere."""
    meta, about = item.first("itemmeta") or _NOWHERE, item.first("contentmeta") or _NOWHERE
    guid = item.get("guid")
    check_status(_code(meta.first("pubstatus")), guid)
    lines = _headlines(about, item)
    inner = _inner(item.first("contentset") or _NOWHERE, lines.main, known_notices)
    notes: list[IntakeNote] = []
    headline = lines.main or inner.headline
    if not headline and inner.body.blocks and (title := _words(meta, "title")):
        notes.append(note("headline-from-item"))
        headline = title
    embargoed = meta.first("embargoed")
    orders, of_orders = orders_of(
        guid or inner.orders.external_id or "", embargoed.words() if embargoed else "", _words(about, "urgency")
    )
    if embargoed and not embargoed.words():
        notes.append(note("embargo-open"))
    moment, of_time = published(
        _words(meta, "firstcreated"), _words(meta, "versioncreated"), _words(about, "contentcreated")
    )
    rights = item.first("rightsinfo") or _NOWHERE
    own = [notice for notice in inner.notes if notice.code != "headline-from-item" or not lines.main]
    return replace(
        inner,
        headline=headline,
        standfirsts=(*lines.decks, *(_descriptions(about, headline) or inner.standfirsts)),
        bylines=inner.bylines or _bylines(about, rights, meta),
        dateline=inner.dateline or _words(about, "dateline") or _place(about),
        pictures=tuple(islice(_own_pictures(item, about), 100)),
        teasers=tuple(_teasers(meta)),
        copyright=_words(rights, "copyrightnotice") or inner.copyright,
        source_name=_source_name(about, meta, rights) or inner.source_name,
        url=_page(item, meta) or inner.url,
        published_at=moment or inner.published_at,
        orders=orders,
        language=_language(about, inner, item),
        notes=(*notes, *of_orders, *of_time, *own, *lines.notes, *_desk(meta, rights)),
    )


def picture_of(item: Element) -> Picture:
    """The picture of a picture item."""
    about, rights = item.first("contentmeta") or _NOWHERE, item.first("rightsinfo") or _NOWHERE
    contents = item.first("contentset") or _NOWHERE
    renditions = [_rendition(remote) for remote in contents.each("remotecontent")]
    texts = {_code_of(text.get("role")): text.words() for text in reversed(list(about.each("description")))}
    caption = next((texts[role] for role in ("caption", "", "summary", "text") if texts.get(role)), "")
    creators = [_party(creator) for creator in about.each("creator")]
    holder = _party(rights.first("copyrightholder"))
    return described(
        Picture(
            best(renditions),
            _words(about, "alttext"),
            caption,
            credit_of(*creators[:1], _words(about, "creditline") or holder),
            frozenset(rendition.address for rendition in renditions) | {item.get("guid")} - {""},
            item_name(item),
        ),
        _words(about, "headline"),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    main: str
    decks: tuple[Block, ...]
    notes: tuple[IntakeNote, ...]


def _headlines(about: Element, item: Element) -> _Lines:
    """The headline in the text's own language; second ones are standfirsts, others are named in a note."""
    tag = (about.first("language") or _NOWHERE).get("tag") or item.get("lang")
    lines = [line for line in about.each("headline") if line.words()]
    own = [line for line in lines if not line.get("lang") or line.get("lang")[:2].lower() == tag[:2].lower()] or lines
    decks = [line for line in own if re.search(r"sub|deck|second", _code_of(line.get("role")))]
    mains = [line for line in own if line not in decks]
    main = next(
        (line for line in mains if _code_of(line.get("role")) in {"", "main", "headline"}), mains[0] if mains else None
    )
    others = {line.words() for line in lines if line is not main and line not in decks} - {main.words() if main else ""}
    left = (note("bodies-left-out", names="; ".join(sorted(others))[:500]),) if others else ()
    blocks = [block for line in decks for block in blocks_of(line.words(), Role.STANDFIRST, html=False)]
    return _Lines(main.words() if main else "", tuple(blocks), left)


def _inner(contents: Element, headline: str, known_notices: Collection[str]) -> NewsItem:
    """The best content. Raises ``InvalidInputError`` when the text is only elsewhere, or in a form that is not read."""
    found = best_content(contents)
    if found is None:
        if address := remote_text(contents):
            raise refusal("text-elsewhere", address=address[:300])
        if unread := _unread(contents):
            raise refusal("content-unread", what=unread)
        return NewsItem()
    beside = Beside(headline, known_notices)
    if found.nitf is not None:
        read = nitf_item(found.nitf, known_notices=known_notices, headline=headline)
        return replace(read, notes=tuple(n for n in read.notes if n.code != "date-unread"))
    body = read_body_html(found.html, beside) if found.is_html else read_body_text(found.text, beside)
    return NewsItem(body=Reading(body.blocks, body.notes), language=found.language, notes=tuple(_lost(found)))


def _lost(content: Content) -> list[IntakeNote]:
    media = content.media
    lost = [note("embed-left-out", count=len(media), names="; ".join(media)[:500])] if media else []
    return lost + for_the_desk(content.notes)


def _unread(contents: Element) -> str:
    """The first element of a content that is not read, such as that of SportsML."""
    inner = next((element for inline in contents.each("inlinexml") for element in inline.elements()), None)
    return f"“{inner.tag[:60]}”" if inner else ""


def _descriptions(about: Element, headline: str) -> tuple[Block, ...]:
    """Summaries. A “caption” of a text repeats its slug and headline, as some agencies have it."""
    kept: list[Block] = []
    for text in about.each("description"):
        role, words = _code_of(text.get("role")), text.words()
        if role in {"caption", "script", "shotlist"} or (headline and words.endswith(headline)):
            continue
        kept += blocks_of(words, Role.STANDFIRST, html=False)
    return tuple(kept)


def _bylines(about: Element, rights: Element, meta: Element) -> tuple[str, ...]:
    """``by``, else the creators who are persons: neither initials nor the agency."""
    if written := [by.words() for by in about.each("by") if by.words()]:
        return tuple(written)
    agencies = {
        _party(rights.first("copyrightholder")),
        _party(meta.first("provider")),
        _party(about.first("infosource")),
    }
    names = []
    for creator in about.each("creator"):
        name = _party(creator)
        person = "organisation" not in creator.get("type") and "source" not in _code_of(creator.get("role"))
        if name and person and name not in agencies and not _INITIALS.fullmatch(name):
            names.append(name)
    return (", ".join(names),) if names else ()


def _place(about: Element) -> str:
    return next(filter(None, map(_party, about.each("located"))), "")


def _own_pictures(item: Element, about: Element) -> Iterator[Picture]:
    """Pictures that a text item holds itself, as remote content or as a link."""
    contents = item.first("contentset") or _NOWHERE
    renditions = [
        _rendition(remote)
        for remote in contents.each("remotecontent")
        if remote.get("contenttype").startswith("image/") or names_picture(remote.get("href"))
    ]
    if renditions:
        addresses = frozenset(rendition.address for rendition in renditions)
        yield Picture(best(renditions), credit="", addresses=addresses, name=renditions[0].address)
    for link in (*(item.first("itemmeta") or _NOWHERE).each("link"), *about.each("icon")):
        if link.get("contenttype").startswith("image/") and link.tag == "link" and is_web_address(link.get("href")):
            yield Picture(
                link.get("href"), caption=_words(link, "description"), alt=_words(link, "title"), name=link.get("href")
            )


def _teasers(meta: Element) -> Iterator[Teaser]:
    """Links with a title: texts that the sender puts beside this one."""
    for link in meta.each("link"):
        title = _words(link, "headline") or _words(link, "title") or link.get("title")
        kind = link.get("contenttype").partition("/")[0]
        if title and kind not in {"image", "video", "audio"} and _code(link.first("itemclass")) in {"", "text"}:
            yield Teaser(
                title, _words(link, "description"), link.get("href"), link.get("residref") or link.get("guidref")
            )


def _source_name(about: Element, meta: Element, rights: Element) -> str:
    named = [*about.each("infosource"), *meta.each("provider"), *rights.each("copyrightholder")]
    sources = [source for source in about.each("infosource") if _code_of(source.get("role")) in {"source", "origprov"}]
    return next(filter(None, map(_party, [*sources, *named])), "")


def _page(item: Element, meta: Element) -> str:
    """The address of the article as a web page, where the item names one."""
    remotes = (item.first("contentset") or _NOWHERE).each("remotecontent")
    pages = [remote.get("href") for remote in remotes if remote.get("contenttype").startswith("text/html")]
    pages += [
        link.get("href") for link in meta.each("link") if re.search(r"canonical|webpage", link.get("rel").lower())
    ]
    return next(filter(is_web_address, pages), "")


def _language(about: Element, inner: NewsItem, item: Element) -> str:
    tags = [language.get("tag") for language in about.each("language")]
    return next(filter(None, [*tags, inner.language, item.get("lang")]), "")


def _desk(meta: Element, rights: Element) -> list[IntakeNote]:
    said = (element.words() for element in meta.each("ednote"))
    return for_the_desk(said, (element.words() for element in rights.each("usageterms")))


def _rendition(remote: Element) -> Rendition:
    width = remote.get("width")
    return Rendition(
        remote.get("href") or remote.get("residref"),
        _code_of(remote.get("rendition")),
        remote.get("contenttype"),
        int(width) if re.fullmatch(r"[0-9]{1,5}", width) else 0,
    )


def _party(element: Element | None) -> str:
    """The name of a person, an organisation or a place."""
    if element is None:
        return ""
    return _words(element, "name") or element.get("literal")


def _words(parent: Element, name: str) -> str:
    return next((words for element in parent.each(name) if (words := element.words())), "")


def _code(element: Element | None) -> str:
    """The last part of a code, in lower case: ``ninat:text`` and the address that ends in it are ``text``."""
    if element is None:
        return ""
    return _code_of(element.get("qcode") or element.get("uri") or element.get("literal"))


def _code_of(written: str) -> str:
    return re.split(r"[:/#]", written.strip().lower())[-1]
