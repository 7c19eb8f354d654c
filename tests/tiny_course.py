"""A course with one small assignment, `tiny`, for tests of what happens around grading."""

import json
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]

EXERCISES = '''
from autograder.questions import array, exercise, quarter, quarters

@exercise(points=2)
def double(ask):
    """Twice x."""
    ask(x=1.5)
    ask.hidden("a random number", x=quarter()).exactly()

@exercise(points=1.5, builds_on=[double])
def quadruple(ask):
    """Four times each of the numbers."""
    with ask.part("one number", share=0.5):
        ask(numbers=array(3.0))
    with ask.part("several numbers", share=0.5):
        ask.hidden("several numbers", numbers=quarters(4))
        ask.guard(numbers=array(1.0, 2.0)).leaves_arguments()
'''

MISCONCEPTIONS = '''
from autograder.questions import misconception

@misconception(of="double")
def squared(x):
    """Is this twice x, or x times x?"""
    return x * x
'''

RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "quadruple": "def quadruple(n):\n    return double(double(n))",
}
STUB = "def {}(x):\n    raise NotImplementedError()"


def code(source, **nbgrader):
    """Return a code cell; with *nbgrader*, one that nbgrader knows."""
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}
    if nbgrader:
        flags = {"schema_version": 3, "grade": False, "solution": False, "locked": False, **nbgrader}
        cell["metadata"] = {"nbgrader": flags}
    return cell


def notebook(*sources, **functions):
    """Return the bytes of a notebook: *functions* in their solution cells, other *sources* before them."""
    cells = [code(source) for source in sources]
    for name, points in {"double": 2, "quadruple": 1.5}.items():
        source = functions.get(name, RIGHT[name])
        cells.append(code(source, solution=True, grade_id=name))
        test = f"assert {name}(1.5) is not None, '{name} returns nothing'"
        cells.append(code(test, grade=True, locked=True, grade_id=f"test_{name}", points=points))
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}).encode()


def make_course(root, **students):
    """Make the course in *root*; each of *students* hands in what is given: bytes of a notebook."""
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    source = root / "solutions" / "tiny"
    source.mkdir(parents=True)
    solution = {n: f"### BEGIN SOLUTION\n{s}\n### END SOLUTION" for n, s in RIGHT.items()}
    (source / "tiny.ipynb").write_bytes(notebook(**solution))
    (source / "exercises.py").write_text(EXERCISES)
    (source / "misconceptions.py").write_text(MISCONCEPTIONS)
    for student, content in students.items():
        hand_in(root, student, content)
    return root


def hand_in(root, student, content):
    """File *content* as what *student* handed in."""
    folder = root / "submitted" / student / "tiny"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tiny.ipynb").write_bytes(content)
