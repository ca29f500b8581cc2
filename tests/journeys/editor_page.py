"""The editor's page as a person sees it: segments, the field, what the head says."""

import re
from typing import Protocol

from playwright.sync_api import Locator, Page, expect


class Served(Protocol):
    """A system that answers."""

    @property
    def url(self) -> str:
        """Where."""


class EditorPage:
    """One open editor."""

    def __init__(self, page: Page, server: Served, edition_id: int) -> None:
        self.page = page
        self.url = f"{server.url}/editions/{edition_id}/edit"

    def open(self, position: int | None = None) -> "EditorPage":
        """Load the page and wait until its scripts are ready; at a segment if one is named."""
        self.page.goto("about:blank")
        self.page.goto(self.url + (f"#s{position}" if position else ""))
        self.page.wait_for_selector("html[data-ready=editor]")
        return self

    def segment(self, position: int) -> Locator:
        """A segment's row."""
        return self.page.locator(f"#s{position}")

    def target(self, position: int) -> Locator:
        """A segment's target at rest."""
        return self.segment(position).locator(".tgt .text")

    @property
    def field(self) -> Locator:
        """The field that is open."""
        return self.page.locator(".write")

    @property
    def active(self) -> int:
        """Number of the segment that is worked on."""
        return int((self.page.locator(".seg.active").get_attribute("id") or "s0")[1:])

    def text(self) -> str:
        """What the field holds, in written coded form."""
        return str(
            self.page.evaluate(
                """async () => {
                    const { read } = await import("/static/js/editor/coded_dom.js");
                    const { write } = await import("/static/js/editor/coded.js");
                    return write(read(document.querySelector(".write")));
                }"""
            )
        )

    def go(self, position: int) -> None:
        """Work on a segment, by its number."""
        self.segment(position).locator(".gut a").click()
        expect(self.field).to_be_focused()

    def type(self, text: str) -> None:
        """Write at the caret."""
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Put a text in place of the one in the field, by keyboard."""
        self.press("Control+a", "Backspace")
        self.type(text)

    def is_saved(self) -> None:
        """Wait until the head says so."""
        expect(self.page.locator("#saved")).to_have_text(re.compile(r"Saved \d\d:\d\d:\d\d"), timeout=20_000)

    def kept(self) -> list[dict[str, object]]:
        """The drafts on this device."""
        rows: list[dict[str, object]] = self.page.evaluate(
            """() => new Promise((resolve, reject) => {
                const open = indexedDB.open("localize-drafts", 1);
                open.onerror = () => reject(open.error);
                open.onsuccess = () => {
                    const all = open.result.transaction("drafts").objectStore("drafts").getAll();
                    all.onsuccess = () => { open.result.close(); resolve(all.result); };
                };
            })"""
        )
        return rows
