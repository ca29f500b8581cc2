"""Single lines of news pages: credits, bylines, datelines, sign-offs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localize.article import Article, Role
from localize.intake import credit_lines, page_phrases, patterns
from localize.intake.sniff import read


def html(source: str) -> Article:
    return read(source.encode(), format="html")


def figure(*captions: str) -> list[tuple[str, str]]:
    inside = "".join(f"<figcaption>{caption}</figcaption>" for caption in captions)
    article = html(f"<h1>Ferry</h1><p>One said so.</p><figure><img src=/i.jpg>{inside}</figure>")
    return [(b.role.value, b.text.plain) for b in article.blocks if b.role in {Role.CAPTION, Role.CREDIT}]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Photo: Jane Doe/AP", "Jane Doe/AP"),
        ("© Jane Doe / Reuters", "Jane Doe / Reuters"),
        ("Getty Images", "Getty Images"),
        ("(AP Photo/Jane Doe)", "AP Photo/Jane Doe"),
        ("Credit: Jane Doe", "Jane Doe"),
        ("Image source, Getty Images", "Getty Images"),
        ("Image copyright Reuters", "Reuters"),
        ("Jane Doe | Associated Press", "Jane Doe | Associated Press"),
        ("REUTERS/Jane Doe", "REUTERS/Jane Doe"),
        ("Jane Doe/AFP via Getty Images", "Jane Doe/AFP"),
        ("Photograph: Jane Doe/Coast Pictures", "Jane Doe/Coast Pictures"),
    ],
)
def test_credits_are_known_in_their_forms(line: str, names: str):
    assert figure(line) == [("credit", line)]
    found = credit_lines.credit(line, in_figure=True)
    assert found is not None
    assert (found[0], found[1]["names"]) == (0, names)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The ferry leaves. (AP Photo/Jane Doe)", "The ferry leaves.", "(AP Photo/Jane Doe)"),
        ("The ferry leaves. REUTERS/Jane Doe", "The ferry leaves.", "REUTERS/Jane Doe"),
        ("The ferry leaves. Jane Doe / Reuters file", "The ferry leaves.", "Jane Doe / Reuters file"),
        ("The ferry leaves (Reuters)", "The ferry leaves", "(Reuters)"),
        ("The ferry leaves.<span>Photo: Jane Doe</span>", "The ferry leaves.", "Photo: Jane Doe"),
    ],
)
def test_a_credit_at_the_end_of_a_caption_is_cut_off(line: str, caption: str, credit: str):
    assert figure(line) == [("caption", caption), ("credit", credit)]


@pytest.mark.parametrize(
    "line",
    [
        "The ferry on March 2, 2026.",
        "Passengers of the ferry, with bags",
        "Playing children on the quay",
        "A view from Getty",
    ],
)
def test_captions_stay_captions(line: str):
    assert figure(line) == [("caption", line)]


def test_a_figure_may_have_several_captions():
    assert figure("Image source, Reuters", "Image caption, The ferry leaves") == [
        ("credit", "Image source, Reuters"),
        ("caption", "The ferry leaves"),
    ]


def test_words_of_a_player_are_no_caption():
    assert figure("Media playback is unsupported on your device", "Media caption The ferry leaves") == [
        ("caption", "The ferry leaves")
    ]


def test_agencies_in_running_text_are_no_credits():
    article = html("<h1>Ferry</h1><p>One said so.</p><p>Getty Images</p><p>(Graphic: Who voted how - here)</p>")
    assert [b.role.value for b in article.blocks] == ["headline", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("By Jane Doe", 11),
        ("By Jane Doe and Piet de Vries, Correspondent", 44),
        ("By Jane Doe, health correspondent, in Kyiv", 42),
        ("by Jane Doe — November 18, 2026", 11),
        ("By Jane Doe March 18 at 3:57 PM Follow @janedoe", 11),
        ("By Jane Doe | Published 3 March 2026", 11),
        ("By the time the ferry left, all had gone.", 0),
        ("By and by the ferry left", 0),
    ],
)
def test_bylines_end_with_their_names(line: str, end: int):
    assert patterns.byline_end(line) == end


@pytest.mark.parametrize(
    ("line", "data"),
    [
        ("KYIV, Feb 18 (Reuters) -", {"place": "KYIV", "date": "--02-18", "agency": "Reuters", "dash": "-"}),
        ("LONDON (AP) —", {"place": "LONDON", "agency": "AP", "dash": "—"}),
        ("Berlin —", {"place": "Berlin", "dash": "—"}),
        ("PARIS, 3 March 2026 (AFP) –", {"place": "PARIS", "date": "2026-03-03", "agency": "AFP", "dash": "–"}),
        ("DAMASCUS, Syria (AP) —", {"place": "DAMASCUS, Syria", "agency": "AP", "dash": "—"}),
        ("Berlin, Feb. 29 (dpa)", {"place": "Berlin", "date": "--02-29", "agency": "dpa"}),
        ("GENEVA, Feb 31 (Reuters) —", {"place": "GENEVA", "agency": "Reuters", "dash": "—"}),
    ],
)
def test_datelines_say_place_day_agency_and_dash(line: str, data: dict[str, str]):
    assert patterns.dateline_data(line) == data
    article = html(f"<h1>Ferry</h1><p>{line} {'' if 'dash' in data else '— '}The council voted on Tuesday.</p>")
    assert [b.role.value for b in article.blocks] == ["headline", "dateline", "paragraph"]
    assert article.blocks[1].data == data | {"dash": data.get("dash", "—")}


@pytest.mark.parametrize(
    "line",
    [
        "Nobody — not even he — knew.",
        "Update — The council voted.",
        "Harbour Town - where the ferry lands - is small.",
        "The ferry (Video)",
        "Critics — Some of them said so — were many.",
    ],
)
def test_other_beginnings_are_no_datelines(line: str):
    article = html(f"<h1>Ferry</h1><p>{line}</p>")
    assert (article.blocks[1].role, article.blocks[1].text.plain) == (Role.PARAGRAPH, line)


def test_a_headline_with_brackets_is_no_dateline():
    assert read(b"Ferry Stays (Video)\n\nThe council voted.", format="text").headline == "Ferry Stays (Video)"


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jane Doe; editing by Piet de Vries",
        "(Reporting by Jane Doe in Kyiv; Additional reporting by Piet de Vries; Editing by Ann Roe)",
        "Editing by Ann Roe",
        "Jane Doe contributed to this report.",
        "— With files from Jane Doe",
    ],
)
def test_who_made_a_story_is_a_notice(line: str):
    last = html(f"<h1>Ferry</h1><p>The council voted.</p><p>{line}</p>").blocks[-1]
    assert (last.role, last.data) == (Role.NOTICE, {"kind": "sign-off"})
    last = read(f"Ferry Stays\n\nThe council voted.\n\n{line}".encode(), format="text").blocks[-1]
    assert last.role is Role.NOTICE


def test_inline_teasers_are_known_by_their_phrase():
    source = "<h1>Ferry</h1><p>One said so.</p><p><b>Read more:</b> <a href=/x>Another story</a></p><p>Two said so.</p>"
    assert [b.role.value for b in html(source).blocks] == ["headline", "paragraph", "teaser_title", "paragraph"]


@given(st.text(st.sampled_from(" .,—-()/:©“\"'\nABYbyJanePhotoReutersFb18ImagecaptionReportingby"), max_size=3_000))
def test_no_line_costs_or_breaks_anything(line: str):
    for test in (patterns.dateline_data, patterns.byline_end, patterns.is_sign_off, credit_lines.caption_start):
        test(line)
    for test in (
        page_phrases.is_promotion,
        page_phrases.is_list_heading,
        page_phrases.is_player_text,
        page_phrases.is_age,
    ):
        test(line)
    found = credit_lines.credit(line, in_figure=True)
    assert found is None or 0 <= found[0] < len(line)
