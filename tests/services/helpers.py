"""Articles and people for tests of the services."""

from localize.article import Article, Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText
from localize.services import people
from localize.services.context import Actor, Context
from localize.services.intake import Filed, Filing, file_article
from localize.services.pretranslate import run_job
from localize.workflow import UserRole
from tests.conftest import FakeDispatcher

SENDER = Actor(None, "cms", UserRole.SYSTEM)


def article(*paragraphs: str, headline: str = "Council opens a new night bus line") -> Article:
    """An article of a headline and paragraphs; ``<1>…</1>`` in a paragraph is a link."""
    blocks = [Block("", Role.HEADLINE, CodedText.plain_text(headline), tag="h1")]
    for text in paragraphs:
        coded = CodedText.loads(text)
        codes = tuple(Code(n, CodeKind.LINK, "a", (("href", "https://example.org/a"),)) for n in coded.code_ids)
        blocks.append(Block("", Role.PARAGRAPH, coded, codes))
    return Article(blocks=renumber(blocks))


TWO = (
    "The line starts on 3 May. It runs every 20 minutes until dawn.",
    "Tickets cost 2.80 crowns, says the <1>city council</1>.",
)


def file(ctx: Context, *paragraphs: str, external_id: str | None = "a-1", **more: object) -> Filed:
    """File an article for Russian and German."""
    return file_article(
        ctx,
        article(*(paragraphs or TWO)),
        Filing(external_id=external_id, **more),
        SENDER,  # type: ignore[arg-type]
    )


def run_sent(ctx: Context) -> None:
    """Do every job that was announced, as a worker would."""
    dispatcher = ctx.dispatcher
    assert isinstance(dispatcher, FakeDispatcher)
    waiting, dispatcher.sent = dispatcher.sent, []
    for job_id, _ in waiting:
        run_job(ctx, job_id, "test")


def person(ctx: Context, role: UserRole, name: str, *locales: str) -> Actor:
    """An account without a password."""
    return people.add_person(
        ctx, email=f"{name.lower().replace(' ', '.')}@example.org", role=role, password=None, name=name, locales=locales
    ).actor
