"""The newsroom's catalogue: who may change it, what history keeps, what reaches drafts, files in one transaction."""

from dataclasses import replace

import pytest

from localize.article import Article, Block, Role, renumber
from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.listing import Item
from localize.markup import CodedText
from localize.services import catalogue, catalogue_files, workbench
from localize.services.catalogue import ChangeKind
from localize.services.catalogue_edit import Draft, remove, revert, save
from localize.services.catalogue_sources import NewSource, add_source, change_source, retire, revive
from localize.services.context import Actor, Context
from localize.services.intake import Filing, file_article
from localize.services.setup import build_context
from localize.workflow import UserRole
from tests.services.helpers import SENDER, person, run_sent

SPONSOR = "Sponsored by {source}."


@pytest.fixture
def ctx(sqlite_ctx: Context) -> Context:
    """What depends on the database is in ``test_catalogue_databases``."""
    return sqlite_ctx


@pytest.fixture
def max_(ctx: Context) -> Actor:
    """An editor."""
    return person(ctx, UserRole.EDITOR, "Max")


@pytest.fixture
def vera(ctx: Context) -> Actor:
    """A translator for Russian."""
    return person(ctx, UserRole.TRANSLATOR, "Vera", "ru")


def entry(ctx: Context, actor: Actor, msgid: str, locale: str = "ru") -> Item:
    """An entry as it stands."""
    return next(i for i in catalogue.list_catalogue(ctx, actor, locale).items if i.entry.msgid == msgid)


def write(ctx: Context, actor: Actor, msgid: str, *texts: str, locale: str = "ru", **more: bool) -> Item:
    """Save over whatever stands."""
    item = entry(ctx, actor, msgid, locale)
    return save(ctx, actor, locale, item.ref, Draft(texts, **more), base_revision=item.revision)


def sponsor(ctx: Context, actor: Actor) -> str:
    """Add a notice in both languages; its short name."""
    texts = {"ru": "При поддержке {source}.", "de": "Mit Unterstützung von {source}."}
    return add_source(ctx, actor, NewSource("notice", SPONSOR, "", texts))


def drafts(ctx: Context, external_id: str, *notices: str) -> list[tuple[str, str]]:
    """File an article with these notices and draft it; text and origin of the Russian ones."""
    blocks = [Block("", Role.HEADLINE, CodedText.plain_text("Night bus"), tag="h1")]
    blocks += [Block("", Role.NOTICE, CodedText.plain_text(text)) for text in notices]
    filed = file_article(ctx, Article(renumber(blocks)), Filing(external_id=external_id), SENDER)
    run_sent(ctx)
    ru = next(edition.id for edition in filed.editions if edition.locale == "ru")
    bench = workbench.open_edition(ctx, SENDER, ru)
    return [(s.target, str(s.origin)) for piece in bench.blocks[1:] for s in piece.segments]


def test_what_an_editor_saves_fills_the_next_draft_and_leaves_earlier_ones(ctx: Context, max_: Actor) -> None:
    before = drafts(ctx, "a", "All rights reserved.")
    assert before == [("Все права защищены.", "catalogue")]
    write(ctx, max_, "All rights reserved.", "Все права сохранены.")
    assert drafts(ctx, "b", "All rights reserved.") == [("Все права сохранены.", "catalogue")]
    assert drafts(ctx, "a", "All rights reserved.") == before


def test_an_added_notice_is_recognised_and_filled(ctx: Context, max_: Actor) -> None:
    assert drafts(ctx, "a", "Sponsored by Fjord Bank.")[0][1] == "mt:google"
    sponsor(ctx, max_)
    assert SPONSOR in catalogue.known_notices(ctx)
    assert drafts(ctx, "b", "Sponsored by Fjord Bank.") == [("При поддержке Fjord Bank.", "catalogue")]


def test_a_near_notice_goes_to_the_engines_and_is_offered(ctx: Context) -> None:
    assert drafts(ctx, "a", "No rights reserved.")[0][1] == "mt:google"
    block = Block("b1", Role.NOTICE, CodedText.plain_text("No rights reserved."))
    placed = catalogue.place_notice(ctx, "ru", block, block.text)
    assert placed is not None
    assert placed.near is not None
    assert (placed.near.translation.plain, placed.known) == ("Все права защищены.", False)
    paragraph = replace(block, role=Role.PARAGRAPH)
    assert catalogue.place_notice(ctx, "ru", paragraph, block.text) is None


