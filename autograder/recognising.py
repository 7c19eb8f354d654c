"""Numbers first: what the answers of one exercise have in common, from the transcript alone.

Each function here recognises one pattern and returns a diagnosis, or nothing. All of them want the pattern in every
question that it can show in; a pattern in some of them only is chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from autograder.comparing import (
    Finding,
    Judged,
    Numbers,
    as_numbers,
    compare,
    constant_ratio,
    name_ratio,
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
        lambda: _diverges(scoring) if exercise.steps else None,
        lambda: _right_only_where_zero(scoring),
        lambda: _right_only_for_some_rows(scoring),
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
    answered = [j for j in judged if j.answer.kind is Kind.VALUE]
    if not answered or any(j.answer.value is not None for j in answered):
        return None
    if not any(j.answer.printed.strip() for j in answered):
        hint = "The caller gets None. Which line hands the result back?"
        return Diagnosis("returns-nothing", hint, evidence(judged))
    hint = "The result appears on the screen, but the caller gets None. What hands a value back?"
    return Diagnosis("printed-not-returned", hint, evidence(judged))


def _constant_factor(scoring: Sequence[Judged]) -> Diagnosis | None:
    name = _common(_ratio_name(j, slice(None)) for j in scoring)
    if name is None or name == "1":
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
    names = [_common(_ratio_name(j, slice(i, i + 1)) for j in scoring) for i in range(size)]
    off = [(i + 1, name) for i, name in enumerate(names) if name not in ("1", None)]
    if None in names or len(off) != 1:
        return None
    place, name = off[0]
    hint = f"Of the {size} numbers only number {place} is off, always by the same constant factor, {name}."
    if name == "-1":
        hint = f"Of the {size} numbers only number {place} is off: its sign is the opposite."
    return Diagnosis("one-component-off", hint, evidence(scoring))


def _opposite_order(scoring: Sequence[Judged]) -> Diagnosis | None:
    for j in scoring:
        pair = _pair(j)
        if pair is None or pair[0].size < 2 or compare(pair[0][::-1], pair[1], AGREES) is not None:
            return None
    if not scoring:
        return None
    hint = "The numbers are right, but they come back in the opposite order."
    return Diagnosis("results-in-the-other-order", hint, evidence(scoring))


def _other_number_of_steps(
    exercise: Exercise, judged: Sequence[Judged], trajectories: Trajectories
) -> Diagnosis | None:
    """Find the answers on the reference's own path: which step is it that they are?"""
    taken = []
    for place, path in trajectories.items():
        question, answer = judged[place].question, judged[place].answer
        wanted = question.arguments[question.names.index(exercise.steps)]
        steps = next((k for k, there in enumerate(path) if _same(there, answer, question.rule)), None)
        if steps is None:
            return None
        taken.append((steps, wanted, judged[place]))
    if not any(steps != wanted for steps, wanted, _ in taken):
        return None
    shown = next(((s, w, j) for s, w, j in taken if s != w and j.question.visible), None)
    says = "seen in questions that are not shown"
    if shown:
        says = f"{show_call(shown[2].question)} gave {show_answer(shown[2].answer)}, which is where step {shown[0]} leads"
    if all(steps == 0 for steps, _, _ in taken):
        return Diagnosis(
            "did-not-move", "The descent does not leave its start. What changes in the loop?", says
        )
    off = {steps - wanted for steps, wanted, _ in taken}
    if off == {-1}:
        hint = "Your descent takes one step fewer than it is told to. Count the rounds of your loop."
        return Diagnosis("one-step-too-few", hint, says)
    if off == {1}:
        hint = "Your descent takes one step more than it is told to. Count the rounds of your loop."
        return Diagnosis("one-step-too-many", hint, says)
    hint = "Every step that your descent takes is right, but it does not take as many as it is told to."
    return Diagnosis("another-number-of-steps", hint, says)


def _diverges(scoring: Sequence[Judged]) -> Diagnosis | None:
    for j in scoring:
        pair = _pair(j)
        if j.finding and pair is not None and not np.isfinite(pair[1]).all():
            hint = "The numbers grow beyond all bounds. Look at the direction and at the length of each step."
            return Diagnosis("diverges", hint, evidence(scoring))
    return None


def _right_only_where_zero(scoring: Sequence[Judged]) -> Diagnosis | None:
    wrong, right = _divide(scoring)
    for name in _number_arguments(scoring):
        zero = {j.question.arguments[j.question.names.index(name)] == 0 for j in right}
        other = {j.question.arguments[j.question.names.index(name)] == 0 for j in wrong}
        if (zero, other) == ({True}, {False}):
            hint = f"Right wherever `{name}` is 0, and only there. What does `{name}` do in your function?"
            return Diagnosis("right-only-where-zero", hint, evidence(scoring))
    return None


def _right_only_for_some_rows(scoring: Sequence[Judged]) -> Diagnosis | None:
    wrong, right = _divide(scoring)
    rows = {rows_of(j.question) for j in right}
    if len(rows) != 1 or None in rows or rows & {rows_of(j.question) for j in wrong} or len(wrong) < 2:
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


# ---------------------------------------------------------------- below: how


def _pair(judged: Judged) -> tuple[Numbers, Numbers] | None:
    """Return what was expected and what came, as flat arrays of one length; extra values left out."""
    if judged.answer.kind is not Kind.VALUE:
        return None
    value = judged.answer.value
    if isinstance(judged.expected.value, tuple) and isinstance(value, (tuple, list)):
        value = value[: len(judged.expected.value)]
    expected, answer = as_numbers(judged.expected.value), as_numbers(value)
    if expected is None or answer is None or expected.size != answer.size:
        return None
    return expected.ravel(), answer.ravel()


def _size(judged: Judged) -> int | None:
    pair = _pair(judged)
    return None if pair is None else pair[0].size


def _ratio_name(judged: Judged, part: slice) -> str | None:
    """Return the name of the ratio of answer to expectation, with n for the number of rows: the same in all questions.

    Where nothing is expected but zeros and they came, every ratio fits: ``any``.
    """
    pair = _pair(judged)
    if pair is None:
        return None
    expected, answer = pair[0][part], pair[1][part]
    if not expected.any() and not answer.any():
        return "any"
    rows = rows_of(judged.question)
    ratio = constant_ratio(expected, answer)
    name = None if ratio is None else name_ratio(ratio, rows)
    return None if name is None else name.replace(f" (here {rows})", "")


def _common(names: Iterable[str | None]) -> str | None:
    """Return the one name that all of *names* agree on."""
    found = {name for name in names if name != "any"}
    return found.pop() if len(found) == 1 else None


def _same(there: Answer, answer: Answer, rule: Rule) -> bool:
    if there.kind is not Kind.VALUE or answer.kind is not Kind.VALUE:
        return False
    close = Rule(relative=1e-9, absolute=rule.absolute, extra_values=rule.extra_values, columns=rule.columns)
    return compare(there.value, answer.value, close) is None


def _divide(scoring: Sequence[Judged]) -> tuple[list[Judged], list[Judged]]:
    return [j for j in scoring if j.finding], [j for j in scoring if not j.finding]


def _number_arguments(scoring: Sequence[Judged]) -> list[str]:
    """Return the names of the arguments that are single numbers in every question."""
    if not scoring:
        return []
    return [
        name
        for name in scoring[0].question.names
        if all(
            name in j.question.names
            and isinstance(j.question.arguments[j.question.names.index(name)], (int, float))
            for j in scoring
        )
    ]
