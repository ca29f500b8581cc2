"""What hostile input costs: ``python -m tests.benchmarks.bench_hostile [WORD …]``, only inputs whose names hold a word.

Each input is read in a process of its own; printed are the seconds that the processor worked on it and those that passed,
the growth of the process's memory at its peak, and what came of it: an article or a refusal. Anything else is a fault.
``OVER`` goes by the processor's seconds: what else runs on the machine is not the input's cost. Inputs of further formats:
append to ``INPUTS``.
"""

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Final

from localize.errors import LocalizeError
from localize.intake.sniff import read_all
from tests.intake import hostile as news
from tests.intake.hostile_texts import MARKDOWN, TEXTS
from tests.intake.hostile_word import HOSTILE as WORD

TIME: Final = 2.0  # seconds
MEMORY: Final = 300.0  # MB
GIVE_UP: Final = 60.0  # seconds


@dataclass(frozen=True, slots=True)
class Hostile:
    """A named input. ``make`` builds it, so that it costs nothing until it is wanted."""

    name: str
    make: Callable[[], bytes]
    format: str | None = "html"
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor, seconds that passed, MB, and what came of it."""

    worked: float
    passed: float
    memory: float
    outcome: str

    @property
    def is_over(self) -> bool:
        """Whether it cost too much, or ended in something that is neither article nor refusal."""
        return self.worked > TIME or self.memory > MEMORY or self.outcome.startswith("FAULT")


def page(body: str, head: str = "") -> bytes:
    """A page with a menu and an article, so that it is read as one, and something hostile in it."""
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(12))
    text = "<p>The council voted on Tuesday to keep the ferry running until 2030, after a long debate.</p>" * 3
    return (
        f'<!doctype html><html lang="en"><head><title>Ferry stays</title>{head}</head><body><nav><ul>{menu}</ul></nav>'
        f"<main><h1>Ferry stays</h1><article>{text}{body}</article></main></body></html>"
    ).encode()


HTML: Final = [
    Hostile("html: 50 MB of text", lambda: page("x " * 25_000_000)),
    Hostile("html: 5.9 MB of text", lambda: page("The council voted. " * 310_000)),
    Hostile("html: 1.9 MB of text in paragraphs", lambda: page("<p>The council voted to keep the ferry.</p>" * 9_000)),
    Hostile("html: 5.9 MB of script", lambda: page("", f"<script>{'a<b;' * 1_450_000}</script>")),
    Hostile("html: 100,000 div deep", lambda: page("<div>" * 100_000 + "x")),
    Hostile("html: 100,000 b deep", lambda: page("<b>" * 100_000 + "x")),
    Hostile("html: 60,000 tables deep", lambda: page("<table><tr><td>" * 30_000 + "x")),
    Hostile(
        "html: 90 open b over 20,000 p", lambda: page("".join(f"<b class=c{n}>" for n in range(90)) + "<p>x" * 20_000)
    ),
    Hostile("html: 100,000 siblings p", lambda: page("<p>x</p>" * 100_000)),
    Hostile("html: 99,000 siblings br", lambda: page("x<br>" * 99_000)),
    Hostile("html: 60,000 links in one p", lambda: page("<p>" + "<a href=/x>y</a> " * 60_000)),
    Hostile("html: 60,000 spans in one p", lambda: page("<p>" + "<span class=credit>y</span> " * 60_000)),
    Hostile(
        "html: 9,000 list items of links", lambda: page("<ul>" + "<li><a href=/x>Another story of the day</a>" * 9_000)
    ),
    Hostile(
        "html: 9,000 figures", lambda: page("<figure><img src=/i.png alt=a><figcaption>c</figcaption></figure>" * 3_000)
    ),
    Hostile("html: 20,000 captions", lambda: page("<div class=caption>c</div>" * 9_000)),
    Hostile(
        "html: 500 captions at depth 90", lambda: page(("<div>" * 90 + "<p class=caption>c</p>" + "</div>" * 90) * 500)
    ),
    Hostile(
        "html: 2 MB of attributes on a tag", lambda: page("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x")
    ),
    Hostile("html: attribute of 5 MB", lambda: page(f"<p class='{'c ' * 2_500_000}'>x")),
    Hostile(
        "html: class of 1.5 MB on a div around all",
        lambda: page(f"<div class='{'c-' * 750_000}'>" + "<p>One said so." * 3_000),
    ),
    Hostile("html: address of 1 MB", lambda: page(f"<p>x <a href='https://a.example/{'a' * 1_000_000}'>link</a>")),
    Hostile("html: entity flood", lambda: page("<p>" + "&amp;" * 390_000)),
    Hostile("html: long numeric references", lambda: page("<p>" + f"&#{'9' * 5_000};" * 300)),
    Hostile("html: no-break space flood", lambda: page("<p>" + "&nbsp;" * 300_000)),
    Hostile("html: unclosed tags", lambda: page("<a <b <i " * 100_000)),
    Hostile("html: unclosed comment, quotes", lambda: page("<!-- " * 100_000 + "<p title='" * 100_000)),
    Hostile("html: 200,000 lone <", lambda: page("<" * 900_000)),
    Hostile("html: unclosed svg, each anew", lambda: page("<svg><video><select>" * 30_000)),
    Hostile("html: NUL and control characters", lambda: page("a\0b\x01\x02\x1b[31mc" * 1_000)),
    Hostile("html: control characters", lambda: page("a\x01\x02\x1b[31mc\x85" * 100_000)),
    Hostile("html: overrides of direction", lambda: page("<p>" + "\u202eabc\u202c\u200f\u200e\u2066x\u2069" * 50_000)),
    Hostile(
        "html: 16 MB of JSON-LD", lambda: page("", f'<script type="application/ld+json">{"[" * 5_000_000}</script>')
    ),
    Hostile(
        "html: JSON-LD of 400,000 nodes",
        lambda: page("", f'<script type="application/ld+json">[{"{}," * 160_000}{{}}]</script>'),
    ),
    Hostile("html: 9,000 meta elements", lambda: page("", "<meta property=og:title content=x>" * 50_000)),
    Hostile(
        "html: 20 JSON-LD scripts, deep",
        lambda: page("", ('<script type="application/ld+json">' + '{"@graph":' * 50_000 + "</script>") * 10),
    ),
    Hostile("html: capitals and dots (datelines)", lambda: page("<p>" + "A. " * 300 + "</p><p>" + "AB CD " * 100_000)),
    Hostile("html: names without end (bylines)", lambda: page("", "") + b"<p>By " + b"Jane " * 100_000),
    Hostile(
        "html: brackets (credits)",
        lambda: page(
            "<figure><img src=/i><figcaption>" + "(Photo: (© (Image source, " * 70 + "</figcaption></figure>" * 3
        ),
    ),
    Hostile(
        "html: 3,000 captions like credits",
        lambda: page(("<figure><img src=/i><figcaption>" + "Aa bb Cc " * 200 + "(x</figcaption></figure>") * 800),
    ),
    Hostile("html: quotation marks", lambda: page("<p>" + "\u201ca ' b \" " * 100_000)),
    Hostile(
        "html: contributed to (sign-offs)",
        lambda: page("<p>" + "contributed to from " * 19 + "</p>" * 1 + "<p>contributed contributed to x</p>" * 5_000),
    ),
    Hostile(
        "html: 8,000 short notices",
        lambda: page(
            "<p>" + "original text " * 20 + "</p>" + "<p>the original article original article link link:</p>" * 8_000
        ),
    ),
    Hostile(
        "html: headings of teasers", lambda: page("<h2>Related</h2><a href=/x>Another story of the day</a>" * 4_000)
    ),
    Hostile("html: 9,000 h1", lambda: page("<h1>Ferry stays afloat here</h1>" * 9_000)),
    Hostile("html: wrong encoding declared", lambda: page("<p>Caf\u00e9</p>", "<meta charset=utf-16>")),
    Hostile(
        "html: random bytes",
        lambda: b"<!doctype html><p>" + bytes((n * 7919 + n // 251) % 255 + 1 for n in range(1_000_000)),
    ),
]
DOCUMENTS: Final = [
    *(Hostile(f"docx: {name}", make, None) for name, make in WORD.items()),
    *(Hostile(f"text: {name}", make, None) for name, make in TEXTS.items()),
    *(Hostile(f"markdown: {name}", make, "markdown") for name, make in MARKDOWN.items()),
]
NEWS: Final = [Hostile(name, make, form) for name, (form, make) in {**news.REFUSED, **news.READ}.items()]
INPUTS: Final[list[Hostile]] = [*HTML, *DOCUMENTS, *NEWS]


def outcome(hostile: Hostile, data: bytes) -> str:
    """What comes of an input, in a few words. Raises what is neither an article nor a refusal."""
    try:
        received = read_all(data, format=hostile.format, content_type=hostile.content_type)
    except LocalizeError as error:
        return f"refused: {error.message[:80]}"
    blocks = sum(len(one.article.blocks) for one in received)
    return f"{len(received)} article, {blocks} blocks" if len(received) == 1 else f"{len(received)} articles"


def _measure(hostile: Hostile, answer: Connection) -> None:
    read_all(page(""), format="html")  # what is imported late does not count
    data = hostile.make()
    before, start, worked = _peak(), time.perf_counter(), time.process_time()
    try:
        said = outcome(hostile, data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is shown as the fault
        said = f"FAULT: {error!r}"[:120]
    answer.send(Cost(time.process_time() - worked, time.perf_counter() - start, _peak() - before, said))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(hostile: Hostile) -> Cost:
    """Read it in a new process. One that takes more than ``GIVE_UP`` seconds is ended."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=_measure_named, args=(hostile.name, theirs))
    process.start()
    ended = mine.poll(GIVE_UP)
    cost: Cost = mine.recv() if ended else Cost(GIVE_UP, GIVE_UP, 0.0, "FAULT: does not end")
    if not ended:
        process.terminate()
    process.join()
    return cost


def _measure_named(name: str, answer: Connection) -> None:
    _measure(next(hostile for hostile in INPUTS if hostile.name == name), answer)


def run(chosen: list[str]) -> bool:
    """Measure and print; whether all stayed within the bounds."""
    print(f"{'input':44} {'worked':>7} {'passed':>7} {'MB':>5}  outcome")
    within = True
    for hostile in INPUTS:
        if chosen and not any(word in hostile.name for word in chosen):
            continue
        cost = measure(hostile)
        within = within and not cost.is_over
        over = "OVER " if cost.is_over else ""
        print(
            f"{hostile.name[:44]:44} {cost.worked:7.2f} {cost.passed:7.2f} {cost.memory:5.0f}  {over}{cost.outcome}",
            flush=True,
        )
    return within


if __name__ == "__main__":
    sys.exit(0 if run(sys.argv[1:]) else 1)
