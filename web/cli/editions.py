"""``localize edition``: list, show, check, and the steps of the workflow, with the same gate as everywhere."""

import json
from pathlib import Path
from typing import Any

import click

from localize.edition import EditionState
from localize.errors import TransitionError
from localize.markup import CodedText
from localize.qa.messages import MESSAGES
from localize.services import catalogue, desk, drafting, postedit, publish, review, withdraw, workbench
from localize.services.confirm import confirm_risky
from localize.services.desk import EditionSummary
from web.cli.common import OPERATOR, actor_by_email, json_option, open_context, show, table
from web.presenters.forms import FORMS
from web.presenters.release import release_input

_AS = click.option("--as", "email", required=True, help="Address of the account that acts.")


@click.group()
def edition() -> None:
    """Editions."""


def _summary(found: EditionSummary) -> dict[str, Any]:
    return {
        "id": found.id,
        "article_id": found.article_id,
        "external_id": found.external_id,
        "headline": found.headline,
        "locale": found.locale,
        "state": found.state.value,
        "version": found.version_number,
        "progress": {
            "total": found.progress.total,
            "initial": found.progress.initial,
            "translated": found.progress.translated,
            "confirmed": found.progress.confirmed,
        },
        "findings": {"errors": found.progress.errors, "warnings": found.progress.warnings},
        "assignee": found.assignee,
        "blocked": found.blocked_sentence,
        "engine": found.engine,
        "ahead": found.ahead,
        "release": found.release_number,
    }


@edition.command("list")
@click.option("--locale")
@click.option("--state", type=click.Choice([state.value for state in EditionState]))
@json_option
def edition_list(locale: str | None, state: str | None, as_json: bool) -> None:
    """List editions."""
    found = desk.list_editions(open_context(), locale=locale, state=state, limit=10_000)
    if as_json:
        show([_summary(e) for e in found])
        return
    table(
        ["id", "article", "locale", "state", "confirmed", "errors", "headline"],
        [
            [
                e.id,
                e.article_id,
                e.locale,
                e.state.value,
                f"{e.progress.confirmed}/{e.progress.total}",
                e.progress.errors,
                e.headline,
            ]
            for e in found
        ],
    )


@edition.command("show")
@click.argument("edition_id", type=int)
@json_option
def edition_show(edition_id: int, as_json: bool) -> None:
    """Show an edition segment by segment."""
    bench = workbench.open_edition(open_context(), OPERATOR, edition_id)
    segments = [
        {
            "id": s.id,
            "position": s.position,
            "role": b.block.role.value,
            "source": s.source,
            "target": s.target,
            "state": s.state.value,
            "origin": str(s.origin),
            "score": s.origin.score,
            "revision": s.revision,
            "author": s.author,
            "findings": [f.finding.to_json() for f in s.findings],
        }
        for b in bench.blocks
        for s in b.segments
    ]
    if as_json:
        show(
            {
                **_summary(bench.summary),
                "segments": segments,
                "events": [
                    {
                        "action": e.action.value,
                        "from": e.from_state.value,
                        "to": e.to_state.value,
                        "actor": e.actor,
                        "reason": e.reason,
                        "at": e.at.isoformat(),
                    }
                    for e in bench.events
                ],
            }
        )
        return
    click.echo(f"Edition {edition_id} {bench.summary.locale}: {bench.summary.state.value}")
    if bench.summary.blocked_sentence:
        click.echo(f"  {bench.summary.blocked_sentence}")
    for s in segments:
        origin = f"{s['origin']} {s['score'] or ''}".strip()
        click.echo(f"  {s['position']:>3} {s['state']:10} {origin:14} {CodedText.loads(str(s['target'])).plain}")


