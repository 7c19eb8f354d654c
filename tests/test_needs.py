"""What of a notebook runs again when its functions are asked once more, and what is left out."""

import ast
import textwrap

import pytest

from autograder.asking import Conversation
from autograder.model import Cell, Question
from autograder.sandbox import Sandbox
from autograder.student.needs import Needs

FUNCTIONS = """
    import numpy as np
    import matplotlib.pyplot as plt
    rate = 0.1
    def predict(X, w, b): return w * X + b
    def loss(X, Y, w, b): return np.mean((predict(X, w, b) - Y) ** 2)
    def train(X, Y, steps): return steps * rate * start
"""

LEFT_OUT = {
    "a training": "trained = train(X, Y, 20_000)",
    "what is printed": "print(loss(X, Y, 1, 2))",
    "a value at the end of a cell": "predict(X, 1, 2)",
    "a figure and what is drawn in it": "fig, ax = plt.subplots()\nax.plot(X, predict(X, 1, 2))",
    "a plot": "plt.scatter(X, Y)",
    "a setting of plots": "plt.rcParams['figure.dpi'] = 150",
    "data that only scratch work reads": "X, Y = np.loadtxt('park.csv')",
    "a loop of scratch work": "for step in range(5):\n    print(train(X, Y, step))",
    "an argument's name": "w, b = 0, 0",
    "a comparison": "assert np.isclose(loss(X, Y, 1, 2), 3)",
    "a comprehension": "losses = [loss(X, Y, w, 0) for w in range(9)]",
}
KEPT = {
    "an import": "import math",
    "a definition": "def unused(): pass",
    "a definition in an if": "if True:\n    def unused(): pass",
    "a global that a function reads": "start = 5",
    "a global that was computed": "start, stop = train(X, Y, 3)",
    "what such a global is computed from": "days = np.arange(3)\nstart = days[0]",
    "a change of such a global": "start += 1",
    "a loop that changes one": "for step in range(5):\n    start = start - rate",
    "a function under another name": "gradient = predict",
    "a function that is replaced": "loss = np.vectorize(loss)",
    "a name of a function for something else": "loss = loss(X, Y, 1, 2)",
    "a name of a module for something else": "np = None",
    "a built-in for something else": "sum = 0\ndef total(x): return sum(x)",
    "a setting of NumPy": "np.seterr(all='raise')",
    "a name in a module": "np.mean = sum",
    "a name in a function": "train.history = []",
    "random numbers": "np.random.seed(3)",
    "whatever text says": "exec('start = 4')",
    "a magic": "get_ipython().run_cell_magic('time', '', 'start = 1')",
}


def left_out(source, *, whole=""):
    statements = ast.parse(source).body
    functions = ast.parse(textwrap.dedent(FUNCTIONS)).body
    needs = Needs([*functions, *statements], ast.parse(whole).body, ["loss", "gradient", "train"])
    assert all(needs.need(each) for each in functions)
    return [each for each in statements if not needs.need(each)]


@pytest.mark.parametrize("source", LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_what_no_function_can_depend_on_is_left_out(source):
    """Plots, prints, trainings, and what only these read."""
    assert len(left_out(source)) == len(ast.parse(source).body)


@pytest.mark.parametrize("source", KEPT.values(), ids=KEPT.keys())
def test_what_a_function_may_depend_on_stays(source):
    """Definitions, the names that they look up, and settings."""
    assert left_out(source) == []


def test_what_a_whole_cell_mentions_stays():
    """A cell that failed runs as it did, so it needs what it had."""
    data = "X = np.arange(3)"
    assert len(left_out(data)) == 1
    assert left_out(data, whole="plt.plot(X, nothing)") == []


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        yield sandbox


AGAIN = {
    "what is left out is missed by nobody": ("scratch = f(2.0)", {0, 1}, 3.0, True),
    "a name is needed that no text shows": (
        "globals().update({'o' + 'ne': 1.0})\ndef f(x): return x + globals()['one']",
        {0, 1},
        3.0,
        True,
    ),
    "a cell fails that did not before": ("here = [1]\nprint(here.pop())\nimport nowhere", {0, 1}, 3.0, False),
    "nothing ran through before": ("scratch = f(2.0)", (), 3.0, False),
}


@pytest.mark.parametrize(("cell", "seen", "answer", "trimmed"), AGAIN.values(), ids=AGAIN.keys())
def test_functions_answer_as_they_did(sandbox, cell, seen, answer, trimmed):
    """Where a trimmed notebook fails, it runs as a whole."""
    cells = [Cell(0, "def f(x):\n    return x + 1"), Cell(1, cell)]
    with Conversation(sandbox, cells, {}, seen=seen, asked=["f"]) as again:
        assert again.ask("f", Question("f", (2.0,), ("x",))).value == answer
        assert bool(again.trimmed) is trimmed
