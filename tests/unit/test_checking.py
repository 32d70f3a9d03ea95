"""The pipeline from a folder to a report: what is judged, counted and shown."""

import hashlib
import json
import time
from collections import Counter

import jsonschema
import pytest

from subpolicy import checking
from subpolicy.checking import Question
from subpolicy.errors import RunError
from subpolicy.renderers import FORMATS
from subpolicy.renderers.audit import renderer
from subpolicy.sources import WorkingTree
from support.audits import audit
from support.checkout import ROOT, git, repository
from support.hostile import make
from support.registries import GERMAN, GREEN, registry

TODAY = "2026-11-21"
FAR_FUTURE = "2035-01-01"
PAGES = {
    "mielto": {"missing-dpa-date": 28, "optional-without-feature-flag": 20},
    "dovetail": {"missing-dpa-date": 4, "non-us-processing-without-scc": 1},
}
"""What the two public pages leave open under the three rules that the project exists for."""


def check(root, as_of=TODAY, **options):
    return checking.check(WorkingTree(root), Question(as_of, **options))


def tally(report):
    return Counter(finding.rule for finding in report.findings)


@pytest.fixture
def red(tmp_path):
    return registry(tmp_path / "registry", acme=GREEN, berlin=GERMAN)


# -- the registries of this repository


@pytest.mark.parametrize("as_of", [TODAY, FAR_FUTURE])
def test_the_registry_of_this_repository_passes_its_own_gate(as_of):
    report = check(ROOT, as_of)
    assert report.exit_code == 0, FORMATS["text"](report)
    assert report.counts.vendors == 32
    assert report.counts.invalid == 0


@pytest.mark.parametrize(("page", "vendors"), [("mielto", 28), ("dovetail", 7)])
def test_the_public_pages_leave_open_what_the_three_rules_ask_for(page, vendors):
    three = ("missing-dpa-date", "non-us-processing-without-scc", "optional-without-feature-flag")
    report = check(ROOT / "examples" / page, rules=three)
    expected = PAGES[page]
    assert report.counts.vendors == vendors
    assert report.counts.invalid == 0
    assert {rule: tally(report)[rule] for rule in expected} == expected
    assert report.exit_code == 1


def test_mielto_claims_sccs_wherever_data_leaves_the_country():
    report = check(ROOT / "examples" / "mielto")
    assert tally(report)["non-us-processing-without-scc"] == 0
    assert tally(report)["scc-as-applicable"] == 23


def test_dovetail_names_no_transfer_tool_for_berlin():
    report = check(ROOT / "examples" / "dovetail", rules=("non-us-processing-without-scc",))
    assert [(f.vendor, f.item) for f in report.findings] == [("chartmogul", "DE")]


def test_the_readme_of_the_examples_gives_the_numbers_that_a_run_gives():
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        report = check(ROOT / "examples" / page)
        severities = Counter(finding.severity.value for finding in report.findings)
        row = next(line for line in readme.splitlines() if line.startswith(f"| `{page}/`"))
        numbers = [int(cell) for cell in row.split("|") if cell.strip().isdigit()]
        assert numbers == [report.counts.vendors, severities["error"], severities["warning"]]
        assert all(f"`{rule}`" in readme for rule in tally(report))


# -- counts


@pytest.mark.parametrize("root", ["", "examples/mielto", "examples/dovetail"])
def test_every_evaluation_has_one_of_six_outcomes(root):
    counts = check(ROOT / root).counts
    outcomes = counts.passed + counts.failed + counts.waived + counts.baselined
    assert counts.evaluations == outcomes + counts.not_applicable + counts.not_judged


def test_faults_of_files_are_counted_apart(red):
    before = check(red).counts
    (red / "vendors" / "broken.yaml").write_text("id: [", encoding="utf-8")
    after = check(red).counts
    assert (after.invalid, after.failed) == (1, before.failed)
    assert after.not_judged == after.rules


def test_the_population_holds_every_file_with_its_digest(red):
    (red / "flags.yaml").write_text("flags: []\n", encoding="utf-8")
    (red / "vendors" / "broken.yaml").write_text("id: [", encoding="utf-8")
    members = {member.path: member for member in check(red).population}
    assert sorted(members) == [
        "flags.yaml",
        "subpolicy.yaml",
        "vendors/acme.yaml",
        "vendors/berlin.yaml",
        "vendors/broken.yaml",
    ]
    for path, member in members.items():
        assert member.sha256 == hashlib.sha256((red / path).read_bytes()).hexdigest()
        assert member.judged is (path != "vendors/broken.yaml")


