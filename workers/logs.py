"""Log lines of workers and scheduler: on standard error, without secrets, without Celery's chatter below warnings."""

import logging
import sys
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from localize.config import Settings

_QUIET: Final = ("celery", "kombu", "amqp", "billiard", "pymorphy3", "simplemma")


class _Scrubbed(logging.Formatter):
    """Takes secrets out of the whole line, tracebacks included."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text


def secrets_of(settings: Settings) -> list[str]:
    """Everything that must not be printed: keys, and passwords inside addresses as written and as meant."""
    passwords = [urlsplit(url).password or "" for url in (settings.broker_url, settings.database_url)]
    found = {*settings.secrets, *passwords, *map(unquote, passwords)} - {"", "guest", "postgres", "localize"}
    return sorted(found, key=len, reverse=True)


def configure_logging(settings: Settings) -> None:
    """Set up logging for this process and the ones it forks."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Scrubbed(secrets_of(settings)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
