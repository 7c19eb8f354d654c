"""Whether the seal holds is found out by trying, before student code is trusted to it.

A student process under the real policy gets `autograder.student.attempts` as the text of a cell and is asked to do each
thing in it. What counts is what is found outside: the bait must be as it was, nobody may have connected, the secret may
be in no reply. Only then the process's own word is taken, and it must be the refusal that is expected.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import IsolationError, SandboxError
from autograder.model import Answer, Kind, Question
from autograder.sandbox import policy
from autograder.student import wire

if TYPE_CHECKING:
    from autograder.sandbox.process import Sandbox, StudentProcess

CHANNEL = 3
PROGRAM = Path(wire.__file__).with_name("attempts.py")
REFUSED = r"error (PermissionError|FileNotFoundError|OSError)"
PATIENCE_SECONDS = 5
UNREACHABLE = r"error (PermissionError|FileNotFoundError)"


GIVEN_BACK = 64 * policy.MEGABYTE
"""How much of what the nursery had mapped a student process may give back at most, and take once more."""


@dataclass(frozen=True)
class Attempt:
    """One thing that student code must not be able to do."""

    name: str
    claim: str
    """What holds if it fails, as a sentence."""
    function: str
    """In `autograder.student.attempts`."""
    arguments: tuple[Any, ...] = ()
    refused: str = REFUSED
    """How the answer begins then, as a pattern: its kind, the error, the message."""
    judge: Callable[[Answer], str] = lambda _: ""
    """Says what is wrong with an answer that looks like a refusal; empty: nothing."""
    cpu_limit: float = 2.0


@dataclass(frozen=True)
class Protection:
    """What became of an attempt."""

    name: str
    claim: str
    holds: bool
    why: str
    """What was seen."""


def check_seal(sandbox: Sandbox) -> None:
    """Try what student code must not be able to do in one student process. Raises IsolationError if anything works."""
    open_ones = [p for p in try_walls(sandbox) if not p.holds]
    if open_ones:
        found = "; ".join(f"{p.claim} - not here: {p.why}" for p in open_ones[:3])
        raise IsolationError(
            f"student code cannot be sealed here, although the kernel has what it takes: {found}. "
            "`autograde doctor` shows all that was tried"
        )


def try_walls(sandbox: Sandbox) -> list[Protection]:
    """Try what the seal denies, each attempt once; one process is enough where all of them fail."""
    with lay_out_bait(sandbox.folder) as bait:
        return _try(sandbox, bait, _walls(sandbox, bait))


def try_bounds(sandbox: Sandbox) -> list[Protection]:
    """Try to take too much of everything, and to outlive the grader's half: the sandbox is of no use afterwards."""
    with lay_out_bait(sandbox.folder) as bait:
        return [*_try(sandbox, bait, _bounds(sandbox)), _try_to_outlive(sandbox)]


def _try(sandbox: Sandbox, bait: Bait, attempts: Sequence[Attempt]) -> list[Protection]:
    found, nursery_lives = [], True
    with (
        suppress(SandboxError),
        ExitStack() as processes,
    ):  # a nursery that was ended ends no process any more
        process: StudentProcess | None = None
        for attempt in attempts:
            if not nursery_lives:
                found.append(Protection(attempt.name, attempt.claim, holds=False, why="could not be tried"))
                continue
            try:
                if process is None or not process.alive:
                    process = processes.enter_context(sandbox.open({}, plain=True))
                    process.run_cell(0, PROGRAM.read_text(encoding="utf-8"), cpu_limit=10.0)
                why = _attempt(process, attempt, bait)
            except SandboxError as error:
                why, nursery_lives = f"it ended the nursery ({error})", False
            found.append(Protection(attempt.name, attempt.claim, holds=not why, why=why))
    return found


def _try_to_outlive(sandbox: Sandbox) -> Protection:
    process = sandbox.open({}, plain=True)
    student = os.pidfd_open(process.pid)
    sandbox.kill()
    ended = bool(select.select([student], [], [], PATIENCE_SECONDS)[0])
    os.close(student)
    why = "" if ended else f"it lived for {PATIENCE_SECONDS} s more"
    return Protection("outlive", "student code ends when the grader is killed", holds=ended, why=why)


def _attempt(process: StudentProcess, attempt: Attempt, bait: Bait) -> str:
    """Return what went wrong when *process* tried; empty: it failed, as it must."""
    question = Question(attempt.function, attempt.arguments)
    answer = process.call(question, cpu_limit=attempt.cpu_limit, show=False)
    seen = f"{answer.kind.value} {answer.error} {answer.message}"
    if damage := bait.damage(answer):
        return damage
    if not re.match(attempt.refused, seen):
        return "it succeeded" if answer.kind is Kind.VALUE else f"the answer was: {seen}"
    return attempt.judge(answer)


# ---------------------------------------------------------------- what is tried