def test_warnings_block_only_where_the_run_is_strict(tmp_path):
    record = GREEN + "transfers: [{mechanism: scc, as_applicable: true}]\n"
    root = registry(tmp_path / "registry", acme=record)
    assert check(root, rules=("scc-as-applicable",)).exit_code == 0
    assert check(root, rules=("scc-as-applicable",), strict=True).exit_code == 1


# -- hostile registries


def test_one_of_each_hostile_file_costs_less_than_a_second_and_hides_nothing(red, monkeypatch):
    kinds = ["alias-bomb", "nested-brackets", "utf-16", "latin-1", "nul", "too-large"]
    kinds += ["link-loop", "link-outside", "unreadable"]
    for kind in kinds:
        make(kind, red / "vendors" / f"{kind}.yaml", monkeypatch)
    check(red)  # what has to be imported is imported
    start = time.process_time()
    report = check(red)
    assert time.process_time() - start < 1
    assert report.counts.invalid == len(kinds)
    assert tally(report)["non-us-processing-without-scc"] == 1


@pytest.mark.parametrize(
    "text",
    ["- a\n", "text\n", "12\n", "null\n", "{}\n", "id: 12\n", "id: {a: b}\n", "? [a]\n: b\n"],
)
def test_a_record_of_another_shape_is_a_fault_and_no_bug(red, text):
    (red / "vendors" / "odd.yaml").write_text(text, encoding="utf-8")
    report = check(red)
    assert any(fault.path == "vendors/odd.yaml" for fault in report.faults)
    assert tally(report)["non-us-processing-without-scc"] == 1


def test_an_id_that_cannot_be_printed_is_replaced_by_the_files_name(red):
    (red / "vendors" / "odd.yaml").write_text('id: "\\e[2J"\nname: Odd\n', encoding="utf-8")
    assert {f.vendor for f in check(red).faults} == {"odd"}


def test_what_internal_and_notes_hold_reaches_no_output(tmp_path):
    record = GERMAN + "internal: {price: secret-1}\nnotes: secret-2\n"
    root = registry(tmp_path / "registry", berlin=record)
    report = check(root)
    for render in (*FORMATS.values(), reported):
        assert "secret" not in render(report)


# -- narrowed reports


def test_a_narrowed_report_holds_the_named_files_alone(red):
    report = check(red, paths=("vendors/acme.yaml",))
    assert [member.path for member in report.population] == ["vendors/acme.yaml"]
    assert {evaluation.vendor for evaluation in report.evaluations} == {"acme"}
    assert report.exit_code == 0


def test_rules_across_files_still_see_the_whole_registry(tmp_path):
    twin = GREEN.replace("id: acme", "id: twin")
    root = registry(tmp_path / "registry", acme=GREEN, twin=twin)
    both = check(root, rules=("duplicate-vendor",))
    assert [finding.vendor for finding in both.findings] == ["acme", "twin"]
    one = check(root, rules=("duplicate-vendor",), paths=("vendors/twin.yaml",))
    assert [finding.vendor for finding in one.findings] == ["twin"]
    assert one.counts.failed == 1


def test_of_two_records_with_one_id_only_the_named_one_is_reported(tmp_path):
    root = registry(tmp_path / "registry", first=GERMAN, second=GERMAN)
    rules = ("non-us-processing-without-scc",)
    report = check(root, rules=rules, paths=("vendors/first.yaml",))
    assert {finding.path for finding in report.findings} == {"vendors/first.yaml"}


@pytest.mark.parametrize("path", ["", ".", "vendors", "vendors/"])
def test_a_folder_stands_for_all_in_it(red, path):
    assert check(red, paths=(path,)).counts.vendors == 2


@pytest.mark.parametrize("path", ["vendor", "vendors/acme", "vendors/acme.yaml/x", "VENDORS"])
def test_a_path_that_matches_nothing_ends_the_run(red, path):
    with pytest.raises(RunError, match="matches no file of the registry"):
        check(red, paths=("vendors", path))


def test_a_narrowed_run_that_judges_nothing_is_no_pass(red):
    with pytest.raises(RunError, match=r"^subpolicy\.yaml holds no record, so nothing is judged$"):
        check(red, paths=("subpolicy.yaml",))


