"""What can be said about wrong answers when their cause has no name: where they are wrong, and in which way.

Each sentence here is an observation that holds for every question of the exercise, and no more than that. It is told
only where neither a known mistake nor a pattern with a cause was found, because *where* is less than *why*.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.comparing import Judged, Numbers, as_numbers
from autograder.model import Diagnosis, Exercise, Kind, Question
from autograder.recognising import divide, evidence, flat_pair

CLOSE = 0.02
"""Relative difference up to which an answer is called close."""


def describe_wrong(exercise: Exercise, judged: Sequence[Judged]) -> Diagnosis | None:
    """Return what all wrong answers to *exercise* have in common, or None."""
    scoring = [j for j in judged if not j.question.guard and not j.question.raises]
    if not scoring:
        return None
    patterns: tuple[Callable[[], Diagnosis | None], ...] = (
        lambda: _rounded(scoring),
        lambda: _bent(scoring),
        lambda: _one_number_of_many(scoring),
        lambda: _constant_offset(scoring),
        lambda: _always_the_same(scoring),
        lambda: _wrong_exactly_where(exercise, scoring),
        lambda: _one_component_wrong(scoring),
        lambda: _close(scoring),
    )
    return next((found for pattern in patterns if (found := pattern())), None)


# ---------------------------------------------------------------- how the numbers differ


def _rounded(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find the number of decimals to which every answer is the expected one, rounded or cut off."""
    for decimals in range(7):
        if _all_are(scoring, partial(np.round, decimals=decimals)):
            to = "whole numbers" if decimals == 0 else f"{decimals} decimals"
            hint = (
                f"Your answers agree with the expected ones up to rounding to {to}. Where do the decimals go?"
            )
            return Diagnosis("rounded", hint, evidence(scoring))
    for cut in (np.trunc, np.floor):
        if _all_are(scoring, cut):
            hint = "Your answers agree with the expected ones up to the decimals, which are cut off. Where do they go?"
            return Diagnosis("decimals-cut-off", hint, evidence(scoring))
    return None


BENDS: dict[str, tuple[Callable[[Numbers], Numbers], str]] = {
    "sign-lost": (np.abs, "Your answers have the right size, but never a minus. Where does the sign go?"),
    "never-below-zero": (
        lambda expected: np.maximum(expected.real, 0),
        "Your answers are right, except that 0 stands wherever a negative number is expected.",
    ),
    "squared": (
        np.square,
        "Each of your answers is the square of the expected one. Is there an operation too many?",
    ),
    "root-taken": (
        lambda expected: np.sqrt(np.abs(expected)),
        "Each of your answers is the square root of the expected one. Is there an operation too many?",
    ),
    "upside-down": (
        lambda expected: np.divide(1, expected, where=expected != 0, out=np.full(expected.shape, np.nan)),
        "Each of your answers is 1 divided by the expected one. What is divided by what?",
    ),
    "complement": (lambda expected: 1 - expected, "Your answer and the expected one always add up to 1."),
}
"""Functions of the expected answer that come back instead of it, by the id of the diagnosis."""


def _bent(scoring: Sequence[Judged]) -> Diagnosis | None:
    for id_, (bend, hint) in BENDS.items():
        if _all_are(scoring, bend):
            return Diagnosis(id_, hint, evidence(scoring))
    return None


def _all_are(scoring: Sequence[Judged], bend: Callable[[Any], Any]) -> bool:
    """Tell whether every answer is *bend* of the expected one, in several numbers and with a difference."""
    numbers, different = 0, False
    for j in scoring:
        pair = flat_pair(j)
        if pair is None or np.iscomplexobj(pair[0]) or not np.isfinite(pair[1]).all():
            return False
        wanted = bend(pair[0])
        if not np.allclose(pair[1], wanted, rtol=1e-9, atol=1e-12):
            return False
        numbers += pair[0].size
        different = different or not np.allclose(wanted, pair[0], rtol=1e-9, atol=0)
    return different and numbers > 2


PICKS: dict[str, Callable[[Numbers], Any]] = {
    "the first": lambda many: many[0],
    "the last": lambda many: many[-1],
    "the sum of all": np.sum,
    "the mean of all": np.mean,
}


