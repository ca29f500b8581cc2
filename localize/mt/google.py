"""Google's keyless page for phones: one text per request, so sentences travel as the lines of one text.

The page promises nothing about lines. Each answer is counted, each pair looked at, and what is not certain is asked
again with fewer lines, in the end alone: sentences are never glued and never shifted.
"""

from collections.abc import Sequence
from typing import ClassVar, Final
from urllib.parse import quote_plus

from bs4 import BeautifulSoup
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup
from deep_translator.constants import GOOGLE_LANGUAGES_TO_CODES

from localize.mt.answers import checked, doubtful_span
from localize.mt.engine import HttpEngine
from localize.mt.faults import Provider, bad_answer, too_large
from localize.mt.http import HttpClient
from localize.ports import NO_HINTS, EngineLimits, Hints

PROVIDER: Final = Provider("google", "Google", "LOCALIZE_GOOGLE_URL")
DEFAULT_URL: Final = "https://translate.google.com"
_MAX_CHARS: Final = 4999  # code points of a text
_MAX_URL: Final = 15_500  # bytes of the encoded text: servers refuse addresses over 16 KB
# The page answers unknown programs with an error, so this one says what browsers say.
_BROWSER: Final = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
_CODES: Final = {"zh": "zh-CN", "zh-cn": "zh-CN", "zh-tw": "zh-TW", "zh-hant": "zh-TW", "he": "iw", "nb": "no"}


class GoogleEngine(HttpEngine):
    """``GET /m?sl=&tl=&q=`` and the page's result container."""

    provider: ClassVar = PROVIDER
    limits: ClassVar = EngineLimits(items=150, chars=4800, bytes=_MAX_URL)  # 4800 and the line ends between

    def __init__(self, url: str = DEFAULT_URL, *, timeout: float = 20.0) -> None:
        base = url.rstrip("/").removesuffix("/m")
        super().__init__(base, GOOGLE_LANGUAGES_TO_CODES)
        self._http = HttpClient(PROVIDER, base, timeout=timeout, user_agent=_BROWSER)

    def measure(self, text: str) -> int:
        """Bytes of the text in the address, with the line end after it."""
        return len(quote_plus(text, errors="replace")) + 3

    def ask(self, texts: Sequence[str], *, source: str, target: str, hints: Hints = NO_HINTS) -> list[str | None]:
        """One request. Raises ``EngineError``."""
        del hints  # the page takes none
        lines = [" ".join(text.split()) for text in texts]
        asked = "\n".join(lines)
        if len(asked) > _MAX_CHARS or self.measure(asked) > _MAX_URL:
            raise too_large(PROVIDER, "takes no text as long as this one.")
        params = {"sl": _code(source), "tl": _code(target), "q": asked.encode("utf-8", "replace").decode()}
        answer = self._http.get("/m", params, items=len(texts))
        found = _result(answer.text)
        if len(lines) == 1:
            return [*checked([" ".join(found.split())], 1, PROVIDER)]
        answers = [line.strip() for line in found.split("\n") if line.strip()]
        if not answers:
            raise bad_answer(PROVIDER, "answered with an empty text.")
        if len(answers) != len(lines):
            return [None] * len(lines)
        sure: list[str | None] = [*checked(answers, len(lines), PROVIDER)]
        for index in doubtful_span(lines, answers):
            sure[index] = None
        return sure


def _code(locale: str) -> str:
    lowered = locale.lower()
    return _CODES.get(lowered) or _CODES.get(lowered.partition("-")[0]) or HttpEngine.code(locale)


def _result(page: str) -> str:
    """The text of the page's result container, line ends kept. Raises ``EngineError`` when there is none."""
    try:
        soup = BeautifulSoup(page, "html.parser")
        element = soup.find("div", class_="result-container") or soup.find("div", class_="t0")
        if isinstance(element, Tag):
            for line_end in element.find_all("br"):
                line_end.replace_with("\n")
            return element.get_text()
    except (ParserRejectedMarkup, RecursionError):
        raise bad_answer(PROVIDER, "answered with a page that cannot be read.") from None
    raise bad_answer(PROVIDER, "answered with a page that holds no translation.")
