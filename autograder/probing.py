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
from autograder.recognising import AGREES, evidence, flat_pair

Probe = Callable[[Question], Answer]
"""Asks the student's process one question more."""


def probe(judged: Sequence[Judged], ask: Probe, depends_on: Sequence[str]) -> Diagnosis | None:
    """Return why an exercise went wrong, as far as asking more can tell, or None.

    Args:
        judged: its questions, at least one of them with a finding.
        ask: asks the student's process one question more.
        depends_on: the arguments that make a difference to the reference's answer to the first shown question.
    """
    scoring = [j for j in judged if not j.question.guard and not j.question.raises]
    shown = [j for j in scoring if j.question.visible]
    base = next((j for j in shown if j.finding), None)
    if base is None or base.answer.kind not in (Kind.VALUE, Kind.ERROR):
        return None
    ask = _carefully(ask)
    return (
        _another_answer_each_time(base, judged, ask)
        or _exchanged_arguments(base, scoring, ask)
        or _ignored_argument(
            [shown[0], *(j for j in scoring if j is not shown[0])][:2], judged, ask, depends_on
        )
        or _order_of_rows(base, judged, ask, depends_on)
    )


def right_for_own_loss(exercise: Exercise, judged: Sequence[Judged], ask: Probe) -> Diagnosis | None:
    """Take the derivative of the student's own loss: is that what they computed?

    The loss is quadratic in each parameter, so the central difference is its exact derivative whatever the step
    (f(p + 1) - f(p - 1)) / 2; at quarter-integers floats add nothing to that.

    Args:
        exercise: the derivative. Its loss is not right; else there is nothing to be said.
        judged: its questions, at least one of them with a finding.
        ask: asks the student's process one question more.
    """
    tried = [j for j in judged if not j.question.guard and j.question.rule.exact][:2]
    if not tried or not all(j.finding and j.answer.kind is Kind.VALUE for j in tried):
        return None
    ask = _carefully(ask)
    for j in tried:
        slopes = tuple(_own_slope(exercise, j.question, name, ask) for name in exercise.along)
        if None in slopes or compare(slopes, j.answer.value, AGREES) is not None:
            return None
    loss = exercise.derivative_of
    hint = f"This is exactly the derivative of the `{loss}` that you wrote. Mend `{loss}`, then take its derivative anew."
    return Diagnosis("right-for-your-own-loss", hint, evidence(judged))


ROWS = "the order of the rows"
"""Stands among the arguments on which an answer may depend."""


def vary(question: Question, name: str) -> Question | None:
    """Return *question* with another value for the argument *name*; None where there is no telling what would do."""
    if name == ROWS:
        return _turn_round(question)
    place = question.names.index(name)
    other = _other(question.arguments[place])
    if other is None:
        return None
    arguments = (*question.arguments[:place], other, *question.arguments[place + 1 :])
    return replace(question, arguments=arguments, variants=(), twice=False, leaves_arguments=False)


def _turn_round(question: Question) -> Question | None:
    """Return *question* with the rows of all its data in the opposite order."""
    data = [a for a in question.arguments if isinstance(a, np.ndarray) and a.ndim and len(a) > 1]
    if not data or len({len(a) for a in data}) > 1:
        return None
    turned = (a[::-1].copy() if isinstance(a, np.ndarray) and a.ndim else a for a in question.arguments)
    return replace(question, arguments=tuple(turned), variants=(), twice=False, leaves_arguments=False)


def _other(value: Any) -> Any:
    match value:
        case bool():
            return None
        case int():
            return value + 1
        case float():
            return value * 1.5 + 0.25
        # Not by a factor and an offset alone: a correlation, say, does not notice those.
        case np.ndarray() if value.dtype.kind == "f" and value.ndim:
            return value * 1.5 + 0.25 * (np.arange(value.size).reshape(value.shape) ** 2 + 1)
        case list() if value and all(isinstance(v, (int, float)) for v in value):
            return [v * 1.5 + 0.25 * (place**2 + 1) for place, v in enumerate(value)]
    return None


