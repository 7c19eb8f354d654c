"""Many submissions -> results as they come, over any `concurrent.futures.Executor`.

This process is the only one that writes. Workers run student code, each behind a nursery of its own, and know neither
the course folder nor the gradebook. A result is on disk before it is reported; result.json is written last and stands
for all the rest, so that a batch that was killed goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey, empty_answer_key
from autograder.claims import remove_drafts
from autograder.course import Course
from autograder.engine import Engine, ProcessPool, grade_all
from autograder.errors import AssignmentError, CourseError
from autograder.files import check_writable
from autograder.gradebook import clear_solutions, open_gradebook, read_given
from autograder.grading import grade, grade_by_test_cells, provenance_of
from autograder.keystore import load_answer_key
from autograder.marking import Policy
from autograder.model import (
    Assignment,
    Result,
    Standing,
    Submission,
)
from autograder.notebook import read_notebook
from autograder.records import RESULT, Records, earlier_folder, has_notebooks, read_results
from autograder.settings import Settings
from autograder.verifying import Audit, verify, verify_test_cells
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


@dataclass(frozen=True)
class Renewed:
    """What was made anew from results and gradebook."""

    results: Mapping[str, Result]
    standings: Mapping[str, Standing]
    """Both by student."""
    class_page: Path
    grades: Path

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return the students for whom something is still not decided by anybody."""
        return tuple(
            s for s, one in self.standings.items() if any(m.score is None for m in one.marks.values())
        )


