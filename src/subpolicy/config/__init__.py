"""``subpolicy.yaml``: what a company decides for its registry."""

from subpolicy.config.configuration import Category, Configuration, Override, Paths
from subpolicy.config.loading import load
from subpolicy.root import FILE_NAME

__all__ = [
    "FILE_NAME",
    "Category",
    "Configuration",
    "Override",
    "Paths",
    "load",
]
