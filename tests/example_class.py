"""nbgrader's own example course and a class that hands in what classes hand in: for comparing scores with nbgrader's.

``ps1`` is what ``nbgrader quickstart`` makes, two notebooks with answers that people grade. ``ps2`` adds what it lacks:
tests that are not shown, and partial credit. Every student is the release with some edits, drawn from a fixed seed
or named.
"""

import copy
import json
import random
import shutil
from pathlib import Path

import nbgrader

EXAMPLE = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide" / "source"

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "example"
c.IncludeHeaderFooter.header = "source/header.ipynb"
c.Execute.timeout = 6
"""

SETTINGS = """
policy = "{policy}"

[limits]
cell_cpu_seconds = 0.5
"""


def cell(kind, source, **meta):
    """Return a cell; with *meta*, one that nbgrader knows."""
    made = {"cell_type": kind, "metadata": {}, "source": source}
    if kind == "code":
        made |= {"execution_count": None, "outputs": []}
    if meta:
        flags = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
        made["metadata"] = {"nbgrader": {**flags, **meta}}
    return made


def notebook(*cells, **metadata):
    """Return a notebook of *cells* as bytes."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": metadata, "cells": cells}).encode()


KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}

PS2 = notebook(
    cell("markdown", "# Means"),
    cell("code", "import sys\nimport warnings\n\nimport numpy as np", locked=True, grade_id="setup"),
    cell(
        "code",
        "def mean(values):\n    ### BEGIN SOLUTION\n    return sum(values) / len(values)\n    ### END SOLUTION",
        solution=True,
        grade_id="mean",
    ),
    cell(
        "code",
        "score = 0\nscore += mean([1, 2, 3]) == 2\n### BEGIN HIDDEN TESTS\nscore += mean([4]) == 4\n"
        "score += mean([0, 1]) == 0.5\n### END HIDDEN TESTS\nscore",
        grade=True,
        locked=True,
        grade_id="mean_by_parts",
        points=3,
    ),
    cell("code", "mean([1, 3])", grade=True, locked=True, grade_id="mean_as_value", points=2),
    cell("code", "np.float64(mean([0, 1]))", grade=True, locked=True, grade_id="mean_as_numpy", points=1),
    cell(
        "code",
        "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        solution=True,
        grade_id="double",
    ),
    cell(
        "code",
        "assert double(2) == 4, 'twice 2'\n### BEGIN HIDDEN TESTS\nassert double(-3) == -6, 'twice -3'\n"
        "### END HIDDEN TESTS",
        grade=True,
        locked=True,
        grade_id="double_right",
        points=2,
    ),
    cell("code", "assert double('a') == 'aa'", grade=True, locked=True, grade_id="double_text", points=0.5),
    **KERNEL,
)


def make_course(root, policy="nbgrader"):
    """Make the course in *root*: nbgrader's example ps1, and ps2. Nobody has handed in anything."""
    shutil.copytree(EXAMPLE, root / "source")
    (root / "source" / "ps2").mkdir()
    (root / "source" / "ps2" / "means.ipynb").write_bytes(PS2)
    (root / "nbgrader_config.py").write_text(CONFIG)
    (root / "autograder.toml").write_text(SETTINGS.format(policy=policy))
    return root


def hand_in(root, assignment, released):
    """File what the whole class hands in for *assignment*, made from the *released* notebooks; return its students."""
    students = {"ps1": ps1, "ps2": ps2}[assignment](released)
    for student, notebooks in students.items():
        folder = root / "submitted" / student / assignment
        folder.mkdir(parents=True)
        for name, content in notebooks.items():
            (folder / f"{name}.ipynb").write_text(json.dumps(content))
    return sorted(students)


# ---------------------------------------------------------------- answers

