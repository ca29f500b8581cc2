"""Whose turn an edition is, and when an article is done: pure rules of the desk over summaries."""

from localize.edition import EditionState, Lane
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, EditionSummary
from localize.workflow import Action, UserRole, offered

_OUT = frozenset({EditionState.PUBLISHED, EditionState.WITHDRAWN})
_TAKEN_BY_HAND = frozenset({EditionState.DRAFTED, EditionState.BLOCKED, EditionState.IN_REVIEW})


def waits_for(edition: EditionSummary, viewer: Actor) -> bool:
    """Whether the next step is this person's: their own text in work, or an editor's approval and publication."""
    if not viewer.may_work_in(edition.locale):
        return False
    if edition.state is EditionState.IN_REVIEW:
        return viewer.id is not None and edition.assignee_id == viewer.id
    if viewer.role is UserRole.TRANSLATOR:
        return False
    if edition.state is EditionState.SUBMITTED:
        return edition.assignee_id != viewer.id
    return edition.state is EditionState.APPROVED


def is_free(edition: EditionSummary, viewer: Actor) -> bool:
    """Whether nobody works on an edition that this person could take."""
    return (
        edition.assignee_id is None
        and edition.state in _TAKEN_BY_HAND
        and viewer.may_work_in(edition.locale)
        and (Action.TAKE in offered(edition.state, viewer.role) or edition.state is EditionState.IN_REVIEW)
    )


def is_out(article: ArticleSummary) -> bool:
    """Whether nothing is left to do: every edition is published or withdrawn, and none is stale."""
    return bool(article.editions) and all(
        edition.state in _OUT and edition.stale_since is None for edition in article.editions
    )


def is_breaking(article: ArticleSummary) -> bool:
    """Whether the story is breaking and some edition is not out."""
    return article.lane == Lane.BREAKING.value and not is_out(article)
