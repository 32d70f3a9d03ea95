"""Which rules a run judges by, and what the configuration changes about them."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from subpolicy.config import Configuration, Override
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.findings.finding import Severity
from subpolicy.findings.report import RuleOff
from subpolicy.policy.packs import PROTECTED, Library, Pack
from subpolicy.policy.rules import Param, Rule
from subpolicy.suggestions import nearest

CONFIGURED_PARAMS = (
    "categories",
    "channels_all_of",
    "channels_any_of",
    "data_subjects",
    "emergencies",
    "exporter_regimes",
    "home",
    "notice_days",
)
"""Parameters that take their value from the configuration's key of the same name."""


class Selection(NamedTuple):
    """The rules of a run, as configured."""

    rules: tuple[Rule, ...]
    """Sorted by id."""
    off: tuple[RuleOff, ...]
    packs: tuple[Pack, ...]


def select(
    library: Library,
    configuration: Configuration,
    *,
    rule_ids: Sequence[str] = (),
    pack_names: Sequence[str] = (),
) -> Selection:
    """The rules that a run judges by.

    Args:
        library: The packs in reach.
        configuration: Which packs are on, and what is changed about their rules.
        rule_ids: Judge by these alone, whatever pack they are in.
        pack_names: Judge by these packs alone, enabled or not.

    Raises:
        RunError: an unknown pack or rule, a protected rule touched, or no rule at all.
    """
    enabled = dict.fromkeys(pack_names or configuration.packs)
    if not pack_names and "core" not in configuration.packs:
        raise RunError(
            "the pack core cannot be left out",
            place=configuration.place("packs"),
            help_text="its three rules are what the gate is for; write packs: [core, …]",
        )
    packs = [_pack(library, name, configuration, from_options=bool(pack_names)) for name in enabled]
    if rule_ids:
        packs += [p for p in _others(library, packs) if {r.id for r in p.rules} & set(rule_ids)]
    _require_unique(packs)
    _require_protected(library, packs)
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    _require_known(library, packs, configuration)
    if rule_ids:
        known = {rule.id for pack in [*packs, *_others(library, packs)] for rule in pack.rules}
        for rule_id in rule_ids:
            if rule_id not in known:
                raise RunError(f'no rule "{rule_id}"', help_text=_hint(rule_id, known))
        rules = {rule_id: rules[rule_id] for rule_id in rule_ids}
    return _configured(rules, configuration, packs, asked_for=set(rule_ids))


def _configured(
    rules: dict[str, Rule], configuration: Configuration, packs: list[Pack], asked_for: set[str]
) -> Selection:
    errors: list[RunError] = []
    kept, off = [], []
    for rule_id, rule in sorted(rules.items()):
        override = configuration.rules.get(rule_id, Override())
        errors.extend(_faults(rule, override, configuration))
        if override.off is not None and rule_id not in asked_for:
            off.append(RuleOff(rule_id, override.off))
        else:
            kept.append(configured(rule, configuration))
    if errors:
        raise RunErrors(errors)
    if not kept:
        raise RunError(
            "no rule is selected",
            help_text="a run that judges nothing is no pass; look at packs: and rules: in "
            "subpolicy.yaml",
        )
    return Selection(tuple(kept), tuple(off), tuple(packs))


def configured(rule: Rule, configuration: Configuration) -> Rule:
    """A rule with the severity and the parameters that the configuration gives it."""
    override = configuration.rules.get(rule.id, Override())
    from_configuration: dict[str, Param] = {
        "home": list(configuration.home),
        "categories": [category.id for category in configuration.categories],
        "channels_all_of": list(configuration.notice.all_of),
        "channels_any_of": list(configuration.notice.any_of),
        "emergencies": configuration.notice.emergencies,
        "notice_days": configuration.notice.days,
        "data_subjects": list(configuration.data_subjects),
        "exporter_regimes": list(configuration.exporter_regimes),
    }
    changes: dict[str, Any] = {**rule.params, **override.params}
    params = {name: from_configuration.get(name, value) for name, value in changes.items()}
    return rule._replace(severity=override.severity or rule.severity, params=params)


