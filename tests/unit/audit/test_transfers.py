"""Where data goes: every place of every vendor that holds data, and what the law says of it."""

import pytest

from subpolicy.audit import Flow
from subpolicy.audit.transfers import flows
from subpolicy.documents import Document, read
from subpolicy.policy.law import Law
from subpolicy.policy.tables import table_from
from support.audits import vendor
from support.checkout import ROOT

DAY = "2026-11-21"


@pytest.fixture(scope="module")
def law() -> Law:
    """The shipped tables."""
    tables = {}
    for path in sorted((ROOT / "policies/_tables").glob("*.yaml")):
        document = read(path.name, path.read_bytes())
        assert isinstance(document, Document)
        tables[path.stem] = table_from(document).periods()
    return Law(tables)


def found(law: Law, *vendors, regimes=(), day: str = DAY) -> tuple[Flow, ...]:
    return flows(vendors, ["US"], regimes, law, {"DE": "Germany"}, day)


def says(law: Law, regime: str, location: str, day: str = DAY) -> str:
    place = {"locations": [location], "access": []}
    (flow,) = found(law, vendor("acme", processing=place), regimes=[regime], day=day)
    return flow.law[regime]


@pytest.mark.parametrize(
    ("regime", "location", "words"),
    [
        ("EU", "DE", "inside the area"),
        ("EU", "NO", "inside the area"),
        ("EU", "EU", "inside the area"),
        ("EU", "EEA", "inside the area"),
        ("EU", "GB", "adequate"),
        ("EU", "CA", "adequate for the private sector"),
        ("EU", "US", "adequate for certified recipients"),
        ("EU", "IN", "needs a transfer tool"),
        ("EU", "GLOBAL", "needs a transfer tool"),
        ("EU", "UNKNOWN", "needs a transfer tool"),
        ("UK", "GB", "inside the area"),
        ("UK", "DE", "adequate"),
        ("UK", "US", "adequate for certified recipients"),
        ("CH", "CH", "inside the area"),
        ("CH", "DE", "adequate"),
        ("CH", "JP", "needs a transfer tool"),
    ],
)
def test_the_law_of_a_regime_on_a_location(law: Law, regime, location, words) -> None:
    assert says(law, regime, location) == words


@pytest.mark.parametrize(
    ("regime", "location", "day", "words"),
    [
        ("EU", "GB", "2020-12-31", "inside the area"),
        ("EU", "GB", "2021-03-01", "adequate"),
        ("EU", "US", "2018-10-08", "adequate for certified recipients"),
        ("EU", "US", "2020-07-16", "needs a transfer tool"),
        ("EU", "US", "2023-07-10", "adequate for certified recipients"),
        ("EU", "BR", "2026-01-25", "needs a transfer tool"),
        ("EU", "BR", "2026-01-26", "adequate"),
        ("EU", "DE", "2018-05-24", "not judged on this day"),
        ("CH", "DE", "2023-08-31", "not judged on this day"),
    ],
)
def test_the_law_is_that_of_the_day(law: Law, regime, location, day, words) -> None:
    assert says(law, regime, location, day) == words


def test_a_regime_without_tables_is_not_judged() -> None:
    assert says(Law(), "EU", "DE") == "not judged on this day"


def test_without_a_regime_no_law_is_stated(law: Law) -> None:
    assert [flow.law for flow in found(law, vendor("acme"))] == [{}]


def test_retired_vendors_and_broken_records_have_no_place_and_suspended_ones_do(law: Law) -> None:
    gone, broken = vendor("gone", status="retired"), vendor("broken", valid=False)
    still = vendor("still", status="suspended")
    assert [flow.vendor for flow in found(law, gone, broken, still)] == ["still"]


def test_remote_access_is_a_place_of_its_own(law: Law) -> None:
    places = {"locations": ["US", "DE"], "access": ["DE"]}
    found_here = found(law, vendor("acme", processing=places))
    assert [(flow.label, flow.access, flow.at_home) for flow in found_here] == [
        ("Germany", False, False),
        ("Germany", True, False),
        ("US", False, True),
    ]


def test_places_stand_by_location_then_vendor(law: Law) -> None:
    both = {"locations": ["US", "DE"], "access": []}
    names = [vendor(name, processing=both) for name in ("zeta", "acme")]
    order = [(flow.location, flow.vendor) for flow in found(law, *names)]
    assert order == [("DE", "acme"), ("DE", "zeta"), ("US", "acme"), ("US", "zeta")]


def test_an_announced_change_adds_the_places_that_it_will_bring(law: Law) -> None:
    later = {"effective_on": "2027-02-01", "set": {"processing": {"locations": ["JP", "DE"]}}}
    sooner = {"effective_on": "2027-01-01", "set": {"processing": {"locations": ["US", "DE"]}}}
    here = found(law, vendor("acme", pending=[later, sooner]))
    assert [(flow.location, flow.upcoming) for flow in here] == [
        ("DE", "2027-01-01"),
        ("JP", "2027-02-01"),
        ("US", None),
    ]


def test_an_announced_retirement_adds_nothing(law: Law) -> None:
    change = {"effective_on": "2027-02-01", "set": {"status": "retired"}}
    assert [flow.upcoming for flow in found(law, vendor("acme", pending=[change]))] == [None]


@pytest.mark.parametrize(
    ("transfer", "words"),
    [
        ({"mechanism": "none", "reason": "N/A"}, "none"),
        ({"mechanism": "scc", "as_applicable": True}, "scc, as applicable"),
        (
            {"mechanism": "scc", "version": "2021/914", "modules": [2, 3], "regime": "EU"},
            "scc 2021/914, module 2 and 3 (EU)",
        ),
        ({"mechanism": "uk-addendum", "version": "B1.0", "regime": "UK"}, "uk-addendum B1.0 (UK)"),
    ],
)
def test_a_mechanism_in_words(law: Law, transfer, words) -> None:
    (flow,) = found(law, vendor("acme", transfers=[transfer]))
    assert flow.mechanisms == (words,)
