"""One article with everything that a page may hold, in three languages."""

from datetime import timedelta

from localize.article import Block, Role, renumber
from localize.elements import wrap
from localize.intake.html import parse_body
from localize.markup import CodedText
from localize.release.values import Alternate, Provenance, ReleaseInput, TeaserLink, TeaserState
from tests.release.samples import MOMENT, block, edition

LOCALES = ("en", "ru", "de")

_HEAD = {
    "en": (
        "Norrhaven and Lindsund Are 19 Minutes Apart as Rail Tunnel Opens",
        "After nine years of digging, the 23.4-kilometre Kestrel Tunnel carried its first passengers on Sunday.",
        "A train with its lamps lit leaves a tunnel portal",
        "The first scheduled train leaves the southern portal of the Kestrel Tunnel on November 22.",
        "Illustration: Ida Moen/Fjord Pictures",
    ),
    "ru": (
        "Из Норрхавена в Линдсунн за 19\u00a0минут: открыт железнодорожный тоннель",
        "После девяти лет строительства Кестрельский тоннель длиной 23,4\u00a0километра принял первых пассажиров.",
        "Поезд с зажжёнными фарами выезжает из портала тоннеля",
        "Первый рейсовый поезд выходит из южного портала Кестрельского тоннеля, 22\u00a0ноября.",
        "Иллюстрация: Ida Moen/Fjord Pictures",
    ),
    "de": (
        "Eisenbahntunnel eröffnet: In 19\u00a0Minuten von Norrhaven nach Lindsund",
        "Nach neun Jahren Bauzeit ist am Sonntag der erste Zug durch den 23,4\u00a0Kilometer langen Tunnel gefahren.",
        "Ein Zug mit eingeschalteten Lampen verlässt ein Tunnelportal",
        "Der erste planmäßige Zug verlässt am 22.\u00a0November das Südportal des Kestrel-Tunnels.",
        "Illustration: Ida Moen/Fjord Pictures",
    ),
}

