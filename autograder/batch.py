"""Many submissions -> results as they come, over any `concurrent.futures.Executor`.

This process is the only one that writes. Workers run student code, each behind a nursery of its own, and know neither
the course folder nor the gradebook. A result is on disk before it is reported; result.json is written last and stands
for all the rest, so that a batch that was killed goes on where it stopped.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey
from autograder.course import Course
from autograder.engine import ProcessPool, grade_all
from autograder.errors import AssignmentError
from autograder.files import check_writable, write_file
from autograder.gradebook import GradebookWriter, clear_solutions, open_gradebook, write_autograded
from autograder.grading import grade, provenance_of
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
from autograder.settings import Settings
from autograder.verifying import Audit, verify
from autograder.worker import Job, open_reference, open_sandbox


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
    pool = ProcessPool(Job(key, settings), max(1, min(workers, len(waiting))))
    with pool, open_gradebook(course, assignment) as gradebook:
        for result in known.values():
            gradebook.write(result)
            report(result)
        for each in grade_all(pool, waiting):
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
