"""Many submissions -> results as they come, over any `concurrent.futures.Executor`.

This process is the only one that writes. Workers run student code, each behind a nursery of its own, and know neither
the course folder nor the gradebook. A result is on disk before it is reported; result.json is written last and stands
for all the rest, so that a batch that was killed goes on where it stopped.
"""

from __future__ import annotations

import ast
import ctypes
import multiprocessing.util
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey
from autograder.course import Course
from autograder.errors import AssignmentError
from autograder.files import check_writable, write_file
from autograder.following import Reference
from autograder.gradebook import GradebookWriter, clear_solutions, open_gradebook, write_autograded
from autograder.grading import grade, provenance_of, ungraded_result
from autograder.keystore import load_answer_key
from autograder.model import (
    Assignment,
    Graded,
    Result,
    Submission,
    result_from_json,
    result_to_json,
)
from autograder.notebook import read_notebook
from autograder.report import grades_csv, render_class, render_feedback
from autograder.sandbox import Limits, Sandbox
from autograder.settings import Settings
from autograder.verifying import Audit, verify

IN_FLIGHT = 3
"""Submissions per worker that are handed out at a time: enough to keep it busy, few enough to keep memory flat."""


@dataclass(frozen=True)
class Summary:
    """How a batch came out."""

    results: tuple[Result, ...]
    """By student."""
    kept: int
    """How many of them were there already and still hold."""
    class_page: Path
    grades: Path

    @property
    def needing_review(self) -> tuple[Result, ...]:
        """Return the results at which a person must look."""
        return tuple(result for result in self.results if result.needs_review)


def grade_batch(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    *,
    settings: Settings,
    workers: int,
    force: bool = False,
    report: Callable[[Result], None] = lambda _: None,
) -> Summary:
    """Grade *submissions* and leave results, pages, grades and gradebook rows in the course.

    Args:
        course: where everything is written.
        assignment: what was to be done.
        submissions: of different students.
        settings: of the course.
        workers: how many processes run student code at a time.
        force: grade anew also what has a result that still holds.
        report: called with each result, once it is on disk.

    Raises:
        CourseError: something cannot be written; what was reported until then stands.
        IsolationError: student code cannot be sealed here.
    """
    check_writable(course.root)
    key = answer_key(course, assignment)
    known = {} if force else _results_that_hold(course, key, submissions)
    waiting = [submission for submission in submissions if submission.student not in known]
    results = dict(known)
    with _Grading(key, settings, waiting, workers) as graded, open_gradebook(course, assignment) as gradebook:
        for result in known.values():
            gradebook.write(result)
            report(result)
        for each in graded:
            _write(course, assignment, gradebook, each)
            results[each.result.student] = each.result
            report(each.result)
    ordered = tuple(results[student] for student in sorted(results))
    page, grades = _write_reports(course, assignment, _with_others(course, assignment, results))
    return Summary(ordered, len(known), page, grades)


def grade_one(
    course: Course, assignment: Assignment, submission: Submission, *, settings: Settings
) -> Result:
    """Grade one submission and write nothing to the course. Raises InternalError when our side fails."""
    key = answer_key(course, assignment, keep=False)
    limits, share = settings.limits, settings.follow_through_share
    with open_sandbox(assignment, limits) as sandbox, open_reference(key, limits) as reference:
        return grade(submission, key, sandbox, reference, share).result


def answer_key(course: Course, assignment: Assignment, *, keep: bool = True) -> AnswerKey:
    """Return the answer key, from the last run if it still holds. Raises AssignmentError."""
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS) as sandbox:
        return load_answer_key(assignment, sandbox, course.state / "keys", keep=keep)


def open_sandbox(assignment: Assignment, limits: Limits) -> Sandbox:
    """Return a nursery that has ready what the assignment's own notebooks import."""
    return Sandbox(limits, preload=_imported_libraries(assignment))


def audit(course: Course, assignment: Assignment) -> Audit:
    """Audit *assignment*; a fault that keeps its answer key from being compiled is the only one then."""
    source = course.folder("source", assignment.name)
    stub = {
        name: read_notebook(name, clear_solutions((source / f"{name}.ipynb").read_bytes())).cells
        for name in assignment.notebooks
    }
    try:
        key = answer_key(course, assignment)
    except AssignmentError as fault:
        return Audit(assignment.name, (), (str(fault),))
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS) as sandbox:
        return verify(key, sandbox, stub)


def open_reference(key: AnswerKey, limits: Limits) -> Reference:
    """Return the reference as an oracle. Its cells are the author's, but what it is asked is a student's."""
    mixed = replace(LIMITS_FOR_AUTHORS, question_cpu_seconds=limits.question_cpu_seconds)
    return Reference(key, partial(open_sandbox, key.assignment, mixed))


# ---------------------------------------------------------------- running


