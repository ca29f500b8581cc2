"""A hundred articles while web and worker processes are killed: nothing is lost, nothing is doubled."""

import os
import random
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest
import requests

from localize.config import load_settings
from localize.errors import RevisionConflictError
from localize.markup import CodedText
from localize.services import postedit, workbench
from localize.services.people import add_person
from localize.services.setup import build_context
from localize.workflow import UserRole
from tests.doubles import LibreTranslateDouble
from tests.journeys.stack import Stack, running, wait_for

pytestmark = [pytest.mark.chaos, pytest.mark.timeout(900)]

WORDS = ("river", "bridge", "council", "winter", "train", "harbour", "market", "school", "letter", "garden")


def _article(number: int) -> dict[str, object]:
    seed = random.Random(number)  # noqa: S311  (a repeatable story)
    paragraphs = [
        " ".join(seed.choice(WORDS) for _ in range(9)).capitalize() + f" {number} and {index}." for index in range(8)
    ]
    return {
        "external_id": f"chaos-{number}",
        "headline": f"Story number {number} about the {WORDS[number % len(WORDS)]}",
        "body_text": "\n\n".join(paragraphs),
    }


def _post(stack: Stack, headers: dict[str, str], body: dict[str, object]) -> None:
    """File like a publishing system: again until it is acknowledged."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            answer = requests.post(f"{stack.url}/api/v1/articles", json=body, headers=headers, timeout=20)
        except requests.RequestException:
            time.sleep(0.2)
            continue
        if answer.status_code in {200, 201}:
            return
        assert answer.status_code >= 500, answer.text
        time.sleep(0.2)
    raise AssertionError("the article was never taken")


def _edit(folder: Path, typed: dict[int, str], stop: threading.Event) -> None:
    """A translator who edits drafted segments all the while, straight through the service."""
    ctx = build_context(load_settings({"LOCALIZE_DATA_DIR": str(folder)}))
    vera = add_person(ctx, email="vera@example.org", role=UserRole.TRANSLATOR, password=None).actor
    seed = random.Random(7)  # noqa: S311  (same)
    while not stop.wait(0.15):
        with ctx.store.read() as unit:
            editions = [
                e.id for e in unit.editions.find(limit=1000) if e.state in {"drafted", "in_review", "translating"}
            ]
        if not editions:
            continue
        bench = workbench.open_edition(ctx, vera, seed.choice(editions))
        segments = [s for b in bench.blocks for s in b.segments if s.id not in typed]
        if not segments:
            continue
        segment = seed.choice(segments)
        text = f"Правка человека номер {len(typed)}"
        try:
            postedit.save_segment(
                ctx, vera, bench.summary.id, segment.id, text=text, base_revision=segment.revision, confirm=False
            )
        except RevisionConflictError:
            continue  # a draft arrived between reading and saving
        typed[segment.id] = text
    ctx.store.close()


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    seed = random.Random(20261123)  # noqa: S311  (same)
    with (
        LibreTranslateDouble(latency=0.05) as double,
        running(
            tmp_path,
            env={"LOCALIZE_ENGINES": "libretranslate", "LOCALIZE_LIBRETRANSLATE_URL": double.url},
        ) as stack,
    ):
        headers = stack.token()
        typed: dict[int, str] = {}
        stop = threading.Event()
        editor = threading.Thread(target=_edit, args=(tmp_path, typed, stop))
        editor.start()
        poster = threading.Thread(target=lambda: [_post(stack, headers, _article(n)) for n in range(100)])
        poster.start()
        kills = 0
        while kills < 20:
            time.sleep(seed.uniform(0.4, 1.2))
            victims = list(stack.descendants())
            if not victims:
                continue
            victim = seed.choice(victims)
            try:
                os.kill(victim, signal.SIGKILL)
            except ProcessLookupError:
                continue
            kills += 1
        poster.join(240)
        assert not poster.is_alive()
        stack.wait_ready()
        started = time.monotonic()

        def drafted() -> bool:
            counts = _counts(tmp_path)
            return counts["editions"] == 200 and counts["initial"] == 0 and counts["open jobs"] == 0

        wait_for(drafted, seconds=240, every=0.5)
        print(f"\nall drafted {time.monotonic() - started:.1f} s after the last article was taken")
        stop.set()
        editor.join(30)
        counts = _counts(tmp_path)
        print(counts, "human edits:", len(typed), "engine requests:", len(double.requests))
    assert counts["articles"] == 100
    assert counts["editions"] == 200
    assert counts["targets"] == counts["segments"] * 2
    assert counts["initial"] == 0
    assert counts["machine revisions doubled"] == 0
    assert counts["revisions out of order"] == 0
    assert len(typed) > 20
    _nothing_typed_is_lost(tmp_path, typed)


def _rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(f"file:{folder / 'localize.db'}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _counts(folder: Path) -> dict[str, int]:
    queries = {
        "articles": "SELECT count(*) FROM article",
        "editions": "SELECT count(*) FROM edition",
        "segments": "SELECT count(*) FROM segment",
        "targets": "SELECT count(*) FROM target",
        "initial": "SELECT count(*) FROM target WHERE state = 'initial'",
        "open jobs": "SELECT count(*) FROM job WHERE state IN ('queued', 'running')",
        "machine revisions doubled": """SELECT count(*) FROM (SELECT target_id FROM target_revision
            WHERE origin LIKE 'mt:%' AND kind = 'saved' GROUP BY target_id HAVING count(*) > 1)""",
        "revisions out of order": """SELECT count(*) FROM (SELECT target_id, revision FROM target_revision
            WHERE kind = 'saved' GROUP BY target_id, revision HAVING count(*) > 1)""",
    }
    return {name: int(str(_rows(folder, query)[0][0])) for name, query in queries.items()}


def _nothing_typed_is_lost(folder: Path, typed: dict[int, str]) -> None:
    stored = {
        (int(str(segment)), CodedText.loads(str(text)).plain)
        for segment, text in _rows(folder, "SELECT segment_id, text FROM target WHERE origin = 'human'")
    }
    missing = [text for segment, text in typed.items() if (segment, text) not in stored]
    assert missing == []
