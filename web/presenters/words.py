"""Words of the interface for the domain's values: states, roles, origins, actions, conditions, reasons of a blockade.

One place, so that a thing has one name on every page and in every language. Sentences about findings are in
``finding_cards``; times are in ``when``.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from flask_babel import get_locale, gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from localize.article import Handling, Role
from localize.edition import EditionState, Lane, Origin, OriginKind, TargetState
from localize.errors import GateError, LocalizeError, TransitionError
from localize.locales import format_number, language_name
from localize.risk import Risk
from localize.services.desk import EditionSummary
from localize.services.review import Condition
from localize.workflow import TRANSITIONS, Action, UserRole

_STATES: Mapping[EditionState, LazyString] = MappingProxyType(
    {
        EditionState.QUEUED: lazy_gettext("Queued"),
        EditionState.TRANSLATING: lazy_gettext("Translating"),
        EditionState.BLOCKED: lazy_gettext("Blocked"),
        EditionState.DRAFTED: lazy_gettext("Drafted"),
        EditionState.IN_REVIEW: lazy_gettext("In review"),
        EditionState.SUBMITTED: lazy_gettext("Submitted"),
        EditionState.APPROVED: lazy_gettext("Approved"),
        EditionState.PUBLISHED: lazy_gettext("Published"),
        EditionState.WITHDRAWN: lazy_gettext("Withdrawn"),
    }
)

_STATES_EXPLAINED: Mapping[EditionState, LazyString] = MappingProxyType(
    {
        EditionState.QUEUED: lazy_gettext("Waits for a worker to draft it."),
        EditionState.TRANSLATING: lazy_gettext(
            "A worker is drafting it; catalogue and memory first, then the engines."
        ),
        EditionState.BLOCKED: lazy_gettext(
            "There is no machine draft. The reason stands beside it, and when it is tried again."
        ),
        EditionState.DRAFTED: lazy_gettext("Every segment has a draft. Nobody has taken it yet."),
        EditionState.IN_REVIEW: lazy_gettext("Somebody works on it, or gave it back and it is free."),
        EditionState.SUBMITTED: lazy_gettext("Waits for an editor to approve or return it."),
        EditionState.APPROVED: lazy_gettext("May be published. Readers do not have it yet."),
        EditionState.PUBLISHED: lazy_gettext("Readers have it."),
        EditionState.WITHDRAWN: lazy_gettext("Was published and is taken back everywhere."),
    }
)

_TARGET_STATES: Mapping[TargetState, LazyString] = MappingProxyType(
    {
        TargetState.INITIAL: lazy_gettext("Initial, empty"),
        TargetState.TRANSLATED: lazy_gettext("Translated"),
        TargetState.REVIEWED: lazy_gettext("Reviewed"),
        TargetState.FINAL: lazy_gettext("Final"),
    }
)

_TARGET_STATES_EXPLAINED: Mapping[TargetState, LazyString] = MappingProxyType(
    {
        TargetState.INITIAL: lazy_gettext("No text yet."),
        TargetState.TRANSLATED: lazy_gettext("A draft that nobody has confirmed."),
        TargetState.REVIEWED: lazy_gettext("Confirmed by a person."),
        TargetState.FINAL: lazy_gettext(
            "Confirmed, and approved with its edition; or filled from the catalogue or by rule."
        ),
    }
)

_ROLES: Mapping[Role, LazyString] = MappingProxyType(
    {
        Role.HEADLINE: lazy_gettext("Headline"),
        Role.STANDFIRST: lazy_gettext("Standfirst"),
        Role.BYLINE: lazy_gettext("Byline"),
        Role.DATELINE: lazy_gettext("Dateline"),
        Role.READING_TIME: lazy_gettext("Reading time"),
        Role.PICTURE: lazy_gettext("Picture"),
        Role.ALT_TEXT: lazy_gettext("Alt text"),
        Role.CAPTION: lazy_gettext("Caption"),
        Role.CREDIT: lazy_gettext("Credit"),
        Role.SUBHEAD: lazy_gettext("Subhead"),
        Role.PARAGRAPH: lazy_gettext("Paragraph"),
        Role.QUOTATION: lazy_gettext("Quotation"),
        Role.LIST_ITEM: lazy_gettext("List item"),
        Role.TABLE_CELL: lazy_gettext("Table cell"),
        Role.PREFORMATTED: lazy_gettext("Preformatted"),
        Role.EMBED: lazy_gettext("Embed"),
        Role.NOTICE: lazy_gettext("Notice"),
        Role.SOURCE_LINK: lazy_gettext("Source link"),
        Role.TEASER_HEADING: lazy_gettext("Teaser heading"),
        Role.TEASER_ALT: lazy_gettext("Teaser alt text"),
        Role.TEASER_TITLE: lazy_gettext("Teaser"),
        Role.TEASER_SUMMARY: lazy_gettext("Teaser text"),
        Role.EDITION_DATE: lazy_gettext("Edition date"),
        Role.NAVIGATION: lazy_gettext("Navigation"),
        Role.LANGUAGE_SWITCH: lazy_gettext("Language switch"),
    }
)

_HANDLING: Mapping[Handling, LazyString | None] = MappingProxyType(
    {
        Handling.TRANSLATE: None,
        Handling.CATALOGUE: lazy_gettext("from the catalogue"),
        Handling.RULE: lazy_gettext("by rule"),
        Handling.PROTECT: lazy_gettext("kept as it is"),
        Handling.OMIT: lazy_gettext("left out"),
    }
)

_ACTIONS: Mapping[Action, LazyString] = MappingProxyType(
    {
        Action.START: lazy_gettext("Start"),
        Action.DRAFT: lazy_gettext("Draft"),
        Action.BLOCK: lazy_gettext("Block"),
        Action.RETRY: lazy_gettext("Try now"),
        Action.CANCEL: lazy_gettext("Stop the draft"),
        Action.TAKE: lazy_gettext("Take"),
        Action.ASSIGN: lazy_gettext("Assign"),
        Action.RELEASE: lazy_gettext("Give back"),
        Action.SUBMIT: lazy_gettext("Submit for approval"),
        Action.RETURN: lazy_gettext("Return with a reason"),
        Action.APPROVE: lazy_gettext("Approve"),
        Action.PUBLISH: lazy_gettext("Publish"),
        Action.REOPEN: lazy_gettext("Reopen"),
        Action.WITHDRAW: lazy_gettext("Withdraw"),
        Action.SPLIT: lazy_gettext("Split"),
        Action.JOIN: lazy_gettext("Join with next"),
        Action.DROP_BLOCK: lazy_gettext("Leave the block out"),
        Action.PUT_BACK: lazy_gettext("Put back"),
        Action.ADD_BLOCK: lazy_gettext("Add a block"),
        Action.MOVE_BLOCK: lazy_gettext("Move"),
    }
)

_EVENTS: Mapping[Action, LazyString] = MappingProxyType(
    {
        Action.START: lazy_gettext("A worker began to draft"),
        Action.DRAFT: lazy_gettext("Drafted"),
        Action.BLOCK: lazy_gettext("Blocked"),
        Action.RETRY: lazy_gettext("Back in the queue, by %(name)s"),
        Action.CANCEL: lazy_gettext("Draft stopped by %(name)s"),
        Action.TAKE: lazy_gettext("Taken by %(name)s"),
        Action.ASSIGN: lazy_gettext("Assigned by %(name)s"),
        Action.RELEASE: lazy_gettext("Given back by %(name)s"),
        Action.SUBMIT: lazy_gettext("Submitted by %(name)s"),
        Action.RETURN: lazy_gettext("Returned by %(name)s"),
        Action.APPROVE: lazy_gettext("Approved by %(name)s"),
        Action.PUBLISH: lazy_gettext("Published by %(name)s"),
        Action.REOPEN: lazy_gettext("Reopened by %(name)s"),
        Action.WITHDRAW: lazy_gettext("Withdrawn by %(name)s"),
        Action.SPLIT: lazy_gettext("Segment split by %(name)s"),
        Action.JOIN: lazy_gettext("Segments joined by %(name)s"),
        Action.DROP_BLOCK: lazy_gettext("Block left out by %(name)s"),
        Action.PUT_BACK: lazy_gettext("Block put back by %(name)s"),
        Action.ADD_BLOCK: lazy_gettext("Block added by %(name)s"),
        Action.MOVE_BLOCK: lazy_gettext("Block moved by %(name)s"),
    }
)

_USER_ROLES: Mapping[UserRole, LazyString] = MappingProxyType(
    {
        UserRole.TRANSLATOR: lazy_gettext("Translator"),
        UserRole.EDITOR: lazy_gettext("Editor"),
        UserRole.ADMIN: lazy_gettext("Admin"),
        UserRole.SYSTEM: lazy_gettext("Localize"),
    }
)

_LANES: Mapping[Lane, LazyString] = MappingProxyType(
    {
        Lane.BREAKING: lazy_gettext("Breaking"),
        Lane.NORMAL: lazy_gettext("Normal"),
        Lane.BACKGROUND: lazy_gettext("Background"),
    }
)

_CONDITIONS: Mapping[str, LazyString] = MappingProxyType(
    {
        "complete": lazy_gettext("Every segment is translated"),
        "no-error": lazy_gettext("No open error"),
        "risk": lazy_gettext("What is at risk is confirmed by a person"),
        "second-person": lazy_gettext("A second pair of eyes"),
    }
)

_RISKS: Mapping[Risk, LazyString] = MappingProxyType(
    {
        Risk.HEADLINE: lazy_gettext("headline"),
        Risk.QUOTATION: lazy_gettext("quotation"),
        Risk.NUMBER: lazy_gettext("number"),
        Risk.NAME: lazy_gettext("name"),
    }
)

_BLOCKED: Mapping[str, LazyString] = MappingProxyType(
    {
        "confidential": lazy_gettext("The article is confidential and no private engine is set up."),
        "cancelled": lazy_gettext("Somebody stopped the machine draft."),
        "no-engine": lazy_gettext("No engine is set up."),
    }
)

_ENGINE_REASONS: Mapping[str, LazyString] = MappingProxyType(
    {
        "unreachable": lazy_gettext("cannot be reached"),
        "timeout": lazy_gettext("did not answer in time"),
        "rate-limited": lazy_gettext("asks to wait: too many requests"),
        "quota": lazy_gettext("has no characters left on this account"),
        "refused": lazy_gettext("refused the key or the request"),
        "too-large": lazy_gettext("refused the text: too long"),
        "server-error": lazy_gettext("failed on its side"),
        "bad-answer": lazy_gettext("gave an answer that cannot be used"),
        "not-translated": lazy_gettext("gave the source back untranslated"),
        "not-set-up": lazy_gettext("is not set up"),
        "key-refused": lazy_gettext("refused the key"),
        "resting": lazy_gettext("rests after failures"),
        "rate": lazy_gettext("is at its rate limit"),
        "no-time": lazy_gettext("was not asked: no time was left"),
    }
)

_ENGINES = MappingProxyType(
    {
        "google": "Google",
        "deepl": "DeepL",
        "libretranslate": "LibreTranslate",
        "microsoft": "Microsoft",
        "mymemory": "MyMemory",
        "local": lazy_gettext("local engine"),
    }
)


def language(locale: str) -> str:
    """A language in the interface's language, with a capital: for tags and the beginning of a sentence."""
    name = language_name(locale, str(get_locale() or "en"))
    return name[:1].upper() + name[1:]


