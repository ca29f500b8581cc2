"""People and tokens: accounts, sign-in, one-time links, API tokens."""

import hashlib
import secrets
import string
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, NotSignedInError
from localize.services.context import Actor, Context
from localize.services.intake import check_locales
from localize.store.people import AttemptRow, PersonRow, SignInLinkRow, TokenRow
from localize.store.unit_of_work import DuplicateError
from localize.workflow import UserRole

SCOPES = ("articles:write", "articles:read", "editions:read", "editions:ack", "webhooks:manage")
LINK_LIFE = timedelta(hours=24)
ATTEMPT_WINDOW = timedelta(minutes=15)
MAX_ATTEMPTS = 8  # for one address within the window
MIN_PASSWORD = 10

_HASHER = PasswordHasher()


@cache
def _nobody() -> str:
    """Checked when there is no such account, so that the answer takes as long. Made once, by the first who signs in."""
    return _HASHER.hash(secrets.token_urlsafe(12))


class TooManyAttemptsError(ForbiddenError):
    """Sign-in was tried too often for one account or from one address."""

    code = "too-many-attempts"


@dataclass(frozen=True, slots=True)
class Person:
    """An account as the interface knows it."""

    id: int
    email: str
    name: str
    role: UserRole
    locales: tuple[str, ...]
    ui_locale: str | None
    theme: str | None
    contrast: str | None
    active: bool
    has_password: bool
    session_key: str

    @property
    def actor(self) -> Actor:
        """This person as one who does things."""
        return Actor(self.id, self.name, self.role, self.locales)


@dataclass(frozen=True, slots=True)
class Token:
    """An API token without its secret."""

    id: str
    name: str
    scopes: tuple[str, ...]
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


def _person(row: PersonRow) -> Person:
    return Person(
        id=row.id,
        email=row.email,
        name=row.name,
        role=UserRole(row.role),
        locales=tuple(row.locales),
        ui_locale=row.ui_locale,
        theme=row.theme,
        contrast=(row.preferences or {}).get("contrast"),
        active=row.active,
        has_password=row.password_hash is not None,
        session_key=row.session_key,
    )


def _digest(secret: str) -> str:
    """Tokens and links have high entropy: a fast hash is enough, and a leak of the table gives nothing away."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_password(password: str) -> None:
    """Raises ``InvalidInputError`` for a password that is too short."""
    if len(password) < MIN_PASSWORD:
        raise InvalidInputError(f"A password needs at least {MIN_PASSWORD} characters; this one has {len(password)}.")
    if len(password) > 1024:
        raise InvalidInputError("A password may have 1,024 characters.")


def add_person(
    ctx: Context,
    *,
    email: str,
    role: UserRole,
    password: str | None,
    name: str | None = None,
    locales: Sequence[str] = (),
) -> Person:
    """Make an account. Raises ``InvalidInputError`` for a bad address, a short password, or a known address."""
    email = email.strip()
    local, at, domain = email.partition("@")
    if not (local and at and domain) or any(c.isspace() for c in email) or len(email) > 254:
        raise InvalidInputError(f"“{email}” is not an e-mail address.")
    if role is UserRole.SYSTEM:
        raise InvalidInputError("A person is a translator, an editor or an admin.")
    if password is not None:
        check_password(password)
    row = PersonRow(
        email=email,
        name=(name or _name_from(local)).strip()[:200],
        role=role.value,
        locales=list(check_locales(ctx, locales)),
        ui_locale=None,
        theme=None,
        password_hash=_HASHER.hash(password) if password is not None else None,
        session_key=secrets.token_hex(8),
        active=True,
        created_at=ctx.clock.now(),
        last_seen_at=None,
    )
    try:
        with ctx.store.write() as unit:
            if unit.people.by_email(email) is not None:
                raise InvalidInputError(f"There already is an account for {email}.")
            unit.people.add(row)
            return _person(row)
    except DuplicateError as error:
        raise InvalidInputError(f"There already is an account for {email}.") from error


def _name_from(local: str) -> str:
    return " ".join(part.capitalize() for part in local.replace("_", ".").split(".") if part) or local


def list_people(ctx: Context) -> list[Person]:
    """Every account, by address."""
    with ctx.store.read() as unit:
        return [_person(row) for row in unit.people.all()]


def get_person(ctx: Context, person_id: int) -> Person | None:
    """An account by id."""
    with ctx.store.read() as unit:
        row = unit.people.get(person_id)
        return _person(row) if row else None


def by_email(ctx: Context, email: str) -> Person:
    """An active account by address. Raises ``NotFoundError``."""
    with ctx.store.read() as unit:
        row = unit.people.by_email(email)
        if row is None or not row.active:
            raise NotFoundError(f"There is no active account for {email}.")
        return _person(row)


def disable_person(ctx: Context, email: str) -> None:
    """Close an account and end its sessions. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = unit.people.by_email(email)
        if row is None:
            raise NotFoundError(f"There is no account for {email}.")
        row.active = False
        row.session_key = secrets.token_hex(8)


