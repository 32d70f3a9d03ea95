"""Which changes are material.

GDPR Art. 28(2) owes notice of additions and replacements; beside that, a
customer who reads the list relies on where the data goes, whose it is and who holds it.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from subpolicy.changes.change import Reason, ReasonKind
from subpolicy.locations import pointer
from subpolicy.registry.registry import Vendor

InArea = Callable[[str, str], bool]
"""Whether a location code lies within an area code: ``("DE", "EU")``."""

_IN_USE = {"active", "optional"}
_STRENGTH = {
    "adequacy": 3,
    "bcr": 3,
    "scc": 3,
    "swiss-adapted-scc": 3,
    "uk-addendum": 3,
    "uk-idta": 3,
    "dpf": 2,
    "derogation": 1,
    "privacy-shield": 0,
    "none": 0,
}
"""How much a transfer tool binds the recipient: Art. 46 tools and adequacy, a framework that it
may leave, an exception, nothing."""
_BY_REGIME = {"EU": ("scc",), "UK": ("uk-addendum", "uk-idta"), "CH": ("swiss-adapted-scc",)}
_TRAINING = {"prohibited": 0, "opt-in": 1, "allowed": 2}


def reasons(before: Vendor | None, after: Vendor | None, in_area: InArea) -> tuple[Reason, ...]:
    """Why the change from one record to another is material; nothing for an editorial one."""
    if after is None or after.data["status"] in {"retired", "planned"}:
        # Planned is the announcement itself; a removal takes data away from nobody.
        return ()
    if before is None:
        return (Reason(ReasonKind.NEW_VENDOR, "/status", after.data["status"]),)
    old, new = before.data, after.data
    return (
        *_activation(old, new),
        *_locations(old, new, in_area),
        *_members(old, new, "data_categories", ReasonKind.NEW_DATA_CATEGORY),
        *_members(old, new, "data_subjects", ReasonKind.NEW_DATA_SUBJECT),
        *_entity(old, new),
        *_transfers(old, new),
        *_training(old, new),
    )


def _activation(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    if new["status"] in _IN_USE and old["status"] not in _IN_USE:
        yield Reason(ReasonKind.ACTIVATED, "/status", new["status"])
    elif new["status"] == "active" and (
        old["status"] == "optional" or (old["tenant_enabled"] and not new["tenant_enabled"])
    ):
        yield Reason(ReasonKind.OPTIONAL_TO_ACTIVE, "/status", new["status"])


def _locations(old: Mapping[str, Any], new: Mapping[str, Any], in_area: InArea) -> Iterator[Reason]:
    processing = old["processing"]
    known = [*processing["locations"], *processing["access"]]
    for field, kind in (
        ("locations", ReasonKind.NEW_LOCATION),
        ("access", ReasonKind.NEW_ACCESS),
    ):
        for index, code in enumerate(new["processing"][field]):
            if not any(code == area or in_area(code, area) for area in known):
                yield Reason(kind, pointer("processing", field, index), code)


def _members(
    old: Mapping[str, Any], new: Mapping[str, Any], field: str, kind: ReasonKind
) -> Iterator[Reason]:
    for index, member in enumerate(new[field]):
        if member not in old[field]:
            yield Reason(kind, pointer(field, index), member)


def _entity(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    """Another contracting party: its legal name or its country differs, where both are stated."""
    before, after = old.get("entity", {}), new.get("entity", {})
    for field in ("legal_name", "country"):
        if field in before and field in after and before[field] != after[field]:
            yield Reason(ReasonKind.OTHER_ENTITY, pointer("entity", field), after[field])


def _transfers(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    before, after = old["transfers"], new["transfers"]
    lost = [
        regime
        for regime, tools in _BY_REGIME.items()
        if _strength(before, regime, tools) > _strength(after, regime, tools)
    ]
    if _strongest(before) > _strongest(after) or lost:
        shown = ", ".join(transfer["mechanism"] for transfer in after) or "no transfer tool"
        yield Reason(ReasonKind.WEAKER_TRANSFER_TOOL, "/transfers", shown)


def _strongest(transfers: list[dict[str, Any]]) -> int:
    return max((_STRENGTH[transfer["mechanism"]] for transfer in transfers), default=0)


def _strength(transfers: list[dict[str, Any]], regime: str, tools: tuple[str, ...]) -> int:
    """The strongest tool made for a regime; other tools for it count as well."""
    return max(
        (
            _STRENGTH[transfer["mechanism"]]
            for transfer in transfers
            if transfer["mechanism"] in tools or transfer.get("regime") == regime
        ),
        default=0,
    )


def _training(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Reason]:
    before, after = old.get("ai", {}).get("training"), new.get("ai", {}).get("training")
    if after is not None and _TRAINING[after] > _TRAINING.get(before, 0):
        yield Reason(ReasonKind.TRAINING_ALLOWED, "/ai/training", after)
