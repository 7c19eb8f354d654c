"""The figures of park-visitors, from the reference in the source notebook."""

import json
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "solutions" / "park-visitors"


@pytest.fixture(scope="module")
def notebook():
    """The names that the imports, the data cell and the solution cells define."""
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(SOURCE)
        patch.setenv("MPLBACKEND", "agg")
        for cell in json.loads((SOURCE / "park-visitors.ipynb").read_text(encoding="utf-8"))["cells"]:
            nbgrader = cell["metadata"].get("nbgrader", {})
            if cell["id"] in ("imports", "load") or (
                cell["cell_type"] == "code" and nbgrader.get("solution")
            ):
                exec("".join(cell["source"]), names)  # noqa: S102  our own notebook
    return names


@pytest.mark.parametrize(
    ("iterations", "w", "b"),
    [
        (0, 0.0, 0.0),
        (100, 14.1715, -5.1827),
        (1000, 15.8937, -53.6554),
        (20_000, 30.72223104, -471.01174707),
    ],
)
def test_the_descent_is_where_it_should_be(notebook, iterations, w, b):
    """At learning rate 0.001, from w = b = 0."""
    found = notebook["train"](notebook["temperatures"], notebook["visitors"], iterations, 0.001)
    assert found[:2] == pytest.approx((w, b), abs=1e-4)


def test_33_degrees_bring_the_known_number_of_visitors(notebook):
    """Which is not that of least squares: the descent has not arrived after 20,000 steps."""
    assert notebook["visitors_at"](33) == pytest.approx(542.8219, abs=1e-4)
    w, b = notebook["np"].polyfit(notebook["temperatures"], notebook["visitors"], 1)
    assert 33 * w + b == pytest.approx(553.72, abs=0.01)


def test_one_number_of_the_line_through_the_origin(notebook):
    """With b = 0 the slope of the loss vanishes at w = 13.98867."""
    slope = notebook["slope_gradient"](notebook["temperatures"], notebook["visitors"], 13.98867)
    assert slope == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("precision", "limit", "expected"),
    [(0.01, 20_000, (29.64017, -440.55676, 16_316)), (0.01, 100, (14.1715, -5.1827, 100))],
)
def test_the_park_comes_to_rest_where_the_notebook_says(notebook, precision, limit, expected):
    """At learning rate 0.001; where the limit comes first it is as far as `train` would be."""
    found = notebook["train_until"](notebook["temperatures"], notebook["visitors"], 0.001, precision, limit)
    assert found[:2] == pytest.approx(expected[:2], abs=1e-4)
    assert found[2] == expected[2]
