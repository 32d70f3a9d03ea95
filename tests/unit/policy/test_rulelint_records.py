"""The records that the linter holds rules against: valid, and with as little in them as may be."""

from subpolicy.policy.proof.layout import Setting, Stage
from subpolicy.policy.proof.records import Specimens, distinct, pruned
from subpolicy.registry.shape import Field, Shape
from support.rulebook import RECORD, SCHEMAS, SHAPE


def records(*words):
    return list(Specimens(SHAPE, frozenset(words)).records())


def field(name, kind="string", **options):
    plain = {"repeated": False, "required": True, "choices": frozenset(), "shape": None}
    return Field(name, kind, **(plain | options))


def test_without_a_field_that_matters_there_is_the_smallest_one():
    (smallest,) = records()
    assert smallest.keys() == RECORD.keys()
    assert not SCHEMAS.violations("vendor", smallest)


def test_every_value_of_a_required_enumeration_is_tried():
    assert {one["status"] for one in records("status")} == {
        *("planned", "active", "optional", "suspended", "retired")
    }


def test_optional_objects_have_what_they_need_and_one_thing_more():
    dpas = [one["dpa"] for one in records("dpa", "signed_on") if "dpa" in one]
    assert {"method": "incorporated"} in dpas
    assert {"method": "incorporated", "signed_on": "2025-07-29"} in dpas


def test_items_of_lists_have_what_they_need_and_one_thing_more():
    lists = [one.get("transfers") for one in records("transfers", "mechanism", "version")]
    mechanisms = {items[0]["mechanism"] for items in lists if items}
    assert {"scc", "dpf", "none"} <= mechanisms
    assert [{"mechanism": "adequacy", "version": "2021/914"}] in lists


def test_fields_come_alone_in_pairs_and_all_together():
    found = [frozenset(one.keys() - RECORD.keys()) for one in records("tia", "baa", "purpose")]
    assert frozenset() in found
    assert {frozenset({one}) for one in ("tia", "baa", "purpose")} < set(found)
    assert frozenset({"tia", "baa"}) in found
    assert frozenset({"tia", "baa", "purpose"}) in found


def test_nearly_all_of_them_are_valid():
    words = {f.name for f in SHAPE.fields.values()} | {"signed_on", "mechanism", "emergency"}
    found = records(*words)
    invalid = [one for one in found if SCHEMAS.violations("vendor", one)]
    assert len(found) > 1000
    assert invalid == []


def test_fields_without_example_or_members_get_plain_values():
    shape = Shape(
        "x",
        {
            "id": field("id"),
            "count": field("count", "integer"),
            "open": field("open", "boolean"),
            "many": field("many", choices=frozenset(f"c{n:02}" for n in range(20))),
        },
    )
    (smallest,) = Specimens(shape, frozenset()).records()
    assert smallest == {"id": "x", "count": 1, "open": True, "many": "c00"}


def test_pruning_takes_one_optional_thing_away_at_every_depth():
    record = {
        **RECORD,
        "dpa": {"method": "signed", "signed_on": "2025-01-01"},
        "transfers": [{"mechanism": "scc", "version": "2021/914"}, "broken"],
        "unknown": 1,
    }
    smaller = list(pruned(record, SHAPE))
    assert len(smaller) == 4
    assert {**record, "dpa": {"method": "signed"}} in smaller
    assert {**record, "transfers": [{"mechanism": "scc"}, "broken"]} in smaller
    assert {key: value for key, value in record.items() if key != "dpa"} in smaller


def test_the_same_record_comes_once():
    assert list(distinct([{"a": 1, "b": 2}], [{"b": 2, "a": 1}, {"a": 1}])) == [
        *({"a": 1, "b": 2}, {"a": 1})
    ]


def test_what_is_no_valid_record_is_no_vendor():
    stage = Stage(SCHEMAS, SHAPE, {})
    assert stage.vendor({"id": "acme"}) is None
    found = stage.vendor(RECORD)
    assert found is not None
    assert found.data["transfers"] == []


def test_a_setting_reads_as_what_is_set():
    setting = Setting()
    assert dict(setting) == {}
    setting.now = {"chat": "on"}
    assert (len(setting), list(setting), setting["chat"], "mail" in setting) == (
        *(1, ["chat"], "on"),
        False,
    )
