"""The memory as people work with it: searched, corrected, deleted and brought back, taken in from files and sent out."""

import io
from datetime import date, datetime, timedelta

import pytest

from localize.errors import ForbiddenError, InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.memory_unit import Unit, Variant
from localize.exchange.tmx_write import TmxHeader, write_tmx
from localize.markup import CodedText
from localize.memory.change import ChangeKind
from localize.memory.entry import EntryOrigin
from localize.services import memory_edit as edit
from localize.services import memory_entries as entries
from localize.services import memory_export as export
from localize.services.context import Actor, Context
from localize.services.memory_import import ImportReport, Outcome, import_tmx
from localize.services.memory_search import Question, Side, deleted, search
from localize.workflow import UserRole
from tests.conftest import FakeClock
from tests.services.remembered import DAY, remember

MAX = Actor(None, "Max", UserRole.EDITOR)
VERA = Actor(None, "Vera", UserRole.TRANSLATOR, ("ru",))
JANA = Actor(None, "Jana", UserRole.TRANSLATOR, ("de",))


def sources(ctx: Context, words: str = "", actor: Actor = MAX, **more: object) -> list[str]:
    """Source texts that a question finds."""
    return [entry.source.plain for entry in search(ctx, actor, Question(words, **more)).entries]  # type: ignore[arg-type]


def tmx(*units: Unit) -> io.BytesIO:
    """A file with these units."""
    return io.BytesIO("".join(write_tmx(TmxHeader("en", DAY), units)).encode())


def pair(source: str, target: str, at: datetime | None = None, **props: str) -> Unit:
    """A unit of a file."""
    texts = (Variant("en-US", CodedText.loads(source)), Variant("ru-RU", CodedText.loads(target)))
    return Unit(texts, author="Agency", written_at=at, props=props)


@pytest.fixture
def told(ctx: Context) -> Context:
    """A memory of four pairs."""
    remember(ctx, "The government met.", "Правительство собралось.", article_id=7)
    remember(ctx, "Talks with the government failed.", "Переговоры с правительством ПРОВАЛИЛИСЬ.", author="Igor")
    remember(ctx, "The street is closed.", "Die Straße ist gesperrt.", "de", updated_at=DAY + timedelta(days=3))
    remember(ctx, "100_000 is a number.", "100_000 — число.", origin=EntryOrigin.IMPORTED.value)
    return ctx


@pytest.mark.parametrize(
    ("words", "side", "found"),
    [
        ("GOVERNMENT", Side.ANY, ["Talks with the government failed.", "The government met."]),
        ("правительство", Side.ANY, ["The government met."]),
        ("ПРАВИТЕЛЬСТВ*", Side.TARGET, ["Talks with the government failed.", "The government met."]),
        ("провалились", Side.ANY, ["Talks with the government failed."]),
        ("правительств*", Side.SOURCE, []),
        ("strasse", Side.ANY, ["The street is closed."]),
        ('"the government"', Side.ANY, ["Talks with the government failed.", "The government met."]),
        ('"government the"', Side.ANY, []),
        ("government собралось", Side.ANY, ["The government met."]),
        ("govern", Side.ANY, []),
        ("100_000", Side.ANY, ["100_000 is a number."]),
        ("100?000", Side.ANY, []),
        ("%", Side.ANY, []),
    ],
)
def test_words_are_found_in_both_languages_whatever_their_case(
    told: Context, words: str, side: Side, found: list[str]
) -> None:
    assert sources(told, words, side=side) == found


def test_underscores_are_no_wildcards(told: Context) -> None:
    remember(told, "100x000 is none.", "—")
    assert sources(told, "100_000") == ["100_000 is a number."]


def test_pairs_are_found_by_language_person_article_day_and_origin(told: Context) -> None:
    assert sources(told, locale="de") == ["The street is closed."]
    assert sources(told, author="Igor") == ["Talks with the government failed."]
    assert sources(told, article_id=7) == ["The government met."]
    assert sources(told, origin=EntryOrigin.IMPORTED) == ["100_000 is a number."]
    assert sources(told, since=date(2026, 11, 23)) == ["The street is closed."]
    assert len(sources(told, until=date(2026, 11, 20))) == 3
    assert sources(told, until=date(2026, 11, 19)) == []
    assert sources(told, actor=JANA) == ["The street is closed."]
    with pytest.raises(ForbiddenError):
        search(told, JANA, Question(locale="ru"))
    assert entries.locales_of(told, VERA) == (("ru", 3),)


