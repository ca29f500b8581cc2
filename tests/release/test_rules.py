"""Reading time and credits are made by rule; names in a credit are never touched."""

import pytest

from localize.article import Block, Role
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.release.rules import minutes_of, rule_text


def credit(written: str, locale: str) -> str | None:
    """The rule's answer for a credit, in written form."""
    block = Block("b1", Role.CREDIT, CodedText.loads(written))
    text = rule_text(block, locale, Catalogue.load(locale))
    return None if text is None else text.dumps()


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", "Фото: Harold Cunningham/AFP/Getty Images/Bloomberg"),
        ("de", "Foto: Harold Cunningham/AFP/Getty Images via Bloomberg"),
        ("en", "Photograph: Harold Cunningham/AFP/Getty Images via Bloomberg"),
    ],
)
def test_a_credit_gets_the_label_of_its_language(locale: str, expected: str):
    assert credit("Photograph: Harold Cunningham/AFP/Getty Images via Bloomberg", locale) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Photo by Ida Moen", "Фото: Ida Moen"),
        ("PHOTOS: A. Holt, B. Dahl", "Фото: A. Holt, B. Dahl"),
        ("Photo credit: Ida Moen", "Фото: Ida Moen"),
        ("Photograph by: Ida Moen", "Фото: Ida Moen"),
        ("Illustration: Ida Moen/Fjord Pictures", "Иллюстрация: Ida Moen/Fjord Pictures"),
        ("Graphic: Norrhaven Energy", "Инфографика: Norrhaven Energy"),
        ("Courtesy of Norrhaven Energy", "Предоставлено: Norrhaven Energy"),
        ("<1>Photograph: Ida Moen</1>", "<1>Фото: Ida Moen</1>"),
        ("Image: <1>Ida Moen</1> via <2>Fjord Wire</2>", "Изображение: <1>Ida Moen</1>/<2>Fjord Wire</2>"),
    ],
)
def test_every_usual_label_is_understood(written: str, expected: str):
    assert credit(written, "ru") == expected


def test_names_without_a_label_stay_as_they_are():
    assert credit("Ida Moen/Fjord Pictures", "ru") == "Ida Moen/Fjord Pictures"


@pytest.mark.parametrize("written", ["From the archive of the author", "<1>Photograph</1>: Ida Moen", "", "  "])
def test_what_the_rule_does_not_understand_is_left_to_others(written: str):
    assert credit(written, "de") is None


def test_a_language_without_catalogue_keeps_the_names_alone():
    assert credit("Photograph: Ida Moen via Fjord Wire", "fr") == "Ida Moen/Fjord Wire"


@pytest.mark.parametrize(
    ("block", "minutes"),
    [
        (Block("b", Role.READING_TIME, CodedText.loads("2 mins read")), 2),
        (Block("b", Role.READING_TIME, CodedText.loads("Two minutes"), data={"minutes": "2"}), 2),
        (Block("b", Role.READING_TIME, CodedText.loads("1.5 min")), 1.5),
        (Block("b", Role.READING_TIME, CodedText.loads("a quick read")), None),
    ],
)
def test_minutes_come_from_data_or_text(block: Block, minutes: float | None):
    assert minutes_of(block) == minutes


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1 min read", "1 минута"),
        ("2 mins read", "2 минуты"),
        ("5 mins read", "5 минут"),
        ("21 mins read", "21 минута"),
    ],
)
def test_reading_time_is_written_by_rule(written: str, expected: str):
    block = Block("b", Role.READING_TIME, CodedText.loads(written))
    text = rule_text(block, "ru", Catalogue.load("ru"))
    assert text is not None
    assert text.plain.replace("\u00a0", " ") == f"Время чтения: {expected}"


def test_a_reading_time_without_minutes_is_left_to_others():
    block = Block("b", Role.READING_TIME, CodedText.loads("a quick read"))
    assert rule_text(block, "ru", Catalogue.load("ru")) is None


@pytest.mark.parametrize("role", [Role.HEADLINE, Role.CAPTION, Role.NOTICE, Role.BYLINE])
def test_other_roles_have_no_rule(role: Role):
    assert rule_text(Block("b", role, CodedText.loads("Photo: A")), "ru", Catalogue.load("ru")) is None
