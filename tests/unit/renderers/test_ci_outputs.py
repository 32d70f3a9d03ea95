"""What CI systems read: each format by its consumer's rules, and nothing hostile gets through."""

import json
import re
from urllib.parse import unquote

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import NOT_JUDGED, PASSED, Evaluation, Failed
from subpolicy.locations import Span
from subpolicy.renderers import FORMATS
from support.reports import finding, report, rule_card, shared_report

CI = ("sarif", "junit", "gitlab", "azure", "markdown")
HOSTILE = (
    "\x1b[2J \x00 \x9b \u202e \u2028 \ud800 \udcff \ufffe \uffff ]]> <b>&\"' | [a](https://x) "
    "](1) {0} ::error::x ##vso[task.complete result=Succeeded] ##[error]y %0A;] \r\n::debug::z"
)
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\ud800-\udfff]")


def sarif(shown):
    return json.loads(FORMATS["sarif"](shown))["runs"][0]


def junit(shown):
    return JUnitXml.fromstring(FORMATS["junit"](shown).encode())


def gitlab(shown):
    return json.loads(FORMATS["gitlab"](shown))


def azure(shown):
    return FORMATS["azure"](shown).splitlines()


def hostile():
    fault = finding(
        rule=HOSTILE,
        vendor=HOSTILE,
        message=HOSTILE,
        path=f"vendors/{HOSTILE}.yaml",
        pointer="/" + HOSTILE.replace("~", "").replace("/", ""),
        item=HOSTILE,
        remediation=HOSTILE,
    )
    cards = (rule_card(id=HOSTILE, title=HOSTILE, rationale=HOSTILE, remediation=HOSTILE),)
    return report(fault, faults=(fault,), rules=cards, not_selected=(HOSTILE,), prefix="a b/")


@pytest.mark.parametrize("name", CI)
def test_hostile_text_steers_no_terminal_and_gives_no_command(name):
    output = FORMATS[name](hostile())
    assert not RAW.search(output)
    output.encode()
    commands = [line for line in output.splitlines() if re.search(r"##(vso)?\[", line)]
    if name == "azure":
        starts = [len(re.findall(r"##\w*\[", line)) for line in commands]
        assert starts == [1, 1]
        assert all(line.startswith("##vso[task.logissue type=error;") for line in commands)
    else:
        assert commands == []
    assert not any(line.lstrip().startswith("::") for line in output.splitlines())


def test_hostile_text_leaves_json_and_xml_whole():
    assert len(sarif(hostile())["results"]) == len(gitlab(hostile())) == 2
    assert junit(hostile()).tests == 2


@pytest.mark.parametrize("name", CI)
def test_paths_are_counted_from_the_top_of_the_repository(name):
    assert "lists/eu/vendors/pinecone.yaml" in FORMATS[name](report(finding(), prefix="lists/eu/"))


@pytest.mark.parametrize("name", CI)
def test_a_run_without_findings_is_complete_output(name):
    green = report(evaluations=(Evaluation(finding().rule, "acme", PASSED),))
    output = FORMATS[name](green)
    assert output.endswith("\n")
    assert "scc" in output or name in {"gitlab", "azure", "markdown"}


# -- SARIF


def test_sarif_lists_every_selected_rule_and_every_kind_of_fault_with_help():
    run = sarif(shared_report())
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "non-us-processing-without-scc",
        "missing-dpa-date",
        "file/name",
        "yaml/tab",
    ]
    for rule in rules:
        assert rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        assert "security-severity" not in rule["properties"]


def test_sarif_results_point_at_their_rule_and_four_field_regions():
    run = sarif(shared_report())
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert set(region) == {"startLine", "startColumn", "endLine", "endColumn"}
    assert {result["level"] for result in run["results"]} == {"error", "warning", "note"}


def test_sarif_suppresses_what_is_accepted_and_says_of_the_rest_that_it_is_not():
    results = sarif(shared_report())["results"]
    reasons = [s["justification"] for result in results for s in result["suppressions"]]
    assert len(reasons) == 3
    assert reasons[0].startswith("waiver pinecone-jp: accepted by dpo@example.com")
    assert all("suppressions" in result for result in results)


def test_sarif_fingerprints_are_those_of_the_findings_and_differ():
    same = (finding(span=Span(1, 1, 1, 2)), finding(span=Span(2, 1, 2, 2)))
    prints = [r["partialFingerprints"] for r in sarif(report(*same))["results"]]
    assert prints == [{"primaryLocationLineHash": f"{finding().fingerprint}:{n}"} for n in (1, 2)]


def test_sarif_addresses_are_percent_encoded_bytes():
    path = "vendors/a b:%é\udcff#?.yaml"
    result = sarif(report(finding(path=path), prefix="x/"))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "x/vendors/a%20b%3A%25%C3%A9%FF%23%3F.yaml"
    assert unquote(uri, errors="surrogateescape") == f"x/{path}"


def test_sarif_category_ends_in_a_slash_and_tells_registries_apart():
    assert sarif(report())["automationDetails"]["id"] == "subpolicy/"
    assert sarif(report(prefix="lists/eu/"))["automationDetails"]["id"] == "subpolicy/lists/eu/"


def test_sarif_messages_hold_no_links():
    text = sarif(report(finding(message="[a](https://example.com) [b](1)")))["results"][0]
    assert text["message"]["text"].startswith("[a] (https://example.com) [b] (1)")


# -- JUnit


