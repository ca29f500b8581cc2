"""Feeds of every kind, tidy and sloppy: what can be read is read, what is left out is said."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from localize.article import Article, Role
from localize.errors import InputTooLargeError, InvalidInputError, LocalizeError, UnsupportedFormatError
from localize.intake.feed import MAX_READ, Feed, FeedItem, parse_feed, read_feed
from localize.intake.feed_xml import MAX_ITEMS
from localize.intake.received import Source
from localize.intake.sniff import read_all
from tests.intake.hostile_feeds import HOSTILE, SPACES, rss

FULL = " ".join(f"Sentence number {n} tells a little more of the ferry." for n in range(15))


def item(more: str = "", *, title: str = "Ferry resumes", link: str = "https://news.example/1") -> str:
    return f"<item><title>{title}</title><link>{link}</link>{more}</item>"


def one(data: bytes, **more: str) -> FeedItem:
    [found] = parse_feed(data, **more).items
    return found


def article(data: bytes) -> Article:
    [received] = read_feed(Source(data, url="https://feeds.example/rss"))
    return received.article


def texts(read: Article, role: Role) -> list[str]:
    return [block.text.plain for block in read.blocks if block.role is role]


def codes(read: Article) -> list[str]:
    return [note.code for note in read.notes]


def refused(data: bytes) -> LocalizeError:
    with pytest.raises(InvalidInputError) as caught:
        read_feed(Source(data))
    return caught.value


# Kinds of feeds

RSS_2 = rss(
    item(
        "<guid isPermaLink='false'>n-1</guid><dc:creator>Jane Roe</dc:creator><dc:creator>John Doe</dc:creator>"
        "<pubDate>Mon, 23 Nov 2026 10:30:00 +0100</pubDate><category>Harbour</category><category>Ships</category>"
        f"<description>Ships sail.</description><content:encoded><![CDATA[<p>{FULL}</p>]]></content:encoded>"
    ),
    head="<title>Harbour News</title><link>https://news.example/</link><language>en-gb</language>",
)
RSS_1 = f"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" {SPACES}><channel rdf:about="https://news.example/rss"><title>Harbour News</title>
 <link>https://news.example/</link></channel><item rdf:about="n-1"><title>Ferry resumes</title>
 <link>https://news.example/1</link><description>Ships sail.</description><dc:creator>Jane Roe</dc:creator>
 <dc:date>2026-11-23T10:30:00+01:00</dc:date></item></rdf:RDF>""".encode()
