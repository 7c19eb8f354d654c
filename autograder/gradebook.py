"""Results into nbgrader's gradebook, by one writer; and the release, by nbgrader's own preprocessors.

    with open_gradebook(course, assignment) as gradebook:  # makes the assignment's rows if missing
        gradebook.write(result)                            # one short transaction; what people entered stays

nbgrader and SQLAlchemy are imported inside the functions: together they take more than a second, and most
commands do without them. nbgrader has no types, so its objects are `Any` here, and none leaves this module.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sqlite3
import sys
import sysconfig
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import takewhile
from pathlib import Path
from typing import Any

from autograder.autograded import SourceCell
from autograder.claims import make_draft_folder
from autograder.comments import NO_RESPONSE, plain, write_comment
from autograder.course import Course
from autograder.errors import AssignmentError, CourseError
from autograder.exchange import read_time
from autograder.files import file_errors
from autograder.model import Assignment, GivenCell, Mark, Person, Result, Standing, Verdict

_KEPT_BACK = ("exercises.py", "misconceptions.py", "variants.py", "seed", ".draft-*")
"""Never released, whatever the course's own list says: nbgrader's default would copy them to students."""

Place = tuple[str, str]
"""A notebook's name and a cell's grade_id."""

Notebooks = Mapping[str, bytes]
"""Notebooks by name, without suffix."""


AT_A_TIME = 200
"""How many students' rows are in memory together when everybody's are read."""

PATIENCE_SECONDS = 60
"""How long another program may hold the gradebook before we give up. Backups take seconds, formgrader much less."""


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


def read_given(course: Course, assignment: Assignment) -> tuple[Assignment, Notebooks, Notebooks]:
    """Return *assignment* with the cells that nbgrader gives out, and two versions of its notebooks.

    nbgrader's own preprocessors make them, as they are configured for the course: header and footer, solutions,
    generated tests, tests that are not shown. Neither the gradebook nor the release is touched.

    Returns:
        The assignment; its notebooks with the solutions; and as students get them.

    Raises:
        AssignmentError: nbgrader refuses a notebook; the message has its reason.
        CourseError: the configuration or a folder is at fault.
    """
    copies: dict[str, dict[str, Any]] = {"solved": {}, "graded": {}}
    with _generated(course, assignment.name, copies) as made:
        shown = {name: (made / f"{name}.ipynb").read_bytes() for name in assignment.notebooks}
    solved = {name: _as_bytes(copies["solved"][name]) for name in assignment.notebooks}
    given = {
        name: tuple(map(_given_cell, copies["graded"][name].cells, _parse_notebook(shown[name]).cells))
        for name in assignment.notebooks
    }
    cells = sorted((name, cell.name, cell.source, str(cell.points)) for name in given for cell in given[name])
    digest = hashlib.sha256(repr((assignment.digest, cells)).encode()).hexdigest()
    return replace(assignment, given=given, digest=digest), solved, shown


def _given_cell(graded: Any, shown: Any) -> GivenCell:
    """Return one cell, from what it is when it is graded and what students get."""
    from nbgrader import utils

    nbgrader = dict(graded.metadata.get("nbgrader", {}))
    is_test, is_task = utils.is_grade(graded) and not utils.is_solution(graded), utils.is_task(graded)
    has_points = utils.is_grade(graded) or is_task
    return GivenCell(
        name=nbgrader.get("grade_id", ""),
        kind=graded.cell_type,
        source=graded.source,
        shown=shown.source,
        points=Decimal(str(nbgrader["points"])) if has_points else None,
        is_solution=utils.is_solution(graded),
        is_locked=utils.is_locked(graded),
        is_test=is_test and graded.cell_type == "code",
        metadata=nbgrader,
    )


def _parse_notebook(content: bytes) -> Any:
    import nbformat

    return nbformat.reads(content.decode(), as_version=4)  # type: ignore[no-untyped-call]  # has no types


def _as_bytes(notebook: Any) -> bytes:
    import nbformat

    text: str = nbformat.writes(notebook)  # type: ignore[no-untyped-call]  # has no types
    return text.encode()


@contextmanager
def open_gradebook(course: Course, assignment: Assignment) -> Iterator[GradebookWriter]:
    """Open the course's gradebook for the results of *assignment*, and make what is missing in it.

    Raises:
        AssignmentError: the source notebook lacks the cells of an exercise.
        CourseError: the database cannot be opened, or another program holds it.
    """
    with file_errors(course.root), _database_errors(course), _nbgrader_ready(course):
        from nbgrader.api import Gradebook

        _make_database(course)
        gradebook = Gradebook(_patient(course.db_url), course.course_id)
    try:
        with _database_errors(course):
            cells = _read_cells(gradebook.db, assignment)
        if _find_lacking(assignment, cells):
            with _generated(course, assignment.name):
                pass  # the rows that it leaves in the gradebook are all that is wanted
            with _database_errors(course):
                cells = _read_cells(gradebook.db, assignment)
        if lacking := _find_lacking(assignment, cells):
            raise AssignmentError(f"{course.folder('source', assignment.name)}: {lacking}")
        yield GradebookWriter(course, assignment, gradebook.engine, cells)
    finally:
        gradebook.close()


def _make_database(course: Course) -> None:
    """Make the gradebook if it is a file that is not there yet: whole or not at all, which nbgrader does not."""
    from alembic.script import ScriptDirectory
    from nbgrader.api import Gradebook
    from nbgrader.dbutil import ALEMBIC_DIR
    from sqlalchemy import make_url

    url = make_url(course.db_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":", "file:")):
        return
    place = Path(url.database)
    if os.path.lexists(place):
        return
    with file_errors(place), make_draft_folder(place.parent) as drafts:
        draft = drafts / place.name
        with closing(sqlite3.connect(draft)) as database, database:
            # Where this table is, nbgrader does not start a program to find out what belongs in it.
            database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
            version = ScriptDirectory(ALEMBIC_DIR).get_current_head()
            database.execute("INSERT INTO alembic_version VALUES (?)", [version])
        Gradebook(f"sqlite:///{draft}", course.course_id).close()
        with suppress(FileExistsError):  # somebody else, formgrader for instance, was faster
            os.link(draft, place)


def _patient(db_url: str) -> str:
    """Return *db_url* so that a locked SQLite database is waited for, unless the course says itself how long."""
    from sqlalchemy import make_url

    url = make_url(db_url)
    if url.get_backend_name() != "sqlite" or "timeout" in url.query:
        return db_url
    return url.update_query_dict({"timeout": str(PATIENCE_SECONDS)}).render_as_string(hide_password=False)


@dataclass(frozen=True)
class Print:
    """What tells whether a student's rows are as they were."""

    digest: str
    late: bool
    """Then what is taken off is the course's own to compute, and may change although no row does."""


