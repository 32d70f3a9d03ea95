"""Hostile texts in every place that takes no text: the finding that quotes them stays a text."""

import os

import pytest

from support.rendered import OUTPUTS

PAIRS = [
    (name, output)
    for name in ("first half", "second half")
    for output in OUTPUTS
    if output != "report pdf"
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize(("name", "output"), PAIRS)
def test_texts_in_every_other_place_change_no_structure(differences, name, output):
    assert not differences("invalid", name, output)
