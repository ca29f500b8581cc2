"""Word documents: what stands in them comes in, what cannot be kept is said, what is hostile is refused in words."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localize.article import Article, Block, Role
from localize.errors import InputTooLargeError, InvalidInputError, UnsupportedFormatError
from localize.intake.docx import is_docx
from localize.intake.sniff import read, read_all
from tests.intake.hostile_word import HOSTILE
from tests.intake.word_files import document, link, notes, para, picture, properties, run, table, word
from tests.strategies import prose


def roles(article: Article) -> list[Role]:
    return [block.role for block in article.blocks]


def texts(article: Article) -> list[str]:
    return [block.text.plain for block in article.blocks]


def codes(article: Article) -> list[str]:
    return [note.code for note in article.notes]


def wraps(block: Block) -> list[str]:
    return [written.partition("#")[0] for written in block.wrap]


def test_styles_say_what_a_paragraph_is():
    article = read(
        word(
            para("Ferry stays until 2030", "Title"),
            para("Boats instead of a bridge", "Subtitle"),
            para("Anna Berg, Harbour Desk", "Byline"),
            para("The council voted on Monday."),
            para("Costs", "Heading1"),
            para("Fuel", "Heading2"),
            para("We stay, said the captain.", "Quote"),
        )
    )
    assert roles(article) == [
        Role.HEADLINE,
        Role.STANDFIRST,
        Role.BYLINE,
        Role.PARAGRAPH,
        Role.SUBHEAD,
        Role.SUBHEAD,
        Role.QUOTATION,
    ]
    assert [block.tag for block in article.blocks if block.role is Role.SUBHEAD] == ["h2", "h3"]
    assert wraps(article.blocks[-1]) == ["blockquote"]
    assert article.notes == ()


def test_without_a_title_the_first_heading_is_the_headline():
    article = read(word(para("Ferry stays", "Heading1"), para("It sails."), para("Costs", "Heading1"), para("Fuel.")))
    assert article.headline == "Ferry stays"
    assert [(b.role, b.tag) for b in article.blocks if b.text.plain == "Costs"] == [(Role.SUBHEAD, "h2")]


def test_a_style_of_the_newsrooms_own_is_what_it_is_based_on():
    own = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:styleId="NR1"><w:name w:val="Newsroom big"/><w:basedOn w:val="berschrift1"/></w:style>'
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="NR2"><w:name w:val="Newsroom small"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        "</w:styles>"
    )
    article = read(word(para("Ferry stays", "NR1"), para("Costs", "NR2"), para("Fuel."), more={"word/styles.xml": own}))
    assert roles(article) == [Role.HEADLINE, Role.SUBHEAD, Role.PARAGRAPH]


def test_bold_lines_do_the_work_of_headings_where_there_are_none():
    article = read(
        word(
            para(run("Ferry stays until 2030", "b")),
            para("The council voted."),
            para(run("What it costs", "b")),
            para(run("Will it sail on Sundays?", "b")),
            para("It will."),
        )
    )
    assert roles(article) == [Role.HEADLINE, Role.PARAGRAPH, Role.SUBHEAD, Role.PARAGRAPH, Role.PARAGRAPH]


def test_a_first_line_without_any_mark_becomes_the_headline_and_is_noted():
    article = read(word(para("Ferry stays until 2030"), para("The council voted on Monday.")))
    assert (article.headline, codes(article)) == ("Ferry stays until 2030", ["headline-from-first-line"])


def test_the_title_of_the_file_is_the_headline_only_where_no_heading_is():
    named = {"docProps/core.xml": properties(title="Ferry stays", creator="Admin")}
    article = read(word(para("The council voted on Monday."), para("It sails."), more=named))
    assert article.headline == "Ferry stays"
    assert [note.message for note in article.notes] == [
        "The properties of the file name Admin as its author; the text has no byline."
    ]
    assert read(word(para("Another", "Title"), para("It sails."), more=named)).headline == "Another"


def test_bold_italic_links_and_raised_characters_are_codes():
    article = read(
        word(
            para("Headline", "Title"),
            para(
                run("It ")
                + run("sails", "b")
                + run(" on ", "i")
                + link("rId9", "Monday")
                + run("2", 'vertAlign w:val="superscript"')
            ),
            links={"rId9": "https://harbour.example/a?b=1&c=2"},
        )
    )
    block = article.blocks[1]
    assert block.text.plain == "It sails on Monday2"
    assert [code.tag for code in block.codes] == ["strong", "em", "a", "sup"]
    assert dict(block.codes[2].attrs) == {"href": "https://harbour.example/a?b=1&c=2"}


def test_a_link_that_runs_a_script_is_its_text():
    article = read(word(para("Headline", "Title"), para(link("rId9", "Monday")), links={"rId9": "javascript:alert(1)"}))
    assert (article.blocks[1].text.plain, article.blocks[1].codes) == ("Monday", ())


def test_lists_keep_their_kind_and_depth():
    article = read(
        word(
            para("Headline", "Title"),
            para("one", bullet=1),
            para("deep", number=2),
            para("two", bullet=1),
            para("by style", "ListNumber"),
        )
    )
    listed = [block for block in article.blocks if block.role is Role.LIST_ITEM]
    assert [block.text.plain for block in listed] == ["one", "deep", "two", "by style"]
    assert [wraps(block) for block in listed] == [["ul", "li"], ["ul", "li", "ol", "li"], ["ul", "li"], ["ol", "li"]]


def test_tables_keep_rows_and_heads():
    article = read(word(para("Headline", "Title"), table(("Year", "Trips"), ("2025", "900"), head=True)))
    cells = [block for block in article.blocks if block.role is Role.TABLE_CELL]
    assert [block.text.plain for block in cells] == ["Year", "Trips", "2025", "900"]
    assert [wraps(block)[-1] for block in cells] == ["th", "th", "td", "td"]


def test_pictures_leave_their_description_and_caption_and_a_note():
    article = read(
        word(
            para("Headline", "Title"),
            para(picture("A ferry in fog")),
            para("The ferry at dawn. Photo: Tom Reed", "Caption"),
            para("It sails."),
            para(picture("A blue boat Description automatically generated")),
        )
    )
    assert [(b.role, b.text.plain) for b in article.blocks[1:4]] == [
        (Role.ALT_TEXT, "A ferry in fog"),
        (Role.CAPTION, "The ferry at dawn."),
        (Role.CREDIT, "Photo: Tom Reed"),
    ]
    assert article.blocks[-1].text.plain == "A blue boat"
    assert len({block.wrap[0] for block in article.blocks[1:4]}) == 1
    assert [(note.code, note.params) for note in article.notes] == [("images-left-out", {"count": "2"})]


def test_a_picture_that_lies_elsewhere_is_not_fetched():
    # Sockets are closed in tests: a fetch would fail loudly.
    linked = picture("A ferry").replace("r:embed", "r:link")
    article = read(word(para("Headline", "Title"), para(linked), links={"rIdImage": "http://tracker.example/p.png"}))
    assert texts(article) == ["Headline", "A ferry"]
    assert "tracker" not in repr(article)


def test_insertions_are_kept_deletions_dropped_and_both_noted():
    article = read(
        word(
            para("Headline", "Title"),
            para(
                run("It sails ")
                + f'<w:ins w:id="1">{run("daily")}</w:ins>'
                + '<w:del w:id="2"><w:r><w:delText>never</w:delText></w:r></w:del>'
                + f'<w:moveFrom w:id="3">{run(" gone")}</w:moveFrom><w:moveTo w:id="4">{run(" now")}</w:moveTo>'
            ),
        )
    )
    assert texts(article)[1] == "It sails daily now"
    assert [(note.code, note.params) for note in article.notes] == [
        ("tracked-changes", {"inserted": "2", "deleted": "2"})
    ]


def test_a_paragraph_mark_that_was_deleted_joins_its_neighbours():
    deleted = '<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">It </w:t></w:r></w:p>'
    assert texts(read(word(para("Headline", "Title"), deleted, para("sails."))))[1] == "It sails."


def test_footnotes_stand_at_the_end_and_comments_are_left_out():
    article = read(
        word(
            para("Headline", "Title"),
            para(
                run("It sails.")
                + '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:commentReference w:id="1"/></w:r>'
                + '<w:r><w:footnoteReference w:id="77"/></w:r>'
            ),
            more={
                "word/footnotes.xml": notes("footnote", "Since 1901."),
                "word/comments.xml": notes("comment", "Sure?"),
            },
        )
    )
    assert texts(article) == ["Headline", "It sails.1", "Since 1901."]
    assert article.blocks[-1].role is Role.LIST_ITEM
    assert all(code.tag != "a" for block in article.blocks for code in block.codes)
    assert codes(article) == ["comments-left-out", "footnotes-at-end"]


def test_hidden_text_stays_hidden_and_text_in_fields_and_controls_is_read():
    article = read(
        word(
            para("Headline", "Title"),
            para(run("secret", "vanish") + run("open")),
            f'<w:p><w:fldSimple w:instr="DATE">{run("in a field")}</w:fldSimple></w:p>',
            f"<w:sdt><w:sdtPr><w:alias w:val='a'/></w:sdtPr><w:sdtContent>{para('in a control')}</w:sdtContent></w:sdt>",
        )
    )
    assert texts(article)[1:] == ["open", "in a field", "in a control"]


def test_a_text_box_is_read_once():
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice Requires='wps'><w:drawing><w:txbxContent>{para('boxed')}</w:txbxContent></w:drawing></mc:Choice>"
        '<mc:Fallback><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
        f"<w:txbxContent>{para('boxed')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(word(para("Headline", "Title"), para(run("It sails.") + box)))) == [
        "Headline",
        "It sails.",
        "boxed",
    ]


def test_strict_documents_and_other_prefixes_are_read():
    strict = (
        document(para("Headline", "Title"), para("It sails."))
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("<w:", "<ns0:")
        .replace("</w:", "</ns0:")
        .replace("xmlns:w=", "xmlns:ns0=")
        .replace(" w:", " ns0:")
        .replace('encoding="UTF-8"', 'encoding="UTF-16"')
    )
    assert texts(read(word(more={"word/document.xml": strict.encode("utf-16")}))) == ["Headline", "It sails."]


def test_it_is_recognised_whatever_it_is_called_and_however_it_is_sent():
    data = word(para("Headline", "Title"), para("It sails."))
    assert is_docx(data)
    for form, kind in (
        (None, None),
        (None, "application/zip"),
        (None, "application/octet-stream"),
        ("docx", None),
        ("text", "text/plain"),
    ):
        assert read(data, format=form, content_type=kind).headline == "Headline"


def test_what_is_no_word_document_is_refused_as_one():
    for data in (b"", b"Some text", b"PK\x05\x06" + bytes(18)):
        with pytest.raises(InvalidInputError) as caught:
            read_all(data, format="docx")
        assert caught.value.details["reason"] == "docx-broken"


_REASONS = {
    "zip bomb": "docx-too-large",
    "zip bomb that hides its size": "docx-broken",
    "many entries": "docx-too-many-parts",
    "entities in the body": "xml-entities",
    "an external entity in the body": "xml-entities",
    "entities in the styles": "xml-entities",
    "entities in the properties": "xml-entities",
    "entities in the relationships": "xml-entities",
    "tables within tables": "docx-too-deep",
    "elements within elements": "docx-too-deep",
    "fields within fields": "docx-too-deep",
    "empty paragraphs": "docx-too-many-parts",
    "too long a text": "too-many-chars",
    "a document with a password": "docx-encrypted",
    "an encrypted Word file": "docx-encrypted",
    "a spreadsheet": "unread-format",
    "an OpenDocument text": "unread-format",
    "an old Word file": "unread-format",
    "not XML": "docx-broken",
    "another root": "docx-broken",
    "an empty document": "docx-broken",
}


@pytest.mark.parametrize("name", _REASONS)
def test_a_hostile_document_is_refused_with_its_reason(name: str):
    with pytest.raises(InvalidInputError) as caught:
        read_all(HOSTILE[name]())
    assert caught.value.details["reason"] == _REASONS[name]


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - set(_REASONS)))
def test_any_other_hostile_document_is_an_article_or_a_sentence(name: str):
    try:
        (received,) = read_all(HOSTILE[name]())
    except (InputTooLargeError, UnsupportedFormatError) as error:
        assert error.message  # noqa: PT017 - either outcome is right
    else:
        assert received.article.blocks


@given(st.lists(prose, min_size=1, max_size=6))
@settings(max_examples=25)
def test_no_word_of_a_document_is_lost(lines: Sequence[str]):
    article = read(word(para("A headline", "Title"), *[para(run(line)) for line in lines]))
    assert "".join("".join(texts(article)).split()) == "".join("".join(["A headline", *lines]).split())


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_document_is_an_article_or_a_sentence(data: st.DataObject):
    whole = bytearray(word(para("Headline", "Title"), para(run("It ") + run("sails", "b")), table(("a", "b"))))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for sent in (bytes(whole), bytes(whole[:cut])):
        try:
            received = read_all(sent, format="docx")
        except InvalidInputError as error:
            assert error.message  # noqa: PT017
        else:
            assert received


@given(st.lists(st.sampled_from(["<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>x", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tc>", "</w:tc>", "<w:pPr>", "</w:pPr>", '<w:numId w:val="1"/>', '<w:gridSpan w:val="x"/>', '<w:sym w:char="zz"/>', '<w:br w:type="odd"/>', "<w:vMerge/>", "<w:tr>", "</w:tr>"]), max_size=12))  # fmt: skip
@settings(max_examples=60)
def test_elements_in_any_order_are_an_article_or_a_sentence(pieces: list[str]):
    try:
        read_all(word(para("Headline", "Title"), *pieces, para("It sails.")))
    except InvalidInputError as error:
        assert error.message  # noqa: PT017


def test_what_is_read_is_not_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    read(word(para("Headline", "Title"), para("It sails."), more={"../out.txt": "x"}))
    assert list(tmp_path.iterdir()) == []
