"""What the gradebook says that everybody has earned: people's marks, extra credit and late penalties included.

    (waves,) = read_grades(course, ["waves"])          # adds up as `nbgrader export` does; nothing is written

Apart from `gradebook`, which writes what the program found: here nothing but the database is asked, no assignment is
read, and courses that were never graded by this program are as good as any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from autograder.course import Course
from autograder.errors import CourseError
from autograder.gradebook import list_people, open_for_reading
from autograder.model import CellMark, Grade, Grades


def read_grades(course: Course, assignments: Sequence[str]) -> tuple[Grades, ...]:
    """Return what everybody has earned for each of *assignments*, as `nbgrader export` adds it up.

    Raises:
        CourseError: there is no gradebook yet, or it does not know an assignment or cannot be read.
    """
    with open_for_reading(course) as session:
        if session is None:
            raise CourseError(f"{course.root}: there is no gradebook yet; `autograde batch` makes it")
        return tuple(grades_in(session, name) for name in assignments)


def grades_in(session: Any, assignment_name: str) -> Grades:
    """Return the grades of one assignment from an open session of nbgrader's database.

    A fixed number of queries, whatever the number of students.

    Raises:
        CourseError: the gradebook does not know the assignment.
    """
    from nbgrader.api import Assignment, SubmittedAssignment
    from sqlalchemy import select

    assignment = session.scalars(select(Assignment).filter_by(name=assignment_name)).one_or_none()
    if assignment is None:
        known = ", ".join(session.scalars(select(Assignment.name).order_by(Assignment.name))) or "none"
        raise CourseError(f"the gradebook does not know the assignment {assignment_name} (it knows: {known})")
    cells = _list_graded(assignment)
    marks = _read_marks(session, assignment.id, cells)
    penalty = SubmittedAssignment.late_submission_penalty
    submitted = select(SubmittedAssignment.student_id, penalty).filter_by(assignment_id=assignment.id)
    penalties = {student: points for student, points in session.execute(submitted)}  # noqa: C416  rows are no tuples
    grades = (
        Grade(person, handed_in=True, marks=marks[person.id], penalty=_exact(penalties[person.id]))
        if person.id in penalties
        else Grade(person, handed_in=False)
        for person in list_people(session)
    )
    return Grades(
        assignment_name,
        sum((cell.points for cell in cells.values()), Decimal(0)),
        tuple(sorted(grades, key=lambda grade: grade.student.id)),
    )


@dataclass(frozen=True)
class _GradedCell:
    """A cell that carries points."""

    notebook: str
    name: str
    """Of the exercise."""
    points: Decimal
    commented: str
    """Row id of the cell that has the comment; empty when there is none."""


def _list_graded(assignment: Any) -> dict[str, _GradedCell]:
    """Return the cells that carry points by their row id, in the order of notebooks and names."""
    cells = {}
    for notebook in sorted(assignment.notebooks, key=lambda one: one.name):
        commented = {c.name: c.id for c in (*notebook.solution_cells, *notebook.task_cells)}
        for cell in sorted((*notebook.grade_cells, *notebook.task_cells), key=lambda one: one.name):
            tested = cell.name.removeprefix("test_")
            name = tested if tested in commented else cell.name
            cells[cell.id] = _GradedCell(notebook.name, name, _exact(cell.max_score), commented.get(name, ""))
    return cells


def _read_marks(
    session: Any, assignment_id: str, cells: Mapping[str, _GradedCell]
) -> defaultdict[str, tuple[CellMark, ...]]:
    """Return the marks of *cells* by student."""
    from nbgrader.api import Comment, SubmittedAssignment, SubmittedNotebook
    from nbgrader.api import Grade as Row
    from sqlalchemy import select

    def of_everybody(table: Any, *columns: Any) -> Any:
        return session.execute(
            select(SubmittedAssignment.student_id, table.cell_id, *columns)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(table, table.notebook_id == SubmittedNotebook.id)
            .where(SubmittedAssignment.assignment_id == assignment_id)
        )

    comments = {(student, cell): text for student, cell, text in of_everybody(Comment, Comment.comment)}
    columns = (Row.manual_score, Row.auto_score, Row.extra_credit, Row.needs_manual_grade)
    rows: dict[str, dict[str, Any]] = defaultdict(dict)
    for student, cell_id, *row in of_everybody(Row, *columns):
        rows[student][cell_id] = row

    def marks(student: str) -> tuple[CellMark, ...]:
        found = ((cell, rows[student].get(id_, _NO_ROW)) for id_, cell in cells.items())
        return tuple(_mark(cell, row, comments.get((student, cell.commented))) for cell, row in found)

    unmarked = marks("")
    return defaultdict(lambda: unmarked, {student: marks(student) for student in list(rows)})


_NO_ROW = (None, None, None, True)
"""A cell that was added after the submission was graded waits like one that could not be."""


def _mark(cell: _GradedCell, row: Sequence[Any], comment: str | None) -> CellMark:
    by_hand, automatic, extra, waits = row
    score = automatic if by_hand is None else by_hand
    total = None if score is None else _exact(score) + _exact(extra or 0)
    return CellMark(cell.notebook, cell.name, cell.points, total, waits or total is None, comment or "")


def _exact(number: float) -> Decimal:
    """Return the shortest decimal that is *number*: sums of those are what a person would write."""
    return Decimal(str(number))
