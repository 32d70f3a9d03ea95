"""What the functions of rules look up, gathered from the registry once per run."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.policy.functions import Facts
from subpolicy.policy.law import Law
from subpolicy.policy.tables import Table
from subpolicy.registry.registry import Flag, Vendor


class Dpa(NamedTuple):
    """When a vendor's DPA was signed, or whose DPA covers it; empty texts for neither."""

    signed_on: str
    same_as: str


def facts_of(
    vendors: Iterable[Vendor], flags: Mapping[str, Flag], tables: Iterable[Table]
) -> Facts:
    """The facts of a registry, and the tables that its rules look up."""
    return Facts(flags_of(flags), dates_of(dpas_of(vendors)), law_of(tables))


class Dates(Mapping[str, str]):
    """The signing dates of DPAs, each found out when it is asked for.

    Args:
        dpas: By the vendors' ids; may change.
    """

    def __init__(self, dpas: Mapping[str, Dpa]) -> None:
        self._dpas = dpas

    def __getitem__(self, vendor: str) -> str:
        """The date on which the DPA that covers a vendor was signed.

        Raises:
            KeyError: there is none.
        """
        date = date_of(vendor, self._dpas)
        if not date:
            raise KeyError(vendor)
        return date

    def __iter__(self) -> Iterator[str]:
        """The vendors that have one."""
        return (vendor for vendor in self._dpas if date_of(vendor, self._dpas))

    def __len__(self) -> int:
        """How many these are."""
        return sum(1 for _ in self)


def flags_of(flags: Mapping[str, Flag]) -> dict[str, str]:
    """The default of each flag, by its key."""
    return {flag.key: flag.default for flag in flags.values()}


def law_of(tables: Iterable[Table]) -> Law:
    """What the reference tables say."""
    return Law({table.id: table.periods() for table in tables})


def dpas_of(vendors: Iterable[Vendor]) -> dict[str, Dpa]:
    """The DPAs of vendors that have one, by the vendor's id."""
    return {vendor.id: dpa for vendor in vendors if (dpa := dpa_of(vendor.data)) is not None}


def dpa_of(record: Mapping[str, Any]) -> Dpa | None:
    """The DPA of a record, whatever else it holds."""
    match record.get("dpa"):
        case dict() as dpa:
            signed_on, same_as = dpa.get("signed_on"), dpa.get("same_as")
            return Dpa(
                signed_on if isinstance(signed_on, str) else "",
                same_as if isinstance(same_as, str) else "",
            )
        case _:
            return None


def dates_of(dpas: Mapping[str, Dpa]) -> dict[str, str]:
    """The signing dates that are known, by the vendor's id."""
    return {vendor: date for vendor in dpas if (date := date_of(vendor, dpas))}


def date_of(vendor: str, dpas: Mapping[str, Dpa]) -> str:
    """The vendor's own date, else that of the vendor whose DPA covers it, through any chain."""
    dpa = dpas.get(covering(vendor, dpas))
    return "" if dpa is None else dpa.signed_on


def covering(vendor: str, dpas: Mapping[str, Dpa | None]) -> str:
    """The last vendor of those whose DPAs cover one another, from this one on.

    Args:
        vendor: An id.
        dpas: By the vendors' ids, as far as they are known.
    """
    chain = {vendor}
    while (dpa := dpas.get(vendor)) and not dpa.signed_on and dpa.same_as:
        if dpa.same_as in chain:
            break
        vendor = dpa.same_as
        chain.add(vendor)
    return vendor
