"""The newsroom's own entries, as the database keeps them: source texts it added or retired, translations it wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from localize.exchange.entries import Entries, Key
from localize.exchange.po import Entry


@dataclass(frozen=True, slots=True)
class OwnText:
    """A translation of the newsroom's own.

    ``in_use``: the approved texts that fill articles while ``entry`` is fuzzy; empty when there are none.
    """

    entry: Entry
    in_use: tuple[str, ...] = ()
    revision: int = 0

    @property
    def approved(self) -> Entry | None:
        """The entry with the texts that fill articles."""
        if not self.entry.fuzzy:
            return self.entry
        return replace(self.entry, texts=self.in_use, fuzzy=False) if self.in_use else None


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """Everything that is the newsroom's own. ``added`` and ``retired`` are source texts, ``texts`` are by locale."""

    added: Entries = field(default_factory=dict)
    retired: Entries = field(default_factory=dict)
    texts: Mapping[str, Mapping[Key, OwnText]] = field(default_factory=dict)

    def template(self, shipped: Entries) -> Entries:
        """The source texts that count: those shipped, without retired ones, then the newsroom's."""
        kept = {key: entry for key, entry in shipped.items() if key not in self.retired}
        return MappingProxyType(kept | {key: entry for key, entry in self.added.items() if key not in shipped})

    def layers(self, locale: str) -> Iterator[Mapping[Key, OwnText]]:
        """Own translations that a locale builds on, weakest first: ``de`` before ``de-AT``."""
        for tag in subtags(locale):
            if tag in self.texts:
                yield self.texts[tag]


NOTHING = OwnEntries()


def subtags(locale: str) -> list[str]:
    """A tag and what it falls back to, weakest first: ``de-AT`` is ``de``, ``de-AT``."""
    parts = locale.split("-")
    return ["-".join(parts[: n + 1]) for n in range(len(parts))]
