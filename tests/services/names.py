"""Names for tests of the register, and a detection that knows what to find: its own tests are in ``tests/terms``."""

import re
from collections.abc import Iterable

import pytest

from localize.article import Block
from localize.services import name_candidates, name_sightings
from localize.terms.detect import Candidate
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry
from localize.terms.name_index import NameIndex
from localize.terms.propose import Proposal, Reason

ZELENSKIY = NameEntry(
    NameKind.PERSON,
    "Volodymyr Zelenskiy",
    ("Volodymyr Zelensky",),
    Gender.MASCULINE,
    domain="politics",
    accepted={
        "ru": NameForm("Зеленский", "президент Владимир Зеленский", ("Зе",)),
        "de": NameForm("Selenskyj", "Wolodymyr Selenskyj", declined=False),
    },
)
ELVIN = NameEntry(NameKind.PERSON, "Marta Elvin", (), Gender.FEMININE)

KINDS = {
    "Marta Elvin": (NameKind.PERSON, Gender.FEMININE),
    "Norrhaven": (NameKind.PLACE, Gender.UNKNOWN),
    "Jonas Holt": (NameKind.PERSON, Gender.MASCULINE),
}
PROPOSALS = {
    ("Marta Elvin", "ru"): Proposal("Марта Элвин", Reason.TRANSCRIBED, gender=Gender.FEMININE, declined=False),
    ("Norrhaven", "ru"): Proposal("Норрхавен", Reason.TRANSCRIBED, certain=True),
    ("Norrhaven", "de"): Proposal("Norrhaven", Reason.KEPT, certain=True),
    ("Jonas Holt", "ru"): Proposal("Йонас Холт", Reason.TRANSCRIBED, gender=Gender.MASCULINE),
}


def fake_detect(texts: Iterable[Block | str], known: NameIndex) -> list[Candidate]:
    """The names of ``KINDS``, in the order of the texts."""
    del known
    plain = [text if isinstance(text, str) else text.text.plain for text in texts]
    found = []
    for written, (kind, gender) in KINDS.items():
        spans = tuple((n, *m.span()) for n, text in enumerate(plain) for m in re.finditer(re.escape(written), text))
        if spans:
            found.append(Candidate(written, kind, spans, len(spans), (), gender))
    return sorted(found, key=lambda candidate: candidate.spans[0])


def fake_propose(candidate: Candidate, target_locale: str) -> Proposal:
    """The proposals of ``PROPOSALS``; the name as written for any other."""
    return PROPOSALS.get((candidate.written, target_locale), Proposal(candidate.written, Reason.KEPT))


@pytest.fixture
def detection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names are found and proposed as this module says."""
    monkeypatch.setattr(name_sightings, "detect", fake_detect)
    monkeypatch.setattr(name_candidates, "propose", fake_propose)
