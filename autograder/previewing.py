"""What a batch would change: everybody is graded into a folder beside the course's results, and compared with these.

Results, gradebook, pages and journal stay as they are. What was graded is kept under `.autograder/diff/` as long as it
says something else than the course's own results, so that asking twice does not grade twice.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from autograder.answerkey import AnswerKey
from autograder.batch import answer_key, is_current, open_engine
from autograder.changes import Change, Changes, compare_results
from autograder.claims import remove_drafts
from autograder.classpage import outline
from autograder.course import Course, HandedIn
from autograder.engine import grade_all
from autograder.files import write_file
from autograder.gradebook import read_standings
from autograder.journal import read_memory, slowest_first
from autograder.model import Assignment, Result, Standing, result_from_json, result_to_json
from autograder.records import RESULT, read_result
from autograder.settings import Settings
from autograder.worker import Job, open_greenhouse


@dataclass(frozen=True)
class Difference:
    """What a batch would change for one student."""

    student: str
    changes: Changes
    by_hand: Mapping[tuple[str, str], Decimal]
    """Marks that a person gave, by notebook and exercise, of the exercises that change: these stay."""
    needs_a_person: bool
    """Something could be decided before, and could not be now."""

    @property
    def gained(self) -> Decimal:
        """Return how many points more would count, negative for less; marks by hand and what is unknown aside."""
        return sum((self._counts(change) for change in self.changes.exercises), Decimal(0))

    def _counts(self, change: Change) -> Decimal:
        if (change.notebook, change.name) in self.by_hand:
            return Decimal(0)
        before, after = (e.score if e else None for e in (change.before, change.after))
        return (after or Decimal(0)) - (before or Decimal(0))


@dataclass(frozen=True)
class Preview:
    """What a batch would change."""

    assignment: str
    compared: int
    """How many students have a result and a submission."""
    changed: tuple[Difference, ...]
    """Those who would have another verdict or other points somewhere, by student."""
    reworded: tuple[Difference, ...]
    """Those with the same marks who would read other words about something."""
    not_graded_yet: tuple[str, ...]
    """Who has handed in and has no result: there is nothing to compare with."""
    graded: int
    """How many were graded now."""
    folder: Path | None
    """Where the results lie that a batch would make; None where the course has all of them already."""

    @property
    def needs_a_person(self) -> bool:
        """Tell whether a person would have to look at something that could be decided before."""
        return any(difference.needs_a_person for difference in self.changed)


def preview(
    course: Course,
    assignment: Assignment,
    submissions: Sequence[HandedIn],
    *,
    settings: Settings,
    workers: int,
    scheduler: str | None = None,
    report: Callable[[Result], None] = lambda _: None,
    watch: Callable[[Sequence[str]], None] = lambda _: None,
    notice: Callable[[str], None] = lambda _: None,
) -> Preview:
    """Grade *submissions* beside the course's results and return what is different.

    Args:
        course: its results are read and stay as they are.
        assignment: as it is now.
        submissions: of different students.
        settings: of the course, as they are now.
        workers: how many processes run student code at a time.
        scheduler: address of a Dask scheduler whose workers do it instead.
        report: called with each result, whether it was graded now or before.
        watch: called with the students whose submissions the workers hold, whenever these may be others.
        notice: called with a line on what does not stop the work but should be known.

    Raises:
        CourseError: something cannot be read or written.
        IsolationError: student code cannot be sealed here.
    """
    known = {}
    for one in submissions:
        result = read_result(course, assignment.name, one.student)
        if result is not None:
            known[one.student] = outline(result)  # a class may be larger than memory
    new = tuple(sorted(one.student for one in submissions if one.student not in known))
    if not known:
        return Preview(assignment.name, 0, (), (), new, 0, None)
    with ExitStack() as stack:
        greenhouse = stack.enter_context(open_greenhouse(assignment)).address
        key = answer_key(course, assignment, sealed=settings.sealed, greenhouse=greenhouse)
        side = _Side(preview_folder(course, assignment.name), key)
        moved = [
            one
            for one in submissions
            if one.student in known and not is_current(known[one.student], one, key)
        ]
        looked_at = {one.student for one in submissions}
        side.forget(looked_at - {one.student for one in moved})
        waiting = [one for one in moved if not is_current(side.read(one.student), one, key)]
        for student in known.keys() - {one.student for one in waiting}:
            report(known[student])
        if waiting:
            waiting = slowest_first(waiting, read_memory(course, assignment.name).seconds)
            job = Job(key, settings)
            engine = stack.enter_context(open_engine(job, workers, scheduler, greenhouse, waiting, notice))
            for graded in grade_all(engine, (one.read() for one in waiting), watch):
                side.write(graded.result)
                report(graded.result)
    found = _compare(course, key.assignment, side, [one.student for one in moved])
    side.forget(looked_at - {difference.student for difference in found})
    return Preview(
        assignment.name,
        compared=len(known),
        changed=tuple(d for d in found if d.changes.exercises),
        reworded=tuple(d for d in found if d.changes.reworded and not d.changes.exercises),
        not_graded_yet=new,
        graded=len(waiting),
        folder=side.folder if found else None,
    )


def preview_folder(course: Course, assignment: str) -> Path:
    """Return the folder of the results that a batch would make: a folder for each student."""
    return course.state / "diff" / assignment


class _Side:
    """The folder beside the course's results.

    Args:
        folder: which.
        key: what the results in it are made with.
    """

    def __init__(self, folder: Path, key: AnswerKey) -> None:
        self.folder = folder
        self.key = key

    def forget(self, students: Collection[str]) -> None:
        """Remove what is of *students*, and what a killed command had not finished."""
        for place in self.folder.glob("*"):
            remove_drafts(place)
            if place.name in students:
                shutil.rmtree(place, ignore_errors=True)
        with suppress(OSError):  # it is not empty, or not there
            self.folder.rmdir()

    def read(self, student: str) -> Result | None:
        """Return the result of *student* in it; None where there is none, or none that can be read."""
        with suppress(OSError, ValueError):
            return result_from_json((self.folder / student / RESULT).read_text(encoding="utf-8"))
        return None

    def write(self, result: Result) -> None:
        """Keep *result*. Raises CourseError when it cannot be written."""
        write_file(self.folder / result.student / RESULT, result_to_json(result).encode())


def _compare(
    course: Course, assignment: Assignment, side: _Side, students: Sequence[str]
) -> list[Difference]:
    """Return the differences of those whose result would be another one, even if only in what it was made with."""
    standings = read_standings(course, assignment) if students else {}
    found = []
    for student in sorted(students):
        before, after = read_result(course, assignment.name, student), side.read(student)
        if before is not None and after is not None and before != after:
            found.append(_difference(before, after, standings.get(student)))
    return found


def _difference(before: Result, after: Result, standing: Standing | None) -> Difference:
    changes = compare_results(before, after)
    marks = standing.marks if standing else {}
    places = [(change.notebook, change.name) for change in changes.exercises]
    by_hand = {p: marks[p].by_hand for p in places if p in marks}
    return Difference(
        after.student,
        changes,
        {place: mark for place, mark in by_hand.items() if mark is not None},
        needs_a_person=after.needs_review and not before.needs_review,
    )