class _Grading:
    """Grade submissions in worker processes. Begins at once; iterate over it for what comes back, in any order.

    A worker that dies takes the pool with it. What was in its hands is graded again, each submission alone, so that
    only the one that kills workers is left *ungraded*.
    """

    def __init__(
        self, key: AnswerKey, settings: Settings, submissions: Sequence[Submission], workers: int
    ) -> None:
        self.key = key
        self.settings = settings
        self.waiting = list(reversed(submissions))
        self.in_flight: dict[Future[Graded], Submission] = {}
        self.suspects: list[Submission] = []
        self.workers = max(1, min(workers, len(submissions)))
        self.pool = self._start_pool(self.workers)
        self._fill()

    def __iter__(self) -> Iterator[Graded]:
        while self.in_flight:
            done, _ = wait(self.in_flight, return_when=FIRST_COMPLETED)
            for future in done:
                submission = self.in_flight.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    self.suspects.append(submission)
            self._fill()
        for submission in self.suspects:
            yield self._grade_alone(submission)

    def _fill(self) -> None:
        while self.waiting and len(self.in_flight) < IN_FLIGHT * self.workers:
            try:
                future = self.pool.submit(_grade_in_worker, self.waiting[-1])
            except BrokenProcessPool:
                self.pool.shutdown()
                self.pool = self._start_pool(self.workers)
            else:
                self.in_flight[future] = self.waiting.pop()

    def _grade_alone(self, submission: Submission) -> Graded:
        with self._start_pool(1) as pool:
            try:
                return pool.submit(_grade_in_worker, submission).result()
            except BrokenProcessPool:
                return ungraded_result(submission, self.key, "the grader's own worker process died of it")

    def _start_pool(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a worker has nothing in memory but what it is given.
        spawn = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(
            workers, spawn, initializer=_start_worker, initargs=(self.key, self.settings)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for worker in multiprocessing.active_children():
                worker.kill()  # whoever presses Ctrl-C does not wait for an endless loop; the nurseries follow
        self.pool.shutdown(cancel_futures=True)


class _Worker:
    """What a worker process keeps from one submission to the next. There is one per process."""

    key: AnswerKey
    settings: Settings
    reference: Reference
    sandbox: Sandbox | None = None


def _start_worker(key: AnswerKey, settings: Settings) -> None:
    """Prepare a worker. Ctrl-C is for the batch to handle; when the batch is gone there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    _Worker.key, _Worker.settings = key, settings
    _Worker.reference = open_reference(key, settings.limits)
    multiprocessing.util.Finalize(None, _close_worker, exitpriority=10)


def _close_worker() -> None:
    """End the nurseries and remove their folders, when the worker ends by itself."""
    _Worker.reference.close()
    if _Worker.sandbox is not None:
        _Worker.sandbox.close()
        _Worker.sandbox = None


def _grade_in_worker(submission: Submission) -> Graded:
    """Grade one submission; when the nursery fails, once more with a new one."""
    settings = _Worker.settings
    for _ in range(2):
        if _Worker.sandbox is None:
            _Worker.sandbox = open_sandbox(_Worker.key.assignment, settings.limits)
        try:
            share = settings.follow_through_share
            return grade(submission, _Worker.key, _Worker.sandbox, _Worker.reference, share)
        except Exception as failure:  # noqa: BLE001  whatever it is, it must not cost the others their result
            problem = f"the grader itself failed: {type(failure).__name__}: {failure}"
            _close_worker()
    return ungraded_result(submission, _Worker.key, problem)


def _imported_libraries(assignment: Assignment) -> tuple[str, ...]:
    """Return the top-level names of the modules that the assignment's own cells import."""
    names: set[str] = set()
    for cells in assignment.reference.values():
        for cell in cells:
            names |= _imports(cell.source) if cell.is_code else set()
    return tuple(sorted(names))


def _imports(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a magic, say
        return set()
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {module.partition(".")[0] for module in modules}


# ---------------------------------------------------------------- writing


def _results_that_hold(
    course: Course, key: AnswerKey, submissions: Sequence[Submission]
) -> dict[str, Result]:
    """Return, by student, the results on disk that grading again would only repeat."""
    found = {}
    for submission in submissions:
        path = _result_path(course, submission.assignment, submission.student)
        try:
            result = result_from_json(path.read_text(encoding="utf-8"))
        except (OSError, ValueError, KeyError, TypeError):  # none, or none that we can read: grade
            continue
        # What a person must look at may have been our own failure, so it gets another chance.
        if not result.needs_review and result.provenance == provenance_of(submission, key):
            found[submission.student] = result
    return found


def _write(course: Course, assignment: Assignment, gradebook: GradebookWriter, graded: Graded) -> None:
    """Write all that one result leaves; result.json last, because it stands for the rest."""
    result = graded.result
    notebooks = {f"{name}.ipynb": content for name, content in graded.executed.items()}
    write_autograded(course, result.student, assignment.name, notebooks)
    page = render_feedback(result, assignment).encode()
    for notebook in assignment.notebooks:
        write_file(_feedback_path(course, assignment.name, result.student, notebook), page)
    gradebook.write(result)
    write_file(_result_path(course, assignment.name, result.student), result_to_json(result).encode())


def _with_others(course: Course, assignment: Assignment, results: Mapping[str, Result]) -> list[Result]:
    """Return *results* and those of students who were not graded now, so that the reports show the whole class."""
    everybody = dict(results)
    for path in course.root.glob(str(_result_path(course, assignment.name, "*").relative_to(course.root))):
        with suppress(OSError, ValueError, KeyError, TypeError):
            other = result_from_json(path.read_text(encoding="utf-8"))
            everybody.setdefault(other.student, other)
    return [everybody[student] for student in sorted(everybody)]


def _write_reports(course: Course, assignment: Assignment, results: Sequence[Result]) -> tuple[Path, Path]:
    folder = course.reports(assignment.name)
    links = {
        result.student: os.path.relpath(
            _feedback_path(course, assignment.name, result.student, assignment.notebooks[0]), folder
        )
        for result in results
    }
    page, grades = folder / "index.html", folder / "grades.csv"
    write_file(page, render_class(results, assignment, links).encode())
    write_file(grades, grades_csv(results, assignment).encode())
    return page, grades


def _result_path(course: Course, assignment: str, student: str) -> Path:
    return course.folder("autograded", assignment, student) / "result.json"


def _feedback_path(course: Course, assignment: str, student: str, notebook: str) -> Path:
    return course.folder("feedback", assignment, student) / f"{notebook}.html"
