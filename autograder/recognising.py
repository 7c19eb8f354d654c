"""Numbers first: what the answers of one exercise have in common, from the transcript alone.

Each function here recognises one pattern and returns a diagnosis, or nothing. All of them want the pattern in every
question that it can show in; a pattern in some of them only is chance. Where two explanations fit, both are given or
none is: a ratio of 1/2 on two rows is also 1/n.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.comparing import (
    Finding,
    Judged,
    Numbers,
    as_numbers,
    compare,
    constant_ratio,
    known_ratios,
    rows_of,
)
from autograder.model import Answer, Diagnosis, Exercise, Kind, Rule
from autograder.showing import show_answer, show_call

AGREES = Rule(relative=1e-9)
"""How close two answers are that are the same: no bits are asked for, the order of additions is the student's."""

Trajectories = Mapping[int, tuple[Answer, ...]]
"""Where the reference's descent is after 0, 1, 2 ... steps, by question."""


def recognise(exercise: Exercise, judged: Sequence[Judged], trajectories: Trajectories) -> Diagnosis | None:
    """Return what the answers to *exercise* have in common, or None."""
    scoring = [j for j in judged if not j.question.guard and not j.question.raises]
    patterns: tuple[Callable[[], Diagnosis | None], ...] = (
        lambda: _nothing_returned(judged),
        lambda: _constant_factor(scoring),
        lambda: _factor_of_one_component(scoring),
        lambda: _opposite_order(scoring),
        lambda: _other_number_of_steps(exercise, judged, trajectories),
        lambda: _diverges(exercise, scoring),
        lambda: _right_only_where_zero(scoring),
        lambda: _fixed_number_of_rows(scoring),
        lambda: _changed_arguments(judged),
    )
    return next((found for pattern in patterns if (found := pattern())), None)


def evidence(judged: Sequence[Judged]) -> str:
    """Quote a shown question that has a finding; if there is none, say what kind of hidden question has one."""
    wrong = [j for j in judged if j.finding]
    for j in wrong:
        if j.question.visible and j.finding:
            return quote(j, j.finding)
    abouts = dict.fromkeys(j.question.about for j in wrong if j.question.about)
    return "seen in a question that is not shown, about " + next(iter(abouts), "other numbers")


def quote(judged: Judged, finding: Finding) -> str:
    """Return a shown question with its answer and what was found, in a line."""
    return f"{show_call(judged.question)} gave {show_answer(judged.answer)}: {finding.text}"


# ---------------------------------------------------------------- the patterns


def _nothing_returned(judged: Sequence[Judged]) -> Diagnosis | None:
    answered = [j for j in judged if j.answer.kind is Kind.VALUE and not j.question.raises]
    if not answered or any(j.answer.value is not None or not j.finding for j in answered):
        return None
    if not any(j.answer.printed.strip() for j in answered):
        hint = "The caller gets None. Which line hands the result back?"
        return Diagnosis("returns-nothing", hint, evidence(judged))
    hint = "The result appears on the screen, but the caller gets None. What hands a value back?"
    return Diagnosis("printed-not-returned", hint, evidence(judged))


def _constant_factor(scoring: Sequence[Judged]) -> Diagnosis | None:
    name = _factor(scoring, ALL)
    if name in (None, "1"):
        return None
    if name == "-1":
        hint = "The size is right everywhere, the sign is the opposite. What is subtracted from what?"
        return Diagnosis("opposite-sign", hint, evidence(scoring))
    hint = f"Every answer differs from this course's formula by the same constant factor, {name}."
    return Diagnosis("constant-factor", hint, evidence(scoring))


def _factor_of_one_component(scoring: Sequence[Judged]) -> Diagnosis | None:
    sizes = {_size(j) for j in scoring}
    if len(sizes) != 1 or (size := sizes.pop()) is None or not 2 <= size <= 6:
        return None
    names = [_factor(scoring, slice(i, i + 1)) for i in range(size)]
    off = [(i + 1, name) for i, name in enumerate(names) if name != "1"]
    if None in names or len(off) != 1:
        return None
    place, name = off[0]
    hint = f"Of the {size} numbers only number {place} is off, always by the same constant factor, {name}."
    if name == "-1":
        hint = f"Of the {size} numbers only number {place} is off: its sign is the opposite."
    return Diagnosis("one-component-off", hint, evidence(scoring))


