"""The things that `benchmarks.throughput` measures, each run in a process of its own:

    python -m benchmarks.sides bare FOLDER     the submissions' cells and calls, and nothing else
    python -m benchmarks.sides key FOLDER      the answer key: what a batch works out before the first submission
    python -m benchmarks.sides batch FOLDER    `grade_batch`, the answer key included

Prints a line of JSON: `seconds` on the clock, and `cpu_before`, the computing time of the imports before them.
"""

from __future__ import annotations

import contextlib
import copy
import importlib
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.answerkey import LIMITS_FOR_AUTHORS, compile_answer_key
from autograder.batch import grade_batch, open_sandbox
from autograder.course import Course, find_course, load_assignment, read_submissions
from autograder.grading import cells_to_run, choose_files
from autograder.model import Assignment, Question, Submission
from autograder.notebook import read_notebook
from autograder.sandbox import Limits

ASSIGNMENT = "park-visitors"
LIBRARIES = ("numpy", "matplotlib.pyplot", "pandas", "sklearn", "sympy")
"""What the bare side has imported before the clock starts, as a nursery has."""


@dataclass(frozen=True)
class Work:
    """What one submission makes a bare process do."""

    cells: tuple[str, ...]
    """Source of the code cells that are run when it is graded."""
    questions: tuple[Question, ...]


def bare(course: Course, assignment: Assignment, submissions: Sequence[Submission]) -> float:
    """Run every submission's cells and calls in as many processes as there are processors; return seconds."""
    for name in LIBRARIES:
        importlib.import_module(name)
    work = [_work(submission, assignment) for submission in submissions]
    for name, content in assignment.data_files.items():
        (course.root / name).write_bytes(content)
    os.chdir(course.root)
    started = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(processors()) as pool:
        answered = sum(pool.imap_unordered(_run, work))
    seconds = time.perf_counter() - started
    if answered != len(work) * len(work[0].questions):
        raise SystemExit("a submission did not answer every question bare, so that the comparison would be unfair")
    return seconds


def key(_: Course, assignment: Assignment, __: Sequence[Submission]) -> float:
    """Compile the answer key; return seconds."""
    started = time.perf_counter()
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS) as sandbox:
        compile_answer_key(assignment, sandbox)
    return time.perf_counter() - started


def batch(course: Course, assignment: Assignment, submissions: Sequence[Submission]) -> float:
    """Grade all submissions; return seconds."""
    importlib.import_module("nbgrader.api")  # as the libraries on the bare side
    started = time.perf_counter()
    summary = grade_batch(course, assignment, submissions, limits=Limits(), workers=processors())
    seconds = time.perf_counter() - started
    if summary.kept or summary.needing_review or len(summary.results) != len(submissions):
        raise SystemExit("a submission was not graded, so that the comparison would be unfair")
    return seconds


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _work(submission: Submission, assignment: Assignment) -> Work:
    (file,) = choose_files(submission, assignment).values()
    cells = cells_to_run(read_notebook(file, submission.files[file]), assignment)
    questions = [question for exercise in assignment.exercises for question in exercise.questions]
    return Work(tuple(cell.source for cell in cells), tuple(questions))


def _run(work: Work) -> int:
    """Run the cells in a fresh namespace and make the calls; return how many of them returned."""
    namespace: dict[str, Any] = {"__name__": "__main__"}

    def execute(source: str) -> None:
        exec(compile(TransformerManager().transform_cell(source), "<cell>", "exec"), namespace)  # noqa: S102

    shell = SimpleNamespace(
        run_line_magic=lambda *_: None,
        run_cell_magic=lambda _name, _line, body: execute(body),
        system=lambda _line: None,
    )
    namespace["get_ipython"] = lambda: shell
    with open(os.devnull, "w") as sink, contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        for source in work.cells:
            execute(source)
        answered = sum(_call(namespace, question) for question in work.questions)
    sys.modules["matplotlib.pyplot"].close("all")
    return answered


def _call(namespace: dict[str, Any], question: Question) -> bool:
    for _ in range(2 if question.twice else 1):
        namespace[question.function](*copy.deepcopy(question.arguments))
    return True


def main(name: str, folder: str) -> None:
    """Measure the side called *name* on the course in *folder*."""
    side = {"bare": bare, "key": key, "batch": batch}[name]
    course = find_course(Path(folder))
    assignment = load_assignment(course, ASSIGNMENT)
    submissions = read_submissions(course, ASSIGNMENT)
    print(json.dumps({"seconds": side(course, assignment, submissions)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
