"""What a person must see of a file that was read: problems as values, with the place where they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange.term_words import TERM_SENTENCES
from localize.exchange.words import REFUSALS

SENTENCES: Final[Mapping[str, str]] = MappingProxyType({**REFUSALS, **TERM_SENTENCES})


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """A problem of a file: a code of ``SENTENCES`` with its params, the line it is at (from 1) and what it is about.

    ``loss``: the entry or line is left out; without it something of the entry was read otherwise, and the rest is good.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    line: int | None = None
    about: str = ""
    loss: bool = False

    @property
    def message(self) -> str:
        """The sentence in English."""
        return SENTENCES[self.code].format_map(self.params)


def issue(code: str, *, line: int | None = None, about: str = "", loss: bool = False, **params: object) -> ImportIssue:
    """An issue of the table."""
    return ImportIssue(code, written(params), line, about[:80], loss)


def refuse(code: str, kind: type[InvalidInputError] = InvalidInputError, **params: object) -> InvalidInputError:
    """An error of the table, to be raised; ``details`` carry code and params for its translation."""
    said = written(params)
    return kind(SENTENCES[code].format_map(said), reason=code, params=said)


def refuse_size(code: str, **params: object) -> InvalidInputError:
    """Like ``refuse``, for what is over a limit."""
    return refuse(code, InputTooLargeError, **params)


def written(params: Mapping[str, object]) -> dict[str, str]:
    """Params as sentences have them."""
    return {name: f"{value:,}" if isinstance(value, int) else str(value) for name, value in params.items()}
