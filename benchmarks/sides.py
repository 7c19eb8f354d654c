"""What `benchmarks.throughput` measures, each thing in a process of its own.

    python -m benchmarks.sides asked ASSIGNMENT FOLDER     what grading asks each submission; makes the answer key
    python -m benchmarks.sides key ASSIGNMENT FOLDER       the answer key alone
    python -m benchmarks.sides trial ASSIGNMENT FOLDER     whose cells run through, bare
    python -m benchmarks.sides bare ASSIGNMENT FOLDER      the submissions' cells and calls, and nothing else
    python -m benchmarks.sides grading ASSIGNMENT FOLDER   their results, of which nothing is written
    python -m benchmarks.sides batch ASSIGNMENT FOLDER     `grade_batch`, which writes all that `autograde batch` writes
    python -m benchmarks.sides nbgrader ASSIGNMENT FOLDER  nbgrader's own autograde and generate_feedback

Prints a line of JSON with `seconds` on the clock. Imports are done before the clock starts, but where the commands
themselves are run, `autograde batch` and nbgrader's two.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import multiprocessing
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from autograder.batch import answer_key
from autograder.course import (
    Course,
    HandedIn,
    find_course,
    list_submissions,
    load_assignment,
    read_submissions,
)
from autograder.engine import ProcessPool, grade_all
from autograder.grading import cells_to_run, files_of
from autograder.model import Answer, Assignment, Question, Submission
from autograder.notebook import read_notebook
from autograder.sandbox import StudentProcess
from autograder.sandbox.values import encode_argument
from autograder.settings import Settings
from autograder.student import wire
from autograder.student.build import StudentBuild
from autograder.worker import Job, Worker, open_greenhouse

LIBRARIES = ("numpy", "matplotlib.pyplot", "pandas", "sklearn.linear_model", "sklearn.metrics", "sympy")
"""What the bare side has imported before the clock starts, as a nursery has."""


@dataclass(frozen=True)
class Work:
    """What one submission makes a bare process do."""

    student: str
    cells: tuple[str, ...]
    """Source of the code cells that are run when it is graded."""
    calls: tuple[bytes, ...]
    """What is asked of it, those questions included that are for pictures, for diagnoses and for follow-through."""


def asked(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Grade every submission once and keep what it is asked, for the bare side to ask the same."""
    job = Job(answer_key(course, assignment), Settings())
    submissions = list_submissions(course, assignment.name)
    parts = [
        multiprocessing.get_context("fork").Process(
            target=_note_what_is_asked, args=(course, job, submissions[n :: processors()])
        )
        for n in range(processors())
    ]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    return {}


def _note_what_is_asked(course: Course, job: Job, submissions: Sequence[HandedIn]) -> None:
    calls: list[bytes] = []
    call = StudentProcess.call

    def note(process: StudentProcess, question: Question, **options: Any) -> Answer:
        arguments, buffers = encode_argument(list(question.arguments))
        header = {"function": question.function, "arguments": arguments, "times": 1 + question.twice}
        calls.append(wire.pack(header, buffers))
        return call(process, question, **options)

    StudentProcess.call = note  # type: ignore[method-assign, assignment]  # its arguments, before they are on their way
    worker = Worker(job)
    for submission in submissions:
        calls.clear()
        worker.grade(submission.read())
        _asked(course, submission.student).write_text(json.dumps([each.hex() for each in calls]))
    worker.close()


