"""Writing TMX 1.4b, unit by unit: what other tools read, and what comes back as it was."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from localize.exchange.memory_unit import Unit, Variant
from localize.exchange.tmx_codes import write_segment

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_END: Final = "</body>\n</tmx>\n"


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """What the header of a file says. ``source``: the language of the source texts."""

    source: str
    created: datetime


def write_tmx(header: TmxHeader, units: Iterable[Unit]) -> Iterator[str]:
    """The file piece by piece, to be encoded as UTF-8. Characters that XML cannot hold are left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
    attributes = {
        "creationtool": "Localize",
        "creationtoolversion": version("localize"),
        "segtype": "sentence",
        "o-tmf": "Localize",
        "adminlang": "en",
        "srclang": header.source,
        "datatype": "xml",
        "creationdate": _moment(header.created),
    }
    yield _text(Element("header", attributes)) + "\n<body>\n"
    for unit in units:
        yield _text(_unit(unit)) + "\n"
    yield _END


def _unit(unit: Unit) -> Element:
    element = Element("tu")
    if unit.created_at is not None:
        element.set("creationdate", _moment(unit.created_at))
    if unit.written_at is not None:
        element.set("changedate", _moment(unit.written_at))
    if unit.author:
        element.set("creationid", _clean(unit.author))
        element.set("changeid", _clean(unit.author))
    if unit.note:
        SubElement(element, "note").text = _clean(unit.note)
    for name, value in unit.props.items():
        SubElement(element, "prop", {"type": f"x-{name}"}).text = _clean(value)
    for variant in unit.variants:
        _variant(element, variant)
    return element


def _variant(parent: Element, variant: Variant) -> None:
    element = SubElement(parent, "tuv", {_LANG: variant.language})
    if variant.author:
        element.set("creationid", _clean(variant.author))
    if variant.written_at is not None:
        element.set("creationdate", _moment(variant.written_at))
    write_segment(element, variant.text)


def _text(element: Element) -> str:
    # A carriage return would be read as a line feed, were it not written as a reference.
    return _clean(tostring(element, encoding="unicode")).replace("\r", "&#13;")


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("", text)


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
