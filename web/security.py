"""Headers of every answer, and the check of the route table before every request."""

from flask import Flask, Response, g, request
from flask_login import current_user

from localize.errors import ForbiddenError, NotSignedInError
from localize.services.people import check_token
from web.current import ctx
from web.permissions import ROUTES

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def authorise() -> None:
    """Let a request through if the route table says so. Raises ``NotSignedInError`` or ``ForbiddenError``."""
    if request.endpoint is None:
        return  # no such route: 404 follows
    rule = ROUTES.get(request.endpoint)
    if rule is None:
        raise ForbiddenError("This address is not open to anybody.")
    if rule.public:
        return
    if rule.scope is not None:
        _authorise_token(rule.scope)
        return
    if not current_user.is_authenticated:
        raise NotSignedInError("Sign in first.")
    if current_user.person.role not in rule.roles:
        raise ForbiddenError(f"This page is not for a {current_user.person.role.value}.")


def _authorise_token(scope: str) -> None:
    scheme, _, written = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not written.strip():
        raise NotSignedInError("Send a token: Authorization: Bearer loc_…")
    token = check_token(ctx(), written.strip())
    if scope not in token.scopes:
        raise ForbiddenError(f"The token “{token.name}” lacks the scope {scope}.", scope=scope)
    g.token = token


def register_security(app: Flask) -> None:
    """Check every request, harden every answer."""
    app.before_request(authorise)

    @app.after_request
    def _harden(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if not request.path.startswith(("/static/", "/modules/", "/api/")):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
