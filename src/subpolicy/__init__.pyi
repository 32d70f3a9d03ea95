# What type checkers see of the package; at run time its names are loaded at their first use.
from subpolicy.api import check as check
from subpolicy.api import load_registry as load_registry
from subpolicy.errors import RunError as RunError
from subpolicy.findings.finding import Finding as Finding
from subpolicy.findings.report import Report as Report
from subpolicy.registry.registry import Registry as Registry
from subpolicy.registry.registry import Vendor as Vendor

__version__: str
