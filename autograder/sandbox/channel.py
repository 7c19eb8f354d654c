"""The grader's end of a student's channel: one frame out, one frame back, one deadline for both directions.

A deadline on reading only is none: a student process that never reads would block our write for ever. So there is a
single loop over one non-blocking socket, and what is measured in it is the other process's CPU time, read from
outside, where student code cannot raise it.
"""

from __future__ import annotations

import os
import select
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox.footprint import Footprint
from autograder.student import wire

POLL_SECONDS = 0.25

Relay = Callable[[dict[str, Any], list[bytes], int], tuple[dict[str, Any], list[bytes]]]
"""Answers what a student process asks in so many bytes. Raises TimedOut beyond its bounds, and Tampered."""


class Ended(Exception):
    """The student process did not answer and will not be asked again."""


class TimedOut(Ended):
    """It used up its time, or what it may ask; the text says which."""


class Closed(Ended):
    """Its end of the channel is closed: it is dead, or has closed it."""


OUT_OF_MEMORY = "it could not go on: out of memory?"


class TookTooMuch(Ended):
    """It has more threads or files than it may; the text says which."""


class Tampered(Ended):
    """It wrote something that the protocol does not allow."""


@dataclass
class Meter:
    """Measure what a process uses, from outside."""

    footprint: Footprint
    cpu_limit: float
    idle_limit: float
    _cpu: float = field(init=False)
    _wall: float = field(init=False)
    _queued: float | None = None
    """Seconds that it had waited for a processor when it was first asked about; only known for slow answers."""

    def __post_init__(self) -> None:
        self.pid = self.footprint.pid
        self._cpu, self._wall = cpu_seconds(self.pid), time.monotonic()

    def check(self) -> float:
        """Return after how many seconds to look again at the latest. Raises TimedOut, TookTooMuch."""
        cpu, wall = cpu_seconds(self.pid) - self._cpu, time.monotonic() - self._wall
        if cpu >= self.cpu_limit:
            raise TimedOut(f"used more than {self.cpu_limit:g} s of computing time: an endless loop?")
        if wall >= POLL_SECONDS:  # not before: reading the statistics takes longer than most questions
            check_footprint(self.footprint)
            queued = _seconds_in_queue(self.pid)
            self._queued = queued if self._queued is None else self._queued
            if wall - cpu - (queued - self._queued) >= self.idle_limit:
                raise TimedOut(f"did not answer within {self.idle_limit:g} s, without computing anything")
        return max(0.001, min(POLL_SECONDS, self.cpu_limit - cpu))

    def excuse(self, seconds: float) -> None:
        """Do not count *seconds* in which the process waited for us."""
        self._wall += seconds


def check_footprint(footprint: Footprint) -> None:
    """Raise TookTooMuch, if it did."""
    if excess := footprint.excess():
        raise TookTooMuch(excess)


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that process *pid* has used, in seconds; 0 when it is gone."""
    try:
        return time.clock_gettime((~pid << 3) | 2)  # the kernel's MAKE_PROCESS_CPUCLOCK(pid, CPUCLOCK_SCHED)
    except OSError:
        return 0.0


def _seconds_in_queue(pid: int) -> float:
    try:
        with open(f"/proc/{pid}/schedstat", encoding="ascii") as statistics:
            return int(statistics.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0  # a kernel without the statistics: then the clock alone decides


class Channel:
    """Talk to one student process."""

    def __init__(self, connection: socket.socket, footprint: Footprint) -> None:
        connection.setblocking(False)
        self.connection = connection
        self.footprint = footprint
        self.pid = footprint.pid
        self._poll = select.poll()  # not select(), which takes no descriptor beyond 1023
        self._poll.register(connection, select.POLLIN)
        self.received = 0
        """How many bytes came."""

    def greet(self, idle_limit: float) -> None:
        """Wait until the process is sealed. Raises Ended when it could not be."""
        header, _ = self._exchange(b"", Meter(self.footprint, 60.0, idle_limit))
        if header.get("ready") is not True:
            raise Tampered(str(header.get("refused", "it answered before it was asked"))[:500])

    def ask(
        self,
        request: dict[str, Any],
        buffers: list[bytes],
        *,
        cpu_limit: float,
        idle_limit: float,
        relay: Relay | None = None,
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Send *request* under a fresh random id and return the reply to it.

        Args:
            request: what is asked.
            buffers: raw numbers that belong to it.
            cpu_limit: seconds of computing time for the answer.
            idle_limit: seconds in which it may wait without computing.
            relay: answers what the process asks in its turn before it replies; None: it may not ask.

        Raises:
            TimedOut, TookTooMuch, Closed, Tampered: the process will give no answer; kill it.
        """
        serial = os.urandom(8).hex()
        if self._receive(1):
            raise Tampered("it wrote on the grader's channel without being asked")
        frame = wire.pack({**request, "id": serial}, buffers)
        meter, before = Meter(self.footprint, cpu_limit, idle_limit), self.received
        header, reply = self._exchange(frame, meter)
        while relay is not None and "ask" in header and header.get("id") == serial:
            began = time.monotonic()
            answer, sent = relay(header, reply, self.received - before)
            meter.excuse(time.monotonic() - began)
            before = self.received
            header, reply = self._exchange(wire.pack({**answer, "id": serial}, sent), meter)
        if "refused" in header:  # its last words
            raise Closed(OUT_OF_MEMORY)
        if header.get("id") != serial:
            raise Tampered("it answered a question that was not asked")
        check_footprint(self.footprint)
        return header, reply

    def _exchange(self, frame: bytes, meter: Meter) -> tuple[dict[str, Any], list[bytes]]:
        unsent, reply = memoryview(frame), wire.Incoming()
        try:
            # Sent before it is waited for, and read on as long as all comes that is wanted: most frames are small.
            unsent = unsent[self._send(unsent) :]
            came_whole = False
            while wanted := reply.missing:
                if not came_whole:
                    self._wait(meter.check(), writing=bool(unsent))
                received = self._receive(wanted)
                reply.add(received)
                came_whole = len(received) == wanted
                unsent = unsent[self._send(unsent) :]
            return reply.unpack()
        except wire.Malformed as malformed:
            raise Tampered(f"it wrote {malformed} on the grader's channel") from malformed

    def _wait(self, seconds: float, *, writing: bool) -> None:
        """Wait until the connection can be read (or has ended) or, where asked for, written."""
        self._poll.modify(self.connection, select.POLLIN | (select.POLLOUT if writing else 0))
        self._poll.poll(seconds * 1000)

    def _receive(self, wanted: int) -> bytes:
        try:
            data = self.connection.recv(min(wanted, 1 << 20))
        except BlockingIOError:
            return b""
        except OSError as error:
            raise Closed from error
        if not data:
            raise Closed
        self.received += len(data)
        return data

    def _send(self, unsent: memoryview) -> int:
        if not unsent:
            return 0
        try:
            return self.connection.send(unsent)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise Closed from error
