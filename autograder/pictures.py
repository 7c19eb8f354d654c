"""A descent as a picture: where it should go, and where the student's goes.

An author asks for one with `ask.picture`, for a call on data that students have and with numbers of which no question
makes use. The expected path and the height that it descends on are computed once, with the answer key: the path by the
reference, the height by the reference as well or from the author's formula.
The student's path is asked for with more and more steps, only where the exercise is not right, and in a process that
has seen nothing hidden. Nothing that it answers earns anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from autograder.asking import Conversation
from autograder.comparing import as_numbers
from autograder.errors import AssignmentError
from autograder.model import (
    Answer,
    Bowl,
    Exercise,
    ExerciseResult,
    Formula,
    Kind,
    Picture,
    Question,
    Sketch,
    Verdict,
)
from autograder.showing import show_call
from autograder.terrain import Numbers, evaluate, heights_in

Height = Callable[[Numbers], float]
"""How high it is at a place, shape (directions,)."""

LARGEST = 1e12
"""Beyond it a path has left every picture."""

CLOSE = 1e-6
"""How exactly a height must be quadratic, as a share of its largest value."""


def add_pictures(
    results: Sequence[ExerciseResult],
    exercises: Sequence[Exercise],
    expected: Mapping[str, Picture],
    look_again: Callable[[], Conversation],
) -> list[ExerciseResult]:
    """Return *results* with pictures: of a right descent the expected path, of one that is not right both.

    Args:
        results: in the order of *exercises*.
        exercises: those of one notebook.
        expected: the pictures of the answer key, by exercise.
        look_again: returns a conversation with the student's notebook, the same each time, that is asked nothing hidden.
    """
    pictures = {
        r.name: expected[r.name] for r in results if r.name in expected and r.verdict is Verdict.PASSED
    }
    wrong = [
        e
        for r, e in zip(results, exercises, strict=True)
        if e.name in expected and r.verdict in (Verdict.FAILED, Verdict.PARTIAL)
    ]
    pictures |= {e.name: _with_own_path(expected[e.name], e, look_again()) for e in wrong}
    return [replace(r, picture=pictures.get(r.name)) for r in results]


def draw_expected(
    exercise: Exercise, exercises: Sequence[Exercise], reference: Conversation
) -> Picture | None:
    """Return the picture of a right descent; None where the author wants none.

    Raises AssignmentError when the reference's path cannot be drawn, or its height is not what it must be.
    """
    sketch = exercise.sketch
    if sketch is None:
        return None
    steps = _steps(sketch, exercise)
    points = [_point(reference.ask(exercise.name, q), sketch) for q in _questions(sketch, exercise, steps)]
    path = [point for point in points if point is not None]
    if len(path) < len(points):
        raise AssignmentError(
            f"the picture of {exercise.name}: the reference does not answer with numbers {sketch.along}"
        )
    formula = sketch.formula
    if formula is not None:
        height = partial(_height_by_formula, sketch, formula)
    else:
        loss = next(e for e in exercises if e.name == sketch.height)
        height = partial(_height_by_reference, sketch, loss, reference)
    curved = formula is not None and len(sketch.along) == 1  # a curve can be drawn whatever its form
    picture = Picture(
        call=show_call(_question(sketch, exercise)),
        height=sketch.height,
        along=sketch.along,
        steps=tuple(steps),
        expected=tuple(path),
        bowl=None if curved else _bowl(sketch, height, np.array(path)),
        formula=formula if curved else None,
    )
    try:
        known = np.isfinite(heights_in(picture, np.array(path))).all()
    except KeyError as unknown:
        raise AssignmentError(
            f"the picture of {exercise.name}: no curve of {unknown} can be drawn"
        ) from unknown
    if not known:
        raise AssignmentError(f"the picture of {exercise.name}: its cost is no number on the expected path")
    return picture


# ---------------------------------------------------------------- below: how


def _with_own_path(picture: Picture, exercise: Exercise, student: Conversation) -> Picture:
    """Follow the student's descent until it ends, fails, or leaves all bounds."""
    sketch = exercise.sketch
    assert sketch is not None  # noqa: S101  there is an expected picture
    path: list[tuple[float, ...]] = []
    for question in _questions(sketch, exercise, picture.steps):
        answer = student.ask(exercise.name, question)
        point = _point(answer, sketch)
        if point is None:
            return replace(picture, own=tuple(path), ended=_why(answer, sketch))
        path.append(point)
    return replace(picture, own=tuple(path))


