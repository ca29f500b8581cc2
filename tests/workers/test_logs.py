"""Log lines: one a record, without secrets."""

from pathlib import Path

from localize.config import load_settings
from tests.workers.processes import python
from workers.logs import secrets_of

_CODE = """
import logging
from localize.config import load_settings
from workers.logs import configure_logging
configure_logging(load_settings())
logging.getLogger("workers.x").info("connecting to %s", "redis://user:geheim%21123@host")
logging.getLogger("celery.worker").info("chatter")
try:
    raise OSError("key-of-the-engine was refused")
except OSError:
    logging.getLogger("celery.app").exception("failed with geheim!123")
"""


def test_lines_name_their_source_and_leave_secrets_and_chatter_out(tmp_path: Path) -> None:
    env = {
        "LOCALIZE_DATA_DIR": str(tmp_path),
        "LOCALIZE_BROKER_URL": "redis://user:geheim%21123@host",
        "LOCALIZE_DEEPL_KEY": "key-of-the-engine",
    }
    log = tmp_path / "log"
    with python("-c", _CODE, env=env, log=log) as process:
        assert process.wait(10) == 0
    text = log.read_text()
    assert "INFO workers.x: connecting to redis://user:…@host" in text
    assert "ERROR celery.app: failed with …" in text
    assert "OSError: … was refused" in text
    for unwanted in ("chatter", "geheim", "key-of-the-engine"):
        assert unwanted not in text


def test_an_address_without_a_password_hides_nothing(tmp_path: Path) -> None:
    settings = load_settings({"LOCALIZE_BROKER_URL": "redis://host"}, data_dir=str(tmp_path), secret_key="x" * 32)
    assert secrets_of(settings) == ["x" * 32]