class GradebookWriter:
    """Write results of one assignment, from one process only. `open_gradebook` makes it."""

    def __init__(
        self, course: Course, assignment: Assignment, engine: Any, cells: Mapping[str, NotebookCells]
    ) -> None:
        self.cells = cells
        """By notebook, without suffix."""
        self._course = course
        self._assignment_name = assignment.name
        self._exercises = [(e.notebook, e.name) for e in assignment.exercises]
        self._exercises += [(e.notebook, e.name) for e in assignment.manual]
        self._engine = engine
        self._own_cells = assignment.own_cells

    def write(self, result: Result, unanswered: Collection[Place] = ()) -> Standing:
        """Store the scores and comments of *result* in one transaction. What people entered stays.

        Then, in another one, the late penalty: what computes it is the course's own, and may take its time.

        Args:
            result: what came of a submission.
            unanswered: the cells for a person's eyes (notebook and name) that are as they were handed out. As in
                nbgrader they get 0, and nobody is asked. Where the assignment's own cells grade it, other places for
                answers may be among them; nothing is said about the others, because test cells speak for themselves.

        Returns:
            How the student stands now.

        Raises:
            CourseError: the database refused, for instance because another program holds it; nothing is
                stored.
        """
        timestamp = read_time(self._course, result.student, result.assignment)
        with self._transaction() as session:
            _keep_others_out(session, result)
            submission = _find_or_add_submission(session, result)
            handed_in_again = submission.timestamp not in (None, timestamp)
            submission.timestamp = timestamp
            grades, comments = self._find_or_add_rows(submission)
            for place, row in comments.items() if self._own_cells else ():
                row.auto_comment = NO_RESPONSE if place in unanswered else None
            for exercise in result.exercises:
                place = (exercise.notebook, exercise.name)
                score, comment = exercise.score, write_comment(exercise, result.problem)
                if exercise.verdict is Verdict.MANUAL and place in unanswered:
                    score, comment = Decimal(0), NO_RESPONSE
                if (graded := self._graded_cell(place, grades)) in grades:
                    _set_score(grades[graded], score, again=handed_in_again)
                if place in comments and not self._own_cells:
                    comments[place].auto_comment = comment
            session.flush()
            if _seconds_late(submission) == 0:
                _set_penalties(submission, {})
                return self._read_standing(submission)
        return self.refresh_penalty(result.student)

    def add_comment(self, exercise: Place, text: str, students: Collection[str]) -> frozenset[str]:
        """Append *text* to what people wrote to *students* about an exercise: for all of them or for nobody.

        Nothing is replaced, and who has this text already is passed over.

        Args:
            exercise: its notebook and name.
            text: of a person.
            students: who have a result.

        Returns:
            Those who did not have it.

        Raises:
            CourseError: nbgrader has no place for a comment there, the gradebook knows no submission of one of
                them, or the database refuses.
        """
        place = self._commented_cell(exercise)
        query = _query_submissions(self._assignment_name)
        with self._transaction() as session:
            _keep_others_from_comments(session, self._assignment_name, students)
            found = {one.student_id: one for one in session.scalars(query) if one.student_id in students}
            if unknown := sorted(set(students) - found.keys()):
                raise _unknown_submission(self._assignment_name, unknown[0])
            new = set()
            for student, submission in found.items():
                _, comments = self._find_or_add_rows(submission)
                said = comments[place].manual_comment or ""
                if not _is_part_of(text, said):
                    comments[place].manual_comment = f"{said.rstrip()}\n\n{text}".strip()
                    new.add(student)
            return frozenset(new)

    def refresh_penalty(self, student: str) -> Standing:
        """Compute the late penalty of *student* anew, from the marks as they are, and return how they stand.

        Raises CourseError when the gradebook has no row of theirs, the course's own plugin fails, or the database
        refuses.
        """
        with self._transaction() as session:
            submission = _find_submission(session, self._assignment_name, student)
            if submission is None:
                raise _unknown_submission(self._assignment_name, student)
            late = _seconds_late(submission)
            scores = {n.id: float(sum(map(_counts, n.grades))) for n in submission.notebooks}
        penalties = {id_: self._penalty_of(student, score, late) for id_, score in scores.items() if late > 0}
        with self._transaction() as session:
            submission = _find_submission(session, self._assignment_name, student)
            _set_penalties(submission, penalties)
            return self._read_standing(submission)

    def read_standings(self, student: str | None = None) -> dict[str, Standing]:
        """Return how everybody stands who is known to have handed in, or only *student*, by student."""
        from nbgrader.api import SubmittedAssignment

        query = _query_submissions(self._assignment_name)
        if student is not None:
            query = query.where(SubmittedAssignment.student_id == student)
        with self._transaction() as session:
            found = session.scalars(query.execution_options(yield_per=AT_A_TIME))
            return {one.student_id: self._read_standing(one) for one in found}

    def read_prints(self) -> dict[str, Print]:
        """Return, by student, what tells whether anything changed on which their standing depends."""
        from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook
        from sqlalchemy import select

        def of_everybody(*columns: Any) -> Any:
            query = select(SubmittedAssignment.student_id, *columns).join(SubmittedAssignment.assignment)
            query = query.where(Assignment.name == self._assignment_name)
            return query.execution_options(yield_per=1000)

        notebooks = (SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)

        def rows_of(table: Any, *columns: Any) -> Any:
            query = of_everybody(table.cell_id, *columns).join(*notebooks)
            return query.join(table, table.notebook_id == SubmittedNotebook.id).order_by(table.cell_id)

        times = of_everybody(SubmittedAssignment.timestamp, Assignment.duedate)
        penalty = SubmittedNotebook.late_submission_penalty
        cells = repr(self.cells).encode()
        with self._transaction() as session:
            late = {student: _is_after(time, due) for student, time, due in session.execute(times)}
            prints = {student: hashlib.sha256(cells) for student in late}
            for query in (
                of_everybody(SubmittedNotebook.notebook_id, penalty)
                .join(*notebooks)
                .order_by(SubmittedNotebook.notebook_id),
                rows_of(
                    Grade, Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade
                ),
                rows_of(Comment, Comment.auto_comment, Comment.manual_comment),
                times,
            ):
                for student, *row in session.execute(query):
                    prints[student].update(repr(row).encode())
        return {student: Print(whole.hexdigest(), late[student]) for student, whole in prints.items()}

    def read_students(self) -> frozenset[str]:
        """Return the ids of all students in the gradebook."""
        from nbgrader.api import Student
        from sqlalchemy import select

        with self._transaction() as session:
            return frozenset(session.scalars(select(Student.id)))

    @contextmanager
    def _transaction(self) -> Iterator[Any]:
        from sqlalchemy.orm import Session

        with _database_errors(self._course), Session(self._engine) as session, session.begin():
            yield session

    def _find_or_add_rows(self, submission: Any) -> tuple[dict[Place, Any], dict[Place, Any]]:
        """Return a grade and a comment for every cell. An old submission lacks those of cells added since."""
        from nbgrader.api import Comment, Grade, SubmittedNotebook

        grades: dict[Place, Any] = {}
        comments: dict[Place, Any] = {}
        for name, cells in self.cells.items():
            notebook = _find_or_add(submission.notebooks, SubmittedNotebook, "notebook_id", cells.notebook_id)
            for cell, (cell_id, _) in cells.graded.items():
                grades[name, cell] = _find_or_add(notebook.grades, Grade, "cell_id", cell_id)
            for cell, cell_id in cells.commented.items():
                comments[name, cell] = _find_or_add(notebook.comments, Comment, "cell_id", cell_id)
        return grades, comments

    def _read_standing(self, submission: Any) -> Standing:
        notebooks = {n.notebook_id: n for n in submission.notebooks}
        grades: dict[Place, Any] = {}
        comments: dict[Place, str] = {}
        for name, cells in self.cells.items():
            if rows := notebooks.get(cells.notebook_id):
                by_id = {grade.cell_id: grade for grade in rows.grades}
                grades |= {
                    (name, cell): by_id[id_] for cell, (id_, _) in cells.graded.items() if id_ in by_id
                }
                said = {comment.cell_id: comment.manual_comment for comment in rows.comments}
                comments |= {(name, cell): said.get(id_) or "" for cell, id_ in cells.commented.items()}
        marks = {
            place: _read_mark(grades.get(self._graded_cell(place, grades)), comments.pop(place, ""))
            for place in self._exercises
        }
        every_grade = [grade for notebook in submission.notebooks for grade in notebook.grades]
        penalties = (n.late_submission_penalty for n in submission.notebooks)
        return Standing(
            marks,
            late_penalty=sum((_decimal(p) for p in penalties if p is not None), Decimal(0)),
            score=sum((_counts(grade) for grade in every_grade), Decimal(0)),
            comments={place: text for place, text in comments.items() if text},
        )

    def _graded_cell(self, exercise: Place, known: Collection[Place]) -> Place:
        """Return the cell that carries the exercise's points: its test cell, or the cell of its own name."""
        test = (exercise[0], f"test_{exercise[1]}")
        return test if test in known and not self._own_cells else exercise

    def _commented_cell(self, exercise: Place) -> Place:
        """Return the cell that has people's comments on an exercise. nbgrader keeps none on a test cell."""
        notebook, name = exercise
        cells = self.cells[notebook]
        # What a test cell of the assignment's own tests stands above it.
        above = [
            c.name for c in takewhile(lambda c: c.name != name, cells.sources) if c.name in cells.commented
        ]
        for cell in (name, name.removeprefix("test_"), *above[-1:]):
            if cell in cells.commented:
                return notebook, cell
        raise CourseError(
            f"nbgrader has no place for a comment on {name}: {notebook}.ipynb has no solution cell at or above it"
        )

    def _penalty_of(self, student: str, score: float, seconds_late: float) -> float | None:
        """Return the penalty that the course's plugin gives, within 0 and *score* as nbgrader has it; None: none."""
        try:
            penalty = self._late_plugin.late_submission_penalty(student, score, seconds_late)
            return None if penalty is None else min(max(float(penalty), 0.0), score)
        except Exception as failed:  # the plugin is the course's own, and may fail in any way
            name = type(self._late_plugin).__name__
            raise CourseError(
                f"{self._course.root / 'nbgrader_config.py'}: the late penalty of {student} "
                f"cannot be computed: {name}: {type(failed).__name__}: {_one_line(failed)}"
            ) from failed

    @cached_property
    def _late_plugin(self) -> Any:
        """Return the plugin that nbgrader_config.py names in AssignLatePenalties.plugin_class."""
        with _nbgrader_ready(self._course):
            from nbgrader.preprocessors import AssignLatePenalties

            app = _load_configuration(self._course, _Log())
            try:
                assign = AssignLatePenalties(parent=app)
                assign.init_plugin()
            except Exception as broken:
                config = self._course.root / "nbgrader_config.py"
                raise CourseError(f"{config}: AssignLatePenalties: {_one_line(broken)}") from broken
            return assign.plugin_inst


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class NotebookCells:
    """The cells of one notebook as the gradebook has them."""

    notebook_id: str
    graded: Mapping[str, tuple[str, float]]
    """Row id and points of test cells and of cells that people grade, by grade_id."""
    commented: Mapping[str, str]
    """Row id of solution cells and tasks: nbgrader keeps no comment on a test cell."""
    sources: tuple[SourceCell, ...] = ()
    """All cells that nbgrader knows, in the order of the notebook."""
    kernel: dict[str, Any] | None = None


