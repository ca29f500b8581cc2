"""Post-editing one article by script: ``python -m tests.benchmarks.bench_postedit [DOCUMENT] [--delay MS]``.

An article of the shared news with ONLINE-B's German as drafts, edited by keyboard alone in a real Chromium until it is
the reference, sentence by sentence, confirmed and submitted. In each sentence the caret goes word by word to the first
difference, the words up to the last one are selected and typed over; where that takes more keys than the whole sentence,
the whole is typed. Printed are the time, the keys, and how many of them are no text: moving, selecting, confirming.
"""

import argparse
import json
import re
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from localize.article import Article, Block, Role, renumber
from localize.markup import CodedText
from localize.services.context import SYSTEM
from localize.services.desk import get_edition
from localize.services.intake import Filing, file_article
from tests.journeys.conftest import CHROMIUM, FLAGS
from tests.journeys.editor_page import EditorPage
from tests.journeys.server import LiveServer
from tests.journeys.stories import Draft

NEWS = Path(__file__).resolve().parents[3] / "shared" / "data" / "news_en-de.jsonl"
ENGINE = "ONLINE-B"
_STOP = re.compile(r"[\w'’]+(?:[.,]\d+)*|[^\w\s]")  # where Ctrl and an arrow key stop: behind words and signs


class Keys:
    """Presses keys and counts them: those that write the text, and all others."""

    def __init__(self, page: Page, delay: int) -> None:
        self.page = page
        self.delay = delay
        self.text = 0
        self.other = 0

    def press(self, key: str, times: int = 1) -> None:
        """A key that writes nothing."""
        for _ in range(times):
            self.page.keyboard.press(key)
            self.other += 1
            self._wait()

    def type(self, text: str) -> None:
        """Keys that write."""
        for letter in text:
            self.page.keyboard.type(letter)
            self.text += 1
            self._wait()

    def _wait(self) -> None:
        if self.delay:
            self.page.wait_for_timeout(self.delay)


def _document(number: int) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(NEWS.read_text(encoding="utf-8").splitlines()[number])
    return document


def _article(sentences: Sequence[str]) -> Article:
    roles = [Role.HEADLINE, *[Role.PARAGRAPH] * (len(sentences) - 1)]
    return Article(renumber([Block("", role, CodedText((s,))) for role, s in zip(roles, sentences, strict=True)]))


def _plan(old: str, new: str) -> tuple[int, int, str]:
    """Words to go over, words to select (-1: to the end), and what to type over them."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    ends = [found.end() for found in _STOP.finditer(old)]
    before = [end for end in ends if end <= start]
    after = next((end for end in ends if end >= len(old) - tail and end > (before or [0])[-1]), len(old))
    first = before[-1] if before else 0
    selected = -1 if after == len(old) else len([end for end in ends if first < end <= after])
    return len(before), selected, new[first : len(new) - (len(old) - after)]


def _edit(editor: EditorPage, keys: Keys, old: str, new: str) -> bool:
    """Make ``new`` of the text in the field; whether going word by word was enough."""
    moves, selects, typed = _plan(old, new)
    if moves + abs(selects) + len(typed) < len(new):
        keys.press("Control+Home")
        keys.press("Control+ArrowRight", moves)
        if selects < 0:
            keys.press("Control+Shift+End")
        else:
            keys.press("Control+Shift+ArrowRight", selects)
        keys.type(typed) if typed else keys.press("Backspace")
        if CodedText.loads(editor.text()).plain == new:
            return True
    keys.press("Control+a")
    keys.type(new)
    return False


def _prepare(server: LiveServer, segments: Sequence[dict[str, Any]]) -> tuple[int, list[tuple[str, str]]]:
    """File and draft the article: its German edition, and by segment the draft with what it is to become."""
    filed = file_article(server.ctx, _article([s["src"] for s in segments]), Filing(external_id="news"), SYSTEM)
    edition = server.edition(filed, "de")
    with server.ctx.store.read() as unit:
        row = unit.editions.get(edition)
        assert row is not None
        own = unit.editions.bench(edition, row.version_id)
    by_block: dict[str, list[str]] = {}
    for segment in own:
        by_block.setdefault(segment.block_key, []).append(segment.source)
    # A line of the data that our segmentation cuts in several sentences is given to its first one whole.
    drafts: dict[str, Draft] = {}
    wanted: list[tuple[str, str]] = []
    for sources, line in zip(by_block.values(), segments, strict=True):
        for number, source in enumerate(sources):
            drafts[source] = Draft(CodedText.plain_text(line["mt"][ENGINE]).dumps() if number == 0 else "–")
            wanted.append((line["mt"][ENGINE], line["ref"]) if number == 0 else ("–", "–"))
    server.draft(edition, drafts)
    return edition, wanted


def main() -> None:
    """Edit, submit, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("document", nargs="?", type=int, default=0)
    parser.add_argument("--delay", type=int, default=0, help="milliseconds between keys")
    asked = parser.parse_args()
    segments = _document(asked.document)["segments"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = LiveServer(Path(folder))
        email = server.person("Jana Wolf")
        edition, wanted = _prepare(server, segments)
        server.start()
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(server.link(email))
        editor = EditorPage(page, server, edition).open(1)
        page.locator("#helpers").click()  # every key of the text is typed here
        editor.go(1)
        keys, by_word, changed, twice = Keys(page, asked.delay), 0, 0, 0
        began = time.perf_counter()
        for position, (old, new) in enumerate(wanted, start=1):
            if editor.active != position:
                keys.press("Control+ArrowDown" if editor.active < position else "Control+ArrowUp")
            if old != new:
                changed += 1
                by_word += _edit(editor, keys, old, new)
            keys.press("Control+Enter")
            if editor.active == position and position < len(wanted):
                keys.press("Control+Enter")  # untouched machine text at risk asks twice
                twice += 1
        editor.is_saved()
        keys.press("Control+Alt+Enter")
        page.wait_for_url("**/review")
        took = time.perf_counter() - began
        stored = [CodedText.loads(text).plain for _, text in sorted(server.texts(edition).items())]
        state = get_edition(server.ctx, edition).state
        browser.close()
        server.close()
    right = sum(text == new for text, (_, new) in zip(stored, wanted, strict=True))
    print(f"document {asked.document}: {len(wanted)} segments, {changed} changed, {by_word} of them word by word")
    print(
        f"{took:.1f} s with {asked.delay} ms between keys; {right} of {len(wanted)} texts are the reference; {state.value}"
    )
    print(
        f"{keys.text + keys.other} keys: {keys.text} write text, {keys.other} beyond it "
        f"({keys.other / len(wanted):.1f} a segment; {twice} second keystrokes at risky sentences)"
    )


if __name__ == "__main__":
    main()
