"""English. The words for categories of data are those of the table ``data-categories``."""

from collections.abc import Mapping
from typing import Final

DATA: Final[Mapping[str, str]] = {}

PEOPLE: Final[Mapping[str, str]] = {
    "customers": "Customers",
    "end-users": "End users",
    "users": "Users",
    "employees": "Employees",
    "contractors": "Contractors",
    "applicants": "Applicants",
    "prospects": "Prospective customers",
    "visitors": "Visitors",
    "patients": "Patients",
    "children": "Children",
}