def _read_cells(session: Any, assignment: Assignment) -> dict[str, NotebookCells]:
    """Return the cells of each of the assignment's notebooks, by its name; none for an unknown assignment."""
    from nbgrader.api import Assignment as Row
    from sqlalchemy import select

    session.expire_all()  # the rows may have come through another connection
    known = session.scalars(select(Row).filter_by(name=assignment.name)).one_or_none()
    cells = {
        notebook.name: NotebookCells(
            notebook.id,
            {c.name: (c.id, c.max_score) for c in (*notebook.grade_cells, *notebook.task_cells)},
            {c.name: c.id for c in (*notebook.solution_cells, *notebook.task_cells)},
            _read_sources(notebook, assignment),
            json.loads(notebook.kernelspec) if notebook.kernelspec else None,
        )
        for notebook in (known.notebooks if known else ())
    }
    session.rollback()  # ends the reading, so that nobody waits for us
    return cells


def _read_sources(notebook: Any, assignment: Assignment) -> tuple[SourceCell, ...]:
    """Return the cells of a notebook in its order, which the database does not keep."""
    order = {c.grade_id: c.index for c in assignment.reference.get(notebook.name, ()) if c.grade_id}
    grades = {c.name: c.max_score for c in notebook.grade_cells}
    tasks = {c.name: c.max_score for c in notebook.task_cells}
    solutions = {c.name for c in notebook.solution_cells}
    cells = (
        SourceCell(
            c.name,
            c.cell_type,
            c.source or "",
            c.checksum,
            is_grade=c.name in grades,
            is_solution=c.name in solutions,
            is_task=c.name in tasks,
            is_locked=bool(c.locked),
            points=grades.get(c.name, tasks.get(c.name)),
        )
        for c in notebook.source_cells
    )
    return tuple(sorted(cells, key=lambda c: order.get(c.name, len(order))))


