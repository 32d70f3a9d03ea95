"""What an auditor reads beside the verdict: transfers, evidence, controls, and what came before."""

from subpolicy.audit.audit import Audit, Evidence, Flow, Support
from subpolicy.audit.period import JudgedCommit, LoggedChange, Moment, Period

__all__ = [
    "Audit",
    "Evidence",
    "Flow",
    "JudgedCommit",
    "LoggedChange",
    "Moment",
    "Period",
    "Support",
]
