"""An edition taken apart: what stands where on a page. Everything that is written out starts from here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from localize.article import Block, Code, CodeKind, Handling, Role, reading_minutes
from localize.credits import names_alone
from localize.elements import is_safe_address
from localize.markup import CodedText, Edge, Mark, join
from localize.release.rules import minutes_of
from localize.release.values import ReleaseInput, TeaserLink, TeaserState

_PICTURE_ROLES: Final = frozenset({Role.PICTURE, Role.ALT_TEXT, Role.CAPTION, Role.CREDIT})
_BODY_ROLES: Final = frozenset(
    {
        Role.DATELINE,
        Role.SUBHEAD,
        Role.PARAGRAPH,
        Role.QUOTATION,
        Role.LIST_ITEM,
        Role.TABLE_CELL,
        Role.PREFORMATTED,
        Role.EMBED,
    }
)
_NOTICE_ROLES: Final = frozenset({Role.NOTICE, Role.SOURCE_LINK})
_TEASER_ROLES: Final = frozenset({Role.TEASER_ALT, Role.TEASER_TITLE, Role.TEASER_SUMMARY})
_NAMED = re.compile(r".*:\s+(\S.*?)\.?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """The picture at the head of an article. ``url`` is absolute or on our own host, or ``None``: text only."""

    url: str | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    width: int | None = None  # pixels, where the article knows them
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Teaser:
    """A pointer to another article. ``url`` is where it leads now, ``locale`` the language that it leads to."""

    title: str
    summary: str = ""
    image_alt: str = ""
    url: str | None = None
    external_id: str | None = None
    original_url: str | None = None  # as the article has it
    locale: str = ""
    state: TeaserState = TeaserState.UNKNOWN
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an edition. Strings are plain text; blocks come with their texts in ``texts``."""

    headline: str
    standfirst: str
    byline: str  # names alone
    reading_minutes: int | float
    picture: Picture | None
    head: tuple[Block, ...]  # headline, standfirst, and the picture's blocks: what ``headline`` and so on are made of
    body: tuple[Block, ...]
    notices: tuple[Block, ...]
    teaser_heading: str
    teasers: tuple[Teaser, ...]
    texts: Mapping[str, CodedText] = field(default_factory=dict)

    @property
    def followed(self) -> tuple[Teaser, ...]:
        """The teasers that readers get: all but those whose edition in this language is not published."""
        return tuple(teaser for teaser in self.teasers if teaser.state is not TeaserState.UNPUBLISHED)

    @property
    def description(self) -> str:
        """What the article says in a sentence or two: the standfirst, else the beginning of the text."""
        if self.standfirst:
            return self.standfirst
        first = next((b for b in self.body if b.role is Role.PARAGRAPH and self.texts[b.key].plain.strip()), None)
        return "" if first is None else shorten(" ".join(plain_text(first, self.texts[first.key]).split()))

    @property
    def words(self) -> int:
        """Words of the headline, the standfirst and the body."""
        return _count_words([self.headline, self.standfirst, *(self.texts[b.key].plain for b in self.body)])


def take_apart(edition: ReleaseInput) -> Parts:
    """Sort an edition's blocks into the parts of a page. Pictures after the first stay in the body."""
    texts = edition_texts(edition)
    shown = [block for block in edition.blocks if block.key in texts]
    teasers = _teaser_groups(shown)
    plain = {block.key: plain_text(block, texts[block.key]) for block in shown}
    lead = _lead_picture([block for block in shown if block.data.get("group", "") not in teasers])
    taken = {block.key for block in (*lead, *(b for group in teasers.values() for b in group.values()))}
    body = tuple(b for b in shown if b.key not in taken and (b.role in _BODY_ROLES or b.role in _PICTURE_ROLES))
    titles = [b for b in shown if b.role is Role.HEADLINE][:1]
    standfirsts = [b for b in shown if b.role is Role.STANDFIRST]
    headline = "".join(plain[b.key] for b in titles)
    standfirst = " ".join(plain[b.key] for b in standfirsts)
    linked = [_with_link(b, texts[b.key], edition) for b in shown if b.role in _NOTICE_ROLES]
    texts |= {block.key: text for block, text in linked}
    words = _count_words([headline, standfirst, *(plain[b.key] for b in body)])
    return Parts(
        headline=headline,
        standfirst=standfirst,
        byline=next((names_alone(b.text.plain, plain[b.key]) for b in shown if b.role is Role.BYLINE), ""),
        reading_minutes=edition.reading_minutes or _named_minutes(edition.blocks) or reading_minutes(words),
        picture=_picture(lead, plain, edition),
        head=(*titles, *standfirsts, *lead),
        body=body,
        notices=tuple(block for block, _ in linked),
        teaser_heading=next((plain[b.key] for b in shown if b.role is Role.TEASER_HEADING), ""),
        teasers=tuple(_teaser(name, group, plain, edition) for name, group in teasers.items()),
        texts=texts,
    )


def edition_texts(edition: ReleaseInput) -> dict[str, CodedText]:
    """Text by block key for every block that the edition shows. Source text appears only where it is protected."""
    texts: dict[str, CodedText] = {}
    for block in edition.blocks:
        if block.handling is Handling.OMIT:
            continue
        text = edition.texts.get(block.key)
        if text is None and (edition.is_source or block.handling is Handling.PROTECT):
            text = block.text
        if text is None or not (text.plain.strip() or text.marks or block.role in {Role.PICTURE, Role.EMBED}):
            continue
        texts[block.key] = text.repaired(code.id for code in block.codes)
    return texts


