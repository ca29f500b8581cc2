"""Log lines: one a record, without secrets."""

from tests.workers.processes import python

_CODE = """
import logging
from workers.logs import configure_logging
configure_logging(["geheim-123"])
logging.getLogger("workers.x").info("connecting to %s", "redis://user:geheim-123@host")
logging.getLogger("celery.worker").info("chatter")
try:
    raise OSError("geheim-123 was refused")
except OSError:
    logging.getLogger("celery.app").exception("failed")
"""


def test_lines_name_their_source_and_leave_secrets_and_chatter_out(tmp_path) -> None:  # type: ignore[no-untyped-def]
    log = tmp_path / "log"
    with python("-c", _CODE, log=log) as process:
        assert process.wait(10) == 0
    text = log.read_text()
    assert "INFO workers.x: connecting to redis://user:…@host" in text
    assert "chatter" not in text
    assert "geheim" not in text
    assert "OSError: … was refused" in text
