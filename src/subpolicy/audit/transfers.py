"""Where each vendor's data goes, and on what the transfer rests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from subpolicy.audit.audit import Flow
from subpolicy.policy.law import Law
from subpolicy.registry.registry import Vendor

_AREAS = {
    "EU": "European Union",
    "EEA": "European Economic Area",
    "GLOBAL": "worldwide",
    "UNKNOWN": "not known",
}


def flows(
    vendors: Iterable[Vendor],
    home: Sequence[str],
    regimes: Sequence[str],
    law: Law,
    labels: Mapping[str, str],
    day: str,
) -> tuple[Flow, ...]:
    """Every location of every vendor that is not retired, by location, then vendor.

    Args:
        vendors: The records; broken ones are left out, as they say nothing.
        home: Where the house rule asks for no SCCs.
        regimes: The exporter regimes that the registry declares.
        law: The dated tables.
        labels: Country code → name.
        day: The as-of date.
    """
    found = [
        flow
        for vendor in vendors
        if vendor.valid and vendor.data["status"] != "retired"
        for flow in _of(vendor, home, regimes, law, labels | _AREAS, day)
    ]
    return tuple(sorted(found, key=lambda flow: (flow.location, flow.vendor, flow.access)))


def _of(
    vendor: Vendor,
    home: Sequence[str],
    regimes: Sequence[str],
    law: Law,
    labels: Mapping[str, str],
    day: str,
) -> Iterator[Flow]:
    data = vendor.data
    mechanisms = tuple(_claim(transfer) for transfer in data["transfers"])
    for access in (False, True):
        for location in data["processing"]["access" if access else "locations"]:
            yield Flow(
                vendor=vendor.id,
                name=data["name"],
                status=data["status"],
                location=location,
                label=labels.get(location, location),
                access=access,
                at_home=location in home,
                mechanisms=mechanisms,
                law={regime: _law(law, regime, location, day) for regime in regimes},
            )


def _claim(transfer: Mapping[str, Any]) -> str:
    """One entry of ``transfers`` in a few words: ``scc 2021/914, module 3 (EU)``."""
    words = transfer["mechanism"]
    if "version" in transfer:
        words += f" {transfer['version']}"
    if modules := transfer.get("modules"):
        words += f", module {' and '.join(str(module) for module in modules)}"
    if transfer.get("as_applicable"):
        words += ", as applicable"
    return f"{words} ({transfer['regime']})" if "regime" in transfer else words


def _law(law: Law, regime: str, location: str, day: str) -> str:
    """What the law of a regime says of a location, as its tables stand on the day."""
    if law.adequate(location, regime, day):
        return "no tool needed"
    if location != "UNKNOWN" and law.in_force("adequacy", location, regime, day):
        return "adequate for certified recipients"
    return "needs a transfer tool"
