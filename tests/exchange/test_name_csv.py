"""Names as CSV: what a spreadsheet gets it gives back; what is wrong with a line is told and costs nothing else."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange.name_csv import MAX_BYTES, SentName, over, read_name_csv, write_name_csv
from localize.exchange.name_words import NAME_SENTENCES
from localize.terms.name import Gender, NameForm, NameKind
from localize.terms.name_entry import NameEntry, from_json, misfit, tidied, to_json

ELVIN = NameEntry(
    NameKind.PERSON,
    "Marta Elvin",
    ("Martha Elvin", "M. Elvin"),
    Gender.FEMININE,
    "Mayor,\nof Lindsund",
    "politics",
    accepted={"ru": NameForm("Элвин", "мэр Марта Элвин", ("Элвиной",), declined=False)},
)

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="|"), max_size=20)
_TEXT = st.one_of(_WORDS, st.sampled_from(["=1+1", "'=x", "''-a", "@b", "+c", '"q";', "a,b", "-"]))
_FORM = st.builds(NameForm, _TEXT, _TEXT, st.lists(_TEXT, max_size=3).map(tuple), st.booleans())
_ENTRY = st.builds(
    NameEntry,
    st.sampled_from(NameKind),
    _TEXT.map(lambda text: f"{text} x"),
    st.lists(_TEXT, max_size=3).map(tuple),
    st.sampled_from(Gender),
    _TEXT,
    _TEXT,
    st.dictionaries(st.sampled_from(["ru", "de", "pt-BR"]), _FORM, max_size=3),
).map(tidied)


def entries(text: str) -> list[NameEntry]:
    """Names of a file that has nothing wrong."""
    sent = read_name_csv(text.encode(), "en")
    assert sent.issues == ()
    return [name.entry for name in sent.names]


def codes(text: str) -> list[tuple[str, int, bool]]:
    """What is wrong with a file."""
    return [(issue.code, issue.line, issue.loss) for issue in read_name_csv(text.encode(), "en").issues]


def test_a_file_has_a_column_for_everything_that_a_name_is() -> None:
    text = write_name_csv([ELVIN], ["ru", "de"])
    head, row = list(csv.reader(io.StringIO(text)))
    assert dict(zip(head, row, strict=True)) == {
        "kind": "person",
        "source": "Marta Elvin",
        "aliases": "Martha Elvin | M. Elvin",
        "gender": "feminine",
        "domain": "politics",
        "note": "Mayor,\nof Lindsund",
        "ru": "Элвин",
        "ru first mention": "мэр Марта Элвин",
        "ru forms": "Элвиной",
        "ru declined": "no",
        "de": "",
        "de first mention": "",
        "de forms": "",
        "de declined": "",
    }
    assert entries(text) == [tidied(ELVIN)]


@given(_ENTRY)
def test_whatever_a_name_is_it_comes_back_as_it_was(entry: NameEntry) -> None:
    assert from_json(to_json(entry)) == entry
    text = write_name_csv([entry], ["ru", "de", "pt-BR"])
    assert not any(cell.startswith(tuple("=+-@\t\r")) for row in csv.reader(io.StringIO(text)) for cell in row)
    if misfit(entry) is None:
        (name,) = read_name_csv(text.encode(), "en").names
        assert name.entry == entry


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_encodings_of_spreadsheets_are_told_apart(delimiter: str, encoding: str) -> None:
    lines = [["Source", "RU", "ru_first_mention"], ["Norrhaven, the city", "Норрхавен", "город Норрхавен"]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    (name,) = read_name_csv(out.getvalue().encode(encoding), "en").names
    assert name.entry.source == "Norrhaven, the city"
    assert dict(name.entry.accepted) == {"ru": NameForm("Норрхавен", "город Норрхавен")}


def test_the_source_language_names_the_source_column_too() -> None:
    assert entries("en,de\nKyiv,Kyjiw\n") == [NameEntry(NameKind.PERSON, "Kyiv", accepted={"de": NameForm("Kyjiw")})]


def test_what_is_wrong_with_a_line_is_told_and_the_rest_is_read() -> None:
    text = (
        "source,kind,gender,ru,ru declined,de first mention,colour\n"
        "A B,god,it,А Б,perhaps,Herr A,red\n"
        " … ,person,f,Б,,,\n"
        "A C,place,f,В,no,,,over\n"
        "A C,place,f,В,no,,\n"
    )
    assert codes(text) == [
        ("column-unknown", 1, False),
        ("kind-unknown", 2, False),
        ("gender-unknown", 2, False),
        ("declined-unknown", 2, False),
        ("form-missing", 2, False),
        ("name-empty", 3, True),
        ("cells-over", 4, False),
        ("line-twice", 5, False),
    ]
    names = read_name_csv(text.encode(), "en").names
    assert [(n.entry.source, n.entry.kind, n.entry.gender) for n in names] == [
        ("A B", NameKind.OTHER, Gender.UNKNOWN),
        ("A C", NameKind.PLACE, Gender.FEMININE),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xff\xfe\xfa", "file-encoding"),
        ("Имя\n".encode("cp1251"), "file-encoding"),
        (b"ru,de\nA,B\n", "file-column"),
        (b'source\n"open', "file-broken"),
        (b"source\n" + b"x" * MAX_BYTES, "file-large"),
        (("source\n" + "".join(f"N{n}\n" for n in range(20_001))).encode(), "file-many"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_name_csv(data, "en")
    assert refused.value.details["reason"] == code
    assert isinstance(refused.value, InputTooLargeError) is (code in {"file-large", "file-many"})
    assert code in NAME_SENTENCES


def test_a_line_changes_only_what_it_says() -> None:
    sent = SentName(
        NameEntry(
            NameKind.PERSON,
            "Martha Elvin",
            ("Frau Elvin",),
            accepted={"de": NameForm("Marta Elvin"), "ru": NameForm("Эльвин")},
        ),
        2,
        frozenset({("source", ""), ("aliases", ""), ("text", "de"), ("text", "ru")}),
    )
    changed = over(ELVIN, sent)
    assert (changed.source, changed.gender, changed.domain) == ("Marta Elvin", Gender.FEMININE, "politics")
    assert changed.aliases == ("Martha Elvin", "M. Elvin", "Frau Elvin")
    assert dict(changed.accepted) == {
        "ru": NameForm("Эльвин", "мэр Марта Элвин", ("Элвиной",), declined=False),
        "de": NameForm("Marta Elvin"),
    }