def _walls(sandbox: Sandbox, bait: Bait) -> list[Attempt]:
    secret, grader = str(bait.secret), os.getpid()
    walls = [
        Attempt("read", "files outside cannot be read", "read", (secret,), UNREACHABLE),
        # The system's /proc is there in every root; all may read this file unless Landlock says no.
        Attempt(
            "look around",
            "other processes cannot be looked at",
            "read",
            (f"/proc/{grader}/cmdline",),
            UNREACHABLE,
        ),
        Attempt("write", "files outside cannot be written", "write", (secret,), UNREACHABLE),
        Attempt("create", "files outside cannot be made", "write", (f"{secret}.new",), UNREACHABLE),
        Attempt("remove", "files outside cannot be removed", "remove", (secret,), UNREACHABLE),
        Attempt(
            "change",
            "modes, owners and times of files outside do not change",
            "change",
            (secret,),
            rf"value|{UNREACHABLE}",
        ),
        *(
            Attempt(f"connect {name}", f"{SERVICES[name]} cannot be reached", "connect", tuple(where))
            for name, *where in bait.services()
        ),
        Attempt(
            "inherit", "no open file of the grader's is there", "list_descriptors", (), "value", _inherited
        ),
        Attempt("fork", "no other process can be started", "fork"),
        Attempt("execute", "no other program can be started", "execute"),
        Attempt(
            "memory",
            f"memory ends at {sandbox.limits.memory_bytes // policy.MEGABYTE} MB",
            "allocate",
            (sandbox.limits.memory_bytes + GIVEN_BACK,),
            r"error (OSError|MemoryError)",
        ),
        Attempt("hidden file", "no file can be hidden in memory", "hide"),
        Attempt("signal", "the grader gets no signal", "kill", (grader, 0)),
        Attempt("kill", "the nursery cannot be ended", "kill_parent"),
        Attempt(
            "trace",
            "other processes cannot be traced",
            "trace",
            (grader,),
            r"crashed .*forbidden system call|error PermissionError",
        ),
    ]
    if sandbox.enclosed:
        walls.insert(
            1,
            Attempt(
                "look up",
                "files outside cannot be looked up by name",
                "look_up",
                (secret,),
                "error FileNotFoundError",
            ),
        )
    return walls


def _bounds(sandbox: Sandbox) -> list[Attempt]:
    limits = sandbox.limits
    size, files = limits.folder_bytes // policy.MEGABYTE, limits.folder_files
    return [
        Attempt(
            "computing time",
            "computing time is bounded",
            "spin",
            (),
            "timeout  used more than",
            cpu_limit=0.2,
        ),
        Attempt(
            "threads",
            f"threads end at {limits.threads}",
            "start_threads",
            (limits.threads + 60,),
            "crashed  it started more than",
        ),
        Attempt(
            "file size",
            f"one file ends at {limits.file_bytes // policy.MEGABYTE} MB",
            "write_files",
            (1, limits.file_bytes + 1),
            "error OSError .*File too large",
        ),
        Attempt(
            "files",
            f"files end at {files}",
            "write_files",
            (files + 10, 1),
            "error OSError .*No space|crashed  it wrote more than",
        ),
        Attempt(
            "bytes",
            f"all files together end at {size} MB",
            "write_files",
            (size + 1, policy.MEGABYTE),
            "error OSError .*No space|crashed  it wrote more than",
        ),
    ]


def _inherited(answer: Answer) -> str:
    """Return which descriptors there are beside the standard streams and the channel."""
    extra = [str(number) for number in answer.value if number > CHANNEL]
    return f"descriptors {', '.join(extra)} are open" if extra else ""


# ---------------------------------------------------------------- the bait


SERVICES = {
    "tcp": "the network (TCP)",
    "unix": "services of this machine (Unix sockets)",
    "abstract": "services without a path (abstract sockets)",
}


class Bait:
    """A file and listening sockets that everybody may use, if nothing but the seal keeps them from it."""

    def __init__(self, folder: Path, listening: dict[str, socket.socket]) -> None:
        self.secret = folder / "secret"
        self.content = os.urandom(16).hex()
        self.listening = listening
        self.lay()

    def lay(self) -> None:
        """Put everything in its place, for whatever user student code becomes."""
        Path(f"{self.secret}.new").unlink(missing_ok=True)
        self.secret.write_text(self.content, encoding="ascii")
        for path in (self.secret.parent, *self.secret.parent.iterdir()):
            path.chmod(0o777)
        self.before = self._look()

    def services(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield what listens: a name, family, address, port."""
        for name, listener in self.listening.items():
            address = listener.getsockname()
            if listener.family == socket.AF_INET:
                yield name, "AF_INET", *address
            else:
                yield name, "AF_UNIX", address.decode() if isinstance(address, bytes) else address, 0

    def damage(self, answer: Answer) -> str:
        """Return what an attempt did or learned, as seen from here; empty: nothing."""
        said = f"{answer.value}{answer.message}{answer.printed}"
        if self.content in said or _own_command() in said:
            return "the content came back"
        for name, listener in self.listening.items():
            with suppress(BlockingIOError):
                listener.accept()[0].close()
                return f"somebody connected ({name})"
        if self._look() == self.before:
            return ""
        self.lay()  # for the attempts that come
        return "the file or its folder was another one afterwards"

    def _look(self) -> tuple[object, ...]:
        """Return what an attempt could have changed."""
        paths = sorted(self.secret.parent.iterdir())
        attributes = [(p.name, s.st_mode, s.st_uid, s.st_mtime_ns) for p in paths for s in [p.stat()]]
        return attributes, self.secret.exists() and self.secret.read_bytes()


@contextmanager
def lay_out_bait(above: Path) -> Iterator[Bait]:
    """Make bait in a fresh folder in *above*, and take it away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bait-", dir=above))
    with ExitStack() as open_things:
        open_things.callback(shutil.rmtree, folder, ignore_errors=True)
        listening = {}
        for name, family, address in (
            ("tcp", socket.AF_INET, ("127.0.0.1", 0)),
            ("unix", socket.AF_UNIX, str(folder / "socket")),
            ("abstract", socket.AF_UNIX, f"\0{folder}"),
        ):
            with suppress(OSError):  # no loopback network, or a path too long for a socket
                listener = open_things.enter_context(socket.socket(family))
                listener.bind(address)
                listener.listen()
                listener.setblocking(False)
                listening[name] = listener
        yield Bait(folder, listening)


def _own_command() -> str:
    return Path("/proc/self/cmdline").read_text(encoding="utf-8", errors="replace")
