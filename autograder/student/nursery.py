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

A batch needs several nurseries. With `greenhouse` as one more argument, this program is where they are forked from, so
that libraries are imported once:

    grow    {"preload", "shell"}       -> {"address"}   an abstract socket, on which graders of this user ask for
    nursery {"preload", "folder"} + its control socket   -> {"pid"}, or {"elsewhere": address} where more is imported

It ends with its control socket, and leaves nurseries to their own.
"""

from __future__ import annotations

import errno
import gc
import importlib
import importlib.util
import io
import os
import platform
import select
import shutil
import signal
import socket
import struct
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

AFTER_THE_SHELL = ("matplotlib", "seaborn")
"""What looks for IPython's shell, which each nursery makes for itself, in the moment in which it is imported."""


def main() -> None:
    """Serve the control socket until the grader closes it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's; it closes the socket
    package = _load_package(os.path.dirname(os.path.abspath(__file__)))
    wire = importlib.import_module(package.__name__ + ".wire")
    control = socket.socket(fileno=CONTROL)
    folder, *kind = sys.argv[3:]
    del sys.argv[1:]  # nothing that differs from run to run is for student code to see
    if kind:
        Greenhouse(control, wire).serve()
    else:
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
            header, buffers, descriptors = receive(self.control, self.wire)
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

    def start(self, header: dict[str, Any]) -> dict[str, Any]:
        """Import what notebooks will import, make IPython's shell if wanted, freeze all that, and leave the rest behind."""
        os.umask(0o022)
        self.namespaces = importlib.import_module(PACKAGE + ".namespaces")
        around = self.folder, header["places"], header["aliases"]
        why_not = self.namespaces.try_to_enclose(*around) if header["enclose"] else ""
        self.enclosed = header["enclose"] and not why_not
        seal = importlib.import_module(PACKAGE + ".seal")
        if header["shell"]:
            os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"  # as a kernel has it
            self.shell = importlib.import_module(PACKAGE + ".shell").warm(self.folder)
        wanted = import_libraries(header["preload"])
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


class Greenhouse:
    """Where nurseries are forked from. It runs no student code, and its forks seal themselves as any nursery does.

    Args:
        control: ends it.
        wire: the format of messages.
    """

    def __init__(self, control: socket.socket, wire: ModuleType) -> None:
        self.control = control
        self.wire = wire
        self.listening = _listen()
        self.ready: frozenset[str] = frozenset()
        """What is imported here."""
        self.others: dict[frozenset[str], tuple[str, socket.socket]] = {}
        """Greenhouses in which more is imported: where they are asked, and what ends them."""

    def serve(self) -> None:
        """Import what is wanted, then fork nurseries until the control socket ends."""
        signal.signal(signal.SIGCHLD, _reap)
        header, _, _ = receive(self.control, self.wire)
        if header is None:
            return
        self.grow(header["preload"], shell=header["shell"])
        self.control.sendall(self.wire.pack({"address": _address(self.listening)}, []))
        self.fork_nurseries()

    def grow(self, preload: list[str], *, shell: bool) -> None:
        """Import what is wanted, and set it aside."""
        if shell:
            importlib.import_module(PACKAGE + ".shell")
        import_libraries([name for name in preload if not shell or not name.startswith(AFTER_THE_SHELL)])
        self.ready = frozenset(preload)
        gc.collect()
        gc.freeze()

    def fork_nurseries(self) -> None:
        """Fork one for each connection, until the control socket ends."""
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        poll.register(self.listening, select.POLLIN)
        while all(ready != self.control.fileno() for ready, _ in poll.poll()):
            # Whoever asks may be gone again, or may have mistaken us for somebody else.
            with suppress(OSError, self.wire.Malformed), self.listening.accept()[0] as connection:
                connection.settimeout(5)
                if _user_of(connection) == os.geteuid():
                    self.answer(connection)

    def answer(self, connection: socket.socket) -> None:
        """Fork the nursery that is asked for, or say where it can be had."""
        header, _, descriptors = receive(connection, self.wire)
        if header is None:
            return
        wanted = frozenset(header["preload"])
        if wanted <= self.ready:
            answer: dict[str, Any] = {"pid": self.fork_nursery(connection, descriptors[0], header["folder"])}
        else:
            answer = {"elsewhere": self.other(wanted, connection, descriptors[0])}
        os.close(descriptors[0])
        connection.sendall(self.wire.pack(answer, []))

    def fork_nursery(self, connection: socket.socket, control: int, folder: str) -> int:
        """Return the pid of a new nursery, which is asked on *control*."""
        pid = os.fork()
        if pid:
            return pid
        status = 1
        try:
            os.setpgid(0, 0)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.leave(connection)
            os.dup2(control, CONTROL)
            os.close(control)
            Nursery(socket.socket(fileno=CONTROL), self.wire, folder).serve()
            status = 0
        finally:
            os._exit(status)

    def other(self, wanted: frozenset[str], connection: socket.socket, control: int) -> str:
        """Return the address of a greenhouse with all that is *wanted*, which is forked from here if there is none."""
        if wanted in self.others:
            return self.others[wanted][0]
        listening, (life, its_life) = _listen(), socket.socketpair()
        if os.fork() == 0:
            try:
                os.close(control)
                life.close()
                self.leave(connection)
                self.control, self.listening, self.others = its_life, listening, {}
                self.grow(sorted(wanted), shell=False)
                self.fork_nurseries()
            finally:
                os._exit(0)
        address = _address(listening)
        listening.close()
        its_life.close()
        self.others[wanted] = address, life
        return address

    def leave(self, connection: socket.socket) -> None:
        """Close, in a fork, what belongs to the greenhouse."""
        for each in (connection, self.listening, self.control, *(life for _, life in self.others.values())):
            each.close()


