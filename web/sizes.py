"""How large a request may be. Known before its body is read, so that nothing is read that is too large."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Request

from localize.intake.sniff import MAX_BYTES

MAX_BODY = 2 * 1024 * 1024  # bytes of a request
_ENVELOPE = 64 * 1024  # bytes that a form has besides the file in it

# By route: kinds of bodies, by how their media type begins, that may be as large as a document with pictures in it.
_DOCUMENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "articles.new_post": ("multipart/form-data",),
        "memory_files.read": ("multipart/form-data",),
        "api.post_article": (
            "application/vnd.openxmlformats-officedocument.",
            "application/octet-stream",
            "application/zip",
        ),
    }
)


class SizedRequest(Request):
    """A request whose greatest length depends on where it goes and what it says to bring."""

    @property
    def max_content_length(self) -> int | None:
        """Bytes that are read at most."""
        if self.mimetype.startswith(_DOCUMENTS.get(self.endpoint or "", ("-",))):
            return MAX_BYTES + _ENVELOPE
        return super().max_content_length

    @max_content_length.setter
    def max_content_length(self, value: int | None) -> None:
        self._max_content_length = value
