"""Calendar arithmetic on ISO dates: month ends, leap years, and where the calendar ends."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.dates import add_days, add_months, days_between, is_date

DAYS = st.dates().map(lambda day: day.isoformat())


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        *[(day, True) for day in ("2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31")],
        *[(day, False) for day in ("2023-02-29", "1900-02-29", "2023-02-30", "2023-04-31")],
        *[(day, False) for day in ("2023-00-01", "2023-13-01", "2023-01-00", "0000-01-01")],
        *[(day, False) for day in ("", "2023", "20230101", "2023-1-1", "2023-W01-1", "23-01-01")],
        *[
            (day, False)
            for day in ("2023-01-01T00:00", " 2023-01-01", "2023-01-01\n", "-2023-01-01")
        ],
        *[(day, False) for day in ("\uff12\uff10\uff12\uff13-01-01", "2023–01–01", "01/02/2023")],
    ],
)
def test_is_date(text, valid):
    assert is_date(text) is valid


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-01-31", 1, "2023-02-28"),
        ("2023-01-31", 3, "2023-04-30"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-01-15", -13, "2022-12-15"),
        ("2024-11-30", 1, "2024-12-30"),
        ("2024-06-15", 0, "2024-06-15"),
        ("9999-11-30", 1, "9999-12-30"),
        ("9999-12-01", 1, "9999-12-31"),
        ("0001-01-31", -1, "0001-01-01"),
        ("2024-01-01", 2**63 - 1, "9999-12-31"),
        ("2024-01-01", -(2**63), "0001-01-01"),
    ],
)
def test_add_months(day, months, expected):
    assert add_months(day, months) == expected


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        ("2024-02-28", 1, "2024-02-29"),
        ("2023-02-28", 1, "2023-03-01"),
        ("2024-12-31", 1, "2025-01-01"),
        ("2024-01-01", -1, "2023-12-31"),
        ("2024-01-01", 0, "2024-01-01"),
        ("9999-12-31", 1, "9999-12-31"),
        ("0001-01-01", -1, "0001-01-01"),
        ("2024-01-01", 2**63 - 1, "9999-12-31"),
        ("2024-01-01", -(2**63), "0001-01-01"),
    ],
)
def test_add_days(day, days, expected):
    assert add_days(day, days) == expected


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-02-28", "2024-03-01", 2),
        ("2023-02-28", "2023-03-01", 1),
        ("2024-01-01", "2025-01-01", 366),
        ("2024-01-02", "2024-01-01", -1),
        ("0001-01-01", "9999-12-31", 3_652_058),
    ],
)
def test_days_between(start, end, days):
    assert days_between(start, end) == days


@pytest.mark.parametrize("text", ["", "soon", "2023-02-30"])
def test_what_is_no_date_is_an_error(text):
    for call in (lambda: add_days(text, 1), lambda: add_months(text, 1)):
        with pytest.raises(ValueError, match=r"isoformat|out of range|day"):
            call()
    with pytest.raises(ValueError, match=r"isoformat|out of range|day"):
        days_between("2024-01-01", text)


@given(DAYS, st.integers(-5000, 5000))
def test_days_come_back_unless_the_calendar_ends(day, days):
    later = add_days(day, days)
    assert is_date(later)
    if later not in {"0001-01-01", "9999-12-31"}:
        assert days_between(day, later) == days


@given(DAYS, st.integers(-500, 500))
def test_months_keep_the_day_or_take_the_months_last(day, months):
    later = add_months(day, months)
    assert is_date(later)
    if later not in {"0001-01-01", "9999-12-31"}:
        assert later[8:] == day[8:] or not is_date(later[:8] + day[8:])
