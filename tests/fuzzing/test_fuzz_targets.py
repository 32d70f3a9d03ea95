"""The fuzzer's targets hold for their seeds, so that none of them rots between two runs of it.

The fuzzer itself is only for Linux, and slow to install; here chance stands in for it.
"""

import importlib.util
import random
import sys
from types import ModuleType

import pytest

from support.checkout import ROOT

FUZZ = ROOT / "fuzz"
TARGETS = sorted(path.stem for path in (FUZZ / "targets").glob("*.py"))
SEEDS = [(name, path) for name in TARGETS for path in sorted((FUZZ / "seeds" / name).glob("*"))]
BYTES = [
    b"",
    b"\0",
    b"\xff" * 64,
    bytes(range(256)),
    *(random.Random(n).randbytes(99) for n in range(9)),  # noqa: S311 -- no secrets
]


class Provider:
    """What the fuzzer's ``FuzzedDataProvider`` gives: choices by the bytes of an input."""

    def __init__(self, data):
        chance = random.Random(data)  # noqa: S311 -- no secrets

        def text(count):
            return "".join(chr(chance.randrange(0x110000)) for _ in range(count))

        self.ConsumeIntInRange = chance.randint
        self.ConsumeProbability = chance.random
        self.PickValueInList = chance.choice
        self.ConsumeBool = lambda: chance.random() < 0.5
        self.ConsumeBytes = chance.randbytes
        self.ConsumeUnicode = text
        self.ConsumeUnicodeNoSurrogates = lambda n: text(n).encode(errors="replace").decode()


@pytest.fixture
def check(monkeypatch):
    """Loads a target as the fuzzer does, without the fuzzer: its ``check``."""
    atheris = ModuleType("atheris")
    atheris.FuzzedDataProvider = Provider
    monkeypatch.setitem(sys.modules, "atheris", atheris)
    monkeypatch.syspath_prepend(str(FUZZ))

    def load(name):
        spec = importlib.util.spec_from_file_location(
            f"fuzz_{name}", FUZZ / "targets" / f"{name}.py"
        )
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module.check

    yield load
    sys.modules.pop("shared", None)


@pytest.mark.parametrize(("name", "path"), SEEDS, ids=[f"{n}/{path.name}" for n, path in SEEDS])
def test_a_target_holds_for_its_seed(check, name, path):
    check(name)(path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_holds_for_other_bytes(check, name):
    holds = check(name)
    for data in BYTES:
        holds(data)


def test_seeds_and_words_belong_to_a_target():
    assert len(SEEDS) >= 20
    assert {path.stem for path in (FUZZ / "seeds").iterdir()} <= {*TARGETS}