_BODY = {
    "en": """
<h2>Half the Time, Twice the Trains</h2>
<p>The coastal journey used to take 38 minutes. Trains now leave every quarter of an hour at <em>peak</em> times.</p>
<p>“For forty years people told us the mountain was the end of the line,” said Marta Elvin, the mayor of Lindsund.
“From today it is simply a place you travel through.”</p>
<p>The tunnel cost 2.8 billion crowns, <strong>140 million more</strong> than planned, according to the
<a href="https://rail.example/kestrel/final-report">final report</a> of the rail authority.</p>
<blockquote><p>We budgeted for the rock we had drilled, and the mountain had other rock.</p>
<p><cite>Tomas Berg, chief engineer</cite></p></blockquote>
<h4>What Has Changed</h4>
<ul><li>Bicycles travel free of charge.</li><li>Night trains start in January:<ul><li>on weekdays at 1:10;</li>
<li>at weekends every hour.</li></ul></li><li>Refunds are automatic.</li></ul>
<table><caption>Trains a day</caption><thead><tr><th>Line</th><th>Before</th><th>Now</th><th>Journey</th></tr></thead>
<tbody><tr><th>Norrhaven–Lindsund, the direct line</th><td>31</td><td>64</td><td>19 minutes</td></tr>
<tr><th>Norrhaven–Airport by the harbour</th><td>48</td><td>48</td><td>22 minutes</td></tr></tbody></table>
<figure><img src="https://pictures.example/beach.jpg" alt="A beach beside a breakwater">
<figcaption>The spoil became a beach. <small>Photograph: Ida Moen</small></figcaption></figure>
<h2>Nine Years Underground</h2>
<ol><li>March 2018: two boring machines set out.</li><li>October 2024: they meet.</li></ol>
<dl><dt>Spoil</dt><dd>4.1 million cubic metres.</dd></dl>
<hr><p>The beach opens to swimmers in June.</p>
""",
    "ru": """
<h2>Вдвое быстрее, вдвое чаще</h2>
<p>Дорога вдоль побережья занимала 38 минут. Теперь в <em>часы пик</em> поезда отправляются каждые четверть часа.</p>
<p>«Сорок лет нам говорили, что у горы пути заканчиваются, — сказала мэр Линдсунна Марта Эльвин. — С сегодняшнего дня
это просто место, через которое проезжаешь».</p>
<p>Тоннель обошёлся в 2,8 млрд крон — <strong>на 140 млн больше</strong>, чем планировалось, говорится в
<a href="https://rail.example/kestrel/final-report">итоговом отчёте</a> железнодорожного управления.</p>
<blockquote><p>Мы заложили в смету породу, которую бурили, а у горы оказалась другая.</p>
<p><cite>Томас Берг, главный инженер</cite></p></blockquote>
<h4>Что изменилось</h4>
<ul><li>Велосипеды перевозят бесплатно.</li><li>Ночные поезда начнут ходить в январе:<ul><li>по будням в 1:10;</li>
<li>по выходным каждый час.</li></ul></li><li>Деньги за билет возвращаются автоматически.</li></ul>
<table><caption>Поездов в день</caption><thead><tr><th>Линия</th><th>Раньше</th><th>Теперь</th><th>В пути</th></tr></thead>
<tbody><tr><th>Норрхавен — Линдсунн, прямая линия</th><td>31</td><td>64</td><td>19 минут</td></tr>
<tr><th>Норрхавен — аэропорт через гавань</th><td>48</td><td>48</td><td>22 минуты</td></tr></tbody></table>
<figure><img src="https://pictures.example/beach.jpg" alt="Пляж у волнолома">
<figcaption>Из вынутой породы насыпали пляж. <small>Фото: Ida Moen</small></figcaption></figure>
<h2>Девять лет под землёй</h2>
<ol><li>Март 2018 года: два щита начинают проходку.</li><li>Октябрь 2024 года: они встречаются.</li></ol>
<dl><dt>Вынутая порода</dt><dd>4,1 млн кубометров.</dd></dl>
<hr><p>Пляж откроется для купания в июне.</p>
""",
    "de": """
<h2>Halbe Zeit, doppelt so viele Züge</h2>
<p>Die Fahrt an der Küste entlang dauerte 38 Minuten. In den <em>Hauptverkehrszeiten</em> fahren die Züge nun im
Viertelstundentakt.</p>
<p>„Vierzig Jahre lang hat man uns gesagt, am Berg sei Schluss“, sagte Marta Elvin, die Bürgermeisterin von Lindsund.
„Von heute an ist er einfach ein Ort, durch den man fährt.“</p>
<p>Der Tunnel kostete 2,8 Mrd. Kronen, <strong>140 Mio. mehr</strong> als geplant, wie aus dem
<a href="https://rail.example/kestrel/final-report">Abschlussbericht</a> der Eisenbahnbehörde hervorgeht.</p>
<blockquote><p>Wir hatten das Gestein kalkuliert, das wir angebohrt hatten, und der Berg hatte anderes.</p>
<p><cite>Tomas Berg, Chefingenieur</cite></p></blockquote>
<h4>Was sich ändert</h4>
<ul><li>Fahrräder fahren kostenlos mit.</li><li>Nachtzüge verkehren ab Januar:<ul><li>werktags um 1.10 Uhr,</li>
<li>am Wochenende stündlich.</li></ul></li><li>Erstattungen erfolgen automatisch.</li></ul>
<table><caption>Züge am Tag</caption><thead><tr><th>Strecke</th><th>Früher</th><th>Jetzt</th><th>Fahrzeit</th></tr></thead>
<tbody><tr><th>Norrhaven–Lindsund, direkte Strecke</th><td>31</td><td>64</td><td>19 Minuten</td></tr>
<tr><th>Norrhaven–Flughafen über den Hafen</th><td>48</td><td>48</td><td>22 Minuten</td></tr></tbody></table>
<figure><img src="https://pictures.example/beach.jpg" alt="Ein Strand an einem Wellenbrecher">
<figcaption>Aus dem Ausbruchgestein wurde ein Strand. <small>Foto: Ida Moen</small></figcaption></figure>
<h2>Neun Jahre unter der Erde</h2>
<ol><li>März 2018: Zwei Bohrmaschinen brechen auf.</li><li>Oktober 2024: Sie treffen sich.</li></ol>
<dl><dt>Ausbruch</dt><dd>4,1 Mio. Kubikmeter.</dd></dl>
<hr><p>Der Strand wird im Juni für Badende freigegeben.</p>
""",
}

