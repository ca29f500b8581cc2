"""A page of our own writing with the anatomy of a translated news page, as text and as HTML, and its parts."""

from typing import Final

TEXT: Final = """Today: Mar 3, 2026
Search
РусскийDeutsch

Harbour Town Votes to Keep Its Last Ferry After a Winter of Delays

3 mins read
Anna Lindqvist
The mayor of Harbour Town, Anna Lindqvist (left), boards the ferry at the old pier on March 2. Photograph: Piet de Vries/Coast Pictures via Northern Wire

The Council Splits Along New Lines

The council of Harbour Town voted 9 to 6 to keep the ferry running until 2030. The decision ends a dispute that began in November.

Mayor Anna Lindqvist called the vote a relief.

“Nobody wants to drive 40 kilometres around the bay to see a dentist. We have listened, and the ferry stays,” she said after the session.

Critics said the “temporary solution” had already cost twice as much as planned.

What It Will Cost

The town will pay 1.2 million crowns a year — a third of its budget for roads — and hopes for help from the county.


This article was prepared based on materials published by\u00a0Northern Wire. The author does not claim authorship of the original text.

The original article can be found at the following link:\u00a0Northern Wire.

All rights to the original text belong to\u00a0Northern Wire.

Don't Miss

on the pier

The Last Lighthouse Keeper: How One Family Kept the Lamp Burning

For ninety years the same family climbed the 212 steps every evening.

Snow on the quay

Harbour Town Buys Its First Electric Snowplough: A Test for “Quiet Winters”

The machine is to clear the streets around the hospital.
"""

_NOTICES: Final = (
    (
        "This article was prepared based on materials published by\u00a0Northern Wire."
        " The author does not claim authorship of the original text."
    ),
    "The original article can be found at the following link:\u00a0Northern Wire.",
    "All rights to the original text belong to\u00a0Northern Wire.",
)

PARTS: Final = (
    ("edition_date", "Today: Mar 3, 2026", {"date": "2026-03-03"}),
    ("navigation", "Search", {}),
    ("language_switch", "РусскийDeutsch", {"locales": "ru,de"}),
    ("headline", "Harbour Town Votes to Keep Its Last Ferry After a Winter of Delays", {}),
    ("reading_time", "3 mins read", {"minutes": "3"}),
    ("alt_text", "Anna Lindqvist", {}),
    (
        "caption",
        "The mayor of Harbour Town, Anna Lindqvist (left), boards the ferry at the old pier on March 2.",
        {},
    ),
    (
        "credit",
        "Photograph: Piet de Vries/Coast Pictures via Northern Wire",
        {"label": "Photograph", "names": "Piet de Vries/Coast Pictures", "via": "Northern Wire"},
    ),
    ("subhead", "The Council Splits Along New Lines", {"level": "2"}),
    (
        "paragraph",
        (
            "The council of Harbour Town voted 9 to 6 to keep the ferry running until 2030."
            " The decision ends a dispute that began in November."
        ),
        {},
    ),
    ("paragraph", "Mayor Anna Lindqvist called the vote a relief.", {}),
    (
        "quotation",
        (
            "“Nobody wants to drive 40 kilometres around the bay to see a dentist."
            " We have listened, and the ferry stays,” she said after the session."
        ),
        {},
    ),
    ("paragraph", "Critics said the “temporary solution” had already cost twice as much as planned.", {}),
    ("subhead", "What It Will Cost", {"level": "2"}),
    (
        "paragraph",
        (
            "The town will pay 1.2 million crowns a year — a third of its budget for roads —"
            " and hopes for help from the county."
        ),
        {},
    ),
    ("notice", _NOTICES[0], {}),
    ("source_link", _NOTICES[1], {}),
    ("notice", _NOTICES[2], {}),
    ("teaser_heading", "Don't Miss", {}),
    ("teaser_alt", "on the pier", {"group": "1"}),
    ("teaser_title", "The Last Lighthouse Keeper: How One Family Kept the Lamp Burning", {"group": "1"}),
    ("teaser_summary", "For ninety years the same family climbed the 212 steps every evening.", {"group": "1"}),
    ("teaser_alt", "Snow on the quay", {"group": "2"}),
    (
        "teaser_title",
        "Harbour Town Buys Its First Electric Snowplough: A Test for “Quiet Winters”",
        {"group": "2"},
    ),
    ("teaser_summary", "The machine is to clear the streets around the hospital.", {"group": "2"}),
)

_BODY: Final = "".join(
    f"<{'h2' if role == 'subhead' else 'p'}>{text}</{'h2' if role == 'subhead' else 'p'}>\n"
    for role, text, _ in PARTS
    if role in {"subhead", "paragraph", "quotation"}
)

HTML: Final = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Harbour Town Votes | Our Site</title><style>p {{ x }}</style></head>
<body><header class="site"><p>Today: Mar 3, 2026</p>
<nav><a href="/search">Search</a><ul><li><a href="/ru" hreflang="ru">Русский</a><li><a href="/de">Deutsch</a></ul></nav>
</header><main><article>
<h1>Harbour Town Votes to Keep Its Last Ferry After a Winter of Delays</h1>
<span class="time">3 mins read</span>
<figure><img src="https://cdn.example/ferry.jpg" alt="Anna Lindqvist" onerror="x()">
<figcaption>{PARTS[6][1]} <em>Photograph:</em> Piet de Vries/Coast Pictures via Northern Wire</figcaption></figure>
{_BODY}
<div class="notice"><p>{_NOTICES[0]}</p>
<p>The original article can be found at the following link:&nbsp;<a href="https://wire.example/ferry">Northern Wire</a>.</p>
<p>{_NOTICES[2]}</p></div>
</article>
<aside><h2>Don't Miss</h2>
<div><a href="/lamp"><img src="/lamp.jpg" alt="on the pier"><h3>{PARTS[20][1]}</h3></a><p>{PARTS[21][1]}</p></div>
<div><a href="/snow"><img src="/snow.jpg" alt="Snow on the quay"><h3>{PARTS[23][1]}</h3></a><p>{PARTS[24][1]}</p></div>
</aside></main>
<footer><ul><li>Imprint and data protection</ul></footer><script>track("<p>")</script></body></html>
"""
