"""One engine's turn: its share of the texts, chunk by chunk, with retries, until done or given up.

Does not belong here: which engine comes next (``localize.mt.chain``), what counts as a translation
(``localize.mt.answers``).
"""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from localize.errors import EngineError
from localize.markup import CodedText
from localize.mt.answers import checked, fault_of, is_echo, is_long
from localize.mt.breaker import PROBE_TEXTS, cause_of
from localize.mt.chunking import Size, halves, pack, regroup
from localize.mt.engine import HttpEngine, encoded
from localize.mt.faults import Provider
from localize.mt.gate import Gate
from localize.mt.outcome import Drafted, EngineCall, EngineFailure
from localize.mt.spans import Transferred
from localize.mt.transfer import Parcel, wrap
from localize.ports import NO_HINTS, Engine, Hints
from localize.protected import Locked, without

MAX_TRIES: Final = 5  # failures in a row that may pass by themselves
MAX_BAD_ANSWERS: Final = 3  # answers in a row that are none
_MAX_REFUSED_ALONE: Final = 2  # texts refused one by one before anything was accepted
_BASE_WAIT: Final = 1.0  # seconds at most before the first retry, doubled with each failure
_KEY_STATUS: Final = frozenset({401, 403})  # about us, whatever the text
_SPLIT_FROM: Final = 2  # failures in a row from which a server error may be the fault of one text


@dataclass(frozen=True, slots=True)
class Pace:
    """Time, injectable: a monotonic clock and a sleep in seconds, a random number from 0 to 1.

    ``until``: the clock's time up to which this engine may be waited for or asked again.
    """

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    until: float

    @property
    def left(self) -> float:
        """Seconds that are left."""
        return self.until - self.clock()


@dataclass(frozen=True, slots=True)
class Load:
    """A text to translate with the spans of it that no engine may touch."""

    text: CodedText
    locked: Sequence[Locked] = ()

    @property
    def words(self) -> str:
        """What is left to translate."""
        return without(self.text.plain, self.locked)


