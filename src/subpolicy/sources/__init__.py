"""Where the files of a registry are read: the working tree, later a git revision too."""

from subpolicy.sources.source import Source, SourceFault
from subpolicy.sources.working_tree import WorkingTree

__all__ = ["Source", "SourceFault", "WorkingTree"]
