"""Hostile texts in every field that takes a text, through every output: they stay texts."""

import pytest

from support.payloads import PAYLOADS
from support.rendered import OUTPUTS

PDF = {"markup"}
"""A PDF takes seconds, and comes out of the HTML that all of them go through."""
PAIRS = [
    (payload, output)
    for payload in PAYLOADS
    for output in OUTPUTS
    if output != "report pdf" or payload in PDF
]


@pytest.mark.parametrize(("payload", "output"), PAIRS)
def test_a_text_in_every_field_changes_no_structure(differences, payload, output):
    assert not differences("valid", payload, output)
