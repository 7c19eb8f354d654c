"""What a batch would change, for a terminal: how many marks, which exercises for whom and why, and everybody's sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rich.text import Text

from autograder.changes import Change, Ground, QuestionChange, Why
from autograder.model import ExerciseResult, Grounds, QuestionResult, Verdict
from autograder.page import WORDS
from autograder.previewing import Difference, Preview
from autograder.telling.paper import Paper, counted, number
from autograder.terminal import near

MAX_STUDENTS = 12
"""How many are named at one change."""
MAX_ROWS = 200
"""Of the table of students."""
MAX_QUESTIONS = 3
"""How many questions are shown as an example of a change."""

WHYS: Mapping[Why, str] = {
    Why.SUBMISSION: "handed in again",
    Why.ASSIGNMENT: "the assignment is another one",
    Why.PROGRAM: "this program, Python, a library or the seal is another one",
}
GROUNDS: Mapping[Ground, str] = {
    Ground.POINTS: "its points were changed",
    Ground.QUESTIONS: "its questions were changed",
    Ground.COMPARING: "how closely answers must agree was changed",
    Ground.REFERENCE: "the reference answers otherwise",
}
ELSEWHERE = "nothing of its own: an exercise that it builds on, or limits and shares in autograder.toml"


def print_preview(preview: Preview, paper: Paper | None = None) -> None:
    """Print what a batch would change: first how many marks, then which exercises, then everybody's sum."""
    paper = paper or Paper()
    _print_summary(preview, paper)
    for group in _group(preview.changed):
        _print_group(group, paper)
    if preview.changed:
        _print_students(preview.changed, paper)
    if preview.reworded:
        paper.heading("The same marks, other words")
        paper.text(
            f"{counted(len(preview.reworded), 'student')} would read another finding or hint: "
            f"{_names([d.student for d in preview.reworded])}"
        )
    if preview.folder:
        paper.gap()
        paper.text(
            f"Nothing of the course was changed. What would come out is kept in {near(preview.folder)} "
            f"for the next look; `autograde batch {preview.assignment}` makes it so."
        )


def preview_as_data(preview: Preview) -> dict[str, Any]:
    """Return *preview* as `autograde diff --json` prints it."""
    up, down, other = _directions(preview.changed)
    return {
        "assignment": preview.assignment,
        "compared": preview.compared,
        "changed": len(preview.changed),
        "up": up,
        "down": down,
        "other": other,
        "graded_now": preview.graded,
        "not_graded_yet": list(preview.not_graded_yet),
        "need_a_person": [d.student for d in preview.changed if d.needs_a_person],
        "other_words": [d.student for d in preview.reworded],
        "students": [_difference_as_data(difference) for difference in preview.changed],
    }


# ---------------------------------------------------------------- the summary


def _print_summary(preview: Preview, paper: Paper) -> None:
    changed = len(preview.changed)
    up, down, other = _directions(preview.changed)
    if changed:
        parts = [
            f"{up} up" if up else "",
            f"{down} down" if down else "",
            f"{other} otherwise" if other else "",
        ]
        said = (
            f"{changed} of {counted(preview.compared, 'mark')} would change: {', '.join(filter(None, parts))}"
        )
    elif preview.compared:
        said = f"no mark would change; {counted(preview.compared, 'student')} compared"
    else:
        said = "nobody has a result to compare with"
    paper.title(f"{preview.assignment}: {said}")
    for why, words in WHYS.items():
        of = [d for d in preview.changed if why in d.changes.why]
        if of:
            paper.text(f"{words}: {'all of them' if len(of) == changed else len(of)}", 2)
    newly = [d.student for d in preview.changed if d.needs_a_person]
    if newly:
        paper.text(f"a person would have to look at {_names(newly)}", 2)
    if preview.not_graded_yet:
        paper.text(f"handed in and not graded yet, so not compared: {_names(preview.not_graded_yet)}", 2)


def _directions(changed: Sequence[Difference]) -> tuple[int, int, int]:
    """Return how many would have more points, fewer, and the same sum made up otherwise."""
    up = sum(d.gained > 0 for d in changed)
    down = sum(d.gained < 0 for d in changed)
    return up, down, len(changed) - up - down


# ---------------------------------------------------------------- exercise by exercise


@dataclass(frozen=True)
class _Group:
    """Students for whom one exercise would change in the same way."""

    change: Change
    """Of the first of them."""
    why: str
    students: Sequence[str]
    by_hand: Sequence[str]
    """Those of them whose mark a person gave."""


def _group(changed: Sequence[Difference]) -> list[_Group]:
    """Put the same changes together, in the order of the exercises, those of most students first."""
    together: dict[Any, list[tuple[Change, Difference]]] = {}
    order: dict[tuple[str, str], int] = {}
    for difference in changed:
        for change in difference.changes.exercises:
            place = (change.notebook, change.name)
            order.setdefault(place, len(order))
            key = (order[place], _state(change.before), _state(change.after), change.grounds)
            together.setdefault(key, []).append((change, difference))
    in_order = sorted(together.items(), key=lambda one: (one[0][0], -len(one[1])))
    return [_as_group(members) for _, members in in_order]


def _as_group(members: Sequence[tuple[Change, Difference]]) -> _Group:
    change = members[0][0]
    by_hand = [d.student for _, d in members if (change.notebook, change.name) in d.by_hand]
    return _Group(change, _say_why(*members[0]), [d.student for _, d in members], by_hand)


