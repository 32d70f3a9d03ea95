"""Rule tests: each rule shows what it catches, what it lets pass, and what is not its concern."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from subpolicy.documents import Document, read
from subpolicy.errors import Place, RunError
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Evaluation, Failed, Verdict
from subpolicy.locations import pointer
from subpolicy.policy.evaluation import Judge
from subpolicy.policy.facts import facts_of
from subpolicy.policy.packs import Pack
from subpolicy.policy.rules import Param, Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS
from subpolicy.policy.tables import Table
from subpolicy.registry.filling import Filler, seen, tamed
from subpolicy.registry.registry import Flag, Vendor
from subpolicy.registry.shape import Shape
from subpolicy.schema import Schemas

Expectation = Literal["pass", "fail", "not-applicable"]
_PAIR = re.compile(r"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}")
DEFAULT_DAY = "2026-01-01"


class CaseResult(NamedTuple):
    """What became of one case."""

    rule: str
    name: str
    expected: Expectation
    place: Place
    problems: tuple[str, ...]
    """What differs from the expectation; empty when the case holds."""


@dataclass(frozen=True, slots=True)
class RuleResult:
    """All cases of one rule."""

    rule: Rule
    cases: tuple[CaseResult, ...]
    problems: tuple[RunError, ...]
    """Faults of the test file itself: missing, without a passing or a failing case."""

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with the rule's tests."""
        return not self.problems and not any(case.problems for case in self.cases)

    def count(self, expected: Expectation) -> int:
        """How many cases expect this."""
        return sum(case.expected == expected for case in self.cases)


@dataclass(frozen=True, slots=True)
class Tester:
    """Runs rule tests."""

    schemas: Schemas
    shape: Shape
    tables: Mapping[str, Table]

    def run(self, rules: Iterable[Rule], tests: Mapping[str, Document]) -> list[RuleResult]:
        """Rules against their test files, given by rule id."""
        return [self._rule(rule, tests.get(rule.id)) for rule in rules]

    def _rule(self, rule: Rule, document: Document | None) -> RuleResult:
        if document is None:
            missing = RunError(
                f"{rule.id} has no test",
                place=Place(rule.document.path),
                help_text=f"write {rule.id}.test.yaml beside it, with a case that passes and one "
                "that fails",
            )
            return RuleResult(rule, (), (missing,))
        cases = tuple(
            self._case(rule, document, index) for index in range(len(document.data["cases"]))
        )
        return RuleResult(rule, cases, tuple(_test_faults(rule, document)))

    def _case(self, rule: Rule, document: Document, index: int) -> CaseResult:
        case = document.data["cases"][index]
        span = document.locate(pointer("cases", index, "name"))
        place = Place(document.path, span.line, span.column)
        laid_out = _Case(self, rule, document.data, case)
        return CaseResult(rule.id, case["name"], case["expect"], place, tuple(laid_out.problems()))


def orphans(pack: Pack, tests: Mapping[str, Document]) -> list[RunError]:
    """Test files of a pack whose rule does not exist."""
    known = {rule.id for rule in pack.rules}
    return [
        RunError(f'no rule "{name}" for this test', place=Place(document.path))
        for name, document in tests.items()
        if name not in known
    ]


def _test_faults(rule: Rule, document: Document) -> Iterator[RunError]:
    data = document.data
    if data["rule"] != rule.id:
        span = document.locate("/rule")
        yield RunError(
            f'this is the test of {rule.id}, not of "{data["rule"]}"',
            place=Place(document.path, span.line, span.column),
        )
    for expected in ("pass", "fail"):
        if not any(case["expect"] == expected for case in data["cases"]):
            yield RunError(
                f"{rule.id} has no case that expects {expected}",
                place=Place(document.path),
                help_text="a rule is proven by a record that it lets through and one that it stops",
            )


