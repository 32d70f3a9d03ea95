"""Text from a hostile file, made fit for a format: HTML, Markdown, JSON."""
