"""What kind of file a path is in a registry."""

from typing import Literal

from subpolicy.config import FILE_NAME, Paths
from subpolicy.policy.packs import TABLES, TEST_SUFFIX
from subpolicy.waivers.baseline import BASELINE

Kind = Literal["baseline", "config", "flags", "rule", "rule-test", "table", "vendor", "waiver"]
"""The name of the schema that the file is held against."""


def kind_of(path: str, paths: Paths) -> Kind | None:
    """The kind of a file; None for one that is no part of the registry.

    Args:
        path: Relative POSIX path from the registry's root.
        paths: Where the registry keeps its parts.
    """
    single: dict[str, Kind] = {paths.flags: "flags", BASELINE: "baseline", FILE_NAME: "config"}
    if path in single or not path.endswith(".yaml"):
        return single.get(path)
    if path.startswith(f"{paths.vendors}/"):
        return "vendor"
    if path.startswith(f"{paths.waivers}/"):
        return "waiver"
    return _of_policies(path, paths.policies)


def _of_policies(path: str, folder: str) -> Kind | None:
    match path.removeprefix(f"{folder}/").split("/"):
        case [pack, name] if path.startswith(f"{folder}/"):
            if pack == TABLES:
                return "table"
            return "rule-test" if name.endswith(TEST_SUFFIX) else "rule"
        case _:
            return None