def _carefully(ask: Probe) -> Probe:
    """Return a probe that keeps what is printed to itself, and asks nothing more once the process has ended."""
    ended = False

    def careful(question: Question) -> Answer:
        nonlocal ended
        if ended:
            return Answer(Kind.NOT_ASKED)
        answer = ask(replace(question, visible=False))
        ended = answer.kind in (Kind.TIMEOUT, Kind.CRASHED)
        return answer

    return careful


def _another_answer_each_time(base: Judged, judged: Sequence[Judged], ask: Probe) -> Diagnosis | None:
    """Ask the same once more: is the answer another one?"""
    if not _is_finite(base.answer):
        return None
    again = ask(base.question)
    if not _is_finite(again) or compare(base.answer.value, again.value, AGREES) is None:
        return None
    hint = "The same call gives another answer each time. What does your function keep from one call to the next?"
    return Diagnosis("another-answer-each-time", hint, evidence(judged))


def _exchanged_arguments(base: Judged, scoring: Sequence[Judged], ask: Probe) -> Diagnosis | None:
    """Exchange two arguments: is the answer the expected one then, and not to *base* only?"""
    tried = [base, *(j for j in scoring if j is not base and j.question.names == base.question.names)][:3]
    for i, j in combinations(range(len(base.question.arguments)), 2):
        if all(_right_if_exchanged(each, i, j, ask) for each in tried):
            names = f"`{base.question.names[i]}` and `{base.question.names[j]}`"
            hint = f"Your function is right if {names} are exchanged. In which order does the exercise name them?"
            return Diagnosis("order-of-arguments", hint, evidence(scoring))
    return None


def _right_if_exchanged(judged: Judged, i: int, j: int, ask: Probe) -> bool:
    arguments = list(judged.question.arguments)
    arguments[i], arguments[j] = arguments[j], arguments[i]
    answer = ask(replace(judged.question, arguments=tuple(arguments)))
    return (
        answer.kind is Kind.VALUE
        and compare(judged.expected.value, answer.value, judged.question.rule) is None
    )


def _ignored_argument(
    tried: Sequence[Judged], judged: Sequence[Judged], ask: Probe, depends_on: Sequence[str]
) -> Diagnosis | None:
    """Vary one argument twice, in two questions: is the answer still the same?

    Once is not enough where decimals are cut off, and one question not where it happens to make no difference.
    """
    if not all(_is_finite(j.answer) for j in tried):
        return None
    ignored = [name for name in depends_on if name != ROWS and all(_ignores(j, name, ask) for j in tried)]
    if not ignored:
        return None
    names = " or ".join(f"`{name}`" for name in ignored)
    them = "it" if len(ignored) == 1 else "them"
    hint = f"Your answer stays the same when {names} changes. Where does your function take {them} from?"
    return Diagnosis("ignores-an-argument", hint, evidence(judged))


def _order_of_rows(
    base: Judged, judged: Sequence[Judged], ask: Probe, depends_on: Sequence[str]
) -> Diagnosis | None:
    """Let the rows change places: is the answer another one, although it should not be?"""
    turned = _turn_round(base.question)
    if ROWS in depends_on or turned is None or not _is_finite(base.answer) or flat_pair(base) is None:
        return None
    answer = ask(turned)
    # An absolute tolerance too: what cancels to nothing leaves another rounding error in another order.
    close = replace(AGREES, absolute=1e-9)
    if not _is_finite(answer) or compare(base.answer.value, answer.value, close) is None:
        return None
    hint = "Your answer changes when the rows of the data change places. Does every row count, and each in the same way?"
    return Diagnosis("order-of-rows", hint, evidence(judged))


def _ignores(first: Judged, name: str, ask: Probe) -> bool:
    if name not in first.question.names:
        return False
    question: Question | None = first.question
    for _ in range(2):
        question = vary(question, name) if question else None
        if question is None:
            return False
        answer = ask(question)
        if answer.kind is not Kind.VALUE:
            return False
        if compare(first.answer.value, answer.value, Rule(exact=True)) is not None:
            return False
    return True


def _is_finite(answer: Answer) -> bool:
    numbers = as_numbers(answer.value) if answer.kind is Kind.VALUE else None
    return numbers is not None and bool(np.isfinite(numbers).all())


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
