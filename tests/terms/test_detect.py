"""Detection over the table of sentences: ``pytest tests/terms/test_detect.py -s`` prints the figures."""

from collections import defaultdict

from localize.article import Block, Role
from localize.markup import CodedText
from localize.terms.detect import Candidate, detect
from localize.terms.name import Gender, Name, NameKind
from localize.terms.name_index import NameIndex
from tests.terms.detection_cases import ROWS

_KINDS = {"p": NameKind.PERSON, "l": NameKind.PLACE, "o": NameKind.ORGANISATION, "x": NameKind.OTHER}
_KNOWN = NameIndex([Name(1, NameKind.PERSON, "Known Person")])


def _detected(text: str) -> list[Candidate]:
    return detect(text.split("\n"), _KNOWN)


def test_new_names_are_found_and_other_capitals_are_not() -> None:
    """Precision and recall of names; of those found, how many are of the right kind."""
    by_class: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    wrong = []
    for label, text, expected in ROWS:
        wanted = {
            name: _KINDS[kind] for name, kind in (part.rsplit(":", 1) for part in filter(None, expected.split("|")))
        }
        found = {candidate.written: candidate.kind for candidate in _detected(text)}
        row = by_class[label]
        row[0] += len(wanted.keys() & found.keys())
        row[1] += len(wanted.keys() - found.keys())
        row[2] += len(found.keys() - wanted.keys())
        row[3] += sum(found[name] is kind for name, kind in wanted.items() if name in found)
        if wanted != found:
            wrong.append(f"{text!r}: {', '.join(f'{name} ({kind})' for name, kind in found.items())}")
    print("\nnew names in English           found  missed  false  kind right")
    for label, (hit, missed, false, kind) in by_class.items():
        print(f"{label:30} {hit:5} {missed:7} {false:6} {kind:11}")
    hits, misses, falses, kinds = (sum(row[n] for row in by_class.values()) for n in range(4))
    precision, recall = hits / (hits + falses), hits / (hits + misses)
    print(
        f"{len(ROWS)} texts: precision {precision:.3f}  recall {recall:.3f}  kind {kinds / hits:.3f}",
        *wrong,
        sep="\n  ",
    )
    assert len(ROWS) >= 120
    assert precision >= 0.95
    assert recall >= 0.95
    assert kinds / hits >= 0.9


def _one(*texts: str) -> Candidate:
    (found,) = [c for c in detect(texts, NameIndex([])) if c.kind is NameKind.PERSON]
    return found


def test_later_mentions_by_the_surname_count_for_the_full_name() -> None:
    found = _one("Sunniva Dahl led the project.", "Then Dahl left, and Ms. Dahl’s desk was empty.")
    assert (found.written, found.count) == ("Sunniva Dahl", 3)
    assert found.spans == ((0, 0, 12), (1, 5, 9), (1, 24, 28))


def test_gender_comes_from_titles_first_names_and_lone_pronouns() -> None:
    assert _one("The deal was signed by Mrs. Kerr.").gender is Gender.FEMININE
    assert _one("The deal was signed by Mr. Kerr.").gender is Gender.MASCULINE
    assert _one("The deal was signed by Alice Kerr.").gender is Gender.FEMININE
    assert _one("“No,” said Quorra Kerr, adding that she was tired.").gender is Gender.FEMININE
    assert _one("“No,” said Quorra Kerr, who knew that he and she would lose.").gender is Gender.UNKNOWN
    assert _one("“No,” said Quorra Kerr.").gender is Gender.UNKNOWN


def test_an_acronym_in_brackets_is_another_spelling_of_its_expansion() -> None:
    (found,) = detect(["The World Health Organization (WHO) met.", "In May the WHO left."], NameIndex([]))
    assert (found.written, found.aliases, found.count) == ("World Health Organization", ("WHO",), 3)


def test_only_blocks_that_are_translated_are_read() -> None:
    line = CodedText.plain_text("It was signed by Harlan Croft.")
    blocks = [Block("a", Role.BYLINE, CodedText.plain_text("By Erik Lunde")), Block("b", Role.PARAGRAPH, line)]
    assert [(c.written, c.spans) for c in detect(blocks, NameIndex([]))] == [("Harlan Croft", ((1, 17, 29),))]


def test_no_text_makes_it_raise_and_a_long_one_ends() -> None:
    for text in (
        "",
        "’s",
        "O’",
        "A.",
        "al-",
        "Ministry of",
        "von der",
        "Mr.",
        "X " * 5_000,
        "A-" * 3_000,
        "J. " * 3_000,
        "of the " * 3_000,
    ):
        detect([text, text], _KNOWN)
