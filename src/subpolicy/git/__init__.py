"""git, asked through its plumbing commands."""

from subpolicy.git.ancestry import Ancestor
from subpolicy.git.objects import Objects, TreeEntry
from subpolicy.git.plumbing import run
from subpolicy.git.questions import head, is_clean, prefix, tracked_files
from subpolicy.git.repository import Repository, is_bare
from subpolicy.git.trails import Commit, Touch, Trails

__all__ = [
    "Ancestor",
    "Commit",
    "Objects",
    "Repository",
    "Touch",
    "Trails",
    "TreeEntry",
    "head",
    "is_bare",
    "is_clean",
    "prefix",
    "run",
    "tracked_files",
]
