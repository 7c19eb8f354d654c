"""What `benchmarks.throughput` measures, each thing in a process of its own.

    python -m benchmarks.sides key FOLDER      the answer key of a new course: made once, kept on disk
    python -m benchmarks.sides bare FOLDER     the submissions' cells and calls, and nothing else
    python -m benchmarks.sides batch FOLDER    `grade_batch`, with that answer key

Prints a line of JSON: `seconds` on the clock, and `first` of them until the first submission was done. Imports are
done before they start.
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

from autograder.answerkey import AnswerKey
from autograder.batch import answer_key, grade_batch
from autograder.course import Course, find_course, list_submissions, load_assignment, read_submissions
from autograder.grading import cells_to_run, files_of
from autograder.model import Assignment, Question, Submission
from autograder.notebook import read_notebook
from autograder.settings import Settings

ASSIGNMENT = "park-visitors"
LIBRARIES = ("numpy", "matplotlib.pyplot", "pandas", "sklearn", "sympy")
"""What the bare side has imported before the clock starts, as a nursery has."""


@dataclass(frozen=True)
class Work:
    """What one submission makes a bare process do."""

    cells: tuple[str, ...]
    """Source of the code cells that are run when it is graded."""
    questions: tuple[Question, ...]


class Clock:
    """Measure from its making on."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.first = 0.0
        """When the first submission was done; 0: none is."""

    def tick(self, _: object) -> None:
        """Note that a submission is done."""
        self.first = self.first or self.read()

    def read(self) -> float:
        """Return the seconds until now."""
        return time.perf_counter() - self.started


def key(course: Course, assignment: Assignment, _: Sequence[Submission]) -> Clock:
    """Make the answer key."""
    clock = Clock()
    answer_key(course, assignment)
    return clock


def bare(course: Course, assignment: Assignment, submissions: Sequence[Submission]) -> Clock:
    """Run every submission's cells and calls in as many processes as there are processors."""
    for name in LIBRARIES:
        importlib.import_module(name)
    answers = answer_key(course, assignment)
    work = [_work(submission, assignment, answers) for submission in submissions]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in assignment.data_files.items():
            Path(folder, name).write_bytes(content)
        os.chdir(folder)
        clock = Clock()
        with multiprocessing.get_context("fork").Pool(processors()) as pool:
            for done in pool.imap_unordered(_run, work):
                clock.tick(done)
        return clock


def batch(course: Course, assignment: Assignment, submissions: Sequence[Submission]) -> Clock:
    """Grade all submissions and leave everything that `autograde batch` leaves."""
    importlib.import_module("nbgrader.api")
    clock = Clock()
    summary = grade_batch(
        course,
        assignment,
        list_submissions(course, ASSIGNMENT),
        settings=Settings(),
        workers=processors(),
        report=clock.tick,
    )
    if summary.kept or summary.needing_review or len(summary.results) != len(submissions):
        raise SystemExit("not every submission was graded: there is nothing to compare")
    return clock


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _work(submission: Submission, assignment: Assignment, answers: AnswerKey) -> Work:
    (file,) = files_of(submission, assignment).values()
    cells = cells_to_run(read_notebook(file, submission.files[file]), assignment)
    exercises = answers.sheet_for(submission.student).exercises
    questions = [question for exercise in exercises for question in exercise.questions]
    return Work(tuple(cell.source for cell in cells), tuple(questions))


def _run(work: Work) -> None:
    """Run the cells in a fresh namespace and make the calls. An error ends the benchmark: nothing may be left undone."""
    namespace: dict[str, Any] = {"__name__": "__main__"}

    def execute(source: str) -> None:
        python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        exec(compile(python, "<cell>", "exec"), namespace)  # noqa: S102  the sample class is ours

    shell = SimpleNamespace(
        run_line_magic=lambda *_: None,
        run_cell_magic=lambda _name, _line, body: execute(body),
        system=lambda _line: None,
    )
    namespace["get_ipython"] = lambda: shell
    with open(os.devnull, "w") as sink, contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        for source in work.cells:
            execute(source)
        for question in work.questions:
            for _ in range(2 if question.twice else 1):
                namespace[question.function](*copy.deepcopy(question.arguments))
    sys.modules["matplotlib.pyplot"].close("all")


def main(name: str, folder: str) -> None:
    """Measure the side called *name* on the course in *folder*."""
    side = {"key": key, "bare": bare, "batch": batch}[name]
    course = find_course(Path(folder))
    assignment = load_assignment(course, ASSIGNMENT)
    submissions = read_submissions(course, ASSIGNMENT)
    clock = side(course, assignment, submissions)
    print(json.dumps({"seconds": clock.read(), "first": clock.first}))


if __name__ == "__main__":
    main(*sys.argv[1:])
