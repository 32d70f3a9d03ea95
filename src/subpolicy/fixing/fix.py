"""What a fix wants, and what became of it."""

from typing import NamedTuple

from subpolicy.documents import JSON, Document


class Plan(NamedTuple):
    """One file, and the data that it is to hold."""

    document: Document
    schema: str
    """The name of the schema that the data must keep to."""
    data: JSON
    did: tuple[str, ...]
    """What is done by it, in words for the user."""


class Fixed(NamedTuple):
    """A file that is to be written."""

    path: str
    before: bytes
    after: bytes
    did: tuple[str, ...]


class Left(NamedTuple):
    """A file that has to be edited by hand."""

    path: str
    line: int
    """Where, from 1."""
    wanted: tuple[str, ...]
    """What should have been done."""
    why: str


class Risky(NamedTuple):
    """An edit that somebody has to ask for, as it may change what a record says."""

    path: str
    line: int
    """Where, from 1."""
    did: str
    """What it would do."""
