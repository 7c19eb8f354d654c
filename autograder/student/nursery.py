"""The nursery: a fresh interpreter that has imported what notebooks import, and forks a sealed process for each.

Started by the grader's half as `python -s -P -B nursery.py` with a clean environment, the name of the folder in which
student processes have theirs, and one descriptor, the control socket. It is single-threaded, never sees a notebook, a
question or an expected answer, and runs no student code. One student process lives at a time:

    start   {"preload", "shell", "enclose", "places", "aliases"}       -> {"environment", "mechanisms", ...}
    open    {"seal", "plain", "files", "folder_bytes", "folder_files"} + the channel's end + their contents
                                                     -> {"pid", "work"}, or {"failed"}   (see `seal.Seal`)
    close   {}                                       -> {"status": wait status, "cpu": seconds}

End of file on the control socket ends the nursery, and with it (PR_SET_PDEATHSIG) the student's process. It removes the
folder then: the grader may have been killed. In a root of its own (see `namespaces`) a work folder is a file system of
its own and goes with the process.
"""

from __future__ import annotations

import errno
import gc
import importlib
import importlib.util
import io
import os
import platform
import shutil
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from types import ModuleType
from typing import Any

CONTROL = 3
PACKAGE = "_student"
"""What this folder is called on this side. `autograder` is not to be found here."""

PRELOADABLE = ("numpy", "sympy", "pandas", "scipy", "sklearn", "matplotlib", "seaborn") + (
    *("scipy.linalg", "scipy.optimize", "scipy.stats"),
    *("sklearn.datasets", "sklearn.linear_model", "sklearn.metrics", "sklearn.model_selection"),
    *("sklearn.pipeline", "sklearn.preprocessing"),
)
"""Libraries, and those of their parts that take long to import: none of them starts a thread."""


