"""Ask a function that answered wrongly a few more questions, to find out why.

These questions earn nothing and cost nothing; they come last, and nothing of their answers is shown. They differ from
the exercise's own in one respect each: one argument varied, two exchanged, or the student's own loss asked nearby.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from autograder.comparing import Judged, as_numbers, compare
from autograder.model import Answer, Diagnosis, Exercise, Kind, Question, Rule
from autograder.recognising import AGREES, evidence

Probe = Callable[[Question], Answer]
"""Asks the student's process one question more."""


def probe(
    exercise: Exercise, judged: Sequence[Judged], ask: Probe, depends_on: Sequence[str]
) -> Diagnosis | None:
    """Return why *exercise* went wrong, as far as asking more can tell, or None.

    Args:
        exercise: what was asked about.
        judged: its questions, at least one of them with a finding.
        ask: asks the student's process one question more.
        depends_on: the arguments that make a difference to the reference's answer.
    """
    base = next((j for j in judged if j.question.visible and not j.question.guard and j.finding), None)
    if base is None or base.answer.kind not in (Kind.VALUE, Kind.ERROR):
        return None
    return (
        _exchanged_arguments(base, judged, ask)
        or _ignored_argument(base, judged, ask, depends_on)
        or _right_for_own_loss(exercise, judged, ask)
    )


def vary(question: Question, name: str) -> Question | None:
    """Return *question* with another value for the argument *name*; None where there is no telling what would do."""
    place = question.names.index(name)
    other = _other(question.arguments[place])
    if other is None:
        return None
    arguments = (*question.arguments[:place], other, *question.arguments[place + 1 :])
    return replace(question, arguments=arguments, variants=(), twice=False, leaves_arguments=False)


def _other(value: Any) -> Any:
    match value:
        case bool():
            return None
        case int():
            return value + 1
        case float():
            return value * 1.5 + 0.25
        case np.ndarray() if value.dtype.kind == "f":
            return value * 1.5 + 0.25
        case list() if value and all(isinstance(v, (int, float)) for v in value):
            return [v * 1.5 + 0.25 for v in value]
    return None


def _exchanged_arguments(base: Judged, judged: Sequence[Judged], ask: Probe) -> Diagnosis | None:
    """Exchange two arguments: is the answer the expected one then?"""
    question = base.question
    for i, j in combinations(range(len(question.arguments)), 2):
        arguments = list(question.arguments)
        arguments[i], arguments[j] = arguments[j], arguments[i]
        answer = ask(replace(question, arguments=tuple(arguments)))
        if answer.kind is Kind.VALUE and compare(base.expected.value, answer.value, question.rule) is None:
            names = f"`{question.names[i]}` and `{question.names[j]}`"
            hint = f"Your function is right if {names} are exchanged. In which order does the exercise name them?"
            return Diagnosis("order-of-arguments", hint, evidence(judged))
    return None


def _ignored_argument(
    base: Judged, judged: Sequence[Judged], ask: Probe, depends_on: Sequence[str]
) -> Diagnosis | None:
    """Vary one argument: is the answer still the same?"""
    if base.answer.kind is not Kind.VALUE or base.answer.value is None:
        return None
    for name in depends_on:
        varied = vary(base.question, name)
        answer = ask(varied) if varied else None
        if (
            answer
            and answer.kind is Kind.VALUE
            and compare(base.answer.value, answer.value, Rule(exact=True)) is None
        ):
            hint = f"Your answer stays the same when `{name}` changes. Where does your function take it from?"
            return Diagnosis("ignores-an-argument", hint, evidence(judged))
    return None


def _right_for_own_loss(exercise: Exercise, judged: Sequence[Judged], ask: Probe) -> Diagnosis | None:
    """Take the derivative of the student's own loss: is that what they computed?

    The loss is quadratic in each parameter, so the central difference is its exact derivative whatever the step
    (f(p + 1) - f(p - 1)) / 2; at quarter-integers floats add nothing to that.
    """
    if not exercise.derivative_of:
        return None
    tried = [j for j in judged if not j.question.guard and j.question.rule.exact][:2]
    for j in tried:
        slopes = [_own_slope(exercise, j.question, name, ask) for name in exercise.along]
        if None in slopes or as_numbers(j.answer.value) is None:
            return None
        if compare(tuple(slopes) if len(slopes) > 1 else slopes[0], j.answer.value, AGREES) is not None:
            return None
    if not tried:
        return None
    loss = exercise.derivative_of
    hint = f"This is exactly the derivative of the `{loss}` that you wrote. Mend `{loss}`, then take its derivative anew."
    return Diagnosis("right-for-your-own-loss", hint, evidence(judged))


def _own_slope(exercise: Exercise, question: Question, along: str, ask: Probe) -> float | None:
    place, sides = question.names.index(along), []
    for step in (1.0, -1.0):
        arguments = list(question.arguments)
        arguments[place] += step
        if len(exercise.along) == 1:  # a model without bias: the loss has one all the same
            arguments.append(0.0)
        answer = ask(replace(question, function=exercise.derivative_of, arguments=tuple(arguments)))
        value = as_numbers(answer.value) if answer.kind is Kind.VALUE else None
        if value is None or value.size != 1:
            return None
        sides.append(float(np.real(value.item())))
    return (sides[0] - sides[1]) / 2