def _one_number_of_many(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find a single number where several are expected: which of them is it?"""
    several = [j for j in scoring if j.answer.kind is Kind.VALUE and np.size(_numbers(j.expected.value)) > 1]
    if not several or len(several) < len([j for j in scoring if j.finding]):
        return None
    for name, pick in PICKS.items():
        if all(_is_one(j.answer.value, pick(_numbers(j.expected.value).ravel())) for j in several):
            hint = f"Several numbers are expected, and only one comes back: {name}."
            return Diagnosis("one-number-of-many", hint, evidence(scoring))
    return None


def _is_one(value: Any, wanted: Any) -> bool:
    numbers = as_numbers(value)
    return (
        numbers is not None
        and numbers.size == 1
        and bool(np.isclose(numbers.item(), wanted, rtol=1e-9, atol=0))
    )


def _constant_offset(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find a difference that is the same in every question: in all numbers, or in one of them."""
    pairs = [flat_pair(j) for j in scoring]
    if any(pair is None for pair in pairs) or len(scoring) < 3:
        return None
    known = [pair for pair in pairs if pair is not None]
    sizes = {pair[0].size for pair in known}
    size = sizes.pop() if len(sizes) == 1 else 0
    everywhere = np.concatenate([answer - expected for expected, answer in known])
    if (offset := _constant(everywhere)) is not None:
        return Diagnosis(
            "constant-offset", f"Every number is off by the same amount, {offset:g}.", evidence(scoring)
        )
    if not 2 <= size <= 6:
        return None
    differences = np.array([answer - expected for expected, answer in known])
    off = [i for i in range(size) if not np.allclose(differences[:, i], 0, atol=1e-9)]
    if len(off) != 1 or (offset := _constant(differences[:, off[0]])) is None:
        return None
    hint = f"Of the {size} numbers only number {off[0] + 1} is off, always by {offset:g}."
    return Diagnosis("constant-offset", hint, evidence(scoring))


def _constant(differences: NDArray[Any]) -> float | None:
    """Return the one value that all *differences* have, if it is a short one; 0 is no difference."""
    first = float(differences.flat[0].real)
    short = round(first, 6)
    if (
        short == 0
        or not np.isfinite(differences).all()
        or not np.allclose(differences, short, rtol=0, atol=1e-7)
    ):
        return None
    return short


def _always_the_same(scoring: Sequence[Judged]) -> Diagnosis | None:
    answers = [flat_pair(j) for j in scoring]
    if len(scoring) < 3 or any(pair is None for pair in answers):
        return None
    first = answers[0][1] if answers[0] else None
    if not all(pair is not None and np.array_equal(pair[1], first) for pair in answers if first is not None):
        return None
    hint = "Your function gives the same answer to every question. What does it do with its arguments?"
    return Diagnosis("always-the-same-answer", hint, evidence(scoring))


def _one_component_wrong(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find the one number of several that is wrong, the others being right everywhere."""
    pairs = [flat_pair(j) for j in scoring]
    sizes = {0 if pair is None else pair[0].size for pair in pairs}
    size = sizes.pop() if len(sizes) == 1 else 0
    if not 2 <= size <= 6:
        return None
    known = [pair for pair in pairs if pair is not None]
    wrong = [
        i for i in range(size) if not all(np.isclose(a[i], e[i], rtol=1e-9, atol=1e-12) for e, a in known)
    ]
    if len(wrong) != 1:
        return None
    place = wrong[0]
    always = "; it is always 0" if all(answer[place] == 0 for _, answer in known) else ""
    hint = f"Of the {size} numbers only number {place + 1} is not right yet; the rest is right everywhere{always}."
    return Diagnosis("one-number-not-right", hint, evidence(scoring))


def _close(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find answers that are all close, and none of which is exact."""
    wrong, _ = divide(scoring)
    for j in wrong:
        pair = flat_pair(j)
        if pair is None or not np.isfinite(pair[1]).all() or not pair[0].all():
            return None
        if (np.abs(pair[1] - pair[0]) > CLOSE * np.abs(pair[0])).any():
            return None
    if len(wrong) < 2:
        return None
    hint = "Your answers are close to the expected ones, but not exact. Is something estimated, rounded, or left out early?"
    return Diagnosis("close-but-not-exact", hint, evidence(scoring))


# ---------------------------------------------------------------- where they differ


def _wrong_exactly_where(exercise: Exercise, scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find the one property of the arguments that every wrong question has, and no right one."""
    wrong, right = divide(scoring)
    if not wrong or not right:
        return None
    features = _features(exercise, scoring)
    telling = [
        text
        for text, has in features
        if all(has(j.question) for j in wrong) and not any(has(j.question) for j in right)
    ]
    if len(telling) != 1 or len(scoring) < 4:
        return None
    hint = f"Your answers are wrong exactly where {telling[0]}, and right elsewhere."
    return Diagnosis("wrong-exactly-where", hint, evidence(scoring))


def _features(exercise: Exercise, scoring: Sequence[Judged]) -> list[tuple[str, Callable[[Question], bool]]]:
    """Return properties that a question's arguments can have, each with the words for it."""
    features: list[tuple[str, Callable[[Question], bool]]] = []
    for name in scoring[0].question.names:
        for text, has in FEATURES.items():
            features.append((text.format(f"`{name}`"), partial(_has, name, has)))
    if exercise.steps:
        more = partial(_has, exercise.steps, lambda value: isinstance(value, int) and value > 1)
        features.append((f"`{exercise.steps}` is more than 1", more))
    return features


FEATURES: dict[str, Callable[[Any], bool]] = {
    "a number in {} is negative": lambda value: bool((_numbers(value).real < 0).any()),
    "a number in {} is 0": lambda value: bool((_numbers(value) == 0).any()),
    "two numbers in {} are equal": lambda value: len(np.unique(_numbers(value))) < _numbers(value).size,
    "{} holds integers": lambda value: isinstance(value, np.ndarray) and value.dtype.kind in "iu",
    "{} has a single row": lambda value: _numbers(value).ndim > 0 and _numbers(value).size == 1,
    "{} is not a whole number": lambda value: isinstance(value, float) and not value.is_integer(),
}
"""What can be true of an argument, by the words for it."""


def _has(name: str, feature: Callable[[Any], bool], question: Question) -> bool:
    return name in question.names and feature(question.arguments[question.names.index(name)])


def _numbers(value: Any) -> Numbers:
    numbers = as_numbers(value)
    return np.zeros(0) if numbers is None else numbers
