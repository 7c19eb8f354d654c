"""One exercise's transcript -> its verdict and points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from autograder.answerkey import Sheet
from autograder.comparing import Judged, judge_all
from autograder.diagnosing import diagnose
from autograder.model import (
    Answer,
    Diagnosis,
    Exercise,
    ExerciseResult,
    Kind,
    ManualExercise,
    QuestionResult,
    Verdict,
)
from autograder.phases import phase
from autograder.probing import Probe
from autograder.showing import show_answer, show_call
from autograder.snippets import write_snippet

VERDICTS = {
    Kind.VALUE: Verdict.FAILED,
    Kind.ERROR: Verdict.ERROR,
    Kind.MISSING: Verdict.MISSING,
    Kind.TIMEOUT: Verdict.TIMEOUT,
    Kind.CRASHED: Verdict.CRASHED,
    Kind.NOT_ASKED: Verdict.FAILED,
}
"""What a question's verdict is when there is a finding."""


def score(
    exercise: Exercise,
    transcript: Sequence[Answer],
    sheet: Sheet,
    earlier: Mapping[str, Verdict],
    ask: Probe | None = None,
) -> ExerciseResult:
    """Judge the *transcript* of one exercise.

    Args:
        exercise: what was asked about, with this student's variants.
        transcript: what came back, in the order of its questions.
        sheet: what is right, and what known mistakes answer.
        earlier: the verdicts of the exercises before it.
        ask: asks the student's process one question more, to find out why.
    """
    judged = judge_all(exercise.questions, sheet.expected[exercise.name], transcript)
    points = earned(exercise, judged)
    verdict = _verdict(exercise, judged, points)
    diagnoses: tuple[Diagnosis, ...] = ()
    if verdict not in (Verdict.PASSED, Verdict.MISSING):
        with phase("diagnosing"):
            diagnoses = diagnose(exercise, judged, sheet, earlier, ask)
    return ExerciseResult(
        name=exercise.name,
        notebook=exercise.notebook,
        points=exercise.points,
        score=points,
        verdict=verdict,
        flags=("tampered",) if any(answer.tampered for answer in transcript) else (),
        diagnoses=diagnoses,
        questions=tuple(_question_result(j) for j in judged),
    )


def earned(exercise: Exercise, judged: Sequence[Judged]) -> Decimal:
    """Return the points of the parts whose questions and guards all passed; guards alone earn nothing."""
    named = any(j.question.part for j in judged)
    lost = {j.question.part for j in judged if j.finding is not None}
    if None in lost:  # the one whole, or a guard over all parts
        return Decimal(0)
    kept = {j.question.part for j in judged if not j.question.guard} - lost
    shares = (part.share for part in exercise.parts if (part.name if named else None) in kept)
    return sum((exercise.points * share for share in shares), Decimal(0)).normalize()


def ungraded(exercise: Exercise | ManualExercise) -> ExerciseResult:
    """Return the result of an exercise about which nothing is known: a person must look."""
    return ExerciseResult(exercise.name, exercise.notebook, exercise.points, None, Verdict.UNGRADED)


def manual(exercise: ManualExercise) -> ExerciseResult:
    """Return the result of an exercise that a person grades."""
    return ExerciseResult(exercise.name, exercise.notebook, exercise.points, None, Verdict.MANUAL)


def _verdict(exercise: Exercise, judged: Sequence[Judged], points: Decimal) -> Verdict:
    if points == exercise.points:
        return Verdict.PASSED
    asked = [j.answer for j in judged if j.answer.kind is not Kind.NOT_ASKED]
    if asked and all(_is_stub(answer) for answer in asked):
        return Verdict.MISSING
    if points:
        return Verdict.PARTIAL
    kinds = {j.answer.kind for j in judged if j.finding}
    for kind in (Kind.TIMEOUT, Kind.CRASHED):
        if kind in kinds:
            return VERDICTS[kind]
    return Verdict.ERROR if kinds == {Kind.ERROR} else Verdict.FAILED


def _is_stub(answer: Answer) -> bool:
    """Tell whether there is no function, or still the one that was handed out."""
    return answer.kind is Kind.MISSING or (
        answer.kind is Kind.ERROR and answer.error == "NotImplementedError"
    )


def _question_result(judged: Judged) -> QuestionResult:
    question, answer, finding = judged.question, judged.answer, judged.finding
    verdict = VERDICTS[answer.kind] if finding else Verdict.PASSED
    if finding and _is_stub(answer):
        verdict = Verdict.MISSING
    if question.visible:
        text = finding.text if finding else ""
        snippet = write_snippet(question) if finding else ""
        return QuestionResult(True, verdict, text, show_call(question), show_answer(answer), snippet)
    about = f"{question.about}: " if question.about else ""
    return QuestionResult(False, verdict, about + finding.generic if finding else "")
