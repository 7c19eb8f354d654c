"""What an exercise was graded on, as short texts: two results with the same texts were graded on the same grounds.

So a later comparison of two results can say what an author has changed: the questions, how answers are compared, or
what the reference answers. The texts are made with the assignment's secret and tell nothing else about it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.errors import WireError
from autograder.model import Assignment, Exercise, Grounds, Question
from autograder.sandbox import freeze

Place = tuple[str, str]
"""Notebook and name of an exercise."""

LENGTH = 16
"""Hexadecimal digits of a text."""


def take_grounds(assignment: Assignment, expected: Mapping[str, Iterable[str]]) -> dict[Place, Grounds]:
    """Return the grounds of every exercise that the program grades.

    Args:
        assignment: with all variants of its questions; or with the cells that were given out.
        expected: the reference's answers by exercise, as texts: rounded, so that another library is no other reference.
    """
    secret = assignment.secret or assignment.name.encode()
    if assignment.own_cells:
        return {
            (notebook, cell.name): Grounds(questions=_digest(secret, [cell.source.encode()]))
            for notebook, cells in assignment.given.items()
            for cell in cells
            if cell.is_test
        }
    return {
        (e.notebook, e.name): Grounds(
            questions=_digest(secret, _questions(e)),
            comparing=_digest(secret, (repr(q.rule).encode() for q in e.questions)),
            reference=_digest(secret, (text.encode() for text in expected[e.name])),
        )
        for e in assignment.exercises
    }


def _questions(exercise: Exercise) -> Iterable[bytes]:
    yield repr((exercise.parts, exercise.builds_on)).encode()
    for question in exercise.questions:
        yield _kind(question)
        yield from (_plain(arguments) for arguments in question.variants or (question.arguments,))


def _kind(question: Question) -> bytes:
    """Return all that decides about points but the arguments; what a question is *about* is words."""
    kind = (question.function, question.names, question.visible, question.guard, question.part)
    return repr((kind, question.leaves_arguments, question.twice, question.raises)).encode()


def _plain(value: Any) -> bytes:
    try:
        return freeze(value)
    except WireError:  # beyond what crosses the wall; then its looks must do
        return repr(value).encode()


def _digest(secret: bytes, parts: Iterable[bytes]) -> str:
    whole = hmac.new(secret, digestmod="sha256")
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()[:LENGTH]