def test_a_known_notice_without_translation_is_told_from_an_unknown_one(ctx: Context, max_: Actor) -> None:
    add_source(
        ctx, max_, NewSource("notice", "Quite another sentence about nothing.", "", {"de": "Etwas ganz anderes."})
    )
    for text, known in (("Quite another sentence about nothing.", True), ("Buses run all night.", False)):
        block = Block("b1", Role.NOTICE, CodedText.plain_text(text))
        assert catalogue.place_notice(ctx, "ru", block, block.text) == catalogue.Placed(None, known)


def test_other_processes_see_a_change_at_once(ctx: Context, max_: Actor) -> None:
    other = replace(build_context(ctx.settings), store=type(ctx.store)(ctx.store.url))
    try:
        assert catalogue.load(other, "ru").text("Search") == "Поиск"
        assert catalogue.load(other, "ru") is catalogue.load(other, "ru")
        write(ctx, max_, "Search", "Искать")
        assert catalogue.load(other, "ru").text("Search") == "Искать"
    finally:
        other.store.close()


def test_a_translator_proposes_and_an_editor_clears(ctx: Context, max_: Actor, vera: Actor) -> None:
    write(ctx, max_, "Search", "Искать")
    item = write(ctx, vera, "Search", "Найти", fuzzy=False)
    assert (item.entry.texts, item.entry.fuzzy, item.in_use) == (("Найти",), True, ("Искать",))
    assert catalogue.load(ctx, "ru").text("Search") == "Искать"
    assert [p.kind.value for p in catalogue.check(ctx, ["ru"])] == ["fuzzy"]
    assert write(ctx, vera, "Search", "Найти", fuzzy=False).entry.fuzzy  # still: only an editor clears it
    assert write(ctx, max_, "Search", "Найти").in_use == ("Найти",)
    assert catalogue.check(ctx, ["ru", "de"]) == []


def test_a_second_proposal_leaves_the_approved_text_in_use(ctx: Context, max_: Actor, vera: Actor) -> None:
    write(ctx, max_, "Search", "Искать")
    write(ctx, vera, "Search", "Найти")
    assert write(ctx, vera, "Search", "Отыскать").in_use == ("Искать",)


def test_an_editor_who_marks_the_text_in_use_as_fuzzy_takes_it_out_of_use(ctx: Context, max_: Actor) -> None:
    sponsor(ctx, max_)
    assert write(ctx, max_, SPONSOR, "При поддержке {source}.", fuzzy=True).in_use == ()
    assert catalogue.load(ctx, "ru").fill(CodedText.plain_text("Sponsored by Fjord Bank.")) is None


def test_a_translator_keeps_to_their_language_and_takes_nothing_away(ctx: Context, max_: Actor, vera: Actor) -> None:
    ref = sponsor(ctx, max_)
    with pytest.raises(ForbiddenError):
        save(ctx, vera, "de", ref, Draft(("Hilfe: {source}.",)), base_revision=1)
    with pytest.raises(InvalidInputError):
        save(ctx, vera, "ru", ref, Draft(("",)), base_revision=1)
    for forbidden in (
        lambda: remove(ctx, vera, "ru", ref),
        lambda: retire(ctx, vera, "ru", ref),
        lambda: change_source(ctx, vera, "ru", ref, "x"),
        lambda: add_source(ctx, vera, NewSource("notice", "A new one.", "", {})),
        lambda: catalogue_files.import_po(ctx, vera, "ru", b"x"),
    ):
        with pytest.raises(ForbiddenError):
            forbidden()


def test_a_lost_placeholder_is_refused_and_nothing_is_stored(ctx: Context, max_: Actor) -> None:
    ref = sponsor(ctx, max_)
    with pytest.raises(InvalidInputError) as caught:
        save(ctx, max_, "ru", ref, Draft(("При поддержке.",)), base_revision=1)
    assert caught.value.details["params"] == {"names": "{source}"}
    assert entry(ctx, max_, SPONSOR).entry.texts == ("При поддержке {source}.",)


