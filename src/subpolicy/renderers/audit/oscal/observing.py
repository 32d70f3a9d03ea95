"""Evaluations as observations, and accepted failures as risks."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from subpolicy.audit import Audit
from subpolicy.findings.finding import Finding
from subpolicy.findings.outcome import Broken, Evaluation, Failed, NotJudged, Outcome, Verdict
from subpolicy.renderers.audit.content.cells import many
from subpolicy.renderers.audit.oscal.documents import FILES, origins
from subpolicy.renderers.audit.oscal.identity import Identity
from subpolicy.renderers.audit.oscal.risks import risk
from subpolicy.renderers.audit.oscal.subjects import Subjects
from subpolicy.renderers.audit.oscal.words import Node, filled, line, morning, own

Sound = tuple[Verdict] | tuple[Verdict, str]
"""A verdict that is no finding, and why it is none where there are several reasons."""

_SAID: Mapping[Sound, str] = {
    (Verdict.PASSED,): "The rule applies, and is kept",
    (Verdict.NOT_APPLICABLE,): "The rule does not apply",
    (Verdict.NOT_JUDGED,): "Not judged, as the record is invalid in a way that hides the answer",
    (Verdict.NOT_JUDGED, "over-budget"): "Not judged, as the rule takes too many steps",
}


@dataclass(frozen=True, slots=True)
class Target:
    """What was observed of one objective."""

    observations: list[str] = field(default_factory=list)
    """UUIDs."""
    risks: list[str] = field(default_factory=list)
    """UUIDs."""
    verdicts: Counter[Verdict] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Observed:
    """All observations and risks, and which objective they speak of."""

    observations: list[Node] = field(default_factory=list)
    risks: list[Node] = field(default_factory=list)
    targets: defaultdict[str, Target] = field(default_factory=lambda: defaultdict(Target))
    """By rule id, and `FILES`."""


class Observer:
    """Turns outcomes into observations.

    What failed is one observation per finding. What did not is one per rule and verdict, with all
    vendors that it holds for as subjects: the same statement about each of them. 1,000 vendors
    under 62 rules would else be 62,000 observations, ten times the size, that say no more.
    """

    def __init__(self, audit: Audit, identity: Identity, subjects: Subjects) -> None:
        self._audit = audit
        self._identity = identity
        self._subjects = subjects
        self._titles = {card.id: card.title for card in audit.report.rules}
        self._origins = origins(identity)
        self._collected = morning(audit.report.as_of)
        self._seen: Counter[str] = Counter()

    def observed(self) -> Observed:
        """Everything, rule by rule, then the faults of files."""
        found = Observed()
        rules: dict[str, list[Evaluation]] = defaultdict(list)
        for evaluation in self._audit.report.evaluations:
            rules[evaluation.rule].append(evaluation)
        for rule, evaluations in sorted(rules.items()):
            self._rule(rule, evaluations, found)
        for fault in self._audit.report.faults:
            self._broken(FILES, fault.vendor, Failed(fault), found)
        if not self._audit.report.faults:
            self._sound_files(found)
        return found

    def _rule(self, rule: str, evaluations: Iterable[Evaluation], found: Observed) -> None:
        vendors: dict[Sound, Counter[str]] = defaultdict(Counter)
        for evaluation in evaluations:
            if isinstance(evaluation.outcome, Broken):
                self._broken(rule, evaluation.vendor, evaluation.outcome, found)
            else:
                vendors[_sound(evaluation.outcome)][evaluation.vendor] += 1
        for sound, said in _SAID.items():
            if held := vendors.get(sound):
                scale = f"{many(held.total(), 'evaluation')} of {many(len(held), 'vendor')}"
                words = f"{said}: {scale}."
                subjects = [self._subjects.of(vendor) for vendor in held]
                self._together(rule, sound, words, subjects, found)
                found.targets[rule].verdicts[sound[0]] += held.total()

    def _sound_files(self, found: Observed) -> None:
        files = many(len(self._audit.report.population), "file was", "files were")
        words = f"{files} read, and no fault was found."
        self._together(FILES, (Verdict.PASSED,), words, [self._subjects.of(None)], found)
        found.targets[FILES].verdicts[Verdict.PASSED] = 1

    def _together(
        self, target: str, sound: Sound, words: str, subjects: list[Node], found: Observed
    ) -> None:
        day = self._audit.report.as_of
        node = {
            "uuid": self._identity.of("observation", day, target, *sound),
            "title": line(self._titles.get(target, target)),
            "description": words,
            "props": own(("rule", target), ("outcome", sound[0].value)),
            "methods": ["TEST"],
            "types": ["control-objective"],
            "origins": self._origins,
            "subjects": subjects,
            "relevant-evidence": [
                {"description": "The files that the subjects link to, each with its SHA-256."}
            ],
            "collected": self._collected,
        }
        self._add(target, node, found)

    def _broken(self, target: str, vendor: str | None, broken: Broken, found: Observed) -> None:
        finding = broken.finding
        fingerprint = self._unique(finding)
        node = {
            "uuid": self._identity.of("observation", self._audit.report.as_of, fingerprint),
            "title": line(self._titles.get(finding.rule, finding.rule)),
            "description": line(finding.message),
            "props": self._facts(broken),
            "methods": ["TEST"],
            "types": ["finding"],
            "origins": self._origins,
            "subjects": [self._subjects.of(vendor)],
            "relevant-evidence": self._subjects.evidence(finding),
            "collected": self._collected,
            "remarks": line(finding.remediation) if finding.remediation else "",
        }
        self._add(target, filled(node), found)
        found.targets[target].verdicts[broken.verdict] += 1
        accepted = risk(broken, node, self._identity.of("risk", fingerprint), self._identity)
        if accepted is not None:
            found.risks.append(accepted)
            found.targets[target].risks.append(accepted["uuid"])

    def _facts(self, broken: Broken) -> list[Node]:
        finding = broken.finding
        seen = self._audit.report.first_seen.get(finding.fingerprint)
        first = (seen.date, seen.commit, seen.cause, seen.age_days) if seen else (None,) * 4
        return own(
            ("rule", finding.rule),
            ("outcome", broken.verdict.value),
            ("severity", finding.severity.value),
            ("item", finding.item),
            ("pointer", finding.pointer),
            ("fingerprint", finding.fingerprint),
            *zip(("first-seen", "first-commit", "cause", "age-days"), first, strict=True),
        )

    def _unique(self, finding: Finding) -> str:
        """The fingerprint, numbered where a record has the same fault at several places."""
        fingerprint = finding.fingerprint
        self._seen[fingerprint] += 1
        count = self._seen[fingerprint]
        return fingerprint if count == 1 else f"{fingerprint} {count}"

    @staticmethod
    def _add(target: str, node: Node, found: Observed) -> None:
        found.observations.append(node)
        found.targets[target].observations.append(node["uuid"])


def _sound(outcome: Outcome) -> Sound:
    if isinstance(outcome, NotJudged) and outcome.fault is not None:
        return (Verdict.NOT_JUDGED, "over-budget")
    return (outcome.verdict,)
