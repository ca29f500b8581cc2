"""The frame of each segment: what of its block's quotations is open around it."""

from collections.abc import Iterable
from typing import Any

from localize.markup import CodedText
from localize.typography.marks import Frame, frames


def frames_of(segments: Iterable[Any]) -> dict[int, Frame]:
    """By segment id: how many quotations of its block are open where it begins and ends.

    ``segments``: rows in order that have ``id``, ``block_key`` and ``source``.
    """
    blocks: dict[str, list[Any]] = {}
    for segment in segments:
        blocks.setdefault(segment.block_key, []).append(segment)
    return {
        segment.id: frame
        for rows in blocks.values()
        for segment, frame in zip(rows, frames([CodedText.loads(row.source).plain for row in rows]), strict=True)
    }
