"""The reader's page: complete, in its language, and safe whatever the texts hold."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lxml import html

from localize.article import Block, Code, CodeKind, Role
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.release.document import to_json
from localize.release.jsonld import jsonld_script, to_jsonld
from localize.release.lines import disclosure
from localize.release.markdown import to_markdown
from localize.release.ninjs import to_ninjs
from localize.release.page import PreviewNote, language_switch, render_page
from localize.release.text import to_text
from localize.release.values import Alternate, Provenance, ReleaseInput, TeaserLink, TeaserState
from tests.release.ninjs_schema import must_be_ninjs
from tests.release.rich import LOCALES, rich
from tests.release.samples import MOMENT, RUSSIAN, SOURCE, edition

HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"


def page(made: ReleaseInput | None = None, locale: str = "ru", **options: object) -> html.HtmlElement:
    """The page, parsed."""
    document = made or edition()
    return html.document_fromstring(render_page(document, Catalogue.load(locale), **options))  # type: ignore[arg-type]


def words(root: html.HtmlElement, path: str) -> str:
    """Text of the first match, spaces made ordinary."""
    found = root.xpath(path)
    assert found, path
    text = found[0] if isinstance(found[0], str) else found[0].text_content()
    return " ".join(text.replace("\u00a0", " ").split())


def test_language_and_direction_are_those_of_the_edition():
    root = page()
    assert (root.get("lang"), root.get("dir")) == ("ru", "ltr")
    assert page(edition(locale="ar", alternates=()), "ar").get("dir") == "rtl"


def test_every_part_of_the_article_stands_in_its_place():
    root = page()
    assert words(root, "//h1") == "Открыт железнодорожный тоннель"
    assert words(root, "//title") == "Открыт железнодорожный тоннель"
    assert words(root, "//p[@class='lead']") == "На это ушло девять лет."
    assert words(root, "//p[@class='info']") == "Paul Ames 23 ноября 2026 г., 14:10 Время чтения: 2 минуты"
    assert root.xpath("//article/figure/img/@src") == ["/static/demo/tunnel.svg"]
    assert root.xpath("//article/figure/img/@alt") == ["Поезд"]
    assert words(root, "//figcaption") == "Первый поезд. Фото: Ida Moen/Fjord Pictures"
    assert words(root, "//article/h2") == "Цена"
    assert root.xpath("//article/p/a/@href") == ["https://rail.example/report"]
    assert words(root, "//div[@class='notice']/p[1]") == "Все права на исходный текст принадлежат Fjord Wire."
    assert words(root, "//section[@class='more']//h2") == "Не пропустите"
    assert words(root, "//section[@class='more']//h3/a") == "Паром"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [("ru", "Сегодня: 23 ноября 2026 г."), ("de", "Heute: 23. November 2026"), ("en", "Today: Nov 23, 2026")],
)
def test_the_date_line_speaks_the_language(locale: str, expected: str):
    root = page(edition(locale=locale), locale)
    assert words(root, "//header//time") == expected


def test_the_date_line_is_the_day_of_publication_unless_told():
    assert words(page(today=date(2027, 1, 11)), "//header//time") == "Сегодня: 11 января 2027 г."
    assert not page(edition(published_at=None)).xpath("//header//time")


def test_the_switch_names_each_language_in_itself_and_offers_what_is_published():
    switch = language_switch(edition())
    assert [(s.locale, s.name) for s in switch] == [("en", "English"), ("de", "Deutsch"), ("ru", "Русский")]
    root = page()
    assert root.xpath("//nav//a/@href") == ["https://courier.example/tunnel", "https://desk.example/read/7/de"]
    assert root.xpath("//nav//*[@aria-current]/text()") == ["Русский"]
    alone = edition(alternates=(), url=None)
    assert not page(alone).xpath("//nav")


def test_search_engines_learn_every_edition_and_a_default():
    root = page()
    listed = dict(zip(root.xpath("//link[@hreflang]/@hreflang"), root.xpath("//link[@hreflang]/@href"), strict=True))
    assert listed == {
        "en": "https://courier.example/tunnel",
        "ru": "https://desk.example/read/7/ru",
        "de": "https://desk.example/read/7/de",
        "x-default": "https://courier.example/tunnel",
    }
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://desk.example/read/7/ru"]


def test_style_sheets_are_linked_and_nothing_is_inline():
    written = render_page(edition(), Catalogue.load("ru"), stylesheet_urls=["/static/css/look.css?v=1&x=2"])
    root = html.document_fromstring(written)
    assert root.xpath("//link[@rel='stylesheet']/@href") == ["/static/css/look.css?v=1&x=2"]
    assert not root.xpath("//style | //*[@style] | //script[@type!='application/ld+json'] | //script[@src]")
    assert not re.search(r"\son[a-z]+=", written)


def test_hostile_texts_stay_text():
    texts = {key: CodedText.plain_text(HOSTILE) for key in RUSSIAN}
    made = edition(
        texts=texts, site_name=HOSTILE, source_name="X", source_url="javascript:alert(1)", external_id=HOSTILE
    )
    root = page(made, preview_note=PreviewNote(HOSTILE, HOSTILE, "/editions/1"))
    assert [s.get("type") for s in root.xpath("//script")] == ["application/ld+json"]
    assert root.xpath("//img/@src") == ["/static/demo/tunnel.svg"]
    assert not root.xpath("//*[@onerror]")
    assert not [href for href in root.xpath("//@href") if href.lower().startswith("javascript")]
    assert root.xpath("//h1")[0].text == HOSTILE
    assert json.loads(root.xpath("//script/text()")[0])["headline"] == HOSTILE


def test_links_and_emphasis_survive_in_headline_and_caption():
    codes = (Code(1, CodeKind.EMPHASIS, "em"),)
    link = (Code(1, CodeKind.LINK, "a", (("href", "https://a.example/x"),)),)
    blocks = tuple(
        replace(b, codes=codes) if b.key == "b2" else replace(b, codes=link) if b.key == "b8" else b for b in SOURCE
    )
    texts = {**RUSSIAN, "b2": CodedText.loads("Тоннель <1>открыт</1>"), "b8": CodedText.loads("<1>Первый</1> поезд.")}
    root = page(edition(blocks=blocks, texts=texts))
    assert words(root, "//h1/em") == "открыт"
    assert root.xpath("//figcaption/a/@href") == ["https://a.example/x"]
    assert words(root, "//title") == "Тоннель открыт"


def test_a_picture_that_did_not_come_along_is_described():
    without = tuple(replace(b, data={}) if b.key == "b6" else b for b in SOURCE)
    root = page(edition(blocks=without))
    assert words(root, "//article/figure/div[@role='img']") == "Поезд"
    assert "Полки" not in root.text_content(), "a teaser without its picture needs no description of it"


def test_a_preview_says_so_and_is_not_for_search_engines():
    note = PreviewNote("Preview of the Russian edition.", "Back to the text", "/editions/1/edit")
    root = page(edition(number=None, published_at=None), preview_note=note)
    assert words(root, "//aside[@class='peek'][@lang='en']/span") == "Preview of the Russian edition."
    assert root.xpath("//aside/a/@href") == ["/editions/1/edit"]
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page().xpath("//aside | //meta[@name='robots']")


def test_a_source_link_of_bare_words_becomes_a_link():
    block = Block("b13", Role.SOURCE_LINK, CodedText.loads("The original article is here: Fjord Wire."))
    blocks = tuple(block if b.key == "b13" else b for b in SOURCE)
    texts = {**RUSSIAN, "b13": CodedText.loads("Оригинал: Fjord Wire &amp; Co.")}
    root = page(edition(blocks=blocks, texts=texts))
    assert words(root, "//div[@class='notice']/p/a") == "Fjord Wire & Co"
    assert root.xpath("//div[@class='notice']//a/@href") == ["https://wire.example/1"]
    assert not page(edition(blocks=blocks, texts=texts, source_url="javascript:x")).xpath("//div[@class='notice']//a")


def test_a_source_that_no_notice_links_has_a_line_of_its_own():
    without = tuple(b for b in SOURCE if b.key != "b13")
    root = page(edition(blocks=without))
    assert words(root, "//div[@class='notice']/p/a") == "Источник: Fjord Wire"
    assert root.xpath("//div[@class='notice']/p/a/@href") == ["https://wire.example/1"]
    unlinked = page(edition(source_url=None))
    assert "Источник" not in unlinked.text_content(), "the notice names it, and there is nothing to link"


@pytest.mark.parametrize(
    ("locale", "expected"),
    [
        ("ru", "Переведено с английского с помощью машинного перевода. Редактор перевода: Елена Кравец."),
        ("de", "Aus dem Englischen maschinell übersetzt, redigiert von Елена Кравец."),
    ],
)
def test_machine_assistance_is_disclosed_with_the_editor(locale: str, expected: str):
    made = edition(locale=locale)
    text = disclosure(made, Catalogue.load(locale))
    assert text is not None
    assert text.replace("\u00a0", " ") == expected
    assert words(page(made, locale), "//div[@class='notice']/p[last()]") == expected


def test_disclosure_fits_the_case():
    russian = Catalogue.load("ru")

    def said(locale: str = "en", **provenance: object) -> str | None:
        text = disclosure(edition(source_locale=locale, provenance=Provenance(**provenance)), russian)  # type: ignore[arg-type]
        return text.replace("\u00a0", " ") if text else None

    assert said(engines=("deepl",), translators=("Елена Кравец", "Тимур Асанов")) == (
        "Переведено с английского с помощью машинного перевода. Редакторы перевода: Елена Кравец и Тимур Асанов."
    )
    assert said(engines=("deepl",)) == "Переведено с английского с помощью машинного перевода."
    assert said(origins={"human": 3}, translators=("Елена Кравец",)) == "Перевод с английского: Елена Кравец."
    assert said("no", engines=("deepl",)) == "Машинный перевод. Язык оригинала: норвежский."
    assert said() is None
    assert disclosure(edition(locale="en"), Catalogue.load("en")) is None


def test_json_ld_ties_the_translation_to_its_original():
    document = to_jsonld(edition())
    assert (document["@type"], document["inLanguage"]) == ("NewsArticle", "ru")
    assert document["datePublished"] == "2026-11-23T13:10:00+00:00"
    assert document["translationOfWork"] == {
        "@type": "NewsArticle",
        "inLanguage": "en",
        "headline": "Rail Tunnel Opens",
        "identifier": "demo-tunnel",
        "url": "https://courier.example/tunnel",
    }
    assert document["translator"] == [{"@type": "Person", "name": "Елена Кравец"}]
    assert document["timeRequired"] == "PT2M"
    root = page()
    assert json.loads(root.xpath("//script/text()")[0]) == document


def test_json_ld_of_the_original_names_its_translations():
    made = replace(edition(), locale="en", texts={}, alternates=(Alternate("de", "https://desk.example/read/7/de"),))
    document = to_jsonld(made)
    assert "translationOfWork" not in document
    assert document["workTranslation"] == [
        {"@type": "NewsArticle", "inLanguage": "de", "url": "https://desk.example/read/7/de"}
    ]


def test_json_in_a_script_cannot_end_it():
    written = jsonld_script({"headline": "</script><!--\u2028&"})
    assert not re.search(r"[<>&\u2028]", written)
    assert json.loads(written) == {"headline": "</script><!--\u2028&"}


def test_an_edition_with_a_headline_alone_still_makes_a_page():
    root = page(edition(texts={"b2": RUSSIAN["b2"]}, source_name=None, provenance=Provenance()))
    assert words(root, "//h1") == "Открыт железнодорожный тоннель"
    assert not root.xpath("//figure[figcaption] | //section | //div[@class='notice']")


def test_a_teaser_leads_to_the_edition_in_this_language_where_it_is_published():
    links = {"1": TeaserLink(TeaserState.PUBLISHED, "https://desk.example/read/9/ru")}
    root = page(edition(teaser_links=links))
    assert root.xpath("//section[@class='more']//a/@href") == ["https://desk.example/read/9/ru"]
    assert not root.xpath("//section[@class='more']//*[@hreflang or @lang]")


def test_a_teaser_of_an_article_that_is_not_ours_leads_to_the_original_and_says_in_which_language():
    root = page()
    assert root.xpath("//section[@class='more']//a/@href") == ["https://a.example/ferry"]
    assert root.xpath("//section[@class='more']//a/@hreflang") == ["en"]
    assert words(root, "//section[@class='more']//*[@lang='en']") == "English"


def test_a_teaser_without_an_edition_in_this_language_is_left_out_and_marked_in_a_preview():
    made = edition(teaser_links={"1": TeaserLink(TeaserState.UNPUBLISHED)})
    assert not page(made).xpath("//section[@class='more']")
    note = PreviewNote("Preview.", "Back", "/e", no_edition="No Russian edition yet.")
    root = page(made, preview_note=note)
    assert words(root, "//section//li[@class='left-out']/h3") == "Паром"
    assert words(root, "//section//li/p[@lang='en']") == "No Russian edition yet."
    assert not root.xpath("//section[@class='more']//a")


def test_what_is_not_published_is_named_in_a_previews_switch_and_not_linked():
    note = PreviewNote("Preview.", "Back", "/e", waiting=("fr",), not_published="not published")
    root = page(preview_note=note)
    assert words(root, "//nav//*[@class='waiting']") == "Français not published"
    assert "/fr" not in "".join(root.xpath("//nav//@href"))
    assert not page().xpath("//*[@class='waiting']")


def test_a_correction_says_when():
    later = MOMENT + timedelta(hours=2, minutes=5)
    root = page(edition(first_published_at=MOMENT, published_at=later))
    assert words(root, "//p[@class='info']/time") == "23 ноября 2026 г., 14:10"
    assert "Обновлено 23 ноября 2026 г., 16:15" in words(root, "//p[@class='info']")
    assert "Обновлено" not in words(page(edition(first_published_at=MOMENT)), "//p[@class='info']")


def test_shared_links_get_a_title_a_text_and_a_picture():
    root = page(edition(public_url="https://desk.example"))
    graph = dict(zip(root.xpath("//meta/@property"), root.xpath("//meta[@property]/@content"), strict=True))
    assert graph["og:title"] == "Открыт железнодорожный тоннель"
    assert graph["og:description"] == "На это ушло девять лет."
    assert graph["og:url"] == "https://desk.example/read/7/ru"
    assert (graph["og:locale"], graph["og:locale:alternate"]) == ("ru_RU", "de_DE")
    assert graph["og:image"] == "https://desk.example/static/demo/tunnel.svg"
    assert root.xpath("//meta[@name='twitter:card']/@content") == ["summary_large_image"]
    assert not page().xpath("//meta[@property='og:image']"), "a path of our own host is no address for others"


def test_without_a_standfirst_the_beginning_of_the_text_describes_the_page():
    texts = {key: text for key, text in RUSSIAN.items() if key != "b3"}
    texts["b11"] = CodedText.plain_text("Слово " * 60)
    described = page(edition(texts=texts)).xpath("//meta[@name='description']/@content")[0]
    assert described.endswith("Слово…")
    assert len(described) <= 201


def test_the_originals_page_is_canonical_where_its_sender_says():
    made = edition(locale="en", texts={}, provenance=Provenance())
    root = page(made, "en")
    assert root.get("lang") == "en"
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://courier.example/tunnel"]
    assert [s.locale for s in language_switch(made) if s.current] == ["en"]
    assert words(root, "//h1") == "Rail Tunnel Opens"


def test_a_page_with_everything_has_ordered_headings_sized_pictures_and_headed_tables():
    root = page(rich("de"), "de")
    assert [h.tag for h in root.xpath("//article//*[self::h1 or self::h2 or self::h3 or self::h4]")] == [
        "h1",
        "h2",
        "h3",
        "h2",
    ]
    lead, beach, bare = root.xpath("//article//img")
    assert (lead.get("width"), lead.get("height"), lead.get("loading")) == ("1200", "640", None)
    assert [(i.get("loading"), i.get("class")) for i in (beach, bare)] == [("lazy", "unsized")] * 2
    assert bare.getparent().tag == "figure"
    assert bare.getparent().xpath("./figcaption"), "the caption that follows a picture goes with it"
    assert [th.get("scope") for th in root.xpath("//th")] == ["col"] * 4 + ["row"] * 2
    assert root.xpath("//section[@class='scroll']/@aria-label") == ["Tabelle"]
    assert root.xpath("//section[@class='scroll']/@tabindex") == ["0"]
    assert root.xpath("//p[@class='embed']/a/@href") == ["https://films.example/embed/tunnel"]
    assert words(root, "//figcaption//small | //figcaption//*[@class='credit']")
    assert not root.xpath("//iframe | //video | //object | //*[@style]")
    assert [a["name"] for a in to_jsonld(rich("de"))["author"]] == ["Paul Ames", "Ingrid Solberg"]


@pytest.mark.parametrize("locale", LOCALES)
def test_every_form_of_a_rich_article_can_be_written(locale: str):
    made, phrases = rich(locale), Catalogue.load(locale)
    must_be_ninjs(to_ninjs(made))
    assert json.loads(jsonld_script(to_jsonld(made)))["inLanguage"] == locale
    for text in (to_text(made, phrases), to_markdown(made, phrases)):
        assert made.texts["b1"].plain.split()[0] in text
        assert made.texts["b12"].plain[:12] in text
    assert json.dumps(to_json(made))


def test_the_readers_style_has_the_values_of_the_tools():
    css = Path(__file__).resolve().parents[2] / "web" / "static" / "css"
    named = re.compile(r"^\s*(--[\w-]+):\s*([^;]+);", re.MULTILINE)
    first = [(css / name).read_text(encoding="utf-8").split("@media")[0] for name in ("tokens.css", "reader.css")]
    values = [dict(named.findall(text)) for text in first]
    own = {name: value for name, value in values[1].items() if name != "--edge"}
    assert len(own) > 10
    assert own == {name: values[0].get(name) for name in own}
