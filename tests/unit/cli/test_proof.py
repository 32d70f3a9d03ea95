"""``subpolicy test --coverage --mutate``: what a writer of rules sees of the proof."""

import time

import pytest

from subpolicy.cli.main import main
from support.checkout import ROOT
from support.rulebook import CONFIGURATION, rule_text, write

BASE = 'base: {id: acme, name: "Acme", status: active, processing: {locations: [US]}}\ncases:\n'
LOUD = "match: vendor.status != 'retired'\nrequire: has(vendor.purpose)\nmessage: \"'is mute'\""
CASES = (
    "  - {name: p, vendor: {purpose: x}, expect: pass}\n"
    "  - {name: f, expect: fail}\n"
    "  - {name: n, vendor: {status: retired}, expect: not-applicable}\n"
)
UNNOTICED = "require: has(vendor.purpose) || has(vendor.tia) → has(vendor.purpose)"
ADVICE = (
    "add a case that tells it from the rule, or name it under `equivalent` in the test file with "
    "the reason why none can"
)
TEST = f"rule: loud\n{BASE}{CASES}"


@pytest.fixture
def run(tmp_path, capsys):
    def run(*options, body=LOUD, test=TEST, **files):
        pack = {"policies/mine/loud.yaml": rule_text(body, rule_id="loud"), **files}
        if test is not None:
            pack["policies/mine/loud.test.yaml"] = test
        write(tmp_path, {"subpolicy.yaml": CONFIGURATION, **pack})
        code = main(["test", "--root", str(tmp_path), "--pack", "mine", *options])
        seen = capsys.readouterr()
        assert seen.err == ""
        return code, seen.out.splitlines()

    return run


def test_without_options_the_cases_are_counted(run):
    assert run() == (
        0,
        ["ok   mine/loud: 1 pass, 1 fail, 1 not-applicable", "PASS 1 rule, 3 cases: 0 faults"],
    )


def test_coverage_adds_exact_counts_up(run):
    files = {
        "policies/mine/soft.yaml": rule_text("require: has(vendor.tia)", rule_id="soft"),
        "policies/mine/soft.test.yaml": f"rule: soft\n{BASE}  - {{name: f, expect: fail}}\n",
    }
    code, lines = run("--coverage", "--quiet", **files)
    assert code == 1
    assert lines == [
        "FAIL mine/soft: 0 pass, 1 fail, 0 not-applicable",
        "     policies/mine/soft.test.yaml: soft has no case that expects pass",
        "       = help: a rule is proven by a record that it lets through and one that it stops",
        "coverage: 1 of 2 rules with a case that expects pass, 1 in all",
        "coverage: 2 of 2 rules with a case that expects fail, 2 in all",
        "coverage: 1 of 2 rules with a case that expects not-applicable, 1 in all",
        "FAIL 2 rules, 4 cases: 1 fault",
    ]


def test_mutants_that_are_all_noticed(run):
    assert run("--mutate") == (
        0,
        [
            "ok   mine/loud: 1 pass, 1 fail, 1 not-applicable; 4 of 4 mutants noticed",
            "mutants: 4 of 1 rule, 4 noticed, 0 equivalent, 0 unnoticed",
            "PASS 1 rule, 3 cases: 0 faults",
        ],
    )


def test_a_mutant_that_nobody_notices_fails_the_run(run):
    body = LOUD.replace("has(vendor.purpose)", "has(vendor.purpose) || has(vendor.tia)")
    code, lines = run("--mutate", body=body)
    assert code == 1
    assert lines == [
        "FAIL mine/loud: 1 pass, 1 fail, 1 not-applicable; 8 of 9 mutants noticed",
        f"     policies/mine/loud.yaml:8:29: unnoticed: {UNNOTICED}",
        f"       = help: {ADVICE}",
        "mutants: 9 of 1 rule, 8 noticed, 0 equivalent, 1 unnoticed",
        "FAIL 1 rule, 3 cases: 1 fault",
    ]


