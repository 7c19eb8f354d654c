"""Where submissions are graded: any `concurrent.futures.Executor` behind two words, *submit* and *alone*.

`ProcessPool` is the engine of one machine. The loop that feeds an engine and survives its workers is the same for all.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing.util
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import connection
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import ClassVar, Protocol, Self

from autograder.errors import RoomError
from autograder.grading import ungraded_result
from autograder.model import Graded, Submission
from autograder.worker import Job, Worker

IN_FLIGHT = 3
"""Submissions per worker that are handed out at a time: enough to keep it busy, few enough to keep memory flat."""

SECONDS_TO_TEND = 5
"""How long nothing comes back before an engine has a look at its workers."""

SECONDS_TO_END = 20
"""How long workers may take to end their nurseries when all is done."""


class Engine(Protocol):
    """Grades what it is given, in any order, in processes that live longer than one submission. A context manager."""

    job: Job

    @property
    def workers(self) -> int:
        """How many submissions it works on at a time."""

    @property
    def died(self) -> tuple[type[Exception], ...]:
        """What a future raises when its worker could not finish."""

    def submit(self, submission: Submission) -> Future[Graded]:
        """Begin with one submission."""

    def alone(self, submission: Submission) -> Future[Graded]:
        """Grade one submission where, should it kill its worker, nobody else loses anything."""

    def tend(self) -> None:
        """Have a look at the workers, if that is for this process to do."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def grade_all(
    engine: Engine, submissions: Iterable[Submission], watch: Callable[[Sequence[str]], None] = lambda _: None
) -> Iterator[Graded]:
    """Grade *submissions* and return what comes back as it comes.

    No more of them are read than the engine has hands for. What was in the hands of a worker that died is graded
    again, each submission alone, so that only the one that kills workers is left *ungraded*. So is what found no room
    on the disk: what took it may be gone then. If it is not, that is the end, with RoomError.

    Args:
        engine: what grades.
        submissions: of different students.
        watch: told whose submissions the workers hold, whenever that may have changed. They take them in the order in
            which they were handed out.
    """
    waiting = iter(submissions)
    in_flight: dict[Future[Graded], Submission] = {}
    suspects: list[Submission] = []
    lost: tuple[type[Exception], ...] = (*engine.died, RoomError)
    while True:
        for submission in waiting:
            in_flight[engine.submit(submission)] = submission
            if len(in_flight) >= IN_FLIGHT * engine.workers:
                break
        if not in_flight:
            break
        watch([each.student for each in islice(in_flight.values(), engine.workers)])
        done, _ = wait(in_flight, timeout=SECONDS_TO_TEND, return_when=FIRST_COMPLETED)
        if not done:
            engine.tend()
        for future in done:
            submission = in_flight.pop(future)
            try:
                yield future.result()
            except lost:
                suspects.append(submission)
    for submission in suspects:
        watch([submission.student])
        try:
            yield engine.alone(submission).result()
        except engine.died:
            yield ungraded_result(submission, engine.job.key, "the grader's own worker process died of it")


class ProcessPool:
    """Worker processes on this machine.

    Args:
        job: what to grade against.
        workers: how many.
        greenhouse: address of that from which they have their nurseries.
    """

    died = (BrokenProcessPool,)

    def __init__(self, job: Job, workers: int, greenhouse: str = "") -> None:
        self.job = job
        self.greenhouse = greenhouse
        self.workers = workers
        # In memory that workers open by name. What they are given on their way up goes through a pipe that this
        # process itself holds open: were one killed before it has read all, the batch would wait for ever.
        self.memory = os.fdopen(os.memfd_create("job"), "wb")
        self.memory.write(ForkingPickler.dumps(job))
        self.memory.flush()
        self.pool = self._start(workers)
        self.broken = False
        """Whether a death has taken the pool with it."""

    def submit(self, submission: Submission) -> Future[Graded]:
        """Begin with one submission; if a death has taken the pool with it, in a new one."""
        future = _begin(self.pool, submission)
        if future is None:
            _kill_workers()
            self.pool.shutdown()
            self.pool, self.broken = self._start(self.workers), False
            future = _begin(self.pool, submission) or _dead()
        future.add_done_callback(self._notice_death)
        return future

    def _notice_death(self, future: Future[Graded]) -> None:
        if not future.cancelled() and isinstance(future.exception(), BrokenProcessPool):
            self.broken = True

    def alone(self, submission: Submission) -> Future[Graded]:
        """Grade one submission in a process of its own."""
        with self._start(1) as pool:
            return _begin(pool, submission) or _dead()

    def tend(self) -> None:
        """Do nothing: the pool notices a death by itself."""

    def _start(self, workers: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a worker has nothing in memory but what it is given.
        spawn = multiprocessing.get_context("spawn")
        job = f"/proc/{os.getpid()}/fd/{self.memory.fileno()}"
        return ProcessPoolExecutor(workers, spawn, initializer=_start_worker, initargs=(job, self.greenhouse))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None or self.broken:
            _kill_workers()  # whoever presses Ctrl-C does not wait for an endless loop; the nurseries follow
        self.pool.shutdown(wait=False, cancel_futures=True)  # waiting is ours: the pool's own may have no end
        _let_workers_end()
        self.memory.close()


def _let_workers_end() -> None:
    """Wait until all workers of this process have ended; kill those that cannot.

    One that is killed while it takes its next task leaves a lock behind, for which the others would wait for ever.
    """
    workers = {worker.sentinel: worker for worker in multiprocessing.active_children()}
    while workers:
        ended = connection.wait(list(workers), timeout=SECONDS_TO_END)
        gone = [workers.pop(sentinel) for sentinel in ended if isinstance(sentinel, int)]
        if not gone or any(worker.exitcode for worker in gone):
            _kill_workers()


def _kill_workers() -> None:
    """Kill all workers of this process.

    A broken pool asks its own to end and waits until they have. It would wait for ever for one that does not hear, and
    for one that was started in the very moment: nobody asks that one.
    """
    for worker in multiprocessing.active_children():
        worker.kill()


def _begin(pool: ProcessPoolExecutor, submission: Submission) -> Future[Graded] | None:
    """Hand *submission* to *pool*; None if the pool is broken, or breaks just now, which shows as a closed handle."""
    try:
        return pool.submit(_grade, submission)
    except (BrokenProcessPool, OSError):
        return None


def _dead() -> Future[Graded]:
    """Return what becomes of a submission whose workers die before they can begin."""
    future: Future[Graded] = Future()
    future.set_exception(BrokenProcessPool())
    return future


class _This:
    """What a worker process keeps. There is one per process."""

    worker: ClassVar[Worker]


def _start_worker(path: str, greenhouse: str) -> None:
    """Prepare a worker. Ctrl-C is for the batch to handle; when the batch is gone there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    gc.disable()  # a job is some hundred thousand objects, and every collection on the way would look at all of them
    with open(path, "rb") as job:
        _This.worker = Worker(ForkingPickler.loads(job.read()), greenhouse)
    gc.enable()
    multiprocessing.util.Finalize(None, _This.worker.close, exitpriority=10)


def _grade(submission: Submission) -> Graded:
    return _This.worker.grade(submission)
