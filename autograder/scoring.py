"""One exercise's transcript -> its verdict and points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from autograder.answerkey import Sheet
from autograder.comparing import Judged, judge_all
from autograder.diagnosing import Considered, consider
from autograder.model import (
    Answer,
    Exercise,
    ExerciseResult,
    Kind,
    ManualExercise,
    Part,
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


@dataclass(frozen=True)
class EarnedPart:
    """What became of one part of an exercise."""

    part: Part
    points: Decimal
    """What it is worth."""
    lost_by: tuple[int, ...]
    """The places of the questions that withhold it, from 0."""
    is_kept: bool


@dataclass(frozen=True)
class Scoring:
    """How one exercise came to its verdict and points, step by step."""

    exercise: Exercise
    judged: tuple[Judged, ...]
    """Its questions as they were compared."""
    parts: tuple[EarnedPart, ...]
    considered: tuple[Considered, ...]
    """What was tried to say why, in order, up to what told something; empty where nothing had to be said."""
    result: ExerciseResult


def score(
    exercise: Exercise,
    transcript: Sequence[Answer],
    sheet: Sheet,
    earlier: Mapping[str, Verdict],
    ask: Probe | None = None,
) -> ExerciseResult:
    """Judge the *transcript* of one exercise. See `work_out` for the arguments."""
    return work_out(exercise, transcript, sheet, earlier, ask).result


def work_out(
    exercise: Exercise,
    transcript: Sequence[Answer],
    sheet: Sheet,
    earlier: Mapping[str, Verdict],
    ask: Probe | None = None,
) -> Scoring:
    """Judge the *transcript* of one exercise and keep every step.

    Args:
        exercise: what was asked about, with this student's variants.
        transcript: what came back, in the order of its questions.
        sheet: what is right, and what known mistakes answer.
        earlier: the verdicts of the exercises before it.
        ask: asks the student's process one question more, to find out why.
    """
    judged = judge_all(exercise.questions, sheet.expected[exercise.name], transcript)
    parts = earn_parts(exercise, judged)
    points = _sum_up(parts)
    verdict = _verdict(exercise, judged, points)
    considered: tuple[Considered, ...] = ()
    if verdict not in (Verdict.PASSED, Verdict.MISSING):
        with phase("diagnosing"):
            considered = tuple(_until_found(consider(exercise, judged, sheet, earlier, ask)))
    result = ExerciseResult(
        name=exercise.name,
        notebook=exercise.notebook,
        points=exercise.points,
        score=points,
        verdict=verdict,
        flags=("tampered",) if any(answer.tampered for answer in transcript) else (),
        diagnoses=considered[-1].found if considered else (),
        questions=tuple(_question_result(j) for j in judged),
    )
    return Scoring(exercise, tuple(judged), parts, considered, result)


def earned(exercise: Exercise, judged: Sequence[Judged]) -> Decimal:
    """Return the points of the parts whose questions and guards all passed; guards alone earn nothing."""
    return _sum_up(earn_parts(exercise, judged))


def earn_parts(exercise: Exercise, judged: Sequence[Judged]) -> tuple[EarnedPart, ...]:
    """Return what became of each part: it is kept if all its questions and guards passed, and it has a question."""
    named = any(j.question.part for j in judged)
    parts = []
    for part in exercise.parts:
        name = part.name if named else None
        # What belongs to no part is the one whole, or a guard over all parts.
        lost_by = tuple(i for i, j in enumerate(judged) if j.finding and j.question.part in (name, None))
        asked = any(j.question.part == name and not j.question.guard for j in judged)
        parts.append(EarnedPart(part, exercise.points * part.share, lost_by, asked and not lost_by))
    return tuple(parts)


def ungraded(exercise: Exercise | ManualExercise) -> ExerciseResult:
    """Return the result of an exercise about which nothing is known: a person must look."""
    return ExerciseResult(exercise.name, exercise.notebook, exercise.points, None, Verdict.UNGRADED)


def manual(exercise: ManualExercise) -> ExerciseResult:
    """Return the result of an exercise that a person grades."""
    return ExerciseResult(exercise.name, exercise.notebook, exercise.points, None, Verdict.MANUAL)


def _sum_up(parts: Iterable[EarnedPart]) -> Decimal:
    return sum((each.points for each in parts if each.is_kept), Decimal(0)).normalize()


def _until_found(ways: Iterable[Considered]) -> Iterator[Considered]:
    for way in ways:
        yield way
        if way.found:
            return


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
