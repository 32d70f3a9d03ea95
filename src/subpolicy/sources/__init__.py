"""Where the files of a registry are read: the working tree, or a commit."""

from subpolicy.sources.nothing import Nothing
from subpolicy.sources.revision import Revision
from subpolicy.sources.source import Source, SourceFault
from subpolicy.sources.working_tree import WorkingTree

__all__ = ["Nothing", "Revision", "Source", "SourceFault", "WorkingTree"]
