"""The sample register: whole in both languages, and of one mind with the sample memory."""

import pytest

from localize.article import Role
from localize.demo import demo_locales, demo_memory
from localize.demo.names import demo_names
from localize.edition import Origin, OriginKind, TargetState
from localize.markup import CodedText
from localize.qa.run import check_segment
from localize.services.context import Context
from localize.services.demo import seed_demo
from localize.services.names import all_names
from localize.terms.lexicon import Lexicon
from localize.terms.name_entry import misfit, tidied


def test_every_name_has_a_form_in_both_languages_and_is_as_the_register_keeps_it() -> None:
    names = demo_names()
    assert len(names) == 12
    for name in names:
        assert misfit(name) is None
        assert tidied(name) == name
        assert set(name.accepted) == set(demo_locales())


@pytest.mark.parametrize("locale", ["ru", "de"])
def test_the_sample_memory_writes_the_house_forms(locale: str) -> None:
    lexicon = Lexicon(names=tuple(entry.as_name(n, (locale,)) for n, entry in enumerate(demo_names(), start=1)))
    told = []
    for pair in demo_memory(locale):
        found = check_segment(
            CodedText.loads(pair.source),
            CodedText.loads(pair.target),
            source_locale="en",
            target_locale=locale,
            role=Role.PARAGRAPH,
            target_state=TargetState.TRANSLATED,
            origin=Origin(OriginKind.MEMORY),
            lexicon=lexicon,
        )
        told += [(finding.params, pair.target) for finding in found if finding.code.startswith("name_")]
    assert told == []


def test_seeding_twice_adds_no_name(sqlite_ctx: Context) -> None:
    seed_demo(sqlite_ctx)
    seed_demo(sqlite_ctx)
    assert len(all_names(sqlite_ctx)) == 12
    assert {name.author for name in all_names(sqlite_ctx)} == {"Olga Reznik"}
