"""Take the pictures for ``docs/``: every page over the sample articles, light and dark, desk and phone.

``python -m tests.journeys.pictures [FOLDER]`` writes those that README and docs show, or all of them into FOLDER;
``--gallery [FOLDER]`` writes sheets of every page in every language into ``docs/pages`` (``tests.journeys.gallery``).
"""

import base64
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.gallery import write_gallery
from tests.journeys.stack import ROOT, Stack, running

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


def side_by_side(stack: Stack, target: Path, paths: list[str]) -> None:
    """One picture of several readers' pages beside each other, as readers get them."""
    with sync_playwright() as playwright:
        browser = open_browser(playwright)
        context = browser.new_context(
            viewport={"width": 760, "height": 1500}, color_scheme="light", locale="en-GB", bypass_csp=True
        )
        page = context.new_page()
        sign_in(page, stack, "admin@localhost")
        shots = []
        for path in paths:
            page.goto(stack.url + path)
            page.add_style_tag(content=".peek, .waiting small { display: none !important; }")
            page.wait_for_timeout(300)
            shots.append(base64.b64encode(page.screenshot()).decode())
        context.close()
        sheet = browser.new_page(viewport={"width": 1560, "height": 1000}, device_scale_factor=1.5)
        images = "".join(f'<img alt="" src="data:image/png;base64,{shot}">' for shot in shots)
        sheet.set_content(
            "<style>body { margin: 0; background: #e9ebed; } div { display: flex; gap: 18px; padding: 18px; }"
            "img { flex: 1; min-width: 0; border-radius: 6px; box-shadow: 0 2px 12px rgb(10 14 20 / 0.18); }</style>"
            f"<div>{images}</div>"
        )
        sheet.wait_for_timeout(300)
        sheet.locator("div").screenshot(path=target)
        browser.close()


def main() -> None:
    """Start the sample system and take pictures of it."""
    if sys.argv[1:2] == ["--gallery"]:
        write_gallery(Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "docs" / "pages")
        return
    everything = len(sys.argv) > 1
    folder = Path(sys.argv[1]) if everything else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"LOCALIZE_SITE_NAME": "The Norrhaven Courier"}
    with tempfile.TemporaryDirectory() as data, running(Path(data), "--demo", env=environment) as stack:
        editions = stack.settle()
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
                "keys": "/account/keys",
                "help": "/help",
                "docs": "/api/docs",
            }
            pages["original"] = f"/articles/{first['article_id']}/preview"
        take(stack, folder, pages, everything=everything)
        own = {e["locale"]: e["id"] for e in editions if e["article_id"] == first["article_id"]}
        three = [
            f"/articles/{first['article_id']}/preview",
            *(f"/editions/{own[name]}/preview" for name in ("ru", "de")),
        ]
        side_by_side(stack, folder / "reader-pages.png", three)


if __name__ == "__main__":
    main()
