"""What the review page needs to write in it: the texts as they stand, their codes, and where they go."""

from typing import Any

from flask import url_for

from localize.article import HANDLING, Handling
from localize.locales import text_direction
from localize.markup import CodedText
from localize.services.workbench import Workbench
from web.presenters.workbench import marks_json


def edit_data(bench: Workbench, *, time_zone: str, person_id: int) -> dict[str, Any]:
    """The start of ``web/static/js/review_edit.js``; ``segments`` by id are those that a person may write."""
    summary = bench.summary
    return {
        "edition": summary.id,
        "person": person_id,
        "locale": summary.locale,
        "direction": text_direction(summary.locale),
        "time_zone": time_zone,
        "segments": {
            segment.id: {
                "id": segment.id,
                "position": segment.position,
                "text": segment.target,
                "revision": segment.revision,
                "marks": marks_json(CodedText.loads(segment.source), {code.id: code for code in piece.block.codes}),
            }
            for piece in bench.blocks
            if HANDLING[piece.block.role] not in {Handling.PROTECT, Handling.OMIT}
            for segment in piece.segments
        },
        "urls": {
            "live": url_for("editor.live", edition_id=summary.id),
            "edit": url_for("editor.edit", edition_id=summary.id),
            "segments": url_for("editor.save", edition_id=summary.id, segment_id=0).removesuffix("0"),
            "login": url_for("auth.login"),
        },
    }
