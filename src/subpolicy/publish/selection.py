"""The part of a list that applies to somebody."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from subpolicy.errors import RunError
from subpolicy.publish.listing import Listing, Record
from subpolicy.suggestions import nearest

STATUSES = ("planned", "active", "optional", "suspended", "retired")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; an empty tuple asks for nothing in particular."""

    enabled: tuple[str, ...] | None = None
    """The switches that are on; None where that is not the question."""
    statuses: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    """Countries, EU, EEA, GLOBAL or UNKNOWN."""
    applies_to: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Selection()


def narrowed(listing: Listing, selection: Selection) -> Listing:
    """The same list with the vendors that apply.

    Raises:
        RunError: the selection names a switch, product area or category that there is not.
    """
    _require_known(listing, selection)
    tests = tuple(_tests(listing, selection))
    kept = (vendor for vendor in listing.vendors if all(test(vendor) for test in tests))
    return replace(listing, vendors=tuple(kept))


def undecided(listing: Listing) -> tuple[Record, ...]:
    """Vendors used only where somebody enables them, without a declared switch that does it.

    A selection by switches leaves them out, as nothing says where they are on.
    """
    return tuple(
        vendor
        for vendor in listing.vendors
        if vendor["status"] != "retired"
        and listing.only_where_enabled(vendor)
        and listing.switch_of(vendor) is None
    )


def _tests(listing: Listing, selection: Selection) -> Iterable[Callable[[Record], bool]]:
    if selection.enabled is not None:
        on = frozenset(selection.enabled)
        yield (
            lambda vendor: (
                vendor.get("feature_flag") in on or not listing.only_where_enabled(vendor)
            )
        )
    if selection.statuses:
        yield lambda vendor: vendor["status"] in selection.statuses
    if selection.locations:
        yield lambda vendor: _is_in(listing, vendor, selection.locations)
    if selection.applies_to:
        wanted = {area.casefold() for area in selection.applies_to}
        yield lambda vendor: any(area.casefold() in wanted for area in vendor.get("applies_to", ()))
    if selection.categories:
        yield lambda vendor: vendor.get("category") in selection.categories


def _is_in(listing: Listing, vendor: Record, wanted: Sequence[str]) -> bool:
    """Whether data is, may be, or can be reached from, in one of the places."""
    processing = vendor["processing"]
    places = [*processing["locations"], *processing.get("access", ())]
    return any(_overlap(listing, place, other) for place in places for other in wanted)


def _overlap(listing: Listing, one: str, other: str) -> bool:
    return one == other or _within(listing, one, other) or _within(listing, other, one)


def _within(listing: Listing, code: str, area: str) -> bool:
    if "UNKNOWN" in {code, area}:
        return False
    if area == "GLOBAL" or (code, area) == ("EU", "EEA"):
        return True
    return code in listing.areas.get(area, ())


def _require_known(listing: Listing, selection: Selection) -> None:
    areas = {area.casefold(): area for v in listing.vendors for area in v.get("applies_to", ())}
    _known("switch", selection.enabled or (), listing.switches, "flags.yaml declares")
    _known(
        "group", selection.categories, [c.id for c in listing.categories], "subpolicy.yaml declares"
    )
    unknown = [area for area in selection.applies_to if area.casefold() not in areas]
    _known("product area", unknown, areas.values(), "`applies_to` of the vendors names")


def _known(noun: str, given: Iterable[str], known: Iterable[str], where: str) -> None:
    known = sorted(known)
    for word in given:
        if word not in known:
            near = nearest(word, known)
            hint = f"did you mean {near}?" if near else f"{where}: {', '.join(known) or 'none'}"
            raise RunError(f'there is no {noun} "{word}"', help_text=hint)