def edition_state(state: EditionState) -> str:
    """Name of an edition's state."""
    return str(_STATES[state])


def edition_state_explained(state: EditionState) -> str:
    """What a state means, in a sentence."""
    return str(_STATES_EXPLAINED[state])


def target_state(state: TargetState) -> str:
    """Name of a segment's state."""
    return str(_TARGET_STATES[state])


def target_state_explained(state: TargetState) -> str:
    """What a segment's state means, in a sentence."""
    return str(_TARGET_STATES_EXPLAINED[state])


def role_name(role: Role) -> str:
    """Name of a block's role."""
    return str(_ROLES[role])


def handling_note(handling: Handling) -> str:
    """How a block reaches an edition when it is not simply translated; empty when it is."""
    return str(_HANDLING[handling] or "")


def action_name(action: Action) -> str:
    """What a button says."""
    return str(_ACTIONS[action])


def user_role(role: UserRole) -> str:
    """Name of a person's role."""
    return str(_USER_ROLES[role])


def lane_name(lane: Lane | str) -> str:
    """Name of a lane."""
    return str(_LANES[Lane(lane)])


def condition_title(code: str) -> str:
    """Name of a condition of the gate."""
    return str(_CONDITIONS.get(code, code))


def risk_name(risk: Risk) -> str:
    """What is at risk in a sentence, in the middle of a line: "quotation"."""
    return str(_RISKS[risk])


