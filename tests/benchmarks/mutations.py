"""Damage done to files, the same for the same seed: what transfers, editors and programs do to news on their way."""

import json
import random
import re
from collections.abc import Callable
from typing import Any, Final

_PLACES: Final = re.compile(rb"[<>/\"'=&;{}\[\]:,]")
_TAG: Final = re.compile(rb"<[^<>]{1,200}>")
_LEAF: Final = re.compile(rb"<([A-Za-z][\w.:-]*)(?:\s[^<>]*)?>[^<>]{0,2000}</\1>")
_VALUE: Final = re.compile(rb"=\"([^\"<>]{0,200})\"")
_RENAMED: Final = re.compile(rb"(</?)[A-Za-z][\w.:-]*")
_NAMES: Final = (
    b"p",
    b"hl1",
    b"hl2",
    b"pre",
    b"media",
    b"newsItem",
    b"nitf",
    b"inlineXML",
    b"td",
    b"li",
    b"img",
    b"headline",
    b"x",
)
_TEXTS: Final = (
    b"",
    b" ",
    b"x",
    b"2026-03-03",
    b"ninat:picture",
    b"stat:canceled",
    b"-1",
    b"99999999",
    b"http://[",
    b"text/html",
    b"en",
)
_BYTES: Final = (
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"&",
    b"<",
    b"]]>",
    b"<![CDATA[",
    b"&#0;",
    b"&x;",
    b"\x1b",
    b"\r",
    b"--",
    b"\xd0",
)
_VALUES: Final[tuple[Any, ...]] = (
    *(None, True, False, 0, -1, 1e308, 10**30, "", " ", "\0", "\ud800", "x" * 3_000, "<p>", "&", "2026-13-45", "urn:x"),
    *([], {}, [[]], [None], {"value": None}, {"": {}}, ["a", 1, {}], {"href": 5}),
)


def mutate(data: bytes, luck: random.Random) -> bytes:
    """The data with one to four things wrong with it."""
    for _ in range(luck.choice((1, 1, 2, 4))):
        data = luck.choice(_MUTATIONS)(data, luck)
    return data


def _span(data: bytes, luck: random.Random, most: int = 400) -> tuple[int, int]:
    start = luck.randrange(len(data) + 1)
    return start, min(len(data), start + luck.randrange(1, most))


def _flip(data: bytes, luck: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(luck.randrange(1, 20) if changed else 0):
        changed[luck.randrange(len(changed))] ^= 1 << luck.randrange(8)
    return bytes(changed)


def _delete(data: bytes, luck: random.Random) -> bytes:
    start, end = _span(data, luck)
    return data[:start] + data[end:]


def _double(data: bytes, luck: random.Random) -> bytes:
    start, end = _span(data, luck, 2_000)
    return data[:end] + data[start:end] * luck.randrange(1, 4) + data[end:]


def _break_off(data: bytes, luck: random.Random) -> bytes:
    return data[: luck.randrange(len(data) + 1)]


def _swap(data: bytes, luck: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_span(data, luck), _span(data, luck)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _insert(data: bytes, luck: random.Random) -> bytes:
    at = luck.randrange(len(data) + 1)
    return data[:at] + luck.choice(_BYTES) + data[at:]


def _damage_syntax(data: bytes, luck: random.Random) -> bytes:
    """A bracket, quote or the like goes, doubles, or becomes another one."""
    places = [found.start() for found in _PLACES.finditer(data)]
    if not places:
        return data
    at = luck.choice(places)
    other = data[luck.choice(places)].to_bytes(1, "big")
    return data[:at] + luck.choice((b"", data[at : at + 1] * 2, other)) + data[at + 1 :]


def _damage_tag(data: bytes, luck: random.Random) -> bytes:
    """A tag goes, doubles, closes itself, or takes the place of another one."""
    tags = [found.span() for found in _TAG.finditer(data)]
    if not tags:
        return data
    (start, end), (a, b) = luck.choice(tags), luck.choice(tags)
    tag = data[start:end]
    return data[:start] + luck.choice((b"", tag * 2, tag[:-1] + b"/>", data[a:b])) + data[end:]


def _change_elements(data: bytes, luck: random.Random) -> bytes:
    """XML that stays well-formed: leaves go, double, change places, names or values; texts become others."""
    for _ in range(luck.randrange(1, 6)):
        leaves = [found.span() for found in _LEAF.finditer(data)]
        values = [found.span(1) for found in _VALUE.finditer(data)]
        if not leaves:
            return data
        (start, end), (a, b) = luck.choice(leaves), luck.choice(leaves)
        leaf = data[start:end]
        renamed = _RENAMED.sub(rb"\1" + luck.choice(_NAMES), leaf)
        emptied = re.sub(rb">[^<>]*<", b">" + luck.choice(_TEXTS) + b"<", leaf)
        data = data[:start] + luck.choice((b"", leaf * 2, data[a:b], renamed, emptied)) + data[end:]
        if values and start > values[-1][1]:
            at, till = luck.choice(values)
            data = data[:at] + luck.choice(_TEXTS) + data[till:]
    return data


def _wrap_deep(data: bytes, luck: random.Random) -> bytes:
    """A piece of XML or JSON is wrapped many times."""
    start, end = _span(data, luck)
    depth = luck.choice((5, 150, 3_000))
    before, after = luck.choice(
        ((b"<p>", b"</p>"), (b"<div>", b"</div>"), (b"[", b"]"), (b'{"item":', b"}"), (b"<em>", b""))
    )
    return data[:start] + before * depth + data[start:end] + after * depth + data[end:]


def _change_types(data: bytes, luck: random.Random) -> bytes:
    """JSON with some values of other types, or under other names; anything else as it is."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _flip(data, luck)
    holders = _holders(document)
    for _ in range(luck.randrange(1, 5)):
        holder = luck.choice(holders) if holders else document
        if isinstance(holder, dict) and holder:
            name = luck.choice(list(holder))
            value = luck.choice((*_VALUES, [holder[name]], {"x": holder[name]}, holder[name]))
            holder[luck.choice((name, name, name.upper(), "body_text", "headline", "associations"))] = value
        elif isinstance(holder, list) and holder:
            holder[luck.randrange(len(holder))] = luck.choice(_VALUES)
    return json.dumps(document).encode()


def _holders(document: Any) -> list[Any]:
    found, stack = [], [document]
    while stack:
        value = stack.pop()
        if isinstance(value, dict | list):
            found.append(value)
            stack.extend(value.values() if isinstance(value, dict) else value)
    return found


def _recode(data: bytes, luck: random.Random) -> bytes:
    text = data.decode("utf-8", errors="replace")
    return text.encode(
        luck.choice(("utf-16", "utf-16-be", "cp1251", "koi8-r", "utf-8-sig", "utf-32")), errors="replace"
    )


_MUTATIONS: Final[tuple[Callable[[bytes, random.Random], bytes], ...]] = (
    *(_flip, _delete, _double, _break_off, _swap, _insert, _damage_syntax, _damage_tag, _damage_tag, _wrap_deep),
    *(_change_types, _change_types, _recode, _change_elements, _change_elements, _change_elements),
)
