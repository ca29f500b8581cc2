"""The source versions of an article, and what changed from one to another."""

from collections import Counter
from collections.abc import Iterable

from flask import Response, request

from localize.compare import Change as Compared
from localize.compare import Kind, differing
from localize.services import versions
from localize.services.context import Context
from localize.services.versions import Sentence, list_versions
from localize.word_steps import steps
from web.api import change_models as models
from web.api.answers import checked_reference, document
from web.api.blueprint import blueprint
from web.api.models import Change, Version
from web.api.query import Query
from web.current import ctx

MAX_VERSION = 1_000_000


def source_versions(ctx: Context, reference: str) -> list[Version]:
    """Every source version, oldest first. Raises ``NotFoundError``."""
    return [
        Version(
            number=found.number,
            received_at=found.received_at,
            content_hash=found.content_hash,
            word_count=found.word_count,
            change=Change.model_validate(found.change) if found.change else None,
        )
        for found in list_versions(ctx, reference)
    ]


@blueprint.get("/v1/articles/<path:reference>/versions/<int:number>/changes")
def get_changes(reference: str, number: int) -> Response:
    """What a source version changed, sentence by sentence."""
    query = Query(request.args)
    since = query.integer("since", low=1, high=MAX_VERSION)
    query.check()
    number = min(number, MAX_VERSION)
    found = versions.compare_versions(ctx(), checked_reference(reference), old=since, new=number)
    return document(version_changes(found))


def version_changes(found: versions.VersionChanges) -> models.VersionChanges:
    """The difference of two versions as the API tells it."""
    counts = Counter(change.kind for change in found.changes)
    return models.VersionChanges(
        article_id=found.article_id,
        external_id=found.external_id,
        since=found.old.number,
        version=found.new.number,
        received_at=found.new.received_at,
        change=Change.model_validate(found.new.change) if found.new.change else None,
        counts={kind: counts[kind] for kind in Kind},
        meta=[models.AttributeChange(name=a.name, old=a.old, new=a.new) for a in found.meta],
        changes=[_change(change, found) for change in differing(found.changes)],
    )


def _change(change: Compared, found: versions.VersionChanges) -> models.SourceChange:
    old = [found.old_sentences[index] for index in change.old]
    new = [found.new_sentences[index] for index in change.new]
    before, after = _text(old), _text(new)
    return models.SourceChange(
        kind=change.kind,
        moved=change.moved,
        old=[_sentence(one) for one in old],
        new=[_sentence(one) for one in new],
        words=[models.WordStep(op=s.op, text=s.text) for s in steps(before, after)] if before != after else [],
        attributes=[models.AttributeChange(name=a.name, old=a.old, new=a.new) for a in change.attributes],
    )


def _text(sentences: Iterable[Sentence]) -> str:
    return " ".join(sentence.piece.text.plain for sentence in sentences)


def _sentence(one: Sentence) -> models.SourceSentence:
    return models.SourceSentence(
        position=one.position, block=one.block.key, role=one.piece.role, text=one.piece.text.plain
    )