def _faults(rule: Rule, override: Override, configuration: Configuration) -> Iterator[RunError]:
    place = configuration.place("rules", rule.id)
    if rule.id in PROTECTED:
        if override.off is not None:
            yield RunError(
                f"{rule.id} cannot be switched off",
                place=place,
                help_text="accept single cases with a waiver, which names a reason and ends",
            )
        if override.severity not in {None, Severity.ERROR}:
            yield RunError(f"{rule.id} is always an error", place=place)
    for name, value in override.params.items():
        place = configuration.place("rules", rule.id, "params", name)
        if name not in rule.params:
            yield RunError(
                f'{rule.id} has no parameter "{name}"',
                place=place,
                help_text=_hint(name, set(rule.params)),
            )
        elif name in CONFIGURED_PARAMS:
            yield RunError(
                f'"{name}" is set once for all rules',
                place=place,
                help_text=f"change {name}: at the top of subpolicy.yaml",
            )
        elif _kind(value) != _kind(rule.params[name]):
            yield RunError(
                f"{rule.id}: {name} must be {_kind(rule.params[name])}, not {_kind(value)}",
                place=place,
            )


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case int():
            return "a number"
        case str():
            return "a text"
        case [int(), *_]:
            return "a list of numbers"
        case _:
            return "a list of texts"


def _pack(library: Library, name: str, configuration: Configuration, *, from_options: bool) -> Pack:
    pack = library.pack(name)
    if pack is None:
        raise RunError(
            f'no pack "{name}"',
            place=None if from_options else configuration.place("packs"),
            help_text=_hint(name, set(library.names())),
        )
    return pack


def _others(library: Library, packs: Sequence[Pack]) -> list[Pack]:
    """The packs in reach that are not enabled."""
    have = {pack.name for pack in packs}
    found = (library.pack(name) for name in library.names() if name not in have)
    return [pack for pack in found if pack is not None]


def _require_unique(packs: Sequence[Pack]) -> None:
    seen: dict[str, Rule] = {}
    for rule in (rule for pack in packs for rule in pack.rules):
        if rule.id in seen:
            raise RunError(
                f'the rule "{rule.id}" is in two packs',
                place=rule.place("/id"),
                help_text=f"the other one is {seen[rule.id].document.path}; rename one of them",
            )
        seen[rule.id] = rule


def _require_protected(library: Library, packs: Sequence[Pack]) -> None:
    """A registry's own ``core`` must hold the three protected rules as they are shipped."""
    own = next((p for p in packs if p.name == "core" and library.owns("core")), None)
    if own is None:
        return
    mine = {rule.id: rule for rule in own.rules}
    for rule_id, shipped in library.shipped_rules(PROTECTED).items():
        if rule_id not in mine:
            raise RunError(
                f"this pack lacks {rule_id}",
                place=Place(own.folder),
                help_text="a pack of your own called core must hold the three protected rules",
            )
        if _judgement(mine[rule_id]) != _judgement(shipped):
            raise RunError(
                f"{rule_id} judges otherwise than the shipped rule",
                place=mine[rule_id].place("/require"),
                help_text="protected rules keep severity, match, for_each and require; "
                "put a stricter rule beside it, under another id",
            )


def _judgement(rule: Rule) -> tuple[object, ...]:
    let = tuple(rule.let.items())
    return (rule.severity, rule.scope, rule.match, rule.for_each, let, rule.require, rule.params)


def _require_known(library: Library, packs: Sequence[Pack], configuration: Configuration) -> None:
    """Every rule that the configuration changes must exist in some pack."""
    known = {rule.id for pack in packs for rule in pack.rules}
    if configuration.rules.keys() <= known:
        return
    known |= {rule.id for pack in _others(library, packs) for rule in pack.rules}
    for rule_id in configuration.rules:
        if rule_id not in known:
            raise RunError(
                f'rules: names no rule "{rule_id}"',
                place=configuration.place("rules", rule_id),
                help_text=_hint(rule_id, known),
            )


def _hint(word: str, known: set[str]) -> str:
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else "known: " + ", ".join(sorted(known))
