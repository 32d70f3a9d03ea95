"""Registry rules asked together give what each gives for each vendor and group alone."""

import pytest

from subpolicy.errors import RunError
from subpolicy.policy import groups
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.functions import Facts
from support.rulebook import TODAY, rule, vendor

SHARED = """\
group_by: vendor.category
match: has(vendor.category) && vendor.category != params.other
params: {other: none}
let: {many: 'group.size() > 1'}
require: "!many || group.all(v, v.name == group[0].name)"
message: "params.other + ' ' + group.map(v, v.id).join(' ')"
"""
ALONE = "group_by: \"''\"\nrequire: group.size() < 100\nmessage: \"'too many'\"\n"
UNGROUPED = "group_by: vendor.category\nrequire: 'true'\nmessage: \"'x'\"\n"


def some_vendors(count=40):
    return [
        vendor({"id": f"v{n:02}", "name": f"N{n % 7 // 3}", "category": f"c{n % 11}"})
        if n % 5
        else vendor({"id": f"v{n:02}", "category": "none"} if n % 2 else {"id": f"v{n:02}"})
        for n in range(count)
    ]


def verdicts(rules, vendors):
    found = Judge(rules, Facts(), TODAY).judge(vendors)
    return [
        (one.rule, one.vendor, one.outcome.verdict, getattr(one.outcome, "finding", None))
        for one in found
    ]


def rules_of(*bodies):
    return [rule(body, scope="registry", rule_id=f"r{n}") for n, body in enumerate(bodies)]


def one_by_one(monkeypatch):
    monkeypatch.setattr(groups, "_TOGETHER", 1)
    monkeypatch.setattr(groups.Groups, "_keys", None)


def test_keys_and_groups_asked_together_give_the_same_as_alone(monkeypatch):
    rules, vendors = rules_of(SHARED, ALONE), some_vendors()
    together = verdicts(rules, vendors)
    assert {str(verdict) for _, _, verdict, _ in together} == {"passed", "failed", "not_applicable"}
    one_by_one(monkeypatch)
    assert verdicts(rules, vendors) == together


def test_an_empty_key_is_a_key():
    assert [verdict for _, _, verdict, _ in verdicts(rules_of(ALONE), some_vendors(3))] == [
        "passed"
    ] * 3


def test_a_key_that_cannot_be_worked_out_ends_the_run_with_the_rule_that_asks_for_it():
    with pytest.raises(RunError, match=r"^r1 cannot be evaluated on vendors/v00\.yaml"):
        verdicts(rules_of(SHARED, UNGROUPED), some_vendors())


def test_a_group_that_cannot_be_judged_spoils_none_beside_it():
    body = "group_by: vendor.id\nrequire: group[0].category != 'none'\nmessage: \"'x'\"\n"
    with pytest.raises(RunError, match=r"^r0 cannot be evaluated on vendors/v00\.yaml"):
        verdicts(rules_of(body), some_vendors())


def test_more_steps_than_one_call_has_are_taken_group_by_group():
    body = (
        "group_by: vendor.category\nmatch: has(vendor.category)\n"
        f"params: {{twenty: {[*range(1, 21)]}}}\n"
        "require: group.all(a, group.all(b, group.all(c, params.twenty.all(n, n > 0))))\n"
        "message: \"'x'\"\n"
    )
    found = verdicts(rules_of(body), some_vendors(50))
    assert "failed" not in {verdict for _, _, verdict, _ in found}
