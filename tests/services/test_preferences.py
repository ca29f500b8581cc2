"""What a person sets for themselves is theirs alone, and one setting leaves the others as they are."""

import pytest

from localize.errors import InvalidInputError, NotFoundError
from localize.services.context import SYSTEM, Context
from localize.services.preferences import Preferences, get_preferences, set_helpers, set_keys
from localize.workflow import UserRole
from tests.services.helpers import person


def test_keys_and_helpers_are_kept_apart_and_for_one_person(ctx: Context) -> None:
    elena, timur = (person(ctx, UserRole.TRANSLATOR, name, "ru") for name in ("Elena", "Timur"))
    assert get_preferences(ctx, elena) == Preferences({}, helpers=True)
    set_keys(ctx, elena, {"confirm": ["F4", "Alt+K"], "palette": []})
    set_helpers(ctx, elena, on=False)
    assert get_preferences(ctx, elena) == Preferences({"confirm": ("F4", "Alt+K"), "palette": ()}, helpers=False)
    assert get_preferences(ctx, timur) == Preferences({}, helpers=True)
    assert set_keys(ctx, elena, {}) == Preferences({}, helpers=False)


@pytest.mark.parametrize("keys", [{"confirm": ["F4"] * 5}, {"x" * 65: ["F4"]}, {str(n): ["F4"] for n in range(201)}])
def test_what_is_beyond_all_measure_is_refused(ctx: Context, keys: dict[str, list[str]]) -> None:
    elena = person(ctx, UserRole.TRANSLATOR, "Elena", "ru")
    with pytest.raises(InvalidInputError):
        set_keys(ctx, elena, keys)
    assert get_preferences(ctx, elena) == Preferences()


def test_only_a_person_has_preferences(ctx: Context) -> None:
    assert get_preferences(ctx, SYSTEM) == Preferences()
    with pytest.raises(NotFoundError):
        set_helpers(ctx, SYSTEM, on=False)
