"""A new assignment to start writing from: one small exercise, whole in every part, that verifies as it stands."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from autograder.course import Course
from autograder.errors import AssignmentError
from autograder.files import file_errors
from autograder.layouts import templates_folder

FILES = {
    "notebook.ipynb.txt": "{assignment}.ipynb",
    "exercises.py.txt": "exercises.py",
    "misconceptions.py.txt": "misconceptions.py",
    "variants.py.txt": "variants.py",
}
"""What lies under templates/new/, and what it is called in an assignment."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
"""What nbgrader, file systems and web addresses all take for a name."""


def start_assignment(course: Course, name: str) -> tuple[Path, ...]:
    """Write the folder of a new assignment under solutions/, whole or not at all.

    Args:
        course: where.
        name: of the assignment, its folder and its notebook.

    Returns:
        The files, the notebook first.

    Raises:
        AssignmentError: the name is taken, or cannot be one.
        CourseError: the folder cannot be written.
    """
    if not NAME.fullmatch(name):
        raise AssignmentError(
            f"{name!r} cannot name an assignment: take letters, digits, - and _, and begin with a letter or digit"
        )
    place = course.folder("source", name)
    if os.path.lexists(place):
        raise AssignmentError(f"{place} is there already; take another name, or remove the folder first")
    with file_errors(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=place.parent) as drafts:
            draft = Path(drafts, "draft")
            draft.mkdir()
            for template, file in FILES.items():
                text = (templates_folder() / "new" / template).read_text(encoding="utf-8")
                _in_place(draft, file, name).write_text(text.replace("{assignment}", name), encoding="utf-8")
            draft.rename(place)
    return tuple(_in_place(place, file, name) for file in FILES.values())


def _in_place(folder: Path, file: str, name: str) -> Path:
    return folder / file.format(assignment=name)
