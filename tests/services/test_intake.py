"""Filing: known and unknown ids, locales, at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from localize.edition import Lane
from localize.errors import InvalidInputError
from localize.services import desk
from localize.services.context import Context
from localize.services.intake import Filing, file_article, file_articles
from tests.conftest import FakeDispatcher
from tests.services.helpers import SENDER, article, file


def test_the_same_article_filed_from_many_threads_is_one_article(ctx: Context, dispatcher: FakeDispatcher) -> None:
    with ThreadPoolExecutor(6) as pool:
        filed = list(pool.map(lambda _: file(ctx), range(12)))
    assert len({f.article_id for f in filed}) == 1
    assert sum(f.created for f in filed) == 1
    assert {f.version for f in filed} == {1}
    assert len(desk.list_editions(ctx)) == 2
    assert len(dispatcher.sent) == 2


@pytest.mark.parametrize("locale", ["xx-nonsense", "", "en", "ru; DROP TABLE article"])
def test_a_locale_that_cannot_be_translated_into_is_refused_and_nothing_is_stored(
    sqlite_ctx: Context, locale: str
) -> None:
    with pytest.raises(InvalidInputError):
        file(sqlite_ctx, to=(locale,))
    assert desk.list_desk(sqlite_ctx) == []


def test_articles_without_an_external_id_are_always_new(sqlite_ctx: Context) -> None:
    assert file(sqlite_ctx, external_id=None).article_id != file(sqlite_ctx, external_id=None).article_id


def test_one_article_sent_four_times_together_gets_a_version_for_each_change(ctx: Context) -> None:
    filing = Filing("bus-1", to=("ru",))
    texts = ("It starts on 3 May.", "It starts on 4 May.", "It starts on 4 May.", "It starts on 5 May.")
    filed = file_articles(ctx, [(article(text), filing) for text in texts], SENDER)
    assert [(one.version, one.created, one.changed) for one in filed] == [
        (1, True, True),
        (2, False, True),
        (2, False, False),
        (3, False, True),
    ]
    assert len({one.article_id for one in filed}) == 1


def test_a_further_locale_gets_its_edition_without_a_new_version(sqlite_ctx: Context) -> None:
    file(sqlite_ctx, to=("ru",))
    again = file(sqlite_ctx, to=("fr",))
    assert (again.changed, [e.locale for e in again.editions]) == (False, ["ru", "fr"])


def test_the_lane_goes_with_the_job(sqlite_ctx: Context, dispatcher: FakeDispatcher) -> None:
    file_article(sqlite_ctx, article("One."), Filing(to=("ru",), lane=Lane.BREAKING), SENDER)
    assert [lane for _, lane in dispatcher.sent] == ["breaking"]


def test_a_moved_paragraph_keeps_its_translation(sqlite_ctx: Context) -> None:
    file(sqlite_ctx, "First paragraph here.", "Second paragraph here.", to=("ru",))
    filed = file(sqlite_ctx, "Second paragraph here.", "First paragraph here.", to=("ru",))
    assert (filed.changed, filed.version) == (True, 2)