def _opposite_order(scoring: Sequence[Judged]) -> Diagnosis | None:
    for j in scoring:
        pair = flat_pair(j)
        if pair is None or compare(pair[0][::-1], pair[1], AGREES) is not None:
            return None
    if not any(j.finding and not _same(j.expected, j.answer, j.question.rule) for j in scoring):
        return None  # the same read from either end
    hint = "The numbers are right, but they come back in the opposite order."
    return Diagnosis("results-in-the-other-order", hint, evidence(scoring))


def _other_number_of_steps(
    exercise: Exercise, judged: Sequence[Judged], trajectories: Trajectories
) -> Diagnosis | None:
    """Find the answers on the reference's own path: which step is it that they are?"""
    counted = [_count_steps(exercise, judged[place], path) for place, path in trajectories.items()]
    if not all(c.taken for c in counted) or all(c.wanted in c.taken for c in counted):
        return None
    says = _where_it_stops(counted)
    if all(0 in c.taken for c in counted) and not _moves_elsewhere(exercise, judged, trajectories):
        hint = "The descent does not leave its start. What changes in the loop?"
        return Diagnosis("did-not-move", hint, says)
    if all(c.wanted - 1 in c.taken for c in counted):
        hint = "Your descent takes one step fewer than it is told to. Count the rounds of your loop."
        return Diagnosis("one-step-too-few", hint, says)
    if all(c.wanted + 1 in c.taken for c in counted):
        hint = "Your descent takes one step more than it is told to. Count the rounds of your loop."
        return Diagnosis("one-step-too-many", hint, says)
    hint = "Every step that your descent takes is right, but it does not take as many as it is told to."
    return Diagnosis("another-number-of-steps", hint, says)


def _diverges(exercise: Exercise, scoring: Sequence[Judged]) -> Diagnosis | None:
    """Want numbers after few steps and none after many; a NaN from the first step on has another reason."""
    if not exercise.steps:
        return None
    beyond: list[int] = []
    within: list[int] = []
    for j in scoring:
        pair = flat_pair(j)
        if pair is not None and np.isfinite(pair[0]).all():
            (within if np.isfinite(pair[1]).all() else beyond).append(argument_of(j, exercise.steps))
    if not beyond or not within or min(beyond) <= min(within):
        return None
    hint = "The numbers grow beyond all bounds. Look at the direction and at the length of each step."
    return Diagnosis("diverges", hint, evidence(scoring))


def _right_only_where_zero(scoring: Sequence[Judged]) -> Diagnosis | None:
    wrong, right = divide(scoring)
    if not right or len(wrong) < 2:
        return None
    names = [
        name
        for name in _number_arguments(scoring)
        if all(argument_of(j, name) == 0 for j in right) and all(argument_of(j, name) != 0 for j in wrong)
    ]
    if len(names) != 1:
        return None
    hint = f"Right wherever `{names[0]}` is 0, and only there. What does `{names[0]}` do in your function?"
    return Diagnosis("right-only-where-zero", hint, evidence(scoring))


def _fixed_number_of_rows(scoring: Sequence[Judged]) -> Diagnosis | None:
    """Find the one number by which the answers were divided where it should have been n."""
    divisors = {_divisor(j) for j in scoring}
    if len(divisors) != 1 or None in divisors or len({rows_of(j.question) for j in scoring}) < 2:
        return None
    hint = "Right for data with one number of rows, and not for others. Is a number of rows written down somewhere?"
    return Diagnosis("right-only-for-some-rows", hint, evidence(scoring))


def _changed_arguments(judged: Sequence[Judged]) -> Diagnosis | None:
    wrong = [j for j in judged if j.finding]
    for j in wrong:
        right = (
            j.answer.kind is Kind.VALUE and compare(j.expected.value, j.answer.value, j.question.rule) is None
        )
        if not (right and j.question.leaves_arguments):
            return None
    hint = "The result is right, but the data that was handed in is changed afterwards. Which line writes into it?"
    return Diagnosis("changes-its-arguments", hint, evidence(judged)) if wrong else None


# ---------------------------------------------------------------- ratios


ALL = slice(None)
"""Every number of an answer."""


def _factor(scoring: Sequence[Judged], part: slice) -> str | None:
    """Return the name of the one factor by which *part* of every answer is off; ``1`` where it is right.

    With n for the number of rows. None where there is no such factor, or where too little speaks for it: an answer
    that is the same whatever is asked has a constant ratio to an expectation that is always the same.
    """
    names, expected = _common(_ratio_names(j, part) for j in scoring), set()
    for j in scoring:
        pair = flat_pair(j)
        expected |= set() if pair is None else {float(f"{x:.9g}") for x in np.abs(pair[0][part]) if x}
    if "1" in names:
        return "1"
    if not names or len(expected) < 2:
        return None
    return "-1" if "-1" in names else " or ".join(sorted(names, key=lambda name: (len(name), name)))


