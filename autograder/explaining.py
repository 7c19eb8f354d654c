"""One verdict reproduced: the same submission is graded again, live, and every step of one exercise is kept.

The whole submission is asked, in the same order and with the same variants of hidden questions, because what a
function answers may depend on what was asked before. Nothing is written. What comes out is for those who grade: it
holds hidden questions and right answers.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import partial

from autograder.answerkey import AnswerKey
from autograder.batch import answer_key
from autograder.changes import Why, compare_results
from autograder.course import Course
from autograder.diagnosing import agreements
from autograder.errors import CourseError, InternalError
from autograder.grading import Steps, Worked, grade_by_test_cells, work_through
from autograder.model import (
    Assignment,
    ExerciseResult,
    Misconception,
    Result,
    Submission,
    result_from_json,
    result_to_json,
)
from autograder.page import Place, place_of
from autograder.records import read_result
from autograder.settings import Settings
from autograder.worker import also_imported, open_greenhouse, open_reference, open_sandbox


@dataclass(frozen=True)
class Tried:
    """A known mistake, held against what the student answered."""

    misconception: Misconception
    agrees: tuple[bool, ...]
    """Of each question, in order, whether both answered alike."""


@dataclass(frozen=True)
class Explanation:
    """How one exercise of one submission came out when it was graded again, and whether the stored result says so."""

    student: str
    assignment: str
    problem: str
    """Why the submission as a whole could not be read; else empty."""
    now: ExerciseResult
    steps: Steps | None
    """None where nothing could be asked, or the assignment's own test cells grade it."""
    drawn: frozenset[int]
    """The numbers of the questions, from 1, that other students get with other arguments."""
    tried: tuple[Tried, ...]
    """The misconceptions of the exercise, in the author's order."""
    share: Decimal
    """How much of what follow-through earns is given, 0 to 1."""
    stored: ExerciseResult | None
    """What the result on disk says; None where it says nothing of this exercise."""
    differing: tuple[str, ...]
    """The names of what is not as in *stored*: *verdict*, *questions*, ..."""
    why: frozenset[Why]
    """What is not as it was when *stored* was made."""
    by_chance: bool
    """Graded a third time, it came out otherwise again. Only tried where it differs for no other reason."""


def explain(
    course: Course, assignment: Assignment, submission: Submission, exercise: str, settings: Settings
) -> Explanation:
    """Grade *submission* again and return how *exercise* came to its points.

    Raises:
        CourseError: there is no such exercise, or student code cannot be sealed here.
        InternalError: our own side failed.
    """
    place = find_exercise(assignment, exercise)
    stored_result = read_result(course, assignment.name, submission.student)
    stored = None if stored_result is None else _find(stored_result, place)
    with open_greenhouse(assignment) as greenhouse:
        address = greenhouse.address
        key = answer_key(course, assignment, keep=False, sealed=settings.sealed, greenhouse=address)
        work_through_again = partial(_work_through, submission, key, settings, address)
        worked = work_through_again()
        result = _as_on_disk(worked)
        now = _find(result, place)
        if now is None:
            raise InternalError(f"grading {submission.student} again left no result of {exercise}")
        differing = _name_differences(stored, now) if stored else ()
        why = compare_results(stored_result, result).why if stored_result else frozenset()
        by_chance = False
        if differing and not why:
            third = _find(_as_on_disk(work_through_again()), place)
            by_chance = third is None or bool(_name_differences(now, third))
    steps = worked.steps.get((now.notebook, now.name))
    return Explanation(
        submission.student,
        assignment.name,
        problem=result.problem or "",
        now=now,
        steps=steps,
        drawn=_find_drawn(assignment, place),
        tried=_try_misconceptions(steps, key, submission.student),
        share=settings.follow_through_share,
        stored=stored,
        differing=differing,
        why=why,
        by_chance=by_chance,
    )


def find_exercise(assignment: Assignment, name: str) -> Place:
    """Return the place of the exercise *name*, or *notebook/name* where two notebooks have one of that name.

    Raises CourseError, with the names that there are, unless there is exactly one that the program grades.
    """
    places = [place_of(e) for e in assignment.exercises]
    names = Counter(exercise for _, exercise in places)
    known = {e if names[e] == 1 else f"{notebook}/{e}": (notebook, e) for notebook, e in places}
    known |= {f"{notebook}/{e}": (notebook, e) for notebook, e in places if f"{notebook}/{e}" == name}
    if name in known:
        return known[name]
    if name in [e.name for e in assignment.manual]:
        raise CourseError(f"{name} is graded by a person: there is nothing to ask again")
    close = difflib.get_close_matches(name, known, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise CourseError(f"no exercise {name} in {assignment.name}.{meant} There is: {', '.join(known)}")


def _work_through(submission: Submission, key: AnswerKey, settings: Settings, greenhouse: str) -> Worked:
    """Grade as a worker does, with the libraries ready that the submission imports."""
    assignment, limits, sealed = key.assignment, settings.limits, settings.sealed
    also = also_imported(submission)
    with open_sandbox(assignment, limits, also, sealed=sealed, greenhouse=greenhouse) as sandbox:
        if assignment.own_cells:
            return Worked(grade_by_test_cells(submission, key, sandbox, settings.policy), {})
        with open_reference(key, limits, sealed=sealed, greenhouse=greenhouse) as reference:
            return work_through(submission, key, sandbox, reference, settings.follow_through_share)


def _find_drawn(assignment: Assignment, place: Place) -> frozenset[int]:
    (exercise,) = (e for e in assignment.exercises if place_of(e) == place)
    return frozenset(place for place, question in enumerate(exercise.questions, 1) if question.variants)


def _find(result: Result, place: Place) -> ExerciseResult | None:
    return next((e for e in result.automatic if place_of(e) == place), None)


def _name_differences(stored: ExerciseResult, now: ExerciseResult) -> tuple[str, ...]:
    """Return the fields in which two results differ; what an older program did not know yet is no difference."""
    names = (f.name for f in fields(ExerciseResult) if f.name != "grounds")
    return tuple(name for name in names if getattr(stored, name) != getattr(now, name))


def _as_on_disk(worked: Worked) -> Result:
    return result_from_json(result_to_json(worked.graded.result))


def _try_misconceptions(steps: Steps | None, key: AnswerKey, student: str) -> tuple[Tried, ...]:
    if steps is None:
        return ()
    scoring = steps.scoring
    versions = key.sheet_for(student).wrong_versions[scoring.exercise.name]
    return tuple(Tried(v.misconception, tuple(agreements(scoring.judged, v))) for v in versions)
