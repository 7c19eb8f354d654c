"""Results become pages: one for each student, one for the class, and the grades as a table.

Most of what a page shows was written by a student. `layouts` keeps it harmless, and every page forbids itself scripts
and foreign content (see base.html).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from statistics import mean, median

from autograder.gradesheets.table import as_text
from autograder.layouts import Layouts, decimal_text
from autograder.model import (
    SEAL,
    Assignment,
    Cell,
    Diagnosis,
    Exercise,
    ExerciseResult,
    Mark,
    Result,
    Standing,
    Verdict,
    standing_of,
)
from autograder.page import WORDS, FeedbackPage, compose_page
from autograder.page import Place as _Place
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


def render_class(
    results: Sequence[Result],
    assignment: Assignment,
    feedback_links: Mapping[str, str],
    standings: Mapping[str, Standing] | None = None,
    absent: Sequence[str] = (),
    *,
    layouts: Layouts | None = None,
) -> str:
    """Return the class page, for TAs: what needs a person, every score, and which mistakes are how frequent.

    Args:
        results: one for each student, in any order.
        assignment: what they were graded against; its exercises are the columns.
        feedback_links: for each student id the address of that student's page, relative to the class page and
            percent-encoded. A student who is not in it has no link.
        standings: what the gradebook makes of the results, by student; who is not in it has what was graded.
        absent: students who handed in nothing.
        layouts: the course's templates; None: the shipped ones.
    """
    standings = standings or {}
    in_order = sorted(results, key=lambda r: r.student)
    graded = [r for r in in_order if not r.needs_review]
    return (layouts or Layouts()).render(
        "class.html",
        assignment=assignment,
        columns=_columns(assignment),
        rows=[_row(r, standings) for r in in_order],
        absent=absent,
        links=feedback_links,
        review=[(r, reasons_for_review(r)) for r in in_order if r.needs_review],
        flagged=[(r, e.name, flag) for r in in_order for e in r.exercises for flag in e.flags],
        unsealed=[r.student for r in in_order if not _is_isolated(r)],
        graded=len(graded),
        mean=_hundredths(mean([r.score for r in graded])) if graded else None,
        median=_hundredths(median([r.score for r in graded])) if graded else None,
        max_score=_max_score(assignment),
        manual_points=_manual_points(assignment),
        common=_common_diagnoses(in_order, assignment),
        versions=sorted({(r.provenance.autograder, r.provenance.assignment_digest) for r in in_order}),
    )


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
        row = _row(result, standings)
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


# ---------------------------------------------------------------- what the class page shows


@dataclass(frozen=True)
class _CommonDiagnosis:
    """How many students of the class made one mistake in one exercise."""

    exercise: str
    diagnosis: Diagnosis
    students: int


def _common_diagnoses(results: Sequence[Result], assignment: Assignment) -> list[_CommonDiagnosis]:
    """Count each diagnosis once per student; in the order of the exercises, the most frequent first."""
    common = []
    for exercise in assignment.exercises:
        in_class = [_diagnoses_of(result, exercise) for result in results]
        counts = Counter(id_ for diagnoses in in_class for id_ in diagnoses)
        examples = {id_: d for diagnoses in in_class for id_, d in diagnoses.items()}
        ranked = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
        common += [_CommonDiagnosis(exercise.name, examples[id_], students) for id_, students in ranked]
    return common


def _diagnoses_of(result: Result, exercise: Exercise) -> dict[str, Diagnosis]:
    found = _by_place(result).get(_place(exercise))
    return {d.id: d for d in found.diagnoses} if found else {}


def reasons_for_review(result: Result) -> list[str]:
    """Say why a person must look at *result*."""
    if result.problem:
        return [result.problem]
    known = dict(result.notebook_problems)
    failed = [e for e in result.exercises if e.verdict is Verdict.UNGRADED]
    said = [known[name] for name in dict.fromkeys(e.notebook for e in failed) if name in known]
    return [*said, *(f"{e.name}: {_what_failed(e)}" for e in failed if e.notebook not in known)]


def _what_failed(exercise: ExerciseResult) -> str:
    findings = (q.finding for q in exercise.questions if q.verdict is Verdict.UNGRADED and q.finding)
    return next(findings, WORDS[Verdict.UNGRADED])


def _is_isolated(result: Result) -> bool:
    return set(SEAL) <= set(result.provenance.isolation)


@dataclass(frozen=True)
class _Row:
    """A student's row in the class's table."""

    result: Result
    exercises: Mapping[_Place, ExerciseResult]
    standing: Standing
    marks: Mapping[_Place, Mark]
    """Of every exercise of the result."""


def _row(result: Result, standings: Mapping[str, Standing]) -> _Row:
    standing = standings.get(result.student) or standing_of(result)
    exercises = _by_place(result)
    marks = {place: standing.marks.get(place) or Mark(e.score) for place, e in exercises.items()}
    return _Row(result, exercises, standing, marks)


def _absent_row(student: str, assignment: Assignment) -> list[str]:
    """Return the row of one who handed in nothing: nbgrader exports 0 for them, and so do we."""
    max_score, manual = _max_score(assignment), _manual_points(assignment)
    sums = (Decimal(0), max_score, manual, Decimal(0), Decimal(0), Decimal(0))
    return [as_text(student), "missing", *map(decimal_text, sums), *("" for _ in _columns(assignment))]


def _max_score(assignment: Assignment) -> Decimal:
    return sum((e.points for e in assignment.exercises), Decimal(0))


def _manual_points(assignment: Assignment) -> Decimal:
    return sum((e.points for e in assignment.manual), Decimal(0))


# ---------------------------------------------------------------- exercises by their places


def _by_place(result: Result) -> dict[_Place, ExerciseResult]:
    return {_place(e): e for e in result.exercises}


# ---------------------------------------------------------------- numbers


def _hundredths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))
