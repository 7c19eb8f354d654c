"""Answer keys on disk: computed once per assignment and environment, anew when anything they depend on changes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.answerkey import AnswerKey, Variants, compile_answer_key
from autograder.errors import WireError
from autograder.files import write_file
from autograder.model import Answer, Assignment, Kind, picture_from_data
from autograder.sandbox import Sandbox, freeze, thaw


def load_answer_key(
    assignment: Assignment, sandbox: Sandbox, folder: Path, *, keep: bool = True
) -> AnswerKey:
    """Return the answer key of *assignment* from *folder*; compile it, and *keep* it there, if it is not.

    Raises:
        AssignmentError: see `compile_answer_key`.
        CourseError: *folder* cannot be written to.
    """
    path = folder / f"{assignment.name}-{_digest(assignment, sandbox)}.zip"
    with suppress(Exception):  # whatever is wrong with the file, there is a way to make it anew
        return _read(path, assignment, sandbox)
    key = compile_answer_key(assignment, sandbox)
    if not keep:
        return key
    try:
        write_file(path, _packed(key), mode=0o600)
    except WireError:  # answers too large to be kept: the next run computes them again
        return key
    for outdated in folder.glob(f"{assignment.name}-{'?' * 64}.zip"):
        if outdated != path:
            outdated.unlink(missing_ok=True)
    return key


@cache
def program_digest() -> str:
    """Return one SHA-256 over this program's version and source."""
    whole = hashlib.sha256(__version__.encode())
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        whole.update(source.read_bytes())
    return whole.hexdigest()


def _digest(assignment: Assignment, sandbox: Sandbox) -> str:
    """Return one SHA-256 over all that answers depend on: assignment, libraries, isolation and this program."""
    whole = hashlib.sha256(f"{program_digest()} {assignment.digest}".encode())
    whole.update(repr((sorted(sandbox.environment.items()), sandbox.isolation)).encode())
    return whole.hexdigest()


def _packed(key: AnswerKey) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as entries:
        for name, variants in key.expected.items():
            entries.writestr(f"expected/{name}", freeze(_to_data(variants)))
        for name, variants in key.wrong_answers.items():
            entries.writestr(f"wrong/{name}", freeze(_to_data(variants)))
        for name, fair in key.fair_variants.items():
            entries.writestr(f"fair/{name}", freeze(fair))
        for name, paths in key.trajectories.items():
            for place, path in paths.items():
                entries.writestr(f"path/{name}/{place}", freeze(_to_data((path,))))
        entries.writestr("depends_on", freeze(dict(key.depends_on)))
        entries.writestr(
            "pictures", freeze({name: asdict(picture) for name, picture in key.pictures.items()})
        )
    return packed.getvalue()


def _read(path: Path, assignment: Assignment, sandbox: Sandbox) -> AnswerKey:
    with zipfile.ZipFile(path) as entries:
        names = [exercise.name for exercise in assignment.exercises]
        return AnswerKey(
            assignment,
            expected={name: _from_data(thaw(entries.read(f"expected/{name}"))) for name in names},
            wrong_answers={
                m.name: _from_data(thaw(entries.read(f"wrong/{m.name}"))) for m in assignment.misconceptions
            },
            fair_variants={name: thaw(entries.read(f"fair/{name}")) for name in names},
            trajectories=_read_paths(entries),
            depends_on=thaw(entries.read("depends_on")),
            pictures={n: picture_from_data(p) for n, p in thaw(entries.read("pictures")).items()},
            environment=sandbox.environment,
            isolation=sandbox.isolation,
        )


def _read_paths(entries: zipfile.ZipFile) -> dict[str, dict[int, tuple[Answer, ...]]]:
    paths: dict[str, dict[int, tuple[Answer, ...]]] = {}
    for entry in entries.namelist():
        match entry.split("/"):
            case ["path", name, place]:
                paths.setdefault(name, {})[int(place)] = _from_data(thaw(entries.read(entry)))[0]
    return paths


def _to_data(variants: Variants) -> list[list[list[Any]]]:
    return [
        [
            [str(a.kind), a.value, a.error, a.message, a.printed, a.arguments_after, a.tampered]
            for a in answers
        ]
        for answers in variants
    ]


def _from_data(data: Sequence[Sequence[Sequence[Any]]]) -> Variants:
    return tuple(tuple(Answer(Kind(kind), *rest) for kind, *rest in answers) for answers in data)
