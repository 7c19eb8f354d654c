"""Results into nbgrader's gradebook, by one writer; and the release, by nbgrader's own preprocessors.

    with open_gradebook(course, assignment) as gradebook:  # makes the assignment's rows if missing
        gradebook.write(result)                            # one short transaction; what people entered stays

nbgrader and SQLAlchemy are imported inside the functions: together they take more than a second, and most
commands do without them. nbgrader has no types, so its objects are `Any` here, and none leaves this module.
"""

from __future__ import annotations

import logging
import os
import re
import stat
import sys
import sysconfig
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from autograder.course import Course
from autograder.errors import AssignmentError, CourseError
from autograder.files import file_errors, write_file
from autograder.model import Assignment, ExerciseResult, Person, QuestionResult, Result, Verdict

_KEPT_BACK = ("exercises.py", "misconceptions.py", "variants.py", "seed")
"""Never released, whatever the course's own list says: nbgrader's default would copy them to students."""

_Place = tuple[str, str]
"""A notebook's name and a cell's grade_id."""


READ_ONLY = 0o444
"""As nbgrader leaves its own files there."""


def release(course: Course, assignment_name: str) -> tuple[Path, ...]:
    """Make assignments/<name>/ from solutions/<name>/ as `nbgrader generate_assignment --force` does.

    A new release takes the place of the old one only when it is complete. The gradebook gets the assignment's
    rows.

    Returns:
        The files of the release, sorted.

    Raises:
        AssignmentError: nbgrader refuses the notebook; the message has its reason.
        CourseError: the configuration, the gradebook or a folder is at fault.
    """
    place = course.folder("release", assignment_name)
    with _generated(course, assignment_name) as made, file_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.rename(made.with_name("replaced"))
        made.rename(place)
    return tuple(sorted(path for path in place.rglob("*") if path.is_file()))


def clear_solutions(notebook: bytes) -> bytes:
    """Return a source notebook with stubs for solutions, as nbgrader releases it."""
    import nbformat

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # of nbformat, about ids that old notebooks lack; of nbgrader's imports
        from nbgrader.preprocessors import ClearSolutions

        document = nbformat.reads(notebook.decode("utf-8-sig"), as_version=4)  # type: ignore[no-untyped-call]
        cleared, _ = ClearSolutions().preprocess(document, {})
    text: str = nbformat.writes(cleared)  # type: ignore[no-untyped-call]
    return text.encode()


def write_autograded(course: Course, student: str, assignment: str, files: Mapping[str, bytes]) -> None:
    """Write what nbgrader expects of a graded submission: whole, read-only files and the time of handing in.

    Args:
        course: where.
        student: whose submission.
        assignment: of which assignment.
        files: contents by file name, such as ``park-visitors.ipynb``.

    Raises:
        CourseError: the folder cannot be written to.
    """
    folder = course.folder("autograded", assignment, student)
    time = _read_time(course.folder("submitted", assignment, student))
    with file_errors(folder):
        for name, content in files.items():
            write_file(folder / name, content, READ_ONLY)
        # formgrader compares the two; a leftover would call the submission outdated for ever
        if time:
            write_file(folder / "timestamp.txt", time, READ_ONLY)
        else:
            (folder / "timestamp.txt").unlink(missing_ok=True)


@contextmanager
def open_gradebook(course: Course, assignment: Assignment) -> Iterator[GradebookWriter]:
    """Open the course's gradebook for the results of *assignment*, and make what is missing in it.

    Raises:
        AssignmentError: the source notebook lacks the cells of an exercise.
        CourseError: the database cannot be opened, or another program holds it.
    """
    with file_errors(course.root), _database_errors(course), _nbgrader_ready(course):
        from nbgrader.api import Gradebook

        gradebook = Gradebook(course.db_url, course.course_id)
    try:
        with _database_errors(course):
            cells = _read_cells(gradebook, assignment.name)
        if _find_lacking(assignment, cells):
            with _generated(course, assignment.name):
                pass  # the rows that it leaves in the gradebook are all that is wanted
            with _database_errors(course):
                cells = _read_cells(gradebook, assignment.name)
        if lacking := _find_lacking(assignment, cells):
            raise AssignmentError(f"{course.folder('source', assignment.name)}: {lacking}")
        yield GradebookWriter(course, gradebook.engine, cells)
    finally:
        gradebook.close()


