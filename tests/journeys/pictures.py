"""Take the pictures for ``docs/``: every page over the sample articles, light and dark, desk and phone.

``python -m tests.journeys.pictures [FOLDER]`` writes the four that README and docs show, or all of them into FOLDER.
"""

import sys
import tempfile
from pathlib import Path

import requests
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.stack import ROOT, Stack, running, wait_for

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SIZES = {"1440": (1440, 900), "390": (390, 844)}


def open_browser(playwright: object) -> Browser:
    """Debian's Chromium, headless."""
    return playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)  # type: ignore[attr-defined,no-any-return]


def sign_in(page: Page, stack: Stack, email: str | None = None) -> None:
    """Sign in with a one-time link."""
    link = stack.link() if email is None else stack.cli("user", "link", email).stdout.strip()
    page.goto(stack.url + "/login/link/" + link.rpartition("/")[2])


def settle(stack: Stack) -> list[dict[str, object]]:
    """Wait until no sample edition waits for a worker; the editions."""
    headers = stack.token()

    def rested() -> list[dict[str, object]] | None:
        found = requests.get(f"{stack.url}/api/v1/editions", headers=headers, timeout=5).json()["items"]
        return found if found and all(e["state"] not in {"queued", "translating"} for e in found) else None

    return list(wait_for(rested, seconds=60))


def take(stack: Stack, folder: Path, pages: dict[str, str], *, everything: bool) -> None:
    """Write the pictures."""
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        for scheme in ("light", "dark") if everything else ("light",):
            for size, (width, height) in SIZES.items() if everything else [("1440", SIZES["1440"])]:
                context = browser.new_context(
                    viewport={"width": width, "height": height}, color_scheme=scheme, locale="en-GB"
                )
                page = context.new_page()
                sign_in(page, stack, "admin@localhost")
                for name, path in pages.items():
                    page.goto(stack.url + path)
                    page.wait_for_timeout(700)
                    suffix = f"-{size}-{scheme}" if everything else ""
                    page.screenshot(path=folder / f"{name}{suffix}.png", full_page=everything and size == "390")
                context.close()
        browser.close()


def main() -> None:
    """Start the sample system and take pictures of it."""
    everything = len(sys.argv) > 1
    folder = Path(sys.argv[1]) if everything else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"LOCALIZE_SITE_NAME": "The Norrhaven Courier"}
    with tempfile.TemporaryDirectory() as data, running(Path(data), "--demo", env=environment) as stack:
        editions = settle(stack)
        first = next(e for e in editions if e["locale"] == "ru" and e["state"] == "drafted")
        blocked = next((e for e in editions if e["state"] == "blocked"), first)
        pages = {
            "desk": "/",
            "editor": f"/editions/{first['id']}/edit",
            "review": f"/editions/{first['id']}/review",
            "preview": f"/editions/{first['id']}/preview",
        }
        if everything:
            pages |= {
                "blocked": f"/editions/{blocked['id']}/edit",
                "article": f"/articles/{first['article_id']}",
                "new": "/articles/new",
                "account": "/account",
                "help": "/help",
                "docs": "/api/docs",
            }
        take(stack, folder, pages, everything=everything)


if __name__ == "__main__":
    main()