def test_faults_of_a_file_that_is_no_record_can_be_reported_alone(red):
    (red / "flags.yaml").write_text("flags: 1\n", encoding="utf-8")
    report = check(red, paths=("flags.yaml",))
    assert {finding.path for finding in report.findings} == {"flags.yaml"}
    assert report.exit_code == 1


# -- provenance and outputs


def test_a_run_without_provenance_asks_git_nothing(red, monkeypatch):
    monkeypatch.setenv("PATH", "")
    repository_less = check(red, provenance=False)
    assert (repository_less.revision, repository_less.clean, repository_less.digests) == (
        None,
        None,
        {},
    )


def test_provenance_names_revision_and_digests(red):
    repository(red)
    git(red, "add", "--all")
    git(red, "commit", "--quiet", "--message=Registry")
    report = check(red)
    assert report.revision == git(red, "rev-parse", "HEAD").strip()
    assert report.clean is True
    assert {"schema", "policies/core"} <= set(report.digests)


def test_a_changed_rule_changes_the_digest_of_its_pack(red):
    folder = red / "policies" / "own"
    folder.mkdir(parents=True)
    rule = (
        "{id: own, title: t, severity: error, scope: vendor, rationale: r, remediation: r, "
        "require: 'true', message: '\"m\"'}\n"
    )
    (folder / "own.yaml").write_text(rule, encoding="utf-8")
    before = check(red, packs=("own",)).digests
    (folder / "own.yaml").write_text(rule + "# changed\n", encoding="utf-8")
    after = check(red, packs=("own",)).digests
    assert before["policies/own"] != after["policies/own"]
    assert before["schema"] == after["schema"]


def reported(report):
    """The auditor's report as JSON."""
    return renderer("json")(audit(report=report))


@pytest.mark.parametrize("render", [FORMATS["json"], reported], ids=["check", "report"])
def test_json_is_valid_against_its_schema(red, render):
    schema = json.loads((ROOT / "schema" / "report.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    (red / "vendors" / "broken.yaml").write_text("id: [\n", encoding="utf-8")
    (red / "vendors" / "many.yaml").write_text("id: Many\nnam: x\nstatus: y\n", encoding="utf-8")
    for root in (red, ROOT, ROOT / "examples" / "mielto", ROOT / "examples" / "dovetail"):
        validator.validate(json.loads(render(check(root))))


def test_a_table_that_nobody_verified_for_a_year_is_said_once_and_blocks_nothing():
    stale = [f for f in check(ROOT, as_of="2028-01-01").findings if f.rule == "table/stale"]
    assert [(f.severity.value, f.path) for f in stale] == [
        ("info", "policies/_tables/data-categories.yaml")
    ]
    assert stale[0].span.line > 1
    assert "2026" in stale[0].message


def test_a_table_counts_as_verified_for_a_year_to_the_day():
    verified = "2026-11-21"
    text = (ROOT / "policies" / "_tables" / "data-categories.yaml").read_text(encoding="utf-8")
    assert f"verified_on: {verified}" in text
    for day, expected in (("2027-11-21", 0), ("2027-11-22", 1)):
        found = [f for f in check(ROOT, as_of=day).findings if f.rule == "table/stale"]
        assert len(found) == expected


def test_tables_of_law_are_only_looked_at_where_transfer_law_is_judged():
    paths = {
        f.path
        for f in check(ROOT / "examples" / "mielto", as_of="2028-01-01").findings
        if f.rule == "table/stale"
    }
    assert {"policies/_tables/eea.yaml", "policies/_tables/adequacy.yaml"} <= paths


def test_a_broken_rule_is_named_before_any_vendor_is_read(tmp_path):
    root = registry(tmp_path / "registry", acme=GREEN)
    config = root / "subpolicy.yaml"
    config.write_text(config.read_text() + "packs: [core, house]\n", encoding="utf-8")
    (root / "policies" / "house").mkdir(parents=True)
    (root / "policies" / "house" / "broken.yaml").write_text(
        "id: broken\ntitle: t\nseverity: error\nscope: vendor\nrationale: r\nremediation: r\n"
        "require: vendor.nmae == 'x'\nmessage: vendor.name\n",
        encoding="utf-8",
    )
    (root / "vendors" / "acme.yaml").unlink()
    with pytest.raises(RunError) as raised:
        check(root)
    assert [error.message for error in raised.value.errors] == ['unknown field "nmae" in vendor']