def sign_in(ctx: Context, email: str, password: str, address: str) -> Person:
    """Check a password. Failed attempts count for the account and for the address they come from.

    Raises ``NotSignedInError`` (the same for an unknown address and a wrong password), ``TooManyAttemptsError``.
    """
    now = ctx.clock.now()
    subjects = [_digest(f"mail:{email.strip().lower()}"), _digest(f"from:{address}")]
    with ctx.store.read() as unit:
        tried = [unit.people.attempts(subject, now - ATTEMPT_WINDOW) for subject in subjects]
        row = unit.people.by_email(email)
    if tried[0] >= MAX_ATTEMPTS or tried[1] >= 5 * MAX_ATTEMPTS:
        raise TooManyAttemptsError("Too many attempts. Try again in 15 minutes, or ask an admin for a sign-in link.")
    known = row.password_hash if row is not None and row.active and row.password_hash else None
    if not _verify(known, password) or row is None:
        with ctx.store.write() as unit:
            unit.people.forget_attempts(now - ATTEMPT_WINDOW)
            for subject in subjects:
                unit.people.add(AttemptRow(subject=subject, at=now))
        raise NotSignedInError("The address or the password is wrong.")
    return _person(row)


def _verify(known: str | None, password: str) -> bool:
    nobody = _nobody()  # also for who is known: the first answer must not tell them apart either
    try:
        return _HASHER.verify(known or nobody, password) and known is not None
    except (Argon2Error, InvalidHashError):
        return False


def set_password(ctx: Context, person_id: int, password: str) -> Person:
    """Give an account a password and end its other sessions."""
    check_password(password)
    with ctx.store.write() as unit:
        row = unit.people.get(person_id)
        if row is None:
            raise NotFoundError("There is no such account.")
        row.password_hash = _HASHER.hash(password)
        row.session_key = secrets.token_hex(8)
        return _person(row)


def set_preferences(
    ctx: Context,
    person_id: int,
    *,
    name: str | None = None,
    ui_locale: str | None = None,
    theme: str | None = None,
    contrast: str | None = None,
) -> Person:
    """Change what a person sees; what is None stays, an empty string clears: then the system decides."""
    with ctx.store.write() as unit:
        row = unit.people.get(person_id)
        if row is None:
            raise NotFoundError("There is no such account.")
        if name is not None and name.strip():
            row.name = name.strip()[:200]
        if ui_locale is not None:
            row.ui_locale = ui_locale or None
        if theme is not None:
            row.theme = theme if theme in {"light", "dark"} else None
        if contrast is not None:
            row.preferences = {**row.preferences, "contrast": "more" if contrast == "more" else None}
        return _person(row)


def make_link(ctx: Context, email: str) -> str:
    """A secret that signs this person in once, within a day."""
    secret = secrets.token_urlsafe(32)
    with ctx.store.write() as unit:
        row = unit.people.by_email(email)
        if row is None or not row.active:
            raise NotFoundError(f"There is no active account for {email}.")
        unit.people.add(
            SignInLinkRow(
                token_hash=_digest(secret), person_id=row.id, expires_at=ctx.clock.now() + LINK_LIFE, used_at=None
            )
        )
    return secret


