"""All verdicts of a run are kept small, and are still a list like any other."""

from collections import Counter
from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subpolicy.findings.evaluations import Evaluations, Row
from subpolicy.findings.outcome import (
    NOT_APPLICABLE,
    NOT_JUDGED,
    PASSED,
    Broken,
    Evaluation,
    Failed,
)
from support.reports import finding

FAILURES = [Failed(finding(message=f"fault {number}")) for number in range(3)]
OUTCOMES = [PASSED, NOT_APPLICABLE, NOT_JUDGED, *FAILURES]
BY_VENDOR = itemgetter(1, 0)

verdicts = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c"]), st.sampled_from(OUTCOMES)), max_size=4
).map(lambda said: tuple(sorted(said, key=itemgetter(0))))
"""Some rules speak more than once of a vendor."""


@st.composite
def runs(draw):
    """Evaluations and the same as a list; some vendors hold one and the same verdicts."""
    some = draw(st.lists(verdicts, min_size=1, max_size=4))
    vendors = sorted(draw(st.lists(st.sampled_from("pqrstuvw"), unique=True)))
    rows = [Row(vendor, draw(st.sampled_from(some))) for vendor in vendors]
    plain = [Evaluation(rule, row.vendor, one) for row in rows for rule, one in row.verdicts]
    return Evaluations(rows), plain


more = st.lists(
    st.builds(
        Evaluation,
        st.sampled_from(["a", "b", "d"]),
        st.sampled_from("opqz"),
        st.sampled_from(OUTCOMES),
    ),
    max_size=6,
)


@given(runs())
def test_they_are_the_list_that_they_stand_for(run):
    evaluations, plain = run
    assert len(evaluations) == len(plain)
    assert [*evaluations] == plain
    assert [*reversed(evaluations)] == plain[::-1]
    assert [evaluations[index] for index in range(len(plain))] == plain
    assert [*evaluations[1:-1]] == plain[1:-1]
    assert plain == [] or evaluations[-1] == plain[-1]
    with pytest.raises(IndexError):
        evaluations[len(plain)]


@given(runs())
def test_what_is_counted_and_picked_is_what_a_list_would_give(run):
    evaluations, plain = run
    assert evaluations.tally() == Counter(one.outcome.verdict for one in plain)
    failed = [one for one in plain if isinstance(one.outcome, Failed)]
    assert [*evaluations.having(Failed)] == [tuple(one) for one in failed]
    broken = [one.outcome for one in plain if isinstance(one.outcome, Broken)]
    assert [*evaluations.broken()] == broken
    assert sum(times for _, times in evaluations.distinct()) == len(evaluations.rows)


@given(runs(), more)
def test_with_more_they_are_sorted_as_one(run, others):
    evaluations, plain = run
    together = evaluations.with_more(others)
    assert [*together] == sorted([*plain, *others], key=BY_VENDOR)
    assert together.tally() == Counter(one.outcome.verdict for one in [*plain, *others])
    assert [*evaluations] == plain


@given(runs())
def test_made_of_a_list_they_are_the_same(run):
    evaluations, plain = run
    again = Evaluations.of(plain)
    assert [*again] == plain
    assert again.tally() == evaluations.tally()
    assert Evaluations.of(evaluations) is evaluations


def test_vendors_of_whom_the_same_is_said_cost_one_verdict():
    shared = (("a", PASSED), ("b", NOT_APPLICABLE))
    evaluations = Evaluations(Row(f"v{number:05}", shared) for number in range(10_000))
    assert len(evaluations) == 20_000
    assert [*evaluations.distinct()] == [(shared, 10_000)]
    assert [*evaluations.broken()] == []
