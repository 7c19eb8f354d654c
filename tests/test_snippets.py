"""A shown question as Python for the student's notebook: it makes exactly the call that was made."""

import numpy as np
import pandas as pd
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Column, Formula, Frame, Question
from autograder.snippets import MAX_CHARACTERS, write_snippet
from autograder.student import wire

x = sympy.Symbol("x")


def formula(expression):
    return Formula(tuple(map(tuple, wire.formula_tokens(expression))))


def called_with(snippet):
    """Run *snippet* as a student would; return the arguments of every call of *f*."""
    calls = []
    exec(snippet, {"f": lambda *arguments: calls.append(arguments)})  # noqa: S102  our own text is what is tested
    return calls


@pytest.mark.parametrize(
    ("question", "snippet"),
    [
        (Question("f", (1.5, 2)), "f(1.5, 2)"),
        (
            Question("f", (np.array([2.0, 4.0]), -0.5)),
            "import numpy as np\nf(np.array([2.0, 4.0]), -0.5)",
        ),
        (Question("f", ([(1.0, 2.0)], "a.csv"), ("p", "path")), "f([(1.0, 2.0)], 'a.csv')"),
        (Question("f", (3,), twice=True), "f(3)\nf(3)  # the same again?"),
        (
            Question("f", (np.array([1, 2]), 3.0), ("X", "w"), leaves_arguments=True),
            "import numpy as np\nX = np.array([1, 2])\nprint(f(X, 3.0))\nX  # as before?",
        ),
        (
            Question("f", (formula((x - 5) ** 2 + 1), 3)),
            'from sympy import Symbol\nx = Symbol("x")\nf(1 + ((-5 + x)**2), 3)',
        ),
        (
            Question("f", (Frame((Column("a", (0, 1), (1.0, 2.5)),)),)),
            "import pandas as pd\nf(pd.DataFrame({'a': [1.0, 2.5]}))",
        ),
        (Question("f", (np.arange(1000.0),)), ""),
    ],
    ids=["numbers", "array", "list", "twice", "unchanged", "formula", "table", "too long"],
)
def test_snippets(question, snippet):
    """Imports, then the call; what a question looks at beside the answer is there to be looked at."""
    assert write_snippet(question) == snippet


numbers = st.floats(allow_nan=False) | st.integers(-(10**6), 10**6)
values = st.recursive(
    numbers | st.text(max_size=4) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)


@given(st.lists(values, max_size=3).map(tuple))
def test_a_snippet_makes_the_same_call(arguments):
    """Whatever the arguments are, and of the same types."""
    snippet = write_snippet(Question("f", arguments))
    assert len(snippet) <= MAX_CHARACTERS
    if snippet:
        [called] = called_with(snippet)
        assert repr(called) == repr(arguments)


@pytest.mark.parametrize(
    "array",
    [
        np.array([0.1, -2.0]),
        np.array([1, 2]),
        np.array([[1.5], [2.0]]),
        np.array([], dtype=np.float64),
        np.array([1.0], dtype=np.float32),
        np.array([True]),
        np.array([np.inf, -np.inf]),
        np.float64(0.5),
    ],
    ids=repr,
)
def test_arrays_keep_shape_and_type(array):
    """An array of whole numbers is another question than one of decimals."""
    [(called,)] = called_with(write_snippet(Question("f", (array,))))
    assert called.dtype == array.dtype
    np.testing.assert_array_equal(called, array)


@pytest.mark.parametrize(
    "expression",
    [
        x**2,
        (x + 2) ** 2 - 1,
        sympy.exp(x) - 2 * x,
        x**4 / 4 - 2 * x**2,
        sympy.sqrt(x) - sympy.Float(-0.5) * x,
        sympy.pi * sympy.cos(x),
        sympy.Float(-2.0) * x ** sympy.Rational(2, 3),
    ],
    ids=str,
)
def test_formulas_mean_the_same(expression):
    """Brackets where they are needed."""
    [(called,)] = called_with(write_snippet(Question("f", (formula(expression),))))
    assert sympy.simplify(called - expression) == 0


def test_tables_are_tables():
    """A DataFrame goes in as a DataFrame."""
    table = Frame((Column("a", (0, 1), (1.0, 2.5)), Column("b", (0, 1), (0.0, 1.0))))
    [(called,)] = called_with(write_snippet(Question("f", (table,))))
    pd.testing.assert_frame_equal(called, pd.DataFrame({"a": [1.0, 2.5], "b": [0.0, 1.0]}))
