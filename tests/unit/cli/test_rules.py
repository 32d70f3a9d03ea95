"""``subpolicy rules``: a list, explanations, and pages that never touch what is not theirs."""

import re

import pytest

from subpolicy.cli.main import main
from support.registries import GREEN, registry

RULE = """\
id: own-region
title: A region that nobody promised
severity: error
scope: vendor
rationale: We promised `US` to a customer, and <b>only</b> that.
remediation: Ask legal, or change `processing.locations`.
references:
  - {title: "The promise, clause 4_2", url: "https://example.com/a_b?c=<d>"}
  - {title: House rule}
controls:
  - {framework: soc-2, id: CC9.2}
  - {framework: soc-2, id: P6.4}
  - {framework: gdpr, id: Art. 28}
params: {allowed: [US, CA], home: [US], months: 3, loud: true}
match: vendor.status != "retired"
for_each: {place: vendor.processing.locations}
let: {ok: place in params.allowed || place in params.home}
require: |-
  ok
  || (params.loud && params.months == 0)
message: '"is at " + place + ", which nobody promised"'
"""
TEST = """\
rule: own-region
base: {id: acme, name: "Acme, Inc.", status: active, processing: {locations: [US]}}
cases:
  - {name: only under other parameters, params: {allowed: [DE]}, expect: fail,
     vendor: {processing: {locations: [US, CN]}}}
  - name: in ``` China <i>
    vendor: {processing: {locations: [US, CN]}}
    expect: fail
    findings: [{item: CN, message: "is at CN, which nobody promised"}]
  - {name: at home, expect: pass}
  - {name: retired, vendor: {status: retired}, expect: not-applicable}
"""
QUIET = """\
id: quiet
title: Nothing
severity: info
scope: registry
rationale: None.
remediation: None.
group_by: vendor.name
require: 'true'
message: '"m"'
"""
CONFIGURATION = """\
organisation: {name: Test}
home: [US, CA]
packs: [core, own]
rules:
  own-region: {severity: warning, params: {months: 6}}
  quiet: {off: we | know}
"""


