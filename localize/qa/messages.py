"""English message templates, one for each finding code, with the finding's params by name.

``N_`` marks them for the extractor of the interface's catalogue; translating and filling in is the interface's work:
``gettext(MESSAGES[message_key(finding)]).format_map(dict(finding.params))``. ``DETAILS`` has a second line for the
codes that need one. ``FAMILIES`` names the groups of checks.
"""

from collections.abc import Mapping
from types import MappingProxyType

from localize.qa.finding import Finding


def N_(message: str) -> str:  # noqa: N802 - the name that extractors of gettext look for
    """Mark a message for extraction and hand it back unchanged."""
    return message


MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "empty": N_("No text"),
        "length": N_("Too long by {over}: {length} characters, {limit} allowed"),
        "untranslated": N_("Not translated"),
        "code_missing": N_("Code {id} is missing"),
        "code_missing:link": N_("Link {id} is missing"),
        "code_missing:emphasis": N_("Emphasis {id} is missing"),
        "code_missing:strong": N_("Strong text {id} is missing"),
        "code_missing:break": N_("Line break {id} is missing"),
        "code_missing:image": N_("Image {id} is missing"),
        "code_added": N_("Code {id} is not in the source"),
        "code_doubled": N_("Code {id} stands {count} times"),
        "code_doubled:link": N_("Link {id} stands {count} times"),
        "code_half": N_("Code {id} is not complete"),
        "code_half:link": N_("Link {id} is not complete"),
        "code_order": N_("Code {id} ends before it begins"),
        "code_order:link": N_("Link {id} ends before it begins"),
        "code_crossing": N_("Codes {id} and {other} cross"),
        "code_blank": N_("Code {id} holds no text"),
        "code_blank:link": N_("Link {id} holds no text"),
        "number_differs": N_("Number differs"),
        "number_doubtful": N_("Number may differ"),
        "number_missing": N_("Number is missing"),
        "number_added": N_("Number is not in the source"),
        "number_misread": N_("Number reads differently here"),
        "number_format": N_("Number in foreign form"),
        "end_differs": N_("Sentence ends differently"),
        "end_missing": N_("No punctuation at the end"),
        "end_added": N_("Punctuation at the end is not in the source"),
        "end_headline": N_("Headline ends with a full stop"),
        "address_changed": N_("Address differs"),
        "address_missing": N_("Address is missing"),
        "address_added": N_("Address is not in the source"),
        "locked_missing": N_("Protected text is missing"),
        "locked_missing:credit": N_("Credit is missing or not to the letter"),
        "locked_missing:file": N_("File name is missing"),
        "locked_missing:ticker": N_("Ticker is missing"),
        "locked_changed": N_("Protected text differs"),
        "locked_changed:code": N_("Code differs"),
        "locked_changed:credit": N_("Credit differs"),
        "locked_changed:file": N_("File name differs"),
        "locked_changed:ticker": N_("Ticker differs"),
        "locked_displaced": N_("Protected text was put at the end"),
        "name_missing": N_("Name is missing"),
        "name_missing:agency": N_("Agency is missing"),
        "name_missing:hashtag": N_("Hashtag is missing"),
        "name_absent": N_("Name is missing in the house form"),
        "name_differs": N_("Name differs from the house form"),
        "doubled_word": N_("Word stands twice"),
        "double_space": N_("Two spaces"),
        "term_missing": N_("Term is missing"),
        "term_forbidden": N_("Term is not to be used"),
        "term_changed": N_("Term must stay as it is"),
    }
)

DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "untranslated": N_("The text is the same as the source."),
        "number_misread": N_("“{target}” is another number in this language; the source has {source}."),
        "number_format": N_("This language writes {fix}."),
        "locked_displaced": N_("The engine lost “{source}”: move it to its words."),
        "name_absent": N_("“{source}” is {target} here."),
        "name_differs": N_("“{source}” is {target} here, not {written}."),
        "doubled_word": N_("“{word}”"),
        "term_missing": N_("For “{source}” the house says: {expected}"),
        "term_forbidden": N_("“{target}” is out of use. For “{source}” the house says: {expected}"),
        "term_changed": N_("The house writes “{expected}” in every language."),
    }
)

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "empty": N_("empty"),
        "untranslated": N_("untranslated"),
        "codes": N_("codes"),
        "digits": N_("numbers"),
        "punctuation": N_("punctuation"),
        "addresses": N_("addresses"),
        "protected": N_("protected text"),
        "names": N_("names"),
        "slips": N_("slips of the keyboard"),
        "terms": N_("terms"),
        "length": N_("length"),
    }
)


def message_key(finding: Finding) -> str:
    """Key in ``MESSAGES``: the code, told apart by kind of inline code where the sentence differs."""
    special = f"{finding.code}:{dict(finding.params).get('kind', '')}"
    return special if special in MESSAGES else finding.code