def test_pages_follow_each_other_without_gap_or_repetition(ctx: Context) -> None:
    for number in range(7):
        remember(ctx, f"Number {number}.", f"Число {number}.")
    seen: list[str] = []
    before: int | None = None
    while True:
        page = search(ctx, MAX, Question("число"), before=before, limit=3)
        seen += [entry.source.plain for entry in page.entries]
        before = page.next
        if before is None:
            break
        remember(ctx, f"New {before}.", "Новое число.")  # what comes meanwhile moves nothing
    assert seen == [f"Number {number}." for number in reversed(range(7))]


def _save(
    ctx: Context, actor: Actor, entry_id: int, target: str, note: str = "", base: str | None = None
) -> entries.Entry:
    base = entries.get(ctx, actor, entry_id).base if base is None else base
    return edit.edit(ctx, actor, entry_id, target=target, note=note, base=base)


def test_a_correction_is_found_offered_and_kept_in_the_history(ctx: Context, clock: FakeClock) -> None:
    key = remember(ctx, "The harbour was closed on Tuesday.", "Порт закрыт.")
    clock.tick(minutes=5)
    entry = _save(ctx, MAX, key, " Гавань закрыта.\r\n", "said by the mayor")
    assert (entry.target.plain, entry.note, entry.author, entry.approver) == (
        "Гавань закрыта.",
        "said by the mayor",
        "Max",
        "Max",
    )
    assert sources(ctx, "гавань") == ["The harbour was closed on Tuesday."]
    assert sources(ctx, "порт") == []
    with ctx.store.read() as unit:
        near = unit.memories.near(CodedText.plain_text("The harbour was closed on Monday."), "en", "ru")
        assert [row.target for _, rows in near for row in rows] == ["Гавань закрыта."]
    (change,) = entries.history(ctx, MAX, key)
    assert (change.kind, change.author, change.at) == (ChangeKind.EDITED, "Max", clock.now())
    assert change.before is not None
    assert change.before.plain == "Порт закрыт."
    assert (change.note_before, change.note_after) == ("", "said by the mayor")


