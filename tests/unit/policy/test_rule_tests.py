"""Rule tests: what a case can get wrong, and what a test file can lack."""

import pytest

from subpolicy.documents import Document, read
from subpolicy.errors import RunError
from subpolicy.policy import ruletests  # not its names: pytest would collect Tester
from subpolicy.policy.packs import Pack
from support.rulebook import SCHEMAS, SHAPE, library, rule, rule_text, write

BASE = (
    "rule: sample\n"
    'base: {id: acme, name: "Acme, Inc.", status: active, processing: {locations: [US]}}\n'
)
LOCATIONS = (
    "for_each: {place: vendor.processing.locations}\nmatch: place != 'EU'\n"
    "require: place == 'US'\nmessage: place + ' is far'"
)
BOTH = """\
  - {name: p, expect: pass}
  - {name: f, vendor: {processing: {locations: [DE]}}, expect: fail}
"""
FAR = (
    'unexpected finding: vendor "acme", at "/processing/locations/0", item "DE", '
    'message "DE is far"'
)


def document(text):
    found = read("sample.test.yaml", text.encode())
    assert isinstance(found, Document), found.faults
    assert not SCHEMAS.violations("rule-test", found.data)
    return found


def run(body, text, scope="vendor", tables=None):
    tester = ruletests.Tester(SCHEMAS, SHAPE, tables or {})
    tests = {} if text is None else {"sample": document(BASE + text)}
    (result,) = tester.run([rule(body, scope=scope)], tests)
    return result


def problems(body, *cases, scope="vendor", tables=None):
    """The problems of each case, written in YAML's flow style."""
    text = "cases:\n" + "".join(f"  - {{name: a, {case}}}\n" for case in cases)
    return [list(one.problems) for one in run(body, text, scope, tables).cases]


def case(*body):
    return problems(LOCATIONS, ", ".join(body))[0]


def far(*places):
    return f"vendor: {{processing: {{locations: [{', '.join(places)}]}}}}"


class TestCases:
    def test_that_hold(self):
        result = run(LOCATIONS, "cases:\n" + BOTH)
        assert result.holds
        assert [result.count(kind) for kind in ("pass", "fail", "not-applicable")] == [1, 1, 0]
        assert [str(one.place) for one in result.cases] == [
            *("sample.test.yaml:4:12", "sample.test.yaml:5:12")
        ]

    @pytest.mark.parametrize(
        ("places", "actual"), [(["US"], "pass"), (["DE"], "fail"), (["EU"], "not-applicable")]
    )
    @pytest.mark.parametrize("expected", ["pass", "fail", "not-applicable"])
    def test_of_another_outcome(self, places, actual, expected):
        wrong = [] if actual == expected else [f"expected {expected}, got {actual}"]
        assert case(far(*places), f"expect: {expected}") == wrong

    def test_with_the_findings_as_they_are(self):
        findings = (
            "findings: [{at: /processing/locations/1, item: DE, message: DE is far}, "
            "{vendor: acme, item: FR}]"
        )
        assert case(far("US", "DE", "FR"), "expect: fail", findings) == []

    @pytest.mark.parametrize(
        ("finding", "shown"),
        [
            ("message: it is far", 'message "it is far"'),
            ("at: /name", 'at "/name"'),
            ("item: FR", 'item "FR"'),
            ("vendor: beta", 'vendor "beta"'),
            ("item: DE, message: other", 'item "DE", message "other"'),
        ],
    )
    def test_with_a_finding_that_is_not_there(self, finding, shown):
        whole = shown if finding.startswith("vendor") else f'vendor "acme", {shown}'
        assert case(far("DE"), "expect: fail", f"findings: [{{{finding}}}]") == [
            f"missing finding: {whole}",
            FAR,
        ]

    def test_with_a_finding_that_nobody_expected(self):
        assert case(far("DE", "FR"), "expect: fail", "findings: [{item: FR}]") == [
            FAR,
            "expected 1 findings, got 2",
        ]

    def test_with_one_expectation_for_two_findings(self):
        assert case(far("DE", "FR"), "expect: fail", "findings: [{vendor: acme}]") == [
            "expected 1 findings, got 2"
        ]

    def test_with_findings_where_it_passes(self):
        assert case("expect: pass", "findings: [{item: DE}]")[0].startswith("missing finding")

    def test_with_a_record_that_is_not_valid(self):
        assert case("vendor: {status: actve, colour: red}", "expect: pass") == [
            'the record acme is not valid: unknown key "colour"',
            'the record acme is not valid: "actve" is not an allowed value of status',
        ]

    def test_with_another_record_that_is_not_valid(self):
        assert case("others: [{id: beta, nme: B}]", "expect: pass") == [
            'the record beta is not valid: unknown key "nme"'
        ]

    def test_with_a_record_that_is_invalid_on_purpose(self):
        assert case("vendor: {colour: red}", "invalid: true", "expect: pass") == []
        assert case("invalid: true", "expect: pass") == [
            "the record is valid, though the case says invalid: true"
        ]
        body = "require: vendor.purpose + '' == ''"
        assert problems(body, "vendor: {purpose: 5}, invalid: true, expect: fail") == [
            ["expected fail, got not judged"]
        ]

    def test_unusual_characters_are_read_as_they_are(self):
        body = "require: vendor.name.size() == 4 && vendor.name == 'a😀\\u0085\\u007f'"
        assert problems(body, r'vendor: {name: "a😀\N\x7f"}, expect: pass') == [[]]


