"""What translating the news costs, and whether what the engine said arrives. Run: ``python -m tests.benchmarks.bench_news``.

The shared news articles go through the whole pipeline, from ``POST /articles`` to the drafts, with a loopback DeepL that
answers ONLINE-B's text for each sentence. Where our segmentation cuts one of their lines in several sentences, ONLINE-B's
line is cut in as many parts; a locked span of the source is put into the answer as the tag mode asks. Then the same
articles are filed under other ids, and at last again with a word added to one sentence of each.

Raises ``SystemExit`` where a draft is missing, differs, or more was sent than had to be: those are no matters of speed.
"""

import json
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from unicodedata import normalize
from xml.sax.saxutils import escape, unescape

from localize.config import load_settings
from localize.edition import EditionState
from localize.intake.sniff import read_all
from localize.markup import CodedText
from localize.mt.deepl import DeeplEngine
from localize.segment import segment_article
from localize.services import people, workbench
from localize.services.context import SYSTEM, Context
from localize.services.intake import is_segmented
from localize.services.pretranslate import run_job
from localize.typography.change import revert
from tests.conftest import FakeDispatcher
from tests.databases import new_store
from tests.doubles.deepl import DeeplDouble
from tests.web.api.conftest import Caller, make_app

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
SYSTEM_NAME = "ONLINE-B"
ADDED = "reportedly"  # the word that a correction adds


def _document(lines: Sequence[str]) -> dict[str, Any]:
    return {"headline": lines[0], "body_html": "".join(f"<p>{escape(line)}</p>" for line in lines[1:])}


def _parts(text: str, count: int) -> list[str]:
    """A text in so many parts of about the same number of words, none empty."""
    words = text.split()
    if len(words) < count:
        return [text] * count
    edges = [round(n * len(words) / count) for n in range(count + 1)]
    return [" ".join(words[a:b]) for a, b in pairwise(edges)]


@dataclass
class Says:
    """What the engine says to each sentence, by target locale. ``cut``: their lines that we cut in several sentences."""

    answers: dict[str, dict[str, str]] = field(default_factory=lambda: {"ru": {}, "de": {}})
    cut: int = 0

    def learn(self, lines: Sequence[str], said: Mapping[str, Sequence[str]]) -> None:
        """Take in an article: its lines, and what the engine says to each in each locale."""
        article = read_all(json.dumps(_document(lines)).encode(), format="json", known_notices=())[0].article
        pieces = [
            segment.source.plain
            for block in segment_article(article.blocks, "en")
            if is_segmented(block.block)
            for segment in block.segments
        ]
        position = 0
        for number, line in enumerate(lines):
            mine: list[str] = []
            while position < len(pieces) and not _same("".join(mine), line):
                mine.append(pieces[position])
                position += 1
            self.cut += len(mine) > 1
            for locale, answers in said.items():
                for piece, part in zip(mine, _parts(answers[number], len(mine)), strict=True):
                    self.answers[locale].setdefault(_key(piece), part)

    def __call__(self, sent: str, target: str) -> str:
        """The answer to what was sent in tag mode."""
        inner = [unescape(found) for found in re.findall(r"<a i=\"\d+\">(.*?)</a>", sent)]
        answer = self.answers[target.partition("-")[0]][_key(unescape(re.sub(r"<[^>]+>", "", sent)))]
        written = escape(answer)
        for number, span in enumerate(inner, start=1):
            tag = f'<a i="{number}">{escape(span)}</a>'
            written = written.replace(escape(span), tag, 1) if span in answer else f"{written} {tag}"
        return written


def _same(one: str, other: str) -> bool:
    return _key(one) == _key(other)


