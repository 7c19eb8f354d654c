"""A Dask cluster as an engine: submissions and assignment travel to workers on other machines, results come back.

Each thread of each Dask worker keeps nurseries of its own, behind the same seal. Workers need this package and the
libraries in the same versions as here, because a result must not depend on where it was made; one that differs is left
out, and named. They need neither the course folder nor a shared disk.
"""

from __future__ import annotations

import platform
import threading
import warnings
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Any, Self

from distributed import Client
from distributed.scheduler import KilledWorker
from distributed.versions import VersionMismatchWarning

from autograder import __version__
from autograder.errors import CourseError
from autograder.keystore import program_digest
from autograder.model import Graded, Submission
from autograder.sandbox import Sandbox
from autograder.worker import DifferentEnvironment, Job, Worker, imported_libraries

SECONDS_TO_CONNECT = 15
LIBRARIES = ("IPython", "landlockpy", "nbformat", "numpy", "seccompy", "sympy")
"""What a grader reads, seals and compares with."""


class Cluster:
    """The workers of a Dask scheduler.

    Args:
        job: what to grade against.
        address: of the scheduler, such as ``tcp://10.0.0.7:8786``.
        notice: told in a line about each worker that is left out.

    Raises:
        CourseError: no scheduler answers there, or none of its workers can be used.
    """

    died = (KilledWorker, CancelledError, DifferentEnvironment)

    def __init__(self, job: Job, address: str, notice: Callable[[str], None]) -> None:
        self.job = job
        self.address = address
        self.notice = notice
        self.refused: dict[str, str] = {}
        """Why workers are left out, by address."""
        self.usable: dict[str, int] = {}
        """How many threads each of the others has, by address."""
        self._in_hand: dict[Future[Graded], tuple[str, ...]] = {}
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", VersionMismatchWarning)  # the check below says it in a line
                self.client = Client(address, timeout=SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            reason = str(error).partition("\n")[0] or type(error).__name__
            raise CourseError(f"no Dask scheduler answers at {address}: {reason}") from error
        try:
            self.tend()
            self._check_workers()
            # As a task and not scattered: when its last holder dies, the scheduler can have it made anew.
            self._sent = self.client.submit(_itself, job, pure=False)
            self.pool = self.client.get_executor(pure=False)
        except BaseException:
            self.client.close()
            raise

    @property
    def workers(self) -> int:
        """Return how many submissions the cluster can work on at a time, just now."""
        return max(1, sum(self.usable.values()))

    def submit(self, submission: Submission) -> Future[Graded]:
        """Begin with one submission, on any worker that may be used."""
        # Named only where others must be left out: what names nobody can move when its worker dies.
        named = tuple(self.usable) if self.refused else ()
        self._check_connection()
        future: Future[Graded] = self.pool.submit(_grade, self._sent, submission, workers=list(named) or None)
        self._in_hand[future] = named
        future.add_done_callback(lambda done: self._in_hand.pop(done, None))
        return future

    alone = submit
    """Dask gives up a submission, and no other, after it has ended several workers in a row."""

    def tend(self) -> None:
        """Notice workers that came or went. What waits for workers that are gone is cancelled, and so asked again.

        Raises:
            CourseError: the scheduler is gone.
        """
        self._check_connection()
        threads: Mapping[str, int] = self.client.nthreads()
        new = [address for address in threads if address not in self.usable and address not in self.refused]
        if new:
            assignment = self.job.key.assignment
            nursery = {
                "preload": imported_libraries(assignment),
                "ipython": assignment.own_cells,
                "sealed": self.job.settings.sealed,
            }
            ours = describe(nursery, self.job)
            answers = self.client.run(describe, nursery, workers=new, on_error="return")
            for address, theirs in answers.items():
                if why := _differences(ours, theirs):
                    self.refused[address] = why
                    self.notice(f"worker {address} is left out: {why}")
        self.usable = {address: n for address, n in threads.items() if address not in self.refused}
        for future, named in list(self._in_hand.items()):
            if named and not set(named) & set(self.usable):
                future.cancel()

    def _check_workers(self) -> None:
        if not self.usable:
            reasons = "; ".join(f"{worker}: {why}" for worker, why in sorted(self.refused.items()))
            raise CourseError(f"no worker of {self.address} can be used: {reasons or 'there is none'}")

    def _check_connection(self) -> None:
        if self.client.status != "running":
            raise CourseError(
                f"the Dask scheduler at {self.address} is gone; what is done is kept, and the same command continues"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(Exception):  # a scheduler that is gone has nothing to be tidied up
            self.pool.shutdown(wait=False)
            self.client.run(_close, self.job.number)
        self.client.close()


# ---------------------------------------------------------------- on the workers


@dataclass(frozen=True)
class Description:
    """What a result depends on beside the submission and the assignment."""

    versions: Mapping[str, str]
    program: str
    """Digest of this package's source."""
    environment: Mapping[str, str]
    """Of a nursery."""
    isolation: tuple[str, ...]


def describe(nursery: Mapping[str, Any], job: Job | None = None) -> Description:
    """Describe the process that this is called in.

    Args:
        nursery: how a nursery is opened, apart from limits.
        job: what is known of the nursery already; None: open one to see.
    """
    if job is not None:
        environment, isolation = job.key.environment, job.key.isolation
    else:
        with Sandbox(**nursery) as sandbox:
            environment, isolation = sandbox.environment, sandbox.isolation
    versions = {"autograder": __version__, "Python": platform.python_version()}
    versions |= {name: _version(name) for name in LIBRARIES}
    return Description(versions, program_digest(), dict(environment), tuple(isolation))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _differences(ours: Description, theirs: Description | BaseException) -> str:
    """Say what makes a worker differ from this machine; nothing if nothing does."""
    if not isinstance(theirs, Description):
        return f"it cannot run autograder {__version__}: {type(theirs).__name__}: {theirs}"
    found = {**ours.environment, **ours.versions}, {**theirs.environment, **theirs.versions}
    names = sorted(found[0].keys() | found[1].keys())
    pairs = [(name, found[0].get(name, "missing"), found[1].get(name, "missing")) for name in names]
    words = [f"{name} is {there} there and {here} here" for name, here, there in pairs if here != there]
    if not words and ours.program != theirs.program:
        words = ["its copy of autograder is not the same"]
    if ours.isolation != theirs.isolation:
        words.append(f"it seals with {', '.join(theirs.isolation)}, and here {', '.join(ours.isolation)}")
    return "; ".join(words)


class _Here:
    """What a worker process keeps: a grader for each thread that has ever graded."""

    lock = threading.Lock()
    graders: dict[tuple[int, str], Worker] = {}  # noqa: RUF012  one per process is what is meant


def _itself(job: Job) -> Job:
    return job


def _grade(job: Job, submission: Submission) -> Graded:
    """Grade one submission in this thread's own nursery; nurseries of earlier jobs end."""
    place = threading.get_ident(), job.number
    with _Here.lock:
        outdated = [at for at in _Here.graders if at[0] == place[0] and at != place]
        closing = [_Here.graders.pop(at) for at in outdated]
        grader = _Here.graders.setdefault(place, Worker(job))
    for one in closing:
        one.close()
    return grader.grade(submission)


def _close(number: str) -> None:
    """End the nurseries of the job of this *number*."""
    with _Here.lock:
        closing = [_Here.graders.pop(at) for at in list(_Here.graders) if at[1] == number]
    for one in closing:
        one.close()
