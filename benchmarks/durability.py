"""Write the files of many results as a batch does, and print how long the disk takes to have them.

    python -m benchmarks.durability [--results 200] [--into DIR]

DIR should lie on the disk of the course; a temporary folder in memory would say nothing.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from autograder.files import write_file

SIZES = {"park-visitors.ipynb": 40_000, "park-visitors.html": 60_000, "result.json": 20_000}
"""Bytes of what one submission of the sample class leaves, roughly."""


def main() -> None:
    """Write, and print milliseconds for each result."""
    parser = argparse.ArgumentParser(description="What it costs that a reported result is on disk.")
    parser.add_argument("--results", type=int, default=200)
    parser.add_argument("--into", type=Path, default=Path.cwd())
    options = parser.parse_args()
    waited = 0.0
    to_disk = os.fsync

    def measured(fd: Any) -> None:
        nonlocal waited
        started = time.perf_counter()
        to_disk(fd)
        waited += time.perf_counter() - started

    os.fsync = measured
    with tempfile.TemporaryDirectory(dir=options.into) as place:
        started = time.perf_counter()
        for number in range(options.results):
            for name, size in SIZES.items():
                write_file(Path(place, str(number), name), os.urandom(size))
        whole = time.perf_counter() - started
    print(
        f"{1000 * whole / options.results:.1f} ms for each result, {1000 * waited / options.results:.1f} of them the disk's"
    )


if __name__ == "__main__":
    main()