def _key(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _articles() -> Iterator[tuple[str, list[str], dict[str, list[str]]]]:
    """Document id, English lines, and the engine's lines by locale."""
    read = {
        locale: {
            row["doc_id"]: row for row in map(json.loads, (DATA / f"news_en-{locale}.jsonl").open(encoding="utf-8"))
        }
        for locale in ("ru", "de")
    }
    for doc_id, row in read["ru"].items():
        lines = [segment["src"] for segment in row["segments"]]
        said = {
            locale: [segment["mt"][SYSTEM_NAME] for segment in rows[doc_id]["segments"]]
            for locale, rows in read.items()
        }
        yield doc_id, lines, said


@dataclass(frozen=True)
class Desk:
    """The application, its queue and the engine's double."""

    ctx: Context
    api: Caller
    sent: FakeDispatcher
    double: DeeplDouble

    def file(self, external_id: str, lines: Sequence[str]) -> tuple[dict[str, Any], int, int]:
        """File, and do what was announced: the answer, requests, characters."""
        self.double.requests.clear()
        self.sent.sent.clear()
        answer = self.api.post("/api/v1/articles", json={"external_id": external_id, **_document(lines)})
        if answer.status_code not in {200, 201}:
            raise SystemExit(f"{external_id}: {answer.get_json()}")
        for job_id, _ in self.sent.sent:
            run_job(self.ctx, job_id, "bench")
        texts = [text for request in self.double.requests for text in request.texts]
        plain = sum(len(unescape(re.sub(r"<[^>]+>", "", text))) for text in texts)
        return answer.get_json(), len(self.double.requests), plain

    def segments(self, edition: Mapping[str, Any]) -> list[workbench.WorkSegment]:
        """The segments of a drafted edition."""
        bench = workbench.open_edition(self.ctx, SYSTEM, edition["id"])
        if bench.summary.state is not EditionState.DRAFTED:
            raise SystemExit(f"edition {edition['id']}: {bench.summary.state}, {bench.summary.blocked_sentence}")
        return [segment for block in bench.blocks for segment in block.segments]


def _first(desk: Desk, says: Says) -> dict[str, dict[str, Any]]:
    filed, requests, chars = {}, [], []
    exact = normalised = by_rule = 0
    for doc_id, lines, _ in _articles():
        filed[doc_id], asked, sent = desk.file(doc_id, lines)
        requests.append(asked)
        chars.append(sent)
        for edition in filed[doc_id]["editions"]:
            for segment in desk.segments(edition):
                source = CodedText.loads(segment.source).plain
                stored = CodedText.loads(segment.target)
                if segment.origin.engine is None:
                    by_rule += 1
                    continue
                raw = revert(stored, segment.normalised).plain
                said = says.answers[edition["locale"]][_key(source)]
                if _key(raw) != _key(normalize("NFC", said)):
                    raise SystemExit(f"{doc_id} {edition['locale']} {segment.position}:\n{said}\n{raw}")
                normalised += bool(segment.normalised)
                exact += not segment.normalised
    total = exact + normalised
    print(f"{len(filed)} articles, two editions each: all drafted; {says.cut} lines cut in several sentences")
    print(f"requests: {sum(requests)}, an article {statistics.mean(requests):.2f} (most {max(requests)})")
    print(f"characters: {sum(chars):,}, an article {statistics.mean(chars):,.0f}")
    print(
        f"texts equal to the engine's: {exact} of {total} to the letter, {normalised} after taking typography back, "
        f"0 others; {by_rule} without an engine"
    )
    return filed


def _again(desk: Desk) -> None:
    requests = chars = 0
    for doc_id, lines, _ in _articles():
        answer, asked, sent = desk.file(doc_id, lines)
        requests, chars = requests + asked, chars + sent
        if answer["changed"]:
            raise SystemExit(f"{doc_id} counts as changed")
    print(f"the same again, same ids: {requests} requests, {chars} characters")
    if requests:
        raise SystemExit("the same article was sent again")
    for doc_id, lines, _ in _articles():
        answer, asked, sent = desk.file(f"{doc_id}/2", lines)
        requests, chars = requests + asked, chars + sent
        for edition in answer["editions"]:
            desk.segments(edition)
    print(f"the same again, other ids: {requests} requests, {chars} characters")
    if requests:
        raise SystemExit("what the engine has answered before was sent again")


def _corrected(desk: Desk, says: Says, filed: Mapping[str, dict[str, Any]]) -> None:
    requests = chars = needed = kept = 0
    for doc_id, lines, said in _articles():
        number = len(lines) // 2
        words = lines[number].split(" ")
        changed = [*lines[:number], " ".join([words[0], ADDED, *words[1:]]), *lines[number + 1 :]]
        heard = {
            locale: [*texts[:number], f"{texts[number]} ({ADDED})", *texts[number + 1 :]]
            for locale, texts in said.items()
        }
        says.learn(changed, heard)
        before = {e["id"]: {_key(s.source): s for s in desk.segments(e)} for e in filed[doc_id]["editions"]}
        answer, asked, sent = desk.file(doc_id, changed)
        requests, chars = requests + asked, chars + sent
        for edition in answer["editions"]:
            new = [s for s in desk.segments(edition) if _key(s.source) not in before[edition["id"]]]
            needed += sum(len(CodedText.loads(s.source).plain) for s in new)
            for segment in new:
                old = workbench.previous_text(desk.ctx, SYSTEM, edition["id"], segment.id)
                if old is None or not old.text:
                    raise SystemExit(f"{doc_id}: the old target of segment {segment.position} is gone")
                kept += 1
    print(f"one sentence changed in each: {requests} requests, {chars:,} characters; changed sentences have {needed:,}")
    print(f"old targets beside the new proposal: {kept}")
    if chars != needed:
        raise SystemExit("more than the changed sentences was sent")


def main() -> None:
    """Print the figures."""
    if not DATA.exists():
        sys.exit(f"{DATA} is not there: nothing to measure on")
    says = Says()
    for _, lines, said in _articles():
        says.learn(lines, said)
    with (
        tempfile.TemporaryDirectory() as folder,
        new_store("sqlite", Path(folder)) as store,
        DeeplDouble(says) as double,
    ):
        settings = load_settings(
            {}, data_dir=folder, secret_key="x" * 32, engines="deepl", deepl_key=double.key, deepl_url=double.url
        )
        sent = FakeDispatcher()
        ctx = Context(settings, store, dispatcher=sent, engines=(DeeplEngine(double.key, double.url),))
        desk = Desk(
            ctx, Caller(make_app(ctx).test_client(), people.add_token(ctx, "bench", people.SCOPES)), sent, double
        )
        filed = _first(desk, says)
        _again(desk)
        _corrected(desk, says, filed)


if __name__ == "__main__":
    main()
