"""Many submissions -> results as they come, over any `concurrent.futures.Executor`.

This process is the only one that writes. Workers run student code, each behind a nursery of its own, and know neither
the course folder nor the gradebook. A result is on disk before it is reported; result.json is written last and stands
for all the rest, so that a batch that was killed goes on where it stopped.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey, empty_answer_key
from autograder.claims import remove_drafts
from autograder.classpage import outline
from autograder.course import Course, HandedIn
from autograder.engine import Engine, ProcessPool, grade_all
from autograder.errors import AssignmentError, CourseError
from autograder.files import check_writable
from autograder.gradebook import clear_solutions, open_gradebook, read_given
from autograder.grading import grade, grade_by_test_cells, provenance_of
from autograder.journal import Memory, notes_folder, open_journal, read_memory, slowest_first, write_memory
from autograder.keystore import load_answer_key
from autograder.layouts import Layouts
from autograder.marking import Policy
from autograder.model import (
    Assignment,
    Graded,
    Result,
    Standing,
    Submission,
)
from autograder.notebook import read_notebook
from autograder.phases import Spent, add_up, during, measuring, phase
from autograder.records import RESULT, Records, earlier_folder, has_notebooks, read_all_results, read_result
from autograder.settings import Settings
from autograder.verifying import Audit, verify, verify_test_cells
from autograder.worker import Job, open_greenhouse, open_reference, open_sandbox


@dataclass(frozen=True)
class Profile:
    """Where the time of a batch went."""

    graded: int
    """How many submissions were graded now."""
    workers: Mapping[str, Spent]
    """What the phases of all of them took together, in the processes that grade."""
    batch: Mapping[str, Spent]
    """What the phases of this process took, the only one that writes; *waiting* is for the others."""


@dataclass(frozen=True)
class Summary:
    """How a batch came out."""

    results: tuple[Result, ...]
    """Outlines, by student."""
    kept: int
    """How many of them were there already and still hold."""
    class_page: Path
    grades: Path
    profile: Profile
    layout_problems: tuple[str, ...] = ()
    """What is wrong in the course's own templates: the shipped ones took their place."""

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
    layout_problems: tuple[str, ...] = ()
    """As in `Summary`."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return the students for whom something is still not decided by anybody."""
        return tuple(
            s for s, one in self.standings.items() if any(m.score is None for m in one.marks.values())
        )


def grade_batch(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[HandedIn],
    *,
    settings: Settings,
    workers: int,
    scheduler: str | None = None,
    force: bool = False,
    report: Callable[[Result], None] = lambda _: None,
    watch: Callable[[Sequence[str]], None] = lambda _: None,
    notice: Callable[[str], None] = lambda _: None,
) -> Summary:
    """Grade *submissions* and leave results, pages, grades and gradebook rows in the course.

    Whoever calls this is the only one who writes to the course: see `files.hold`.

    Args:
        course: where everything is written.
        assignment: what was to be done.
        submissions: of different students. Each is read when a worker has a hand free for it.
        settings: of the course.
        workers: how many processes run student code at a time.
        scheduler: address of a Dask scheduler whose workers do it instead.
        force: grade anew also what has a result that still holds.
        report: called with each result, once it is on disk.
        watch: called with the students whose submissions the workers hold, whenever these may be others.
        notice: called with a line on what does not stop the batch but should be known.

    Raises:
        CourseError: something cannot be written, or no room is left; what was reported until then stands.
        IsolationError: student code cannot be sealed here.
    """
    workers_spent: dict[str, Spent] = {}
    with measuring() as spent, ExitStack() as stack:
        _check_course(course, assignment)
        with phase("answer key"):
            greenhouse = stack.enter_context(open_greenhouse(assignment)).address
            key = answer_key(course, assignment, sealed=settings.sealed, greenhouse=greenhouse)
        assignment = key.assignment
        memory = read_memory(course, assignment.name)
        holding = set() if force else {one.student for one in submissions if _holds(course, key, one)}
        waiting = slowest_first([one for one in submissions if one.student not in holding], memory.seconds)
        if waiting:  # else nobody has to be ready to grade
            engine = stack.enter_context(
                open_engine(Job(key, settings), workers, scheduler, greenhouse, waiting, notice)
            )
        gradebook = stack.enter_context(open_gradebook(course, assignment))
        journal = stack.enter_context(open_journal(course, assignment.name, waiting))
        # The answer key is some hundred thousand objects that will not go away: no collection need look at them.
        gc.freeze()
        layouts = Layouts(course.root, notice)
        desk = _Desk(Records(course, assignment, gradebook, settings.how_to_ask, layouts), memory)
        stack.callback(desk.leave_memory)
        for student in sorted(holding):
            report(desk.keep(student))

        def look(students: Sequence[str]) -> None:
            journal.note_in_hand(students)
            watch(students)

        arriving = grade_all(engine, (one.read() for one in waiting), look) if waiting else ()
        for graded in during("waiting", arriving):
            add_up(workers_spent, graded.spent)
            desk.put(graded)
            journal.note_done(graded.result.student)
            report(graded.result)
        with phase("class page"):
            page, grades = desk.write_reports()
    ordered = tuple(desk.results[student] for student in sorted(desk.results))
    profile = Profile(len(waiting), workers_spent, spent)
    return Summary(ordered, len(holding), page, grades, profile, tuple(layouts.problems))


