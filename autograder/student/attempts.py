"""What student code must not be able to do, as functions: the seal is believed only where they fail.

Sent as the text of a cell into a real student process, so it imports nothing of ours. The grader judges: by what it
finds outside, and only then by what came back. See `autograder.sandbox.trial`.
"""

from __future__ import annotations

import ctypes
import mmap
import os
import signal
import socket
import threading
from typing import Any

CHANNEL = 3
PTRACE_SEIZE = 0x4206
_kept: list[Any] = []


def read(path: str) -> str:
    """Read a file."""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def look_up(path: str) -> int:
    """Learn that a file is there, and how large it is."""
    return os.stat(path).st_size


def write(path: str) -> None:
    """Add to a file."""
    with open(path, "a", encoding="utf-8") as file:
        file.write("written")


def remove(path: str) -> None:
    """Remove a file."""
    os.remove(path)


def change(path: str) -> None:
    """Change mode, owner and times of a file."""
    os.chmod(path, 0o777)  # noqa: S103  what must not be possible
    os.utime(path, (1, 1))


def connect(family: str, address: str, port: int) -> None:
    """Connect to a service of this machine."""
    with socket.socket(getattr(socket, family)) as connection:
        connection.connect((address, port) if family == "AF_INET" else address)
        connection.sendall(b"connected")


def fork() -> int:
    """Start another process, which reports by itself."""
    pid = os.fork()
    if pid == 0:
        os.write(CHANNEL, b"forked")
        os._exit(0)
    os.waitpid(pid, 0)
    return pid


def execute() -> None:
    """Become another program."""
    os.execv("/bin/true", ["true"])  # noqa: S606  that it starts nothing is the point


def kill(pid: int, number: int) -> None:
    """Send a signal to another process."""
    os.kill(pid, number)


def kill_parent() -> None:
    """End the nursery."""
    os.kill(os.getppid(), signal.SIGKILL)


def trace(pid: int) -> None:
    """Take hold of another process as a debugger would."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(PTRACE_SEIZE, pid, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def allocate(size: int) -> None:
    """Take memory, and keep it."""
    _kept.append(mmap.mmap(-1, size))


def hide() -> int:
    """Make a file that is in no folder."""
    return os.memfd_create("hidden")


def list_descriptors() -> list[int]:
    """Return which descriptors are open."""
    found = []
    for number in range(256):
        try:
            os.fstat(number)
            found.append(number)
        except OSError:
            continue
    return found


def spin() -> None:
    """Compute for ever."""
    while True:
        pass


def start_threads(count: int) -> int:
    """Start threads, as many as there may be; the others are refused."""
    event = threading.Event()
    for _ in range(count):
        try:
            threading.Thread(target=event.wait, daemon=True).start()
        except RuntimeError:
            break
    return threading.active_count()


def write_files(count: int, size: int) -> None:
    """Write files of a size."""
    for number in range(count):
        with open(f"{number}", "wb") as file:
            file.write(bytes(size))
