"""Latin spellings of names that come from Cyrillic: told by their endings and letters, and taken back.

English papers write them after BGN/PCGN, loosely (Shchukin, Khrushchev, Zelenskiy, Zaluzhnyi). Whether a name comes from
Cyrillic is guessed: by the endings of Russian, Ukrainian, Belarusian and Caucasian surnames, by first names, by groups of
letters that English does not have (kh, zh, shch). A guess is never certain: Kosovan and Chopin end so, too.
"""

import re
from types import MappingProxyType
from typing import Final, NamedTuple

from localize.terms.name import Gender
from localize.terms.spelling import plain_letters, word_key

_ENDS: Final = re.compile(
    r"(?:[^aeiou]ov|[aeiou][lnrktvmsgbdpz]ov|[^aeiou]ova|[aeiou][lnrktvmsgbdpz]ova|[lnrktvmsgbdzh]ev|[lnrktvmsgbdzh]eva|[iy]ev|[iy]eva|yov|yova"
    r"|[nvdhlrztk]sk(?:iy|yi|yy|ii|y)|[nvdhlrztk]skaya|tsky|tskyi|tskaya|enko|chenko|chuk|shchuk|[aeiou]yuk|niuk|niyuk|shvili|adze|idze"
    r"|ovych|evych|ovich|evich|ovna|evna|zhny|zhnyi|alny|alnyi|alnaya|enkov|enkova|[nlmtkh]yan|[gk]in(?=$)|shin|khin|zhin|tsyn|tsin)$"
)
# kh and zh alone would take Arabic, Indian and Chinese names as well (Khalid, Mukherjee, Zhou).
_GROUPS: Final = re.compile(r"zh(?=[bdgklmnrtv]|$)|shch|iya$|yy$|^ts[aeiouv]|vych|ytsk|yts|khtar$|khov|^khr[aeiou]shch")
_UKRAINIAN: Final = re.compile(
    r"yi$|yy$|vych|hiy$|^oleks|dr[iy]{1,2}y?$|mykh|mykol|volody|^dmytro|^serhi|^yevhen|^hry|lyk$|chuk$|enko$|yts|lenskiy|iuk$|^vol?odym|kyi"
)

