"""The notebook that formgrader shows: the student's, with every cell that nbgrader gives points or comments for.

What the student wrote and what it printed here stays as it is. Around it the instructor's cells are put right, from
the gradebook's copies: nbgrader's metadata, test cells that were deleted or edited, cells whose metadata was lost on
the way. Each test cell has an output that says what came of its exercise, in the form in which nbgrader reads scores:

    Not right yet: 1.5 of 3 points.                      <- stream, for people
    half(4.0): the answer is 1/2 of the expected one
    1.5                                                  <- execute_result: nbgrader's own SaveAutoGrades stores it

An exercise that could not be graded has an error there instead: nbgrader gives full marks to a test cell that
shows nothing, and what is not known must not be credited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.comments import plain, write_output
from autograder.model import Cell, ExerciseResult, Result, Verdict

MISSING_NOTE = "This cell was missing from the submission. The autograder put it back."

_Raw = dict[str, Any]
"""A cell as the notebook's JSON has it."""


@dataclass(frozen=True)
class SourceCell:
    """A cell of the assignment as nbgrader's gradebook keeps it: solutions are stubs, tests are whole."""

    name: str
    """Its grade_id."""
    cell_type: str
    source: str
    checksum: str | None
    is_grade: bool
    is_solution: bool
    is_task: bool
    is_locked: bool
    points: float | None = None
    """Of graded cells and tasks."""

    @property
    def is_manual(self) -> bool:
        """Tell whether a person grades it."""
        return self.is_task or (self.is_grade and (self.is_solution or self.cell_type != "code"))


