"""An edition as plain text."""

from localize.article import Role
from localize.locales import reading_time
from localize.release.lines import disclosure, source_line
from localize.release.parts import Parts, plain_text, take_apart
from localize.release.phrases import Phrases
from localize.release.values import ReleaseInput


def body_text(parts: Parts) -> str:
    """The body: blocks parted by an empty line, list items by a dash."""
    lines: list[str] = []
    for block in parts.body:
        text = plain_text(block, parts.texts[block.key])
        if text and block.role is not Role.ALT_TEXT:
            lines.append(f"– {text}" if block.role is Role.LIST_ITEM else text)
    return "\n\n".join(lines)


def notice_text(parts: Parts) -> str:
    """The notices, a line each."""
    return "\n".join(plain_text(block, parts.texts[block.key]) for block in parts.notices)


def to_text(edition: ReleaseInput, phrases: Phrases) -> str:
    """The whole edition as a reader would read it, from the headline to the teasers."""
    parts = take_apart(edition)
    picture = parts.picture
    source = source_line(edition, parts)
    pieces = [
        parts.headline,
        reading_time(parts.reading_minutes, edition.locale),
        parts.standfirst,
        phrases.text("By {names}", names=parts.byline) if parts.byline else "",
        " ".join(filter(None, (picture.caption, picture.credit))) if picture else "",
        body_text(parts),
        notice_text(parts),
        phrases.text("Source: {source}", source=source[0]) if source else "",
        disclosure(edition, phrases) or "",
    ]
    if parts.followed:
        pieces.append(parts.teaser_heading or phrases.text("Don't Miss"))
        pieces += ["\n".join(filter(None, (teaser.title, teaser.summary))) for teaser in parts.followed]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"
