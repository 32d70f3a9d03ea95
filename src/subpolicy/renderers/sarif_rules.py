"""Rules, and the kinds of faults that have no rule, as SARIF's reporting descriptors."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from subpolicy.findings.finding import Finding, Severity
from subpolicy.findings.report import Report, RuleCard
from subpolicy.printable import printable
from subpolicy.renderers.markup import code, link, prose, shown

_FAMILIES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "yaml": ("The file is not YAML that can be read in one way", "Mend the file's YAML."),
        "schema": ("The file does not hold what its schema asks for", "Mend the named key."),
        "file": ("The file cannot be a part of the registry", "Replace, rename or remove it."),
        "table": ("A table that rules look things up in needs attention", "Renew the table."),
        "waiver": ("The waiver is not one that counts", "Mend, renew or remove the waiver."),
        "baseline": ("The baseline is not one that counts", "Mend or remove its entry."),
    }
)
"""Faults that no rule finds, by the first part of their code: what is wrong, what to do."""
LEVELS: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
)
"""SARIF's words for severities."""
_PROBLEMS: Final[Mapping[Severity, str]] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
)


_TAGS = 20
"""GitHub takes no more of one rule."""


class _Words(NamedTuple):
    short: str
    full: str
    help: str
    markdown: str


def descriptors(report: Report) -> list[dict[str, object]]:
    """Every selected rule, then each other kind of fault that the report has, in order of id."""
    cards = [_of_card(card) for card in report.rules]
    known = {card.id for card in report.rules}
    others = {
        broken.finding.rule: broken.finding
        for broken in reversed(report.broken)
        if broken.finding.rule not in known
    }
    return [*cards, *(_of_fault(finding) for _, finding in sorted(others.items()))]


def _of_card(card: RuleCard) -> dict[str, object]:
    references = [f"{r.title}: {r.url}" if r.url else r.title for r in card.references]
    parameters = [f"{name}: {shown(value)}" for name, value in sorted(card.params.items())]
    controls = [f"{control.framework} {control.id}" for control in card.controls]
    paragraphs = [f"How to fix it: {card.remediation}"]
    for label, values in (
        ("Parameters", parameters),
        ("Rests on", references),
        ("Supports", controls),
    ):
        paragraphs += [f"{label}: {'; '.join(values)}"] if values else []
    words = _Words(
        _sentence(card.title),
        card.rationale,
        "\n\n".join(printable(" ".join(part.split())) for part in paragraphs),
        "\n".join(_markdown(card)),
    )
    return _descriptor(card.id, card.severity, words, [card.pack, *controls])


def _markdown(card: RuleCard) -> Iterator[str]:
    yield prose(card.rationale)
    yield ""
    yield f"**How to fix it**: {prose(card.remediation)}"
    if card.params:
        yield ""
        values = (f"{code(name)}: {prose(shown(v))}" for name, v in sorted(card.params.items()))
        yield f"**Parameters**: {'; '.join(values)}"
    if card.references:
        yield ""
        yield "**What it rests on**:"
        yield ""
        for reference in card.references:
            words = prose(reference.title)
            yield f"- {link(reference.title, reference.url) if reference.url else words}"
    if card.controls:
        yield ""
        names = (code(f"{control.framework} {control.id}") for control in card.controls)
        yield f"**Controls it supports**: {', '.join(names)}"


def _of_fault(finding: Finding) -> dict[str, object]:
    family, _, kind = finding.rule.partition("/")
    wrong, remedy = _FAMILIES.get(family, ("A finding of the run itself", "See its message."))
    title = f"{wrong}: {kind.replace('-', ' ')}" if kind else wrong
    helping = (f"How to fix it: {remedy}", f"**How to fix it**: {remedy}")
    words = _Words(_sentence(title), _sentence(wrong), *helping)
    return _descriptor(finding.rule, finding.severity, words, [family])


def _descriptor(rule: str, severity: Severity, words: _Words, tags: list[str]) -> dict[str, object]:
    short, full = (printable(" ".join(text.split())) for text in (words.short, words.full))
    return {
        "id": printable(rule),
        "shortDescription": {"text": short},
        "fullDescription": {"text": full},
        "help": {"text": words.help, "markdown": words.markdown},
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "problem.severity": _PROBLEMS[severity],
            "tags": list(dict.fromkeys(map(printable, tags)))[:_TAGS],
        },
    }


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
