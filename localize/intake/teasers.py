"""Teasers of other articles: which of the blocks after “Don’t miss” is picture text, title or summary of which one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from localize.article import Block, Role
from localize.elements import wrap
from localize.intake.inline import first_link

_LONG = 150  # characters: more than a title has


@dataclass(frozen=True, slots=True)
class Arranged:
    """Teaser blocks, then the blocks that turned out to belong to the article again; counters to go on with."""

    blocks: tuple[Block, ...]
    rest: tuple[Block, ...]
    groups: int
    figures: int


@dataclass(slots=True)
class _Teaser:
    parts: list[tuple[Role, Block]] = field(default_factory=list)

    def has(self, role: Role) -> bool:
        return any(known is role for known, _ in self.parts)


def _is_summary(block: Block) -> bool:
    text = block.text.plain.strip()
    return block.role is not Role.SUBHEAD and (len(text) > _LONG or text.endswith((".", "…", ".”", ".’", '."')))


def arrange(blocks: Sequence[Block], *, first_group: int, figures: int) -> Arranged:
    """Sort blocks into teasers, numbered from ``first_group`` in ``data["group"]``.

    Two summaries in a row are not teasers: there the article goes on.
    """
    teasers, rest = (
        _structured(blocks) if any(b.role in {Role.SUBHEAD, Role.PICTURE} for b in blocks) else _plain(blocks)
    )
    out: list[Block] = []
    group = first_group
    for teaser in teasers:
        for role, block in teaser.parts:
            if role is Role.TEASER_ALT and not block.wrap:
                figures += 1
                block = replace(block, tag="", wrap=(wrap("figure", figures),))  # noqa: PLW2901
            elif role is Role.TEASER_TITLE and not block.wrap:
                block = replace(block, tag=block.tag if block.tag.startswith("h") else "h3")  # noqa: PLW2901
            out.append(replace(block, role=role, data=_data(block, role, group)))
        group += 1
    return Arranged(tuple(out), tuple(rest), group - 1, figures)


def _data(block: Block, role: Role, group: int) -> dict[str, str]:
    data = {"group": str(group)}
    if role is Role.PICTURE:
        return dict(block.data) | data
    if role is Role.TEASER_TITLE:
        url = first_link(block.codes)
        return data | ({"url": url} if url else {})
    return data


def _plain(blocks: Sequence[Block]) -> tuple[list[_Teaser], list[Block]]:
    """Lines: up to two before a summary are picture text and title; others are titles alone."""
    teasers: list[_Teaser] = []
    waiting: list[Block] = []
    for index, block in enumerate(blocks):
        if not _is_summary(block):
            waiting.append(block)
            continue
        if not waiting:
            return teasers, list(blocks[index:])
        has_alt = len(waiting) > 1
        before = waiting[:-2] if has_alt else waiting[:-1]
        teasers += [_Teaser([(Role.TEASER_TITLE, title)]) for title in before]
        parts = [(Role.TEASER_ALT, waiting[-2])] if has_alt else []
        teasers.append(_Teaser([*parts, (Role.TEASER_TITLE, waiting[-1]), (Role.TEASER_SUMMARY, block)]))
        waiting = []
    teasers += [_Teaser([(Role.TEASER_TITLE, title)]) for title in waiting]
    return teasers, []


def _structured(blocks: Sequence[Block]) -> tuple[list[_Teaser], list[Block]]:
    """Elements: a picture or a heading begins a teaser, running text is its summary."""
    teasers: list[_Teaser] = []
    headed = any(block.role is Role.SUBHEAD for block in blocks)
    for index, block in enumerate(blocks):
        role = _role(block, headed=headed)
        if not teasers or _begins(teasers[-1], role):
            if role is Role.TEASER_SUMMARY:
                return teasers, list(blocks[index:])
            teasers.append(_Teaser())
        teasers[-1].parts.append((role, block))
    return teasers, []


def _role(block: Block, *, headed: bool) -> Role:
    if block.role is Role.PICTURE:
        return Role.PICTURE
    if block.role is Role.ALT_TEXT:
        return Role.TEASER_ALT
    if block.role is Role.SUBHEAD or (not headed and not _is_summary(block)):
        return Role.TEASER_TITLE
    return Role.TEASER_SUMMARY


def _begins(teaser: _Teaser, role: Role) -> bool:
    match role:
        case Role.PICTURE | Role.TEASER_TITLE:
            return teaser.has(Role.TEASER_TITLE) or (role is Role.PICTURE and teaser.has(Role.PICTURE))
        case Role.TEASER_ALT:
            return teaser.has(Role.TEASER_ALT) or teaser.has(Role.TEASER_SUMMARY)
        case _:
            return teaser.has(Role.TEASER_SUMMARY)
