from collections.abc import Callable

import pytest

from subpolicy.importers import readers
from subpolicy.importers.finding import find
from subpolicy.importers.rows import Column, Reading, Row


def _line(row: Row) -> str:
    location = row.cells.get(Column.LOCATION) or row.cells.get(Column.SEAT)
    purpose = row.cells.get(Column.PURPOSE)
    cells = (row.cells[Column.NAME], location, purpose)
    return " | ".join("" if cell is None else cell.flat for cell in cells)


@pytest.fixture(scope="session")
def reading() -> Callable[[str, str], Reading]:
    return lambda name, text: find(readers.read(name, text.encode()))


@pytest.fixture(scope="session")
def lines(reading) -> Callable[[str, str], list[str]]:
    """Each row as "name | location | purpose"."""
    return lambda name, text: [_line(row) for row in reading(name, text).rows]
