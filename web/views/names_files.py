"""The names register as CSV: sent to people, looked at when they send one back, stored when they agree."""

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext

from localize.errors import InvalidInputError
from localize.exchange.name_csv import MAX_BYTES
from localize.services import name_files as files
from localize.services.name_files import NameOutcome, NamePlan
from web.current import actor, ctx
from web.presenters.name_words import error_words, outcome_words, said
from web.presenters.names import differences

blueprint = Blueprint("names_files", __name__, url_prefix="/names")

_SHOWN = 200  # names of a file that are listed before it is stored


@blueprint.get("/names.csv")
def export() -> Response:
    """Every name, for a spreadsheet; the mark at its beginning tells Excel that it is UTF-8."""
    data = files.export_names(ctx()).encode("utf-8-sig")
    response = Response(data, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="names.csv"'
    return response


@blueprint.get("/import")
def choose() -> str:
    """The form that takes a file."""
    return _page()


@blueprint.post("/import")
def read() -> Any:
    """Show what a file would change; with ``seen``, store it."""
    try:
        if request.form.get("seen") == "yes":
            plan = files.import_names(ctx(), actor(), _again(request.form.get("data", "")))
            counted = [outcome_words(o, plan.count(o)) for o in NameOutcome if plan.count(o)]
            flash(", ".join(counted) + ".", "note")
            return redirect(url_for("names.index"), 303)
        data = _sent()
        return _page(files.preview_import(ctx(), actor(), data), data)
    except InvalidInputError as error:
        return _page(error=error_words(error)), 422


def _sent() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError(gettext("Choose a file."))
    try:
        return file.stream.read(MAX_BYTES + 1)
    finally:
        file.close()


def _again(written: str) -> bytes:
    """The file as the page carried it. Raises ``InvalidInputError``."""
    try:
        return base64.b64decode(written.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInputError(gettext("Choose the file once more.")) from error


def _page(plan: NamePlan | None = None, data: bytes = b"", error: str | None = None) -> str:
    changing = [item for item in plan.items if item.outcome is not NameOutcome.UNCHANGED] if plan else []
    return render_template(
        "names/import.html",
        plan=plan,
        stored=plan.count(NameOutcome.ADDED) + plan.count(NameOutcome.CHANGED) if plan else 0,
        counts=[(o.value, outcome_words(o, plan.count(o))) for o in NameOutcome if plan.count(o)] if plan else [],
        items=[
            (item, differences(item.before, item.entry), error_words(item.reason) if item.reason else "")
            for item in changing[:_SHOWN]
        ],
        more=max(0, len(changing) - _SHOWN),
        issues=[(issue, said(issue.code, issue.params)) for issue in plan.issues[:_SHOWN]] if plan else [],
        data=base64.b64encode(data).decode("ascii"),
        error=error,
    )
