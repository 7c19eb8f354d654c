"""What a batch notes beside its results: who is in hand and done, how long everybody took, which pages are up to date.

Nothing of it is needed for grading and nothing of it changes a result. What is missing or damaged is as good as
never noted: somebody is graded in another order, or a page is made once more.

The journal is locked by its batch as long as that lives (see `claims`), so that whoever reads it knows whether it
tells of now or of a batch that is over.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, BinaryIO

from autograder.course import Course, HandedIn
from autograder.files import file_errors, write_file


@dataclass
class Memory:
    """What earlier batches leave for the next one."""

    seconds: dict[str, float] = field(default_factory=dict)
    """How long grading took the last time, by student."""
    receipts: dict[str, str] = field(default_factory=dict)
    """By student: what rows and pages were made from, and what they were; see `records.Records.receipt`."""
    reports: str = ""
    """The same for the class's reports."""


def read_memory(course: Course, assignment: str) -> Memory:
    """Return what earlier batches of *assignment* left; what is damaged was never there."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        data = json.loads(_place(course, assignment, "memory.json").read_text("utf-8"))
        return Memory(
            {str(student): float(seconds) for student, seconds in data["seconds"].items()},
            {str(student): str(receipt) for student, receipt in data["receipts"].items()},
            str(data["reports"]),
        )
    return Memory()


def write_memory(course: Course, assignment: str, memory: Memory) -> None:
    """Leave *memory* for the next batch. Raises CourseError when it cannot be written."""
    content = json.dumps(vars(memory), sort_keys=True, indent=0).encode()
    write_file(_place(course, assignment, "memory.json"), content)


def slowest_first(waiting: Sequence[HandedIn], seconds: Mapping[str, float]) -> list[HandedIn]:
    """Order submissions so that none that takes long is begun when all others are done.

    One that nobody has timed counts as a usual one; what takes equally long keeps its order.
    """
    usual = median(seconds.values()) if seconds else 0.0
    return sorted(waiting, key=lambda one: -seconds.get(one.student, usual))


# ---------------------------------------------------------------- the journal


class Journal:
    """Write down who is in hand and who is done, at once, for whoever asks from another process."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.file = file
        self.in_hand: tuple[str, ...] = ()

    def note_in_hand(self, students: Iterable[str]) -> None:
        """Note of whom a worker holds the submission now."""
        if (now := tuple(students)) != self.in_hand:
            self.in_hand = now
            self._note({"in_hand": now, "at": round(time.time(), 1)})

    def note_done(self, student: str) -> None:
        """Note that the result of *student* is on disk."""
        self._note({"done": student})

    def _note(self, event: Mapping[str, Any]) -> None:
        with file_errors(self.path):
            self.file.write(json.dumps(event).encode() + b"\n")
            self.file.flush()


@contextmanager
def open_journal(course: Course, assignment: str, waiting: Iterable[HandedIn]) -> Iterator[Journal]:
    """Begin the journal of a batch that has *waiting* to grade.

    Raises:
        CourseError: it cannot be written.
    """
    path = _place(course, assignment, "journal.jsonl")
    with file_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644), "r+b")
    with file:
        with suppress(OSError):  # a file system without locks: nobody can tell then that a batch is at work
            fcntl.flock(file, fcntl.LOCK_EX)  # others hold it for a glance only
        with file_errors(path):
            file.truncate()
        journal = Journal(path, file)
        journal._note({"waiting": [one.student for one in waiting]})  # noqa: SLF001  its first line
        yield journal


@dataclass(frozen=True)
class Progress:
    """How far a batch that is at work has come."""

    waiting: frozenset[str]
    """Whom it has still to grade."""
    done: frozenset[str]
    """Whom it has graded."""
    in_hand: Mapping[str, float]
    """Of whom a worker holds the submission, and since when: seconds since 1970."""


def read_progress(course: Course, assignment: str) -> Progress | None:
    """Return how far the batch of *assignment* has come that another process runs; None when none does."""
    try:
        with _place(course, assignment, "journal.jsonl").open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return _progress(list(_events(file)))
    except (OSError, ValueError):  # none was ever begun, there are no locks, somebody wrote into it
        pass
    return None


def _events(file: BinaryIO) -> Iterator[Mapping[str, Any]]:
    for line in file:
        if line.endswith(b"\n"):  # else it is just being written
            yield json.loads(line)


def _progress(events: Sequence[Mapping[str, Any]]) -> Progress:
    waiting: set[str] = set()
    done: set[str] = set()
    in_hand: dict[str, float] = {}
    for event in events:
        match event:
            case {"waiting": students}:
                waiting = set(students)
            case {"done": student}:
                done.add(student)
                in_hand.pop(student, None)
            case {"in_hand": students, "at": at}:
                in_hand = {student: in_hand.get(student, at) for student in students}
    return Progress(frozenset(waiting - done - in_hand.keys()), frozenset(done), in_hand)


def notes_folder(course: Course, assignment: str) -> Path:
    """Return where the notes on batches of *assignment* lie."""
    return course.state / "batches" / assignment


def _place(course: Course, assignment: str, name: str) -> Path:
    return notes_folder(course, assignment) / name
