"""Whose turn an edition is, and when an article is done: pure rules of the desk over summaries."""

from dataclasses import dataclass

from localize.edition import EditionState, Lane
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, EditionSummary
from localize.workflow import Action, UserRole, offered


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the desk is asked for. An article fits when one edition of it fits in all of this."""

    locale: str = ""
    lane: str = ""
    state: str = ""
    person: int | None = None
    words: str = ""

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.locale or self.lane or self.state or self.person is not None or self.words)

    @property
    def arguments(self) -> dict[str, str]:
        """As they stand in an address."""
        said = {"locale": self.locale, "lane": self.lane, "state": self.state, "q": self.words}
        if self.person is not None:
            said["person"] = str(self.person)
        return {name: value for name, value in said.items() if value}

    def fit(self, article: ArticleSummary) -> bool:
        """Whether an article is among what is asked for; the words are the search's matter."""
        return (not self.lane or article.lane == self.lane) and any(map(self.fits, article.editions))

    def fits(self, edition: EditionSummary) -> bool:
        """Whether an edition is."""
        return (
            (not self.locale or edition.locale == self.locale)
            and (not self.state or edition.state.value == self.state)
            and (self.person is None or edition.assignee_id == self.person)
        )


NO_FILTERS = Filters()

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


def is_held(edition: EditionSummary, viewer: Actor) -> bool:
    """Whether this person works on it, or handed it in and it is not out yet."""
    return viewer.id is not None and edition.assignee_id == viewer.id and edition.state not in _OUT


def is_out(article: ArticleSummary) -> bool:
    """Whether nothing is left to do: every edition is published or withdrawn, and none is stale."""
    return bool(article.editions) and all(
        edition.state in _OUT and edition.stale_since is None for edition in article.editions
    )


def is_breaking(article: ArticleSummary) -> bool:
    """Whether the story is breaking and some edition is not out."""
    return article.lane == Lane.BREAKING.value and not is_out(article)
