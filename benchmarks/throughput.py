"""Grade a class, run the same cells and calls bare, let nbgrader grade some of it, and print what each costs.

    python -m benchmarks.throughput [training] [libraries] [light] [--submissions 200] [--nbgrader 20] [--runs 3]

docs/benchmarks.md says what the tables mean. The numbers of every run go to benchmarks/throughput.json, where those of
other classes stay.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.classes import KINDS, REPOSITORY, make_course
from benchmarks.measured import run

SIDES = {
    "bare": "the same cells and calls, bare",
    "grading": "grading only",
    "batch": "the whole batch",
    "nbgrader": "nbgrader autograde, generate_feedback",
}

REPORT = REPOSITORY / "benchmarks" / "throughput.json"


@dataclass(frozen=True)
class Cost:
    """What one side took for each submission."""

    seconds: float
    """On the clock, without imports."""
    cpu_seconds: float
    """Of all processes, with start and imports."""


def main() -> None:
    """Measure, print the tables, write the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.throughput")
    parser.add_argument("kinds", nargs="*", metavar="CLASS", help=f"{', '.join(KINDS)}; default: all")
    parser.add_argument("--submissions", type=int, default=200, metavar="N", help="default: %(default)s")
    parser.add_argument(
        "--nbgrader", type=int, default=20, metavar="N", help="of them for nbgrader; default: %(default)s"
    )
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="default: %(default)s")
    options = parser.parse_args()
    if unknown := set(options.kinds) - KINDS.keys():
        parser.error(f"there is no class {', '.join(sorted(unknown))}")
    machine = {"processors": len(os.sched_getaffinity(0)), "python": sys.version.split()[0]}
    for kind in options.kinds or KINDS:
        runs = measure_class(kind, options.submissions, options.nbgrader, options.runs)
        Console(width=100).print(make_table(kind, runs, options.submissions))
        report = json.loads(REPORT.read_text(encoding="utf-8")) if REPORT.exists() else {}
        report[kind] = {
            **machine,
            "submissions": options.submissions,
            "for nbgrader": options.nbgrader,
            "runs": [{side: asdict(cost) for side, cost in each.items()} for each in runs],
        }
        REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def measure_class(kind: str, count: int, for_nbgrader: int, times: int) -> list[Mapping[str, Cost]]:
    """Measure every side of one class, one after the other, and that several *times*."""
    with tempfile.TemporaryDirectory(prefix="throughput-") as folder:
        course = make_course(Path(folder, "course"), kind, count)
        run(_side("asked", kind, course))  # the answer key, too: made once, and found by whoever comes next
        runs: list[Mapping[str, Cost]] = []
        for number in range(times):
            costs: dict[str, Cost] = {}
            for side in SIDES:
                copy = Path(folder, f"{number}-{side}")
                shutil.copytree(course, copy)
                part = min(for_nbgrader, count) if side == "nbgrader" else count
                for student in sorted((copy / "submitted").iterdir())[part:]:
                    shutil.rmtree(student)
                done = run(_side(side, kind, copy))
                seconds = json.loads(done.output.splitlines()[-1])["seconds"]
                costs[side] = Cost(seconds / part, done.cpu_seconds / part)
                shutil.rmtree(copy)
            runs.append(costs)
        return runs


def _side(side: str, kind: str, course: Path) -> list[str]:
    return ["-m", "benchmarks.sides", side, KINDS[kind], str(course)]


def make_table(kind: str, runs: list[Mapping[str, Cost]], count: int) -> Table:
    """Return a table with a row per side, each beside bare and beside nbgrader; medians over *runs*."""
    table = Table(title=f"{kind}: {count} submissions of {KINDS[kind]}, median of {len(runs)} runs")
    table.add_column("for each submission")
    for heading in (
        "clock\n(ms)",
        "CPU\n(ms)",
        "CPU / bare\n",
        "CPU - bare\n(ms)",
        "nbgrader / it\nclock",
        "\nCPU",
    ):
        table.add_column(heading, justify="right")
    for side, text in SIDES.items():
        clock = median(1000 * each[side].seconds for each in runs)
        cpu = median(1000 * each[side].cpu_seconds for each in runs)
        ratio = median(each[side].cpu_seconds / each["bare"].cpu_seconds for each in runs)
        more = median(1000 * (each[side].cpu_seconds - each["bare"].cpu_seconds) for each in runs)
        faster = median(each["nbgrader"].seconds / each[side].seconds for each in runs)
        cheaper = median(each["nbgrader"].cpu_seconds / each[side].cpu_seconds for each in runs)
        table.add_row(
            text,
            f"{clock:.0f}",
            f"{cpu:.0f}",
            f"{ratio:.2f}",
            f"{more:.0f}",
            f"{faster:.1f}",
            f"{cheaper:.1f}",
        )
    return table


if __name__ == "__main__":
    main()
