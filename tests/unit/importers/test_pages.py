"""The pages that the examples were made from, and the truth of others, where they are at hand."""

import json

import pytest

from subpolicy.documents.writing import write_record
from subpolicy.importers.cells.places import last_country_of, places_in
from subpolicy.importers.configuring import Choices, configuration_of
from subpolicy.importers.making import text_of
from subpolicy.schema import Schemas
from subpolicy.shipped import schema_folder
from support.importing import PAGES, ROOT, imported, schema

_TRUTH = sorted((PAGES / "truth").glob("*.json"))
_CHOICES = Choices(
    requires=">=0.1", exporter_regimes=("EU", "UK"), packs=("core", "change", "assurance")
)
_EXAMPLES = [("mielto", "mielto.txt", 28), ("dovetail", "dovetail.md", 7)]

pytestmark = pytest.mark.skipif(not _TRUTH, reason="the pages are not at hand")


def _page(truth):
    return next(one for one in PAGES.glob(f"{truth.stem}.*") if one.is_file())


@pytest.mark.parametrize(("name", "page", "count"), _EXAMPLES)
def test_the_examples_records_follow_from_their_pages_byte_for_byte(name, page, count):
    made = imported(PAGES / page)[2]
    files = {f"{id_}.yaml": text_of(record, "../../../schema/vendor.schema.json") for id_, record in made.records}  # noqa: E501 # fmt: skip
    kept = {
        path.name: path.read_text(encoding="utf-8")
        for path in (ROOT / "examples" / name / "vendors").glob("*.yaml")
    }
    assert files == kept
    assert len(files) == count


@pytest.mark.parametrize(("name", "page", "count"), _EXAMPLES)
def test_the_examples_configuration_follows_from_their_pages_byte_for_byte(name, page, count):
    source, reading, _ = imported(PAGES / page)
    made = configuration_of(source, reading, schema("config"), _CHOICES)
    kept = (ROOT / "examples" / name / "subpolicy.yaml").read_text(encoding="utf-8")
    assert write_record(made.data, "../../schema/config.schema.json") == kept


@pytest.mark.parametrize("truth", _TRUTH, ids=lambda path: path.stem)
def test_every_row_is_found_and_none_too_many_with_purpose_and_location(truth):
    expected = json.loads(truth.read_text(encoding="utf-8"))["rows"]
    _, reading, made = imported(_page(truth))
    assert len(reading.rows) == len(expected)
    names = [record["name"] for _, record in made.records]
    assert len(names) == sum(2 if one["compound"] else 1 for one in expected)
    records = iter(record for _, record in made.records)
    for one in expected:
        for _ in range(2 if one["compound"] else 1):
            record = next(records)
            assert record["name"] in {one["name"], one.get("name_alt")} or one["compound"]
            assert record["purpose"] == one["purpose"]
            assert record["processing"]["locations"] == _codes(one)


def _codes(row):
    """The codes of a row's wording; of the seat at the end of an address where that is all."""
    if row["location"] is None:
        return [last_country_of(row["location_alt"])]
    return list(places_in(row["location"])) or ["UNKNOWN"]


@pytest.mark.parametrize("truth", _TRUTH, ids=lambda path: path.stem)
def test_the_configuration_of_every_page_is_valid_and_names_who_keeps_the_list(truth):
    source, reading, _ = imported(_page(truth))
    made = configuration_of(source, reading, schema("config"))
    assert Schemas(schema_folder()).violations("config", made.data) == ()
    assert made.data["organisation"]["name"]
