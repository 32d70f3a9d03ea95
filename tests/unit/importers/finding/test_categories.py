"""Headings that group vendors, and headings that only say that a list follows."""

import pytest

TABLE = "\n\n| Vendor | Purpose | Location |\n|-|-|-|\n| Acme Pay | Payments | US |\n"


@pytest.mark.parametrize(
    ("heading", "category"),
    [
        ("AI (opt-in)", "AI (opt-in)"),
        ("Infrastructure", "Infrastructure"),
        ("Optional services", None),
        ("Planned subprocessors", None),
        ("Europe", None),
    ],
)
def test_a_heading_is_a_category_where_it_says_more_than_that_a_list_follows(
    reading, heading, category
):
    (row,) = reading("page.md", f"# Subprocessors\n\n## {heading}{TABLE}").rows
    assert (row.category and row.category.flat) == category
