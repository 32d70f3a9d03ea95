"""Rules that always fail together on the cases of all tests: one of them may be enough."""

from collections import defaultdict
from collections.abc import Sequence

from subpolicy.errors import RunError
from subpolicy.policy.judgement import FAILED, Judged
from subpolicy.policy.proof.layout import Case, Stage
from subpolicy.policy.proof.trial import Bench
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS


def always_together(stage: Stage, benches: Sequence[Bench]) -> dict[str, RunError]:
    """A remark for each rule, by id, that fails on exactly the cases on which another one does.

    Rules of scope vendor alone: the others see more than one record.
    """
    benches = [bench for bench in benches if bench.rule.scope == "vendor"]
    cases = [case for bench in benches for case in bench.cases if case.valid]
    alike: dict[frozenset[int], list[Rule]] = defaultdict(list)
    for bench in benches:
        judged = Judged(bench.rule, 0, bench.environment)
        failing = frozenset(
            index for index, case in enumerate(cases) if _fails(stage, judged, case)
        )
        if failing:
            alike[failing].append(bench.rule)
    return {
        rule.id: RunError(
            f"fails on exactly the cases on which {others[0].id} fails",
            place=rule.place("/require"),
            help_text="add a case that tells the two apart, or make one rule of them",
        )
        for rules in alike.values()
        for rule, *others in [rules]
        if others
    }


def _fails(stage: Stage, judged: Judged, case: Case) -> bool:
    """Whether a rule fails on a case, its own or another rule's."""
    rule, vendor = judged.rule, case.vendors[0]
    configured = {
        name: value
        for name, value in case.params.items()
        if name in CONFIGURED_PARAMS and name in rule.params
    }
    base = {"vendor": vendor.data, "today": case.day, "file": vendor.stem}
    stage.set(case.facts)
    return any(
        judged.code({**judged.activation(base, item), "params": {**rule.params, **configured}})
        == FAILED
        for item in (judged.items(vendor) if rule.for_each is not None else [None])
    )