def _say_why(change: Change, difference: Difference) -> str:
    if change.grounds:
        return "; ".join(words for ground, words in GROUNDS.items() if ground in change.grounds)
    same = change.before and change.after and change.before.grounds == change.after.grounds != Grounds()
    return ELSEWHERE if same and difference.changes.why == {Why.ASSIGNMENT} else ""


def _state(exercise: ExerciseResult | None) -> tuple[Verdict, Decimal | None, Decimal] | None:
    return None if exercise is None else (exercise.verdict, exercise.score, exercise.points)


def _print_group(group: _Group, paper: Paper) -> None:
    change = group.change
    gained = "" if not change.gained else f", {_signed(change.gained)}"
    paper.heading(f"{change.name}: {counted(len(group.students), 'student')}{gained}")
    stays = f"the mark by hand stays, and formgrader asks to look again: {_names(group.by_hand)}"
    paper.fields(
        [
            ("before", _describe(change.before)),
            ("then", _describe(change.after)),
            ("why", group.why),
            ("who", _names(group.students)),
            ("but", stays if group.by_hand else ""),
        ]
    )
    _print_example(group, paper)


def _print_example(group: _Group, paper: Paper) -> None:
    change = group.change
    told = [(d.id for d in e.diagnoses) if e else () for e in (change.before, change.after)]
    before, after = (", ".join(ids) or "none" for ids in told)
    questions = change.questions
    rows = [("diagnosis", f"{before}, then {after}" if before != after else "")]
    for question in questions[:MAX_QUESTIONS]:
        rows += _question_rows(question)
    if any(text for _, text in rows):
        paper.text(f"For instance {group.students[0]}:", style="dim")
        paper.fields(rows, 2)
    if len(questions) > MAX_QUESTIONS:
        paper.text(f"and {counted(len(questions) - MAX_QUESTIONS, 'question')} more", 2)


def _question_rows(change: QuestionChange) -> list[tuple[str, str]]:
    either = change.after or change.before
    return [
        ("asked", (either and either.asked) or "a question that is not shown"),
        ("answered", (either and either.answered) or ""),
        ("before", _describe_question(change.before)),
        ("then", _describe_question(change.after)),
    ]


def _describe(exercise: ExerciseResult | None) -> str:
    if exercise is None:
        return "no such exercise"
    points = "no score" if exercise.score is None else number(exercise.score)
    through = ", by follow-through" if exercise.follow_through else ""
    return f"{WORDS[exercise.verdict]}, {points} of {number(exercise.points)}{through}"


def _describe_question(question: QuestionResult | None) -> str:
    if question is None:
        return "not asked"
    return question.finding or WORDS[question.verdict]


# ---------------------------------------------------------------- student by student


def _print_students(changed: Sequence[Difference], paper: Paper) -> None:
    paper.heading("Everybody whose mark would change")
    rows = [
        (
            d.student,
            number(d.changes.before),
            number(d.changes.after),
            _gain(d),
            ", ".join(change.name for change in d.changes.exercises),
        )
        for d in sorted(changed, key=lambda d: (d.gained, d.student))[:MAX_ROWS]
    ]
    paper.table(("student", "before", "then", "change", "exercises"), rows, right=[1, 2, 3])
    if len(changed) > MAX_ROWS:
        paper.text(f"and {len(changed) - MAX_ROWS} more: --json has all")


def _gain(difference: Difference) -> Text:
    style = {1: "green", -1: "magenta"}.get(int(difference.gained.compare(Decimal(0))), "dim")
    return Text(_signed(difference.gained), style)


def _signed(points: Decimal) -> str:
    return f"{'+' if points > 0 else ''}{number(points)}"


def _names(students: Sequence[str]) -> str:
    more = f" and {len(students) - MAX_STUDENTS} more" if len(students) > MAX_STUDENTS else ""
    return ", ".join(students[:MAX_STUDENTS]) + more


# ---------------------------------------------------------------- as data


def _difference_as_data(difference: Difference) -> dict[str, Any]:
    changes = difference.changes
    return {
        "student": difference.student,
        "why": sorted(changes.why),
        "before": float(changes.before),
        "after": float(changes.after),
        "gained": float(difference.gained),
        "needs_a_person": difference.needs_a_person,
        "exercises": [_change_as_data(change, difference.by_hand) for change in changes.exercises],
        "other_words": [change.name for change in changes.reworded],
    }


def _change_as_data(change: Change, by_hand: Mapping[tuple[str, str], Decimal]) -> dict[str, Any]:
    mark = by_hand.get((change.notebook, change.name))
    return {
        "name": change.name,
        "notebook": change.notebook,
        "why": sorted(change.grounds),
        "before": _exercise_as_data(change.before),
        "after": _exercise_as_data(change.after),
        "by_hand": None if mark is None else float(mark),
        "questions": [
            {
                "asked": q.after.asked if q.after else q.before.asked if q.before else None,
                "before": _question_as_data(q.before),
                "after": _question_as_data(q.after),
            }
            for q in change.questions
        ],
    }


def _exercise_as_data(exercise: ExerciseResult | None) -> dict[str, Any] | None:
    if exercise is None:
        return None
    return {
        "verdict": exercise.verdict,
        "score": None if exercise.score is None else float(exercise.score),
        "points": float(exercise.points),
        "follow_through": exercise.follow_through,
        "diagnoses": [diagnosis.id for diagnosis in exercise.diagnoses],
    }


def _question_as_data(question: QuestionResult | None) -> dict[str, Any] | None:
    if question is None:
        return None
    return {
        "verdict": question.verdict,
        "finding": question.finding,
        "answered": question.answered,
    }
