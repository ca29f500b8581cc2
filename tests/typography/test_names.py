"""Countries and places: what is found in English, and what it is called in the edition's language."""

import pytest

from localize.typography.countries import country_name, find_countries
from localize.typography.places import _CITIES, place_name


@pytest.mark.parametrize(
    ("text", "locale", "names"),
    [
        ("The U.S. and the UK met.", "ru", ["США", "Великобритания"]),
        ("The U.S. and the UK met.", "de", ["USA", "Großbritannien"]),
        ("The United States, the UAE, the EU", "ru", ["США", "ОАЭ", "Евросоюз"]),
        ("Czech Republic, Czechia", "ru", ["Чехия"]),
        ("in Ivory Coast and Côte d’Ivoire", "ru", ["Кот-д’Ивуар"]),
        ("in Ivory Coast", "de", ["Elfenbeinküste"]),
        ("Burma and Myanmar", "de", ["Myanmar"]),
        ("South Sudan, not Sudan", "ru", ["Южный Судан", "Судан"]),
        ("Niger is not Nigeria", "de", ["Niger", "Nigeria"]),
        ("South Korea and South Africa", "ru", ["Южная Корея", "ЮАР"]),
        ("Guinea-Bissau", "ru", ["Гвинея-Бисау"]),
        ("the Faroe Islands", "ru", ["Фарерские острова"]),
        ("They told us that it is us.", "ru", []),
        ("Iranian and Chinese officials", "ru", []),
        ("see chad.example and @France", "ru", []),
        ("In Turkey and Taiwan", "fr", ["Turquie", "Taïwan"]),
    ],
)
def test_countries_are_found_with_their_names(text: str, locale: str, names: list[str]):
    assert [country.target for country in find_countries(text, locale)] == names


def test_where_a_country_stands_is_said():
    (found,) = find_countries("Talks in the Czech Republic.", "ru")
    assert found == (13, 27, "Czech Republic", "Чехия")


@pytest.mark.parametrize(("locale", "source"), [("xx", "en"), ("ru", "de")])
def test_nothing_is_offered_for_what_is_not_known(locale: str, source: str):
    assert find_countries("Iran", locale, source) == ()


@pytest.mark.parametrize(
    ("written", "russian", "german"),
    [
        ("KYIV", "КИЕВ", "KIEW"),
        ("Geneva", "Женева", "Genf"),
        ("NEW YORK", "НЬЮ-ЙОРК", "NEW YORK"),
        ("The Hague", "Гаага", "Den Haag"),
        ("BERLIN/PARIS", "БЕРЛИН/ПАРИЖ", "BERLIN/PARIS"),
        ("Athens, Greece", "Афины, Греция", "Athen, Griechenland"),
        ("UKRAINE", "УКРАИНА", "UKRAINE"),
        ("Little Norrhaven", None, None),
        ("BERLIN/Norrhaven", None, None),
        ("Atlanta, Georgia", None, None),
        ("", None, None),
    ],
)
def test_a_place_has_its_name_or_none(written: str, russian: str | None, german: str | None):
    assert place_name(written, "ru") == russian
    assert place_name(written, "de") == german


def test_other_languages_take_no_place_from_the_table():
    assert place_name("Geneva", "fr") is None
    assert place_name("Ukraine", "fr") == "Ukraine"
    assert country_name("Norrhaven", "de") is None


def test_the_table_of_places_is_in_order_and_whole():
    assert list(_CITIES) == sorted(_CITIES)
    assert all(russian and not russian.isascii() for russian, _ in _CITIES.values())
    assert all(german != english for english, (_, german) in _CITIES.items())