def key(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Make the answer key."""
    return _timed(lambda: answer_key(course, assignment))


def trial(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Run every submission's cells bare, each in a process of its own, and return the students whose run through."""
    with _bare_work(course, assignment) as work:
        through = [each.student for each in work if _runs_through(each)]
    return {"through": through}


def bare(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Run every submission's cells and calls in as many processes as there are processors."""
    with _bare_work(course, assignment) as work:

        def run_all() -> None:
            with multiprocessing.get_context("fork").Pool(processors()) as pool:
                for _ in pool.imap_unordered(_run, work):
                    pass

        return _timed(run_all)


def grading(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Grade all submissions and throw the results away."""
    submissions = list_submissions(course, assignment.name)

    def grade() -> None:
        with open_greenhouse(assignment) as greenhouse:
            key = answer_key(course, assignment, greenhouse=greenhouse.address)
            with ProcessPool(Job(key, Settings()), processors(), greenhouse.address) as engine:
                graded = list(grade_all(engine, (one.read() for one in submissions)))
        for each in graded:
            if each.result.needs_review:
                raise SystemExit(f"{each.result.student} was not graded: there is nothing to compare")

    return _timed(grade)


def batch(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Grade all submissions with `autograde batch` itself, as a program."""
    command = [sys.executable, "-m", "autograder", "batch", assignment.name, "--course", str(course.root)]
    return _timed(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL))


def nbgrader(course: Course, assignment: Assignment) -> dict[str, Any]:
    """Let nbgrader's own commands grade all submissions and write feedback, with its own exporters."""
    config = course.root / "nbgrader_config.py"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    config.write_text("".join(line for line in lines if "exporter_class" not in line), encoding="utf-8")
    scripts = sysconfig.get_path("scripts")

    def grade() -> None:
        for command in ("autograde", "generate_feedback"):
            done = subprocess.run(
                [f"{scripts}/nbgrader", command, assignment.name],
                cwd=course.root,
                env=os.environ | {"PATH": f"{scripts}:{os.environ['PATH']}"},
                check=False,
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise SystemExit(done.stderr)

    return _timed(grade)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


def _timed(work: Callable[[], object]) -> dict[str, Any]:
    started = time.perf_counter()
    work()
    return {"seconds": time.perf_counter() - started}


@contextlib.contextmanager
def _bare_work(course: Course, assignment: Assignment) -> Any:
    """Import the libraries, enter a folder with the data files, and yield the work of every submission."""
    for name in LIBRARIES:
        importlib.import_module(name)
    work = [_work(course, submission, assignment) for submission in read_submissions(course, assignment.name)]
    with tempfile.TemporaryDirectory() as folder:
        for name, content in assignment.data_files.items():
            Path(folder, name).write_bytes(content)
        os.chdir(folder)
        yield work
        os.chdir("/")


def _work(course: Course, submission: Submission, assignment: Assignment) -> Work:
    (file,) = files_of(submission, assignment).values()
    cells = cells_to_run(read_notebook(file, submission.files[file]), assignment)
    kept = _asked(course, submission.student)
    calls = [bytes.fromhex(each) for each in json.loads(kept.read_text())] if kept.exists() else []
    return Work(submission.student, tuple(cell.source for cell in cells), tuple(calls))


def _asked(course: Course, student: str) -> Path:
    """Return where it is kept what *student* is asked."""
    folder = course.root / "asked"
    folder.mkdir(exist_ok=True)
    return folder / f"{student}.json"


def _runs_through(work: Work) -> bool:
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_run_quietly, args=(work,))
    process.start()
    process.join()
    return process.exitcode == 0


def _run_quietly(work: Work) -> None:
    try:
        _run(work)
    except BaseException:  # noqa: BLE001  whatever it is, this student is not taken
        os._exit(1)


def _run(work: Work) -> None:
    """Run the cells in a fresh namespace and make the calls.

    A cell that fails ends the benchmark: nothing may be left undone. A call fails here if it did when it was asked.
    """
    namespace: dict[str, Any] = {"__name__": "__main__", "display": print}

    def execute(source: str) -> None:
        python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
        exec(compile(python, "<cell>", "exec"), namespace)  # noqa: S102  the sample class is ours

    shell = SimpleNamespace(
        run_line_magic=lambda *_: None,
        run_cell_magic=lambda _name, _line, body: execute(body),
        system=lambda _line: None,
    )
    namespace["get_ipython"] = lambda: shell
    with open(os.devnull, "w") as sink, contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        for source in work.cells:
            execute(source)
        for call in work.calls:
            header, buffers = wire.Incoming(call).unpack()
            for _ in range(header["times"]):
                arguments = wire.decode(header["arguments"], buffers, StudentBuild())
                with contextlib.suppress(Exception):
                    namespace[header["function"]](*arguments)
    sys.modules["matplotlib.pyplot"].close("all")


SIDES: Sequence[Callable[[Course, Assignment], dict[str, Any]]] = (
    asked,
    key,
    trial,
    bare,
    grading,
    batch,
    nbgrader,
)


def main(name: str, assignment: str, folder: str) -> None:
    """Measure the side called *name* of *assignment* on the course in *folder*."""
    side = {each.__name__: each for each in SIDES}[name]
    course = find_course(Path(folder))
    print(json.dumps(side(course, load_assignment(course, assignment))))


if __name__ == "__main__":
    main(*sys.argv[1:])
