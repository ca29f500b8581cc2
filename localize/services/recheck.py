"""Judging the texts of an open edition anew, because what the checks know has changed: its terms, its names."""

from typing import Final

from localize.article import Block, Role
from localize.edition import EditionState, Origin, TargetState
from localize.markup import CodedText
from localize.qa.finding import Finding
from localize.qa.run import check_segment
from localize.services.context import Context
from localize.services.lengths import Room, room_beside
from localize.services.lexicon import lexicon_of
from localize.services.record import waiver_key
from localize.store import Unit
from localize.store.editions import EditionRow, FindingRow, TargetRow

_DECIDED: Final = frozenset({EditionState.APPROVED, EditionState.PUBLISHED, EditionState.WITHDRAWN})
_DRAFTING: Final = frozenset({"locked_displaced"})  # findings that drafting alone can make


def recheck_article(ctx: Context, article_id: int) -> None:
    """Every edition of an article."""
    with ctx.store.read() as unit:
        ids = [row.id for row in unit.editions.of_article(article_id)]
    for edition_id in ids:
        recheck_edition(ctx, edition_id)


def recheck_edition(ctx: Context, edition_id: int) -> int:
    """Judge an edition's texts by the lexicon as it stands; how many segments have other findings now.

    Texts, states and revisions stay as they are, and so does what a person called no error. Approved and published
    editions are left alone: their findings belong to the decision that was made.
    """
    changed = 0
    with ctx.store.write() as unit:
        edition = unit.editions.lock(edition_id)
        version = unit.articles.version_by_id(edition.version_id) if edition else None
        if edition is None or version is None or EditionState(edition.state) in _DECIDED:
            return 0
        blocks = {raw["block"]["key"]: Block.from_json(raw["block"]) for raw in version.blocks}
        lexicon = lexicon_of(unit, version.locale, edition.locale)
        rows = unit.editions.targets(edition.id, version.id)
        # The length of a block is said at its last sentence.
        last = {segment.block_key: segment.id for target, segment in rows if target.text.strip()}
        for target, segment in rows:
            coded = CodedText.loads(target.text)
            if target.revision == 0 or not coded.plain.strip():
                continue
            block = blocks.get(segment.block_key) or Block(segment.block_key, Role(segment.role))
            room = Room()
            if last.get(segment.block_key) == segment.id:
                texts = [(own.segment_id, own.text) for own, other in rows if other.block_key == segment.block_key]
                room = room_beside(ctx.settings, edition.locale, block.role, texts, segment.id)
            found = check_segment(
                CodedText.loads(segment.source),
                coded,
                source_locale=version.locale,
                target_locale=edition.locale,
                role=block.role,
                target_state=TargetState(target.state),
                origin=Origin.parse(target.origin, target.score),
                codes=block.codes,
                lexicon=lexicon,
                limit=room.limit,
                beside=room.beside,
            )
            changed += _replace(unit, edition, target, segment.source, found)
        if changed:
            edition.change += 1
            edition.updated_at = ctx.clock.now()
    return changed


def _replace(unit: Unit, edition: EditionRow, target: TargetRow, source: str, found: list[Finding]) -> bool:
    """Store findings unless they are those that there are.

    A finding that only drafting can make (what an engine displaced) is no check's, and stays.
    """
    there = unit.editions.target_findings(target.id, target.revision)
    kept = [row for row in there if row.code in _DRAFTING]
    wanted = [finding.to_json() for finding in found]
    if [row.data for row in there if row not in kept] == wanted:
        return False
    keys = {str(finding.to_json()): waiver_key(source, target.text, finding) for finding in found}
    known = unit.waivers.find(edition.id, list(keys.values()))
    dismissed = {written: known[key] for written, key in keys.items() if key in known}
    dismissed |= {str(row.data): row.dismissed for row in there if row.dismissed}
    rows = [
        FindingRow(
            edition_id=edition.id,
            target_id=target.id,
            revision=target.revision,
            code=data["code"],
            severity=data["severity"],
            data=data,
            dismissed=dismissed.get(str(data), {}),
        )
        for data in (*wanted, *(row.data for row in kept))
    ]
    unit.editions.replace_findings(target.id, rows)
    return True