class _Desk:
    """Where results are put down: on disk at once; of each an outline and a receipt is kept.

    Args:
        records: what writes.
        memory: of earlier batches; is brought up to date.
    """

    def __init__(self, records: Records, memory: Memory) -> None:
        self.records = records
        self.memory = memory
        self.results: dict[str, Result] = {}
        """Outlines, by student."""
        self._prints = records.gradebook.read_prints()
        self._renewed: dict[str, Standing] = {}
        """How those stand whose rows and pages were made now, when these were made."""

    def keep(self, student: str) -> Result:
        """Return the result of *student* that is on disk; rows and page are made anew where they need to be."""
        result = read_result(self.records.course, self.records.assignment.name, student)
        if result is None:
            raise CourseError(f"the result of {student} was removed just now: give the same command again")
        receipt = self._receipt(student)
        if receipt is None or receipt != self.memory.receipts.get(student):
            self._renewed[student] = self.records.renew(result)
        self.results[student] = outline(result)
        return result

    def put(self, graded: Graded) -> None:
        """Write what was graded."""
        student = graded.result.student
        self._renewed[student] = self.records.write(graded)
        self.results[student] = outline(graded.result)
        if graded.seconds is not None:
            self.memory.seconds[student] = graded.seconds

    def write_reports(self) -> tuple[Path, Path]:
        """Write the class's reports, unless nothing has changed, and return where they are."""
        # First the prints: who is entered a mark in between gets no receipt, and so a new page the next time.
        self._prints = self.records.gradebook.read_prints()
        receipt = self._reports_receipt()
        if self._renewed or receipt is None or receipt != self.memory.reports:
            standings = self.records.gradebook.read_standings()
            self.records.write_reports(self.results, standings)
            for student, standing in self._renewed.items():
                receipt = self._receipt(student) if standings.get(student) == standing else None
                if receipt is not None:
                    self.memory.receipts[student] = receipt
                else:
                    self.memory.receipts.pop(student, None)
            self._renewed.clear()
            self.memory.reports = self._reports_receipt() or ""
        return self.records.reports

    def leave_memory(self) -> None:
        """Leave for the next batch what is known now. Where it cannot be written, the next one does without."""
        # Where the end was not reached, nobody has compared their pages with their rows.
        for student in self._renewed:
            self.memory.receipts.pop(student, None)
        with suppress(CourseError):
            write_memory(self.records.course, self.records.assignment.name, self.memory)

    def _receipt(self, student: str) -> str | None:
        """Return a text for rows and page as they are; None when they are to be made anew every time."""
        rows = self._prints.get(student)
        return None if rows is None or rows.late else self.records.receipt(student, rows)

    def _reports_receipt(self) -> str | None:
        return self.records.reports_receipt(self._prints)


