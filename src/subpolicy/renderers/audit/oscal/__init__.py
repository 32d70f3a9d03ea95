"""OSCAL 1.2: assessment results, and the assessment plan that they have to import."""

from subpolicy.renderers.audit.oscal.planning import plan
from subpolicy.renderers.audit.oscal.results import render

__all__ = ["plan", "render"]