# First names: English spellings, Russian form, German form, gender. Ukrainian ones are Russian in Russian papers.
_NAMES: Final = """
alexander|aleksandr Александр Alexander m; oleksandr Александр Oleksandr m u; alexey|aleksei Алексей Alexej m; oleksiy|oleksii Алексей Oleksij m u; anatoly Анатолий Anatoli m;
andrei Андрей Andrej m; andriy|andrii Андрей Andrij m u; anton Антон Anton m; arkady Аркадий Arkadi m; arseny|arseniy Арсений Arseni m; artyom|artem Артём Artjom m; bogdan Богдан Bogdan m;
bohdan Богдан Bohdan m u; boris Борис Boris m; borys Борис Borys m u; danil|daniil Даниил Daniil m; denis Денис Denis m; denys Денис Denys m u; dmitry Дмитрий Dmitri m; dmytro Дмитрий Dmytro m u;
eduard Эдуард Eduard m; yevgeny Евгений Jewgeni m; yevhen Евгений Jewhen m u; yegor Егор Jegor m; fyodor|fedor Фёдор Fjodor m; gennady Геннадий Gennadi m; georgy Георгий Georgi m; gleb Глеб Gleb m; grigory Григорий Grigori m;
igor Игорь Igor m; ihor Игорь Ihor m u; ilya Илья Ilja m; iosif Иосиф Iossif m; ivan Иван Iwan m; kirill Кирилл Kirill m; konstantin Константин Konstantin m; kostiantyn Константин Kostjantyn m u; kyrylo Кирилл Kyrylo m u; lavrenty Лаврентий Lawrenti m; leonid Леонид Leonid m;
lev Лев Lew m; maxim|maksim Максим Maxim m; maksym Максим Maksym m u; mikhail Михаил Michail m; mykhailo Михаил Mychajlo m u; mykola Николай Mykola m u; mikola Николай Mykola m u; nikita Никита Nikita m; nikolai Николай Nikolai m; oleg Олег Oleg m; oleh Олег Oleh m u; pavel Павел Pawel m; pavlo Павел Pawlo m u;
petro Пётр Petro m u; pyotr Пётр Pjotr m; ramzan Рамзан Ramsan m; roman Роман Roman m; rostislav Ростислав Rostislaw m; ruslan Руслан Ruslan m; rustem Рустем Rustem m; semyon Семён Semjon m; sergei Сергей Sergej m; serhiy|serhii Сергей Serhij m u; stanislav Станислав Stanislaw m; stepan Степан Stepan m;
sviatoslav Святослав Swjatoslaw m; taras Тарас Taras m u; timofei Тимофей Timofej m; timur Тимур Timur m; vadim Вадим Wadim m; vadym Вадим Wadym m u; valentin Валентин Walentin m; valery Валерий Waleri m; valeriy|valerii Валерий Walerij m u; vasily Василий Wassili m; vasyl Василий Wassyl m u; viacheslav|vyacheslav Вячеслав Wjatscheslaw m; viktor Виктор Viktor m;
vitaly Виталий Witali m; vitalii Виталий Witalij m u; vladimir Владимир Wladimir m; volodymyr Владимир Wolodymyr m u; vladislav Владислав Wladislaw m; vladyslav Владислав Wladyslaw m u; vsevolod Всеволод Wsewolod m; vyacheslav Вячеслав Wjatscheslaw m; yakov Яков Jakow m; yaroslav Ярослав Jaroslaw m; yuri Юрий Juri m; yuriy|yurii Юрий Jurij m u; zakhar Захар Sachar m;
alla Алла Alla f; alina Алина Alina f; anastasia Анастасия Anastassija f; anna Анна Anna f; antonina Антонина Antonina f; daria|darya Дарья Darja f; ekaterina|yekaterina Екатерина Jekaterina f; elena|yelena Елена Jelena f; olena Елена Olena f u; elvira Эльвира Elwira f; galina Галина Galina f; irina Ирина Irina f; iryna Ирина Iryna f u; kateryna Екатерина Kateryna f u; ksenia Ксения Xenija f; larisa Лариса Larissa f;
lesya Леся Lessja f u; lilia Лилия Lilija f; lyudmila|ludmila Людмила Ljudmila f; margarita Маргарита Margarita f; maria Мария Maria f; marina Марина Marina f; nadezhda Надежда Nadeschda f; nadia|nadiya Надежда Nadija f u; natalia|natalya Наталья Natalja f; nataliya Наталья Natalija f u; oksana Оксана Oksana f; olga Ольга Olga f; olha Ольга Olha f u; polina Полина Polina f; sofia Софья Sofja f; svetlana Светлана Swetlana f; sviatlana Светлана Swjatlana f u;
tatiana|tatyana Татьяна Tatjana f; tetiana Татьяна Tetjana f u; valentina Валентина Walentina f; valeria Валерия Walerija f; viktoria Виктория Viktorija f; yulia Юлия Julia f; zoya Зоя Soja f; alexandra|aleksandra Александра Alexandra f; zhanna Жанна Schanna f; raisa Раиса Raissa f; evgenia|yevgenia Евгения Jewgenija f
"""


class GivenName(NamedTuple):
    """A Slavic first name in Russian and German; ``ukrainian``: one that a Ukrainian or Belarusian bears."""

    russian: str
    german: str
    gender: Gender
    ukrainian: bool


def _table() -> dict[str, GivenName]:
    found: dict[str, GivenName] = {}
    for line in filter(None, (entry.strip() for entry in _NAMES.replace("\n", " ").split(";"))):
        spellings, russian, german, gender, *rest = line.split(" ")
        name = GivenName(russian, german, Gender.MASCULINE if gender == "m" else Gender.FEMININE, bool(rest))
        found |= {spelling: name for spelling in spellings.split("|") if spelling not in found}
    return found


FIRST_NAMES: Final = MappingProxyType(_table())
_BY_KEY: Final = {word_key(name): entry for name, entry in reversed(list(FIRST_NAMES.items()))}
# Names whose Ukrainian form English tells from the Russian one: Sergei is no Serhiy.
_TWO_FORMS: Final = {name.russian for name in FIRST_NAMES.values() if name.ukrainian}
# First names that are English, German or Spanish as well say nothing.
_COMMON_TO_ALL: Final = frozenset(
    [
        "alexander",
        "anna",
        "maria",
        "marina",
        "elena",
        "roman",
        "anton",
        "eduard",
        "leonid",
        "olga",
        "nadia",
        "sofia",
        "viktor",
        "natalia",
        "margarita",
        "valentina",
        "konstantin",
        "irina",
        "boris",
        "igor",
        "ivan",
        "valeria",
        "alexandra",
        "nikita",
        "pavel",
        "polina",
        "daria",
        "alina",
    ]
)


def slavic_first_name(word: str) -> GivenName | None:
    """By any of its English spellings."""
    plain = plain_letters(word)
    return FIRST_NAMES.get(plain) or _BY_KEY.get(word_key(word))


