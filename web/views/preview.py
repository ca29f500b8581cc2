"""The reader's page of an edition as it stands, with a line above it that says so."""

from typing import Any

from flask import Blueprint, current_app, url_for
from flask_babel import gettext, ngettext

from localize.edition import EditionState
from localize.exchange.catalogue import Catalogue
from localize.release.page import PreviewNote, render_page
from localize.services.publish import preview
from localize.services.workbench import Workbench, open_edition
from web.current import actor, ctx
from web.presenters import words
from web.presenters.preview import mark_source, untranslated
from web.presenters.release import release_input
from web.presenters.when import ui_locale

blueprint = Blueprint("preview", __name__, url_prefix="/editions/<int:edition_id>")

_STYLES = ("css/tokens.css", "css/look.css", "css/app.css")


@blueprint.get("/preview")
def show(edition_id: int) -> str:
    """The page."""
    bench = open_edition(ctx(), actor(), edition_id)
    snapshot = mark_source(preview(ctx(), actor(), edition_id), bench)
    today = ctx().clock.now().astimezone(ctx().settings.time_zone).date()
    return render_page(
        release_input(ctx(), snapshot),
        Catalogue.load(snapshot.locale),
        stylesheet_urls=_styles(),
        preview_note=PreviewNote(
            _sentence(bench),
            gettext("Back to the text"),
            url_for("editor.edit", edition_id=edition_id),
            ui_locale(),
        ),
        today=today,
    )


def _sentence(bench: Workbench) -> str:
    language = words.language(bench.summary.locale)
    if bench.summary.state is EditionState.PUBLISHED:
        said = gettext("Preview of the %(language)s edition, as it is published.", language=language)
    elif bench.summary.release_number:
        said = gettext("Preview of the %(language)s edition. These changes are not published yet.", language=language)
    else:
        said = gettext("Preview of the %(language)s edition, not published yet.", language=language)
    empty = untranslated(bench)
    if not empty:
        return said
    return f"{said} " + ngettext(
        "%(num)s segment has no text yet and shows the source.",
        "%(num)s segments have no text yet and show the source.",
        empty,
    )


def _styles() -> list[str]:
    """Addresses of the style sheets as templates write them, with the version of each file."""
    names: dict[str, Any] = {}
    current_app.update_template_context(names)
    return [names["asset"](path) for path in _STYLES]
