"""Every field in words: agreements, certificates, roles, AI, functions, switches."""

import pytest

from subpolicy.publish.page.facets import facet, text_of
from subpolicy.publish.words import words

SWITCH = [{"key": "ai-x", "kind": "plan", "default": "off", "description": "Answers"}]


@pytest.mark.parametrize(
    ("field", "record", "shown"),
    [
        ("dpa", {"dpa": {"method": "signed", "signed_on": "2024-05-01"}}, "Yes – May 1, 2024"),
        ("dpa", {"dpa": {"method": "signed"}}, "Yes"),
        ("dpa", {"dpa": {"method": "incorporated"}}, "Yes – incorporated into terms"),
        (
            "dpa",
            {"dpa": {"method": "incorporated", "signed_on": "2024-05-01"}},
            "Yes – incorporated into terms, May 1, 2024",
        ),
        ("dpa", {"dpa": {"method": "none"}}, "None"),
        (
            "dpa",
            {"dpa": {"method": "signed", "same_as": "other"}},
            "Yes – covered by the agreement with Other",
        ),
        ("dpa", {}, ""),
        ("certifications", {"certifications": []}, "None"),
        (
            "certifications",
            {"certifications": [{"scheme": "soc-2", "type": 2}, {"scheme": "pci-dss"}]},
            "SOC 2 Type 2, PCI DSS",
        ),
        ("role", {}, "Subprocessor"),
        ("role", {"role": "processor", "affiliate": True}, "Processor (group company)"),
        (
            "ai",
            {"ai": {"training": "opt-in", "retention_days": 1000}},
            "Only where a customer agrees; kept for 1,000 days",
        ),
        (
            "ai",
            {"ai": {"training": "prohibited", "retention_days": 0}},
            "Prohibited by contract; not kept",
        ),
        (
            "features",
            {"features": [{"key": "session-replay", "default": "off", "masking": True}]},
            "Session replay: off by default (personal input is masked)",
        ),
        ("feature_flag", {"feature_flag": "ai-x"}, "Plan: Answers"),
        ("active_from", {"active_from": "2026-01-02"}, "January 2, 2026"),
        ("data_subjects", {}, "Customers, Site crews"),
        ("service", {"service": "Maps"}, "Maps"),
        ("name", {"service": "Maps"}, "Acme – Maps"),
        (
            "entity",
            {"entity": {"legal_name": "Acme Ltd", "address": "1 Way", "country": "GB"}},
            "Acme Ltd, 1 Way, United Kingdom",
        ),
        ("category", {"category": "x"}, "Group X"),
        ("subprocessors_url", {"subprocessors_url": "https://a.example/s"}, "https://a.example/s"),
        ("status", {"tenant_enabled": True}, "Active (only where a customer enables it)"),
        ("status", {"status": "suspended", "status_note": "audit"}, "Suspended (audit)"),
        (
            "processing",
            {"processing": {"locations": ["UNKNOWN"], "selectable": True}},
            "Region as configured",
        ),
        ("processing", {"processing": {"locations": ["GLOBAL"]}}, "Worldwide"),
        (
            "processing",
            {"processing": {"locations": ["EU"], "selectable": True}},
            "European Union (region selectable)",
        ),
        ("transfers", {"transfers": [{"mechanism": "none"}]}, "None"),
        (
            "transfers",
            {"transfers": [{"mechanism": "scc", "as_applicable": True, "modules": [2, 3]}]},
            "SCCs as applicable (modules 2, 3)",
        ),
        (
            "transfers",
            {
                "transfers": [
                    {"mechanism": "derogation", "reason": "consent", "valid_until": "2027-01-31"}
                ]
            },
            "Derogation (Art. 49 GDPR) (until January 31, 2027, consent)",
        ),
    ],
)
def test_a_field_reads_as_a_customer_understands_it(listed, field, record, shown):
    listing = listed(
        {"id": "acme", **record},
        {"id": "other"},
        flags=SWITCH,
        categories=[{"id": "x", "title": "Group X"}],
        data_subjects=["customers", "site-crews"],
    )
    acme = next(vendor for vendor in listing.vendors if vendor["id"] == "acme")
    assert text_of(facet(listing, words("en"), acme, field)) == shown
