"""Grades on their way out: what was asked for, the files that it makes, and what a person must know before using them.

    order = Order("canvas", download=Path("Grades.csv"))
    export = prepare(order, read_grades(course, ["waves"]), into=Path("upload.csv"))
    write(export)

The gradebook is only read. Everything is worked out before the first byte is written, so that a dry run says
exactly what the real one does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.course import Course, students_who_submitted
from autograder.errors import CourseError
from autograder.files import file_errors, write_file
from autograder.grades import read_grades
from autograder.gradesheets.filling import Entry, Notice, Notices, fill, may_go, note_open, plain, start_table
from autograder.gradesheets.plain import gradescope_result, list_grades
from autograder.gradesheets.systems import SYSTEMS
from autograder.gradesheets.table import read_table, write_table
from autograder.model import Grades


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    to: str
    """One of `gradesheets.systems.FORMATS`."""
    download: Path | None = None
    """The file that the system handed out."""
    matches: Mapping[str, str] = field(default_factory=dict)
    """Heading of a column with ids -> what of the gradebook stands there; empty: as is usual for the system."""
    columns: tuple[str, ...] = ()
    """For each assignment its column; empty: the one that has its name."""
    students: tuple[str, ...] = ()
    """Whose grades; empty: everybody's."""
    provisional: bool = False
    """Hand on also grades that wait for a person."""


@dataclass(frozen=True)
class Export:
    """What an order comes to."""

    to: str
    files: Mapping[Path, bytes]
    """Empty where there is no grade to hand on."""
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]

    @property
    def needs_a_person(self) -> bool:
        """Tell whether not everybody's grade is handed on, or not the last word on it."""
        return any(notice.look for notice in self.notices)


def export_course(course: Course, assignments: Sequence[str], order: Order, into: Path | None) -> Export:
    """Prepare *order* for a course, hand-ins included that were never graded; write nothing.

    Args:
        course: whose gradebook.
        assignments: their names.
        order: what is wanted.
        into: the file, or for Gradescope the folder; None: among the assignment's reports.

    Raises:
        CourseError: the gradebook, the download or the order is at fault.
    """
    grades = read_grades(course, assignments)
    export = prepare(order, grades, into or _usual_place(course, assignments, order))
    notices = Notices()
    for each in grades:
        known = {grade.student.id for grade in each.grades if grade.handed_in}
        for student in students_who_submitted(course, each.assignment):
            if student not in known and student in (order.students or (student,)):
                notices.add(f"{each.assignment}: handed in, and not in the gradebook: run the batch", student)
    return replace(export, notices=(*notices(), *export.notices))


def _usual_place(course: Course, assignments: Sequence[str], order: Order) -> Path:
    folder = course.reports(assignments[0]) if len(assignments) == 1 else course.root / "reports"
    if order.to == "gradescope":
        return folder / "gradescope"
    suffix = order.download.suffix if order.download else ".csv"
    return folder / f"grades-{order.to}{suffix}"


def prepare(order: Order, grades: Sequence[Grades], into: Path) -> Export:
    """Work out *order* for *grades*; write nothing.

    Raises:
        CourseError: the download or the order is at fault.
    """
    if not grades:
        raise CourseError("there is no assignment to export")
    known = {grade.student.id for each in grades for grade in each.grades}
    if unknown := sorted(set(order.students) - known):
        raise CourseError(f"not in the gradebook: {', '.join(unknown)}")
    if order.to in SYSTEMS:
        return _fill_in(order, grades, into)
    if order.download or order.matches or order.columns:
        raise CourseError(f"{order.to} fills in no other file: leave --gradebook, --match and --column out")
    return _write_anew(order, [_only(order.students, each) for each in grades], into)


def write(export: Export) -> None:
    """Write the files of *export*, each whole or not at all.

    Raises:
        CourseError: a folder cannot be written to.
    """
    for path, content in export.files.items():
        write_file(path, content)


def _fill_in(order: Order, grades: Sequence[Grades], into: Path) -> Export:
    system = SYSTEMS[order.to]
    if order.download is None:
        heading, column = next(iter(order.matches.items()), (next(iter(system.matches)), "id"))
        name, matches = f"the gradebook's column {column}", {heading: column}
        table = start_table(system, grades, heading, column)
    else:
        name, matches = order.download.name, dict(order.matches)
        with file_errors(order.download):
            table = read_table(order.download.read_bytes(), str(order.download))
            if into.exists() and into.samefile(order.download):
                raise CourseError(
                    f"{into}: keep the file as it was handed out; choose another one with --into"
                )
    sheet = fill(
        system,
        table,
        name,
        grades,
        matches=matches,
        columns=order.columns,
        provisional=order.provisional,
        students=order.students,
    )
    content = write_table(sheet.table, quote_all=system.quote_all)
    return Export(order.to, {into: content} if sheet.entries else {}, sheet.entries, sheet.notices)


def _write_anew(order: Order, grades: Sequence[Grades], into: Path) -> Export:
    notices, entries, results = Notices(), [], {}
    for each in grades:
        for grade in each.grades:
            student = grade.student.id
            note_open(notices, each.assignment, grade, provisional=order.provisional)
            if not may_go(grade, provisional=order.provisional):
                continue
            folder = into / each.assignment if len(grades) > 1 else into
            if order.to == "gradescope" and Path(student).name != student:
                notices.add(f"{each.assignment}: not handed on: no name for a folder", student)
                continue
            entries.append(Entry(student, each.assignment, "", plain(grade.score), bool(grade.waiting)))
            results[folder / student / "results.json"] = gradescope_result(grade)
    if order.to == "gradescope":
        return Export(order.to, results, tuple(entries), notices())
    table = write_table(list_grades(grades, provisional=order.provisional))
    return Export(order.to, {into: table}, tuple(entries), notices())


def _only(students: Sequence[str], grades: Grades) -> Grades:
    """Return the grades of *students*; of everybody if there are none."""
    chosen = (grade for grade in grades.grades if not students or grade.student.id in students)
    return replace(grades, grades=tuple(chosen))
