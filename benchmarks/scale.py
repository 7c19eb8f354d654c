"""Grade classes of growing size, and print what a submission costs and how large the batch grows.

    python -m benchmarks.scale [--sizes 100 300 1000 3000]

The numbers go to benchmarks/scale.json.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.classes import KINDS, REPOSITORY, make_course
from benchmarks.measured import Run, run

FEW = 20
"""A class in which what is paid once per batch is most of what it takes; it is taken off the others."""


def main() -> None:
    """Measure, print the table, write the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 300, 1000, 3000], metavar="N")
    options = parser.parse_args()
    least = measure(FEW)
    runs = {size: measure(size) for size in options.sizes}
    table = Table(title=f"light: submissions of {KINDS['light']}")
    for heading in (
        "submissions",
        "each, clock\n(ms)",
        "each, CPU\n(ms)",
        f"each after the\nfirst {FEW}, CPU (ms)",
        "memory\n(MB)",
        "open files",
        "processes",
    ):
        table.add_column(heading, justify="right")
    for size, each in runs.items():
        each_takes = (f"{1000 * seconds / size:.0f}" for seconds in (each.seconds, each.cpu_seconds))
        further = 1000 * (each.cpu_seconds - least.cpu_seconds) / (size - FEW)
        sizes = (f"{each.memory_megabytes:.0f}", str(each.open_files), str(each.processes))
        table.add_row(str(size), *each_takes, f"{further:.0f}", *sizes)
    Console(width=100).print(table)
    numbers = {size: asdict(each) | {"output": ""} for size, each in {FEW: least, **runs}.items()}
    (REPOSITORY / "benchmarks" / "scale.json").write_text(json.dumps(numbers, indent=1) + "\n")


def measure(size: int) -> Run:
    """Grade a new class of *size* submissions."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        course = make_course(Path(folder, "course"), "light", size)
        run(["-m", "benchmarks.sides", "key", KINDS["light"], str(course)])
        return run(["-m", "autograder", "batch", KINDS["light"], "--course", str(course)], watch=True)


if __name__ == "__main__":
    main()