SQUARES = {
    "right": "def squares(n):\n    if n < 1:\n        raise ValueError('n')\n    return [i ** 2 for i in range(1, n + 1)]",
    "no check": "def squares(n):\n    return [i ** 2 for i in range(1, n + 1)]",
    "off by one": "def squares(n):\n    if n < 1:\n        raise ValueError('n')\n    return [i ** 2 for i in range(n)]",
    "prints": "def squares(n):\n    print('n is', n)\n    if n < 1:\n        raise ValueError('n')\n"
    "    return [i ** 2 for i in range(1, n + 1)]",
    "warns": "import warnings\ndef squares(n):\n    warnings.warn(f'careful with {n}')\n    if n < 1:\n"
    "        raise ValueError('n')\n    return [i ** 2 for i in range(1, n + 1)]",
    "raises": "def squares(n):\n    return undefined_name",
    "syntax error": "def squares(n:\n    return [1]",
    "returns nothing": "def squares(n):\n    [i ** 2 for i in range(1, n + 1)]",
    "stub": None,
    "renamed": "def square(n):\n    return [i ** 2 for i in range(1, n + 1)]",
}
SUM = {
    "right": "def sum_of_squares(n):\n    return sum(squares(n))",
    "own loop": "def sum_of_squares(n):\n    return sum(i ** 2 for i in range(1, n + 1))",
    "formula": "def sum_of_squares(n):\n    return n * (n + 1) * (2 * n + 1) / 6",
    "wrong": "def sum_of_squares(n):\n    return sum(squares(n)) + 1",
    "to stderr": "import sys\ndef sum_of_squares(n):\n    print('adding', file=sys.stderr)\n    return sum(squares(n))",
    "asserts": "def sum_of_squares(n):\n    assert n > 5\n    return sum(squares(n))",
    "magic": "%%time\ndef sum_of_squares(n):\n    return sum(squares(n))",
    "stub": None,
}
EQUATION = {"right": r"$\sum_{i=1}^n i^2$", "empty": "", "stub": None}
APPLICATION = {"right": "def pyramidal(n):\n    return sum_of_squares(n)", "fails": "1 / 0", "stub": None}
TEXT = {"right": "It computes Fibonacci numbers.", "stub": None}

EXAMPLES = 20


def ps1(released):
    """Return what students hand in for ps1: some drawn, some with a particular edit."""
    students = {}
    for number in range(EXAMPLES):
        draw = random.Random(f"ps1-{number}")
        answers = {
            "squares": draw.choice([*SQUARES.values()]),
            "sum_of_squares": draw.choice([*SUM.values()]),
            "sum_of_squares_equation": draw.choice([*EQUATION.values()]),
            "sum_of_squares_application": draw.choice([*APPLICATION.values()]),
            "part-a": draw.choice([*TEXT.values()]),
            "part-b": draw.choice([*TEXT.values()]),
        }
        students[f"drawn{number:02}"] = _answered(released, answers)
    right = {
        "squares": SQUARES["right"],
        "sum_of_squares": SUM["right"],
        "sum_of_squares_equation": EQUATION["right"],
        "sum_of_squares_application": APPLICATION["right"],
        "part-a": TEXT["right"],
        "part-b": TEXT["right"],
    }
    for name, edit in PS1_EDITS.items():
        students[name] = _answered(released, right)
        edit(students[name])
    students["untouched"] = copy.deepcopy(released)
    students["endless"] = _answered(
        released, {**right, "squares": "def squares(n):\n    while True:\n        pass"}
    )
    return students


def ps2(released):
    """Return what students hand in for ps2."""
    return {name: _answered(released, {**PS2_RIGHT, **answers}) for name, answers in PS2_ANSWERS.items()}


PS2_RIGHT = {"mean": "def mean(v):\n    return sum(v) / len(v)", "double": "def double(x):\n    return 2 * x"}
PS2_ANSWERS = {
    "right": {},
    "untouched2": {"mean": None, "double": None},
    "floor": {"mean": "def mean(v):\n    return sum(v) // len(v)"},
    "always-two": {"mean": "def mean(v):\n    return 2"},
    "zero": {"mean": "def mean(v):\n    return 0.0"},
    "nan": {"mean": "def mean(v):\n    return float('nan')"},
    "negative": {"mean": "def mean(v):\n    return -1"},
    "too-much": {"mean": "def mean(v):\n    return 17"},
    "text": {"mean": "def mean(v):\n    return 'two'"},
    "nothing": {"mean": "def mean(v):\n    pass"},
    "numpy": {"mean": "def mean(v):\n    return np.mean(v)"},
    "warns2": {"mean": "def mean(v):\n    warnings.warn('slow')\n    return sum(v) / len(v)"},
    "numpy-warns": {"mean": "def mean(v):\n    np.array([1.0]) / 0\n    return sum(v) / len(v)"},
    "late-warning": {"double": "def double(x):\n    print('x', file=sys.stderr)\n    return 2 * x"},
    "prints2": {"mean": "def mean(v):\n    print('a' * 70)\n    return sum(v) / len(v)"},
    "floods": {"double": "def double(x):\n    print('line\\n' * 20_000)\n    return 2 * x"},
    "shown-only": {"double": "def double(x):\n    return abs(2 * x) if x != 'a' else 'aa'"},
    "asks": {"mean": "def mean(v):\n    return float(input('mean? '))"},
    "exits": {"double": "def double(x):\n    raise SystemExit(0)"},
    "dies": {"double": "def double(x):\n    import os\n    os._exit(1)"},
    "awaits": {"mean": "import asyncio\nawait asyncio.sleep(0)\ndef mean(v):\n    return sum(v) / len(v)"},
    "displays": {
        "double": "from IPython.display import HTML, display\ndef double(x):\n    display(HTML('<b>2x</b>'))\n    return 2 * x"
    },
    "interrupts": {"double": "def double(x):\n    raise KeyboardInterrupt"},
}


