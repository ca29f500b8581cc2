"""Blocks -> canonical HTML: our own elements in our own order, everything escaped, always well-formed.

Attributes come from the source tree (``Code``, ``Block.data``, ``Block.wrap``) and are checked once more; texts only
say where codes stand. ``localize.intake.html`` reads the result back to the same blocks. What a page needs beyond that
(tables that scroll, pictures that wait until they are near) is its ``Dress``.
"""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from localize.article import Block, Code, Handling, Role
from localize.elements import INLINE, TEXT_BLOCKS, VOID, read_wrap, safe_attrs
from localize.markup import CodedText, Edge, Mark, escape

_ALT_ROLES = frozenset({Role.ALT_TEXT, Role.TEASER_ALT})
_CLASSES = {Role.CREDIT: "credit", Role.DATELINE: "dateline"}


@dataclass(frozen=True, slots=True)
class Dress:
    """What a page adds to canonical HTML. ``resolve`` makes a picture's address one that may stand in the page."""

    table_label: str  # what a table that scrolls is called
    resolve: Callable[[str], str | None]


def render_blocks(
    blocks: Sequence[Block], texts: Mapping[str, CodedText] | None = None, dress: Dress | None = None
) -> str:
    """HTML of the blocks, with their own texts or with those given by block key.

    A block without a given text is left out, unless it is protected or has no text: a source text never stands in for
    a translation.
    """
    out: list[str] = []
    opened: list[str] = []
    used: set[int] = set()
    for index, block in enumerate(blocks):
        if index in used:
            continue
        text = _text_of(block, texts)
        if text is None:
            continue
        if block.role is Role.PICTURE and index + 1 < len(blocks):
            after = blocks[index + 1]
            alt = _text_of(after, texts) if after.role in _ALT_ROLES and after.wrap == block.wrap else None
            if alt is not None:
                used.add(index + 1)
                text = alt
        _move(out, opened, block.wrap, dress)
        if not opened and out:
            out.append("\n")
        out.append(_element(block, text, dress))
    _move(out, opened, (), dress)
    return "".join(out)


def _text_of(block: Block, texts: Mapping[str, CodedText] | None) -> CodedText | None:
    if texts is None:
        return block.text
    given = texts.get(block.key)
    if given is None and (block.handling is Handling.PROTECT or not block.text):
        return block.text
    return given


def _move(out: list[str], opened: list[str], wraps: Sequence[str], dress: Dress | None) -> None:
    """Close and open containers until exactly ``wraps`` are open."""
    known = [written for written in wraps if read_wrap(written)]
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, known, strict=False)))
    while len(opened) > common:
        tag = opened.pop().partition("#")[0]
        out.append(f"</{tag}>" + ("</section>" if dress and _scrolls(tag, opened) else ""))
    for written in known[common:]:
        read = read_wrap(written)
        if read:
            if not opened and out:
                out.append("\n")
            if dress and _scrolls(read[0], opened):
                label = _attributes([("aria-label", dress.table_label)])
                out.append(f'<section class="scroll" tabindex="0"{label}>')
            out.append(f"<{read[0]}{_attributes(read[2])}>")
            opened.append(written)


def _scrolls(tag: str, around: Sequence[str]) -> bool:
    """Whether a page lets this container scroll by itself: a table, but none inside another one."""
    return tag == "table" and not any(written.startswith("table#") for written in around)


def _element(block: Block, text: CodedText, dress: Dress | None) -> str:
    if block.role is Role.PICTURE or block.role in _ALT_ROLES:
        return _picture(block, text, dress)
    if block.role is Role.EMBED:
        return "<hr>" if block.tag == "hr" else _embed(block, dress)
    inner = render_inline(text, block.codes)
    tag = block.tag if block.tag in TEXT_BLOCKS else "" if not block.tag and block.wrap else "p"
    if not tag:
        return inner
    named = [("class", _CLASSES[block.role])] if dress and block.role in _CLASSES else []
    # Parsers drop a line end right after <pre>.
    return f"<{tag}{_attributes(named)}>{chr(10) if tag == 'pre' and inner.startswith(chr(10)) else ''}{inner}</{tag}>"


