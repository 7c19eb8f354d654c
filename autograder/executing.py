"""Cells -> what they showed, run one after the other as a kernel runs them, whatever they do to their process.

A cell that ends its process (it runs too long, it calls `os._exit`) costs itself: a new process, the cells before it
once more, and on with the next one. What cells show is kept from their first run only; of a cell that has ended a
process only its imports, functions and classes run again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.model import Cell, CellOutcome, Kind
from autograder.phases import phase
from autograder.sandbox import Sandbox, StudentProcess

MAX_DEATHS = 10
"""How often the cells of one notebook may end their process; what comes after that is not run."""


def execute(sandbox: Sandbox, cells: Sequence[Cell], files: Mapping[str, bytes]) -> tuple[CellOutcome, ...]:
    """Run *cells* beside *files* and return what became of each. Raises SandboxError when we fail.

    Args:
        sandbox: where the processes live; its nursery has IPython's shell.
        cells: code cells, in their order.
        files: what lies beside the notebook.
    """
    run = _Run(sandbox, cells, files)
    with phase("cells"):
        try:
            return tuple(run.outcome_of(place) for place in range(len(cells)))
        finally:
            run.close()


class _Run:
    """One notebook, in one process after the other."""

    def __init__(self, sandbox: Sandbox, cells: Sequence[Cell], files: Mapping[str, bytes]) -> None:
        self.sandbox = sandbox
        self.cells = cells
        self.files = files
        self.process: StudentProcess | None = None
        self.deadly: set[int] = set()
        """Places of the cells that ended a process."""
        self.deaths = 0
        self.spent = 0.0
        """CPU seconds of the processes that are gone."""

    def outcome_of(self, place: int) -> CellOutcome:
        """Run the cell at *place*; those before it have run."""
        while True:
            refused = self._refusal(place)
            if refused is not None:
                return refused
            if self.process is None:
                with phase("fork and seal"):
                    self.process = self.sandbox.open(self.files)
                if not self._repeat(place):
                    continue
            outcome = self.process.execute(
                self.cells[place].index, self.cells[place].source, show=True, cpu_limit=self._limit()
            )
            self._note(place)
            return outcome

    def close(self) -> None:
        """End the process that still lives."""
        if self.process is not None:
            with phase("fork and seal"):
                self.process.close()

    def _repeat(self, before: int) -> bool:
        """Run the cells *before* a place once more; tell whether the process lived through it."""
        for place, cell in enumerate(self.cells[:before]):
            assert self.process is not None  # noqa: S101  the loop ends with it
            if self._limit() <= 0:
                return False
            if place in self.deadly:
                self.process.define(cell.index, cell.source, cpu_limit=self._limit())
            else:
                self.process.execute(cell.index, cell.source, show=False, cpu_limit=self._limit())
            if not self._note(place):
                return False
        return True

    def _note(self, place: int) -> bool:
        """Remember it when the cell at *place* has ended the process; tell whether the process lives."""
        if self.process is None or self.process.alive:
            return True
        self.deadly.add(place)
        self.deaths += 1
        self.spent += self.process.cpu
        self.process = None
        return False

    def _refusal(self, place: int) -> CellOutcome | None:
        """Return what becomes of a cell that is not run any more."""
        index = self.cells[place].index
        if self.deaths >= MAX_DEATHS:
            message = f"not run: the notebook had ended its process {MAX_DEATHS} times"
            return CellOutcome(index, error=message, ended=Kind.CRASHED)
        if self._limit() <= 0:
            message = "not run: the computing time of the submission was used up"
            return CellOutcome(index, error=message, ended=Kind.TIMEOUT)
        return None

    def _limit(self) -> float:
        limits = self.sandbox.limits
        spent = self.spent + (self.process.cpu if self.process is not None else 0.0)
        return min(limits.cell_cpu_seconds, limits.submission_cpu_seconds - spent)
