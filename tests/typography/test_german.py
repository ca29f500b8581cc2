"""German drafts as a German editor would set them, and what Swiss, English and French ones differ in."""

import pytest

from localize.typography.marks import Frame
from tests.typography.cases import Case, put

QUOTES: list[Case] = [
    ("", '"Wir bleiben", sagte sie.', "„Wir bleiben“, sagte sie."),
    ("", "“Wir bleiben”, sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "»Wir bleiben«, sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "«Wir bleiben», sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "„Wir bleiben”, sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", '„Wir bleiben", sagte sie.', "„Wir bleiben“, sagte sie."),
    ("", "'Wir bleiben', sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "‚Wir bleiben‘, sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "„Wir bleiben“, sagte sie.", "„Wir bleiben“, sagte sie."),
    ("", "\"Er sagte 'nein' und ging\", schrieb sie.", "„Er sagte ‚nein‘ und ging“, schrieb sie."),
    ("", '"Er sagte "nein" und ging", schrieb sie.', "„Er sagte ‚nein‘ und ging“, schrieb sie."),
    ("", "“Er sagte ‘nein’ und ging”, schrieb sie.", "„Er sagte ‚nein‘ und ging“, schrieb sie."),
    ("", "„Er sagte „nein“ und ging“, schrieb sie.", "„Er sagte ‚nein‘ und ging“, schrieb sie."),
    ("", 'Das Blatt "Morgen" und der Film "Ufer".', "Das Blatt „Morgen“ und der Film „Ufer“."),
    ("", 'Sie fragte: "Warum?"', "Sie fragte: „Warum?“"),
    ("", 'Die Schau ("Ufer") läuft.', "Die Schau („Ufer“) läuft."),
    ("", 'Die "Ufer"-Schau läuft.', "Die „Ufer“-Schau läuft."),
    ("", '"..." und Stille', "„…“ und Stille"),
    ("", '<1>"Ufer"</1> läuft.', "<1>„Ufer“</1> läuft."),
    ("", '"<1>Ufer</1>" läuft.', "„<1>Ufer</1>“ läuft."),
    ("", 'Sie sah "Ufer", "Meer" und "Wald".', "Sie sah „Ufer“, „Meer“ und „Wald“."),
    ("", 'Die »Gute« und „Schöne".', "Die „Gute“ und „Schöne“."),
]

APOSTROPHES: list[Case] = [
    ("", "Wie geht's?", "Wie geht’s?"),
    ("", "Hans' Auto", "Hans’ Auto"),
    ("", '"Hans\' Auto" fährt.', "„Hans’ Auto“ fährt."),
    ("", "O'Neill und McDonald's", "O’Neill und McDonald’s"),
    ("", "Jeanne d'Arc", "Jeanne d’Arc"),
    ("", "Jeanne d’Arc", "Jeanne d’Arc"),
    ("", "Er ist 5'10\" groß.", "Er ist 5'10\" groß."),
    ("", 'Ein 27"-Bildschirm', 'Ein 27"-Bildschirm'),
    ("", "Hans' 'Auto' fährt.", "Hans' 'Auto' fährt."),
    ("", "Rock 'n' Roll", "Rock 'n' Roll"),
]

DASHES: list[Case] = [
    ("", "Sie ging - und blieb.", "Sie ging – und blieb."),
    ("", "Sie ging — und blieb.", "Sie ging – und blieb."),
    ("", "Sie ging – und blieb.", "Sie ging – und blieb."),
    ("", "Sie ging -- und blieb.", "Sie ging – und blieb."),
    ("", "Sie ging—und blieb.", "Sie ging – und blieb."),
    ("", '"Nein" - so sie.', "„Nein“ – so sie."),
    ("", "Ein- und Ausgang", "Ein- und Ausgang"),
    ("", "Nord-Süd-Achse", "Nord-Süd-Achse"),
    ("", "Haupt- bzw. Neben-Eingang", "Haupt- bzw. Neben-Eingang"),
    ("5-10 percent", "5-10 Prozent", "5–10~Prozent"),
    ("5–10 people", "5 - 10 Leute", "5–10 Leute"),
    ("1990-2000", "1990-2000", "1990–2000"),
    ("a 3-2 win", "ein 3-2-Sieg", "ein 3-2-Sieg"),
    ("Covid-19", "Covid-19", "Covid-19"),
    ("555-1234", "Tel. 555-1234", "Tel. 555-1234"),
]

NUMBERS: list[Case] = [
    ("61,000 seats", "61,000 Plätze", "61.000 Plätze"),
    ("8,000 books", "8,000 Bücher", "8000 Bücher"),
    ("1,234.5 points", "1,234.5 Punkte", "1.234,5 Punkte"),
    ("$2.8 billion", "2.8 Mrd. Dollar", "2,8~Mrd. Dollar"),
    ("$2.8 billion", "2.8 Milliarden Dollar", "2,8~Milliarden Dollar"),
    ("3.5 percent", "3.5 Prozent", "3,5~Prozent"),
    ("3.5%", "3.5%", "3,5~%"),
    ("version 2.8", "Version 2.8", "Version 2.8"),
    ("Windows 8.1", "Windows 8.1", "Windows 8.1"),
    ("at 5.30 p.m.", "um 5.30 Uhr", "um 5.30~Uhr"),
    ("Chapter 3.2", "Kapitel 3.2", "Kapitel 3.2"),
    ("on 3.10.2026", "am 3.10.2026", "am 3.10.2026"),
    ("1.234 meters and 1,234 people", "1,234 Meter", "1,234 Meter"),
    ("61,000 seats", "„61,000 Plätze“", "„61,000 Plätze“"),
]

SPACES: list[Case] = [
    ("", "Rund 5 % mehr", "Rund 5~% mehr"),
    ("", "Rund 5% mehr", "Rund 5~% mehr"),
    ("", "Eine 5%-Hürde", "Eine 5%-Hürde"),
    ("", "2,8 Mrd. Euro", "2,8~Mrd. Euro"),
    ("", "300 km und 5 kg", "300~km und 5~kg"),
    ("", "Um 8 Uhr", "Um 8~Uhr"),
    ("", "20 € und 5 $", "20~€ und 5~$"),
    ("", "Nach § 5 Abs. 2", "Nach §~5 Abs.~2"),
    ("", "z. B. hier, d. h. dort, u. a. da", "z.~B. hier, d.~h. dort, u.~a. da"),
    ("", "Nr. 5 auf S. 12", "Nr.~5 auf S.~12"),
    ("", "J. S. Bach und K. Weill", "J.~S.~Bach und K.~Weill"),
    ("", "Dr. Weber", "Dr.~Weber"),
    ("", "Am 17. Februar 2026", "Am 17.~Februar 2026"),
    ("", "In 3 Tagen in der Stadt", "In 3 Tagen in der Stadt"),
]

DATES: list[Case] = [
    ("Feb. 17, 2026", "Foto vom Feb. 17, 2026", "Foto vom 17.~Februar 2026"),
    ("February 17", "am February 17", "am 17.~Februar"),
    ("17 March 2026", "am 17 March 2026", "am 17.~März 2026"),
    ("12/24/2026", "am 12/24/2026", "am 24.~Dezember 2026"),
    ("April 5", "am 5 April", "am 5.~April"),
    ("Feb. 17", "am Feb. 18", "am Feb. 18"),
    ("Feb. 17", "„am Feb. 17“", "„am Feb. 17“"),
]

STAYS: list[Case] = [
    ("", '"Wir bleiben, sagte sie.', '"Wir bleiben, sagte sie.'),
    ("", 'Eine" Falle " für alle', 'Eine" Falle " für alle'),
    ("", 'Brendan Rodgers" Seite und "Tor".', 'Brendan Rodgers" Seite und "Tor".'),
    ("", "‘Wir bleiben", "‘Wir bleiben"),
    ("", "https://news.example/a--b 'x'", "https://news.example/a--b „x“"),
    ("", "file_name und a.b@news.example", "file_name und a.b@news.example"),
]


@pytest.mark.parametrize(
    ("source", "engine", "wanted"), QUOTES + APOSTROPHES + DASHES + NUMBERS + SPACES + DATES + STAYS
)
def test_a_draft_is_set_as_a_german_editor_would_set_it(source: str, engine: str, wanted: str):
    assert put(engine, "de", source) == wanted


@pytest.mark.parametrize(
    ("frame", "engine", "wanted"),
    [
        (Frame(0, 1), '"Wir gingen.', "„Wir gingen."),
        (Frame(1, 0), 'Es war spät", sagte er.', "Es war spät“, sagte er."),
        (Frame(1, 1), "Sie sah 'Licht'.", "Sie sah ‚Licht‘."),
    ],
)
def test_a_quotation_that_spans_sentences_is_understood_from_the_source(frame: Frame, engine: str, wanted: str):
    assert put(engine, "de", frame=frame) == wanted


@pytest.mark.parametrize(
    ("locale", "engine", "wanted"),
    [
        ("de-CH", "\"Er sagte 'nein'\", schrieb sie.", "«Er sagte ‹nein›», schrieb sie."),
        ("de-AT", '"Nein", sagte er.', "„Nein“, sagte er."),
        ("en", "\"He said 'no',\" she wrote.", "“He said ‘no’,” she wrote."),
        ("en-GB", "'He said \"no\",' she wrote - and didn't.", "‘He said “no”,’ she wrote - and didn’t."),
        ("fr", '"Non", dit-il !', "«~Non~», dit-il~!"),
        ("uk", '"Ні", - сказав він, м\'який.', "«Ні»,~— сказав він, м’який."),
        ("pl", '"Nie" - powiedział.', "„Nie”~– powiedział."),
        ("es", '"No", dijo.', "«No», dijo."),
        ("it", '"No", disse - e basta.', "«No», disse – e basta."),
        ("ja", '"No" - 5 %', '"No" - 5 %'),
        ("xx", '"No" - 5 %', '"No" - 5 %'),
    ],
)
def test_other_languages_have_their_own_marks_and_unknown_ones_none(locale: str, engine: str, wanted: str):
    assert put(engine, locale) == wanted
