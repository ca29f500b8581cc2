"""Items of our own writing in the formats of agencies, as they are sent."""

import json
from typing import Any, Final

BODY: Final = (
    "<p>HARBOUR TOWN, March 3 (Fjord Wire) — The council voted on Tuesday to keep the ferry.</p>"
    "<h2>A narrow vote</h2>"
    '<p>The vote was <em>9 to 6</em>, as <a href="https://town.example/vote">the minutes</a> show.</p>'
    "<ul><li>The boat stays until 2030.</li><li>The fare rises to 4.50 crowns.</li></ul>"
    "<blockquote><p>We have listened.</p></blockquote>"
    "<table><tr><th>Year</th><th>Crossings</th></tr><tr><td>2025</td><td>1,200</td></tr></table>"
)

NINJS_1: Final[dict[str, Any]] = {
    "uri": "urn:fjord:2026:17",
    "type": "text",
    "version": "2",
    "versioncreated": "2026-03-03T18:30:00+01:00",
    "firstcreated": "2026-03-03T17:00:00+01:00",
    "embargoed": "2026-03-04T06:00:00Z",
    "pubstatus": "usable",
    "urgency": 1,
    "language": "en-GB",
    "headline": "Harbour Town keeps its ferry",
    "byline": "By Ida Moen",
    "located": "Harbour Town",
    "description_text": "A vote of 9 to 6 ends a long dispute.",
    "body_html": BODY,
    "body_text": "The council voted on Tuesday to keep the ferry. The vote was 9 to 6, as the minutes show.",
    "ednote": "Updates with the vote.",
    "usageterms": "Not for use in print.",
    "copyrightnotice": "© 2026 Fjord Wire. All rights reserved.",
    "copyrightholder": "Fjord Wire",
    "associations": {
        "gallery1": {
            "type": "picture",
            "uri": "urn:fjord:picture:2",
            "description_text": "The pier in winter.",
            "renditions": {"web": {"href": "https://cdn.example/pier.jpg", "mimetype": "image/jpeg", "width": 900}},
        },
        "featuremedia": {
            "type": "picture",
            "uri": "urn:fjord:picture:1",
            "headline": "Ferry at the old pier",
            "description_text": "The ferry leaves the old pier on March 2.",
            "byline": "Piet de Vries",
            "creditline": "Coast Pictures",
            "renditions": {
                "original": {
                    "href": "https://cdn.example/o.jpg",
                    "mimetype": "image/jpeg",
                    "width": 6000,
                    "height": 4000,
                },
                "base": {"href": "https://cdn.example/b.jpg", "mimetype": "image/jpeg", "width": 1400, "height": 900},
                "thumbnail": {"href": "https://cdn.example/t.jpg", "mimetype": "image/jpeg", "width": 120},
            },
        },
        "more": {
            "type": "text",
            "uri": "urn:fjord:2026:9",
            "headline": "The last lighthouse keeper",
            "description_text": "Ninety years in one family.",
        },
        "clip": {"type": "video", "headline": "The ferry in the storm"},
        "nothing": None,
    },
}

NINJS_3: Final[dict[str, Any]] = {
    "uri": "urn:fjord:2026:18",
    "standard": {"name": "ninjs", "version": "3.1", "schema": "https://iptc.org/std/ninjs/ninjs-schema_3.1.json"},
    "type": "text",
    "firstCreated": "2026-03-03T17:00:00+01:00",
    "versionCreated": "2026-03-03T18:30:00+01:00",
    "language": "en",
    "urgency": 4,
    "by": "Ida Moen",
    "headlines": [
        {"role": "short", "value": "Ferry stays"},
        {"role": "main", "contentType": "text/plain", "value": "Harbour Town keeps its ferry"},
        {"role": "subheadline", "value": "The fare rises"},
    ],
    "descriptions": [
        {"role": "summary", "contentType": "text/plain", "value": "A vote of 9 to 6 ends a long dispute."}
    ],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": "The council voted on Tuesday to keep the ferry."},
        {"role": "main", "contentType": "text/html", "value": BODY},
        {
            "role": "factbox",
            "contentType": "text/html",
            "value": "<h2>The ferry</h2><p>Built in 1961 at a yard in the south, she carries ninety passengers and four cars.</p>",
        },
    ],
    "infoSources": [{"name": "Fjord Wire", "role": "source"}],
    "altIds": [{"role": "url", "value": "https://wire.example/ferry"}],
    "associations": [
        {
            "name": "mainpic",
            "type": "picture",
            "uri": "https://cdn.example/ferry",
            "by": "Piet de Vries/Coast Pictures",
            "descriptions": [
                {"role": "caption", "contentType": "text/plain", "value": "The ferry leaves the old pier."},
                {"role": "alt", "contentType": "text/plain", "value": "A white boat"},
            ],
            "renditions": [{"name": "main", "href": "https://cdn.example/ferry.jpg", "contentType": "image/jpeg"}],
        }
    ],
}

