"""The composition root: a context of services becomes an application."""

import hashlib
from datetime import timedelta
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for
from flask_babel import gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from localize.services.context import Context
from localize.workflow import UserRole
from web import api, modules
from web.errors import register_errors
from web.i18n import register_i18n
from web.permissions import ROUTES
from web.presenters.intake_words import note_sentence
from web.presenters.strip import strip_cells
from web.presenters.words import initials
from web.security import register_security
from web.sessions import register_sessions
from web.sizes import MAX_BODY, SizedRequest
from web.views import (
    article_names,
    articles,
    auth,
    catalogue,
    catalogue_files,
    catalogue_sources,
    comments,
    compare,
    desk,
    editor,
    engine_versions,
    engines,
    feeds,
    matches,
    memory,
    memory_files,
    names,
    names_files,
    notice,
    own_keys,
    presence,
    preview,
    questions,
    replace,
    review,
    segment_terms,
    site,
    structure,
    terms,
    terms_edit,
    terms_files,
    versions,
)

_STATIC = Path(__file__).parent / "static"


def create_app(ctx: Context) -> Flask:
    """The web application over a context."""
    app = Flask("web", template_folder="templates", static_folder="static")
    app.request_class = SizedRequest
    secure = (ctx.settings.public_url or "").startswith("https://")
    app.config.update(
        SECRET_KEY=ctx.settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        SESSION_COOKIE_NAME="localize",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=secure,
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a translator keeps a page open all day
        WTF_CSRF_SSL_STRICT=secure,
        SEND_FILE_MAX_AGE_DEFAULT=None,  # revalidated by ETag; see ``_cache_versioned``
    )
    if ctx.settings.public_url:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.extensions["localize"] = ctx
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    csrf = CSRFProtect(app)
    register_sessions(app)
    register_i18n(app)
    register_errors(app)
    register_security(app)
    _register_globals(app)
    modules.register_modules(app)
    app.after_request(_cache_versioned)
    for module in (auth, desk, articles, editor, review, preview, site):
        app.register_blueprint(module.blueprint)
    for module in (
        catalogue,
        catalogue_sources,
        catalogue_files,
        engine_versions,
        engines,
        feeds,
        notice,
        matches,
        versions,
        own_keys,
        comments,
        questions,
    ):
        app.register_blueprint(module.blueprint)
    for module in (terms, terms_edit, terms_files, segment_terms):
        app.register_blueprint(module.blueprint)
    app.register_blueprint(structure.blueprint)
    app.register_blueprint(replace.blueprint)
    for module in (memory, memory_files, presence, compare):
        app.register_blueprint(module.blueprint)
    for module in (names, names_files, article_names):
        app.register_blueprint(module.blueprint)
    api.register(app)
    for blueprint in app.blueprints.values():
        if blueprint.name.startswith("api"):
            csrf.exempt(blueprint)  # bearer tokens, no cookies
    return app


@cache
def _version(path: str) -> str:
    """Short hash of a static file, so that a changed file has a new address."""
    file = _STATIC / path
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "0"


def _cache_versioned(response: Response) -> Response:
    """Let browsers keep a static file for good when its address carries its version."""
    versioned = request.endpoint == "static" and request.args.get("v")
    if versioned or (request.endpoint == "modules" and (request.view_args or {}).get("of") == modules.version()):
        response.cache_control.no_cache = None
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000
        response.cache_control.immutable = True
    return response


def _menu(role: UserRole | None) -> list[tuple[str, str]]:
    """The pages that the head of every page names, for this role."""
    menu = [
        ("desk.index", gettext("Desk")),
        ("memory.index", gettext("Memory")),
        ("terms.index", gettext("Terms")),
        ("names.index", gettext("Names")),
        ("catalogue.index", gettext("Catalogue")),
    ]
    if role in ROUTES["feeds.index"].roles:
        menu.append(("feeds.index", gettext("Feeds")))
    if role in ROUTES["engines.try_now"].roles:
        menu.append(("engines.index", gettext("Engines")))
    return [*menu, ("site.help", gettext("Help"))]


def _register_globals(app: Flask) -> None:
    app.jinja_env.globals["strip_cells"] = strip_cells

    @app.context_processor
    def _globals() -> dict[str, object]:
        person = current_user.person if current_user.is_authenticated else None
        return {
            "person": person,
            "theme": person.theme if person else None,
            "contrast": person.contrast if person else None,
            "menu": _menu(person.role if person else None),
            "initials": initials,
            "asset": lambda path: url_for("static", filename=path, v=_version(path)),
            "intake_note": note_sentence,
        }
