"""Articles: the form that files one, and the page that shows one as it was read."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from localize.article import Article
from localize.edition import Lane
from localize.errors import InvalidInputError, LocalizeError, UnsupportedFormatError
from localize.exchange.catalogue import known_notices
from localize.intake.orders import Orders
from localize.intake.payload import read_payload
from localize.intake.sniff import read
from localize.services.desk import ArticleSummary, get_article
from localize.services.intake import Filed, Filing, file_article
from localize.services.workbench import source_blocks
from web.current import actor, ctx
from web.presenters import when
from web.presenters.articles import present_article

blueprint = Blueprint("articles", __name__, url_prefix="/articles")

_FORMATS = {".txt": "text", ".text": "text", ".html": "html", ".htm": "html", ".json": "json"}
MAX_EXTERNAL_ID = 200  # characters


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in: everything that must come back when something is wrong."""

    text: str = ""
    to: tuple[str, ...] = ()
    more: str = ""  # further languages as written
    lane: str = Lane.NORMAL.value
    external_id: str = ""
    confidential: bool = False
    deadline: str = ""
    embargo: str = ""


@blueprint.get("/new")
def new() -> str:
    """The form. ``?article=`` fills in how that article was filed, for a new version of it."""
    again = request.args.get("article", "")
    if again.isdigit() and len(again) < 19:
        article = get_article(ctx(), again)
        return _form(_as_filed(article), again=article)
    return _form(Typed(to=ctx().settings.target_locales))


@blueprint.post("/new")
def new_post() -> Any:
    """File what was pasted or sent. What cannot be read comes back with the reason and everything typed."""
    typed = _typed()
    file = request.files.get("file")
    sent = file.stream.read() if file is not None and file.filename else b""
    try:
        filed = _file(typed, file, sent)
    except LocalizeError as error:
        # A chosen file cannot be put back into its field; its text can be put where it can be mended.
        if sent and not typed.text:
            typed = _with_text(typed, sent)
        return _form(typed, error=error.message), 422
    if not filed.created and not filed.changed:
        flash(gettext("This text is version %(number)s already: nothing changed.", number=filed.version), "note")
    return redirect(url_for("articles.show", article_id=filed.article_id), 303)


@blueprint.get("/<int:article_id>")
def show(article_id: int) -> str:
    """An article as it was read, block by block, with its editions."""
    article = get_article(ctx(), str(article_id))
    number, blocks, notes = source_blocks(ctx(), str(article_id))
    now, local = ctx().clock.now(), when.local_in(ctx().settings.time_zone)
    view = present_article(article, blocks, actor(), now=now, local=local, target_locales=ctx().settings.target_locales)
    here = url_for("articles.show", article_id=article_id)
    return render_template("articles/show.html", article=article, view=view, version=number, notes=notes, here=here)


def _form(typed: Typed, *, error: str | None = None, again: ArticleSummary | None = None) -> str:
    targets = ctx().settings.target_locales
    return render_template(
        "articles/new.html",
        typed=typed,
        error=error,
        again=again,
        targets=targets,
        lanes=[lane.value for lane in Lane],
        zone=str(ctx().settings.time_zone),
    )


def _typed() -> Typed:
    form = request.form
    return Typed(
        text=form.get("text", ""),
        to=tuple(form.getlist("to")),
        more=form.get("more", ""),
        lane=form.get("lane", Lane.NORMAL.value),
        external_id=form.get("external_id", ""),
        confidential=form.get("confidential") == "yes",
        deadline=form.get("deadline", ""),
        embargo=form.get("embargo", ""),
    )


def _as_filed(article: ArticleSummary) -> Typed:
    targets = ctx().settings.target_locales
    locales = [edition.locale for edition in article.editions]
    return Typed(
        to=tuple(locale for locale in locales if locale in targets),
        more=", ".join(locale for locale in locales if locale not in targets),
        lane=article.lane,
        external_id=article.external_id or "",
        confidential=article.confidential,
        deadline=_field_time(article.deadline),
        embargo=_field_time(article.embargo),
    )


