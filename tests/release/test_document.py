"""The release document holds what a publishing system needs, and its hash changes with the text alone."""

import json
from datetime import timedelta

from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.release.document import content_hash, to_json
from localize.release.text import to_text
from localize.release.values import Provenance
from tests.release.samples import MOMENT, RUSSIAN, edition


def test_the_document_says_what_it_is():
    document = to_json(edition(stale_since=MOMENT + timedelta(hours=1)))
    assert document["id"] == "31"
    assert (document["article_id"], document["external_id"]) == ("7", "demo-tunnel")
    assert (document["locale"], document["number"], document["sequence"]) == ("ru", 3, 12)
    assert document["published_at"] == "2026-11-23T13:10:00+00:00"
    assert document["translated_from_version"] == 2
    assert document["stale_since"] == "2026-11-23T14:10:00+00:00"
    assert document["reading_minutes"] == 2
    assert document["alternates"][1] == {"locale": "de", "url": "https://desk.example/read/7/de"}
    assert document["source"] == {"name": "Fjord Wire", "url": "https://wire.example/1"}


def test_texts_come_as_html_and_as_text():
    document = to_json(edition())
    assert "&lt;крон&gt;" in document["body_html"]
    assert '<a href="https://rail.example/report"' in document["body_html"]
    assert document["body_text"] == "Цена\n\nСогласно отчёту, он обошёлся в 2,8 млрд <крон>.\n\nВторой абзац."
    assert document["notice"] == "Все права на исходный текст принадлежат Fjord Wire."
    assert document["picture"]["credit"] == "Фото: Ida Moen/Fjord Pictures"
    assert document["teasers"][0]["title"] == "Паром"
    roles = [entry["role"] for entry in document["blocks"]]
    assert roles[:3] == ["headline", "standfirst", "byline"]
    assert "edition_date" not in roles


def test_provenance_tells_machines_from_people():
    provenance = to_json(edition())["provenance"]
    assert provenance["machine_assisted"] is True
    assert provenance["engines"] == ["deepl"]
    assert provenance["translators"] == ["Елена Кравец"]
    human = Provenance(origins={"human": 11}, translators=("Елена Кравец",))
    assert to_json(edition(provenance=human))["provenance"]["machine_assisted"] is False


def test_provenance_reads_what_a_release_keeps():
    raw = {"segments": 4, "origins": {"mt:google": 4}, "engines": ["google"], "translators": [], "approved_by": "J. V."}
    provenance = Provenance.from_json(raw)
    assert provenance.machine_assisted
    assert provenance.editors == ("J. V.",)


def test_the_document_is_json():
    assert json.loads(json.dumps(to_json(edition())))["headline"] == "Открыт железнодорожный тоннель"


def test_the_hash_follows_the_text_and_nothing_else():
    first = to_json(edition())
    again = to_json(edition(number=4, seq=99, published_at=MOMENT + timedelta(days=1), release_id="32", alternates=()))
    assert first["content_hash"] == again["content_hash"] == content_hash(first)
    changed = to_json(edition(texts={**RUSSIAN, "b12": CodedText.plain_text("Второй абзац!")}))
    assert changed["content_hash"] != first["content_hash"]


def test_a_preview_has_no_number_and_no_time():
    document = to_json(edition(number=None, seq=None, published_at=None, release_id=None))
    assert (document["number"], document["sequence"], document["published_at"]) == (None, None, None)


def test_plain_text_reads_from_headline_to_teasers():
    text = to_text(edition(), Catalogue.load("ru"))
    assert text.replace("\u00a0", " ").startswith("Открыт железнодорожный тоннель\n\nВремя чтения: 2 минуты\n\n")
    assert text.endswith("Не пропустите\n\nПаром\nНа борту 8000 книг.\n")
    assert "Paul Ames" in text
