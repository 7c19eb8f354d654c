"""How far the grading of an assignment has come, for whom, and why not: read from what is on disk, nothing is written.

While a batch is at work its journal says who is in hand. All else is told by submissions and results, so that it is as
true after a batch that was killed, and for an assignment that was never graded.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from autograder import __version__
from autograder.classpage import reasons_for_review
from autograder.course import (
    Course,
    HandedIn,
    assignment_digest,
    check_known,
    list_submissions,
    students_who_submitted,
)
from autograder.files import read_holder
from autograder.journal import Progress, read_progress
from autograder.records import read_result


class Stage(StrEnum):
    """How far one submission has come."""

    DONE = "done"
    IN_HAND = "in hand"
    WAITING = "waiting"
    FAILED = "failed"
    REVIEW = "needs a person"


@dataclass(frozen=True)
class Standpoint:
    """Where one submission is."""

    stage: Stage
    why: str = ""


@dataclass(frozen=True)
class Status:
    """How far one assignment has come."""

    assignment: str
    at_work: str
    """Which command grades it just now; empty when none does."""
    students: Mapping[str, Standpoint]
    """Of everybody who handed in, sorted."""

    @property
    def counts(self) -> dict[Stage, int]:
        """Return how many are at each stage."""
        counted = Counter(each.stage for each in self.students.values())
        return {stage: counted[stage] for stage in Stage}

    @property
    def needs_a_person(self) -> bool:
        """Tell whether somebody must look at a submission."""
        return any(each.stage in (Stage.FAILED, Stage.REVIEW) for each in self.students.values())


def read_status(course: Course, assignment: str) -> Status:
    """Return how far *assignment* has come. No code of anybody is run, not even the author's.

    Raises:
        CourseError: there is no such assignment, or the submissions cannot be listed.
    """
    check_known(course, assignment)
    progress = read_progress(course, assignment)
    found = list_submissions(course, assignment) if students_who_submitted(course, assignment) else ()
    digest = assignment_digest(course, assignment)
    students = {one.student: _look_at(course, one, digest, progress) for one in found}
    return Status(assignment, "" if progress is None else read_holder(course.lock), students)


def look_at_student(course: Course, assignment: str, student: str) -> str:
    """Say why the result of *student* is not what grading now would make, or that it needs a person; empty: neither."""
    if student not in students_who_submitted(course, assignment):
        return "there is no submission to this result any more"
    (handed_in,) = list_submissions(course, assignment, [student])
    digest, progress = assignment_digest(course, assignment), read_progress(course, assignment)
    standpoint = _look_at(course, handed_in, digest, progress)
    return "" if standpoint.stage is Stage.DONE else f"{standpoint.stage}: {standpoint.why}"


def _look_at(
    course: Course, handed_in: HandedIn, digest: str | None, progress: Progress | None
) -> Standpoint:
    student = handed_in.student
    if progress is not None and student in progress.in_hand:
        return Standpoint(Stage.IN_HAND, f"for {max(0.0, time.time() - progress.in_hand[student]):.0f} s")
    if progress is not None and student in progress.waiting:
        return Standpoint(Stage.WAITING, "its turn comes")
    result = read_result(course, handed_in.assignment, student)
    if result is None:
        return Standpoint(Stage.WAITING, "not graded yet")
    made_from = result.provenance
    if made_from.submission_digest != handed_in.read().digest:
        return Standpoint(Stage.WAITING, "handed in again")
    if digest not in (None, made_from.assignment_digest):
        return Standpoint(Stage.WAITING, "the assignment changed")
    if made_from.autograder != __version__:
        return Standpoint(Stage.WAITING, f"graded by autograder {made_from.autograder}")
    if result.needs_review:
        stage = Stage.FAILED if result.problem else Stage.REVIEW
        return Standpoint(stage, "; ".join(reasons_for_review(result)))
    return Standpoint(Stage.DONE)
