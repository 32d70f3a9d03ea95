"""The functions that rules may call beside CEL's own: pure, and few.

Dates are ISO strings (``2026-11-21``) everywhere; CEL compares them as text.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from subpolicy import dates
from subpolicy.policy.expressions import Function
from subpolicy.policy.law import Law
from subpolicy.policy.urls import is_https_url

_REMEMBERED = 4096
"""Answers that a look-up keeps: records name few countries and days, and a rule asks for each."""


class Facts(NamedTuple):
    """What the functions look up: parts of the registry, and the tables."""

    flags: Mapping[str, str] = MappingProxyType({})
    """Flag key → its default, ``on`` or ``off``."""
    dpa_dates: Mapping[str, str] = MappingProxyType({})
    """Vendor id → the signing date of the DPA that covers it."""
    law: Law = Law()
    """The reference tables."""


class Signature(NamedTuple):
    """A function as the documentation shows it."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """Name and type of each."""
    returns: str
    summary: str
    bind: Callable[[Facts], Callable[..., Any]]


SIGNATURES: tuple[Signature, ...] = (
    Signature(
        "flag_declared",
        (("key", "string"),),
        "bool",
        "Whether `flags.yaml` declares this key.",
        lambda facts: facts.flags.__contains__,
    ),
    Signature(
        "flag_default",
        (("key", "string"),),
        "string",
        'The default of a flag, "on" or "off"; "" for one that is not declared.',
        lambda facts: lambda key: facts.flags.get(key, ""),
    ),
    Signature(
        "dpa_signed_on",
        (("vendor", "string"),),
        "string",
        "The signing date of the DPA that covers the vendor with this id: its own, or that of "
        '`dpa.same_as`; "" when there is none.',
        lambda facts: lambda vendor: facts.dpa_dates.get(vendor, ""),
    ),
    Signature(
        "in_table",
        (("table", "string"), ("code", "string")),
        "bool",
        "Whether a reference table in `policies/_tables/` has a row with this code.",
        lambda facts: facts.law.in_table,
    ),
    Signature(
        "in_force",
        (("table", "string"), ("code", "string"), ("regime", "string"), ("date", "string")),
        "bool",
        "Whether a reference table has a row for this code and regime that holds on the date; "
        'the regime is "" where the rows have none.',
        lambda facts: lru_cache(_REMEMBERED)(facts.law.in_force),
    ),
    Signature(
        "in_eea",
        (("country", "string"), ("date", "string")),
        "bool",
        "Whether a country is in the European Economic Area on the date; EU and EEA always are.",
        lambda facts: lru_cache(_REMEMBERED)(facts.law.in_eea),
    ),
    Signature(
        "adequate",
        (("country", "string"), ("regime", "string"), ("date", "string")),
        "bool",
        "Whether the law of the regime (EU, UK, CH) lets data go to the country without a transfer "
        "tool on the date: its own area, and the countries that it holds adequate as a whole.",
        lambda facts: lru_cache(_REMEMBERED)(facts.law.adequate),
    ),
    Signature(
        "is_https_url",
        (("text", "string"),),
        "bool",
        "Whether the text is an absolute https address with a host.",
        # The runtime would compile a regular expression anew for every value.
        lambda _: is_https_url,
    ),
    Signature(
        "is_date",
        (("text", "string"),),
        "bool",
        "Whether the text is a calendar date such as `2026-02-28`.",
        lambda _: dates.is_date,
    ),
    Signature(
        "days_between",
        (("from", "string"), ("to", "string")),
        "int",
        "The days from one date to another; negative when the second is the earlier.",
        lambda _: dates.days_between,
    ),
    Signature(
        "add_days",
        (("date", "string"), ("days", "int")),
        "string",
        "The date so many days later.",
        lambda _: dates.add_days,
    ),
    Signature(
        "add_months",
        (("date", "string"), ("months", "int")),
        "string",
        "The date so many months later; the last day of the month where that has no such day.",
        lambda _: dates.add_months,
    ),
)


def library(facts: Facts) -> list[Function]:
    """The functions, looking things up in ``facts``."""
    return [
        Function(
            signature.name,
            tuple(kind for _, kind in signature.parameters),
            signature.returns,
            signature.bind(facts),
        )
        for signature in SIGNATURES
    ]
