"""The memory: pairs by their source, the same and similar, and what happens to the index with them."""

from datetime import UTC, datetime

from localize.markup import CodedText
from localize.segment import hash_text
from localize.store import Store
from localize.store.memories import MemoryEntryRow
from localize.store.memory_index import MemoryTextRow

_TALKS = "Delegations from both countries met in Norrhaven on Tuesday for a second day of talks."
_LIKE_IT = "Delegations from both countries met in Osterby on Tuesday for a third day of talks."


def _entry(source: str, target: str = "…", *, prev: str = "-", locale: str = "ru") -> MemoryEntryRow:
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
