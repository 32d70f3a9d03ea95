"""Version ranges, as far as release numbers need them."""

import pytest

from subpolicy.config.versions import satisfies


@pytest.mark.parametrize(
    ("version", "wanted", "fits"),
    [
        ("0.1.0", ">=0.1", True),
        ("0.1.0", ">=0.1.0.0", True),
        ("0.1.0", ">0.1", False),
        ("0.1.1", ">0.1", True),
        ("0.1.0", "==0.1", True),
        ("0.1.0", "!=0.1", False),
        ("0.1.0", "<=0.1", True),
        ("0.10.0", "<0.9", False),
        ("0.10.0", ">=0.9", True),
        ("1.0", ">=0.1,<1", False),
        ("0.9.9", ">=0.1,<1", True),
        ("0.5", ">=0.1,<1,!=0.5", False),
        ("0.5", " >= 0.1 , < 1 ", True),
        ("1.0rc1", ">=1", True),
        ("0.2.0.dev3", "==0.2", True),
    ],
)
def test_a_version_in_a_range(version, wanted, fits):
    assert satisfies(version, wanted) is fits


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        ",",
        "0.1",
        "1.0,",
        ">=",
        ">=a",
        ">=1.2.3.4.5",
        "=>1",
        ">=1 <2",
        ">=1.",
        ">=.1",
        ">=\u0661",
        "^1",
    ],
)
def test_what_is_no_range_is_an_error(wanted):
    with pytest.raises(ValueError) as caught:
        satisfies("0.1.0", wanted)
    assert str(caught.value) == wanted