def test_signs_that_no_text_has_are_left_out(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.")
    entry = _save(ctx, MAX, key, "Так\0 точно\x07.\r\n", "a\0b\r\nc")
    assert (entry.target.plain, entry.note) == ("Так точно.", "ab\nc")
    assert sources(ctx, "т\0ак", author="Max") == []


def test_the_same_text_again_changes_nothing(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.")
    assert _save(ctx, VERA, key, "Да.", base="old").updated_at == DAY
    assert entries.history(ctx, VERA, key) == []


def test_a_note_alone_leaves_the_text_its_author(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.", approver="Max")
    entry = _save(ctx, VERA, key, "Да.", "for quotations only")
    assert (entry.author, entry.approver, entry.updated_at) == ("Vera", "Max", DAY)


def test_a_translators_correction_takes_the_approval_away_and_an_editors_gives_it(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.", approver="Max", origin=EntryOrigin.IMPORTED.value)
    entry = _save(ctx, VERA, key, "Так точно.")
    assert (entry.origin, entry.approver, entry.author) == (EntryOrigin.IMPORTED, "", "Vera")
    entry = _save(ctx, MAX, key, "Верно.")
    assert (entry.origin, entry.approver, entry.author) == (EntryOrigin.APPROVED, "Max", "Max")


def test_a_late_correction_loses_nothing(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.")
    base = entries.get(ctx, VERA, key).base
    _save(ctx, MAX, key, "Верно.")
    with pytest.raises(RevisionConflictError) as late:
        _save(ctx, VERA, key, "Ага.", base=base)
    assert (late.value.details["mine"], late.value.details["theirs"], late.value.details["author"]) == (
        "Ага.",
        "Верно.",
        "Max",
    )
    kept = entries.history(ctx, VERA, key)[0]
    assert kept.kind is ChangeKind.LATE
    entry = edit.revert(ctx, VERA, key, kept.id, base=entries.get(ctx, VERA, key).base)
    assert entry.target.plain == "Ага."
    first = entries.history(ctx, VERA, key)[-1]
    assert edit.revert(ctx, MAX, key, first.id, base=entry.base).target.plain == "Да."
    with pytest.raises(NotFoundError):
        edit.revert(ctx, MAX, key, 999_999, base="")


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("Yes.", "  ", "text-empty"),
        ("Yes.", "Д" * 5_001, "text-too-long"),
        ("Yes.", "<1>Да.</1>", "text-no-codes"),
        ("<1>Yes</1>.<2/>", "Да.", "text-codes"),
        ("<1>Yes</1>.<2/>", "<1>Да</1>.", "text-codes"),
    ],
)
def test_a_text_that_cannot_be_a_translation_is_refused(ctx: Context, source: str, target: str, reason: str) -> None:
    key = remember(ctx, source, source)
    with pytest.raises(InvalidInputError) as refused:
        _save(ctx, VERA, key, target)
    assert refused.value.details["reason"] == reason
    assert entries.history(ctx, VERA, key) == []


def test_who_may_do_what(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.")
    base = entries.get(ctx, VERA, key).base
    for attempt in (
        lambda: _save(ctx, JANA, key, "Ja.", base=base),
        lambda: entries.get(ctx, JANA, key),
        lambda: edit.delete(ctx, VERA, key, base=base),
        lambda: edit.restore(ctx, VERA, 1),
        lambda: import_tmx(ctx, VERA, tmx()),
        lambda: export.export_tmx(ctx, VERA),
    ):
        with pytest.raises(ForbiddenError):
            attempt()
    assert _save(ctx, VERA, key, "Так.").target.plain == "Так."
    with pytest.raises(NotFoundError):
        entries.get(ctx, MAX, key + 1)


def test_a_deleted_pair_is_gone_everywhere_and_comes_back_whole(ctx: Context) -> None:
    text = "Delegations from both countries met on Tuesday."
    key = remember(ctx, text, "Делегации встретились.", article_id=3, note="n", prev_hash="a" * 64)
    before = entries.get(ctx, MAX, key)
    with pytest.raises(RevisionConflictError):
        edit.delete(ctx, MAX, key, base="old")
    change = edit.delete(ctx, MAX, key, base=before.base)
    assert sources(ctx, "делегации") == sources(ctx) == []
    with ctx.store.read() as unit:
        assert unit.memories.near(CodedText.plain_text(text), "en", "ru") == []
    (gone,) = deleted(ctx, MAX)
    assert (gone.change_id, gone.source.plain, gone.deleted_by) == (change, text, "Max")
    assert deleted(ctx, JANA) == ()
    back = edit.restore(ctx, MAX, change)
    assert (back.source, back.target, back.article_id, back.note, back.updated_at, back.created_at) == (
        before.source,
        before.target,
        before.article_id,
        before.note,
        before.updated_at,
        before.created_at,
    )
    assert sources(ctx, "делегации") == [text]
    assert [one.kind for one in entries.history(ctx, MAX, back.id)] == [ChangeKind.RESTORED, ChangeKind.DELETED]
    assert deleted(ctx, MAX) == ()
    with pytest.raises(InvalidInputError):
        edit.restore(ctx, MAX, change)
    with pytest.raises(NotFoundError):
        edit.restore(ctx, MAX, change + 1)


def test_an_approval_over_a_pair_is_kept_in_its_history(ctx: Context) -> None:
    key = remember(ctx, "Yes.", "Да.")
    remember(ctx, "Yes.", "Верно.", author="Igor", approver="Max", updated_at=DAY + timedelta(days=1))
    (change,) = entries.history(ctx, MAX, key)
    assert (change.kind, change.author) == (ChangeKind.APPROVED, "Max")
    assert sources(ctx, "верно") == ["Yes."]


def counts(report: ImportReport) -> dict[str, int]:
    """What became of pairs, by name."""
    return {outcome.value: count for outcome, count in report.counts.items()}


def test_a_file_is_taken_in_once(ctx: Context) -> None:
    units = [pair("Yes.", "Да."), pair("No.", "Нет.", prev="-", next="b" * 64), pair("Yes.", "Да.")]
    assert counts(import_tmx(ctx, MAX, tmx(*units), store=False)) == {"added": 2, "same": 1}
    assert sources(ctx) == []
    assert counts(import_tmx(ctx, MAX, tmx(*units))) == {"added": 2, "same": 1}
    assert counts(import_tmx(ctx, MAX, tmx(*units))) == {"same": 3}
    entry = search(ctx, MAX, Question("нет")).entries[0]
    assert (entry.origin, entry.author, entry.target_locale) == (EntryOrigin.IMPORTED, "Agency", "ru")
    with ctx.store.read() as unit:
        near = unit.memories.near(CodedText.plain_text("Yes."), "en", "ru")
        assert [row.target for _, rows in near for row in rows] == ["Да."]
        row = unit.memories.entry(entry.id)
        assert row is not None
        assert row.key[3:] == ("-", "b" * 64)


def test_what_was_approved_here_stays_and_the_imported_pair_stands_beside_it(ctx: Context) -> None:
    remember(ctx, "Yes.", "Да.", prev_hash="a" * 64, next_hash="-")
    in_place = pair("Yes.", "Ага.", DAY + timedelta(days=99), prev="a" * 64, next="-")
    assert counts(import_tmx(ctx, MAX, tmx(in_place))) == {"apart": 1}
    assert counts(import_tmx(ctx, MAX, tmx(in_place))) == {"same": 1}
    assert counts(import_tmx(ctx, MAX, tmx(pair("Yes.", "Да.")))) == {"same": 1}
    found = {entry.target.plain: entry.origin for entry in search(ctx, MAX, Question("yes")).entries}
    assert found["Да."] is EntryOrigin.APPROVED
    remember(ctx, "No.", "Нет.", prev_hash="a" * 64)
    assert counts(import_tmx(ctx, MAX, tmx(pair("No.", "Неа.")))) == {"apart": 1}


def test_an_approved_pair_without_neighbours_leaves_no_place_for_an_imported_one(ctx: Context) -> None:
    import_tmx(ctx, MAX, tmx(pair("Yes.", "Ага.")))
    entry = search(ctx, MAX, Question("yes")).entries[0]
    _save(ctx, MAX, entry.id, "Да.")
    report = import_tmx(ctx, MAX, tmx(pair("Yes.", "Ну.")))
    assert counts(report) == {"kept": 1}
    assert (report.shown[0].before, report.stored) == (CodedText.plain_text("Да."), 0)
    assert [one.target.plain for one in search(ctx, MAX, Question("yes")).entries] == ["Да."]


def test_of_two_imported_pairs_the_newer_holds_and_the_history_has_the_other(ctx: Context, clock: FakeClock) -> None:
    import_tmx(ctx, MAX, tmx(pair("Yes.", "Да.", DAY)))
    assert counts(import_tmx(ctx, MAX, tmx(pair("Yes.", "Нет.", DAY - timedelta(days=1))))) == {"older": 1}
    clock.tick(hours=1)
    report = import_tmx(ctx, MAX, tmx(pair("Yes.", "Так.", DAY + timedelta(hours=1))))
    assert counts(report) == {Outcome.REPLACED.value: 1}
    (entry,) = search(ctx, MAX, Question("yes")).entries
    (change,) = entries.history(ctx, MAX, entry.id)
    assert entry.target.plain == "Так."
    assert (change.kind, change.author, change.at) == (ChangeKind.IMPORTED, "Max", clock.now())
    assert change.before is not None
    assert change.before.plain == "Да."


def test_units_in_other_languages_and_broken_ones_are_counted_and_told(ctx: Context) -> None:
    foreign = Unit((Variant("en", CodedText.plain_text("a")), Variant("fr", CodedText.plain_text("b"))))
    report = import_tmx(ctx, MAX, tmx(foreign, pair("", "x"), pair("Yes.", "Да.")), ["ru"])
    assert (report.units, report.elsewhere, report.refused, report.stored) == (3, 1, 1, 1)
    assert [(one.code, one.unit) for one in report.issues] == [("unit-empty-source", 2)]
    with pytest.raises(NotFoundError):
        import_tmx(ctx, MAX, tmx(pair("Yes.", "Да.")), ["en"])


def test_an_import_is_stored_part_by_part(ctx: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.services.memory_import._BATCH", 2)
    units = [pair(f"Sentence number {n}.", f"Предложение {n}.") for n in range(5)]
    seen: list[int] = []
    report = import_tmx(ctx, MAX, tmx(*units, units[0]), progress=lambda so_far: seen.append(so_far.stored))
    assert seen == [2, 4, 5]
    assert counts(report) == {"added": 5, "same": 1}
    assert counts(import_tmx(ctx, MAX, tmx(pair("New.", "Новое."), units[0], pair("New.", "Новое.")), store=False)) == {
        "added": 1,
        "same": 2,
    }


def test_an_export_comes_back_whole_in_another_house(told: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("localize.store.memory_search._CHUNK", 2)
    remember(told, "<1>Bold</1> &amp; <2/>", "<1>Жирный</1> &amp; <2/>", prev_hash="c" * 64)
    file = "".join(export.export_tmx(told, MAX))
    assert file.count("<tu ") == export.count(told, MAX) == 5
    assert "".join(export.export_tmx(told, MAX, "de")).count("<tu ") == 1
    assert counts(import_tmx(told, MAX, io.BytesIO(file.encode()))) == {"same": 5}
    for entry in search(told, MAX, Question()).entries:
        edit.delete(told, MAX, entry.id, base=entry.base)
    assert counts(import_tmx(told, MAX, io.BytesIO(file.encode()))) == {"added": 5}
    found = search(told, MAX, Question("жирный")).entries[0]
    assert (found.source.dumps(), found.author, found.updated_at) == ("<1>Bold</1> &amp; <2/>", "Vera", DAY)


def test_a_spreadsheet_has_a_line_for_each_pair(told: Context) -> None:
    lines = "".join(export.export_csv(told, MAX, "de")).splitlines()
    assert lines[0].startswith("source_locale,target_locale,source,target,")
    assert lines[1].startswith("en,de,The street is closed.,Die Straße ist gesperrt.,Vera,")
    assert len(lines) == 2
