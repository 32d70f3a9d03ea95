"""One target in one process: under atheris, with its arguments, or for one file alone."""

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

import atheris

LIMIT = 1.0
"""Seconds of CPU time that one input may cost, tracing included."""
TARGETS = Path(__file__).parent / "targets"


def check_of(name: str) -> Callable[[bytes], None]:
    """What a target does with an input."""
    sys.path.insert(0, str(TARGETS.parent))  # for what targets share
    spec = importlib.util.spec_from_file_location(f"fuzz_{name}", TARGETS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Callable[[bytes], None] = module.check
    return check


def timed(check: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The same, which complains of an input that costs too much twice."""

    def checked(data: bytes) -> None:
        for _ in range(2):  # the first may have paid for imports
            start = time.process_time()
            check(data)
            taken = time.process_time() - start
            if taken < LIMIT:
                return
        raise AssertionError(f"{len(data)} bytes took {taken:.1f} seconds")

    return checked


def main() -> None:
    """Fuzz, or replay where the second argument is a file."""
    name, *rest = sys.argv[1:]
    if len(rest) == 1 and Path(rest[0]).is_file():
        timed(check_of(name))(Path(rest[0]).read_bytes())
        return
    # Modules that are imported where they are used are still to come: fuzz within.
    with atheris.instrument_imports(include=["subpolicy"]):
        check = check_of(name)
        atheris.Setup([sys.argv[0], *rest], timed(check))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
