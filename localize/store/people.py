"""People, one-time sign-in links, API tokens, remembered answers to idempotent requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from localize.store.base import Base, Digest, JsonDict, JsonList, Key, Line, LongText, Moment, Word


class PersonRow(Base):
    """Somebody who signs in. ``session_key`` is part of every session: changing it signs them out everywhere."""

    __tablename__ = "person"

    id: Mapped[Key]
    email: Mapped[Line] = mapped_column(unique=True)
    name: Mapped[Line]
    role: Mapped[Word]
    locales: Mapped[JsonList]  # locales they translate into; empty: all
    ui_locale: Mapped[Word | None]
    theme: Mapped[Word | None]
    preferences: Mapped[JsonDict] = mapped_column(default=dict)
    password_hash: Mapped[Line | None]
    session_key: Mapped[Line]
    active: Mapped[bool]
    created_at: Mapped[Moment]
    last_seen_at: Mapped[Moment | None]


class SignInLinkRow(Base):
    """A link that signs somebody in once. Only its hash is kept."""

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    token_hash: Mapped[Digest] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]


class TokenRow(Base):
    """An API token: public id, SHA-256 of its secret, scopes."""

    __tablename__ = "api_token"

    id: Mapped[Word] = mapped_column(primary_key=True)
    name: Mapped[Line] = mapped_column(unique=True)
    secret_hash: Mapped[Digest]
    scopes: Mapped[JsonList]
    created_at: Mapped[Moment]
    last_used_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]


class IdempotencyRow(Base):
    """The answer that an Idempotency-Key got, for a day."""

    __tablename__ = "idempotency"
    __table_args__ = (UniqueConstraint("token_id", "key"),)

    id: Mapped[Key]
    token_id: Mapped[Word] = mapped_column(ForeignKey("api_token.id"))
    key: Mapped[Line]
    request_hash: Mapped[Digest]
    status: Mapped[int]
    body: Mapped[LongText]
    created_at: Mapped[Moment]


class AttemptRow(Base):
    """A failed sign-in, kept as long as it counts."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[Key]
    subject: Mapped[Line] = mapped_column(index=True)  # e-mail or address, hashed
    at: Mapped[Moment]


_TOKEN: Final = select(*TokenRow.__table__.c).where(TokenRow.id == bindparam("token"))


@dataclass(frozen=True, slots=True)
class People:
    """Queries over people and tokens."""

    session: Session

    def add(self, row: Base) -> None:
        """Store a new row."""
        self.session.add(row)
        self.session.flush()

    def get(self, person_id: int) -> PersonRow | None:
        """By id."""
        return self.session.get(PersonRow, person_id)

    def by_email(self, email: str) -> PersonRow | None:
        """By address, whatever its case."""
        return self.session.scalar(select(PersonRow).where(func.lower(PersonRow.email) == email.strip().lower()))

    def all(self) -> Sequence[PersonRow]:
        """Everybody, by address."""
        return self.session.scalars(select(PersonRow).order_by(PersonRow.email)).all()

    def count(self) -> int:
        """How many there are."""
        return self.session.scalar(select(func.count()).select_from(PersonRow)) or 0

    def link(self, token_hash: str) -> SignInLinkRow | None:
        """A sign-in link by its hash, locked."""
        return self.session.scalar(
            select(SignInLinkRow).where(SignInLinkRow.token_hash == token_hash).with_for_update()
        )

    def token(self, token_id: str) -> TokenRow | None:
        """An API token by its public id."""
        return self.session.get(TokenRow, token_id)

    def token_columns(self, token_id: str) -> Any | None:
        """An API token by its public id, as plain columns: every request over the API asks for one."""
        return self.session.connection().execute(_TOKEN, {"token": token_id}).first()

    def token_by_name(self, name: str) -> TokenRow | None:
        """An API token by name."""
        return self.session.scalar(select(TokenRow).where(TokenRow.name == name))

    def tokens(self) -> Sequence[TokenRow]:
        """All tokens, oldest first."""
        return self.session.scalars(select(TokenRow).order_by(TokenRow.created_at)).all()

    def remembered(self, token_id: str, key: str) -> IdempotencyRow | None:
        """The answer that this key got."""
        query = select(IdempotencyRow).where(IdempotencyRow.token_id == token_id, IdempotencyRow.key == key)
        return self.session.scalar(query)

    def forget_answers(self, before: datetime) -> None:
        """Drop remembered answers older than a time."""
        self.session.execute(delete(IdempotencyRow).where(IdempotencyRow.created_at < before))

    def attempts(self, subject: str, since: datetime) -> int:
        """Failed sign-ins of a subject since a time."""
        query = (
            select(func.count()).select_from(AttemptRow).where(AttemptRow.subject == subject, AttemptRow.at >= since)
        )
        return self.session.scalar(query) or 0

    def forget_attempts(self, before: datetime) -> None:
        """Drop failed sign-ins older than a time."""
        self.session.execute(delete(AttemptRow).where(AttemptRow.at < before))
