"""Rules explained: from rule files, their tests and the configuration to pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subpolicy.assembly import card
from subpolicy.documents import Document
from subpolicy.documents.writing import write
from subpolicy.errors import RunError
from subpolicy.findings.rulepage import RuleExample, RulePage
from subpolicy.policy.complaints import did_you_mean
from subpolicy.policy.packs import PROTECTED
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import configured
from subpolicy.sources import Source
from subpolicy.tools import tools_of


def pages(
    source: Source, rule_ids: Sequence[str] = (), pack_names: Sequence[str] = ()
) -> list[RulePage]:
    """The pages of rules, sorted by pack and id.

    Args:
        source: The registry, whose configuration and own packs count.
        rule_ids: These alone; all rules in reach when empty.
        pack_names: Of these packs alone; of all when empty.

    Raises:
        RunError: an unknown rule or pack, or a broken rule.
    """
    tools = tools_of(source)
    names = tools.library.names()
    for name in pack_names:
        if name not in names:
            raise RunError(f'no pack "{name}"', help_text=did_you_mean(name, names))
    packs = [pack for name in pack_names or names if (pack := tools.library.pack(name))]
    known = {rule.id for pack in packs for rule in pack.rules}
    for rule_id in rule_ids:
        if rule_id not in known:
            raise RunError(f'no rule "{rule_id}"', help_text=did_you_mean(rule_id, known))
    found = []
    for pack in packs:
        wanted = [rule for rule in pack.rules if not rule_ids or rule.id in rule_ids]
        tests = tools.library.tests(pack.name) if wanted else {}
        for rule in sorted(wanted, key=lambda rule: rule.id):
            effective = configured(rule, tools.configuration)
            override = tools.configuration.rules.get(rule.id)
            found.append(
                RulePage(
                    card=card(effective),
                    own_severity=rule.severity,
                    own_params=rule.params,
                    off=None if override is None else override.off,
                    protected=rule.id in PROTECTED,
                    expressions=tuple(_expressions(rule)),
                    failing=_example(tests.get(rule.id), "fail"),
                    passing=_example(tests.get(rule.id), "pass"),
                )
            )
    return found


def _expressions(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.for_each is not None:
        yield "for_each", f"{rule.for_each.name}: {', '.join(rule.for_each.paths)}"
    if rule.match != "true":
        yield "match", rule.match.strip()
    if rule.group_by is not None:
        yield "group_by", rule.group_by.strip()
    for name, text in rule.let.items():
        yield f"let {name}", text.strip()
    yield "require", rule.require.strip()


def _example(test: Document | None, expected: str) -> RuleExample | None:
    """The first case of a kind that shows a record."""
    if test is None:
        return None
    data: Mapping[str, Any] = test.data
    for case in data["cases"]:
        if case["expect"] == expected:
            record = {**data.get("base", {}), **case.get("vendor", {})}
            messages = tuple(
                finding["message"] for finding in case.get("findings", ()) if "message" in finding
            )
            return RuleExample(case["name"], write(record), messages)
    return None
