"""Entries of the baseline whose fault is mended: they go (SPEC §4)."""

from collections.abc import Iterable, Iterator

from subpolicy.documents import Document
from subpolicy.findings.finding import Finding
from subpolicy.fixing.fix import Plan
from subpolicy.locations import tokens
from subpolicy.waivers.baseline import BASELINE


def mended(faults: Iterable[Finding], documents: Iterable[Document]) -> Iterator[Plan]:
    """A plan for the baseline, where a run found entries that list nothing any more.

    Args:
        faults: What the run said.
        documents: The files of waivers and the baseline.
    """
    indices = {
        int(tokens(fault.pointer)[1])
        for fault in faults
        if fault.rule == "baseline-stale" and fault.path == BASELINE
    }
    document = next((document for document in documents if document.path == BASELINE), None)
    if not indices or document is None:
        return
    entries = document.data["entries"]
    gone = [_key(entries[index]) for index in sorted(indices)]
    kept = [entry for entry in entries if _key(entry) not in gone]  # an entry listed twice, too
    did = tuple(f"{' '.join(filter(None, key))} is mended, and no longer listed" for key in gone)
    yield Plan(document, "baseline", {**document.data, "entries": kept}, did)


def _key(entry: dict[str, str]) -> tuple[str | None, ...]:
    return (entry.get("rule"), entry.get("vendor"), entry.get("item"))
