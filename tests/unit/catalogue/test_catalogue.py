"""The catalogue of well-known vendors."""

import re
from urllib.parse import urlsplit

import pytest

from subpolicy import catalogue
from subpolicy.catalogue import load
from subpolicy.dates import is_date


def test_it_has_some_forty_vendors_in_the_order_of_their_ids():
    ids = [*load()]
    assert len(ids) >= 40
    assert ids == sorted(ids)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", vendor) for vendor in ids)


@pytest.mark.parametrize("entry", load().values(), ids=lambda entry: entry.id)
def test_an_entry_names_its_source_and_its_day(entry):
    assert entry.name
    assert entry.legal_name
    assert re.fullmatch(r"[A-Z]{2}", entry.country)
    assert is_date(entry.recorded_on)
    addresses = [entry.website, entry.dpa_url, entry.subprocessors_url, entry.source]
    for address in filter(None, addresses):
        parts = urlsplit(address)
        assert parts.scheme == "https"
        assert "." in parts.netloc
    assert entry.source in addresses[:3]


def test_a_vendor_that_it_lacks_is_none():
    assert catalogue.known("acme") is None
    assert catalogue.known("stripe").legal_name == "Stripe, Inc."
