"""Other engines beside a segment, as the editor's side shows them: what they say, what asking costs, why not now."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from flask_babel import gettext, ngettext

from localize.locales import format_number
from localize.services.engine_texts import EngineText, Known
from localize.services.engine_versions import EngineOffer, EngineOffers
from web.presenters import when, words

Local = Callable[[datetime], datetime]


def engines_json(offers: EngineOffers, *, local: Local, now: datetime) -> dict[str, Any]:
    """``{engines, note, asking}``. ``note``: why nobody can be asked; ``asking``: an answer may still come.

    Each engine is ``{engine, name, known, text, from, notes, ask, said}``: with ``text`` it has a version; ``ask`` is
    the label of the button that asks it; ``said`` is a sentence about what is under way or went wrong.
    """
    return {
        "engines": [_engine(offer, local, now) for offer in offers.offers],
        "note": words.blocked_sentence(offers.lacks, None) if offers.lacks else "",
        "asking": any(offer.asked_by for offer in offers.offers),
    }


def _engine(offer: EngineOffer, local: Local, now: datetime) -> dict[str, Any]:
    name, version = words.engine_name(offer.engine), offer.version
    return {
        "engine": offer.engine,
        "name": _first(name),
        "known": version.known.value if version else None,
        "text": version.text.dumps() if version else None,
        "from": _from(version, local, now) if version else "",
        "notes": list(_notes(version)) if version else [],
        "ask": _ask(name, offer.chars) if offer.chars else "",
        "asking": bool(offer.asked_by),
        "said": _said(offer, local, now),
    }


def _ask(name: str, chars: int) -> str:
    return ngettext(
        "Ask %(engine)s (%(chars)s character)",
        "Ask %(engine)s (%(chars)s characters)",
        chars,
        engine=name,
        chars=format_number(chars, when.ui_locale()),
    )


def _from(version: EngineText, local: Local, now: datetime) -> str:
    if version.known is Known.DRAFT:
        return gettext("The machine draft of this segment")
    at = when.at(local(version.at), local(now)) if version.at else ""
    if version.known is Known.ASKED:
        return gettext("Asked for by %(name)s, %(time)s", name=version.by, time=at)
    return gettext("Kept answer to the same sentence, %(time)s", time=at)


def _notes(version: EngineText) -> Iterator[str]:
    """What to look at, a sentence each."""
    if version.unplaced:
        yield gettext("Inline codes found no place and stand at the end: they are to be placed.")
    for text in version.displaced:
        yield gettext("“%(text)s” found no place and stands at the end.", text=text)


def _said(offer: EngineOffer, local: Local, now: datetime) -> str:
    name = words.engine_name(offer.engine)
    if offer.asked_by:
        return gettext("%(engine)s is being asked…", engine=_first(name))
    if offer.missing:
        return gettext("%(engine)s is not set up.", engine=_first(name))
    if offer.rest is not None and offer.rest.until is not None:
        time = when.at(local(offer.rest.until), local(now))
        reason = words.engine_reason(offer.rest.reason)
        return gettext("%(engine)s rests until %(time)s: %(reason)s.", engine=_first(name), time=time, reason=reason)
    return _failed(name, offer) if offer.failure else ""


def _failed(name: str, offer: EngineOffer) -> str:
    failure = offer.failure
    params = failure.get("params", {})
    match failure.get("reason"):
        case "budget" if "needed" in params:
            return gettext(
                "The sentence needs %(needed)s characters; %(left)s are left of the day’s budget.",
                needed=format_number(params["needed"], when.ui_locale()),
                left=format_number(params["left"], when.ui_locale()),
            )
        case "confidential":
            return gettext("The article is confidential: its text does not go to %(engine)s.", engine=name)
        case "late":
            return gettext("%(engine)s gave no answer within a minute.", engine=_first(name))
        case "gone":
            return gettext("%(engine)s is not asked for this language any more.", engine=_first(name))
    return f"{_first(name)} {words.engine_said(failure)}."


def _first(name: str) -> str:
    return name[:1].upper() + name[1:]
