"""Signing in and out, one-time links, the account page, the language of the interface."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from localize.errors import InvalidInputError, NotSignedInError
from localize.services import people
from localize.services.people import TooManyAttemptsError
from web import sessions
from web.current import ctx, person
from web.i18n import UI_LOCALES
from web.presenters import words
from web.views.back import local_path, wanted

blueprint = Blueprint("auth", __name__)

THEMES = ("light", "dark")
CONTRASTS = ("more",)


@blueprint.get("/login")
def login() -> Any:
    """The sign-in form; who is signed in goes on to where they wanted to go."""
    if current_user.is_authenticated:
        return redirect(wanted())
    return _login_page()


@blueprint.post("/login")
def login_post() -> Any:
    """Check address and password. A wrong one is told on the form, with what was typed kept."""
    email = request.form.get("email", "")
    try:
        found = people.sign_in(ctx(), email, request.form.get("password", ""), request.remote_addr or "")
    except TooManyAttemptsError:
        error = gettext("Too many attempts. Try again in 15 minutes, or ask an admin for a sign-in link.")
        return _login_page(error, email), 429
    except NotSignedInError:
        return _login_page(gettext("The address or the password is wrong."), email), 401
    _begin(found)
    return redirect(wanted(), 303)


@blueprint.get("/login/link/<secret>")
def link(secret: str) -> Response:
    """Sign in with a one-time link and go to the desk."""
    try:
        found = people.use_link(ctx(), secret)
    except NotSignedInError:
        flash(gettext("This sign-in link was used already or is too old. Ask an admin for a new one."), "error")
        return redirect(url_for("auth.login"), 303)
    _begin(found)
    if not found.has_password:
        flash(gettext("This link worked once. Set a password on your account page to come back without one."), "note")
    return redirect(url_for("desk.index"), 303)


@blueprint.post("/logout")
def logout() -> Response:
    """End this session."""
    sessions.end()
    return redirect(url_for("auth.login"), 303)


@blueprint.get("/account")
def account() -> str:
    """Name, language, look and password of who is signed in."""
    return _account_page()


@blueprint.post("/account")
def account_post() -> Any:
    """Save one of the page's two forms, told apart by ``form``."""
    if request.form.get("form") == "password":
        return _change_password()
    chosen = request.form.get("ui_locale", "")
    theme, contrast = request.form.get("theme", ""), request.form.get("contrast", "")
    people.set_preferences(
        ctx(),
        person().id,
        name=request.form.get("name"),
        ui_locale=chosen if chosen in UI_LOCALES else None,
        theme=theme if theme in THEMES else "",
        contrast=contrast if contrast in CONTRASTS else "",
    )
    return redirect(url_for("auth.account", saved="preferences"), 303)


@blueprint.post("/language")
def language() -> Response:
    """Choose the language of the interface, signed in or not."""
    chosen = request.form.get("ui_locale", "")
    if chosen in UI_LOCALES:
        session["ui_locale"] = chosen
        if current_user.is_authenticated:
            people.set_preferences(ctx(), person().id, ui_locale=chosen)
    return redirect(wanted("desk.index" if current_user.is_authenticated else "auth.login"), 303)


def _begin(found: people.Person) -> None:
    """Start a session anew, keeping only the language chosen on the way in."""
    chosen = session.get("ui_locale")
    session.clear()
    session.permanent = True
    if chosen in UI_LOCALES:
        session["ui_locale"] = chosen
    sessions.begin(found)
    # Now, not with the first page: two pages that load at once would each give the session a token of its own, and the
    # one whose answer comes first would hold a token that no longer counts.
    generate_csrf()


def _login_page(error: str | None = None, email: str = "") -> str:
    next_page = local_path(request.values.get("next"))
    return render_template("auth/login.html", error=error, email=email, next_page=next_page)


def _account_page(error: str | None = None) -> str:
    who = person()
    saved = request.args.get("saved") if error is None else None
    return render_template(
        "auth/account.html",
        error=error,
        saved=saved,
        role=words.user_role(who.role),
        min_password=people.MIN_PASSWORD,
    )


def _change_password() -> Any:
    who = person()
    new = request.form.get("new_password", "")
    if who.has_password:
        try:
            people.sign_in(ctx(), who.email, request.form.get("password", ""), request.remote_addr or "")
        except TooManyAttemptsError:
            return _account_page(gettext("Too many attempts. Try again in 15 minutes.")), 429
        except NotSignedInError:
            return _account_page(gettext("The current password is wrong. Nothing was changed.")), 422
    try:
        changed = people.set_password(ctx(), who.id, new)
    except InvalidInputError:
        count = people.MIN_PASSWORD
        return _account_page(gettext("A password needs at least %(num)s characters.", num=count)), 422
    _begin(changed)  # setting a password ends every session: begin this one anew
    return redirect(url_for("auth.account", saved="password"), 303)
