"""What a student's page shows, before it is a page: `FeedbackPage` is all that templates/feedback.html is given.

A course may have a template of its own, so the names here are part of what it can rely on. There is no hidden
question's call or answer in it, no reference and no secret: what a template does not get, it cannot show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from autograder.changes import Change, Why, compare_results
from autograder.model import (
    Assignment,
    Cell,
    Exercise,
    ExerciseResult,
    FailedCell,
    ManualExercise,
    Mark,
    Provenance,
    QuestionResult,
    Result,
    Standing,
    Verdict,
    standing_of,
)

SYMBOLS: Mapping[Verdict, str] = {
    Verdict.PASSED: "✓",
    Verdict.PARTIAL: "◐",
    Verdict.FAILED: "✗",
    Verdict.MISSING: "○",
    Verdict.ERROR: "!",
    Verdict.TIMEOUT: "…",
    Verdict.CRASHED: "⊘",
    Verdict.UNGRADED: "?",
    Verdict.MANUAL: "✎",
}
"""Beside the words, so that a verdict is seen at a glance and without colour."""

WORDS: Mapping[Verdict, str] = {
    Verdict.PASSED: "right",
    Verdict.PARTIAL: "partly right",
    Verdict.FAILED: "not right yet",
    Verdict.MISSING: "not written yet",
    Verdict.ERROR: "stopped with an error",
    Verdict.TIMEOUT: "ran too long",
    Verdict.CRASHED: "ended the program",
    Verdict.UNGRADED: "could not be checked",
    Verdict.MANUAL: "read by a person",
}
"""A verdict as the student reads it."""

FLAGS: Mapping[str, str] = {
    "tampered": "something other than an answer was written to the channel on which answers travel",
}
"""Flags of results in words; one that is not here is shown as it is."""

REASONS: Mapping[frozenset[Why], str] = {
    frozenset(): "What you handed in and the assignment are the same; it was checked once more.",
    frozenset({Why.SUBMISSION}): "You have handed in another version.",
    frozenset(
        {Why.ASSIGNMENT}
    ): "What you handed in is the same; your instructor has changed the assignment.",
    frozenset(
        {Why.PROGRAM}
    ): "What you handed in is the same; the program that checks it, or a library, is another version.",
    frozenset(
        {Why.ASSIGNMENT, Why.PROGRAM}
    ): "What you handed in is the same; the assignment and the program that checks it have changed.",
    frozenset(
        {Why.SUBMISSION, Why.ASSIGNMENT}
    ): "You have handed in another version, and your instructor has changed the assignment.",
    frozenset(
        {Why.SUBMISSION, Why.PROGRAM}
    ): "You have handed in another version, and the program that checks it, or a library, is another one, too.",
    frozenset(Why): "You have handed in another version, and your instructor has changed the assignment.",
}
"""Why anything came out differently."""

TO_MEND = frozenset(
    {Verdict.PARTIAL, Verdict.FAILED, Verdict.MISSING, Verdict.ERROR, Verdict.TIMEOUT, Verdict.CRASHED}
)

MAX_CELLS, MAX_LINES, MAX_CODE = 60, 80, 4_000
"""How many cells of the student's are shown, and how many lines and characters of each."""

Place = tuple[str, str]
"""Notebook and name: only within one notebook are nbgrader's names unique."""


@dataclass(frozen=True)
class ExerciseOnPage:
    """An exercise as the student's page shows it."""

    anchor: str
    """The id of its place on the page."""
    result: ExerciseResult
    """How it came out."""
    description: str
    """The first paragraph of what the author wrote about it."""
    mark: Mark
    """What counts in the end: a person's mark and comment are in it."""
    wrong: tuple[QuestionResult, ...]
    """Shown questions that did not come out right."""
    wrong_hidden: Mapping[str, int]
    """For each finding on hidden questions, on how many."""
    right: tuple[QuestionResult, ...]
    """Shown questions that came out right."""
    right_hidden: int
    """How many hidden questions came out right."""
    exact: bool
    """It agrees with the reference to the last bit at random points."""


@dataclass(frozen=True)
class GradeOnPage:
    """The student's points as a whole, as nbgrader exports them, and what they are made of."""

    total: Decimal
    """What nbgrader exports."""
    decided: Decimal
    """How many points the exercises are worth of which it is known what was earned, or that it could be checked."""
    unchecked: Decimal
    """How many of them could not be checked, and nobody has looked yet."""
    waiting: Decimal
    """How many points a person has still to give; they are in no other number."""
    extra_credit: Decimal
    """How many points of the total are extra credit."""
    late_penalty: Decimal
    """How many points were taken off for being late."""
    comments: Sequence[tuple[str, str]]
    """What a person wrote at cells that are no exercise: the cell's name and the text."""


