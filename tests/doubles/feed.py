"""A feed and the pages of its items, written for tests: stories of our own, as RSS."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tests.doubles.site import Page, Site

FIRST = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LONG = (
    "The ferry between the two harbours sails again since Monday morning, after eleven weeks in the dry dock.",
    "Some two hundred people stood on the quay when it left, and the harbour band played for the first crossing.",
    "Repairs to the engine took longer than planned because a part had to be cast anew, said the harbour master.",
    "From now on the boat leaves every hour until eight in the evening, and tickets cost the same as last summer.",
    "The council wants to order a second boat by spring; the money for it was set aside in the budget of this year.",
)


@dataclass(slots=True)
class Story:
    """One item: number, headline, paragraphs of its page. ``full``: the feed brings the paragraphs too."""

    number: int
    title: str = ""
    text: tuple[str, ...] = LONG
    full: bool = False
    guid: str | None = None

    @property
    def path(self) -> str:
        """Where its page stands."""
        return f"/story/{self.number}"

    @property
    def headline(self) -> str:
        """What it is called."""
        return self.title or f"Ferry number {self.number} sails again"

    def page(self) -> Page:
        """Its page."""
        body = "".join(f"<p>{escape(text)}</p>" for text in self.text)
        head = f"<title>{escape(self.headline)}</title>"
        return Page(
            f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><article><h1>{escape(self.headline)}</h1>"
            f"{body}</article></body></html>"
        )

    def item(self, base: str) -> str:
        """Its item in the feed."""
        when = format_datetime(FIRST + timedelta(hours=self.number))
        body = "".join(f"<p>{text}</p>" for text in self.text)
        content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if self.full else ""
        guid = escape(self.guid or base + self.path)
        return (
            f"<item><title>{escape(self.headline)}</title><link>{base}{self.path}</link><guid>{guid}</guid>"
            f"<pubDate>{when}</pubDate><description>{escape(self.text[0])}</description>{content}</item>"
        )


@dataclass(slots=True)
class FeedSite:
    """A site with a feed at ``/feed`` and a page for each story."""

    site: Site
    stories: list[Story] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The feed's address."""
        return self.site.url + "/feed"

    def publish(self, *stories: Story) -> None:
        """Put stories up, in place of those with the same number, newest on top."""
        for story in stories:
            self.stories = [story, *(known for known in self.stories if known.number != story.number)]
            self.site.pages[story.path] = story.page()
        items = "".join(story.item(self.site.url) for story in sorted(self.stories, key=lambda s: -s.number))
        rss = (
            '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour News</title>'
            f"<link>{self.site.url}/</link><language>en</language>{items}</channel></rss>"
        )
        self.site.pages["/feed"] = Page(rss, "application/rss+xml", etag=f'"{hash(rss)}"')

    def asked(self) -> list[str]:
        """Paths asked for since the last time this was called."""
        paths = self.site.paths()
        self.site.asked.clear()
        return paths