def renew_feedback(
    course: Course,
    assignment: Assignment,
    settings: Settings,
    notice: Callable[[str], None] = lambda _: None,
) -> Renewed:
    """Make pages and reports anew from results and gradebook, where marks by hand may have come in; ask nothing.

    *notice* is called as in `grade_batch`.

    Raises:
        CourseError: nobody is graded yet, or something cannot be written.
    """
    _check_course(course, assignment)
    results = {result.student: result for result in read_all_results(course, assignment.name)}
    if not results:
        where = course.folder("autograded", assignment.name, "*")
        raise CourseError(
            f"nobody is graded yet: nothing matches {where}/{RESULT}; run autograde batch first"
        )
    with open_gradebook(course, assignment) as gradebook:
        records = Records(course, assignment, gradebook, settings.how_to_ask, Layouts(course.root, notice))
        standings = {student: records.renew(result) for student, result in results.items()}
        records.write_reports(results)
    page, grades = records.reports
    return Renewed(results, standings, page, grades, tuple(records.layouts.problems))


def grade_one(
    course: Course, assignment: Assignment, submission: Submission, *, settings: Settings
) -> Result:
    """Grade one submission and write nothing to the course. Raises InternalError when our side fails."""
    sealed, limits, share = settings.sealed, settings.limits, settings.follow_through_share
    with open_greenhouse(assignment) as greenhouse:
        address = greenhouse.address
        key = answer_key(course, assignment, keep=False, sealed=sealed, greenhouse=address)
        with open_sandbox(assignment, limits, sealed=sealed, greenhouse=address) as sandbox:
            if assignment.own_cells:
                return grade_by_test_cells(submission, key, sandbox, settings.policy).result
            with open_reference(key, limits, sealed=sealed, greenhouse=address) as reference:
                return grade(submission, key, sandbox, reference, share).result


def answer_key(
    course: Course, assignment: Assignment, *, keep: bool = True, sealed: bool = True, greenhouse: str = ""
) -> AnswerKey:
    """Return the answer key, from the last run if it still holds. Raises AssignmentError.

    That of an assignment without questions is empty; its assignment has the cells that were given out.
    """
    if assignment.own_cells:
        assignment, _, _ = read_given(course, assignment)
        with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed, greenhouse=greenhouse) as sandbox:
            return empty_answer_key(assignment, sandbox)
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS, sealed=sealed, greenhouse=greenhouse) as sandbox:
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


def open_engine(
    job: Job,
    workers: int,
    scheduler: str | None,
    greenhouse: str,
    waiting: Sequence[HandedIn],
    notice: Callable[[str], None],
) -> Engine:
    """Return what grades *waiting*: processes here, or the workers of a *scheduler*. Raises CourseError."""
    if not scheduler:
        return ProcessPool(job, min(workers, len(waiting)), greenhouse)
    try:
        from autograder.cluster import Cluster
    except ModuleNotFoundError as missing:
        raise CourseError(f"--scheduler needs {missing.name}: pip install 'autograder[dask]'") from missing
    return Cluster(job, scheduler, notice)


def _holds(course: Course, key: AnswerKey, handed_in: HandedIn) -> bool:
    """Tell whether grading again would only repeat what is on disk."""
    result = read_result(course, handed_in.assignment, handed_in.student)
    return is_current(result, handed_in, key) and has_notebooks(course, key.assignment, handed_in.student)


def is_current(result: Result | None, handed_in: HandedIn, key: AnswerKey) -> bool:
    """Tell whether grading what was *handed_in* again would only repeat *result*."""
    # What a person must look at may have been our own failure, so it gets another chance.
    return (
        result is not None
        and not result.needs_review
        and result.provenance == provenance_of(handed_in.read(), key)
    )


def _check_course(course: Course, assignment: Assignment) -> None:
    """Remove what a killed command had not finished; raise CourseError if something cannot be written."""
    places = [
        *(course.root, course.state, course.state / "keys", course.folder("source", assignment.name)),
        *(course.reports(assignment.name), *_folders(course, "autograded", assignment.name)),
        *_folders(course, "feedback", assignment.name),
        *earlier_folder(course, assignment.name).glob("*"),
        notes_folder(course, assignment.name),
    ]
    for place in places:
        remove_drafts(place)
    for folder in (course.root, course.state, course.reports(assignment.name)):
        if folder.exists():
            check_writable(folder)


def _folders(course: Course, step: str, assignment: str) -> Iterator[Path]:
    """Return the folders of all students in one of nbgrader's steps."""
    return course.root.glob(str(course.folder(step, assignment, "*").relative_to(course.root)))
