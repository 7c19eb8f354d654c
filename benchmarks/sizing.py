"""Say how many processors a day's submissions need, from what `benchmarks.throughput` has measured.

    python -m benchmarks.sizing [--hours 1] [--class training]

Arithmetic on benchmarks/throughput.json, made by that command on the same kind of machine; docs/scaling.md says what it rests on.
"""

from __future__ import annotations

import argparse
import json
import math
from statistics import median

from rich.console import Console
from rich.table import Table

from benchmarks.classes import KINDS
from benchmarks.throughput import REPORT

PER_DAY = (300, 3_000, 30_000, 1_000_000)
BUSY = 0.7
"""Share of the time that processors are planned to be at work: submissions do not come evenly."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sizing")
    parser.add_argument(
        "--hours", type=float, default=1.0, metavar="H", help="in which all must be graded; default: 1"
    )
    parser.add_argument("--class", dest="kind", choices=KINDS, default="training", help="default: training")
    options = parser.parse_args()
    if not REPORT.exists():
        parser.error(f"{REPORT} is not there: run python -m benchmarks.throughput first")
    measured = json.loads(REPORT.read_text(encoding="utf-8"))
    if options.kind not in measured:
        parser.error(
            f"{REPORT} has no class {options.kind}: run python -m benchmarks.throughput {options.kind}"
        )
    seconds = median(run["batch"]["cpu_seconds"] for run in measured[options.kind]["runs"])
    title = (
        f"{options.kind}: {seconds:.2f} s of computing time for each submission, processors {BUSY:.0%} busy"
    )
    table = Table(title=title)
    for heading in (
        "submissions\na day",
        "computing time\n(hours)",
        "on 2 processors\n(minutes)",
        f"processors to be done\nin {options.hours:g} h",
        "processors if they come\nevenly all day",
    ):
        table.add_column(heading, justify="right")
    for count in PER_DAY:
        hours = count * seconds / 3600
        table.add_row(
            f"{count:,}",
            f"{hours:,.1f}",
            f"{hours * 60 / 2:,.0f}",
            f"{math.ceil(hours / options.hours / BUSY):,}",
            f"{math.ceil(hours / 24 / BUSY):,}",
        )
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
