"""The figures known of three-points come out of the solution cells of its source notebook."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

NOTEBOOK = Path(__file__).parent.parent / "solutions" / "three-points" / "three-points.ipynb"
FOUR_POINTS = [(x, 20 * x + 5) for x in range(2, 6)]


@pytest.fixture(scope="module")
def solution() -> dict[str, Callable[..., Any]]:
    """What the imports and the solution cells define."""
    namespace: dict[str, Any] = {}
    for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and (cell["id"] == "imports" or marks.get("solution")):
            exec("".join(cell["source"]), namespace)  # noqa: S102  our own solution
    return namespace


@pytest.mark.parametrize("function", ["normal_equation", "least_squares"])
def test_line_through_three_points(solution, function):
    """Both ways find intercept 5 and slope 20."""
    line = solution[function](np.array([2.0, 4.0, 5.0]), np.array([45.0, 85.0, 105.0]))
    assert line == pytest.approx([5, 20], rel=1e-9)


@pytest.mark.parametrize(
    ("start", "epochs", "theta", "gradient"),
    [
        ([-0.42405, -0.16396], 100, [18.866, 4.867], [-32.475, -8.446]),
        ([-0.64977, -0.52700], 200, [19.973, 4.859], [-1.762, -0.483]),
    ],
)
def test_figures_of_two_random_starts(solution, start, epochs, theta, gradient):
    """Each start leads to its figures at its own number of epochs; the gradient is the one before the last step."""
    before = solution["descend"](FOUR_POINTS, start, 0.001, epochs - 1)
    assert solution["descend"](FOUR_POINTS, start, 0.001, epochs) == pytest.approx(theta, abs=5e-4)
    assert mean_gradient(solution, before) == pytest.approx(gradient, abs=5e-4)


@pytest.mark.parametrize(
    ("epochs", "theta"),
    [
        (0, [0, 0]),
        (1, [0.575, 0.15]),
        (100, [18.87708, 4.92194]),
        (200, [19.89095, 5.18280]),
        (1000, [19.95508, 5.17216]),
    ],
)
def test_figures_from_zero(solution, epochs, theta):
    """From theta = [0, 0] the descent on four points is where it is known to be."""
    assert solution["descend"](FOUR_POINTS, [0, 0], 0.001, epochs) == pytest.approx(theta, abs=5e-6)


@pytest.mark.parametrize(
    ("theta", "signs"), [([0, 0], [-1, -1]), ([25, 10], [1, 1]), ([19.955, 5.172], [-1, 1])]
)
def test_descent_goes_against_the_gradient(solution, theta, signs):
    """Where the gradient is negative the parameter grows, where it is positive the parameter shrinks."""
    moved = np.subtract(solution["descend"](FOUR_POINTS, theta, 0.001, 1), theta)
    assert np.sign(mean_gradient(solution, theta)).tolist() == signs
    assert np.sign(moved).tolist() == [-sign for sign in signs]


def mean_gradient(solution: dict[str, Callable[..., Any]], theta: list[float]) -> list[float]:
    """Return the mean over the four points of the gradient at *theta*."""
    gradients = [solution["linear_gradient"](x, y, theta) for x, y in FOUR_POINTS]
    mean: list[float] = solution["vector_mean"](gradients)
    return mean
