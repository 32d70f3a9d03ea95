"""What a run works with, before any vendor is read: schemas, configuration, packs and tables."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from subpolicy import config, shipped
from subpolicy.config import Configuration
from subpolicy.errors import RunErrors
from subpolicy.policy import verified
from subpolicy.policy.packs import Library, Shelf
from subpolicy.policy.rules import Rule
from subpolicy.policy.tables import Table
from subpolicy.registry.shape import Shape, shape_of
from subpolicy.schema import Schemas
from subpolicy.sources import Nothing, Source, WorkingTree


class Tools(NamedTuple):
    """The tools of one run."""

    schemas: Schemas
    configuration: Configuration
    library: Library
    """The registry's own packs before the shipped ones."""
    shape: Shape
    """The shape of a vendor."""
    tables: Mapping[str, Table]
    source: Source
    """Where rules, waivers and the baseline come from."""


def tools_of(source: Source, schemas: Schemas | None = None) -> Tools:
    """The tools for the registry in a source.

    Args:
        source: The registry.
        schemas: The shipped schemas, where somebody has them already.

    Raises:
        RunError: the configuration or a table is missing or broken.
    """
    schemas = schemas or Schemas(shipped.schema_folder())
    return _tools(source, config.load(source, schemas), schemas)


def trusted_tools(own: Tools, trusted: Source | None) -> Tools:
    """The tools by which another revision would judge: its rules, and what it says of them.

    Args:
        own: The tools of the revision that is judged; organisation, categories, page and flags
            stay its own (SPEC §6).
        trusted: The other revision; None where it has no registry: the shipped rules serve then,
            and the registry's own waivers and baseline, as there are none to be weakened.

    Raises:
        RunError: the other revision's configuration or tables are broken.
    """
    mine = own.configuration
    if trusted is None:
        theirs = Configuration(
            mine.document,
            mine.organisation,
            waivers=mine.waivers,
            baseline_max_days=mine.baseline_max_days,
        )
    else:
        theirs = config.load(trusted, own.schemas)
    merged = theirs._replace(
        document=mine.document,
        organisation=mine.organisation,
        categories=mine.categories,
        page_updated_on=mine.page_updated_on,
        paths=mine.paths._replace(policies=theirs.paths.policies, waivers=theirs.paths.waivers),
    )
    tools = _tools(trusted or Nothing(), merged, own.schemas)
    return tools._replace(source=own.source) if trusted is None else tools


def library_of(source: Source, configuration: Configuration, schemas: Schemas) -> Library:
    """The packs in reach of a registry: its own before the shipped ones."""
    policies = configuration.paths.policies
    return Library(
        Shelf(source, policies, policies),
        Shelf(WorkingTree(shipped.policies_folder(), trusted=True), "", "policies/"),
        schemas,
    )


def _tools(source: Source, configuration: Configuration, schemas: Schemas) -> Tools:
    library = library_of(source, configuration, schemas)
    shape = shape_of(schemas.document("vendor"), "vendor")
    return Tools(schemas, configuration, library, shape, library.tables(), source)


def require_sound(rules: Sequence[Rule], tools: Tools) -> list[Table]:
    """Hold rules against the types of what they name.

    Returns:
        The tables that they look up.

    Raises:
        RunErrors: all faults of all rules.
    """
    schema = (shipped.schema_folder() / "vendor.schema.json").read_bytes()
    used, unknown = verified.load().split(rules, schema)
    if unknown:
        # Shipped rules are known to be sound; only a registry's own rules pay for the checker.
        from subpolicy.policy.typecheck import TypeChecker  # noqa: PLC0415

        checked = TypeChecker(tools.shape, list(tools.tables), unknown).check()
        if checked.errors:
            raise RunErrors(checked.errors)
        used |= checked.tables
    return [tools.tables[name] for name in sorted(used)]
