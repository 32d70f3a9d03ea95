"""A registry that is being edited is judged as if it had been read anew."""

import random

import pytest

from subpolicy import checking
from subpolicy.lsp.desk import Desk
from subpolicy.lsp.remark import Weight
from subpolicy.sources import WorkingTree
from support.desks import CONFIG, DAY, FLAGS, desk
from support.registries import GERMAN, GREEN

RULE = """\
id: own-rule
title: Mine
severity: warning
scope: vendor
rationale: Why.
remediation: How.
require: has(vendor.website)
message: '"has no website"'
"""
WAIVER = """\
id: berlin-scc
rule: non-us-processing-without-scc
vendor: berlin
item: DE
reason: Under way
approved_by: dpo@example.com
approved_on: 2026-01-01
expires_on: 2026-06-01
"""
BASELINE = "entries:\n  - {rule: missing-category, vendor: acme, due: 2026-04-01}\n"
COVERED = GREEN.replace("id: acme", "id: covered").replace("Acme", "Covered")
COVERED = COVERED.replace("  signed_on: 2024-05-01\n", "  same_as: acme\n")

EDITS = {
    "vendors/acme.yaml": [
        GREEN,
        GREEN.replace("active", "actve"),
        GREEN + "bad",
        GREEN.replace("2024-05-01", "2027-05-01"),
        GREEN.replace("id: acme", "id: berlin"),
        "",
    ],
    "vendors/berlin.yaml": [GERMAN, GERMAN.replace(", DE", ""), GERMAN + "pending: 1\n"],
    "vendors/covered.yaml": [COVERED, COVERED.replace("acme\n", "berlin\n")],
    "vendors/new.yaml": [GREEN.replace("acme", "new")],
    "flags.yaml": [FLAGS, FLAGS + "bad", FLAGS.replace("sms", "ai-search")],
    "waivers/berlin-scc.yaml": [WAIVER, WAIVER.replace("berlin\n", "nobody\n"), "id: 1\n"],
    "baseline.yaml": [BASELINE, BASELINE.replace("acme", "berlin"), "entries: 1\n"],
    "policies/own/own-rule.yaml": [RULE, RULE.replace("website)", "web)"), "id: x\n"],
    "subpolicy.yaml": [CONFIG, CONFIG + "packs: [core, own]\n", CONFIG + "rulez: 1\n"],
}


def files(mine: Desk, folder):
    """The registry as the desk has it, on disk."""
    for path, raw in mine.files.texts.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    return folder


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_it_says_what_a_new_desk_says(seed, tmp_path):
    choose = random.Random(seed)  # noqa: S311 -- no secret
    mine = desk(tmp_path / "r", acme=GREEN, berlin=GERMAN, covered=COVERED)
    mine.look()
    for _ in range(25):
        path = choose.choice([*EDITS])
        mine.files.put(path, choose.choice(EDITS[path]))
        mine.look()
    # What was sound last goes on judging, so in the end all that judges is sound.
    for path in ("subpolicy.yaml", "policies/own/own-rule.yaml", "vendors/acme.yaml"):
        mine.files.put(path, EDITS[path][0])
    mine.look()
    new = Desk(mine.root, lambda: DAY)
    for path, raw in mine.files.texts.items():
        new.files.put(path, raw.decode())
    assert mine.look().remarks == new.look().remarks


def test_it_finds_what_a_check_finds(tmp_path):
    mine = desk(tmp_path / "r", {"waivers/berlin-scc.yaml": WAIVER, "baseline.yaml": BASELINE})
    mine.files.put("vendors/berlin.yaml", GERMAN)
    mine.files.put("vendors/covered.yaml", COVERED.replace("acme\n", "nobody\n"))
    shown = [r for remarks in mine.look().remarks.values() for r in remarks]
    report = checking.check(WorkingTree(files(mine, mine.root)), checking.Question(as_of=DAY))
    found = {(f.rule, f.path, f.span, f.message) for f in report.findings}
    blocking = [remark.finding for remark in shown if remark.weight is not Weight.ACCEPTED]
    assert {(f.rule, f.path, f.span, f.message) for f in blocking} == found
    accepted = {remark.finding.rule for remark in shown if remark.weight is Weight.ACCEPTED}
    assert accepted == {"non-us-processing-without-scc", "missing-category"}


def remarks(mine, path):
    return [(r.finding.rule, r.finding.span.line) for r in mine.look().remarks.get(path, ())]