RSS_091 = b"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Harbour News</title>
 <link>https://news.example/</link><item><title>Ferry resumes</title><link>https://news.example/1</link>
 <description>Ships sail.</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Harbour News</title>
 <link rel="self" href="https://news.example/atom"/><link href="https://news.example/"/><entry><id>n-1</id>
 <title type="html">Ferry &lt;em&gt;resumes&lt;/em&gt;</title><link rel="alternate" href="/1"/>
 <author><name>Jane Roe</name><email>jane@news.example</email></author>
 <published>2026-11-23T10:30:00+01:00</published><updated>2026-11-23T11:00:00+01:00</updated>
 <summary>Ships sail.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{FULL}</p>
 <p>It is <a href="/boats">a new boat</a>.</p></div></content></entry></feed>""".encode()


@pytest.mark.parametrize("data", [RSS_2, RSS_1, RSS_091, ATOM], ids=["rss2", "rss1", "rss091", "atom"])
def test_every_kind_of_feed_is_read(data: bytes) -> None:
    feed = parse_feed(data, "https://news.example/feed")
    assert (feed.title, feed.url, feed.notes) == ("Harbour News", "https://news.example/", ())
    [found] = feed.items
    assert (found.title, found.url) == ("Ferry resumes", "https://news.example/1")
    if data is not RSS_091:
        assert (found.id, found.published) == ("n-1", "2026-11-23T10:30:00+01:00")
        assert found.authors[0] == "Jane Roe"
    assert found.has_full_text == (data in {RSS_2, ATOM})
    assert read_all(data)[0].article.headline == "Ferry resumes"


def test_everything_that_an_item_says_is_kept() -> None:
    found = one(RSS_2)
    assert found.authors == ("Jane Roe", "John Doe")
    assert found.categories == ("Harbour", "Ships")
    assert (found.language, found.summary_html) == ("en-gb", "Ships sail.")
    atom = one(ATOM)
    assert (atom.updated, atom.language) == ("2026-11-23T11:00:00+01:00", "en")


def test_an_item_becomes_an_article_with_its_parts() -> None:
    [received] = read_feed(Source(RSS_2))
    read = received.article
    assert [(block.role, block.text.plain) for block in read.blocks][:4] == [
        (Role.HEADLINE, "Ferry resumes"),
        (Role.STANDFIRST, "Ships sail."),
        (Role.BYLINE, "By Jane Roe and John Doe"),
        (Role.PARAGRAPH, FULL),
    ]
    assert (read.url, read.source_name, read.source_url) == (
        "https://news.example/1",
        "Harbour News",
        "https://news.example/",
    )
    assert (read.published_at, received.orders.external_id, received.language) == (
        "2026-11-23T10:30:00+01:00",
        "n-1",
        "en-gb",
    )
    assert codes(read) == []


def test_links_and_pictures_are_put_in_full() -> None:
    body = f"<p>{FULL}</p><p>See <a href='/boats'>the boats</a> and <img src='b.jpg' alt='A boat'>.</p>"
    read = article(rss(item(f"<content:encoded><![CDATA[{body}]]></content:encoded>", link="https://news.example/a/1")))
    links = [value for block in read.blocks for code in block.codes for key, value in code.attrs if key == "href"]
    pictures = [block.data["src"] for block in read.blocks if block.role is Role.PICTURE]
    inline = [value for block in read.blocks for code in block.codes for key, value in code.attrs if key == "src"]
    assert links == ["https://news.example/boats"]
    assert pictures + inline == ["https://news.example/a/b.jpg"]


def test_the_largest_picture_comes_with_caption_and_credit() -> None:
    media = (
        '<media:content width="140" url="https://img.example/s.jpg" type="image/jpeg"/>'
        '<media:content width="900" url="https://img.example/l.jpg" type="image/jpeg">'
        "<media:description>The ferry at noon.</media:description><media:credit>Photograph: Jane Roe</media:credit>"
        '</media:content><media:content width="4000" url="https://img.example/film.mp4" type="video/mp4"/>'
    )
    read = article(rss(item(f"<description>{FULL}</description>{media}")))
    [picture] = [block for block in read.blocks if block.role is Role.PICTURE]
    assert picture.data["src"] == "https://img.example/l.jpg"
    assert texts(read, Role.CAPTION) == ["The ferry at noon."]
    assert texts(read, Role.CREDIT) == ["Photograph: Jane Roe"]


def test_a_picture_that_the_body_shows_is_not_doubled() -> None:
    enclosure = '<enclosure url="https://img.example/l.jpg?w=900" type="image/jpeg" length="1"/>'
    body = f"<content:encoded><![CDATA[<img src='https://img.example/l.jpg?w=300'><p>{FULL}</p>]]></content:encoded>"
    assert sum(block.role is Role.PICTURE for block in article(rss(item(enclosure + body))).blocks) == 1


def test_an_item_with_a_lead_only_says_so() -> None:
    read = article(rss(item("<description>Ships sail again. Continue reading...</description>")))
    assert texts(read, Role.PARAGRAPH) == ["Ships sail again. Continue reading..."]
    assert codes(read) == ["summary-only"]
    assert "https://news.example/1" in read.notes[0].message


def test_lines_that_lead_back_to_the_site_are_left_out_and_named() -> None:
    foot = "<p>The post <a href='/1'>Ferry resumes</a> appeared first on <a href='/'>Harbour News</a>.</p>"
    read = article(rss(item(f"<content:encoded><![CDATA[<p>{FULL}</p>{foot}]]></content:encoded>")))
    assert texts(read, Role.PARAGRAPH) == [FULL]
    assert codes(read) == ["furniture-left-out"]


def test_pixels_that_count_readers_are_no_pictures() -> None:
    pixel = "<img height='1' width='1' src='https://count.example/x.gif'>"
    read = article(rss(item(f"<content:encoded><![CDATA[<p>{FULL}</p>{pixel}]]></content:encoded>")))
    assert not [block for block in read.blocks if block.role is Role.PICTURE]


# Sloppy feeds


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("Salt & vinegar", "Salt & vinegar"),
        ("Salt &amp; vinegar", "Salt & vinegar"),
        ("Salt &amp;amp; vinegar", "Salt & vinegar"),
        ("Prices &lt; 5&nbsp;crowns", "Prices < 5 crowns"),
        ("&lt;b&gt;Ferry&lt;/b&gt; resumes", "Ferry resumes"),
        ("<![CDATA[Ferry <i>resumes</i> &mdash; at last]]>", "Ferry resumes — at last"),
        ("Ferry\n   resumes", "Ferry resumes"),
        ("Ferry &unknown; resumes", "Ferry &unknown; resumes"),
        ("Ferry <br> resumes", "Ferry resumes"),
    ],
)
def test_titles_are_read_however_they_are_written(title: str, meant: str) -> None:
    assert one(rss(item(title=title))).title == meant


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (rss(item("<description>Fish & chips</description>")), 1),
        (rss(item()).replace(b"</channel></rss>", b""), 1),
        (rss(item("<description>One<br>two</description>")), 1),
        (
            rss(item())
            .replace(SPACES.encode(), b"")
            .replace(b"</item>", b"<content:encoded>x</content:encoded></item>"),
            0,
        ),
        (rss(item("<b></i>")), 2),
        (
            rss(
                "<item><title>Ferry resumes</title><link>https://news.example/1</link>"
                + item(link="https://news.example/2")
            ),
            1,
        ),
        (rss(item()) + b"<hr/>", 1),
        (rss(item("<geo:point xmlns:geo='urn:x'><title>Not this</title></geo:point>")), 0),
        (b"\n\n" + rss(item()), 0),
        (rss(item("<description>2 < 3 and 5 > 4</description>")), 1),
    ],
)
def test_broken_xml_is_mended_and_counted(broken: bytes, mended: int) -> None:
    feed = parse_feed(broken)
    assert feed.items[0].title == "Ferry resumes"
    assert [note.params["count"] for note in feed.notes if note.code == "feed-mended"] == (
        [str(mended)] if mended else []
    )


def test_an_item_that_breaks_off_is_left_out_and_said() -> None:
    whole = rss(
        item("<description>Whole.</description>") + item("<description>Half of it", link="https://news.example/2")
    )
    feed = parse_feed(whole.partition(b"</item></channel>")[0])
    assert [found.url for found in feed.items] == ["https://news.example/1"]
    assert "feed-broken-off" in [note.code for note in feed.notes]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("UTF-8", "windows-1251").encode("cp1251", "xmlcharrefreplace"),
        lambda text: text.encode(),
        lambda text: text.replace("UTF-8", "windows-1251").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("UTF-8", "utf-16").encode("utf-16"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("cp1251", "xmlcharrefreplace"),
    ],
)
def test_encodings_are_found_whatever_is_declared(encode: Callable[[str], bytes]) -> None:
    text = rss(item(title="Паром снова ходит через пролив")).decode().replace("1.0", '1.0" encoding="UTF-8', 1)
    assert one(encode(text)).title == "Паром снова ходит через пролив"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mon, 23 Nov 2026 10:30:00 GMT", "2026-11-23T10:30:00+00:00"),
        ("23 Nov 2026 10:30 EST", "2026-11-23T10:30:00-05:00"),
        ("2026-11-23T10:30:00.5+03:00", "2026-11-23T10:30:00.500000+03:00"),
        ("2026-11-23", "2026-11-23T00:00:00+00:00"),
        ("2026-11-23 10:30:00", "2026-11-23T10:30:00+00:00"),
        ("yesterday, about noon", None),
    ],
)
def test_dates_are_read_and_those_that_cannot_be_are_named(written: str, read: str | None) -> None:
    found = one(rss(item(f"<pubDate>{written}</pubDate>")))
    assert found.published == read
    assert [note.code for note in found.notes] == ([] if read else ["date-unread"])


def test_items_without_ids_dates_or_links_are_told_apart() -> None:
    feed = parse_feed(
        rss("<item><title>One</title></item><item><title>Two</title></item><item/><item><link>#</link></item>")
    )
    assert [(found.title, found.url, found.published) for found in feed.items] == [
        ("One", None, None),
        ("Two", None, None),
    ]
    assert len({found.id for found in feed.items}) == 2


def test_a_feed_that_gives_all_items_one_id_loses_none() -> None:
    same = "<guid isPermaLink='false'>guid</guid>"
    feed = parse_feed(rss(item(same) + item(same, link="https://news.example/2")))
    assert [found.id for found in feed.items] == ["guid", "https://news.example/2"]


def test_addresses_that_are_none_are_no_addresses() -> None:
    found = one(rss(item("<enclosure url='file:///etc/passwd' type='image/png'/>", link="javascript:alert(1)")))
    assert (found.url, found.picture) == (None, None)


def test_items_without_a_text_are_left_out_and_named() -> None:
    received = read_feed(
        Source(
            rss(item(title="No text at all", link="https://news.example/2") + item("<description>Ships.</description>"))
        )
    )
    assert len(received) == 1
    [note] = [note for note in received[0].article.notes if note.code == "items-left-out"]
    assert note.params == {"count": "1", "titles": "No text at all"}


def test_a_feed_without_any_text_is_refused_with_its_titles() -> None:
    error = refused(rss(item(title="No text at all")))
    assert error.details["reason"] == "feed-no-text"
    assert "No text at all" in error.message
    assert refused(rss("")).details["reason"] == "feed-empty"


def test_the_hash_follows_what_is_said() -> None:
    base = one(RSS_2)
    assert base.hash == one(RSS_2).hash
    for old, new in ((b"resumes", b"sails"), (b"number 7", b"number seven"), (b"10:30", b"10:31"), (b"Jane", b"June")):
        assert one(RSS_2.replace(old, new)).hash != base.hash


@pytest.mark.parametrize(
    ("more", "full"),
    [
        (f"<content:encoded><![CDATA[<p>{FULL}</p>]]></content:encoded>", True),
        (f"<content:encoded><![CDATA[<p>{FULL}</p><p>Continue reading &rarr;</p>]]></content:encoded>", False),
        (f"<content:encoded><![CDATA[<p>{FULL} […]</p>]]></content:encoded>", False),
        ("<content:encoded>Short.</content:encoded>", False),
        (f"<description>{FULL}</description>", False),
        (f"<description>{FULL} {FULL} {FULL}</description>", True),
    ],
)
def test_a_feed_that_brings_the_whole_story_is_told_from_one_that_leads_to_it(more: str, full: bool) -> None:
    assert one(rss(item(more))).has_full_text == full


# Hostile feeds

BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>"""
EXTERNAL = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><item><title>&file;</title></item></channel></rss>"""
PARAMETER = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % latin PUBLIC "-//W3C//ENTITIES Latin 1//EN" "x.ent"> %latin;]>
<rss version="2.0"><channel><item><title>Caf&eacute; &latin;</title></item></channel></rss>"""


