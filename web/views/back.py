"""Where to go after a form: addresses of our own only, so that a crafted link cannot send people elsewhere."""

from urllib.parse import urlsplit

from flask import request, url_for


def local_path(written: str | None) -> str | None:
    """A path on this host as it was written, or ``None`` for anything that could lead elsewhere.

    Browsers read a backslash as a slash and drop control characters: what holds one is refused.
    """
    if not written or not written.startswith("/") or written.startswith("//"):
        return None
    if "\\" in written or any(ord(character) < 33 or ord(character) == 127 for character in written):
        return None
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else written


def wanted(default: str = "desk.index") -> str:
    """Where the request's ``next`` (form before query) leads, else the page of the endpoint ``default``."""
    return local_path(request.form.get("next") or request.args.get("next")) or url_for(default)
