"""What a newcomer does after ``make run``: sign in, edit, approve, publish, and pull both editions with a token."""

import re
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.journeys.stack import Stack, running, wait_for
from tests.release.ninjs_schema import must_be_ninjs

pytestmark = [pytest.mark.browser, pytest.mark.pages, pytest.mark.timeout(240)]


def _editions(stack: Stack, headers: dict[str, str]) -> list[dict[str, object]]:
    answer = requests.get(f"{stack.url}/api/v1/editions", headers=headers, timeout=10).json()
    return list(answer["items"])


def _rested(stack: Stack, headers: dict[str, str]) -> list[dict[str, object]]:
    """The editions, once none waits for a worker."""
    found = _editions(stack, headers)
    return [] if any(e["state"] in {"queued", "translating"} for e in found) else found


def _publish(page: Page, stack: Stack, edition_id: object) -> None:
    """Edit a sentence, hand the edition in, approve and publish it, as a person with every part would."""
    page.goto(f"{stack.url}/editions/{edition_id}/edit")
    page.locator(".seg").first.locator(".tgt").click()
    field = page.locator(".write")
    expect(field).to_be_visible()
    field.press("Control+End")
    field.type(" (проверено)" if page.locator(".tgt[lang=ru]").count() else " (geprüft)")
    field.press("Control+Enter")
    expect(page.locator(".bar [role=status]").first).to_contain_text(re.compile(r"\d\d:\d\d"))
    page.get_by_role("button", name="Submit for approval").click()
    page.goto(f"{stack.url}/editions/{edition_id}/review")
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_load_state()


def _in_every_form(address: str, headers: dict[str, str], headline: str) -> None:
    """What the publishing system may pull besides JSON: each valid in its own way."""
    forms = {
        name: requests.get(address, params={"format": name}, headers=headers, timeout=10)
        for name in ("ninjs", "jsonld", "html", "text", "markdown")
    }
    must_be_ninjs(forms["ninjs"].json())
    assert forms["jsonld"].json()["headline"] == headline
    assert f"<title>{headline}</title>" in forms["html"].text
    assert forms["text"].text.startswith(f"{headline}\n")
    assert forms["markdown"].text.startswith(f"# {headline}\n")


def test_from_the_sign_in_link_to_the_release_that_the_publishing_system_pulls(
    tmp_path: Path, chromium: Browser
) -> None:
    with running(tmp_path, "--demo", env={"LOCALIZE_GOOGLE_URL": "http://127.0.0.1:9"}) as stack:
        headers = stack.token()
        rested = wait_for(lambda: _rested(stack, headers), seconds=90, every=0.5)
        assert sorted(str(e["state"]) for e in rested) == ["blocked"] * 2 + ["drafted"] * 4
        page = chromium.new_page(locale="en-GB")
        page.goto(stack.link())
        expect(page.locator(".desk h1")).to_be_visible()
        for edition in rested:
            if edition["external_id"] == "demo-tunnel":
                _publish(page, stack, edition["id"])
        page.close()
        for locale, mark in (("ru", "(проверено)"), ("de", "(geprüft)")):
            address = f"{stack.url}/api/v1/articles/external:demo-tunnel/releases/{locale}"
            answer = requests.get(address, headers=headers, timeout=10)
            assert answer.status_code == 200, answer.text
            body = answer.json()
            assert body["headline"].endswith(mark)
            assert body["locale"] == locale
            _in_every_form(address, headers, body["headline"])
            again = requests.get(address, headers={**headers, "If-None-Match": answer.headers["ETag"]}, timeout=10)
            assert again.status_code == 304
        feed = requests.get(f"{stack.url}/api/v1/releases", headers=headers, timeout=10).json()
        assert [item["kind"] for item in feed["items"]] == ["publication", "publication"]
        assert stack.stop() == 0
