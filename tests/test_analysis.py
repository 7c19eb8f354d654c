"""What is said of an exercise in numbers: difficulty, discrimination, and how the points are distributed."""

from decimal import Decimal
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.analysis import FEWEST, MAX_STEPS, difficulty, discrimination, distribute

quarters = st.integers(0, 40).map(lambda n: Decimal(n) / 4)
pairs = st.lists(st.tuples(quarters, quarters), max_size=30)


@pytest.mark.parametrize(
    ("points", "most", "share"),
    [
        ([0, 1, 2, 3], 3, 0.5),
        ([3, 3], 3, 1.0),
        ([0], 3, 0.0),
        ([], 3, None),
        ([0], 0, None),
    ],
    ids=["middle", "everybody all", "nobody anything", "nobody", "nothing to earn"],
)
def test_difficulty(points, most, share):
    """The mean share of the points; nothing where there are none."""
    assert difficulty([Decimal(p) for p in points], Decimal(most)) == share


@given(st.lists(quarters, min_size=1), st.randoms())
def test_difficulty_is_a_share_whatever_the_order(points, random):
    """Between 0 and 1, the mean, and the same for any order."""
    found = difficulty(points, Decimal(10))
    shuffled = random.sample(points, len(points))
    assert 0 <= found <= 1
    assert found == pytest.approx(fmean(map(float, points)) / 10)
    assert difficulty(shuffled, Decimal(10)) == found


@pytest.mark.parametrize(
    ("points", "rest", "why"),
    [
        ([0, 1], [0, 1], "fewer than 3 students"),
        ([1, 1, 1], [0, 1, 2], "everyone has the same points here"),
        ([0, 1, 2], [5, 5, 5], "everyone has the same points elsewhere"),
    ],
)
def test_discrimination_that_is_not_defined(points, rest, why):
    """There is no number then, but a reason."""
    found = discrimination([Decimal(p) for p in points], [Decimal(p) for p in rest])
    assert (found.value, found.undefined) == (None, why)


@pytest.mark.parametrize(
    ("points", "rest", "value"),
    [
        ([0, 1, 2], [1, 2, 3], 1.0),
        ([0, 1, 2], [3, 2, 1], -1.0),
        ([0, 1, 0, 1], [0, 0, 1, 1], 0.0),
        ([0, 0, 1, 1], [0, 1, 1, 2], 0.7071067811865475),
    ],
)
def test_discrimination(points, rest, value):
    """One where the order is the same, minus one where it is the opposite; worked out by hand in between."""
    found = discrimination([Decimal(p) for p in points], [Decimal(p) for p in rest])
    assert found.value == pytest.approx(value)


@given(pairs, st.randoms())
def test_discrimination_is_pearsons_correlation(students, random):
    """Where it is defined: NumPy's own, within -1 and 1, whatever the order of students and the unit of points."""
    here, rest = [x for x, _ in students], [y for _, y in students]
    found = discrimination(here, rest)
    defined = len(students) >= FEWEST and len(set(here)) > 1 and len(set(rest)) > 1
    assert (found.value is None) == bool(found.undefined) == (not defined)
    if defined:
        expected = np.corrcoef([float(x) for x in here], [float(y) for y in rest])[0, 1]
        mixed = random.sample(students, len(students))
        again = discrimination([4 * x for x, _ in mixed], [y for _, y in mixed])
        assert -1 <= found.value <= 1
        assert found.value == pytest.approx(expected, abs=1e-12)
        assert again.value == pytest.approx(found.value, abs=1e-12)


@given(
    st.lists(st.decimals(-5, 2000, places=3), max_size=40),
    st.decimals("0.001", 1500, places=3),
)
def test_a_distribution_counts_everybody_once(points, most):
    """Steps of one width that touch, from 0 to the most, each point in the step that holds it."""
    steps = distribute(points, most)
    assert sum(step.students for step in steps) == len(points)
    assert 1 <= len(steps) <= MAX_STEPS
    assert (steps[0].low, steps[-1].high) == (0, most)
    assert all(one.high == other.low for one, other in pairwise(steps))
    for number, step in enumerate(steps):
        last = number == len(steps) - 1
        within = [p for p in points if step.low <= max(p, 0) and (last or max(p, 0) < step.high)]
        assert step.students == len(within)


@pytest.mark.parametrize(
    ("most", "width"),
    [("13", "1"), ("7.5", "0.5"), ("100", "10"), ("40", "5"), ("3.5", "0.25"), ("2", "0.2")],
)
def test_steps_are_round(most, width):
    """As a person would choose them."""
    first, *_ = distribute([Decimal(0)], Decimal(most))
    assert first.high == Decimal(width)


def test_without_points_there_is_no_distribution():
    """An assignment that people grade alone."""
    assert distribute([Decimal(0)], Decimal(0)) == ()
