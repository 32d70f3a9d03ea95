"""The text of a new record: what is known, and blanks marked ``# to fill``."""

from collections.abc import Iterator

from subpolicy.catalogue import Known
from subpolicy.config import Configuration
from subpolicy.documents.writing import pair

_MOST = 12
"""Categories that are named in a hint."""

_TOP = """\
# What stands after `# to fill:` only you can know; `subpolicy check` says what is missing.
"""
_SOURCE = """\
# To verify: name, entity and addresses, written down on {day} from public knowledge,
# like {source}; your contract may name another entity.
"""
_UNKNOWN = """\
name: # to fill: as the public is to read it, like "Acme, Inc."
entity: # whom the contract is with
  legal_name: # to fill
  country: # to fill: two letters, like US
website: # to fill: https://…
"""
_USE = """\
purpose: # to fill: what it does for you with the data, in one line
data_categories: [] # to fill: like [name, email, ip-address, billing]
"""
_SUBJECTS = "data_subjects: [] # to fill: like [customers, end-users]\n"
_PROCESSING = """\
processing:
  locations: [] # to fill: every country, like [US, DE]; also EU, EEA, GLOBAL, UNKNOWN
# transfers: # for a location outside {home}: the tool, and the day of the agreement
#   - {{mechanism: scc, regime: EU, version: 2021/914, modules: [3], signed_on: YYYY-MM-DD}}
dpa:
  method: # to fill: signed, incorporated (accepted with the vendor's terms), or none
  signed_on: # to fill: the day of the signature, or on which the terms were accepted
"""
_STATUS = """\
status: # to fill: planned, active, suspended, retired, or optional (with a feature_flag)
"""
_REVIEW = """\
review:
  owner: # to fill: the team or mailbox that answers for the vendor
"""


def record(vendor: str, known: Known | None, configuration: Configuration) -> str:
    """The record, in the order of the schema.

    Args:
        vendor: Its id.
        known: What the catalogue says of it; None for a vendor that it does not have.
        configuration: Says which categories and packs there are.
    """
    return "".join(_parts(vendor, known, configuration))


def _parts(vendor: str, known: Known | None, configuration: Configuration) -> Iterator[str]:
    yield _TOP
    if known is not None:
        yield _SOURCE.format(day=known.recorded_on, source=known.source)
    yield pair("id", vendor) + "\n"
    yield _UNKNOWN if known is None else _identity(known)
    yield _category(configuration)
    yield _USE
    if configuration.exporter_regimes and not configuration.data_subjects:
        yield _SUBJECTS
    yield _PROCESSING.format(home=", ".join(configuration.home))
    yield _line("url", None if known is None else known.dpa_url, "  ")
    yield _STATUS
    if "assurance" in configuration.packs:
        yield _REVIEW
    yield _line("subprocessors_url", None if known is None else known.subprocessors_url)


def _identity(known: Known) -> str:
    return (
        _line("name", known.name)
        + _line("service", known.service)
        + "entity:\n"
        + _line("legal_name", known.legal_name, "  ")
        + _line("country", known.country, "  ")
        + _line("website", known.website)
    )


def _line(key: str, value: str | None, indent: str = "") -> str:
    return "" if value is None else f"{indent}{pair(key, value)}\n"


def _category(configuration: Configuration) -> str:
    ids = [category.id for category in configuration.categories]
    more = ", …" if ids[_MOST:] else ""
    return f"category: # to fill: {', '.join(ids[:_MOST])}{more}\n" if ids else ""
