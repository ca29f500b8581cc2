"""``localize article changes``: what a version of the source changed."""

from collections.abc import Iterable

import click

from localize.compare import Kind, differing
from localize.services.versions import Sentence, VersionChanges, compare_versions
from localize.word_steps import steps
from web.api.versions import version_changes
from web.cli.articles import article
from web.cli.common import json_option, open_context, show

_MARKS = {
    Kind.CHANGED: "~",
    Kind.ADDED: "+",
    Kind.REMOVED: "-",
    Kind.MOVED: ">",
    Kind.TYPOGRAPHIC: "'",
    Kind.ROLE: "#",
    Kind.ATTRIBUTES: "@",
}


@click.command("changes")
@click.argument("reference")
@click.option("--from", "old", type=click.IntRange(min=1), help="Older version; default: the one before.")
@click.option("--to", "new", type=click.IntRange(min=1), help="Newer version; default: the newest.")
@json_option
def article_changes(reference: str, old: int | None, new: int | None, as_json: bool) -> None:
    """Show what changed between two versions of a source. REFERENCE: our id, or external:ID."""
    found = compare_versions(open_context(), reference, old=old, new=new)
    if as_json:
        show(version_changes(found).model_dump(mode="json"))
        return
    click.echo(f"Article {found.article_id}, version {found.old.number} to {found.new.number}")
    for value in found.meta:
        click.echo(f"  {value.name}: {value.old or 'none'} -> {value.new or 'none'}")
    listed = list(differing(found.changes))
    for change in listed:
        old_text = _text(found.old_sentences[index] for index in change.old)
        new_text = _text(found.new_sentences[index] for index in change.new)
        place = (change.new or change.old)[0]
        sentence = (found.new_sentences if change.new else found.old_sentences)[place]
        moved = ", moved" if change.moved and change.kind is not Kind.MOVED else ""
        click.echo(f"{_MARKS[change.kind]} {change.kind.value}{moved} ({_where(sentence)})")
        click.echo(f"    {_marked(old_text, new_text)}")
        for value in change.attributes:
            click.echo(f"    {value.name}: {value.old or 'none'} -> {value.new or 'none'}")
    click.echo(_total(found, len(listed)))


def _where(sentence: Sentence) -> str:
    position = f" {sentence.position}" if sentence.position is not None else ""
    return f"{sentence.piece.role.value}{position}"


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(one.piece.text.plain for one in sentences)


def _marked(old: str, new: str) -> str:
    """Both texts in one: [-taken out-]{+put in+}."""
    if old == new:
        return new
    written = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    return "".join(written[step.op].format(step.text) for step in steps(old, new))


def _total(found: VersionChanges, differing_count: int) -> str:
    same = len(found.changes) - differing_count
    return f"{differing_count} differ, {same} unchanged."


def register(cli: click.Group) -> None:
    """Add the command to those about articles."""
    del cli
    article.add_command(article_changes)
