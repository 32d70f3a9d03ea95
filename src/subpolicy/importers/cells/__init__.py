"""What cells say: the wording of a page → the vocabulary of the record."""

from subpolicy.importers.cells.places import is_location, places_in
from subpolicy.importers.cells.plausibility import plausible

__all__ = ["is_location", "places_in", "plausible"]