def _answered(released, answers):
    """Return *released* with *answers* in the places for them; None leaves what was given out."""
    handed_in = copy.deepcopy(released)
    for content in handed_in.values():
        for one in content["cells"]:
            answer = answers.get(_name(one))
            if answer is not None:
                one["source"] = answer
    return handed_in


def _name(one):
    return one["metadata"].get("nbgrader", {}).get("grade_id")


def _find(handed_in, name):
    """Return the list of cells and the place in it where the cell *name* is."""
    for content in handed_in.values():
        for place, one in enumerate(content["cells"]):
            if _name(one) == name:
                return content["cells"], place
    raise KeyError(name)


# ---------------------------------------------------------------- edits


def _delete(name):
    def edit(handed_in):
        cells, place = _find(handed_in, name)
        del cells[place]

    return edit


def _duplicate(name):
    def edit(handed_in):
        cells, place = _find(handed_in, name)
        cells.insert(place, copy.deepcopy(cells[place]))

    return edit


def _write(name, source):
    def edit(handed_in):
        cells, place = _find(handed_in, name)
        cells[place]["source"] = source

    return edit


def _insert(before, source):
    def edit(handed_in):
        cells, place = _find(handed_in, before)
        cells.insert(place, cell("code", source))

    return edit


def _strip(handed_in):
    for content in handed_in.values():
        for one in content["cells"]:
            one["metadata"] = {}


def _set(name, **flags):
    def edit(handed_in):
        cells, place = _find(handed_in, name)
        cells[place]["metadata"]["nbgrader"] |= flags

    return edit


def _kernel(handed_in):
    for content in handed_in.values():
        content["metadata"]["kernelspec"] = {"display_name": "Mine", "language": "python", "name": "my-env"}


def _as_markdown(handed_in):
    cells, place = _find(handed_in, "squares")
    cells[place] = {k: v for k, v in cells[place].items() if k not in ("outputs", "execution_count")}
    cells[place]["cell_type"] = "markdown"


PS1_EDITS = {
    "deleted-test": _delete("correct_squares"),
    "deleted-two-tests": lambda nb: (_delete("correct_squares")(nb), _delete("squares_invalid_input")(nb)),
    "deleted-answer": _delete("sum_of_squares_equation"),
    "deleted-task": _delete("cell-938593c4a215c6cc"),
    "duplicated-solution": _duplicate("squares"),
    "duplicated-test": _duplicate("correct_squares"),
    "edited-test": _write("correct_squares", "assert True"),
    "edited-points": _set("correct_squares", points=100),
    "unlocked-test": _set("correct_squares", locked=False),
    "stripped": _strip,
    "wrong-kernel": _kernel,
    "solution-as-text": _as_markdown,
    "missing-notebook": lambda nb: nb.pop("problem2"),
    "own-notes": _insert("correct_squares", "notes = squares(3)\nnotes"),
    "breaks-names": _insert("correct_sum_of_squares", "squares = None"),
    "top-level-error": _insert("squares", "this is not Python"),
    "asks-for-input": _insert("correct_squares", "n = int(input('n? '))"),
    "shell-line": _insert("correct_squares", "!echo hello\n%matplotlib inline"),
    "prints-score": _insert("correct_squares", "100"),
}
