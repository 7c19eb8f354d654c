"""The processes that nurseries are: started as programs of their own, or forked from a greenhouse that has imported all.

A batch has several nurseries, two for each worker at least, and importing NumPy and matplotlib takes each a third of a
second, scikit-learn a whole one. So it starts one greenhouse and lets its workers have their nurseries forked there.
Like them it is a fresh interpreter that runs no student code. Workers on other machines, and commands that need a
single nursery, do without.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from autograder.errors import IsolationError, SandboxError
from autograder.sandbox import policy
from autograder.student import wire

NURSERY = Path(wire.__file__).with_name("nursery.py")
SECONDS_TO_ANSWER = 60.0
"""How long a greenhouse may take to import what it has not yet, and to fork."""

# The control socket becomes descriptor 3 before anything else happens; the program's file is then run as a script.
_START = """
import os, runpy, sys
os.dup2(int(sys.argv[2]), 3)
os.closerange(4, 256)
runpy.run_path(sys.argv[1], run_name="__main__")
"""


class NurseryProcess(Protocol):
    """What `Sandbox` has to do with the process of its nursery."""

    @property
    def pid(self) -> int: ...  # noqa: D102

    def wait(self, timeout: float | None = None) -> object:
        """Wait until it has ended. Raises subprocess.TimeoutExpired."""

    def kill(self) -> None:
        """End it at once."""


class Greenhouse:
    """Where nurseries are forked from. A context manager.

    Args:
        preload: what most of them need.
        ipython: they run cells as in a kernel.

    Raises:
        IsolationError: there is nothing like it on this system.
        SandboxError: it does not start.
    """

    def __init__(self, preload: Sequence[str], *, ipython: bool = False) -> None:
        if sys.platform != "linux":
            raise IsolationError(policy.NOT_LINUX)
        self._control, its_end = socket.socketpair()
        with its_end:
            self._process = start_program(its_end, tempfile.gettempdir(), "greenhouse")
        try:
            header = {"preload": list(preload), "shell": ipython}
            self.address: str = exchange(self._control, header)["address"]
        except (OSError, SandboxError) as error:
            self.close()
            raise SandboxError(f"the libraries of the assignment cannot be imported: {error}") from error
        except BaseException:  # Ctrl-C
            self.close()
            raise

    def close(self) -> None:
        """End it. Nurseries that are still there stay."""
        self._control.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def start_nursery(
    control: socket.socket, folder: Path, preload: Sequence[str], greenhouse: str = ""
) -> NurseryProcess:
    """Return the process of a new nursery; a program of its own where the *greenhouse* is gone.

    Args:
        control: its end of the control socket.
        folder: where student processes will have theirs.
        preload: what will be imported there.
        greenhouse: the address of one on this machine, or nothing.

    Raises:
        SandboxError: the greenhouse ended just now. There may be a nursery that nobody knows of: start anew.
    """
    header = {"preload": list(preload), "folder": str(folder)}
    address = greenhouse
    while address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(SECONDS_TO_ANSWER)
            try:
                connection.connect(address)
            except OSError:
                break
            try:
                answer = exchange(connection, header, control)
            except OSError as error:
                raise SandboxError(f"no nursery could be forked: {error}") from error
        if "pid" in answer:
            return _Forked(answer["pid"])
        address = answer["elsewhere"]
    return start_program(control, str(folder))


def start_program(control: socket.socket, *arguments: str) -> subprocess.Popen[bytes]:
    """Return a nursery or greenhouse as a fresh interpreter, with *control* as its control socket."""
    return subprocess.Popen(
        [
            *(sys.executable, "-s", "-P", "-B", "-c", _START),
            *(str(NURSERY), str(control.fileno()), *arguments),
        ],
        env=policy.nursery_environment(policy.cache_folder()),
        cwd="/",
        stdin=subprocess.DEVNULL,
        pass_fds=[control.fileno()],
        process_group=0,  # Ctrl-C in the terminal is not for the student's program
    )


def exchange(
    connection: socket.socket,
    header: dict[str, Any],
    descriptor: socket.socket | None = None,
    buffers: Sequence[bytes] = (),
) -> dict[str, Any]:
    """Send a request to a process of ours and return its answer, which is trusted.

    Raises SandboxError when the process ends first, and OSError.
    """
    frame = wire.pack(header, list(buffers))
    sent = socket.send_fds(connection, [frame], [descriptor.fileno()] if descriptor else [])
    if sent < len(frame):  # else it may have answered and gone already
        connection.sendall(memoryview(frame)[sent:])
    reply = wire.Incoming()
    while reply.missing:
        data = connection.recv(reply.missing)
        if not data:
            raise SandboxError("it ended")
        reply.add(data)
    return reply.unpack()[0]


class _Forked:
    """A nursery that is a child of the greenhouse's, which reaps it."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._descriptor: int | None = None
        """Stands for the process, until it has ended."""
        with suppress(ProcessLookupError):
            self._descriptor = os.pidfd_open(pid)

    def wait(self, timeout: float | None = None) -> None:
        """Wait until it has ended. Raises subprocess.TimeoutExpired."""
        if self._descriptor is not None:
            poll = select.poll()
            poll.register(self._descriptor, select.POLLIN)
            if not poll.poll(None if timeout is None else timeout * 1000):
                raise subprocess.TimeoutExpired("a nursery", timeout or 0.0)
            os.close(self._descriptor)
            self._descriptor = None

    def kill(self) -> None:
        """End it at once."""
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
