"""`autograder.toml` at the root of a course: what an instructor may set. Every key is optional, unknown ones are refused.

[limits]
cell_cpu_seconds = 10          # computing time of one cell of the notebook
question_cpu_seconds = 4       # computing time of one question
submission_cpu_seconds = 120   # computing time of a whole submission
idle_seconds = 20              # waiting without computing, per cell or question
memory_megabytes = 1024        # memory beyond what the libraries take
file_megabytes = 16            # the largest file that may be written
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.sandbox import Limits

FILE = "autograder.toml"

MEGABYTES = {"memory_megabytes": "memory_bytes", "file_megabytes": "file_bytes"}
SECONDS = ("cell_cpu_seconds", "question_cpu_seconds", "submission_cpu_seconds", "idle_seconds")


@dataclass(frozen=True)
class Settings:
    """What holds for a course."""

    limits: Limits = field(default_factory=Limits)


def read_settings(root: Path) -> Settings:
    """Read the settings of the course at *root*; without a file the defaults hold.

    Raises CourseError with the key that is wrong and what it must be.
    """
    path = root / FILE
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise CourseError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: {error}") from error
    _refuse_unknown(path, "", document, ("limits",))
    return Settings(_limits(path, document.get("limits", {})))


def _limits(path: Path, table: Any) -> Limits:
    if not isinstance(table, dict):
        raise CourseError(f"{path}: limits must be a table, [limits]")
    _refuse_unknown(path, "limits.", table, (*SECONDS, *MEGABYTES))
    values: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
            raise CourseError(f"{path}: limits.{key} must be a number above 0, got {value!r}")
        if key in MEGABYTES:
            values[MEGABYTES[key]] = int(value * 2**20)
        else:
            values[key] = float(value)
    return Limits(**values)


def _refuse_unknown(path: Path, prefix: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise CourseError(
                f"{path}: unknown key {prefix}{key}; there are {', '.join(prefix + k for k in known)}"
            )
