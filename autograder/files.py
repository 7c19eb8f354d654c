"""Write files so that nobody ever sees half of one, and say in one line why it cannot be done."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from autograder.errors import CourseError


def write_file(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write *content* to *path*; a reader sees the old file or the new one, at any moment.

    Raises CourseError when the folder cannot be written to.
    """
    with file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
            file.write(content)
        os.chmod(file.name, mode)
        os.replace(file.name, path)


def check_writable(folder: Path) -> None:
    """Raise CourseError unless files can be made in *folder*."""
    with file_errors(folder), tempfile.TemporaryFile(dir=folder):
        pass


@contextmanager
def file_errors(place: Path) -> Iterator[None]:
    """Turn an OSError inside into a CourseError that names the file, *place* if nothing better is known."""
    try:
        yield
    except OSError as failed:
        raise CourseError(f"{failed.filename or place}: {failed.strerror or failed}") from failed
