"""Cells and questions -> transcripts, whatever the student's code does meanwhile.

Shown questions of every exercise come before the first hidden one, and what is printed from then on is dropped. A
question that ends the process costs itself: a new process, the cells again (what they print is kept from the first run
only), the next question. A process that dies while its cells run is loaded again with only the definitions of the cell
that did it, and if that does not help with definitions only. After three deaths in one exercise the rest of it is not
asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from autograder.model import Answer, Cell, CellOutcome, Exercise, Kind, NotPlain, Question
from autograder.phases import phase
from autograder.sandbox import Oracle, Sandbox, StudentProcess

MAX_DEATHS = 3
MAX_LOADS = 3
"""How often in a row a process may die while its cells run."""
MAX_PRINTED = 4 * 2**20
"""How many characters all cells together may print."""

MAX_KEPT = 32 * 2**20
"""How many bytes all answers together may have: each of them is kept until the notebook is judged."""

OUT_OF_TIME = "the computing time of the submission was used up"


@dataclass(frozen=True)
class Interview:
    """What one notebook answered."""

    outcomes: tuple[CellOutcome, ...]
    transcripts: Mapping[str, tuple[Answer, ...]]
    """By exercise, in the order of its questions."""


def interview(
    sandbox: Sandbox, cells: Sequence[Cell], files: Mapping[str, bytes], exercises: Sequence[Exercise]
) -> Interview:
    """Run *cells* beside *files* and ask the questions of *exercises*. Raises SandboxError when we fail."""
    with Conversation(sandbox, cells, files) as conversation:
        return Interview(conversation.outcomes, conversation.ask_all(exercises))


def _in_order(exercises: Sequence[Exercise]) -> list[tuple[Exercise, int, Question]]:
    asked = [(e, i, q) for e in exercises for i, q in enumerate(e.questions)]
    return sorted(
        asked, key=lambda each: not each[2].visible
    )  # stable: shown first, each half in the author's order


class Conversation:
    """A notebook that can always be asked one more question, in a new process if need be. A context manager.

    Args:
        sandbox: where its processes live.
        cells: what it consists of; they run when the conversation is entered.
        files: what lies beside it.
        stand_ins: functions that ask *oracle* instead of computing, once the cells have run, with the names of their
            arguments.
        oracle: answers them.
        spent: CPU seconds that were used before and count, too.
        seen: cells that have run through in an earlier conversation. Of these, only what functions need runs again,
            unless one of them fails then: see `student.needs`.
        asked: names of the functions that will be called, where *seen* is given.
    """

    def __init__(
        self,
        sandbox: Sandbox,
        cells: Sequence[Cell],
        files: Mapping[str, bytes],
        *,
        stand_ins: Mapping[str, Sequence[str]] | None = None,
        oracle: Oracle | None = None,
        spent: float = 0.0,
        seen: Collection[int] = (),
        asked: Sequence[str] = (),
    ) -> None:
        self.sandbox = sandbox
        self.cells = cells
        self.files = files
        self.stand_ins = stand_ins or {}
        self.oracle = oracle
        self.process: StudentProcess | None = None
        self.outcomes: tuple[CellOutcome, ...] = ()
        self.deadly: set[int] = set()
        """Cells that ended a process: of them only the definitions run again."""
        self.definitions_only = False
        """Of all cells, after a second one did."""
        self.unloadable: Answer | None = None
        """Why no process survives its own cells any more."""
        self.deaths: Counter[str] = Counter()
        self.kept = 0
        """Bytes of answers so far."""
        self.spent = spent
        """CPU seconds of the processes that are gone."""
        self.trimmed = seen
        """Cells of which only what functions need is run."""
        self.asked = asked

    def __enter__(self) -> Self:
        self._load()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            with phase("fork and seal"):
                self.process.close()

    def ask_all(self, exercises: Sequence[Exercise]) -> dict[str, tuple[Answer, ...]]:
        """Ask the questions of *exercises*, shown ones first; return the answers by exercise."""
        answers = {
            (exercise.name, place): self.ask(exercise.name, question)
            for exercise, place, question in _in_order(exercises)
        }
        return {e.name: tuple(answers[e.name, i] for i in range(len(e.questions))) for e in exercises}

    def ask(self, exercise: str, question: Question) -> Answer:
        """Ask one question; *exercise* is on whose account it goes when it ends the process."""
        if self.deaths[exercise] >= MAX_DEATHS:
            return Answer(
                Kind.NOT_ASKED, message=f"not asked: {exercise} had ended the program {MAX_DEATHS} times"
            )
        if self._remaining() > 0 and self.process is None and self.unloadable is None:
            self._load()
        limit = min(self.sandbox.limits.question_cpu_seconds, self._remaining())
        if limit <= 0:
            return Answer(Kind.NOT_ASKED, message=f"not asked: {OUT_OF_TIME}")
        if self.process is None:
            return self.unloadable or Answer(Kind.CRASHED)
        show = question.visible and self.oracle is None
        before = self.process.received
        answer = self.process.call(question, cpu_limit=limit, show=show)
        self.kept += self.process.received - before
        if self.kept > MAX_KEPT and answer.kind is Kind.VALUE:
            too_much = f"is too large: all answers together have more than {MAX_KEPT // 2**20} MB"
            answer = replace(
                answer, value=NotPlain(type(answer.value).__name__, too_much), arguments_after=None
            )
        if not self.process.alive:
            self.deaths[exercise] += 1
            self._bury()
        return answer

    def _load(self) -> None:
        """Start a process and run the cells in it, with less of them each time that ends it."""
        for _ in range(MAX_LOADS):
            with phase("cells"):
                outcomes = self._run_cells()
            self.outcomes = self.outcomes or outcomes
            if self.process is not None or self._remaining() <= 0:
                return
            self.definitions_only = bool(self.deadly)
            self.deadly.update(outcome.index for outcome in outcomes[-1:])
        last = outcomes[-1] if outcomes else CellOutcome(0)
        kind = Kind.TIMEOUT if last.error.startswith(Kind.TIMEOUT) else Kind.CRASHED
        self.unloadable = Answer(kind, message=f"cell {last.index + 1} ends the program: {last.error}")

    def _run_cells(self) -> tuple[CellOutcome, ...]:
        with phase("fork and seal"):
            self.process = self.sandbox.open(self.files)
        if self.trimmed and not self._foresee(self.process):
            return self._run_whole_cells()
        outcomes: list[CellOutcome] = []
        room = MAX_PRINTED
        for cell in self.cells:
            outcome = self._run_cell(self.process, cell)
            if len(outcome.printed) > room:
                printed = outcome.printed[:room] + "\n... the cells printed too much, the rest was cut\n"
                outcome = replace(outcome, printed=printed)
            room = max(0, room - len(outcome.printed))
            outcomes.append(outcome)
            if cell.index in self.trimmed and outcome.error:
                return self._run_whole_cells()
            if not self.process.alive:
                self._bury()
                return tuple(outcomes)
        if not self.process.restore():
            self._bury()
            return tuple(outcomes)
        if self.oracle is not None and not self.process.stand_in(self.stand_ins, self.oracle):
            self._bury()
        return tuple(outcomes)

    def _foresee(self, process: StudentProcess) -> bool:
        """Prepare for trimmed cells; tell whether the process survived that."""
        trimmed = [cell.source for cell in self.cells if cell.index in self.trimmed]
        whole = [cell.source for cell in self.cells if cell.index not in self.trimmed]
        limit = min(self.sandbox.limits.cell_cpu_seconds, self._remaining())
        return process.foresee(trimmed, whole, self.asked, cpu_limit=limit)

    def _run_whole_cells(self) -> tuple[CellOutcome, ...]:
        """Run the cells again in a new process, as a whole: trimmed they do not do what they did before."""
        if self.process is not None:
            self.process.close()
        self._bury()
        self.trimmed = ()
        return self._run_cells()

    def _run_cell(self, process: StudentProcess, cell: Cell) -> CellOutcome:
        limit = min(self.sandbox.limits.cell_cpu_seconds, self._remaining())
        if limit <= 0:
            process.close()
            return CellOutcome(cell.index, error=f"not run: {OUT_OF_TIME}")
        return process.run_cell(
            cell.index,
            cell.source,
            definitions_only=(self.definitions_only or cell.index in self.deadly) and not cell.is_setup,
            setup=cell.is_setup,
            trimmed=cell.index in self.trimmed,
            cpu_limit=limit,
        )

    def _bury(self) -> None:
        if self.process is not None:
            self.spent += self.process.cpu
            self.process = None

    @property
    def cpu_seconds(self) -> float:
        """Return the CPU seconds that all its processes used so far."""
        return self.spent + (self.process.cpu if self.process is not None else 0.0)

    def _remaining(self) -> float:
        return self.sandbox.limits.submission_cpu_seconds - self.cpu_seconds