def engine_name(name: str) -> str:
    """An engine as its maker writes it."""
    return str(_ENGINES.get(name, name))


def engine_reason(reason: str) -> str:
    """Why an engine gave no answer, after its name: "did not answer in time"."""
    return str(_ENGINE_REASONS.get(reason, reason))


def origin_name(origin: Origin, draft: Origin | None = None) -> str:
    """Where a text comes from, short: "MT", "memory 101", "catalogue", "by rule", "by hand".

    ``draft``: where the draft came from that a person changed: "MT, edited", "memory, edited".
    """
    match origin.kind:
        case OriginKind.MT:
            return gettext("MT")
        case OriginKind.MEMORY:
            return gettext("memory %(score)s", score=origin.score) if origin.score else gettext("memory")
        case OriginKind.CATALOGUE:
            return gettext("catalogue")
        case OriginKind.RULE:
            return gettext("by rule")
        case OriginKind.HUMAN:
            edited = {OriginKind.MT: gettext("MT, edited"), OriginKind.MEMORY: gettext("memory, edited")}
            return edited.get(draft.kind if draft else OriginKind.NONE, gettext("by hand"))
        case OriginKind.NONE:
            return gettext("empty")


def event_sentence(action: Action, actor: str) -> str:
    """A step of an edition's way as history tells it."""
    return str(_EVENTS[action]) % {"name": actor}


