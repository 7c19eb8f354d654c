"""Grade 60 submissions, run the same cells and calls bare in the same run, and print what grading costs beside that.

    python -m benchmarks.throughput [--submissions 60] [--runs 3]

docs/benchmarks.md says what the table means. The numbers of every run go to benchmarks/throughput.json.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

REPOSITORY = Path(__file__).resolve().parents[1]
CLASSROOM = REPOSITORY / "tests" / "classroom"
ASSIGNMENT = "park-visitors"
SIDES = {
    "key": "answer key, once per assignment",
    "bare": "bare: the same cells and calls",
    "batch": "grade_batch, with that key",
}
LEFT_OUT = {
    "bela": "a cell fails: bare, its functions would be missing",
    "hugo": "a cell fails",
    "elif": "overwrites plt.ylabel: bare, whoever comes next in that process would fail",
}
"""Students of the sample class whose work is not the same on both sides."""
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""As in a nursery: one submission is one processor's work."""


@dataclass(frozen=True)
class Cost:
    """What one side took."""

    seconds: float
    """On the clock, without imports."""
    first: float
    """Of these, until the first submission was done."""
    cpu_seconds: float
    """Of all processes, with start and imports."""


def main() -> None:
    """Measure, print the table, write the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("--submissions", type=int, default=60, metavar="N", help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="default: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="throughput-") as folder:
        course = make_course(Path(folder, "course"), options.submissions)
        runs = [measure_run(course, Path(folder, f"run-{number}")) for number in range(options.runs)]
    Console(width=100).print(make_table(runs, options.submissions))
    machine = {"processors": len(os.sched_getaffinity(0)), "python": sys.version.split()[0]}
    report = {
        "submissions": options.submissions,
        "machine": machine,
        "runs": [{side: asdict(cost) for side, cost in run.items()} for run in runs],
    }
    (REPOSITORY / "benchmarks" / "throughput.json").write_text(json.dumps(report, indent=1) + "\n")


def make_course(root: Path, count: int) -> Path:
    """Make a released course with *count* submissions, taken in turn from those of the sample class that run through."""
    root.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    shutil.copytree(REPOSITORY / "solutions", root / "solutions", ignore=shutil.ignore_patterns("seed"))
    for number, student in enumerate(islice(cycle(usable_students()), count)):
        folder = root / "submitted" / f"{student}-{number:03}" / ASSIGNMENT
        shutil.copytree(CLASSROOM / "submitted" / student / ASSIGNMENT, folder)
    command = [sys.executable, "-m", "autograder", "release", ASSIGNMENT, "--course", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return root


def usable_students() -> list[str]:
    """Return the students whose functions all return: the right ones, and the wrong ones that neither stop nor hang."""
    expected = tomllib.loads((CLASSROOM / "expected" / f"{ASSIGNMENT}.toml").read_text(encoding="utf-8"))
    through = {"passed", "partial", "failed", "manual"}
    return sorted(
        student
        for student, wanted in expected.items()
        if set(wanted["verdicts"].values()) <= through and student not in LEFT_OUT
    )


def measure_run(template: Path, course: Path) -> Mapping[str, Cost]:
    """Measure every side once, one after the other, on a fresh copy of the course *template*."""
    shutil.copytree(template, course)
    return {side: measure(side, course) for side in SIDES}


def measure(side: str, course: Path) -> Cost:
    """Run one side in a process of its own and return what it and all its descendants took."""
    # Nurseries outlive the workers that started them by a moment. They become our children, and are counted.
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.sides", side, str(course)],
        cwd=REPOSITORY,
        env=os.environ | ONE_THREAD | {"MPLBACKEND": "Agg"},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(**json.loads(done.stdout), cpu_seconds=cpu)


def make_table(runs: list[Mapping[str, Cost]], count: int) -> Table:
    """Return a table with a row per side and the ratios, medians over *runs*."""
    table = Table(title=f"{count} submissions of {ASSIGNMENT}, median of {len(runs)} runs")
    table.add_column("")
    for heading in ("first after", "all after", "each", "CPU", "each"):
        table.add_column(f"{heading}\n(s)", justify="right")
    for side, text in SIDES.items():
        first, seconds, cpu = (
            median(getattr(run[side], name) for run in runs) for name in ("first", "seconds", "cpu_seconds")
        )
        if side == "key":
            table.add_row(text, "", f"{seconds:.2f}", "", f"{cpu:.2f}", "")
        else:
            numbers = first, seconds, seconds / count, cpu, cpu / count
            table.add_row(text, *(f"{number:.2f}" for number in numbers))
    table.add_section()
    for text, sides in (("grade_batch / bare", ("batch",)), ("(key + grade_batch) / bare", ("key", "batch"))):
        clock = median(sum(run[s].seconds for s in sides) / run["bare"].seconds for run in runs)
        cpu = median(sum(run[s].cpu_seconds for s in sides) / run["bare"].cpu_seconds for run in runs)
        table.add_row(text, "", f"{clock:.2f}", "", f"{cpu:.2f}", "")
    return table


if __name__ == "__main__":
    main()
