"""NITF 3 (News Industry Text Format, IPTC) as an article: alone, or as the content of a NewsML-G2 item."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial

from localize.article import Block, IntakeNote, Role
from localize.intake.moments import read_moment
from localize.intake.news_item import (
    NewsItem,
    check_status,
    for_the_desk,
    gather,
    is_timestamp,
    orders_of,
    published,
    to_received,
)
from localize.intake.nitf_html import Written, to_html
from localize.intake.received import Received, Source
from localize.intake.wire_body import Beside, blocks_of, read_body_html
from localize.intake.words import note, refusal
from localize.intake.xml_tree import Element, parse_xml

_NOWHERE = Element("")


def read_nitf(source: Source) -> tuple[Received, ...]:
    """One document, or several in an envelope. Raises ``InvalidInputError``."""
    tree = parse_xml(source.data, source.content_type)
    roots = [tree.root] if tree.root.tag == "nitf" else list(tree.root.below("nitf"))
    if not roots:
        raise refusal("wrong-root", format="NITF", element=tree.root.tag[:60])
    return gather([(_name(root), partial(_read, root, source.known_notices, tree.notes)) for root in roots])


def _read(root: Element, known_notices: Collection[str], notes: Sequence[IntakeNote]) -> Received:
    item = nitf_item(root, known_notices=known_notices)
    return to_received(replace(item, notes=(*notes, *item.notes)))


def _name(root: Element) -> str:
    return _headline(_head(root)) or _title(root) or "?"


def nitf_item(root: Element, *, known_notices: Collection[str], headline: str = "") -> NewsItem:
    """The item of a ``nitf`` element. ``headline``: the one that an envelope gives it, which goes before its own.

    Raises ``InvalidInputError`` for an item that is canceled, withheld or under an embargo that cannot be read.
    """
    docdata = root.first("head", "docdata") or _NOWHERE
    head = _head(root)
    notes: list[IntakeNote] = []
    own = _headline(head)
    if not headline and not own and (title := _title(root)):
        notes.append(note("headline-from-item"))
        own = title
    headline = headline or own
    written = _content(root)
    status = docdata.get("management-status")
    item_id = _id(docdata)
    check_status(status, item_id)
    orders, of_orders = orders_of(item_id, _embargo(docdata), _attribute(docdata, "urgency", "ed-urg"))
    if status.lower() == "embargoed" and orders.embargo is None:
        notes.append(note("embargo-open"))
    moment, of_time = published(*_times(root, docdata, head))
    notes += [*of_orders, *of_time, *_left_out(written), *_for_the_desk(docdata, head, written)]
    return NewsItem(
        headline=headline,
        standfirsts=(*_decks(head, docdata), *_abstract(head)),
        bylines=tuple(filter(None, map(_byline, head.each("byline")))),
        dateline=_dateline(head),
        body=read_body_html(written.html, Beside(headline, known_notices)),
        copyright=_copyright(head),
        source_name=_source_name(docdata, head),
        url=_attribute(root.first("head") or _NOWHERE, "pubdata", "ex-ref"),
        published_at=moment,
        orders=orders,
        language=_language(root),
        notes=tuple(notes),
    )


def _head(root: Element) -> Element:
    return root.first("body", "body.head") or root.first("body.head") or _NOWHERE


def _headline(head: Element) -> str:
    lines = head.first("hedline") or head.first("headline") or _NOWHERE
    first = lines.first("hl1") or (None if list(lines.elements()) else lines)
    return first.words() if first else ""


def _title(root: Element) -> str:
    title = root.first("head", "title")
    return title.words() if title else ""


def _decks(head: Element, docdata: Element) -> Iterator[Block]:
    """Second headlines. Some senders put the slug there, which is also among the keywords."""
    keywords = {keyword.get("key").casefold() for keyword in docdata.below("keyword")}
    lines = head.first("hedline") or head.first("headline") or _NOWHERE
    for line in lines.each("hl2"):
        if line.words().casefold() not in keywords:
            yield from blocks_of(line.words(), Role.STANDFIRST, html=False)


def _abstract(head: Element) -> Iterator[Block]:
    for abstract in head.each("abstract"):
        yield from blocks_of(to_html(abstract).html, Role.STANDFIRST, html=True)


def _byline(element: Element) -> str:
    """“By Ida Moen, Fjord Wire”: the name, and after a comma what follows it."""
    pieces: list[str] = []
    for child in element.children[:200]:  # more than any name has
        text = child if isinstance(child, str) else child.raw_text()
        if isinstance(child, Element) and pieces and text.strip():
            before = "".join(pieces).rstrip()
            if child.tag == "byttl" and before and before[-1] not in ",;–—-/|":
                pieces = [before, ", "]
            elif before and pieces[-1][-1:].isalnum():
                pieces.append(" ")
        pieces.append(text)
    return " ".join("".join(pieces).split())


def _dateline(head: Element) -> str:
    """Place and date as a reader sees them; a machine's time stamp among them is none."""
    dateline = head.first("dateline")
    if dateline is None:
        return ""
    texts = [child if isinstance(child, str) else child.words() for child in dateline.children]
    shown = [text for text in (" ".join(text.split()) for text in texts) if text and not is_timestamp(text)]
    return re.sub(r"\s+([,.;:])", r"\1", " ".join(shown))


