"""A draft is set as its language sets it before anybody sees it, and the engine's own text can be had back."""

from dataclasses import replace

import pytest

from localize.article import Article, Block, Role, renumber
from localize.edition import OriginKind, TargetState
from localize.errors import ForbiddenError, NotFoundError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.intake import Filed, Filing, file_article
from localize.services.postedit import save_segment, submit
from localize.services.review import approve
from localize.services.typography import put_right
from localize.services.workbench import Workbench, WorkSegment, open_edition, segment_history
from localize.typography.change import Normalised, revert, revert_group
from localize.workflow import UserRole
from tests.engines import FakeEngine
from tests.services.helpers import SENDER, article, file, person, run_sent

# The first paragraph's quotation goes on in the second, which opens it once more, as English does.
ENGINE = {
    "Council opens a new night bus line": 'Совет открывает "ночную" линию',
    "“We waited - for 1,234.5 days.": '"Мы ждали - 1,234.5 дней.',
    'The "other" line was full.': 'На "другой" линии было полно.',
    "“It helps,” said Tim O'Neill.": '"Это помогает", - сказал Тим О\'Нил.',
    "About 61,000 people came on Feb. 17.": "Около 61,000 человек пришли Feb. 17.",
    "Nothing here.": "Ничего тут.",
}
TEXTS = (
    '“We waited - for 1,234.5 days. The "other" line was full.',
    "“It helps,” said Tim O'Neill.",
    "About 61,000 people came on Feb. 17. Nothing here.",
)


@pytest.fixture
def ctx(sqlite_ctx: Context) -> Context:
    """An engine that writes as engines do."""
    return replace(sqlite_ctx, engines=(FakeEngine(lambda text, _: ENGINE.get(text, text)),))


