"""How whole real news pages come in, beside the extraction library alone: ``python -m tests.benchmarks.bench_pages``.

The pages are not part of the project: without them, nothing is measured and the reason is printed.

Two shares for each page, the same for everyone, over texts in lower case without punctuation:

- *kept*: of the expected text, how much is there, in runs of four words (each run counted as often as it occurs). Where
  only snippets are expected: how many of them are there.
- *extra*: of the text that is there, how much is not expected, in the same runs. Where only snippets are known that must
  not be there: how many of them are.

Expected is the text that people marked as the article's body, mostly without headline, captions and credits. What the
page marks as caption, credit or alternative text (elements and class names in its source, not by our reading) is held
against nobody, and kept by whoever kept it where it is expected.

- *ours*: every role of the article, alternative texts, captions and credits among them;
- *body*: of these the roles of running text alone, so that an expected caption counts as lost;
- *headless*: *body* without the headline, which the library gives apart;
- *library* as it comes, and *recall*: in favour of recall.
"""

import json
import re
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
import trafilatura
from lxml import html as lxml_html

from localize.article import Article, Role
from localize.intake.sniff import read_all

PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"
RUN = 4
BODY = frozenset(
    {
        Role.STANDFIRST,
        Role.DATELINE,
        Role.SUBHEAD,
        Role.PARAGRAPH,
        Role.QUOTATION,
        Role.LIST_ITEM,
        Role.TABLE_CELL,
        Role.PREFORMATTED,
        Role.NOTICE,
        Role.SOURCE_LINK,
    }
)
FIGURES = frozenset({Role.ALT_TEXT, Role.CAPTION, Role.CREDIT})
OURS = "ours"
STRICT = "body"
LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Expected:
    """What people say of a page: its body's text, or snippets that must and must not be in it."""

    body: str = ""
    neutral: str = ""
    needed: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()


def words(text: str) -> list[str]:
    """The words of a text, in the one form that everything is compared in."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def runs(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[n : n + RUN]) for n in range(len(found) - RUN + 1))


def captions(data: bytes) -> str:
    """The texts that the source of a page marks as belonging to pictures."""
    root: Any = lxml_html.document_fromstring(data)
    named = "contains(@class, 'caption') or contains(@class, 'credit') or contains(@class, 'copyright')"
    marked = [text for e in root.xpath(f"//figcaption | //*[{named}]") if len(text := e.text_content()) <= 1_000]
    return "\n".join([*marked, *root.xpath("//img/@alt"), *root.xpath("//@data-alt")])


def expectation(page: Path) -> Expected:
    """What stands beside a page."""
    neutral = captions((page / "page.html").read_bytes())
    if (page / "expected.txt").exists():
        return Expected((page / "expected.txt").read_text(encoding="utf-8"), neutral)
    if (page / "expected.html").exists():
        root: Any = lxml_html.document_fromstring((page / "expected.html").read_text(encoding="utf-8"))
        blocks = root.xpath("//p | //h1 | //h2 | //h3 | //h4 | //li | //blockquote | //td")
        inside = [
            b for b in blocks if not b.xpath("ancestor::figure | ancestor::p | ancestor::li | ancestor::blockquote")
        ]
        body = "\n".join(block.text_content() for block in inside)
        return Expected(body, neutral + root.text_content())
    known = json.loads((page / "expected.json").read_text(encoding="utf-8"))
    return Expected(needed=tuple(known["with"]), unwanted=tuple(known["without"]))


def measure(text: str, expected: Expected) -> tuple[float, float]:
    """Kept and extra."""
    if expected.needed:
        said = " ".join(words(text))
        there = [" ".join(words(snippet)) in said for snippet in (*expected.needed, *expected.unwanted)]
        needed = len(expected.needed)
        return sum(there[:needed]) / needed, sum(there[needed:]) / len(expected.unwanted)
    asked, got, neutral = runs(expected.body), runs(text), runs(expected.neutral)
    matched = (asked & got).total()
    beyond = (got - asked - neutral).total()
    return matched / asked.total(), beyond / got.total() if got else 0.0


def ours(data: bytes, url: str | None) -> Article:
    return read_all(data, format="html", url=url)[0].article


def texts(article: Article, roles: Iterable[Role]) -> str:
    wanted = frozenset(roles)
    return "\n".join(block.text.plain for block in article.blocks if block.role in wanted)


def timed(act: Callable[[], object], times: int = 5) -> float:
    """Milliseconds, the best of several times."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        took.append(1000 * (time.perf_counter() - start))
    return min(took)


def versions(data: bytes, article: Article) -> dict[str, str]:
    """The texts to be compared."""
    return {
        OURS: texts(article, BODY | {Role.HEADLINE}) + "\n" + texts(article, FIGURES),
        STRICT: texts(article, BODY | {Role.HEADLINE}),
        "headless": texts(article, BODY),
        LIBRARY: trafilatura.extract(data) or "",
        "recall": trafilatura.extract(data, favor_recall=True) or "",
    }


def run() -> dict[str, tuple[float, float]]:
    """Measure all pages, print the table; the means of kept and extra by version."""
    found: dict[str, list[tuple[float, float]]] = {}
    print(
        f"{'kept / extra, %':32}",
        *(f"{name:>13}" for name in versions(b"", _EMPTY)),
        "    ms  lib.ms  captions credits teasers",
    )
    for page in sorted(PAGES.iterdir()):
        data = (page / "page.html").read_bytes()
        url = json.loads((page / "meta.json").read_text(encoding="utf-8")).get("url")
        expected, article = expectation(page), ours(data, url)
        shown = []
        for name, text in versions(data, article).items():
            kept, extra = measure(text, expected)
            found.setdefault(name, []).append((kept, extra))
            shown.append(f"{100 * kept:6.1f}/{100 * extra:5.1f}")
        counts = Counter(block.role for block in article.blocks)
        took = timed(lambda: ours(data, url)), timed(lambda: trafilatura.extract(data))  # noqa: B023 - called at once
        print(
            f"{page.name[:32]:32}",
            *(f"{cell:>13}" for cell in shown),
            f"{took[0]:6.0f} {took[1]:7.0f} {counts[Role.CAPTION]:9} {counts[Role.CREDIT]:7} {counts[Role.TEASER_TITLE]:7}",
        )
    means = {name: (mean(k for k, _ in values), mean(e for _, e in values)) for name, values in found.items()}
    print(f"{'mean':32}", *(f"{100 * k:6.1f}/{100 * e:5.1f}".rjust(13) for k, e in means.values()))
    for mine, theirs in product((OURS, STRICT), (LIBRARY, "recall")):
        more = means[mine][0] > means[theirs][0], means[mine][1] < means[theirs][1]
        fuller, leaner = (mine if better else theirs for better in more)
        print(f"{mine} against {theirs}: keeps more: {fuller}; has less extra: {leaner}")
    return means


_EMPTY = Article(())


def test_ours_is_better_than_the_library_alone_in_both_means() -> None:
    if not PAGES.exists():
        pytest.skip(f"{PAGES} is not on this machine")
    means = run()
    assert means[OURS][0] > means[LIBRARY][0]
    assert means[OURS][1] < means[LIBRARY][1]


if __name__ == "__main__":
    if PAGES.exists():
        run()
    else:
        print(f"Nothing measured: {PAGES} is not on this machine.")
