"""What a student process may use: limits, readable places, environment. Data for the seal, decided on this side."""

from __future__ import annotations

import os
import socket
import stat
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1 << 20


NOT_LINUX = (
    "student code can only run on Linux. On Windows use WSL2 (wsl --install), on macOS a Linux container or a "
    "Linux virtual machine"
)


@dataclass(frozen=True)
class Limits:
    """How much one submission may use. CPU seconds, because a busy machine must fail nobody."""

    cell_cpu_seconds: float = 10.0
    question_cpu_seconds: float = 4.0
    submission_cpu_seconds: float = 120.0
    """All processes of one submission together."""
    idle_seconds: float = 20.0
    """For those who neither compute nor answer: time in which the process was not waiting for a processor either."""
    memory_bytes: int = 1 << 30
    """Address space beyond what the nursery maps."""
    file_bytes: int = 16 << 20
    """The largest file that may be written."""
    folder_bytes: int = 64 << 20
    """All files together, beyond those of the assignment."""
    folder_files: int = 1000
    """Files and folders that may be there at a time, beyond those of the assignment."""
    threads: int = 40
    """Of one process, the first one included."""


READABLE_SYSTEM = (
    ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib")
    + ("/etc/ld.so.cache", "/etc/localtime", "/usr/share/zoneinfo", "/usr/share/fonts", "/etc/fonts")
    + ("/dev/urandom", "/dev/random", "/dev/zero")
)
READABLE_FOR_SKLEARN = ("/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat") + (
    "/sys/fs/cgroup",
    "/sys/devices/system/cpu",
)
"""joblib and threadpoolctl count processors and loaded libraries there. /proc/self is the process's own."""


def readable_places(
    preload: Sequence[str], cache: Path, *, as_other_user: bool = False
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what student code may read, and the folders of which it may only see the names.

    The interpreter's own libraries, by name; a folder that holds this package (an installed wheel lies among the
    libraries) is opened entry by entry around it. *as_other_user*: leave out what lies in a closed folder (the cache in
    root's home, say), since the user who cannot reach it could not even be given the permission.
    """
    system = READABLE_SYSTEM + (READABLE_FOR_SKLEARN if "sklearn" in preload else ())
    readable: list[str] = []
    listable: list[str] = []
    for place in (*system, *_libraries(), str(cache)):
        if os.path.exists(place) and (not as_other_user or _others_can_reach(place)):
            _open_around(place, _closed(), readable, listable)
    return tuple(dict.fromkeys(readable)), tuple(dict.fromkeys(listable))


def _libraries() -> list[str]:
    paths = sysconfig.get_paths()
    return sorted({os.path.realpath(paths[name]) for name in ("stdlib", "platstdlib", "purelib", "platlib")})


def _closed() -> tuple[str, ...]:
    """Return the places that must stay unreadable: this package, and the checkout that it may lie in."""
    package = Path(__file__).resolve().parent.parent
    checkout = package.parent
    if (checkout / "pyproject.toml").exists():
        return (str(package), *(str(p) for p in checkout.iterdir() if p.name != ".venv"))
    return (str(package),)


def _open_around(place: str, closed: Sequence[str], readable: list[str], listable: list[str]) -> None:
    if (
        place == "/proc/self"
    ):  # each process opens its own, when it is sealed; resolved here it would be the grader's
        readable.append(place)
        return
    real = os.path.realpath(place)
    if real in closed:
        return
    if not any(path.startswith(real + os.sep) for path in closed):
        readable.append(real)
        return
    listable.append(real)
    for entry in sorted(os.scandir(real), key=lambda e: e.name):
        if not entry.is_symlink():
            _open_around(entry.path, closed, readable, listable)


def nursery_environment(cache: Path) -> dict[str, str]:
    """Return the nursery's whole environment. Nothing is inherited: no token, no home, no path of the user's."""
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "HOME": "/nonexistent",
        "PYTHONHASHSEED": "0",
        # One thread: a fork of a process with an OpenMP pool can hang, and one submission is one processor's work.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "LOKY_MAX_CPU_COUNT": "1",
        # Else each thread takes 64 MB of address space, and a dozen of them all that there is.
        "MALLOC_ARENA_MAX": "1",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(cache / "matplotlib"),
    }


def cache_folder() -> Path:
    """Return the folder, made when missing, for what libraries want to remember between runs (matplotlib's fonts)."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = Path(base) / "autograder"
    (folder / "matplotlib").mkdir(parents=True, exist_ok=True)
    return folder


SLOTS = range(60_578, 61_184)
"""Users that neither Debian nor systemd gives to anybody. They need no entry in any list of users."""


@dataclass(frozen=True)
class Slot:
    """A user for the student processes of one nursery, which no other live nursery of this machine has."""

    uid: int
    _claim: socket.socket

    def release(self) -> None:
        """Let others have it."""
        self._claim.close()


def claim_slot(*, enclosed: bool) -> Slot | None:
    """Return a user that student code becomes where we are root; None: stay who we are.

    Also None where the interpreter or the temporary folder lies in a place that other users cannot enter (a home
    folder, say): after the change of user no import would work any more. Capabilities are dropped instead. In a root of
    its own (*enclosed*) the nursery has no such closed folders above its libraries.
    """
    needed = () if enclosed else (*_libraries(), tempfile.gettempdir())
    if os.geteuid() != 0 or not all(_others_can_reach(os.path.join(place, "x")) for place in needed):
        return None
    for uid in SLOTS:
        # The kernel knows a bound name until its last holder ends, however it ends: no file, nothing to clean up.
        claim = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        try:
            claim.bind(f"\0autograder-user-{uid}")
        except OSError:
            claim.close()
        else:
            return Slot(uid, claim)
    return None


def links_to_places() -> tuple[str, ...]:
    """Return paths at which libraries are looked for, which may lead over links."""
    return tuple(dict.fromkeys((*READABLE_SYSTEM, *(os.path.abspath(p) for p in sys.path if p))))


def _others_can_reach(place: str) -> bool:
    """Tell whether users other than the owner may enter every folder above *place*."""
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in Path(place).resolve().parents)
