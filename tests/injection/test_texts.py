"""Hostile texts in every field that takes a text, through every output: they stay texts."""

import pytest

from support.payloads import MIXED
from support.rendered import OUTPUTS

PAIRS = [
    (name, output) for name in (*MIXED, "long") for output in OUTPUTS if output != "report pdf"
]


@pytest.mark.parametrize(("name", "output"), PAIRS)
def test_texts_in_every_field_change_no_structure(differences, name, output):
    assert not differences("valid", name, output)


def test_markup_in_every_field_stays_text_on_paper(differences):
    """Once, and of a short report: a PDF takes seconds, and is made of the HTML."""
    assert not differences("short", "markup", "report pdf")