def test_a_mutant_that_is_explained_does_not(run):
    body = LOUD.replace("has(vendor.purpose)", "has(vendor.purpose) || has(vendor.tia)")
    test = f'{TEST}equivalent:\n  - mutant: "{UNNOTICED}"\n    reason: no vendor has a tia\n'
    code, lines = run("--mutate", body=body, test=test)
    assert code == 0
    assert lines[0].endswith("8 of 9 mutants noticed, 1 equivalent")
    assert lines[1] == "mutants: 9 of 1 rule, 8 noticed, 1 equivalent, 0 unnoticed"


def test_an_explanation_of_nothing_fails_the_run_when_rules_are_mutated(run):
    test = TEST + "equivalent: [{mutant: gone, reason: was there}]\n"
    assert run(test=test)[0] == 0
    code, lines = run("--mutate", test=test)
    assert code == 1
    assert lines[1:3] == [
        '     policies/mine/loud.test.yaml:7:23: no such mutant survives: "gone"',
        "       = help: take the entry out",
    ]


@pytest.mark.parametrize("test", [None, TEST.replace("expect: fail", "expect: pass")])
def test_rules_whose_tests_do_not_hold_are_not_mutated(run, test):
    code, lines = run("--mutate", test=test)
    assert code == 1
    assert lines[0].endswith("; not mutated, as its tests do not hold")
    assert "mutants: 0 of 0 rules, 0 noticed, 0 equivalent, 0 unnoticed" in lines


def test_what_the_linter_finds_fails_the_run(run):
    assert run("--quiet", body=f"params: {{idle: 1}}\n{LOUD}") == (
        1,
        [
            "FAIL mine/loud: 1 pass, 1 fail, 1 not-applicable",
            '     policies/mine/loud.yaml:7:16: the parameter "idle" is never read',
            "       = help: take it out",
            "FAIL 1 rule, 3 cases: 1 fault",
        ],
    )


def test_a_case_that_a_rule_cannot_decide_is_told_beside_its_reason(run):
    body = LOUD.replace("has(vendor.purpose)", "vendor.purpose == 'x'")
    code, lines = run(body=body)
    assert code == 1
    assert lines[1].startswith(
        "     policies/mine/loud.test.yaml:5:12: f: loud cannot be evaluated"
    )
    assert lines[2].startswith(
        "     policies/mine/loud.yaml:8:17: cannot decide every valid record"
    )
    assert lines[3].startswith("       = help: ask has() first; this record breaks it: {")


def test_a_remark_is_printed_and_fails_nothing(run):
    files = {
        "policies/mine/soft.yaml": rule_text(LOUD, rule_id="soft"),
        "policies/mine/soft.test.yaml": TEST.replace("rule: loud", "rule: soft"),
    }
    code, lines = run(**files)
    assert code == 0
    assert lines[1:3] == [
        "     policies/mine/loud.yaml:8:10: remark: fails on exactly the cases on which soft fails",
        "       = help: add a case that tells the two apart, or make one rule of them",
    ]
    assert lines[-1] == "PASS 2 rules, 6 cases: 0 faults, 1 remark"


def test_a_test_without_a_rule_is_told_unless_rules_are_asked_for(run):
    stray = {"policies/mine/gone.test.yaml": TEST.replace("rule: loud", "rule: gone")}
    code, lines = run(**stray)
    assert code == 1
    assert '     policies/mine/gone.test.yaml: no rule "gone" for this test' in lines
    assert run("--rule", "loud", **stray)[0] == 0


def test_a_rule_that_does_not_compile_stops_the_run(tmp_path, capsys):
    body = rule_text("require: vendor.nme == ''", rule_id="loud")
    files = {"subpolicy.yaml": CONFIGURATION, "policies/mine/loud.yaml": body}
    assert main(["test", "--root", str(write(tmp_path, files)), "--mutate"]) == 2
    assert 'unknown field "nme" in vendor' in capsys.readouterr().err


@pytest.mark.slow
def test_all_shipped_rules_are_proven_within_the_time_allowed(capsys):
    start = time.process_time()
    code = main(["test", "--root", str(ROOT), "--coverage", "--mutate", "--quiet"])
    spent = time.process_time() - start
    lines = capsys.readouterr().out.splitlines()
    assert code == 0, "\n".join(lines)
    assert lines[-2].endswith("0 unnoticed")
    assert spent < 20
