"""Make every student's page of a graded course again and again, and print how much computing each takes.

    python -m benchmarks.pages COURSE ASSIGNMENT [--runs 20] [--into FILE]

Makes the text of the pages only: what `autograde feedback` adds is the gradebook and writing files. The numbers of every
page go to FILE, benchmarks/pages.json if nothing else is said.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from functools import partial
from pathlib import Path

from autograder.autograded import read_own_cells
from autograder.course import find_course, load_assignment
from autograder.records import read_all_results, read_earlier
from autograder.report import render_feedback


def main() -> None:
    """Measure, print a table, write the numbers."""
    parser = argparse.ArgumentParser(description="What a student's page costs.")
    parser.add_argument("course", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--into", type=Path, default=Path(__file__).with_name("pages.json"))
    options = parser.parse_args()
    course = find_course(options.course)
    assignment = load_assignment(course, options.assignment)
    name = assignment.notebooks[0]
    pages = {}
    for result in read_all_results(course, assignment.name):
        student = result.student
        folder = course.folder("autograded", assignment.name, student)
        make = partial(
            render_feedback,
            result,
            assignment,
            notebook=name,
            earlier=read_earlier(course, assignment.name, student),
            cells=read_own_cells((folder / f"{name}.ipynb").read_bytes()),
        )
        pages[student] = {"characters": len(make()), "milliseconds": _milliseconds(make, options.runs)}
    milliseconds = [page["milliseconds"] for page in pages.values()]
    characters = [page["characters"] for page in pages.values()]
    print(f"{len(pages)} pages of {assignment.name}, {options.runs} times each")
    print(f"{'':24}{'median':>10}{'largest':>10}")
    print(f"{'CPU for a page (ms)':24}{statistics.median(milliseconds):>10.1f}{max(milliseconds):>10.1f}")
    print(f"{'characters':24}{statistics.median(characters):>10.0f}{max(characters):>10.0f}")
    options.into.write_text(
        json.dumps({"runs": options.runs, "pages": pages}, indent=1, sort_keys=True) + "\n"
    )


def _milliseconds(make: partial[str], runs: int) -> float:
    started = time.process_time()
    for _ in range(runs):
        make()
    return round(1000 * (time.process_time() - started) / runs, 2)


if __name__ == "__main__":
    main()
