"""Rules explained: from rule files, their tests and the configuration to pages."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from subpolicy.assembly import card
from subpolicy.config import Configuration
from subpolicy.documents import Document
from subpolicy.documents.writing import write
from subpolicy.errors import RunError, RunErrors
from subpolicy.findings.rulepage import Excerpt, RuleExample, RulePage
from subpolicy.policy.complaints import did_you_mean
from subpolicy.policy.packs import PROTECTED
from subpolicy.policy.rules import Rule
from subpolicy.policy.selection import CONFIGURED_PARAMS, configured
from subpolicy.sources import Source
from subpolicy.tools import tools_of
from subpolicy.waivers.faults import NEVER_ACCEPTED


def pages(
    source: Source,
    rule_ids: Sequence[str] = (),
    pack_names: Sequence[str] = (),
    *,
    examples: bool = True,
) -> list[RulePage]:
    """The pages of rules, sorted by pack and id.

    Args:
        source: The registry, whose configuration and own packs count.
        rule_ids: These alone; all rules in reach when empty.
        pack_names: Of these packs alone; of all when empty.
        examples: Whether to read the rules' tests for them.

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
    unknown = [rule_id for rule_id in rule_ids if rule_id not in known]
    if unknown:
        raise RunErrors(
            [RunError(f'no rule "{word}"', help_text=did_you_mean(word, known)) for word in unknown]
        )
    found: list[RulePage] = []
    for pack in packs:
        wanted = [rule for rule in pack.rules if not rule_ids or rule.id in rule_ids]
        tests = tools.library.tests(pack.name) if wanted and examples else {}
        wanted.sort(key=lambda rule: rule.id)
        found += [_page(rule, tests.get(rule.id), tools.configuration) for rule in wanted]
    return found


_KEYS = {
    "channels_all_of": "notice.channels.all_of",
    "channels_any_of": "notice.channels.any_of",
    "emergencies": "notice.emergencies",
    "notice_days": "notice.days",
}
"""Keys of the configuration that are called otherwise than the parameter that they set."""


def _page(rule: Rule, test: Document | None, configuration: Configuration) -> RulePage:
    override = configuration.rules.get(rule.id)
    return RulePage(
        card=card(configured(rule, configuration), rule),
        off=None if override is None else override.off,
        enabled=rule.pack in configuration.packs,
        protected=rule.id in PROTECTED,
        waivable=rule.id not in NEVER_ACCEPTED,
        configured={
            name: _KEYS.get(name, name) for name in CONFIGURED_PARAMS if name in rule.params
        },
        expressions=tuple(_expressions(rule)),
        failing=_example(test, "fail"),
        passing=_example(test, "pass"),
    )


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


_SETTINGS = ("as_of", "file", "params", *CONFIGURED_PARAMS)
"""Keys of a case under which the rule judges otherwise than by default."""


def _example(test: Document | None, expected: str) -> RuleExample | None:
    """The plainest case of a kind."""
    data: Mapping[str, Any] = {"cases": []} if test is None else test.data
    cases = [case for case in data["cases"] if case["expect"] == expected]
    if not cases:
        return None
    case = min(cases, key=_oddity)
    findings = case.get("findings", ())
    return RuleExample(
        name=case["name"],
        setting="; ".join(_setting(key, case[key]) for key in _SETTINGS if key in case),
        excerpts=tuple(_excerpts(data.get("base", {}), case)),
        messages=tuple(finding["message"] for finding in findings if "message" in finding),
        item=next((finding["item"] for finding in findings if "item" in finding), None),
    )


def _oddity(case: Mapping[str, Any]) -> int:
    return sum(key in case for key in ("invalid", "flags", *_SETTINGS))


def _setting(key: str, value: object) -> str:
    return f"as of {value}" if key == "as_of" else write({key: value}).strip()


def _excerpts(base: Mapping[str, Any], case: Mapping[str, Any]) -> Iterator[Excerpt]:
    """What a case shows the rule: whole records, and what stands beside them."""
    if "before" in case or "after" in case:
        for key in ("before", "after"):
            record = write({**base, **case[key]}) if key in case else "# no record"
            yield Excerpt(key, record)
    elif "change" not in case:
        yield Excerpt("", write({**base, **case.get("vendor", {})}))
    if "change" in case:
        yield Excerpt("", write({"change": case["change"]}))
    for other in case.get("others", ()):
        yield Excerpt("beside it", write({**base, **other}))
    if "flags" in case:
        yield Excerpt("flags.yaml", write({"flags": case["flags"]}))
