"""The memory as files: sent out as TMX or CSV, and TMX taken in after its effect was looked at."""

import base64
import binascii
import io
import zlib
from collections.abc import Iterator
from typing import Any, Final

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from localize.errors import InvalidInputError, LocalizeError
from localize.exchange.memory_words import memory_too_large
from localize.services import memory_export as export
from localize.services import memory_import as service
from localize.services.memory_entries import locales_of, must_exchange
from web.current import actor, ctx
from web.presenters.memory import error_words
from web.presenters.memory_import import present_report
from web.sizes import MAX_BODY

blueprint = Blueprint("memory_files", __name__, url_prefix="/memory")

MAX_FILE: Final = 8_000_000  # bytes; what is larger goes by the command line
_MAX_PACKED: Final = MAX_BODY * 3 // 4 - 100_000  # bytes that the page can carry to the second step


@blueprint.get("/export.<kind>")
def send(kind: str) -> Any:
    """The pairs of a language (``?locale=``), or of all, as TMX or CSV."""
    writers = {"tmx": (export.export_tmx, "application/x-tmx+xml"), "csv": (export.export_csv, "text/csv")}
    if kind not in writers:
        return render_template(
            "site/error.html",
            status=404,
            title=gettext("Not found"),
            message=gettext("There is nothing at this address."),
            details={},
        ), 404
    write, media_type = writers[kind]
    locale = request.args.get("locale") or None
    pieces = write(ctx(), actor(), locale)
    response = Response(_encoded(pieces), content_type=f"{media_type}; charset=utf-8")
    name = f"memory-{locale}" if locale and locale.replace("-", "").isalnum() and locale.isascii() else "memory"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _encoded(pieces: Iterator[str]) -> Iterator[bytes]:
    """In pieces of some size: one a pair would be a packet a pair."""
    waiting: list[str] = []
    for piece in pieces:
        waiting.append(piece)
        if len(waiting) == 200:
            yield "".join(waiting).encode("utf-8", "replace")
            waiting.clear()
    yield "".join(waiting).encode("utf-8", "replace")


@blueprint.get("/import")
def choose() -> str:
    """The form that takes a file."""
    must_exchange(actor())
    return _form()


@blueprint.post("/import")
def read() -> Any:
    """Show what a file would do; with ``packed``, what was shown before, do it."""
    must_exchange(actor())
    packed = request.form.get("packed")
    locale = request.form.get("locale", "")
    try:
        data = _unpacked(packed) if packed else _sent()
        again = packed or base64.b64encode(_packed(data)).decode("ascii")
        locales = (locale,) if locale else ()
        report = service.import_tmx(ctx(), actor(), io.BytesIO(data), locales, store=bool(packed))
    except InvalidInputError as error:
        return _form(error, locale), 422
    return render_template(
        "memory/import.html",
        report=present_report(report),
        stored=bool(packed),
        packed=again,
        locale=locale,
        error=None,
    )


def _sent() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise InvalidInputError(gettext("Choose a file."))
    try:
        data = file.stream.read(MAX_FILE + 1)
    finally:
        file.close()
    if len(data) > MAX_FILE:
        raise memory_too_large("tmx-too-large", limit=MAX_FILE)
    return data


def _packed(data: bytes) -> bytes:
    packed = zlib.compress(data, 9)
    if len(packed) > _MAX_PACKED:
        raise memory_too_large("tmx-too-large", limit=_MAX_PACKED)
    return packed


def _unpacked(written: str) -> bytes:
    """The file as the page carried it. Raises ``InvalidInputError``."""
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(base64.b64decode(written.encode("ascii"), validate=True), MAX_FILE + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise InvalidInputError(gettext("Choose the file once more.")) from error
    if len(data) > MAX_FILE:
        raise memory_too_large("tmx-too-large", limit=MAX_FILE)
    return data


def _form(error: LocalizeError | None = None, locale: str = "") -> str:
    return render_template(
        "memory/import.html",
        report=None,
        error=error_words(error) if error else None,
        locale=locale,
        locales=[name for name, _ in locales_of(ctx(), actor())],
    )
