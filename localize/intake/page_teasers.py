"""Teasers of other articles below the text of a page: a heading such as “Related” and the links that it heads."""

from collections.abc import Iterator, Sequence
from typing import Final

from localize.article import Role
from localize.intake import page_phrases, patterns
from localize.intake.page_body import Body
from localize.intake.page_extract import words
from localize.intake.page_pictures import PICTURE, is_icon
from localize.intake.page_weigh import LINKED, Item

_SECTIONS: Final = 2
_BLOCKS: Final = 24  # of one section


def teasers(body: Body) -> Iterator[Item]:
    """Headings below the first paragraph, each with its teasers. Lists of the day (“Most read”) are none."""
    sections = 0
    for item in body.weighed.items[body.first :]:
        if sections == _SECTIONS:
            return
        named = patterns.is_teaser_heading(item.text) and not page_phrases.is_list_heading(item.text)
        if not named or item.linked >= LINKED:
            continue
        parts = _headed(body, item)
        if any(part.linked >= LINKED for part in parts):
            sections += 1
            yield item
            yield from parts


def _headed(body: Body, heading: Item) -> list[Item]:
    """The teasers below a heading: in the element that it begins, or the links that follow it in the text."""
    weighed = body.weighed
    chain = list(heading.raw.holder.chain()) if heading.raw.holder else []
    section = next((h for h in chain if weighed.last[h.number] > heading.index), None)
    whole = section is not None and weighed.share(section) == 0 and section.parent is not None
    end = weighed.last[section.number] if section is not None and whole else -1
    parts: list[Item] = []
    for item in weighed.items[heading.index + 1 :][:_BLOCKS]:
        if item.index > end and (whole or item.weight or (item.text and item.linked < LINKED)):
            break
        if page_phrases.is_list_heading(item.text) or patterns.is_teaser_heading(item.text):
            break
        parts.append(item)
    return [part for part in parts if _is_teaser_part(part, parts)]


def _is_teaser_part(item: Item, parts: Sequence[Item]) -> bool:
    if item.role in PICTURE:
        return bool(item.text) or not is_icon(item.raw.block.data)
    title = item.linked >= LINKED or item.role is Role.SUBHEAD
    if title:
        named = len(words(item.text)) > 2 and not patterns.is_navigation(item.text)
        return named and not page_phrases.is_age(item.text)
    after_title = any(p.index == item.index - 1 and (p.linked >= LINKED or p.role is Role.SUBHEAD) for p in parts)
    return after_title and item.is_prose
