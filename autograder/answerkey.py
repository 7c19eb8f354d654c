"""An assignment compiled: every question with the reference's and each misconception's answer.

The reference is the solution in the source notebook, and it answers where students answer: in a sealed process, asked
the same questions in the same order. A misconception answers beside it, since wrong versions call right functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.asking import interview
from autograder.comparing import judge
from autograder.errors import AssignmentError
from autograder.model import Answer, Assignment, Cell, Exercise, Kind, Misconception, NotPlain
from autograder.sandbox import Limits, Sandbox
from autograder.showing import show_answer, show_call

LIMITS_FOR_AUTHORS = Limits(
    cell_cpu_seconds=60.0, question_cpu_seconds=30.0, submission_cpu_seconds=600.0, idle_seconds=30.0
)
"""Author's code is trusted to end some time; the limits are there for mistakes."""


@dataclass(frozen=True)
class WrongVersion:
    """A misconception with its answers to the questions of its exercise, in their order."""

    misconception: Misconception
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class AnswerKey:
    """What is right, and what known mistakes look like. Stays on this side of the wall."""

    assignment: Assignment
    expected: Mapping[str, tuple[Answer, ...]]
    """The reference's answers, by exercise."""
    wrong_versions: Mapping[str, tuple[WrongVersion, ...]]
    """By exercise."""
    environment: Mapping[str, str]
    """Versions of the interpreter and the libraries that answered."""
    isolation: tuple[str, ...]


def compile_answer_key(assignment: Assignment, sandbox: Sandbox) -> AnswerKey:
    """Ask the reference and every misconception of *assignment*.

    Raises:
        AssignmentError: the reference does not answer one of the questions, or a misconception cannot be told from it.
    """
    expected: dict[str, tuple[Answer, ...]] = {}
    wrong: dict[str, tuple[WrongVersion, ...]] = {}
    for notebook in assignment.notebooks:
        cells = [cell for cell in assignment.reference[notebook] if cell.is_code and not cell.is_test]
        exercises = [e for e in assignment.exercises if e.notebook == notebook]
        answered = interview(sandbox, cells, assignment.data_files, exercises)
        for outcome in answered.outcomes:
            if outcome.error:
                raise AssignmentError(f"{notebook}.ipynb: cell {outcome.index + 1} fails: {outcome.error}")
        for exercise in exercises:
            _check_reference(exercise, answered.transcripts[exercise.name])
        expected |= answered.transcripts
        wrong |= _ask_misconceptions(assignment, sandbox, cells, exercises)
    _check_misconceptions(assignment, expected, wrong)
    return AnswerKey(assignment, expected, wrong, sandbox.environment, sandbox.isolation)


def _ask_misconceptions(
    assignment: Assignment, sandbox: Sandbox, cells: Sequence[Cell], exercises: Sequence[Exercise]
) -> dict[str, tuple[WrongVersion, ...]]:
    """Define the wrong versions beside the reference and ask each the questions of its exercise."""
    after = max((cell.index for cell in cells), default=0) + 1
    together = [*cells, Cell(after, assignment.misconception_source)]
    versions: dict[str, tuple[WrongVersion, ...]] = {}
    stand_ins = [
        replace(
            exercise, name=m.name, questions=tuple(replace(q, function=m.name) for q in exercise.questions)
        )
        for exercise in exercises
        for m in assignment.misconceptions
        if m.of == exercise.name
    ]
    transcripts = interview(sandbox, together, assignment.data_files, stand_ins).transcripts
    for exercise in exercises:
        versions[exercise.name] = tuple(
            WrongVersion(m, transcripts[m.name]) for m in assignment.misconceptions if m.of == exercise.name
        )
    return versions


def _check_reference(exercise: Exercise, answers: Sequence[Answer]) -> None:
    for question, answer in zip(exercise.questions, answers, strict=True):
        answered = answer.kind is Kind.VALUE and not isinstance(answer.value, NotPlain)
        if not answered and not question.raises:
            raise AssignmentError(
                f"the reference does not answer {show_call(question)}: {show_answer(answer)}"
            )
        finding = judge(question, answer, answer)
        if finding is not None:
            raise AssignmentError(
                f"the reference fails its own question {show_call(question)}: {finding.text}"
            )


def _check_misconceptions(
    assignment: Assignment,
    expected: Mapping[str, tuple[Answer, ...]],
    wrong: Mapping[str, tuple[WrongVersion, ...]],
) -> None:
    for exercise in assignment.exercises:
        for version in wrong[exercise.name]:
            pairs = zip(exercise.questions, expected[exercise.name], version.answers, strict=True)
            if all(judge(*each) is None for each in pairs):
                name = version.misconception.name
                raise AssignmentError(
                    f"misconception {name} of {exercise.name} answers every question rightly"
                )
