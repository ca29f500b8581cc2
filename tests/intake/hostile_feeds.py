"""Feeds made to be slow, large or wrong; each a function of how often its trick is repeated."""

from collections.abc import Callable, Mapping

SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/"'
)


def rss(items: str, *, head: str = "<title>Harbour News</title><link>https://news.example/</link>") -> bytes:
    """A feed of these items."""
    return f'<?xml version="1.0"?><rss version="2.0" {SPACES}><channel>{head}{items}</channel></rss>'.encode()


HOSTILE: Mapping[str, Callable[[int], bytes]] = {
    "brackets": lambda n: rss("<" * n),
    "ampersands": lambda n: rss("<item><title>" + "&" * n),
    "references": lambda n: rss("<item><title>" + "&lol;" * n),
    "comments that do not end": lambda n: rss("<!--" * n),
    "data that does not end": lambda n: rss("<![CDATA[" * n),
    "instructions that do not end": lambda n: rss("<?" * n),
    "elements in elements": lambda n: rss("<a>" * n),
    "items in items": lambda n: rss("<item>" * n),
    "attributes that do not end": lambda n: rss('<item a="' * n),
    "many attributes": lambda n: rss("<item " + "a=1 " * n + ">"),
    "a long name": lambda n: rss("<item " + "a" * n + ">"),
    "ends without beginnings": lambda n: rss("</a>" * n),
    "an author without a host": lambda n: rss(f"<item><author>{'a' * n}@</author></item>"),
    "many such authors": lambda n: rss(("<item><author>" + "a" * 250 + "@</author></item>") * (n // 250)),
    "many authors of one item": lambda n: rss("<item>" + "<author>a@b.example (x</author>" * (n // 10) + "</item>"),
    "a large number": lambda n: rss("<item><title>&#" + "9" * n + ";</title></item>"),
    "a long date": lambda n: rss(f"<item><pubDate>{'1' * n}</pubDate></item>"),
    "many dates": lambda n: rss("<item>" + "<pubDate>Mon</pubDate>" * n + "</item>"),
    "many links": lambda n: rss("<item>" + "<link>x</link>" * n + "</item>"),
    "many pictures": lambda n: rss("<item>" + '<enclosure url="x" type="image/png"/>' * n + "</item>"),
    "tags in a title": lambda n: rss(f"<item><title>{'<b>' * n}</title></item>"),
    "tags in a text": lambda n: rss(f"<item><description><![CDATA[{'<b>x' * n}]]></description></item>"),
    "lines in a text": lambda n: rss(f"<item><title>x</title><description>{'x' + chr(10) * n}</description></item>"),
    "ends of data in a text": lambda n: rss(
        f"<item><title>x</title><description>{']]&gt;' * n}&lt;</description></item>"
    ),
    "arrows in a text": lambda n: rss(f"<item><title>x</title><description>{'&gt;' * n}</description></item>"),
    "references in markup": lambda n: rss(f"<item><description><p>{'&lt;' * n}</p></description></item>"),
    "deep markup": lambda n: rss(f"<item><description>{'<div>' * n}</description></item>"),
    "base64": lambda n: (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content mode="base64">'
        + b"!" * n
        + b"</content></entry></feed>"
    ),
    "namespaces": lambda n: rss("<item " + " ".join(f'xmlns:a{k}="b{k}"' for k in range(n // 10)) + "/>"),
    "a long text": lambda n: rss(f"<item><title>x</title><description>{'word ' * n}</description></item>"),
    "many items": lambda n: rss("<item><title>x</title><description>word</description></item>" * (n // 60)),
}
