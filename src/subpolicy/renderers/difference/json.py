"""The difference as JSON: ``schema/diff.schema.json``, version 1."""

from collections.abc import Iterable

from subpolicy.changes.change import FieldChange, Reason
from subpolicy.changes.difference import Difference, Upcoming, VendorChange
from subpolicy.changes.owed import Owed
from subpolicy.findings.outcome import Broken
from subpolicy.markup.json import dumped
from subpolicy.renderers.json import finding_of


def render(difference: Difference) -> str:
    """One JSON object, with every value whole."""
    return dumped(
        {
            "schema": "subpolicy.diff/1",
            "tool": difference.tool,
            "as_of": difference.as_of,
            "base": difference.base,
            "head": difference.head,
            "clean": difference.clean,
            "changes": [_change(change) for change in difference.changes],
            "not_compared": [one._asdict() for one in difference.uncompared],
            "findings": [_finding(broken, difference) for broken in difference.findings],
            "notes": list(difference.notes),
        }
    )


def _change(change: VendorChange) -> dict[str, object]:
    return {
        "vendor": change.change.id,
        "name": change.name,
        "path": None if change.change.after is None else change.change.after.path,
        "kind": change.change.kind.value,
        "weight": change.weight.value,
        "reasons": _reasons(change.change.reasons),
        "notice": _owed(change.owed),
        "fields": _fields(change.change.fields),
        "upcoming": [_upcoming(coming) for coming in change.upcoming],
    }


def _upcoming(coming: Upcoming) -> dict[str, object]:
    return {
        "effective_on": coming.effective_on,
        "note": coming.note,
        "reasons": _reasons(coming.reasons),
        "notice": _owed(coming.owed),
        "fields": _fields(coming.fields),
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"kind": r.kind.value, "pointer": r.pointer, "value": r.value} for r in reasons]


def _fields(fields: Iterable[FieldChange]) -> list[dict[str, object]]:
    return [{"pointer": f.pointer, "before": f.before, "after": f.after} for f in fields]


def _owed(owed: Owed | None) -> dict[str, object] | None:
    if owed is None:
        return None
    return {
        "standing": owed.standing.value,
        "kinds": list(owed.kinds),
        "days": owed.days,
        "starts": owed.starts,
        "announced_on": owed.announced_on,
        "earliest": owed.earliest,
    }


def _finding(broken: Broken, difference: Difference) -> dict[str, object]:
    finding = finding_of(broken)
    blocks = finding["outcome"] == "fail" and finding["fingerprint"] in difference.blocking
    return finding | {"blocks": blocks}
