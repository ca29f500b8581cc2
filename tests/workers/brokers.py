"""Brokers for tests: the embedded one, and Redis and RabbitMQ when they are reachable, each with room of its own."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import redis

REDIS = os.environ.get("LOCALIZE_TEST_REDIS", "redis://127.0.0.1:6379")
RABBITMQ = os.environ.get("LOCALIZE_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672")

BROKERS = [
    "embedded",
    pytest.param("redis", marks=pytest.mark.redis),
    pytest.param("rabbitmq", marks=pytest.mark.rabbitmq),
]


@contextlib.contextmanager
def broker(kind: str) -> Iterator[str]:
    """Value of ``LOCALIZE_BROKER_URL`` for a broker that is empty and used by nobody else; empty for the embedded one."""
    if kind == "embedded":
        yield ""
        return
    with {"redis": _redis, "rabbitmq": _rabbitmq}[kind]() as url:
        yield url


@contextlib.contextmanager
def _redis() -> Iterator[str]:
    """A database between 9 and 15 that holds nothing."""
    try:
        for number in range(9, 16):
            client = redis.Redis.from_url(f"{REDIS}/{number}", socket_connect_timeout=1)
            if client.dbsize() == 0:
                break
            client.close()
        else:
            pytest.skip("every Redis database from 9 to 15 is in use")
    except redis.RedisError:
        pytest.skip("no Redis is reachable (LOCALIZE_TEST_REDIS)")
    try:
        yield f"{REDIS}/{number}"
    finally:
        client.flushdb()
        client.close()


@contextlib.contextmanager
def _rabbitmq() -> Iterator[str]:
    """A virtual host made for this test."""
    where = urlsplit(RABBITMQ)
    try:
        socket.create_connection((where.hostname or "", where.port or 5672), timeout=1).close()
    except OSError:
        pytest.skip("no RabbitMQ is reachable (LOCALIZE_TEST_RABBITMQ)")
    if shutil.which("rabbitmqctl") is None:
        pytest.skip("rabbitmqctl is missing, and without it no virtual host can be made for the test")
    name = f"localize-test-{uuid4().hex[:8]}"
    if _ctl("add_vhost", name).returncode != 0:
        pytest.skip("rabbitmqctl may not make a virtual host here")
    try:
        _ctl("set_permissions", "-p", name, where.username or "guest", ".*", ".*", ".*")
        yield f"{RABBITMQ}/{name}"
    finally:
        _ctl("delete_vhost", name)


def _ctl(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["rabbitmqctl", "--quiet", *args], capture_output=True, text=True, check=False, timeout=60)


def rabbitmq_queues(url: str) -> dict[str, dict[str, object]]:
    """Type and arguments of the queues of a virtual host, by name."""
    listed = _ctl("list_queues", "-p", urlsplit(url).path[1:], "--formatter", "json", "name", "type", "arguments")
    return {row["name"]: row for row in json.loads(listed.stdout)}
