"""Make docs/pictures/: what a terminal shows, and what a browser shows of the report and the page.

    python website/pictures.py

Needs `rich`, and a Chromium; `.ci/programs` installs one. The pictures are committed: they change
with the fonts of the machine, so that nothing compares them, but for what the terminal says.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

_ROOT = Path(__file__).parents[1]
_PICTURES = _ROOT / "docs" / "pictures"
_BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
_WIDTH = 100
_TOO_LARGE = 300_000
_AS_OF = ("--as-of", "2026-06-15")
_OWN = ("--as-of", "2026-12-01")
"""For this repository's own registry."""
_BEFORE_THE_LIST = re.compile(
    r'<nav.*?</nav>|<section[^>]*id="what-are-subprocessors".*?</section>', re.DOTALL
)
"""Left out, so that the picture of the page shows vendors."""
_MAIN = {
    "subpolicy.yaml": "organisation: {name: 'Example, Inc.'}\n",
    "vendors/stripe.yaml": (
        "id: stripe\nname: Stripe, Inc.\nstatus: active\npurpose: Takes card payments\n"
        "data_categories: [billing]\nprocessing:\n  locations: [US]\n"
        "dpa:\n  method: signed\n  signed_on: 2024-05-01\n"
    ),
}
_CHANGE = {
    "vendors/mailer.yaml": (
        "id: mailer\nname: Mailer GmbH\nstatus: active\npurpose: Sends transactional e-mail\n"
        "data_categories: [email]\nprocessing:\n  locations: [US, DE]\n"
        "dpa:\n  method: signed\n  signed_on: 2026-06-01\n"
    ),
}
"""The bad change of docs/tutorial.md."""


def main() -> int:
    """Write every picture; exits with 1 where one is too large to be committed."""
    _PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _terminal(_registry(folder / "registry"), "check.svg")
        report, page = folder / "report.html", folder / "page.html"
        _subpolicy(_ROOT, "report", "--rev", "HEAD", *_OWN, "--output", f"html={report}")
        published = _subpolicy(_ROOT, "publish", "page", *_OWN)
        page.write_text(_BEFORE_THE_LIST.sub("", published), encoding="utf-8")
        _browser(report, "report.png", 1000)
        _browser(page, "page.png", 800)
    large = [one.name for one in _PICTURES.iterdir() if one.stat().st_size > _TOO_LARGE]
    for one in large:
        print(f"docs/pictures/{one} is larger than {_TOO_LARGE} bytes")
    return 1 if large else 0


def _registry(folder: Path) -> Path:
    folder.mkdir()
    _git(folder, "init", "--quiet", "--initial-branch=main")
    for message, files in (("The list", _MAIN), ("Add Mailer", _CHANGE)):
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        _git(folder, "add", "--all")
        who = ("-c", "user.name=Example", "-c", "user.email=example@example.com")
        _git(folder, *who, "commit", "--quiet", "--message", message)
        if files is _MAIN:
            _git(folder, "switch", "--quiet", "--create", "mailer")
    return folder


def _terminal(folder: Path, name: str) -> None:
    gate = ("check", "--base", "main", "--policies-from", "main", "--gate", "change", "--quiet")
    command = (*gate, *_AS_OF)
    shown = _subpolicy(folder, *command, "--color", "always")
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=_WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.assemble(("$ ", "bold green"), "subpolicy " + " ".join(command)))
        console.print(Text.from_ansi(shown))
        svg = console.export_svg(title="subpolicy", theme=MONOKAI, unique_id="terminal")
    _write_svg(_PICTURES / name, svg)


def _write_svg(path: Path, svg: str) -> None:
    """Without the font that rich would have fetched from elsewhere."""
    start, end = svg.index("@font-face"), svg.rindex("@font-face")
    after = svg.index("}", end) + 1
    plain = (svg[:start] + svg[after:]).replace("Fira Code, monospace", "monospace")
    path.write_text(plain.rstrip() + "\n", encoding="utf-8", newline="\n")


def _browser(page: Path, name: str, height: int) -> None:
    program = next(found for one in _BROWSERS if (found := shutil.which(one)))
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--screenshot={_PICTURES / name}", f"--window-size=1320,{height}"]
    subprocess.run([*command, page.as_uri()], check=True, capture_output=True)


def _subpolicy(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "subpolicy", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if done.returncode > 1 or done.stderr:
        raise SystemExit(done.stderr)
    return done.stdout


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)


if __name__ == "__main__":
    raise SystemExit(main())
