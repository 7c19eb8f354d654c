"""Follow-through: marks for a step done right on a wrong earlier one.

An exercise that builds on functions which are not right is asked once more, in a process and a folder of its own, where
those functions ask the grader instead of computing. What they get comes from the reference, in a sealed process of its
own, because their arguments are the student's.

What may be asked is narrow, because every wider rule that was tried gave marks away: only functions that the
reference's own version of the exercise calls, directly or through others, and only such as are already scored. Of the
second run nothing is shown: not what it returned, printed or raised. It counts as a whole, never question by question,
and only if it asked at least once, kept to the protocol and is better than the first.
"""

from __future__ import annotations

import symtable
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import TracebackType
from typing import Any, Self

import numpy as np

from autograder.answerkey import AnswerKey, Sheet
from autograder.asking import Conversation
from autograder.comparing import Judged, as_numbers, judge_all
from autograder.errors import SandboxError
from autograder.model import Answer, Assignment, Cell, Exercise, ExerciseResult, Kind, Question, Verdict
from autograder.sandbox import Sandbox
from autograder.scoring import earned

MAX_ASKS = 10_000
MAX_STEPS = 1_000
"""Questions with longer descents are not asked in the second run: each step asks."""
MAX_SECONDS = 10.0
"""CPU time that the reference spends on one exercise of one student."""
DECIMALS = 4
"""Of points that are a share of others."""

OpenNotebook = Callable[..., Conversation]
"""Takes the keywords *stand_ins*, *oracle*, *spent* and *seen* of `Conversation`."""


class Reference:
    """The reference as an oracle: a sealed process, started when it is first needed. A context manager.

    Args:
        key: the assignment.
        open_sandbox: returns a nursery for it; the one where students' processes live holds one at a time.
    """

    def __init__(self, key: AnswerKey, open_sandbox: Callable[[], Sandbox]) -> None:
        self.assignment = key.assignment
        self._open_sandbox = open_sandbox
        self._sandbox: Sandbox | None = None
        self._conversation: Conversation | None = None
        self._notebook = ""
        self._oldest = 0.0
        """The CPU time at which the conversation is too old."""
        self._called: dict[tuple[str, str], frozenset[str]] = {}

    def open(self, notebook: str) -> Conversation:
        """Return a conversation with the reference of *notebook*. Raises SandboxError.

        It may have answered others before; one that they have worn out is replaced, so that nobody notices them.
        """
        kept = self._conversation
        if kept and self._notebook == notebook and not kept.deaths and kept.cpu_seconds < self._oldest:
            return kept
        self._leave()
        self._sandbox = self._sandbox or self._open_sandbox()
        cells = [c for c in self.assignment.reference[notebook] if c.is_code and not c.is_test]
        fresh = Conversation(self._sandbox, cells, self.assignment.data_files).__enter__()
        self._conversation, self._notebook = fresh, notebook
        self._oldest = fresh.cpu_seconds + MAX_SECONDS
        if fresh.process is None or fresh.deadly:
            self._leave()
            raise SandboxError(f"the reference of {notebook} does not run here any more")
        return fresh

    def called_by(self, exercise: Exercise, exercises: Sequence[Exercise]) -> frozenset[str]:
        """Return what `called_by` finds, worked out once: it is the same for all students."""
        place = exercise.notebook, exercise.name
        if place not in self._called:
            self._called[place] = frozenset(called_by(exercise, exercises, self.assignment))
        return self._called[place]

    def close(self) -> None:
        """End the process and its nursery, if there are any."""
        self._leave()
        if self._sandbox is not None:
            self._sandbox.close()
            self._sandbox = None

    def _leave(self) -> None:
        if self._conversation is not None:
            self._conversation.__exit__()
            self._conversation = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


@dataclass(frozen=True)
class SecondRun:
    """How an exercise came out with right answers beneath it."""

    instead: tuple[str, ...]
    """The functions in whose place the reference answered."""
    asks: int
    """How many of their questions it answered."""
    judged: tuple[Judged, ...]
    """The questions that were asked again, as they were compared."""
    is_tampered: bool
    misses_a_name: bool
    """A name was not there, so that something may have been left out that is needed."""
    points: Decimal
    """What it earns by itself."""


@dataclass(frozen=True)
class Followed:
    """A result with the marks that follow through, and where they are from."""

    result: ExerciseResult
    again: SecondRun | None = None
    """None where there was nothing to follow."""


def follow_through(
    results: Sequence[ExerciseResult],
    exercises: Sequence[Exercise],
    sheet: Sheet,
    open_notebook: OpenNotebook,
    reference: Reference,
    share: Decimal,
) -> list[Followed]:
    """Ask the exercises of one notebook that stand on wrong ones again; return the results with the marks for that.

    Args:
        results: of the first run, in the order of *exercises*.
        exercises: with this student's variants.
        sheet: what is right.
        open_notebook: opens a new conversation with the notebook, in which *stand_ins* ask *oracle*.
        reference: answers them, and says which functions an exercise calls.
        share: how much of what the second run earns more than the first is given, 0 to 1.
    """
    wrong = {r.name for r in results if r.verdict is not Verdict.PASSED}
    followed, spent = [], 0.0  # all second runs together may take as long as the submission did
    for result, exercise in zip(results, exercises, strict=True):
        names = reference.called_by(exercise, exercises) & wrong
        if share and names and result.name in wrong:
            below = [e for e in exercises if e.name in names]
            stand_ins = {e.name: e.questions[0].names for e in below}
            expected = sheet.expected[exercise.name]
            for how in ({}, {"seen": ()}):
                oracle = _Oracle(exercise, below, reference.open(exercise.notebook))
                with open_notebook(stand_ins=stand_ins, oracle=oracle, spent=spent, **how) as again:
                    run = _run_again(exercise, expected, again, oracle)
                spent = again.cpu_seconds
                if not (run.misses_a_name and again.trimmed):  # else it may be something that was left out
                    break
            followed.append(Followed(_with_gain(result, run.points, share), run))
        else:
            followed.append(Followed(result))
    return followed


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


