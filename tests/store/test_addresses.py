"""Articles by address: what was filed before the column was there is found too."""

from dataclasses import replace

from localize.services.context import Context
from localize.services.intake import Filing, file_article
from localize.services.teasers import address_hash
from localize.store import schema
from tests.services.helpers import SENDER, article


def test_the_migration_fills_the_column_for_articles_that_are_there(ctx: Context) -> None:
    url = "https://www.Courier.example/ferry/?utm_source=x&b=2"
    for made, name in ((replace(article("A ferry."), url=url), "a"), (article("No address."), "b")):
        file_article(ctx, made, Filing(external_id=name), SENDER)
    schema.downgrade(ctx.store, "20261123_memory_index")
    schema.upgrade(ctx.store)
    with ctx.store.read() as unit:
        rows = {name: unit.articles.by_external_id(name) for name in ("a", "b")}
        assert rows["a"] is not None
        assert rows["a"].address_hash == address_hash(url)
        assert rows["b"] is not None
        assert rows["b"].address_hash is None
        assert [row.external_id for row in unit.articles.referred([], [address_hash(url) or ""])] == ["a"]