@pytest.mark.parametrize("data", [BOMB, EXTERNAL, BOMB.decode().encode("utf-16")])
def test_entities_of_a_feeds_own_are_refused(data: bytes) -> None:
    assert refused(data).details["reason"] == "feed-entities"


def test_entities_of_html_are_read_and_external_ones_are_never_fetched() -> None:
    assert one(PARAMETER).title == "Café &latin;"


@pytest.mark.parametrize(
    "data", [b"", b"<html><body><h1>Moved</h1></body></html>", b"{}", b"<opml/>", b"\x89PNG\r\n", b"a" * 5_000]
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(UnsupportedFormatError):
        parse_feed(data)


def test_more_items_than_are_read_are_said() -> None:
    feed = parse_feed(rss("".join(item(link=f"https://news.example/{n}") for n in range(MAX_ITEMS + 5))))
    assert len(feed.items) == MAX_ITEMS
    assert [note.code for note in feed.notes] == ["feed-cut"]
    many = "".join(
        item("<description>Ships.</description>", link=f"https://news.example/{n}") for n in range(MAX_READ + 1)
    )
    received = read_feed(Source(rss(many)))
    assert len(received) == MAX_READ
    assert "feed-cut" in codes(received[0].article)


def test_a_feed_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputTooLargeError, match="characters"):
        parse_feed(rss(item(f"<description>{'x' * 5_000_000}</description>")))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_feed_is_read_or_refused_by_one_of_our_errors(name: str) -> None:
    """What each of them costs at full size, ``bench_feeds`` prints."""
    with suppress(InvalidInputError):
        assert len(parse_feed(HOSTILE[name](20_000)).items) <= MAX_ITEMS


@given(st.binary(max_size=300) | st.text(alphabet="<>/&;![]-?=\"' aitemld:x", max_size=300).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_anything_inside_a_feed_is_read_or_refused(inside: bytes) -> None:
    for data in (inside, rss("").replace(b"</channel>", b"<item>" + inside + b"</item></channel>")):
        try:
            feed = parse_feed(data, "https://feeds.example/rss")
        except InvalidInputError:
            continue
        assert isinstance(feed, Feed)


def test_mutations_of_good_feeds_raise_nothing_but_our_errors() -> None:
    chance = random.Random(7)  # noqa: S311  (the same mutations each time)
    for _ in range(300):
        data = bytearray(chance.choice((RSS_2, RSS_1, RSS_091, ATOM)))
        for _ in range(chance.randrange(1, 8)):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at : at + chance.randrange(1, 40)]
                case _:
                    data[at:at] = data[at : at + chance.randrange(1, 40)]
        with suppress(InvalidInputError):
            read_feed(Source(bytes(data), url="https://feeds.example/rss"))
