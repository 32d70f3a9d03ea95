"""Transfer tools, agreements and certificates in words."""

from collections.abc import Mapping
from typing import Any, Final

from subpolicy.publish.listing import Listing
from subpolicy.publish.words import Words

_OF_ONE_REGIME: Final = frozenset({"uk-addendum", "uk-idta", "swiss-adapted-scc"})
"""Tools whose name tells whose law they serve."""

_SCHEMES: Final[Mapping[str, str]] = {
    "csa-star": "CSA STAR",
    "dpf": "Data Privacy Framework",
    "fedramp": "FedRAMP",
    "hipaa": "HIPAA",
    "hitrust": "HITRUST",
    "pci-dss": "PCI DSS",
    "privacy-shield": "Privacy Shield",
}
"""Names of attestations, where the rule below does not give them."""


def transfer_words(words: Words, transfer: Mapping[str, Any]) -> str:
    """One transfer tool: its name, and what is stated of it."""
    mechanism = transfer["mechanism"]
    if mechanism == "none":
        return str(transfer.get("reason") or words.say("mechanism-none"))
    shown = words.say(f"mechanism-{mechanism}")
    if transfer.get("as_applicable"):
        shown = words.say("as-applicable", mechanism=shown)
    details = []
    if "regime" in transfer and mechanism not in _OF_ONE_REGIME:
        details.append(transfer["regime"])
    if "version" in transfer:
        details.append(transfer["version"])
    if modules := transfer.get("modules"):
        key = "module" if len(modules) == 1 else "modules"
        details.append(words.say(key, numbers=", ".join(map(str, modules))))
    if "valid_until" in transfer:
        details.append(words.say("valid-until", day=words.day(transfer["valid_until"])))
    if "reason" in transfer:
        details.append(transfer["reason"])
    return words.say("and-more", text=shown, note=", ".join(details)) if details else shown


def dpa_words(listing: Listing, words: Words, dpa: Mapping[str, Any]) -> str:
    """A data processing agreement: whether there is one, how it came about, and since when."""
    if "same_as" in dpa:
        named = {vendor["id"]: vendor["name"] for vendor in listing.vendors}
        name = named.get(dpa["same_as"], dpa["same_as"])
        return words.say("dpa-same-as", name=name)
    method = dpa["method"]
    if method == "none":
        return words.say("dpa-none")
    if "signed_on" in dpa:
        key = "dpa-incorporated-on" if method == "incorporated" else "dpa-signed"
        return words.say(key, day=words.day(dpa["signed_on"]))
    return words.say("dpa-incorporated" if method == "incorporated" else "yes")


def certificate_words(words: Words, certificate: Mapping[str, Any]) -> str:
    """One attestation: ``SOC 2 Type 1``, ``ISO 27001``."""
    shown = scheme_name(certificate["scheme"])
    if "type" in certificate:
        shown = words.say("certified-type", scheme=shown, type=certificate["type"])
    return shown


def scheme_name(scheme: str) -> str:
    """An attestation as it is written: ``soc-2`` is SOC 2, ``iso-27001`` ISO 27001."""
    return _SCHEMES.get(scheme) or scheme.upper().replace("-", " ")