class GradebookWriter:
    """Write results of one assignment, from one process only. `open_gradebook` makes it."""

    def __init__(self, course: Course, engine: Any, cells: Mapping[str, _Cells]) -> None:
        self._course = course
        self._engine = engine
        self._cells = cells

    def write(self, result: Result) -> None:
        """Store the scores and comments of *result* in one transaction. What people entered stays.

        Raises:
            CourseError: the database refused, for instance because another program holds it; nothing is
                stored.
        """
        from sqlalchemy.orm import Session

        timestamp = _parse_time(
            _read_time(self._course.folder("submitted", result.assignment, result.student))
        )
        with _database_errors(self._course), Session(self._engine) as session, session.begin():
            submission = _find_or_add_submission(session, result)
            handed_in_again = submission.timestamp not in (None, timestamp)
            submission.timestamp = timestamp
            grades, comments = self._find_or_add_rows(submission)
            for exercise in result.exercises:
                cell, test = (exercise.notebook, exercise.name), (exercise.notebook, f"test_{exercise.name}")
                _set_score(grades[test if test in grades else cell], exercise.score, again=handed_in_again)
                if cell in comments:
                    comments[cell].auto_comment = _write_comment(exercise, result.problem)

    def _find_or_add_rows(self, submission: Any) -> tuple[dict[_Place, Any], dict[_Place, Any]]:
        """Return a grade and a comment for every cell. An old submission lacks those of cells added since."""
        from nbgrader.api import Comment, Grade, SubmittedNotebook

        grades: dict[_Place, Any] = {}
        comments: dict[_Place, Any] = {}
        for name, cells in self._cells.items():
            notebook = _find_or_add(submission.notebooks, SubmittedNotebook, "notebook_id", cells.notebook_id)
            for cell, (cell_id, _) in cells.graded.items():
                grades[name, cell] = _find_or_add(notebook.grades, Grade, "cell_id", cell_id)
            for cell, cell_id in cells.commented.items():
                comments[name, cell] = _find_or_add(notebook.comments, Comment, "cell_id", cell_id)
        return grades, comments


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class _Cells:
    """The cells of one notebook as the gradebook has them, by grade_id."""

    notebook_id: str
    graded: Mapping[str, tuple[str, float]]
    """Row id and points of test cells and of cells that people grade."""
    commented: Mapping[str, str]
    """Row id of solution cells and tasks: nbgrader keeps no comment on a test cell."""


def _read_cells(gradebook: Any, assignment_name: str) -> dict[str, _Cells]:
    """Return the cells of each of the assignment's notebooks, by its name; none for an unknown assignment."""
    from nbgrader.api import MissingEntry

    gradebook.db.expire_all()  # the rows may have come through another connection
    try:
        notebooks = gradebook.find_assignment(assignment_name).notebooks
    except MissingEntry:
        return {}
    cells = {
        notebook.name: _Cells(
            notebook.id,
            {c.name: (c.id, c.max_score) for c in (*notebook.grade_cells, *notebook.task_cells)},
            {c.name: c.id for c in (*notebook.solution_cells, *notebook.task_cells)},
        )
        for notebook in notebooks
    }
    gradebook.db.rollback()  # ends the reading, so that nobody waits for us
    return cells


def _find_lacking(assignment: Assignment, cells: Mapping[str, _Cells]) -> str:
    """Say which cell *assignment* wants and the gradebook lacks; empty when all are there."""
    tests = [(e.notebook, f"test_{e.name}", e.points) for e in assignment.exercises]
    for notebook, name, points in (*tests, *((m.notebook, m.name, m.points) for m in assignment.manual)):
        known = cells[notebook].graded if notebook in cells else {}
        if name not in known or known[name][1] != float(points):
            return f"{notebook}.ipynb has no cell {name} worth {_plain(points)} points"
    for exercise in assignment.exercises:
        if exercise.name not in cells[exercise.notebook].commented:
            return f"{exercise.notebook}.ipynb has no solution cell {exercise.name}"
    return ""


