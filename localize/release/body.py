"""Blocks -> canonical HTML: our own elements in our own order, everything escaped, always well-formed.

Attributes come from the source tree (``Code``, ``Block.data``, ``Block.wrap``) and are checked once more; texts only
say where codes stand. ``localize.intake.html`` reads the result back to the same blocks.
"""

import html
from collections.abc import Mapping, Sequence
from itertools import takewhile

from localize.article import Block, Code, Handling, Role
from localize.elements import INLINE, TEXT_BLOCKS, VOID, read_wrap, safe_attrs
from localize.markup import CodedText, Edge, Mark, escape

_ALT_ROLES = frozenset({Role.ALT_TEXT, Role.TEASER_ALT})


def render_blocks(blocks: Sequence[Block], texts: Mapping[str, CodedText] | None = None) -> str:
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
        _move(out, opened, block.wrap)
        if not opened and out:
            out.append("\n")
        out.append(_element(block, text))
    _move(out, opened, ())
    return "".join(out)


def _text_of(block: Block, texts: Mapping[str, CodedText] | None) -> CodedText | None:
    if texts is None:
        return block.text
    given = texts.get(block.key)
    if given is None and (block.handling is Handling.PROTECT or not block.text):
        return block.text
    return given


def _move(out: list[str], opened: list[str], wraps: Sequence[str]) -> None:
    """Close and open containers until exactly ``wraps`` are open."""
    known = [written for written in wraps if read_wrap(written)]
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(opened, known, strict=False)))
    while len(opened) > common:
        out.append(f"</{opened.pop().partition('#')[0]}>")
    for written in known[common:]:
        read = read_wrap(written)
        if read:
            if not opened and out:
                out.append("\n")
            out.append(f"<{read[0]}{_attributes(read[2])}>")
            opened.append(written)


def _element(block: Block, text: CodedText) -> str:
    if block.role is Role.PICTURE or block.role in _ALT_ROLES:
        return _picture(block, text)
    if block.role is Role.EMBED:
        return "<hr>" if block.tag == "hr" else ""
    inner = render_inline(text, block.codes)
    tag = block.tag if block.tag in TEXT_BLOCKS else "" if not block.tag and block.wrap else "p"
    if not tag:
        return inner
    # Parsers drop a line end right after <pre>.
    return f"<{tag}>{chr(10) if tag == 'pre' and inner.startswith(chr(10)) else ''}{inner}</{tag}>"


def _picture(block: Block, alt: CodedText) -> str:
    data = dict(block.data)
    named = {"src": data.get("src") or data.get("url", ""), "alt": alt.plain}
    named |= {name: data[name] for name in ("width", "height") if name in data}
    if not named["alt"] and not named["src"]:
        return ""
    image = f"<img{_attributes(safe_attrs(named, INLINE['img']))}>"
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
