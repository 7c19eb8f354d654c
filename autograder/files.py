"""Write files so that nobody ever sees half of one, hold what only one command may write to, refuse in one line."""

from __future__ import annotations

import errno
import json
import os
import shlex
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from autograder.claims import claim, is_draft, make_draft
from autograder.errors import CourseError

_ROOM = "make room there, then give the same command again"
_ADVICE = {errno.ENOSPC: _ROOM, errno.EDQUOT: _ROOM}
"""What to do about a refusal of the file system, where its own words do not say."""


def write_file(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write *content* to *path*; a reader sees the old file or the new one, at any moment, also after a power cut.

    Raises CourseError when the folder cannot be written to.
    """
    with file_errors(path):
        if _holds(path, content, mode):
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with make_draft(path.parent) as draft:
            with draft.open("wb") as file:
                file.write(content)
                file.flush()
                os.fchmod(file.fileno(), mode)
                os.fsync(file.fileno())
            os.replace(draft, path)
        _sync_names(path.parent)


def _holds(path: Path, content: bytes, mode: int) -> bool:
    """Tell whether *path* has that content already: most pages have when they are renewed, and disks are slow."""
    with suppress(FileNotFoundError, NotADirectoryError):
        status = path.lstat()
        alike = stat.S_ISREG(status.st_mode) and stat.S_IMODE(status.st_mode) == mode
        return alike and status.st_size == len(content) and path.read_bytes() == content
    return False


def _sync_names(folder: Path) -> None:
    """Have what *folder* calls its files on disk, too; some network file systems cannot and need not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def check_writable(folder: Path) -> None:
    """Raise CourseError unless files can be made in *folder*."""
    with file_errors(folder), tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def hold(lock: Path) -> Iterator[None]:
    """Keep every other command from what stands for by *lock*, a file that is made when missing and never removed.

    The lock is the kernel's and ends with this process, however it ends. The file says who holds it, for people.
    Where the file system keeps no locks there is none.

    Raises:
        CourseError: another process holds it; the message says which.
    """
    with file_errors(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()
        held = claim(lock)
        if held is None:
            raise CourseError(f"{lock.parent.parent}: {read_holder(lock)}; wait until it is done, or end it")
    try:
        if held.descriptor is not None:
            with file_errors(lock):  # in one write, spaces over what is longer of the last holder's
                os.pwrite(held.descriptor, _describe_holder().ljust(lock.stat().st_size), 0)
        yield
    finally:
        held.close()


def _describe_holder() -> bytes:
    holder = {
        "command": shlex.join(["autograde", *sys.argv[1:]])[:500],
        "pid": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now().astimezone().isoformat(" ", "seconds"),
    }
    return json.dumps(holder).encode()


def read_holder(lock: Path) -> str:
    """Say who holds *lock*. It may just have been taken, and nothing be written yet."""
    try:
        holder = json.loads(lock.read_text("utf-8"))
        return "`{command}` is at work here (pid {pid} on {host}, since {since})".format(**holder)
    except (OSError, ValueError, TypeError, KeyError):
        return "another autograde command is at work here"


@contextmanager
def file_errors(place: Path) -> Iterator[None]:
    """Turn an OSError inside into a CourseError that names the file, *place* if nothing better is known."""
    try:
        yield
    except OSError as failed:
        at = place if not failed.filename or is_draft(failed.filename) else failed.filename
        advice = _ADVICE.get(failed.errno or 0)
        what_to_do = f"; {advice}" if advice else ""
        raise CourseError(f"{at}: {failed.strerror or failed}{what_to_do}") from failed
