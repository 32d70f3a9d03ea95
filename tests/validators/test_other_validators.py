"""JUnit, GitLab, Azure and JSON, read as their consumers' documents say."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from junitparser import Error, Failure, JUnitXml, Skipped
from lxml import etree

from subpolicy.findings.finding import Severity
from subpolicy.findings.outcome import Failed
from support.checkout import ROOT
from support.command import surroundings

FOLDER = Path(__file__).parent
ISSUE = re.compile(
    r"##vso\[task\.logissue (?P<properties>(?:\w+=[^;\]]*;)+)\](?P<message>[^\r\n]*)"
)
"""``##vso[area.action property=value;...]message`` (learn.microsoft.com, "Logging commands")."""
ESCAPES = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%"}


def check_jsonschema(schema, *documents):
    """What check-jsonschema says, and whether it is content."""
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--schemafile", schema, *documents],
        env=surroundings(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode == 0, done.stdout + done.stderr


def open_findings(report):
    return [broken.finding for broken in report.broken if isinstance(broken, Failed)]


def test_junit_has_the_shape_that_its_readers_ask_for(written):
    schema = etree.XMLSchema(etree.parse(FOLDER / "junit.xsd"))

    schema.assertValid(etree.parse(written("junit")))


def test_junitparser_counts_what_the_file_says_of_itself(written):
    shown = JUnitXml.fromfile(str(written("junit")))
    kinds = Counter(type(result) for suite in shown for case in suite for result in case.result)

    assert shown.failures == kinds[Failure]
    assert shown.errors == kinds[Error]
    assert shown.skipped == kinds[Skipped]
    assert shown.tests == sum(len(list(suite)) for suite in shown)
    recounted = JUnitXml.fromstring(shown.tostring())
    recounted.update_statistics()
    assert (recounted.tests, recounted.failures) == (shown.tests, shown.failures)


def test_gitlab_gets_code_quality_in_the_documented_shape(written, report, name):
    path = written("gitlab")
    content, said = check_jsonschema(FOLDER / "gitlab-code-quality.schema.json", path)
    issues = json.loads(path.read_text(encoding="utf-8"))

    assert content, said
    assert len(issues) == len(report(name).broken)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_azure_reads_each_issue_back_as_it_was_meant(written, report, name):
    """By the agent's own way: split at ``;`` and ``=``, then undo the escapes, ``%AZP25`` last."""
    lines = written("azure").read_text(encoding="utf-8").splitlines()
    issues = [ISSUE.fullmatch(line) for line in lines if "##" in line]
    assert None not in issues
    read = []
    for issue in issues:
        pairs = (pair.partition("=") for pair in issue["properties"].split(";")[:-1])
        read.append({key: unescaped(value) for key, _, value in pairs})

    wanted = [
        finding for finding in open_findings(report(name)) if finding.severity is not Severity.INFO
    ]
    assert [int(place["linenumber"]) for place in read] == [one.span.line for one in wanted]
    assert [place["code"] for place in read] == [one.rule for one in wanted]
    assert {place["type"] for place in read} <= {"error", "warning"}
    assert all(
        set(place) == {"type", "sourcepath", "linenumber", "columnnumber", "code"} for place in read
    )


def unescaped(text):
    for escape, char in ESCAPES.items():
        text = text.replace(escape, char)
    return text


def test_json_is_what_its_schema_says(written):
    content, said = check_jsonschema(ROOT / "schema" / "report.schema.json", written("json"))

    assert content, said


def test_check_jsonschema_would_find_faults(tmp_path):
    wrong = tmp_path / "wrong.json"
    wrong.write_text("{}", encoding="utf-8")

    for schema in (ROOT / "schema/report.schema.json", FOLDER / "gitlab-code-quality.schema.json"):
        assert not check_jsonschema(schema, wrong)[0]