def _find_lacking(assignment: Assignment, cells: Mapping[str, NotebookCells]) -> str:
    """Say which cell *assignment* wants and the gradebook lacks; empty when all are there."""
    prefix = "" if assignment.own_cells else "test_"
    tests = [(e.notebook, f"{prefix}{e.name}", e.points) for e in assignment.exercises]
    for notebook, name, points in (*tests, *((m.notebook, m.name, m.points) for m in assignment.manual)):
        known = cells[notebook].graded if notebook in cells else {}
        if name not in known or known[name][1] != float(points):
            return f"{notebook}.ipynb has no cell {name} worth {plain(points)} points"
    for exercise in () if assignment.own_cells else assignment.exercises:
        if exercise.name not in cells[exercise.notebook].commented:
            return f"{exercise.notebook}.ipynb has no solution cell {exercise.name}"
    return ""


def _keep_others_out(session: Any, result: Result) -> None:
    """Let nobody change the student's grades before this transaction ends: what is read must hold when it is written.

    Without it a mark that formgrader saves in between would not be seen as one, and nobody asked to look again.
    """
    from nbgrader.api import Assignment, Grade, SubmittedAssignment
    from sqlalchemy import select

    if session.bind.dialect.name == "sqlite":  # has one lock for all, and takes it at the first change
        session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        return
    submission = select(SubmittedAssignment.id).join(SubmittedAssignment.assignment)
    submission = submission.where(
        Assignment.name == result.assignment, SubmittedAssignment.student_id == result.student
    )
    grades = select(Grade.id).where(Grade.notebook.has(assignment_id=submission.scalar_subquery()))
    session.execute(grades.with_for_update())


