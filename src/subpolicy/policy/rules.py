"""A rule as its file says it."""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from subpolicy.documents import Document
from subpolicy.errors import Place
from subpolicy.findings.finding import Severity
from subpolicy.findings.report import Control, Reference

Scope = Literal["vendor", "registry", "change"]
Param = str | int | bool | list[str] | list[int]


class ForEach(NamedTuple):
    """Which values of a record a rule judges one by one."""

    name: str
    paths: tuple[str, ...]
    """Field paths from ``vendor``, such as ``vendor.processing.locations``."""


class Rule(NamedTuple):
    """One rule. Texts are for people, expressions are CEL source."""

    id: str
    pack: str
    title: str
    severity: Severity
    scope: Scope
    rationale: str
    remediation: str
    require: str
    message: str
    match: str
    """``true`` where the file has none."""
    let: Mapping[str, str]
    """Names for parts of `require` and `message`, in the order in which they see each other."""
    for_each: ForEach | None
    group_by: str | None
    at: tuple[str, ...]
    """JSON Pointers; a finding points at the first that exists in the record."""
    params: Mapping[str, Param]
    references: tuple[Reference, ...]
    controls: tuple[Control, ...]
    document: Document
    """The rule's file, for the positions of its faults."""

    @property
    def sha256(self) -> str:
        """Digest of the rule's file."""
        return hashlib.sha256(self.document.raw).hexdigest()

    def place(self, pointer: str) -> Place:
        """Where in the rule's file a key stands."""
        span = self.document.locate(pointer)
        return Place(self.document.path, span.line, span.column)


def rule_from(document: Document, pack: str) -> Rule:
    """Build a rule from a file that the schema has accepted."""
    data: Mapping[str, Any] = document.data
    return Rule(
        id=data["id"],
        pack=pack,
        title=data["title"],
        severity=Severity(data["severity"]),
        scope=data["scope"],
        rationale=data["rationale"].strip(),
        remediation=data["remediation"].strip(),
        require=data["require"],
        message=data["message"],
        match=data.get("match", "true"),
        let=data.get("let", {}),
        for_each=_for_each(data.get("for_each")),
        group_by=data.get("group_by"),
        at=_pointers(data.get("at", "")),
        params=data.get("params", {}),
        references=tuple(Reference(**reference) for reference in data.get("references", ())),
        controls=tuple(Control(**control) for control in data.get("controls", ())),
        document=document,
    )


def _for_each(data: Mapping[str, str | list[str]] | None) -> ForEach | None:
    if data is None:
        return None
    ((name, paths),) = data.items()
    return ForEach(name, (paths,) if isinstance(paths, str) else tuple(paths))


def _pointers(at: str | list[str]) -> tuple[str, ...]:
    return (at,) if isinstance(at, str) else tuple(at)
