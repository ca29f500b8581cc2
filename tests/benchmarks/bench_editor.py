"""The side-by-side editor on 20, 100 and 500 segments: ``python -m tests.benchmarks.bench_editor [SEGMENTS …] [--memory N]``.

A real server over SQLite with a memory of 100,000 entries, a real Chromium. Beside each figure of the page stands that
of a bare page of equal size: as many bytes of plain paragraphs and one editable one, without scripts of ours.

- *answer*: from the request to the last byte, and the bytes, uncompressed; the bare page from a bare server
- *interactive*: from the start of the navigation until the editor takes keys; the bare page until its load event
- *keystroke*: from the key press to the frame that shows it
- *save*: a save's round trip as the browser sees it
- *finding*: from the last key to the finding in the side column, a pause of 150 ms included
- *match*: the answer with the memory's matches after going to another segment
"""

import argparse
import random
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from localize.article import Article, Block, Role, renumber
from localize.markup import CodedText
from localize.segment import segment_article
from localize.services.context import SYSTEM
from localize.services.intake import Filing, file_article
from tests.benchmarks import bench_memory
from tests.engines import pseudo
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer
from tests.journeys.stories import Draft

SEGMENTS = (20, 100, 500)
MEMORY = 100_000
KEYS = 150
SAVES = 40
VISITS = 30
LOADS = 5

_WATCH = """
new MutationObserver(() => {
  if (document.documentElement.dataset.ready && !window.readyAt) window.readyAt = performance.now();
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
window.paints = [];
addEventListener("keydown", (event) => {
  if (event.key.length !== 1 || event.ctrlKey) return;
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.paints.push(performance.now() - event.timeStamp);
    port2.postMessage(null);
  });
}, true);
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds, and bytes."""

    answer: float
    size: int
    interactive: float
    keys: Sequence[float]
    saves: Sequence[float] = ()
    matches: Sequence[float] = ()
    findings: Sequence[float] = ()


def _article(sentences: Sequence[str]) -> Article:
    """Headline, then two sentences a paragraph."""
    texts = [sentences[0], *(" ".join(sentences[n : n + 2]) for n in range(1, len(sentences), 2))]
    roles = [Role.HEADLINE, *[Role.PARAGRAPH] * (len(texts) - 1)]
    return Article(renumber([Block("", role, CodedText((text,))) for role, text in zip(roles, texts, strict=True)]))


def _sentences(count: int, rng: random.Random) -> list[str]:
    """Real sentences of a news article's usual length that are each one segment."""
    fit = [
        s
        for s in bench_memory.make_sentences(4000, rng)[:4000]
        if 60 < len(s) < 180 and s[-1] == "." and s[0].isupper()
    ]
    rng.shuffle(fit)
    alone = [s for s in fit if len(segment_article(_article([s]).blocks, "en")[0].segments) == 1]
    return [alone[n % len(alone)] for n in range(count)]


def _edition(server: LiveServer, sentences: Sequence[str]) -> int:
    filed = file_article(server.ctx, _article(sentences), Filing(external_id=f"bench-{len(sentences)}"), SYSTEM)
    edition_id = server.edition(filed, "ru")
    with server.ctx.store.read() as unit:
        edition = unit.editions.get(edition_id)
        assert edition is not None
        sources = [segment.source for _, segment in unit.editions.targets(edition_id, edition.version_id)]
    server.draft(edition_id, {source: Draft(pseudo(source, "ru")) for source in sources})
    return edition_id