def _keep_others_from_comments(session: Any, assignment_name: str, students: Collection[str]) -> None:
    """Let nobody change these students' comments before this transaction ends; see `_keep_others_out`."""
    from nbgrader.api import Assignment, Comment, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import select

    if session.bind.dialect.name == "sqlite":
        session.connection().exec_driver_sql("BEGIN IMMEDIATE")
        return
    notebooks = (
        select(SubmittedNotebook.id)
        .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(SubmittedAssignment.assignment)
        .where(Assignment.name == assignment_name, SubmittedAssignment.student_id.in_(students))
    )
    session.execute(select(Comment.id).where(Comment.notebook_id.in_(notebooks)).with_for_update())


def _is_part_of(text: str, said: str) -> bool:
    """Tell whether *text* stands among the paragraphs of what was *said*."""
    said = said.replace("\r", "").strip()
    return f"\n\n{text}\n\n" in f"\n\n{said}\n\n"


def _unknown_submission(assignment_name: str, student: str) -> CourseError:
    return CourseError(
        f"the gradebook knows no {assignment_name} of {student}; run `autograde batch {assignment_name}` first"
    )


def _find_or_add_submission(session: Any, result: Result) -> Any:
    from nbgrader.api import Assignment, Student, SubmittedAssignment
    from sqlalchemy import select

    found = _find_submission(session, result.assignment, result.student)
    if found is not None:
        return found
    if session.get(Student, result.student) is None:
        session.add(Student(id=result.student))
    assignment_id = session.scalars(select(Assignment.id).filter_by(name=result.assignment)).one()
    added = SubmittedAssignment(assignment_id=assignment_id, student_id=result.student)
    session.add(added)
    return added


