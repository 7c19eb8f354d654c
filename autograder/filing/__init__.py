"""Submissions on their way in: what an LMS handed out becomes folders under submitted/.

    unpack      whatever the download is, its files are copied to names of ours       archives
    recognise   the names of the files say who handed in what, and when               downloads
    find        which student of the course that is                                   roster
    place       the newest attempt of each takes its place; what was there is kept    here

Whatever cannot be decided is listed with the reason, for a person; nothing is guessed. Nothing is written outside of the
submitted folder: names of folders are checked ids of students, names of files are made harmless.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from pathlib import Path

from autograder.course import MAX_SUBMISSION, Course, assignment_names, submission_folders
from autograder.errors import CourseError, SubmissionError
from autograder.exchange import handed_in_at, parse_timestamp
from autograder.files import file_errors
from autograder.filing.archives import Piece, Refused, is_archive, unpack
from autograder.filing.downloads import Attempt, as_one_student, is_one_submission, recognise
from autograder.filing.roster import Key, Kind, Roster
from autograder.gradebook import read_people
from autograder.model import Assignment

MAX_FILES = 200
"""How many files of one submission are filed."""
MAX_NAME = 120
"""How many bytes the name of a filed file may have."""
TIMESTAMP = "%Y-%m-%d %H:%M:%S.%f UTC"
"""As nbgrader writes timestamp.txt."""

_MADE_BY_NBGRADER = ("timestamp.txt", "submission_secret.txt")
"""What a student packs under these names would be believed; from nbgrader's own folders it may be."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that are devices on Windows, where course folders are copied to as well."""


class Outcome(StrEnum):
    """What became of an attempt."""

    NEW = "new"
    SAME = "there already"
    REPLACED = "takes the place of another"
    OLDER = "not taken: older than what is there"


@dataclass(frozen=True)
class Filed:
    """A student's newest attempt, and where it went."""

    student: str
    assignment: str
    attempt: Attempt
    known_by: Kind | None
    """What sort of name found the student; None: the course has no list, and the download's own id was taken."""
    older: int
    """How many older attempts there were in the download."""
    outcome: Outcome
    folder: Path
    kept: Path | None = None
    """Where the one lies that was there before."""


@dataclass(frozen=True)
class Filing:
    """What became of a download."""

    filed: tuple[Filed, ...]
    """By assignment and student."""
    refused: tuple[Refused, ...]
    """What a person must look at."""
    passed_over: int
    """How many attempts were of other students or assignments than those asked for."""


def file_download(
    course: Course,
    assignments: Sequence[Assignment],
    source: Path,
    *,
    students: Sequence[str] = (),
    roster: Sequence[Sequence[Key]] = (),
    zone: tzinfo | None = None,
) -> Filing:
    """File what is in *source* under the course's submitted folder.

    Args:
        course: where.
        assignments: those asked for; several only if the download says what belongs to which.
        source: what an LMS handed out: a folder, a file or an archive.
        students: whose; empty: everybody's. A single notebook needs exactly one.
        roster: who is who, beside what the gradebook knows.
        zone: of the times that a system writes without one; None: this computer's.

    Raises:
        CourseError: *source* cannot be read, or it is not clear which assignment or whose it is; nothing is filed.
    """
    if course.root.resolve().is_relative_to(source.resolve()):
        raise CourseError(f"{source}: that is the course itself, not what came back from students")
    place = submission_folders(course)
    known = Roster(read_people(course), roster)
    with _staging(place) as folder:
        pieces, refused = unpack(source, folder)
        attempts, unclear = _attempts(course, source, pieces, assignments, students, zone)
        attempts = [_dated(attempt) for attempt in attempts]
        _check_assignments(source, attempts, assignments)
        wanted, strangers = _assign(attempts, known, [one.name for one in assignments])
        chosen = {key: found for key, found in wanted.items() if not students or key[1] in students}
        chosen = {key: found for key, found in chosen.items() if key[0] in {one.name for one in assignments}}
        newest, conflicts = _newest(chosen)
        filed, failed = _place_all(course, newest)
    problems = (*refused, *unclear, *strangers, *conflicts, *failed)
    return Filing(tuple(filed), problems, len(wanted) - len(chosen))


@contextmanager
def _staging(place: Path) -> Iterator[Path]:
    """Yield an empty folder on the disk of the submissions; it and what is left in it goes in the end."""
    with file_errors(place):
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".filing-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- whose, which, when


