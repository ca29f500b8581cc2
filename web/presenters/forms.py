"""The forms that an edition is written in: for the API, the command line and whoever else hands one out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from localize.release.document import to_json
from localize.release.jsonld import to_jsonld
from localize.release.markdown import to_markdown
from localize.release.ninjs import to_ninjs
from localize.release.page import render_page
from localize.release.phrases import Phrases
from localize.release.text import to_text
from localize.release.values import ReleaseInput
from web.presenters.release import reader_style


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a release: media type, and how it is written."""

    media_type: str
    write: Callable[[ReleaseInput, Phrases], str]


def _dumps(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False)


def _json(edition: ReleaseInput, _: Phrases) -> str:
    numbers = {"id": edition.release_id and int(edition.release_id), "article_id": int(edition.article_id)}
    return _dumps({**to_json(edition), **numbers})


def _html(edition: ReleaseInput, phrases: Phrases) -> str:
    # With its style in it: the page is kept and served elsewhere, where nobody may be able to reach us.
    return render_page(edition, phrases, style=reader_style())


FORMS: Final[Mapping[str, Form]] = MappingProxyType(
    {
        "json": Form("application/json", _json),
        "html": Form("text/html", _html),
        "jsonld": Form("application/ld+json", lambda edition, _: _dumps(to_jsonld(edition))),
        "ninjs": Form("application/vnd.iptc.ninjs+json", lambda edition, _: _dumps(to_ninjs(edition))),
        "text": Form("text/plain", to_text),
        "markdown": Form("text/markdown", to_markdown),
    }
)
