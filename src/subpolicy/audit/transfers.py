"""Where each vendor's data goes, and on what the transfer rests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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


_OWN_AREA = {"EU": "EEA", "UK": "GB", "CH": "CH"}
"""Where a regime's own law applies, so that data does not leave its area at all."""

_SCOPES = {
    None: "adequate",
    "commercial": "adequate for the private sector",
    "listed": "adequate for certified recipients",
}
"""For whom a row of the table ``adequacy`` holds, the widest first."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What places are looked at against; the arguments of `flows`."""

    home: Sequence[str]
    regimes: Sequence[str]
    law: Law
    labels: Mapping[str, str]
    day: str


def flows(  # noqa: PLR0913, PLR0917 -- each is another thing to look up
    vendors: Iterable[Vendor],
    home: Sequence[str],
    regimes: Sequence[str],
    law: Law,
    labels: Mapping[str, str],
    day: str,
) -> tuple[Flow, ...]:
    """Every location of every vendor that is not retired, by location, then vendor.

    A suspended vendor may still hold data, a planned one will; announced changes (``pending``)
    add the places that they will bring. Broken records are left out, as they say nothing.

    Args:
        vendors: The records.
        home: Where the house rule asks for no SCCs.
        regimes: The exporter regimes that the registry declares.
        law: The dated tables.
        labels: Country code → name.
        day: The as-of date.
    """
    setting = _Setting(home, regimes, law, labels, day)
    found = [
        flow
        for vendor in vendors
        if vendor.valid
        for flow in (*_of(vendor.data, None, setting), *_announced(vendor.data, setting))
    ]
    return tuple(sorted(found, key=_order))


def _order(flow: Flow) -> tuple[str, str, bool, str]:
    return (flow.location, flow.vendor, flow.access, flow.upcoming or "")


def _announced(data: Mapping[str, Any], setting: _Setting) -> Iterator[Flow]:
    """What announced changes add, each on top of those before it."""
    known = {(flow.location, flow.access) for flow in _of(data, None, setting)}
    for change in sorted(data["pending"], key=lambda change: str(change["effective_on"])):
        data = {**data, **change["set"]}
        for flow in _of(data, change["effective_on"], setting):
            if (flow.location, flow.access) not in known:
                known.add((flow.location, flow.access))
                yield flow


def _of(data: Mapping[str, Any], upcoming: str | None, setting: _Setting) -> Iterator[Flow]:
    if data["status"] == "retired":
        return
    mechanisms = tuple(_claim(transfer) for transfer in data["transfers"])
    for access in (False, True):
        for location in data["processing"].get("access" if access else "locations", ()):
            yield Flow(
                vendor=data["id"],
                name=data["name"],
                status=data["status"],
                location=location,
                label=setting.labels.get(location, _AREAS.get(location, location)),
                access=access,
                at_home=location in setting.home,
                mechanisms=mechanisms,
                law={regime: _law(regime, location, setting) for regime in setting.regimes},
                upcoming=upcoming,
            )


def _claim(transfer: Mapping[str, Any]) -> str:
    """One entry of ``transfers`` in a few words: ``scc 2021/914, module 3 (EU)``."""
    words = str(transfer["mechanism"])
    if "version" in transfer:
        words += f" {transfer['version']}"
    if modules := transfer.get("modules"):
        words += f", module {' and '.join(str(module) for module in modules)}"
    if transfer.get("as_applicable"):
        words += ", as applicable"
    return f"{words} ({transfer['regime']})" if "regime" in transfer else words


def _law(regime: str, location: str, setting: _Setting) -> str:
    """What the law of a regime says of a location, as its tables stand on the day.

    "Needs a transfer tool" says nothing of whether the tools that the record claims will do:
    that is for the rules of pack gdpr.
    """
    law, day = setting.law, setting.day
    if not law.in_force("regimes", regime, regime, day):
        return "not judged on this day"
    own = _OWN_AREA.get(regime)
    inside_eea = law.in_eea(location, day)
    if location == own or (own == "EEA" and inside_eea):
        return "inside the area"
    rows = law.tables.get("adequacy", {})
    codes = (location, "EEA") if inside_eea else (location,)
    scopes = {
        period.scope
        for code in codes
        for period in rows.get((code, regime), ())
        if period.holds(day)
    }
    known = (words for scope, words in _SCOPES.items() if scope in scopes)
    return next(known, "needs a transfer tool")