def complete_notebook(
    executed: bytes | None, cells: Sequence[SourceCell], name: str, result: Result, kernel: _Raw | None = None
) -> bytes:
    """Return the notebook for formgrader.

    Args:
        executed: the student's, as it ran here; None where nothing could be read: then the assignment's own cells
            stand alone, so that a person can still enter marks.
        cells: the assignment's, in their order.
        name: of the notebook, without suffix.
        result: what came of the submission.
        kernel: the kernelspec of the assignment.
    """
    document = _blank(result.problem or "") if executed is None else json.loads(executed)
    wanted = [c for c in cells if executed is None or _has_a_box(c)]
    _put_right(document["cells"], cells, wanted)
    exercises = {e.name: e for e in result.exercises if e.notebook == name}
    for cell in document["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        exercise = exercises.get(grade_id.removeprefix("test_")) or exercises.get(grade_id)
        if exercise and cell["cell_type"] == "code" and not cell["metadata"]["nbgrader"]["solution"]:
            cell["outputs"] = [*_outputs(exercise), *cell["outputs"]]
    for index, cell in enumerate(document["cells"]):
        cell.setdefault("id", f"added-{index}")  # the student's own are called by their place
    if kernel:
        document["metadata"]["kernelspec"] = kernel
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def read_own_cells(notebook: bytes) -> tuple[Cell, ...]:
    """Return the code in an executed notebook that is the student's own, called by its places in what was handed in.

    What is locked is the instructor's, hidden tests included, and what was put back is ours. Whose a cell is tells what
    it is called, which is ours to say; a submission's own names of cells are not kept.
    """
    cells = json.loads(notebook)["cells"]
    return tuple(
        Cell(int(place[1]), _text(cell))
        for cell in cells
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("locked")
        if (place := _OWN_CELL.fullmatch(cell.get("id", "")))
    )


def find_unanswered(notebook: bytes, cells: Sequence[SourceCell]) -> frozenset[str]:
    """Return the names of the cells for a person's eyes that stand in *notebook* as they were handed out.

    nbgrader gives them 0 without asking anybody, and so do we. A task is no answer, so it is never among them.
    """
    stubs = {c.name: c.source for c in cells if c.is_grade and c.is_manual}
    found = {name: cell for cell in json.loads(notebook)["cells"] if (name := _grade_id(cell))}
    return frozenset(n for n, stub in stubs.items() if n in found and _text(found[n]) == stub)


_OWN_CELL = re.compile(r"cell-(\d{1,9})")
"""What `notebook.executed_notebook` calls a cell, and `repairing.executed_notebook` one that the student wrote."""


def _has_a_box(cell: SourceCell) -> bool:
    """Tell whether formgrader has a box for points or for a comment at *cell*."""
    return cell.is_grade or cell.is_solution or cell.is_task


def _blank(problem: str) -> _Raw:
    """Return a notebook that says why there is none of the student's."""
    text = "**The submission could not be read.** These are the assignment's own cells, for marks by hand."
    if problem:
        fence = "`" * (1 + max(map(len, re.findall("`+", problem)), default=2))
        text += f"\n\n{fence}text\n{problem}\n{fence}"
    metadata = {"language_info": {"name": "python"}}
    cell = {"cell_type": "markdown", "metadata": {}, "source": text}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": [cell]}


# ---------------------------------------------------------------- cells and their places


def _put_right(raw: list[_Raw], cells: Sequence[SourceCell], wanted: Sequence[SourceCell]) -> None:
    """Give the cells of *raw* nbgrader's metadata as the gradebook has it, and put back those *wanted*."""
    places = _find_places(raw, cells)
    for one in raw:
        one["metadata"].pop("nbgrader", None)
    before = raw[-1] if raw and not places else None
    for cell in cells:
        found = places.get(cell.name)
        if found is not None and cell.is_locked and not _is_part(_text(found), cell.source):
            before, found = found, None  # edited: what the student wrote stays, as a cell of its own
        if found is None and cell in wanted:
            found = _written(cell)
            raw.insert(0 if before is None else _index(raw, before) + 1, found)
        if found is not None:
            if cell.is_locked:
                found["source"] = cell.source
            found["metadata"]["nbgrader"] = _metadata(cell)
            before = found


def _find_places(raw: Sequence[_Raw], cells: Sequence[SourceCell]) -> dict[str, _Raw]:
    """Return which cell of *raw* is which: by grade_id, else by what it says."""
    by_name = {c.name: c for c in cells}
    places = {
        name: cell
        for cell in raw
        if (name := _grade_id(cell)) in by_name and cell["cell_type"] == by_name[name].cell_type
    }
    taken = set(map(id, places.values()))
    for cell in cells:
        if cell.name in places:
            continue
        free = (r for r in reversed(raw) if id(r) not in taken and r["cell_type"] == cell.cell_type)
        found = next((r for r in free if _looks_like(r, cell)), None)
        if found is not None:
            places[cell.name] = found
            taken.add(id(found))
    return places


def _looks_like(raw: _Raw, cell: SourceCell) -> bool:
    """Tell whether *raw*, whose metadata is lost, is *cell*: the same text, or the function of that name."""
    text = _text(raw)
    if _lines(text) == _lines(cell.source):
        return True
    if cell.is_locked:
        return bool(text.strip()) and _is_part(text, cell.source)
    defines = rf"^\s*(?:async\s+)?def\s+{re.escape(cell.name)}\b"
    return cell.cell_type == "code" and re.search(defines, text, re.MULTILINE) is not None


def _is_part(text: str, source: str) -> bool:
    """Tell whether *text* is *source*, or the part of it that students got: without hidden tests."""
    lines = iter(_lines(source))
    return all(line in lines for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _index(raw: Sequence[_Raw], cell: _Raw) -> int:
    return next(i for i, one in enumerate(raw) if one is cell)


def _grade_id(cell: _Raw) -> str:
    name = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
    return name if isinstance(name, str) else ""


def _text(cell: _Raw) -> str:
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def _written(cell: SourceCell) -> _Raw:
    """Return *cell* to be put back. An answer says that it is none of the student's."""
    mark = "# " if cell.cell_type == "code" else ""
    source = f"{mark}{MISSING_NOTE}\n\n{cell.source}" if cell.is_solution else cell.source
    written: _Raw = {"cell_type": cell.cell_type, "metadata": {}, "source": source}
    if cell.cell_type == "code":
        written |= {"execution_count": None, "outputs": []}
    return written


def _metadata(cell: SourceCell) -> _Raw:
    """Return what nbgrader keeps with *cell*, by its schema of version 3."""
    meta: _Raw = {
        "schema_version": 3,
        "grade_id": cell.name,
        "grade": cell.is_grade,
        "solution": cell.is_solution,
        "locked": cell.is_locked,
        "task": cell.is_task,
        "cell_type": cell.cell_type,
    }
    if cell.points is not None:
        meta["points"] = cell.points
    if cell.checksum:
        meta["checksum"] = cell.checksum
    return meta


# ---------------------------------------------------------------- what a test cell shows


def _outputs(exercise: ExerciseResult) -> Iterator[_Raw]:
    if exercise.verdict is Verdict.MANUAL:
        return
    yield {"output_type": "stream", "name": "stdout", "text": write_output(exercise)}
    if exercise.score is None:
        reason = "not graded: a person must look"
        yield {"output_type": "error", "ename": "Ungraded", "evalue": reason, "traceback": [reason]}
    else:
        score = plain(min(exercise.score, exercise.points))
        data = {"text/plain": score}
        yield {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}
