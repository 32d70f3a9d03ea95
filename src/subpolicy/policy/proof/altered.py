"""Changes laid out for rules of scope ``change``: a record before and after, or the registry's."""

from collections.abc import Mapping
from typing import Any

from subpolicy.changes import Change, compare, policy_subject
from subpolicy.documents import Document, read
from subpolicy.policy.law import Law
from subpolicy.registry.registry import Vendor

_CONFIGURATION = b"organisation: {name: Example}\npage: {updated_on: 2025-12-01}\n"


def change_between(
    before: Vendor | None, after: Vendor | None, law: Law, day: str
) -> Change | None:
    """What becomes of one vendor; None where nothing does, or where a record is invalid.

    Args:
        before: The record at the base; None where it is new.
        after: The record now; None where it is gone.
        law: The tables that say which countries lie in which area.
        day: On which they are asked, an ISO date.
    """

    def in_area(code: str, area: str) -> bool:
        return law.in_area(code, area, day)

    old, new = ([] if vendor is None else [vendor] for vendor in (before, after))
    changes = compare(old, new, in_area)
    return changes[0] if len(changes) == 1 else None


def registry_change(case: Mapping[str, Any]) -> Vendor:
    """A change of the registry itself, from what a case says of it."""
    document = read("subpolicy.yaml", _CONFIGURATION)
    assert isinstance(document, Document)  # noqa: S101 -- it is ours
    return policy_subject(
        document,
        weakened=case.get("weakened", ()),
        baseline_grown=case.get("baseline_grown", ()),
        published=case.get("published", False),
        page_date_bumped=case.get("page_date_bumped", False),
    )


def given(scope: str, vendor: Vendor, day: str) -> dict[str, Any]:
    """What an expression sees of a record, or of a change, beside its parameters and items."""
    if scope == "change":
        return {"change": vendor.data, "today": day}
    return {"vendor": vendor.data, "today": day, "file": vendor.stem}
