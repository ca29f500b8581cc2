"""Inline codes through every engine's protocol: each stands in the draft once, and where a reader expects it."""

import pytest

from localize.mt.chain import translate
from localize.ports import TagMode
from tests.mt.inline import Fragments, InlinePair, Plain, Tagged, read_pair, score
from tests.mt.making import ALL, DEEPL, MICROSOFT, Make

TAGS = {DEEPL: TagMode.XML, MICROSOFT: TagMode.HTML}
WRITTEN = {
    "ru": [
        ("The <b>minister</b> spoke to <i>The Times</i>.", "С газетой <i>The Times</i> говорил <b>министр</b>."),
        ("Read <a>the report</a> by the <b>central bank</b>.", "Читайте <a>отчёт</a> <b>центрального банка</b>."),
        ("<i>“We <b>never</b> left,”</i> she said.", "<i>«Мы <b>никогда</b> не уходили»</i>, — сказала она."),
        ("Prices rose <b>5 percent</b> in <b>May</b>.", "В <b>мае</b> цены выросли на <b>5 процентов</b>."),
        ("He typed <code>&lt;b&gt; &amp;amp;</code> twice.", "Он дважды набрал <code>&lt;b&gt; &amp;amp;</code>."),
        ("<b>All of it is bold here.</b>", "<b>Здесь всё набрано жирным.</b>"),
    ],
    "de": [
        ("The <b>minister</b> spoke to <i>The Times</i>.", "Der <i>Times</i> gegenüber sprach der <b>Minister</b>."),
        ("Read <a>the report</a> by the <b>central bank</b>.", "Lesen Sie <a>den Bericht</a> der <b>Zentralbank</b>."),
        ("<i>“We <b>never</b> left,”</i> she said.", "<i>„Wir sind <b>nie</b> gegangen“</i>, sagte sie."),
        ("Prices rose <b>5 percent</b> in <b>May</b>.", "Im <b>Mai</b> stiegen die Preise um <b>5 Prozent</b>."),
        ("He typed <code>&lt;b&gt; &amp;amp;</code> twice.", "Er tippte zweimal <code>&lt;b&gt; &amp;amp;</code>."),
        ("<b>All of it is bold here.</b>", "<b>Hier ist alles fett gesetzt.</b>"),
    ],
}


def _pairs(locale: str) -> list[InlinePair]:
    return [pair for source, target in WRITTEN[locale] if (pair := read_pair(source, target)) is not None]


@pytest.mark.parametrize("locale", sorted(WRITTEN))
@pytest.mark.parametrize("make", ALL, ids=str)
@pytest.mark.parametrize("fragments", [Fragments(as_it_stands=True), Fragments(), Fragments(wrong=1.0)], ids=repr)
def test_no_code_is_lost_or_doubled_and_a_tag_mode_places_all(make: Make, locale: str, fragments: Fragments) -> None:
    pairs = _pairs(locale)
    mode = TAGS.get(make)
    rule = Tagged(pairs, mode) if mode else Plain(pairs, locale, fragments)
    with make.double(rule) as double:
        outcome = translate(
            [pair.source for pair in pairs],
            source="en",
            target=locale,
            engines=[make.engine(double.url, 5.0)],
            locked=[() for _ in pairs],
        )
    found = score(pairs, outcome)
    assert (found.lost, found.doubled, found.undrafted) == (0, 0, 0)
    assert found.codes == sum(len(pair.source.code_ids) for pair in pairs)
    if mode:
        assert found.right == found.codes
    elif fragments.as_it_stands:
        assert found.right >= found.codes - 1
    assert all(draft is not None and set(draft.unplaced) <= set(draft.text.code_ids) for draft in outcome.items)
