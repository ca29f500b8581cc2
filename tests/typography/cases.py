"""How the tables of examples are read: ``~`` stands for a no-break space."""

from localize.article import Role
from localize.markup import CodedText
from localize.typography.change import Normalised, revert
from localize.typography.marks import ALONE, Frame
from localize.typography.normalise import normalise

Case = tuple[str, str, str]  # what the source says, what the engine wrote, what stands in the draft


def put(written: str, locale: str, source: str = "", *, role: Role = Role.PARAGRAPH, frame: Frame = ALONE) -> str:
    """The draft in written form; on the way it is shown that every change can be taken back, and that once is enough."""
    done = run(written, locale, source, role=role, frame=frame)
    return done.text.dumps().replace("\u00a0", "~")


def run(
    written: str, locale: str, source: str = "", *, role: Role = Role.PARAGRAPH, frame: Frame = ALONE
) -> Normalised:
    """As ``put``, with the changes."""
    before, meant = CodedText.loads(written.replace("~", "\u00a0")), CodedText.loads(source)
    done = normalise(before, locale, source=meant, role=role, frame=frame)
    assert revert(done.text, done.changes) == before
    assert normalise(done.text, locale, source=meant, role=role, frame=frame) == Normalised(done.text)
    return done