def embed_address(block: Block) -> str | None:
    """Where an embedded film, sound or frame stands; ``None`` for a rule and for what may not be linked."""
    named = {"href": block.data.get("src") or block.data.get("url", "")}
    found = dict(safe_attrs(named, INLINE["a"])).get("href", "")
    return found if found.startswith(("http://", "https://")) else None


def _embed(block: Block, dress: Dress | None) -> str:
    """A link in the place of what was embedded: pages fetch nothing from elsewhere but pictures."""
    address = embed_address(block)
    if address is None:
        return ""
    named = [("class", "embed")] if dress else []
    return f"<p{_attributes(named)}><a{_attributes([('href', address)])}>{escape(embed_name(address))}</a></p>"


def embed_name(address: str) -> str:
    """What a link to an embed says: host and path, without what only machines need."""
    parts = urlsplit(address)
    return (parts.hostname or "").removeprefix("www.") + parts.path.rstrip("/")


def _picture(block: Block, alt: CodedText, dress: Dress | None) -> str:
    data = dict(block.data)
    src = data.get("src") or data.get("url", "")
    if dress and src:
        src = dress.resolve(src) or ""
    named = {"src": src, "alt": alt.plain}
    named |= {name: data[name] for name in ("width", "height") if name in data}
    if not named["alt"] and not named["src"]:
        return ""
    if dress and not named["src"]:
        return f'<span class="no-picture">{escape(alt.plain)}</span>'
    attrs = safe_attrs(named, INLINE["img"])
    if dress:
        sized = {"width", "height"} <= dict(attrs).keys()
        loading = (("loading", "lazy"), ("decoding", "async"))
        attrs = (*attrs, *loading) if sized else (*attrs, *loading, ("class", "unsized"))
    image = f"<img{_attributes(attrs)}>"
    link = safe_attrs({"href": data.get("href", "")}, INLINE["a"])
    return f"<a{_attributes(link)}>{image}</a>" if link else image


def _attributes(attrs: Sequence[tuple[str, str]]) -> str:
    return "".join(f' {name}="{html.escape(value, quote=True)}"' for name, value in attrs)


def render_inline(text: CodedText, codes: Sequence[Code]) -> str:
    """HTML of running text. Codes that cross, repeat, are never closed or unknown are mended so that it is well-formed."""
    by_id = {code.id: code for code in codes if code.tag in INLINE}
    out: list[str] = []
    opened: list[Code] = []
    seen: set[int] = set()
    for part in text.parts:
        if isinstance(part, str):
            out.append(escape(part))
            continue
        code = by_id.get(part.id)
        if code is None:
            continue
        if part.edge is Edge.CLOSE:
            _close(out, opened, code)
        elif code.id not in seen:
            seen.add(code.id)
            _open(out, opened, code, part)
    out += [f"</{code.tag}>" for code in reversed(opened)]
    return "".join(out)


def _open(out: list[str], opened: list[Code], code: Code, mark: Mark) -> None:
    spanning = code.tag not in VOID
    if spanning and (mark.edge is Edge.ALONE or (code.tag == "a" and any(c.tag == "a" for c in opened))):
        return
    out.append(f"<{code.tag}{_attributes(safe_attrs(dict(code.attrs), INLINE[code.tag]))}>")
    if spanning:
        opened.append(code)


def _close(out: list[str], opened: list[Code], code: Code) -> None:
    """Close a code, and the ones begun inside it for a moment: those go on after it."""
    if code not in opened:
        return
    inner: list[Code] = []
    while opened[-1] is not code:
        inner.append(opened.pop())
        out.append(f"</{inner[-1].tag}>")
    opened.pop()
    out.append(f"</{code.tag}>")
    for later in reversed(inner):
        out.append(f"<{later.tag}{_attributes(safe_attrs(dict(later.attrs), INLINE[later.tag]))}>")
        opened.append(later)
