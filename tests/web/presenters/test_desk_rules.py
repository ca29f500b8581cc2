"""Whose turn an edition is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from localize.edition import EditionState, Progress
from localize.services.context import Actor
from localize.services.desk import ArticleSummary, EditionSummary
from localize.workflow import UserRole
from web.presenters.desk_rules import is_breaking, is_free, is_out, waits_for

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
VERA = Actor(1, "Vera", UserRole.TRANSLATOR, ("ru",))
MAX = Actor(2, "Max", UserRole.EDITOR)

EDITION = EditionSummary(
    id=1,
    article_id=1,
    external_id=None,
    headline="Harbour",
    locale="ru",
    state=EditionState.DRAFTED,
    version_number=1,
    newest_version=1,
    stale_since=None,
    cells=(),
    progress=Progress.count([]),
    assignee_id=None,
    assignee=None,
    blocked_code=None,
    blocked_sentence=None,
    next_try=None,
    ahead=None,
    engine=None,
    lane="normal",
    returned_by=None,
    returned_reason=None,
    release_number=None,
    released_at=None,
    live=False,
    filed_at=NOW,
    drafted_at=NOW,
    updated_at=NOW,
    change=1,
)
ARTICLE = ArticleSummary(
    id=1,
    external_id=None,
    headline="Harbour",
    lane="normal",
    confidential=False,
    version=1,
    word_count=2,
    deadline=None,
    embargo=None,
    filed_at=NOW,
    updated_at=NOW,
    withdrawn_at=None,
    filed_by="cms",
    editions=(EDITION,),
)


@pytest.mark.parametrize(
    ("state", "assignee", "translator", "editor"),
    [
        (EditionState.QUEUED, None, False, False),
        (EditionState.TRANSLATING, None, False, False),
        (EditionState.BLOCKED, None, False, False),
        (EditionState.DRAFTED, None, False, False),
        (EditionState.IN_REVIEW, 1, True, False),
        (EditionState.IN_REVIEW, 2, False, True),
        (EditionState.IN_REVIEW, None, False, False),
        (EditionState.SUBMITTED, 1, False, True),
        (EditionState.SUBMITTED, 2, False, False),  # an editor cannot approve what they wrote
        (EditionState.APPROVED, 1, False, True),
        (EditionState.PUBLISHED, 1, False, False),
        (EditionState.WITHDRAWN, 1, False, False),
    ],
)
def test_whose_turn_it_is(state: EditionState, assignee: int | None, translator: bool, editor: bool) -> None:
    edition = replace(EDITION, state=state, assignee_id=assignee)
    assert (waits_for(edition, VERA), waits_for(edition, MAX)) == (translator, editor)
    assert not waits_for(replace(edition, locale="de"), VERA)


@pytest.mark.parametrize("state", list(EditionState))
def test_what_is_free_can_be_taken(state: EditionState) -> None:
    free = state in {EditionState.DRAFTED, EditionState.BLOCKED, EditionState.IN_REVIEW}
    edition = replace(EDITION, state=state)
    assert is_free(edition, VERA) is free
    assert not is_free(replace(edition, assignee_id=2), VERA)
    assert not is_free(replace(edition, locale="de"), VERA)


def test_an_article_is_out_when_every_edition_is_and_none_is_stale() -> None:
    out = replace(EDITION, state=EditionState.PUBLISHED)
    gone = replace(EDITION, state=EditionState.WITHDRAWN)
    assert is_out(replace(ARTICLE, editions=(out, gone)))
    assert not is_out(replace(ARTICLE, editions=(out, EDITION)))
    assert not is_out(replace(ARTICLE, editions=(replace(out, stale_since=NOW),)))
    assert not is_out(replace(ARTICLE, editions=()))


def test_a_breaking_story_breaks_until_it_is_out() -> None:
    assert is_breaking(replace(ARTICLE, lane="breaking"))
    assert not is_breaking(ARTICLE)
    out = replace(EDITION, state=EditionState.PUBLISHED)
    assert not is_breaking(replace(ARTICLE, lane="breaking", editions=(out,)))
