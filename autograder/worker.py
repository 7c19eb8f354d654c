"""A process that grades one submission after the other, behind a nursery of its own.

Whoever starts it, a pool on this machine or a cluster, hands it a job once and then submissions. It knows neither the
course folder nor the gradebook, and keeps nothing of one submission for the next but warm nurseries.
"""

from __future__ import annotations

import ast
import gc
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import uuid4

from autograder.answerkey import LIMITS_FOR_AUTHORS, AnswerKey
from autograder.errors import RoomError
from autograder.following import Reference
from autograder.grading import grade, grade_by_test_cells, ungraded_result
from autograder.model import Assignment, Graded, Submission
from autograder.phases import measuring, phase
from autograder.sandbox import Greenhouse, Limits, Sandbox
from autograder.settings import Settings


@dataclass(frozen=True)
class Job:
    """What a worker has to know, the same for all submissions of a batch."""

    key: AnswerKey
    settings: Settings
    number: str = field(default_factory=lambda: uuid4().hex)
    """Tells it from all others."""


MAX_NURSERIES = 3
"""Of one worker: that of the assignment, and those for students who import more."""

SLOW_LIBRARIES = {
    "pandas": ("pandas",),
    "scipy": ("scipy", "scipy.linalg", "scipy.optimize", "scipy.stats"),
    "seaborn": ("seaborn",),
    "sklearn": ("sklearn", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection"),
    "sympy": ("sympy",),
}
"""With the parts of them that students use. Each is preloaded as a whole: what is ready depends on the submission alone."""

_IMPORT = re.compile(rb"\b(?:from|import)\s+(pandas|scipy|seaborn|sklearn|sympy)\b")


class DifferentEnvironment(Exception):
    """Say that student code would run here under other libraries or another seal than what the job was made with."""


class Worker:
    """Grade submissions of one job, each as if it were the only one. Close it in the end.

    Args:
        job: what to grade against.
        greenhouse: address of one on this machine; without it, nurseries are started one by one.
    """

    def __init__(self, job: Job, greenhouse: str = "") -> None:
        self.job = job
        self.greenhouse = greenhouse
        self.reference = open_reference(
            job.key, job.settings.limits, sealed=job.settings.sealed, greenhouse=greenhouse
        )
        self.sandboxes: dict[frozenset[str], Sandbox] = {}
        """Nurseries, by what they have ready beside what the assignment itself imports."""
        self.known = frozenset(imported_libraries(job.key.assignment))
        # The answer key is some hundred thousand objects that will not go away: no collection need look at them.
        gc.freeze()

    def grade(self, submission: Submission) -> Graded:
        """Grade one submission and see how long that takes; when the nursery fails, once more with a new one.

        Raises:
            RoomError: no room is left for its files.
            DifferentEnvironment: it would run under other conditions than the reference did.
        """
        began = time.monotonic()
        with measuring() as spent:
            graded = self._grade(submission)
        return replace(graded, seconds=round(time.monotonic() - began, 3), spent=spent)

    def _grade(self, submission: Submission) -> Graded:
        key, settings = self.job.key, self.job.settings
        for _ in range(2):
            try:
                with phase("nursery"):
                    sandbox = self._sandbox_for(submission)
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

    def _sandbox_for(self, submission: Submission) -> Sandbox:
        """Return a nursery that has ready what *submission* imports. One with all for all would make every fork slower."""
        also = also_imported(submission) - self.known
        if also in self.sandboxes:
            return self.sandboxes[also]
        for other in [each for each in self.sandboxes if also and each][: 1 - MAX_NURSERIES]:
            self.sandboxes.pop(other).close()
        key = self.job.key
        settings = self.job.settings
        sandbox = open_sandbox(
            key.assignment, settings.limits, also, sealed=settings.sealed, greenhouse=self.greenhouse
        )
        self.sandboxes[also] = sandbox
        environment = {name: sandbox.environment.get(name) for name in key.environment}
        if (environment, sandbox.isolation) != (key.environment, key.isolation):
            raise DifferentEnvironment
        return sandbox

    def close(self) -> None:
        """End the nurseries and remove their folders; the next submission starts new ones."""
        self.reference.close()
        for sandbox in self.sandboxes.values():
            sandbox.close()
        self.sandboxes.clear()


def open_greenhouse(assignment: Assignment) -> Greenhouse:
    """Return a greenhouse that has ready what the assignment's own notebooks import."""
    return Greenhouse(imported_libraries(assignment), ipython=assignment.own_cells)


def open_sandbox(
    assignment: Assignment,
    limits: Limits,
    also: Iterable[str] = (),
    *,
    sealed: bool = True,
    greenhouse: str = "",
) -> Sandbox:
    """Return a nursery that has ready what the assignment's own notebooks import, and *also* these."""
    preload = sorted({*imported_libraries(assignment), *also})
    return Sandbox(
        limits, preload=preload, ipython=assignment.own_cells, sealed=sealed, greenhouse=greenhouse
    )


def open_reference(key: AnswerKey, limits: Limits, *, sealed: bool = True, greenhouse: str = "") -> Reference:
    """Return the reference as an oracle. Its cells are the author's, but what it is asked is a student's."""
    mixed = replace(LIMITS_FOR_AUTHORS, question_cpu_seconds=limits.question_cpu_seconds)
    return Reference(key, partial(open_sandbox, key.assignment, mixed, sealed=sealed, greenhouse=greenhouse))


def imported_libraries(assignment: Assignment) -> tuple[str, ...]:
    """Return the names of the modules that the assignment's own cells import, and of the packages they are in."""
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
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return {".".join(parts[: n + 1]) for parts in (m.split(".") for m in modules) for n in range(len(parts))}


def also_imported(submission: Submission) -> frozenset[str]:
    """Return which libraries that take long to import *submission* seems to name. A wrong guess costs time only."""
    named = {name.decode() for data in submission.files.values() for name in _IMPORT.findall(data)}
    return frozenset(part for name in named for part in SLOW_LIBRARIES[name])
