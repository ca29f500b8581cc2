"""Lines that an edition's data makes, below the text: whose article it was and how it was translated."""

from localize.article import CodeKind
from localize.locales import format_list, language_name
from localize.release.parts import Parts, safe_url
from localize.release.phrases import Phrases
from localize.release.values import ReleaseInput


def disclosure(edition: ReleaseInput, phrases: Phrases) -> str | None:
    """Who and what translated: one sentence or two. ``None`` for the original, or when nobody can be named."""
    if edition.is_source:
        return None
    provenance = edition.provenance
    people = provenance.editors
    # English has a sentence of its own: other languages come as a name that no sentence has to inflect.
    english = edition.source_locale.split("-", maxsplit=1)[0] == "en"
    origin = "Translated from English" if english else "Translated from {language}"
    params = {
        "names": format_list(people, edition.locale),
        "language": language_name(edition.source_locale, edition.locale),
    }
    if provenance.machine_assisted and people:
        msgid = f"{origin} with machine translation, edited by {{names}}."
        return phrases.plural(msgid, msgid, len(people), **params)
    if provenance.machine_assisted:
        return phrases.text(f"{origin} with machine translation.", **params)
    return phrases.text(f"{origin} by {{names}}.", **params) if people else None


def source_line(edition: ReleaseInput, parts: Parts) -> tuple[str, str | None] | None:
    """Name and address of the source, when no notice on the page has said them already."""
    url = safe_url(edition.source_url)
    linked = any(code.kind is CodeKind.LINK for block in parts.notices for code in block.codes)
    named = any(edition.source_name and edition.source_name in parts.texts[b.key].plain for b in parts.notices)
    if not edition.source_name or linked or (named and url is None):
        return None
    return edition.source_name, url
