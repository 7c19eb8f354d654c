"""One notebook of an assignment without questions -> what its test cells say about it.

The notebook is repaired, then its cells run as in a kernel, and what each test cell showed is marked on this side.
Where an assignment has tests that are not shown, they run in a process of their own: whatever is shown to the student
comes from another run, of the notebook as it was given out. A process that has seen a hidden test could carry it into
every later output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from autograder.errors import SubmissionError
from autograder.executing import execute
from autograder.marking import Policy, mark
from autograder.model import (
    Assignment,
    CellOutcome,
    ExerciseResult,
    FailedCell,
    GivenCell,
    QuestionResult,
    Shown,
    Verdict,
)
from autograder.notebook import failed_cell, read_notebook
from autograder.repairing import RepairedCell, cells_to_run, executed_notebook, repair
from autograder.sandbox import Sandbox

MAX_TEXT = 2_000
"""How many characters of what a test cell showed stand on the page."""

HIDDEN = {
    Verdict.TIMEOUT: "a test that is not shown ran too long",
    Verdict.CRASHED: "a test that is not shown ended the program",
    Verdict.ERROR: "a test that is not shown stopped with an error",
    Verdict.PARTIAL: "the tests that are not shown gave a part of the points",
    Verdict.UNGRADED: "what the tests that are not shown came to is no number of points",
}
"""What is said of a hidden test; what it was and what it found stay here."""


@dataclass(frozen=True)
class Desk:
    """What is needed to mark any notebook of a submission."""

    sandbox: Sandbox
    files: Mapping[str, bytes]
    """What lies beside the notebooks."""
    policy: Policy


@dataclass(frozen=True)
class Marked:
    """What came of one notebook."""

    exercises: tuple[ExerciseResult, ...]
    unanswered: tuple[str, ...]
    """Names of the places for answers that are still what was given out."""
    code_cells: int = 0
    failed_cells: tuple[FailedCell, ...] = ()
    executed: bytes = b""
    """The repaired notebook with everything that its cells showed: for instructors."""
    problem: str = ""
    """Why there is nothing to mark."""


def mark_notebook(name: str, file: str, data: bytes, assignment: Assignment, desk: Desk) -> Marked:
    """Repair, run and mark one notebook of a submission. Raises SandboxError when our side fails.

    Args:
        name: of the notebook in the assignment.
        file: what the student called it.
        data: what was handed in.
        assignment: what was given out.
        desk: where it runs, and by whose rule it is marked.
    """
    given = assignment.given[name]
    try:
        submitted = read_notebook(file, data)
    except SubmissionError as wrong:
        ungraded = tuple(_exercise(name, one, Verdict.UNGRADED, None) for one in _graded(given))
        return Marked(ungraded, (), problem=str(wrong))
    repaired = repair(submitted, submitted.kinds, given)
    graded = _run(repaired, desk, hidden=True)
    shown = graded
    if _has_hidden_tests(repaired) and not _all_is_well(repaired, graded, desk.policy):
        shown = _run(repaired, desk, hidden=False)
    elif _has_hidden_tests(repaired):
        shown = {}
    tampered = any(outcome.tampered for outcome in (*graded.values(), *shown.values()))
    exercises = []
    answer: int | None = None  # where the code is that the next tests test: the last place for an answer
    for index, cell in enumerate(repaired):
        if cell.given is not None and cell.given.is_solution and cell.given.kind == "code":
            answer = cell.place
        if cell.given is None or cell.given.points is None:
            continue
        if not cell.given.is_test:
            found = _exercise(name, cell.given, Verdict.MANUAL, None)
        elif tampered:
            found = _exercise(name, cell.given, Verdict.UNGRADED, None, flags=("tampered",))
        else:
            found = _mark_cell(name, cell, graded[index], shown.get(index), desk.policy)
        exercises.append(replace(found, cell=answer if cell.given.is_test else cell.place))
    order = {one.name: number for number, one in enumerate(given)}
    return Marked(
        exercises=tuple(sorted(exercises, key=lambda exercise: order[exercise.name])),
        unanswered=tuple(cell.given.name for cell in repaired if cell.given is not None and cell.unanswered),
        code_cells=sum(cell.is_code for cell in submitted.cells),
        failed_cells=_failed_cells(name, repaired, shown),
        executed=executed_notebook(repaired, submitted.attachments, graded.values()),
    )


def missing_notebook(name: str, assignment: Assignment) -> Marked:
    """Return what a notebook earns that was not handed in: nothing, in every cell."""
    given = assignment.given[name]
    exercises = [
        _exercise(name, one, Verdict.MISSING, Decimal(0))
        if one.is_test
        else _exercise(name, one, Verdict.MANUAL, None)
        for one in _graded(given)
    ]
    unanswered = tuple(one.name for one in given if one.is_solution or not _is_plain(one))
    return Marked(tuple(exercises), unanswered, problem=f"{name}.ipynb was not handed in")


# ---------------------------------------------------------------- below: how


def _run(repaired: Sequence[RepairedCell], desk: Desk, *, hidden: bool) -> dict[int, CellOutcome]:
    outcomes = execute(desk.sandbox, cells_to_run(repaired, hidden=hidden), desk.files)
    return {outcome.index: outcome for outcome in outcomes}


def _has_hidden_tests(repaired: Sequence[RepairedCell]) -> bool:
    return any(cell.kind == "code" and cell.source != cell.shown for cell in repaired)


def _all_is_well(
    repaired: Sequence[RepairedCell], outcomes: Mapping[int, CellOutcome], policy: Policy
) -> bool:
    """Tell whether there is nothing to explain: every test cell has all its points, and no cell failed."""
    return all(
        mark(outcome, _points(repaired[index]), policy).verdict is Verdict.PASSED
        if _is_test(repaired[index])
        else not _error_of(outcome)
        for index, outcome in outcomes.items()
    )


def _mark_cell(
    notebook: str, cell: RepairedCell, graded: CellOutcome, shown: CellOutcome | None, policy: Policy
) -> ExerciseResult:
    """Mark one test cell by *graded*; what is said about it comes from *shown*, where hidden tests have not run."""
    assert cell.given is not None  # noqa: S101  a test cell is always one that was given out
    points = _points(cell)
    earned = mark(graded, points, policy, cell.shown)
    if shown is not None and cell.source != cell.shown:  # what it comes to without the rest means nothing
        outputs = tuple(output for output in shown.outputs if output.kind is not Shown.RESULT)
        shown = replace(shown, outputs=outputs)
    visible = earned if shown is None or shown is graded else mark(shown, points, policy, cell.shown)
    questions = []
    if cell.shown.strip():
        answered = "" if shown is None else _text_of(shown)
        verdict = visible.verdict if shown is not None else Verdict.PASSED
        finding = visible.finding if shown is not None else ""
        questions.append(QuestionResult(True, verdict, finding, asked=cell.shown, answered=answered))
    explained = any(question.verdict is not Verdict.PASSED for question in questions)
    if earned.verdict is not Verdict.PASSED and not explained:
        finding = HIDDEN.get(earned.verdict, "a test that is not shown did not pass")
        questions.append(QuestionResult(False, earned.verdict, finding))
    return _exercise(notebook, cell.given, earned.verdict, earned.score, tuple(questions))


def _exercise(
    notebook: str,
    given: GivenCell,
    verdict: Verdict,
    score: Decimal | None,
    questions: tuple[QuestionResult, ...] = (),
    flags: tuple[str, ...] = (),
) -> ExerciseResult:
    points = given.points or Decimal(0)
    return ExerciseResult(given.name, notebook, points, score, verdict, flags, questions=questions)


def _graded(given: Sequence[GivenCell]) -> list[GivenCell]:
    return [one for one in given if one.points is not None]


def _is_test(cell: RepairedCell) -> bool:
    return cell.given is not None and cell.given.is_test


def _points(cell: RepairedCell) -> Decimal:
    return (cell.given.points if cell.given is not None else None) or Decimal(0)


def _is_plain(given: GivenCell) -> bool:
    return given.points is None or given.is_test


def _failed_cells(
    notebook: str, repaired: Sequence[RepairedCell], shown: Mapping[int, CellOutcome]
) -> tuple[FailedCell, ...]:
    """Return the student's own cells that failed; what a test cell found stands with its exercise."""
    return tuple(
        failed_cell(cell.place, error, notebook, _line_of(shown[index]), cell.shown)
        for index, cell in enumerate(repaired)
        if cell.place is not None
        and not _is_test(cell)
        and index in shown
        and (error := _error_of(shown[index]))
    )


def _error_of(outcome: CellOutcome) -> str:
    if outcome.ended is not None:
        return outcome.error
    errors = (output for output in outcome.outputs if output.kind is Shown.ERROR)
    return next((f"{error.name}: {error.text}".rstrip(": ") for error in errors), "")


def _line_of(outcome: CellOutcome) -> int:
    """Return in which line it failed, from 1; 0 when that is not known."""
    return next((output.line for output in outcome.outputs if output.kind is Shown.ERROR), 0)


def _text_of(outcome: CellOutcome) -> str:
    """Return what a cell showed as text, bounded; its error stands in the finding."""
    texts = [
        output.text if output.kind is Shown.STREAM else output.data.get("text/plain", "") + "\n"
        for output in outcome.outputs
        if output.kind is not Shown.ERROR
    ]
    text = "".join(texts).strip("\n")
    return text if len(text) <= MAX_TEXT else f"{text[:MAX_TEXT]}\n... {len(text) - MAX_TEXT} more characters"
