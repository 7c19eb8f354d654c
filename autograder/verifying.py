"""An instructor's audit of an assignment: does its grading do what its author thinks?

The reference earns everything, the released stub and constants earn nothing, every misconception loses points and is
named, right versions written differently lose nothing, and every exercise has a question that is not shown. Each
fault is one sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from autograder.answerkey import AnswerKey, Sheet
from autograder.asking import Conversation
from autograder.comparing import judge, judge_all
from autograder.model import Assignment, Cell, Exercise, ExerciseResult, Result, Verdict
from autograder.sandbox import Sandbox
from autograder.scoring import earned, score
from autograder.showing import show_call

MIN_VARIANTS = 12
"""How many right versions of a function, written differently, an audit wants to see pass."""

STUDENT = "verify"
"""Whose variants of the hidden questions are looked at; all variants are equally strong."""

CONSTANTS = {
    "0": "return 0",
    "1": "return 1",
    "None": "return None",
    "True": "return True",
    "an empty list": "return []",
    "an empty text": "return ''",
    "NaN": "return float('nan')",
    "(0, 0)": "return (0.0, 0.0)",
    "(1, 1, 1)": "return (1.0, 1.0, 1.0)",
    "the first argument": "return arguments[0]",
    "the last argument": "return arguments[-1]",
    "ValueError": "raise ValueError",
    "AssertionError": "raise AssertionError",
}
"""Bodies of functions that know nothing: *name*(*arguments)."""


@dataclass(frozen=True)
class QuestionWorth:
    """What one question is good for."""

    asked: str
    """The call, for the instructor's eyes."""
    kind: str
    """shown, hidden or guard."""
    catches: tuple[str, ...]
    """The misconceptions that it catches."""
    alone: tuple[str, ...]
    """Those that no other question catches."""


@dataclass(frozen=True)
class ExerciseAudit:
    """What was found about one exercise."""

    name: str
    points: Decimal
    questions: tuple[QuestionWorth, ...]
    named: tuple[str, ...]
    """Misconceptions that are named alone."""
    tied: tuple[str, ...]
    """Misconceptions that are named together with others."""
    variants: int
    """Right versions that lose nothing."""


@dataclass(frozen=True)
class Audit:
    """What was found about one assignment."""

    assignment: str
    exercises: tuple[ExerciseAudit, ...]
    faults: tuple[str, ...]
    """A sentence each; none: all is well."""


def verify(key: AnswerKey, sandbox: Sandbox, stub: Mapping[str, Sequence[Cell]]) -> Audit:
    """Audit the assignment of *key*.

    Args:
        key: its answer key. That it could be compiled means that the reference answers every question.
        sandbox: where the functions are asked.
        stub: the cells of the released notebooks, by notebook.
    """
    assignment, sheet = key.assignment, key.sheet_for(STUDENT)
    audits = [_audit(exercise, sheet) for exercise in sheet.exercises]
    faults = [
        *_reference_faults(assignment, sheet, sandbox),
        *_stub_faults(assignment, sheet, sandbox, stub),
        *_constant_faults(assignment, sheet, sandbox),
    ]
    for audit, exercise in zip(audits, sheet.exercises, strict=True):
        faults += _misconception_faults(audit, exercise, sheet)
        if not any(q.kind == "hidden" for q in audit.questions):
            faults.append(f"{exercise.name}: no question is hidden, so that answers can be written down")
    passing = _passing_variants(assignment, sheet, sandbox, faults)
    counted = tuple(replace(a, variants=passing.get(a.name, 0)) for a in audits)
    faults += [
        f"{a.name}: {a.variants} right versions in variants.py, at least {MIN_VARIANTS} are wanted"
        for a in counted
        if a.variants < MIN_VARIANTS
    ]
    return Audit(assignment.name, counted, tuple(faults))


def verify_test_cells(solved: Result, untouched: Result) -> Audit:
    """Audit an assignment without questions, by what two submissions earn.

    Args:
        solved: of the notebooks with the solutions; every test cell must give all its points.
        untouched: of the notebooks as students get them; no test cell may give any.
    """
    tests = [e for e in solved.automatic if e.points]
    faults = [
        f"{e.name}: the solution earns {_plain(e.score)} of {e.points:f} points{_reason(e)}"
        for e in tests
        if e.score != e.points
    ]
    faults += [
        f"{e.name}: the untouched notebook earns {_plain(e.score)} of {e.points:f} points"
        for e in untouched.automatic
        if e.score
    ]
    audits = tuple(ExerciseAudit(e.name, e.points, (), (), (), 0) for e in tests)
    return Audit(solved.assignment, audits, tuple(faults))


def _plain(score: Decimal | None) -> str:
    return "no score" if score is None else f"{score:f}"


def _reason(exercise: ExerciseResult) -> str:
    findings = (q.finding for q in exercise.questions if q.finding)
    return next((": " + " ".join(finding.split()) for finding in findings), "")


