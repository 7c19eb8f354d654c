"""A nursery and the student processes that it forks, as the rest of the program sees them."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from autograder.claims import Claim, abandoned, make_folder
from autograder.errors import IsolationError, RoomError, SandboxError
from autograder.model import SEAL, Answer, CellOutcome, Kind, Output, Question
from autograder.phases import add_others
from autograder.sandbox import policy
from autograder.sandbox.channel import (
    OUT_OF_MEMORY,
    Channel,
    Ended,
    Relay,
    Tampered,
    TimedOut,
    TookTooMuch,
    cpu_seconds,
)
from autograder.sandbox.footprint import Footprint
from autograder.sandbox.greenhouse import exchange, start_nursery
from autograder.sandbox.outputs import outputs_of
from autograder.sandbox.policy import Limits
from autograder.sandbox.trial import check_seal
from autograder.sandbox.values import GraderBuild, encode_argument
from autograder.student import wire

MAX_ASK_BYTES = 256 * 1024
"""The largest message with which a student's function may ask in its turn."""
MAX_ASKED_BYTES = 4 * 2**20
"""All such messages of one process together."""

Oracle = Callable[[str, list[Any]], Answer | None]
"""Answers what a student's function asks (its name, the arguments); None: it may ask no more, and the process ends."""

WORK_FOLDER = "autograder-work-"
"""How the name of a folder with student processes' folders begins. One that nobody claims is a killed grader's."""

_ROOM_ADVICE = "make room there, or let TMPDIR name a folder with room"

SPARE_THREADS = 8
"""How many more the kernel allows than we do, so that who has too many meets us, and reads why."""
PAGE = 4096
WAY_OUT = (
    "Use Linux 5.13 or newer: on Windows WSL2 (wsl --install), elsewhere a container or a virtual machine. "
    "`autograde doctor` says more; --no-isolation grades anyway, for code that you trust"
)
NO_MEMORY = 71
"""The exit status of a student process that had no memory left for an answer. See `nursery`."""