class _Case:
    """One case, laid out as a small registry."""

    def __init__(
        self, tester: Tester, rule: Rule, test: Mapping[str, Any], case: Mapping[str, Any]
    ) -> None:
        self._tester = tester
        self._case = case
        self._base = test.get("base", {})
        self._day = case.get("as_of", test.get("as_of", DEFAULT_DAY))
        self._rule = replace(rule, params=_params(rule, case))

    def problems(self) -> Iterator[str]:
        """What differs from what the case expects."""
        subject = self._vendor(self._case.get("vendor", {}), self._case.get("file"))
        others = [self._vendor(other, None) for other in self._case.get("others", ())]
        vendors = [subject, *others]
        wrong = list(self._schema_problems(vendors))
        if wrong:
            yield from wrong
            return
        flags = {
            flag["key"]: Flag(flag["key"], flag.get("kind", "feature"), flag.get("default", "off"))
            for flag in self._case.get("flags", ())
        }
        facts = facts_of(vendors, flags, self._tester.tables)
        judged = vendors if self._rule.scope == "registry" else [subject]
        evaluations = Judge([self._rule], facts, self._day).judge(judged)
        own = [e for e in evaluations if e.vendor == subject.id]
        yield from _verdict_problems(own, self._case["expect"])
        yield from _finding_problems(evaluations, self._case.get("findings"), subject.id)

    def _vendor(self, record: Mapping[str, Any], file: str | None) -> Vendor:
        data = {**self._base, **record}
        name = file or str(data.get("id", "vendor"))
        path = f"vendors/{name}.yaml"
        document = read(path, _yaml(data))
        if not isinstance(document, Document):
            raise RunError(f"{self._rule.id}: {document.faults[0].message}")
        valid = not self._tester.schemas.violations("vendor", document.data)
        visible = seen(document.data)
        filled = Filler(self._tester.shape).fill(visible if valid else tamed(visible))
        return Vendor(str(data.get("id", name)), path, document, filled, valid)

    def _schema_problems(self, vendors: Sequence[Vendor]) -> Iterator[str]:
        if self._case.get("invalid"):
            if all(vendor.valid for vendor in vendors):
                yield "the record is valid, though the case says invalid: true"
            return
        for vendor in vendors:
            data = None if vendor.document is None else vendor.document.data
            for violation in self._tester.schemas.violations("vendor", data):
                yield f"the record {vendor.id} is not valid: {violation.message}"


def _yaml(data: Mapping[str, Any]) -> bytes:
    """The data as JSON that YAML reads the same: beyond U+FFFF it knows no pairs of escapes."""
    text = json.dumps(data)
    return _PAIR.sub(lambda pair: json.loads(f'"{pair[0]}"'), text).encode()


def _params(rule: Rule, case: Mapping[str, Any]) -> dict[str, Param]:
    """The rule's own parameters, changed by the case; also those that the configuration sets."""
    params: dict[str, Param] = {**rule.params, **case.get("params", {})}
    for name in CONFIGURED_PARAMS:
        if name in case:
            params[name] = case[name]
    return params


def _verdict_problems(evaluations: Sequence[Evaluation], expected: str) -> Iterator[str]:
    verdicts = {evaluation.outcome.verdict for evaluation in evaluations}
    if Verdict.FAILED in verdicts:
        actual = "fail"
    elif Verdict.PASSED in verdicts:
        actual = "pass"
    elif Verdict.NOT_JUDGED in verdicts:
        actual = "not judged"
    else:
        actual = "not-applicable"
    if actual != expected:
        yield f"expected {expected}, got {actual}"


def _finding_problems(
    evaluations: Sequence[Evaluation], expected: Sequence[Mapping[str, str]] | None, subject: str
) -> Iterator[str]:
    """Differences between the findings and those that the case lists; none when it lists none."""
    if expected is None:
        return
    actual = [e.outcome.finding for e in evaluations if isinstance(e.outcome, Failed)]
    wanted = [_wanted(entry, subject) for entry in expected]
    found = [_found(finding) for finding in actual]
    for entry in wanted:
        if not any(entry.items() <= finding.items() for finding in found):
            yield f"missing finding: {_shown(entry)}"
    for finding in found:
        if not any(entry.items() <= finding.items() for entry in wanted):
            yield f"unexpected finding: {_shown(finding)}"
    if len(found) != len(wanted):
        yield f"expected {len(wanted)} findings, got {len(found)}"


def _wanted(entry: Mapping[str, str], subject: str) -> dict[str, str]:
    return {"vendor": subject, **entry}


def _found(finding: Finding) -> dict[str, str]:
    values = {
        "vendor": finding.vendor,
        "at": finding.pointer,
        "item": finding.item,
        "message": finding.message,
    }
    return {key: value for key, value in values.items() if value is not None}


def _shown(finding: Mapping[str, str]) -> str:
    return ", ".join(f"{key} {json.dumps(value)}" for key, value in finding.items())
