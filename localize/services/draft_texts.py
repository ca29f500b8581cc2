"""What is written into a segment without a text: by rule, from the catalogue, the memory or an engine, checked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from localize.article import Handling
from localize.edition import Origin, OriginKind, TargetState
from localize.exchange.catalogue import Catalogue
from localize.markup import CodedText
from localize.memory.match import Entry, best_match
from localize.mt.chain import Drafted
from localize.qa.protected import displaced_finding
from localize.qa.run import check_segment
from localize.release.rules import rule_text
from localize.services.draft_plan import Pending, Plan
from localize.services.record import Written
from localize.typography.normalise import normalise


def by_rule(pending: Pending, plan: Plan, catalogue: Catalogue) -> Written | None:
    """What the rules for its block or the catalogue make of a segment; None when they say nothing."""
    # A rule makes the text of a block, which is that of a segment where the block is one.
    whole = pending.source.plain.strip() == pending.block.text.plain.strip()
    text = rule_text(pending.block, plan.locale, catalogue) if whole else None
    if text is not None:
        return _written(pending, plan, text, TargetState.FINAL, Origin(OriginKind.RULE))
    if pending.block.handling is Handling.PROTECT:
        return Written(pending.source.dumps(), TargetState.FINAL, Origin(OriginKind.RULE))
    if pending.block.handling is Handling.CATALOGUE:
        text = catalogue.fill(pending.source)
        if text is not None:
            return _written(pending, plan, text, TargetState.FINAL, Origin(OriginKind.CATALOGUE))
    return None


def from_memory(pending: Pending, entries: Mapping[str, Sequence[Entry]], plan: Plan, now: datetime) -> Written | None:
    """An exact or in-context match. A fuzzy one never becomes a draft: it says something else until a person looked."""
    match = best_match(entries.get(pending.text_hash, ()), pending.source, pending.prev_hash, pending.next_hash, now)
    if match is None:
        return None
    text = CodedText.loads(match.target)
    return _written(pending, plan, text, TargetState.TRANSLATED, Origin(OriginKind.MEMORY, score=match.score))


def from_engine(pending: Pending, plan: Plan, drafted: Drafted) -> Written:
    """An engine's answer as the locale sets it, with what was changed; the checks see what a person will see."""
    if not drafted.engine:
        # Numbers and addresses are copied without asking anybody.
        return _written(pending, plan, drafted.text, TargetState.TRANSLATED, Origin(OriginKind.RULE), drafted.unplaced)
    done = normalise(
        drafted.text,
        plan.locale,
        source=pending.source,
        role=pending.block.role,
        codes=pending.block.codes,
        frame=pending.frame,
    )
    origin = Origin(OriginKind.MT, engine=drafted.engine)
    written = _written(pending, plan, done.text, TargetState.TRANSLATED, origin, drafted.unplaced)
    moved = [displaced_finding(text, done.text) for text in drafted.displaced]
    if not moved and not done.changes:
        return written
    return replace(written, normalised=done.changes, findings=[*written.findings, *moved])


def _written(
    pending: Pending, plan: Plan, text: CodedText, state: TargetState, origin: Origin, unplaced: tuple[int, ...] = ()
) -> Written:
    # Of a block of several sentences the length is judged when they are there, at the first save.
    whole = pending.source.plain.strip() == pending.block.text.plain.strip()
    findings = check_segment(
        pending.source,
        text,
        source_locale=plan.source_locale,
        target_locale=plan.locale,
        role=pending.block.role,
        target_state=state,
        origin=origin,
        codes=pending.block.codes,
        lexicon=plan.lexicon,
        limit=plan.limits.get(pending.block.role.value, 0) if whole else 0,
    )
    return Written(text.dumps(), state, origin, unplaced, findings)
