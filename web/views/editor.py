"""The side-by-side editor: the page, its poll, saving a segment, its history, setting a finding aside."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_babel import get_locale
from flask_wtf.csrf import generate_csrf

from localize import locales
from localize.errors import InvalidInputError
from localize.markup import CodedText
from localize.services import desk, typography
from localize.services.checking import check_text
from localize.services.lengths import limits_in
from localize.services.postedit import Saved, save_segment
from localize.services.preferences import Preferences, get_preferences
from localize.services.segment_terms import term_spans
from localize.services.threads import colleagues, open_counts, open_reasons
from localize.services.waiving import dismiss_finding, restore_finding
from localize.services.workbench import (
    OpenFinding,
    Workbench,
    WorkSegment,
    find_segment,
    open_edition,
    open_segment,
    previous_text,
    segment_history,
)
from localize.workflow import WRITABLE
from web.current import actor, ctx, person
from web.presenters import shortcuts, when, words
from web.presenters.edition_bar import bar_buttons, blocked_sentence, read_only
from web.presenters.editor_rules import helpers_json
from web.presenters.finding_cards import finding_card
from web.presenters.typography import country_offers, put_right_words
from web.presenters.workbench import (
    etag,
    history_json,
    live_json,
    page_blocks,
    previous_json,
    progress_words,
    segment_json,
)
from web.views.save_body import read_save

blueprint = Blueprint("editor", __name__, url_prefix="/editions/<int:edition_id>")


@blueprint.get("/edit")
def edit(edition_id: int) -> str:
    """The page."""
    bench = open_edition(ctx(), actor(), edition_id)
    own = get_preferences(ctx(), actor())
    article = desk.get_article(ctx(), str(bench.summary.article_id))
    return render_template(
        "editor/edit.html",
        **_head(bench),
        article=article,
        due=when.at(_local(article.deadline), _local(ctx().clock.now())) if article.deadline else None,
        blocks=page_blocks(bench, _clock),
        page=_page_data(bench, own),
        hints=shortcuts.hints(own.keys),
        shortcuts=shortcuts.listed(own.keys),
    )


@blueprint.get("/live")
def live(edition_id: int) -> Response:
    """What may have changed, as JSON with a strong ETag; 304 when nothing has."""
    summary = desk.get_edition(ctx(), edition_id)
    actor().must_work_in(summary.locale)
    tag = etag(summary, _ui_locale(), person().role.value)
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        bench = open_edition(ctx(), actor(), edition_id)
        tag = etag(bench.summary, _ui_locale(), person().role.value)
        news = {"csrf": generate_csrf(), "parts": _parts(bench), "comments": open_counts(ctx(), actor(), edition_id)}
        response = jsonify(live_json(bench, _clock) | news)
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.put("/segments/<int:segment_id>")
def save(edition_id: int, segment_id: int) -> Response:
    """Save a segment: ``{text, base_revision, confirm, memory?, engine?, reopen?}``. A stale save is a 409 with both texts."""
    sent = read_save(request.get_json(silent=True))
    saved = save_segment(
        ctx(),
        actor(),
        edition_id,
        segment_id,
        text=sent.text,
        base_revision=sent.base_revision,
        confirm=sent.confirm,
        from_entry=sent.entry,
        from_engine=sent.engine,
        reopen=sent.reopen,
    )
    bench, segment, block = open_segment(ctx(), actor(), edition_id, segment_id)
    view = segment_json(_as_saved(segment, saved), block, bench.summary, _clock)
    progress = progress_words(bench.summary)
    return jsonify(
        {
            "segment_id": saved.segment_id,
            "revision": saved.revision,
            "text": saved.text,
            "state": saved.state.value,
            "origin": str(saved.origin),
            "findings": view["findings"],
            "segment": view,
            "progress": progress,
            "cells": progress["cells"],
            "edition_state": bench.summary.state.value,
            "change": bench.summary.change,
            "etag": etag(bench.summary, _ui_locale(), person().role.value),
            "saved_at": saved.at.isoformat(),
            "parts": _parts(bench),
        }
    )


@blueprint.post("/segments/<int:segment_id>/typography")
def put_right(edition_id: int, segment_id: int) -> Response:
    """A person's text as the locale sets it: ``{text}`` in and out. Nothing is stored before they take it."""
    text = _read_text(request.get_json(silent=True))
    done = typography.put_right(ctx(), actor(), edition_id, segment_id, text)
    return jsonify({"text": done.text.dumps(), "said": put_right_words(done)})


@blueprint.post("/segments/<int:segment_id>/check")
def check(edition_id: int, segment_id: int) -> Response:
    """Findings on a text that is being written: ``{text}`` in, ``{text, findings}`` out. Nothing is stored."""
    text = _read_text(request.get_json(silent=True))
    place, coded, found = check_text(ctx(), actor(), edition_id, segment_id, text)
    source = CodedText.loads(place.segment.source)
    cards = [finding_card(-number, finding, source, coded) for number, finding in enumerate(found, start=1)]
    return jsonify({"text": coded.dumps(), "findings": cards})


@blueprint.get("/segments/<int:segment_id>/history")
def history(edition_id: int, segment_id: int) -> Response:
    """A segment's revisions, newest first, those that came too late included."""
    revisions = segment_history(ctx(), actor(), edition_id, segment_id)
    before = previous_text(ctx(), actor(), edition_id, segment_id)
    return jsonify({"revisions": history_json(revisions, _clock), "previous": previous_json(before)})


