"""The sample articles are drafted whole from the sample memory and the catalogue; the last one from neither."""

import json
import re
from collections.abc import Iterator

import pytest

from localize.article import Article, Handling, Role
from localize.demo import DemoArticle, demo_articles, demo_locales, demo_memory, demo_terms
from localize.edition import Lane, Origin, OriginKind, TargetState
from localize.errors import NotFoundError
from localize.exchange.catalogue import Catalogue
from localize.exchange.sent_terms import misfit
from localize.intake.sniff import read
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.release.rules import rule_text
from localize.segment import segment_article
from localize.terms.find import TermIndex
from localize.terms.inflect import occurrences
from localize.terms.term import TargetTerm, Term

LOCALES = ("ru", "de")
KNOWN, NEW = demo_articles()[:2], demo_articles()[2]
_UNTRANSLATED = {Handling.OMIT, Handling.PROTECT}


def parsed(sample: DemoArticle) -> Article:
    """The sample as intake reads it."""
    return read(sample.data, format=sample.format, content_type=None)


def segments(article: Article) -> Iterator[tuple[Role, CodedText]]:
    """Every sentence that needs a text in an edition."""
    for piece in segment_article(article.blocks):
        if piece.block.handling not in _UNTRANSLATED and piece.block.role is not Role.READING_TIME:
            yield from ((piece.block.role, segment.source) for segment in piece.segments)


def draft(role: Role, source: CodedText, locale: str) -> str | None:
    """What the catalogue, or else the memory, has for a sentence."""
    if role in {Role.NOTICE, Role.SOURCE_LINK, Role.TEASER_HEADING}:
        filled = Catalogue.load(locale).fill(source)
        return None if filled is None else filled.dumps()
    memory = {pair.source: pair.target for pair in demo_memory(locale)}
    return memory.get(source.dumps())


def numbers(text: str) -> list[str]:
    """Digits by value: separators of thousands gone, the decimal sign a point."""
    grouped = re.sub(r"(?<=\d)[\u00a0., ](?=\d{3}(?!\d))", "", CodedText.loads(text).plain)
    return sorted(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", grouped)))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sample", KNOWN, ids=lambda sample: sample.external_id)
def test_every_sentence_has_its_translation(sample: DemoArticle, locale: str):
    missing = []
    for block in parsed(sample).blocks:
        if block.role is Role.CREDIT:
            assert rule_text(block, locale, Catalogue.load(locale)) is not None
    for role, source in segments(parsed(sample)):
        if role is not Role.CREDIT and draft(role, source, locale) is None:
            missing.append((role.value, source.dumps()))
    assert missing == []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("sample", KNOWN, ids=lambda sample: sample.external_id)
def test_no_check_objects_to_a_sample(sample: DemoArticle, locale: str):
    findings = []
    for piece in segment_article(parsed(sample).blocks):
        for segment in piece.segments:
            text = draft(piece.block.role, segment.source, locale)
            if text is not None:
                findings += check_segment(
                    segment.source,
                    CodedText.loads(text),
                    source_locale="en",
                    target_locale=locale,
                    role=piece.block.role,
                    target_state=TargetState.TRANSLATED,
                    origin=Origin(OriginKind.MEMORY, score=100),
                    codes=piece.block.codes,
                )
    assert findings == []


@pytest.mark.parametrize("locale", LOCALES)
def test_no_pair_is_left_over(locale: str):
    used = {source.dumps() for sample in KNOWN for _, source in segments(parsed(sample))}
    assert {pair.source for pair in demo_memory(locale)} <= used


@pytest.mark.parametrize("locale", LOCALES)
def test_the_last_article_is_in_no_memory(locale: str):
    memory = {pair.source for pair in demo_memory(locale)}
    body = [source.dumps() for role, source in segments(parsed(NEW)) if role is not Role.NOTICE]
    assert len(body) > 10
    assert not memory & set(body)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_notice_of_the_last_article_is_in_the_catalogue(locale: str):
    notices = [draft(role, source, locale) for role, source in segments(parsed(NEW)) if role is Role.NOTICE]
    assert len(notices) == 1
    assert notices[0]


@pytest.mark.parametrize("sample", KNOWN, ids=lambda sample: sample.external_id)
def test_samples_have_the_anatomy_of_a_news_page(sample: DemoArticle):
    blocks = parsed(sample).blocks
    count = {role: sum(block.role is role for block in blocks) for role in Role}
    assert count[Role.HEADLINE] == count[Role.CAPTION] == count[Role.CREDIT] == count[Role.ALT_TEXT] == 1
    assert 4 <= count[Role.SUBHEAD] <= 6
    assert 10 <= count[Role.PARAGRAPH] + count[Role.QUOTATION] <= 14
    assert count[Role.NOTICE] + count[Role.SOURCE_LINK] >= 3
    assert count[Role.TEASER_TITLE] == count[Role.TEASER_SUMMARY] == count[Role.TEASER_ALT] == 2


