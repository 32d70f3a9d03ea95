"""What rules can look up: flags, tables, and the DPA that covers a vendor."""

import pytest

from subpolicy.policy.facts import facts_of
from subpolicy.registry.registry import Flag, Vendor
from support.rulebook import vendor


def dates(**dpas):
    vendors = [
        vendor({"id": name} if dpa is None else {"id": name, "dpa": dpa})
        for name, dpa in dpas.items()
    ]
    return facts_of(vendors, {}, {}).dpa_dates


def same_as(name, **more):
    return {"method": "signed", "same_as": name, **more}


SIGNED = {"method": "signed", "signed_on": "2025-05-01"}


@pytest.mark.parametrize(
    ("dpas", "known"),
    [
        ({"a": SIGNED}, {"a"}),
        ({"a": None}, set()),
        ({"a": {"method": "none"}}, set()),
        ({"a": same_as("b"), "b": SIGNED}, {"a", "b"}),
        ({"a": same_as("b"), "b": same_as("c"), "c": SIGNED}, {"a", "b", "c"}),
        ({"a": same_as("b")}, set()),
        ({"a": same_as("b"), "b": None}, set()),
        ({"a": same_as("a")}, set()),
        ({"a": same_as("b"), "b": same_as("c"), "c": same_as("b")}, set()),
        ({"a": same_as("b"), "b": {"method": "incorporated"}}, set()),
        ({"a": same_as(5), "b": "yes"}, set()),
    ],
)
def test_a_date_is_found_through_any_chain(dpas, known):
    assert dates(**dpas) == dict.fromkeys(known, "2025-05-01")


def test_ones_own_date_comes_first():
    assert dates(a=same_as("b", signed_on="2024-01-01"), b=SIGNED)["a"] == "2024-01-01"


def test_a_long_chain_ends():
    chain = {f"v{n}": same_as(f"v{n + 1}") for n in range(2000)}
    assert len(dates(**chain, v2000=SIGNED)) == 2001


def test_a_dpa_that_names_nobody_is_covered_by_nobody():
    nameless = vendor({"id": "", "dpa": {"method": "signed", "signed_on": "2020-01-01"}})
    bare = vendor({"id": "a", "dpa": {"method": "signed"}})
    assert facts_of([nameless, bare], {}, {}).dpa_dates.get("a") is None


def test_unreadable_records_have_no_dpa():
    broken = Vendor("a", "vendors/a.yaml", None, {}, valid=False)
    assert facts_of([broken], {}, {}).dpa_dates == {}


def test_flags_are_known_by_their_default():
    flags = {"chat": Flag("chat", "plan", "on")}
    assert facts_of([], flags, {}).flags == {"chat": "on"}