def use_link(ctx: Context, secret: str) -> Person:
    """Sign in with a link, once. Raises ``NotSignedInError`` for an unknown, used or old one."""
    now = ctx.clock.now()
    with ctx.store.write() as unit:
        link = unit.people.link(_digest(secret))
        if link is None or link.used_at is not None or link.expires_at < now:
            raise NotSignedInError("This sign-in link was used already or is too old. Ask for a new one.")
        link.used_at = now
        row = unit.people.get(link.person_id)
        if row is None or not row.active:
            raise NotSignedInError("This account is closed.")
        return _person(row)


def first_start_link(ctx: Context) -> str | None:
    """The secret of a sign-in link for the first admin, made while nobody can sign in otherwise."""
    with ctx.store.read() as unit:
        rows = unit.people.all()
    if not rows:
        add_person(ctx, email="admin@localhost", role=UserRole.ADMIN, password=None, name="Admin")
        return make_link(ctx, "admin@localhost")
    if any(row.password_hash for row in rows):
        return None
    admin = next((row for row in rows if row.role == UserRole.ADMIN.value and row.active), None)
    return make_link(ctx, admin.email) if admin else None


def add_token(ctx: Context, name: str, scopes: Sequence[str]) -> str:
    """Make an API token; the answer is the only time that it is shown: ``loc_<id>_<secret>``."""
    unknown = [scope for scope in scopes if scope not in SCOPES]
    if unknown:
        raise InvalidInputError(f"There is no scope {unknown[0]}; known are {', '.join(SCOPES)}.")
    if not scopes:
        raise InvalidInputError(f"Name at least one scope: {', '.join(SCOPES)}.")
    if not name.strip():
        raise InvalidInputError("A token needs a name.")
    alphabet = string.ascii_lowercase + string.digits
    token_id = "".join(secrets.choice(alphabet) for _ in range(8))
    secret = secrets.token_urlsafe(32)
    try:
        with ctx.store.write() as unit:
            unit.people.add(
                TokenRow(
                    id=token_id,
                    name=name.strip(),
                    secret_hash=_digest(secret),
                    scopes=list(dict.fromkeys(scopes)),
                    created_at=ctx.clock.now(),
                    last_used_at=None,
                    revoked_at=None,
                )
            )
    except DuplicateError as error:
        raise InvalidInputError(f"There already is a token named {name}.") from error
    return f"loc_{token_id}_{secret}"


def check_token(ctx: Context, written: str) -> Token:
    """The token that came with a request. Raises ``NotSignedInError``; its use is noted once a minute."""
    parts = written.split("_", 2)
    with ctx.store.read() as unit:
        row = unit.people.token_columns(parts[1]) if len(parts) == 3 and parts[0] == "loc" else None
    if row is None or not secrets.compare_digest(row.secret_hash, _digest(parts[2])) or row.revoked_at is not None:
        raise NotSignedInError("The token is unknown or was revoked. Make one with: localize token add NAME --scope …")
    now = ctx.clock.now()
    if row.last_used_at is None or now - row.last_used_at > timedelta(minutes=1):
        with ctx.store.write() as unit:
            fresh = unit.people.token(row.id)
            if fresh is not None:
                fresh.last_used_at = now
    return _token(row)


def _token(row: Any) -> Token:  # a TokenRow, or its columns
    return Token(
        row.id,
        row.name,
        tuple(row.scopes),
        row.created_at.isoformat(),
        row.last_used_at.isoformat() if row.last_used_at else None,
        row.revoked_at.isoformat() if row.revoked_at else None,
    )


def list_tokens(ctx: Context) -> list[Token]:
    """Every token, oldest first."""
    with ctx.store.read() as unit:
        return [_token(row) for row in unit.people.tokens()]


def revoke_token(ctx: Context, name: str) -> None:
    """End a token, by name or id. Raises ``NotFoundError``."""
    with ctx.store.write() as unit:
        row = unit.people.token_by_name(name) or unit.people.token(name)
        if row is None:
            raise NotFoundError(f"There is no token {name}.")
        row.revoked_at = row.revoked_at or ctx.clock.now()
