"""An application that does nothing but tell presenters the language."""

from collections.abc import Iterator

import pytest

from localize.services.context import Context
from tests.web.pages import make_app


@pytest.fixture
def _english(sqlite_ctx: Context) -> Iterator[None]:
    """A request in English."""
    with make_app(sqlite_ctx).test_request_context(headers={"Accept-Language": "en"}):
        yield
