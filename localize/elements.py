"""The HTML elements that an article keeps, each with its attributes: what intake lets in and release writes out.

Everything else is read for its text and forgotten. Values are checked on both sides (``safe_attrs``).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
VOID: Final = frozenset({"br", "hr", "img", "wbr"})

_NONE: Final[frozenset[str]] = frozenset()
INLINE: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href", "title", "hreflang"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "span": frozenset({"lang", "dir"}),
    "bdo": frozenset({"dir"}),
    "abbr": frozenset({"title"}),
    "time": frozenset({"datetime"}),
    "q": frozenset({"cite"}),
    **dict.fromkeys(
        "em i strong b u s strike del ins sub sup code kbd samp var cite dfn mark small bdi br wbr".split(),  # noqa: SIM905
        _NONE,
    ),
}
CONTAINERS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(
        "blockquote ul li dl dt dd table caption thead tbody tfoot tr figure figcaption".split(),  # noqa: SIM905
        _NONE,
    ),
    "ol": frozenset({"start", "reversed", "type"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
}
TEXT_BLOCKS: Final = frozenset({"p", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})

_ADDRESSES: Final = frozenset({"href", "src", "cite"})
_NUMBERS: Final = frozenset({"width", "height", "colspan", "rowspan"})
_WORD: Final = re.compile(r"[A-Za-z0-9-]{0,35}")
_WRAP: Final = re.compile(r"(?P<tag>[a-z]+)#(?P<n>[0-9]+)(?P<attrs>(?:\[[a-z]+=[A-Za-z0-9-]*\])*)")
_WRAP_ATTR: Final = re.compile(r"\[([a-z]+)=([A-Za-z0-9-]*)\]")


def is_safe_address(address: str) -> bool:
    """Whether an address may stand in a link or picture: http, https, mailto, tel or relative."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        return False
    # A colon before the first slash is a scheme for browsers even where urlsplit sees none.
    return scheme in SCHEMES if scheme else ":" not in re.split(r"[/?#]", address, maxsplit=1)[0]


def safe_attrs(attrs: Mapping[str, str], allowed: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The allowed attributes whose values are what they should be, in order."""
    kept = []
    for name, value in attrs.items():
        if name not in allowed:
            continue
        if name in _ADDRESSES:
            # White space around and line breaks within an address mean nothing (URL standard).
            address = re.sub(r"[\t\n]", "", value).strip(" ")
            if address and is_safe_address(address):
                kept.append((name, address))
        elif name in _NUMBERS:
            if re.fullmatch(r"[0-9]{1,5}", value):
                kept.append((name, value))
        elif name in {"title", "alt"}:
            kept.append((name, " ".join(value.split())))
        elif name == "datetime" or _WORD.fullmatch(value):
            kept.append((name, value))
    return tuple(kept)


def wrap(tag: str, number: int, attrs: tuple[tuple[str, str], ...] = ()) -> str:
    """A container as ``Block.wrap`` names it: ``td#4[colspan=2]``."""
    return f"{tag}#{number}" + "".join(f"[{name}={value}]" for name, value in attrs)


@lru_cache(maxsize=4096)  # every block names all its containers anew
def read_wrap(written: str) -> tuple[str, int, tuple[tuple[str, str], ...]] | None:
    """Tag, number and attributes of ``wrap``'s form; None for anything else or a tag that is no container."""
    found = _WRAP.fullmatch(written)
    if found is None or found["tag"] not in CONTAINERS:
        return None
    attrs = dict(_WRAP_ATTR.findall(found["attrs"]))
    return found["tag"], int(found["n"]), safe_attrs(attrs, CONTAINERS[found["tag"]])
