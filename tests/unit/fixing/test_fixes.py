"""What is due moves into the records, and every other byte stays; what cannot is left alone."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from subpolicy.documents import read
from subpolicy.fixing import Fixed, Left, fixes
from subpolicy.sources import WorkingTree
from support.exceptions import adopt, configure, known, waive
from support.registries import GERMAN, GREEN, registry

TODAY = "2026-03-01"

RECORD = """\
# yaml-language-server: $schema=../schema/vendor.schema.json
id: acme  # never changes
name: "Ácme, Inc. 株式会社"
status:   optional   # soon active
feature_flag: x
purpose: Sends e-mail
data_categories: [email]   # no bodies

# Where it runs.
processing:
  # one region
  locations: [US]  # Virginia
  note: 'US only'
dpa: {method: signed, signed_on: 2024-05-01}
pending:
  - effective_on: 2026-02-01   # announced at Christmas
    note: EU hosting opens
    set:
      processing:
        locations: [US, DE]
        note: US and EU
  - effective_on: 2026-03-01
    set: {status: active}
  # the last one
  - effective_on: 2027-01-01
    set:
      purpose: Sends e-mail and SMS
website: https://acme.example  # the end
"""
FIXED = RECORD.replace("status:   optional ", "status:   active ").replace("[US]  #", "[US, DE]  #")
FIXED = FIXED.replace("note: 'US only'", "note: US and EU")
FIXED = FIXED.replace(
    """\
  - effective_on: 2026-02-01   # announced at Christmas
    note: EU hosting opens
    set:
      processing:
        locations: [US, DE]
        note: US and EU
  - effective_on: 2026-03-01
    set: {status: active}
