"""Runs of `autograde batch` that are killed on the way, and what is compared afterwards.

A run is a process of its own, forked from a server that has imported what the command imports. In it every access to a
file of the course and every statement to the gradebook counts as one step, so that a run can be killed at its n-th
step, from inside, or be watched from outside until it has come that far.
"""

import faulthandler
import multiprocessing
import os
import re
import signal
import sqlite3
import sys
import tempfile
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

PATIENCE_SECONDS = 120
"""After which a run hangs, and says where."""
WATCHED = {
    *("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
    *("fcntl.flock", "os.chmod", "shutil.rmtree", "sqlite3.connect", "subprocess.Popen"),
}
PHASES = {
    "key": r"/keys\b|seed",
    "gradebook": r"gradebook\.db|\.draft-\w+/|SQL",
    "writing": r"/autograded/|/feedback/",
    "reports": r"/reports/",
    "grading": "",
}
"""By what is accessed; what is left is preparing and grading."""
MOST_STEPS = 10_000

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(
    ["autograder.batch", "nbgrader.api", "nbgrader.apps", "alembic.script", "rich.progress"]
)


@dataclass
class Run:
    """`autograde batch` on a course, as a process that can be watched."""

    root: Path
    temporary: Path
    """Its TMPDIR, by which its processes are recognised, too."""
    fatal: int = 0
    """The step at which it kills itself; 0: none."""
    steps: object = field(default_factory=lambda: SERVER.RawValue("i", 0))
    """No lock: whoever is killed while holding it would stop us, too."""
    last: object = field(default_factory=lambda: SERVER.RawArray("c", 300))
    """What the last step accessed."""
    course_of_steps: object = field(default_factory=lambda: SERVER.RawArray("B", MOST_STEPS))
    """The phase of each step, as its place in `PHASES`."""

    def start(self):
        descriptor, self.output = tempfile.mkstemp()
        os.close(descriptor)
        self.process = SERVER.Process(
            target=_run,
            args=(
                self.root,
                self.temporary,
                self.output,
                self.fatal,
                self.steps,
                self.last,
                self.course_of_steps,
            ),
        )
        self.process.start()
        return self

    def finish(self):
        """Wait for its end; return the exit status, negative for a signal."""
        self.process.join(PATIENCE_SECONDS)
        self.said = Path(self.output).read_text("utf-8")
        os.unlink(self.output)
        if self.process.exitcode is None:
            self.process.kill()
            raise TimeoutError(f"it hangs: {self.said}")
        return self.process.exitcode

    def wait_for(self, step):
        """Wait until it has come to *step*, or has ended."""
        while self.steps.value < step and self.process.is_alive():
            time.sleep(0.001)

    @property
    def phase(self):
        return phase_of(self.last.value.decode(errors="replace"))

    def steps_by_phase(self):
        """Return the steps of each phase, the first of all being 1."""
        found = {phase: [] for phase in PHASES}
        for step in range(1, self.steps.value + 1):
            found[list(PHASES)[self.course_of_steps[step]]].append(step)
        return found

    def processes(self):
        """Return the pids of everything that works for it, by kind."""
        found = {"batch": [self.process.pid], "worker": [], "nursery": []}
        for pid, command in _processes(self.temporary):
            if "nursery.py" in command:
                found["nursery"].append(pid)
            elif (
                "spawn_main" in command and _parent(pid) == self.process.pid
            ):  # not what it forks before it execs
                found["worker"].append(pid)
        return found


def phase_of(accessed):
    """Return the phase in which this is accessed."""
    return next(name for name, pattern in PHASES.items() if re.search(pattern, accessed))


def _run(root, temporary, output, fatal, steps, last, course_of_steps):
    """Be the command, in a process group of its own, counting steps."""
    os.setpgid(0, 0)
    sys.modules["__main__"] = ModuleType("__main__")  # workers import it again, and ours would be pytest
    os.environ["TMPDIR"] = str(temporary)
    for stream, place in ((0, os.devnull), (1, os.devnull), (2, output)):
        os.dup2(os.open(place, os.O_RDWR), stream)

    def step(what):
        last.value = what.encode()[-299:]
        steps.value += 1
        course_of_steps[steps.value] = list(PHASES).index(phase_of(what))
        if steps.value == fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(event, arguments):
        if event in WATCHED:
            text = str(arguments[0])
            if event in {"fcntl.flock", "subprocess.Popen"} or str(root) in text:
                step(f"{event} {text}")

    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    from autograder.cli import main

    event.listen(Engine, "before_cursor_execute", lambda *args: step(f"SQL {args[2]}"))
    event.listen(Engine, "commit", lambda *args: step("SQL commit"))
    faulthandler.dump_traceback_later(PATIENCE_SECONDS - 10)
    sys.addaudithook(watch)
    sys.argv = ["autograde", "batch", "tiny", "--course", str(root), "--workers", "2"]
    sys.exit(main(sys.argv[1:]))


def _processes(temporary):
    """Yield pid and command line of every process that was started with this TMPDIR."""
    sign = os.fsencode(temporary)
    for entry in os.listdir("/proc"):
        if entry.isdecimal():
            try:
                with (
                    open(f"/proc/{entry}/cmdline", "rb") as line,
                    open(f"/proc/{entry}/environ", "rb") as around,
                ):
                    command, environment = line.read(), around.read()
            except OSError:
                continue
            if sign in command or sign in environment:
                yield int(entry), command.decode(errors="replace")


def _parent(pid):
    with suppress(OSError), open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        return int(stat.read().rpartition(")")[2].split()[1])
    return None


def make_place(prefix="autograder-faults-"):
    """Return a new folder that student processes, which are another user's where we are root, can reach; with a TMPDIR."""
    place = Path(tempfile.mkdtemp(prefix=prefix))
    place.chmod(0o755)
    (place / "tmp").mkdir()
    (place / "tmp").chmod(0o1777)
    return place


def wait_until_gone(temporary, seconds=30):
    """Wait until no process works there any more; return those that stay."""
    deadline = time.monotonic() + seconds
    while (left := list(_processes(temporary))) and time.monotonic() < deadline:
        time.sleep(0.01)
    return left


# ---------------------------------------------------------------- what is left


def contents(root):
    """Return every file of a course but the gradebook, whose rows have random ids, and what names pid or time.

    That is the lock. Of an answer key only the name counts, which says what it was made from: a zip file holds times.
    So do the notes of batches, which say when somebody was in hand, and how long that took.
    """
    found = {}
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.name not in {"gradebook.db", "lock"}:
            found[str(path.relative_to(root))] = (
                path.stat().st_mode,
                (b"" if path.suffix == ".zip" or "batches" in path.parts else path.read_bytes()),
            )
    return found


def rows(gradebook):
    """Return all rows of all tables, each id replaced by the row that it stands for."""
    with closing(sqlite3.connect(f"file:{gradebook}?mode=ro", uri=True)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        tables = [n for (n,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        database.row_factory = lambda cursor, row: {
            c[0]: v for c, v in zip(cursor.description, row, strict=True)
        }
        content = {table: database.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608
    # A cell has one row in base_cell and one, of the same id, for its kind.
    known = {
        row["id"]: row
        for table in ("base_cell", *tables)
        for row in content[table]
        if _is_random(row.get("id"))
    }
    known |= {row["id"]: row for row in content["base_cell"]}

    def name(row):
        return tuple(
            (
                column,
                name(known[value])
                if value in known and (column != "id" or known[value] is not row)
                else value,
            )
            for column, value in sorted(row.items())
            if column != "id" or (value in known and known[value] is not row) or not _is_random(value)
        )

    return {table: sorted(map(repr, map(name, content[table]))) for table in tables}


def _is_random(value):
    return isinstance(value, str) and re.fullmatch("[0-9a-f]{32}", value) is not None
