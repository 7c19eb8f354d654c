"""A program as a process of its own: what it and all its descendants took, and how large they grew."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""As in a nursery: one submission is one processor's work."""


@dataclass(frozen=True)
class Run:
    """What a program took."""

    output: str
    seconds: float
    """On the clock, with start and imports."""
    cpu_seconds: float
    """Of all processes, with start and imports."""
    memory_megabytes: float = 0.0
    """The most that its first process held."""
    open_files: int = 0
    """The most that its first process had open."""
    processes: int = 0
    """The most that were there at a time."""


def run(arguments: Sequence[str], *, allowed: Sequence[int] = (0,), watch: bool = False) -> Run:
    """Run ``python`` with *arguments* and return what it took.

    Args:
        arguments: of the interpreter that runs this.
        allowed: the exit statuses that are no failure.
        watch: look at its size every tenth of a second.
    """
    # Nurseries outlive the workers that started them by a moment. They become our children, and are counted.
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
    others = _children()
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment: Mapping[str, str] = os.environ | ONE_THREAD | {"MPLBACKEND": "Agg"}
    sizes: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    with subprocess.Popen(
        [sys.executable, *arguments], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    ) as program:
        while watch and program.poll() is None:
            with contextlib.suppress(OSError, ValueError, StopIteration):  # it has just ended
                sizes.append(_size(program.pid))
            time.sleep(0.1)
        output, _ = program.communicate()
    seconds = time.perf_counter() - started
    if program.returncode not in allowed:
        raise SystemExit(f"{' '.join(arguments)} ended with status {program.returncode}")
    while left := _children() - others:
        os.waitpid(left.pop(), 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory, files, processes = (max(values) for values in zip(*sizes, strict=True))
    return Run(output, seconds, cpu, memory, files, processes)


def _size(pid: int) -> tuple[float, int, int]:
    """Return megabytes and open files of *pid*, and how many descendants it has."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    memory = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return memory / 1024, len(os.listdir(f"/proc/{pid}/fd")), _count_descendants(pid)


def _children() -> set[int]:
    """Return the pids of this process's own children."""
    return set(map(int, Path("/proc/thread-self/children").read_text(encoding="ascii").split()))


def _count_descendants(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return len(children) + sum(_count_descendants(int(child)) for child in children)