NITF: Final = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/IPTC/NITF/3.3/dtd/nitf-3-3.dtd">
<nitf baselang="en-GB">
 <head>
  <title>BC-FERRY</title>
  <docdata management-status="usable">
   <urgency ed-urg="2"/>
   <doc-id id-string="fjord-2026-19" regsrc="fjord.example"/>
   <date.issue norm="20260303T173000+0100"/>
   <date.release norm="20260304T060000Z"/>
   <ed-msg info="Adds the vote in paragraph 2"/>
   <doc.copyright holder="Fjord Wire" year="2026"/>
   <key-list><keyword key="FERRY VOTE"/></key-list>
  </docdata>
  <pubdata ex-ref="https://wire.example/ferry"/>
 </head>
 <body>
  <body.head>
   <hedline><hl1>Harbour Town <em>keeps</em> its ferry</hl1><hl2>The fare rises</hl2><hl2>FERRY VOTE</hl2></hedline>
   <byline>By <person>Ida Moen</person><byttl>Fjord Wire</byttl></byline>
   <distributor>Fjord Wire Service</distributor>
   <dateline><location>HARBOUR TOWN</location><story.date norm="20260303T173000+0100">20260303T173000+0100</story.date></dateline>
   <abstract><p>A vote of 9 to 6 ends a long dispute.</p></abstract>
  </body.head>
  <body.content>
   <block>
    <p lede="true">The council of <location>Harbour Town</location> voted to keep the ferry for <money>1.2 million crowns</money> a year.</p>
    <hl2>A narrow vote</hl2>
    <p>Mayor <person><name.given>Anna</name.given><name.family>Lindqvist</name.family></person> called it <q>a relief</q>,
       as <a href="https://town.example/vote">the minutes</a>
       , <em class="x">all of them</em>, show.</p>
   </block>
   <bq><block><p>We have listened.</p></block><credit>Anna Lindqvist</credit></bq>
   <ul><li>The boat stays until 2030.</li><li>The fare rises.</li></ul>
   <table><tr><th>Year</th><th>Crossings</th></tr><tr><td>2025</td><td>1,200</td></tr></table>
   <p>___</p>
   <media media-type="image">
    <media-reference source="https://cdn.example/t.jpg" mime-type="image/jpeg" width="100" name="thumbnail"/>
    <media-reference source="https://cdn.example/ferry.jpg" mime-type="image/jpeg" width="1200" alternate-text="A white boat"/>
    <media-metadata name="x" value="y"/>
    <media-caption>The ferry leaves the old pier.</media-caption>
    <media-producer>Piet de Vries/Coast Pictures</media-producer>
   </media>
   <media media-type="video"><media-reference source="ferry.mp4" mime-type="video/mp4"/></media>
   <note noteclass="editorsnote"><body.content><p>Pictures to follow.</p></body.content></note>
   <p>ENDS</p>
  </body.content>
  <body.end><tagline>Jan Berg contributed to this report.</tagline></body.end>
 </body>