def _steps(sketch: Sketch, exercise: Exercise) -> list[int]:
    """Return after how many steps the descent is looked at: 0, 1, 2, 3, 5, 8 ... and at its end.

    After none only if the exercise asks for that: else nothing says what is right then.
    """
    place = sketch.names.index(sketch.steps)
    end = int(sketch.arguments[place])
    steps = [1, 2]
    while sum(steps[-2:]) < end:
        steps.append(sum(steps[-2:]))
    asks_for_none = any(question.arguments[place] == 0 for question in exercise.questions)
    return [*([0] if asks_for_none else []), *(step for step in steps if step < end), end]


def _question(sketch: Sketch, exercise: Exercise) -> Question:
    return Question(exercise.name, sketch.arguments, sketch.names, visible=True)


def _questions(sketch: Sketch, exercise: Exercise, steps: Sequence[int]) -> list[Question]:
    place = sketch.names.index(sketch.steps)
    whole = _question(sketch, exercise)
    return [
        replace(whole, arguments=(*sketch.arguments[:place], k, *sketch.arguments[place + 1 :]))
        for k in steps
    ]


def _point(answer: Answer, sketch: Sketch) -> tuple[float, ...] | None:
    """Return the first numbers of *answer*, one for each direction; None where they are none, or too large."""
    if answer.kind is not Kind.VALUE or not isinstance(answer.value, (tuple, list, np.ndarray)):
        return None
    value = answer.value.ravel() if isinstance(answer.value, np.ndarray) else answer.value
    if len(value) < len(sketch.along):
        return None
    numbers = [as_numbers(value[place]) for place in range(len(sketch.along))]
    if any(n is None or n.size != 1 or n.dtype.kind == "c" for n in numbers):
        return None
    point = tuple(float(n.ravel()[0]) for n in numbers if n is not None)
    return point if all(abs(x) <= LARGEST for x in point) else None  # also False for NaN


def _why(answer: Answer, sketch: Sketch) -> str:
    """Say in words why a path cannot be followed further."""
    if answer.kind is not Kind.VALUE:
        return "there is no answer"
    return f"{' and '.join(sketch.along)} are no numbers, or beyond {LARGEST:g}"


def _bowl(sketch: Sketch, height: Height, path: Numbers) -> Bowl:
    """Return the quadratic form that *height* is along the sketch's directions.

    From four places along each, more than it takes, so that what is not quadratic is noticed.
    """
    count = path.shape[1]
    middle, reach = path.mean(axis=0), np.maximum(np.ptp(path, axis=0), 1e-3)
    grid = np.array(np.meshgrid(*[[-1.0, -0.25, 0.5, 1.0]] * count, indexing="ij")).reshape(count, -1).T
    values = np.array([height(place) for place in middle + grid * reach])
    pairs = [(i, j) for i in range(count) for j in range(i, count)]
    terms = np.column_stack([np.ones(len(grid)), grid, *(grid[:, i] * grid[:, j] for i, j in pairs)])
    found, *_ = np.linalg.lstsq(terms, values, rcond=None)
    curvature = np.zeros((count, count))
    for (i, j), product in zip(pairs, found[1 + count :], strict=True):
        curvature[i, j] += product
        curvature[j, i] += product
    off = np.max(np.abs(terms @ found - values)) > CLOSE * np.max(np.abs(values))
    if off or np.linalg.eigvalsh(curvature).min() <= 0:
        raise AssignmentError(
            f"the picture over {sketch.height} needs a bowl: quadratic along {' and '.join(sketch.along)}, with a lowest place"
        )
    bottom = -np.linalg.solve(curvature, found[1 : 1 + count])
    return Bowl(
        bottom=tuple((middle + reach * bottom).tolist()),
        lowest=float(found[0] + found[1 : 1 + count] @ bottom / 2),
        curvature=tuple(map(tuple, (curvature / np.outer(reach, reach)).tolist())),
    )


def _height_by_formula(sketch: Sketch, formula: Formula, place: Numbers) -> float:
    return float(evaluate(formula, dict(zip(sketch.along, place[:, None], strict=True)))[0])


def _height_by_reference(sketch: Sketch, height: Exercise, reference: Conversation, place: Numbers) -> float:
    given = dict(zip(sketch.names, sketch.arguments, strict=True)) | dict(
        zip(sketch.along, place.tolist(), strict=True)
    )
    names = height.questions[0].names
    answer = reference.ask(height.name, Question(height.name, tuple(given[n] for n in names), names))
    number = as_numbers(answer.value) if answer.kind is Kind.VALUE else None
    if number is None or number.size != 1 or not np.isfinite(number).all():
        raise AssignmentError(f"the picture over {sketch.height}: the reference answers no number")
    return float(number.ravel()[0])
