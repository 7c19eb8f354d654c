"""`autograder.toml` at the root of a course: what an instructor may set. Every key is optional, unknown ones are refused.

policy = "fair"                # what a test cell is worth in an assignment without exercises.py; or "nbgrader"

[limits]
cell_cpu_seconds = 10          # computing time of one cell of the notebook
question_cpu_seconds = 4       # computing time of one question
submission_cpu_seconds = 120   # computing time of a whole submission
idle_seconds = 20              # waiting without computing, per cell or question
memory_megabytes = 1024        # memory beyond what the libraries take
file_megabytes = 16            # the largest file that may be written
folder_megabytes = 64          # all files together
folder_files = 1000            # how many files and folders there may be

[follow_through]
share = 1.0                    # of the points for a step that is right on a wrong earlier one; 0 gives none

[feedback]
questions = ""                 # how students ask about a mark; stands on their page. `names in backticks` become code
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.marking import Policy
from autograder.sandbox import Limits

FILE = "autograder.toml"

MEGABYTES = {
    "memory_megabytes": "memory_bytes",
    "file_megabytes": "file_bytes",
    "folder_megabytes": "folder_bytes",
}
COUNTS = ("folder_files",)
MAX_TEXT = 2_000
"""Characters of what the instructor says on every page."""
SECONDS = ("cell_cpu_seconds", "question_cpu_seconds", "submission_cpu_seconds", "idle_seconds")


@dataclass(frozen=True)
class Settings:
    """What holds for a course."""

    limits: Limits = field(default_factory=Limits)
    follow_through_share: Decimal = Decimal(1)
    """How much of the points is given for a step that is right on a wrong earlier one, 0 to 1."""
    policy: Policy = Policy.FAIR
    """What a test cell is worth in an assignment that its own cells grade."""
    sealed: bool = True
    """Refuse to grade where student code cannot be sealed. The command line's to say, not the file's."""
    how_to_ask: str = ""
    """The instructor's words on how students ask about a mark; empty: the page names no way of its own."""


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
    _refuse_unknown(path, "", document, ("limits", "follow_through", "policy", "feedback"))
    return Settings(
        _limits(path, document),
        _share(path, document),
        _policy(path, document),
        how_to_ask=_how_to_ask(path, document),
    )


def _limits(path: Path, document: dict[str, Any]) -> Limits:
    values: dict[str, Any] = {}
    for key, value in _table(path, document, "limits", (*SECONDS, *MEGABYTES, *COUNTS)).items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < 1e6:
            raise CourseError(f"{path}: limits.{key} must be a number above 0, got {value!r}")
        if key in MEGABYTES:
            values[MEGABYTES[key]] = int(value * 2**20)
        elif key in COUNTS:
            values[key] = int(value)
        else:
            values[key] = float(value)
    return Limits(**values)


def _share(path: Path, document: dict[str, Any]) -> Decimal:
    value = _table(path, document, "follow_through", ("share",)).get("share", 1)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise CourseError(f"{path}: follow_through.share must be a number from 0 to 1, got {value!r}")
    return Decimal(str(value))


def _policy(path: Path, document: dict[str, Any]) -> Policy:
    value = document.get("policy", Policy.FAIR)
    try:
        return Policy(value)
    except ValueError:
        known = " or ".join(f'"{policy}"' for policy in Policy)
        raise CourseError(f"{path}: policy must be {known}, got {value!r}") from None


def _how_to_ask(path: Path, document: dict[str, Any]) -> str:
    value = _table(path, document, "feedback", ("questions",)).get("questions", "")
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise CourseError(f"{path}: feedback.questions must be a text of at most {MAX_TEXT} characters")
    return value.strip()


def _table(path: Path, document: dict[str, Any], name: str, known: tuple[str, ...]) -> dict[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise CourseError(f"{path}: {name} must be a table, [{name}]")
    _refuse_unknown(path, f"{name}.", table, known)
    return table


def _refuse_unknown(path: Path, prefix: str, table: dict[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise CourseError(
                f"{path}: unknown key {prefix}{key}; there are {', '.join(prefix + k for k in known)}"
            )