def test_junit_counts_are_those_of_its_cases():
    suites = junit(shared_report())
    cases = [case for suite in suites for case in suite]
    kinds = [type(result) for case in cases for result in case.result]
    assert suites.tests == len(cases) == 8
    assert suites.failures == kinds.count(Failure) == 2
    assert suites.errors == kinds.count(Error) == 2
    assert suites.skipped == kinds.count(Skipped) == 2


def test_junit_has_one_case_per_rule_and_vendor_and_the_gravest_outcome_decides():
    rule = finding().rule
    several = (
        Evaluation(rule, "pinecone", PASSED),
        Evaluation(rule, "pinecone", Failed(finding(item="DE", message="in DE"))),
        Evaluation(rule, "pinecone", Failed(finding(item="FR", message="in FR"))),
    )
    (case,) = [c for suite in junit(report(evaluations=several)) for c in suite]
    (failure,) = case.result
    assert (case.classname, case.name) == (rule, "pinecone")
    assert failure.message == "in DE (and 1 more)"
    assert [line.split(" (fix")[0] for line in failure.text.splitlines()] == [
        "vendors/pinecone.yaml:9:19: error: in DE",
        "vendors/pinecone.yaml:9:19: error: in FR",
    ]


def test_junit_skips_what_is_accepted_with_the_reason():
    shared = shared_report()
    accepted = tuple(e for e in shared.evaluations if e.outcome.verdict == "waived")
    (case,) = [
        c for suite in junit(shared._replace(evaluations=accepted, faults=())) for c in suite
    ]
    (skipped,) = case.result
    assert isinstance(skipped, Skipped)
    assert skipped.message.startswith("accepted: processes personal data in JP")
    assert "waiver pinecone-jp: accepted by dpo@example.com" in skipped.text


def test_junit_skips_what_was_not_judged():
    lone = report(evaluations=(Evaluation(finding().rule, "acme", NOT_JUDGED),))
    (case,) = [c for suite in junit(lone) for c in suite]
    assert case.result[0].message == "not judged: the record is invalid"


# -- GitLab


def test_gitlab_has_the_documented_keys_and_no_others():
    for issue in gitlab(shared_report()):
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert set(issue["location"]) == {"path", "lines"}
        assert issue["location"]["lines"]["begin"] >= 1
        assert not issue["location"]["path"].startswith("./")


def test_gitlab_fingerprints_are_unique_and_the_first_is_the_findings():
    prints = [issue["fingerprint"] for issue in gitlab(report(finding(), finding(), finding()))]
    own = finding().fingerprint
    assert prints == [own, f"{own}-2", f"{own}-3"]


def test_gitlab_severities_and_accepted_ones_as_info():
    got = gitlab(report(*(finding(severity=severity) for severity in Severity)))
    assert [issue["severity"] for issue in got] == ["major", "minor", "info"]
    accepted = [i for i in gitlab(shared_report()) if "known at adoption" in i["description"]]
    assert [issue["severity"] for issue in accepted] == ["info", "info"]


# -- Azure


def test_azure_issue_names_type_place_and_rule():
    assert azure(report(finding(remediation=None)))[0] == (
        "##vso[task.logissue type=error;sourcepath=vendors/pinecone.yaml;linenumber=9;"
        "columnnumber=19;code=non-us-processing-without-scc;]"
        "processes personal data in EU without SCCs"
    )


def test_azure_properties_cannot_be_broken_out_of():
    line = azure(report(finding(path="vendors/a;]%0D.yaml", message="100%;]")))[0]
    assert "sourcepath=vendors/a%3B%5D%AZP250D.yaml;linenumber" in line
    assert "]100%AZP25;] (fix" in line


def test_azure_info_and_accepted_ones_are_plain_lines_and_so_is_the_last():
    lines = azure(shared_report())
    plain = [line for line in lines if line.startswith("- ")]
    assert [line.split(": ")[1] for line in plain] == [*["info"] * 3, "waived", *["baselined"] * 2]
    assert lines[-1].startswith("FAIL 3 vendors, 2 rules, ")


# -- the job summary


def test_the_summary_shows_what_blocks_first_and_marks_what_is_accepted():
    output = FORMATS["markdown"](shared_report())
    states = re.findall(r"^\| (\*\*error\*\*|\w+(?: error)?) \| `", output, re.MULTILINE)
    accepted = ["waived error", "baselined error", "baselined error"]
    assert states == [*["**error**"] * 6, *["warning"] * 2, *["info"] * 3, *accepted]
    assert output.startswith("## FAIL: subpolicy\n\n**6 findings block** as of 2026-01-01.")


def test_the_summary_marks_what_is_open_at_the_base_and_passes():
    output = FORMATS["markdown"](
        report(finding(), known_at_base=frozenset({finding().fingerprint}))
    )
    assert output.startswith("## PASS: subpolicy\n\nNothing blocks")
    assert "| error, known at the base | `vendors/pinecone.yaml:9:19` |" in output


def test_the_summary_fits_and_says_how_many_it_left_out():
    many = [finding(message="€" * 10_000, span=Span(n, 1, n, 2)) for n in range(1, 101)]
    output = FORMATS["markdown"](report(*many))
    assert 800_000 < len(output.encode()) < 900_000
    shown = output.count("€" * 10_000)
    assert f"{100 - shown} more findings: too many for a summary" in output


def test_junit_names_the_case_of_a_rule_on_the_registry_itself():
    judged = (Evaluation("policy-weakened", "", PASSED), Evaluation("policy-weakened", "b", PASSED))
    (suite,) = junit(report()._replace(evaluations=judged))
    assert [case.name for case in suite] == ["the registry", "b"]
