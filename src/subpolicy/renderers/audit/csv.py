"""The audit as one table for spreadsheets and scripts: every outcome a row."""

from subpolicy.audit import Audit
from subpolicy.renderers.audit.outcomes import Row, outcomes
from subpolicy.spreadsheets import csv_text


def render(audit: Audit) -> str:
    """A row for each evaluation and for each fault of a file, below one row of heads.

    The form is that of `csv_text`: no text is a formula, one row is one line.
    """
    return csv_text([Row._fields, *outcomes(audit)])
