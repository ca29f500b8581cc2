"""An edition as ninjs 3.1."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from localize.release.ninjs import to_ninjs, withdrawn
from localize.release.values import ReleaseInput
from tests.release.samples import edition

SCHEMA = Path(__file__).resolve().parents[3] / "shared/data/formats/ninjs/schema/ninjs-schema_3.1.json"


def test_texts_and_translation_are_told():
    document = to_ninjs(edition())
    assert document["uri"] == "https://desk.example/read/7/ru"
    assert (document["language"], document["version"], document["pubStatus"]) == ("ru", "3", "usable")
    assert document["headlines"][0]["value"] == "Открыт железнодорожный тоннель"
    assert {body["contentType"] for body in document["bodies"]} == {"text/html", "text/plain"}
    related = {association["name"]: association for association in document["associations"]}
    assert related["source"]["rel"] == "translatedFrom"
    assert related["source"]["language"] == "en"
    assert related["source"]["version"] == "2"
    assert related["translation-de"]["uri"] == "https://desk.example/read/7/de"
    assert related["picture"]["by"] == "Фото: Ida Moen/Fjord Pictures"
    assert {"role": "machineTranslation", "name": "mt:deepl"} in document["infoSources"]


def test_a_tombstone_is_canceled_and_empty():
    document = withdrawn(edition())
    assert document["pubStatus"] == "canceled"
    assert "bodies" not in document


@pytest.mark.parametrize(
    "made",
    [edition(), edition(locale="en", texts={}), edition(number=None, published_at=None, alternates=(), url=None)],
)
def test_documents_are_valid_ninjs(made: ReleaseInput):
    if not SCHEMA.is_file():
        pytest.skip(f"the schema is not here: {SCHEMA}")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    problems = [f"{list(e.path)}: {e.message[:200]}" for e in validator.iter_errors(to_ninjs(made))]
    problems += [f"{list(e.path)}: {e.message[:200]}" for e in validator.iter_errors(withdrawn(made))]
    assert problems == []
