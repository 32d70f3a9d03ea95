"""Where a registry is: the folder of ``subpolicy.yaml``."""

from pathlib import Path

from subpolicy.errors import Place, RunError

FILE_NAME = "subpolicy.yaml"
HOW_TO_START = 'a registry starts with a subpolicy.yaml that holds organisation: {name: "…"}'


def find_root(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds ``subpolicy.yaml``.

    Raises:
        RunError: there is none up to the file system's root.
    """
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise RunError(
        f"no {FILE_NAME} here or in any folder above",
        place=Place(str(start)),
        help_text=f"run in the folder of your registry, or name it with --root; {HOW_TO_START}",
    )
