"""Modules of JavaScript and TypeScript, JSX, Astro: parsed by tree-sitter and never run."""

from subpolicy.importers.readers.modules.marks import filled
from subpolicy.importers.readers.modules.mdx import Island, islands
from subpolicy.importers.readers.modules.module import literal, read

__all__ = ["Island", "filled", "islands", "literal", "read"]
