"""Honest but messy submissions keep all their marks, or lose only the exercise that is named.

The cases stand in tests/fairness/, a file for each assignment. What is messy about a file instead of its cells is here.
"""

import json
import tomllib
from contextlib import ExitStack
from decimal import Decimal
from functools import cache
from pathlib import Path

import nbformat
import pytest
from sample_course import REPOSITORY

from autograder.batch import answer_key
from autograder.course import find_course, load_assignment
from autograder.grading import grade
from autograder.model import Submission
from autograder.sandbox import Limits
from autograder.worker import open_reference, open_sandbox

FOLDER = Path(__file__).parent / "fairness"
TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))
}
QUICK = "three-points"
"""The assignment whose cases run in every run of the tests; the others wait for libraries and for long descents."""

CASES = [
    pytest.param(
        assignment,
        name,
        marks=() if assignment == QUICK and not name.startswith("endless") else pytest.mark.long,
        id=f"{assignment}-{name}",
    )
    for assignment, table in TABLES.items()
    for name in table["cases"]
]

LIMITS = {QUICK: Limits(cell_cpu_seconds=0.5, question_cpu_seconds=0.5)}


@pytest.fixture(scope="module")
def hand_in(classroom_course):
    """Return a function that grades files of a student's: what every exercise lost, by name, and the result."""
    with ExitStack() as stack:

        @cache
        def opened(name):
            assignment = load_assignment(find_course(classroom_course), name)
            key = answer_key(find_course(classroom_course), assignment)
            limits = LIMITS.get(name, Limits())
            sandbox = stack.enter_context(open_sandbox(assignment, limits))
            return key, sandbox, stack.enter_context(open_reference(key, limits))

        def hand_in(assignment, student, files):
            submission = Submission(student, assignment, files, digest="0" * 64)
            result = grade(submission, *opened(assignment), Decimal(1)).result
            return {
                e.name: e.points - e.score for e in result.exercises if e.score not in (None, e.points)
            }, result

        yield hand_in


def code(source):
    return {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": source}


def document(assignment, case=None):
    """Return the notebook of *case*, made of what students are given, as JSON."""
    table, case = TABLES[assignment], case or {}
    answers = table["answers"] | case.get("answers", {})
    source = REPOSITORY / "solutions" / assignment / f"{assignment}.ipynb"
    made = json.loads(source.read_text(encoding="utf-8"))
    cells = []
    for cell in made["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        if name not in answers:
            cells.append(cell)
        elif answers[name]:
            cells.append({**cell, "source": answers[name].strip("\n")})
        cells += map(code, case.get("after", {}).get(name, []))
    made["cells"] = [*map(code, case.get("first", [])), *cells, *map(code, case.get("last", []))]
    return made


def written(made):
    return json.dumps(made).encode()


@pytest.mark.parametrize(("assignment", "name"), CASES)
def test_messy_submissions_lose_nothing_but_what_is_named(hand_in, assignment, name):
    """Every mark of every exercise, except of those that the case says are wrong."""
    case = TABLES[assignment]["cases"][name]
    assert set(case) <= {"about", "first", "after", "last", "answers", "loses"}
    files = {f"{assignment}.ipynb": written(document(assignment, case))}
    lost, result = hand_in(assignment, name, files)
    assert not result.problem
    assert set(lost) == set(case.get("loses", []))


def moved(made):
    """The answers in reverse order, each apart from the cells that belong to it."""
    cells = made["cells"]
    solutions = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]
    return {**made, "cells": [c for c in cells if c not in solutions] + solutions[::-1]}


def stripped(made):
    """What an editor leaves that knows nothing of nbgrader."""
    kinds = ("cell_type", "source")
    bare = [{**{k: c[k] for k in kinds}, "metadata": {}} for c in made["cells"]]
    return {"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": bare}


def with_outputs(made):
    """Outputs of a kernel of theirs, with scores and errors in them."""
    text = {"output_type": "stream", "name": "stdout", "text": ["100 points\n"] * 2000}
    error = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "", "traceback": ["..."]}
    cells = [
        {**c, "execution_count": 7, "outputs": [text, error]} if c["cell_type"] == "code" else c
        for c in made["cells"]
    ]
    return {**made, "cells": cells}


def duplicated(made):
    """Every cell twice, as after a slip with copy and paste."""
    return {**made, "cells": [c for cell in made["cells"] for c in (cell, cell)]}


def without_text(made):
    """Only code is left, and none of the instructor's tests."""
    return {
        **made,
        "cells": [
            c
            for c in made["cells"]
            if c["cell_type"] == "code" and not c["metadata"].get("nbgrader", {}).get("grade")
        ],
    }


def old(made):
    """Format 3, which older programs write."""
    newer = nbformat.reads(json.dumps(with_outputs(made)), as_version=4)
    return json.loads(nbformat.writes(nbformat.convert(newer, 3), version=3))


def script(made, newline="\n"):
    """The code alone, as Jupyter exports it."""
    sources = ["".join(c["source"]) for c in made["cells"] if c["cell_type"] == "code"]
    parts = [source for source in sources if not source.startswith("# Check")]
    return "#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\n".replace(
        "\n", newline
    ) + f"{newline * 2}# In[2]:{newline * 2}".join(p.replace("\n", newline) for p in parts)


FILES = {
    "renamed": lambda m: {"Homework FINAL (3).ipynb": written(m)},
    "with-a-stub-beside-it": lambda m: {
        "three-points.ipynb": written(m),
        "Untitled.ipynb": written({**m, "cells": []}),
    },
    "several-of-other-names": lambda m: {
        "notes.ipynb": written({**m, "cells": []}),
        "mine.ipynb": written(m),
        "a.ipynb": b"broken",
    },
    "python-file": lambda m: {"three-points.py": script(m).encode()},
    "python-file-of-windows": lambda m: {"THREE.PY": b"\xef\xbb\xbf" + script(m, "\r\n").encode()},
    "byte-order-mark": lambda m: {"three-points.ipynb": b"\xef\xbb\xbf" + written(m)},
    "windows-line-ends": lambda m: {"three-points.ipynb": written(m).replace(b"\\n", b"\\r\\n")},
    "tabs": lambda m: {"three-points.ipynb": written(m).replace(b"    ", b"\\t")},
    "lists-of-lines": lambda m: {"three-points.ipynb": nbformat.writes(nbformat.from_dict(m)).encode()},
    "format-3": lambda m: {"three-points.ipynb": written(old(m))},
    "format-4.0-and-stripped": lambda m: {"three-points.ipynb": written(stripped(m))},
    "moved-cells": lambda m: {"three-points.ipynb": written(moved(m))},
    "duplicated-cells": lambda m: {"three-points.ipynb": written(duplicated(m))},
    "stored-outputs": lambda m: {"three-points.ipynb": written(with_outputs(m))},
    "code-only": lambda m: {"three-points.ipynb": written(without_text(m))},
    "cells-of-no-kind": lambda m: {
        "three-points.ipynb": written({**m, "cells": [None, {}, {"cell_type": "slide"}, *m["cells"]]})
    },
}


@pytest.mark.parametrize("name", FILES)
def test_messy_files_lose_nothing(hand_in, name):
    """Whatever the file is called, and whatever an editor, an operating system or a slip made of it."""
    lost, result = hand_in("three-points", name, FILES[name](document("three-points")))
    assert not result.problem
    assert lost == {}
