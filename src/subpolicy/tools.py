"""What a run works with, before any vendor is read: schemas, configuration, packs and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from subpolicy import config, shipped
from subpolicy.config import Configuration
from subpolicy.errors import RunErrors
from subpolicy.policy.packs import Library, Shelf
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.policy.typecheck import TypeChecker
from subpolicy.registry.shape import Shape, shape_of
from subpolicy.schema import Schemas
from subpolicy.sources import Source, WorkingTree


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools of one run."""

    schemas: Schemas
    configuration: Configuration
    library: Library
    """The registry's own packs before the shipped ones."""
    shape: Shape
    """The shape of a vendor."""
    tables: dict[str, Table]


def tools_of(source: Source) -> Tools:
    """The tools for the registry in a source.

    Raises:
        RunError: the configuration or a table is missing or broken.
    """
    schemas = Schemas(shipped.schema_folder())
    configuration = config.load(source, schemas)
    policies = configuration.paths.policies
    library = Library(
        Shelf(source, policies, policies),
        Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/"),
        schemas,
    )
    shape = shape_of(schemas.document("vendor"), "vendor")
    return Tools(schemas, configuration, library, shape, library.tables())


def require_sound(rules: Sequence[Rule], tools: Tools) -> list[Table]:
    """Hold rules against the types of what they name.

    Returns:
        The tables that they look up.

    Raises:
        RunErrors: all faults of all rules.
    """
    checked = TypeChecker(tools.shape, list(tools.tables), rules).check()
    if checked.errors:
        raise RunErrors(checked.errors)
    return [tools.tables[name] for name in sorted(checked.tables)]