def main() -> None:
    """Serve the control socket until the grader closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's; it closes the socket
    package = _load_package(os.path.dirname(os.path.abspath(__file__)))
    wire = importlib.import_module(package.__name__ + ".wire")
    control = socket.socket(fileno=CONTROL)
    folder = sys.argv[3]
    del sys.argv[1:]  # nothing that differs from run to run is for student code to see
    Nursery(control, wire, folder).serve()


class Nursery:
    """The control socket, and the one student process."""

    def __init__(self, control: socket.socket, wire: ModuleType, folder: str) -> None:
        self.control = control
        self.wire = wire
        self.student = 0
        """The student process's pid; 0: there is none."""
        self.filters: Any = None
        self.folder = folder
        """Where student processes have their folders."""
        self.shell: Any = None
        """IPython's, where cells are to run as in a kernel; None: `cells` runs them, and functions are called."""
        self.above = os.open(os.path.dirname(folder), os.O_PATH | os.O_DIRECTORY)
        """What that lies in, to be reached also from a root of its own. No student process inherits it."""
        self.enclosed = False
        self.mounted = False

    def serve(self) -> None:
        """Answer requests until the control socket ends, or breaks because the grader was killed; then clear up."""
        with suppress(ConnectionError):
            self.answer_requests()
        self.close()
        self.clean()

    def answer_requests(self) -> None:
        """Answer requests until the control socket ends."""
        while True:
            header, buffers, descriptors = self.receive()
            if header is None:
                return
            match header["op"]:
                case "start":
                    answer = self.start(header)
                case "open":
                    answer = self.open(header, buffers, descriptors[0])
                case _:
                    answer = self.close()
            self.control.sendall(self.wire.pack(answer, []))

    def receive(self) -> tuple[dict[str, Any] | None, list[bytes], list[int]]:
        """Return the next request, its buffers and the descriptors that came with it; None at the end."""
        data, descriptors, _, _ = socket.recv_fds(self.control, 65536, 1)
        request = self.wire.Incoming(
            data, max_buffers=sys.maxsize
        )  # of the grader's, which has its own bounds
        while data and request.missing:
            data = self.control.recv(request.missing)
            request.add(data)
        header, buffers = request.unpack() if data else (None, [])
        return header, buffers, descriptors

    def start(self, header: dict[str, Any]) -> dict[str, Any]:
        """Import what notebooks will import, make IPython's shell if wanted, freeze all that, and leave the rest behind."""
        os.umask(0o022)
        self.namespaces = importlib.import_module(PACKAGE + ".namespaces")
        around = self.folder, header["places"], header["aliases"]
        why_not = self.namespaces.try_to_enclose(*around) if header["enclose"] else ""
        self.enclosed = header["enclose"] and not why_not
        seal = importlib.import_module(PACKAGE + ".seal")
        importlib.import_module(PACKAGE + ".answering")
        wanted = [name for name in PRELOADABLE if name in header["preload"] and _is_installed(name)]
        if header["shell"]:
            os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it
            self.shell = importlib.import_module(PACKAGE + ".shell").warm(self.folder)
        for name in wanted:
            importlib.import_module(name)
        _warm(wanted)
        mechanisms = [*seal.mechanisms(), *(["namespaces"] if self.enclosed else [])]
        self.filters = seal.Filters()
        gc.collect()
        gc.freeze()  # a collection in a fork would otherwise copy every page that it marks
        shown = [*wanted, "IPython"] if self.shell else wanted
        versions = {name: sys.modules[name].__version__ for name in shown if "." not in name}
        if self.enclosed:  # last, because our own code and what is imported only now would be out of reach
            self.namespaces.enclose(*around)
        environment = {"python": platform.python_version(), **versions}
        return {
            "environment": environment,
            "mechanisms": mechanisms,
            "why_not_enclosed": why_not,
            "landlock": seal.landlock_version(),
        }

    def open(self, header: dict[str, Any], buffers: list[bytes], channel: int) -> dict[str, Any]:
        """Fork a student process that answers on *channel*."""
        if len(os.listdir("/proc/self/task")) != 1:
            raise RuntimeError("the nursery has threads; a fork of it could hang")
        self.close()  # one that was forgotten
        try:
            header["seal"]["work"] = self.furnish(header, buffers)
        except OSError as error:
            os.close(channel)
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            return {"failed": f"no folder for a student process: {error}", "full": full}
        buffers.clear()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_student(header, channel, parent)
        os.close(channel)
        self.student = pid
        return {"pid": pid, "work": header["seal"]["work"]}

    def furnish(self, header: dict[str, Any], buffers: list[bytes]) -> str:
        """Return a fresh folder with the assignment's files in it. Raises OSError."""
        uid = header["seal"]["uid"]
        if self.enclosed:
            self.namespaces.mount_folder(self.folder, header["folder_bytes"], header["folder_files"], uid)
            self.mounted = True
        work = self.folder if self.enclosed else tempfile.mkdtemp(dir=self.folder)
        for name, content in zip(header["files"], buffers, strict=True):
            path = os.path.join(work, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        if uid is not None:
            os.chown(work, uid, uid)
            for folder, folders, files in os.walk(work):
                for name in (*folders, *files):
                    os.chown(os.path.join(folder, name), uid, uid)
        return work

    def close(self) -> dict[str, Any]:
        """Kill the student process, if it lives, and return how it ended."""
        if not self.student:
            return {"status": 0, "cpu": 0.0}
        os.kill(self.student, signal.SIGKILL)
        _, status, usage = os.wait4(self.student, 0)
        self.student = 0
        if self.mounted:
            self.namespaces.unmount_folder(self.folder)
            self.mounted = False
        return {"status": status, "cpu": usage.ru_utime + usage.ru_stime}

    def clean(self) -> None:
        """Remove the folder in which student processes had theirs."""
        with suppress(RecursionError):  # thousands of levels; the grader, if it lives, has another way
            shutil.rmtree(os.path.basename(self.folder), ignore_errors=True, dir_fd=self.above)

    def _become_student(self, header: dict[str, Any], channel: int, parent: int) -> None:
        """Seal this fork and answer; never return into the nursery's loop."""
        status = 70
        try:
            answering = importlib.import_module(PACKAGE + ".answering")
            seal = importlib.import_module(PACKAGE + ".seal")
            signal.signal(signal.SIGINT, signal.default_int_handler)
            os.environ["HOME"] = os.environ["TMPDIR"] = header["seal"]["work"]
            if header["seal"]["uid"] is not None:  # who could not write to the nursery's, and would say so
                os.environ["MPLCONFIGDIR"] = header["seal"]["work"]
            seal.keep_only(channel)
            seal.apply(seal.Seal(**header["seal"]), parent, self.filters)
            if self.shell is None or header["plain"]:
                answering.serve(seal.CHANNEL)
            else:
                importlib.import_module(PACKAGE + ".shell").serve(seal.CHANNEL, self.shell)
            status = 0
        except BaseException as error:  # noqa: BLE001  there is nobody above this frame
            status = 71 if isinstance(error, MemoryError) else status
            answering.last_words(seal.CHANNEL, error)
        finally:
            os._exit(status)


def _load_package(folder: str) -> ModuleType:
    """Make this folder importable as `_student`, and forget every path that could lead to ours."""
    spec = importlib.util.spec_from_file_location(
        PACKAGE, os.path.join(folder, "__init__.py"), submodule_search_locations=[folder]
    )
    if spec is None or spec.loader is None:
        raise ImportError(folder)
    package = importlib.util.module_from_spec(spec)
    sys.modules[PACKAGE] = package
    spec.loader.exec_module(package)
    # An editable install of ours is a line in a .pth file or a finder of its own.
    libraries = tuple(
        os.path.realpath(p) for p in (sys.prefix, sys.base_prefix, "/usr/lib", "/usr/local/lib")
    )
    around = os.path.dirname(os.path.dirname(folder))
    checkout = around if os.path.exists(os.path.join(around, "pyproject.toml")) else None
    sys.path[:] = [
        p for p in sys.path if os.path.realpath(p).startswith(libraries) and os.path.realpath(p) != checkout
    ]
    sys.modules["autograder"] = None  # type: ignore[assignment]  # an installed wheel lies among the libraries
    sys.meta_path[:] = [
        finder for finder in sys.meta_path if "editable" not in type(finder).__module__.lower()
    ]
    return package


def _is_installed(name: str) -> bool:
    return importlib.util.find_spec(name.partition(".")[0]) is not None


def _warm(wanted: list[str]) -> None:
    """Do once what every fork would otherwise do for itself. Nothing that starts threads."""
    importlib.import_module("numpy.random")  # NumPy puts that off until it is first used
    if "matplotlib" in wanted:
        import matplotlib.pyplot as plt

        plt.subplots()
        plt.close("all")
    if "pandas" in wanted:
        import pandas as pd

        repr(pd.read_csv(io.StringIO("x,y\n1,2.5\n")).describe())
    if "sympy" in wanted:
        import sympy

        x = sympy.Symbol("x")
        sympy.lambdify(x, sympy.diff(x**2, x))(1.0)


if __name__ == "__main__":
    main()