@pytest.fixture
def root(tmp_path):
    folder = registry(tmp_path / "registry", acme=GREEN)
    (folder / "subpolicy.yaml").write_text(CONFIGURATION, encoding="utf-8")
    own = folder / "policies" / "own"
    own.mkdir(parents=True)
    for name, text in (("own-region", RULE), ("own-region.test", TEST), ("quiet", QUIET)):
        (own / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def rules(root, *arguments):
    return main(["rules", "--root", str(root), *arguments])


# -- the list


def test_the_list_has_one_line_for_each_rule_in_columns(root, capsys):
    assert rules(root, "--pack", "own") == 0
    assert capsys.readouterr().out == (
        "own-region  own  warning  vendor    A region that nobody promised\n"
        "quiet       own  off      registry  Nothing\n"
    )


def test_the_list_holds_every_pack_in_reach(root, capsys):
    assert rules(root) == 0
    lines = capsys.readouterr().out.splitlines()
    packs = {line.split()[1] for line in lines}
    assert {"assurance", "core", "gdpr", "own"} <= packs
    assert len({line.split()[0] for line in lines}) == len(lines)


def test_a_pack_without_rules_is_an_empty_list(root, capsys):
    (root / "policies" / "own" / "own-region.yaml").unlink()
    (root / "policies" / "own" / "quiet.yaml").unlink()
    assert rules(root, "--pack", "own") == 0
    assert capsys.readouterr().out == ""


# -- one rule explained


def test_a_rule_is_explained_in_plain_text(root, capsys):
    assert rules(root, "own-region") == 0
    text = capsys.readouterr().out
    headings = [
        "own-region",
        "What it checks",
        "Why",
        "Fails",
        "Passes",
        "How to fix it",
        "Parameters",
        "What it rests on",
        "Controls it supports",
        "Exceptions",
    ]
    assert re.findall("^(?:" + "|".join(headings) + ")$", text, re.MULTILINE) == headings
    for line in (
        "A region that nobody promised.",
        "  own   warning here, error as shipped  each vendor by itself",
        "    for_each: place: vendor.processing.locations",
        '    match: vendor.status != "retired"',
        "    let ok: place in params.allowed || place in params.home",
        "    require:",
        "      || (params.loud && params.months == 0)",
        "We promised `US` to a customer, and <b>only</b> that.",
        "In ``` China <i>:",
        "      locations: [US, CN]",
        "  → is at CN, which nobody promised",
        "At home:",
        "  `allowed`  US, CA  US, CA",
        "  `home`     US, CA  US",
        "  `loud`     true    true",
        "  `months`   6       3",
        "Set for all rules at once, by keys of `subpolicy.yaml`: `home`.",
        "  - The promise, clause 4_2: https://example.com/a_b?c=<d>",
        "  - House rule",
        "  - soc-2: CC9.2, P6.4",
        "  - gdpr: Art. 28",
        "    item: CN",
        "      own-region:",
        "        severity: warning",
        "        params:",
        "          allowed: [US, CA]",
        "      # own-region: {off: the reason}",
    ):
        assert line in text.splitlines(), line
    assert "Ask legal, or change `processing.locations`." in text


def test_the_plainest_case_is_the_example(root, capsys):
    rules(root, "own-region")
    assert "Only under other parameters" not in capsys.readouterr().out


def test_the_exceptions_that_are_shown_are_sound(root, capsys):
    """What a reader copies from the page works."""
    rules(root, "own-region")
    blocks = re.findall(r"((?:^    .*\n?)+)", capsys.readouterr().out, re.MULTILINE)
    waiver, override = (re.sub("^    ", "", b, flags=re.MULTILINE) for b in blocks[-2:])
    head = CONFIGURATION.partition("rules:")[0]
    approvers = "waivers: {approvers: [one of waivers.approvers]}\n"
    (root / "subpolicy.yaml").write_text(head + approvers + override, encoding="utf-8")
    (root / "waivers").mkdir()
    (root / "waivers" / "acme-own-region.yaml").write_text(waiver, encoding="utf-8")
    record = GREEN.replace("[US]", "[CN]\ntransfers: [{mechanism: scc}]")
    (root / "vendors" / "acme.yaml").write_text(record, encoding="utf-8")
    capsys.readouterr()
    assert main(["check", "--root", str(root), "--pack", "own", "--as-of", "2026-02-01"]) == 0
    assert "0 failed, 1 waived" in capsys.readouterr().out


def test_lines_of_prose_fit_a_terminal(root, capsys):
    rules(root, "missing-dpa-date", "non-us-processing-without-scc")
    lines = capsys.readouterr().out.splitlines()
    assert max(len(line) for line in lines if not line.startswith("    ")) <= 88


def test_several_rules_follow_each_other(root, capsys):
    assert rules(root, "own-region", "missing-purpose") == 0
    assert re.findall(r"^(.*)\n=+$", capsys.readouterr().out, re.MULTILINE) == [
        "missing-purpose",
        "own-region",
    ]


def test_a_protected_rule_shows_no_way_round(root, capsys):
    rules(root, "missing-dpa-date")
    text = capsys.readouterr().out
    assert "The rule is protected: it can be neither lowered nor switched off." in text
    assert "rules:" not in text


def test_a_rule_that_is_off_or_not_judged_says_so(root, capsys):
    rules(root, "quiet")
    assert "Switched off here: we | know" in capsys.readouterr().out
    rules(root, "missing-owner")
    assert "`packs` in `subpolicy.yaml` names assurance; here it" in capsys.readouterr().out


def test_every_shipped_rule_can_be_explained_with_both_examples(root, capsys):
    rules(root)
    ids = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    shipped = [rule for rule in ids if rule not in {"own-region", "quiet"}]
    assert rules(root, *shipped) == 0
    text = capsys.readouterr().out
    assert len(re.findall(r"^=+$", text, re.MULTILINE)) == len(shipped)
    assert len(re.findall(r"^Fails$", text, re.MULTILINE)) == len(shipped)
    assert len(re.findall(r"^Passes$", text, re.MULTILINE)) == len(shipped)


def test_colour_makes_headings_bold_and_adds_nothing_else(root, capsys, monkeypatch):
    rules(root, "own-region")
    plain = re.sub(r"^=+\n", "", capsys.readouterr().out, flags=re.MULTILINE)
    monkeypatch.setenv("FORCE_COLOR", "1")
    rules(root, "own-region")
    bold = capsys.readouterr().out
    assert "\x1b[1mWhy\x1b[0m" in bold
    assert bold.replace("\x1b[1m", "").replace("\x1b[0m", "") == plain


# -- what is wrong


def test_every_unknown_id_is_named_with_what_was_meant(root, capsys):
    assert rules(root, "own-regoin", "quiet", "zzz") == 2
    error = capsys.readouterr().err
    assert 'error: no rule "own-regoin"\n  = help: did you mean `own-region`?\n' in error
    assert 'error: no rule "zzz"\n  = help: known here: ' in error


def test_an_unknown_pack_is_named_with_what_was_meant(root, capsys):
    assert rules(root, "--pack", "crore") == 2
    error = capsys.readouterr().err
    assert error == 'error: no pack "crore"\n  = help: did you mean `core`?\n'


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--check"], "--check goes with --pages"),
        (["quiet", "--pages", "docs"], "--pages writes the pages of whole packs"),
    ],
)
def test_options_that_make_no_sense_together_are_told(root, arguments, message, capsys):
    assert rules(root, *arguments) == 2
    assert message in capsys.readouterr().err


