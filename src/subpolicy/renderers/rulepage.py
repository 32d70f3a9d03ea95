"""One rule explained: on the terminal, and as a page in Markdown."""

from collections.abc import Iterable, Iterator

from subpolicy.documents.writing import write
from subpolicy.findings.rulepage import RuleExample, RulePage
from subpolicy.renderers import blocks
from subpolicy.renderers.blocks import Block, Bullets, Grid, Heading, Item, Look, Prose, Quote, Yaml
from subpolicy.renderers.markup import shown, table, text

GENERATED = (
    "<!-- Written by `subpolicy rules --pages`; what stands here is lost on its next run. -->"
)
"""The first line of every page: only files that start with it are ever replaced or removed."""

_SCOPES = {
    "vendor": "each vendor by itself",
    "registry": "vendors in groups",
    "change": "what a change does",
}


def markdown(page: RulePage) -> str:
    """The page of a rule, ending in a line break."""
    return f"{GENERATED}\n\n{blocks.markdown(_page(page))}"


def plain(page: RulePage, look: Look) -> str:
    """The same for a terminal."""
    return blocks.plain(_page(page), look)


def index(pages: Iterable[RulePage]) -> str:
    """The list of all rules, with a link to the page of each."""
    rows = (
        (
            f"[{page.card.id}]({page.card.pack}/{page.card.id}.md)",
            text(page.card.pack),
            text(page.card.own_severity),
            text(page.card.title),
        )
        for page in pages
    )
    lines = table(("Rule", "Pack", "Severity", "Finds"), rows)
    return f"{GENERATED}\n\n# Rules\n\n" + "\n".join(lines) + "\n"


def _page(page: RulePage) -> Iterator[Block]:
    card = page.card
    yield Heading(1, card.id)
    yield Prose(f"{card.title}.")
    yield from _standing(page)
    yield Heading(2, "What it checks")
    yield Yaml("", "\n".join(_entry(key, cel) for key, cel in page.expressions))
    yield Heading(2, "Why")
    yield Prose(card.rationale)
    yield from _example("Fails", page.failing)
    yield from _example("Passes", page.passing)
    yield Heading(2, "How to fix it")
    yield Prose(card.remediation)
    yield from _parameters(page)
    yield from _law(page)
    yield from _exceptions(page)


def _standing(page: RulePage) -> Iterator[Block]:
    """Where the rule stands, and what this registry makes of it."""
    card = page.card
    severity = card.severity.value
    if card.severity is not card.own_severity:
        severity += f" here, {card.own_severity.value} as shipped"
    yield Grid(("Pack", "Severity", "Judges"), ((card.pack, severity, _SCOPES[card.scope]),))
    if page.off is not None:
        yield Prose(f"Switched off here: {page.off}")
    elif not page.enabled:
        where = f"`packs` in `subpolicy.yaml` names {card.pack}"
        yield Prose(f"Judged where {where}; here it does not.")


def _entry(key: str, cel: str) -> str:
    lines = cel.splitlines()
    if len(lines) == 1:
        return f"{key}: {cel}"
    return f"{key}:\n" + "\n".join(f"  {line}" for line in lines)


def _example(title: str, example: RuleExample | None) -> Iterator[Block]:
    if example is None:
        return
    yield Heading(2, title)
    setting = f" ({example.setting})" if example.setting else ""
    yield Prose(f"{example.name[:1].upper()}{example.name[1:]}{setting}:")
    for excerpt in example.excerpts:
        yield Yaml(excerpt.caption, excerpt.text)
    for message in dict.fromkeys(example.messages):
        yield Quote(message)


def _parameters(page: RulePage) -> Iterator[Block]:
    card = page.card
    if not card.params:
        return
    yield Heading(2, "Parameters")
    names = sorted(card.params)
    if all(card.params[name] == card.own_params[name] for name in names):
        yield Grid(("Name", "Value"), tuple((f"`{n}`", shown(card.params[n])) for n in names))
    else:
        rows = ((f"`{n}`", shown(card.params[n]), shown(card.own_params[n])) for n in names)
        yield Grid(("Name", "Here", "As shipped"), tuple(rows))
    if page.configured:
        keys = ", ".join(f"`{key}`" for key in page.configured.values())
        yield Prose(f"Set for all rules at once, by keys of `subpolicy.yaml`: {keys}.")


def _law(page: RulePage) -> Iterator[Block]:
    card = page.card
    if card.references:
        yield Heading(2, "What it rests on")
        yield Bullets(tuple(Item(reference.title, reference.url) for reference in card.references))
    if card.controls:
        yield Heading(2, "Controls it supports")
        yield Prose("Supports, never satisfies: whether a control is met is the auditor's to say.")
        frameworks: dict[str, list[str]] = {}
        for control in card.controls:
            frameworks.setdefault(control.framework, []).append(control.id)
        yield Bullets(tuple(Item(f"{name}: {', '.join(ids)}") for name, ids in frameworks.items()))


def _exceptions(page: RulePage) -> Iterator[Block]:
    yield Heading(2, "Exceptions")
    if page.waivable:
        yield Prose("Accept one vendor for a time with a waiver, `waivers/<id>.yaml`:")
        yield Yaml("", _waiver(page))
    else:
        yield Prose(
            "This rule guards the rules themselves: it can be neither waived nor baselined."
        )
    if page.protected:
        yield Prose("The rule is protected: it can be neither lowered nor switched off.")
    else:
        yield Prose("Change it for the whole registry in `subpolicy.yaml`:")
        yield Yaml("", _override(page))


def _waiver(page: RulePage) -> str:
    has_items = any(key == "for_each" for key, _ in page.expressions)
    item = (page.failing.item if page.failing else None) or "the value that is accepted"
    return write(
        {
            "id": f"acme-{page.card.id}"[:64].rstrip("-"),
            "rule": page.card.id,
            "vendor": "acme",
            **({"item": item} if has_items else {}),
            "reason": "why the risk is accepted",
            "approved_by": "one of waivers.approvers",
            "approved_on": "2026-01-15",
            "expires_on": "2026-04-15",
        }
    )


def _override(page: RulePage) -> str:
    rule, card = page.card.id, page.card
    entry: dict[str, object] = {"severity": "warning" if card.own_severity == "error" else "error"}
    own = {name: card.own_params[name] for name in card.params if name not in page.configured}
    if own:
        entry["params"] = own
    return write({"rules": {rule: entry}}) + f"  # or\n  # {rule}: {{off: the reason}}"
