"""Registries with hostile texts, each beside a harmless one, and how their outputs differ."""

from functools import cache

import pytest

from subpolicy.checking import Question
from support import injected
from support.payloads import LONGER, PAYLOADS, twin
from support.programs import pango
from support.rendered import OUTPUTS, Registry
from support.shapes import BY_FORMAT

BOUNDED = {"diff markdown", "report pdf"}
"""Outputs that leave out what has no room, or break it over pages; escapes take room."""
COMPARED = {name for name in OUTPUTS if name.startswith("diff")}
"""Outputs that show of an invalid record only that it is left out."""


@pytest.fixture(scope="session")
def registries(tmp_path_factory):
    """Registries by kind and text, made once, with what was found out about them."""

    @cache
    def made(kind, text):
        folder = tmp_path_factory.mktemp(kind)
        base = injected.valid(folder / "base", "earlier")
        if kind == "valid":
            head = injected.recorded(folder / "head", text)
            (head / "vendors" / "three.yaml").rename(base / "vendors" / "four.yaml")
            return Registry(head, base, Question(as_of=injected.AS_OF), since="2000-01-01")
        head = injected.invalid(folder / "head", text)
        return Registry(head, base, Question(as_of=injected.AS_OF, rules=("missing-dpa-date",)))

    return made


@pytest.fixture
def differences(registries):
    """How the structure of an output with a payload differs from that with a harmless text."""

    def found(kind, payload, output):
        name, render = OUTPUTS[output]
        if name == "pdf":
            pango()
        hostile, harmless = (
            BY_FORMAT[name](render(registries(kind, text)))
            for text in (PAYLOADS[payload], twin(PAYLOADS[payload]))
        )
        if payload in LONGER or output in BOUNDED or (kind == "invalid" and output in COMPARED):
            return hostile.keys() - harmless.keys()
        return (hostile - harmless) + (harmless - hostile)

    return found
