"""Findings and the answer key -> why, in words for the student. A wrong diagnosis is worse than none.

In this order: a derivative that is right for the loss that the student wrote; a misconception, if the whole transcript
agrees with it on every question, also on those where it happens to be right; what the numbers have in common; what a
few questions more can tell; an earlier function that is not right yet; where the answers are wrong, and in which way.
The first that fits is the diagnosis.
Misconceptions that answer alike are all named, as a tie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.answerkey import Sheet, WrongVersion
from autograder.comparing import Judged, as_numbers, bounded, compare, judge
from autograder.describing import describe_wrong
from autograder.model import Answer, Diagnosis, Exercise, Kind, NotPlain, Verdict
from autograder.probing import Probe, probe, right_for_own_loss
from autograder.recognising import AGREES, evidence, recognise


def diagnose(
    exercise: Exercise,
    judged: Sequence[Judged],
    sheet: Sheet,
    earlier: Mapping[str, Verdict],
    ask: Probe | None = None,
) -> tuple[Diagnosis, ...]:
    """Return why *exercise* went wrong; empty where nothing certain can be said.

    Args:
        exercise: what was asked about.
        judged: its questions, at least one of them with a finding.
        sheet: what known mistakes answer.
        earlier: the verdicts of the exercises before this one.
        ask: asks the student's process one question more; None where there is no process any more.
    """
    loss = earlier.get(exercise.derivative_of, Verdict.PASSED)
    if ask is not None and loss not in (Verdict.PASSED, Verdict.MISSING):
        found = right_for_own_loss(exercise, judged, ask)
        if found is not None:
            return (found,)
    if named := _misconceptions(judged, sheet.wrong_versions[exercise.name]):
        return named
    found = recognise(exercise, judged, sheet.trajectories.get(exercise.name, {}))
    if found is None and ask is not None:
        found = probe(judged, ask, sheet.depends_on[exercise.name])
    found = found or _wrong_below(exercise, judged, earlier) or describe_wrong(exercise, judged)
    return (found,) if found else ()


def _misconceptions(judged: Sequence[Judged], versions: Sequence[WrongVersion]) -> tuple[Diagnosis, ...]:
    fitting = [v.misconception for v in versions if _fits(judged, v)]
    tie = f" ({len(fitting)} known mistakes answer alike; each is named.)" if len(fitting) > 1 else ""
    return tuple(Diagnosis(m.id, m.hint, evidence(judged) + tie) for m in fitting)


def _fits(judged: Sequence[Judged], version: WrongVersion) -> bool:
    """Tell whether the student answered every question as the wrong *version* does."""
    return all(_agrees(each, answer) for each, answer in zip(judged, version.answers, strict=True))


def _agrees(judged: Judged, version_answer: Answer) -> bool:
    """Tell whether the student's answer and the wrong version's are one and the same."""
    answer, question = judged.answer, judged.question
    if question.raises and judged.finding is None:  # one of several errors is as right as another
        return judge(question, judged.expected, version_answer) is None
    if answer.kind is not version_answer.kind:
        return False
    if answer.kind is Kind.ERROR:
        return answer.error == version_answer.error
    if answer.kind is not Kind.VALUE:
        return False  # no two programs run too long for the same reason
    if isinstance(answer.value, NotPlain):  # too much of the student's was left out, so the version's is too
        version_answer = bounded(question.rule, judged.expected, version_answer)
    value, version_value = (_without_extras(judged, a.value) for a in (answer, version_answer))
    if isinstance(value, NotPlain) and isinstance(version_value, NotPlain):
        return value.kind == version_value.kind
    rule = replace(question.rule, relative=AGREES.relative, exact=False, extra_values=0)
    if compare(version_value, value, rule) is not None:
        return _incomparable(version_value) and _incomparable(value)
    if not question.leaves_arguments:
        return True
    before, after = list(version_answer.arguments_after or ()), list(answer.arguments_after or ())
    return compare(before, after, rule) is None


def _without_extras(judged: Judged, value: Any) -> Any:
    """Return a tuple without the values that are allowed to follow the expected ones, such as a history."""
    expected, extra = judged.expected.value, judged.question.rule.extra_values
    if isinstance(expected, tuple) and isinstance(value, (tuple, list)):
        return value[: len(expected)] if 0 < len(value) - len(expected) <= extra else value
    return value


def _incomparable(value: Any) -> bool:
    """Tell whether *value* holds a NaN, so that it is equal to nothing."""
    numbers = as_numbers(value)
    return numbers is not None and bool(np.isnan(numbers).any())


def _wrong_below(
    exercise: Exercise, judged: Sequence[Judged], earlier: Mapping[str, Verdict]
) -> Diagnosis | None:
    """Point to an earlier function that this one builds on and that is not right yet."""
    wrong = [name for name in exercise.builds_on if earlier.get(name, Verdict.PASSED) is not Verdict.PASSED]
    if not wrong:
        return None
    names = " and ".join(f"`{name}`" for name in wrong)
    are = "is" if len(wrong) == 1 else "are"
    hint = f"{names} {are} not right yet, and this function builds on that. Start there."
    return Diagnosis("builds-on-a-wrong-function", hint, evidence(judged))
