"""git, asked through its plumbing commands."""

from subpolicy.git.plumbing import run
from subpolicy.git.questions import head, is_clean, prefix, tracked_files
from subpolicy.git.repository import Objects, Repository, TreeEntry, is_bare

__all__ = [
    "Objects",
    "Repository",
    "TreeEntry",
    "head",
    "is_bare",
    "is_clean",
    "prefix",
    "run",
    "tracked_files",
]