class _Oracle:
    """Answer what stand-ins ask, within bounds.

    Args:
        exercise: the one that is asked again.
        below: those that it may ask for.
        reference: answers.
    """

    def __init__(self, exercise: Exercise, below: Sequence[Exercise], reference: Conversation) -> None:
        self.below = {e.name: e for e in below}
        self.reference = reference
        own = (argument for e in (exercise, *below) for q in e.questions for argument in q.arguments)
        self.largest = max([1, *(_size(argument) or 1 for argument in own)])
        self.until = reference.cpu_seconds + MAX_SECONDS
        self.asks = 0
        self.answers = 0

    def __call__(self, name: str, arguments: list[Any]) -> Answer | None:
        self.asks += 1
        if self.asks > MAX_ASKS or self.reference.deaths or self.reference.cpu_seconds >= self.until:
            return None
        sizes = [_size(argument) for argument in arguments]
        if any(size is None or size > self.largest for size in sizes):
            return Answer(Kind.ERROR)
        self.answers += 1
        wanted = self.below[name].questions[0].arguments
        alike = (_alike(given, own) for given, own in zip(arguments, wanted, strict=False))
        return self.reference.ask(name, Question(name, tuple(alike)))


def _size(value: Any) -> int | None:
    """Return how many numbers *value* holds, or None if anything in it is no number. Lists may be ragged."""
    if isinstance(value, (list, tuple)):
        sizes = [_size(item) for item in value]
        return sum(size for size in sizes if size is not None) if None not in sizes else None
    numbers = as_numbers(value)
    return None if numbers is None else numbers.size


def _alike(given: Any, own: Any) -> Any:
    """Return *given* as an array or a list, where the exercise's *own* argument is one: a student may take either."""
    numbers = as_numbers(given)
    if numbers is not None and numbers.ndim:
        if isinstance(own, np.ndarray):
            return numbers
        if isinstance(own, list) and not isinstance(given, list):
            return numbers.tolist()
    return given


def _run_again(
    exercise: Exercise, expected: Sequence[Answer], again: Conversation, oracle: _Oracle
) -> SecondRun:
    """Return how *exercise* comes out in a second run: it earns nothing if it tampered, or asked for nothing."""
    asked = [pair for pair in zip(exercise.questions, expected, strict=True) if _is_short(exercise, pair[0])]
    short = replace(exercise, questions=tuple(question for question, _ in asked))
    answers = again.ask_all([short])[exercise.name]
    judged = judge_all(short.questions, [right for _, right in asked], answers)
    is_tampered = any(answer.tampered for answer in answers)
    counts = oracle.answers and not is_tampered
    return SecondRun(
        instead=tuple(oracle.below),
        asks=oracle.answers,
        judged=tuple(judged),
        is_tampered=is_tampered,
        misses_a_name=not is_tampered and any(answer.error == NameError.__name__ for answer in answers),
        points=earned(exercise, judged) if counts else Decimal(0),
    )


def _is_short(exercise: Exercise, question: Question) -> bool:
    if not exercise.steps:
        return True
    return bool(question.arguments[question.names.index(exercise.steps)] <= MAX_STEPS)


def _with_gain(result: ExerciseResult, points: Decimal, share: Decimal) -> ExerciseResult:
    """Return *result* with its *share* of what *points* are more."""
    before = result.score or Decimal(0)
    gain = points - before if share == 1 else round((points - before) * share, DECIMALS)
    if gain <= 0:
        return result
    better = replace(result, score=(before + gain).normalize(), follow_through=True)
    if better.score == result.points:
        return replace(better, verdict=Verdict.PASSED, diagnoses=())
    return replace(better, verdict=Verdict.PARTIAL)


def _uses(cells: Sequence[Cell]) -> dict[str, frozenset[str]]:
    """Return, for each function that *cells* define, the global names that it looks up."""
    uses: dict[str, frozenset[str]] = {}
    for cell in cells:
        if not cell.is_code or cell.is_test:
            continue
        try:
            module = symtable.symtable(cell.source, "<reference>", "exec")
        except SyntaxError:  # a magic, say
            continue
        functions = (table for table in module.get_children() if table.get_type() == "function")
        uses |= {function.get_name(): frozenset(_global_names(function)) for function in functions}
    return uses


def _global_names(table: symtable.SymbolTable) -> Iterator[str]:
    yield from (symbol.get_name() for symbol in table.get_symbols() if symbol.is_global())
    for inner in table.get_children():
        yield from _global_names(inner)
