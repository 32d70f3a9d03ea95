"""The verdict of each rule on each vendor.

All vendor rules go into a few long list expressions (`chunks`); only where such a list cannot be
evaluated is a rule asked by itself, and an item by itself.
"""

from collections.abc import Iterable, Iterator, Sequence

from subpolicy.findings.evaluations import Verdicts
from subpolicy.findings.outcome import (
    NOT_JUDGED,
    PASSED,
    Evaluation,
    Outcome,
)
from subpolicy.policy.asking import Subject, ask, ask_in_parts, ask_one_by_one, codes_of, from_codes
from subpolicy.policy.chunks import Chunk, chunked
from subpolicy.policy.expressions import Environment
from subpolicy.policy.functions import Facts, library
from subpolicy.policy.groups import Groups, Key
from subpolicy.policy.judgement import Judged
from subpolicy.policy.rules import Rule
from subpolicy.policy.shared import Shared
from subpolicy.registry.registry import Vendor


def environment_of(rules: Sequence[Rule], facts: Facts) -> Environment:
    """Where the expressions of rules are compiled for plain data."""
    names = {rule.for_each.name for rule in rules if rule.for_each is not None}
    seen = ["vendor", "group", "groups", "change", "params", *sorted(names)]
    variables = dict.fromkeys(seen, "dyn")
    items = {f"i{index}": "dyn" for index in range(len(rules))}
    return Environment({"today": "string", "file": "string", **variables, **items}, library(facts))


def _numbered(rules: Sequence[Rule], environment: Environment) -> Iterator[Judged]:
    """The rules made ready; those that go through the same lists share them."""
    numbers: dict[tuple[str, ...], int] = {}
    for rule in rules:
        paths = None if rule.for_each is None else tuple(rule.for_each.paths)
        lists = None if paths is None else numbers.setdefault(paths, len(numbers))
        yield Judged(rule, lists, environment)


class Judge:
    """Rules made ready for one registry on one day.

    Args:
        rules: Rules that the type checker has accepted.
        facts: What their functions look up.
        today: The as-of date, an ISO date.
        environment: One made for these rules by `environment_of`, where there is one already.
        combined: Whether rules go into long expressions; else what was compiled of each of them
            before, in the same environment, need not be compiled again.
    """

    def __init__(
        self,
        rules: Sequence[Rule],
        facts: Facts,
        today: str,
        *,
        environment: Environment | None = None,
        combined: bool = True,
    ) -> None:
        self._environment = environment or environment_of(rules, facts)
        self._today = today
        self._combined = combined
        judged = [*_numbered(rules, self._environment)]
        self._vendor_rules = [j for j in judged if j.rule.scope == "vendor"]
        registry_rules = [j for j in judged if j.rule.scope == "registry"]
        self._groups = Groups(registry_rules, self._environment, today)
        self._change_rules = [j for j in judged if j.rule.scope == "change"]
        self._chunks = [*chunked(self._vendor_rules, self._environment)] if combined else []
        self._none: Verdicts = tuple((j.rule.id, NOT_JUDGED) for j in self._vendor_rules)
        self._shared = Shared()

    def judge(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule on every vendor, sorted by vendor, rule and place.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        evaluations = self.judge_records(vendors)
        evaluations.extend(self._groups.judge(vendors))
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def judge_records(self, vendors: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``vendor`` on records by themselves, whatever others there are."""
        return [
            Evaluation(rule, vendor.id, outcome)
            for vendor in vendors
            for rule, outcome in self.verdicts(vendor)
        ]

    def verdicts(self, vendor: Vendor) -> Verdicts:
        """Every rule of scope ``vendor`` on a record; the same object where all say the same.

        Raises:
            RunError: a rule cannot be evaluated on a valid record.
        """
        if not vendor.data:
            return self._none
        base = {"vendor": vendor.data, "today": self._today, "file": vendor.stem}
        subject = Subject(vendor, base)
        if not self._combined:
            said = (ask_one_by_one(judged, subject) for judged in self._vendor_rules)
            return tuple((rule, outcome) for part in said for rule, _, outcome in part)
        return self._shared.whole([self._part(chunk, subject) for chunk in self._chunks])

    @property
    def registry_rules(self) -> tuple[str, ...]:
        """The ids of the rules of scope ``registry``."""
        return self._groups.rules

    def keys(self, vendor: Vendor) -> tuple[Key, ...]:
        """See `Groups.keys`."""
        return self._groups.keys(vendor)

    def alone(
        self, vendors: Sequence[tuple[Vendor, tuple[Key, ...]]]
    ) -> list[tuple[Outcome | None, ...]]:
        """For each of these rules, what it says of vendors that share their groups with nobody.

        Args:
            vendors: With their `keys`.

        Returns:
            None where the rule does not simply pass: whether it matters, all keys tell.
        """
        columns = []
        for rule in range(len(self.registry_rules)):
            grouped = [vendor for vendor, keys in vendors if isinstance(keys[rule], str)]
            passes = self._groups.passes_alone(rule, grouped)
            own = (keys[rule] for _, keys in vendors)
            columns.append(
                [(PASSED if next(passes) else None) if isinstance(key, str) else key for key in own]
            )
        return [*zip(*columns, strict=True)] if columns else [()] * len(vendors)

    def together(
        self, rule: int, groups: Iterable[tuple[str, list[Vendor]]]
    ) -> Iterator[tuple[Vendor, Outcome]]:
        """See `Groups.together`."""
        return self._groups.together(rule, groups)

    def judge_changes(self, subjects: Sequence[Vendor]) -> list[Evaluation]:
        """Every rule of scope ``change`` on every change, sorted like `judge`.

        Args:
            subjects: Changes as `changes.subject_of` and `policy_subject` give them.

        Raises:
            RunError: a rule cannot be evaluated on a change.
        """
        chunks = [Chunk([judged], self._environment) for judged in self._change_rules]
        evaluations: list[Evaluation] = []
        for vendor in subjects:
            subject = Subject(vendor, {"change": vendor.data, "today": self._today})
            for judged, chunk in zip(self._change_rules, chunks, strict=True):
                if self._combined:
                    evaluations += ask(chunk, subject)
                else:
                    evaluations += ask_one_by_one(judged, subject)
        evaluations.sort(key=lambda evaluation: (evaluation.vendor, evaluation.rule))
        return evaluations

    def _part(self, chunk: Chunk, subject: Subject) -> Verdicts:
        """What some rules say of a record."""
        codes = codes_of(chunk, subject)
        if codes is None:
            said = ask_in_parts(chunk, subject)
            return tuple((rule, outcome) for rule, _, outcome in said)
        return self._shared.part(
            chunk.rules, codes, lambda judged, code: from_codes(judged, subject, code)
        )
