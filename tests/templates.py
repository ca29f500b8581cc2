"""Templates compiled once for all applications of a process, and of those that are forked from it."""

from types import CodeType
from typing import ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class _Kept(BytecodeCache):
    """By template, source and path, as Jinja asks. Every application here has the same environment."""

    codes: ClassVar[dict[tuple[str, str], CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled from this very source."""
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        assert bucket.code is not None
        self.codes[bucket.key, bucket.checksum] = bucket.code


def share_templates() -> None:
    """From here on, for every Flask application of this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": _Kept()}
