"""In which cell a function is written, told by its text."""

import pytest

from autograder.definitions import find_definition
from autograder.model import Cell


@pytest.mark.parametrize(
    ("sources", "index"),
    [
        (["def f(x):\n    return x"], 0),
        (["def f(x): pass", "f(1)", "def f(x): pass"], 2),
        (["async def f(): pass"], 0),
        (["f = lambda x: x"], 0),
        (["def f(x): pass", "f = f(1)"], 0),
        (["if True:\n    def f(x): pass"], 0),
        (["def f(x): pass", "def g():\n    def f(): pass"], 0),
        (["def ff(x): pass", "xf = lambda: 1"], None),
        (["%%time\ndef f(x):\n    return ("], 0),
        ([], None),
    ],
)
def test_the_last_definition_is_found(sources, index):
    """Also in a cell that is no Python; a number of that name is no definition."""
    assert find_definition([Cell(i, s) for i, s in enumerate(sources)], "f") == index


def test_text_is_no_code():
    """What a text cell says is no definition, and indices are those of the notebook."""
    cells = [Cell(3, "def f(): pass", is_code=False), Cell(7, "def f(): pass")]
    assert find_definition(cells, "f") == 7
    assert find_definition(cells[:1], "f") is None