def comes_from_cyrillic(words: list[str]) -> bool:
    """A guess over the words of a name."""
    lows = [plain_letters(word) for word in words]
    if any(_looks(low) for low in lows[-1:]):
        return True
    first = lows[0]
    telling = slavic_first_name(first) is not None and first not in _COMMON_TO_ALL
    return (telling and len(lows) > 1) or (len(lows) > 1 and any(map(_looks, lows)))


def _looks(low: str) -> bool:
    return len(low) > 3 and bool(_ENDS.search(low) or _GROUPS.search(low))


def is_ukrainian(words: list[str]) -> bool:
    """Whether a name of Cyrillic origin is rather Ukrainian than Russian."""
    first = slavic_first_name(words[0])
    if first and len(words) > 1 and first.russian in _TWO_FORMS:
        return first.ukrainian
    return any(_UKRAINIAN.search(plain_letters(word)) for word in words)


_BACK: Final[tuple[tuple[str, str], ...]] = (
    (r"shch|sch(?=[aeiouy])", "щ"),
    (r"tsch|tch", "ч"),
    (r"zh", "ж"),
    (r"kh", "х"),
    (r"ts(?!k)|tz", "ц"),
    (r"ts(?=k)", "ц"),
    (r"ch", "ч"),
    (r"sh", "ш"),
    (r"(?<=[aeiou])y(?![aeiou])", "й"),
    (r"(?<=[aoe])i(?=[bdgkmpstvrnlz])", "й"),
    (r"(?<=o)u(?=sk)", "в"),
    (r"ski$|sky$|skiy$|skyi$|skyy$|skii$", "ский"),
    (r"(?<=ts)ky$|(?<=ts)kyi$|(?<=ts)kiy$", "кий"),
    (r"(?<=[hlnrdktv])(?:nyi|nyy|ny)$", "ный"),
    (r"(?:yi|yy)$", "ый"),
    (r"(?:iy|ii)$", "ий"),
    (r"(?<=[rlgsdkx])y$", "ий"),
    (r"(?<=[^aeiou])y$", "ый"),
    (r"yan$", "ян"),
    (r"iya|ia$", "ия"),
    (r"aya$", "ая"),
    (r"(?<=[bdfgklmnprstvz])ya", "я"),
    (r"(?<=[bdfgklmnprstvz])yu|(?<=[bdfgklmnprstvz])iu", "ю"),
    (r"(?<=[bdfgklmnprstvz])yo", "ё"),
    (r"(?<=[bdfgklmnprstvz])ye|(?<=[aeiou])ye", "е"),
    (r"ya|ia(?=[^n])", "я"),
    (r"yu|iu", "ю"),
    (r"yo", "ё"),
    (r"^ye|ye", "е"),
    (r"ie(?=v)", "ие"),
    (r"^e(?=[lvgkz])", "е"),
    (r"^e", "э"),
    (r"(?<=[iaou])e", "е"),
    (r"x", "кс"),
    (r"y", "ы"),
)
_COMPILED: Final = tuple((re.compile(pattern), out) for pattern, out in _BACK)
_LETTERS: Final = dict(zip("abcdefghijklmnopqrstuvwz", "абцдефгхийклмнопкрстуввз", strict=True))


def back_to_cyrillic(word: str, *, ukrainian: bool = False) -> str:
    """One word of a name in Russian letters; soft signs and ё, which English leaves out, mostly stay out.

    ``ukrainian``: h is г and y mostly и, as Russian papers spell Ukrainian surnames (Shmyhal is Шмыгаль, Klymenko Клименко).
    """
    letters = plain_letters(word)
    out: list[str] = []
    at = 0
    while at < len(letters):
        found = next(((m.end(), sound) for p, sound in _COMPILED if (m := p.match(letters, at))), None)
        end, sound = found or (at + 1, _LETTERS.get(letters[at], letters[at]))
        if ukrainian and letters[at:end] == "h":
            sound = "г"
        elif ukrainian and letters[at:end] == "y" and at > 0:
            sound = "и"
        out.append(sound)
        at = end
    return _soft("".join(out)).capitalize()


def _soft(text: str) -> str:
    """The soft signs that endings call for: -альный, -ильный, -юк stays; -ль before н, ч, к; the end -аль, -ань."""
    text = re.sub(r"(?<=[аи])л(?=н(?:ый|ая|ов|ова)$)", "ль", text)
    text = re.sub(r"л(?=(?:чук|ченко|цев|цева|цов|цова|чик|ский|ская|кин|кина|ник|нов|нова|цин|цина|ман)$)", "ль", text)
    return re.sub(r"(?<=[ое])н(?=ков$|кова$)", "н", text)
