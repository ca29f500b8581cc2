"""Accounts, sign-in, links and tokens."""

import pytest

from localize.errors import InvalidInputError, NotFoundError, NotSignedInError
from localize.services import people
from localize.services.context import Context
from localize.services.people import TooManyAttemptsError
from localize.workflow import UserRole
from tests.conftest import FakeClock

PASSWORD = "a long enough password"


def _add(ctx: Context, email: str = "vera@example.org", password: str | None = PASSWORD) -> people.Person:
    return people.add_person(ctx, email=email, role=UserRole.TRANSLATOR, password=password, locales=("ru",))


def test_a_password_signs_in_whatever_the_case_of_the_address(ctx: Context) -> None:
    made = _add(ctx)
    assert people.sign_in(ctx, " Vera@Example.ORG ", PASSWORD, "127.0.0.1").id == made.id


def test_an_unknown_address_and_a_wrong_password_get_the_same_answer(ctx: Context) -> None:
    _add(ctx)
    said = set()
    for email, password in (("vera@example.org", "wrong"), ("nobody@example.org", PASSWORD)):
        with pytest.raises(NotSignedInError) as caught:
            people.sign_in(ctx, email, password, "127.0.0.1")
        said.add(caught.value.message)
    assert len(said) == 1


def test_sign_in_is_refused_after_eight_failures_and_open_again_after_fifteen_minutes(
    sqlite_ctx: Context, clock: FakeClock
) -> None:
    _add(sqlite_ctx)
    for _ in range(people.MAX_ATTEMPTS):
        with pytest.raises(NotSignedInError):
            people.sign_in(sqlite_ctx, "vera@example.org", "wrong", "127.0.0.1")
    with pytest.raises(TooManyAttemptsError):
        people.sign_in(sqlite_ctx, "vera@example.org", PASSWORD, "127.0.0.1")
    clock.tick(minutes=16)
    assert people.sign_in(sqlite_ctx, "vera@example.org", PASSWORD, "127.0.0.1")


@pytest.mark.parametrize(
    ("email", "password"),
    [("vera", PASSWORD), ("@example.org", PASSWORD), ("ve ra@example.org", PASSWORD), ("vera@example.org", "short")],
)
def test_a_bad_address_or_a_short_password_makes_no_account(sqlite_ctx: Context, email: str, password: str) -> None:
    with pytest.raises(InvalidInputError):
        _add(sqlite_ctx, email, password)
    assert people.list_people(sqlite_ctx) == []


def test_one_address_has_one_account(ctx: Context) -> None:
    _add(ctx)
    with pytest.raises(InvalidInputError, match="already"):
        _add(ctx, "VERA@example.org")


def test_a_closed_account_cannot_sign_in_and_its_sessions_end(ctx: Context) -> None:
    made = _add(ctx)
    people.disable_person(ctx, "vera@example.org")
    with pytest.raises(NotSignedInError):
        people.sign_in(ctx, "vera@example.org", PASSWORD, "127.0.0.1")
    after = people.get_person(ctx, made.id)
    assert after is not None
    assert after.session_key != made.session_key


def test_a_sign_in_link_works_once_within_a_day(ctx: Context, clock: FakeClock) -> None:
    made = _add(ctx, password=None)
    secret = people.make_link(ctx, "vera@example.org")
    assert people.use_link(ctx, secret).id == made.id
    with pytest.raises(NotSignedInError):
        people.use_link(ctx, secret)
    late = people.make_link(ctx, "vera@example.org")
    clock.tick(hours=25)
    with pytest.raises(NotSignedInError):
        people.use_link(ctx, late)


def test_the_first_start_makes_an_admin_and_later_ones_do_not(ctx: Context) -> None:
    secret = people.first_start_link(ctx)
    assert secret
    assert people.use_link(ctx, secret).role is UserRole.ADMIN
    again = people.first_start_link(ctx)
    assert again is not None  # still nobody has a password: the way in must not be lost
    people.set_password(ctx, people.list_people(ctx)[0].id, PASSWORD)
    assert people.first_start_link(ctx) is None
    assert len(people.list_people(ctx)) == 1


def test_a_token_is_shown_once_kept_as_a_hash_and_ends_when_revoked(ctx: Context) -> None:
    written = people.add_token(ctx, "cms", ["articles:write"])
    assert people.check_token(ctx, written).scopes == ("articles:write",)
    with ctx.store.read() as unit:
        row = unit.people.tokens()[0]
        assert written.split("_", 2)[2] not in str(vars(row))
    for wrong in ("", "loc_", "loc_x_y", written[:-1], written + "x", "loc__", written.replace("loc", "lok")):
        with pytest.raises(NotSignedInError):
            people.check_token(ctx, wrong)
    people.revoke_token(ctx, "cms")
    with pytest.raises(NotSignedInError):
        people.check_token(ctx, written)


def test_a_token_needs_a_known_scope_and_a_new_name(ctx: Context) -> None:
    with pytest.raises(InvalidInputError, match="scope"):
        people.add_token(ctx, "cms", ["everything"])
    with pytest.raises(InvalidInputError):
        people.add_token(ctx, "cms", [])
    people.add_token(ctx, "cms", ["articles:read"])
    with pytest.raises(InvalidInputError, match="already"):
        people.add_token(ctx, "cms", ["articles:read"])
    with pytest.raises(NotFoundError):
        people.revoke_token(ctx, "other")