</nitf>"""

_META: Final = """<rightsInfo>
    <copyrightHolder><name>Fjord Wire</name></copyrightHolder>
    <copyrightNotice>© 2026 Fjord Wire</copyrightNotice><usageTerms>Not for use in print.</usageTerms>
   </rightsInfo>
   <itemMeta>
    <itemClass qcode="ninat:{kind}"/><provider qcode="nprov:FJORD"><name>Fjord Wire</name></provider>
    <versionCreated>2026-03-03T18:30:00+01:00</versionCreated><firstCreated>2026-03-03T17:00:00+01:00</firstCreated>
    <pubStatus qcode="stat:usable"/>{more}
   </itemMeta>"""


def news_item(
    guid: str, content: str, *, kind: str = "text", headline: str = "", about: str = "", more: str = ""
) -> str:
    """A NewsML-G2 item: ``content`` stands in its contentSet, ``about`` and ``more`` in its metadata."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="3" standard="NewsML-G2"
     standardversion="2.33" conformance="power" xml:lang="en-GB">
   {_META.format(kind=kind, more=more)}
   <contentMeta><urgency>4</urgency><contentCreated>2026-03-03T16:00:00+01:00</contentCreated>
    <creator type="cpnat:person"><name>Ida Moen</name></creator><language tag="en"/>
    {f"<headline>{headline}</headline>" if headline else ""}{about}
   </contentMeta>
   <contentSet>{content}</contentSet>
  </newsItem>"""


XHTML: Final = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
 <head><title>x</title></head><body>{BODY}</body></html></inlineXML>"""

NEWSML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n' + news_item(
    "urn:fjord:2026:20",
    XHTML + '<inlineData contenttype="text/plain">The council voted on Tuesday to keep the ferry.</inlineData>',
    headline="Harbour Town keeps its ferry",
    about='<headline role="hld:subHeadline">The fare rises</headline><dateline>HARBOUR TOWN</dateline>'
    '<description role="drol:summary">A vote of 9 to 6 ends a long dispute.</description>',
    more="<embargoed>2026-03-04T06:00:00Z</embargoed><edNote>Updates with the vote.</edNote>"
    '<link rel="irel:seeAlso" residref="urn:fjord:2026:9"><title>The last lighthouse keeper</title></link>',
)

PICTURE: Final = news_item(
    "urn:fjord:picture:1",
    '<remoteContent href="https://cdn.example/o.jpg" contenttype="image/jpeg" width="6000" rendition="rnd:highRes"/>'
    '<remoteContent href="https://cdn.example/b.jpg" contenttype="image/jpeg" width="1400" rendition="rnd:lowRes"/>',
    kind="picture",
    headline="Ferry at the old pier",
    about='<creditline>Coast Pictures</creditline><description role="drol:caption">The ferry leaves the pier.</description>',
)

MESSAGE: Final = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2026-03-03T18:31:00Z</sent></header><itemSet>
 <packageItem guid="urn:fjord:package:1"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta>
  <groupSet root="G1"><group id="G1" role="group:main">
   <itemRef residref="urn:fjord:2026:22"/><itemRef residref="urn:fjord:picture:1"/></group></groupSet></packageItem>
 {news_item("urn:fjord:2026:21", XHTML, headline="Harbour Town keeps its ferry")}
 {news_item("urn:fjord:2026:22", "<inlineData contenttype='text/plain'>Snow fell all night.</inlineData>", headline="Snow")}
 {PICTURE}
 {news_item("urn:fjord:video:1", '<remoteContent href="x.mp4" contenttype="video/mp4"/>', kind="video", headline="Clip")}
</itemSet></newsMessage>"""

RSS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Fjord Wire</title><link>https://wire.example/</link>
 <item><title>Harbour Town keeps its ferry</title><link>https://wire.example/ferry</link><guid>17</guid>
  <pubDate>Tue, 03 Mar 2026 17:00:00 +0100</pubDate>
  <description>&lt;p&gt;The council voted on Tuesday to keep the ferry.&lt;/p&gt;</description></item>
</channel></rss>"""

FILES: Final[dict[str, tuple[str, bytes]]] = {
    "ninjs1.json": ("ninjs", json.dumps(NINJS_1, ensure_ascii=False).encode()),
    "ninjs3.json": ("ninjs", json.dumps(NINJS_3, ensure_ascii=False, indent=1).encode()),
    "nitf.xml": ("nitf", NITF.encode()),
    "newsml.xml": ("newsml-g2", NEWSML.encode()),
    "message.xml": ("newsml-g2", MESSAGE.encode()),
    "feed.rss": ("rss", RSS.encode()),
}
