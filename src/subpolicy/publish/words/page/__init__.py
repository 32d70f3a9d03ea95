"""Phrases of the page."""