def _listen() -> socket.socket:
    """Return a socket with an address that needs no file, and that nobody can guess."""
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(f"\0autograder-greenhouse-{os.urandom(16).hex()}")
    listening.listen(64)
    return listening


def _address(listening: socket.socket) -> str:
    name: bytes = listening.getsockname()
    return name.decode()


def _user_of(connection: socket.socket) -> int:
    """Return who is at the other end."""
    size = struct.calcsize("3i")
    _, uid, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)


def _reap(*_: object) -> None:
    """Take note of children that have ended."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def receive(
    connection: socket.socket, wire: ModuleType
) -> tuple[dict[str, Any] | None, list[bytes], list[int]]:
    """Return the next request, its buffers and the descriptors that came with it; None at the end."""
    data, descriptors, _, _ = socket.recv_fds(connection, 65536, 1)
    request = wire.Incoming(data, max_buffers=sys.maxsize)  # of the grader's, which has its own bounds
    while data and request.missing:
        data = connection.recv(request.missing)
        request.add(data)
    header, buffers = request.unpack() if data else (None, [])
    return header, buffers, descriptors


def import_libraries(preload: list[str]) -> list[str]:
    """Import what student processes will need, and return what of *preload* is there. What was imported costs nothing."""
    importlib.import_module(PACKAGE + ".answering")
    wanted = [name for name in PRELOADABLE if name in preload and _is_installed(name)]
    for name in wanted:
        importlib.import_module(name)
    _warm(wanted)
    return wanted


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


_warmed: set[str] = set()


def _warm(wanted: list[str]) -> None:
    """Do once what every fork would otherwise do for itself. Nothing that starts threads."""
    importlib.import_module("numpy.random")  # NumPy puts that off until it is first used
    fresh = [name for name in wanted if name in WARMINGS and name not in _warmed]
    _warmed.update(fresh)
    for name in fresh:
        WARMINGS[name]()


def _warm_matplotlib() -> None:
    import matplotlib.pyplot as plt

    _, (left, right) = plt.subplots(1, 2, figsize=(8, 3))
    left.plot([1, 2, 3], [1.0, 4.0, 9.0], label="line")
    left.set(title="title", xlabel="x", ylabel="y", xlim=(0, 4))
    left.legend()
    right.scatter([1, 2], [3, 4], color="red")
    right.grid(alpha=0.3)
    plt.figure()
    plt.plot([1, 2], [3, 4], "o-")
    plt.title("title")
    plt.xlabel("x")
    plt.ylabel("y")
    plt.axhline(1)
    plt.grid()
    plt.legend(["line"])
    plt.close("all")


def _warm_pandas() -> None:
    import pandas as pd

    table = pd.read_csv(io.StringIO("x,y\n1,2.5\n2,3.5\n"))
    repr(table)
    repr(table.describe())
    table["z"] = table["x"] * table.y + 1
    table[["x", "y"]].to_numpy()
    table["x"].mean()
    table.iloc[0]
    table[table["x"] > 1].head()


def _warm_sklearn() -> None:
    from sklearn.linear_model import LinearRegression
    from sklearn.metrics import r2_score

    rows: Any = [[1.0], [2.0]]
    if "pandas" in sys.modules:  # of tables scikit-learn knows nothing, until it is given one
        rows = sys.modules["pandas"].DataFrame(rows, columns=["x"])
    r2_score([2.5, 3.5], LinearRegression().fit(rows, [2.5, 3.5]).predict(rows))


def _warm_sympy() -> None:
    import sympy

    x = sympy.Symbol("x")
    sympy.lambdify(x, sympy.diff(x**2, x))(1.0)


WARMINGS = {
    "matplotlib": _warm_matplotlib,
    "pandas": _warm_pandas,
    "sklearn.linear_model": _warm_sklearn,
    "sympy": _warm_sympy,
}
"""By library: what notebooks do with it."""


if __name__ == "__main__":
    main()
