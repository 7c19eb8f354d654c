"""What grading leaves in the course: executed notebook, page, gradebook rows, result.json, and the class's reports.

The one place where these are written, by whatever was graded: a batch, `autograde feedback`, nbgrader's own commands. A page
is made from the result *and* the gradebook, so that it shows what nbgrader exports.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import quote

from autograder.autograded import complete_notebook, find_unanswered, read_own_cells
from autograder.classpage import compose_class_page, outline
from autograder.course import Course
from autograder.exchange import SECRET, TIME, time_and_secret, write_autograded, write_feedback
from autograder.files import write_file
from autograder.gradebook import GradebookWriter, Place, Print, read_standings
from autograder.keystore import program_digest
from autograder.layouts import Layouts, templates_folder
from autograder.model import (
    Assignment,
    Cell,
    Graded,
    Result,
    Standing,
    result_from_json,
    result_to_json,
)
from autograder.page import FeedbackPage, compose_page
from autograder.phases import phase
from autograder.report import (
    clusters_csv,
    exercises_csv,
    grades_csv,
    misconceptions_csv,
    render_class,
    render_page,
)

RESULT = "result.json"


class Records:
    """Write what grading leaves of one assignment."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        gradebook: GradebookWriter,
        how_to_ask: str,
        layouts: Layouts,
    ) -> None:
        self.course = course
        self.assignment = assignment
        self.gradebook = gradebook
        self.how_to_ask = how_to_ask
        self.layouts = layouts
        self._layouts_digest = self.layouts.digest

    def write(self, graded: Graded) -> Standing:
        """Write all that one graded submission leaves; result.json last, because it stands for the rest.

        Raises CourseError when something cannot be written.
        """
        result, name = graded.result, self.assignment.name
        self._keep_earlier(result)
        with phase("notebook"):
            notebooks = self.complete(graded)
        files = {f"{notebook}.ipynb": content for notebook, content in notebooks.items()}
        with phase("writing"):
            write_autograded(self.course, result.student, name, {**self.assignment.data_files, **files})
        standing = self._write_rows_and_pages(result, notebooks)
        with phase("writing"):
            write_file(result_path(self.course, name, result.student), result_to_json(result).encode())
        return standing

    def _keep_earlier(self, result: Result) -> None:
        """Keep the result that *result* takes the place of, if it is another one: the page says what has changed.

        Before anything else is written. Whoever is killed after it finds the same two results again.
        """
        with suppress(OSError, ValueError):
            text = result_path(self.course, self.assignment.name, result.student).read_text(encoding="utf-8")
            if result_from_json(text) and text != result_to_json(result):
                write_file(earlier_path(self.course, self.assignment.name, result.student), text.encode())

    def renew(self, result: Result) -> Standing:
        """Write rows and pages of a result that is on disk already.

        Raises CourseError when something cannot be written.
        """
        notebooks = _read_notebooks(self.course, self.assignment, result.student)
        return self._write_rows_and_pages(result, notebooks)

    def complete(self, graded: Graded) -> dict[str, bytes]:
        """Return the notebooks for formgrader, by name."""
        if self.assignment.own_cells:  # repaired before they ran
            return {**self._blanks(graded), **graded.executed}
        return self._blanks(graded)

    def _blanks(self, graded: Graded) -> dict[str, bytes]:
        cells = self.gradebook.cells
        return {
            name: complete_notebook(
                graded.executed.get(name), cells[name].sources, name, graded.result, cells[name].kernel
            )
            for name in self.assignment.notebooks
        }

    def _write_rows_and_pages(self, result: Result, notebooks: Mapping[str, bytes]) -> Standing:
        unanswered = result.unanswered if self.assignment.own_cells else self._find_unanswered(notebooks)
        with phase("gradebook"):
            standing = self.gradebook.write(result, unanswered)
        with phase("page"):
            composed = compose_pages(
                self.course, self.assignment, result, standing, self.how_to_ask, notebooks
            )
            pages = {name: render_page(page, self.layouts).encode() for name, page in composed.items()}
        with phase("writing"):
            write_feedback(self.course, result.student, self.assignment.name, pages)
        return standing

    def _find_unanswered(self, notebooks: Mapping[str, bytes]) -> set[Place]:
        found: set[Place] = set()
        for name, content in notebooks.items():
            with suppress(ValueError, KeyError, TypeError):  # something else than we wrote lies there
                found |= {
                    (name, cell) for cell in find_unanswered(content, self.gradebook.cells[name].sources)
                }
        return found

    def receipt(self, student: str, rows: Print) -> str | None:
        """Return a text that stays the same as long as `renew` would change nothing.

        None while something is wrong in the course's templates: it is told again until it is mended. The text is made from what a page and the rows depend on, and from the page as it lies there.

        Args:
            student: whose.
            rows: what the gradebook has of them.
        """
        if self.layouts.problems:
            return None
        name = self.assignment.name
        graded = self.course.folder("autograded", name, student)
        page = self.course.folder("feedback", name, student)
        return _digest_files(
            repr((self._pages_digest, self.how_to_ask, rows, time_and_secret(self.course, student, name))),
            graded / RESULT,
            earlier_path(self.course, name, student),
            *(graded / f"{notebook}.ipynb" for notebook in self.assignment.notebooks),
            *sorted(page.glob("*.html")),
            *(page / own for own in (TIME, SECRET)),
        )

    def reports_receipt(self, rows: Mapping[str, Print]) -> str | None:
        """Return a text that stays the same as long as `write_reports` would change nothing; else as `receipt`.

        Args:
            rows: what the gradebook has of everybody.
        """
        if self.layouts.problems:
            return None
        depends_on = (
            (self._pages_digest, self.assignment.digest),
            (sorted(rows.items()), sorted(self.gradebook.read_students())),
        )
        results = _result_paths(self.course, self.assignment.name)
        return _digest_files(repr(depends_on), *results, *self.reports, *self._tables)

    @property
    def _pages_digest(self) -> tuple[str, str]:
        return _program_and_templates(), self._layouts_digest

    @property
    def reports(self) -> tuple[Path, Path]:
        """Return where class page and grades.csv lie."""
        folder = self.course.reports(self.assignment.name)
        return folder / "index.html", folder / "grades.csv"

    @property
    def _tables(self) -> tuple[Path, ...]:
        """Return where the other tables of the class page lie."""
        folder = self.course.reports(self.assignment.name)
        return tuple(folder / f"{name}.csv" for name in ("exercises", "misconceptions", "clusters"))

    def write_reports(
        self, results: Mapping[str, Result], standings: Mapping[str, Standing] | None = None
    ) -> None:
        """Write class page and tables: *results*, and those of students who were not graded now.

        Args:
            results: by student; outlines will do.
            standings: everybody's, if they were just read.
        """
        others = map(outline, read_all_results(self.course, self.assignment.name, but=results.keys()))
        everybody = {**{result.student: result for result in others}, **results}
        in_order = [everybody[student] for student in sorted(everybody)]
        standings = self.gradebook.read_standings() if standings is None else standings
        absent = sorted(self.gradebook.read_students() - everybody.keys())
        page, grades = self.reports
        links = self._link_pages(everybody, page.parent)
        shown = compose_class_page(in_order, self.assignment, links, standings, absent)
        write_file(page, render_class(shown, self.layouts).encode())
        write_file(grades, grades_csv(in_order, self.assignment, standings, absent).encode())
        for path, text in zip(
            self._tables, (exercises_csv(shown), misconceptions_csv(shown), clusters_csv(shown)), strict=True
        ):
            write_file(path, text.encode())

    def _link_pages(self, students: Iterable[str], folder: Path) -> dict[str, str]:
        """Return the address of each student's first page, as seen from *folder*."""
        page = f"{self.assignment.notebooks[0]}.html"
        return {
            student: quote(
                os.path.relpath(self.course.folder("feedback", self.assignment.name, student) / page, folder)
            )
            for student in students
        }


