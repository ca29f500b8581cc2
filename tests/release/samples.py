"""A small edition with every kind of part, for the tests of this package."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from localize.article import Block, Code, CodeKind, Role, renumber
from localize.markup import CodedText
from localize.release.values import Alternate, Provenance, ReleaseInput

LINK = Code(1, CodeKind.LINK, "a", (("href", "https://rail.example/report"),))


def block(role: Role, text: str = "", **more: Any) -> Block:
    """A block without key; ``numbered`` gives it one."""
    return Block("", role, CodedText.loads(text), **more)


SOURCE: tuple[Block, ...] = renumber(
    [
        block(Role.EDITION_DATE, "Today: Nov 23, 2026"),  # b1
        block(Role.HEADLINE, "Rail Tunnel Opens", tag="h1"),  # b2
        block(Role.STANDFIRST, "It took nine years."),  # b3
        block(Role.BYLINE, "By Paul Ames"),  # b4
        block(Role.READING_TIME, "2 mins read", data={"minutes": "2"}),  # b5
        block(Role.PICTURE, data={"url": "/static/demo/tunnel.svg"}, tag="img"),  # b6
        block(Role.ALT_TEXT, "A train"),  # b7
        block(Role.CAPTION, "The first train."),  # b8
        block(Role.CREDIT, "Photograph: Ida Moen/Fjord Pictures"),  # b9
        block(Role.SUBHEAD, "The Cost", tag="h2"),  # b10
        block(Role.PARAGRAPH, "It cost 2.8 billion, says the <1>report</1>.", codes=(LINK,)),  # b11
        block(Role.PARAGRAPH, "A second paragraph."),  # b12
        block(Role.NOTICE, "All rights to the original text belong to Fjord Wire."),  # b13
        block(Role.TEASER_HEADING, "Don't Miss"),  # b14
        block(Role.TEASER_TITLE, "A Ferry", data={"group": "1", "url": "https://a.example/ferry", "external_id": "x1"}),
        block(Role.TEASER_SUMMARY, "With 8,000 books.", data={"group": "1"}),  # b16
        block(Role.TEASER_ALT, "Shelves", data={"group": "1"}),  # b17
    ]
)

RUSSIAN: dict[str, CodedText] = {
    key: CodedText.loads(text)
    for key, text in {
        "b2": "Открыт железнодорожный тоннель",
        "b3": "На это ушло девять лет.",
        "b5": "Время чтения: 2\u00a0минуты",
        "b7": "Поезд",
        "b8": "Первый поезд.",
        "b9": "Фото: Ida Moen/Fjord Pictures",
        "b10": "Цена",
        "b11": "Согласно <1>отчёту</1>, он обошёлся в 2,8 млрд &lt;крон&gt;.",
        "b12": "Второй абзац.",
        "b13": "Все права на исходный текст принадлежат Fjord Wire.",
        "b14": "Не пропустите",
        "b15": "Паром",
        "b16": "На борту 8000 книг.",
        "b17": "Полки",
    }.items()
}

MOMENT = datetime(2026, 11, 23, 13, 10, tzinfo=UTC)


def edition(**changes: Any) -> ReleaseInput:
    """The Russian edition, published with a German one beside it; keyword arguments change it."""
    values: dict[str, Any] = {
        "article_id": "7",
        "external_id": "demo-tunnel",
        "release_id": "31",
        "locale": "ru",
        "source_locale": "en",
        "source_version": 2,
        "blocks": SOURCE,
        "texts": RUSSIAN,
        "number": 3,
        "seq": 12,
        "published_at": MOMENT,
        "url": "https://courier.example/tunnel",
        "source_name": "Fjord Wire",
        "source_url": "https://wire.example/1",
        "provenance": Provenance(
            origins={"human": 3, "memory": 8},
            engines=("deepl",),
            translators=("Елена Кравец",),
            approved_by="Jana Vogt",
        ),
        "alternates": (
            Alternate("ru", "https://desk.example/read/7/ru"),
            Alternate("de", "https://desk.example/read/7/de"),
        ),
        "site_name": "Норрхавенский курьер",
        "time_zone": ZoneInfo("Europe/Berlin"),
    }
    return ReleaseInput(**{**values, **changes})
