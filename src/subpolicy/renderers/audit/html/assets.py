"""The style and the script of the page, as they stand beside this module."""

from pathlib import Path
from typing import Final


def _read(*names: str) -> str:
    return "\n".join(Path(__file__).with_name(name).read_text("utf-8") for name in names)


STYLE: Final = _read("style.css", "tables.css", "charts.css", "print.css")
SCRIPT: Final = _read("script.js")