def test_somebody_else_s_save_is_not_overwritten_and_the_late_text_is_kept(
    ctx: Context, max_: Actor, vera: Actor
) -> None:
    item = entry(ctx, max_, "Search")
    save(ctx, max_, "ru", item.ref, Draft(("Искать",)), base_revision=0)
    with pytest.raises(RevisionConflictError) as caught:
        save(ctx, vera, "ru", item.ref, Draft(("Найти",)), base_revision=0)
    assert (caught.value.details["mine"], caught.value.details["theirs"]) == (["Найти"], ["Искать"])
    late = catalogue.history(ctx, max_, "ru", item.ref)[0]
    assert (late.kind, late.texts, late.author) == (ChangeKind.LATE, ("Найти",), "Vera")
    # The same text from two people is no dispute.
    assert save(ctx, max_, "ru", item.ref, Draft(("Искать",)), base_revision=0).revision == 1


def test_the_history_keeps_every_change_and_any_text_comes_back(ctx: Context, max_: Actor) -> None:
    ref = entry(ctx, max_, "Search").ref
    for text in ("Искать", "Найти"):
        write(ctx, max_, "Search", text)
    first = catalogue.history(ctx, max_, "ru", ref)[-1]
    revert(ctx, max_, "ru", ref, first.id, base_revision=2)
    assert catalogue.load(ctx, "ru").text("Search") == "Искать"
    assert [change.kind.value for change in catalogue.history(ctx, max_, "ru", ref)] == ["reverted", "saved", "saved"]
    remove(ctx, max_, "ru", ref)
    assert catalogue.load(ctx, "ru").text("Search") == "Поиск"
    assert write(ctx, max_, "Search", "Искать").revision == 5
    with pytest.raises(NotFoundError):
        revert(ctx, max_, "ru", ref, 999, base_revision=5)


def test_an_empty_text_takes_ours_away(ctx: Context, max_: Actor) -> None:
    write(ctx, max_, "Search", "Искать")
    item = write(ctx, max_, "Search", " ")
    assert (item.own, item.entry.texts) == (None, ("Поиск",))


def test_a_source_text_is_retired_in_every_language_and_revived(ctx: Context, max_: Actor) -> None:
    ref = sponsor(ctx, max_)
    retire(ctx, max_, "de", ref)
    assert SPONSOR not in catalogue.known_notices(ctx)
    item = entry(ctx, max_, SPONSOR, "ru")
    assert (item.obsolete, item.entry.texts) == (True, ("При поддержке {source}.",))
    assert catalogue.check(ctx, ["ru", "de"]) == []
    revive(ctx, max_, "ru", ref)
    assert catalogue.load(ctx, "de").fill(CodedText.plain_text("Sponsored by A.")) is not None
    shipped = entry(ctx, max_, "All rights reserved.")
    retire(ctx, max_, "ru", shipped.ref)
    assert entry(ctx, max_, "All rights reserved.").obsolete
    revive(ctx, max_, "ru", shipped.ref)
    assert entry(ctx, max_, "All rights reserved.").in_use == ("Все права защищены.",)
    with pytest.raises(InvalidInputError):
        retire(ctx, max_, "ru", entry(ctx, max_, "Search").ref)


def test_a_reworded_source_text_takes_its_translations_along_as_fuzzy(ctx: Context, max_: Actor) -> None:
    ref = sponsor(ctx, max_)
    now = change_source(ctx, max_, "ru", ref, "This text is sponsored by {source}.")
    item = next(i for i in catalogue.list_catalogue(ctx, max_, "ru").items if i.ref == now)
    assert (item.entry.fuzzy, item.entry.previous, item.in_use) == (True, SPONSOR, ())
    assert '#| msgid "Sponsored by {source}."' in catalogue_files.export_po(ctx, max_, "ru")
    write(ctx, max_, item.entry.msgid, "При поддержке {source}.")
    assert "#|" not in catalogue_files.export_po(ctx, max_, "ru")
    assert ChangeKind.SOURCE in {change.kind for change in catalogue.history(ctx, max_, "ru", now)}
    with pytest.raises(InvalidInputError):
        change_source(ctx, max_, "ru", entry(ctx, max_, "All rights reserved.").ref, "All rights are ours.")