def _attempts(
    course: Course,
    source: Path,
    pieces: Sequence[Piece],
    assignments: Sequence[Assignment],
    students: Sequence[str],
    zone: tzinfo | None,
) -> tuple[list[Attempt], list[Refused]]:
    notebooks = {name for one in assignments for name in one.notebooks}
    single = source.is_file() and not is_archive(source.name)
    if pieces and (single or is_one_submission(pieces, notebooks)):
        if len(students) != 1:
            raise CourseError(f"{source}: the work of one student, but whose? Say so with one --student ID")
        return [as_one_student(pieces, students[0])], []
    known: dict[str, tuple[str, ...]] = dict.fromkeys(assignment_names(course), ())
    return recognise(pieces, known | {one.name: one.notebooks for one in assignments}, zone)


def _dated(attempt: Attempt) -> Attempt:
    """Return *attempt* with the time that nbgrader itself wrote beside it."""
    if attempt.assignment is None or attempt.time is not None:
        return attempt
    for path, piece in attempt.files:
        if path == ("timestamp.txt",) and not piece.inner:
            with piece.path.open("rb") as file:
                return replace(attempt, time=parse_timestamp(file.read(100)))
    return attempt


def _check_assignments(source: Path, attempts: Sequence[Attempt], assignments: Sequence[Assignment]) -> None:
    if len(assignments) > 1 and any(attempt.assignment is None for attempt in attempts):
        names = ", ".join(one.name for one in assignments)
        raise CourseError(
            f"{source}: does not say what belongs to which of {names}: name one assignment with it"
        )


_Place = tuple[str, str]
"""An assignment and a student."""


def _assign(
    attempts: Sequence[Attempt], roster: Roster, assignments: Sequence[str]
) -> tuple[dict[_Place, list[tuple[Attempt, Kind | None]]], list[Refused]]:
    """Return the attempts by assignment and student, and those of nobody that the course knows."""
    found = defaultdict(list)
    refused = []
    spelled: dict[str, str] = {}  # two folders whose names differ in case only are one on other systems
    for attempt in attempts:
        try:
            student, kind = roster.find(attempt.keys, attempt.otherwise)
        except SubmissionError as unknown:
            refused.append(Refused(attempt.came_as, str(unknown)))
        else:
            student = spelled.setdefault(student.casefold(), student)
            found[attempt.assignment or assignments[0], student].append((attempt, kind))
    return found, refused


def _newest(
    found: Mapping[_Place, Sequence[tuple[Attempt, Kind | None]]],
) -> tuple[dict[_Place, tuple[Attempt, Kind | None, int]], list[Refused]]:
    """Return the newest attempt of each, with how many there are older; none where that cannot be said."""
    newest, refused = {}, []
    for (assignment, student), attempts in sorted(found.items()):
        ordered = sorted(attempts, key=lambda one: _order(one[0]))
        last = ordered[-1][0]
        rivals = [
            one
            for one, _ in ordered
            if one.keys != last.keys or (one.came_as != last.came_as and not one.time)
        ]
        if len(ordered) > 1 and (rivals or _order(ordered[-2][0]) == _order(last)):
            names = " and ".join(attempt.came_as for attempt, _ in ordered)
            reason = f"all would be {student}'s, and which one counts cannot be said: file one with --student {student}"
            refused.append(Refused(names, reason))
            continue
        newest[assignment, student] = (*ordered[-1], len(ordered) - 1 + last.older)
    return newest, refused


def _order(attempt: Attempt) -> tuple[datetime, int]:
    return attempt.time or datetime.min.replace(tzinfo=UTC), attempt.number


# ---------------------------------------------------------------- into their places


def _place_all(
    course: Course, newest: Mapping[_Place, tuple[Attempt, Kind | None, int]]
) -> tuple[list[Filed], list[Refused]]:
    filed: list[Filed] = []
    refused: list[Refused] = []
    for (assignment, student), (attempt, kind, older) in newest.items():
        folder = course.folder("submitted", assignment, student)
        try:
            _check_place(submission_folders(course), folder)
            names = _names(attempt, refused)
            outcome, kept = _place(folder, attempt, names)
        except SubmissionError as problem:
            refused.append(Refused(attempt.came_as, str(problem)))
        except OSError as failed:
            refused.append(
                Refused(attempt.came_as, f"{failed.filename or folder}: {failed.strerror or failed}")
            )
        else:
            filed.append(Filed(student, assignment, attempt, kind, older, outcome, folder, kept))
    return filed, refused


def _check_place(above: Path, folder: Path) -> None:
    """Raise SubmissionError when a link or a file is in the way."""
    for one in (*reversed([p for p in folder.parents if p.is_relative_to(above) and p != above]), folder):
        try:
            mode = os.lstat(one).st_mode
        except FileNotFoundError:
            return
        except OSError as failed:
            raise SubmissionError(f"{one}: {failed.strerror}") from failed
        if not stat.S_ISDIR(mode):
            raise SubmissionError(f"{one} is no folder: move it away")


