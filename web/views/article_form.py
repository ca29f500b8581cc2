"""The form that files articles: what was typed, chosen or named in it, read into articles and how to handle them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from localize.edition import Lane
from localize.errors import InvalidInputError, UnsupportedFormatError
from localize.intake.received import Received
from localize.intake.sniff import FORMATS, format_of_name, read_all
from localize.services.catalogue import known_notices
from localize.services.desk import ArticleSummary
from localize.services.fetching import fetch_url
from localize.services.intake import Filing
from web.current import ctx

MAX_EXTERNAL_ID = 200  # characters
WAYS = ("text", "file", "url")


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it was filled in: everything that must come back when something is wrong."""

    way: str = ""  # which of text, file and url counts; empty: the one that is filled in
    text: str = ""
    url: str = ""
    form: str = ""  # a format, empty: told by name and contents
    to: tuple[str, ...] = ()
    more: str = ""  # further languages as written
    lane: str = Lane.NORMAL.value
    external_id: str = ""
    confidential: bool = False
    deadline: str = ""
    embargo: str = ""
    language: bool = False  # it is in the desk's source language, whatever it says itself


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that came with the form; without a name there was none."""

    name: str = ""
    data: bytes = b""

    @property
    def shown(self) -> str:
        """Its name, as a sentence has room for it."""
        return self.name[-80:]


def read_typed() -> Typed:
    """The form of this request."""
    form = request.form
    way = form.get("way", "")
    return Typed(
        way=way if way in WAYS else "",
        text=form.get("text", ""),
        url=form.get("url", ""),
        form=form.get("format", ""),
        to=tuple(form.getlist("to")),
        more=form.get("more", ""),
        lane=form.get("lane", Lane.NORMAL.value),
        external_id=form.get("external_id", ""),
        confidential=form.get("confidential") == "yes",
        deadline=form.get("deadline", ""),
        embargo=form.get("embargo", ""),
        language=form.get("language") == "yes",
    )


def read_file() -> SentFile:
    """The file of this request."""
    file: FileStorage | None = request.files.get("file")
    return SentFile(file.filename, file.stream.read()) if file is not None and file.filename else SentFile()


def as_filed(article: ArticleSummary) -> Typed:
    """The form for a new version of an article, filled in as it was filed."""
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


def kept(typed: Typed, file: SentFile) -> Typed:
    """What the form shows again. A chosen file cannot be put back into its field; its text can, where it can be mended."""
    if not file.data or typed.text:
        return typed
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return typed
    if "\x00" in text:
        return typed
    return replace(typed, way="text", text=text, form=typed.form or format_of_name(file.name) or "")


def read_articles(typed: Typed, file: SentFile) -> list[tuple[Received, Filing]]:
    """The articles that the form brings, each with how it is to be handled.

    Raises ``InvalidInputError`` with a sentence for the person.
    """
    filing = _filing(typed)
    if typed.form and typed.form not in FORMATS:
        raise InvalidInputError(gettext("Choose a format of the list."))
    received = _received(typed, file)
    if filing.external_id and len(received) > 1:
        raise InvalidInputError(
            gettext("An external id names one article; there are %(count)s in this. Leave it out.", count=len(received))
        )
    return [(one, _merged(filing, one)) for one in received]


def _received(typed: Typed, file: SentFile) -> Sequence[Received]:
    filled = {"text": typed.text.strip(), "file": file.name, "url": typed.url.strip()}
    ways = [typed.way] if typed.way else [way for way in WAYS if filled[way]]
    if len(ways) > 1:
        raise InvalidInputError(gettext("There is a text and a file: take one of them out."))
    form, known = typed.form or None, known_notices(ctx())
    match ways:
        case ["text"] if filled["text"]:
            return read_all(typed.text.encode("utf-8", "replace"), format=form, known_notices=known)
        case ["file"] if filled["file"]:
            return _read_file(file, form)
        case ["url"] if filled["url"]:
            found = fetch_url(ctx(), typed.url.strip())
            received = read_all(
                found.data, format=form, content_type=found.content_type, url=found.url, known_notices=known
            )
            return [
                replace(one, article=replace(one.article, notes=(*found.notes, *one.article.notes))) for one in received
            ]
        case ["file"]:
            raise InvalidInputError(gettext("Choose a file."))
        case ["url"]:
            raise InvalidInputError(gettext("Write the address of the page or feed."))
        case ["text"]:
            raise InvalidInputError(gettext("Paste the article’s text."))
        case _:
            raise InvalidInputError(gettext("Paste the article’s text, choose a file or name an address."))


def _read_file(file: SentFile, form: str | None) -> Sequence[Received]:
    """A sent file by the end of its name, unless its format is named."""
    ending = form or format_of_name(file.name)
    if ending is None:
        raise UnsupportedFormatError(
            gettext(
                "“%(name)s” does not end like a file that is read: .html, .md, .docx, .json, .xml, .nitf, .rss, .atom or "
                ".txt. Choose its format if it is one of them.",
                name=file.shown,
            )
        )
    if not file.data.strip():
        raise InvalidInputError(gettext("“%(name)s” is empty.", name=file.shown))
    return read_all(file.data, format=ending or None, known_notices=known_notices(ctx()))


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
        language=ctx().settings.source_locale if typed.language else None,
    )


def _merged(filing: Filing, one: Received) -> Filing:
    """The form goes first; what it leaves empty the document may say."""
    orders = one.orders
    return Filing(
        external_id=filing.external_id or orders.external_id,
        to=filing.to,
        lane=filing.lane,
        confidential=bool(filing.confidential or orders.confidential),
        deadline=filing.deadline or orders.deadline,
        embargo=filing.embargo or orders.embargo,
        change=orders.change or None,
        language=filing.language or one.language,
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
