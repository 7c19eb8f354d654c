"""What nbgrader expects beside a notebook: the time of handing in, the secret, and the other files of a submission.

`nbgrader autograde` copies them from submitted/ to autograded/, `nbgrader generate_feedback` from there to feedback/.
`nbgrader release_feedback` stops at the first student whose time or secret is missing there, so that an upload from
an LMS, which has neither, gets an empty time and a secret of its own.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path

from autograder.course import Course, read_other_files
from autograder.files import file_errors, write_file

TIME, SECRET = "timestamp.txt", "submission_secret.txt"

READ_ONLY = 0o444
"""As nbgrader leaves its own files in autograded/."""


def write_autograded(course: Course, student: str, assignment: str, files: Mapping[str, bytes]) -> None:
    """Write what nbgrader expects of a graded submission: whole, read-only files, and what came beside them.

    Args:
        course: where.
        student: whose submission.
        assignment: of which assignment.
        files: contents by file name, such as ``park-visitors.ipynb``.

    Raises:
        CourseError: the folder cannot be written to.
    """
    folder = course.folder("autograded", assignment, student)
    time, secret = time_and_secret(course, student, assignment)
    others = read_other_files(course, assignment, student)
    with file_errors(folder):
        for name, content in {**others, **files, SECRET: secret}.items():
            write_file(folder / name, content, READ_ONLY)
        # formgrader compares the two; a leftover would call the submission outdated for ever
        if time:
            write_file(folder / TIME, time, READ_ONLY)
        else:
            (folder / TIME).unlink(missing_ok=True)


def write_feedback(course: Course, student: str, assignment: str, pages: Mapping[str, bytes]) -> None:
    """Write a student's pages as `nbgrader release_feedback` takes them: every .html there is a notebook's page.

    Args:
        course: where.
        student: whose.
        assignment: of which assignment.
        pages: by name of the notebook, without suffix.

    Raises:
        CourseError: the folder cannot be written to.
    """
    folder = course.folder("feedback", assignment, student)
    time, secret = time_and_secret(course, student, assignment)
    for notebook, page in pages.items():
        write_file(folder / f"{notebook}.html", page)
    write_file(folder / TIME, time)
    write_file(folder / SECRET, secret)
    remove_other_pages(course, student, assignment, pages)


def remove_other_pages(course: Course, student: str, assignment: str, notebooks: Collection[str]) -> None:
    """Remove the pages that are of none of *notebooks*, such as one that a student handed in."""
    folder = course.folder("feedback", assignment, student)
    with file_errors(folder):
        for page in folder.glob("*.html"):
            if page.stem not in notebooks:
                page.unlink()


def read_time(course: Course, student: str, assignment: str) -> datetime | None:
    """Return when *student* handed in, in UTC without a zone, read as nbgrader reads it; None when that is unknown."""
    return _parse_time(_read_small(course.folder("submitted", assignment, student) / TIME))


def handed_in_at(folder: Path) -> datetime | None:
    """Return when the submission in *folder* was handed in, in UTC; None where its timestamp.txt does not say."""
    return parse_timestamp(_read_small(folder / TIME))


def parse_timestamp(content: bytes) -> datetime | None:
    """Return the time that nbgrader reads in a timestamp.txt with *content*, in UTC; None when it is none."""
    time = _parse_time(content[:100])
    return time and time.replace(tzinfo=UTC)


def time_and_secret(course: Course, student: str, assignment: str) -> tuple[bytes, bytes]:
    """Return the contents of the two files; an unreadable time is none, a missing secret is drawn once."""
    steps = [course.folder(step, assignment, student) for step in ("submitted", "autograded", "feedback")]
    time = _read_small(steps[0] / TIME)
    known = (_read_small(step / SECRET) for step in steps)
    secret = next((text for text in known if text.strip() and _is_text(text)), b"")
    return (time if _parse_time(time) else b""), secret or secrets.token_hex(32).encode()


def _is_text(content: bytes) -> bool:
    """Tell whether nbgrader can read *content*: where it cannot, it releases nobody's feedback."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read_small(path: Path) -> bytes:
    """Return the first bytes of *path*, or nothing. It may have come with the submission."""
    try:
        with open(path, "rb", opener=_open_without_following) as file:
            return file.read(1000) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""
    except OSError:
        return b""


def _open_without_following(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK)


def _parse_time(text: bytes) -> datetime | None:
    from nbgrader.utils import parse_utc

    try:
        time: datetime | None = parse_utc(text.decode().strip()) if text.strip() else None
    except (ValueError, OverflowError):
        return None
    return time
