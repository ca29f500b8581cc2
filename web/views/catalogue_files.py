"""The catalogue as PO files: sent to people, looked at when they send one back, and stored when they agree."""

import base64
import binascii
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from localize.errors import InvalidInputError, LocalizeError, RevisionConflictError
from localize.exchange.po_bytes import MAX_BYTES
from localize.services import catalogue as service
from localize.services import catalogue_files as files
from localize.services.catalogue_record import may_approve, must_edit
from web.current import actor, ctx
from web.presenters.catalogue_import import present_plan
from web.presenters.catalogue_words import error_words

blueprint = Blueprint("catalogue_files", __name__, url_prefix="/catalogue")


@blueprint.get("/<locale>.po")
def export(locale: str) -> Response:
    """A locale's PO file, for Poedit or Weblate."""
    tag = service.check_locale(ctx(), actor(), locale)
    return _file(files.export_po(ctx(), actor(), tag), f"{tag}.po", "text/x-gettext-translation")


@blueprint.get("/catalogue.pot")
def template() -> Response:
    """The source texts alone."""
    return _file(files.export_template(ctx()), "catalogue.pot", "text/x-gettext-translation-template")


@blueprint.get("/<locale>/import")
def choose(locale: str) -> str:
    """The form that takes a file."""
    return _form(service.check_locale(ctx(), actor(), locale))


@blueprint.post("/<locale>/import")
def read(locale: str) -> Any:
    """Show what a file would change; with ``seen``, what was shown before, store it."""
    must_edit(actor())
    tag = service.check_locale(ctx(), actor(), locale)
    add_new = request.form.get("add_new") == "yes"
    seen = request.form.get("seen")
    try:
        data = _again(request.form.get("data", "")) if seen else _sent()
        if seen:
            return _store(tag, data, seen, add_new=add_new)
        return _look(tag, data, add_new=add_new)
    except RevisionConflictError:
        changed = gettext("The catalogue has changed since. This is what the file would do now.")
        return _look(tag, data, add_new=add_new, notice=changed), 409
    except InvalidInputError as error:
        return _form(tag, error, add_new=add_new), 422


def _file(text: str, name: str, media_type: str) -> Response:
    response = Response(text.encode("utf-8", "replace"), content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


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


def _look(locale: str, data: bytes, *, add_new: bool, notice: str = "") -> str:
    plan = files.preview_import(ctx(), actor(), locale, data, add_new=add_new)
    return render_template(
        "catalogue/import.html",
        locale=locale,
        plan=present_plan(plan),
        data=base64.b64encode(data).decode("ascii"),
        digest=plan.digest,
        add_new=add_new,
        notice=notice,
        error=None,
        editor=True,
    )


def _store(locale: str, data: bytes, seen: str, *, add_new: bool) -> Any:
    plan = files.import_po(ctx(), actor(), locale, data, add_new=add_new, seen=seen)
    count = len(plan.stored)
    flash(ngettext("%(num)s entry of the file was stored.", "%(num)s entries of the file were stored.", count), "note")
    return redirect(url_for("catalogue.index", locale=locale), 303)


def _form(locale: str, error: LocalizeError | None = None, *, add_new: bool = False) -> str:
    return render_template(
        "catalogue/import.html",
        locale=locale,
        plan=None,
        add_new=add_new,
        notice="",
        error=error_words(error) if error else None,
        editor=may_approve(actor()),
        limit=MAX_BYTES,
    )
