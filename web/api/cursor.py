"""Cursors of the change feed: opaque to those who hold them, stable over restarts and releases of the software."""

import base64
import binascii
import re

_FORM = re.compile(r"v1:(0|[1-9][0-9]{0,17})")


def encode_cursor(sequence: int) -> str:
    """The cursor that stands after an entry of the feed."""
    return base64.urlsafe_b64encode(f"v1:{sequence}".encode()).rstrip(b"=").decode()


def decode_cursor(written: str) -> int | None:
    """The number of the entry that a cursor stands after; ``None`` when it is no cursor. Plain numbers are taken too."""
    if re.fullmatch(r"[0-9]{1,18}", written, re.ASCII):
        return int(written)
    try:
        text = base64.urlsafe_b64decode(written.encode("ascii") + b"=" * (-len(written) % 4)).decode("ascii")
    except (UnicodeError, binascii.Error):
        return None
    found = _FORM.fullmatch(text)
    return int(found[1]) if found and encode_cursor(int(found[1])) == written else None
