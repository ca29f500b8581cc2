"""What hostile feeds cost: ``python -m tests.benchmarks.bench_feeds``.

Each is read in a process of its own, at full size: seconds of processor time, memory at the peak beyond the process
itself, and what came of it. Then feeds of items that are well-formed, as the poller reads them.
"""

import multiprocessing as mp
import resource
import time
from multiprocessing.queues import Queue

from localize.errors import InvalidInputError
from localize.intake.feed import read_feed
from localize.intake.feed_items import parse_feed
from localize.intake.received import Source
from tests.intake.hostile_feeds import HOSTILE, rss

SIZE = 4_900_000  # bytes; a little below what a feed may have
STORY = "<p>Some words of a story about a ferry that sails again, after eleven weeks in the dry dock.</p>" * 8
ITEM = (
    "<item><title>Ferry {n} resumes</title><link>https://news.example/{n}</link><guid>https://news.example/{n}</guid>"
    "<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate><description>The ferry sails again.</description>"
    "<content:encoded><![CDATA[{story}]]></content:encoded></item>"
)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _cost(data: bytes, whole: bool, told: "Queue[tuple[float, float, str]]") -> None:
    before, begun = _peak(), time.process_time()
    try:
        said = f"{len(read_feed(Source(data)))} articles" if whole else f"{len(parse_feed(data).items)} items"
    except InvalidInputError as error:
        said = error.message
    told.put((time.process_time() - begun, _peak() - before, said))


def _run(name: str, data: bytes, *, whole: bool = False) -> None:
    told: Queue[tuple[float, float, str]] = mp.get_context("fork").Queue()
    process = mp.get_context("fork").Process(target=_cost, args=(data, whole, told))
    process.start()
    seconds, memory, said = told.get(timeout=120)
    process.join()
    print(f"{name:32} {len(data) / 1e6:5.1f} MB {seconds:6.2f} s {memory:6.0f} MB  {said[:70]}", flush=True)


def main() -> None:
    """Print the table."""
    for name, make in HOSTILE.items():
        sample = len(make(10_000))
        _run(name, make(int(10_000 * SIZE / sample) if sample > 2_000 else SIZE))
    for count in (50, 300, 2_000):
        data = rss("".join(ITEM.format(n=n, story=STORY) for n in range(count)))
        _run(f"{count} stories, parsed", data)
        _run(f"{count} stories, as articles", data, whole=True)


if __name__ == "__main__":
    main()
