"""The difference of two source versions, as models of the API's answer."""

from typing import Literal

from pydantic import Field

from localize.article import Role
from localize.compare import Kind
from web.api.models import Answer, Change, Moment


class SourceSentence(Answer):
    """A sentence, or a picture, as one of the two versions has it."""

    position: int | None = Field(description="Of its segment, from 1; null where it is none (a picture).")
    block: str = Field(description="Key of its block.")
    role: Role
    text: str = Field(description="Plain text.")


class WordStep(Answer):
    """A stretch of the old text, the new one, or both."""

    op: Literal["equal", "delete", "insert"]
    text: str


class AttributeChange(Answer):
    """A value besides the text: a link's target, a picture's address, the article's own address."""

    name: str
    old: str | None
    new: str | None


class SourceChange(Answer):
    """What became of a sentence. Several sentences on one side: it was split, or merged from several."""

    kind: Kind = Field(
        description="typographic: other quotation marks, dashes or spaces; role: the same text as a subhead, say."
    )
    moved: bool = Field(description="Whether it stands at another place, whatever else happened to it.")
    old: list[SourceSentence]
    new: list[SourceSentence]
    words: list[WordStep] = Field(description="From the old text to the new one; empty where the text is the same.")
    attributes: list[AttributeChange]


class VersionChanges(Answer):
    """What a source version changed since an earlier one."""

    article_id: int
    external_id: str | None
    since: int
    version: int
    received_at: Moment = Field(description="When the newer one came in.")
    change: Change | None
    counts: dict[Kind, int] = Field(description="How many sentences of each kind, unchanged ones included.")
    meta: list[AttributeChange]
    changes: list[SourceChange] = Field(description="All but the unchanged, in the order of the newer version.")
