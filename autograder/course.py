"""The course folder: what the instructor keeps, and what the students handed in.

The folder is an nbgrader course. Its nbgrader_config.py says what the steps' folders are called; it is read
with the loader that nbgrader uses, but without nbgrader, which takes more than a second to import.

What lies under the source folder is the instructor's and trusted. What lies under the submitted folder is
not: links in it are not followed, only regular files are opened, and never more than a bounded number of
bytes is read.
"""

from __future__ import annotations

import difflib
import fnmatch
import hashlib
import itertools
import json
import os
import re
import secrets
import stat
import string
import tomllib
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from traitlets.config.loader import LazyConfigValue, PyFileConfigLoader

from autograder.claims import make_draft
from autograder.errors import AssignmentError, CourseError, SubmissionError
from autograder.model import Assignment, Cell, Exercise, ManualExercise, Submission
from autograder.notebook import (
    MAX_BYTES,
    GradedCell,
    over_limit,
    read_graded_cells,
    read_language,
    read_notebook,
)
from autograder.questions import load_exercises, read_misconceptions, read_variants

CONFIG = "nbgrader_config.py"
MAX_FILES = 50
"""How many notebooks and .py files of one submission are read."""
MAX_SUBMISSION = 2 * MAX_BYTES
"""How many bytes of one submission are read in all."""
MAX_DATA = 100 * 2**20
"""How many bytes the data files of an assignment may have in all."""

_STEPS = ("source", "release", "submitted", "autograded", "feedback")
_NEVER_DATA = ("exercises.py", "misconceptions.py", "variants.py", "seed", "*.ipynb")
_NEVER_COPIED = (
    "*.ipynb",
    "*.html",
    "*.htm",
    "result.json",
    "timestamp.txt",
    "submission_secret.txt",
    "feedback",
)
_UNKNOWN = "\0"
"""Stands in a path for the name that is looked for; no file's name holds it."""


# ---------------------------------------------------------------- the course


@dataclass(frozen=True)
class Course:
    """A course folder, and what its nbgrader_config.py says about it."""

    root: Path
    course_id: str
    steps: Mapping[str, str]
    """nbgrader's step (source, release, submitted, autograded, feedback) -> what its folder is called."""
    structure: str
    """How step, student and assignment make a path: nbgrader's ``directory_structure``."""
    ignore: tuple[str, ...]
    """Patterns of the names that nbgrader never copies to students."""
    db_url: str

    def folder(self, step: str, assignment: str, student: str = ".") -> Path:
        """Return the folder of *assignment* in one of nbgrader's steps."""
        names = {"nbgrader_step": self.steps[step], "student_id": student, "assignment_id": assignment}
        return self.root / self.structure.format(**names)

    def reports(self, assignment: str) -> Path:
        """Return the folder of the class page and grades.csv, for TAs only."""
        return self.root / "reports" / assignment

    @property
    def lock(self) -> Path:
        """Return the file that stands for the whole course where only one command may write at a time."""
        return self.state / "lock"

    @property
    def state(self) -> Path:
        """Return the folder of transcripts, answer keys and earlier results."""
        return self.root / ".autograder"


def find_course(start: Path | None) -> Course:
    """Read the course in the folder *start*; without it, in the nearest one upwards from here.

    Raises:
        CourseError: there is no nbgrader_config.py, or it is broken.
    """
    if start is not None:
        if not os.path.isdir(start):
            raise CourseError(f"{start}: there is no such folder")
        if not os.path.isfile(start / CONFIG):
            raise CourseError(f"{start}: not a course, there is no {CONFIG} in it")
        return _read_course(start.absolute())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if os.path.isfile(folder / CONFIG):
            return _read_course(folder)
    raise CourseError(f"no {CONFIG} in {here} or above it: go to a course folder, or name one with --course")


