"""An edition as ninjs 3.1."""

import pytest

from localize.release.ninjs import to_ninjs, withdrawn
from localize.release.values import Alternate, ReleaseInput, TeaserLink, TeaserState
from tests.release.ninjs_schema import must_be_ninjs, problems_of
from tests.release.samples import edition


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
    assert "picture" not in related, "an address of our own host is none for others"
    whole = to_ninjs(edition(public_url="https://desk.example"))["associations"][0]
    assert (whole["name"], whole["uri"]) == ("picture", "https://desk.example/static/demo/tunnel.svg")
    assert whole["by"] == "Фото: Ida Moen/Fjord Pictures"
    assert related["teaser-1"]["uri"] == "https://a.example/ferry"
    assert related["teaser-1"]["altIds"] == [{"role": "externalId", "value": "x1"}]
    assert {"role": "machineTranslation", "name": "mt:deepl"} in document["infoSources"]


def test_a_tombstone_is_canceled_and_empty():
    document = withdrawn(edition())
    assert document["pubStatus"] == "canceled"
    assert "bodies" not in document


@pytest.mark.parametrize(
    "made",
    [
        edition(),
        edition(public_url="https://desk.example"),
        edition(locale="en", texts={}),
        edition(number=None, published_at=None, alternates=(), url=None),
        edition(alternates=(Alternate("ru", "/api/v1/articles/7/releases/ru"),), url="/tunnel"),
        edition(teaser_links={"1": TeaserLink(TeaserState.UNPUBLISHED)}),
    ],
)
def test_documents_are_valid_ninjs(made: ReleaseInput):
    must_be_ninjs(to_ninjs(made))
    must_be_ninjs(withdrawn(made))


def test_the_check_finds_what_is_wrong():
    document = to_ninjs(edition())
    assert problems_of(document) == []
    for wrong in ({"uri": "no address"}, {"pubStatus": "perhaps"}, {"invented": 1}, {"firstCreated": "yesterday"}):
        assert problems_of({**document, **wrong}), wrong
