"""The fingerprint of an article's content: equal for what readers would not tell apart, so that it makes no version.

Line ends, runs of blanks, composed or decomposed letters, the order of attributes, the numbering of containers, the
time zone that a moment is written in and what trackers append to addresses make no difference. Quotation marks, dashes
and no-break spaces do: they are the author's.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKERS: Final = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|mc_cid|mc_eid|_ga|_gl|"
    r"_hsenc|_hsmi|mkt_tok|oly_enc_id|oly_anon_id|vero_id|wickedid|cmpid|ref_src|ref_url",
    re.IGNORECASE,
)
_ADDRESSES: Final = frozenset({"href", "src", "url", "cite"})
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


def fingerprint(
    blocks: Iterable[Mapping[str, Any]], *, url: str | None, source: Sequence[str | None], published_at: str | None
) -> str:
    """SHA-256, hexadecimal. ``blocks`` in JSON's form (``Block.to_json``); their keys do not count."""
    numbers: dict[str, str] = {}
    material = {
        "blocks": [_block(block, numbers) for block in blocks],
        "url": plain_address(url) if url else None,
        "source": [_text(value) if value else None for value in source],
        "published_at": _moment(published_at),
    }
    written = json.dumps(material, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def plain_address(address: str) -> str:
    """An address without what trackers append to it."""
    try:
        parts = urlsplit(address.strip())
        if not parts.query:
            return address.strip()
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        kept = [(name, value) for name, value in pairs if not _TRACKERS.fullmatch(name)]
    except ValueError:
        return address
    if len(kept) == len(pairs):
        return address.strip()  # as written: to write it anew could change it
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _block(block: Mapping[str, Any], numbers: dict[str, str]) -> dict[str, Any]:
    keeps_lines = block["tag"] == "pre"
    return {
        "role": block["role"],
        "text": _lines(block["text"]) if keeps_lines else _text(block["text"]),
        "codes": [
            {**code, "attrs": sorted([name, _value(name, value)] for name, value in code["attrs"])}
            for code in block["codes"]
        ],
        "tag": block["tag"],
        "wrap": [_renumbered(name, numbers) for name in block["wrap"]],
        "data": {name: _value(name, value) for name, value in block["data"].items()},
    }


def _value(name: str, value: str) -> str:
    return plain_address(value) if name in _ADDRESSES else _text(value)


def _text(text: str) -> str:
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def _lines(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _renumbered(name: str, numbers: dict[str, str]) -> str:
    """``td#17[colspan=2]`` with containers counted as they come: their own numbers depend on what was left out."""
    tag, mark, rest = name.partition("#")
    if not mark:
        return name
    digits = re.match(r"[0-9]*", rest)
    end = digits.end() if digits else 0
    known = numbers.setdefault(f"{tag}#{rest[:end]}", str(len(numbers) + 1))
    return f"{tag}#{known}{rest[end:]}"


def _moment(written: str | None) -> str | None:
    if not written:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment.astimezone(UTC).isoformat() if moment.tzinfo else written
