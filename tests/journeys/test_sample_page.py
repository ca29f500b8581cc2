"""The page that kind of article arrives as: posted as text and as HTML, drafted in few requests, in its places."""

import html
import re
import time
from pathlib import Path

import pytest
import requests

from tests.doubles import LibreTranslateDouble, pseudo_translate
from tests.intake.sample import TEXT
from tests.journeys.stack import ROOT, Stack, running, wait_for

SAMPLE = ROOT.parent / "shared" / "samples" / "000_2204dbddb301c9ee.txt"
LATENCY = 0.3

pytestmark = [pytest.mark.pages, pytest.mark.timeout(300)]


def _page(name: str) -> str:
    """A page of our own, or the shared one where it is there."""
    if name == "own":
        return TEXT
    if not SAMPLE.exists():
        pytest.skip("the shared sample page is not here")
    return SAMPLE.read_text(encoding="utf-8")


def as_html(text: str) -> str:
    """The page as a site would serve it: the same lines in a site's markup."""
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip()]
    today, search, switch, headline, minutes, alt, caption = lines[:7]
    more = lines.index("Don't Miss")
    body = []
    for line in lines[7:more]:
        if line.startswith(("This article was prepared", "The original article", "All rights")):
            linked = html.escape(line).replace(": Bloomberg", ': <a href="https://example.org/original">Bloomberg</a>')
            body.append(f'<p class="notice">{linked}</p>')
        elif re.search(r"[.”:]$", line):
            body.append(f"<p>{html.escape(line)}</p>")
        else:
            body.append(f"<h2>{html.escape(line)}</h2>")
    teasers = "".join(
        f'<li><img src="https://example.org/{n}.jpg" alt="{html.escape(a)}"><h3><a href="https://example.org/{n}">'
        f"{html.escape(t)}</a></h3><p>{html.escape(s)}</p></li>"
        for n, (a, t, s) in enumerate(zip(*[iter(lines[more + 1 :])] * 3, strict=True), start=1)
    )
    languages = "".join(
        f'<a href="/{code}" hreflang="{code}">{name}</a>' for code, name in (("ru", "Русский"), ("de", "Deutsch"))
    )
    del switch
    return (
        f"<html><body><header><span>{today}</span><a href='/search'>{search}</a><nav>{languages}</nav></header>"
        f"<main><article><h1>{html.escape(headline)}</h1><p class='time'>{minutes}</p>"
        f"<figure><img src='https://example.org/lead.jpg' alt='{html.escape(alt)}'>"
        f"<figcaption>{html.escape(caption)}</figcaption></figure>{''.join(body)}</article>"
        f"<section><h2>Don&#x27;t Miss</h2><ul>{teasers}</ul></section></main></body></html>"
    )


def _file(
    stack: Stack, headers: dict[str, str], external_id: str, body: str, kind: str
) -> tuple[dict[str, str], float]:
    """Post, wait until both editions are drafted; edition ids by locale and the seconds it took."""
    started = time.monotonic()
    answer = requests.post(
        f"{stack.url}/api/v1/articles",
        params={"external_id": external_id},
        data=body.encode(),
        headers={**headers, "Content-Type": kind},
        timeout=20,
    )
    assert answer.status_code == 201, answer.text
    ids = {e["locale"]: e["id"] for e in answer.json()["editions"]}

    def drafted() -> bool:
        states = [
            requests.get(f"{stack.url}/api/v1/editions/{i}", headers=headers, timeout=5).json()["state"]
            for i in ids.values()
        ]
        return states == ["drafted"] * len(ids)

    wait_for(drafted, seconds=20, every=0.02)
    return ids, time.monotonic() - started


def _words(text: str) -> str:
    """The words alone: quotation marks, dashes and spaces are the edition's own."""
    return " ".join(re.findall(r"\w+", text))


def _in_place(session: requests.Session, stack: Stack, edition_id: int, blocks: list[tuple[str, str]]) -> None:
    """The reader's preview shows every translated block, in the order of the article."""
    page = session.get(f"{stack.url}/editions/{edition_id}/preview", timeout=10)
    assert page.status_code == 200
    shown = _words(html.unescape(re.sub(r"<[^>]+>", "", page.text.partition("<main")[2])))
    position = 0
    for role, text in blocks:
        if role in {"headline", "caption", "subhead", "paragraph", "quotation", "teaser_title", "teaser_summary"}:
            wanted = _words(pseudo_translate(text, "ru"))
            found = shown.find(wanted, position)
            assert found >= 0, (role, wanted[:80])
            position = found


@pytest.mark.parametrize("page", ["own", "shared"])
def test_both_forms_are_drafted_at_once_in_few_requests_and_every_block_is_in_its_place(
    tmp_path: Path, page: str
) -> None:
    text = _page(page)
    with (
        LibreTranslateDouble(latency=LATENCY) as double,
        running(
            tmp_path, env={"LOCALIZE_ENGINES": "libretranslate", "LOCALIZE_LIBRETRANSLATE_URL": double.url}
        ) as stack,
        requests.Session() as session,
    ):
        headers = stack.token()
        link = stack.cli("user", "link", "admin@localhost").stdout.strip()
        session.get(link.replace("http://127.0.0.1:8000", stack.url))
        roles = {}
        for kind, body in (("text/plain; charset=utf-8", text), ("text/html; charset=utf-8", as_html(text))):
            double.requests.clear()
            # Another last sentence each time: what the first form taught must not answer the second.
            ids, seconds = _file(stack, headers, kind[5:9], body, kind)
            per_edition = {locale: sum(r.target == locale for r in double.requests) for locale in ids}
            print(f"\n{page} page as {kind[:10]}: drafted in {seconds:.2f} s, requests {per_edition}")
            assert max(per_edition.values()) <= 2
            article = requests.get(
                f"{stack.url}/api/v1/articles/external:{kind[5:9]}", headers=headers, timeout=5
            ).json()
            roles[kind[:10]] = [
                (b["role"], b["text"])
                for b in article["blocks"]
                if b["role"] not in {"edition_date", "navigation", "language_switch", "picture", "embed"}
            ]
            _in_place(session, stack, ids["ru"], roles[kind[:10]])
        as_text, as_page = roles.values()
        assert [(role, " ".join(said.split())) for role, said in as_text] == [
            (role, " ".join(said.split())) for role, said in as_page
        ]
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        shown = " ".join(" ".join(block.split()) for _, block in as_text)
        assert [line for line in lines[3:] if line[:40] not in shown] == []
