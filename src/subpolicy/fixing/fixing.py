"""From a registry to the files that would mend it; nothing is written here."""

from collections.abc import Iterator

from subpolicy.checking import Question, Sides, examine
from subpolicy.documents.editing import is_same, rewrite
from subpolicy.fixing.fix import Fixed, Left, Plan
from subpolicy.fixing.pending import due
from subpolicy.fixing.stale import mended
from subpolicy.schema import Schemas
from subpolicy.sources import Source

_ENTANGLED = (
    "its text cannot be changed there without touching other values (an anchor that is used "
    "elsewhere, or several things on one line); edit it by hand"
)
_INVALID = "the record would break its schema; mend what the entry sets"


def fixes(source: Source, as_of: str) -> tuple[Fixed | Left, ...]:
    """Everything that can be mended safely, by path.

    A fix says which data a file is to hold; how its text comes to hold them is the same for all.
    Another kind of fix is another generator of plans, for files that no plan is about yet.

    Args:
        source: The registry.
        as_of: The day, an ISO date.

    Raises:
        RunError: the registry cannot be judged.
    """
    found = examine(Sides(source), Question(as_of=as_of, provenance=False))
    acceptances = found.judged.acceptances
    plans: list[Plan] = [
        *due(found.registry.vendors, as_of),
        *mended(found.judged.faults, acceptances.documents),
    ]
    schemas = found.judged.tools.schemas
    return tuple(sorted(_results(plans, schemas), key=lambda result: result.path))


def _results(plans: list[Plan], schemas: Schemas) -> Iterator[Fixed | Left]:
    for plan in plans:
        document = plan.document
        if schemas.violations(plan.schema, plan.data):
            yield _left(plan, _INVALID)
            continue
        after = rewrite(document, plan.data)
        if after is None:
            yield _left(plan, _ENTANGLED)
        else:
            yield Fixed(document.path, document.raw, after, plan.did)


def _left(plan: Plan, why: str) -> Left:
    """Where to edit by hand: the first key that differs."""
    old, document = plan.document.data, plan.document
    key = next(
        (key for key in old if key not in plan.data or not is_same(old[key], plan.data[key])), ""
    )
    return Left(document.path, document.locate(f"/{key}").line, plan.did, why)
