"""What a run is asked, and of which revisions. Light: the gate knows it before it loads a judge."""

from typing import Literal, NamedTuple

from subpolicy.sources import Source


class Question(NamedTuple):
    """What a run is asked."""

    as_of: str
    """ISO date on which the rules are judged."""
    rules: tuple[str, ...] = ()
    """Judge by these alone."""
    packs: tuple[str, ...] = ()
    """Judge by these alone."""
    paths: tuple[str, ...] = ()
    """Report on these alone: files and folders, relative to the registry's root."""
    strict: bool = False
    gate: Literal["state", "change"] = "state"
    """What blocks: everything, or only what is absent at the base."""
    provenance: bool = True
    """Whether to find out revision, prefix and digests: git costs as much as 10 vendors."""


class Sides(NamedTuple):
    """The revisions that a check looks at."""

    head: Source
    """What is judged."""
    compared: bool = False
    """Whether there is a base (``--base``)."""
    base: Source | None = None
    """Where the change starts; None also where that commit has no registry."""
    guarded: bool = False
    """Whether the rules come from elsewhere (``--policies-from``)."""
    policies: Source | None = None
    """Where the rules come from; None also where that commit has no registry."""
