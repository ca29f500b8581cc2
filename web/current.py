"""What a view asks of the request it stands in: the context of the services, and who is signed in."""

from typing import cast

from flask import current_app
from flask_login import current_user

from localize.errors import NotSignedInError
from localize.services.context import Actor, Context
from localize.services.people import Person


def ctx() -> Context:
    """The services' context of this application."""
    return cast(Context, current_app.extensions["localize"])


def person() -> Person:
    """Who is signed in. Raises ``NotSignedInError``."""
    if not current_user.is_authenticated:
        raise NotSignedInError("Sign in first.")
    return cast(Person, current_user.person)


def actor() -> Actor:
    """Who is signed in, as one who does things."""
    return person().actor
