"""Hostile texts in every place that takes no text: the finding that quotes them stays a text."""

import os

import pytest

from support.rendered import OUTPUTS

PAYLOADS = (
    *("ansi", "attribute", "bidi", "formula-equals", "github", "lines", "markdown", "markup"),
    *("nul", "surrogate"),
)
PAIRS = [(payload, output) for payload in PAYLOADS for output in OUTPUTS if output != "report pdf"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
@pytest.mark.parametrize(("payload", "output"), PAIRS)
def test_a_text_in_every_other_place_changes_no_structure(differences, payload, output):
    assert not differences("invalid", payload, output)
