"""Give the same batch again, with nothing changed, one submission changed, one exercise changed; print what it takes.

    python -m benchmarks.regrade [--submissions 1000]

The numbers go to benchmarks/regrade.json.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.classes import KINDS, REPOSITORY, make_course
from benchmarks.measured import run

KIND = "light"


def main() -> None:
    """Measure, print the table, write the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.regrade")
    parser.add_argument("--submissions", type=int, default=1000, metavar="N", help="default: %(default)s")
    options = parser.parse_args()
    steps = {
        "the first time": lambda _: None,
        "nothing changed": lambda _: None,
        "one submission changed": change_submission,
        "one exercise changed": change_exercise,
    }
    report = {}
    table = Table(title=f"{options.submissions} submissions of {KINDS[KIND]}")
    for heading in ("", "graded", "clock (s)", "CPU (s)"):
        table.add_column(heading, justify="right" if heading else "left")
    with tempfile.TemporaryDirectory(prefix="regrade-") as folder:
        course = make_course(Path(folder, "course"), KIND, options.submissions)
        for text, change in steps.items():
            change(course)
            done = run(["-m", "autograder", "batch", KINDS[KIND], "--course", str(course)])
            kept = re.search(r"(\d+) of them before", done.output)
            graded = options.submissions - (int(kept[1]) if kept else 0)
            report[text] = {"graded": graded, "seconds": done.seconds, "cpu_seconds": done.cpu_seconds}
            table.add_row(text, str(graded), f"{done.seconds:.1f}", f"{done.cpu_seconds:.1f}")
    Console(width=100).print(table)
    (REPOSITORY / "benchmarks" / "regrade.json").write_text(json.dumps(report, indent=1) + "\n")


def change_submission(course: Path) -> None:
    """Let the first student hand in something else."""
    path = next(iter(sorted((course / "submitted").glob(f"*/{KINDS[KIND]}/*.ipynb"))))
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][-1]["source"] = "# second thoughts"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def change_exercise(course: Path) -> None:
    """Change a constant that one exercise is asked with."""
    path = course / "solutions" / KINDS[KIND] / "exercises.py"
    before = path.read_text(encoding="utf-8")
    after = before.replace("[1, 2, 3]", "[1, 2, 4]", 1)
    if after == before:
        raise SystemExit(f"{path}: what this benchmark changes is not there any more")
    path.write_text(after, encoding="utf-8")


if __name__ == "__main__":
    main()
