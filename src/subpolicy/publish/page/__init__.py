"""The public page: what it says is decided once, in `content`; formats print it."""
