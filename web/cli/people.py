"""``localize user`` and ``localize token``."""

import sys

import click

from localize.services import people
from localize.workflow import UserRole
from web.cli.common import json_option, open_context, settings, show, table

_ROLES = click.Choice([role.value for role in UserRole if role is not UserRole.SYSTEM])


@click.group()
def user() -> None:
    """Accounts."""


@user.command("add")
@click.argument("email")
@click.option("--role", type=_ROLES, required=True)
@click.option("--locale", "locales", multiple=True, help="Locale to work in; may be repeated. None: all.")
@click.option("--name", help="Name to show; default: made from the address.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def user_add(email: str, role: str, locales: tuple[str, ...], name: str | None, password_stdin: bool) -> None:
    """Make an account. Without a password, print a one-time sign-in link."""
    ctx = open_context()
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    person = people.add_person(ctx, email=email, role=UserRole(role), password=password, name=name, locales=locales)
    click.echo(f"Account {person.email}: {person.role.value}, {', '.join(person.locales) or 'all locales'}.")
    if password is None:
        click.echo(f"Sign-in link, good once within a day: {link_url(people.make_link(ctx, person.email))}")


@user.command("link")
@click.argument("email")
def user_link(email: str) -> None:
    """Print a one-time sign-in link for an account."""
    click.echo(link_url(people.make_link(open_context(), email)))


def link_url(secret: str) -> str:
    """Address of a sign-in link."""
    base = settings().public_url or "http://127.0.0.1:8000"
    return f"{base}/login/link/{secret}"


@user.command("list")
@json_option
def user_list(as_json: bool) -> None:
    """List accounts."""
    found = people.list_people(open_context())
    if as_json:
        show(
            [
                {
                    "id": p.id,
                    "email": p.email,
                    "name": p.name,
                    "role": p.role.value,
                    "locales": list(p.locales),
                    "active": p.active,
                }
                for p in found
            ]
        )
        return
    table(
        ["id", "email", "name", "role", "locales", "active"],
        [
            [p.id, p.email, p.name, p.role.value, ",".join(p.locales) or "all", "yes" if p.active else "no"]
            for p in found
        ],
    )


@user.command("disable")
@click.argument("email")
def user_disable(email: str) -> None:
    """Close an account and end its sessions."""
    people.disable_person(open_context(), email)
    click.echo(f"Account {email} is closed.")


@click.group()
def token() -> None:
    """API tokens."""


@token.command("add")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, required=True, help="May be repeated; commas work too.")
@json_option
def token_add(name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Make a token. It is printed once and kept only as a hash."""
    split = [scope.strip() for group in scopes for scope in group.split(",") if scope.strip()]
    written = people.add_token(open_context(), name, split)
    if as_json:
        show({"name": name, "scopes": split, "token": written})
    else:
        click.echo(written)


@token.command("list")
@json_option
def token_list(as_json: bool) -> None:
    """List tokens without their secrets."""
    found = people.list_tokens(open_context())
    rows = [[t.id, t.name, ",".join(t.scopes), t.created_at, t.last_used_at, t.revoked_at] for t in found]
    head = ["id", "name", "scopes", "created_at", "last_used_at", "revoked_at"]
    if as_json:
        show([dict(zip(head, row, strict=True)) for row in rows])
    else:
        table(head, rows)


@token.command("revoke")
@click.argument("name")
def token_revoke(name: str) -> None:
    """End a token, by name or id."""
    people.revoke_token(open_context(), name)
    click.echo(f"Token {name} is revoked.")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(user)
    cli.add_command(token)