# -- pages


@pytest.fixture
def docs(tmp_path):
    return tmp_path / "docs"


def pages(root, docs, *arguments):
    return rules(root, "--pack", "own", "--pages", str(docs), *arguments)


def test_pages_are_written_with_an_index(root, docs, capsys):
    assert pages(root, docs) == 0
    found = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    assert found == ["README.md", "own/own-region.md", "own/quiet.md"]
    assert capsys.readouterr().err == f"{docs.as_posix()}: 3 pages, 3 written, 0 removed\n"
    index = (docs / "README.md").read_text(encoding="utf-8")
    assert "| [own-region](own/own-region.md) | own | error | A region that nobody" in index


def test_a_page_is_markdown_in_which_nothing_is_markup_that_should_not_be(root, docs):
    pages(root, docs)
    text = (docs / "own" / "own-region.md").read_text(encoding="utf-8")
    assert "We promised `US` to a customer, and &lt;b&gt;only&lt;/b&gt; that." in text
    assert "In \\`\\`\\` China &lt;i&gt;:" in text
    assert "- [The promise, clause 4\\_2](<https://example.com/a_b?c=%3Cd%3E>)" in text
    assert "| `months` | 6 | 3 |" in text
    assert "> is at CN, which nobody promised" in text
    assert text.count("```") % 2 == 1 - text.count("\\`\\`\\`") % 2 or text.count("```yaml") == 5


def test_pages_that_are_up_to_date_are_left_alone(root, docs, capsys):
    pages(root, docs)
    before = {path: path.stat().st_mtime_ns for path in docs.rglob("*.md")}
    capsys.readouterr()
    assert pages(root, docs, "--check") == 0
    assert capsys.readouterr() == ("", "")
    assert pages(root, docs) == 0
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*.md")} == before


def test_a_stale_missing_or_surplus_page_fails_the_check_and_is_named(root, docs, capsys):
    pages(root, docs)
    (root / "policies" / "own" / "quiet.yaml").unlink()
    with (root / "policies" / "own" / "own-region.yaml").open("a", encoding="utf-8") as file:
        file.write("# no matter\n")
    capsys.readouterr()
    assert pages(root, docs, "--check") == 1
    names = [line.rpartition("/docs/")[2] for line in capsys.readouterr().err.splitlines()]
    assert names[:2] == ["README.md: stale", "own/quiet.md: stale"]
    assert (docs / "own" / "quiet.md").exists()
    assert pages(root, docs) == 0
    assert not (docs / "own" / "quiet.md").exists()
    (docs / "own" / "own-region.md").unlink()
    assert pages(root, docs, "--check") == 1


def test_files_that_others_wrote_are_neither_replaced_nor_removed(root, docs, capsys):
    (docs / "guide").mkdir(parents=True)
    (docs / "guide" / "own.md").write_text("# By hand\n", encoding="utf-8")
    (docs / "notes.md").write_bytes(b"\xff\xfe")
    assert pages(root, docs) == 0
    assert (docs / "guide" / "own.md").read_text(encoding="utf-8") == "# By hand\n"
    assert (docs / "notes.md").read_bytes() == b"\xff\xfe"
    assert pages(root, docs, "--check") == 0


@pytest.mark.parametrize("content", [b"# By hand\n", b"\xff\xfe"])
def test_a_page_is_not_written_over_a_file_of_that_name(root, docs, content, capsys):
    docs.mkdir()
    (docs / "README.md").write_bytes(content)
    assert pages(root, docs) == 2
    assert "README.md was not written by this command" in capsys.readouterr().err
    assert [path.name for path in docs.rglob("*")] == ["README.md"]
    assert pages(root, docs, "--check") == 1


def test_a_folder_that_cannot_be_made_is_a_wrong_run(root, docs, capsys):
    docs.write_text("a file", encoding="utf-8")
    assert pages(root, docs) == 2
    assert "error: cannot make " in capsys.readouterr().err
