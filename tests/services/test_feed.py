"""The change feed under concurrent publishing: no number skipped, none repeated, order of commits."""

from concurrent.futures import ThreadPoolExecutor

from localize.services import publish, review
from localize.services.confirm import confirm_risky
from localize.services.context import Context
from localize.workflow import UserRole
from tests.services.helpers import file, person, run_sent


def test_publishing_from_many_threads_gives_a_gapless_feed_that_a_reader_never_overtakes(ctx: Context) -> None:
    """A reader who follows the cursor while eight threads publish sees every release exactly once."""
    max_ = person(ctx, UserRole.EDITOR, "Max")
    editions = []
    for n in range(12):
        filed = file(ctx, f"Sentence number {n} stands here.", external_id=f"f-{n}", to=("ru",))
        run_sent(ctx)
        confirm_risky(ctx, max_, filed.editions[0].id)
        review.approve(ctx, max_, filed.editions[0].id, whole_way=True)
        editions.append(filed.editions[0].id)
    seen: list[int] = []
    with ThreadPoolExecutor(8) as pool:
        pending = [pool.submit(publish.publish, ctx, max_, edition_id) for edition_id in editions]
        while True:
            over = all(future.done() for future in pending)
            items = publish.feed(ctx, after=seen[-1] if seen else 0, locale=None, limit=3)
            seen += [item.seq for item in items]
            if over and not items:
                break
        for future in pending:
            future.result()
    assert seen == list(range(1, 13))