def _audit(exercise: Exercise, sheet: Sheet) -> ExerciseAudit:
    versions, expected = sheet.wrong_versions[exercise.name], sheet.expected[exercise.name]
    caught = [
        tuple(v.misconception.id for v in versions if judge(question, right, v.answers[place]))
        for place, (question, right) in enumerate(zip(exercise.questions, expected, strict=True))
    ]
    named, tied = [], []
    for version in versions:
        found = [d.id for d in score(exercise, version.answers, sheet, {}).diagnoses]
        if found == [version.misconception.id]:
            named.append(version.misconception.id)
        elif version.misconception.id in found:
            tied.append(version.misconception.id)
    questions = tuple(
        QuestionWorth(
            show_call(question),
            "guard" if question.guard else "shown" if question.visible else "hidden",
            catches,
            tuple(m for m in catches if sum(m in others for others in caught) == 1),
        )
        for question, catches in zip(exercise.questions, caught, strict=True)
    )
    return ExerciseAudit(exercise.name, exercise.points, questions, tuple(named), tuple(tied), 0)


def _reference_faults(assignment: Assignment, sheet: Sheet, sandbox: Sandbox) -> Iterator[str]:
    for exercise, points in _earned(assignment, sheet, sandbox, assignment.reference):
        if points != exercise.points:
            yield f"{exercise.name}: the reference earns {points} of {exercise.points} points"


def _stub_faults(
    assignment: Assignment, sheet: Sheet, sandbox: Sandbox, stub: Mapping[str, Sequence[Cell]]
) -> Iterator[str]:
    for notebook in assignment.notebooks:
        exercises = [e for e in sheet.exercises if e.notebook == notebook]
        cells = [c for c in stub.get(notebook, ()) if c.is_code and not c.is_test]
        with Conversation(sandbox, cells, assignment.data_files) as student:
            transcripts = student.ask_all(exercises)
            for outcome in student.outcomes:
                if outcome.error:
                    yield f"{notebook}: cell {outcome.index + 1} fails as released: {outcome.error}"
        for exercise in exercises:
            result = score(exercise, transcripts[exercise.name], sheet, {})
            if result.verdict is not Verdict.MISSING or result.score:
                yield f"{exercise.name}: the stub is {result.verdict} with {result.score} points, expected missing"


def _constant_faults(assignment: Assignment, sheet: Sheet, sandbox: Sandbox) -> Iterator[str]:
    for name, body in CONSTANTS.items():
        cells = {
            notebook: [Cell(0, "\n".join(f"def {e.name}(*arguments):\n    {body}" for e in sheet.exercises))]
            for notebook in assignment.notebooks
        }
        for exercise, points in _earned(assignment, sheet, sandbox, cells):
            if points:
                yield f"{exercise.name}: a function that answers {name} to everything earns {points} points"


def _misconception_faults(audit: ExerciseAudit, exercise: Exercise, sheet: Sheet) -> Iterator[str]:
    for version in sheet.wrong_versions[exercise.name]:
        id_ = version.misconception.id
        result = score(exercise, version.answers, sheet, {})
        if id_ not in audit.named + audit.tied:
            found = ", ".join(d.id for d in result.diagnoses) or "nothing"
            yield f"{exercise.name}: {id_} is not named; the diagnosis is {found}"


def _passing_variants(
    assignment: Assignment, sheet: Sheet, sandbox: Sandbox, faults: list[str]
) -> dict[str, int]:
    """Ask the right versions beside the reference; return how many of each exercise lose nothing, add to *faults*."""
    passing: dict[str, int] = {}
    for notebook in assignment.notebooks:
        exercises = {e.name: e for e in sheet.exercises if e.notebook == notebook}
        asked = {v.name: exercises[v.of] for v in assignment.variants if v.of in exercises}
        cells = [c for c in assignment.reference[notebook] if c.is_code and not c.is_test]
        together = [*cells, Cell(len(cells) + 1, assignment.variant_source)]
        stand_ins = [_renamed(exercise, name) for name, exercise in asked.items()]
        with Conversation(sandbox, together, assignment.data_files) as student:
            transcripts = student.ask_all(stand_ins)
            if asked and student.outcomes[-1].error:
                faults.append(f"variants.py: {student.outcomes[-1].error}")
        for name, exercise in asked.items():
            judged = judge_all(exercise.questions, sheet.expected[exercise.name], transcripts[name])
            lost = next((j for j in judged if j.finding), None)
            if lost is None:
                passing[exercise.name] = passing.get(exercise.name, 0) + 1
            elif lost.finding:
                faults.append(
                    f"{exercise.name}: the right version {name} fails {show_call(lost.question)}: {lost.finding.text}"
                )
    return passing


def _earned(
    assignment: Assignment, sheet: Sheet, sandbox: Sandbox, cells: Mapping[str, Sequence[Cell]]
) -> Iterator[tuple[Exercise, Decimal]]:
    """Yield what each exercise earns in a notebook of these *cells*."""
    for notebook in assignment.notebooks:
        exercises = [e for e in sheet.exercises if e.notebook == notebook]
        code = [c for c in cells[notebook] if c.is_code and not c.is_test]
        with Conversation(sandbox, code, assignment.data_files) as student:
            transcripts = student.ask_all(exercises)
        for exercise in exercises:
            yield (
                exercise,
                earned(
                    exercise,
                    judge_all(exercise.questions, sheet.expected[exercise.name], transcripts[exercise.name]),
                ),
            )


def _renamed(exercise: Exercise, function: str) -> Exercise:
    questions = tuple(replace(question, function=function) for question in exercise.questions)
    return replace(exercise, name=function, questions=questions)
