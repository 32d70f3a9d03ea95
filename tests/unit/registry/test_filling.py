"""Records as rules see them, and the shape that says how."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.registry import stem
from subpolicy.registry.shape import UNSEEN, shape_of
from support.rulebook import RECORD, SCHEMAS, SHAPE

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)
FILLER = Filler(SHAPE)


def test_absent_lists_and_booleans_are_filled_in():
    filled = FILLER.fill(RECORD)
    assert filled["transfers"] == filled["applies_to"] == filled["processing"]["access"] == []
    assert filled["affiliate"] is filled["processing"]["selectable"] is False
    assert not filled.keys() & {"dpa", "purpose", "website", "ai"}


def test_what_is_there_stays():
    record = {**RECORD, "affiliate": True, "applies_to": ["a"], "transfers": [{"mechanism": "scc"}]}
    filled = FILLER.fill(record)
    assert (filled["affiliate"], filled["applies_to"]) == (True, ["a"])
    assert filled["transfers"] == [{"mechanism": "scc", "as_applicable": False, "modules": []}]


def test_objects_are_filled_in_where_they_are_and_nowhere_else():
    filled = FILLER.fill(
        {**RECORD, "notices": [{"kind": "added", "objections": {}}, {"emergency": {}}]}
    )
    assert filled["notices"][0]["channels"] == []
    assert "emergency" not in filled["notices"][0]
    assert filled["notices"][1]["emergency"] == {}


@pytest.mark.parametrize("value", [None, 5, "x", {}, [], [None, "x", 5, [1]]])
@pytest.mark.parametrize("key", ["dpa", "transfers", "processing", "affiliate", "applies_to"])
def test_values_of_a_wrong_type_are_passed_through(key, value):
    filled = FILLER.fill({**RECORD, key: value})[key]
    if value == {} and key in {"dpa", "processing"}:
        assert all(inner in ([], False) for inner in filled.values())
    else:
        assert filled == value


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(["dpa", "transfers", "notices", "x"], JSON))
)
def test_filling_changes_nothing_that_is_there(record):
    before = copy.deepcopy(record)
    filled = FILLER.fill(record)
    assert record == before
    assert filled.keys() >= record.keys()
    assert FILLER.fill(filled) == filled


def test_hidden_fields_are_left_out():
    assert seen({"id": "a", "internal": {"b": 1}, "notes": []}) == {"id": "a"}


@given(JSON)
def test_tamed_data_has_no_integer_over_64_bits(value):
    def numbers(data):
        match data:
            case dict():
                return [number for inner in data.values() for number in numbers(inner)]
            case list():
                return [number for inner in data for number in numbers(inner)]
            case int():
                return [data]
            case _:
                return []

    assert all(-(2**63) <= number < 2**63 for number in numbers(tamed(value)))


@pytest.mark.parametrize(
    "value", [2**63 - 1, -(2**63), 0, True, None, "9" * 40, 1.5, [1], {"a": [2]}]
)
def test_taming_leaves_alone_what_fits(value):
    assert tamed(value) == value


def test_taming_gives_a_text_for_what_does_not():
    assert all(isinstance(tamed(number), str) for number in (2**63, -(2**63) - 1, 10**4000))


@pytest.mark.parametrize(
    ("path", "name"),
    [("vendors/a.yaml", "a"), ("a.yaml", "a"), ("v/a/b.c.yaml", "b.c"), ("v/a.yml", "a.yml")],
)
def test_the_stem_of_a_file(path, name):
    assert stem(path) == name


class TestShape:
    def test_of_a_vendor_names_every_field_that_rules_see(self):
        assert SHAPE.fields.keys() == SCHEMAS.document("vendor")["properties"].keys() - UNSEEN

    @pytest.mark.parametrize(
        ("path", "kind", "repeated", "required"),
        [
            ("id", "string", False, True),
            ("affiliate", "boolean", False, False),
            ("data_categories", "string", True, False),
            ("processing", "object", False, True),
            ("processing.locations", "string", True, True),
            ("transfers", "object", True, False),
            ("transfers.mechanism", "string", False, True),
            ("transfers.modules", "integer", True, False),
            ("ai.retention_days", "integer", False, False),
            ("notices.objections.received", "integer", False, False),
            ("pending.set", "object", False, True),
        ],
    )
    def test_knows_kind_and_number(self, path, kind, repeated, required):
        shape = SHAPE
        *steps, last = path.split(".")
        for step in steps:
            shape = shape.fields[step].shape
        field = shape.fields[last]
        assert (field.name, field.kind, field.repeated, field.required) == (
            *(last, kind, repeated, required),
        )

    def test_names_objects_by_their_path(self):
        assert (
            SHAPE.fields["notices"].shape.fields["emergency"].shape.name
            == "vendor.notices.emergency"
        )

    def test_knows_enumerations_of_texts(self):
        assert SHAPE.fields["status"].choices == {
            *("planned", "active", "optional", "suspended", "retired")
        }
        assert "DE" in SHAPE.fields["processing"].shape.fields["locations"].choices
        assert SHAPE.fields["name"].choices == frozenset()
        assert SHAPE.fields["transfers"].shape.fields["modules"].choices == frozenset()

    def test_follows_references_and_keeps_what_stands_beside_them(self):
        schema = {
            "properties": {"a": {"$ref": "#/$defs/one", "enum": ["x"]}, "free": {"type": ["null"]}},
            "$defs": {"one": {"$ref": "#/$defs/two"}, "two": {"type": "string", "enum": ["y"]}},
        }
        shape = shape_of(schema, "thing")
        assert shape.fields["a"].choices == {"x"}
        assert (shape.fields["free"].kind, shape.fields["free"].shape) == ("string", None)
