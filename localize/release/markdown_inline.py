"""Running text as CommonMark: codes become emphasis, links, code spans and pictures; everything else is escaped.

A mark that CommonMark would not read as one where it stands (its rule of flanking, 6.2) is left out, and so are
elements that Markdown has no mark for: their text stays. Line ends within a paragraph are backslashes.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from localize.article import Code
from localize.elements import INLINE, safe_attrs
from localize.markup import CodedText, Edge

EMPHASIS: Final = {"em": "*", "i": "*", "cite": "*", "dfn": "*", "var": "*", "strong": "**", "b": "**"}
STRUCK: Final = frozenset({"del", "s", "strike"})
_CODE: Final = frozenset({"code", "kbd", "samp"})
_RESERVED: Final = re.compile("[\ufdd0-\ufdef]")
_SPACES: Final = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
_SPECIAL: Final = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
# What would begin a list, a heading, a quotation, a rule or a table where a line begins.
_LINE_START: Final = re.compile(
    r"(?:[-+](?=[\s-]|\Z)|#{1,6}(?=\s|\Z)|=+\s*\Z|:(?=-)|(?P<number>\d{1,9})(?=[.)](?:\s|\Z)))"
)
BREAK: Final = "\\\n"


@dataclass(slots=True)
class _Span:
    """A code that is being written: its marks are decided when its text is known."""

    code: Code | None
    pieces: list[str] = field(default_factory=list)


def write_inline(text: CodedText, codes: Sequence[Code], *, one_line: bool = False, cell: bool = False) -> str:
    """Markdown of running text. ``one_line``: for headings and table cells, where line ends become spaces."""
    by_id = {code.id: code for code in codes if code.tag in INLINE}
    stack = [_Span(None)]
    for part in text.parts:
        if isinstance(part, str):
            stack[-1].pieces.append(_RESERVED.sub("", part) if _in_code(stack) else _escaped(part))
            continue
        code = by_id.get(part.id)
        if code is None:
            continue
        if part.edge is Edge.ALONE:
            stack[-1].pieces.append("" if _in_code(stack) else _alone(code, one_line=one_line))
        elif part.edge is Edge.OPEN:
            stack.append(_Span(code))
        elif any(span.code is code for span in stack):
            while stack[-1].code is not code:
                _fold(stack)
            _fold(stack)
    while len(stack) > 1:
        _fold(stack)
    written = _settled("".join(stack[0].pieces), cell=cell)
    return written.replace(BREAK, " ") if one_line else written


def _in_code(stack: Sequence[_Span]) -> bool:
    return any(span.code is not None and span.code.tag in _CODE for span in stack)


def _escaped(text: str) -> str:
    text = _SPACES.sub(" ", _RESERVED.sub("", text))
    return _SPECIAL.sub(lambda found: "\\" + found[0], text)


def _alone(code: Code, *, one_line: bool) -> str:
    if code.tag == "br":
        return " " if one_line else BREAK
    if code.tag == "img":
        attrs = dict(safe_attrs(dict(code.attrs), INLINE["img"]))
        return _picture(attrs.get("alt", ""), attrs.get("src", ""))
    return ""


def picture(alt: str, url: str) -> str:
    """A picture; its description alone where it has no address."""
    return _picture(alt, url).replace(_PICTURE, "!")


def _picture(alt: str, url: str) -> str:
    said = _escaped(alt).strip()
    return f"{_PICTURE}[{said}]({destination(url)})" if url else said


def destination(url: str) -> str:
    """An address as the target of a link."""
    made = re.sub(r"[\s<>\\|]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url.strip())
    return re.sub(r"[()]|&(?=#?\w+;)", lambda found: "&amp;" if found[0] == "&" else "\\" + found[0], made)


def _fold(stack: list[_Span]) -> None:
    """Close the innermost span and put what it says into the one around it."""
    span = stack.pop()
    inner = "".join(span.pieces)
    tag = span.code.tag if span.code else ""
    around = stack[-1].pieces
    if _in_code(stack):
        around.append(inner)
    elif tag in _CODE:
        around.append(_CODES[0] + _SPACES.sub(" ", inner) + _CODES[1] if inner.strip() else " ")
    elif tag == "a" and span.code is not None:
        around += _link(span.code, inner, nested=any(s.code is not None and s.code.tag == "a" for s in stack))
    elif tag in EMPHASIS or tag in STRUCK:
        around += _marked(EMPHASIS.get(tag, "~~"), inner)
    else:
        around.append(inner)


def _code_span(text: str, *, cell: bool) -> str:
    """Text in backticks, as many as it takes. In a table's cell, a bar would end it even here."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    padded = f" {text} " if text[0] in "` " or text[-1] in "` " else text
    return fence + (padded.replace("|", "\\|") if cell else padded) + fence


