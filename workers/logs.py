"""Log lines of workers and scheduler: one line each on standard error, Celery's chatter below warnings left out."""

import logging
import sys
from collections.abc import Sequence
from typing import Final

_QUIET: Final = ("celery", "kombu", "amqp", "billiard")


class _Scrub(logging.Filter):
    """Takes secrets out of every line."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = [secret for secret in secrets if len(secret) >= 6]

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        for secret in self._secrets:
            if secret in text:
                text = text.replace(secret, "…")
                record.msg, record.args = text, None
        return True


def configure_logging(secrets: Sequence[str] = ()) -> None:
    """Set up logging for this process and the ones it forks."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    handler.addFilter(_Scrub(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