def _read_course(folder: Path) -> Course:
    options = _read_config(folder / CONFIG)
    root = folder / options.text("root", "")
    return Course(
        root=root,
        course_id=options.text("course_id", "").strip(),
        steps={step: options.text(f"{step}_directory", step) for step in _STEPS},
        structure=options.structure(),
        ignore=options.texts("ignore", [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback"]),
        db_url=options.text("db_url", "") or f"sqlite:///{root / 'gradebook.db'}",
    )


@dataclass(frozen=True)
class _Options:
    """The options of nbgrader's *CourseDirectory* that a configuration file sets."""

    path: Path
    section: Mapping[str, Any]

    def text(self, name: str, default: str) -> str:
        value = self.section.get(name, default)
        if not isinstance(value, str):
            raise self._wrong(name, "a string", value)
        return value

    def texts(self, name: str, default: list[str]) -> tuple[str, ...]:
        value = self.section.get(name, default)
        if isinstance(value, LazyConfigValue):  # the file appended to what nbgrader has
            value = value.get_value(default)
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            raise self._wrong(name, "a list of strings", value)
        return tuple(value)

    def structure(self) -> str:
        """Return how paths are made, which must name all that tells two folders apart."""
        default = "{nbgrader_step}/{student_id}/{assignment_id}"
        text = self.text("directory_structure", default)
        try:
            fields = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        except ValueError:
            fields = set()
        if fields != {"nbgrader_step", "student_id", "assignment_id"}:
            raise self._wrong("directory_structure", f"like {default}", text)
        return text

    def _wrong(self, name: str, wanted: str, value: object) -> CourseError:
        return CourseError(f"{self.path}: CourseDirectory.{name} must be {wanted}. Got {value!r} instead.")


def _read_config(path: Path) -> _Options:
    """Run nbgrader_config.py, the instructor's own, as nbgrader does."""
    try:
        config = PyFileConfigLoader(path.name, path=str(path.parent)).load_config()
    except (
        Exception,
        SystemExit,
    ) as broken:  # what an author wrote may fail in any way: one line for the user
        message = broken.msg if isinstance(broken, SyntaxError) else " ".join(str(broken).split())
        raise CourseError(f"{path}{_line_in(path, broken)}: {type(broken).__name__}: {message}") from broken
    return _Options(path, config.get("CourseDirectory", {}))


def _line_in(path: Path, error: BaseException) -> str:
    """Return the last line of *path* that *error* came through, as words; empty when through none."""
    if isinstance(error, SyntaxError):
        return f", line {error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == str(path)]
    return f", line {lines[-1]}" if lines else ""


@dataclass(frozen=True)
class _Place:
    """A name that was looked for in a step's folders, and where it leads."""

    name: str
    entry: Path
    """The folder that has the name in its own."""
    folder: Path
    """The assignment's folder, at or below *entry*."""


def _places(course: Course, step: str, assignment: str, student: str) -> Iterator[_Place]:
    """Yield what the one `_UNKNOWN` of *assignment* and *student* can be, sorted; nothing hidden."""
    parts = course.folder(step, assignment, student).parts
    at = next(i for i, part in enumerate(parts) if _UNKNOWN in part)
    above, (before, _, after) = Path(*parts[:at]), parts[at].partition(_UNKNOWN)
    try:
        entries = sorted(os.listdir(above))
    except FileNotFoundError:
        return
    except OSError as refused:
        raise CourseError(f"{above}: {refused.strerror}") from refused
    for entry in entries:
        name = entry[len(before) : len(entry) - len(after)]
        if name and not name.startswith(".") and entry == before + name + after:
            below = [part.replace(_UNKNOWN, name) for part in parts[at + 1 :]]
            yield _Place(name, above / entry, above.joinpath(entry, *below))


# ---------------------------------------------------------------- assignments


def assignment_names(course: Course) -> tuple[str, ...]:
    """Return the names of the course's assignments: the source folders with a notebook, sorted."""
    places = _places(course, "source", _UNKNOWN, ".")
    return tuple(place.name for place in places if _notebook_paths(place.folder))


def load_assignment(course: Course, name: str, *, keep_seed: bool = True) -> Assignment:
    """Read what the instructor keeps for an assignment. Draws its seed when it has none yet.

    Args:
        course: where.
        name: of the assignment.
        keep_seed: write a newly drawn seed beside exercises.py; False leaves the course as it is.

    Raises:
        CourseError: there is no such assignment, or its folder cannot be read or be given a seed.
        AssignmentError: something in it is wrong, or notebook and exercises.py do not agree.
    """
    check_known(course, name)
    try:
        return _load_assignment(course, name, course.folder("source", name), keep_seed=keep_seed)
    except OSError as refused:
        raise CourseError(f"{refused.filename}: {refused.strerror}") from refused


def check_known(course: Course, name: str) -> None:
    """Raise CourseError, with the names that there are, unless *name* is an assignment of *course*."""
    known = assignment_names(course)
    if name in known:
        return
    where = course.folder("source", "*")
    if not known:
        raise CourseError(f"no assignment {name}: nothing matches {where}/*.ipynb")
    close = difflib.get_close_matches(name, known, n=1)
    meant = f" Did you mean {close[0]}?" if close else ""
    raise CourseError(f"no assignment {name} in {where.parent}.{meant} There is: {', '.join(known)}")


def _load_assignment(course: Course, name: str, folder: Path, *, keep_seed: bool) -> Assignment:
    contents = {path.stem: path.read_bytes() for path in _notebook_paths(folder)}
    reference, graded = _read_sources(folder, contents)
    if not os.path.lexists(folder / "exercises.py"):
        return _graded_by_its_own_cells(course, name, folder, contents, reference, graded)
    seed = _read_seed(folder / "seed", keep=keep_seed)
    exercises = load_exercises(folder / "exercises.py", seed)
    exercises = _place_exercises(folder, exercises, reference, graded)
    misconceptions, misconception_source = read_misconceptions(folder / "misconceptions.py", exercises)
    variants, variant_source = read_variants(folder / "variants.py", exercises)
    files = dict(_walk(folder))
    return Assignment(
        name=name,
        title=_title(next(iter(reference.values()))) or name,
        notebooks=tuple(contents),
        exercises=exercises,
        manual=tuple(
            ManualExercise(cell.name, cell.points, notebook)
            for notebook, cells in graded.items()
            for cell in cells
            if cell.manual
        ),
        misconceptions=misconceptions,
        data_files=_read_data(folder, files, course.ignore),
        digest=_digest(_what_grades_depend_on(course, files)),
        reference=reference,
        secret=seed,
        misconception_source=misconception_source,
        variants=variants,
        variant_source=variant_source,
    )


def _graded_by_its_own_cells(
    course: Course,
    name: str,
    folder: Path,
    contents: Mapping[str, bytes],
    reference: Mapping[str, tuple[Cell, ...]],
    graded: Mapping[str, Sequence[GradedCell]],
) -> Assignment:
    """Return an assignment without questions, as every course of nbgrader has them."""
    for notebook, content in contents.items():
        language = read_language(notebook, content)
        if language != "python":
            raise AssignmentError(
                f"{folder / notebook}.ipynb is written for the kernel of {language}, and only Python is graded here; "
                f"grade this assignment with: nbgrader autograde {name}"
            )
    cells = [(cell, notebook) for notebook in graded for cell in graded[notebook]]
    repeated = [
        f"{count} cells of {at}.ipynb are called {cell.name}"
        for (cell, at), count in Counter(cells).items()
        if count > 1
    ]
    if not cells:
        repeated = ["no cell carries points, and there is no exercises.py"]
    if repeated:
        raise AssignmentError(f"{folder}: {'; '.join(repeated)}")
    files = dict(_walk(folder))
    return Assignment(
        name=name,
        title=name,
        notebooks=tuple(contents),
        exercises=tuple(
            Exercise(cell.name, cell.points, "", notebook) for cell, notebook in cells if not cell.manual
        ),
        manual=tuple(
            ManualExercise(cell.name, cell.points, notebook) for cell, notebook in cells if cell.manual
        ),
        misconceptions=(),
        data_files=_read_data(folder, files, course.ignore),
        digest=_digest(_what_grades_depend_on(course, files)),
        reference=reference,
        own_cells=True,
    )


def assignment_digest(course: Course, name: str) -> str | None:
    """Return what tells versions of an assignment apart, without loading it; None where test cells do the grading.

    Those are nbgrader's to make, so that the source folder alone does not say what they are.
    """
    folder = course.folder("source", name)
    with suppress(OSError):
        if os.path.lexists(folder / "exercises.py"):
            return _digest(_what_grades_depend_on(course, dict(_walk(folder))))
    return None


def _what_grades_depend_on(course: Course, files: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Yield digests of the assignment's files and the course's settings: a longer limit is a reason to grade again.

    What pages say beside the grades is none.
    """
    for relative, path in files.items():
        yield relative, _file_digest(path)
    settings = course.root / "autograder.toml"
    if settings.is_file():
        try:
            document = tomllib.loads(settings.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # whoever reads the settings says what is wrong
            yield "../autograder.toml", _file_digest(settings)
        else:
            document.pop("feedback", None)
            text = json.dumps(document, sort_keys=True, default=str)
            yield "../autograder.toml", hashlib.sha256(text.encode()).digest()


def _notebook_paths(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.glob("*.ipynb") if os.path.isfile(path) and not path.name.startswith(".")
    )


def _read_sources(
    folder: Path, contents: Mapping[str, bytes]
) -> tuple[dict[str, tuple[Cell, ...]], dict[str, tuple[GradedCell, ...]]]:
    """Return the cells, and those that carry points, of each source notebook."""
    reference, graded = {}, {}
    for notebook, content in contents.items():
        path = str(folder / f"{notebook}.ipynb")
        try:
            reference[notebook] = read_notebook(path, content).cells
            graded[notebook] = read_graded_cells(path, content)
        except SubmissionError as wrong:
            raise AssignmentError(str(wrong)) from wrong
    return reference, graded


def _title(cells: Sequence[Cell]) -> str:
    """Return the first heading; empty when there is none."""
    for cell in cells:
        heading = (
            None if cell.is_code else re.search(r"^#{1,6}[ \t]+(\S.*?)[ \t#]*$", cell.source, re.MULTILINE)
        )
        if heading:
            return heading[1]
    return ""


def _place_exercises(
    folder: Path,
    exercises: Sequence[Exercise],
    reference: Mapping[str, Sequence[Cell]],
    graded: Mapping[str, Sequence[GradedCell]],
) -> tuple[Exercise, ...]:
    """Return *exercises* with the notebooks in which they stand; refuse all that does not agree at once."""
    solutions = [(cell.grade_id, at) for at, cells in reference.items() for cell in cells if cell.is_solution]
    tests = [(cell, at) for at, cells in graded.items() for cell in cells if not cell.manual]
    names = Counter([name for name, _ in solutions] + [cell.name for cell, _ in tests])
    problems = [f"{count} cells are called {name}" for name, count in names.items() if count > 1]
    home = dict(solutions)
    test_of = {cell.name: (cell, at) for cell, at in tests}
    by_hand = {cell.name for cells in graded.values() for cell in cells if cell.manual}
    for exercise in exercises:
        cell, at = test_of.pop(f"test_{exercise.name}", (None, None))
        problems += _disagreements(exercise, home.get(exercise.name), cell, at)
        if exercise.name in by_hand:
            problems.append(f"cell {exercise.name} carries points itself, its test cell should")
    problems += [f"test cell {name} belongs to no exercise in exercises.py" for name in test_of]
    if problems:
        raise AssignmentError(f"{folder}: {'; '.join(problems)}")
    return tuple(replace(exercise, notebook=home[exercise.name]) for exercise in exercises)


def _disagreements(
    exercise: Exercise, solution_at: str | None, test: GradedCell | None, test_at: str | None
) -> Iterator[str]:
    name = exercise.name
    if solution_at is None:
        yield f"exercise {name} has no solution cell {name}"
    if test is None:
        yield f"exercise {name} has no test cell test_{name}"
        return
    if test.points != exercise.points:
        yield f"{name} is worth {exercise.points} in exercises.py and {test.points} in test_{name}"
    if solution_at not in (None, test_at):
        yield f"{name} is in {solution_at}.ipynb and test_{name} in {test_at}.ipynb"


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the regular files below *folder* by name relative to it; nothing hidden, no bytecode."""

    def stop(refused: OSError) -> None:
        raise refused

    for above, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "__pycache__")
        for name in sorted(names):
            path = Path(above, name)
            if path.is_file() and not name.startswith("."):
                yield path.relative_to(folder).as_posix(), path


def _read_data(folder: Path, files: Mapping[str, Path], ignore: Sequence[str]) -> dict[str, bytes]:
    """Read the files that nbgrader would give to students beside the notebook."""
    patterns = (*ignore, *_NEVER_DATA)
    released = {
        name: path
        for name, path in files.items()
        if not any(fnmatch.fnmatch(part, pattern) for part in name.split("/") for pattern in patterns)
    }
    if sum(path.stat().st_size for path in released.values()) > MAX_DATA:
        raise AssignmentError(
            f"{folder}: the data files are over the limit of {MAX_DATA // 2**20} MB; "
            f"what students need not have belongs into CourseDirectory.ignore"
        )
    return {name: path.read_bytes() for name, path in released.items()}


def _read_seed(path: Path, *, keep: bool) -> bytes:
    """Return the assignment's secret of 32 bytes; drawn, and kept if *keep*, when there is none yet."""
    if not os.path.lexists(path):
        if not keep:
            return secrets.token_bytes(32)
        _draw_seed(path)
    try:
        seed = bytes.fromhex(path.read_text("ascii"))
    except ValueError:
        seed = b""
    if len(seed) != 32:
        raise AssignmentError(
            f"{path}: expected 64 hexadecimal digits; delete the file to have new ones drawn"
        )
    return seed


def _draw_seed(path: Path) -> None:
    """Write a new seed, readable by its owner only. Of several that draw at once one wins, for all."""
    try:
        with make_draft(path.parent) as draft, suppress(FileExistsError):
            draft.write_text(secrets.token_hex(32) + "\n")
            os.link(draft, path)
    except OSError as refused:
        raise CourseError(
            f"{path}: the seed of hidden questions cannot be written: {refused.strerror}"
        ) from refused


def _file_digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    """Return one SHA-256, in hexadecimal, over names and what belongs to them, in their order."""
    whole = hashlib.sha256()
    for name, content in contents:
        for part in (os.fsencode(name), content):
            whole.update(len(part).to_bytes(8, "big"))
            whole.update(part)
    return whole.hexdigest()


# ---------------------------------------------------------------- submissions


def submission_folders(course: Course) -> Path:
    """Return the folder that all submissions lie in: what comes before the first name of a student or assignment."""
    parts = course.folder("submitted", _UNKNOWN, _UNKNOWN).parts
    return Path(*itertools.takewhile(lambda part: _UNKNOWN not in part, parts))


@dataclass(frozen=True)
class HandedIn:
    """What one student handed in for one assignment, found but not read yet: a class may be larger than memory."""

    student: str
    assignment: str
    folder: Path
    problem: str = ""
    """Why it cannot be read, if that is known already."""

    def read(self) -> Submission:
        """Read it as it is now. What cannot be read is a *problem* on the submission."""
        if self.problem:
            return _unreadable(self.student, self.assignment, self.problem)
        try:
            return read_submission(self.folder, self.student, self.assignment)
        except CourseError:
            return _unreadable(
                self.student, self.assignment, "the folder was removed while others were graded"
            )


def read_submissions(course: Course, assignment: str, students: Sequence[str] = ()) -> tuple[Submission, ...]:
    """Read what `list_submissions` finds, all of it."""
    return tuple(one.read() for one in list_submissions(course, assignment, students))


def list_submissions(course: Course, assignment: str, students: Sequence[str] = ()) -> tuple[HandedIn, ...]:
    """Find what students handed in for *assignment*, sorted by student; no file is opened.

    What cannot be read is a *problem* on its submission and no error. In names that are not UTF-8 text the
    odd bytes are written out, ``xe9`` after a backslash.

    Args:
        course: where to look.
        assignment: its name.
        students: whose submissions to find; empty: everybody's.

    Raises:
        CourseError: nobody handed in anything, or one of *students* did not.
    """
    found = []
    for place in _places(course, "submitted", assignment, _UNKNOWN):
        student = _readable(place.name)
        if students and student not in students:
            continue
        handed_in = _look_at(place, student, assignment)
        if handed_in is not None:
            found.append(handed_in)
    missing = sorted(set(students).difference(one.student for one in found))
    where = course.folder("submitted", assignment, "*")
    if missing:
        raise CourseError(f"no submission of {assignment} by {', '.join(missing)} (looked for {where})")
    if not found:
        raise CourseError(f"no submission of {assignment}: nothing matches {where}")
    return tuple(sorted(_once_each(found), key=lambda one: one.student))


def _once_each(found: Sequence[HandedIn]) -> Iterator[HandedIn]:
    """Yield one submission for each student; where names that are not UTF-8 became the same, one that says so."""
    count = Counter(one.student for one in found)
    yield from (one for one in found if count[one.student] == 1)
    for student, number in count.items():
        if number > 1:
            problem = f"{number} folders are called so when written as UTF-8: rename one of them"
            yield replace(next(one for one in found if one.student == student), problem=problem)


def students_who_submitted(course: Course, assignment: str) -> tuple[str, ...]:
    """Return who has a folder for *assignment* among the submitted ones, sorted; nothing in it is read."""
    return _students_in(course, "submitted", assignment)


def check_student(course: Course, assignment: str, student: str) -> None:
    """Raise CourseError, with names like it, unless *student* handed in *assignment* or has a result of it."""
    steps = ("submitted", "autograded")
    known = sorted({name for step in steps for name in _students_in(course, step, assignment)})
    if student not in known:
        close = difflib.get_close_matches(student, known, n=3)
        meant = f" Did you mean {' or '.join(close)}?" if close else ""
        where = course.folder("submitted", assignment, "*")
        raise CourseError(f"no submission of {assignment} by {student} (looked for {where}).{meant}")


def _students_in(course: Course, step: str, assignment: str) -> tuple[str, ...]:
    places = _places(course, step, assignment, _UNKNOWN)
    return tuple(_readable(place.name) for place in places if os.path.isdir(place.folder))


def read_submission(path: Path, student: str, assignment: str) -> Submission:
    """Read one submission: a notebook, a .py file, or a folder with some of them.

    Raises:
        CourseError: there is nothing at *path*. Everything else is a *problem* on the submission.
    """
    try:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            folder, names = path, sorted(os.listdir(path))
        else:
            folder, names = path.parent, [path.name]
    except (FileNotFoundError, NotADirectoryError):
        raise CourseError(f"{path}: there is no such file or folder") from None
    except OSError as refused:
        return _unreadable(student, assignment, f"the folder cannot be read: {refused.strerror}")
    files, problems = _read_files(folder, names)
    if files:
        return Submission(student, assignment, files, digest=_digest(sorted(files.items())))
    problem = "; ".join(problems[:3]) or f"handed in no notebook: {_list_found(folder, names)}"
    return _unreadable(student, assignment, problem)


def read_other_files(course: Course, assignment: str, student: str) -> dict[str, bytes]:
    """Read what a student handed in beside notebooks: pictures that a written answer shows, scripts, data.

    By name relative to the submission's folder; within the bounds of a submission, beyond which files are left
    out. Nothing hidden, nothing that nbgrader ignores, no links, and no .html, which nbgrader would hand back as a
    page of feedback.
    """
    folder = course.folder("submitted", assignment, student)
    patterns = (*course.ignore, *_NEVER_COPIED)
    files: dict[str, bytes] = {}
    room = MAX_SUBMISSION
    above = course.folder("submitted", ".", ".")
    below = [place for place in (folder, *folder.parents) if place != above and place.is_relative_to(above)]
    try:
        found = [] if any(map(os.path.islink, below)) else sorted(_walk(folder))
    except OSError:
        return {}
    for name, path in found:
        kept_back = any(fnmatch.fnmatch(part.lower(), p) for part in name.split("/") for p in patterns)
        if kept_back or len(files) == MAX_FILES:
            continue
        with suppress(SubmissionError, UnicodeEncodeError):
            name.encode()
            files[name] = _read_file(path, room)
            room -= len(files[name])
    return files


def _look_at(place: _Place, student: str, assignment: str) -> HandedIn | None:
    """Look at what lies at *place*; None when that is nothing, or no student's folder."""
    between = [folder for folder in reversed(place.folder.parents) if folder.is_relative_to(place.entry)]
    handed_in = HandedIn(student, assignment, place.folder)
    try:
        for folder in (*between, place.folder):
            mode = os.lstat(folder).st_mode
            if stat.S_ISLNK(mode):
                problem = f"the folder {_readable(folder.name)} is a symbolic link, which is not followed"
                return replace(handed_in, problem=problem)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as refused:
        return replace(handed_in, problem=f"the folder cannot be read: {refused.strerror}")
    if place.folder == place.entry and not stat.S_ISDIR(mode):
        return None
    return handed_in


def _unreadable(student: str, assignment: str, problem: str) -> Submission:
    # The problem is in the digest, so that a result that tells of it is not kept when it becomes another one.
    return Submission(student, assignment, {}, problem, _digest([("", problem.encode())]))


def _read_files(folder: Path, names: Sequence[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the notebooks and .py files that can be read, notebooks first, and why the others cannot."""
    files: dict[str, bytes] = {}
    problems = []
    notebooks = [name for name in names if name.lower().endswith(".ipynb")]
    scripts = [name for name in names if name.lower().endswith(".py")]
    # A name that begins with a dot is no answer: editors' copies, and ._park.ipynb in archives made on a Mac.
    wanted = [name for name in (*notebooks, *scripts) if not name.startswith(".")]
    room = MAX_SUBMISSION
    for name in wanted[:MAX_FILES]:
        try:
            content = _read_file(folder / name, room)
        except SubmissionError as refused:
            problems.append(f"{_readable(name)}: {refused}")
        else:
            files[_readable(name)] = content
            room -= len(content)
    return files, problems


def _read_file(path: Path, room: int) -> bytes:
    """Read a regular file that a student handed in.

    Raises:
        SubmissionError: why not, in words that follow its name and a colon.
    """
    try:
        _check_file(os.lstat(path), room)  # before it is opened: opening a device can do things
        with open(path, "rb", opener=_open_safely) as file:
            status = os.fstat(file.fileno())
            _check_file(status, room)  # and after: it may have become another one
            return file.read(status.st_size)
    except OSError as refused:
        raise SubmissionError(f"cannot be read: {refused.strerror}") from refused


def _check_file(status: os.stat_result, room: int) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise SubmissionError("a symbolic link, which is not followed")
    if not stat.S_ISREG(status.st_mode):
        raise SubmissionError("not a regular file")
    if status.st_size > MAX_BYTES:
        raise SubmissionError(over_limit(status.st_size))
    if status.st_size > room:
        raise SubmissionError(f"the files together are over the limit of {MAX_SUBMISSION // 2**20} MB")


def _open_safely(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _list_found(folder: Path, names: Sequence[str]) -> str:
    """Say what lies there instead of a notebook; nbgrader's own timestamp.txt is not the student's."""
    found = [name for name in names if name != "timestamp.txt" and not name.startswith(".")]
    if not found:
        return "the folder is empty"
    shown = [_readable(name) + ("/" if os.path.isdir(folder / name) else "") for name in found[:5]]
    more = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return f"found {', '.join(shown)}{more}"


def _readable(name: str) -> str:
    """Return a file's name as text that can be encoded: bytes that are not UTF-8 are written out."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
