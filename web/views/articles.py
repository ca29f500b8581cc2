"""Articles: the form that files them, and the page that shows one as it was read."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext

from localize.edition import Lane
from localize.errors import LocalizeError
from localize.intake.received import Received
from localize.intake.sniff import FORMATS
from localize.services.catalogue import unknown_notices
from localize.services.desk import ArticleSummary, get_article
from localize.services.engine_report import drafting_of
from localize.services.intake import Filed, Filing, check_filing, file_articles
from localize.services.name_candidates import new_names
from localize.services.threads import questions
from localize.services.versions import list_versions
from localize.services.workbench import source_blocks
from web.current import actor, ctx
from web.presenters import when
from web.presenters.articles import present_article
from web.presenters.drafting import drafting_lines
from web.presenters.intake_words import format_name, refusal_sentence
from web.presenters.talk import thread_json
from web.views.article_form import Typed, as_filed, kept, read_articles, read_file, read_typed

blueprint = Blueprint("articles", __name__, url_prefix="/articles")

_TOLD = 3  # of the articles that were left out: as many reasons are shown


@blueprint.get("/new")
def new() -> str:
    """The form. ``?article=`` fills in how that article was filed, for a new version of it."""
    again = request.args.get("article", "")
    if again.isdigit() and len(again) < 19:
        article = get_article(ctx(), again)
        return _form(as_filed(article), again=article)
    return _form(Typed(to=ctx().settings.target_locales))


@blueprint.post("/new")
def new_post() -> Any:
    """File what was pasted, sent or named. What cannot be read comes back with the reason and everything typed."""
    typed, file = read_typed(), read_file()
    try:
        articles = read_articles(typed, file)
        fit, unfit = _checked(articles)
        if not fit:
            raise unfit[0][1]
        filed = file_articles(ctx(), [(one.article, filing) for one, filing in fit], actor())
    except LocalizeError as error:
        return _form(kept(typed, file), error=error), 422
    if len(articles) == 1:
        if not filed[0].created and not filed[0].changed:
            said = gettext("This text is version %(number)s already: nothing changed.", number=filed[0].version)
            flash(said, "note")
        return redirect(url_for("articles.show", article_id=filed[0].article_id), 303)
    _tell(filed, unfit)
    return redirect(url_for("desk.index"), 303)


@blueprint.get("/<int:article_id>")
def show(article_id: int) -> str:
    """An article as it was read, block by block, with its editions and what is known of every version."""
    article = get_article(ctx(), str(article_id))
    number, blocks, _ = source_blocks(ctx(), str(article_id))
    view = present_article(
        article,
        blocks,
        list_versions(ctx(), str(article_id)),
        actor(),
        now=ctx().clock.now(),
        local=when.local_in(ctx().settings.time_zone),
        target_locales=ctx().settings.target_locales,
    )
    here = url_for("articles.show", article_id=article_id)
    unknown = unknown_notices(ctx(), blocks)
    local, now = when.local_in(ctx().settings.time_zone), ctx().clock.now()
    return render_template(
        "articles/show.html",
        article=article,
        view=view,
        version=number,
        here=here,
        unknown=unknown,
        questions=[
            thread_json(one.thread, lambda moment: when.at(local(moment), local(now)))
            for one in questions(ctx(), actor(), article_id)
        ],
        new_names=len(new_names(ctx(), actor(), article_id)),
        drafting=[(e.locale, drafting_lines(drafting_of(ctx(), e.id))) for e in article.editions],
    )


_Article = tuple[Received, Filing]


def _checked(articles: Sequence[_Article]) -> tuple[list[_Article], list[tuple[Received, LocalizeError]]]:
    """The articles that can be filed, and why the others cannot."""
    fit: list[_Article] = []
    unfit: list[tuple[Received, LocalizeError]] = []
    for one, filing in articles:
        try:
            check_filing(ctx(), one.article, filing)
        except LocalizeError as error:
            unfit.append((one, error))
        else:
            fit.append((one, filing))
    return fit, unfit


def _tell(filed: Sequence[Filed], unfit: Sequence[tuple[Received, LocalizeError]]) -> None:
    """Say on the desk what became of several articles."""
    new_ones = sum(one.created for one in filed)
    changed = sum(one.changed and not one.created for one in filed)
    parts = [ngettext("%(num)s article filed.", "%(num)s articles filed.", new_ones)]
    if changed:
        parts.append(ngettext("%(num)s became a new version.", "%(num)s became new versions.", changed))
    if same := len(filed) - new_ones - changed:
        parts.append(ngettext("%(num)s was here already.", "%(num)s were here already.", same))
    flash(" ".join(parts), "note")
    if unfit:
        left = [ngettext("%(num)s article was left out.", "%(num)s articles were left out.", len(unfit))]
        left += [f"“{one.article.headline[:80]}”: {refusal_sentence(error)}" for one, error in unfit[:_TOLD]]
        flash(" ".join(left), "error")


def _form(typed: Typed, *, error: LocalizeError | None = None, again: ArticleSummary | None = None) -> str:
    settings = ctx().settings
    return render_template(
        "articles/new.html",
        typed=typed,
        error=refusal_sentence(error) if error else None,
        foreign=typed.language or (error is not None and error.details.get("reason") == "other-language"),
        again=again,
        targets=settings.target_locales,
        source=settings.source_locale,
        formats=[(name, format_name(name)) for name in FORMATS],
        lanes=[lane.value for lane in Lane],
        zone=str(settings.time_zone),
    )
