"""Phrases of the feed, the notice and the annex."""