def _find_submission(session: Any, assignment_name: str, student: str) -> Any:
    from nbgrader.api import SubmittedAssignment

    query = _query_submissions(assignment_name).where(SubmittedAssignment.student_id == student)
    return session.scalars(query).one_or_none()


def _query_submissions(assignment_name: str) -> Any:
    """Return a query for the rows of everybody, without the sums that nbgrader's rows compute when loaded."""
    from nbgrader.api import Assignment, Comment, Grade, SubmittedAssignment, SubmittedNotebook
    from sqlalchemy import select
    from sqlalchemy.orm import joinedload, load_only, selectinload

    notebooks = selectinload(SubmittedAssignment.notebooks).load_only(
        SubmittedNotebook.notebook_id, SubmittedNotebook.late_submission_penalty
    )
    scores = (
        Grade.cell_id,
        Grade.auto_score,
        Grade.manual_score,
        Grade.extra_credit,
        Grade.needs_manual_grade,
    )
    comments = (Comment.cell_id, Comment.auto_comment, Comment.manual_comment)
    return (
        select(SubmittedAssignment)
        .join(SubmittedAssignment.assignment)
        .where(Assignment.name == assignment_name)
        .options(
            load_only(
                SubmittedAssignment.student_id, SubmittedAssignment.timestamp, SubmittedAssignment.extension
            ),
            joinedload(SubmittedAssignment.assignment).load_only(Assignment.duedate),
            notebooks.selectinload(SubmittedNotebook.grades).load_only(*scores),
            notebooks.selectinload(SubmittedNotebook.comments).load_only(*comments),
        )
    )


def _is_after(time: datetime | None, due: datetime | None) -> bool:
    return time is not None and due is not None and time > due