def _find_or_add_submission(session: Any, result: Result) -> Any:
    from nbgrader.api import Assignment, Student, SubmittedAssignment
    from sqlalchemy import select

    found = session.scalars(
        select(SubmittedAssignment)
        .join(SubmittedAssignment.assignment)
        .where(Assignment.name == result.assignment, SubmittedAssignment.student_id == result.student)
        .options(*_only_what_is_read())
    ).one_or_none()
    if found is not None:
        return found
    if session.get(Student, result.student) is None:
        session.add(Student(id=result.student))
    assignment_id = session.scalars(select(Assignment.id).filter_by(name=result.assignment)).one()
    added = SubmittedAssignment(assignment_id=assignment_id, student_id=result.student)
    session.add(added)
    return added


def _only_what_is_read() -> tuple[Any, ...]:
    """Return options that leave out the sums which nbgrader's rows compute whenever they are loaded."""
    from nbgrader.api import Comment, Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy.orm import load_only, selectinload

    notebooks = selectinload(SubmittedAssignment.notebooks).load_only(SubmittedNotebook.notebook_id)
    scores = (Grade.cell_id, Grade.auto_score, Grade.manual_score, Grade.needs_manual_grade)
    return (
        load_only(SubmittedAssignment.timestamp),
        notebooks.selectinload(SubmittedNotebook.grades).load_only(*scores),
        notebooks.selectinload(SubmittedNotebook.comments).load_only(Comment.cell_id, Comment.auto_comment),
    )


def _find_or_add(rows: Any, table: Any, column: str, value: str) -> Any:
    for row in rows:
        if getattr(row, column) == value:
            return row
    rows.append(table(**{column: value}))
    return rows[-1]


def _set_score(grade: Any, score: Decimal | None, *, again: bool) -> None:
    """Store *score*; None: a person must give it. *again*: handed in anew since the gradebook last heard.

    A mark by hand wins over *score*, so a person is asked to look again only when its grounds changed.
    """
    automatic = None if score is None else float(score)
    if grade.manual_score is None:
        grade.needs_manual_grade = automatic is None
    elif automatic != grade.auto_score or (automatic is None and again):
        grade.needs_manual_grade = True
    grade.auto_score = automatic


def _read_time(folder: Path) -> bytes:
    """Return the text of timestamp.txt in *folder*, or nothing. It may have come with the submission."""
    try:
        with open(folder / "timestamp.txt", "rb", opener=_open_without_following) as file:
            return file.read(100) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return b""


