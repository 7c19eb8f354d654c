"""Results become pages: one for each student, one for the class, and the grades as a table.

Most of what a page shows was written by a student. `layouts` keeps it harmless, and every page forbids itself foreign
content and scripts, but for the class page's own, which it names by its digest (see base.html).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal

from autograder.classpage import ClassPage, Row, manual_points_of, max_score_of
from autograder.gradesheets.table import as_text
from autograder.layouts import Layouts, decimal_text, visible
from autograder.model import Assignment, Cell, Result, Standing, Verdict
from autograder.page import FeedbackPage, compose_page
from autograder.page import columns_of as _columns
from autograder.page import place_of as _place


def render_feedback(
    result: Result,
    assignment: Assignment,
    standing: Standing | None = None,
    notebook: str = "",
    *,
    earlier: Result | None = None,
    how_to_ask: str = "",
    cells: Sequence[Cell] = (),
    layouts: Layouts | None = None,
) -> str:
    """Return the student's page: one HTML file that needs nothing beside it.

    The template is given the fields of `page.FeedbackPage`, each by its name.

    Args:
        result: what the submission earned. Of a hidden question only the finding is shown.
        assignment: what it was graded against. Exercises appear in its order: later build on earlier.
        standing: what the gradebook makes of it: marks and comments by hand, extra credit, late penalty. None:
            nothing was added yet.
        notebook: the one whose page it is, where an assignment has several; its exercises are shown in detail.
            Without it all are.
        earlier: the student's result before this one; the page says what has changed.
        how_to_ask: the instructor's words on how students ask about a mark.
        cells: the student's own code, to be shown with comments; none: it is left out.
        layouts: the course's templates; None: the shipped ones.
    """
    page = compose_page(
        result, assignment, standing, notebook, earlier=earlier, how_to_ask=how_to_ask, cells=cells
    )
    return render_page(page, layouts)


def render_page(page: FeedbackPage, layouts: Layouts | None = None) -> str:
    """Return the student's page that shows *page*: each of its fields is a name in the template."""
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return (layouts or Layouts()).render("feedback.html", **values)


def render_class(page: ClassPage, layouts: Layouts | None = None) -> str:
    """Return the class page that shows *page*, for those who grade: each of its fields is a name in the template.

    One HTML file, with a script of its own and no other.
    """
    values = {field.name: getattr(page, field.name) for field in fields(page)}
    return (layouts or Layouts()).render("class.html", **values)


def grades_csv(
    results: Sequence[Result],
    assignment: Assignment,
    standings: Mapping[str, Standing] | None = None,
    absent: Sequence[str] = (),
) -> str:
    """Return the grades as CSV: a row for each student, sorted by id; a column for each exercise.

    *score* is what this program gave. The columns of the exercises have what counts, a person's mark before the
    automatic one; with the extra credit and without the late penalty they make the *total*, which is what nbgrader
    exports. The cell of an exercise that nobody has decided yet is empty. Texts that a spreadsheet would take for a formula begin with an apostrophe. Lines end in CR LF, as RFC 4180 has them:
    write the text with ``newline=""``.
    """
    columns, standings = _columns(assignment), standings or {}
    table = io.StringIO()
    write = csv.writer(table).writerow
    heading = [
        "student",
        "status",
        "score",
        "max_score",
        "manual_points",
        "extra_credit",
        "late_penalty",
        "total",
    ]
    write(map(as_text, (*heading, *(c.name for c in columns))))
    rows: dict[str, list[str]] = {student: _absent_row(student, assignment) for student in absent}
    for result in results:
        row = Row.of(result, standings)
        extra_credit = sum((mark.extra_credit for mark in row.standing.marks.values()), Decimal(0))
        sums = (result.score, result.max_score, result.manual_points, extra_credit)
        scores = (row.marks[place].score if place in row.marks else None for place in map(_place, columns))
        rows[result.student] = [
            as_text(result.student),
            "needs-review" if result.needs_review else "graded",
            *map(decimal_text, (*sums, row.standing.late_penalty, row.standing.total)),
            *("" if score is None else decimal_text(score) for score in scores),
        ]
    for _, cells in sorted(rows.items()):
        write(cells)
    return table.getvalue()


def exercises_csv(page: ClassPage) -> str:
    """Return how each exercise came out in the class, as CSV: a row for each, as the class page has it.

    What is not defined is an empty cell.
    """
    heading = ["exercise", "notebook", "points", "students", "difficulty", "discrimination", *Verdict]
    rows = []
    for one in page.exercises:
        counts = dict(one.verdicts)
        measures = (one.difficulty, one.discrimination.value)
        rows.append(
            [
                *(one.name, one.notebook, decimal_text(one.points), str(one.students)),
                *("" if number is None else f"{number:.3f}" for number in measures),
                *(str(counts.get(verdict, 0)) for verdict in Verdict),
            ]
        )
    return _csv(heading, rows)


def misconceptions_csv(page: ClassPage) -> str:
    """Return who made which mistake, as CSV: a row for each mistake and student, the most frequent mistakes first."""
    heading = ["exercise", "misconception", "students", "student", "hint"]
    return _csv(
        heading,
        (
            [one.exercise, one.id, str(len(one.students)), student.id, one.hint]
            for one in page.mistakes
            for student in one.students
        ),
    )


def clusters_csv(page: ClassPage) -> str:
    """Return who answered alike, as CSV: a row for each wrong exercise of each student, with its cluster."""
    heading = ["exercise", "cluster", "students", "verdict", "student", "asked", "answered", "finding"]
    rows = []
    for clusters in page.clusters:
        for one in (*clusters.shared, *clusters.single):
            told = one.question
            example = ["", "", ""]
            if told is not None:
                shown = (told.asked, told.answered) if told.visible else (None, None)
                example = [text or "" for text in (*shown, told.finding)]
            rows += [
                [one.exercise, one.id, str(len(one.students)), one.verdict, student.id, *example]
                for student in one.students
            ]
    return _csv(heading, rows)


def _csv(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table with lines that end in CR LF; no cell of it is a formula, and each stands on one line.

    Numbers stay numbers: a negative one begins like a formula, and is none.
    """
    table = io.StringIO()
    write = csv.writer(table).writerow
    write(map(as_text, heading))
    for row in rows:
        write([cell if _NUMBER.fullmatch(cell) else as_text(visible(cell)) for cell in row])
    return table.getvalue()


_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def _absent_row(student: str, assignment: Assignment) -> list[str]:
    """Return the row of one who handed in nothing: nbgrader exports 0 for them, and so do we."""
    max_score, manual = max_score_of(assignment), manual_points_of(assignment)
    sums = (Decimal(0), max_score, manual, Decimal(0), Decimal(0), Decimal(0))
    return [as_text(student), "missing", *map(decimal_text, sums), *("" for _ in _columns(assignment))]
