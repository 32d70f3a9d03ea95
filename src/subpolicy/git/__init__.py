"""git, asked through its plumbing commands; whoever reads commits imports the modules that do."""

from subpolicy.git.plumbing import run
from subpolicy.git.questions import head, is_clean, prefix, tracked_files

__all__ = ["head", "is_clean", "prefix", "run", "tracked_files"]
