"""Findings and the answer key -> why, in words for the student. A wrong diagnosis is worse than none.

A misconception is named only when the whole transcript agrees with it: on every question, also on those where it
happens to be right. Several that agree are all named, and each says that it is not the only one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from autograder.answerkey import Sheet, WrongVersion
from autograder.comparing import Finding, as_numbers, compare, constant_ratio, name_ratio, rows_of
from autograder.model import Answer, Diagnosis, Exercise, Kind, Question, Rule, Verdict
from autograder.showing import show_answer, show_call

AGREES = Rule(relative=1e-9)
"""How close an answer is to a misconception's: no bits are asked for, the order of additions is the student's."""


@dataclass(frozen=True)
class Judged:
    """One question with what was expected, what came, and what was found."""

    question: Question
    expected: Answer
    answer: Answer
    finding: Finding | None


def diagnose(
    exercise: Exercise, judged: Sequence[Judged], sheet: Sheet, earlier: Mapping[str, Verdict]
) -> tuple[Diagnosis, ...]:
    """Return why *exercise* went wrong, the likeliest reason first; empty where nothing certain can be said.

    Args:
        exercise: what was asked about.
        judged: its questions, at least one of them with a finding.
        sheet: what known mistakes answer.
        earlier: the verdicts of the exercises before this one.
    """
    named = _misconceptions(judged, sheet.wrong_versions[exercise.name])
    return (
        named
        or _printed(judged)
        or _changed_arguments(judged)
        or _constant_factor(judged)
        or _wrong_below(exercise, judged, earlier)
    )


def _misconceptions(judged: Sequence[Judged], versions: Sequence[WrongVersion]) -> tuple[Diagnosis, ...]:
    fitting = [v.misconception for v in versions if _fits(judged, v)]
    others = (
        "" if len(fitting) < 2 else " (Another known mistake answers the same; it is named beside this one.)"
    )
    return tuple(Diagnosis(m.id, m.hint, _evidence(judged) + others) for m in fitting)


def _fits(judged: Sequence[Judged], version: WrongVersion) -> bool:
    """Tell whether the student answered as the wrong *version* does, wherever both were asked."""
    return all(
        _agrees(each, version_answer)
        for each, version_answer in zip(judged, version.answers, strict=True)
        if Kind.NOT_ASKED not in (each.answer.kind, version_answer.kind)
    )


def _agrees(judged: Judged, version_answer: Answer) -> bool:
    """Tell whether the student's answer and the wrong version's are one and the same."""
    answer, question = judged.answer, judged.question
    if answer.kind is not version_answer.kind:
        return False
    if answer.kind is Kind.ERROR:
        return answer.error == version_answer.error
    if answer.kind is not Kind.VALUE:
        return False  # no two programs run too long for the same reason
    rule = replace(AGREES, absolute=question.rule.absolute, extra_values=question.rule.extra_values)
    if _incomparable(version_answer) or _incomparable(answer):
        return _incomparable(version_answer) and _incomparable(answer)
    if compare(version_answer.value, answer.value, rule) is not None:
        return False
    if not question.leaves_arguments:
        return True
    before, after = list(version_answer.arguments_after or ()), list(answer.arguments_after or ())
    return compare(before, after, rule) is None


def _incomparable(answer: Answer) -> bool:
    """Tell whether an answer holds a NaN or an infinity, so that it is equal to nothing."""
    numbers = as_numbers(answer.value)
    return numbers is not None and compare(answer.value, answer.value, AGREES) is not None


def _printed(judged: Sequence[Judged]) -> tuple[Diagnosis, ...]:
    answered = [j for j in judged if j.answer.kind is Kind.VALUE]
    if not answered or any(j.answer.value is not None for j in answered):
        return ()
    if not any(j.answer.printed.strip() for j in answered):
        hint = "The caller gets None. Which line hands the result back?"
        return (Diagnosis("returns-nothing", hint, _evidence(judged)),)
    hint = "The result appears on the screen, but the caller gets None. What hands a value back?"
    return (Diagnosis("printed-not-returned", hint, _evidence(judged)),)


def _changed_arguments(judged: Sequence[Judged]) -> tuple[Diagnosis, ...]:
    wrong = [j for j in judged if j.finding]
    if not all(
        j.question.leaves_arguments and compare(j.expected.value, j.answer.value, j.question.rule) is None
        for j in wrong
        if j.answer.kind is Kind.VALUE
    ) or any(j.answer.kind is not Kind.VALUE for j in wrong):
        return ()
    hint = "The result is right, but the data that was handed in is changed afterwards. Which line writes into it?"
    return (Diagnosis("changes-its-arguments", hint, _evidence(judged)),)


def _constant_factor(judged: Sequence[Judged]) -> tuple[Diagnosis, ...]:
    """Recognise an answer that is, on every question, the same named multiple of the expected one."""
    names = {_ratio_name(j) for j in judged if not j.question.guard and not j.question.raises}
    if len(names) != 1 or (name := names.pop()) is None:
        return ()
    if name == "-1":
        hint = "The size is right everywhere, the sign is the opposite. What is subtracted from what?"
        return (Diagnosis("opposite-sign", hint, _evidence(judged)),)
    hint = f"Every answer differs from this course's formula by a constant factor of {name}."
    return (Diagnosis("constant-factor", hint, _evidence(judged)),)


def _ratio_name(judged: Judged) -> str | None:
    """Return the ratio's name, with n for the number of rows so that it is the same in all questions."""
    if judged.answer.kind is not Kind.VALUE:
        return None
    expected, answer = as_numbers(judged.expected.value), as_numbers(judged.answer.value)
    if expected is None or answer is None or expected.shape != answer.shape:
        return None
    ratio, rows = constant_ratio(expected, answer), rows_of(judged.question)
    name = None if ratio is None else name_ratio(ratio, rows)
    return None if name is None else name.replace(f" (here {rows})", "")


def _wrong_below(
    exercise: Exercise, judged: Sequence[Judged], earlier: Mapping[str, Verdict]
) -> tuple[Diagnosis, ...]:
    """Point to an earlier function that this one builds on and that is not right yet."""
    wrong = [name for name in exercise.builds_on if earlier.get(name, Verdict.PASSED) is not Verdict.PASSED]
    if not wrong:
        return ()
    names = " and ".join(f"`{name}`" for name in wrong)
    hint = f"{names} {'is' if len(wrong) == 1 else 'are'} not right yet, and this function builds on that. Start there."
    return (Diagnosis("builds-on-a-wrong-function", hint, _evidence(judged)),)


def _evidence(judged: Sequence[Judged]) -> str:
    """Quote a shown question if one has a finding; else say what kind of hidden question it was."""
    wrong = [j for j in judged if j.finding]
    for j in wrong:
        if j.question.visible and j.finding:
            return f"{show_call(j.question)} gave {show_answer(j.answer)}: {j.finding.text}"
    abouts = dict.fromkeys(j.question.about for j in wrong if j.question.about)
    return "seen in a question that is not shown, about " + next(iter(abouts), "other numbers")
