"""Follow-through: marks for a step done right on a wrong earlier one.

An exercise that builds on functions which are not right is asked once more, in a process and a folder of its own, where
those functions ask the grader instead of computing. What they get comes from the reference, in a sealed process of its
own, because their arguments are the student's.

What may be asked is narrow, because every wider rule that was tried gave marks away: only functions that the
reference's own version of the exercise calls, directly or through others, and only such as are already scored. Of the
second run nothing is shown: not what it returned, printed or raised. It counts as a whole, never question by question,
and only if it asked at least once and is better than the first.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, Self

import numpy as np

from autograder.answerkey import AnswerKey, Sheet
from autograder.asking import Conversation
from autograder.comparing import Judged, as_numbers, judge
from autograder.model import Answer, Assignment, Cell, Exercise, ExerciseResult, Question, Verdict
from autograder.sandbox import Sandbox
from autograder.scoring import earned

MAX_ASKS = 10_000
MAX_STEPS = 1_000
"""Questions with longer descents are not asked in the second run: each step asks."""


OpenNotebook = Callable[..., Conversation]
"""Takes the keywords *stand_ins* and *oracle* of `Conversation`."""


class Reference:
    """The reference as an oracle: a sealed process, started at the first question. A context manager.

    Args:
        key: the assignment.
        open_sandbox: returns a nursery for it; the one where students' processes live holds one at a time.
    """

    def __init__(self, key: AnswerKey, open_sandbox: Callable[[], Sandbox]) -> None:
        self._assignment = key.assignment
        self._open_sandbox = open_sandbox
        self._sandbox: Sandbox | None = None
        self._conversations: dict[str, Conversation] = {}

    def answer(self, exercise: Exercise, arguments: Sequence[Any]) -> Answer:
        """Return what the reference's function of *exercise* answers. Raises SandboxError."""
        question = Question(exercise.name, tuple(arguments))
        return self._conversation(exercise.notebook).ask(exercise.name, question)

    def _conversation(self, notebook: str) -> Conversation:
        if notebook not in self._conversations:
            self.close()
            self._sandbox = self._open_sandbox()
            cells = [c for c in self._assignment.reference[notebook] if c.is_code and not c.is_test]
            conversation = Conversation(self._sandbox, cells, self._assignment.data_files)
            self._conversations[notebook] = conversation.__enter__()
        return self._conversations[notebook]

    def close(self) -> None:
        """End the process, if there is one."""
        self._conversations.clear()
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def follow_through(
    results: Sequence[ExerciseResult],
    exercises: Sequence[Exercise],
    sheet: Sheet,
    assignment: Assignment,
    open_notebook: OpenNotebook,
    reference: Reference,
) -> list[ExerciseResult]:
    """Ask the exercises of one notebook that stand on wrong ones again; return the results with the marks for that.

    Args:
        results: of the first run, in the order of *exercises*.
        exercises: with this student's variants.
        sheet: what is right.
        assignment: whose reference says which functions an exercise calls.
        open_notebook: opens a new conversation with the notebook, in which *stand_ins* ask *oracle*.
        reference: answers them.
    """
    wrong = {r.name for r in results if r.verdict is not Verdict.PASSED}
    better = []
    for result, exercise in zip(results, exercises, strict=True):
        below = [name for name in called_by(exercise, exercises, assignment) if name in wrong]
        if result.name in wrong and below and result.verdict is not Verdict.MISSING:
            asked = [e for e in exercises if e.name in below]
            result = _ask_again(result, exercise, asked, sheet, open_notebook, reference)
        better.append(result)
    return better


def called_by(exercise: Exercise, exercises: Sequence[Exercise], assignment: Assignment) -> tuple[str, ...]:
    """Return the earlier exercises whose functions the reference's version of *exercise* calls, also through others."""
    names = [e.name for e in exercises]
    earlier = names[: names.index(exercise.name)]
    uses = _uses(assignment.reference[exercise.notebook])
    found: set[str] = set()
    pending = [exercise.name]
    while pending:
        for name in uses.get(pending.pop(), frozenset()) - found:
            found.add(name)
            pending.append(name)
    return tuple(name for name in earlier if name in found)


# ---------------------------------------------------------------- below: how


@dataclass
class _Oracle:
    """Answer what stand-ins ask, within bounds."""

    exercises: Mapping[str, Exercise]
    largest: int
    """How many numbers an argument may hold: no more than in the questions themselves."""
    reference: Reference
    asks: int = field(default=0, init=False)

    def __call__(self, name: str, arguments: list[Any]) -> Answer | None:
        self.asks += 1
        fits = all(_is_plain(a, self.largest) for a in arguments)
        if name not in self.exercises or self.asks > MAX_ASKS or not fits:
            return None
        return self.reference.answer(self.exercises[name], arguments)


def _ask_again(
    result: ExerciseResult,
    exercise: Exercise,
    asked: Sequence[Exercise],
    sheet: Sheet,
    open_notebook: OpenNotebook,
    reference: Reference,
) -> ExerciseResult:
    short = replace(exercise, questions=tuple(q for q in exercise.questions if _is_short(exercise, q)))
    oracle = _Oracle({e.name: e for e in asked}, _largest([exercise, *asked]), reference)
    with open_notebook(stand_ins=[e.name for e in asked], oracle=oracle) as again:
        answers = iter(again.ask_all([short])[exercise.name])
    judged = [
        Judged(question, expected, answer, judge(question, expected, answer))
        for question, expected in zip(exercise.questions, sheet.expected[exercise.name], strict=True)
        if _is_short(exercise, question) and (answer := next(answers))
    ]
    points = earned(exercise, judged)
    if not oracle.asks or points <= (result.score or 0):
        return result
    if points == exercise.points:
        return replace(result, score=points, verdict=Verdict.PASSED, follow_through=True, diagnoses=())
    return replace(result, score=points, verdict=Verdict.PARTIAL, follow_through=True)


def _is_short(exercise: Exercise, question: Question) -> bool:
    if not exercise.steps:
        return True
    return bool(question.arguments[question.names.index(exercise.steps)] <= MAX_STEPS)


def _largest(exercises: Sequence[Exercise]) -> int:
    return max(np.size(a) for e in exercises for q in e.questions for a in (0, *q.arguments))


def _is_plain(argument: Any, largest: int) -> bool:
    numbers = as_numbers(argument)
    return numbers is not None and numbers.size <= largest


def _uses(cells: Sequence[Cell]) -> dict[str, frozenset[str]]:
    """Return, for each function that *cells* define, the names in its body."""
    uses: dict[str, frozenset[str]] = {}
    for cell in cells:
        if not cell.is_code or cell.is_test:
            continue
        try:
            module = ast.parse(cell.source)
        except SyntaxError:  # a magic, say
            continue
        for node in module.body:
            if isinstance(node, ast.FunctionDef):
                uses[node.name] = frozenset(n.id for n in ast.walk(node) if isinstance(n, ast.Name))
    return uses