class TestWhatACaseSets:
    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("require: today == '2026-01-01'", ""),
            ("require: today == '2024-02-29'", "as_of: 2024-02-29, "),
            ("require: file == 'acme'", ""),
            ("require: file == 'other'", "file: other, "),
            (
                "require: flag_default('x') == 'on'",
                "flags: [{key: x, kind: plan, default: 'on'}], ",
            ),
            ("params: {n: 1}\nrequire: params.n == 2", "params: {n: 2}, "),
            ("params: {home: [US]}\nrequire: params.home == ['DE']", "home: [DE], "),
            (
                "params: {categories: []}\nrequire: params.categories == ['ai']",
                "categories: [ai], ",
            ),
            (
                "params: {exporter_regimes: []}\nrequire: params.exporter_regimes == ['EU']",
                "exporter_regimes: [EU], ",
            ),
            (
                "require: dpa_signed_on('beta') == '2020-01-01'",
                "others: [{id: beta, dpa: {method: signed, signed_on: 2020-01-01}}], ",
            ),
        ],
    )
    def test_is_seen_by_the_rule(self, body, text):
        assert problems(body, f"{text}expect: pass") == [[]]

    def test_tables_are_those_of_the_packs(self, tmp_path):
        body = "require: in_table('countries', 'DE')"
        tables = library(tmp_path).tables()
        assert problems(body, "expect: pass", tables=tables) == [[]]
        assert problems(body, "expect: fail") == [[]]

    def test_the_day_of_the_file_is_that_of_its_cases(self):
        text = "as_of: 2020-05-05\ncases:\n  - {name: a, expect: pass}\n"
        (one,) = run("require: today == '2020-05-05'", text).cases
        assert one.problems == ()

    def test_other_records_are_judged_with_it_in_scope_registry(self):
        body = "group_by: vendor.name\nrequire: group.size() == 1\nmessage: group[1].id"
        assert problems(
            body,
            "expect: pass",
            "others: [{id: beta, name: B}], expect: pass",
            "others: [{id: beta}], expect: fail, findings: [{message: beta}, {vendor: beta}]",
            "others: [{id: beta}], expect: fail, findings: [{message: beta}]",
            scope="registry",
        ) == [
            *([], [], []),
            [
                'unexpected finding: vendor "beta", at "", message "beta"',
                "expected 1 findings, got 2",
            ],
        ]


class TestFiles:
    def test_a_rule_without_a_test(self):
        result = run(LOCATIONS, None)
        assert not result.holds
        (fault,) = result.problems
        assert (fault.message, str(fault.place)) == ("sample has no test", "sample.yaml")
        assert fault.help_text.startswith("write sample.test.yaml beside it")

    @pytest.mark.parametrize(
        ("cases", "missing"),
        [
            ("  - {name: p, expect: pass}\n", ["fail"]),
            (f"  - {{name: f, {far('DE')}, expect: fail}}\n", ["pass"]),
            (f"  - {{name: n, {far('EU')}, expect: not-applicable}}\n", ["pass", "fail"]),
        ],
    )
    def test_a_test_without_a_passing_or_failing_case(self, cases, missing):
        result = run(LOCATIONS, "cases:\n" + cases)
        assert [fault.message for fault in result.problems] == [
            f"sample has no case that expects {kind}" for kind in missing
        ]
        assert not result.holds
        assert not any(one.problems for one in result.cases)

    def test_the_test_of_another_rule(self):
        tests = {"sample": document(BASE.replace("sample", "other") + "cases:\n" + BOTH)}
        (result,) = ruletests.Tester(SCHEMAS, SHAPE, {}).run([rule(LOCATIONS)], tests)
        assert [(fault.message, str(fault.place)) for fault in result.problems] == [
            ('this is the test of sample, not of "other"', "sample.test.yaml:1:7")
        ]

    def test_a_test_whose_rule_does_not_exist(self, tmp_path):
        files = {
            "policies/mine/loud.yaml": rule_text("", rule_id="loud"),
            "policies/mine/loud.test.yaml": "rule: loud\ncases: [{name: a, expect: pass}]\n",
            "policies/mine/gone.test.yaml": "rule: gone\ncases: [{name: a, expect: pass}]\n",
        }
        packs = library(write(tmp_path, files))
        pack = packs.pack("mine")
        assert isinstance(pack, Pack)
        (fault,) = ruletests.orphans(pack, packs.tests("mine"))
        assert fault.message == 'no rule "gone" for this test'
        assert str(fault.place) == "policies/mine/gone.test.yaml"

    def test_a_record_that_cannot_be_read_names_its_rule(self):
        text = '"' + "\\u0001" * 90_000 + '"'
        notes = f"notes: [&n {text}, *n, *n]"
        with pytest.raises(RunError, match="sample: the file has more than"):
            run(LOCATIONS, f"cases:\n  - name: a\n    vendor: {{{notes}}}\n    expect: pass\n")
