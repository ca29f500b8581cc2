"""Questions to the source desk, on the page of their article."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for

from localize.errors import InvalidInputError, NotFoundError
from localize.services import talk
from localize.services.threads import questions
from web.current import actor, ctx

blueprint = Blueprint("questions", __name__, url_prefix="/articles/<int:article_id>/questions")


@blueprint.post("/<int:comment_id>")
def act(article_id: int, comment_id: int) -> Any:
    """``do``: answer (with ``text``), resolve, or open to take that back."""
    asked = next((one for one in questions(ctx(), actor(), article_id) if one.thread.comment.id == comment_id), None)
    if asked is None:
        raise NotFoundError(f"Article {article_id} has no question {comment_id}.")
    wanted = request.form.get("do", "answer")
    if wanted not in {"answer", "resolve", "open"}:
        raise InvalidInputError("do must be answer, resolve or open.")
    try:
        if wanted == "answer":
            talk.answer(ctx(), actor(), asked.edition_id, comment_id, request.form.get("text", ""))
        else:
            talk.settle(ctx(), actor(), asked.edition_id, comment_id, resolved=wanted == "resolve")
    except InvalidInputError as error:
        flash(error.message, "error")
    return redirect(url_for("articles.show", article_id=article_id, _anchor="questions"), 303)
