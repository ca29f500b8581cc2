"""How long a draft takes, and what a breaking article waits. Run: ``python -m tests.benchmarks.bench_lanes [--redis] [--rabbitmq]``.

The whole of ``localize up`` against a loopback DeepL that takes 300 ms for a request. Measured is the time from the
POST being sent to the later of the two editions' ``drafted_at``, as stored; "of a request" is in those 300 ms. What a
bare connection needs for such a request, and this machine for a loop, stands above the figures. Then a thousand
background articles are filed, and one breaking article behind them. The target stands beside each figure.
"""

import argparse
import http.client
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.doubles.deepl import DeeplDouble
from tests.journeys.stack import Stack, running

LATENCY = 0.3  # seconds that the engine takes for a request
RUNS = 30
BACKLOG = 1000
# Sentences of a news article's usual length, one in three with a number.
_SENTENCES = (
    "The ferry left {place} at dawn with {n} people on board and came back before noon.",
    "“We waited at {place} until the wind had dropped,” the captain said, “and then we did not wait any longer.”",
    "The company that runs the line has promised {place} a second ship for the summer, but it has not named a date.",
    "Residents of {place} say that they have heard this before.",
    "Last year the line to {place} carried {n},400 cars, more than ever since the bridge was closed to lorries.",
    "A spokeswoman for the ministry would not comment on the talks in {place}.",
)
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "zu")
_BROKERS = {"embedded": "", "redis": "redis://127.0.0.1:6379/9", "rabbitmq": "amqp://guest:guest@127.0.0.1:5672//"}


def _place(number: int) -> str:
    """A name that no other number has, so that nothing is known from an earlier article."""
    letters = ""
    while number:
        number, rest = divmod(number, len(_SYLLABLES))
        letters += _SYLLABLES[rest]
    return f"Port {letters.title()}sund"


def _article(number: int, paragraphs: int, lane: str) -> dict[str, object]:
    """Two sentences a paragraph, one of three with a number, each of them new."""
    first = number * 1000 + {"breaking": 1, "normal": 400_000_000, "background": 800_000_000}[lane]
    written = [
        _SENTENCES[n % len(_SENTENCES)].format(place=_place(first + n), n=n % 80 + 11) for n in range(2 * paragraphs)
    ]
    return {
        "external_id": f"bench-{lane}-{number}",
        "headline": f"Ferry to {_place(first + 999)} comes back",
        "body_html": "".join(f"<p>{a} {b}</p>" for a, b in zip(written[::2], written[1::2], strict=True)),
        "lane": lane,
    }


class _Desk:
    def __init__(self, stack: Stack) -> None:
        self.url = f"{stack.url}/api/v1"
        self.session = requests.Session()
        self.session.headers.update(stack.token())

    def file(self, article: dict[str, object]) -> tuple[float, Sequence[int]]:
        """File; when it was sent (epoch seconds), the editions' ids."""
        sent = time.time()
        answer = self.session.post(f"{self.url}/articles", json=article, timeout=30)
        answer.raise_for_status()
        return sent, [edition["id"] for edition in answer.json()["editions"]]

    def drafted(self, editions: Sequence[int], *, seconds: float = 30) -> float:
        """Wait until all are drafted; when the last one was (epoch seconds)."""
        until = time.monotonic() + seconds
        time.sleep(1.5 * LATENCY)  # asking earlier would only take time from those who work
        while time.monotonic() < until:
            found = [self.session.get(f"{self.url}/editions/{one}", timeout=10).json() for one in editions]
            if all(one["drafted_at"] for one in found):
                return max(datetime.fromisoformat(one["drafted_at"]).timestamp() for one in found)
            time.sleep(0.05)
        raise SystemExit(f"not drafted within {seconds:g} s: {found}")


def _alone(double: DeeplDouble, runs: int = 12) -> float:
    """Seconds that a request of 25 sentences takes over a connection that nothing else uses: median."""
    texts = [_SENTENCES[n % len(_SENTENCES)].format(place="Port Alone", n=n + 11) for n in range(25)]
    body = json.dumps({"text": texts, "source_lang": "EN", "target_lang": "DE"})
    headers = {"Authorization": f"DeepL-Auth-Key {double.key}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(urlsplit(double.url).netloc)
    times = []
    for _ in range(runs):
        began = time.monotonic()
        connection.request("POST", "/v2/translate", body, headers)
        connection.getresponse().read()
        times.append(time.monotonic() - began)
    connection.close()
    return statistics.median(times)


def _loop() -> float:
    """Seconds for two million additions: what this machine is worth at the moment."""
    began = time.monotonic()
    total = 0
    for n in range(2_000_000):
        total += n
    return time.monotonic() - began


def _told(name: str, seconds: float, target: float) -> None:
    print(f"{name:52} {seconds * 1000:7.0f} ms  {seconds / LATENCY:5.2f} of a request   target {target * 1000:.0f} ms")


def _measure(broker: str, runs: int, backlog: int) -> None:
    with tempfile.TemporaryDirectory() as folder, DeeplDouble(latency=LATENCY) as double:
        env = {"LOCALIZE_ENGINES": "deepl", "LOCALIZE_DEEPL_URL": double.url, "LOCALIZE_DEEPL_KEY": double.key}
        if _BROKERS[broker]:
            env["LOCALIZE_BROKER_URL"] = _BROKERS[broker]
        with running(Path(folder) / "var", env=env) as stack:
            desk = _Desk(stack)
            for number in range(3):  # the first ones find cold processes
                desk.drafted(desk.file(_article(number, 12, "breaking"))[1])
            times = []
            for number in range(3, runs + 3):
                before = len(double.requests)
                sent, editions = desk.file(_article(number, 12, "normal"))
                times.append(desk.drafted(editions) - sent)
                if len(double.requests) - before != 2:
                    print(f"article {number}: {len(double.requests) - before} requests instead of 2")
            times.sort()
            median = statistics.median(times)
            print(f"\n{broker}: {runs} articles of 25 segments, two editions each")
            print(f"a request by itself {_alone(double) * 1000:.1f} ms; two million additions {_loop() * 1000:.0f} ms")
            _told("POST to both drafted, median", median, LATENCY * (1.3 if broker == "embedded" else 1.15))
            _told("POST to both drafted, p95", times[int(runs * 0.95)], LATENCY * 1.3)
            if backlog:
                began = time.monotonic()
                for number in range(backlog):
                    desk.file(_article(number, 2, "background"))
                print(f"filed {backlog} background articles in {time.monotonic() - began:.1f} s")
                waits = []
                for number in range(1000, 1005):
                    sent, editions = desk.file(_article(number, 12, "breaking"))
                    waits.append(desk.drafted(editions) - sent)
                _told(f"breaking behind {backlog}, slowest of {len(waits)}", max(waits), median + 1.0)


def main(argv: Sequence[str]) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--redis", action="store_true")
    parser.add_argument("--rabbitmq", action="store_true")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--backlog", type=int, default=BACKLOG)
    chosen = parser.parse_args(argv)
    brokers = ["embedded", *(name for name in ("redis", "rabbitmq") if getattr(chosen, name))]
    for broker in brokers:
        _measure(broker, chosen.runs, chosen.backlog)


if __name__ == "__main__":
    main(sys.argv[1:])
