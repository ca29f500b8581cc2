"""Who is signed in: Flask-Login over the accounts, with a key that ends every session when it changes."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user, logout_user

from localize.services.people import Person, get_person
from web.current import ctx


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A person with a session."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def get_id(self) -> str:
        """What the session holds: the account and its session key."""
        return f"{self.person.id}:{self.person.session_key}"


def load_person(written: str) -> SignedIn | None:
    """The account of a session, unless it is closed or the session was ended."""
    number, _, key = written.partition(":")
    person = get_person(ctx(), int(number)) if number.isdigit() else None
    if person is None or not person.active or person.session_key != key:
        return None
    return SignedIn(person)


def begin(person: Person) -> None:
    """Sign somebody in."""
    login_user(SignedIn(person))


def end() -> None:
    """Sign out."""
    logout_user()


_FILES = frozenset({"static", "modules"})


class _Sessions(SecureCookieSessionInterface):
    """Cookies, but none with a file: that is the same for everybody.

    Flask-Login looks into the session with every answer. A file would be said to depend on the cookie, which is written
    anew with every page, and no browser could take it from its store.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the session into an answer."""
        if request.endpoint not in _FILES:
            super().save_session(app, session, response)


def register_sessions(app: Flask) -> None:
    """Set up Flask-Login."""
    app.session_interface = _Sessions()
    manager = LoginManager(app)
    manager.session_protection = None  # newsrooms roam between networks; the cookie is signed and HttpOnly
    manager.user_loader(load_person)
