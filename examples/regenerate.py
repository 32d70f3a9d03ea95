"""Import the examples anew from their pages, or check that this would change nothing.

    python examples/regenerate.py              write examples/mielto and examples/dovetail
    python examples/regenerate.py --check      exit 1 where a file is not what the import gives
    python examples/regenerate.py --pages DIR  read the pages from DIR (mielto.txt, dovetail.md)

What no page says is decided here: all packs are on, with the transfer law of the EU and the UK.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from subpolicy.importing import Asked, carry_out, destination, prepare

HERE = Path(__file__).resolve().parent
PAGES = {"mielto": "page.txt", "dovetail": "page.md"}
AS_OF = "2026-11-21"
REGIMES = ("EU", "UK")
PACKS = ("core", "change", "assurance")


def main() -> int:
    """Write or check every example, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("--pages", type=Path, help="folder of mielto.txt and dovetail.md")
    arguments = parser.parse_args()
    drifted = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in PAGES:
            made = imported(name, page_of(name, arguments.pages), Path(folder))
            drifted += update(HERE / name, made, check=arguments.check)
    return 1 if arguments.check and drifted else 0


def page_of(name: str, pages: Path | None) -> Path:
    """The page of an example."""
    page = HERE / name / PAGES[name]
    return page if pages is None else pages / f"{name}{page.suffix}"


def imported(name: str, page: Path, folder: Path) -> Path:
    """A registry made of a page, as deep below the schemas as the example is."""
    root = folder / "examples" / name
    schemas = folder / "schema"
    if not schemas.exists():
        shutil.copytree(HERE.parent / "schema", schemas)
        (folder / ".git").mkdir()
    where = destination(root, folder)
    asked = Asked(PAGES[name], page.read_bytes(), AS_OF, packs=PACKS, exporter_regimes=REGIMES)
    plan = prepare(asked, where)
    if plan.left:
        sys.exit(f"{name}: {plan.left}")
    carry_out(root, plan.files)
    return root


def update(example: Path, made: Path, *, check: bool) -> int:
    """Bring an example to what was made, or only tell; returns how many files differ."""
    wanted = texts(made)
    there = texts(example)
    differing = sorted({p for p in wanted | there if wanted.get(p) != there.get(p)})
    for path in differing:
        print(f"{example.name}/{path}: {'drifted' if check else 'written'}", file=sys.stderr)
        if check:
            continue
        if path in wanted:
            (example / path).parent.mkdir(parents=True, exist_ok=True)
            (example / path).write_bytes(wanted[path])
        else:
            (example / path).unlink()
    return len(differing)


def texts(root: Path) -> dict[str, bytes]:
    """The files that an import makes."""
    files = [root / "subpolicy.yaml", *sorted((root / "vendors").glob("**/*.yaml"))]
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in files if file.exists()}


if __name__ == "__main__":
    sys.exit(main())