class Turn:
    """Asks one engine for some of the texts. ``accept`` is called with the new drafts after each request."""

    def __init__(
        self,
        engine: Engine,
        texts: Mapping[int, Load],
        *,
        source: str,
        target: str,
        pace: Pace,
        gate: Gate,
        accept: Callable[[list[tuple[int, Drafted]]], None],
        hints: Hints = NO_HINTS,
    ) -> None:
        self.calls: list[EngineCall] = []
        self.failures: list[EngineFailure] = []
        self._engine = engine
        self._label = engine.label if isinstance(engine, HttpEngine) else engine.name
        self._source, self._target, self._hints = source, target, hints
        self._pace, self._gate, self._accept = pace, gate, accept
        self._words = {index: load.words for index, load in texts.items()}
        self._parcels = {index: wrap(load.text, engine.tag_mode, load.locked) for index, load in texts.items()}
        self._left: list[int] = []  # for the next engine
        self._rejected: Counter[str] = Counter()  # reason -> texts whose answer was refused
        self._falls = self._bad = self._uneven = self._refused_alone = 0  # each: in a row
        self._succeeded = False
        self._probing = False
        self._ended_by: EngineError | None = None
        self._queue: deque[list[int]] = deque()

    def run(self) -> list[int]:
        """Ask until all is drafted or given up. Returns the indexes of the texts that are left, in order."""
        unknown = self._recall()
        if unknown and self._begin(unknown):
            try:
                self._work()
            finally:
                falls = self._bad if self._ended_by and self._ended_by.reason == "bad-answer" else self._falls
                self._gate.end(self._engine.name, self._ended_by, falls, answered=self._succeeded)
        self.failures += [self._told(reason, count) for reason, count in self._rejected.items()]
        return sorted(self._left)

    def _recall(self) -> list[int]:
        """Take what the engine has answered before. Returns the rest."""
        items = {index: parcel.items for index, parcel in self._parcels.items()}
        known = self._gate.recall(self._engine, items, source=self._source, target=self._target)
        if known:
            self._called(EngineCall(self._engine.name, 0, 0, 0.0, True, cached=sum(map(len, known.values()))))
            drafts = {index: self._parcels[index].open(answers) for index, answers in known.items()}
            self._accept([(index, _drafted(found, self._engine.name)) for index, found in drafts.items()])
        return [index for index in self._parcels if index not in known]

    def _begin(self, indexes: Sequence[int]) -> bool:
        """Ask the gate for the turn; pack the texts when it opens."""
        chars = sum(len(item) for index in indexes for item in self._parcels[index].items)
        if self._pace.left <= 0:
            said = f"There was no time left to ask {self._label}."
            self._refused(EngineFailure(self._engine.name, "no-time", said, retryable=True), indexes)
            return False
        opened = self._gate.begin(self._engine.name, self._label, chars)
        if isinstance(opened, EngineFailure):
            self._refused(opened, indexes)
            return False
        self._queue.extend(self._packed(indexes))
        if opened.probe and len(self._queue[0]) > PROBE_TEXTS:
            first = self._queue.popleft()
            self._queue.extendleft([first[PROBE_TEXTS:], first[:PROBE_TEXTS]])
        self._probing = opened.probe
        return True

    def _work(self) -> None:
        while self._queue:
            chunk = self._queue.popleft()
            refusal = self._wait_for_turn(chunk)
            if refusal is not None:
                self._refused(refusal, chunk)
                return
            began = self._pace.clock()
            try:
                answers = self._ask(chunk)
            except EngineError as error:
                seconds = self._pace.clock() - began
                self._record(chunk, seconds, error)
                self._failed(chunk, error, seconds)
            else:
                self._record(chunk, self._pace.clock() - began, None)
                self._take(chunk, answers)

    def _wait_for_turn(self, chunk: Sequence[int]) -> EngineFailure | None:
        """Wait as the rate limits say. Returns why it would be too long, or why the budget does not allow it."""
        chars = sum(len(item) for index in chunk for item in self._parcels[index].items)
        wait = self._gate.before(self._engine.name, self._label, chars, patience=self._pace.left)
        if isinstance(wait, EngineFailure):
            return wait
        if wait > 0:
            self._pace.sleep(wait)
        return None

    # Asking.

    def _packed(self, indexes: Sequence[int]) -> list[list[int]]:
        sizes = [self._size(self._parcels[index]) for index in indexes]
        limits = self._gate.limits(self._engine)
        return [[indexes[n] for n in chunk] for chunk in pack(sizes, limits)]

    def _size(self, parcel: Parcel) -> Size:
        measure = self._engine.measure if isinstance(self._engine, HttpEngine) else _json_bytes
        return Size(len(parcel.items), sum(map(len, parcel.items)), sum(map(measure, parcel.items)))

    def _ask(self, chunk: Sequence[int]) -> list[str | None]:
        texts = [item for index in chunk for item in self._parcels[index].items]
        engine = self._engine
        if isinstance(engine, HttpEngine) and len(chunk) > 1:
            return list(engine.ask(texts, source=self._source, target=self._target, hints=self._hints))
        # A lone sentence with its codes' texts: the engine itself sees to it that all are answered.
        answers = engine.translate_batch(texts, source=self._source, target=self._target, hints=self._hints)
        return [*checked(answers, len(texts), Provider(engine.name, self._label, ""))]

    def _record(self, chunk: Sequence[int], seconds: float, error: EngineError | None) -> None:
        items = [item for index in chunk for item in self._parcels[index].items]
        attempt = 1 + self._falls + self._bad
        self._called(
            EngineCall(
                self._engine.name,
                len(items),
                sum(map(len, items)),
                seconds,
                ok=error is None,
                reason=error.reason if error else None,
                attempt=attempt,
                sent=error is None or error.sent,
            )
        )

    def _called(self, call: EngineCall) -> None:
        self.calls.append(call)
        self._gate.called(call)

    # After an answer.

    def _take(self, chunk: Sequence[int], answers: Sequence[str | None]) -> None:
        opened: dict[int, Transferred] = {}
        found: dict[int, tuple[str, ...]] = {}
        missing: list[int] = []
        position = 0
        for index in chunk:
            parcel = self._parcels[index]
            mine = answers[position : position + len(parcel.items)]
            position += len(parcel.items)
            whole = [answer for answer in mine if answer is not None]
            if len(whole) == len(mine):
                opened[index] = parcel.open(whole)
                found[index] = tuple(whole)
            else:
                missing.append(index)
        self._falls = 0
        self._judge(opened, found)
        self._again(missing, len(chunk))

    def _judge(self, opened: Mapping[int, Transferred], found: Mapping[int, tuple[str, ...]]) -> None:
        """Keep what can be a translation; the rest goes to the next engine."""
        faults = {n: fault_of(self._words[n], text.words, self._target) for n, text in opened.items()}
        echoes = {n for n, text in opened.items() if is_echo(self._words[n], text.words)}
        translated = [n for n in opened if faults[n] is None and n not in echoes]
        for n in echoes:
            # A name may stay as it is, but not when the engine gave back everything it was sent.
            if is_long(self._words[n]) or (len(opened) > 1 and not translated):
                faults[n] = "not-translated"
        good = [n for n in opened if faults[n] is None]
        for reason in (faults[n] for n in opened):
            if reason is not None:
                self._rejected[reason] += 1
        self._left += [n for n in opened if faults[n] is not None]
        if good:
            self._succeeded = True
            self._bad = 0
            if self._probing:
                self._probing = False
                self._gate.recovered(self._engine.name)
            answers = [(self._parcels[n].items, found[n]) for n in good]
            self._gate.keep(self._engine, answers, source=self._source, target=self._target)
            self._accept([(n, _drafted(opened[n], self._engine.name)) for n in good])
        elif opened:
            self._count_bad(next(iter(faults.values())) or "bad-answer")

    def _again(self, missing: list[int], asked: int) -> None:
        """Ask again for what could not be told apart; an engine that loses line ends twice gets one text at a time."""
        if not missing:
            return
        self._uneven = self._uneven + 1 if len(missing) == asked else 0
        alone = self._uneven >= 2
        self._queue.extend([[n] for n in missing] if alone else regroup(missing, asked))

    # After a failure.

    def _failed(self, chunk: list[int], error: EngineError, seconds: float) -> None:
        if error.status in _KEY_STATUS or (self._probing and cause_of(error) is not None):
            self._falls += 1
            self._give_up(error, chunk)
        elif error.retryable:
            self._retry(chunk, error, seconds)
        elif error.reason == "too-large" and len(chunk) > 1:
            self._queue.extendleft(reversed(halves(chunk)))
        elif error.reason in {"too-large", "refused"} and len(chunk) == 1 and self._may_be_the_text():
            self._reject(chunk, error)
        elif error.reason == "bad-answer":
            self._queue.extend(halves(chunk) if len(chunk) > 1 else [])
            if len(chunk) == 1:
                self._reject(chunk, error)
            self._count_bad(error.reason, error)
        else:
            self._give_up(error, chunk)

    def _retry(self, chunk: list[int], error: EngineError, seconds: float) -> None:
        """Wait and ask again while that can help: not too often, not beyond the deadline."""
        self._falls += 1
        wait = error.retry_after
        if wait is None:
            wait = self._pace.jitter() * _BASE_WAIT * 2 ** (self._falls - 1)
        again = seconds if error.reason == "timeout" else 0.0
        if self._falls >= MAX_TRIES or wait + again > self._pace.left:
            self._give_up(error, chunk)
            return
        self._pace.sleep(wait)
        one_text = error.reason == "server-error" and self._falls >= _SPLIT_FROM
        self._queue.extend(halves(chunk) if one_text or error.reason == "timeout" else [chunk])

    def _may_be_the_text(self) -> bool:
        """Whether a refusal of one text is about that text, not about us."""
        self._refused_alone = 0 if self._succeeded else self._refused_alone + 1
        return self._refused_alone < _MAX_REFUSED_ALONE

    def _reject(self, chunk: Sequence[int], error: EngineError) -> None:
        self._left += chunk
        self.failures.append(_failure(error, self._engine.name, len(chunk)))

    def _count_bad(self, reason: str, error: EngineError | None = None) -> None:
        self._bad += 1
        if self._bad >= MAX_BAD_ANSWERS and self._queue:
            if error is None:
                left = sum(map(len, self._queue))
                self._rejected[reason] += left
                self._drop_queue()
            else:
                self._give_up(error, [])

    def _give_up(self, error: EngineError, chunk: Sequence[int]) -> None:
        self._ended_by = error
        self._left += chunk
        left = len(chunk) + sum(map(len, self._queue))
        self._drop_queue()
        self.failures.append(_failure(error, self._engine.name, left))

    def _refused(self, refusal: EngineFailure, chunk: Sequence[int]) -> None:
        """Nothing was sent, or no more is: what is left goes to the next engine."""
        self._left += chunk
        left = len(chunk) + sum(map(len, self._queue))
        self._drop_queue()
        self.failures.append(replace(refusal, items=left))

    def _drop_queue(self) -> None:
        for chunk in self._queue:
            self._left += chunk
        self._queue.clear()

    def _told(self, reason: str, count: int) -> EngineFailure:
        what = "a sentence" if count == 1 else f"{count} sentences"
        if reason == "not-translated":
            message = f"{self._label} gave back {what} untranslated."
        else:
            message = f"{self._label} answered for {what} with something that is no translation."
        return EngineFailure(self._engine.name, reason, message, items=count)


def _drafted(found: Transferred, engine: str) -> Drafted:
    return Drafted(found.text, engine, found.unplaced, found.displaced)


def _failure(error: EngineError, engine: str, items: int) -> EngineFailure:
    return EngineFailure(engine, error.reason, error.message, error.retryable, error.retry_after, items)


def _json_bytes(text: str) -> int:
    return len(encoded(text)) + 1
