"""What students, editors and file servers do to notebooks is repaired, and never stops anything."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import GivenCell
from autograder.notebook import read_notebook
from autograder.repairing import repair

GIVEN = (
    GivenCell("", "markdown", "# Title", "# Title"),
    GivenCell("setup", "code", "import math", "import math", is_locked=True),
    GivenCell("double", "code", "# YOUR CODE", "# YOUR CODE", is_solution=True),
    GivenCell("", "code", "double(2)", "double(2)"),
    GivenCell(
        "test",
        "code",
        "assert hidden\nassert shown",
        "assert shown",
        Decimal(1),
        is_locked=True,
        is_test=True,
    ),
    GivenCell("essay", "markdown", "YOUR ANSWER", "YOUR ANSWER", Decimal(2), is_solution=True),
    GivenCell("task", "markdown", "Do this", "Do this", Decimal(3), is_locked=True),
)


def handed_in(*cells):
    """A notebook of (name, source) or (name, source, kind)."""
    raw = []
    for name, source, *kind in cells:
        meta = {"nbgrader": {"grade_id": name}} if name else {}
        raw.append({"cell_type": kind[0] if kind else "code", "metadata": meta, "source": source})
    return read_notebook("x.ipynb", json.dumps({"nbformat": 4, "cells": raw}).encode())


UNTOUCHED = [(one.name, one.shown, one.kind) for one in GIVEN]
ANSWERED = [
    (name, {"double": "def double(x): ...", "essay": "It doubles."}.get(name, source), kind)
    for name, source, kind in UNTOUCHED
]
REPAIRED = [("", "# Title"), ("setup", "import math"), ("double", "def double(x): ..."), ("", "double(2)")]
REPAIRED += [("test", "assert hidden\nassert shown"), ("essay", "It doubles."), ("task", "Do this")]


def without(name):
    return [cell for cell in ANSWERED if cell[0] != name]


def changed(which, **to):
    keys = ("name", "source", "kind")
    return [
        tuple({**dict(zip(keys, cell, strict=True)), **to}.values()) if cell[0] == which else cell
        for cell in ANSWERED
    ]


def doubled(name, source):
    at = next(i for i, cell in enumerate(ANSWERED) if cell[0] == name)
    return [*ANSWERED[:at], (name, source, "code"), *ANSWERED[at:]]


CASES = {
    "as it should be": (ANSWERED, REPAIRED),
    "a test was edited": (changed("test", source="assert True"), REPAIRED),
    "setup was edited": (changed("setup", source=""), REPAIRED),
    "a task was edited": (changed("task", source="Done!"), REPAIRED),
    "a test became text": (changed("test", kind="markdown"), REPAIRED),
    "a test was deleted": (without("test"), REPAIRED),
    "a task was deleted": (without("task"), REPAIRED),
    "all metadata is gone": ([("", source, kind) for _, source, kind in ANSWERED], REPAIRED),
    "metadata of nobody": (changed("", name="strange"), REPAIRED),
    "an editor added spaces": (changed("test", name="", source="assert shown  \n\n"), REPAIRED),
    "an answer was copied": (
        doubled("double", "def double(x): first try"),
        [*REPAIRED[:2], ("", "def double(x): first try"), *REPAIRED[2:]],
    ),
    "a test was copied": (
        doubled("test", "assert shown"),
        [*REPAIRED[:4], ("", "assert shown"), *REPAIRED[4:]],
    ),
    "an essay was deleted": (
        without("essay"),
        [
            *REPAIRED[:5],
            ("essay", "This cell (essay) was missing from the submission and was put back.\n\nYOUR ANSWER"),
            REPAIRED[6],
        ],
    ),
    "nothing is left": (
        [],
        [
            ("test", "assert hidden\nassert shown"),
            ("essay", "This cell (essay) was missing from the submission and was put back.\n\nYOUR ANSWER"),
            ("task", "Do this"),
        ],
    ),
    "only code, from a script": (
        [("", "def double(x): ...\ndouble(2)", "code")],
        [
            ("double", "def double(x): ...\ndouble(2)"),  # the only cell between its neighbours
            ("test", "assert hidden\nassert shown"),
            ("essay", "This cell (essay) was missing from the submission and was put back.\n\nYOUR ANSWER"),
            ("task", "Do this"),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_notebook_is_repaired(case):
    """Names and texts of the cells, as they are when they are graded."""
    cells, expected = CASES[case]
    notebook = handed_in(*cells)
    repaired = repair(notebook, notebook.kinds, GIVEN)
    assert [(cell.given.name if cell.given else "", cell.source) for cell in repaired] == expected
    assert all("hidden" not in cell.shown for cell in repaired)


def test_what_is_unanswered():
    """Places for answers that are still what was given out; one that was deleted is for a person to judge."""
    for cells, unanswered in [(UNTOUCHED, ["double", "essay"]), (ANSWERED, []), (without("essay"), [])]:
        notebook = handed_in(*cells)
        repaired = repair(notebook, notebook.kinds, GIVEN)
        assert [cell.given.name for cell in repaired if cell.unanswered] == unanswered


names = st.sampled_from(["", "setup", "double", "test", "essay", "task", "strange"])
kinds = st.sampled_from(["code", "markdown", "raw"])
sources = st.sampled_from(["", "assert shown", "YOUR ANSWER", "# Title", "double(2)", "x = 1"])


@given(st.lists(st.tuples(names, sources, kinds), max_size=12))
def test_whatever_was_handed_in_every_graded_cell_is_there_once(cells):
    """With its own text, if that is the instructor's; and no cell of the student's is lost."""
    notebook = handed_in(*cells)
    repaired = repair(notebook, notebook.kinds, GIVEN)
    for one in GIVEN:
        if one.points is not None:
            (found,) = [cell for cell in repaired if cell.given is one]
            assert found.source == one.source or not one.is_locked
    assert [cell.place for cell in repaired if cell.place is not None] == list(range(len(cells)))