@edition.command("check")
@click.argument("edition_id", type=int)
@json_option
def edition_check(edition_id: int, as_json: bool) -> None:
    """Print the open findings. Exit 1 when one is an error or a segment has no text."""
    bench = workbench.open_edition(open_context(), OPERATOR, edition_id)
    rows = [
        {"position": s.position, **f.finding.to_json()}
        for b in bench.blocks
        for s in b.segments
        for f in s.findings
        if not f.dismissed
    ]
    if as_json:
        show({"id": edition_id, "progress": _summary(bench.summary)["progress"], "findings": rows})
    else:
        for row in rows:
            params: dict[str, str] = dict(row["params"])
            click.echo(
                f"{row['severity']:8} segment {row['position']}: {MESSAGES[str(row['code'])].format_map(params)}"
            )
        click.echo(
            f"{bench.summary.progress.errors} errors, {bench.summary.progress.warnings} warnings, "
            f"{bench.summary.progress.initial} segments without a text."
        )
    if bench.summary.progress.errors or bench.summary.progress.initial:
        raise SystemExit(1)


@edition.command("submit")
@click.argument("edition_id", type=int)
@_AS
def edition_submit(edition_id: int, email: str) -> None:
    """Hand an edition to an editor."""
    ctx = open_context()
    actor = actor_by_email(ctx, email)
    if desk.get_edition(ctx, edition_id).state in {EditionState.DRAFTED, EditionState.BLOCKED}:
        postedit.take(ctx, actor, edition_id)
    click.echo(f"Edition {edition_id}: {postedit.submit(ctx, actor, edition_id).value}.")


@edition.command("approve")
@click.argument("edition_id", type=int)
@_AS
@click.option(
    "--confirm",
    is_flag=True,
    help="I have read the headline, quotations, numbers and names: they are right as they stand.",
)
def edition_approve(edition_id: int, email: str, confirm: bool) -> None:
    """Approve an edition, if its gate is open. One that nobody submitted is taken and submitted by the way."""
    ctx = open_context()
    actor = actor_by_email(ctx, email)
    if confirm:
        confirm_risky(ctx, actor, edition_id)
    state = review.approve(ctx, actor, edition_id, whole_way=True)
    click.echo(f"Edition {edition_id}: {state.value}.")


@edition.command("return")
@click.argument("edition_id", type=int)
@_AS
@click.option("--reason", required=True)
def edition_return(edition_id: int, email: str, reason: str) -> None:
    """Return a submitted edition to its translator."""
    ctx = open_context()
    state = review.send_back(ctx, actor_by_email(ctx, email), edition_id, reason)
    click.echo(f"Edition {edition_id}: {state.value}.")


@edition.command("publish")
@click.argument("edition_id", type=int)
@_AS
def edition_publish(edition_id: int, email: str) -> None:
    """Publish an approved edition."""
    ctx = open_context()
    snapshot = publish.publish(ctx, actor_by_email(ctx, email), edition_id)
    click.echo(f"Edition {edition_id}: published, release {snapshot.number}, sequence {snapshot.seq}.")


@edition.command("withdraw")
@click.argument("edition_id", type=int)
@_AS
@click.option("--reason", required=True)
def edition_withdraw(edition_id: int, email: str, reason: str) -> None:
    """Take a published edition back."""
    ctx = open_context()
    state = withdraw.withdraw_edition(ctx, actor_by_email(ctx, email), edition_id, reason)
    click.echo(f"Edition {edition_id}: {state.value}.")


@edition.command("retry")
@click.argument("edition_id", type=int)
def edition_retry(edition_id: int) -> None:
    """Ask the engines again for a blocked edition."""
    click.echo(f"Edition {edition_id}: {drafting.retry(open_context(), OPERATOR, edition_id).value}.")


@edition.command("cancel")
@click.argument("edition_id", type=int)
def edition_cancel(edition_id: int) -> None:
    """Stop drafting an edition. What stands already stays; ``retry`` starts again."""
    click.echo(f"Edition {edition_id}: {drafting.cancel(open_context(), OPERATOR, edition_id).value}.")


@edition.command("export")
@click.argument("edition_id", type=int)
@click.option("--format", "format_name", type=click.Choice(list(FORMS)), required=True)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File; default: standard output.")
def edition_export(edition_id: int, format_name: str, output: Path | None) -> None:
    """Write an edition as it stands."""
    ctx = open_context()
    release = release_input(ctx, publish.preview(ctx, OPERATOR, edition_id))
    text = FORMS[format_name].write(release, catalogue.load(ctx, release.locale))
    if FORMS[format_name].media_type.endswith("json"):
        text = json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise TransitionError(f"{output} cannot be written: {error.strerror}.") from error


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(edition)
