"""One rule explained, in Markdown: on the terminal, and as a generated page."""

from collections.abc import Iterable, Iterator

from subpolicy.findings.rulepage import RuleExample, RulePage
from subpolicy.printable import printable
from subpolicy.renderers.markdown import code, prose, table, text

_SCOPES = {
    "vendor": "each vendor by itself",
    "registry": "vendors in groups",
    "change": "what a change does to a vendor",
}


def render(page: RulePage) -> str:
    """The page of a rule, ending in a line break."""
    sections = [
        _head(page),
        _checks(page),
        _why(page),
        _example("Fails", page.failing),
        _example("Passes", page.passing),
        _fix(page),
        _parameters(page),
        _law(page),
        _exceptions(page),
    ]
    return "\n\n".join("\n".join(lines) for section in sections if (lines := list(section))) + "\n"


def index(pages: Iterable[RulePage]) -> str:
    """The list of all rules, with a link to the page of each."""
    rows = (
        (
            f"[{page.card.id}]({page.card.pack}/{page.card.id}.md)",
            text(page.card.pack),
            text(page.own_severity),
            text(page.card.title),
        )
        for page in pages
    )
    lines = table(("Rule", "Pack", "Severity", "Finds"), rows)
    return "# Rules\n\n" + "\n".join(lines) + "\n"


def _head(page: RulePage) -> Iterator[str]:
    card = page.card
    yield f"# {text(card.id)}"
    yield ""
    yield f"{text(card.title)}."
    yield ""
    severity = text(card.severity)
    if card.severity != page.own_severity:
        severity += f" (here; {text(page.own_severity)} as shipped)"
    yield from table(
        ("Pack", "Severity", "Judges"),
        [(text(card.pack), severity, _SCOPES[card.scope])],
    )
    if page.off is not None:
        yield ""
        yield f"**Switched off here**: {text(page.off)}"


def _checks(page: RulePage) -> Iterator[str]:
    yield "## What it checks"
    yield ""
    yield from _block("yaml", "\n".join(_entry(key, cel) for key, cel in page.expressions))


def _entry(key: str, cel: str) -> str:
    lines = cel.splitlines()
    if len(lines) == 1:
        return f"{key}: {cel}"
    return f"{key}:\n" + "\n".join(f"  {line}" for line in lines)


def _why(page: RulePage) -> Iterator[str]:
    yield "## Why"
    yield ""
    yield prose(page.card.rationale)


def _example(title: str, example: RuleExample | None) -> Iterator[str]:
    if example is None:
        return
    yield f"## {title}"
    yield ""
    yield f"{text(example.name[:1].upper() + example.name[1:])}:"
    yield ""
    yield from _block("yaml", example.record)
    for message in example.messages:
        yield ""
        yield f"> {text(message)}"


def _fix(page: RulePage) -> Iterator[str]:
    yield "## How to fix it"
    yield ""
    yield prose(page.card.remediation)


def _parameters(page: RulePage) -> Iterator[str]:
    if not page.card.params:
        return
    yield "## Parameters"
    yield ""
    rows = (
        (code(name), code(_value(value)), code(_value(page.own_params[name])))
        for name, value in sorted(page.card.params.items())
    )
    yield from table(("Name", "Here", "As shipped"), rows)


def _value(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _law(page: RulePage) -> Iterator[str]:
    card = page.card
    if card.references:
        yield "## What it rests on"
        yield ""
        for reference in card.references:
            title = text(reference.title)
            yield f"- {title}: <{reference.url}>" if reference.url else f"- {title}"
        if card.controls:
            yield ""
    if card.controls:
        yield "## Controls it supports"
        yield ""
        yield "Supports, never satisfies: whether a control is met is the auditor's to say."
        yield ""
        frameworks: dict[str, list[str]] = {}
        for control in card.controls:
            frameworks.setdefault(control.framework, []).append(control.id)
        for framework, ids in frameworks.items():
            yield f"- {text(framework)}: {', '.join(text(control) for control in ids)}"


def _exceptions(page: RulePage) -> Iterator[str]:
    rule = page.card.id
    yield "## Exceptions"
    yield ""
    yield "Accept one vendor for a time with a waiver, `waivers/<id>.yaml`:"
    yield ""
    item = "item: …  # the value that is accepted\n" if _has_items(page) else ""
    yield from _block(
        "yaml",
        f"id: acme-{rule}\nrule: {rule}\nvendor: acme\n{item}reason: …\n"
        "approved_by: dpo@example.com  # one of waivers.approvers\n"
        "approved_on: 2026-01-15\nexpires_on: 2026-04-15",
    )
    yield ""
    if page.protected:
        yield "The rule is protected: it can be neither lowered nor switched off."
        return
    yield "Change the rule for the whole registry in `subpolicy.yaml`:"
    yield ""
    lower = "warning" if page.own_severity == "error" else "error"
    yield from _block(
        "yaml", f"rules:\n  {rule}: {{severity: {lower}}}\n  # or\n  {rule}: {{off: the reason}}"
    )


def _has_items(page: RulePage) -> bool:
    return any(key == "for_each" for key, _ in page.expressions)


def _block(language: str, content: str) -> Iterator[str]:
    """A fenced block that its content cannot close."""
    fence = "```"
    while fence in content:
        fence += "`"
    yield fence + language
    yield from (printable(line) for line in content.strip("\n").splitlines())
    yield fence
