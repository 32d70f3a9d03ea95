import pytest

from subpolicy.importers.cells.days import DAY_FIRST, MONTH_FIRST, Day, day_in, order_in


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Yes – 8 October 2018.", "2018-10-08"),
        ("October 8, 2018", "2018-10-08"),
        ("8th of October 2018", "2018-10-08"),
        ("signed 2023-04-05", "2023-04-05"),
        ("2025-04-01T00:00:00Z", "2025-04-01"),
        ("8. Oktober 2018", "2018-10-08"),
        ("Ja, 08.10.2018", "2018-10-08"),
        ("1er janvier 2024", "2024-01-01"),
        ("23 juillet 2026", "2026-07-23"),
        ("getekend op 3 mei 2021", "2021-05-03"),
        ("8 de octubre de 2018", "2018-10-08"),
        ("13/05/2023", "2023-05-13"),
        ("5/13/2023", "2023-05-13"),
    ],
)
def test_dates_in_five_languages_are_read(words, date):
    assert day_in(words).date == date


def test_a_date_that_may_begin_with_the_month_is_told_unless_the_language_settles_it():
    assert day_in("04/05/2023").date is None
    assert "day or the month" in day_in("04/05/2023").problem
    assert day_in("04/05/2023", "fr").date == "2023-05-04"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("March 2024", "no day"),
        ("1.2.24", "two digits"),
        ("2023-02-30", "not in the calendar"),
        ("2018-10-08 and 2019-01-01", "several"),
    ],
)
def test_what_is_no_single_day_is_told(words, reason):
    found = day_in(words)
    assert found.date is None
    assert reason in found.problem


def test_words_without_a_date_are_no_problem():
    assert day_in("incorporated into terms") == Day(None)


@pytest.mark.parametrize(
    ("texts", "language", "order"),
    [
        (["3/14/2023", "04/05/2022"], "", MONTH_FIRST),
        (["signed 14/3/2023", "04/05/2022"], "en", DAY_FIRST),
        (["3/14/2023", "14/3/2023"], "en", "en"),
        (["04/05/2022", "14.3.2023", "2023-01-20"], "en", "en"),
        (["3/14/2023", "04/05/2022"], "fr", MONTH_FIRST),
    ],
)
def test_the_dates_of_a_column_tell_their_order(texts, language, order):
    assert order_in(texts, language) == order


def test_a_date_read_by_the_dates_beside_it_says_so():
    assert day_in("04/05/2022", MONTH_FIRST) == Day("2022-04-05", inferred=True)
    assert day_in("04/05/2022", DAY_FIRST) == Day("2022-05-04", inferred=True)
    assert day_in("14/05/2022", MONTH_FIRST) == Day("2022-05-14")
