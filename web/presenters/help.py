"""Keys of the pages beside the editor, for the help page. What they do stands in ``web/static/js``; a test compares."""

from dataclasses import dataclass

from flask_babel import gettext

Caps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageKeys:
    """What a page listens to. ``keys``: ways to press it, each a row of key caps, and what it does."""

    id: str
    title: str
    keys: tuple[tuple[tuple[Caps, ...], str], ...]


def page_keys() -> tuple[PageKeys, ...]:
    """The desk, the review page, find and replace; and what the editor asks while it waits for an answer."""
    this_page = ((("?",),), gettext("this page"))
    return (
        PageKeys(
            "asks",
            gettext("While the editor asks"),
            (
                ((("1",), ("2",), ("3",)), gettext("in a conflict: yours, theirs, both changes")),
                ((("1",), ("2",), ("3",)), gettext("for a finding that is none: a usual reason")),
                ((("Esc",),), gettext("leave the question as it is")),
            ),
        ),
        PageKeys(
            "desk",
            gettext("Desk"),
            (
                ((("J",), ("K",)), gettext("next, previous article")),
                ((("Enter",),), gettext("open")),
                ((("T",),), gettext("take the free edition")),
                ((("X",),), gettext("choose the row, or choose it no more")),
                ((("Shift", "X"),), gettext("choose all rows from the last one to here")),
                ((("A",),), gettext("choose all rows, or none")),
                ((("/",),), gettext("search")),
                this_page,
            ),
        ),
        PageKeys(
            "review",
            gettext("Review"),
            (
                ((("J",), ("K",)), gettext("next, previous change")),
                ((("F8",), ("Shift", "F8")), gettext("next, previous finding")),
                ((("N",),), gettext("next at risk")),
                ((("E",),), gettext("write in this sentence; Ctrl ↵ saves it, Esc leaves it")),
                ((("C",),), gettext("say what is wrong with this sentence; it goes back with the edition")),
                ((("R",),), gettext("return with a reason")),
                ((("Ctrl", "↵"),), gettext("approve; in the field of a reason: send it")),
                ((("Esc",),), gettext("close the field of a reason")),
                this_page,
            ),
        ),
        PageKeys(
            "replace",
            gettext("Find and replace"),
            (((("/",),), gettext("to the words that are looked for")), this_page),
        ),
    )
