"""The memory: pairs by their source, the same and similar, and what happens to the index with them."""

from datetime import UTC, datetime

from localize.markup import CodedText
from localize.segment import hash_text
from localize.store import Store
from localize.store.memories import MemoryEntryRow, Stored
from localize.store.memory_index import MemoryTextRow

_TALKS = "Delegations from both countries met in Norrhaven on Tuesday for a second day of talks."
_LIKE_IT = "Delegations from both countries met in Osterby on Tuesday for a third day of talks."


def _entry(
    source: str, target: str = "…", *, prev: str = "-", locale: str = "ru", origin: str = "approved"
) -> MemoryEntryRow:
    return MemoryEntryRow(
        source_locale="en",
        target_locale=locale,
        text_hash=hash_text(source),
        prev_hash=prev,
        next_hash="-",
        source=source,
        target=target,
        article_id=None,
        author="Olga",
        updated_at=datetime(2026, 11, 23, tzinfo=UTC),
        origin=origin,
    )


def _near(store: Store, text: str, locale: str = "ru") -> list[tuple[float, list[str]]]:
    with store.read() as unit:
        found = unit.memories.near(CodedText.plain_text(text), "en", locale)
        return [(similarity, [row.target for row in rows]) for similarity, rows in found]


def test_a_similar_sentence_is_found_with_its_similarity(store: Store):
    with store.write() as unit:
        unit.memories.put(_entry(_TALKS, "Переговоры"))
        unit.memories.put(_entry("The weather in the north will stay dry until the weekend.", "Погода"))
    [(similarity, targets)] = _near(store, _LIKE_IT)
    assert targets == ["Переговоры"]
    assert 0.75 <= similarity < 1


def test_another_language_and_another_sentence_find_nothing(store: Store):
    with store.write() as unit:
        unit.memories.put(_entry(_TALKS))
    assert _near(store, _LIKE_IT, "de") == []
    assert _near(store, "The harbour was closed.") == []
    assert _near(store, "") == []


def test_codes_in_a_sentence_do_not_hide_it(store: Store):
    with store.write() as unit:
        unit.memories.put(_entry(_TALKS.replace("Norrhaven", "<1>Norrhaven</1>"), "<1>…</1>"))
    [(similarity, _)] = _near(store, _TALKS)
    assert similarity == 1


def test_a_source_with_several_neighbours_is_indexed_once_and_found_with_all_its_targets(store: Store):
    with store.write() as unit:
        unit.memories.put(_entry(_TALKS, "раз"))
        unit.memories.put(_entry(_TALKS, "два", prev="a" * 64))
    with store.read() as unit:
        assert unit.session.query(MemoryTextRow).count() == 1
    [(_, targets)] = _near(store, _LIKE_IT)
    assert set(targets) == {"раз", "два"}


def test_what_is_removed_is_not_found_and_another_entry_takes_its_place(store: Store):
    with store.write() as unit:
        first, second = _entry(_TALKS, "раз"), _entry(_TALKS, "два", prev="a" * 64)
        unit.memories.put(first)
        unit.memories.put(second)
        ids = first.id, second.id
    with store.write() as unit:
        unit.memories.remove(ids[0])
    [(_, targets)] = _near(store, _LIKE_IT)
    assert targets == ["два"]
    with store.write() as unit:
        unit.memories.remove(ids[1])
        unit.memories.remove(ids[1])
    assert _near(store, _LIKE_IT) == []


def test_many_pairs_are_stored_at_once_and_it_is_told_what_became_of_them(store: Store):
    rows = [_entry(f"Sentence number {n} of the import.", f"{n}", origin="imported") for n in range(2_300)]
    with store.write() as unit:
        assert unit.memories.put_all(rows) == Stored(added=2_300)
    with store.write() as unit:
        again = [_entry(f"Sentence number {n} of the import.", f"{n}", origin="imported") for n in range(2_300)]
        # The same key twice, far apart: first nothing new, then a new text.
        again += [_entry("Sentence number 7 of the import.", "семь", origin="imported"), _entry(_TALKS, locale="de")]
        assert unit.memories.put_all(again) == Stored(added=1, changed=1, same=2_300)
        assert unit.memories.count() == 2_301
    assert _near(store, "Sentence number 7 of the import.")[0] == (1.0, ["семь"])


def test_the_last_of_several_pairs_with_the_same_key_holds_and_the_text_is_indexed_once(store: Store):
    with store.write() as unit:
        told = unit.memories.put_all(
            [_entry(_TALKS, "раз"), _entry(_TALKS, "два", prev="a" * 64), _entry(_TALKS, "три")]
        )
        assert told == Stored(added=2)
        assert unit.session.query(MemoryTextRow).count() == 1
    [(_, targets)] = _near(store, _LIKE_IT)
    assert set(targets) == {"два", "три"}


def test_an_import_never_takes_the_place_of_what_a_person_approved_but_an_approval_does(store: Store):
    with store.write() as unit:
        unit.memories.put(_entry(_TALKS, "проверено"))
        assert unit.memories.put(_entry(_TALKS, "привезено", origin="imported")) == Stored(kept=1)
        unit.memories.put(_entry(_TALKS, "привезено", locale="de", origin="imported"))
        assert unit.memories.put(_entry(_TALKS, "проверено", locale="de")) == Stored(changed=1)
        [ru], [de] = (unit.memories.exact("en", locale, [hash_text(_TALKS)]) for locale in ("ru", "de"))
        assert (ru.target, ru.origin) == ("проверено", "approved")
        assert (de.target, de.origin) == ("проверено", "approved")


def test_a_pair_is_there_since_its_first_text_was_written_and_keeps_the_note_about_it(store: Store):
    with store.write() as unit:
        first = _entry(_TALKS, "раз")
        first.note = "из номера от вторника"
        unit.memories.put(first)
        second = _entry(_TALKS, "два")
        second.updated_at = datetime(2026, 12, 1, tzinfo=UTC)
        unit.memories.put(second)
    with store.read() as unit:
        [row] = unit.memories.exact("en", "ru", [hash_text(_TALKS)])
        assert row.created_at == datetime(2026, 11, 23, tzinfo=UTC)
        assert row.updated_at == datetime(2026, 12, 1, tzinfo=UTC)
        assert row.note == "из номера от вторника"
