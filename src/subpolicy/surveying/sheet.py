"""What one record comes to by itself."""

import marshal
from typing import NamedTuple

from subpolicy.documents import Document
from subpolicy.findings.evaluations import Verdicts
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Outcome
from subpolicy.findings.report import Member
from subpolicy.policy.facts import Dpa
from subpolicy.policy.groups import Key


class Said(NamedTuple):
    """What the rules say of a record."""

    verdicts: Verdicts
    """Of the rules of scope ``vendor``."""
    keys: tuple[Key, ...]
    """For each rule of scope ``registry``, the group that the vendor belongs to."""
    alone: tuple[Outcome | None, ...]
    """For each of these rules, its verdict if nobody else is in that group; None where it does not
    simply pass then."""


class Packed(NamedTuple):
    """A record in little room, quickly had again."""

    raw: bytes
    data: bytes
    """What the file says, by `marshal`: of this run, and never kept."""

    @classmethod
    def of(cls, document: Document) -> "Packed":
        """Pack a record."""
        return cls(document.raw, marshal.dumps(document.data))

    def document(self, path: str) -> Document:
        """The record as it was read."""
        return Document(path, self.raw, marshal.loads(self.data))  # noqa: S302 -- see `data`


class Sheet(NamedTuple):
    """A record without its content, as a rule."""

    vendor: str
    member: Member
    faults: tuple[Finding, ...]
    dpa: Dpa | None
    announces: bool
    """Whether the record is valid and says what will change (`pending`)."""
    said: Said | None
    """None where the rules asked for the DPA of another vendor, until that is known."""
    record: Packed | None
    """The record after all, where a rule will most likely see it with others; of the first ones."""
