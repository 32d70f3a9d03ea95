"""What `init` is asked, and where it works."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from subpolicy import config, shipped
from subpolicy.config import Configuration, Paths
from subpolicy.errors import RunError
from subpolicy.printable import printable
from subpolicy.schema import Schemas
from subpolicy.sources import WorkingTree

PLATFORMS = ("github", "gitlab", "azure", "bitbucket", "none")
REGIMES = ("EU", "UK", "CH")
_SAFE = re.compile(r"[\w./ -]*")
"""Folders that can stand in a workflow, a hook and CODEOWNERS."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a company says of itself."""

    name: str
    home: tuple[str, ...] = ("US",)
    """Country codes; the first is where the company is established."""
    regimes: tuple[str, ...] = ()
    ci: str = "github"
    """One of `PLATFORMS`."""
    owners: tuple[str, ...] = ()
    """Who has to agree to a change of the rules, as CODEOWNERS writes them; may be empty."""

    def as_in(self, configuration: Configuration | None) -> "Answers":
        """The same, with what a registry that is there says of itself."""
        if configuration is None:
            return self
        home = configuration.home or self.home
        return replace(self, home=home, regimes=configuration.exporter_regimes)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a registry is started, or completed."""

    root: Path
    """The registry's folder, absolute; need not exist."""
    top: Path
    """The top of the git repository around it; the root itself outside git."""
    repository: bool
    configuration: Configuration | None
    """What the ``subpolicy.yaml`` says that is there already."""

    @property
    def paths(self) -> Paths:
        """Where the registry's files are."""
        return Paths() if self.configuration is None else self.configuration.paths

    @property
    def registered(self) -> bool:
        """Whether there is a ``subpolicy.yaml`` already."""
        return self.configuration is not None

    @property
    def prefix(self) -> str:
        """The registry's folder in the repository: empty, or a POSIX path ending in ``/``."""
        inside = self.root.relative_to(self.top).as_posix()
        return "" if inside == "." else f"{inside}/"


def place_of(root: Path) -> Place:
    """Where `init` works.

    Args:
        root: Absolute.

    Raises:
        RunError: it is no folder, its name cannot stand in the files that are written, or the
            configuration that is there is broken.
    """
    if root.exists() and not root.is_dir():
        raise RunError(f"{printable(str(root))} is not a folder")
    above = [folder for folder in (root, *root.parents) if (folder / ".git").exists()]
    top = above[0] if above else root
    inside = root.relative_to(top).as_posix()
    if not _SAFE.fullmatch(inside):
        raise RunError(
            f"the folder {printable(inside)} cannot be named in a workflow",
            help_text="use letters, digits, spaces, dots and hyphens in its name",
        )
    configuration = None
    if (root / config.FILE_NAME).exists():
        configuration = config.load(WorkingTree(root), Schemas(shipped.schema_folder()))
    return Place(root, top, bool(above), configuration)
