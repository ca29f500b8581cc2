"""Texts and Markdown that cost much to read carelessly: long, monotonous, unclosed, in odd encodings."""

from collections.abc import Callable, Mapping
from typing import Final

# Each gives an article or a sentence; none may cost more than two seconds or 300 MB.
TEXTS: Final[Mapping[str, Callable[[], bytes]]] = {
    "50 MB of words": lambda: b"word " * 10_000_000,
    "16 MB of words": lambda: b"word " * 3_199_999,
    "16 MB of lines": lambda: b"w\n" * 7_999_999,
    "16 MB of spaces": lambda: b"a" + b" " * 15_999_990,
    "16 MB of line ends": lambda: b"a" + b"\r\n" * 7_999_990,
    "16 MB of NUL": lambda: bytes(16_000_000),
    "16 MB in an old encoding": lambda: "слово ".encode("cp1251") * 2_600_000,
    "16 MB of braces": lambda: b"{" * 16_000_000,
    "2 MB of spaces and line ends": lambda: b"a" + b" \t\n" * 660_000 + b"b",
    "2 MB in one line": lambda: b"It sails. " * 199_000,
    "2 MB of short lines": lambda: b"---\n" * 490_000,
    "2 MB of keys and values": lambda: b"---\n" + b"a: b\n" * 390_000,
    "2 MB of control characters": lambda: bytes([1]) * 1_999_000 + b"a",
    "2 MB of direction marks": lambda: "\u202e\u200fab ".encode() * 250_000,
    "2 MB of accents on one letter": lambda: b"a" + "\u0301".encode() * 1_900_000,
    "2 MB of quotation marks": lambda: "“a” ".encode() * 390_000,
    "2 MB of names": lambda: b"By A, " * 320_000,
    "2 MB of declarations": lambda: b"<!DOCTYPE a[" * 150_000,
}
MARKDOWN: Final[Mapping[str, Callable[[], bytes]]] = {
    "2 MB": lambda: b"# Ferry\n\n" + b"word " * 399_000,
    "1 MB of text": lambda: b"# Ferry\n\n" + b"The council **voted** on [it](/a). " * 9_900,
    "open brackets": lambda: b"# Ferry\n\n" + b"[" * 39_000,
    "open pictures": lambda: b"# Ferry\n\n" + b"![" * 19_900,
    "open links": lambda: b"# Ferry\n\n" + b"[a](" * 39_000,
    "references without end": lambda: b"# Ferry\n\n" + b"[a\n" * 19_900,
    "open emphasis": lambda: b"# Ferry\n\n" + b"*a **b " * 13_000,
    "cells": lambda: b"a|b\n-|-\n" + b"a|b\n" * 19_900,
    "columns": lambda: b"|a" * 9_900 + b"\n" + b"|-" * 9_900 + b"\n" + b"|b" * 9_900,
    "quotes within quotes": lambda: b"> " * 400_000,
    "lists within lists": lambda: "\n".join(" " * n + "- a" for n in range(1_300)).encode(),
    "items": lambda: b"# Ferry\n\n" + b"1. a\n" * 19_900,
    "open tags": lambda: b"# Ferry\n\n" + b"<a " * 39_000,
    "code marks": lambda: b"# Ferry\n\n" + b" ".join(b"`" * n for n in range(1, 280)),
}