def grade_batch(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[Submission],
    *,
    settings: Settings,
    workers: int,
    scheduler: str | None = None,
    force: bool = False,
    report: Callable[[Result], None] = lambda _: None,
    notice: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Grade *submissions* and leave results, pages, grades and gradebook rows in the course.

    Whoever calls this is the only one who writes to the course: see `files.hold`.

    Args:
        course: where everything is written.
        assignment: what was to be done.
        submissions: of different students.
        settings: of the course.
        workers: how many processes run student code at a time.
        scheduler: address of a Dask scheduler whose workers do it instead.
        force: grade anew also what has a result that still holds.
        report: called with each result, once it is on disk.
        notice: called with a line on what does not stop the batch but should be known.

    Raises:
        CourseError: something cannot be written, or no room is left; what was reported until then stands.
        IsolationError: student code cannot be sealed here.
    """
    _check_course(course, assignment)
    key = answer_key(course, assignment, sealed=settings.sealed)
    assignment = key.assignment
    known = {} if force else _results_that_hold(course, assignment, key, submissions)
    waiting = [submission for submission in submissions if submission.student not in known]
    results = dict(known)
    job = Job(key, settings)
    engine = (
        _open_cluster(job, scheduler, notice)
        if scheduler
        else ProcessPool(job, min(workers, len(waiting)) or 1)
    )
    with engine, open_gradebook(course, assignment) as gradebook:
        records = Records(course, assignment, gradebook, settings.how_to_ask)
        for result in known.values():
            records.renew(result)
            report(result)
        for each in grade_all(engine, waiting):
            records.write(each)
            results[each.result.student] = each.result
            report(each.result)
        page, grades = records.write_reports(results)
    ordered = tuple(results[student] for student in sorted(results))
    return Summary(ordered, len(known), page, grades)


def renew_feedback(course: Course, assignment: Assignment, settings: Settings) -> Renewed:
    """Make pages and reports anew from results and gradebook, where marks by hand may have come in; ask nothing.

    Raises:
        CourseError: nobody is graded yet, or something cannot be written.
    """
    _check_course(course, assignment)
    results = read_results(course, assignment)
    if not results:
        where = course.folder("autograded", assignment.name, "*")
        raise CourseError(
            f"nobody is graded yet: nothing matches {where}/{RESULT}; run autograde batch first"
        )
    with open_gradebook(course, assignment) as gradebook:
        records = Records(course, assignment, gradebook, settings.how_to_ask)
        standings = {student: records.renew(result) for student, result in results.items()}
        page, grades = records.write_reports(results)
    return Renewed(results, standings, page, grades)


def grade_one(
    course: Course, assignment: Assignment, submission: Submission, *, settings: Settings
) -> Result:
    """Grade one submission and write nothing to the course. Raises InternalError when our side fails."""
    sealed, limits, share = settings.sealed, settings.limits, settings.follow_through_share
    key = answer_key(course, assignment, keep=False, sealed=sealed)
    if assignment.own_cells:
        with open_sandbox(assignment, limits, sealed=sealed) as sandbox:
            return grade_by_test_cells(submission, key, sandbox, settings.policy).result
    with (
        open_sandbox(assignment, limits, sealed=sealed) as sandbox,
        open_reference(key, limits, sealed=sealed) as reference,
    ):
        return grade(submission, key, sandbox, reference, share).result


def answer_key(
    course: Course, assignment: Assignment, *, keep: bool = True, sealed: bool = True
) -> AnswerKey:
    """Return the answer key, from the last run if it still holds. Raises AssignmentError.

    That of an assignment without questions is empty; its assignment has the cells that were given out.
    """
    if assignment.own_cells:
        assignment, _, _ = read_given(course, assignment)
        with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed) as sandbox:
            return empty_answer_key(assignment, sandbox)
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed) as sandbox:
        return load_answer_key(assignment, sandbox, course.state / "keys", keep=keep)


def audit(
    course: Course, assignment: Assignment, policy: Policy = Policy.FAIR, *, sealed: bool = True
) -> Audit:
    """Audit *assignment*; a fault that keeps its answer key from being compiled is the only one then."""
    if assignment.own_cells:
        return _audit_test_cells(course, assignment, policy, sealed=sealed)
    source = course.folder("source", assignment.name)
    stub = {
        name: read_notebook(name, clear_solutions((source / f"{name}.ipynb").read_bytes())).cells
        for name in assignment.notebooks
    }
    try:
        key = answer_key(course, assignment, sealed=sealed)
    except AssignmentError as fault:
        return Audit(assignment.name, (), (str(fault),))
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed) as sandbox:
        return verify(key, sandbox, stub)


def _audit_test_cells(course: Course, assignment: Assignment, policy: Policy, *, sealed: bool) -> Audit:
    """Grade the solution and the untouched notebook as if students had handed them in."""
    assignment, solved, untouched = read_given(course, assignment)
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed) as sandbox:
        key = empty_answer_key(assignment, sandbox)

        def result_of(notebooks: Mapping[str, bytes]) -> Result:
            files = {f"{name}.ipynb": content for name, content in notebooks.items()}
            return grade_by_test_cells(Submission("", assignment.name, files), key, sandbox, policy).result

        return verify_test_cells(result_of(solved), result_of(untouched))


def _open_cluster(job: Job, scheduler: str, notice: Callable[[str], None]) -> Engine:
    try:
        from autograder.cluster import Cluster
    except ModuleNotFoundError as missing:
        raise CourseError(f"--scheduler needs {missing.name}: pip install 'autograder[dask]'") from missing
    return Cluster(job, scheduler, notice)


def _results_that_hold(
    course: Course, assignment: Assignment, key: AnswerKey, submissions: Sequence[Submission]
) -> dict[str, Result]:
    """Return, by student, the results on disk that grading again would only repeat."""
    known = read_results(course, assignment, [submission.student for submission in submissions])
    # What a person must look at may have been our own failure, so it gets another chance.
    return {
        submission.student: result
        for submission in submissions
        if (result := known.get(submission.student)) is not None
        and not result.needs_review
        and result.provenance == provenance_of(submission, key)
        and has_notebooks(course, assignment, submission.student)
    }


def _check_course(course: Course, assignment: Assignment) -> None:
    """Remove what a killed command had not finished; raise CourseError if something cannot be written."""
    places = [
        *(course.root, course.state, course.state / "keys", course.folder("source", assignment.name)),
        *(course.reports(assignment.name), *_folders(course, "autograded", assignment.name)),
        *_folders(course, "feedback", assignment.name),
        *earlier_folder(course, assignment.name).glob("*"),
    ]
    for place in places:
        remove_drafts(place)
    for folder in (course.root, course.state, course.reports(assignment.name)):
        if folder.exists():
            check_writable(folder)


def _folders(course: Course, step: str, assignment: str) -> Iterator[Path]:
    """Return the folders of all students in one of nbgrader's steps."""
    return course.root.glob(str(course.folder(step, assignment, "*").relative_to(course.root)))