@pytest.fixture
def elena(ctx: Context) -> Actor:
    """A translator into Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Elena", "ru")


@pytest.fixture
def filed(ctx: Context) -> Filed:
    """An article with its drafts."""
    done = file(ctx, *TEXTS)
    run_sent(ctx)
    return done


def russian(filed: Filed) -> int:
    return next(edition.id for edition in filed.editions if edition.locale == "ru")


def segments(bench: Workbench) -> list[WorkSegment]:
    return [segment for block in bench.blocks for segment in block.segments]


def opened(ctx: Context, filed: Filed, actor: Actor) -> list[WorkSegment]:
    return segments(open_edition(ctx, actor, russian(filed)))


def test_drafts_are_set_as_russian_is_set(ctx: Context, filed: Filed, elena: Actor) -> None:
    found = opened(ctx, filed, elena)
    assert [segment.target.replace("\u00a0", "~") for segment in found] == [
        "Совет открывает «ночную» линию",
        "«Мы ждали~— 1,234.5 дней.",
        "На „другой“ линии было полно.",
        "«Это помогает»,~— сказал Тим О’Нил.",
        "Около 61~000 человек пришли 17~февраля.",
        "Ничего тут.",
    ]
    assert {segment.origin.kind for segment in found} == {OriginKind.MT}
    assert {segment.state for segment in found} == {TargetState.TRANSLATED}


def test_the_engines_text_can_be_had_back(ctx: Context, filed: Filed, elena: Actor) -> None:
    for segment in opened(ctx, filed, elena):
        back = revert(CodedText.loads(segment.target), segment.normalised).dumps()
        assert back == ENGINE[CodedText.loads(segment.source).plain]
    assert opened(ctx, filed, elena)[-1].normalised == ()


def test_checks_judge_the_text_that_a_person_sees(ctx: Context, filed: Filed, elena: Actor) -> None:
    crowd = opened(ctx, filed, elena)[4]
    assert not [found.finding.code for found in crowd.findings if found.finding.code.startswith("number")]


def save(
    ctx: Context, filed: Filed, actor: Actor, segment: WorkSegment, text: str, *, confirm: bool = False
) -> WorkSegment:
    save_segment(ctx, actor, russian(filed), segment.id, text=text, base_revision=segment.revision, confirm=confirm)
    return next(s for s in opened(ctx, filed, actor) if s.id == segment.id)


def test_taking_one_change_back_is_a_persons_save_and_keeps_the_others(
    ctx: Context, filed: Filed, elena: Actor
) -> None:
    segment = opened(ctx, filed, elena)[3]
    done = Normalised(CodedText.loads(segment.target), segment.normalised)
    without = revert_group(done, segment.normalised[0].group)
    after = save(ctx, filed, elena, segment, without.text.dumps())
    assert after.target.startswith('"Это помогает",\u00a0—')
    assert after.origin.kind is OriginKind.HUMAN
    assert after.draft_origin is not None
    assert after.draft_origin.kind is OriginKind.MT
    assert after.normalised == without.changes
    assert [row.revision for row in segment_history(ctx, elena, russian(filed), segment.id)] == [2, 1]


def test_taking_all_changes_back_leaves_none(ctx: Context, filed: Filed, elena: Actor) -> None:
    segment = opened(ctx, filed, elena)[3]
    text = revert(CodedText.loads(segment.target), segment.normalised).dumps()
    after = save(ctx, filed, elena, segment, text)
    assert after.target == ENGINE["“It helps,” said Tim O'Neill."]
    assert after.normalised == ()


def test_confirming_keeps_the_changes_in_sight(ctx: Context, filed: Filed, elena: Actor) -> None:
    segment = opened(ctx, filed, elena)[4]
    after = save(ctx, filed, elena, segment, segment.target, confirm=True)
    assert after.normalised == segment.normalised
    assert after.state is TargetState.REVIEWED


def test_another_text_has_none_of_them(ctx: Context, filed: Filed, elena: Actor) -> None:
    segment = opened(ctx, filed, elena)[4]
    assert save(ctx, filed, elena, segment, "Пришли многие.").normalised == ()
    assert save(ctx, filed, elena, opened(ctx, filed, elena)[4], "").normalised == ()


def test_changes_go_along_when_the_source_is_corrected(ctx: Context, filed: Filed, elena: Actor) -> None:
    before = opened(ctx, filed, elena)
    file(ctx, "A new beginning.", *TEXTS)
    after = {segment.source: segment for segment in opened(ctx, filed, elena)}
    assert [after[segment.source].normalised for segment in before] == [segment.normalised for segment in before]


def test_what_a_person_wrote_is_set_only_when_they_ask(ctx: Context, filed: Filed, elena: Actor) -> None:
    segment = opened(ctx, filed, elena)[1]
    mine = '"Так и было - тогда.'
    assert save(ctx, filed, elena, segment, mine).target == mine
    offered = put_right(ctx, elena, russian(filed), segment.id, mine)
    assert offered.text.plain == "«Так и было\u00a0— тогда."
    assert next(s for s in opened(ctx, filed, elena) if s.id == segment.id).target == mine


def test_only_those_who_work_in_the_language_may_ask(ctx: Context, filed: Filed, elena: Actor) -> None:
    german = person(ctx, UserRole.TRANSLATOR, "Greta", "de")
    segment = opened(ctx, filed, elena)[3]
    with pytest.raises(ForbiddenError):
        put_right(ctx, german, russian(filed), segment.id, "x")
    with pytest.raises(NotFoundError):
        put_right(ctx, elena, russian(filed), 10_000, "x")


def test_a_memory_keeps_its_text_to_the_letter(ctx: Context, elena: Actor) -> None:
    """What somebody approved is theirs, whatever its marks."""
    first = file(ctx, 'He said "no" then.', external_id="a-1")
    run_sent(ctx)
    olga = person(ctx, UserRole.EDITOR, "Olga")
    _approve(ctx, first, elena, olga, 'Он - тогда сказал "нет".')
    second = file(ctx, 'He said "no" then.', external_id="a-2")
    run_sent(ctx)
    known = next(s for s in opened(ctx, second, elena) if s.origin.kind is OriginKind.MEMORY and "no" in s.source)
    assert known.target == 'Он - тогда сказал "нет".'
    assert known.normalised == ()


def _approve(ctx: Context, filed: Filed, translator: Actor, editor: Actor, text: str) -> None:
    headline, body = opened(ctx, filed, translator)
    save(ctx, filed, translator, headline, headline.target, confirm=True)
    save(ctx, filed, translator, body, text, confirm=True)
    submit(ctx, translator, russian(filed))
    approve(ctx, editor, russian(filed))


def test_a_dateline_is_made_by_rule_and_other_lines_are_translated(ctx: Context, elena: Actor) -> None:
    data = {"place": "KYIV", "date": "--02-18", "agency": "Reuters", "dash": "–"}
    blocks = [
        *article().blocks,
        Block("", Role.DATELINE, CodedText.plain_text("KYIV, Feb. 18 (Reuters) –"), data=data),
        Block(
            "",
            Role.DATELINE,
            CodedText.plain_text("NORRHAVEN, Feb. 18 –"),
            data={**data, "place": "NORRHAVEN", "agency": ""},
        ),
    ]
    filed = file_article(ctx, Article(blocks=renumber(blocks)), Filing(external_id="d-1"), SENDER)
    run_sent(ctx)
    line, other = opened(ctx, filed, elena)[1:]
    assert line.target == "КИЕВ, 18\u00a0февраля (Reuters)\u00a0—"
    assert line.origin.kind is OriginKind.RULE
    assert other.origin.kind is OriginKind.MT
    assert "18\u00a0февраля" in other.target