def _names(attempt: Attempt, refused: list[Refused]) -> dict[str, Piece]:
    """Return the files to be filed by the names that they get; what is too much goes to *refused*.

    All lie side by side, because that is where the grader looks. Where two would have one name, or names that only
    differ in case, the one further down gets its folders into the name.
    """
    # Notebooks first, and what lies further up before what lies below it.
    files = sorted(
        attempt.files, key=lambda one: (not one[0][-1].lower().endswith(".ipynb"), len(one[0]), one[0])
    )
    names: dict[str, Piece] = {}
    taken: set[str] = set()
    room = MAX_SUBMISSION
    for path, piece in files:
        secret = attempt.assignment is not None and path == _MADE_BY_NBGRADER[1:] and not piece.inner
        if path[-1] in _MADE_BY_NBGRADER and not secret:
            continue
        if len(names) == MAX_FILES or piece.size > room:
            refused.append(
                Refused(
                    piece.name,
                    f"left out: a submission may have {MAX_FILES} files and {MAX_SUBMISSION // 2**20} MB",
                )
            )
            continue
        name = next(n for n in _candidates(path) if n.casefold() not in taken)
        names[name] = piece
        taken.add(name.casefold())
        room -= piece.size
    return names


def _candidates(path: Sequence[str]) -> Iterator[str]:
    yield harmless_name(path[-1])
    name = harmless_name("-".join(path))
    yield name
    stem, dot, suffix = name.rpartition(".")
    for count in range(2, MAX_FILES + 3):
        yield f"{stem[: MAX_NAME // 2]}-{count}{dot}{suffix}"


def harmless_name(name: str) -> str:
    r"""Return a student's name for a file as one that no file system, shell or terminal takes for something else.

    >>> harmless_name("../-rf\x1b[31m.ipynb")
    '_.._-rf_[31m.ipynb'
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join("_" if c in '<>:"/\\|?*' or not c.isprintable() else c for c in name).rstrip(". ")
    if not name or name[0] in ".-~ " or _RESERVED.fullmatch(name):
        name = f"_{name}"
    stem, dot, suffix = name.rpartition(".") if "." in name else (name, "", "")
    suffix = dot + suffix
    if len(suffix.encode()) > 20:
        stem, suffix = name, ""
    while len((stem + suffix).encode()) > MAX_NAME:
        stem = stem[:-1]
    return stem + suffix


def _place(folder: Path, attempt: Attempt, names: Mapping[str, Piece]) -> tuple[Outcome, Path | None]:
    """Put the files of *attempt* in *folder*, whole or not at all; what was there is moved aside."""
    exists = os.path.lexists(folder)
    time = handed_in_at(folder) if exists else None
    if exists and _is_same(folder, attempt, names, time):
        return Outcome.SAME, None
    if exists and _is_older(folder, attempt, time):
        return Outcome.OLDER, None
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(draft, attempt, names)
        kept = _move_aside(folder) if exists else None
        os.rename(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return (Outcome.REPLACED, kept) if kept else (Outcome.NEW, None)


def _fill(draft: Path, attempt: Attempt, names: Mapping[str, Piece]) -> None:
    os.chmod(draft, 0o755)  # noqa: S103  mkdtemp's 0o700 would shut TAs out
    for name, piece in names.items():
        shutil.copyfile(piece.path, draft / name)
    if attempt.time is not None:
        (draft / "timestamp.txt").write_text(attempt.time.strftime(TIMESTAMP), encoding="ascii")
    if attempt.number:  # Canvas does not tell when it was handed in, but counts
        (draft / ".attempt").write_text(f"{attempt.number}\n", encoding="ascii")


def _is_same(folder: Path, attempt: Attempt, names: Mapping[str, Piece], time: datetime | None) -> bool:
    there = {name for name in os.listdir(folder) if not name.startswith(".")} - {"timestamp.txt"}
    return (
        there == set(names) - {"timestamp.txt"}
        and time == attempt.time
        and all(_is_equal(folder / name, names[name].path) for name in there)
    )


def _is_equal(there: Path, new: Path) -> bool:
    return stat.S_ISREG(os.lstat(there).st_mode) and filecmp.cmp(there, new, shallow=False)


def _is_older(folder: Path, attempt: Attempt, time: datetime | None) -> bool:
    if time is not None and attempt.time is not None:
        return attempt.time < time
    return 0 < attempt.number < _noted(folder)


def _move_aside(folder: Path) -> Path:
    """Rename what is at *folder*, and return where it is now. nbgrader and the batch pass over hidden folders."""
    count = 1
    while os.path.lexists(kept := folder.with_name(f".{folder.name}.replaced-{count}")):
        count += 1
    os.rename(folder, kept)
    return kept


def _noted(folder: Path) -> int:
    try:
        with open(folder / ".attempt", "rb", opener=_open_without_following) as file:
            return int(file.read(30))
    except (OSError, ValueError):
        return 0


def _open_without_following(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)
