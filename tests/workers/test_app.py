"""The Celery application's settings for each broker, and the task."""

import os
import socket
import time
from pathlib import Path

import pytest

from localize.config import Settings, load_settings
from localize.errors import ConfigError, LocalizeError
from tests.workers.jobs import FileJobs, make_jobs
from workers.app import check_broker, make_celery
from workers.brokers import LANES
from workers.main import worker_argv
from workers.tasks import RUN_JOB, ServiceSlot


def settings_for(tmp_path: Path, url: str = "") -> Settings:
    return load_settings({"LOCALIZE_BROKER_URL": url} if url else {}, data_dir=str(tmp_path), secret_key="x" * 32)


@pytest.mark.parametrize("url", ["", "redis://127.0.0.1/9", "amqp://127.0.0.1"])
def test_promises_hold_on_every_broker(tmp_path: Path, url: str) -> None:
    """Late acknowledgement, no prefetching, JSON, no results, only the three lanes."""
    conf = make_celery(settings_for(tmp_path, url)).conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.worker_lost_wait == 1
    assert conf.task_ignore_result
    assert conf.result_backend is None
    assert (conf.accept_content, conf.task_serializer) == (["json"], "json")
    assert not conf.task_create_missing_queues
    assert conf.task_soft_time_limit < conf.task_time_limit
    assert [queue.name for queue in conf.task_queues] == list(LANES) == ["breaking", "normal", "background"]
    assert [queue.routing_key for queue in conf.task_queues] == list(LANES)


def test_the_embedded_broker_lives_in_the_data_folder(tmp_path: Path) -> None:
    app = make_celery(settings_for(tmp_path))
    assert app.conf.broker_transport_options == {"path": str(tmp_path / "broker.db"), "visibility_timeout": 30}
    assert list(tmp_path.iterdir()) == [], "making the application opens nothing"
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1)
        assert connection.transport.driver_type == "sqlq"


def test_redis_serves_lanes_in_order_and_forgets_no_message(tmp_path: Path) -> None:
    conf = make_celery(settings_for(tmp_path, "redis://127.0.0.1/9")).conf
    assert conf.broker_transport_options["queue_order_strategy"] == "priority"
    assert conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit
    assert conf.broker_transport_options["unacked_restore_throttle"] == 1


def test_rabbitmq_confirms_and_keeps_quorum_queues_on_a_topic_exchange(tmp_path: Path) -> None:
    conf = make_celery(settings_for(tmp_path, "amqp://127.0.0.1")).conf
    assert conf.broker_transport_options == {"confirm_publish": True}
    assert {queue.exchange.type for queue in conf.task_queues} == {"topic"}
    for queue in conf.task_queues:
        assert queue.queue_arguments == {"x-queue-type": "quorum", "x-delivery-limit": 5}


def test_another_kind_of_broker_stops_the_start_with_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="LOCALIZE_BROKER_URL"):
        make_celery(settings_for(tmp_path, "kafka://user:secret@127.0.0.1"))


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_broker_that_is_away_is_named_in_a_sentence(tmp_path: Path, scheme: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"{scheme}://127.0.0.1:{probe.getsockname()[1]}"
    started = time.monotonic()
    with pytest.raises(LocalizeError, match=r"The broker cannot be reached: .*refused"):
        check_broker(settings_for(tmp_path, url))
    assert time.monotonic() - started < 5


def test_an_embedded_broker_is_reachable_unless_its_folder_cannot_be_used(tmp_path: Path) -> None:
    settings = settings_for(tmp_path / "data")
    check_broker(settings)
    (tmp_path / "file").touch()
    with pytest.raises(LocalizeError, match="cannot be reached"):
        check_broker(settings_for(tmp_path / "file"))


def test_the_task_hands_its_job_to_the_service(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    jobs = make_jobs(settings)
    job = jobs.add()
    make_celery(settings, ServiceSlot(settings, make_jobs)).tasks[RUN_JOB](job)
    assert jobs.effects() == 1


def test_an_application_that_only_announces_runs_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="does not run them"):
        make_celery(settings_for(tmp_path)).tasks[RUN_JOB](1)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_the_service_is_made_once_in_each_process_that_uses_it(tmp_path: Path) -> None:
    made: list[FileJobs] = []

    def factory(settings: Settings) -> FileJobs:
        made.append(make_jobs(settings))
        return made[-1]

    slot = ServiceSlot(settings_for(tmp_path), factory)
    assert slot.open() is slot.open()
    pid = os.fork()
    if pid == 0:
        os._exit(0 if slot.open() is not made[0] and slot.open() is made[1] else 1)
    assert os.waitpid(pid, 0)[1] == 0
    assert len(made) == 1


def test_a_service_that_could_not_be_made_is_tried_again(tmp_path: Path) -> None:
    tries: list[int] = []

    def factory(settings: Settings) -> FileJobs:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("the database is away")
        return make_jobs(settings)

    slot = ServiceSlot(settings_for(tmp_path), factory)
    with pytest.raises(OSError, match="away"):
        slot.open()
    assert isinstance(slot.open(), FileJobs)


def test_a_worker_can_be_kept_for_one_lane() -> None:
    argv = worker_argv(3, ["breaking"], "urgent")
    assert {"--concurrency=3", "--queues=breaking", "--hostname=urgent@%h", "--without-gossip"} <= set(argv)
