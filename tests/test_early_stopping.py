"""The figures that the notebook of early-stopping tells students, and that no question of it hangs by a hair."""

import json
from pathlib import Path

import pytest
from sympy import Symbol, diff, lambdify

from autograder.questions import load_exercises

SOURCE = Path(__file__).parents[1] / "solutions" / "early-stopping"
STOPPING = "gradient_descent_early_stopping"

x = Symbol("x")


@pytest.fixture(scope="module")
def reference():
    """What the solution cells of the source notebook define."""
    cells = json.loads((SOURCE / "early-stopping.ipynb").read_text("utf-8"))["cells"]
    sources = {cell["id"]: "".join(cell["source"]) for cell in cells}
    namespace = {"x": x, "diff": diff, "lambdify": lambdify}
    for name in ("gradient_descent", STOPPING):
        exec(sources[name], namespace)  # noqa: S102  the instructor's own
    return namespace


def questions(exercise):
    """Return every question of *exercise*, each variant of a template as one."""
    (found,) = (e for e in load_exercises(SOURCE / "exercises.py", b"any") if e.name == exercise)
    return [arguments for q in found.questions for arguments in q.variants or (q.arguments,)]


@pytest.mark.parametrize(
    ("start", "rate", "expected"),
    [(3, 0.1, 6.1111e-10), (3, 0.01, 0.397859), (3, 1.0, 3), (4, 0.25, 4 * 0.5**100)],
)
def test_a_hundred_steps_on_the_parabola(reference, start, rate, expected):
    """Where 100 steps on x**2 lead; the slope there is twice that."""
    found = reference["gradient_descent"](x**2, start, rate)
    assert found == pytest.approx((expected, 2 * expected), rel=1e-5, abs=0)


@pytest.mark.parametrize(
    ("start", "rate", "precision", "limit", "expected"),
    [
        (3, 0.1, 0.0001, 100, (3.98768e-4, 40)),
        (-3, 0.1, 0.0001, 100, (-3.98768e-4, 40)),
        (3, 0.01, 0.0001, 1000, (3 * 0.98**318, 318)),
        (3, 0.01, 0.0001, 100, (0.397859, 100)),
        (3, 1.0, 0.0001, 75, (-3, 75)),
        (4, 0.25, 0.3, 100, (0.25, 4)),
        (4, 0.25, 0.3, 3, (0.5, 3)),
        (3, 0.00001, 0.0001, 1000, (2.99994, 1)),
    ],
)
def test_early_stopping_on_the_parabola(reference, start, rate, precision, limit, expected):
    """Where a descent on x**2 stops and after how many steps; the slope belongs to the x that is returned."""
    place, steps = expected
    found = reference[STOPPING](x**2, start, rate, precision, limit)
    assert found == pytest.approx((place, 2 * place, steps), rel=1e-5, abs=0)


def test_hardly_another_precision_changes_nothing(reference):
    """No step of any question is as long as its precision, so `<=` for `<` and rounding errors cost nobody a point."""
    for *descent, precision, limit in questions(STOPPING):
        found = {
            reference[STOPPING](*descent, nearly, limit)
            for nearly in (precision * 0.999999, precision, precision * 1.000001)
        }
        assert len(found) == 1, (descent, precision, limit)


@pytest.mark.parametrize("exercise", ["gradient_descent", STOPPING])
def test_every_expectation_is_a_finite_number_other_than_zero(reference, exercise):
    """So relative tolerances suffice, and neither a zero nor an infinity is ever right."""
    answers = [reference[exercise](*arguments) for arguments in questions(exercise)]
    assert {1e-10 < abs(number) < 1e3 for answer in answers for number in answer} == {True}
