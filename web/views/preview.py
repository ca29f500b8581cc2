"""The reader's pages before readers have them: an edition as it stands, and the original beside it."""

from typing import Any

from flask import Blueprint, Response, current_app, make_response, render_template, request, url_for
from flask_babel import gettext, ngettext

from localize.edition import EditionState
from localize.release.page import PreviewNote, render_page
from localize.services import catalogue
from localize.services.desk import ArticleSummary, get_article
from localize.services.publish import Snapshot, original, preview
from localize.services.workbench import Workbench, open_edition
from web.current import actor, ctx
from web.presenters import words
from web.presenters.live_page import live_blocks
from web.presenters.preview import mark_source, siblings, untranslated
from web.presenters.release import release_input
from web.presenters.when import ui_locale
from web.security import CONTENT_SECURITY_POLICY

blueprint = Blueprint("preview", __name__)

_STYLES = ("css/reader.css", "css/peek.css")
_CONTRAST = "css/contrast.css"  # the reader's page itself follows the system alone


@blueprint.get("/editions/<int:edition_id>/preview")
def show(edition_id: int) -> str:
    """The page of an edition."""
    bench = open_edition(ctx(), actor(), edition_id)
    snapshot = mark_source(preview(ctx(), actor(), edition_id), bench)
    back = url_for("editor.edit", edition_id=edition_id)
    return _page(snapshot, _sentence(bench), gettext("Back to the text"), back)


@blueprint.get("/editions/<int:edition_id>/preview/live")
def live(edition_id: int) -> Response:
    """The page's shape for the editor, which puts the texts in. It alone may stand in a frame, and only in ours."""
    bench = open_edition(ctx(), actor(), edition_id)
    response = make_response(render_template("preview/live.html", edition=bench.summary, blocks=live_blocks(bench)))
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    response.headers["Content-Security-Policy"] = CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    ).replace("script-src 'self'", "script-src 'none'")
    return response


@blueprint.get("/articles/<int:article_id>/preview")
def source(article_id: int) -> str:
    """The page of the original, in its own language."""
    snapshot = original(ctx(), str(article_id))
    said = gettext("The original, as it arrived.")
    return _page(snapshot, said, gettext("Back to the article"), url_for("articles.show", article_id=article_id))


def _page(snapshot: Snapshot, said: str, back: str, back_url: str) -> str:
    article = get_article(ctx(), str(snapshot.article_id))
    today = ctx().clock.now().astimezone(ctx().settings.time_zone).date()
    base = ctx().settings.public_url or request.url_root.rstrip("/")
    return render_page(
        release_input(ctx(), snapshot, base),
        catalogue.load(ctx(), snapshot.locale),
        stylesheet_urls=_styles(),
        preview_note=_note(snapshot, article, said, back, back_url),
        today=today,
    )


def _note(snapshot: Snapshot, article: ArticleSummary, said: str, back: str, back_url: str) -> PreviewNote:
    """What the page says of itself, and the ways to the other languages' previews."""
    published = {alternate.locale for alternate in snapshot.alternates}
    return PreviewNote(
        said,
        back,
        back_url,
        ui_locale(),
        waiting=tuple(e.locale for e in article.editions if e.locale not in {*published, snapshot.locale}),
        not_published=gettext("not published"),
        no_edition=gettext(
            "No %(language)s edition yet: the published page leaves this out.", language=words.language(snapshot.locale)
        ),
        others=siblings(snapshot, article, actor()),
        others_label=gettext("Other languages"),
        label=gettext("Preview"),
    )


def _sentence(bench: Workbench) -> str:
    language = words.language(bench.summary.locale)
    if bench.summary.state is EditionState.PUBLISHED:
        said = gettext("Preview of the %(language)s edition, as it is published.", language=language)
    elif bench.summary.live:
        said = gettext("Preview of the %(language)s edition. These changes are not published yet.", language=language)
    elif bench.summary.release_number:
        said = gettext("Preview of the %(language)s edition. What was published is withdrawn.", language=language)
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
    return [names["asset"](path) for path in (*_STYLES, *([_CONTRAST] if names["contrast"] else ()))]
