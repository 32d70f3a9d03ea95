"""``subpolicy.yaml``: what a company decides for its registry."""

from subpolicy.config.configuration import Category, Configuration, Override, Paths
from subpolicy.config.loading import FILE_NAME, HOW_TO_START, find_root, load

__all__ = [
    "FILE_NAME",
    "HOW_TO_START",
    "Category",
    "Configuration",
    "Override",
    "Paths",
    "find_root",
    "load",
]
