import pytest

from subpolicy.importers.blocks import Text
from subpolicy.importers.cells.certifications import certifications_of


def _named(words):
    found = certifications_of(Text(words))
    return [(one["scheme"], one.get("type")) for one in found.fields["certifications"]]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (
            "Privacy Shield, ISO27001, 27017, 27018 SOC2 Type 1.",
            [
                ("privacy-shield", None),
                ("iso-27001", None),
                ("iso-27017", None),
                ("iso-27018", None),
                ("soc-2", 1),
            ],
        ),
        ("SOC 2 Type II", [("soc-2", 2)]),
        ("SOC 1, 2 and 3", [("soc-1", None), ("soc-2", None), ("soc-3", None)]),
        ("PCI DSS Level 1", [("pci-dss", None)]),
        ("ISO/IEC 27001:2022 zertifiziert", [("iso-27001", None)]),
        ("BSI C5, TISAX, HDS", [("bsi-c5", None), ("tisax", None), ("hds", None)]),
        ("None.", []),
        ("keine", []),
        ("aucune", []),
    ],
)
def test_schemes_and_types(words, named):
    assert _named(words) == named


def test_what_is_not_understood_is_told_and_what_does_not_apply_says_nothing():
    assert certifications_of(Text("See trust center")).fields == {}
    assert certifications_of(Text("FedRAMP, Moonshot")).problems == ("not understood: moonshot",)
    assert certifications_of(Text("n/a")) == ({}, (), ())
