"""Who is who: the names that a download has for students, and the course's own.

A student is found by what is unique: an id, a user name, an e-mail address. Names of people are never compared, because
two may share one, and in many systems students may change theirs.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from autograder.errors import CourseError, SubmissionError
from autograder.model import Person

MAX_BYTES = 20 * 2**20
"""How large a table of students may be."""
MAX_ID = 100
"""How many characters a student's id may have."""


class Kind(StrEnum):
    """What sort of name it is. Equal names of different kinds are different names."""

    LOGIN = "id or user name"
    EMAIL = "e-mail address"
    LMS = "LMS id"
    PARTICIPANT = "participant number"


Key = tuple[Kind, str]
"""A name by which somebody is known."""


class Roster:
    """The students of a course, by every name that is known of them."""

    def __init__(self, people: Sequence[Person] = (), rows: Iterable[Sequence[Key]] = ()) -> None:
        self._known: dict[Key, set[str]] = {}
        # Rows that a batch made hold nothing but an id: they say who handed in, not who belongs to the course.
        self.is_complete = any(p.first_name or p.last_name or p.email or p.lms_user_id for p in people)
        for person in people:
            self._add(
                person.id,
                [(Kind.LOGIN, person.id), (Kind.EMAIL, person.email), (Kind.LMS, person.lms_user_id)],
            )
        for keys in rows:
            self.is_complete = True
            found = {student for key in keys for student in self._known.get(_folded(key), ())}
            self._add(found.pop() if len(found) == 1 else keys[0][1], keys)

    def _add(self, student: str, keys: Iterable[Key]) -> None:
        for key in keys:
            if key[1]:
                self._known.setdefault(_folded(key), set()).add(student)

    def find(self, keys: Sequence[Key], otherwise: str | None) -> tuple[str, Kind | None]:
        """Return the id of the student whom *keys* name, and the kind of name that was known.

        Args:
            keys: what a download says of somebody.
            otherwise: an id of the download's own, for a course that has no list of its students; None where that
                system has none that stays the same from one assignment to the next.

        Raises:
            SubmissionError: it cannot be said; why, and what to do.
        """
        found = {key: self._known.get(_folded(key), set()) for key in keys}
        students = set().union(*found.values())
        if len(students) > 1:
            raise SubmissionError(
                f"could be {' or '.join(sorted(students))}: give a --roster that tells them apart"
            )
        if students:
            return check_id(students.pop()), next(kind for (kind, _), known in found.items() if known)
        shown = " or ".join(f"{kind} {value}" for kind, value in keys) or "nobody by name"
        if self.is_complete:
            raise SubmissionError(
                f"no student of the course has {shown}: give a --roster that has, or enter it in the gradebook"
            )
        if otherwise is None:
            raise SubmissionError(f"the download says {shown}: give a --roster that says who that is")
        return check_id(otherwise), None


def participant(number: str, name: str) -> Key:
    """Return the key of a number that a system gave to *name* for one assignment.

    In Moodle the numbers of groups look like those of participants, so that a number alone could be another's.
    """
    return Kind.PARTICIPANT, f"{number} ({_squeezed(name)})"


def _squeezed(name: str) -> str:
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold()))


def check_id(student: str) -> str:
    """Return *student* if it can be the name of a folder, an argument, a cell and a line; raise SubmissionError if not."""
    if not student:
        raise SubmissionError("it names no student")
    if len(student) > MAX_ID:
        raise SubmissionError(f"the student's id has {len(student)} characters, more than {MAX_ID}")
    # nbgrader itself refuses + and *, and takes what begins with a dot for no student.
    if not re.fullmatch(r"\w(?:[\w.@' -]*[\w@'-])?", student):
        raise SubmissionError(
            "no student's id: it may have letters, digits, and . _ - @ ' or spaces within; say in a --roster who it is"
        )
    return student


def _folded(key: Key) -> Key:
    kind, value = key
    return kind, unicodedata.normalize("NFC", value.strip()).casefold()


# ---------------------------------------------------------------- tables of students

