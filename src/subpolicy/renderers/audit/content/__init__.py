"""The auditor's report as sections: words and numbers are decided here, once for every format."""

from subpolicy.audit import Audit
from subpolicy.renderers.audit.blocks import Section
from subpolicy.renderers.audit.content import (
    closing,
    findings,
    matrix,
    opening,
    operation,
    places,
    population,
)
from subpolicy.renderers.audit.content.opening import title

__all__ = ["content", "title"]


def content(audit: Audit, form: str | None = None) -> tuple[Section, ...]:
    """The whole report, in the order in which an auditor reads it.

    Args:
        audit: What is to be reported.
        form: The name of the format, where the command line is to name it.
    """
    period = audit.period
    return (
        opening.verdict(audit),
        opening.scope(audit, form),
        opening.result(audit),
        findings.findings(audit),
        findings.waivers(audit),
        matrix.switched_off(audit),
        matrix.deviations(audit),
        places.transfers(audit),
        places.evidence(audit),
        *(() if period is None else (operation.changes(period), operation.operation(period))),
        population.controls(audit),
        population.population(audit),
        operation.trend(audit),
        closing.reproduction(audit, form),
        closing.limits(),
        closing.sign_off(),
        matrix.matrix(audit),
        matrix.rules(audit),
    )
