"""Findings, the outcome of an evaluation, and the report that holds all of them."""
