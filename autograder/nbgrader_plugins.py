"""nbgrader's own `autograde` and `generate_feedback`, and formgrader's buttons, with our grading and our pages.

Two lines in nbgrader_config.py:

    c.Autograde.exporter_class = "autograder.nbgrader_plugins.AutogradedNotebook"
    c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugins.FeedbackPage"

nbgrader hands each submitted notebook to an *exporter*, twice for `autograde`: once to put it right, once to run it.
Where the assignment has an exercises.py, these grade the submission behind the wall at the first of the two, write
everything that a batch would, and give nbgrader the finished notebook. None of nbgrader's preprocessors sees the
student's file then: it runs in no kernel, and its outputs are not taken for scores. Every other assignment stays
nbgrader's, as if this module did not exist.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter, NotebookExporter

from autograder.batch import answer_key
from autograder.course import Course, find_course, load_assignment, read_submissions
from autograder.errors import CourseError
from autograder.exchange import write_feedback
from autograder.files import hold
from autograder.gradebook import GradebookWriter, open_gradebook
from autograder.layouts import Layouts
from autograder.records import RESULT, Records, compose_pages, read_result
from autograder.report import render_page
from autograder.settings import read_settings
from autograder.worker import Job, Worker


class AutogradedNotebook(NotebookExporter):
    """Give `nbgrader autograde` the notebook as it is after our grading."""

    parent: Any
    _desk: _Desk | None = None

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Grade the submission that *filename* is of, and return the notebook for formgrader.

        Raises CourseError when it cannot be graded; nbgrader reports that and goes on with the next student.
        """
        course, names = find_course(Path(self.parent.coursedir.root)), resources["nbgrader"]
        if not _has_exercises(course, names["assignment"]):
            exported: tuple[Any, Any] = super().from_filename(filename, resources=resources, **options)
            return exported
        if self._desk is None:
            self._desk = _Desk(course, names["assignment"], self.log.warning)
            weakref.finalize(self, self._desk.close)
        # The first time nbgrader reads from submitted/; the second time from what it wrote then.
        folder = course.folder("autograded", names["assignment"], names["student"])
        notebook = folder / f"{names['notebook']}.ipynb"
        if Path(filename).absolute() != notebook.absolute():
            self._desk.grade(names["student"])
        text = notebook.read_text(encoding="utf-8")
        notebook.unlink()  # it is read-only, and nbgrader writes it anew
        return text, {**resources, "output_extension": ".ipynb"}


class FeedbackPage(HTMLExporter):
    """Give `nbgrader generate_feedback` the student's page, with marks by hand."""

    parent: Any
    _desk: _Desk | None = None

    def from_filename(self, filename: str, resources: Any = None, **options: Any) -> tuple[Any, Any]:
        """Return the page of the student whose executed notebook *filename* is.

        Raises CourseError when there is no result of ours: nbgrader's own page would show hidden tests.
        """
        course, names = find_course(Path(self.parent.coursedir.root)), resources["nbgrader"]
        if not _has_exercises(course, names["assignment"]):
            exported: tuple[Any, Any] = super().from_filename(filename, resources=resources, **options)
            return exported
        if self._desk is None:
            self._desk = _Desk(course, names["assignment"], self.log.warning)
        return self._desk.write_page(names["student"], names["notebook"]), {
            **resources,
            "output_extension": ".html",
        }


class _Desk:
    """An assignment, opened once for all submissions that one command of nbgrader brings."""

    def __init__(self, course: Course, assignment_name: str, complain: Callable[[str], None]) -> None:
        self.course = course
        self.assignment = load_assignment(course, assignment_name)
        self._settings = read_settings(course.root)
        self._layouts = Layouts(course.root, complain)
        self._graded = ""
        self._open: list[Worker] = []

    def grade(self, student: str) -> None:
        """Grade the submission of *student*, once for all its notebooks, and write all that comes of it."""
        if student == self._graded:
            return
        with hold(self.course.lock):
            (submission,) = read_submissions(self.course, self.assignment.name, [student])
            graded = self._worker.grade(submission)
            with open_gradebook(self.course, self.assignment) as gradebook:
                self._records(gradebook).write(graded)
        self._graded = student

    def write_page(self, student: str, notebook: str) -> str:
        """Return the page of *student*, once it lies in feedback/ with nothing beside it that is another's to see."""
        name = self.assignment.name
        result = read_result(self.course, self.assignment.name, student)
        if result is None:
            folder = self.course.folder("autograded", name, student)
            raise CourseError(f"{folder}: there is no {RESULT}; run `autograde batch {name}` first")
        with hold(self.course.lock):
            with open_gradebook(self.course, self.assignment) as gradebook:
                standing = gradebook.refresh_penalty(student)
            composed = compose_pages(
                self.course, self.assignment, result, standing, self._settings.how_to_ask
            )
            pages = {name: render_page(page, self._layouts) for name, page in composed.items()}
            contents = {name: page.encode() for name, page in pages.items()}
            write_feedback(self.course, student, self.assignment.name, contents)
            folder = self.course.folder("feedback", self.assignment.name, student)
            (folder / RESULT).unlink(missing_ok=True)  # nbgrader copies it
        return pages[notebook]

    def _records(self, gradebook: GradebookWriter) -> Records:
        return Records(self.course, self.assignment, gradebook, self._settings.how_to_ask, self._layouts)

    @cached_property
    def _worker(self) -> Worker:
        job = Job(answer_key(self.course, self.assignment), self._settings)
        self._open.append(Worker(job))
        return self._open[0]

    def close(self) -> None:
        """End the worker, if one was needed."""
        for worker in self._open:
            worker.close()


def _has_exercises(course: Course, assignment_name: str) -> bool:
    return (course.folder("source", assignment_name) / "exercises.py").is_file()