def _seconds_late(submission: Any) -> float:
    """Return how late *submission* is. nbgrader fails where an extension was granted and no date is due."""
    return 0.0 if submission.assignment.duedate is None else submission.total_seconds_late


def _set_penalties(submission: Any, penalties: Mapping[str, float | None]) -> None:
    for notebook in submission.notebooks:
        notebook.late_submission_penalty = penalties.get(notebook.id)


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


def _read_mark(grade: Any, comment: str) -> Mark:
    if grade is None:
        return Mark(None, comment=comment)
    by_hand, automatic = _decimal_or_none(grade.manual_score), _decimal_or_none(grade.auto_score)
    return Mark(
        automatic if by_hand is None else by_hand,
        by_hand,
        _decimal_or_none(grade.extra_credit) or Decimal(0),
        comment,
    )


def _counts(grade: Any) -> Decimal:
    """Return what nbgrader counts: of a cell without any score not even the extra credit."""
    mark = _read_mark(grade, "")
    return Decimal(0) if mark.score is None else mark.score + mark.extra_credit


def _decimal_or_none(value: float | None) -> Decimal | None:
    return None if value is None else _decimal(value)


def _decimal(value: float) -> Decimal:
    """Return the number that was meant: 0.1, not what a float makes of it."""
    return Decimal(str(value))


def read_standings(course: Course, assignment: Assignment, student: str | None = None) -> dict[str, Standing]:
    """Return how everybody stands who is known to have handed in, or only *student*; write nothing.

    Nobody stands anywhere in a course that has no gradebook yet. Raises CourseError when it cannot be read.
    """
    with open_for_reading(course) as session:
        if session is None:
            return {}
        cells = _read_cells(session, assignment)
        return GradebookWriter(course, assignment, session.get_bind(), cells).read_standings(student)


def read_people(course: Course) -> tuple[Person, ...]:
    """Return the students that the gradebook knows; nobody where there is none yet.

    Raises:
        CourseError: the database cannot be read.
    """
    with open_for_reading(course) as session:
        return () if session is None else list_people(session)


def list_people(session: Any) -> tuple[Person, ...]:
    """Return everybody whom the database of *session* knows."""
    from nbgrader.api import Student
    from sqlalchemy import select

    columns = (Student.id, Student.first_name, Student.last_name, Student.email, Student.lms_user_id)
    return tuple(Person(*(value or "" for value in row)) for row in session.execute(select(*columns)))


@contextmanager
def open_for_reading(course: Course) -> Iterator[Any]:
    """Yield a session of the course's database; None where there is none yet, which stays so."""
    with _database_errors(course), _nbgrader_ready(course):
        from sqlalchemy import create_engine, inspect, make_url
        from sqlalchemy.orm import Session

        url = make_url(course.db_url)
        if url.get_backend_name() == "sqlite" and not os.path.isfile(url.database or ""):
            yield None
            return
        engine = create_engine(url)
        try:
            if inspect(engine).has_table("student"):
                with Session(engine) as session:
                    yield session
            else:
                yield None
        finally:
            engine.dispose()


# ---------------------------------------------------------------- nbgrader's converter


@contextmanager
def _generated(
    course: Course, assignment_name: str, copies: Mapping[str, dict[str, Any]] | None = None
) -> Iterator[Path]:
    """Let nbgrader make a release in a folder that is gone afterwards, and rows in the gradebook.

    nbgrader itself removes the old release before it starts, and leaves none when it fails. With *copies* the
    gradebook is left alone; see `_preprocessors`.
    """
    source = course.folder("source", assignment_name)
    if not source.is_dir():
        raise AssignmentError(f"{source}: there is no such folder")
    with file_errors(course.state):
        course.state.mkdir(exist_ok=True)
    with file_errors(course.state), make_draft_folder(course.state) as staging:
        yield _generate(course, assignment_name, os.path.relpath(staging, course.root), copies)


