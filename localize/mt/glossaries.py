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
            for name in [name for name, known in self._ids.items() if known == glossary_id]:
                del self._ids[name]

    def _find_or_make(self, pair: Pair, name: str, entries: str) -> str:
        ours = self._listed(pair)
        same = next((row["glossary_id"] for row in ours if row["name"] == name and row.get("ready", True)), None)
        if same is not None:
            return str(same)
        for old in ours[: max(len(ours) - _KEEP + 1, 0)]:
            self._delete(old)
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
            left = ours[max(len(ours) - _KEEP + 1, 0) :]
            if error.retryable or not left:
                raise
            self._delete(left[0])  # some accounts hold one only
            made = self._http.post_json(_PATH, encoded(body), headers=self._headers)
        return _id(self._http, made)

    def _listed(self, pair: Pair) -> list[dict[str, Any]]:
        """Our own between these languages, the oldest first."""
        answer = self._http.get_json(_PATH, headers=self._headers)
        rows = answer.get("glossaries") if isinstance(answer, dict) else None
        beginning = f"{_PREFIX}-{pair[0]}-{pair[1]}-"
        ours = [
            row
            for row in (rows if isinstance(rows, list) else ())
            if isinstance(row, dict)
            and str(row.get("name", "")).startswith(beginning)
            and isinstance(row.get("glossary_id"), str)
        ]
        return sorted(ours, key=lambda row: str(row.get("creation_time", "")))

    def _delete(self, row: Mapping[str, Any]) -> None:
        try:
            self._http.delete(f"{_PATH}/{row['glossary_id']}", headers=self._headers)
        except EngineError as error:
            if error.reason != "refused":  # another process was faster: it is gone already
                raise
        with self._lock:
            self._ids.pop(str(row.get("name")), None)


def _id(http: HttpClient, made: Any) -> str:
    found = made.get("glossary_id") if isinstance(made, dict) else None
    if not isinstance(found, str) or not found:
        raise http.bad_answer("made no glossary.")
    return found


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