def _content(root: Element) -> Written:
    """Everything between the head and the end of the body, then what stands at its end."""
    body = root.first("body") or root
    holder = Element("content")
    for child in body.children:
        if isinstance(child, Element) and child.tag in {"body.head", "head"}:
            holder.children += list(child.each("media"))
        elif isinstance(child, Element) and child.tag in {"body.content", "body.end"}:
            holder.children += child.children
        else:
            holder.children.append(child)
    return to_html(holder)


def _left_out(written: Written) -> Iterator[IntakeNote]:
    if written.media:
        yield note("embed-left-out", count=len(written.media), names="; ".join(written.media)[:500])
    if written.pictures:
        yield note("picture-without-address", count=len(written.pictures), names="; ".join(written.pictures)[:500])


def _for_the_desk(docdata: Element, head: Element, written: Written) -> list[IntakeNote]:
    said = [" ".join([message.get("info"), message.words()]) for message in docdata.each("ed-msg")]
    said += [element.words() for element in head.each("note")] + written.notes
    return for_the_desk(said, [r.get("limitations") or r.get("type") for r in docdata.each("doc.rights")])


def _id(docdata: Element) -> str:
    ids = [element.get("id-string") for element in docdata.each("doc-id")]
    return next(filter(None, ids), "") or _attribute(docdata, "du-key", "key")


def _embargo(docdata: Element) -> str:
    """The time of release, where it is later than that of issue, or the item says that it is embargoed."""
    release, issue = (_attribute(docdata, name, "norm") for name in ("date.release", "date.issue"))
    until, since = read_moment(release), read_moment(issue)
    embargoed = docdata.get("management-status").lower() == "embargoed"
    if until and since and until.at <= since.at and not embargoed:
        return ""
    return release


def _times(root: Element, docdata: Element, head: Element) -> Iterator[str]:
    yield _attribute(docdata, "date.issue", "norm")
    yield _attribute(head.first("dateline") or _NOWHERE, "story.date", "norm")
    yield _attribute(root.first("head") or _NOWHERE, "pubdata", "date.publication")


def _copyright(head: Element) -> str:
    rights = head.first("rights")
    text = rights.words() if rights else ""
    return text if re.search(r"copyright|©|\(c\)|rights reserved", text, re.IGNORECASE) else ""


def _source_name(docdata: Element, head: Element) -> str:
    distributor, owner = head.first("distributor"), head.first("rights", "rights.owner")
    names = [element.words() for element in (distributor, owner) if element]
    names += [_attribute(docdata, "doc.copyright", "holder")]
    names += [source.get("src-name") for source in docdata.below("from-src")]
    names += [element.get("regsrc") for element in docdata.each("doc-id")]
    return next(filter(None, names), "")


def _language(root: Element) -> str:
    content, body = root.first("body", "body.content"), root.first("body")
    for element in (content, body, root):
        if element and (tag := element.get("lang") or element.get("baselang")):
            return tag
    return ""


def _attribute(parent: Element, child: str, name: str) -> str:
    """An attribute of the first child of a name that has it."""
    return next((value for element in parent.each(child) if (value := element.get(name))), "")
