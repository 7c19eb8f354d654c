"""What is different from the student's earlier result, and why: another submission, other questions, another program.

Only what this program gave is compared. Marks by hand stand on the page beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from autograder.model import ExerciseResult, Result, Verdict


class Why(StrEnum):
    """What was not the same the last time; there may be more than one reason."""

    SUBMISSION = "submission"
    ASSIGNMENT = "assignment"
    """Its questions, points, tolerances or limits."""
    PROGRAM = "program"
    """This program, Python, a library, or the seal."""


@dataclass(frozen=True)
class Change:
    """An exercise that came out differently."""

    name: str
    notebook: str
    before: ExerciseResult | None
    """None: there was no such exercise."""
    after: ExerciseResult | None
    """None: there is no such exercise any more."""

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


def compare_results(earlier: Result, later: Result) -> Changes:
    """Return what is different in *later*. Exercises are the same if notebook and name are."""
    old = {(e.notebook, e.name): e for e in earlier.exercises}
    new = {(e.notebook, e.name): e for e in later.exercises}
    pairs = [(place, old.get(place), new.get(place)) for place in {**new, **old}]
    return Changes(
        why=_why(earlier, later),
        before=earlier.score,
        after=later.score,
        exercises=tuple(
            Change(name, notebook, before, after)
            for (notebook, name), before, after in pairs
            if _outcome(before) != _outcome(after)
        ),
    )


def _outcome(exercise: ExerciseResult | None) -> tuple[Verdict, Decimal | None, Decimal] | None:
    return None if exercise is None else (exercise.verdict, exercise.score, exercise.points)


def _why(earlier: Result, later: Result) -> frozenset[Why]:
    was, now = earlier.provenance, later.provenance
    different = {
        Why.SUBMISSION: was.submission_digest != now.submission_digest,
        Why.ASSIGNMENT: was.assignment_digest != now.assignment_digest,
        Why.PROGRAM: (was.autograder, was.environment, was.isolation)
        != (now.autograder, now.environment, now.isolation),
    }
    return frozenset(why for why, is_so in different.items() if is_so)