class Sandbox:
    """A warm nursery. A context manager; one student process at a time.

    Args:
        limits: how much one submission may use.
        preload: libraries that the notebooks import; the nursery has them ready.
        ipython: cells run as in a kernel, by `StudentProcess.execute`; no functions are called then.
        sealed: refuse to run anything where the seal does not hold. False: go on without Landlock, files are open.
        greenhouse: address of one on this machine, from which the nursery is forked.

    Raises:
        IsolationError: when this machine cannot seal student code.
        RoomError: when no folder can be made for its files.
        SandboxError: when the nursery does not start.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        preload: Sequence[str] = ("numpy",),
        *,
        ipython: bool = False,
        sealed: bool = True,
        greenhouse: str = "",
    ) -> None:
        if sys.platform != "linux":
            raise IsolationError(policy.NOT_LINUX)
        self.limits = limits or Limits()
        self.sealed = sealed
        self.slot: policy.Slot | None = None
        """The user that student processes become; None: they stay who we are."""
        self.enclosed = False
        """The nursery has a root of its own."""
        cache = policy.cache_folder()
        self._folder, self._claim = _make_work_folder()
        self._nursery_cpu = 0.0
        self._control, nursery_end = socket.socketpair()
        try:
            with nursery_end:
                self._nursery = start_nursery(nursery_end, self._folder, preload, greenhouse)
        except BaseException:
            self._clear()
            raise
        try:
            self._start(preload, cache, ipython=ipython)
            if sealed:
                check_seal(self)
        except BaseException:
            self.close()
            raise

    def _start(self, preload: Sequence[str], cache: Path, *, ipython: bool) -> None:
        readable, listable = policy.readable_places(preload, cache)
        started = self._request(
            {
                "op": "start",
                "preload": list(preload),
                "shell": ipython,
                "enclose": self.sealed,
                "places": [*readable, *listable, os.devnull],
                "aliases": policy.links_to_places(),
            }
        )
        there = started["mechanisms"]
        lacking = [name for name in SEAL if name not in there]
        if lacking and self.sealed:
            raise IsolationError(
                f"student code cannot be sealed here: this kernel has no {' and no '.join(lacking)}. {WAY_OUT}"
            )
        self.environment: Mapping[str, str] = started["environment"]
        self.why_not_enclosed: str = started["why_not_enclosed"]
        """Why the nursery has no root of its own; empty: it has, or need not."""
        self.enclosed = "namespaces" in there
        self.slot = policy.claim_slot(enclosed=self.enclosed)
        if self.slot and not self.enclosed:
            readable, listable = policy.readable_places(preload, cache, as_other_user=True)
        self._readable, self._listable = readable, listable
        wanted = there if self.sealed else [name for name in there if name != "landlock"]
        self.mechanisms: tuple[str, ...] = tuple(there)
        """What the kernel has."""
        self.landlock_version: int = started["landlock"]
        self.isolation: tuple[str, ...] = (*wanted, *(("uid",) if self.slot else ()))

    @property
    def folder(self) -> Path:
        """Where student processes have their folders. It is cleared also when this process is killed."""
        return self._folder

    def open(self, files: Mapping[str, bytes], *, plain: bool = False) -> StudentProcess:
        """Fork a student process in a fresh folder that holds *files*; *plain*: without IPython.

        Raises SandboxError and RoomError.
        """
        _check_room(self._folder, self.limits.file_bytes + sum(map(len, files.values())))
        ours, theirs = socket.socketpair()
        given_files, given_bytes = _measure(files)
        own_count = self.slot is not None or (self.enclosed and os.geteuid() != 0)
        seal = {
            "work": "",  # the nursery's to say
            "readable": self._readable,
            "listable": self._listable,
            "memory_bytes": self.limits.memory_bytes,
            "cpu_seconds": int(self.limits.submission_cpu_seconds) + 5,
            "file_bytes": self.limits.file_bytes,
            "threads": self.limits.threads + SPARE_THREADS if own_count else None,
            "mechanisms": self.isolation,
            "uid": self.slot.uid if self.slot else None,
        }
        request = {
            "op": "open",
            "plain": plain,
            "seal": seal,
            "files": list(files),
            "folder_bytes": self.limits.folder_bytes + given_bytes,
            "folder_files": self.limits.folder_files + given_files + 1,  # the folder itself is one
        }
        try:
            with theirs:
                opened = self._request(request, list(files.values()), theirs)
        except BaseException:
            ours.close()
            raise
        if "failed" in opened:
            ours.close()
            raise (RoomError if opened["full"] else SandboxError)(opened["failed"])
        work = Path(opened["work"])
        footprint = Footprint(
            opened["pid"], None if self.enclosed else work, self.limits, given_files, given_bytes
        )
        return StudentProcess(self, Channel(ours, footprint), work)

    def reap(self) -> tuple[int, float]:
        """Kill the student process; return its wait status and the CPU seconds that it used."""
        ended = self._request({"op": "close"})
        return ended["status"], ended["cpu"]

    def _request(
        self,
        request: dict[str, Any],
        buffers: Sequence[bytes] = (),
        descriptor: socket.socket | None = None,
    ) -> dict[str, Any]:
        """Ask the nursery, which is ours: what it answers is trusted, and its death is our failure."""
        try:
            answer = exchange(self._control, request, descriptor, buffers)
        except (OSError, SandboxError, wire.Malformed) as error:
            raise SandboxError(f"the nursery failed while asked to {request['op']}: {error}") from error
        before, self._nursery_cpu = self._nursery_cpu, cpu_seconds(self._nursery.pid)
        add_others(self._nursery_cpu - before)
        return answer

    def kill(self) -> None:
        """End the nursery as if somebody had killed it."""
        self._nursery.kill()
        self._nursery.wait()

    def close(self) -> None:
        """End the nursery and with it any student process; remove every work folder."""
        self._control.close()
        try:
            self._nursery.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._nursery.kill()
            self._nursery.wait()
        self._clear()

    def _clear(self) -> None:
        self._control.close()
        _remove(self._folder)
        self._claim.close()
        if self.slot:
            self.slot.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class StudentProcess:
    """One sealed process with one notebook in it. A context manager; dead for good after its first bad end."""

    def __init__(self, sandbox: Sandbox, channel: Channel, work: Path) -> None:
        self._sandbox = sandbox
        self._channel = channel
        self._work = work
        self._relay: Relay | None = None
        self.pid = channel.pid
        self.alive = True
        self.cpu = 0.0
        """CPU seconds used, as of the last request."""
        self._counted = 0.0
        try:
            channel.greet(sandbox.limits.idle_seconds)
        except Ended as ended:
            self.close()
            raise SandboxError(f"a student process could not be sealed: {ended}") from ended
        self._count(
            cpu_seconds(channel.pid)
        )  # the seal is ours: of `cpu`, which is the student's, it is no part yet

    @property
    def received(self) -> int:
        """How many bytes it has sent so far."""
        return self._channel.received

    def foresee(
        self, trimmed: Sequence[str], whole: Sequence[str], asked: Sequence[str], *, cpu_limit: float
    ) -> bool:
        """Let the process find out what of cells its functions need, before it runs any; tell whether it lives.

        Args:
            trimmed: sources of the cells of which only that will be run.
            whole: sources of the others.
            asked: names of functions that will be called.
            cpu_limit: seconds of computing time.
        """
        request = {"op": "foresee", "trimmed": list(trimmed), "whole": list(whole), "asked": list(asked)}
        return not isinstance(self._ask(request, [], cpu_limit), Answer)

    def run_cell(
        self,
        index: int,
        source: str,
        *,
        definitions_only: bool = False,
        setup: bool = False,
        trimmed: bool = False,
        cpu_limit: float,
    ) -> CellOutcome:
        """Run one cell; what became of it, also when that was the process's end.

        Args:
            index: its place in the notebook.
            source: its text.
            definitions_only: run its imports, functions and classes only.
            setup: it is one of the instructor's own; `restore` brings back what it defines.
            trimmed: run only what the functions need; `foresee` comes first.
            cpu_limit: seconds of computing time.
        """
        request = {
            "op": "cell",
            "source": source,
            "definitions_only": definitions_only,
            "setup": setup,
            "trimmed": trimmed,
        }
        reply = self._ask(request, [], cpu_limit)
        if isinstance(reply, Answer):
            return CellOutcome(index, error=f"{reply.kind}: {reply.message}")
        header, _ = reply
        return CellOutcome(
            index,
            printed=self._text(header.get("printed"), 300_000),
            error=self._text(header.get("error"), 2_000),
            line=_line(header.get("line")),
            notes=tuple(self._text(note, 200) for note in _list(header.get("notes"))[:50]),
        )

    def execute(self, index: int, source: str, *, show: bool, cpu_limit: float) -> CellOutcome:
        """Run one cell as a kernel would; what it showed, or how it ended the process.

        Args:
            index: its place in the notebook.
            source: its text.
            show: keep what it shows; False: it ran before, in another process.
            cpu_limit: seconds of computing time.
        """
        reply = self._ask({"op": "execute", "source": source, "show": show}, [], cpu_limit)
        shown = reply if isinstance(reply, Answer) else self._outputs(*reply) if show else ()
        return _outcome(index, shown)

    def define(self, index: int, source: str, *, cpu_limit: float) -> CellOutcome:
        """Run the imports, functions and classes of a cell only; it shows nothing. Arguments as for `execute`."""
        reply = self._ask({"op": "define", "source": source}, [], cpu_limit)
        return _outcome(index, reply if isinstance(reply, Answer) else ())

    def _outputs(self, header: dict[str, Any], buffers: list[bytes]) -> tuple[Output, ...] | Answer:
        try:
            return outputs_of(wire.decode(header.get("outputs"), buffers, GraderBuild()), self._text)
        except (wire.Malformed, RecursionError) as malformed:
            return self._end(Tampered(f"it answered with {malformed}"))

    def restore(self) -> bool:
        """Bring back what setup cells have defined, whatever later cells made of it; tell whether the process lives."""
        return not isinstance(self._ask({"op": "restore"}, [], cpu_limit=1.0), Answer)

    def stand_in(self, functions: Mapping[str, Sequence[str]], oracle: Oracle) -> bool:
        """Let functions of the student's ask *oracle* from now on, whatever they are; tell whether the process lives on.

        Args:
            functions: what the exercise calls their arguments, in order.
            oracle: answers them.
        """
        request = {"op": "stand_in", "functions": {name: list(names) for name, names in functions.items()}}
        installed = not isinstance(self._ask(request, [], cpu_limit=1.0), Answer)
        self._relay = _Relay(frozenset(functions), oracle)
        return installed

    def call(self, question: Question, *, cpu_limit: float, show: bool) -> Answer:
        """Ask one question.

        Args:
            question: what is asked.
            cpu_limit: seconds of computing time.
            show: keep what the call prints, because the student may see it.
        """
        tree, buffers = encode_argument(list(question.arguments))
        request = {
            "op": "call",
            "function": question.function,
            "arguments": tree,
            "twice": question.twice,
            "after": question.leaves_arguments,
            "show": show,
        }
        reply = self._ask(request, buffers, cpu_limit, self._relay)
        if isinstance(reply, Answer):
            return reply
        try:
            answer = self._answer(*reply)
        except (wire.Malformed, RecursionError) as malformed:
            return self._end(Tampered(f"it answered with {malformed}"))
        return answer if show else replace(answer, printed="")

    def _ask(
        self, request: dict[str, Any], buffers: list[bytes], cpu_limit: float, relay: Relay | None = None
    ) -> tuple[dict[str, Any], list[bytes]] | Answer:
        idle_limit = self._sandbox.limits.idle_seconds
        try:
            reply = self._channel.ask(
                request, buffers, cpu_limit=cpu_limit, idle_limit=idle_limit, relay=relay
            )
        except Ended as ended:
            return self._end(ended)
        self._note_cpu(cpu_seconds(self._channel.pid))
        return reply

    def _note_cpu(self, used: float) -> None:
        self._count(used)
        self.cpu = used

    def _count(self, used: float) -> None:
        """Tell whoever measures phases what came on top since the last time."""
        add_others(used - self._counted)
        self._counted = used

    def _answer(self, header: dict[str, Any], buffers: list[bytes]) -> Answer:
        printed = self._text(header.get("printed"), 2_100)
        match header:
            case {"kind": "missing"}:
                return Answer(Kind.MISSING)
            case {"kind": "error"}:
                error = self._text(header.get("error"), 100)
                return Answer(
                    Kind.ERROR, error=error, message=self._text(header.get("message"), 1_000), printed=printed
                )
            case {"kind": "value", "values": [value, after]}:
                decoded = wire.decode(value, buffers, GraderBuild())
                arguments = None if after is None else wire.decode(after, buffers, GraderBuild())
                changed = tuple(arguments) if isinstance(arguments, list) else None
                return Answer(Kind.VALUE, value=decoded, printed=printed, arguments_after=changed)
        raise wire.Malformed("a reply of no known form")

    def _end(self, ended: Ended) -> Answer:
        """Kill the process and say, from its wait status, what happened."""
        status, self.cpu = self.close()
        if isinstance(ended, TimedOut):
            return Answer(Kind.TIMEOUT, message=str(ended))
        if isinstance(ended, TookTooMuch):
            return Answer(Kind.CRASHED, message=str(ended))
        if isinstance(ended, Tampered):
            return Answer(Kind.CRASHED, message=str(ended), tampered=True)
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        out_of_time = number == signal.SIGKILL and self.cpu >= self._sandbox.limits.submission_cpu_seconds
        if number == signal.SIGXCPU or out_of_time:
            return Answer(Kind.TIMEOUT, message="used all the computing time of the submission")
        if number == signal.SIGSYS:
            return Answer(Kind.CRASHED, message="it used a forbidden system call", tampered=True)
        if str(ended) or (os.WIFEXITED(status) and os.WEXITSTATUS(status) == NO_MEMORY):
            return Answer(Kind.CRASHED, message=OUT_OF_MEMORY)
        if number in (0, signal.SIGKILL):
            # Without its channel it ends by itself, if our signal is not faster: one text for both.
            return Answer(Kind.CRASHED, message="it ended the program instead of returning")
        return Answer(Kind.CRASHED, message=f"it crashed Python ({_signal_name(number)})")

    def close(self) -> tuple[int, float]:
        """Kill the process and remove its folder; return wait status and CPU seconds. Does nothing the second time."""
        if not self.alive:
            return 0, self.cpu
        self.alive = False
        status, used = self._sandbox.reap()
        self._note_cpu(used)
        self._channel.connection.close()
        if not self._sandbox.enclosed:
            _remove(self._work)
        return status, self.cpu

    def _text(self, text: Any, limit: int) -> str:
        """Return student text bounded, without what differs from run to run: addresses and the folder's name."""
        if type(text) is not str:
            return ""
        here = text.replace(f"{self._work}/", "").replace(str(self._work), ".")
        return re.sub(r"\b0x[0-9a-fA-F]{6,}", "0x...", here)[:limit].encode("utf-8", "replace").decode()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Relay:
    """Decode what a student's functions ask, let the oracle answer, encode the answer. One for each process."""

    def __init__(self, functions: frozenset[str], oracle: Oracle) -> None:
        self.functions = functions
        self.oracle = oracle
        self.asked = 0
        self.asked_bytes = 0

    def __call__(
        self, header: dict[str, Any], buffers: list[bytes], size: int
    ) -> tuple[dict[str, Any], list[bytes]]:
        name, arguments, serial = header["ask"], header.get("arguments"), header.get("serial")
        if type(name) is not str or name not in self.functions or serial != self.asked:
            raise Tampered("it asked out of turn, or for what it may not ask")
        self.asked += 1
        self.asked_bytes += size
        if size > MAX_ASK_BYTES or self.asked_bytes > MAX_ASKED_BYTES:
            raise TimedOut("asked for more than it may")
        try:
            values = wire.decode(arguments, buffers, GraderBuild())
        except (wire.Malformed, RecursionError) as malformed:
            raise Tampered(f"it asked with {malformed}") from malformed
        if type(values) is not list:
            raise Tampered("it asked without arguments")
        answer = self.oracle(name, values)
        if answer is None:
            raise TimedOut("asked more often than it may: an endless loop?")
        if answer.kind is not Kind.VALUE:
            return {"kind": "error", "error": answer.error}, []
        tree, sent = encode_argument(answer.value)
        return {"kind": "value", "value": tree}, sent


