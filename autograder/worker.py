"""A process that grades one submission after the other, behind a nursery of its own.

Whoever starts it, a pool on this machine or a cluster, hands it a job once and then submissions. It knows neither the
course folder nor the gradebook, and keeps nothing of one submission for the next but warm nurseries.
"""

from __future__ import annotations

import ast
import gc
import time
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import uuid4

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey
from autograder.errors import RoomError
from autograder.following import Reference
from autograder.grading import grade, grade_by_test_cells, ungraded_result
from autograder.model import Assignment, Graded, Submission
from autograder.sandbox import Limits, Sandbox
from autograder.settings import Settings


@dataclass(frozen=True)
class Job:
    """What a worker has to know, the same for all submissions of a batch."""

    key: AnswerKey
    settings: Settings
    number: str = field(default_factory=lambda: uuid4().hex)
    """Tells it from all others."""


class DifferentEnvironment(Exception):
    """Say that student code would run here under other libraries or another seal than what the job was made with."""


class Worker:
    """Grade submissions of one job, each as if it were the only one. Close it in the end.

    Args:
        job: what to grade against.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.reference = open_reference(job.key, job.settings.limits, sealed=job.settings.sealed)
        self.sandbox: Sandbox | None = None
        # The answer key is some hundred thousand objects that will not go away: no collection need look at them.
        gc.freeze()

    def grade(self, submission: Submission) -> Graded:
        """Grade one submission and see how long that takes; when the nursery fails, once more with a new one.

        Raises:
            RoomError: no room is left for its files.
            DifferentEnvironment: it would run under other conditions than the reference did.
        """
        began = time.monotonic()
        graded = self._grade(submission)
        return replace(graded, seconds=round(time.monotonic() - began, 3))

    def _grade(self, submission: Submission) -> Graded:
        key, settings = self.job.key, self.job.settings
        for _ in range(2):
            try:
                sandbox = self.sandbox or self._open()
                if key.assignment.own_cells:
                    return grade_by_test_cells(submission, key, sandbox, settings.policy)
                return grade(submission, key, sandbox, self.reference, settings.follow_through_share)
            except (RoomError, DifferentEnvironment):
                self.close()
                raise
            except Exception as failure:  # noqa: BLE001  whatever it is, it must not cost the others their result
                problem = f"the grader itself failed: {type(failure).__name__}: {failure}"
                self.close()
        return ungraded_result(submission, key, problem)

    def _open(self) -> Sandbox:
        key = self.job.key
        settings = self.job.settings
        self.sandbox = open_sandbox(key.assignment, settings.limits, sealed=settings.sealed)
        if (self.sandbox.environment, self.sandbox.isolation) != (key.environment, key.isolation):
            raise DifferentEnvironment
        return self.sandbox

    def close(self) -> None:
        """End the nurseries and remove their folders; the next submission starts new ones."""
        self.reference.close()
        if self.sandbox is not None:
            self.sandbox.close()
            self.sandbox = None


def open_sandbox(assignment: Assignment, limits: Limits, *, sealed: bool = True) -> Sandbox:
    """Return a nursery that has ready what the assignment's own notebooks import."""
    return Sandbox(
        limits, preload=imported_libraries(assignment), ipython=assignment.own_cells, sealed=sealed
    )


def open_reference(key: AnswerKey, limits: Limits, *, sealed: bool = True) -> Reference:
    """Return the reference as an oracle. Its cells are the author's, but what it is asked is a student's."""
    mixed = replace(LIMITS_FOR_AUTHORS, question_cpu_seconds=limits.question_cpu_seconds)
    return Reference(key, partial(open_sandbox, key.assignment, mixed, sealed=sealed))


def imported_libraries(assignment: Assignment) -> tuple[str, ...]:
    """Return the top-level names of the modules that the assignment's own cells import."""
    names: set[str] = set()
    for cells in assignment.reference.values():
        for cell in cells:
            names |= _imports(cell.source) if cell.is_code else set()
    return tuple(sorted(names))


def _imports(source: str) -> set[str]:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a magic, say
        return set()
    modules = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    modules += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {module.partition(".")[0] for module in modules}
