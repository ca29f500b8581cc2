"""Taking releases back: one edition, or all of an article at once. The change feed carries the tombstones."""

from localize.edition import EditionState
from localize.errors import NotFoundError, TransitionError
from localize.services.context import Actor, Context
from localize.services.publish import find_article
from localize.services.review import step
from localize.store import Unit
from localize.store.editions import EditionRow
from localize.store.releases import ReleaseRow
from localize.workflow import Action, advance


def withdraw_edition(ctx: Context, actor: Actor, edition_id: int, reason: str) -> EditionState:
    """Take one edition's live release back. An edition that was reopened meanwhile stays in work.

    Raises ``TransitionError`` when there is no live release, or no reason.
    """
    with ctx.store.write() as unit:
        edition = unit.editions.lock(edition_id)
        if edition is None:
            raise NotFoundError(f"There is no edition {edition_id}.")
        actor.must_work_in(edition.locale)
        advance(EditionState(edition.state), Action.WITHDRAW, actor.role, reason)
        newest = unit.releases.newest(edition.id)
        if newest is None or not newest.live:
            raise TransitionError("Nothing is live that could be withdrawn.", state=edition.state)
        _withdraw(ctx, unit, edition, newest, actor, reason)
        return EditionState(edition.state)


def withdraw_article(ctx: Context, actor: Actor, reference: str, reason: str) -> list[int]:
    """Take every live release of an article back, in one transaction. Ids of the editions that were live."""
    if not reason.strip():
        raise TransitionError("Say why: to withdraw an article needs a reason.")
    with ctx.store.write() as unit:
        article = find_article(unit, reference)
        article.withdrawn_at = ctx.clock.now()
        article.updated_at = article.withdrawn_at
        taken: list[int] = []
        for edition in unit.editions.of_article(article.id):
            locked = unit.editions.lock(edition.id)
            newest = unit.releases.newest(edition.id)
            if locked is not None and newest is not None and newest.live:
                _withdraw(ctx, unit, locked, newest, actor, reason)
                taken.append(edition.id)
        return taken


def _withdraw(ctx: Context, unit: Unit, edition: EditionRow, live: ReleaseRow, actor: Actor, reason: str) -> None:
    step(ctx, unit, edition, Action.WITHDRAW, actor, reason)
    unit.releases.add(
        ReleaseRow(
            article_id=edition.article_id,
            edition_id=edition.id,
            locale=edition.locale,
            number=live.number + 1,
            seq=unit.releases.next_seq(),
            kind="withdrawal",
            version_number=live.version_number,
            published_at=ctx.clock.now(),
            published_by=actor.name,
            reason=reason.strip(),
            content={},
            content_hash="",
        )
    )