def _field_time(moment: datetime | None) -> str:
    """A moment as a ``datetime-local`` field has it, in the newsroom's zone."""
    return moment.astimezone(ctx().settings.time_zone).strftime("%Y-%m-%dT%H:%M") if moment else ""


def _moment(written: str, name: str) -> datetime | None:
    """What a ``datetime-local`` field says, in the newsroom's zone. Raises ``InvalidInputError``."""
    if not written.strip():
        return None
    try:
        return datetime.fromisoformat(written.strip()).replace(tzinfo=ctx().settings.time_zone)
    except ValueError as error:
        raise InvalidInputError(
            gettext("%(field)s: “%(written)s” is not a date and a time.", field=name, written=written[:40])
        ) from error


def _file(typed: Typed, file: FileStorage | None, sent: bytes) -> Filed:
    """Read and file. Raises ``InvalidInputError`` with a sentence for the person."""
    filing = _filing(typed)
    if file is not None and file.filename:
        if typed.text.strip():
            raise InvalidInputError(gettext("There is a text and a file: take one of them out."))
        article, filing = _read_file(file.filename, sent, filing)
    elif typed.text.strip():
        article = read(typed.text.encode(), format=None, content_type=None, known_notices=known_notices())
    else:
        raise InvalidInputError(gettext("Paste the article’s text, or choose a file."))
    return file_article(ctx(), article, filing, actor())


def _filing(typed: Typed) -> Filing:
    more = typed.more.replace(",", " ").split()
    to = tuple(dict.fromkeys([*typed.to, *more]))
    if not to:
        raise InvalidInputError(gettext("Choose at least one language to translate into."))
    external_id = typed.external_id.strip()
    if len(external_id) > MAX_EXTERNAL_ID or not external_id.isprintable():
        raise InvalidInputError(gettext("An external id has at most 200 characters, all of them visible."))
    if typed.lane not in set(Lane):
        raise InvalidInputError(gettext("Choose a lane: breaking, normal or background."))
    return Filing(
        external_id=external_id or None,
        to=to,
        lane=Lane(typed.lane),
        confidential=typed.confidential,
        deadline=_moment(typed.deadline, gettext("Due")),
        embargo=_moment(typed.embargo, gettext("Embargo")),
    )


def _read_file(name: str, data: bytes, filing: Filing) -> tuple[Article, Filing]:
    """A sent file by the end of its name. A publishing system's JSON keeps the external id that it names itself."""
    ending = PurePath(name).suffix.lower()
    form = _FORMATS.get(ending)
    if form is None:
        raise UnsupportedFormatError(
            gettext("“%(name)s” cannot be read: send a .txt, .html or .json file.", name=name[-80:])
        )
    if not data.strip():
        raise InvalidInputError(gettext("“%(name)s” is empty.", name=name[-80:]))
    if form != "json":
        return read(data, format=form, content_type=None, known_notices=known_notices()), filing
    try:
        payload = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidInputError(gettext("“%(name)s” is not JSON: %(error)s", name=name[-80:], error=error)) from error
    if not isinstance(payload, dict):
        raise InvalidInputError(gettext("“%(name)s” holds no article: a JSON object is needed.", name=name[-80:]))
    article, said = read_payload(payload, known_notices=known_notices())
    return article, _merged(filing, said)


def _merged(filing: Filing, said: Orders) -> Filing:
    """The form goes first; what it leaves empty the file may say."""
    return Filing(
        external_id=filing.external_id or said.external_id,
        to=filing.to,
        lane=filing.lane,
        confidential=bool(filing.confidential or said.confidential),
        deadline=filing.deadline or said.deadline,
        embargo=filing.embargo or said.embargo,
        change=said.change or None,
    )


def _with_text(typed: Typed, data: bytes) -> Typed:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return typed
    fields = {name: getattr(typed, name) for name in Typed.__slots__}
    return Typed(**{**fields, "text": text.replace("\x00", "")})
