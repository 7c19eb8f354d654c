"""The same exports for `nbgrader export`, as its plugins.

    nbgrader export --exporter=autograder.exporters.Canvas --Canvas.gradebook=Grades.csv --to=upload.csv

Nothing else imports this module: it imports nbgrader, which takes more than a second.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.plugins import ExportPlugin
from traitlets import Bool, Dict, List, Unicode

from autograder.errors import CourseError
from autograder.exporting import Order, prepare, write
from autograder.grades import grades_in
from autograder.terminal import harmless, print_export


class Exporter(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """What the exporters have in common: the options of `autograde export`."""

    format = ""
    """One of the formats of `autograde export`."""
    gradebook = Unicode("", help="the file that the system handed out").tag(config=True)
    column = List(Unicode(), help="for each assignment its column: heading, title or id").tag(config=True)
    match = Dict(help="heading of a column with ids -> id, email or lms_user_id").tag(config=True)
    provisional = Bool(default_value=False, help="also grades that wait for a person").tag(config=True)
    dry_run = Bool(default_value=False, help="show what would change and write nothing").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Export what nbgrader was asked for; leave with status 1 if a person must look, 2 if nothing could be done."""
        try:
            names = [*map(str, self.assignment)] or sorted(one.name for one in gradebook.assignments)
            order = Order(
                self.format,
                Path(self.gradebook) if self.gradebook else None,
                dict(self.match),
                tuple(self.column),
                tuple(map(str, self.student)),
                self.provisional,
            )
            usual = "gradescope" if self.format == "gradescope" else f"grades-{self.format}.csv"
            export = prepare(order, [grades_in(gradebook.db, name) for name in names], Path(self.to or usual))
            if not self.dry_run:
                write(export)
        except CourseError as wrong:
            self.log.error("%s", harmless(str(wrong)))  # noqa: TRY400  one line, no traceback
            raise SystemExit(2) from wrong
        print_export(export, dry_run=self.dry_run)
        if export.needs_a_person:
            raise SystemExit(1)


class Canvas(Exporter):
    """Fill in the gradebook that Canvas exports."""

    format = "canvas"


class MoodleWorksheet(Exporter):
    """Fill in the grading worksheet of a Moodle assignment."""

    format = "moodle-worksheet"


class MoodleGrades(Exporter):
    """Write a table for Moodle's grade import."""

    format = "moodle-grades"


class Brightspace(Exporter):
    """Write a table for Brightspace's grade import."""

    format = "brightspace"


class Blackboard(Exporter):
    """Fill in the grade center that Blackboard hands out."""

    format = "blackboard"


class Gradescope(Exporter):
    """Write a results.json for each student."""

    format = "gradescope"


class Csv(Exporter):
    """Write a table with a column for each exercise."""

    format = "csv"
