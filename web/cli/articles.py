"""``localize article``: file, list, show."""

import sys
import time
from pathlib import Path

import click

from localize.edition import EditionState, Lane
from localize.errors import InvalidInputError
from localize.exchange.catalogue import known_notices
from localize.intake.sniff import read
from localize.services import desk, workbench
from localize.services.context import Context
from localize.services.intake import Filed, Filing, file_article
from web.cli.common import OPERATOR, json_option, open_context, show, table
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher

_PENDING = {EditionState.QUEUED, EditionState.TRANSLATING}


@click.group()
def article() -> None:
    """Articles."""


@article.command("add")
@click.argument("source")
@click.option("--format", "format_name", type=click.Choice(["text", "html", "json"]), help="Default: sniffed.")
@click.option("--external-id", help="The sender's id: filing it again makes a new version.")
@click.option("--to", "locales", multiple=True, help="Locale to translate into; may be repeated.")
@click.option("--lane", type=click.Choice([lane.value for lane in Lane]))
@click.option("--confidential", is_flag=True, help="Only engines that count as private see the text.")
@click.option("--wait", is_flag=True, help="Wait until workers have drafted every edition.")
@json_option
def article_add(
    source: str,
    format_name: str | None,
    external_id: str | None,
    locales: tuple[str, ...],
    lane: str | None,
    confidential: bool,
    wait: bool,
    as_json: bool,
) -> None:
    """File an article from SOURCE: a file, or - for standard input."""
    data = _bytes(source)
    ctx = open_context()
    dispatching = Context(ctx.settings, ctx.store, ctx.clock, CeleryDispatcher(make_celery(ctx.settings)), ctx.engines)
    parsed = read(data, format=format_name, content_type=None, known_notices=known_notices())
    filing = Filing(
        external_id=external_id,
        to=tuple(locales),
        lane=Lane(lane) if lane else None,
        confidential=confidential or None,
    )
    filed = file_article(dispatching, parsed, filing, OPERATOR)
    if wait:
        _wait(ctx, filed)
    states = {e.id: desk.get_edition(ctx, e.id).state.value for e in filed.editions}
    if as_json:
        editions = [{"id": e.id, "locale": e.locale, "state": states[e.id]} for e in filed.editions]
        show(
            {
                "id": filed.article_id,
                "external_id": filed.external_id,
                "version": filed.version,
                "created": filed.created,
                "changed": filed.changed,
                "editions": editions,
            }
        )
        return
    what = "filed" if filed.created else "a new version" if filed.changed else "known, nothing changed"
    click.echo(f"Article {filed.article_id}, version {filed.version}: {what}.")
    for note in parsed.notes:
        click.echo(f"  note: {note.message}")
    for edition in filed.editions:
        click.echo(f"  edition {edition.id} {edition.locale}: {states[edition.id]}")


def _bytes(source: str) -> bytes:
    if source == "-":
        return sys.stdin.buffer.read()
    if source.startswith(("http://", "https://")):
        raise InvalidInputError("Addresses are not read yet: save the page and name the file.")
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise InvalidInputError(f"{source} cannot be read: {error.strerror}.") from error


def _wait(ctx: Context, filed: Filed) -> None:
    """Look until no edition waits for a worker."""
    with click.progressbar(length=len(filed.editions), label="Drafting", file=sys.stderr) as bar:
        done = 0
        while True:
            pending = sum(desk.get_edition(ctx, e.id).state in _PENDING for e in filed.editions)
            bar.update(len(filed.editions) - pending - done)
            done = len(filed.editions) - pending
            if not pending:
                return
            time.sleep(0.1)


@article.command("list")
@click.option("--limit", default=50, show_default=True)
@json_option
def article_list(limit: int, as_json: bool) -> None:
    """List the newest articles."""
    found = desk.list_articles(open_context(), before=None, limit=limit)
    if as_json:
        show(
            [
                {
                    "id": a.id,
                    "external_id": a.external_id,
                    "headline": a.headline,
                    "version": a.version,
                    "filed_at": a.filed_at.isoformat(),
                    "editions": [{"id": e.id, "locale": e.locale, "state": e.state.value} for e in a.editions],
                }
                for a in found
            ]
        )
        return
    table(
        ["id", "external id", "version", "editions", "headline"],
        [
            [a.id, a.external_id, a.version, " ".join(f"{e.locale}:{e.state.value}" for e in a.editions), a.headline]
            for a in found
        ],
    )


@article.command("show")
@click.argument("reference")
@json_option
def article_show(reference: str, as_json: bool) -> None:
    """Show an article block by block. REFERENCE: our id, or external:ID."""
    ctx = open_context()
    found = desk.get_article(ctx, reference)
    number, blocks, notes = workbench.source_blocks(ctx, reference)
    if as_json:
        show(
            {
                "id": found.id,
                "external_id": found.external_id,
                "headline": found.headline,
                "version": number,
                "lane": found.lane,
                "confidential": found.confidential,
                "notes": notes,
                "blocks": [
                    {
                        "key": b.key,
                        "role": b.role.value,
                        "text": b.text.plain,
                        "handling": b.handling.value,
                        "data": dict(b.data),
                    }
                    for b in blocks
                ],
                "editions": [{"id": e.id, "locale": e.locale, "state": e.state.value} for e in found.editions],
            }
        )
        return
    click.echo(f"Article {found.id} ({found.external_id or 'no external id'}), version {number}")
    for block in blocks:
        click.echo(f"  {block.role.value:16} {block.text.plain}")
    for note in notes:
        click.echo(f"  note: {note}")
    for edition in found.editions:
        click.echo(f"  edition {edition.id} {edition.locale}: {edition.state.value}")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(article)
