"""Articles: filing, listing, reading, withdrawing."""

from collections.abc import Sequence

from flask import Response, g, request
from pydantic import ValidationError

from localize.errors import InvalidInputError, UnsupportedFormatError
from localize.services import desk, idempotency, withdraw, workbench
from localize.services.context import Actor
from localize.services.idempotency import Answer, Claim, InFlight
from localize.services.intake import Filed, check_filing, file_articles
from localize.services.people import Token
from localize.store import Unit
from localize.workflow import UserRole
from web.api import models, present, requests
from web.api.answers import address, checked_reference, document, page, refusal
from web.api.blueprint import blueprint
from web.api.body import read_json_object
from web.api.filing import Sent, read_filing
from web.api.query import MAX_ID, Query
from web.api.versions import source_versions
from web.current import ctx

DEFAULT_LIMIT = 50
MAX_LIMIT = 200


def _token() -> Token:
    token: Token = g.token
    return token


def _actor() -> Actor:
    """A token acts as an editor in every language: its scopes were checked, and withdrawing is an editor's."""
    return Actor(None, _token().name, UserRole.EDITOR)


@blueprint.post("/v1/articles")
def post_article() -> Response:
    """File an article. The first answer to an Idempotency-Key is given again to its repetitions."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return _filed(_file())
    request_hash = idempotency.fingerprint(
        request.full_path.encode("utf-8", "replace"),
        request.mimetype.encode("utf-8", "replace"),
        request.get_data(),
    )
    held = idempotency.claim(ctx(), _token().id, key, request_hash)
    if isinstance(held, InFlight):
        detail = "The first request with this Idempotency-Key is not answered yet. Send it again in a moment."
        return refusal(409, "idempotency-in-flight", detail, retry_after=held.retry_after)
    if isinstance(held, Answer):
        response = _filed(held)
        response.headers["Idempotency-Replayed"] = "true"
        return response
    try:
        return _filed(_file(held))
    except BaseException:
        # What ends it early changed nothing, and lets the key go.
        idempotency.let_go(ctx(), held)
        raise


def _file(held: Claim | None = None) -> Answer:
    """File what was sent. Under a claim the answer is remembered in the transaction that files it.

    Of several articles those that cannot be filed are told in the answer; all others are filed, or none is.
    """
    sent = read_filing()
    checked = [_problem_of(one) for one in sent]
    fit = [one for one, problem in zip(sent, checked, strict=True) if problem is None]
    if not fit:
        raise _none_fit(checked)
    answer: list[Answer] = []

    def remember(unit: Unit, filed: Sequence[Filed]) -> None:
        answer.append(_answer(sent, checked, filed))
        if held is not None:
            idempotency.settle_in(unit, held, answer[-1])

    file_articles(ctx(), [(one.article, one.filing) for one in fit], _actor(), also=remember)
    return answer[-1]


def _problem_of(sent: Sent) -> InvalidInputError | None:
    """Why an article cannot be filed; None when it can."""
    if sent.wrong:
        first = sent.wrong[0]
        return InvalidInputError(f"{first['field']}: {first['message']}", errors=sent.wrong)
    try:
        check_filing(ctx(), sent.article, sent.filing)
    except InvalidInputError as error:
        return error
    return None


def _none_fit(problems: Sequence[InvalidInputError | None]) -> InvalidInputError:
    """The error of a request of which nothing can be filed: of its only article, or of all by their place."""
    found = [problem for problem in problems if problem is not None]
    if len(found) == 1:
        return found[0]
    errors = [{"field": f"articles[{at}]", "message": problem.message} for at, problem in enumerate(found)]
    return InvalidInputError(f"None of the {len(found)} articles can be filed: see errors.", errors=errors)


def _answer(sent: Sequence[Sent], problems: Sequence[InvalidInputError | None], filed: Sequence[Filed]) -> Answer:
    """What is answered: to one article its own document, to several a list of what became of each."""
    status = 201 if any(one.created for one in filed) else 200
    if len(sent) == 1:
        return Answer(status, present.filed_article(filed[0]).model_dump(mode="json"))
    return Answer(status, present.filed_articles(sent, problems, filed).model_dump(mode="json"))


def _filed(answer: Answer) -> Response:
    if "articles" in answer.document:
        return document(models.FiledArticles.model_validate(answer.document), answer.status)
    body = models.FiledArticle.model_validate(answer.document)
    headers = {"Location": address("get_article", reference=body.id)} if answer.status == 201 else {}
    return document(body, answer.status, headers)


@blueprint.get("/v1/articles")
def list_articles() -> Response:
    """A page of articles, newest first."""
    query = Query(request.args)
    limit = query.integer("limit", low=1, high=MAX_LIMIT) or DEFAULT_LIMIT
    before = query.integer("before", low=0, high=MAX_ID)
    query.check()
    # One more than asked for tells whether there is a next page.
    found = desk.list_articles(ctx(), before=before, limit=limit + 1)
    shown = found[:limit]
    next_url = address("list_articles", before=shown[-1].id, limit=limit) if len(found) > limit else None
    return page(models.ArticlePage(items=[present.article(one) for one in shown], next=next_url), next_url)


@blueprint.get("/v1/articles/<path:reference>")
def get_article(reference: str) -> Response:
    """One article with its newest source."""
    reference = checked_reference(reference)
    summary = desk.get_article(ctx(), reference)
    _, blocks, notes = workbench.source_blocks(ctx(), reference)
    return document(present.article_detail(summary, source_versions(ctx(), reference), blocks, notes))


@blueprint.post("/v1/articles/<path:reference>/withdraw")
def withdraw_article(reference: str) -> Response:
    """Take every live release of an article back."""
    if request.mimetype != "application/json":
        raise UnsupportedFormatError("Send the reason as application/json.", accepted=["application/json"])
    try:
        body = requests.WithdrawRequest.model_validate(read_json_object())
    except ValidationError as error:
        raise _refused(error) from error
    taken = withdraw.withdraw_article(ctx(), _actor(), checked_reference(reference), body.reason)
    return document(models.Withdrawn(withdrawn=taken))


def _refused(error: ValidationError) -> InvalidInputError:
    """What a model refused, member by member."""
    errors = [{"field": ".".join(map(str, one["loc"])), "message": f"{one['msg']}."} for one in error.errors()]
    names = ", ".join(one["field"] for one in errors)
    return InvalidInputError(f"The request cannot be carried out: see {names}.", errors=errors)
