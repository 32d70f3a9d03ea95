"""Tables and phrases of the page in HTML."""

import re
from collections.abc import Iterator
from html import escape

from subpolicy.publish.escaping import html as text
from subpolicy.publish.page.blocks import Cell, Phrase, Table

_SLASH = re.compile(r"(?<=[^\W\d_]{3})/(?=[^\W\d_]{3})")


def table_lines(table: Table) -> Iterator[str]:
    """A table whose roles are spelt out, as the phone's layout would take them away."""
    yield '<table role="table">'
    yield f"<caption>{text(table.caption)}</caption>"
    heads = "".join(
        f'<th role="columnheader" scope="col" class="c-{escape(column.field)}">'
        f"{text(column.head)}</th>"
        for column in table.columns
    )
    yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
    yield '<tbody role="rowgroup">'
    for row in table.rows:
        anchor = "" if row.anchor is None else f' id="{escape(row.anchor)}"'
        yield f'<tr role="row"{anchor}>'
        first, *rest = row.cells
        yield f'<th role="rowheader" scope="row">{cell_text(first)}</th>'
        for column, cell in zip(table.columns[1:], rest, strict=True):
            shown = cell_text(cell) or '<span class="nothing">–</span>'
            yield f'<td role="cell" data-head="{text(column.head)}">{shown}</td>'
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"


def cell_text(cell: Cell) -> str:
    """Phrases, each on a line of its own."""
    return "<br>".join(phrase_text(phrase) for phrase in cell)


def phrase_text(phrase: Phrase) -> str:
    """Words, as a link where there is a target."""
    # A long word such as `Support/engineering` may break where a reader would break it.
    words = _SLASH.sub("/<wbr>", text(phrase.text))
    if phrase.target is None:
        return words
    return f'<a href="{escape(phrase.target)}" rel="noopener">{words}</a>'
