"""A page of our own writing as a news site serves it: the article in the midst of everything else."""

from typing import Final

PARAGRAPHS: Final = (
    "The council of Harbour Town voted 9 to 6 on Tuesday to keep the last ferry running until 2030, ending a long dispute.",
    "“Nobody wants to drive 40 kilometres around the bay to see a dentist,” said the mayor, <em>Anna Lindqvist</em>.",
    'Critics said the <a href="/2026/cost">cost</a> had doubled since the line was last put out to tender, in 2019.',
    "The town will pay 1.2 million crowns a year, a third of its budget for roads, and hopes for help from the county.",
)

_MENU: Final = "".join(
    f'<li class="menu-item"><a href="/{name.lower()}">{name}</a></li>'
    for name in ("News", "Politics", "Business", "Culture", "Sport", "Weather", "Opinion", "Jobs", "Cars", "Homes")
)

HEAD: Final = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8">
<title>Harbour Town keeps its last ferry | The Coast Courier</title>
<link rel="canonical" href="https://courier.example/2026/ferry">
<meta property="og:site_name" content="The Coast Courier">
<meta property="og:title" content="Harbour Town keeps its last ferry">
<meta property="og:description" content="After a winter of delays the council settles a dispute that split the town.">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": "NewsArticle", "headline": "Harbour Town keeps its last ferry", "datePublished": "2026-03-03T18:05:00+01:00",
"author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Piet de Vries"}],
"publisher": {"@type": "Organization", "name": "The Coast Courier"}}]}</script>
<style>p { x }</style></head>"""

PAGE: Final = f"""{HEAD}<body class="single post-template">
<div id="cookie-banner" role="dialog"><p>We use cookies to make this site better for you. You can accept or decline them.</p>
<button>Accept all</button></div>
<header class="masthead"><a href="/"><img src="/logo.svg" alt="The Coast Courier"></a>
<nav><ul>{_MENU}</ul></nav></header>
<div class="breadcrumbs"><a href="/">Home</a> » <a href="/politics">Politics</a> » Harbour Town keeps its last ferry</div>
<main><article class="post-1 has-sidebar">
<h1>Harbour Town keeps its last ferry</h1>
<p class="article__standfirst">After a winter of delays the council settles a dispute that split the town.</p>
<div class="byline">By <a href="/jane">Jane Doe</a> and <a href="/piet">Piet de Vries</a></div>
<div class="share-bar"><ul><li><a href="#">Facebook</a></li><li><a href="#">Telegram</a></li></ul></div>
<div class="wp-caption"><img src="data:image/gif;base64,x" data-src="https://cdn.example/ferry.jpg" alt="The ferry at the pier">
<p class="wp-caption-text">The ferry leaves the old pier on Monday. <span class="photo-credit">Jane Doe / Reuters</span></p></div>
<div class="article-body">
<p>HARBOUR TOWN, March 3 (Northern Wire) — {PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p>
<div class="ad-slot"><p>Advertisement: the best boats of the season are to be had at a very good price, today only.</p></div>
<h2>What it will cost</h2>
<p>{PARAGRAPHS[2]}</p>
<div class="related-box"><h3>Related stories</h3><ul><li><a href="/lamp">The last lighthouse keeper of the bay</a></li>
<li><a href="/snow">Harbour Town buys a snowplough</a></li></ul></div>
<figure><img src="/b.jpg" alt="A map"><figcaption>Image caption, The line since 1921</figcaption><small class="credit">Coast Pictures</small></figure>
<p>{PARAGRAPHS[3]}</p>
<ul><li>First sailing: 6 a.m. on weekdays, 8 a.m. at weekends.</li><li>Last sailing: 11 p.m. on all days of the year.</li></ul>
<table><tr><th>Year</th><th>Passengers</th></tr><tr><td>2019</td><td>412,000</td></tr></table>
<blockquote><p>The sea gives no receipts, as my grandfather, who sailed on her, used to say.</p></blockquote>
<iframe src="https://video.example/ferry"></iframe>
<p>Reporting by Jane Doe; editing by Piet de Vries</p>
</div>
<div class="tags"><a href="/t/ferry">ferry</a> <a href="/t/council">council</a></div>
<div class="newsletter-signup"><h3>Sign up for our newsletter</h3><p>All the news of the coast, in your inbox each morning.</p></div>
</article>
<section id="comments"><h2>3 comments</h2><p>Anonymous: I have always said that the ferry ought to stay, and now it does.</p></section>
<aside class="sidebar"><h2>Most read</h2><ol><li><a href="/1">Dog swims across the bay and back</a></li>
<li><a href="/2">Why the lamp went out last winter</a></li></ol></aside></main>
<footer><p>© 2026 The Coast Courier. All rights reserved.</p><ul>{_MENU}</ul></footer>
<script>track("<p>")</script></body></html>"""
