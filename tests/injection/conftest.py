"""Registries with hostile texts, each beside a harmless one, and how their outputs differ."""

from functools import cache

import pytest

from subpolicy.checking import Question
from support import injected
from support.payloads import MIXED, PAYLOADS, twin
from support.programs import pango
from support.rendered import OUTPUTS, Registry
from support.shapes import BY_FORMAT

TEXTS = {name: (text,) for name, text in PAYLOADS.items()} | MIXED
TEXTS["first half"] = (*MIXED["formulas"], *MIXED["addresses"])
TEXTS["second half"] = (*MIXED["formulas too"], *MIXED["blocks"])
BOUNDED = {"diff markdown", "report pdf"}
"""Outputs that leave out what has no room, or break it over pages; escapes take room."""
COMPARED = {name for name in OUTPUTS if name.startswith("diff")}
"""Outputs that show of an invalid record only that it is left out."""
ONE_RULE = "missing-dpa-date"


@pytest.fixture(scope="session")
def registries(tmp_path_factory):
    """Registries by kind and texts, made once, with what was found out about them."""

    @cache
    def made(kind, texts):
        folder = tmp_path_factory.mktemp(kind)
        base = injected.valid(folder / "base", "earlier")
        if kind == "invalid":
            head = injected.unreadable(injected.invalid(folder / "head", *texts))
            return Registry(head, base, Question(as_of=injected.AS_OF, rules=(ONE_RULE,)))
        head = injected.recorded(folder / "head", *texts)
        (head / "vendors" / "three.yaml").rename(base / "vendors" / "four.yaml")
        if kind == "short":
            rules = (ONE_RULE, "own-quotes")
            return Registry(head, base, Question(as_of=injected.AS_OF, rules=rules))
        return Registry(head, base, Question(as_of=injected.AS_OF), since="2000-01-01")

    return made


@pytest.fixture
def differences(registries):
    """How the structure of an output with hostile texts differs from that with harmless ones."""

    def found(kind, name, output):
        format_, render = OUTPUTS[output]
        if format_ == "pdf":
            pango()
        hostile, harmless = (
            BY_FORMAT[format_](render(registries(kind, texts)))
            for texts in (TEXTS[name], tuple(map(twin, TEXTS[name])))
        )
        bounded = name == "long" or output in BOUNDED
        if bounded or (kind == "invalid" and output in COMPARED):
            return hostile.keys() - harmless.keys()
        return (hostile - harmless) + (harmless - hostile)

    return found
