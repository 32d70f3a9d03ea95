"""A rule, or a change of it, on the cases of its test."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from subpolicy.documents import Document
from subpolicy.errors import RunError
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Evaluation, Failed, NotJudged, Verdict
from subpolicy.policy.evaluation import Judge, environment_of
from subpolicy.policy.expressions import Environment
from subpolicy.policy.judgement import TooDeepError
from subpolicy.policy.proof.layout import Case, Stage
from subpolicy.policy.rules import Rule


@dataclass(frozen=True, slots=True)
class Bench:
    """A rule with its cases laid out, and one environment for all its changes."""

    stage: Stage
    rule: Rule
    test: Document
    cases: tuple[Case, ...]
    environment: Environment

    @classmethod
    def of(cls, stage: Stage, rule: Rule, test: Document) -> "Bench":
        """A rule and its test file.

        Raises:
            RunError: a record of the test cannot be read.
        """
        cases = stage.lay_out(rule, test)
        return cls(stage, rule, test, cases, environment_of([rule], stage.facts))

    def trial(self, rule: Rule, *, combined: bool = False) -> "Trial":
        """The rule itself or a change of it, to be held against the cases.

        Args:
            rule: The rule, or a change of it.
            combined: Evaluate it just as `check` does, which takes longer to compile.
        """
        return Trial(self.stage, self.environment, rule, combined)


@dataclass(frozen=True, slots=True)
class Trial:
    """One rule, made ready for as many days and parameters as its cases have."""

    stage: Stage
    environment: Environment
    rule: Rule
    combined: bool
    _judges: dict[tuple[str, str], Judge] = field(default_factory=dict)

    def problems(self, case: Case) -> Iterator[str]:
        """What differs from what the case expects.

        Raises:
            CompileFault: the rule does not compile.
            TooDeepError: the runtime cannot take one of its expressions.
        """
        try:
            evaluations = self.evaluations(case)
        except TooDeepError:
            raise
        except RunError as error:
            yield error.message
            return
        subject = case.vendors[0].id
        own = [evaluation for evaluation in evaluations if evaluation.vendor == subject]
        unjudged = [e.outcome.fault for e in evaluations if isinstance(e.outcome, NotJudged)]
        yield from dict.fromkeys(fault.message for fault in unjudged if fault is not None)
        yield from _verdict_problems(own, case.expected)
        yield from _finding_problems(evaluations, case.findings, subject)

    def evaluations(self, case: Case) -> list[Evaluation]:
        """What the rule says of the case.

        Raises:
            RunError: it cannot decide a valid record.
        """
        judge = self._judge(case)
        self.stage.set(case.facts)
        if self.rule.scope == "change":
            return judge.judge_changes(case.vendors[:1])
        judged = case.vendors if self.rule.scope == "registry" else case.vendors[:1]
        return judge.judge(judged)

    def _judge(self, case: Case) -> Judge:
        key = (case.day, json.dumps(case.params, sort_keys=True) if case.params else "")
        if key not in self._judges:
            rule = self.rule
            if case.params:
                rule = rule._replace(params={**rule.params, **case.params})
            self._judges[key] = Judge(
                [rule],
                self.stage.facts,
                case.day,
                environment=self.environment,
                combined=self.combined,
            )
        return self._judges[key]


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
    return {"vendor": subject, **entry} if subject else dict(entry)


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
