# ruff: noqa: SIM905 -- lists of words are easier to read and edit as one text
"""Whether a line may be a cell of a column, or is rather the text behind the table."""

from subpolicy.importers.cells.places import is_location
from subpolicy.importers.heads import normal
from subpolicy.importers.rows import Column

_LONG = 400
"""Characters of which a cell has fewer."""
_STATUS = (
    "active optional planned suspended retired required mandatory enabled disabled opt default "
    "yes no core in use beta deprecated aktiv geplant optional erforderlich actif optionnel prevu "
    "requis actief optioneel gepland activo opcional previsto"
).split()
_SHORT_STATUS = 12
"""Words that a status has at most."""
_PLACE_WORDS = 14


def plausible(column: Column, cell: str) -> bool:
    """Whether a line may be a cell of a column.

    Only columns whose words are few tell: a status, a place.
    """
    if len(cell) > _LONG:
        return False
    words = normal(cell).split()
    if column is Column.STATUS:
        return bool(words) and len(words) <= _SHORT_STATUS and words[0] in _STATUS
    if column is Column.LOCATION:
        return is_location(cell) or (len(words) <= _PLACE_WORDS and not cell.endswith("."))
    return True