@dataclass(frozen=True)
class ChangesOnPage:
    """What is different from the student's earlier result."""

    gained: Decimal
    """How many points more the program gives than before; negative for less."""
    reason: str
    """Why anything is different, as a sentence."""
    exercises: tuple[Change, ...]
    """Those that came out differently."""


@dataclass(frozen=True)
class CellOnPage:
    """A cell of the student's code with what there is to say about it."""

    number: int
    """Its place in the notebook, counted from 1, text cells too."""
    anchor: str
    """The id of its place on the page."""
    code: str
    """At most `MAX_LINES` lines and `MAX_CODE` characters of it."""
    cut: bool
    """There is more of it."""
    exercises: tuple[ExerciseOnPage, ...]
    """Whose function is written here, last."""
    failed: FailedCell | None
    """How it stopped, if it did."""


@dataclass(frozen=True)
class FeedbackPage:
    """All that feedback.html is given. Each field is a name in the template."""

    student: str
    """The id, as text to be shown."""
    title: str
    """Of the assignment."""
    assignment: str
    """Its name."""
    notebook: str
    """Of an assignment with several notebooks, the one whose page this is; else empty."""
    several_notebooks: bool
    """The assignment has more than one, so places need the notebook's name."""
    own_cells: bool
    """The assignment's own test cells graded it, not questions."""
    problem: str
    """Why the submission as a whole could not be read, in words; else empty."""
    problems: tuple[str, ...]
    """Why there was nothing to check in this page's notebook, where an assignment has several."""
    grade: GradeOnPage
    """The points as a whole."""
    changes: ChangesOnPage | None
    """None where there was no earlier result, or nothing came out differently and nothing else was handed in."""
    exercises: tuple[ExerciseOnPage, ...]
    """All of the assignment, in its order."""
    here: tuple[ExerciseOnPage, ...]
    """Those of this page's notebook."""
    to_mend: tuple[ExerciseOnPage, ...]
    """Those of them that are not right yet. The first is the one thing to do next."""
    first_is_needed: bool
    """A later exercise builds on the first one to mend."""
    right: tuple[ExerciseOnPage, ...]
    """Those that are right."""
    waiting: tuple[ExerciseOnPage, ...]
    """Those that a person reads, or must look at because they could not be checked."""
    unanswered: tuple[str, ...]
    """The names of places for answers that are still what was given out."""
    failed_cells: tuple[FailedCell, ...]
    """Cells of this page's notebook that stopped with an error."""
    cells: tuple[CellOnPage, ...]
    """The student's own code, to be shown with comments: at most `MAX_CELLS`; empty where it is not shown."""
    how_to_ask: str
    """The instructor's words on how students ask about a mark; may be empty."""
    provenance: Provenance
    """What the result depends on."""


def compose_page(
    result: Result,
    assignment: Assignment,
    standing: Standing | None = None,
    notebook: str = "",
    *,
    earlier: Result | None = None,
    how_to_ask: str = "",
    cells: Sequence[Cell] = (),
) -> FeedbackPage:
    """Return what the student's page shows. See `report.render_feedback` for the arguments."""
    standing = standing or standing_of(result)
    exercises = _exercises_on_page(result, assignment, standing)
    here = tuple(e for e in exercises if notebook in ("", e.result.notebook))
    to_mend = tuple(e for e in here if e.result.verdict in TO_MEND)
    several = len(assignment.notebooks) > 1
    failed = tuple(c for c in result.failed_cells if "" in (notebook, c.notebook) or c.notebook == notebook)
    return FeedbackPage(
        student=result.student,
        title=assignment.title,
        assignment=assignment.name,
        notebook=notebook if several else "",
        several_notebooks=several,
        own_cells=assignment.own_cells,
        problem=result.problem or "",
        problems=tuple(text for name, text in result.notebook_problems if notebook in ("", name)),
        grade=_grade_on_page(exercises, standing),
        changes=_changes_on_page(earlier, result, assignment) if earlier else None,
        exercises=exercises,
        here=here,
        to_mend=to_mend,
        first_is_needed=any(
            e.result.name in later.builds_on for e in to_mend[:1] for later in assignment.exercises
        ),
        right=tuple(e for e in here if e.result.verdict is Verdict.PASSED),
        waiting=tuple(e for e in here if e.result.verdict in (Verdict.UNGRADED, Verdict.MANUAL)),
        unanswered=tuple(name for place, name in result.unanswered if notebook in ("", place)),
        failed_cells=failed,
        cells=_cells_on_page(cells, here, failed),
        how_to_ask=how_to_ask,
        provenance=result.provenance,
    )


def place_of(exercise: Exercise | ManualExercise | ExerciseResult) -> Place:
    """Return where *exercise* belongs."""
    return exercise.notebook, exercise.name


