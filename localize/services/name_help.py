"""What the names register has to say about one sentence of an open edition: its names, known and new."""

from dataclasses import dataclass

from localize.article import Role
from localize.errors import NotFoundError
from localize.markup import CodedText
from localize.services.context import Actor, Context
from localize.services.lexicon import lexicon_of
from localize.services.name_candidates import NewName, new_names_of_edition
from localize.services.postedit import get_edition
from localize.terms.name import Name, NameForm, NameKind
from localize.terms.name_index import FoundName, NameIndex
from localize.terms.spelling import variants_key

# Running text: a headline names people shortly, and the first mention comes after it.
_RUNNING = frozenset({Role.STANDFIRST, Role.PARAGRAPH, Role.QUOTATION, Role.LIST_ITEM, Role.TABLE_CELL})


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of the register that stands in the sentence.

    ``first``: nowhere before in the article's running text. ``partial``: only by its surname.
    """

    name: Name
    form: NameForm
    written: str
    spans: tuple[tuple[int, int], ...]
    first: bool
    partial: bool = False

    @property
    def text(self) -> str:
        """The form to be put in here: that of a first mention where it is one, of a person the part that is named."""
        if self.first and self.form.first_mention:
            return self.form.first_mention
        words, named = self.form.text.split(), self.name.source.split()
        if self.name.kind is not NameKind.PERSON or not self.partial or len(words) < 2:
            return self.form.text
        return words[0] if variants_key(self.written) == variants_key(named[0]) else words[-1]


@dataclass(frozen=True, slots=True)
class SentenceNames:
    """Names of a sentence in reading order; ``waiting``: new ones of the whole edition."""

    article_id: int
    locale: str
    position: int
    known: tuple[KnownName, ...]
    new: tuple[NewName, ...]
    waiting: int


def names_in_segment(ctx: Context, actor: Actor, edition_id: int, segment_id: int) -> SentenceNames:
    """Names of a segment. Raises ``NotFoundError``, ``ForbiddenError`` for a locale that is not the actor's."""
    with ctx.store.read() as unit:
        edition = get_edition(unit, edition_id, actor)
        rows = unit.editions.bench(edition.id, edition.version_id)
        sentence = next((row for row in rows if row.id == segment_id), None)
        if sentence is None:
            raise NotFoundError(f"Edition {edition_id} has no segment {segment_id} any more.")
        index = lexicon_of(unit, ctx.settings.source_locale, edition.locale).name_index
        before = [
            CodedText.loads(row.source).plain
            for row in rows
            if row.position < sentence.position and Role(row.role) in _RUNNING
        ]
        plain, running = CodedText.loads(sentence.source).plain, Role(sentence.role) in _RUNNING
        article_id, locale, position = edition.article_id, edition.locale, sentence.source_position
    waiting = new_names_of_edition(ctx, actor, edition_id)
    return SentenceNames(
        article_id=article_id,
        locale=locale,
        position=position,
        known=_known(index, plain, before if running else None),
        new=tuple(name for name in waiting if position in name.sighting.positions),
        waiting=len(waiting),
    )


def _known(index: NameIndex, plain: str, before: list[str] | None) -> tuple[KnownName, ...]:
    """Names with a form; ``before``: the running text so far, None where no first mention is."""
    groups: dict[int, list[FoundName]] = {}
    for found in index.find(plain):
        if found.name.form is not None:
            groups.setdefault(found.name.id, []).append(found)
    named = {found.name.id for text in before or () for found in index.find(text)} if groups else set()
    return tuple(
        KnownName(
            name=group[0].name,
            form=group[0].name.form,
            written=group[0].written,
            spans=tuple((found.start, found.end) for found in group),
            first=before is not None and number not in named,
            partial=group[0].partial,
        )
        for number, group in groups.items()
        if group[0].name.form is not None
    )
