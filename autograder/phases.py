"""Where the time goes: what each phase of the work takes, on the clock and in computing time.

    with measuring() as spent:
        with phase("cells"):
            ...

Measured always, because it costs microseconds, and shown by ``autograde batch --profile``. Phases are known to the
thread and passed to nobody: what is measured must not depend on it. Of nested phases each has its own time only.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

_Item = TypeVar("_Item")


@dataclass
class Spent:
    """What one phase took."""

    seconds: float = 0.0
    """On the clock."""
    own: float = 0.0
    """Seconds of computing time of the process that measured."""
    others: float = 0.0
    """Seconds of computing time of the processes that worked for it: nursery and student process."""


class _Watch:
    """The phases of one piece of work, one running at a time."""

    def __init__(self) -> None:
        self.spent: dict[str, Spent] = {}
        self.running = "other"
        self.read = time.perf_counter(), time.thread_time()

    def switch(self, to: str) -> str:
        """Let the phase *to* run from now on; return the one that ran until now."""
        before, self.read = self.read, (time.perf_counter(), time.thread_time())
        entry = self.entry()
        entry.seconds += self.read[0] - before[0]
        entry.own += self.read[1] - before[1]
        ended, self.running = self.running, to
        return ended

    def entry(self) -> Spent:
        """Return what the running phase has taken."""
        return self.spent.setdefault(self.running, Spent())


_watch: ContextVar[_Watch | None] = ContextVar("watch", default=None)


@contextmanager
def measuring() -> Iterator[Mapping[str, Spent]]:
    """Measure the phases inside, in this thread; yield what they took, complete at the end."""
    watch = _Watch()
    token = _watch.set(watch)
    try:
        yield watch.spent
    finally:
        watch.switch("other")
        _watch.reset(token)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Count what happens inside as *name*."""
    watch = _watch.get()
    if watch is None:
        yield
        return
    ended = watch.switch(name)
    try:
        yield
    finally:
        watch.switch(ended)


def during(name: str, items: Iterable[_Item]) -> Iterator[_Item]:
    """Yield *items*, and count as *name* how long each of them is waited for."""
    iterator = iter(items)
    while True:
        with phase(name):
            try:
                item = next(iterator)
            except StopIteration:
                return
        yield item


def add_others(seconds: float) -> None:
    """Add computing time of another process to the running phase."""
    watch = _watch.get()
    if watch is not None:
        watch.entry().others += seconds


def add_up(total: dict[str, Spent], spent: Mapping[str, Spent]) -> None:
    """Add *spent* to *total*, phase by phase."""
    for name, part in spent.items():
        whole = total.setdefault(name, Spent())
        whole.seconds += part.seconds
        whole.own += part.own
        whole.others += part.others
