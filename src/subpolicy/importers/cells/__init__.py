"""What cells say: the wording of a page → the vocabulary of the record.

Pure functions; each takes one cell and gives `Values`: fields of the record, which of them are
read into it, and what was not understood.
"""

from subpolicy.importers.cells.places import is_location, places_in
from subpolicy.importers.cells.plausibility import plausible

__all__ = ["is_location", "places_in", "plausible"]
