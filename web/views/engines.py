"""Engines: which answer, which rest and why, how busy they are, what the day has cost."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext

from localize.errors import InvalidInputError
from localize.services.engine_health import try_now as end_rest
from localize.services.engine_report import engine_report
from localize.workflow import UserRole
from web.current import actor, ctx
from web.presenters import when, words
from web.presenters.engines import present_budget, present_engines, sent_today, total_cost

blueprint = Blueprint("engines", __name__, url_prefix="/admin/engines")


@blueprint.get("")
def index() -> str:
    """All engines in use."""
    local = when.local_in(ctx().settings.time_zone)
    report = engine_report(ctx())
    return render_template(
        "engines/index.html",
        engines=present_engines(report, now=ctx().clock.now(), local=local),
        budget=present_budget(report.budget) if report.budget else None,
        sent=sent_today(report.chars),
        cost=total_cost(report),
        admin=actor().role is UserRole.ADMIN,
    )


@blueprint.post("/<name>/try-now")
def try_now(name: str) -> Any:
    """End an engine's rest."""
    try:
        end_rest(ctx(), name)
    except InvalidInputError:
        flash(gettext("%(engine)s does not rest any more.", engine=words.engine_name(name)), "note")
    else:
        flash(gettext("%(engine)s is tried with the next article.", engine=words.engine_name(name)), "note")
    return redirect(url_for("engines.index"), 303)