def _ratio_names(judged: Judged, part: slice) -> frozenset[str] | None:
    """Return all names of the ratio of answer to expectation; None where it can be any, because both are zeros."""
    pair = flat_pair(judged)
    if pair is None:
        return frozenset()
    expected, answer = pair[0][part], pair[1][part]
    if not expected.any() and not answer.any():
        return None
    ratio = constant_ratio(expected, answer)
    if ratio is None:
        return frozenset()
    rows, sign = rows_of(judged.question), "-" if ratio < 0 else ""
    return frozenset(
        sign + name.replace(f" (here {rows})", "")
        for name, value in known_ratios(rows)
        if math.isclose(abs(ratio), value, rel_tol=1e-9)
    )


def _common(names: Iterable[frozenset[str] | None]) -> frozenset[str]:
    """Return the names that are in all sets; where every ratio fits everywhere, that is 1."""
    known = [each for each in names if each is not None]
    return frozenset.intersection(*known) if known else frozenset({"1"})


def _divisor(judged: Judged) -> int | None:
    """Return by what the answer was divided, if it is right but for that; the number of rows where it is right."""
    pair, rows = flat_pair(judged), rows_of(judged.question)
    ratio = None if pair is None else constant_ratio(*pair)
    if ratio is None or rows is None or ratio <= 0:
        return None
    divisor = rows / ratio
    if math.isinf(divisor):
        return None
    return round(divisor) if math.isclose(divisor, round(divisor), rel_tol=1e-9) else None


# ---------------------------------------------------------------- steps


@dataclass(frozen=True)
class _Counted:
    """One answer of a descent, looked up on the reference's path."""

    judged: Judged
    wanted: int
    taken: frozenset[int]
    """The steps after which the reference is there; several where it stands still."""


def _count_steps(exercise: Exercise, judged: Judged, path: Sequence[Answer]) -> _Counted:
    taken = (k for k, there in enumerate(path) if _same(there, judged.answer, judged.question.rule))
    return _Counted(judged, argument_of(judged, exercise.steps), frozenset(taken))


def _where_it_stops(counted: Sequence[_Counted]) -> str:
    for c in counted:
        if c.wanted not in c.taken and c.judged.question.visible:
            call, answer = show_call(c.judged.question), show_answer(c.judged.answer)
            return f"{call} gave {answer}, which is where step {min(c.taken)} leads"
    return "seen in questions that are not shown"


def _moves_elsewhere(exercise: Exercise, judged: Sequence[Judged], trajectories: Trajectories) -> bool:
    """Tell whether a descent of some steps whose path is not known came out right."""
    return any(
        place not in trajectories and not j.finding and argument_of(j, exercise.steps) > 0
        for place, j in enumerate(judged)
    )


# ---------------------------------------------------------------- below: how


def flat_pair(judged: Judged) -> tuple[Numbers, Numbers] | None:
    """Return what was expected and what came, as flat arrays of one length; extra values left out."""
    if judged.answer.kind is not Kind.VALUE:
        return None
    wanted, value = judged.expected.value, judged.answer.value
    if isinstance(wanted, tuple) and isinstance(value, (tuple, list)):
        extra = len(value) - len(wanted)
        value = value[: len(wanted)] if 0 < extra <= judged.question.rule.extra_values else value
    expected, answer = as_numbers(wanted), as_numbers(value)
    if expected is None or answer is None or expected.size != answer.size:
        return None
    return expected.ravel(), answer.ravel()


def _size(judged: Judged) -> int | None:
    pair = flat_pair(judged)
    return None if pair is None else pair[0].size


def _same(there: Answer, answer: Answer, rule: Rule) -> bool:
    if there.kind is not Kind.VALUE or answer.kind is not Kind.VALUE:
        return False
    close = Rule(relative=1e-9, absolute=rule.absolute, extra_values=rule.extra_values, columns=rule.columns)
    return compare(there.value, answer.value, close) is None


def argument_of(judged: Judged, name: str) -> Any:
    """Return the argument *name* of a question."""
    return judged.question.arguments[judged.question.names.index(name)]


def divide(scoring: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Return the wrong ones and the right ones."""
    return [j for j in scoring if j.finding], [j for j in scoring if not j.finding]


def _number_arguments(scoring: Sequence[Judged]) -> list[str]:
    """Return the names of the arguments that are single numbers in every question."""
    return [
        name
        for name in scoring[0].question.names
        if all(name in j.question.names and isinstance(argument_of(j, name), (int, float)) for j in scoring)
    ]
