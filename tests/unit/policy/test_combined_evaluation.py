"""The list expression for all rules gives what each rule gives alone."""

import json
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import facts_of
from subpolicy.policy.selection import select
from subpolicy.registry.registry import Flag
from support.rulebook import SCHEMAS, SHAPE, TODAY, configuration, library, rule, vendor

SCHEMA = SCHEMAS.document("vendor")
FLAGS = {key: Flag(key, "feature", default) for key, default in (("a", "on"), ("b", "off"))}
DATES = ["2019-02-28", "2025-12-31", "2026-01-01", "2031-07-01"]
HINTS = {
    "feature_flag": ["a", "b", "unknown"],
    "category": ["payments", "unheard-of"],
    "name": ["Acme, Inc.", "Acme or Beta", "A / B"],
    "same_as": ["acme", "beta"],
    "url": ["https://a.example", "a.example"],
}
JUNK = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2**70)
    | st.text("aZ0 é😀", max_size=3)
    | st.just([])
    | st.just({})
)


def values(schema, key=""):
    """Values that the schema allows, mostly; few, so that rules find something to say."""
    while "$ref" in schema:
        target = SCHEMA
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    if "enum" in schema or key in HINTS:
        some = schema.get("enum", [])
        return st.sampled_from(HINTS.get(key, some[:4] + [one for one in some if one in "US EU"]))
    return of_type(schema)


def of_type(schema):
    match schema.get("type"):
        case "object" if "properties" in schema:
            return objects(schema)
        case "array":
            return st.lists(values(schema["items"]), max_size=3, unique_by=json.dumps)
        case "boolean":
            return st.booleans()
        case "integer":
            return st.sampled_from([1, 2, 30])
        case _:
            dates = schema.get("format") == "date"
            return st.sampled_from(DATES if dates else schema.get("examples", ["x"]))


def objects(schema):
    required = set(schema.get("required", ()))
    fields = {key: values(sub, key) for key, sub in schema["properties"].items()}
    return st.fixed_dictionaries(
        {key: field for key, field in fields.items() if key in required},
        optional={key: field for key, field in fields.items() if key not in required},
    )


RECORDS = objects(
    {**SCHEMA, "properties": {k: v for k, v in SCHEMA["properties"].items() if k != "pending"}}
)
BROKEN = st.tuples(RECORDS, st.sampled_from(sorted(SCHEMA["properties"])), JUNK).map(
    lambda parts: {**parts[0], parts[1]: parts[2], "id": "acme"}
)


@cache
def core():
    """The rules of pack core, and the tables; no fixture, as Hypothesis would print it."""
    configured = configuration("categories: [{id: payments, title: Payments}]\n")
    packs = library(Path(__file__).parent / "nowhere")
    rules = [rule for rule in select(packs, configured).rules if rule.scope != "change"]
    return rules, packs.tables()


def shown(evaluations):
    return [
        (one.rule, one.vendor, one.outcome.verdict, getattr(one.outcome, "finding", None))
        for one in evaluations
    ]


def together_and_alone(vendors):
    """The verdicts as a run gives them, and with each expression evaluated by itself."""
    rules, tables = core()
    facts = facts_of(vendors, FLAGS, tables.values())
    together = Judge(rules, facts, TODAY).judge(vendors)
    alone = Judge(rules, facts, TODAY, combined=False).judge(vendors)
    return shown(together), shown(alone)


@settings(deadline=None, max_examples=60)
@given(record=RECORDS, other=RECORDS)
def test_on_records_of_the_schema(record, other):
    vendors = [vendor({**record, "id": "acme"}), vendor({**other, "id": "beta"})]
    together, alone = together_and_alone(vendors)
    assert together == alone
    assert {rule for rule, *_ in together} == {sample.id for sample in core()[0]}


@settings(deadline=None, max_examples=60)
@given(record=BROKEN)
def test_on_records_with_faults(record):
    together, alone = together_and_alone([vendor(record)])
    assert together == alone


def test_records_that_are_generated_are_mostly_valid_and_fail_in_many_ways():
    """Otherwise the tests above would compare nothing with nothing."""
    seen, valid = set(), []

    @settings(deadline=None, max_examples=100, database=None, derandomize=True)
    @given(record=RECORDS)
    def collect(record):
        subject = vendor({**record, "id": "acme"})
        valid.append(subject.valid)
        for name, _, verdict, _ in together_and_alone([subject])[0]:
            seen.add((name, verdict))

    collect()
    assert sum(valid) > len(valid) / 4
    assert len({name for name, verdict in seen if verdict == "failed"}) > 10
    assert len({name for name, verdict in seen if verdict == "passed"}) > 10


def test_a_rule_alone_in_its_run_says_the_same():
    rules, tables = core()
    subject = [vendor({"status": "optional", "dpa": {"method": "signed"}})]
    facts = facts_of(subject, FLAGS, tables.values())
    alone = [found for one in rules for found in Judge([one], facts, TODAY).judge(subject)]
    assert shown(alone) == shown(Judge(rules, facts, TODAY).judge(subject))


def test_shape_and_schema_name_the_same_fields():
    assert set(SHAPE.fields) == set(SCHEMA["properties"]) - {"internal", "notes"}


def test_the_verdicts_of_several_lists_are_those_of_one(monkeypatch):
    rules, tables = core()
    subject = [vendor({"status": "optional"})]
    facts = facts_of(subject, FLAGS, tables.values())
    whole = shown(Judge(rules, facts, TODAY).judge(subject))
    for size in (1, 300, 10**9):
        monkeypatch.setattr("subpolicy.policy.chunks._LENGTH", size)
        assert shown(Judge(rules, facts, TODAY).judge(subject)) == whole


def test_one_rule_that_errs_changes_nothing_for_the_others():
    rules, tables = core()
    subject = [vendor({"purpose": 5})]
    facts = facts_of(subject, FLAGS, tables.values())
    stuck = rule("require: vendor.purpose + '' == ''", rule_id="zzz")
    whole = shown(Judge(rules, facts, TODAY).judge(subject))
    assert shown(Judge([*rules, stuck], facts, TODAY).judge(subject))[:-1] == whole