def read_result(course: Course, assignment: str, student: str) -> Result | None:
    """Return the result of *student* that is on disk; None when there is none, or none that we can read."""
    return _read_result(result_path(course, assignment, student))


def read_all_results(course: Course, assignment: str, but: Iterable[str] = ()) -> Iterator[Result]:
    """Read the results on disk, one after the other; what is none, or none that we can read, is left out.

    Args:
        course: where.
        assignment: of which assignment.
        but: students whose results are not read.
    """
    passed_over = {result_path(course, assignment, student) for student in but}
    for path in _result_paths(course, assignment):
        result = None if path in passed_over else _read_result(path)
        if result is not None:
            yield result


def _result_paths(course: Course, assignment: str) -> list[Path]:
    pattern = result_path(course, assignment, "*").relative_to(course.root)
    return sorted(course.root.glob(str(pattern)))


def _read_result(path: Path) -> Result | None:
    with suppress(OSError, ValueError):
        return result_from_json(path.read_text(encoding="utf-8"))
    return None


def result_path(course: Course, assignment: str, student: str) -> Path:
    """Return where the result of *student* lies."""
    return course.folder("autograded", assignment, student) / RESULT


def earlier_folder(course: Course, assignment: str) -> Path:
    """Return the folder of the results that newer ones took the place of: a folder for each student."""
    return course.state / "earlier" / assignment


