"""Make the pages of a graded course again and again, and print how much computing they take.

    python -m benchmarks.pages COURSE ASSIGNMENT [--runs 20] [--students 1000] [--into FILE]

Every student's page, and the class page with its tables, of a class that has the course's results under as many names as
wanted. Makes the texts only: what a batch adds is the gradebook and writing files. The numbers go to FILE,
benchmarks/pages.json if nothing else is said. How much of a batch the class page is follows from how long its
submissions took when they were graded.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from autograder.autograded import read_own_cells
from autograder.classpage import compose_class_page, outline
from autograder.course import Course, find_course, load_assignment
from autograder.journal import read_memory
from autograder.model import Assignment
from autograder.records import read_all_results, read_earlier
from autograder.report import (
    clusters_csv,
    exercises_csv,
    grades_csv,
    misconceptions_csv,
    render_class,
    render_feedback,
)


def main() -> None:
    """Measure, print a table, write the numbers."""
    parser = argparse.ArgumentParser(description="What pages cost.")
    parser.add_argument("course", type=Path)
    parser.add_argument("assignment")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--students", type=int, default=1000, help="of the class page; default: %(default)s")
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
    of_class = measure_class(course, assignment, options.students, options.runs)
    milliseconds = [page["milliseconds"] for page in pages.values()]
    characters = [page["characters"] for page in pages.values()]
    print(f"{len(pages)} pages of {assignment.name}, {options.runs} times each")
    print(f"{'':24}{'median':>10}{'largest':>10}")
    print(f"{'CPU for a page (ms)':24}{statistics.median(milliseconds):>10.1f}{max(milliseconds):>10.1f}")
    print(f"{'characters':24}{statistics.median(characters):>10.0f}{max(characters):>10.0f}")
    print(f"class page of {of_class['students']}")
    print(f"{'CPU for outlines (ms)':24}{of_class['outlines']:>10.0f}")
    print(f"{'CPU for the page (ms)':24}{of_class['page']:>10.0f}")
    print(f"{'CPU for its tables (ms)':24}{of_class['tables']:>10.0f}")
    print(f"{'megabytes':24}{of_class['megabytes']:>10.2f}")
    if of_class["share"] is not None:
        print(f"{'share of grading (%)':24}{100 * of_class['share']:>10.1g}")
    numbers = {"runs": options.runs, "pages": pages, "class": of_class}
    options.into.write_text(json.dumps(numbers, indent=1, sort_keys=True) + "\n")


def measure_class(course: Course, assignment: Assignment, students: int, runs: int) -> dict[str, Any]:
    """Return what the class page of so many *students* takes, in milliseconds of computing, and how large it is."""
    results = list(read_all_results(course, assignment.name))
    everybody = [
        replace(result, student=f"{result.student}-{number:04}")
        for number, result in enumerate(islice(cycle(results), students))
    ]
    outlines = [outline(result) for result in everybody]
    links = {
        r.student: f"../../feedback/{r.student}/{assignment.name}/{assignment.notebooks[0]}.html"
        for r in everybody
    }
    page = compose_class_page(outlines, assignment, links)
    took = {
        "outlines": _milliseconds(lambda: [outline(result) for result in everybody], runs),
        "page": _milliseconds(lambda: render_class(compose_class_page(outlines, assignment, links)), runs),
        "tables": _milliseconds(
            lambda: (
                grades_csv(outlines, assignment),
                exercises_csv(page),
                misconceptions_csv(page),
                clusters_csv(page),
            ),
            runs,
        ),
    }
    seconds = read_memory(course, assignment.name).seconds
    graded = [seconds[result.student] for result in results if result.student in seconds]
    grading = 1000 * students * statistics.mean(graded) if graded else None
    return {
        "students": students,
        "megabytes": len(render_class(page).encode()) / 1e6,
        **took,
        "share": sum(took.values()) / grading if grading else None,
    }


def _milliseconds(make: Callable[[], object], runs: int) -> float:
    started = time.process_time()
    for _ in range(runs):
        make()
    return round(1000 * (time.process_time() - started) / runs, 2)


if __name__ == "__main__":
    main()
