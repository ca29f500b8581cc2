"""The termbase as files: sent to people, looked at when they send one back, and stored when they agree."""

import base64
import binascii
from typing import Any, Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from localize.errors import InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.term_incoming import TermFormat
from localize.services import terms as service
from localize.services import terms_files as files
from localize.services.term_record import must_decide
from web.current import actor, ctx
from web.presenters.term_import import present_plan
from web.presenters.term_words import error_words

blueprint = Blueprint("terms_files", __name__, url_prefix="/terms")

MAX_SENT: Final = (
    1_000_000  # bytes: the page carries the file until somebody agrees; larger ones go by the command line
)
_TYPES: Final = {TermFormat.TBX: "application/x-tbx+xml", TermFormat.CSV: "text/csv"}


@blueprint.get("/export.<name>")
def export(name: str) -> Response:
    """The termbase as TBX-Basic or CSV; ``?locale=`` for one language only."""
    if name not in set(TermFormat):
        raise NotFoundError(gettext("There is nothing at this address."))
    chosen = TermFormat(name)
    locale = request.args.get("locale") or None
    text = files.export_terms(ctx(), actor(), chosen, locale)
    response = Response(text.encode("utf-8", "replace"), content_type=f"{_TYPES[chosen]}; charset=utf-8")
    tag = f"-{service.check_locale(ctx(), actor(), locale)}" if locale else ""
    response.headers["Content-Disposition"] = f'attachment; filename="terms{tag}.{chosen.value}"'
    return response


@blueprint.get("/import")
def choose() -> str:
    """The form that takes a file."""
    return _form()


@blueprint.post("/import")
def read() -> Any:
    """Show what a file would change; with ``seen``, what was shown before, store it."""
    must_decide(actor())
    seen = request.form.get("seen")
    try:
        data = _again(request.form.get("data", "")) if seen else _sent()
        if seen:
            plan = files.import_terms(ctx(), actor(), data, seen=seen)
            count = len(plan.stored)
            flash(
                ngettext("%(num)s term of the file was stored.", "%(num)s terms of the file were stored.", count),
                "note",
            )
            return redirect(url_for("terms.index"), 303)
        return _look(data)
    except RevisionConflictError:
        changed = gettext("The termbase has changed since. This is what the file would do now.")
        return _look(data, notice=changed), 409
    except InvalidInputError as error:
        return _form(error_words(error)), 422


def _sent() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError(gettext("Choose a file."))
    try:
        data = file.stream.read(MAX_SENT + 1)
    finally:
        file.close()
    if len(data) > MAX_SENT:
        raise InvalidInputError(
            gettext("The file has more than 1 MB. Import it on the server: localize terms import FILE")
        )
    return data


def _again(written: str) -> bytes:
    """The file as the page carried it. Raises ``InvalidInputError``."""
    try:
        return base64.b64decode(written.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidInputError(gettext("Choose the file once more.")) from error


def _look(data: bytes, notice: str = "") -> str:
    plan = files.preview_import(ctx(), actor(), data)
    return render_template(
        "terms/import.html",
        plan=present_plan(plan),
        data=base64.b64encode(data).decode("ascii"),
        digest=plan.digest,
        notice=notice,
        error=None,
    )


def _form(error: str | None = None) -> str:
    return render_template("terms/import.html", plan=None, notice="", error=error)
