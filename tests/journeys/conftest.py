"""Fixtures of the journeys that go through a browser: Chromium, a server that may be killed, people at their pages."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.server import LiveServer

CHROMIUM = Path("/usr/bin/chromium")
# Two pages of the address field are left out: they would be built, and drawn, for every window. The switch takes the
# place of Playwright's own; of what that names, what bears on pages or reaches out of the machine stands here as well.
_WITHOUT = (
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    f"--disable-features={','.join(_WITHOUT)}",
]

# What a browser says when the server is dead or its storage is off, which some journeys want: no fault of the page.
_EXPECTED = ("net::ERR_", "the server responded with a status of 4", "drafts are not kept on this device")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or a skip that says so."""
    if not CHROMIUM.exists():
        if os.environ.get("LOCALIZE_TEST_REQUIRE_BROWSER"):
            pytest.fail(f"no Chromium at {CHROMIUM}")
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    """A running server over an empty database."""
    live = LiveServer(tmp_path)
    live.start()
    yield live
    live.close()


@pytest.fixture
def seat(chromium: Browser, server: LiveServer) -> Iterator[Callable[..., Page]]:
    """``seat(email, width=1440, …)``: a browser of their own with somebody signed in, at no page yet.

    Fails at the end when a page threw an error, or the content security policy or anything else was complained about.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)

    def sit(email: str, *, width: int = 1440, height: int = 1000, **more: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, locale="en-GB", **more)
        context.set_default_timeout(10_000)
        context.on("page", listen)
        contexts.append(context)
        page = context.new_page()
        assert context.request.get(server.link(email)).ok
        return page

    yield sit
    for context in contexts:
        # A poll may be on its way through a test's route: what becomes of it is nobody's error, least of all the next test's.
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.unroute_all(behavior="ignoreErrors")
        context.close()
    assert [said for said in complaints if not any(known in said for known in _EXPECTED)] == []
