"""What a change does to the registry, held against the commit that it starts from."""

from collections.abc import Iterator
from dataclasses import dataclass

from subpolicy import config
from subpolicy.changes import Change, compare, is_published
from subpolicy.config import Configuration
from subpolicy.errors import Place, RunError
from subpolicy.findings.acceptance import KnownFault
from subpolicy.policy.law import Law
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.sources import Source
from subpolicy.tools import Tools, library_of
from subpolicy.waivers import loading as accepting


@dataclass(frozen=True, slots=True)
class Comparison:
    """The registry at its base, and what has become of it."""

    source: Source
    configuration: Configuration
    vendors: tuple[Vendor, ...]
    baseline: tuple[KnownFault, ...]
    changes: tuple[Change, ...]
    rule_ids: frozenset[str]
    """The rules that the base had in reach."""
    touches_vendors: bool
    """Whether any file of a record differs, material or not, valid or not."""

    @property
    def widened(self) -> frozenset[str]:
        """The vendors whose known faults lapse: activated, or widened (SPEC §4)."""
        return frozenset(change.id for change in self.changes if change.material)

    @property
    def published(self) -> bool:
        """Whether the public page is no longer what it was."""
        return any(is_published(change) for change in self.changes)


def compare_with(base: Source, registry: Registry, tools: Tools, as_of: str) -> Comparison:
    """Hold a registry against an earlier revision of it.

    Raises:
        RunError: the configuration of the earlier revision is broken.
    """
    try:
        configuration = config.load(base, tools.schemas)
    except RunError as error:
        raise RunError(
            f"the base cannot be compared with: {error.message}",
            place=error.place or Place(config.FILE_NAME),
            help_text="choose a base whose subpolicy.yaml is sound",
        ) from error
    vendors = loading.load_vendors(base, registry, configuration, tools.schemas, tools.shape)
    law = Law({"eea": tools.tables["eea"].periods()})

    def in_area(code: str, area: str) -> bool:
        return _in_area(law, code, area, as_of)

    files = {vendor.path: vendor for vendor in vendors}
    unchanged = all(files.get(vendor.path) is vendor for vendor in registry.vendors)
    return Comparison(
        source=base,
        configuration=configuration,
        vendors=vendors,
        baseline=accepting.load(base, configuration, tools.schemas).baseline,
        changes=compare(vendors, registry.vendors, in_area),
        rule_ids=frozenset(library_of(base, configuration, tools.schemas).rule_ids()),
        touches_vendors=not unchanged or len(vendors) != len(registry.vendors),
    )


def baseline_growth(comparison: Comparison, now: tuple[KnownFault, ...]) -> Iterator[str]:
    """Entries that are new or due later than at the base (SPEC §4).

    A rule that the base did not have may bring its known faults along, in a change that touches
    no vendor.
    """
    before = {(entry.rule, entry.vendor, entry.item): entry.due for entry in comparison.baseline}
    for entry in now:
        item = f" ({entry.item})" if entry.item is not None else ""
        due = before.get((entry.rule, entry.vendor, entry.item))
        if due is None:
            if entry.rule in comparison.rule_ids or comparison.touches_vendors:
                yield f"{entry.rule} on {entry.vendor}{item} is new"
        elif due < entry.due:
            yield f"{entry.rule} on {entry.vendor}{item} is due on {entry.due}, no longer on {due}"


def _in_area(law: Law, code: str, area: str, day: str) -> bool:
    """Whether a location lies within another: a country in EU, EEA or GLOBAL."""
    if area == "GLOBAL":
        return code != "UNKNOWN"
    if area not in {"EU", "EEA"} or not law.in_eea(code, day):
        return False
    # The EEA is the EU with Iceland, Liechtenstein and Norway.
    return area == "EEA" or code not in {"EEA", "IS", "LI", "NO"}
