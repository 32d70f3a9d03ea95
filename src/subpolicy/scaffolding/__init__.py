"""Something new in a registry, ready to be changed into what is meant: a rule, a record."""

from subpolicy.scaffolding.rule import NewRule, new_rule
from subpolicy.scaffolding.vendor import NewVendor, new_vendor

__all__ = ["NewRule", "NewVendor", "new_rule", "new_vendor"]
