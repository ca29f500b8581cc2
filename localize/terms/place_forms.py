"""Places that are often in the news, that CLDR does not name and no rule gets right: in Russian and German. Our own table."""

from typing import Final

from localize.terms.spelling import variants_key

_PLACES: Final = """
Kharkiv Харьков Charkiw; Lviv Львов Lwiw; Odesa Одесса Odessa; Dnipro Днепр Dnipro; Mykolaiv Николаев Mykolajiw; Kherson Херсон Cherson;
Chernihiv Чернигов Tschernihiw; Luhansk Луганск Luhansk; Donetsk Донецк Donezk; Mariupol Мариуполь Mariupol; Bakhmut Бахмут Bachmut;
Avdiivka Авдеевка Awdijiwka; Irpin Ирпень Irpin; Bucha Буча Butscha; Vinnytsia Винница Winnyzja; Kryvyi_Rih Кривой_Рог Krywyj_Rih; Vovchansk Волчанск Wowtschansk;
Kupiansk Купянск Kupjansk; Izium Изюм Isjum; Kramatorsk Краматорск Kramatorsk; Crimea Крым Krim; Donbas Донбасс Donbass; Donbass Донбасс Donbass; Chernobyl Чернобыль Tschernobyl;
Zaporizhzhia Запорожье Saporischschja; Moscow Москва Moskau; Crimean_Peninsula Крымский_полуостров Halbinsel_Krim; Sevastopol Севастополь Sewastopol;
St._Petersburg Санкт-Петербург St._Petersburg; Kursk Курск Kursk; Belgorod Белгород Belgorod; Bryansk Брянск Brjansk; Rostov-on-Don Ростов-на-Дону Rostow_am_Don; Chechnya Чечня Tschetschenien;
Minsk Минск Minsk; Abu_Dhabi Абу-Даби Abu_Dhabi; Abuja Абуджа Abuja; Jerusalem Иерусалим Jerusalem; Tel_Aviv Тель-Авив Tel_Aviv; Washington Вашингтон Washington; Hamburg Гамбург Hamburg; Frankfurt Франкфурт Frankfurt; Stuttgart Штутгарт Stuttgart; Barcelona Барселона Barcelona; Beijing Пекин Peking; Shanghai Шанхай Schanghai; Mumbai Мумбаи Mumbai; New_Delhi Нью-Дели Neu-Delhi; Osaka Осака Osaka; Edinburgh Эдинбург Edinburgh; Manchester Манчестер Manchester; Liverpool Ливерпуль Liverpool; Boston Бостон Boston; Philadelphia Филадельфия Philadelphia; San_Francisco Сан-Франциско San_Francisco; Houston Хьюстон Houston; Seattle Сиэтл Seattle; Miami Майами Miami; Las_Vegas Лас-Вегас Las_Vegas; Mogilev Могилёв Mogiljow; Gaza Газа Gaza; Gaza_Strip сектор_Газа Gazastreifen; West_Bank Западный_берег_реки_Иордан Westjordanland; Geneva Женева Genf; Munich Мюнхен München; Cologne Кёльн Köln;
Venice Венеция Venedig; Milan Милан Mailand; Naples Неаполь Neapel; Florence Флоренция Florenz; Turin Турин Turin; The_Hague Гаага Den_Haag; Antwerp Антверпен Antwerpen; Nuremberg Нюрнберг Nürnberg; Hanover Ганновер Hannover; Krakow Краков Krakau; Gdansk Гданьск Danzig;
Bavaria Бавария Bayern; Saxony Саксония Sachsen; Catalonia Каталония Katalonien; Scotland Шотландия Schottland; Wales Уэльс Wales; England Англия England; Texas Техас Texas; Florida Флорида Florida; California Калифорния Kalifornien;
Downing_Street Даунинг-стрит Downing_Street; Kremlin Кремль Kreml; White_House Белый_дом Weißes_Haus; Capitol_Hill Капитолийский_холм Capitol_Hill; Siberia Сибирь Sibirien; Europe Европа Europa; Asia Азия Asien; Africa Африка Afrika; Xinjiang Синьцзян Xinjiang; Tibet Тибет Tibet; Kashmir Кашмир Kaschmir
"""


PLACE_NAMES: Final = tuple(entry.split()[0].replace("_", " ") for entry in _PLACES.split(";") if entry.strip())


def _table() -> dict[str, tuple[str, str]]:
    lines = (entry.split() for entry in _PLACES.split(";") if entry.strip())
    return {
        variants_key(name.replace("_", " ")): (russian.replace("_", " "), german.replace("_", " "))
        for name, russian, german in lines
    }


_BY_KEY: Final = _table()


def place_form(written: str, locale: str) -> str:
    """The place's name in Russian or German; empty when it is not in the table."""
    entry = _BY_KEY.get(variants_key(written))
    language = locale.replace("_", "-").split("-", 1)[0].lower()
    return entry[("ru", "de").index(language)] if entry and language in {"ru", "de"} else ""