def test_the_feature_has_a_link_and_an_emphasis():
    kinds = {code.kind.value for block in parsed(KNOWN[0]).blocks for code in block.codes}
    assert {"link", "emphasis"} <= kinds


def test_the_pasted_page_has_its_furniture_told_apart():
    roles = {block.role for block in parsed(KNOWN[1]).blocks}
    assert {Role.EDITION_DATE, Role.LANGUAGE_SWITCH, Role.READING_TIME} <= roles


@pytest.mark.parametrize("locale", LOCALES)
def test_pairs_keep_codes_and_numbers(locale: str):
    for pair in demo_memory(locale):
        before, after = CodedText.loads(pair.source), CodedText.loads(pair.target)
        assert sorted(map(str, before.marks)) == sorted(map(str, after.marks)), pair.source
        assert numbers(pair.source) == numbers(pair.target), pair.source


@pytest.mark.parametrize("locale", LOCALES)
def test_sources_are_in_the_memory_once(locale: str):
    sources = [pair.source for pair in demo_memory(locale)]
    assert len(sources) == len(set(sources))


def test_both_memories_hold_the_same_sources():
    russian, german = ([pair.source for pair in demo_memory(locale)] for locale in LOCALES)
    assert russian == german
    assert demo_locales() == ("de", "ru")


def test_russian_is_set_as_the_house_sets_it():
    for pair in demo_memory("ru"):
        text = CodedText.loads(pair.target).plain
        assert re.search("[а-яё]", text), text
        assert not re.search(r'["“”]| —|\d (?=[а-я%])', text), text
        assert not re.search(r"(?<!\w)(?:в|к|с|у|о|и|а|на|до|за|из|от|по|не) ", text, re.IGNORECASE), text


def test_russian_quotations_close_over_their_sentences():
    text = " ".join(pair.target for pair in demo_memory("ru"))
    assert text.count("«") == text.count("»")


def test_german_is_set_as_the_house_sets_it():
    for pair in demo_memory("de"):
        assert not re.search(r'["”«»]| –|—|\d [A-ZÄÖÜ%]', pair.target), pair.target
        assert pair.target.count("„") == pair.target.count("“"), pair.target


def test_articles_come_in_their_lanes():
    assert [sample.external_id for sample in demo_articles()] == ["demo-tunnel", "demo-heat", "demo-rockfall"]
    assert [sample.lane for sample in demo_articles()] == [Lane.NORMAL, Lane.NORMAL, Lane.BREAKING]
    assert NEW.payload["lane"] == "breaking"
    assert NEW.payload["external_id"] == "demo-rockfall"


@pytest.mark.parametrize("sample", demo_articles(), ids=lambda sample: sample.external_id)
def test_filed_or_posted_a_sample_is_the_same_article(sample: DemoArticle):
    posted = read(json.dumps(sample.payload).encode(), format="json")
    assert posted.content_hash == parsed(sample).content_hash
    assert not posted.notes


def test_a_locale_without_memory_is_named():
    with pytest.raises(NotFoundError, match="fr"):
        demo_memory("fr")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_sample_memory_says_what_the_sample_terms_ask_for(locale: str):
    terms = tuple(
        Term(
            number,
            concept.source,
            tuple(TargetTerm(t.text, t.status, t.forms) for t in concept.of(locale)),
            concept.part_of_speech,
            case_rule=concept.case_rule,
            do_not_translate=concept.do_not_translate,
        )
        for number, concept in enumerate(demo_terms(), 1)
    )
    index = TermIndex(terms)
    met = set()
    for pair in demo_memory(locale):
        target = CodedText.loads(pair.target).plain
        for found in index.find(CodedText.loads(pair.source).plain):
            met.add(found.term.source)
            wanted = found.term.accepted or (TargetTerm(found.term.source),)
            assert any(occurrences(target, t.text, locale, t.forms) for t in wanted), (found.term.source, target)
            wrong = [t.text for t in found.term.forbidden if not any(t.text in w.text.lower() for w in wanted)]
            assert not any(occurrences(target, text, locale) for text in wrong), (found.term.source, target)
    assert len(met) >= 9


def test_sample_terms_can_be_stored_and_stand_in_the_articles():
    text = " ".join(block.text.plain for sample in demo_articles() for block in parsed(sample).blocks)
    for concept in demo_terms():
        assert misfit(concept) is None
        assert concept.do_not_translate or {term.locale for term in concept.targets} == set(LOCALES)
        assert re.search(rf"\b{concept.source}", text, re.IGNORECASE), concept.source
