"""``localize article``: file, list, show."""

import re
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from localize.article import Article
from localize.edition import EditionState, Lane
from localize.errors import InvalidInputError
from localize.intake.received import Received
from localize.intake.sniff import FORMATS, MAX_BYTES, format_of_name, read_all
from localize.intake.words import refusal
from localize.services import desk, workbench
from localize.services.catalogue import known_notices
from localize.services.context import Context
from localize.services.desk import EditionSummary
from localize.services.fetching import fetch_url
from localize.services.intake import Filed, Filing, check_filing, file_articles
from web.cli.common import OPERATOR, json_option, open_context, show, table
from workers.app import make_celery
from workers.dispatch import CeleryDispatcher

_PENDING = {EditionState.QUEUED, EditionState.TRANSLATING}


@click.group()
def article() -> None:
    """Articles."""


@article.command("add")
@click.argument("source")
@click.option("--format", "format_name", type=click.Choice(FORMATS), help="Default: told by name and contents.")
@click.option("--external-id", help="The sender's id: filing it again makes a new version.")
@click.option("--to", "locales", multiple=True, help="Locale to translate into; may be repeated.")
@click.option("--lane", type=click.Choice([lane.value for lane in Lane]))
@click.option("--confidential", is_flag=True, help="Only engines that count as private see the text.")
@click.option("--language", help="The language that it is written in, whatever it says itself.")
@click.option("--wait", is_flag=True, help="Wait until workers have drafted every edition.")
@json_option
def article_add(
    source: str,
    format_name: str | None,
    external_id: str | None,
    locales: tuple[str, ...],
    lane: str | None,
    confidential: bool,
    language: str | None,
    wait: bool,
    as_json: bool,
) -> None:
    """File what stands in SOURCE: a file, an address, or - for standard input.

    A source may hold several articles, such as a feed. With --json one article prints an object, several print a list.
    Articles that cannot be filed while others can are told on standard error, and the exit code is 1.
    """
    ctx = open_context()
    dispatching = Context(ctx.settings, ctx.store, ctx.clock, CeleryDispatcher(make_celery(ctx.settings)), ctx.engines)
    received = _read(ctx, source, format_name)
    if external_id and len(received) > 1:
        raise refusal("several-articles", count=len(received))
    said = Filing(
        external_id=external_id,
        to=tuple(locales),
        lane=Lane(lane) if lane else None,
        confidential=confidential or None,
        language=language,
    )
    fit, unfit = _checked(ctx, received, said)
    if not fit:
        raise unfit[0]
    filed = file_articles(dispatching, fit, OPERATOR)
    if wait:
        _wait(ctx, filed)
    if as_json:
        printed = [_printed(ctx, one) for one in filed]
        show(printed[0] if len(received) == 1 else printed)
    else:
        for one, (read, _) in zip(filed, fit, strict=True):
            _tell(ctx, one, read)
    for error in unfit:
        click.echo(f"Not filed: {error.message}", err=True)
    if unfit:
        sys.exit(1)


def _checked(
    ctx: Context, received: Sequence[Received], said: Filing
) -> tuple[list[tuple[Article, Filing]], list[InvalidInputError]]:
    """The articles that can be filed, and why the others cannot. Options go before what a document says itself."""
    fit: list[tuple[Article, Filing]] = []
    unfit: list[InvalidInputError] = []
    for one in received:
        orders = one.orders
        filing = Filing(
            external_id=said.external_id or orders.external_id,
            to=said.to or orders.to,
            lane=said.lane or orders.lane,
            confidential=said.confidential or orders.confidential,
            deadline=orders.deadline,
            embargo=orders.embargo,
            change=orders.change or None,
            language=said.language or one.language,
        )
        try:
            check_filing(ctx, one.article, filing)
        except InvalidInputError as error:
            unfit.append(error)
        else:
            fit.append((one.article, filing))
    return fit, unfit


def _printed(ctx: Context, filed: Filed) -> dict[str, Any]:
    return {
        "id": filed.article_id,
        "external_id": filed.external_id,
        "version": filed.version,
        "created": filed.created,
        "changed": filed.changed,
        "editions": [{"id": e.id, "locale": e.locale, "state": _state(ctx, e.id)} for e in filed.editions],
    }


def _tell(ctx: Context, filed: Filed, read: Article) -> None:
    what = "filed" if filed.created else "a new version" if filed.changed else "known, nothing changed"
    click.echo(f"Article {filed.article_id}, version {filed.version}: {what}.")
    for note in read.notes:
        click.echo(f"  note: {note.message}")
    for edition in filed.editions:
        click.echo(f"  edition {edition.id} {edition.locale}: {_state(ctx, edition.id)}")


def _state(ctx: Context, edition_id: int) -> str:
    return desk.get_edition(ctx, edition_id).state.value


def _read(ctx: Context, source: str, form: str | None) -> Sequence[Received]:
    """The articles of a source. Raises ``InvalidInputError``."""
    known = known_notices(ctx)
    if re.match(r"[a-z][a-z0-9+.-]*://", source, re.IGNORECASE):
        found = fetch_url(ctx, source)
        received = read_all(
            found.data, format=form, content_type=found.content_type, url=found.url, known_notices=known
        )
        return [
            replace(one, article=replace(one.article, notes=(*found.notes, *one.article.notes))) for one in received
        ]
    if source == "-":
        return read_all(sys.stdin.buffer.read(MAX_BYTES + 1), format=form, known_notices=known)
    try:
        with Path(source).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInputError(f"{source} cannot be read: {error.strerror}.") from error
    return read_all(data, format=form or format_of_name(source) or None, known_notices=known)


def _wait(ctx: Context, filed: Sequence[Filed]) -> None:
    """Look until no edition waits for a worker; show the segments that are done, and what is waited for."""
    ids = [edition.id for one in filed for edition in one.editions]
    found = [desk.get_edition(ctx, edition_id) for edition_id in ids]
    total = sum(edition.progress.total for edition in found)
    with click.progressbar(
        length=total, label="Drafting", file=sys.stderr, item_show_func=lambda said: said and str(said)
    ) as bar:
        done = 0
        while True:
            now = sum(edition.progress.total - edition.progress.initial for edition in found)
            bar.update(now - done, _waits(found))
            done = now
            if not any(edition.state in _PENDING for edition in found):
                return
            time.sleep(0.1)
            found = [desk.get_edition(ctx, edition_id) for edition_id in ids]


def _waits(editions: Sequence[EditionSummary]) -> str:
    """What the editions that are not drafted wait for: "ru: deepl; de: 3 jobs before it"."""
    said = {
        edition.locale: edition.engine or (f"{edition.ahead} jobs before it" if edition.ahead else "a worker")
        for edition in editions
        if edition.state in _PENDING
    }
    return "; ".join(f"{locale}: {what}" for locale, what in said.items())


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
                "notes": [note.message for note in notes],
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
        click.echo(f"  note: {note.message}")
    for edition in found.editions:
        click.echo(f"  edition {edition.id} {edition.locale}: {edition.state.value}")


def register(cli: click.Group) -> None:
    """Add the commands."""
    cli.add_command(article)
