"""Loading the demo's files: articles as they would be sent, and sentence pairs in written coded form."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from localize.edition import Lane
from localize.errors import NotFoundError
from localize.terms.concept import Concept, LocaleTerm
from localize.terms.term import CaseRule, PartOfSpeech, TermStatus

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """An article as its sender would hand it over. ``format`` is a name that intake knows: ``json`` or ``text``."""

    external_id: str
    format: str
    data: bytes
    lane: Lane
    note: str

    @property
    def payload(self) -> dict[str, Any]:
        """The body of ``POST /articles``; a pasted page goes in as ``body_text``, its parts are found there."""
        named = {"external_id": self.external_id, "lane": self.lane.value}
        if self.format == "json":
            return {**json.loads(self.data), **named}
        return {**named, "body_text": self.data.decode("utf-8")}


@dataclass(frozen=True, slots=True)
class DemoPair:
    """A sentence and its translation, both in the written form of coded text."""

    source: str
    target: str


def demo_articles() -> list[DemoArticle]:
    """The sample articles in the order in which they are filed. The last one is not in the sample memory."""
    listed = json.loads((_FOLDER / "articles" / "index.json").read_text(encoding="utf-8"))
    return [
        DemoArticle(
            external_id=row["external_id"],
            format=row["format"],
            data=(_FOLDER / "articles" / row["file"]).read_bytes(),
            lane=Lane(row["lane"]),
            note=row["note"],
        )
        for row in listed
    ]


def demo_locales() -> tuple[str, ...]:
    """Locales that there is a sample memory for."""
    return tuple(sorted(path.name.split(".")[1] for path in _FOLDER.glob("memory.*.json")))


def demo_memory(locale: str) -> list[DemoPair]:
    """The sample memory of a locale, in the order of the articles. Raises ``NotFoundError`` when there is none."""
    if locale not in demo_locales():
        raise NotFoundError(f"There is no sample memory for {locale}.")
    rows = json.loads((_FOLDER / f"memory.{locale}.json").read_text(encoding="utf-8"))
    return [DemoPair(row["source"], row["target"]) for row in rows]


def demo_terms() -> list[Concept]:
    """The sample termbase, in the languages of the sample memories."""
    rows = json.loads((_FOLDER / "terms.json").read_text(encoding="utf-8"))
    return [
        Concept(
            source=row["source"],
            targets=tuple(
                LocaleTerm(locale, text, TermStatus(status), tuple(form for more in forms for form in more))
                for locale in demo_locales()
                for text, status, *forms in row.get(locale, ())
            ),
            part_of_speech=PartOfSpeech(row.get("part_of_speech", "noun")),
            definition=row.get("definition", ""),
            domains=tuple(row.get("domains", ())),
            case_rule=CaseRule(row.get("case", "any")),
            do_not_translate=row.get("keep", False),
        )
        for row in rows
    ]
