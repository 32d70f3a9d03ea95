"""What a change does to the registry, held against the commit that it starts from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subpolicy import config
from subpolicy.changes import Change, compare, is_published, policy_subject, subject_of
from subpolicy.changes.material import InArea
from subpolicy.config import Configuration
from subpolicy.errors import Place, RunError, RunErrors
from subpolicy.findings.acceptance import KnownFault
from subpolicy.policy.law import Law
from subpolicy.policy.selection import select
from subpolicy.registry import loading
from subpolicy.registry.registry import Registry, Vendor
from subpolicy.sources import Source
from subpolicy.tools import Tools, library_of
from subpolicy.waivers import loading as accepting

_SOUND_BASE = "choose a base whose subpolicy.yaml is sound"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The registry at its base, and what has become of it."""

    source: Source
    configuration: Configuration
    vendors: tuple[Vendor, ...]
    changes: tuple[Change, ...]
    touches_vendors: bool
    """Whether any file of a record differs, material or not, valid or not."""
    grown: tuple[str, ...]
    """The entries of the baseline that are new or due later than at the base, in words."""

    @property
    def widened(self) -> frozenset[str]:
        """The vendors whose known faults lapse: activated, or widened (SPEC §4)."""
        return frozenset(change.id for change in self.changes if change.material)

    def subjects(
        self, configuration: Configuration, weakened: Sequence[str], as_of: str
    ) -> list[Vendor]:
        """What the rules of scope ``change`` judge: each vendor that changed, and the registry."""
        before, now = self.configuration.page_updated_on, configuration.page_updated_on
        policy = policy_subject(
            configuration.document,
            weakened=weakened,
            baseline_grown=self.grown,
            published=self.published,
            # A second change on the day that the page names already has no other date to give.
            page_date_bumped=now is None or before is None or before < now or now == as_of,
        )
        return [*(subject_of(change) for change in self.changes), policy]

    @property
    def published(self) -> bool:
        """Whether the public page is no longer what it was."""
        return any(is_published(change) for change in self.changes)


def compare_with(base: Source, registry: Registry, tools: Tools, as_of: str) -> Comparison:
    """Hold a registry against an earlier revision of it.

    Args:
        base: The earlier revision.
        registry: The later one.
        tools: The later one's own, whoever's rules it is judged by.
        as_of: The day, an ISO date.

    Raises:
        RunError: the configuration of the earlier revision is broken.
    """
    try:
        configuration = config.load(base, tools.schemas)
    except RunError as error:
        raise of_revision(error, "the base cannot be compared with", _SOUND_BASE) from error
    vendors = loading.load_vendors(base, registry, configuration, tools.schemas, tools.shape)
    files = {vendor.path: vendor for vendor in vendors}
    unchanged = all(files.get(vendor.path) is vendor for vendor in registry.vendors)
    touches_vendors = not unchanged or len(vendors) != len(registry.vendors)
    return Comparison(
        source=base,
        configuration=configuration,
        vendors=vendors,
        changes=compare(vendors, registry.vendors, areas(tools, as_of)),
        touches_vendors=touches_vendors,
        grown=tuple(_growth(base, configuration, tools, touches_vendors=touches_vendors)),
    )


def areas(tools: Tools, as_of: str) -> InArea:
    """Which location lies within which other one on a day."""
    law = Law({"eea": tools.tables["eea"].periods()})

    def in_area(code: str, area: str) -> bool:
        return law.in_area(code, area, as_of)

    return in_area


def of_revision(error: RunError, what: str, help_text: str) -> RunError:
    """A fault in another revision, so that nobody looks for it in the files at hand."""
    if isinstance(error, RunErrors):
        return RunErrors([of_revision(one, what, help_text) for one in error.errors])
    place = error.place or Place(config.FILE_NAME)
    return RunError(f"{what}: {error.message}", place=place, help_text=help_text)


def _growth(
    base: Source, configuration: Configuration, tools: Tools, *, touches_vendors: bool
) -> Iterator[str]:
    """Entries that are new or due later than at the base (SPEC §4).

    A rule that the base did not judge by may bring its known faults along, in a change that
    touches no vendor.
    """
    known = accepting.load(base, configuration, tools.schemas).baseline
    before = {_key(entry): entry.due for entry in known}
    now = accepting.load(tools.source, tools.configuration, tools.schemas).baseline
    new = [entry for entry in now if _key(entry) not in before]
    judged_by = _rules(base, configuration, tools) if new and not touches_vendors else None
    for entry in now:
        item = f" ({entry.item})" if entry.item is not None else ""
        due = before.get(_key(entry))
        if due is None:
            if judged_by is None or entry.rule in judged_by:
                yield f"{entry.rule} on {entry.vendor}{item} is new"
        elif due < entry.due:
            yield f"{entry.rule} on {entry.vendor}{item} is due on {entry.due}, no longer on {due}"


def _key(entry: KnownFault) -> tuple[str, str, str | None]:
    return (entry.rule, entry.vendor, entry.item)


def _rules(base: Source, configuration: Configuration, tools: Tools) -> frozenset[str] | None:
    """The rules that the base judged by; None where they are broken, so that none counts as new."""
    try:
        selection = select(library_of(base, configuration, tools.schemas), configuration)
    except RunError:
        return None
    return frozenset(rule.id for rule in selection.rules)
