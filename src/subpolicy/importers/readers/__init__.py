"""Readers: bytes of one format → a `Page` of blocks. Parsers do the work; nothing is run."""
