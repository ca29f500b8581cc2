"""Fetching what stands at an address, by the rules of the settings."""

from localize.intake.fetch import Fetched, FetchRules, fetch
from localize.intake.sniff import MAX_BYTES
from localize.services.context import Context

__all__ = ["Fetched", "fetch_rules", "fetch_url"]

_USER_AGENT = "Localize/1 (newsroom translation desk)"


def fetch_rules(ctx: Context) -> FetchRules:
    """What the settings allow. ``FETCH_PRIVATE`` lets addresses of closed networks through."""
    settings = ctx.settings
    about = f"; {settings.public_url}" if settings.public_url else ""
    return FetchRules(
        private=settings.fetch_private,
        timeout=settings.fetch_timeout,
        max_bytes=MAX_BYTES,
        user_agent=_USER_AGENT.replace(")", f"{about})"),
        language=settings.source_locale,
    )


def fetch_url(ctx: Context, url: str) -> Fetched:
    """What stands at an address. Raises ``FetchError`` (an ``InvalidInputError``), each reason with its own sentence.

    ``notes`` of the result belong on the article that is made of it.
    """
    return fetch(url, rules=fetch_rules(ctx))