def _generate(
    course: Course, assignment_name: str, step: str, copies: Mapping[str, dict[str, Any]] | None
) -> Path:
    """Run nbgrader's GenerateAssignment with the folder *step* as its release step; return what it made."""
    log = _Log()
    with _database_errors(course), _nbgrader_ready(course):
        from nbgrader.converters import GenerateAssignment

        _make_database(course)
        app = _load_configuration(course, log)
        app.coursedir.release_directory = step
        app.coursedir.assignment_id = assignment_name
        app.coursedir.ignore = [*app.coursedir.ignore, *_KEPT_BACK]
        converter = GenerateAssignment(coursedir=app.coursedir, parent=app)
        converter.no_database = copies is not None
        converter.preprocessors = _preprocessors(converter.preprocessors, copies)
        try:
            converter.start()
        except Exception as failed:
            cause = log.cause or failed
            if isinstance(cause, _kinds_of_database_errors()):
                raise cause from failed
            source = course.folder("source", assignment_name)
            raise AssignmentError(f"{source}: nbgrader made no release of it: {_one_line(cause)}") from failed
        return Path(app.coursedir.format_path(step, ".", assignment_name))


def _preprocessors(usual: list[Any], copies: Mapping[str, dict[str, Any]] | None) -> list[Any]:
    """Return what makes a release, in order.

    Args:
        usual: what the course's configuration has.
        copies: where to keep copies of the notebooks instead of saving cells to the gradebook: with the solutions
            under *solved*, and as they are graded, with all tests, under *graded*. None: save the cells.
    """
    from nbgrader.preprocessors import ClearSolutions, SaveCells

    if copies is None:
        return [_save_added_cells() if p is SaveCells else p for p in usual]
    chosen: list[Any] = []
    for preprocessor in usual:
        if preprocessor is ClearSolutions:
            chosen.append(_copy_into(copies["solved"]))
        chosen.append(_copy_into(copies["graded"]) if preprocessor is SaveCells else preprocessor)
    return chosen


def _copy_into(copies: dict[str, Any]) -> Any:
    """Return a preprocessor that keeps a copy of each notebook in *copies*, by name."""
    from nbgrader.preprocessors import NbGraderPreprocessor

    class Copy(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
        def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
            copies[resources["nbgrader"]["notebook"]] = deepcopy(nb)
            return nb, resources

    return Copy


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
    app.coursedir.db_url = _patient(course.db_url)
    return app


def _save_added_cells() -> Any:
    """Return SaveCells as it would be if it saved all or nothing, and let an exercise be added later.

    nbgrader commits after every cell, so that a kill leaves a notebook of which some cells are missing for good. It
    refuses new cells once submissions came in, because older ones have no grade for them; ours get one when regraded.
    It still refuses when a cell is gone.
    """
    from nbgrader.api import MissingEntry
    from nbgrader.preprocessors import SaveCells

    class SaveAddedCells(SaveCells):  # type: ignore[misc]  # nbgrader has no types
        def _create_notebook(self, nb: Any) -> None:
            session = self.gradebook.db
            commit, session.commit = session.commit, session.flush
            self._create_added_cells()
            super()._create_notebook(nb)
            commit()

        def _create_added_cells(self) -> None:
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


_ADVICE = {
    "locked": "another program is writing to it (formgrader, nbgrader, a backup): try again when it is done",
    "no such column": "an older nbgrader made it: keep a copy, then run `nbgrader db upgrade`",
    "no such table": "an older nbgrader made it: keep a copy, then run `nbgrader db upgrade`",
    "not a database": "bring back a copy, or move it away; without one the next batch makes a new one, without marks by hand",
    "malformed": "bring back a copy, or move it away; without one the next batch makes a new one, without marks by hand",
    "is full": "make room there, then give the same command again",
    "readonly": "it must be writable, and its folder, too",
}
"""What to do, by what SQLite says."""


def _explain(course: Course, failed: Exception) -> str:
    """Return one line: which database, what is wrong with it, what to do."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    reason = _one_line(getattr(failed, "orig", None) or failed)
    try:
        url = make_url(course.db_url)
    except SQLAlchemyError:
        return f"nbgrader_config.py: CourseDirectory.db_url: {reason}"
    advice = next((advice for words, advice in _ADVICE.items() if words in reason), "")
    reason = f"{reason}; {advice}" if advice else reason
    return f"{url.database if url.get_backend_name() == 'sqlite' else url.render_as_string()}: {reason}"


def _one_line(failed: BaseException) -> str:
    return f"{' '.join(str(failed).split())[:400] or type(failed).__name__}"