def _link(code: Code, inner: str, *, nested: bool) -> list[str]:
    attrs = dict(safe_attrs(dict(code.attrs), INLINE["a"]))
    address = attrs.get("href", "")
    before, said, after = _trimmed(inner)
    if not address or not said or nested:
        return [inner]
    title = attrs.get("title", "")
    quoted = ' "' + re.sub(r'["\\|]|&(?=#?\w+;)', lambda found: "\\" + found[0], title) + '"' if title else ""
    return [before, f"[{said}]({destination(address)}{quoted})", after]


# Until everything around them is known, marks are characters that Unicode keeps out of texts.
_OPEN: Final = {"*": "\ufdd0", "**": "\ufdd1", "~~": "\ufdd2"}
_CLOSE: Final = {"*": "\ufdd3", "**": "\ufdd4", "~~": "\ufdd5"}
_PICTURE: Final = "\ufdd6"  # the exclamation mark of one
_CODES: Final = ("\ufdd7", "\ufdd8")  # around a code span
_CODE_SPAN: Final = re.compile("(\ufdd7[^\ufdd8]*\ufdd8)")
_MARK: Final = {**{v: k for k, v in _OPEN.items()}, **{v: k for k, v in _CLOSE.items()}}
_PAIR: Final = re.compile("[" + "".join(_MARK) + "]")


def _trimmed(inner: str) -> tuple[str, str, str]:
    """White space and line ends before, the text, and those after it."""
    found = re.fullmatch(r"((?:\s|\\\n)*)(.*?)((?:\s|\\\n)*)", inner, re.DOTALL)
    return ("", inner, "") if found is None else (found[1], found[2], found[3])


def _marked(mark: str, inner: str) -> list[str]:
    before, said, after = _trimmed(inner)
    same = _OPEN[mark] in said
    if not said or same:
        return [inner]
    return [before, _OPEN[mark], said, _CLOSE[mark], after]


def _settled(text: str, *, cell: bool) -> str:
    """Put marks of emphasis where CommonMark reads them as such, and escape what would begin a block."""
    text = _without_lame_marks(text.strip(" ")).replace(_CODES[1] + _CODES[0], "")
    lines = text.split(BREAK)
    return BREAK.join(_line(line.strip(" "), cell=cell) for line in lines if line.strip() or len(lines) == 1)


def _line(line: str, *, cell: bool) -> str:
    found = _LINE_START.match(line)
    if found is not None:
        at = found.end("number") if found["number"] else 0
        line = f"{line[:at]}\\{line[at:]}"
    pieces = _CODE_SPAN.split(line)
    # A link after an exclamation mark would be read as a picture.
    pieces[::2] = [re.sub(r"!(?=\[)", r"\\!", _PAIR.sub(_mark, piece)) for piece in pieces[::2]]
    pieces[1::2] = [_code_span(piece[1:-1], cell=cell) for piece in pieces[1::2]]
    return "".join(pieces).replace(_PICTURE, "!")


def _mark(found: re.Match[str]) -> str:
    return _MARK[found[0]]


def _without_lame_marks(text: str) -> str:
    """Leave out every pair of marks of which one would not be read as what it is."""
    while True:
        lame = _lame_pair(text)
        if lame is None:
            return text
        opened, closed = lame
        text = text[:opened] + text[opened + 1 : closed] + text[closed + 1 :]


def _lame_pair(text: str) -> tuple[int, int] | None:
    waiting: list[int] = []
    for at, character in enumerate(text):
        if character in _OPEN.values():
            waiting.append(at)
        elif character in _CLOSE.values():
            opened = waiting.pop()
            sides = _stands(text, opened, forward=True), _stands(text, at, forward=False)
            # A mark that could both open and close is understood only where no other mark is near.
            mixed = "both" in sides and (bool(waiting) or _PAIR.search(text, opened + 1, at))
            if "lame" in sides or mixed:
                return opened, at
    return None


def _stands(text: str, at: int, *, forward: bool) -> str:
    """How a mark stands that opens (``forward``) or closes.

    It can do only that (``free``), it can do ``both``, as within a word, or neither (``lame``).
    """
    step = 1 if forward else -1
    inner, outer = at + step, at - step
    kin = _OPEN.values() if forward else _CLOSE.values()
    strangers = _CLOSE.values() if forward else _OPEN.values()
    while 0 <= inner < len(text) and text[inner] in kin:
        inner += step
    while 0 <= outer < len(text) and text[outer] in kin:
        outer -= step
    if 0 <= outer < len(text) and text[outer] in strangers:
        return "lame"  # marks that close and open at one place: nobody can tell them apart
    inside, outside = _kind(text, inner), _kind(text, outer)
    if inside == "space" or (outside == "word" and inside != "word"):
        return "lame"
    return "both" if inside == outside else "free"


def _kind(text: str, at: int) -> str:
    if not 0 <= at < len(text) or text[at].isspace():
        return "space"
    return "word" if unicodedata.category(text[at])[0] in "LNM" else "mark"
