"""One submission -> its result. Read this first: it is the story of the program.

A student's notebook is text until a sealed process runs its cells. There every exercise is asked its questions; what
comes back is a claim, which is compared on this side with what the reference answered to the same questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from itertools import chain

from autograder import __version__
from autograder.answerkey import AnswerKey, Sheet
from autograder.asking import Conversation
from autograder.definitions import find_definition
from autograder.errors import SubmissionError
from autograder.following import Followed, Reference, follow_through
from autograder.formulas import add_own_formulas
from autograder.marking import Policy
from autograder.model import (
    Assignment,
    Cell,
    CellOutcome,
    Exercise,
    ExerciseResult,
    FailedCell,
    Graded,
    Grounds,
    Provenance,
    Result,
    Submission,
    Verdict,
)
from autograder.notebook import Notebook, choose_files, executed_notebook, failed_cell, read_notebook
from autograder.phases import phase
from autograder.pictures import add_pictures
from autograder.sandbox import Sandbox
from autograder.scoring import Scoring, manual, ungraded, work_out
from autograder.testcells import Desk, mark_notebook, missing_notebook


def grade(
    submission: Submission, key: AnswerKey, sandbox: Sandbox, reference: Reference, share: Decimal
) -> Graded:
    """Grade one submission; one that cannot be read is *ungraded* and says why. See `work_through` for the arguments.

    Raises:
        SandboxError: our own side failed. Nothing is known about the submission.
    """
    return work_through(submission, key, sandbox, reference, share).graded


@dataclass(frozen=True)
class Steps:
    """How one exercise came to its result."""

    scoring: Scoring
    followed: Followed


@dataclass(frozen=True)
class Worked:
    """What grading leaves of one submission, and every step on the way to it."""

    graded: Graded
    steps: Mapping[tuple[str, str], Steps]
    """By notebook and name of the exercise; empty where nothing could be asked."""


def work_through(
    submission: Submission, key: AnswerKey, sandbox: Sandbox, reference: Reference, share: Decimal
) -> Worked:
    """Grade one submission as `grade` does, and keep every step.

    Args:
        submission: what was handed in.
        key: what is right, and what known mistakes look like.
        sandbox: where the student's processes live.
        reference: answers for wrong functions where a later exercise builds on them.
        share: how much of the points is given for a step that is right on a wrong earlier one, 0 to 1.

    Raises:
        SandboxError: our own side failed. Nothing is known about the submission.
    """
    assignment = key.assignment
    with phase("reading"):
        sheet = key.sheet_for(submission.student)
        try:
            files = files_of(submission, assignment)
            notebooks = {name: read_notebook(file, submission.files[file]) for name, file in files.items()}
        except SubmissionError as problem:
            return Worked(ungraded_result(submission, key, str(problem)), {})
    exercises: list[ExerciseResult] = []
    steps: dict[tuple[str, str], Steps] = {}
    outcomes: dict[str, tuple[CellOutcome, ...]] = {}
    for name, notebook in notebooks.items():
        asked = [e for e in sheet.exercises if e.notebook == name]
        open_notebook = partial(
            Conversation, sandbox, cells_to_run(notebook, assignment), assignment.data_files
        )
        with open_notebook() as student:
            scorings = ask_and_score(student, asked, sheet)
            outcomes[name] = student.outcomes
        seen = {outcome.index for outcome in student.outcomes if not outcome.error}
        open_again = partial(open_notebook, seen=seen, asked=[e.name for e in asked])
        with phase("follow-through"):
            first = [scoring.result for scoring in scorings]
            followed = follow_through(first, asked, sheet, open_again, reference, share)
        steps |= {(name, s.exercise.name): Steps(s, f) for s, f in zip(scorings, followed, strict=True)}
        exercises += [
            replace(e, cell=find_definition(notebook.cells, e.name), grounds=key.grounds[name, e.name])
            for e in illustrate([each.result for each in followed], asked, sheet, open_again)
        ]
    result = Result(
        student=submission.student,
        assignment=submission.assignment,
        exercises=(*exercises, *map(manual, assignment.manual)),
        provenance=provenance_of(submission, key),
        code_cells=sum(cell.is_code for notebook in notebooks.values() for cell in notebook.cells),
        failed_cells=tuple(
            failed_cell_of(name, notebook, outcome)
            for name, notebook in notebooks.items()
            for outcome in outcomes[name]
            if outcome.error
        ),
    )
    with phase("notebook"):
        executed = {
            name: _executed(files[name], submission.files[files[name]], notebook, outcomes[name])
            for name, notebook in notebooks.items()
        }
    return Worked(Graded(result, executed), steps)


def grade_by_test_cells(submission: Submission, key: AnswerKey, sandbox: Sandbox, policy: Policy) -> Graded:
    """Grade one submission of an assignment without questions: what its test cells show decides.

    They run beside the student's code, so this is as trustworthy as nbgrader and no more. A notebook that is missing
    earns nothing, one that cannot be read is *ungraded*.

    Args:
        submission: what was handed in.
        key: the assignment, with the cells that were given out.
        sandbox: where the student's processes live; its nursery has IPython's shell.
        policy: what a test cell's outputs are worth.

    Raises:
        SandboxError: our own side failed. Nothing is known about the submission.
    """
    assignment = key.assignment
    files, problems = _chosen(submission, assignment)
    if not files:
        return ungraded_result(submission, key, "; ".join(problems))
    beside = {name: data for name, data in submission.files.items() if name.endswith(".py")}
    desk = Desk(sandbox, {**beside, **assignment.data_files}, policy)
    marked = {
        name: mark_notebook(name, files[name], submission.files[files[name]], assignment, desk)
        if name in files
        else missing_notebook(name, assignment)
        for name in assignment.notebooks
    }
    result = Result(
        student=submission.student,
        assignment=submission.assignment,
        exercises=tuple(
            replace(exercise, grounds=key.grounds.get((name, exercise.name), Grounds()))
            for name, each in marked.items()
            for exercise in each.exercises
        ),
        provenance=provenance_of(submission, key),
        code_cells=sum(each.code_cells for each in marked.values()),
        failed_cells=tuple(chain.from_iterable(each.failed_cells for each in marked.values())),
        unanswered=tuple((name, cell) for name, each in marked.items() for cell in each.unanswered),
        notebook_problems=tuple((name, each.problem) for name, each in marked.items() if each.problem),
    )
    return Graded(result, {name: each.executed for name, each in marked.items() if each.executed})


def illustrate(
    results: Sequence[ExerciseResult],
    exercises: Sequence[Exercise],
    sheet: Sheet,
    open_again: Callable[[], Conversation],
) -> list[ExerciseResult]:
    """Return *results* with what only shows something: the student's own formulas, and pictures.

    Both are asked in one process, which is opened only if there is something to ask.
    """
    with ExitStack() as stack:
        look_again = cache(lambda: stack.enter_context(open_again()))
        with_formulas = add_own_formulas(results, exercises, look_again)
        with phase("pictures"):
            return add_pictures(with_formulas, exercises, sheet.pictures, look_again)


def ask_and_score(student: Conversation, exercises: Sequence[Exercise], sheet: Sheet) -> list[Scoring]:
    """Ask all questions, then score exercise after exercise; each is told how the earlier ones came out."""
    with phase("questions"):
        transcripts = student.ask_all(exercises)
    verdicts: dict[str, Verdict] = {}
    scorings = []
    for exercise in exercises:
        ask_more = partial(student.ask, exercise.name)
        with phase("comparing"):
            scorings.append(work_out(exercise, transcripts[exercise.name], sheet, verdicts, ask_more))
        verdicts[exercise.name] = scorings[-1].result.verdict
    return scorings


def files_of(submission: Submission, assignment: Assignment) -> dict[str, str]:
    """Return the submitted file for each notebook of the assignment, whatever the student calls it.

    Raises SubmissionError with what is wrong, for the student's page and the TA's table.
    """
    files, problems = _chosen(submission, assignment)
    if problems:
        raise SubmissionError("; ".join(problems))
    return files


def _chosen(submission: Submission, assignment: Assignment) -> tuple[dict[str, str], list[str]]:
    """Return the file for each notebook, whatever the student calls it, and why there is none for the others."""
    if submission.problem:
        return {}, [submission.problem]
    cells = assignment.reference
    known = {name: [c.grade_id for c in cells[name] if c.grade_id] for name in assignment.notebooks}
    return choose_files(submission.files, known)


def cells_to_run(notebook: Notebook, assignment: Assignment) -> list[Cell]:
    """Return the code cells, without the released test cells: those were for the student, and we ask our own.

    Which cells are the instructor's is told by their text: what a submission says about itself may be wrong.
    """
    ours = [cell for cells in assignment.reference.values() for cell in cells if cell.is_code]
    tests = {_squeezed(cell.source) for cell in ours if cell.is_test}
    given = {_squeezed(cell.source) for cell in ours if cell.is_setup}
    return [
        replace(cell, is_setup=_squeezed(cell.source) in given)
        for cell in notebook.cells
        if cell.is_code and _squeezed(cell.source) not in tests
    ]


def failed_cell_of(name: str, notebook: Notebook, outcome: CellOutcome) -> FailedCell:
    """Return what is kept of a cell that did not run to its end."""
    source = next(cell.source for cell in notebook.cells if cell.index == outcome.index)
    return failed_cell(outcome.index, outcome.error, name, outcome.line, source)


def ungraded_result(submission: Submission, key: AnswerKey, problem: str) -> Graded:
    """Return the result of a submission about which nothing is known: no points, no zero, a person must look."""
    exercises = (*map(ungraded, key.assignment.exercises), *map(ungraded, key.assignment.manual))
    provenance = provenance_of(submission, key)
    result = Result(submission.student, submission.assignment, exercises, provenance, problem=problem)
    return Graded(result, {})


def provenance_of(submission: Submission, key: AnswerKey) -> Provenance:
    """Return what a result of *submission* depends on."""
    return Provenance(__version__, key.assignment.digest, submission.digest, key.environment, key.isolation)


def _executed(file: str, data: bytes, notebook: Notebook, outcomes: Sequence[CellOutcome]) -> bytes:
    """Return the notebook with what its cells printed here, in the form that nbgrader keeps."""
    return executed_notebook(None if file.lower().endswith(".py") else data, notebook, outcomes)


def _squeezed(source: str) -> str:
    """Return *source* without what editors change by themselves."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