def earlier_path(course: Course, assignment: str, student: str) -> Path:
    """Return where the result lies that *student* had before the one at hand."""
    return earlier_folder(course, assignment) / student / RESULT


def read_earlier(course: Course, assignment: str, student: str) -> Result | None:
    """Return the last result of *student* that was another one than that at hand; None where there is none."""
    with suppress(OSError, ValueError):
        return result_from_json(earlier_path(course, assignment, student).read_text(encoding="utf-8"))
    return None


def read_pages(course: Course, assignment: Assignment, student: str, how_to_ask: str) -> list[FeedbackPage]:
    """Return what the pages of *student* show: result and gradebook as they are now, in the order of the notebooks.

    Empty where there is no result. Nothing is written. Raises CourseError when the gradebook cannot be read.
    """
    result = read_result(course, assignment.name, student)
    if result is None:
        return []
    standing = read_standings(course, assignment, student).get(student)
    return list(compose_pages(course, assignment, result, standing, how_to_ask).values())


def compose_pages(
    course: Course,
    assignment: Assignment,
    result: Result,
    standing: Standing | None,
    how_to_ask: str,
    notebooks: Mapping[str, bytes] | None = None,
) -> dict[str, FeedbackPage]:
    """Return what the pages of one student show, by notebook: the one place that says what goes into them.

    Args:
        course: where an earlier result lies.
        assignment: what *result* was graded against.
        result: the student's.
        standing: what the gradebook makes of it; None: nothing was added yet.
        how_to_ask: the instructor's words on how students ask about a mark.
        notebooks: as they lie in autograded/, by name; None: they are read there.
    """
    if notebooks is None:
        notebooks = _read_notebooks(course, assignment, result.student)
    earlier = read_earlier(course, assignment.name, result.student)
    return {
        name: compose_page(
            result,
            assignment,
            standing,
            name,
            earlier=earlier,
            how_to_ask=how_to_ask,
            cells=_read_own_cells(notebooks.get(name)),
        )
        for name in assignment.notebooks
    }


def _read_notebooks(course: Course, assignment: Assignment, student: str) -> dict[str, bytes]:
    """Return the executed notebooks that lie where formgrader looks for them, by name."""
    folder = course.folder("autograded", assignment.name, student)
    notebooks = {}
    for notebook in assignment.notebooks:
        with suppress(OSError):
            notebooks[notebook] = (folder / f"{notebook}.ipynb").read_bytes()
    return notebooks


def _read_own_cells(notebook: bytes | None) -> tuple[Cell, ...]:
    """Return the student's code."""
    if notebook is not None:
        with suppress(ValueError, KeyError, TypeError):  # something else than we wrote lies there
            return read_own_cells(notebook)
    return ()


def read_earlier_results(course: Course, assignment: str) -> Iterator[Result]:
    """Read the results that newer ones took the place of, as far as they are kept: the last one of each student."""
    for path in sorted(earlier_folder(course, assignment).glob(f"*/{RESULT}")):
        result = _read_result(path)
        if result is not None:
            yield result


def has_notebooks(course: Course, assignment: Assignment, student: str) -> bool:
    """Tell whether the executed notebooks of *student* lie where formgrader looks for them."""
    folder = course.folder("autograded", assignment.name, student)
    return all((folder / f"{notebook}.ipynb").is_file() for notebook in assignment.notebooks)


@cache
def _program_and_templates() -> str:
    """Return one text for the program that makes pages, and the shipped templates."""
    return _digest_files(program_digest(), *sorted(templates_folder().iterdir()))


def _digest_files(text: str, *paths: Path) -> str:
    """Return one SHA-256 over a text and the contents of files; one that is not there differs from an empty one."""
    whole = hashlib.sha256(text.encode())
    for path in paths:
        whole.update(f"\n{path} ".encode("utf-8", "surrogateescape"))
        with suppress(OSError), path.open("rb") as file:
            whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
