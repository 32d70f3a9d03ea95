"""What the functions of rules look up, gathered from the registry once per run."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from subpolicy.policy.functions import Facts
from subpolicy.policy.law import Law
from subpolicy.policy.tables import Table
from subpolicy.registry.registry import Flag, Vendor


def facts_of(
    vendors: Sequence[Vendor], flags: Mapping[str, Flag], tables: Iterable[Table]
) -> Facts:
    """The facts of a registry, and the tables that its rules look up."""
    dpas = {vendor.id: dpa for vendor in vendors if isinstance(dpa := vendor.data.get("dpa"), dict)}
    return Facts(
        flags={flag.key: flag.default for flag in flags.values()},
        dpa_dates={vendor: date for vendor in dpas if (date := _dpa_date(vendor, dpas))},
        law=Law({table.id: table.periods() for table in tables}),
    )


def _dpa_date(vendor: str, dpas: Mapping[str, Mapping[str, Any]]) -> str:
    """The vendor's own date, else that of the vendor whose DPA covers it, through any chain."""
    seen = set()
    while vendor in dpas and vendor not in seen:
        seen.add(vendor)
        dpa = dpas[vendor]
        if isinstance(signed_on := dpa.get("signed_on"), str):
            return signed_on
        covering = dpa.get("same_as")
        vendor = covering if isinstance(covering, str) else ""
    return ""