_COLUMNS = {
    Kind.LOGIN: (
        "id", "student_id", "username", "user name", "sis login id", "login id", "login", "sis user id", "student id",
        "sid", "id number", "idnumber", "orgdefinedid",
    ),
    Kind.EMAIL: ("email", "email address", "e-mail", "e-mail address", "mail"),
    Kind.LMS: ("lms_user_id", "lms user id", "canvas id"),
}  # fmt: skip
"""Headings of tables that systems hand out, in the order in which a column becomes the student's id."""


def read_roster(path: Path) -> list[list[Key]]:
    """Read who is who from a table: nbgrader's own, or what an LMS exports of its students or their grades.

    Returns:
        For each student the names in the row, the one that may serve as an id first.

    Raises:
        CourseError: it cannot be read, or has no column that names students.
    """
    try:
        with open(path, "rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as failed:
        raise CourseError(f"{path}: {failed.strerror}") from failed
    if len(content) > MAX_BYTES:
        raise CourseError(f"{path}: over the limit of {MAX_BYTES // 2**20} MB for a table of students")
    table = [row for row in _rows(_decode(path, content), path) if any(cell.strip() for cell in row)]
    headings, body = (table[0], table[1:]) if table else ([], [])
    columns = list(_recognise([heading.strip().casefold() for heading in headings], body))
    if not any(kind is not Kind.PARTICIPANT for _, kind in columns):
        wanted = ", ".join(name for names in _COLUMNS.values() for name in names)
        raise CourseError(f"{path}: no column names the students; its heading should have one of {wanted}")
    rows = (list(_keys(row, columns)) for row in body)
    return [keys for keys in rows if any(kind in (Kind.LOGIN, Kind.EMAIL) for kind, _ in keys)]


def _decode(path: Path, content: bytes) -> str:
    encodings = ["utf-8-sig", "utf-16"] if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise CourseError(
        f"{path}: neither UTF-8 nor UTF-16 text: download it again, and do not open it in between"
    )


def _rows(text: str, path: Path) -> Iterator[list[str]]:
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as wrong:
        raise CourseError(f"{path}: no table: {wrong}") from wrong


def _recognise(headings: Sequence[str], body: Sequence[Sequence[str]]) -> Iterator[tuple[int, Kind]]:
    """Yield the columns that name students, those that may serve as an id first."""
    # In Canvas's gradebook `ID` is Canvas's own number; everywhere else it is what people go by.
    own = {"id": Kind.LMS} if {"student", "section"} <= set(headings) else {}
    left = dict(enumerate(headings))
    # Moodle translates its headings, and also `Participant 1234` below the first of them.
    if _all_like(r"[^\d,@]{8,40}\d{1,12}", body, 0):
        left.pop(0, None)
        yield 0, Kind.PARTICIPANT
    for kind, names in _COLUMNS.items():
        for name in names:
            for at in [at for at, heading in left.items() if heading == name]:
                del left[at]
                yield at, own.get(name, kind)
    for at in left:
        if _all_like(r"[^\s@]+@[^\s@]+\.[^\s@]+", body, at):
            yield at, Kind.EMAIL


def _all_like(pattern: str, body: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether every cell of a column matches *pattern*; one that is empty throughout does not."""
    cells = [row[at].strip() for row in body if at < len(row) and row[at].strip()]
    return bool(cells) and all(re.fullmatch(pattern, cell) for cell in cells)


def _keys(row: Sequence[str], columns: Sequence[tuple[int, Kind]]) -> Iterator[Key]:
    found = [(kind, row[at].strip()) for at, kind in columns if at < len(row)]
    for kind, value in found:
        if kind in (Kind.LOGIN, Kind.EMAIL) and value:
            yield (
                kind,
                value.removeprefix("#"),
            )  # Brightspace writes #0112 so that a spreadsheet keeps the zeros
    for kind, value in found:
        if kind is Kind.LMS and value:
            yield kind, value
        elif kind is Kind.PARTICIPANT and (number := re.sub(r"\D", "", value)):
            # Which column has the name is not known where headings are translated, so any may.
            names = [*row, value.removesuffix(number)]
            yield from (participant(number, name) for name in names if name.strip() and name != value)
