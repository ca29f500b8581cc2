"""Three short articles with their texts in Russian and German, and the harbour's in German: for pages with content."""

from dataclasses import dataclass

from localize.article import Article, Block, Role, renumber
from localize.markup import CodedText
from tests.journeys.stories import Draft


@dataclass(frozen=True)
class Line:
    """A block of one sentence, and what it says elsewhere."""

    role: Role
    en: str
    ru: str
    de: str


@dataclass(frozen=True)
class ShortStory:
    """An article of few sentences."""

    name: str
    lines: tuple[Line, ...]

    @property
    def article(self) -> Article:
        """As it is filed."""
        return Article(blocks=renumber([Block("", line.role, CodedText.loads(line.en)) for line in self.lines]))

    def drafts(self, locale: str, origin: str = "mt:google") -> dict[str, Draft]:
        """Every sentence's draft."""
        return {line.en: Draft(line.ru if locale == "ru" else line.de, origin) for line in self.lines}


FERRY = ShortStory(
    "ferry",
    (
        Line(
            Role.HEADLINE,
            "Night Ferry to Skarvholm Sails Again After 11 Years",
            "Ночной паром на Скарвхольм снова ходит после перерыва в 11 лет",
            "Nachtfähre nach Skarvholm fährt nach 11 Jahren wieder",
        ),
        Line(
            Role.STANDFIRST,
            "The ship leaves the old quay in the evening and arrives before breakfast.",
            "Судно отходит от старой набережной вечером и прибывает к завтраку.",
            "Das Schiff legt am Abend am alten Kai ab und kommt vor dem Frühstück an.",
        ),
        Line(
            Role.PARAGRAPH,
            "All 212 cabins of the first trip were sold within a day.",
            "Все 212\u00a0кают первого рейса были проданы за один день.",
            "Alle 212 Kabinen der ersten Fahrt waren nach einem Tag verkauft.",
        ),
        Line(
            Role.QUOTATION,
            "“My grandmother took this boat to her wedding,” said Jonas Brekke, the captain.",
            "«На этом пароме моя бабушка ехала на свою свадьбу», — сказал капитан Йонас Брекке.",
            "„Mit diesem Schiff fuhr meine Großmutter zu ihrer Hochzeit“, sagte Jonas Brekke, der Kapitän.",
        ),
        Line(
            Role.PARAGRAPH,
            "A ticket costs 48 crowns, and bicycles travel free of charge.",
            "Билет стоит 48\u00a0крон, а велосипеды едут бесплатно.",
            "Eine Fahrkarte kostet 48\u00a0Kronen, Fahrräder fahren kostenlos mit.",
        ),
    ),
)

BRIDGE = ShortStory(
    "bridge",
    (
        Line(
            Role.HEADLINE,
            "Storm Closes the Harbour Bridge for 2 Days",
            "Шторм закрыл портовый мост на 2 дня",
            "Sturm sperrt die Hafenbrücke für 2 Tage",
        ),
        Line(
            Role.PARAGRAPH,
            "Gusts of 120 kilometres an hour bent a mast of the bridge on Saturday.",
            "В субботу порывы ветра до 120\u00a0километров в час погнули мачту моста.",
            "Böen von 120\u00a0Kilometern pro Stunde verbogen am Samstag einen Mast der Brücke.",
        ),
        Line(
            Role.PARAGRAPH,
            "Nobody was hurt, the police said.",
            "По данным полиции, никто не пострадал.",
            "Verletzt wurde niemand, teilte die Polizei mit.",
        ),
        Line(
            Role.PARAGRAPH,
            "Buses take the ring road until the mast is replaced.",
            "Пока мачту не заменят, автобусы ходят по кольцевой дороге.",
            "Bis der Mast ersetzt ist, fahren die Busse über die Ringstraße.",
        ),
    ),
)

BRIDGE_AGAIN = ShortStory(
    "bridge",
    (
        Line(
            Role.HEADLINE,
            "Storm Closes the Harbour Bridge for 5 Days",
            "Шторм закрыл портовый мост на 5 дней",
            "Sturm sperrt die Hafenbrücke für 5 Tage",
        ),
        *BRIDGE.lines[1:2],
        Line(
            Role.PARAGRAPH,
            "Two people were slightly hurt, the police said.",
            "По данным полиции, два человека получили лёгкие травмы.",
            "Zwei Menschen wurden leicht verletzt, teilte die Polizei mit.",
        ),
        *BRIDGE.lines[3:],
    ),
)

