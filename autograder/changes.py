"""What is different from the student's earlier result, and why: another submission, other questions, another program.

Only what this program gave is compared. Marks by hand stand on the page beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from autograder.model import ExerciseResult, QuestionResult, Result, Verdict


class Why(StrEnum):
    """What was not the same the last time; there may be more than one reason."""

    SUBMISSION = "submission"
    ASSIGNMENT = "assignment"
    """Its questions, points, tolerances or limits."""
    PROGRAM = "program"
    """This program, Python, a library, or the seal."""


class Ground(StrEnum):
    """What of an exercise is not as it was; there may be more than one."""

    POINTS = "points"
    QUESTIONS = "questions"
    COMPARING = "comparing"
    """How closely answers must agree."""
    REFERENCE = "reference"
    """What counts as right."""


@dataclass(frozen=True)
class QuestionChange:
    """A question that came out differently, or is in one of the results only."""

    before: QuestionResult | None
    """None: it was not asked."""
    after: QuestionResult | None
    """None: it is not asked any more."""


@dataclass(frozen=True)
class Change:
    """An exercise that came out differently."""

    name: str
    """Of the exercise."""
    notebook: str
    """Where it is."""
    before: ExerciseResult | None
    """None: there was no such exercise."""
    after: ExerciseResult | None
    """None: there is no such exercise any more."""

    @property
    def grounds(self) -> frozenset[Ground]:
        """Return what its author has changed; nothing where one of the results does not tell."""
        if self.before is None or self.after is None:
            return frozenset()
        was, now = self.before.grounds, self.after.grounds
        different = {
            Ground.POINTS: self.before.points != self.after.points,
            Ground.QUESTIONS: _differ(was.questions, now.questions),
            Ground.COMPARING: _differ(was.comparing, now.comparing) and was.questions == now.questions,
            Ground.REFERENCE: _differ(was.reference, now.reference) and was.questions == now.questions,
        }
        return frozenset(ground for ground, is_so in different.items() if is_so)

    @property
    def questions(self) -> tuple[QuestionChange, ...]:
        """Return the questions that came out differently; hidden ones only where there are as many as before."""
        return tuple(_compare_questions(self.before, self.after))

    @property
    def gained(self) -> Decimal | None:
        """Return how many points more it has now, negative for less; None where that cannot be said."""
        if self.before is None or self.after is None or self.before.score is None or self.after.score is None:
            return None
        return self.after.score - self.before.score


@dataclass(frozen=True)
class Changes:
    """What is different from an earlier result."""

    why: frozenset[Why]
    before: Decimal
    """The points of the earlier result."""
    after: Decimal
    exercises: tuple[Change, ...]
    """Those that came out differently, in the order of the new result, then those that are gone."""
    reworded: tuple[Change, ...] = ()
    """Those with the same verdict and points of which something else is said."""


def compare_results(earlier: Result, later: Result) -> Changes:
    """Return what is different in *later*. Exercises are the same if notebook and name are."""
    old = {(e.notebook, e.name): e for e in earlier.exercises}
    new = {(e.notebook, e.name): e for e in later.exercises}
    changed = [Change(name, at, old.get((at, name)), new.get((at, name))) for at, name in {**new, **old}]
    return Changes(
        why=_why(earlier, later),
        before=earlier.score,
        after=later.score,
        exercises=tuple(c for c in changed if _outcome(c.before) != _outcome(c.after)),
        reworded=tuple(
            c
            for c in changed
            if _outcome(c.before) == _outcome(c.after) and _words(c.before) != _words(c.after)
        ),
    )


def _outcome(exercise: ExerciseResult | None) -> tuple[Verdict, Decimal | None, Decimal] | None:
    return None if exercise is None else (exercise.verdict, exercise.score, exercise.points)


def _words(exercise: ExerciseResult | None) -> tuple[object, ...]:
    return () if exercise is None else (exercise.diagnoses, exercise.questions, exercise.follow_through)


def _differ(one: str, other: str) -> bool:
    """Tell whether two grounds are known and different."""
    return bool(one and other and one != other)


def _compare_questions(
    before: ExerciseResult | None, after: ExerciseResult | None
) -> Iterator[QuestionChange]:
    old, new = (_by_call(exercise.questions if exercise else ()) for exercise in (before, after))
    same_number = len([k for k in old if k[0] is None]) == len([k for k in new if k[0] is None])
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        if was != now and (key[0] is not None or same_number):
            yield QuestionChange(was, now)


def _by_call(questions: Sequence[QuestionResult]) -> dict[tuple[str | None, int], QuestionResult]:
    """Return *questions* by what is asked, None for a hidden one, and which of those that ask the same."""
    counts: Counter[str | None] = Counter()
    by_call = {}
    for question in questions:
        by_call[question.asked, counts[question.asked]] = question
        counts[question.asked] += 1
    return by_call


def _why(earlier: Result, later: Result) -> frozenset[Why]:
    was, now = earlier.provenance, later.provenance
    different = {
        Why.SUBMISSION: was.submission_digest != now.submission_digest,
        Why.ASSIGNMENT: was.assignment_digest != now.assignment_digest,
        Why.PROGRAM: (was.autograder, was.environment, was.isolation)
        != (now.autograder, now.environment, now.isolation),
    }
    return frozenset(why for why, is_so in different.items() if is_so)
