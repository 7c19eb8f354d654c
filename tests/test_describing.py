"""Where answers are wrong, and in which way: said only if it holds for every question."""

import math
from decimal import Decimal

import numpy as np
import pytest

from autograder.comparing import Judged, judge
from autograder.describing import describe_wrong
from autograder.model import Answer, Exercise, Kind, Question

GRADIENTS = [(3.25, -1.5), (7.125, 2.75), (-0.5, 4.0), (10.0, -6.25)]
NUMBERS = [2.71828, -3.14159, 0.57721, 1.61803]
DATA = [np.array([1.0, 2.0]), np.array([-1.0, 3.0]), np.array([2.0, 2.0]), np.array([4.0, -5.0])]


def describe(expected, answers, arguments=None, names=("x",), steps=""):
    """Return the id and the hint that the answers get, beside what was expected of them."""
    arguments = arguments or [(float(i),) for i in range(len(expected))]
    judged = []
    for wanted, given, values in zip(expected, answers, arguments, strict=True):
        question = Question("f", tuple(values), names, visible=True)
        right, came = Answer(Kind.VALUE, wanted), Answer(Kind.VALUE, given)
        judged.append(Judged(question, right, came, judge(question, right, came)))
    exercise = Exercise("f", Decimal(1), "", "", steps=steps)
    found = describe_wrong(exercise, judged)
    return (found.id, found.hint) if found else None


@pytest.mark.parametrize(
    ("expected", "bend", "id_", "says"),
    [
        (NUMBERS, lambda e: round(e, 2), "rounded", "2 decimals"),
        (NUMBERS, round, "rounded", "whole numbers"),
        (NUMBERS, math.trunc, "decimals-cut-off", "cut off"),
        (NUMBERS, math.floor, "decimals-cut-off", "cut off"),
        (NUMBERS, abs, "sign-lost", "never a minus"),
        (NUMBERS, lambda e: max(e, 0), "never-below-zero", "0 stands"),
        (NUMBERS, lambda e: e * e, "squared", "square of"),
        (NUMBERS, lambda e: 1 / e, "upside-down", "1 divided"),
        (NUMBERS, lambda e: 1 - e, "complement", "add up to 1"),
        (NUMBERS, lambda e: e + 2, "constant-offset", "same amount, 2."),
        (NUMBERS, lambda _: 7.0, "always-the-same-answer", "same answer"),
        (NUMBERS, lambda e: e * 1.003 + 0.001, "close-but-not-exact", "not exact"),
        (GRADIENTS, lambda e: (e[0], e[1] * e[0]), "one-number-not-right", "only number 2"),
        (GRADIENTS, lambda e: (e[0], 0.0), "one-number-not-right", "it is always 0"),
        (GRADIENTS, lambda e: (e[0], e[1] - 1), "constant-offset", "only number 2 is off, always by -1."),
        (GRADIENTS, lambda e: e[-1], "one-number-of-many", "the last"),
        (GRADIENTS, sum, "one-number-of-many", "the sum of all"),
    ],
)
def test_what_all_answers_have_in_common_is_said(expected, bend, id_, says):
    """Rounded, bent, picked or shifted: in words that hold for every question."""
    found = describe(expected, [bend(e) for e in expected])
    assert found is not None
    assert found[0] == id_
    assert says in found[1]


@pytest.mark.parametrize(
    ("expected", "bend"),
    [
        (NUMBERS, lambda e: round(e, 2)),
        (NUMBERS, abs),
        (NUMBERS, lambda e: e * e),
        (NUMBERS, lambda e: e + 2),
        (NUMBERS, lambda _: 7.0),
        (NUMBERS, lambda e: e * 1.003 + 0.001),
        (GRADIENTS, lambda e: (e[0], e[1] * e[0])),
        (GRADIENTS, lambda e: e[-1]),
    ],
)
def test_one_answer_that_does_not_fit_makes_it_silent(expected, bend):
    """An observation that does not hold everywhere is none."""
    other = (
        tuple(x * 5 + 3.3 for x in expected[2]) if isinstance(expected[2], tuple) else expected[2] * 5 + 3.3
    )
    answers = [other if place == 2 else bend(e) for place, e in enumerate(expected)]
    assert describe(expected, answers) is None


@pytest.mark.parametrize(
    ("wrong_at", "says"),
    [
        ({1, 3}, "a number in `X` is negative"),
        ({2}, "two numbers in `X` are equal"),
        ({0, 1}, None),
    ],
)
def test_where_answers_are_wrong_is_said_if_it_is_exactly_there(wrong_at, says):
    """Wrong wherever the arguments have one property, right wherever they have not; else nothing is said."""
    expected = [1.5, 2.5, 3.5, 4.5]
    answers = [e * 2.7 - 1 if place in wrong_at else e for place, e in enumerate(expected)]
    found = describe(expected, answers, [(x,) for x in DATA], names=("X",))
    assert (found is None) if says is None else (says in found[1])


def test_the_first_step_only_is_said():
    """Right for one step, wrong for more."""
    found = describe(
        [1.0, 2.0, 3.0, 4.0], [1.0, 9.0, 1.7, 5.1], [(1,), (2,), (7,), (50,)], names=("k",), steps="k"
    )
    assert found is not None
    assert "`k` is more than 1" in found[1]


@pytest.mark.parametrize("answer", [None, "2", math.nan, [1, 2, 3], True])
def test_other_kinds_of_answers_are_left_alone(answer):
    """There is nothing to say about them in numbers."""
    assert describe(NUMBERS, [answer] * 4) is None
