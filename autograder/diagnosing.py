"""Findings and the answer key -> why, in words for the student. A wrong diagnosis is worse than none.

In this order: a derivative that is right for the loss that the student wrote; a misconception, if the whole transcript
agrees with it on every question, also on those where it happens to be right; what the numbers have in common; what a
few questions more can tell; an earlier function that is not right yet; where the answers are wrong, and in which way.
The first that fits is the diagnosis.
Misconceptions that answer alike are all named, as a tie.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    return next((tried.found for tried in consider(exercise, judged, sheet, earlier, ask) if tried.found), ())


def consider(
    exercise: Exercise,
    judged: Sequence[Judged],
    sheet: Sheet,
    earlier: Mapping[str, Verdict],
    ask: Probe | None = None,
) -> Iterator[Considered]:
    """Try one way after the other to say why *exercise* went wrong; see `diagnose` for the arguments.

    Each is tried when the one before it has been looked at: who has found enough asks no further.
    """
    loss = earlier.get(exercise.derivative_of, Verdict.PASSED)
    if ask is not None and loss not in (Verdict.PASSED, Verdict.MISSING):
        found = right_for_own_loss(exercise, judged, ask)
        yield _considered(f"is it the derivative of the student's own {exercise.derivative_of}?", found)
    named = _misconceptions(judged, sheet.wrong_versions[exercise.name])
    yield Considered("does a known mistake answer every question alike?", named)
    path = sheet.trajectories.get(exercise.name, {})
    yield _considered("have all wrong answers something in common?", recognise(exercise, judged, path))
    if ask is not None:
        found = probe(judged, ask, sheet.depends_on[exercise.name])
        yield _considered("what do a few more questions, each varied in one respect, tell?", found)
    below = _wrong_below(exercise, judged, earlier)
    yield _considered("is an earlier function wrong that this one builds on?", below)
    yield _considered("where are the answers wrong, and in which way?", describe_wrong(exercise, judged))


@dataclass(frozen=True)
class Considered:
    """One way to find out why an exercise went wrong, and what it told."""

    way: str
    """As a question."""
    found: tuple[Diagnosis, ...]


def agreements(judged: Sequence[Judged], version: WrongVersion) -> Iterator[bool]:
    """Say of each question whether the student answered it as the wrong *version* does."""
    return (_agrees(each, answer) for each, answer in zip(judged, version.answers, strict=True))


def _misconceptions(judged: Sequence[Judged], versions: Sequence[WrongVersion]) -> tuple[Diagnosis, ...]:
    fitting = [v.misconception for v in versions if all(agreements(judged, v))]
    tie = f" ({len(fitting)} known mistakes answer alike; each is named.)" if len(fitting) > 1 else ""
    return tuple(Diagnosis(m.id, m.hint, evidence(judged) + tie) for m in fitting)


def _considered(way: str, found: Diagnosis | None) -> Considered:
    return Considered(way, () if found is None else (found,))


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
