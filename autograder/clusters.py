"""Submissions that answer alike: whoever made the same mistake in the same way gets the same short name, and so one comment.

What counts is what result.json has of an exercise: how each question came out, what was answered to those that are
shown, what was found, and what it was called. Hidden questions have other numbers for every student, so of them it is how
they came out and what was found. Neither names nor order nor anybody else's answers matter: the same answers have the
same cluster in every class, and the cluster of a submission changes only when its answers do.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode
from collections.abc import Iterator

from autograder.model import ExerciseResult, QuestionResult, Verdict

WRONG = frozenset(
    {Verdict.PARTIAL, Verdict.FAILED, Verdict.MISSING, Verdict.ERROR, Verdict.TIMEOUT, Verdict.CRASHED}
)
"""Whose exercises are in a cluster: what is right needs no comment, and about what was not decided nothing is known."""

LETTERS = 8
"""Of a cluster's name: 40 bits, so that among 10,000 answers two names meet by chance once in 20,000 courses."""

DIGITS = 6
"""To how many digits answers must agree: the same formula, written differently, is rounded differently."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
_BRACKETS = str.maketrans("[]", "()")


def cluster_of(assignment: str, exercise: ExerciseResult) -> str:
    """Return the name of the cluster that *exercise* is in; empty where it is not wrong.

    Args:
        assignment: its name; within a course no two assignments have a cluster in common.
        exercise: from a result, or from an outline, which knows it already.
    """
    if exercise.verdict not in WRONG:
        return ""
    return exercise.cluster or _name(assignment, exercise)


def is_cluster(text: str) -> bool:
    """Tell whether *text* may be the name of a cluster."""
    return re.fullmatch(f"[a-z2-7]{{{LETTERS}}}", text) is not None


def _name(assignment: str, exercise: ExerciseResult) -> str:
    digest = hashlib.sha256(repr((assignment, *_told(exercise))).encode("utf-8", "backslashreplace"))
    return b32encode(digest.digest()).decode()[:LETTERS].lower()


def _told(exercise: ExerciseResult) -> Iterator[object]:
    """Yield all that makes this one alike to others."""
    yield exercise.notebook
    yield exercise.name
    yield exercise.verdict.value
    yield exercise.follow_through
    yield sorted(diagnosis.id for diagnosis in exercise.diagnoses)
    yield from map(_tell_question, exercise.questions)


def _tell_question(question: QuestionResult) -> tuple[str, ...]:
    if not question.visible:
        return question.verdict.value, question.finding
    # The finding says how the answer differs, to more digits than count here.
    return question.verdict.value, question.asked or "", _rounded(question.answered or "")


def _rounded(text: str) -> str:
    """Return *text* with its numbers to `DIGITS` digits, and lists like tuples: these are the same answers."""
    return _NUMBER.sub(lambda number: f"{float(number[0]):.{DIGITS}g}", text.translate(_BRACKETS))
