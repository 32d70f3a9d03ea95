"""The functions of rules, as rules call them."""

import re

import pytest

from subpolicy.policy.expressions import Environment, Undecided
from subpolicy.policy.facts import facts_of
from subpolicy.policy.functions import SIGNATURES, Facts
from subpolicy.policy.functions import library as functions
from subpolicy.policy.law import Law
from subpolicy.policy.urls import is_https_url
from subpolicy.registry.registry import Flag
from support.rulebook import evaluations, library, rule, vendor

ONE_OF_EACH = {
    "flag_declared": ("flag_declared('chat')", True),
    "flag_default": ("flag_default('chat')", "off"),
    "dpa_signed_on": ("dpa_signed_on('acme')", "2025-05-01"),
    "in_table": ("in_table('countries', 'DE')", True),
    "in_force": ("in_force('countries', 'DE', '', '2026-01-01')", True),
    "in_eea": ("in_eea('NO', '2026-01-01')", True),
    "adequate": ("adequate('CH', 'EU', '2026-01-01')", True),
    "is_https_url": ("is_https_url('https://a.example')", True),
    "is_date": ("is_date('2023-02-30')", False),
    "days_between": ("days_between('2024-02-28', '2024-03-01')", 2),
    "add_days": ("add_days('2024-02-28', 2)", "2024-03-01"),
    "add_months": ("add_months('2024-01-31', 1)", "2024-02-29"),
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    tables = library(tmp_path_factory.mktemp("registry")).tables()
    subject = vendor({"dpa": {"method": "signed", "signed_on": "2025-05-01"}})
    return facts_of([subject], {"chat": Flag("chat", "feature", "off")}, tables.values())


@pytest.fixture(scope="module")
def evaluate(facts):
    environment = Environment({}, functions(facts))
    return lambda text: environment.compile(text).evaluate({})


def test_every_function_is_shown_here():
    assert [signature.name for signature in SIGNATURES] == [*ONE_OF_EACH]


@pytest.mark.parametrize(("text", "value"), ONE_OF_EACH.values(), ids=[*ONE_OF_EACH])
def test_a_function_in_an_expression(evaluate, text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize("name", [*ONE_OF_EACH])
def test_a_function_in_a_rule(facts, name):
    text, value = ONE_OF_EACH[name]
    wanted = str(value).lower() if isinstance(value, bool) else repr(value)
    (one,) = evaluations([rule(f'require: "{text} == {wanted}"')], [vendor()], facts)
    assert one.outcome.verdict == "passed"


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda signature: signature.name)
def test_a_function_is_documented(signature):
    assert signature.summary.endswith(".")
    assert len(signature.summary) > 20
    assert signature.returns in {"bool", "int", "string"}
    assert all(re.fullmatch("[a-z]+", name) for name, _ in signature.parameters)
    assert {kind for _, kind in signature.parameters} <= {"string", "int"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("flag_declared('other')", False),
        ("flag_default('other')", ""),
        ("dpa_signed_on('other')", ""),
        ("in_table('countries', 'XX')", False),
        ("in_table('nothing', 'DE')", False),
        ("in_force('countries', 'DE', 'EU', '2026-01-01')", False),
        ("in_force('nothing', 'DE', '', '2026-01-01')", False),
        ("in_eea('EU', '1000-01-01')", True),
        ("in_eea('EEA', '1000-01-01')", True),
        ("in_eea('US', '2026-01-01')", False),
        ("in_eea('HR', '2013-06-30')", False),
        ("in_eea('HR', '2026-01-01')", True),
        ("adequate('DE', 'EU', '2026-01-01')", True),
        ("adequate('EU', 'UK', '2026-01-01')", True),
        ("adequate('US', 'EU', '2026-01-01')", False),
        ("adequate('JP', 'EU', '2019-01-22')", False),
        ("adequate('JP', 'EU', '2019-01-23')", True),
        ("adequate('JP', 'CH', '2026-01-01')", False),
        ("days_between('2026-01-01', '2025-12-31')", -1),
    ],
)
def test_a_function_at_its_limits(evaluate, text, value):
    assert evaluate(text) == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("days_between('2026-02-30', '2026-01-01')", "day is out of range"),
        ("add_days('soon', 1)", "Invalid isoformat string"),
        ("add_months('', 1)", "Invalid isoformat string"),
        ("adequate('DE', 'XX', '2026-01-01')", "no rows for the regime XX"),
    ],
)
def test_what_has_no_answer_is_undecided(evaluate, text, reason):
    found = evaluate(text)
    assert isinstance(found, Undecided)
    assert reason in found.reason


def test_without_facts_nothing_is_known():
    environment = Environment({}, functions(Facts()))
    assert environment.compile("flag_default('a') + dpa_signed_on('b')").evaluate({}) == ""
    assert not Law().in_table("countries", "DE")


@pytest.mark.parametrize(
    "url",
    [
        *("https://a.example", "HTTPS://A.EXAMPLE", "https://a.example/", "https://a.example?q=1"),
        *(
            "https://a.example#top",
            "https://a.example:8443/x",
            "https://1.2.3.4",
            "https://ü.example",
        ),
        "https://a.example/~x/(y)?z=a@b",
    ],
)
def test_https_url(url):
    assert is_https_url(url)


@pytest.mark.parametrize(
    "url",
    [
        *("", "http://a.example", "a.example", "/legal/dpa", "//a.example", "ftp://a.example"),
        *(
            "https:",
            "https://",
            "https:///x",
            "https://?q",
            "https://user@a.example",
            "https:a.example",
        ),
        *(
            "https://a.example:port",
            "https://a.example/a b",
            "https://a.example\n",
            " https://a.example",
        ),
        *("https://\\a.example", "https://.example", "javascript:alert(1)//https://a.example"),
    ],
)
def test_no_https_url(url):
    assert not is_https_url(url)