""",
    "",
)


def fixed(root: Path, as_of: str = TODAY) -> str:
    """The text of the one file that is mended."""
    [result] = fixes(WorkingTree(root), as_of)
    assert isinstance(result, Fixed), result
    return result.after.decode()


def left(root: Path) -> Left:
    [result] = fixes(WorkingTree(root), TODAY)
    assert isinstance(result, Left), result
    return result


def with_pending(tmp_path: Path, text: str) -> Path:
    return registry(tmp_path / "registry", acme=text)


def test_what_is_due_moves_and_every_other_byte_stays(tmp_path):
    assert fixed(with_pending(tmp_path, RECORD)) == FIXED


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_stay(tmp_path, line_break, mark):
    root = with_pending(tmp_path, RECORD)
    path = root / "vendors" / "acme.yaml"
    path.write_bytes((mark + RECORD.replace("\n", line_break)).encode())
    assert fixed(root) == mark + FIXED.replace("\n", line_break)


def test_a_file_without_a_last_line_break_gets_none_in_other_places(tmp_path):
    assert fixed(with_pending(tmp_path, RECORD.rstrip("\n"))) == FIXED.rstrip("\n")


def test_what_is_due_on_the_day_itself_is_due_and_the_day_before_it_is_not(tmp_path):
    text = GREEN + "pending:\n  - effective_on: 2026-03-01\n    set: {purpose: Sends SMS}\n"
    root = with_pending(tmp_path, text)
    assert fixes(WorkingTree(root), "2026-02-28") == ()
    assert fixed(root, "2026-03-01") == GREEN.replace("Sends e-mail", "Sends SMS")


def test_new_fields_come_behind_the_last_one_in_the_style_of_records(tmp_path):
    text = GREEN + (
        "pending:\n- effective_on: 2026-03-01\n  set:\n    transfers:\n"
        "    - mechanism: scc\n      modules: [3]\n    tia: {completed_on: 2026-01-05}\n"
    )
    assert fixed(with_pending(tmp_path, text)) == (
        GREEN
        + "transfers:\n  - mechanism: scc\n    modules: [3]\ntia: {completed_on: 2026-01-05}\n"
    )


def test_records_in_brackets_stay_in_brackets(tmp_path):
    text = (
        '{"id": "acme", "name": "Acme", "status": "active", "purpose": "x",\n'
        ' "pending": [{"effective_on": "2026-01-01", "set": {"processing": '
        '{"locations": ["US", "CA"]}, "website": "https://a.example"}}],\n'
        ' "processing": {"locations": ["US"]}}\n'
    )
    assert fixed(with_pending(tmp_path, text)) == (
        '{"id": "acme", "name": "Acme", "status": "active", "purpose": "x",\n'
        ' "processing": {"locations": ["US", "CA"]}, "website": "https://a.example"}\n'
    )


def test_a_block_list_keeps_its_style_and_its_comments(tmp_path):
    text = GREEN.replace("locations: [US]", "locations:\n  - US # home\n  - CA # gone") + (
        "pending:\n  - effective_on: 2026-01-01\n    set: {processing: {locations: [US, DE]}}\n"
    )
    expected = GREEN.replace("locations: [US]", "locations:\n  - US # home\n  - DE")
    assert fixed(with_pending(tmp_path, text)) == expected


def test_an_anchor_that_is_needed_elsewhere_leaves_the_file_alone(tmp_path):
    text = GREEN + (
        "pending:\n  - effective_on: 2026-01-01\n    set: {data_categories: &kept [name]}\n"
        "  - effective_on: 2027-01-01\n    set: {data_categories: *kept}\n"
    )
    result = left(with_pending(tmp_path, text))
    assert (result.path, result.line) == ("vendors/acme.yaml", 5)
    assert "anchor" in result.why
    assert result.wanted == ("data_categories as announced for 2026-01-01",)


def test_an_alias_gives_way_to_its_new_value(tmp_path):
    text = GREEN.replace("[email]", "&mine [email]") + (
        "notes: *mine\npending:\n  - effective_on: 2026-01-01\n    set: {purpose: *p}\n"
        "internal: &p unused\n"
    ).replace("*p", "Sends SMS")
    result = fixed(with_pending(tmp_path, text))
    assert "data_categories: &mine [email]\n" in result
    assert "notes: *mine\n" in result
    assert "purpose: Sends SMS\n" in result


def test_a_record_with_faults_is_not_touched(tmp_path):
    text = GREEN + "colour: 1\npending:\n  - effective_on: 2026-01-01\n    set: {purpose: x}\n"
    assert fixes(WorkingTree(with_pending(tmp_path, text)), TODAY) == ()


def test_the_baseline_loses_what_is_mended_and_nothing_else(tmp_path):
    root = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
    text = (
        "# Adopted in January.\nentries:\n"
        "  # gone\n  - {rule: missing-purpose, vendor: acme, due: 2026-06-01} # soon\n"
        "  - rule: non-us-processing-without-scc # with counsel\n    vendor: berlin\n"
        "    item: DE\n    due: 2026-06-01\n"
        "  - {rule: missing-purpose, vendor: berlin, due: 2026-06-01}\n# end\n"
    )
    (root / "baseline.yaml").write_text(text, encoding="utf-8")
    lines = text.splitlines(keepends=True)
    assert fixed(root) == "".join([*lines[:3], *lines[4:8], *lines[9:]])


def test_a_baseline_of_which_nothing_is_left_is_an_empty_list(tmp_path):
    root = registry(tmp_path / "registry")
    text = "# why\nentries:  # all\n  - {rule: missing-purpose, vendor: acme, due: 2026-06-01}\n"
    (root / "baseline.yaml").write_text(text, encoding="utf-8")
    assert fixed(root) == "# why\nentries: []  # all\n"


def test_an_entry_that_is_listed_twice_goes_twice(tmp_path):
    root = registry(tmp_path / "registry")
    gone = known(rule="missing-purpose", vendor="acme", item=None)
    adopt(root, gone, {**gone, "due": "2026-07-01"})
    assert read("baseline.yaml", fixed(root).encode()).data == {"entries": []}


def test_what_is_waived_or_still_fails_stays(tmp_path):
    root = registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)
    configure(root)
    waive(root)
    adopt(root, known())
    assert fixes(WorkingTree(root), TODAY) == ()


VALUES = {
    "purpose": st.text("ab é:#'\"-[]{},\n", min_size=1, max_size=20).filter(str.strip),
    "processing": st.fixed_dictionaries(
        {"locations": st.lists(st.sampled_from(["US", "DE", "FR"]), min_size=1, unique=True)},
        optional={"note": st.just("as configured: # EU")},
    ),
    "status": st.sampled_from(["active", "suspended"]),
    "applies_to": st.lists(st.text("ab ,#:", min_size=1, max_size=5), unique=True, max_size=4),
    "ai": st.just({"training": "prohibited"}),
}


@settings(
    deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.fixed_dictionaries({}, optional=VALUES).filter(bool),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_change_arrives_whole_and_comments_stay(tmp_path_factory, changes, block, line_break):
    entry = json.dumps({"effective_on": "2026-01-01", "set": changes}, ensure_ascii=False)
    pending = f"pending:\n  - {entry}\n" if block else f"pending: [{entry}]\n"
    text = RECORD.partition("pending:")[0] + pending + "website: https://a.example # end\n"
    root = registry(tmp_path_factory.mktemp("any") / "registry")
    (root / "vendors" / "acme.yaml").write_bytes(text.replace("\n", line_break).encode())
    after = fixed(root)
    before = read("x.yaml", text.encode()).data
    del before["pending"]
    assert read("x.yaml", after.encode()).data == before | changes
    for comment in ("# never changes", "# soon active", "# no bodies", "# Where it runs.", "# end"):
        assert comment in after
    assert after.count("\r") == (after.count("\n") if line_break == "\r\n" else 0)
