"""What a rule of a stranger can reach: the record, and nothing around it."""

import json
import time

import pytest

from subpolicy.policy import functions
from support.rulebook import faults, rule, verdicts

PURE = {
    *("add_days", "add_months", "adequate", "days_between", "dpa_signed_on", "flag_declared"),
    *("flag_default", "in_eea", "in_force", "in_table", "is_date", "is_https_url"),
}


def test_what_expressions_may_call_reads_no_file_clock_or_network():
    """A function more is one to think about: then it is named here."""
    assert {one.name for one in functions.SIGNATURES} == PURE


@pytest.mark.parametrize(
    "call",
    [
        *("open('/etc/passwd')", "read('/etc/passwd')", "env('HOME')", "getenv('HOME')", "now()"),
        *("http.get('https://example.com')", "exec('true')", "vendor.__class__", "eval('true')"),
    ],
)
def test_nothing_else_can_be_called(call):
    told = [message for _, message, _ in faults(rule(f"require: {json.dumps(call + ' == 1')}"))]
    assert told
    assert all(message.startswith(("unknown ", "there is no ")) for message in told), told


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|aa)*$", "^([a-z]+)*[0-9]$", "(.*)*x"])
def test_a_regular_expression_takes_time_in_proportion(pattern):
    start = time.process_time()
    body = f"require: has(vendor.purpose) && vendor.purpose.matches('{pattern}')"
    assert verdicts(body, {"purpose": "a" * 4000 + "!"}) == ["failed"]
    assert time.process_time() - start < 5.0
