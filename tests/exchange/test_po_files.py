"""PO files that leave and come back: nothing changes on the way, and what is broken is refused with a reason."""

from datetime import UTC, datetime
from pathlib import Path

import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from localize.errors import InputTooLargeError, InvalidInputError
from localize.exchange.entries import tidy_comment, tidy_text
from localize.exchange.po import Entry
from localize.exchange.po_bytes import MAX_BYTES, read_sent
from localize.exchange.po_write import Header, write_po

PLURALS = "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
HEADER = Header("The Courier", datetime(2026, 11, 23, tzinfo=UTC), PLURALS, "ru", datetime(2026, 11, 23, tzinfo=UTC))
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "formats" / "po"

awkward = st.text(
    st.one_of(
        st.sampled_from(list('ab"\\\n\t\r{}#~|,.:«»—\u2028\u0085\u00a0 Жé😀')), st.characters(exclude_categories=["Cs"])
    ),
    max_size=120,
)
texts = awkward.map(tidy_text)
msgids = texts.filter(bool)


def sent(content: str | bytes) -> bytes:
    """A file with a header and this after it."""
    head = b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    return head + (content if isinstance(content, bytes) else content.encode())


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Entries as the database keeps them."""
    plural = draw(st.booleans())
    fuzzy = draw(st.booleans())
    return Entry(
        context=draw(st.sampled_from(["notice", "heading", "name", "reader"])),
        msgid=draw(msgids),
        msgid_plural=draw(msgids) if plural else "",
        texts=tuple(draw(st.lists(texts, min_size=3 if plural else 1, max_size=3 if plural else 1))),
        fuzzy=fuzzy,
        comment=tidy_comment(draw(awkward)),
        extracted=tidy_comment(draw(awkward)),
        previous=draw(texts) if fuzzy else "",
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=6, unique_by=lambda entry: entry.key))
@example([Entry("notice", 'A "quoted" \\n text\\', "", ('Ein\n"Text"\\',), comment=", fuzzy\nmsgid", extracted=".")])
def test_what_is_written_is_read_back_as_it_was(listed: list[Entry]):
    back = read_sent(write_po(HEADER, listed).encode("utf-8"))
    assert [found.entry for found in back.entries] == listed
    assert back.language == "ru"
    assert back.plural is not None
    assert back.plural.forms == 3


def test_obsolete_entries_come_last_and_are_told_apart():
    gone = Entry("notice", "Gone.", "", ("Weg.",), fuzzy=True, comment="old")
    written = write_po(HEADER, [Entry("notice", "Here.", "", ("Da.",))], [gone])
    assert '#~ msgid "Gone."' in written
    assert [(found.entry, found.obsolete) for found in read_sent(written.encode()).entries][1] == (gone, True)


def test_the_header_says_what_poedit_and_weblate_need(tmp_path: Path):
    path = tmp_path / "ru.po"
    path.write_text(write_po(HEADER, [Entry("notice", "A.", "", ("Б.",))]), encoding="utf-8")
    metadata = polib.pofile(str(path)).metadata
    assert metadata["Language"] == "ru"
    assert metadata["Plural-Forms"] == PLURALS
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert metadata["MIME-Version"] == "1.0"
    assert metadata["PO-Revision-Date"] == "2026-11-23 00:00+0000"
    assert metadata["X-Generator"] == "Localize"


def test_the_previous_source_text_goes_along_with_a_fuzzy_translation():
    written = write_po(HEADER, [Entry("notice", "New.", "", ("Neu.",), fuzzy=True, previous="Old.")])
    assert '#| msgid "Old."' in written
    assert "#, fuzzy" in written


@pytest.mark.parametrize("charset", ["windows-1251", "KOI8-R", "ISO-8859-5", "utf-8"])
def test_the_encoding_of_the_header_counts(charset: str):
    text = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset={charset}\\n"\n\nmsgid "Search"\nmsgstr "Поиск"\n'
    assert read_sent(text.encode(charset)).entries[0].entry.texts == ("Поиск",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_counts_more(encoding: str):
    assert read_sent('msgid "Search"\nmsgstr "Поиск"\n'.encode(encoding)).entries[0].entry.texts == ("Поиск",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "po-empty"),
        (b" \n\n", "po-empty"),
        (b"\xde\x12\x04\x95\0\0\0\0", "po-binary"),
        (b"not PO at all", "po-broken"),
        (sent('msgid "a"\nmsgstr[x] "b"\n'), "po-broken"),
        (sent('msgid "a"\nmsgstr "un"quoted"\n'), "po-broken"),
        (sent('msgstr "b"\nmsgstr "c"\n'), "po-broken"),
        (sent("#| msgid\n"), "po-broken"),
        (sent(""), "po-no-entry"),
        (sent(b'msgid "a"\nmsgstr "\xff"\n'), "po-not-charset"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=none-such\\n"\n', "po-charset"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=zlib\\n"\n', "po-charset"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=unicode_escape\\n"\n', "po-charset"),
        (
            b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=import os;\\n"\n\nmsgid "a"\nmsgstr "b"\n',
            "po-plural-forms",
        ),
        (b"x" * (MAX_BYTES + 1), "po-too-large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(data: bytes, reason: str):
    with pytest.raises(InvalidInputError) as caught:
        read_sent(data)
    assert caught.value.details["reason"] == reason
    assert isinstance(caught.value, InputTooLargeError) == (reason == "po-too-large")
    assert "localize-po-" not in caught.value.message  # no path of ours


def test_a_path_that_is_sent_is_never_opened(tmp_path: Path):
    secret = tmp_path / "secret.po"
    secret.write_bytes(sent('msgid "secret"\nmsgstr "secret"\n'))
    with pytest.raises(InvalidInputError) as caught:
        read_sent(str(secret).encode())
    assert caught.value.details["reason"] == "po-broken"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | awkward.map(lambda text: sent(f'msgid "a"\nmsgstr "{text}"\n#{text}\n')))
def test_no_bytes_raise_anything_but_our_error(data: bytes):
    try:
        found = read_sent(data)
    except InvalidInputError:
        return
    assert found.entries


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared PO files are not on this machine")
@pytest.mark.parametrize(
    ("name", "count", "language", "text"),
    [
        ("okapi_AllCasesTest.po", 11, "", "%1s %2s"),
        ("okapi_Test_DrupalRussianCP1251.po", 17, "", "Позволяет вводить различные контент-зависимые ссылки."),
        ("superdesk_ru_RU.po", 334, "ru", ""),
        ("wtforms_de.po", 36, "de", "Ungültiger Feldname '%s'."),
        ("wtforms_ru.po", 36, "ru", "Неправильное имя поля '%s'."),
    ],
)
def test_files_of_other_programs_are_read(name: str, count: int, language: str, text: str):
    found = read_sent((SHARED / name).read_bytes())
    assert (len(found.entries), found.language, found.entries[0].entry.texts[0]) == (count, language, text)