def _outcome(index: int, shown: tuple[Output, ...] | Answer) -> CellOutcome:
    if isinstance(shown, Answer):
        return CellOutcome(index, error=shown.message, ended=shown.kind, tampered=shown.tampered)
    return CellOutcome(index, outputs=shown)


def _make_work_folder() -> tuple[Path, Claim]:
    """Return a new claimed folder for student processes; remove first what killed graders left behind."""
    try:
        above = Path(tempfile.gettempdir())
        for folder in abandoned(above, f"{WORK_FOLDER}*"):
            _remove(folder)
        folder, claimed = make_folder(above, WORK_FOLDER)
    except OSError as refused:
        raise RoomError(f"no folder for student code: {refused}; {_ROOM_ADVICE}") from refused
    folder.chmod(0o711)
    return folder, claimed


def _check_room(folder: Path, needed: int) -> None:
    """Raise RoomError unless *folder* has room for *needed* bytes: a full disk of ours must cost nobody points."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise SandboxError(f"no folder for a student process: {error}") from error
    if free < needed:
        raise RoomError(
            f"{folder.parent}: {free / 2**20:.0f} MB are left where student code may need {needed / 2**20:.0f} MB; "
            f"{_ROOM_ADVICE}"
        )


def _line(value: Any) -> int:
    """Return *value* if it can be the number of a line; else 0."""
    return value if type(value) is int and 0 < value < 1_000_000 else 0


def _list(value: Any) -> list[Any]:
    return value if type(value) is list else []


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal has none
        return f"signal {number}"


def _remove(folder: Path) -> None:
    """Remove *folder*, also where student code made it thousands of levels deep or closed it even to its owner."""
    with suppress(OSError, RecursionError):
        shutil.rmtree(folder)
    if folder.exists():
        with suppress(OSError):
            _remove_level_by_level(folder)


def _remove_level_by_level(folder: Path) -> None:
    """Move every folder inside *folder* to one place and remove it there: in linear time, without long paths."""
    grave = tempfile.mkdtemp(prefix="autograder-", dir=folder.parent)
    numbers, buried = itertools.count(), []

    def bury(path: str | Path) -> None:
        os.chmod(path, 0o700)
        buried.append(os.path.join(grave, str(next(numbers))))
        os.rename(path, buried[-1])

    bury(folder)
    while buried:
        here = buried.pop()
        for entry in list(os.scandir(here)):
            if entry.is_dir(follow_symlinks=False):
                bury(entry.path)
            else:
                os.unlink(entry.path)
        os.rmdir(here)
    os.rmdir(grave)


def _measure(files: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many files and folders *files* are, and how many bytes they take."""
    folders = {folder for name in files for folder in Path(name).parents if folder != Path()}
    pages = sum(-(-len(content) // PAGE) * PAGE for content in files.values())
    return len(files) + len(folders), pages
