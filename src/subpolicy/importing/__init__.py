"""From a page to a registry on disk: planned as a whole, judged, then written or only shown."""

from subpolicy.importing.destination import Destination, destination
from subpolicy.importing.incoming import take
from subpolicy.importing.plan import Gone, Left, Plan, Planned, Told
from subpolicy.importing.planning import prepare
from subpolicy.importing.understanding import Asked
from subpolicy.importing.writing import carry_out

__all__ = [
    "Asked",
    "Destination",
    "Gone",
    "Left",
    "Plan",
    "Planned",
    "Told",
    "carry_out",
    "destination",
    "prepare",
    "take",
]