@pytest.mark.parametrize(
    ("path", "text", "rule", "line"),
    [
        ("vendors/acme.yaml", GREEN + "nope: 1\n", "schema/unknown-key", 11),
        ("vendors/acme.yaml", "id: [", "yaml/syntax", 1),
        ("flags.yaml", "flags: [{key: x}]\n", "schema/missing-key", 1),
        ("subpolicy.yaml", CONFIG + "rulez: 1\n", "schema/unknown-key", 6),
        ("subpolicy.yaml", CONFIG + "packs: [core, nope]\n", "configuration", 6),
        ("subpolicy.yaml", "organisation: [\n", "yaml/syntax", 1),
        ("policies/own/own-rule.yaml", RULE.replace("website)", "web)"), "rule", 7),
        ("policies/own/own-rule.yaml", RULE + "nope: 1\n", "schema/unknown-key", 9),
        ("policies/own/own-rule.test.yaml", "rule: own-rule\n", "schema/missing-key", 1),
        ("policies/_tables/mine.yaml", "id: mine\n", "schema/missing-key", 1),
        ("waivers/w.yaml", WAIVER, "waiver/malformed", 1),
        ("waivers/berlin-scc.yaml", WAIVER, "waiver/unknown-vendor", 3),
        ("baseline.yaml", BASELINE.replace("acme", "nobody"), "baseline-stale", 2),
    ],
)
def test_every_kind_of_file_has_its_faults_shown(path, text, rule, line, tmp_path):
    mine = desk(tmp_path / "r", {"policies/own/own-rule.yaml": RULE})
    mine.files.put(path, text)
    assert (rule, line) in remarks(mine, path)


def test_a_broken_rule_does_not_hide_what_is_wrong_with_records(tmp_path):
    mine = desk(tmp_path / "r", berlin=GERMAN)
    before = remarks(mine, "vendors/berlin.yaml")
    mine.files.put("subpolicy.yaml", CONFIG + "rulez: 1\n")
    assert remarks(mine, "vendors/berlin.yaml") == before != []


def test_without_sound_rules_records_are_held_against_their_schema(tmp_path):
    mine = desk(tmp_path / "r", {"subpolicy.yaml": "nope: 1\n"}, acme=GREEN + "nope: 1\n")
    assert remarks(mine, "vendors/acme.yaml") == [("schema/unknown-key", 11)]


def test_without_records_it_says_so_in_the_settings(tmp_path):
    mine = desk(tmp_path / "r")
    (mine.root / "vendors" / "acme.yaml").unlink()
    (remark,) = mine.look().remarks["subpolicy.yaml"]
    assert "no vendor files" in remark.finding.message


def test_the_members_of_a_group_point_at_each_other(tmp_path):
    twin = GREEN.replace("id: acme", "id: twin")
    mine = desk(tmp_path / "r", acme=GREEN, twin=twin)
    found = mine.look().remarks
    doubles = [r for r in found["vendors/acme.yaml"] if r.finding.rule == "duplicate-vendor"]
    assert [one.path for one in doubles[0].related] == ["vendors/twin.yaml"]


def test_records_of_one_id_point_at_each_other(tmp_path):
    mine = desk(tmp_path / "r", acme=GREEN, twin=GREEN)
    found = [
        r for r in mine.look().remarks["vendors/twin.yaml"] if r.finding.rule.startswith("file/")
    ]
    assert [one.path for one in found[0].related] == ["vendors/acme.yaml"]


def test_a_record_that_is_broken_while_it_is_typed_still_covers_others(tmp_path):
    mine = desk(tmp_path / "r", acme=GREEN, covered=COVERED)
    before = remarks(mine, "vendors/covered.yaml")
    mine.files.put("vendors/acme.yaml", GREEN + "x")
    assert remarks(mine, "vendors/covered.yaml") == before


def test_what_lies_on_disk_counts_again_once_forgotten(tmp_path):
    mine = desk(tmp_path / "r")
    mine.look()
    (mine.root / "vendors" / "acme.yaml").write_text(GREEN + "nope: 1\n", encoding="utf-8")
    assert ("schema/unknown-key", 11) not in remarks(mine, "vendors/acme.yaml")
    mine.files.forget()
    assert ("schema/unknown-key", 11) in remarks(mine, "vendors/acme.yaml")


def test_a_closed_document_is_what_lies_on_disk(tmp_path):
    mine = desk(tmp_path / "r")
    before = remarks(mine, "vendors/acme.yaml")
    mine.files.put("vendors/acme.yaml", "x")
    assert remarks(mine, "vendors/acme.yaml") != before
    mine.files.drop("vendors/acme.yaml")
    assert remarks(mine, "vendors/acme.yaml") == before


def test_a_link_out_of_the_registry_is_not_followed_even_when_it_is_open(tmp_path):
    mine = desk(tmp_path / "r")
    (tmp_path / "outside.yaml").write_text(GREEN, encoding="utf-8")
    try:
        (mine.root / "vendors" / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    except OSError:
        pytest.skip("no links here")
    mine.files.put("vendors/link.yaml", GREEN)
    assert remarks(mine, "vendors/link.yaml") == [("file/link-outside", 1)]


def test_what_is_no_text_is_said_to_be_none(tmp_path):
    mine = desk(tmp_path / "r")
    mine.files.put("vendors/acme.yaml", GREEN + "notes: \ud800\n")
    assert ("yaml/encoding", 11) in remarks(mine, "vendors/acme.yaml")
