"""Where a registry judges otherwise than the shipped defaults."""

from collections.abc import Iterator

from subpolicy.config import Configuration
from subpolicy.findings.report import Deviation
from subpolicy.policy.packs import Library
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS, Selection, configured

_FACTS = frozenset({"categories", "data_subjects", "exporter_regimes"})
"""Configured parameters that say what the registry is, not how it is judged."""


def deviations(
    selection: Selection, configuration: Configuration, library: Library
) -> tuple[Deviation, ...]:
    """Every deviation, by subject: of packs, of the configuration's limits, and of rules.

    Args:
        selection: The packs of the run, and the rules that are off.
        configuration: What configures them.
        library: The packs in reach.
    """
    found = [*_packs(selection, library), *_limits(configuration), *_off(selection)]
    # Also of rules that this run does not judge by: those on changes, without a base.
    for rule in (rule for pack in selection.packs for rule in pack.rules):
        found += _rule(configured(rule, configuration), rule)
    return tuple(sorted(set(found), key=lambda deviation: (deviation.subject, deviation.what)))


def _packs(selection: Selection, library: Library) -> Iterator[Deviation]:
    replaced = library.replaced()
    for pack in selection.packs:
        if pack.name in replaced:
            yield Deviation(f"pack {pack.name}", "", "as shipped", f"own files in {pack.folder}")


def _limits(configuration: Configuration) -> Iterator[Deviation]:
    default = Configuration(configuration.document, configuration.organisation)
    pairs = (
        ("packs", default.packs, configuration.packs),
        ("waivers.max_days", default.waivers.max_days, configuration.waivers.max_days),
        ("baseline.max_days", default.baseline_max_days, configuration.baseline_max_days),
    )
    for key, shipped, here in pairs:
        if shipped != here:
            yield Deviation(key, "", _hashable(shipped), _hashable(here))


def _off(selection: Selection) -> Iterator[Deviation]:
    for rule in selection.off:
        yield Deviation(rule.id, "switched off", "on", f"off: {rule.reason}")


def _rule(rule: Rule, own: Rule) -> Iterator[Deviation]:
    if rule.severity is not own.severity:
        yield Deviation(rule.id, "severity", own.severity.value, rule.severity.value)
    for name, value in rule.params.items():
        shipped = own.params[name]
        if value == shipped or name in _FACTS:
            continue
        if name in CONFIGURED_PARAMS:
            yield Deviation(name, "", _hashable(shipped), _hashable(value))
        else:
            yield Deviation(rule.id, f"parameter {name}", _hashable(shipped), _hashable(value))


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value
