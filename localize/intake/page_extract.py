"""Where on a page the article is, by the extraction library: evidence, never content.

The library is **trafilatura**: Apache-2.0, maintained, Python over lxml, some ten milliseconds a page, and it keeps
nearly all of a text (``tests.benchmarks.bench_pages`` measures it). What it returns is text without roles, on a tree that
differs from the browsers'; so its answer only votes on our own blocks (``localize.intake.page_select``), which keep their
markup, figures and teasers.

It is given the sanitised page (bounded in depth and tags), and none that is larger than any real article's; without an
answer our rules decide alone.
"""

import logging
import re
from typing import Final

from trafilatura import extract

from localize.intake.tree import Tree

# More than any real article's page has; beyond this the library's time grows faster than the page.
MAX_CHARS: Final = 1_000_000
MAX_TAGS: Final = 15_000
# From here on only its own rules, not the two further extractors that it compares itself with.
FAST_CHARS: Final = 400_000
FAST_TAGS: Final = 8_000
MAX_ATTRIBUTE: Final = 2_000
_LONG_VALUE: Final = re.compile(rf'="[^"]{{{MAX_ATTRIBUTE},}}"')
_WORD: Final = re.compile(r"\w+")
_RUN: Final = 4  # words: that many in a row are hardly the same by chance

# It logs every page that it finds nothing on; here that is an answer like any other.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


class Evidence:
    """The text that was found, to be asked how much of another text it holds."""

    def __init__(self, text: str) -> None:
        found = words(text)
        self._runs = {tuple(found[n : n + _RUN]) for n in range(len(found) - _RUN + 1)}
        self._lines = {" ".join(words(line)) for line in text.splitlines()}

    def __bool__(self) -> bool:
        return bool(self._runs)

    def share(self, text: str) -> float:
        """The share of a text, from 0 to 1, that was found. Short texts count only as whole lines."""
        asked = words(text)
        if len(asked) < _RUN + 2:
            return 1.0 if asked and " ".join(asked) in self._lines else 0.0
        runs = [tuple(asked[n : n + _RUN]) for n in range(len(asked) - _RUN + 1)]
        return sum(run in self._runs for run in runs) / len(runs)


def find_article(tree: Tree) -> Evidence:
    """What the library takes for the article's text; empty when the page is too large for it or it finds none."""
    page = tree.sanitised
    tags = page.count("<") // 2
    if len(page) > MAX_CHARS or tags > MAX_TAGS:
        return Evidence("")
    fast = len(page) > FAST_CHARS or tags > FAST_TAGS
    whole = "<html><body>" + _LONG_VALUE.sub('=""', page) + "</body></html>"
    try:
        text = extract(whole, include_comments=False, include_tables=True, fast=fast)
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError):
        return Evidence("")  # a page that it stumbles over; its failures have no class of their own
    return Evidence(text or "")
