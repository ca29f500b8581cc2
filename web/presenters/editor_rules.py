"""What the editor's scripts are told of a person's habits and of a locale's typography."""

from typing import Any

from localize.services.preferences import Preferences
from localize.typography.typing import typing_rules


def helpers_json(locale: str, own: Preferences) -> dict[str, Any]:
    """Typographic helpers: whether they are on, and the locale's rules; null where it has none."""
    rules = typing_rules(locale)
    return {"on": own.helpers, "rules": rules.to_json() if rules else None}