_FOOT = {
    "en": (
        "This article was prepared from materials of the Norrhaven Rail Authority.",
        "Don't Miss",
        ("Lindsund’s Old Ferry Is Now a Floating Library", "A retired ship has begun a second life, with 8,000 books."),
        ("How to Listen to a Mountain", "Geologists placed 300 sensors in the rock. Here is what they heard."),
        ("The Last Winter Timetable", "A farewell to the boat."),
    ),
    "ru": (
        "Статья подготовлена по материалам Железнодорожного управления Норрхавена.",
        "Не пропустите",
        ("Старый паром Линдсунна стал плавучей библиотекой", "У судна началась вторая жизнь: на борту 8000 книг."),
        ("Как услышать гору", "Геологи разместили в породе 300 датчиков. Вот что они записали."),
        ("Последнее зимнее расписание", "Прощание с паромом."),
    ),
    "de": (
        "Dieser Artikel beruht auf Unterlagen der Eisenbahnbehörde Norrhaven.",
        "Nicht verpassen",
        ("Lindsunds alte Fähre ist jetzt eine schwimmende Bibliothek", "An Bord sind nun 8.000 Bücher."),
        ("Wie man einen Berg abhört", "Geologen haben 300 Sensoren im Gestein angebracht. Das haben sie gehört."),
        ("Der letzte Winterfahrplan", "Abschied vom Schiff."),
    ),
}


def _blocks(locale: str) -> tuple[Block, ...]:
    headline, standfirst, alt, caption, credit = _HEAD[locale]
    notice, heading, *teasers = _FOOT[locale]
    figure, below = wrap("figure", 900), wrap("figcaption", 901)
    picture = {"src": "https://pictures.example/tunnel.jpg", "width": "1200", "height": "640"}
    listed = [
        block(Role.HEADLINE, headline, tag="h1"),
        block(Role.STANDFIRST, standfirst),
        block(Role.BYLINE, "Paul Ames and Ingrid Solberg"),
        block(Role.PICTURE, data=picture, tag="img", wrap=(figure,)),
        block(Role.ALT_TEXT, alt, tag="", wrap=(figure,)),
        block(Role.CAPTION, caption, tag="", wrap=(figure, below)),
        block(Role.CREDIT, credit, wrap=(figure, below)),
        *parse_body(_BODY[locale]),
        block(Role.EMBED, tag="", data={"kind": "media", "src": "https://films.example/embed/tunnel"}),
        block(Role.PICTURE, data={"src": "https://pictures.example/map.png"}, tag="img"),
        block(Role.CAPTION, caption),
        block(Role.NOTICE, notice),
        block(Role.TEASER_HEADING, heading, tag="h2"),
    ]
    for number, (title, summary) in enumerate(teasers, start=1):
        address = {"url": f"https://courier.example/{number}", "group": str(number)}
        listed.append(block(Role.TEASER_TITLE, title, tag="h3", data=address))
        listed.append(block(Role.TEASER_SUMMARY, summary, data={"group": str(number)}))
    return renumber(listed)


def texts(locale: str) -> dict[str, CodedText]:
    """The texts of a language by block key. The structure is the same in each."""
    return {made.key: made.text for made in _blocks(locale) if made.text}


def rich(locale: str) -> ReleaseInput:
    """The article's edition in a language, published and once corrected, with the other two beside it."""
    return edition(
        locale=locale,
        blocks=_blocks("en"),
        texts=texts(locale),
        source_name="Norrhaven Rail Authority",
        source_url="https://rail.example/kestrel/final-report",
        first_published_at=MOMENT,
        published_at=MOMENT + timedelta(hours=2, minutes=5),
        provenance=Provenance(origins={"human": 9, "mt:deepl": 20}, engines=("deepl",), translators=("Елена Кравец",)),
        alternates=(
            Alternate("ru", "https://news.example/ru/tunnel"),
            Alternate("de", "https://news.example/de/tunnel"),
        ),
        teaser_links={
            "1": TeaserLink(TeaserState.PUBLISHED, f"https://news.example/{locale}/ferry"),
            "3": TeaserLink(TeaserState.UNPUBLISHED),
        },
        site_name={"ru": "Норрхавенский курьер"}.get(locale, "The Norrhaven Courier"),
    )