LIBRARY = ShortStory(
    "library",
    (
        Line(
            Role.HEADLINE,
            "A Library That Lends Umbrellas, Drills and a Tuba",
            "Библиотека, где выдают зонты, дрели и тубу",
            "Eine Bibliothek, die Schirme, Bohrer und eine Tuba verleiht",
        ),
        Line(
            Role.STANDFIRST,
            "Whoever has a card may take 3 things home for a month.",
            "По читательскому билету можно взять домой 3\u00a0вещи на месяц.",
            "Wer einen Ausweis hat, darf 3\u00a0Dinge für einen Monat mitnehmen.",
        ),
        Line(
            Role.PARAGRAPH,
            "The tuba has been away 41 times since spring.",
            "С весны тубу брали 41\u00a0раз.",
            "Die Tuba war seit dem Frühjahr 41-mal unterwegs.",
        ),
        Line(
            Role.PARAGRAPH,
            "Nothing has been lost so far, except one umbrella.",
            "До сих пор ничего не пропало, кроме одного зонта.",
            "Verloren ging bisher nichts außer einem Schirm.",
        ),
    ),
)

HARBOUR_DE = {
    "Old Harbour of Norrhaven Reopens as a Park With 600 Trees": "Alter Hafen von Norrhaven wird ein Park mit 600 Bäumen",
    "After four years of work, the 12-hectare quay welcomed its first visitors on Sunday.": (
        "Nach vier Jahren Arbeit empfing der 12\u00a0Hektar große Kai am Sonntag seine ersten Besucher."
    ),
    "Visitors walk past the first crane of the port on November 22.": (
        "Besucher gehen am 22.\u00a0November am ersten Kran des Hafens vorbei."
    ),
    "Photograph: Ida Moen/Fjord Pictures": "Foto: Ida Moen/Fjord Pictures",
    "Cranes Stay, Fences Go": "Kräne bleiben, Zäune gehen",
    "The quay used to be closed to the public.": "Früher war der Kai für die Öffentlichkeit geschlossen.",
    "Now it has three entrances and no gates.": "Heute hat er drei Eingänge und keine Tore.",
    "“For forty years we smelled the sea and could not see it,” said Marta Elvin, the mayor.": (
        "„Vierzig Jahre lang rochen wir das Meer und sahen es nicht“, sagte Marta Elvin, die Bürgermeisterin."
    ),
    "“From today children learn to swim here.”": "„Von heute an lernen Kinder hier schwimmen.“",
    "The park cost 2.8 billion crowns, 140 million more than planned, according to the"
    " <1>final report</1> of the city treasury.": (
        "Der Park kostete 2,8\u00a0Milliarden Kronen, 140\u00a0Millionen mehr als geplant, wie aus dem"
        " <1>Abschlussbericht</1> der Stadtkasse hervorgeht."
    ),
    "Ticket sales for the ferry open on October 1.": "Der Verkauf der Fährkarten beginnt am 1.\u00a0Oktober.",
    "In the first week, 61,000 people came, more than the museum counts in a <2>whole</2> year.": (
        "In der ersten Woche kamen 61.000\u00a0Menschen, mehr als das Museum in einem <2>ganzen</2> Jahr zählt."
    ),
    "What Changes for Neighbours": "Was sich für die Nachbarn ändert",
    "Cars must use the ring road from January 11, 2027.": "Autos müssen ab 11.\u00a0Januar 2027 die Ringstraße benutzen.",
    "Bicycles &amp; boats may stay.": "Fahrräder und Boote dürfen bleiben.",
    "This article was prepared from materials of the Norrhaven City Council.": (
        "Dieser Artikel entstand nach Unterlagen des Stadtrats von Norrhaven."
    ),
    "The original report can be found here: <1>Norrhaven City Council</1>.": (
        "Der ursprüngliche Bericht steht hier: <1>Stadtrat von Norrhaven</1>."
    ),
    "How to Move a Crane": "Wie man einen Kran versetzt",
    "It weighs 240 tonnes.": "Er wiegt 240\u00a0Tonnen.",
    "Nobody had the manual.": "Niemand hatte die Anleitung.",
}


def harbour_de() -> dict[str, Draft]:
    """German drafts of the harbour."""
    return {source: Draft(text) for source, text in HARBOUR_DE.items()}
