"""Rate limits: no window over its limit, whoever asks in whatever order; breaking news finds its share free."""

from hypothesis import given
from hypothesis import strategies as st

from localize.config import EngineRate
from localize.mt.rates import MINUTE, SECOND, Sent, earliest, for_lane, recent, used

NO_LIMIT = EngineRate()


def run(asked: list[tuple[float, int, bool]], rate: EngineRate, share: int = 20) -> list[tuple[Sent, bool]]:
    """Let everybody in as soon as the rule allows: (moment, code points, breaking) each, in order of asking."""
    log: list[Sent] = []
    let_in: list[tuple[Sent, bool]] = []
    for now, chars, breaking in asked:
        log = recent(log, now, rate)
        own = for_lane(rate, breaking=breaking, share=share)
        at = earliest(log, now, chars, whole=rate, own=own)
        assert at >= now
        log.append(Sent(at, chars))
        let_in.append((Sent(at, chars), breaking))
    return let_in


asking = st.lists(st.tuples(st.floats(0, 5), st.integers(1, 400), st.booleans()), min_size=1, max_size=40).map(
    lambda rows: [(1_800_000_000 + sum(r[0] for r in rows[: n + 1]), c, b) for n, (_, c, b) in enumerate(rows)]
)


@given(asking, st.integers(1, 6), st.integers(400, 3000))
def test_no_window_is_ever_over_its_limit(asked: list[tuple[float, int, bool]], requests: int, chars: int) -> None:
    sent = [one for one, _ in run(asked, EngineRate(requests, chars))]
    for end in sent:
        second = [one for one in sent if end.at - 1 < one.at <= end.at]
        minute = [one for one in sent if end.at - 60 < one.at <= end.at]
        assert len(second) <= requests
        assert sum(one.chars for one in minute) <= chars


@given(asking)
def test_without_limits_nobody_waits(asked: list[tuple[float, int, bool]]) -> None:
    assert [one.at for one, _ in run(asked, NO_LIMIT)] == [now for now, _, _ in asked]


def test_breaking_news_finds_its_share_free_behind_a_crowd() -> None:
    crowd = [(100.0, 100, False)] * 30
    *_, (breaking, _) = run([*crowd, (100.0, 100, True)], EngineRate(None, 1000))
    assert breaking.at == 100.0, "two of ten places were kept"
    *_, (normal, _) = run([*crowd, (100.0, 100, False)], EngineRate(None, 1000))
    assert normal.at > 100 + 3 * MINUTE


def test_requests_of_a_second_are_let_in_together_and_the_next_one_waits_for_the_second_to_pass() -> None:
    times = [one.at for one, _ in run([(10.0, 1, True)] * 4, EngineRate(2))]
    assert times[:2] == [10.0, 10.0]
    assert all(SECOND < at - 10 < SECOND + 0.01 for at in times[2:])


def test_a_text_over_the_minutes_limit_goes_alone() -> None:
    first, second = (one.at for one, _ in run([(10.0, 5000, True), (10.0, 5000, True)], EngineRate(None, 1000)))
    assert first == 10.0
    assert second > 10 + MINUTE


def test_a_lane_has_what_the_share_leaves_and_never_nothing() -> None:
    assert for_lane(EngineRate(10, 1000), breaking=False, share=20) == EngineRate(8, 800)
    assert for_lane(EngineRate(1, 3), breaking=False, share=50) == EngineRate(1, 2)
    assert for_lane(EngineRate(5, None), breaking=False, share=100) == EngineRate(1, None)
    assert for_lane(EngineRate(10, 1000), breaking=True, share=20) == EngineRate(10, 1000)


def test_the_log_stays_short_and_the_sum_right() -> None:
    log = [Sent(100 + n / 10, 1) for n in range(600)]
    short = recent(log, 160.0, EngineRate(10, 9999))
    assert len(short) < 100
    assert used(short, 160.0)[1] == used(log, 160.0)[1] == 600
    assert len(recent(log, 160.0, EngineRate(10))) < 25
