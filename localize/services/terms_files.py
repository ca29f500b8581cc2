"""The termbase as TBX and CSV files: written for other programs, read back whole, with everything wrong named."""

from localize.errors import RevisionConflictError
from localize.exchange.tbx_write import write_tbx
from localize.exchange.term_csv_write import write_term_csv
from localize.exchange.term_incoming import TermFormat, TermPlan, plan_terms, read_terms
from localize.services.context import Actor, Context
from localize.services.term_record import (
    TermChangeKind,
    Writing,
    make_room,
    must_decide,
    put,
    put_many,
    standing,
    to_json,
)
from localize.services.terms import check_locale
from localize.store import Unit
from localize.terms.concept import Concept


def export_terms(ctx: Context, actor: Actor, format: TermFormat, locale: str | None = None) -> str:  # noqa: A002
    """The termbase as a file, proposals left out. ``locale``: its terms only, and entries that have one there.

    Raises ``NotFoundError``, ``ForbiddenError``.
    """
    tag = check_locale(ctx, actor, locale) if locale else None
    with ctx.store.read() as unit:
        concepts = [entry.concept for entry in standing(unit, ctx.settings.source_locale)]
    written = [one for concept in concepts if (one := _written(concept, actor, tag)) is not None]
    if format is TermFormat.CSV:
        return write_term_csv(written)
    return write_tbx(written, source_locale=ctx.settings.source_locale, title=ctx.settings.site_name)


def _written(concept: Concept, actor: Actor, locale: str | None) -> Concept | None:
    """What goes into a file of an entry; ``None`` for one that does not."""
    if concept.proposed:
        return None
    targets = tuple(
        term
        for term in concept.targets
        if not term.proposed and actor.may_work_in(term.locale) and locale in {None, term.locale}
    )
    if locale is not None and not targets and not concept.do_not_translate:
        return None
    return Concept(
        concept.source,
        targets,
        concept.part_of_speech,
        concept.definition,
        concept.domains,
        concept.case_rule,
        concept.do_not_translate,
        concept.note,
    )


def preview_import(
    ctx: Context,
    actor: Actor,
    data: bytes,
    *,
    format: TermFormat | None = None,  # noqa: A002
    locale: str | None = None,
) -> TermPlan:
    """What a sent file would change. Raises ``InvalidInputError`` for a file that cannot be read, ``ForbiddenError``."""
    must_decide(actor)
    sent = read_terms(data, ctx.settings.source_locale, format)
    tag = check_locale(ctx, actor, locale) if locale else None
    with ctx.store.read() as unit:
        return plan_terms(standing(unit, ctx.settings.source_locale), sent, locale=tag)


def import_terms(
    ctx: Context,
    actor: Actor,
    data: bytes,
    *,
    format: TermFormat | None = None,  # noqa: A002
    locale: str | None = None,
    seen: str | None = None,
) -> TermPlan:
    """Store what a sent file changes, in one transaction; what was refused is left out and named.

    ``seen``: digest of the plan that a person agreed to. Raises ``RevisionConflictError`` when the termbase has changed
    since and the file would now do something else, and what ``preview_import`` raises.
    """
    must_decide(actor)
    sent = read_terms(data, ctx.settings.source_locale, format)
    tag = check_locale(ctx, actor, locale) if locale else None
    with ctx.store.write() as unit:
        unit.terms.next_version()
        plan = plan_terms(standing(unit, ctx.settings.source_locale), sent, locale=tag)
        if seen is not None and seen != plan.digest:
            raise RevisionConflictError("The termbase has changed since this file was looked at. Look again.")
        _store(ctx, unit, actor, plan)
    return plan


def _store(ctx: Context, unit: Unit, actor: Actor, plan: TermPlan) -> None:
    """Write what the plan stores: together what stands in nobody's way, the rest one by one."""
    locale, now = ctx.settings.source_locale, ctx.clock.now()
    deleted = [row for row in unit.terms.all(locale) if not row.active]
    taken = {(row.source_key, row.part_of_speech) for row in deleted} | {(r.source, r.part_of_speech) for r in deleted}
    together: list[Writing] = []
    for item in plan.stored:
        concept, part = item.concept, item.concept.part_of_speech.value
        row = unit.terms.get(item.standing.id) if item.standing else None
        moved = item.standing is not None and item.standing.concept.key != concept.key
        if not moved and taken.isdisjoint({(concept.key, part), (concept.source, part)}):
            together.append(Writing(concept, row, to_json(item.standing.concept) if item.standing else {}))
            continue
        if row is None:  # a deleted entry comes back under its old history
            row = unit.terms.by_key(locale, concept.key, part)
        make_room(unit, locale, concept, row)
        put(unit, actor, now, locale, concept, TermChangeKind.IMPORTED, row)
    put_many(unit, actor, now, locale, together, TermChangeKind.IMPORTED)
