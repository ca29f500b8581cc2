"""What intake says to people: one table of notes, one of refusals, each a template with named params.

The English sentences are written here and nowhere else; the interface translates them by their code. ``N_`` marks
them for the extractor of its catalogue.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from localize.article import IntakeNote
from localize.errors import InvalidInputError


def N_(message: str) -> str:  # noqa: N802 - the name that extractors of gettext look for
    """Mark a message for extraction and hand it back unchanged."""
    return message


# What was left out or is unsure: stands on the article, for a person to see.
NOTES: Mapping[str, str] = MappingProxyType(
    {
        "bodies-left-out": N_("Other texts of the item left out: {names}."),
        "characters-replaced": N_("{count} places could not be read as {encoding} and show “\ufffd”."),
        "comments-left-out": N_("Comments in the file, left out: {count}."),
        "copyright": N_("Copyright terms of the sender: {text}"),
        "date-unread": N_("“{date}” could not be read as a date and was left out."),
        "date-without-offset": N_("The date “{date}” does not say its offset from UTC; it was taken as UTC."),
        "date-without-time": N_("The date “{date}” says no time; noon UTC was taken."),
        "document-properties": N_("The properties of the file name {creator} as its author; the text has no byline."),
        "drawings-left-out": N_("Drawings, charts, formulas and embedded files in the file, left out: {count}."),
        "date-zone-guessed": N_("The page gives its date as {written}, without a time zone; UTC was taken."),
        "editors-note": N_("Note to editors: {text}"),
        "embargo-open": N_("The item is embargoed and does not say until when: ask its sender before you publish."),
        "embargo-without-offset": N_("The embargo {value} says no offset from UTC; UTC was assumed."),
        "embed-left-out": N_("{count} embedded video, sound or frame left out: {names}"),
        "encoding-declared-wrong": N_("The file says that it is {declared}; it is {encoding} and was read as that."),
        "encoding-guessed": N_("The text is not UTF-8 and does not say what it is; read as {encoding}."),
        "flattened": N_("Elements nested more than {depth} deep were flattened."),
        "footnotes-at-end": N_("Footnotes, put as a list at the end of the article: {count}."),
        "front-matter-unread": N_("Lines before the text that could not be read: {count}, the first “{shown}”."),
        "furniture-left-out": N_("{count} parts of the page left out: {shown}"),
        "headline-from-first-line": N_("No line is marked as the headline; the first one was taken."),
        "headline-from-item": N_("The item has no headline; its title became the headline."),
        "headline-from-title": N_("The page has no top heading; its title became the headline."),
        "id-shortened": N_("The item’s id is too long; it is kept as {id}."),
        "images-left-out": N_("Pictures in the file, not kept: {count}. Their descriptions and captions are kept."),
        "feed-moved": N_("The feed moved for good from {old} to {new}; it is polled there now."),
        "items-left-out": N_("Items of the feed without a text, left out: {count}. {titles}"),
        "feed-broken-off": N_("The feed ends in the middle of an item, which was left out."),
        "feed-cut": N_("The feed has more than {limit} items; the others were not read."),
        "feed-mended": N_("Broken places in the XML of the feed, mended as far as they could be: {count}."),
        "no-body": N_("The item has no body: only its headline and what stands beside it came in."),
        "no-headline": N_("No headline was found: nothing stands at the top that reads like one."),
        "picture-without-address": N_("{count} pictures came without an address that can be opened: {names}."),
        "tracked-changes": N_(
            "The file holds tracked changes that nobody accepted: insertions were kept ({inserted}), deletions left out ({deleted})."
        ),
        "other-items-left-out": N_("{count} other items were not taken in: {names}"),
        "page-not-read": N_("The item’s own page could not be read: {problem} What stands here is the feed’s text."),
        "summary-only": N_("The feed has only a short text of this item; the whole story may stand at {url}"),
        "unknown-fields": N_("Fields that mean nothing here: {names}."),
        "unread-fields": N_("Fields that could not be read: {names}."),
        "url-insecure": N_("The address leads from https to plain http: on that way the text could have been changed."),
        "usage-terms": N_("Usage terms: {text}"),
        "xml-mended": N_("The XML is not well-formed; {count} places in it were mended."),
    }
)

# Why something was not taken in. Nothing was stored.
REFUSALS: Mapping[str, str] = MappingProxyType(
    {
        "body-not-text": N_("The body ({name}) must be a string; nothing of it could be read."),
        "broken-json": N_("The JSON is broken at line {line}, column {column}: {problem}."),
        "broken-xml": N_("The XML is broken at line {line}, column {column}: {problem}."),
        "content-unread": N_(
            "The text of the item is {what}, which is not read; send it as XHTML, NITF or plain text."
        ),
        "docx-broken": N_("The Word document is damaged and cannot be read; open it in Word and save it anew."),
        "docx-encrypted": N_("The document is locked with a password; save it without one."),
        "docx-too-deep": N_("The Word document nests tables or fields too deep."),
        "docx-too-large": N_("The Word document unpacks to more than {limit} bytes of text; that much is not read."),
        "docx-too-many-parts": N_("The Word document has more than {limit} parts or marks; that many are not read."),
        "embargo-unreadable": N_(
            "The embargo “{value}” could not be read as a date and time; send it as 2026-02-18T09:30:00+01:00."
        ),
        "feed-empty": N_("The feed has no item with a title, a link or a text."),
        "feed-entities": N_("The feed declares entities of its own, which are not expanded; send it without them."),
        "feed-every": N_("A feed can be polled every {least} to {most} seconds."),
        "feed-failed": N_("Something failed on our side while this was read; it was written to the log."),
        "feed-known": N_("This feed is polled already, as “{name}”."),
        "feed-newest": N_("At the first poll, 0 to {most} of the newest items can be taken."),
        "feed-no-text": N_("No item of the feed has a text: {titles}"),
        "feed-too-large": N_("The feed has {size} characters; at most {limit} are read."),
        "feed-too-tangled": N_("The feed has more than {limit} tags and pieces of text."),
        "feed-unreadable": N_("The feed cannot be understood, though its XML can be read."),
        "is-audio": N_("This is a sound without an article; send the text that belongs to it."),
        "is-concept": N_("This describes a concept, such as a person or a topic; send a news item with a text."),
        "is-event": N_("This announces an event; send a news item with a text."),
        "is-package": N_("This is a package that only lists other items; send the items themselves."),
        "is-picture": N_("This is a picture without an article; send the text that belongs to it."),
        "is-planning": N_("This plans a coverage; send the text when it is written."),
        "is-video": N_("This is a video without an article; send the text that belongs to it."),
        "item-canceled": N_(
            "Its sender canceled this item ({id}), so it was not taken in; if it is here already, withdraw it."
        ),
        "item-withheld": N_(
            "Its sender withholds this item ({id}), so it was not taken in; send it again when it may be used."
        ),
        "json-feed": N_("This is a JSON Feed, which is not read; send the RSS or Atom feed, or single articles."),
        "json-too-deep": N_("The JSON nests lists or objects too deep."),
        "json-number": N_("The JSON holds a number with too many digits."),
        "json-no-article": N_("The JSON must be an object with headline and body_html, body_text or blocks."),
        "newsml-1": N_("This is NewsML 1, which is not read; send NewsML-G2, NITF or ninjs."),
        "no-item-read": N_("None of the {count} items has a text that is read. {reasons}"),
        "no-text": N_("The article has no text: nothing in it could be read as headline or body."),
        "not-a-feed": N_("This is no RSS or Atom feed. These formats are read: {accepted}."),
        "not-text": N_("This is not text, nor a format that is read. These are read: {accepted}."),
        "other-language": N_("The article says that it is written in {language}; articles here are written in {own}."),
        "own-language": N_("The articles are written in {own}: name another language to translate into."),
        "several-articles": N_("There are {count} articles in this; one is expected here."),
        "text-elsewhere": N_("The text is not in the item but at {address}; send the text itself."),
        "page-shorter": N_("It has less text than the feed."),
        "too-many-ampersands": N_("The text has more than {limit} ampersands; take out those that mean nothing."),
        "too-many-blocks": N_("The article has more than {limit} paragraphs, list items and table cells."),
        "too-many-bytes": N_("The article has {size} bytes; at most {limit} are read."),
        "too-many-chars": N_("The article has {size} characters; at most {limit} are read."),
        "too-many-items": N_("There are {count} items in this; at most {limit} are read at once."),
        "too-many-lines": N_("The text has more than {limit} lines."),
        "too-many-marks": N_("The Markdown has more than {limit} marks such as *, [ and |."),
        "too-many-tags": N_("The HTML has more than {limit} tags."),
        "unknown-format": N_("“{name}” is not a format that is read. These are: {accepted}."),
        "unknown-language": N_("“{name}” is not a language that Localize knows; say for instance ru or de."),
        "unread-format": N_("This is {what}, which is not read. These formats are: {accepted}."),
        "unread-xml": N_(
            "This is XML of a kind that is not read (its first element is {element}). These formats are: {accepted}."
        ),
        "url-broken-off": N_("{host} broke off before everything had arrived; try again later."),
        "url-credentials": N_("The address holds a user name or password: name it without one."),
        "url-empty": N_("{host} answered with nothing at all (status {status})."),
        "url-encoding": N_("{host} sent data packed in a way that cannot be unpacked ({encoding})."),
        "url-forbidden": N_("{host} does not let this page be read (status {status}); it may want a sign-in."),
        "url-gone": N_("What stood at this address was taken away for good (status 410)."),
        "url-missing": N_("Nothing stands at this address (status {status}); check its spelling."),
        "url-not-http": N_("What listens at {host} does not speak HTTP."),
        "url-not-text": N_("This address leads to {what}, which is not read. These formats are: {accepted}."),
        "url-port": N_("The address names port {port}; only the web’s own, 80 and 443, are asked."),
        "url-private": N_(
            "{host} is on this machine or in a closed network, not on the public internet; "
            "LOCALIZE_FETCH_PRIVATE allows such addresses."
        ),
        "url-redirect-loop": N_("{host} sends every request round in a circle; it may want a sign-in or cookies."),
        "url-scheme": N_("An address must begin with http:// or https://; this one begins with {scheme}:."),
        "url-server-error": N_("{host} has a fault of its own (status {status}); try again later."),
        "url-status": N_("{host} answered with status {status} instead of a page."),
        "url-tls": N_("The secure connection to {host} fails: {problem}."),
        "url-too-large": N_("What stands at this address has more than {limit} bytes; that much is not read."),
        "url-too-many-redirects": N_("The address leads on more than {limit} times; name the last one."),
        "url-too-often": N_("{host} wants to be asked less often (status 429); try again later."),
        "url-too-slow": N_("{host} did not send everything within {seconds} seconds."),
        "url-unknown-host": N_("There is no machine named {host}; check the spelling of the address."),
        "url-unreachable": N_("{host} takes no connection; try again later."),
        "url-unreadable": N_("“{url}” is not an address that can be read; one looks like https://news.example/story."),
        "wrong-root": N_("This is not {format}: its first element is {element}."),
        "xml-entities": N_("The XML declares a document type or entities of its own, which are not read."),
        "xml-own-entities": N_(
            "The XML declares entities or default values of its own in its DOCTYPE; send it without them."
        ),
        "xml-too-deep": N_("The XML nests elements more than {limit} deep."),
        "xml-too-many-elements": N_("The XML has more than {limit} elements."),
    }
)


# What a param may say in words rather than in a name: translated like the sentences that it stands in.
PHRASES = frozenset(
    {
        N_("a PDF file"),
        N_("a font"),
        N_("a picture"),
        N_("a script"),
        N_("a sound recording"),
        N_("a style sheet"),
        N_("a video"),
        N_("a zip or OpenDocument file"),
        N_("an RTF file"),
        N_("an archive"),
        N_("an old Word file (.doc)"),
    }
)

# As the refusals name what could have been sent instead.
ACCEPTED = "HTML, Markdown, DOCX, JSON, ninjs, NewsML-G2, NITF, RSS, Atom, TXT"


def note(code: str, **params: object) -> IntakeNote:
    """A note of the table, filled in. ``params`` are kept with it as text, for translation."""
    written = {name: _text(value) for name, value in params.items()}
    return IntakeNote(code, NOTES[code].format_map(written), written)


def refusal(
    reason: str,
    kind: type[InvalidInputError] = InvalidInputError,
    *,
    details: Mapping[str, Any] | None = None,
    **params: object,
) -> InvalidInputError:
    """An error of the table, to be raised. ``details`` go to programs beside the sentence."""
    written = {name: _text(value) for name, value in params.items()}
    return kind(REFUSALS[reason].format_map(written), reason=reason, params=written, **(details or {}))


def _text(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)
