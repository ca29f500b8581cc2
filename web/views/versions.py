"""What changed in an article's source from one version to another."""

from flask import Blueprint, render_template, request

from localize.services.desk import get_article
from localize.services.versions import compare_versions
from web.current import ctx
from web.presenters import when
from web.presenters.versions import present_changes

blueprint = Blueprint("versions", __name__, url_prefix="/articles")


@blueprint.get("/<int:article_id>/changes")
def changes(article_id: int) -> str:
    """Two versions side by side in one text: ``?from=`` and ``?to=``, by default the newest and the one before it."""
    article = get_article(ctx(), str(article_id))
    new = _number("to", article.version)
    old = _number("from", max(new - 1, 1))
    found = compare_versions(ctx(), str(article_id), old=old, new=new)
    local = when.local_in(ctx().settings.time_zone)
    view = present_changes(found, article, now=ctx().clock.now(), local=local)
    return render_template("articles/changes.html", article=article, found=found, view=view)


def _number(name: str, default: int) -> int:
    written = request.args.get(name, "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else default
