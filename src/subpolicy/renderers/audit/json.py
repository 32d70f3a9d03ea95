"""The audit as JSON: what ``check`` prints, and beside it everything that the report shows."""

from subpolicy.audit import Audit
from subpolicy.renderers import json


def render(audit: Audit) -> str:
    """One JSON object, as ``schema/report.schema.json`` says."""
    return json.render(audit.report, evaluations=True)