@pytest.mark.parametrize("msgid", [SPONSOR, "sponsored by  {source}.", "All rights reserved."])
def test_what_the_catalogue_knows_is_not_added_twice(ctx: Context, max_: Actor, msgid: str) -> None:
    sponsor(ctx, max_)
    with pytest.raises(InvalidInputError) as caught:
        add_source(ctx, max_, NewSource("notice", msgid, "", {}))
    assert caught.value.details["reason"] == "notice-known"


def test_a_wrong_translation_adds_nothing(ctx: Context, max_: Actor) -> None:
    with pytest.raises(InvalidInputError) as caught:
        add_source(ctx, max_, NewSource("notice", SPONSOR, "", {"ru": "При поддержке {source}.", "de": "Hilfe."}))
    assert caught.value.details["locale"] == "de"
    assert SPONSOR not in catalogue.known_notices(ctx)


@pytest.mark.parametrize("locale", ["xx", "en", "en-GB", "../de", ""])
def test_there_is_no_catalogue_for_the_source_or_for_no_language(sqlite_ctx: Context, locale: str) -> None:
    with pytest.raises(NotFoundError):
        catalogue.list_catalogue(sqlite_ctx, SENDER, locale)


def test_a_file_goes_out_and_comes_back_without_a_change(ctx: Context, max_: Actor, vera: Actor) -> None:
    sponsor(ctx, max_)
    write(ctx, vera, "Search", "Найти")
    gone = add_source(ctx, max_, NewSource("heading", "Seen Today", "A note.", {"ru": "Сегодня"}))
    retire(ctx, max_, "ru", gone)
    retire(ctx, max_, "ru", entry(ctx, max_, "All rights reserved.").ref)
    for locale in ("ru", "de"):
        sent = catalogue_files.export_po(ctx, max_, locale).encode()
        plan = catalogue_files.import_po(ctx, max_, locale, sent, add_new=False)
        assert (plan.stored, plan.count("refused")) == ((), 0)  # type: ignore[arg-type]
        assert catalogue_files.export_po(ctx, max_, locale).encode() == sent


def test_a_file_is_stored_whole_or_not_at_all(ctx: Context, max_: Actor) -> None:
    text = catalogue_files.export_po(ctx, max_, "ru")
    sent = (
        text.replace('msgstr "Поиск"', 'msgstr "Искать"')
        + '\nmsgctxt "notice"\nmsgid "New: {source}."\nmsgstr "Новое: {source}."\n'
    )
    seen = catalogue_files.preview_import(ctx, max_, "ru", sent.encode(), add_new=True)
    assert (seen.counts["changed"], seen.counts["new"]) == (1, 1)
    assert catalogue.load(ctx, "ru").text("Search") == "Поиск"
    write(ctx, max_, "Search", "Найти")
    with pytest.raises(RevisionConflictError):
        catalogue_files.import_po(ctx, max_, "ru", sent.encode(), add_new=True, seen=seen.digest)
    assert "New: {source}." not in catalogue.known_notices(ctx)
    catalogue_files.import_po(ctx, max_, "ru", sent.encode(), add_new=True)
    assert catalogue.load(ctx, "ru").text("Search") == "Искать"
    assert "New: {source}." in catalogue.known_notices(ctx)
    assert [p.msgid for p in catalogue.check(ctx, ["de"])] == ["New: {source}."]


def test_a_fuzzy_entry_of_a_file_stays_fuzzy_and_out_of_use(ctx: Context, max_: Actor) -> None:
    sent = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n\n#, fuzzy\nmsgctxt "reader"\nmsgid "Search"\nmsgstr "Найти"\n'
    plan = catalogue_files.import_po(ctx, max_, "ru", sent.encode())
    assert (plan.counts["changed"], plan.fuzzy) == (1, 1)
    item = entry(ctx, max_, "Search")
    assert (item.entry.fuzzy, item.in_use) == (True, ("Поиск",))


def test_the_template_holds_every_source_text_and_no_translation(ctx: Context, max_: Actor) -> None:
    sponsor(ctx, max_)
    written = catalogue_files.export_template(ctx)
    assert 'msgid "Sponsored by {source}."\nmsgstr ""' in written
    assert "Поиск" not in written
