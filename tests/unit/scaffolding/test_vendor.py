"""A new record: what it holds, and where it has to be filled in."""

import pytest
import yaml

from subpolicy.catalogue import load
from subpolicy.checking import Question, check
from subpolicy.errors import RunError
from subpolicy.scaffolding import new_vendor
from subpolicy.schema import Schemas
from subpolicy.shipped import schema_folder
from subpolicy.sources import WorkingTree
from support.registries import registry

TODAY = "2026-11-22"
FILLED = {
    'name: # to fill: as the public is to read it, like "Acme, Inc."': "name: Mail by Acme",
    "legal_name: # to fill": "legal_name: Mail by Acme Ltd",
    "country: # to fill": "country: US #",
    "website: # to fill": "website: https://acme.example #",
    "category: # to fill": "category: mail #",
    "purpose: # to fill": "purpose: Sends mail #",
    "data_categories: []": "data_categories: [email]",
    "data_subjects: []": "data_subjects: [customers]",
    "locations: []": "locations: [US]",
    "method: # to fill": "method: signed #",
    "signed_on: # to fill": "signed_on: 2024-05-01 #",
    "owner: # to fill": "owner: privacy@example.com #",
}


@pytest.fixture
def root(tmp_path):
    return registry(tmp_path / "registry")


def new(root, vendor):
    return new_vendor(WorkingTree(root), root, vendor)


def judged(root, new):
    (root / new.path).write_text(new.text, encoding="utf-8")
    return check(WorkingTree(root), Question(as_of=TODAY, paths=(new.path,)))


@pytest.mark.parametrize("vendor", [*load(), "acme-mail"])
def test_every_new_record_fails_exactly_at_its_blanks(root, vendor):
    made = new(root, vendor)
    blanks = [
        number
        for number, line in enumerate(made.text.splitlines(), start=1)
        if "# to fill" in line and not line.startswith("#")
    ]
    report = judged(root, made)
    assert report.exit_code == 1
    assert sorted({finding.span.line for finding in report.findings}) == blanks


@pytest.mark.parametrize("vendor", ["stripe", "auth0", "acme-mail"])
@pytest.mark.parametrize(
    "more",
    [
        "",
        "packs: [core, change, assurance]\ncategories: [{id: mail, title: Mail}]\n",
        "exporter_regimes: [EU]\n",
    ],
    ids=["plain", "assurance", "gdpr"],
)
def test_filled_in_it_has_no_error_left(root, vendor, more):
    with (root / "subpolicy.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    made = new(root, vendor)
    assert ("category:" in made.text) == ("categories" in more)
    assert ("owner:" in made.text) == ("assurance" in more)
    assert ("data_subjects:" in made.text) == ("regimes" in more)
    text = made.text.replace("\nstatus: # to fill", "\nstatus: active #")
    for blank, value in FILLED.items():
        text = text.replace(blank, value)
    report = judged(root, made._replace(text=text))
    errors = {one.rule for one in report.findings if one.severity == "error"}
    assert errors <= ({"transfer-without-valid-tool"} if "regimes" in more else set())


def test_what_is_known_is_there_with_its_source_and_no_date_of_a_dpa(root):
    made = new(root, "stripe")
    data = yaml.safe_load(made.text)
    assert data["entity"] == {"legal_name": "Stripe, Inc.", "country": "US"}
    assert data["dpa"] == {"method": None, "signed_on": None, "url": "https://stripe.com/legal/dpa"}
    assert "# To verify: " in made.text
    assert made.known.source in made.text
    assert "name: Stripe, Inc.\n" in made.text


def test_an_unknown_vendor_gets_a_skeleton_and_the_nearest_known_id(root):
    assert new(root, "acme-mail").similar is None
    made = new(root, "strype")
    assert made.known is None
    assert made.similar == "stripe"
    assert yaml.safe_load(made.text)["name"] is None


def test_the_keys_stand_in_the_order_of_the_schema(root):
    order = [*Schemas(schema_folder()).document("vendor")["properties"]]
    for vendor in ("stripe", "auth0", "acme-mail"):
        keys = [*yaml.safe_load(new(root, vendor).text)]
        assert keys == sorted(keys, key=order.index)


def test_the_modeline_leads_to_the_schema_where_there_is_one(root):
    assert "yaml-language-server" not in new(root, "stripe").text
    (root / "schema").mkdir()
    (root / "schema/vendor.schema.json").write_text(
        '{"$id": "urn:subpolicy:schema:vendor:1"}', encoding="utf-8"
    )
    first = new(root, "stripe").text.splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schema/vendor.schema.json"


@pytest.mark.parametrize("vendor", ["Stripe", "a b", "../x", "a--b", "", "x" * 65, "a\x1b", "-a"])
def test_an_id_that_is_none_is_refused(root, vendor):
    with pytest.raises(RunError, match="cannot be the id of a vendor"):
        new(root, vendor)


@pytest.mark.parametrize(
    "there", ["vendors/acme.yaml", "vendors/mail/stripe.yaml", "vendors/stripe.yml"]
)
def test_an_id_that_is_taken_is_refused(root, there):
    path = root / there
    path.parent.mkdir(exist_ok=True)
    path.write_text("id: x\n", encoding="utf-8")
    with pytest.raises(RunError, match="is there already"):
        new(root, path.stem)
