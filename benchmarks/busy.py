"""Grade the sample class alone and beside a load that takes every processor; say whether the results are equal.

    python -m benchmarks.busy [--assignment three-points] [--load 2]

Ends with status 1 where a result differs. The numbers go to benchmarks/busy.json.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.classes import CLASSROOM, REPOSITORY
from benchmarks.measured import run

BUSY = "import os\nparent = os.getppid()\nwhile os.getppid() == parent:\n    pass"
"""Ends with whoever started it, however that ends."""


def main() -> None:
    """Grade twice, compare, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.busy")
    parser.add_argument("--assignment", default="three-points", metavar="NAME", help="default: %(default)s")
    parser.add_argument(
        "--load",
        type=int,
        default=2,
        metavar="N",
        help="busy processes for each processor; default: %(default)s",
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="busy-") as folder:
        alone = grade(Path(folder, "alone"), options.assignment, 0)
        beside = grade(
            Path(folder, "beside"), options.assignment, options.load * len(os.sched_getaffinity(0))
        )
    differing = sorted(s for s in alone[1].keys() | beside[1].keys() if alone[1].get(s) != beside[1].get(s))
    print(
        f"{len(alone[1])} results of {options.assignment}: {len(differing)} differ beside a load {differing or ''}"
    )
    print(f"alone {alone[0]:.0f} s on the clock, beside the load {beside[0]:.0f} s")
    report = {"alone": alone[0], "beside": beside[0], "results": len(alone[1]), "differing": differing}
    (REPOSITORY / "benchmarks" / "busy.json").write_text(json.dumps(report, indent=1) + "\n")
    sys.exit(1 if differing else 0)


def grade(course: Path, assignment: str, load: int) -> tuple[float, dict[str, bytes]]:
    """Return how long a batch of the sample class takes beside *load* busy processes, and its results by student."""
    busy = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(load)]
    try:
        subprocess.run([sys.executable, CLASSROOM.parent / "sample_course.py", course], check=True)
        # The variants that students get depend on it.
        (course / "solutions" / assignment / "seed").write_text("0123456789abcdef" * 4)
        done = run(["-m", "autograder", "batch", assignment, "--course", str(course)], allowed=(0, 1))
    finally:
        for process in busy:
            process.kill()
            process.wait()
    results = (course / "autograded").glob(f"*/{assignment}/result.json")
    return done.seconds, {path.parts[-3]: path.read_bytes() for path in results}


if __name__ == "__main__":
    main()