def _open_without_following(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _parse_time(text: bytes) -> datetime | None:
    """Return the time in UTC without a zone, read as nbgrader reads it; None when it is none."""
    from nbgrader.utils import parse_utc

    try:
        time: datetime | None = parse_utc(text.decode().strip()) if text.strip() else None
    except (ValueError, OverflowError):
        return None
    return time


def handed_in_at(folder: Path) -> datetime | None:
    """Return when the submission in *folder* was handed in, in UTC; None where its timestamp.txt does not say."""
    return parse_timestamp(_read_time(folder))


def parse_timestamp(content: bytes) -> datetime | None:
    """Return the time that nbgrader reads in a timestamp.txt with *content*, in UTC; None when it is none."""
    time = _parse_time(content[:100])
    return time and time.replace(tzinfo=UTC)


def read_people(course: Course) -> tuple[Person, ...]:
    """Return the students that the gradebook knows; nobody where there is none yet.

    Raises:
        CourseError: the database cannot be read.
    """
    with _database_errors(course), _nbgrader_ready(course):
        from nbgrader.api import Student
        from sqlalchemy import create_engine, inspect, make_url, select
        from sqlalchemy.orm import Session

        url = make_url(course.db_url)
        if url.get_backend_name() == "sqlite" and not os.path.isfile(url.database or ""):
            return ()
        engine = create_engine(url)
        try:
            if not inspect(engine).has_table("student"):
                return ()
            columns = (Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
            with Session(engine) as session:
                rows = session.execute(select(*columns)).all()
        finally:
            engine.dispose()
    return tuple(Person(*(value or "" for value in row)) for row in rows)


# ---------------------------------------------------------------- comments

_WORDS = {
    Verdict.PASSED: "Right",
    Verdict.PARTIAL: "Partly right",
    Verdict.FAILED: "Not right yet",
    Verdict.MISSING: "Not written yet",
    Verdict.ERROR: "Stopped with an error",
    Verdict.TIMEOUT: "Took too long",
    Verdict.CRASHED: "Ended the Python process",
    Verdict.UNGRADED: "Could not be graded automatically; a person will look at it",
}


def _write_comment(exercise: ExerciseResult, problem: str | None) -> str | None:
    """Say in Markdown what came of *exercise*; None where a person will say it."""
    if exercise.verdict is Verdict.MANUAL:
        return None
    words = f"**{_WORDS[exercise.verdict]}**"
    if exercise.score is None:
        lines = [f"{words}."]
    else:
        lines = [f"{words}: {_plain(exercise.score)} of {_plain(exercise.points)} points."]
    if problem:
        lines.append(f"The submission: {_prose(problem)}")
    for diagnosis in exercise.diagnoses:
        lines += [diagnosis.hint, f"Seen: {_prose(diagnosis.evidence)}" if diagnosis.evidence else ""]
    if exercise.follow_through:
        lines.append("Some points are for a right step that builds on an earlier, wrong one.")
    lines += [_write_question(q) for q in exercise.questions if q.verdict is not Verdict.PASSED]
    first, *rest = dict.fromkeys(line for line in lines if line)  # hidden questions often say the same
    return "\n".join([first, "", *(f"- {line}" for line in rest)]).strip()


def _write_question(question: QuestionResult) -> str:
    if not question.visible:
        return f"A hidden question: {_prose(question.finding)}"
    answered = f" answered {_code(question.answered)}" if question.answered else ""
    finding = f": {_prose(question.finding)}" if question.finding else ""
    return f"{_code(question.asked or '')}{answered}{finding}"


def _prose(text: str) -> str:
    r"""Escape what Markdown, MathJax or HTML would take for markup or a link, in the midst of a line.

    >>> print(_prose("raised <b>ValueError</b>: [a](b) costs $1"))
    raised \<b\>ValueError\</b\>\: \[a\](b) costs \$1
    """
    return re.sub(r"([\\`*_\[\]<>$&|~:@])", r"\\\1", " ".join(text.split()))


def _code(text: str) -> str:
    """Put *text* into a code span that nothing in it can end."""
    text = " ".join(text.split())
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"


# ---------------------------------------------------------------- nbgrader's converter


@contextmanager
def _generated(course: Course, assignment_name: str) -> Iterator[Path]:
    """Let nbgrader make a release in a folder that is gone afterwards, and rows in the gradebook.

    nbgrader itself removes the old release before it starts, and leaves none when it fails.
    """
    source = course.folder("source", assignment_name)
    if not source.is_dir():
        raise AssignmentError(f"{source}: there is no such folder")
    with file_errors(course.state):
        course.state.mkdir(exist_ok=True)
        staging = tempfile.TemporaryDirectory(dir=course.state, prefix="release-")
    with staging:
        step = os.path.relpath(staging.name, course.root)
        yield _generate(course, assignment_name, step)


def _generate(course: Course, assignment_name: str, step: str) -> Path:
    """Run nbgrader's GenerateAssignment with the folder *step* as its release step; return what it made."""
    log = _Log()
    with _database_errors(course), _nbgrader_ready(course):
        from nbgrader.converters import GenerateAssignment
        from nbgrader.preprocessors import SaveCells

        app = _load_configuration(course, log)
        app.coursedir.release_directory = step
        app.coursedir.assignment_id = assignment_name
        app.coursedir.ignore = [*app.coursedir.ignore, *_KEPT_BACK]
        converter = GenerateAssignment(coursedir=app.coursedir, parent=app)
        converter.preprocessors = [
            _save_added_cells() if p is SaveCells else p for p in converter.preprocessors
        ]
        try:
            converter.start()
        except Exception as failed:
            cause = log.cause or failed
            if isinstance(cause, _kinds_of_database_errors()):
                raise cause from failed
            source = course.folder("source", assignment_name)
            raise AssignmentError(f"{source}: nbgrader made no release of it: {_one_line(cause)}") from failed
        return Path(app.coursedir.format_path(step, ".", assignment_name))


def _load_configuration(course: Course, log: logging.Handler) -> Any:
    """Return an nbgrader application that read the course's own configuration, and none of the user's."""
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config.loader import PyFileConfigLoader

    # Not one that `logging` knows, so nothing of it reaches the terminal.
    logger = logging.Logger("nbgrader", logging.ERROR)  # noqa: LOG001
    logger.addHandler(log)
    app = NbGrader(log=logger)
    app.coursedir = CourseDirectory(parent=app, root=str(course.root))
    try:
        app.update_config(PyFileConfigLoader("nbgrader_config.py", path=str(course.root)).load_config())
    except Exception as broken:  # the file is a program, and may fail in any way
        raise CourseError(f"{course.root / 'nbgrader_config.py'}: {_one_line(broken)}") from broken
    app.coursedir.db_url = course.db_url
    return app


def _save_added_cells() -> Any:
    """Return SaveCells as it would be if it let an exercise be added after submissions came in.

    nbgrader refuses, because older submissions have no grade for the cell; ours get one when regraded.
    It still refuses when a cell is gone.
    """
    from nbgrader.api import MissingEntry
    from nbgrader.preprocessors import SaveCells

    class SaveAddedCells(SaveCells):  # type: ignore[misc]  # nbgrader has no types
        def _create_notebook(self, nb: Any) -> None:
            book, place = self.gradebook, (self.notebook_id, self.assignment_id)
            for cells, save in (
                (self.new_grade_cells, book.update_or_create_grade_cell),
                (self.new_solution_cells, book.update_or_create_solution_cell),
                (self.new_task_cells, book.update_or_create_task_cell),
                (self.new_source_cells, book.update_or_create_source_cell),
            ):
                for name, columns in cells.items():
                    try:
                        save(name, *place, **columns)
                    except MissingEntry:  # a new notebook: SaveCells makes it
                        break
            super()._create_notebook(nb)

    return SaveAddedCells


class _Log(logging.Handler):
    """Remember the first exception that nbgrader logged; on the terminal it would be a page of traceback."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.cause: BaseException | None = None

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002  what it says stands in the exception
        self.cause = self.cause or sys.exception()


@contextmanager
def _nbgrader_ready(course: Course) -> Iterator[None]:
    """Let nbgrader find what it looks for around it, and keep it from writing to the terminal."""
    from nbformat.warnings import MissingIDFieldWarning

    path, places = os.environ.get("PATH", os.defpath), list(sys.path)
    # nbgrader.api logs a traceback here before it raises
    database_log = logging.getLogger("tornado.application")
    was_disabled = database_log.disabled
    # It starts `alembic` by name, which stands beside our interpreter; the environment need not be activated.
    os.environ["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), path])
    # as nbgrader does: its configuration may name a module that lies beside it
    sys.path.insert(0, str(course.root))
    database_log.disabled = True
    try:
        with warnings.catch_warnings():
            # Notebooks from before cell ids work as they are; nbgrader names cells by grade_id.
            warnings.simplefilter("ignore", MissingIDFieldWarning)
            yield
    finally:
        os.environ["PATH"], sys.path[:], database_log.disabled = path, places, was_disabled


# ---------------------------------------------------------------- what can go wrong, in a line


@contextmanager
def _database_errors(course: Course) -> Iterator[None]:
    try:
        yield
    except CourseError:
        raise
    except Exception as failed:
        if not isinstance(failed, _kinds_of_database_errors()):
            raise
        raise CourseError(_explain(course, failed)) from failed


def _kinds_of_database_errors() -> tuple[type[Exception], ...]:
    from nbgrader.api import InvalidEntry
    from sqlalchemy.exc import SQLAlchemyError

    return SQLAlchemyError, InvalidEntry


def _explain(course: Course, failed: Exception) -> str:
    """Return one line: which database, what is wrong with it, what to do."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    reason = _one_line(getattr(failed, "orig", None) or failed)
    try:
        url = make_url(course.db_url)
    except SQLAlchemyError:
        return f"nbgrader_config.py: CourseDirectory.db_url: {reason}"
    if "locked" in reason:
        reason = (
            "another program is writing to it (formgrader, nbgrader, a backup); try again when it is done"
        )
    elif "no such column" in reason:
        reason += "; an older nbgrader made it: keep a copy, then run `nbgrader db upgrade`"
    return f"{url.database if url.get_backend_name() == 'sqlite' else url.render_as_string()}: {reason}"


def _one_line(failed: BaseException) -> str:
    return f"{' '.join(str(failed).split())[:400] or type(failed).__name__}"
