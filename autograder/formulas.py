"""The student's own formula, for the page: what comes out when symbols go in.

Only for exercises that are not right, in a process that has been asked nothing hidden, and only to show it; a
function that cannot take symbols (because of `math.sqrt`, say) loses nothing. Nothing is decided here: whether two
formulas agree is decided by exact numbers at random points.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.asking import Conversation
from autograder.model import Answer, Exercise, ExerciseResult, Formula, Kind, Question, Verdict

ROWS = 2
"""Rows of symbolic data: enough to see what is summed and divided, few enough to read."""

MAX_TOKENS = 120
"""The longest formula that anybody wants to read."""


def add_own_formulas(
    results: Sequence[ExerciseResult],
    exercises: Sequence[Exercise],
    look_again: Callable[[], Conversation],
) -> list[ExerciseResult]:
    """Return *results*, with the student's formulas in those that are not right and that have any.

    Args:
        results: in the order of *exercises*.
        exercises: those of one notebook.
        look_again: returns a conversation with the student's notebook, the same each time, that is asked nothing hidden.
    """
    questions = {
        exercise.name: question
        for result, exercise in zip(results, exercises, strict=True)
        if exercise.formula and result.verdict in (Verdict.FAILED, Verdict.PARTIAL)
        if (question := _symbolic(exercise)) is not None
    }
    if not questions:
        return list(results)
    formulas = {name: _formulas(look_again().ask(name, q)) for name, q in questions.items()}
    return [replace(result, formulas=formulas.get(result.name, ())) for result in results]


def _symbolic(exercise: Exercise) -> Question | None:
    """Return the first shown question of *exercise* with symbols for its numbers."""
    question = next((q for q in exercise.questions if q.visible and not q.guard), None)
    if question is None:
        return None
    pairs = zip(question.names, question.arguments, strict=True)
    arguments = tuple(_symbols(name, value) for name, value in pairs)
    return Question(question.function, arguments, question.names)


def _symbols(name: str, value: Any) -> Any:
    if isinstance(value, np.ndarray):
        symbols = np.empty(ROWS, dtype=object)
        symbols[:] = [_symbol(f"{name.lower()}{row + 1}") for row in range(ROWS)]
        return symbols
    if isinstance(value, list):
        return [_symbol(f"{name.lower()}{place + 1}") for place in range(len(value))]
    return _symbol(name) if isinstance(value, float) else value


def _symbol(name: str) -> Formula:
    return Formula((("symbol", name),))


def _formulas(answer: Answer) -> tuple[Formula, ...]:
    """Return the formulas in an answer: one, or those of a tuple, list or array."""
    if answer.kind is not Kind.VALUE:
        return ()
    value = answer.value
    parts = list(value.ravel()) if isinstance(value, np.ndarray) else value
    parts = list(parts) if isinstance(parts, (list, tuple)) else [parts]
    readable = all(isinstance(p, Formula) and len(p.postfix) <= MAX_TOKENS for p in parts)
    return tuple(parts) if readable and 0 < len(parts) <= 4 else ()