def columns_of(assignment: Assignment) -> list[Exercise | ManualExercise]:
    """Return the exercises in their order, those that a person grades at the end."""
    return [*assignment.exercises, *assignment.manual]


# ---------------------------------------------------------------- below: how


def _grade_on_page(exercises: Sequence[ExerciseOnPage], standing: Standing) -> GradeOnPage:
    points = {False: Decimal(0), True: Decimal(0)}
    unchecked = Decimal(0)
    for exercise in exercises:
        open_ = exercise.mark.score is None
        points[open_ and exercise.result.verdict is Verdict.MANUAL] += exercise.result.points
        unchecked += exercise.result.points if open_ and exercise.result.verdict is Verdict.UNGRADED else 0
    return GradeOnPage(
        total=standing.total,
        decided=points[False],
        unchecked=unchecked,
        waiting=points[True],
        extra_credit=sum((e.mark.extra_credit for e in exercises), Decimal(0)),
        late_penalty=standing.late_penalty,
        comments=[(cell, text) for (_, cell), text in sorted(standing.comments.items())],
    )


def _changes_on_page(earlier: Result, result: Result, assignment: Assignment) -> ChangesOnPage | None:
    changes = compare_results(earlier, result)
    order = _order_in(assignment)
    in_order = sorted(changes.exercises, key=lambda c: order.get((c.notebook, c.name), len(order)))
    if not changes.exercises and Why.SUBMISSION not in changes.why:
        return None
    return ChangesOnPage(changes.after - changes.before, REASONS[changes.why], tuple(in_order))


def _exercises_on_page(
    result: Result, assignment: Assignment, standing: Standing
) -> tuple[ExerciseOnPage, ...]:
    order = _order_in(assignment)
    descriptions = {place_of(e): _first_paragraph(e.description) for e in assignment.exercises}
    exact = {place_of(e) for e in assignment.exercises if any(q.rule.exact for q in e.questions)}
    exercises = sorted(result.exercises, key=lambda e: order.get(place_of(e), len(order)))
    return tuple(
        _exercise_on_page(
            f"exercise-{number}",
            exercise,
            descriptions.get(place_of(exercise), ""),
            standing.marks.get(place_of(exercise)) or Mark(exercise.score),
            exact=place_of(exercise) in exact and exercise.verdict is Verdict.PASSED,
        )
        for number, exercise in enumerate(exercises, 1)
    )


def _cells_on_page(
    cells: Sequence[Cell], exercises: Sequence[ExerciseOnPage], failed: Sequence[FailedCell]
) -> tuple[CellOnPage, ...]:
    """Put beside each cell what there is to say about it; of very many, those about which there is something."""
    written = {index: [e for e in exercises if e.result.cell == index] for index in {c.index for c in cells}}
    stopped = {c.index: c for c in failed}
    filled = [c for c in cells if c.source.strip()]
    if len(filled) > MAX_CELLS:
        filled = [c for c in filled if written[c.index] or c.index in stopped][:MAX_CELLS]
    shown = {c.index: "\n".join(c.source.split("\n")[:MAX_LINES])[:MAX_CODE] for c in filled}
    return tuple(
        CellOnPage(
            number=c.index + 1,
            anchor=f"cell-{c.index + 1}",
            code=shown[c.index],
            cut=len(shown[c.index]) < len(c.source),
            exercises=tuple(written[c.index]),
            failed=stopped.get(c.index),
        )
        for c in filled
    )


def _order_in(assignment: Assignment) -> dict[Place, int]:
    return {place_of(column): number for number, column in enumerate(columns_of(assignment))}


def _first_paragraph(text: str) -> str:
    return " ".join(text.strip().partition("\n\n")[0].split())


def _exercise_on_page(
    anchor: str, exercise: ExerciseResult, description: str, mark: Mark, *, exact: bool
) -> ExerciseOnPage:
    right = [q for q in exercise.questions if q.verdict is Verdict.PASSED]
    wrong = [q for q in exercise.questions if q.verdict is not Verdict.PASSED]
    if exercise.verdict is Verdict.MISSING:
        wrong = []  # the page says once that the function is missing, not at each question
    return ExerciseOnPage(
        anchor=anchor,
        result=exercise,
        description=description,
        mark=mark,
        wrong=_each_once(q for q in wrong if q.visible),
        wrong_hidden=Counter(q.finding or WORDS[q.verdict] for q in wrong if not q.visible),
        right=_each_once(q for q in right if q.visible),
        right_hidden=sum(not q.visible for q in right),
        exact=exact and not exercise.follow_through,
    )


def _each_once(questions: Iterable[QuestionResult]) -> tuple[QuestionResult, ...]:
    """Leave out what reads like an earlier one: a guard that makes the same call again."""
    return tuple({(q.asked, q.answered, q.finding): q for q in questions}.values())
