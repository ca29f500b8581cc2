"""Changing the termbase: added, saved, proposed, decided on, deleted, put back from the history.

Editors and admins decide; translators propose an entry, or a term of their locale for one that is there. A proposal
counts for nothing until an editor accepts it: it is neither checked nor sent to engines.

Findings are stored with the text that they judge, so a changed term does not touch them by itself. What was drafted
before is checked anew when somebody saves it or a correction passes it, as with every other change of the checks.
"""

from dataclasses import replace

from localize.errors import InvalidInputError, NotFoundError, RevisionConflictError
from localize.exchange.issue import ImportIssue, refuse
from localize.exchange.sent_terms import misfit, tidied
from localize.exchange.term_words import TERM_SENTENCES
from localize.locales import is_known_locale, same_language, usual_tag
from localize.services.context import Actor, Context
from localize.services.term_record import (
    TermChangeKind,
    concept_of,
    from_json,
    make_room,
    may_decide,
    must_decide,
    put,
    record,
    take_out,
    to_json,
)
from localize.services.terms import TermEntry, find_row, load
from localize.store import Unit
from localize.store.terms import TermConceptRow
from localize.terms.concept import Concept, LocaleTerm, tidy


def add(ctx: Context, actor: Actor, concept: Concept) -> TermEntry:
    """Add an entry; somebody who may not decide proposes it.

    Raises ``InvalidInputError`` naming what is wrong with it, or the entry (``details['known']``) that is there already.
    """
    wanted = _checked(ctx, actor, concept)
    kind = TermChangeKind.ADDED
    if not may_decide(actor):
        kind = TermChangeKind.PROPOSED
        wanted = replace(wanted, proposed=True)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = _room_for(ctx, unit, wanted)
        stored = put(unit, actor, ctx.clock.now(), ctx.settings.source_locale, wanted, kind, row)
        return load(unit, stored.id)


def save(ctx: Context, actor: Actor, concept_id: int, concept: Concept, *, base_revision: int) -> TermEntry:
    """Save an entry over the revision it was read at; saving one that is proposed accepts it.

    Raises what ``add`` raises, ``ForbiddenError``, and ``RevisionConflictError`` when somebody else saved meanwhile:
    what came late is kept in the history.
    """
    must_decide(actor)
    wanted = _checked(ctx, actor, concept)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = _there(unit, concept_id)
        now = ctx.clock.now()
        before = _value(unit, row)
        if wanted == before:
            return load(unit, row.id)
        conflict = _conflict(row, base_revision)
        if conflict is not None:
            record(unit, row, actor, now, TermChangeKind.LATE, to_json(before), to_json(wanted))
        else:
            make_room(unit, ctx.settings.source_locale, wanted, row)
            put(unit, actor, now, ctx.settings.source_locale, wanted, TermChangeKind.SAVED, row)
            return load(unit, row.id)
    raise conflict


def propose(ctx: Context, actor: Actor, concept_id: int, term: LocaleTerm) -> TermEntry:
    """Propose a term for an entry. Raises ``InvalidInputError``, ``ForbiddenError`` for a locale that is not theirs."""
    if not tidy(term.text):
        raise refuse("proposal-empty")
    actor.must_work_in(term.locale)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = _there(unit, concept_id)
        before = _value(unit, row)
        proposal = replace(term, proposed=True)
        wanted = _checked(ctx, actor, replace(before, targets=(*before.targets, proposal)), kept=before)
        put(unit, actor, ctx.clock.now(), ctx.settings.source_locale, wanted, TermChangeKind.PROPOSED, row)
        return load(unit, row.id)


def decide(ctx: Context, actor: Actor, concept_id: int, proposal: LocaleTerm | None, *, accept: bool) -> TermEntry:
    """Accept or decline a proposed term, or with ``None`` the proposed entry. What is declined stays in the history.

    Raises ``ForbiddenError``; ``NotFoundError`` when somebody has decided on it meanwhile.
    """
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = _there(unit, concept_id)
        before, now = _value(unit, row), ctx.clock.now()
        kind = TermChangeKind.ACCEPTED if accept else TermChangeKind.DECLINED
        if proposal is None:
            if not before.proposed:
                raise NotFoundError(TERM_SENTENCES["proposal-gone"], reason="proposal-gone", params={})
            if not accept:
                take_out(unit, actor, now, row, kind)
                return load(unit, row.id)
            wanted = replace(before, proposed=False)
        else:
            wanted = _decided(before, proposal, accept=accept)
        put(unit, actor, now, ctx.settings.source_locale, wanted, kind, row)
        return load(unit, row.id)