def plain_text(block: Block, text: CodedText) -> str:
    """Text without codes; line breaks stay."""
    breaks = {code.id for code in block.codes if code.kind is CodeKind.BREAK}
    pieces = (
        part if isinstance(part, str) else "\n" if isinstance(part, Mark) and part.id in breaks else ""
        for part in text.parts
    )
    return "".join(pieces).strip()


def safe_url(url: str | None, base: str | None = None) -> str | None:
    """An address that may stand in a page: http or https, or a path on our own host; else ``None``."""
    # Browsers read a backslash as a slash and drop control characters: neither belongs into an address.
    if not url or re.search(r"[\\\x00-\x1f\x7f]", url.strip()):
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    if parts.scheme in {"http", "https"} and parts.netloc:
        return url.strip()
    if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
        return urljoin(base, url.strip()) if base else url.strip()
    return None


def picture_url(src: str | None, edition: ReleaseInput) -> str | None:
    """Where a picture stands: its own address, or on our host, or beside the original; ``None`` where it may not be."""
    found = safe_url(src, edition.public_url)
    if found or not src or not edition.url or not is_safe_address(src.strip()):
        return found
    return safe_url(urljoin(edition.url, src.strip()))


def shorten(text: str, limit: int = 200) -> str:
    """The beginning of a text, cut after a word and marked with an ellipsis when something is left out."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.–—-") + "…"


def _with_link(block: Block, text: CodedText, edition: ReleaseInput) -> tuple[Block, CodedText]:
    """A source link that came as bare words, linked to the source: the name after the colon carries the address."""
    url = safe_url(block.data.get("url") or edition.source_url)
    name = _NAMED.fullmatch(text.plain)
    if block.role is not Role.SOURCE_LINK or block.codes or name is None or url is None:
        return block, text
    before, inside, after = text.split(name.span(1))
    code = Code(1, CodeKind.LINK, "a", (("href", url),))
    linked = join([before, CodedText.of([Mark(1, Edge.OPEN)]), inside, CodedText.of([Mark(1, Edge.CLOSE)]), after])
    return replace(block, codes=(code,)), linked


def _count_words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _named_minutes(blocks: Iterable[Block]) -> int | float | None:
    return next((minutes_of(b) for b in blocks if b.role is Role.READING_TIME), None)


def _lead_picture(blocks: Iterable[Block]) -> list[Block]:
    """The first run of picture, alt text, caption and credit, if it stands before the text."""
    lead: list[Block] = []
    for block in blocks:
        if block.role in _PICTURE_ROLES:
            if any(b.role is block.role for b in lead):
                break  # a second picture
            lead.append(block)
        elif lead or block.role in _BODY_ROLES - {Role.DATELINE}:
            break
    return lead


def _picture(lead: Iterable[Block], plain: Mapping[str, str], edition: ReleaseInput) -> Picture | None:
    blocks = {block.role: block for block in lead}
    if not blocks:
        return None
    text = {role: plain[block.key] for role, block in blocks.items()}
    data = blocks[Role.PICTURE].data if Role.PICTURE in blocks else {}
    width, height = (_pixels(data.get(name)) for name in ("width", "height"))
    return Picture(
        picture_url(data.get("url") or data.get("src"), edition),
        text.get(Role.ALT_TEXT) or text.get(Role.TEASER_ALT, ""),
        text.get(Role.CAPTION, ""),
        text.get(Role.CREDIT, ""),
        width if height else None,
        height if width else None,
    )


def _pixels(written: str | None) -> int | None:
    """A size in pixels; nothing for zero and for what is no number."""
    found = re.fullmatch(r"[1-9][0-9]{0,4}", written or "")
    return int(found[0]) if found else None


def _teaser_groups(blocks: Iterable[Block]) -> dict[str, dict[Role, Block]]:
    """The blocks of each teaser by role. A group without a title is no teaser."""
    groups: dict[str, dict[Role, Block]] = {}
    for block in blocks:
        if block.role in _TEASER_ROLES or (block.role is Role.PICTURE and "group" in block.data):
            groups.setdefault(block.data.get("group", ""), {}).setdefault(block.role, block)
    return {name: group for name, group in groups.items() if Role.TEASER_TITLE in group}


def _teaser(name: str, group: Mapping[Role, Block], plain: Mapping[str, str], edition: ReleaseInput) -> Teaser:
    title = group[Role.TEASER_TITLE]
    text = {role: plain[block.key] for role, block in group.items()}
    link = edition.teaser_links.get(name, TeaserLink(TeaserState.UNKNOWN))
    original = safe_url(teaser_address(title), edition.public_url)
    ours = link.state is TeaserState.PUBLISHED
    shown = [block for role, block in group.items() if role in {Role.PICTURE, Role.TEASER_ALT}]
    return Teaser(
        text[Role.TEASER_TITLE],
        text.get(Role.TEASER_SUMMARY, ""),
        text.get(Role.TEASER_ALT, ""),
        safe_url(link.url, edition.public_url) if ours else original,
        title.data.get("external_id"),
        original,
        edition.locale if ours else edition.source_locale,
        link.state,
        _picture(shown, plain, edition) if Role.PICTURE in group else None,
    )


def teaser_address(title: Block) -> str | None:
    """Where a teaser leads in the source: the address that came with its title, else the link in it."""
    links = (dict(code.attrs).get("href") for code in title.codes if code.kind is CodeKind.LINK)
    return title.data.get("url") or next((link for link in links if link), None)
