"""Results become pages: one for each student, one for the class, and the grades as a table.

Most of what a page shows was written by a student. Three things keep it harmless, each on its own: Jinja2
escapes every value; `_visible` writes control and direction characters out, as the environment's *finalize*,
so that no template can forget it; and every page forbids itself scripts and foreign content (see base.html).
Text of a student is never a template.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from pathlib import Path
from statistics import mean, median
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.drawing import describe_picture, draw_heights, draw_path
from autograder.errors import InternalError
from autograder.gradesheets.table import as_text
from autograder.highlighting import highlight
from autograder.mathml import mathml
from autograder.model import (
    SEAL,
    Assignment,
    Cell,
    Diagnosis,
    Exercise,
    ExerciseResult,
    Formula,
    Mark,
    Result,
    Standing,
    Verdict,
    standing_of,
)
from autograder.page import SYMBOLS, WORDS, FeedbackPage, compose_page
from autograder.page import Place as _Place
from autograder.page import columns_of as _columns
from autograder.page import place_of as _place

FLAGS: Mapping[str, str] = {
    "tampered": "something other than an answer was written to the channel on which answers travel",
}
"""Flags of results in words; one that is not here is shown as it is."""


def templates_folder() -> Path:
    """Return the folder of the page templates: inside the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "templates", package.parent / "templates"):
        # Beside an installed package, `templates` may be anybody's: look for ours.
        if (folder / "feedback.html").is_file():
            return folder
    raise InternalError(
        f"the page templates are neither in {package / 'templates'} nor in {package.parent / 'templates'}; "
        "install autograder again"
    )


def render_feedback(
    result: Result,
    assignment: Assignment,
    standing: Standing | None = None,
    notebook: str = "",
    *,
    earlier: Result | None = None,
    how_to_ask: str = "",
    cells: Sequence[Cell] = (),
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
    """
    return render_page(
        compose_page(
            result, assignment, standing, notebook, earlier=earlier, how_to_ask=how_to_ask, cells=cells
        )
    )


def render_page(page: FeedbackPage) -> str:
    """Return the student's page that shows *page*: each of its fields is a name in the template."""
    return _render("feedback.html", **{field.name: getattr(page, field.name) for field in fields(page)})


def render_class(
    results: Sequence[Result],
    assignment: Assignment,
    feedback_links: Mapping[str, str],
    standings: Mapping[str, Standing] | None = None,
    absent: Sequence[str] = (),
) -> str:
    """Return the class page, for TAs: what needs a person, every score, and which mistakes are how frequent.

    Args:
        results: one for each student, in any order.
        assignment: what they were graded against; its exercises are the columns.
        feedback_links: for each student id the address of that student's page, relative to the class page and
            percent-encoded. A student who is not in it has no link.
        standings: what the gradebook makes of the results, by student; who is not in it has what was graded.
        absent: students who handed in nothing.
    """
    standings = standings or {}
    in_order = sorted(results, key=lambda r: r.student)
    graded = [r for r in in_order if not r.needs_review]
    return _render(
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
            *map(_decimal_text, (*sums, row.standing.late_penalty, row.standing.total)),
            *("" if score is None else _decimal_text(score) for score in scores),
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
    return [as_text(student), "missing", *map(_decimal_text, sums), *("" for _ in _columns(assignment))]


def _max_score(assignment: Assignment) -> Decimal:
    return sum((e.points for e in assignment.exercises), Decimal(0))


def _manual_points(assignment: Assignment) -> Decimal:
    return sum((e.points for e in assignment.manual), Decimal(0))


# ---------------------------------------------------------------- exercises by their places


def _by_place(result: Result) -> dict[_Place, ExerciseResult]:
    return {_place(e): e for e in result.exercises}


# ---------------------------------------------------------------- values as text


def _render(template: str, **values: Any) -> str:
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        prose=_prose,
        mathml=_visible_formula,
        python=_python,
        path=draw_path,
        heights=draw_heights,
        in_words=describe_picture,
    )
    environment.globals.update(symbols=SYMBOLS, words=WORDS, flag_words=FLAGS)
    return environment


def _visible_formula(formula: Formula) -> Markup:
    """Return *formula* as MathML. Its symbols have the names that a student gave them."""
    return Markup(_visible(str(mathml(formula))))  # noqa: S704  escaped there; here only letters are written out


def _prose(text: str) -> Markup:
    """Return an author's *text* with `names in backticks` set as code."""
    parts = _visible(text).split("`")
    if len(parts) % 2 == 0:  # a single backtick is a backtick
        return escape(_visible(text))
    return Markup("").join(Markup("<code>{}</code>").format(p) if i % 2 else p for i, p in enumerate(parts))


def _python(code: str) -> Markup:
    """Return a student's *code* for reading."""
    return highlight(_visible(code))


def _finalize(value: object) -> object:
    """Turn every value of a template into text that is safe to look at; escaping comes after this."""
    match value:
        case Markup():  # what a macro made, whose values came through here already
            return value
        case Decimal():
            return _decimal_text(value)
        case str():
            return _visible(value)
        case _:
            return value


_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode's categories of control characters (terminal escapes), format characters (direction overrides),
lone surrogates, which no file can hold, and line separators."""

_HARMLESS = frozenset("\n\t\u200c\u200d")
"""Line ends and tabs; the joiners of Persian words and of composed emoji."""


def _visible(text: str) -> str:
    r"""Return *text* with what could deceive a reader written out: ``\x1b[31m``, ``\u202e``."""
    return "".join(map(_visible_character, text.replace("\r\n", "\n")))


def _visible_character(character: str) -> str:
    if character in _HARMLESS or unicodedata.category(character) not in _INVISIBLE:
        return character
    return character.encode("unicode_escape").decode("ascii")


def _decimal_text(number: Decimal) -> str:
    """Return the shortest decimal text: ``1.5``, ``2``, ``10``."""
    return f"{number.normalize():f}"


def _hundredths(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))
