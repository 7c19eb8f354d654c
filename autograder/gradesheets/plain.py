"""Grades for people and for programs that are no learning management system: a CSV table, Gradescope's results."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from autograder.gradesheets.filling import may_go, plain
from autograder.gradesheets.table import Table, as_text
from autograder.model import CellMark, Grade, Grades

_HEADING = (
    "assignment",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "lms_user_id",
    "status",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
"""Named as in nbgrader's own export, where it has them, and in the same sense."""


def list_grades(grades: Sequence[Grades], *, provisional: bool) -> Table:
    """Return a table with a row for each student and assignment, and a column for each exercise.

    The score is empty where there is none to hand on. Nobody imports this table, so every text in it is made safe
    for a spreadsheet program.
    """
    columns = {
        (each.assignment, key): name
        for each in grades
        for key, name in _name_marks(max((grade.marks for grade in each.grades), key=len, default=()))
    }
    names = tuple(dict.fromkeys(columns.values()))
    rows = []
    for each in grades:
        for grade in each.grades:
            scores = {
                columns[each.assignment, (mark.notebook, mark.name)]: ""
                if mark.score is None
                else plain(mark.score)
                for mark in grade.marks
            }
            rows.append(
                (*_describe(each, grade, provisional=provisional), *(scores.get(n, "") for n in names))
            )
    return Table((*_HEADING, *map(as_text, names)), tuple(rows))


def _name_marks(marks: Sequence[CellMark]) -> list[tuple[tuple[str, str], str]]:
    """Return the name of each mark's column: with its notebook, where two notebooks have it."""
    count = Counter(mark.name for mark in marks)
    return [((m.notebook, m.name), m.name if count[m.name] == 1 else f"{m.notebook}/{m.name}") for m in marks]


def _describe(grades: Grades, grade: Grade, *, provisional: bool) -> tuple[str, ...]:
    """Return the cells under *_HEADING*."""
    person = grade.student
    texts = (
        grades.assignment,
        person.id,
        person.last_name,
        person.first_name,
        person.email,
        person.lms_user_id,
    )
    status = "graded" if not grade.waiting else "needs-review"
    points = ("", "", "")
    if grade.handed_in:
        score = plain(grade.score) if may_go(grade, provisional=provisional) else ""
        points = (plain(grade.raw_score), plain(grade.penalty), score)
    return (
        *map(as_text, texts),
        status if grade.handed_in else "nothing-handed-in",
        *points,
        plain(grades.points),
    )


def gradescope_result(grade: Grade) -> bytes:
    """Return *grade* as Gradescope's ``results.json``: a test for each exercise, with what was said about it."""
    result = {
        "score": float(grade.score),  # overrides the sum, which has no penalty
        "output": f"Points off for being late: {plain(grade.penalty)}" if grade.penalty else "",
        "output_format": "text",
        "tests": [_gradescope_test(mark) for mark in grade.marks],
    }
    return (json.dumps(result, indent=1, ensure_ascii=False) + "\n").encode()


def _gradescope_test(mark: CellMark) -> dict[str, object]:
    """Return one of its tests. A cell that waits for a person has no points yet."""
    test: dict[str, object] = {
        "name": mark.name,
        "max_score": float(mark.points),
        "output": mark.comment,
        "output_format": "md",
        "visibility": "visible",
    }
    if mark.score is not None:
        status = "passed" if mark.score >= mark.points else "failed"
        test |= {"score": float(mark.score), "status": status}
    return test