def _decided(before: Concept, proposal: LocaleTerm, *, accept: bool) -> Concept:
    """An entry with a proposal accepted or gone. An accepted one takes the place of the same text's other status."""
    wanted = replace(proposal, proposed=True)
    found = next(
        (t for t in before.targets if (t.locale, t.text, t.proposed) == (wanted.locale, wanted.text, True)), None
    )
    if found is None:
        raise NotFoundError(TERM_SENTENCES["proposal-gone"], reason="proposal-gone", params={})
    rest = [term for term in before.targets if term != found]
    if accept:
        rest = [term for term in rest if (term.locale, term.text) != (found.locale, found.text)]
        rest.append(replace(found, proposed=False))
    return replace(before, targets=tuple(rest))


def delete(ctx: Context, actor: Actor, concept_id: int, *, base_revision: int) -> None:
    """Take an entry out of the termbase. Raises ``ForbiddenError``, ``NotFoundError``, ``RevisionConflictError``."""
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = _there(unit, concept_id)
        conflict = _conflict(row, base_revision)
        if conflict is not None:
            raise conflict
        take_out(unit, actor, ctx.clock.now(), row, TermChangeKind.DELETED)


def revert(ctx: Context, actor: Actor, concept_id: int, change_id: int, *, base_revision: int) -> TermEntry:
    """Undo a change: the entry is what it was before it, also when that is deleted. A late text is taken up.

    Raises what ``save`` raises.
    """
    must_decide(actor)
    with ctx.store.write() as unit:
        unit.terms.next_version()
        row = find_row(unit, concept_id)
        change = next((one for one in unit.terms.changes(row.id) if one.id == change_id), None)
        if change is None:
            raise NotFoundError("There is no such change of this entry.")
        conflict = _conflict(row, base_revision)
        if conflict is not None:
            raise conflict
        late = change.kind == TermChangeKind.LATE.value
        wanted = from_json(change.after if late else change.before)
        if wanted is None:
            if row.active:
                take_out(unit, actor, ctx.clock.now(), row, TermChangeKind.REVERTED)
        else:
            make_room(unit, ctx.settings.source_locale, wanted, row)
            put(unit, actor, ctx.clock.now(), ctx.settings.source_locale, wanted, TermChangeKind.REVERTED, row)
        return load(unit, row.id)


def _there(unit: Unit, concept_id: int) -> TermConceptRow:
    """The row of an entry that is not deleted. Raises ``NotFoundError``."""
    row = find_row(unit, concept_id)
    if not row.active:
        raise NotFoundError(TERM_SENTENCES["terms-gone"], reason="terms-gone", params={})
    return row


def _value(unit: Unit, row: TermConceptRow) -> Concept:
    return concept_of(row, unit.terms.targets([row.id]).get(row.id, []))


def _checked(ctx: Context, actor: Actor, concept: Concept, kept: Concept | None = None) -> Concept:
    """An entry as it may be stored. ``kept``: what stands already and is not this person's to answer for."""
    wanted = tidied(concept)
    wrong = misfit(wanted)
    if wrong is not None:
        raise misfit_error(wrong)
    known = kept.targets if kept else ()
    for term in wanted.targets:
        if term in known:
            continue
        tag = usual_tag(term.locale)
        if tag != term.locale or not is_known_locale(tag):
            raise refuse("locale-unknown", locale=term.locale[:40])
        if same_language(tag, ctx.settings.source_locale):
            raise refuse("locale-source", locale=tag)
        actor.must_work_in(tag)
    return wanted


def misfit_error(wrong: ImportIssue) -> InvalidInputError:
    """Why an entry cannot be stored, as an error."""
    return InvalidInputError(wrong.message, reason=wrong.code, params=dict(wrong.params))


def _room_for(ctx: Context, unit: Unit, wanted: Concept) -> TermConceptRow | None:
    """The deleted row whose place a new entry takes, if there is one. Raises ``InvalidInputError`` when it is taken."""
    row = unit.terms.by_key(ctx.settings.source_locale, wanted.key, wanted.part_of_speech.value)
    free = row if row is not None and not row.active else None
    make_room(unit, ctx.settings.source_locale, wanted, free)
    return free


def _conflict(row: TermConceptRow, base_revision: int) -> RevisionConflictError | None:
    if row.revision == base_revision:
        return None
    return RevisionConflictError(
        f"{row.author_name} changed this entry while you were writing. Both are kept.",
        author=row.author_name,
        at=row.updated_at.isoformat(),
        revision=row.revision,
    )