@contextmanager
def _bare(size: int) -> Iterator[str]:
    """The address of a page with as many bytes of paragraphs and an editable one."""
    line = "<p>Старая гавань открылась как парк, и первые посетители пришли в воскресенье утром.</p>\n"
    head = (
        '<!doctype html><html lang="ru"><meta charset="utf-8"><title>Bare</title><p contenteditable id="f">Текст</p>\n'
    )
    body = (head + line * max(1, (size - len(head.encode())) // len(line.encode()))).encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Nothing is said."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_address[1]}/"
        httpd.shutdown()


def _answer(page: Page, url: str) -> tuple[float, int]:
    """Median time and size of an answer, outside the page."""
    took, size = [], 0
    for _ in range(2 * LOADS):
        began = time.perf_counter()
        size = len(page.request.get(url, headers={"Accept-Encoding": "identity"}).body())
        took.append(1000 * (time.perf_counter() - began))
    return statistics.median(took), size


def _type(page: Page, keys: int) -> list[float]:
    """Type with the pauses of a quick typist; milliseconds from each key press to its frame."""
    page.evaluate("window.paints.length = 0")
    for n in range(keys):
        page.keyboard.type("абвгде жзик"[n % 11])
        page.wait_for_timeout(60)
    return list(page.evaluate("window.paints"))


def _resources(page: Page, ending: str) -> list[float]:
    """Durations of the page's requests whose address fits."""
    script = "(e) => performance.getEntriesByType('resource').filter((r) => new RegExp(e).test(r.name)).map((r) => r.duration)"
    return list(page.evaluate(script, ending))


def _findings(page: Page, times: int) -> list[float]:
    """Milliseconds from the last key of a wrong number to its finding."""
    page.evaluate(
        """() => {
            window.found = [];
            let typed = 0;
            document.addEventListener("input", () => { typed = performance.now(); }, true);
            new MutationObserver(() => {
                if (!typed || !document.querySelector("#findings .card:not(.stale)") || document.querySelector("#findings .stale")) return;
                window.found.push(performance.now() - typed);
                typed = 0;
            }).observe(document.getElementById("side-content"), { childList: true, subtree: true });
        }"""
    )
    for n in range(times):
        page.keyboard.press("Control+a")
        page.keyboard.type(f"Было {70_000 + n} мест.")
        page.wait_for_timeout(1200)
    return list(page.evaluate("window.found"))


def _ours(page: Page, server: LiveServer, edition_id: int) -> Figures:
    editor = EditorPage(page, server, edition_id)
    answer, size = _answer(page, editor.url)
    ready = []
    for _ in range(LOADS):
        editor.open()
        ready.append(float(page.evaluate("window.readyAt")))
    editor.go(4)
    keys = _type(page, KEYS)
    editor.is_saved()
    findings = _findings(page, VISITS // 3)
    page.evaluate("performance.clearResourceTimings(); performance.setResourceTimingBufferSize(5000)")
    for _ in range(SAVES):
        page.keyboard.type("а")
        with page.expect_response(lambda r: r.request.method == "PUT"):
            pass
        page.wait_for_timeout(40)
    saves = _resources(page, r"/segments/\d+$")
    for _ in range(VISITS):
        page.keyboard.press("Control+ArrowDown")
        page.wait_for_timeout(400)
    return Figures(answer, size, statistics.median(ready), keys, saves, _resources(page, "/matches$"), findings)


def _plain(browser: Browser, url: str) -> Figures:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.add_init_script(_WATCH)
    answer, size = _answer(page, url)
    loads = []
    for _ in range(LOADS):
        page.goto(url)
        loads.append(float(page.evaluate("performance.timing.loadEventStart - performance.timing.navigationStart")))
    page.locator("#f").click()
    keys = _type(page, KEYS)
    page.close()
    return Figures(answer, size, statistics.median(loads), keys)


def _spread(values: Sequence[float]) -> str:
    ordered = sorted(values)
    return (
        f"p50 {ordered[len(ordered) // 2]:6.1f}, p95 {ordered[int(len(ordered) * 0.95)]:6.1f} ms" if ordered else "none"
    )


def _print(count: int, ours: Figures, bare: Figures) -> None:
    print(f"\n{count} segments                    editor                      bare page of equal size")
    print(
        f"  answer        {ours.answer:7.1f} ms                    {bare.answer:7.1f} ms    {ours.answer / bare.answer:5.1f} ×"
    )
    print(f"  bytes         {ours.size:9,} ({ours.size / count:,.0f} a segment)   {bare.size:9,}")
    print(
        f"  interactive   {ours.interactive:7.0f} ms                    {bare.interactive:7.0f} ms    "
        f"{ours.interactive / max(bare.interactive, 1):5.1f} ×"
    )
    print(f"  keystroke     {_spread(ours.keys)}   {_spread(bare.keys)}   target at 500: p95 under 50 ms")
    print(f"  save          {_spread(ours.saves)}   ({len(ours.saves)} saves)   target: p95 under 25 ms")
    print(f"  finding       {_spread(ours.findings)}   ({len(ours.findings)} pauses)   target: within 300 ms")
    print(f"  match         {_spread(ours.matches)}   ({len(ours.matches)} lookups)   target: under 30 ms", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("segments", nargs="*", type=int, default=list(SEGMENTS))
    parser.add_argument("--memory", type=int, default=MEMORY)
    asked = parser.parse_args()
    rng = random.Random(11)  # noqa: S311
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LiveServer(Path(folder))
        bench_memory._fill(server.ctx.store, bench_memory.make_sentences(asked.memory, rng))
        email = server.person("Elena Kravets")
        editions = {count: _edition(server, _sentences(count, rng)) for count in asked.segments}
        server.start()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        print(f"SQLite, {asked.memory:,} memory entries; {KEYS} keystrokes, medians of {LOADS} loads")
        for count, edition_id in editions.items():
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
            context.add_init_script(_WATCH)
            page = context.new_page()
            page.goto(server.link(email))
            ours = _ours(page, server, edition_id)
            context.close()
            with _bare(ours.size) as url:
                _print(count, ours, _plain(browser, url))
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
