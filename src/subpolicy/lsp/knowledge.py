"""What a registry and its rules know by name: categories, switches, countries, vendors, rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from subpolicy.errors import RunError
from subpolicy.locations import Token
from subpolicy.lsp.desk import View
from subpolicy.lsp.kinds import Kind
from subpolicy.policy.rules import Rule


class Known(NamedTuple):
    """A word that may stand somewhere."""

    word: str
    label: str
    """In a few words; empty where there is nothing to say."""
    text: str = ""
    """More about it."""


class Knowledge:
    """Answers from one view of a registry; what is asked once is kept.

    Args:
        view: The registry.
        before: What was known at the view before this one; rules that are still the same are not
            read again.
    """

    def __init__(self, view: View, before: "Knowledge | None" = None) -> None:
        self.view = view
        self.rules_read: Mapping[str, Rule] | None = None
        """The rules, once somebody has asked for them."""
        if before is not None and before.view.tools is view.tools:
            self.rules_read = before.rules_read

    def rules(self) -> Mapping[str, Rule]:
        """Every rule in reach by id, of packs that are not enabled too."""
        if self.rules_read is None:
            self.rules_read = {rule.id: rule for rule in self._read_rules()}
        return self.rules_read

    def words(self, kind: Kind, path: tuple[Token, ...]) -> tuple[Known, ...]:
        """The words that may stand as the value at a place, beyond what the schema lists."""
        ask = _WORDS.get((kind, _names(kind, path)))
        return () if ask is None else tuple(ask(self))

    def keys(self, kind: Kind, path: tuple[Token, ...]) -> tuple[Known, ...]:
        """The keys that a mapping may have where the schema leaves them open."""
        match kind, path:
            case "config", ("rules",):
                return tuple(_of_rules(self))
            case "config", ("rules", str(rule), "params"):
                known = self.rules().get(rule)
                params = {} if known is None else known.params
                return tuple(Known(name, f"{value} by default") for name, value in params.items())
            case _:
                return ()

    def meaning(self, word: str) -> str:
        """The name of a place that a code stands for; empty where none has it."""
        return _AREAS.get(word) or self.rows("countries").get(word, "")

    def rows(self, table: str) -> Mapping[str, str]:
        """The labels of a reference table by code."""
        tools = self.view.tools
        try:
            rows: Iterable[Mapping[str, Any]] = () if tools is None else tools.tables[table].rows
        except (KeyError, RunError):  # a table of one's own that is broken
            return {}
        return {str(row["code"]): str(row.get("label", "")) for row in rows}

    def _read_rules(self) -> Iterator[Rule]:
        tools = self.view.tools
        for name in () if tools is None else tools.library.names():
            try:
                pack = tools.library.pack(name) if tools is not None else None
            except RunError:  # a pack that is being written; its faults are shown there
                continue
            yield from () if pack is None else pack.rules


_AREAS = {
    "EU": "European Union",
    "EEA": "European Economic Area",
    "GLOBAL": "anywhere",
    "UNKNOWN": "not told",
}


def _names(kind: Kind, path: tuple[Token, ...]) -> tuple[str, ...]:
    """The keys on the way to a place; what is announced is like what is."""
    names = tuple(step for step in path if isinstance(step, str))
    return names[2:] if kind == "vendor" and names[:2] == ("pending", "set") else names


def _of_categories(of: Knowledge) -> Iterator[Known]:
    tools = of.view.tools
    for category in () if tools is None else tools.configuration.categories:
        yield Known(category.id, category.title, category.note or "")


def _of_flags(of: Knowledge) -> Iterator[Known]:
    registry = of.view.registry
    if registry is None or of.view.tools is None:
        return
    entries = flag_entries(of.view)
    for flag in registry.flags.values():
        text = str(entries.get(flag.key, {}).get("description", ""))
        yield Known(flag.key, f"{flag.kind}, {flag.default} by default", text)


def flag_entries(view: View) -> Mapping[str, Mapping[str, Any]]:
    """The entries of ``flags.yaml`` as they are written, by key."""
    from subpolicy.documents import Document, read  # noqa: PLC0415 (asked for by hand, not often)

    registry = view.registry
    raw = None if registry is None else registry.raw.get(view.paths.flags)
    document = None if raw is None else read(view.paths.flags, raw)
    data = document.data if isinstance(document, Document) else None
    entries = data.get("flags") if isinstance(data, dict) else None
    found = entries if isinstance(entries, list) else []
    return {str(entry.get("key")): entry for entry in found if isinstance(entry, dict)}


def _of_table(name: str) -> Callable[[Knowledge], Iterable[Known]]:
    return lambda of: [Known(code, label) for code, label in of.rows(name).items()]


def _of_vendors(of: Knowledge) -> Iterator[Known]:
    registry = of.view.registry
    for vendor in () if registry is None else registry.vendors:
        name = vendor.data.get("name")
        yield Known(vendor.id, name if isinstance(name, str) else "")


def _of_groups(of: Knowledge) -> Iterator[Known]:
    registry = of.view.registry
    vendors = () if registry is None else registry.vendors
    named = {group for one in vendors if isinstance(group := one.data.get("exclusive_group"), str)}
    yield from (Known(group, "") for group in sorted(named))


def _of_rules(of: Knowledge) -> Iterator[Known]:
    for rule in of.rules().values():
        yield Known(rule.id, rule.title, f"{rule.rationale}\n\n{rule.remediation}")


def _of_packs(of: Knowledge) -> Iterator[Known]:
    tools = of.view.tools
    for name in () if tools is None else tools.library.names():
        yield Known(name, "pack of rules")


def _of_approvers(of: Knowledge) -> Iterator[Known]:
    tools = of.view.tools
    for approver in () if tools is None else tools.configuration.waivers.approvers:
        yield Known(approver, "may approve")


def _of_subjects(of: Knowledge) -> Iterator[Known]:
    tools = of.view.tools
    for subject in () if tools is None else tools.configuration.data_subjects:
        yield Known(subject, "")


_WORDS: Mapping[tuple[Kind, tuple[str, ...]], Callable[[Knowledge], Iterable[Known]]] = {
    ("vendor", ("category",)): _of_categories,
    ("vendor", ("feature_flag",)): _of_flags,
    ("vendor", ("data_categories",)): _of_table("data-categories"),
    ("vendor", ("data_subjects",)): _of_subjects,
    ("vendor", ("dpa", "same_as")): _of_vendors,
    ("vendor", ("notices", "replaces")): _of_vendors,
    ("vendor", ("exclusive_group",)): _of_groups,
    ("vendor", ("transfers", "version")): _of_table("scc-versions"),
    ("waiver", ("rule",)): _of_rules,
    ("waiver", ("vendor",)): _of_vendors,
    ("waiver", ("approved_by",)): _of_approvers,
    ("baseline", ("entries", "rule")): _of_rules,
    ("baseline", ("entries", "vendor")): _of_vendors,
    ("config", ("packs",)): _of_packs,
    ("rule-test", ("rule",)): _of_rules,
}
