"""What this machine can do for a course, found out by trying: which protections hold, what there is, what is missing."""

from __future__ import annotations

import os
import platform
import sys
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from autograder import __version__
from autograder.errors import AutograderError, IsolationError
from autograder.sandbox import NOT_LINUX, Limits, Protection, Sandbox, try_bounds, try_walls

LIBRARIES = ("numpy", "sympy", "nbgrader", "ipython", "landlockpy", "seccompy")
OPTIONAL = ("matplotlib", "pandas", "scikit-learn")
LEVELS = {
    "full": "Student code is sealed here, in a root of its own.",
    "sealed": "Student code is sealed here.",
    "none": "Student code cannot be sealed here.",
}


@dataclass(frozen=True)
class Layer:
    """One of the kernel's mechanisms."""

    name: str
    state: str
    """`holds`, `does not hold` or `not available`."""
    why: str


@dataclass(frozen=True)
class Examination:
    """What was found."""

    level: str
    """`full`, `sealed` or `none`; see LEVELS."""
    refused: str
    """Why student code cannot be sealed; empty: it can."""
    layers: tuple[Layer, ...]
    protections: tuple[Protection, ...]
    """What was tried; where sealing is impossible, what holds under --no-isolation."""
    versions: dict[str, str]
    machine: dict[str, str]
    advice: tuple[str, ...]

    @property
    def fit(self) -> bool:
        """Tell whether student code can be sealed, and everything that was tried holds."""
        return self.level != "none" and all(p.holds for p in self.protections)


def examine() -> Examination:
    """Find out what holds here. Runs nothing of a student's, and needs no course."""
    if sys.platform != "linux":
        return Examination("none", NOT_LINUX, (), (), _versions(), {}, (NOT_LINUX,))
    refused = ""
    try:
        with Sandbox() as sandbox:
            protections, layers, advice = _try_everything(sandbox)
    except IsolationError as error:
        refused = str(error)
    except AutograderError as error:  # the nursery does not even start
        return Examination("none", str(error), (), (), _versions(), _machine(), (str(error),))
    if refused:
        with Sandbox(sealed=False) as sandbox:
            protections, layers, advice = _try_everything(sandbox)
    level = "none" if refused else "full" if sandbox.enclosed else "sealed"
    advice = (*advice, *_advice_on_memory())
    return Examination(level, refused, layers, protections, _versions(), _machine(), advice)


def _try_everything(sandbox: Sandbox) -> tuple[tuple[Protection, ...], tuple[Layer, ...], tuple[str, ...]]:
    found = try_walls(sandbox)
    with Sandbox(sealed=sandbox.sealed) as another:  # the first may be broken now
        found += try_bounds(another)
    return tuple(found), _layers(sandbox), _advice(sandbox)


# ---------------------------------------------------------------- layers


def _layers(sandbox: Sandbox) -> tuple[Layer, ...]:
    there = sandbox.mechanisms
    landlock = f"version {sandbox.landlock_version} of its interface" if "landlock" in there else ""
    if landlock and not sandbox.sealed:
        landlock += ", left out where the rest of the seal is missing"
    return (
        _layer(
            "landlock",
            "landlock" in sandbox.isolation,
            landlock or "files; needs Linux 5.13 or newer, built with it",
        ),
        _layer("seccomp", "seccomp" in there, "system calls, by a list of what is allowed"),
        _layer("rlimits", True, "memory, computing time, size of files, open files"),
        _layer(
            "namespaces",
            sandbox.enclosed,
            "a root and a network of its own, a bounded work folder; optional"
            + (f" (here: {sandbox.why_not_enclosed})" if sandbox.why_not_enclosed else ""),
        ),
        _layer("uid", sandbox.slot is not None, _user(sandbox)),
    )


def _layer(name: str, holds: bool, why: str) -> Layer:
    return Layer(name, "holds" if holds else "not available", why)


def _user(sandbox: Sandbox) -> str:
    if sandbox.slot:
        return f"student code becomes user {sandbox.slot.uid}"
    if os.geteuid() == 0:
        return "student code stays root, without capabilities; optional"
    return f"student code stays user {os.geteuid()}; another one takes root; optional"


def _advice(sandbox: Sandbox) -> tuple[str, ...]:
    advice = []
    if not sandbox.sealed:
        advice.append(
            "To grade here, use a kernel with Landlock and seccomp (Linux 5.13 or newer; `uname -r`), a container or virtual "
            "machine on such a host, or WSL2 on Windows. Until then --no-isolation grades code that you trust."
        )
    elif not sandbox.enclosed:
        advice.append(
            "Optional: with namespaces, files outside could not even be looked up by name. They need root with CAP_SYS_ADMIN, "
            "or user namespaces for ordinary users (sysctl user.max_user_namespaces, "
            "kernel.apparmor_restrict_unprivileged_userns=0); the default profiles of containers allow neither."
        )
    if os.geteuid() == 0 and sandbox.slot is None:
        advice.append(
            f"Python lies in a closed folder ({sys.base_prefix}), so student code stays root, without capabilities. Start as an ordinary "
            "user, or install with a Python that everybody can read: /usr/bin/python3 -m venv /opt/autograder."
        )
    missing = [name for name in OPTIONAL if _version(name) is None]
    if missing:
        advice.append(f"Optional, for notebooks that import them: pip install {' '.join(missing)}.")
    return tuple(advice)


# ---------------------------------------------------------------- the machine


def _versions() -> dict[str, str]:
    found = {"autograder": __version__, "python": f"{platform.python_version()} ({sys.executable})"}
    found |= {name: _version(name) or "not installed" for name in (*LIBRARIES, *OPTIONAL)}
    return {**found, "kernel": f"{platform.system()} {platform.release()} ({platform.machine()})"}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _machine() -> dict[str, str]:
    processors = f"{len(os.sched_getaffinity(0))} of {os.cpu_count()}"
    if quota := _cgroup("cpu.max"):
        used, period = quota.split()
        processors += f", the control group allows the time of {int(used) / int(period):g}"
    return {
        "user": f"{os.geteuid()}{' (root)' if os.geteuid() == 0 else ''}",
        "processors": processors,
        "memory": f"{_available_memory() >> 20} MB available",
        "per submission": f"{Limits().memory_bytes >> 20} MB beyond the libraries, unless autograder.toml says otherwise",
    }


def _advice_on_memory() -> tuple[str, ...]:
    workers, each = len(os.sched_getaffinity(0)), Limits().memory_bytes
    if workers * each <= _available_memory():
        return ()
    available = f"{_available_memory() >> 20} MB available"
    fitting = max(1, _available_memory() // each)
    more = f"{workers} workers with {each >> 20} MB each are more than the {available}"
    return (f"{more}: use --workers {fitting}, or a smaller memory_megabytes in autograder.toml.",)


def _available_memory() -> int:
    fields = dict(
        line.split(":", 1) for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    )
    available = int(fields["MemAvailable"].split()[0]) * 1024
    limit = _cgroup("memory.max")
    return min(available, int(limit)) if limit else available


def _cgroup(name: str) -> str:
    """Return the tightest setting *name* of the control groups that this process is in; empty: none, or not to be seen."""
    settings = []
    with suppress(OSError):
        path = Path("/proc/self/cgroup").read_text(encoding="utf-8").strip().rpartition("0::")[2].lstrip("/")
        here = Path("/sys/fs/cgroup") / path
        for group in (here, *here.parents):
            with suppress(OSError):
                setting = (group / name).read_text(encoding="ascii").strip()
                settings += [] if setting.startswith("max") else [setting]
    return min(settings, key=lambda s: int(s.split()[0]), default="")
