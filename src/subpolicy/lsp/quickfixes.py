"""Edits that mend a finding, offered and never made unasked. Every other byte stays."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.documents import Document
from subpolicy.documents.editing import rewrite
from subpolicy.findings.finding import Finding
from subpolicy.fixing.edits import edits
from subpolicy.fixing.stale import mended
from subpolicy.locations import tokens
from subpolicy.lsp.kinds import Kind
from subpolicy.lsp.knowledge import Knowledge
from subpolicy.lsp.skeletons import DATE, with_missing

_ENTRIES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "non-us-processing-without-scc": (
        "transfers",
        {"mechanism": "scc", "version": "", "modules": [], "signed_on": DATE},
    ),
    "transfer-without-valid-tool": ("transfers", {"mechanism": "", "signed_on": DATE}),
}
"""Rules that an entry of a list satisfies once it is filled in."""


class Quickfix(NamedTuple):
    """One stretch of the document, and what is to stand there."""

    title: str
    finding: Finding
    start: int
    end: int
    text: str


def quickfixes(
    document: Document, kind: Kind, knowledge: Knowledge, findings: Iterable[Finding]
) -> tuple[Quickfix, ...]:
    """What can be offered for findings of a document.

    Args:
        document: As the editor has it.
        kind: What it is.
        knowledge: The registry.
        findings: Those that are asked about.
    """
    desk = _Desk(document, kind, knowledge)
    return tuple(fix for finding in findings for fix in desk.of(finding))


class _Desk:
    """One document whose findings are looked at one by one."""

    def __init__(self, document: Document, kind: Kind, knowledge: Knowledge) -> None:
        self._document = document
        self._kind = kind
        self._knowledge = knowledge

    def of(self, finding: Finding) -> Iterator[Quickfix]:
        yield from self._edits(finding)
        yield from self._missing(finding)
        yield from self._entry(finding)
        yield from self._stale(finding)

    def _edits(self, finding: Finding) -> Iterator[Quickfix]:
        """Those of `subpolicy fix`, safe or not: here somebody looks at each."""
        for edit in edits(self._document, finding):
            yield Quickfix(edit.title, finding, edit.start, edit.end, edit.text)

    def _missing(self, finding: Finding) -> Iterator[Quickfix]:
        """The place that a finding or its rule names first, and the document lacks."""
        rule = self._knowledge.rules().get(finding.rule)
        wanted = rule.at[0] if rule is not None and finding.item is None else finding.pointer
        if not wanted or self._document.exists(wanted):
            return
        steps = tokens(wanted)
        root = self._knowledge.view.schemas.document(self._kind)
        data = with_missing(root, self._document.data, steps) or self._in_list(steps)
        yield from self._rewritten(f"Add `{'.'.join(steps)}`", finding, data)

    def _in_list(self, steps: list[str]) -> Any:
        """A key that an entry of a list lacks: ``/transfers/0/mechanism``."""
        data = self._document.data
        match steps:
            case [name, index, key] if index.isdigit() and isinstance(data, dict):
                entries = data.get(name)
                if not isinstance(entries, list) or not isinstance(entries[int(index)], dict):
                    return None
                changed = [dict(one) if isinstance(one, dict) else one for one in entries]
                changed[int(index)][key] = ""
                return {**data, name: changed}
            case _:
                return None

    def _entry(self, finding: Finding) -> Iterator[Quickfix]:
        name, entry = _ENTRIES.get(finding.rule, ("", {}))
        data = self._document.data
        if not name or not isinstance(data, dict):
            return
        entries = data.get(name, [])
        if isinstance(entries, list):
            title = f"Add an entry to `{name}`"
            yield from self._rewritten(title, finding, {**data, name: [*entries, entry]})

    def _stale(self, finding: Finding) -> Iterator[Quickfix]:
        if finding.rule == "baseline-stale":
            for plan in mended([finding], [self._document]):
                yield from self._rewritten("Remove the entry", finding, plan.data)

    def _rewritten(self, title: str, finding: Finding, data: Any) -> Iterator[Quickfix]:
        raw = None if data is None else rewrite(self._document, data)
        if raw is not None:
            before, after = self._document.text, raw.decode("utf-8-sig")
            start, end, text = difference(before, after)
            yield Quickfix(title, finding, start, end, text)


def difference(before: str, after: str) -> tuple[int, int, str]:
    """The one stretch in which two texts differ, and what stands there in the second."""
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    rest = shorter - start
    same = next((i for i in range(rest) if before[-1 - i] != after[-1 - i]), rest)
    return start, len(before) - same, after[start : len(after) - same]