@blueprint.post("/findings/<int:finding_id>/dismiss")
def dismiss(edition_id: int, finding_id: int) -> Response:
    """Set a finding aside: ``{reason}``."""
    body = request.get_json(silent=True)
    reason = body.get("reason") if isinstance(body, dict) else request.form.get("reason")
    if not isinstance(reason, str):
        raise InvalidInputError("Say why: {reason: text}.")
    dismiss_finding(ctx(), actor(), edition_id, finding_id, reason)
    return _about(edition_id, finding_id)


@blueprint.post("/findings/<int:finding_id>/restore")
def restore(edition_id: int, finding_id: int) -> Response:
    """Bring back a finding that was set aside."""
    restore_finding(ctx(), actor(), edition_id, finding_id)
    return _about(edition_id, finding_id)


def _about(edition_id: int, finding_id: int) -> Response:
    """The segment that a finding is about, and what that does to the edition."""
    bench = open_edition(ctx(), actor(), edition_id)
    about = next(
        (s for b in bench.blocks for s in b.segments if any(f.id == finding_id for f in s.findings)),
        None,
    )
    found = find_segment(bench, about.id) if about else None
    view = segment_json(*found, bench.summary, _clock) if found else None
    return jsonify({"segment": view, "progress": progress_words(bench.summary), "parts": _parts(bench)})


def _read_text(body: Any) -> str:
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str):
        raise InvalidInputError("Send JSON: {text}.")
    return text


def _as_saved(segment: WorkSegment, saved: Saved) -> WorkSegment:
    """The segment as this save left it, even if somebody else wrote it since."""
    if segment.revision == saved.revision:
        return segment
    return replace(
        segment,
        target=saved.text,
        revision=saved.revision,
        state=saved.state,
        origin=saved.origin,
        author=person().name,
        updated_at=saved.at,
        unplaced=(),
        normalised=(),
        findings=tuple(OpenFinding(number, finding, {}) for number, finding in saved.findings),
    )


def _ui_locale() -> str:
    return str(get_locale() or "en")


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ctx().settings.time_zone)


def _clock(moment: datetime) -> str:
    return when.clock(_local(moment))


def _head(bench: Workbench) -> dict[str, Any]:
    """What the bar and the notices show."""
    return {
        "edition": bench.summary,
        "bench": bench,
        "state_word": words.edition_state(bench.summary.state),
        "drafting": words.drafting_note(bench.summary),
        "buttons": bar_buttons(bench),
        "read_only": read_only(bench),
        "blocked": blocked_sentence(bench),
        "next_try": _clock(bench.summary.next_try) if bench.summary.next_try else None,
        "progress": progress_words(bench.summary),
        "returned_at": open_reasons(ctx(), actor(), bench.summary.id) if bench.summary.returned_by else [],
    }


def _parts(bench: Workbench) -> dict[str, str]:
    """Pieces of the head that the page puts in place of its own, by the id of the element."""
    head = _head(bench)
    names = ("acts", "notices", "progress", "state")
    return {name: render_template(f"editor/_{name}.html", **head).strip() for name in names}


def _page_data(bench: Workbench, own: Preferences) -> dict[str, Any]:
    """What the page's scripts start from."""
    summary, who = bench.summary, person()
    return live_json(bench, _clock) | {
        "edition": summary.id,
        "locale": summary.locale,
        "direction": locales.text_direction(summary.locale),
        "language": locales.language_name(summary.locale, _ui_locale()),
        "person": {"id": who.id, "name": who.name},
        "writable": summary.state in WRITABLE,
        "etag": etag(summary, _ui_locale(), who.role.value),
        "source_locale": bench.source_locale,
        "countries": country_offers(bench),
        "limits": dict(limits_in(ctx().settings, summary.locale)),
        "terms": term_spans(ctx(), bench),
        "comments": open_counts(ctx(), actor(), summary.id),
        "people": colleagues(ctx(), summary.locale),
        "keys": shortcuts.key_map(own.keys),
        "commands": shortcuts.named(own.keys),
        "helpers": helpers_json(summary.locale, own),
        "ui_locale": _ui_locale(),
        "time_zone": str(ctx().settings.time_zone),
        "urls": {
            "edit": url_for("editor.edit", edition_id=summary.id),
            "live": url_for("editor.live", edition_id=summary.id),
            "changes": url_for("versions.changes", article_id=summary.article_id),
            "segments": url_for("editor.save", edition_id=summary.id, segment_id=0).removesuffix("0"),
            "findings": url_for("editor.dismiss", edition_id=summary.id, finding_id=0).removesuffix("0/dismiss"),
            "comments": url_for("comments.show", edition_id=summary.id),
            "replace": url_for("replace.show", locale=summary.locale, edition=summary.id),
            "preview": url_for("preview.live", edition_id=summary.id),
            "login": url_for("auth.login"),
            "help": url_for("site.help"),
            "blocks": url_for("structure.add", edition_id=summary.id) + "/",
            "preferences": url_for("own_keys.preferences"),
            "presence": url_for("presence.put", edition_id=summary.id),
        },
    }