def drafting_note(summary: EditionSummary) -> str:
    """How far the machine is: jobs before this one, or segments done and the engine that is being asked."""
    progress = summary.progress
    match summary.state:
        case EditionState.QUEUED if summary.ahead is not None:
            return gettext("%(num)s before it", num=summary.ahead) if summary.ahead else gettext("next")
        case EditionState.TRANSLATING:
            done = gettext("%(done)s of %(total)s", done=progress.total - progress.initial, total=progress.total)
            return f"{done} · {engine_name(summary.engine)}" if summary.engine else done
    return ""


def blocked_sentence(code: str | None, sentence: str | None, failures: Sequence[Mapping[str, Any]] = ()) -> str:
    """Why there is no draft. ``sentence`` is the service's own, used where the code is not known here."""
    match code:
        case "budget":
            numbers = next((f["params"] for f in failures if "needed" in f.get("params", ())), None)
            if numbers:
                return gettext(
                    "The article needs %(needed)s characters; %(left)s are left of the day’s budget.",
                    needed=_number(numbers["needed"]),
                    left=_number(numbers["left"]),
                )
            return gettext("The day’s characters for engines are spent.")
        case "engines-failed" | "engines-resting" if failures:
            said = {engine_name(f.get("engine", "")): engine_said(f) for f in failures}
            return " ".join(f"{name[:1].upper()}{name[1:]} {reason}." for name, reason in said.items())
    return str(_BLOCKED.get(code or "", "")) or sentence or gettext("No engine gave a draft.")


def engine_said(failure: Mapping[str, Any]) -> str:
    """What became of one engine, after its name."""
    params = failure.get("params", {})
    if failure.get("reason") == "resting" and "time" in params:
        because = engine_reason(params.get("because", ""))
        return gettext("rests until %(time)s: %(reason)s", time=params["time"], reason=because)
    reason = _ENGINE_REASONS.get(failure.get("reason", ""))
    return str(reason or gettext("gave no draft"))


def _number(number: int) -> str:
    return format_number(number, str(get_locale() or "en"))


def segments(count: int) -> str:
    """A number of segments."""
    return ngettext("%(num)s segment", "%(num)s segments", count)


def condition_sentence(condition: Condition) -> str:
    """What keeps a condition open, without the segments."""
    match condition.code:
        case "complete":
            return gettext("Some segments have no text.")
        case "no-error":
            return gettext("An error is open. Correct it, or mark it as not an error and say why.")
        case "risk":
            return gettext(
                "The machine wrote a headline, quotation, number or name that nobody has confirmed. Read it and confirm it."
            )
        case "second-person":
            return gettext("You wrote or submitted this text: somebody else must approve it.")
    return condition.sentence


def refusal(error: LocalizeError, state: EditionState | None, action: Action | None) -> str:
    """Why an action was refused, as a sentence in the interface's language where the reason is known here."""
    if isinstance(error, GateError):
        said = [
            " ".join([condition_title(c["code"]) + ":", condition_sentence(Condition(c["code"], False))])
            for c in error.details.get("conditions", ())
        ]
        return " ".join([gettext("Not yet."), *said])
    if isinstance(error, TransitionError) and state is not None and action is not None:
        transition = TRANSITIONS.get((state, action))
        if transition is None:
            return gettext(
                "“%(action)s” is not possible now. State of the edition: %(state)s.",
                action=action_name(action),
                state=edition_state(state),
            )
        if transition.needs_reason and "needs a reason" in error.message:
            return gettext("Say why: a reason is needed.")
        if action is Action.WITHDRAW:
            return gettext("Nothing is live that could be withdrawn.")
    return error.message


def live_sentence(summary: EditionSummary) -> str:
    """What readers have, where that is another text than the one that is worked on."""
    if summary.state not in {EditionState.IN_REVIEW, EditionState.SUBMITTED, EditionState.APPROVED}:
        return ""
    if summary.live:
        return gettext("Readers have release %(number)s until the next one.", number=summary.release_number)
    return gettext("What was published is withdrawn.") if summary.release_number else ""


def initials(name: str) -> str:
    """Up to two initials of a name."""
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()
