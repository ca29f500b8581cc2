"""DeepL's glossaries: the terms of a text in the account, so that DeepL uses them in the right case and number.

A glossary is named by what is in it, so every process finds the one that another made. It is a help and never a
condition: whatever fails here, the draft is made without it.
"""

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from localize.errors import EngineError
from localize.mt.engine import encoded
from localize.mt.http import HttpClient

TIMEOUT: Final = 5.0  # seconds that a draft waits for a glossary at most, per request
_PREFIX: Final = "localize"
_KEEP: Final = 8  # of ours for one pair of languages; accounts hold few
_REMEMBERED: Final = 500  # ids in this process
_PAUSE: Final = 600.0  # seconds without another try after a failure
_MAX_ENTRIES: Final = 1000
_PATH: Final = "/v2/glossaries"

Pair = tuple[str, str]
Terms = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A glossary of the account: id, name, when it was made (ISO 8601)."""

    id: str
    name: str
    made: str


class Glossaries:
    """The glossaries of one account as one process knows them. Safe for threads."""

    def __init__(
        self, http: HttpClient, headers: Mapping[str, str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._http = http
        self._headers = headers
        self._clock = clock
        self._lock = threading.Lock()
        self._ids: OrderedDict[str, str] = OrderedDict()  # name -> id
        self._resting: dict[Pair, float] = {}  # pair -> until when it is not tried
        self._lists: dict[Pair, tuple[float, list[_Row]]] = {}  # what the account held, and until when that is believed

    def id_of(self, pair: Pair, terms: Terms) -> str | None:
        """Id of the glossary with these terms, made when there is none; None without terms, or when there is no way.

        ``pair``: DeepL's codes of source and target language, without region.
        """
        entries = _entries(terms)
        if not entries:
            return None
        name = _name(pair, entries)
        with self._lock:
            known = self._ids.get(name)
            if known is not None:
                self._ids.move_to_end(name)
                return known
            if self._resting.get(pair, 0.0) > self._clock():
                return None
        try:
            found = self._find_or_make(pair, name, entries)
        except EngineError:
            self.rest(pair)
            return None
        with self._lock:
            self._ids[name] = found
            while len(self._ids) > _REMEMBERED:
                self._ids.popitem(last=False)
        return found

    def rest(self, pair: Pair, glossary_id: str | None = None) -> None:
        """Forget a glossary that was refused, and do without one between these languages for a while."""
        with self._lock:
            self._resting[pair] = self._clock() + _PAUSE
            self._lists.pop(pair, None)
            for name in [name for name, known in self._ids.items() if known == glossary_id]:
                del self._ids[name]

    def _find_or_make(self, pair: Pair, name: str, entries: str) -> str:
        ours = self._ours(pair)
        same = next((row.id for row in ours if row.name == name), None)
        if same is not None:
            return same
        while len(ours) >= _KEEP:
            self._delete(ours.pop(0))
        body = {
            "name": name,
            "source_lang": pair[0],
            "target_lang": pair[1],
            "entries": entries,
            "entries_format": "tsv",
        }
        try:
            made = self._http.post_json(_PATH, encoded(body), headers=self._headers)
        except EngineError as error:
            if error.retryable or not ours:
                raise
            self._delete(ours.pop(0))  # some accounts hold one only
            made = self._http.post_json(_PATH, encoded(body), headers=self._headers)
        row = _row(made)
        if row is None:
            raise self._http.bad_answer("made no glossary.")
        ours.append(replace(row, name=name))
        with self._lock:
            self._lists[pair] = (self._clock() + _PAUSE, ours)
        return row.id

    def _ours(self, pair: Pair) -> list[_Row]:
        """Our own between these languages, the oldest first; asked for once in a while."""
        with self._lock:
            until, rows = self._lists.get(pair, (0.0, []))
            if until > self._clock():
                return list(rows)
        answer = self._http.get_json(_PATH, headers=self._headers)
        listed = answer.get("glossaries") if isinstance(answer, dict) else None
        beginning = f"{_PREFIX}-{pair[0]}-{pair[1]}-"
        found = map(_row, listed if isinstance(listed, list) else ())
        return sorted((row for row in found if row and row.name.startswith(beginning)), key=lambda row: row.made)

    def _delete(self, row: _Row) -> None:
        try:
            self._http.delete(f"{_PATH}/{row.id}", headers=self._headers)
        except EngineError as error:
            if error.reason != "refused":  # another process was faster: it is gone already
                raise
        with self._lock:
            self._ids.pop(row.name, None)


def _row(raw: Any) -> _Row | None:
    """A glossary that can be used, as the account tells of it; None for anything else."""
    key = raw.get("glossary_id") if isinstance(raw, dict) else None
    if not isinstance(key, str) or not key or raw.get("ready") is False:
        return None
    return _Row(key, str(raw.get("name", "")), str(raw.get("creation_time", "")))


def _entries(terms: Terms) -> str:
    """Lines of tab-separated pairs in a fixed order, each source once: one with two meanings is left to DeepL."""
    meant: dict[str, set[str]] = {}
    for source, target in terms:
        left, right = " ".join(source.split()), " ".join(target.split())
        if left and right:
            meant.setdefault(left, set()).add(right)
    clear = sorted((source, *targets) for source, targets in meant.items() if len(targets) == 1)
    return "\n".join("\t".join(entry) for entry in clear[:_MAX_ENTRIES])


def _name(pair: Pair, entries: str) -> str:
    digest = hashlib.sha256(json.dumps([*pair, entries]).encode()).hexdigest()
    return f"{_PREFIX}-{pair[0]}-{pair[1]}-{digest[:24]}"
