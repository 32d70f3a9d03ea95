"""What the editor is to show, before it is put into the protocol's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from subpolicy.findings.finding import Finding
from subpolicy.locations import Span


class Weight(Enum):
    """How a remark is drawn."""

    ERROR = auto()
    WARNING = auto()
    INFO = auto()
    ACCEPTED = auto()
    """A failure that a waiver or the baseline accepts: hardly."""


class Elsewhere(NamedTuple):
    """A place in a file that has to do with it."""

    path: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding, or a fault of what judges, in one file."""

    finding: Finding
    weight: Weight
    related: tuple[Elsewhere, ...] = ()


Remarks = Mapping[str, tuple[Remark, ...]]
"""By path."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file, for a jump."""

    path: str
    """Relative to the registry's root, or an absolute path of the installation."""
    span: Span
    is_installed: bool = field(default=False)
