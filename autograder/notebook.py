"""Untrusted .ipynb and .py bytes -> cells, and cells -> the executed notebook.

Whatever the bytes are, `read_notebook` returns a *Notebook* within the bounds below or raises
*SubmissionError*: nothing else comes out, and nothing of the file is run, rendered or looked up. Notebooks
of format 4 are taken apart by hand instead of by nbformat, because one invalid corner (an output, an id, a
stray key) must not cost a student the rest. Stored outputs are never looked at: they are a claim, no proof.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from autograder.errors import SubmissionError
from autograder.model import Cell, CellOutcome, FailedCell, Kind, Output, Shown

MAX_BYTES = 50 * 2**20
"""How large a submitted file may be."""
MAX_VALUES = 5_000_000
"""How many JSON values a notebook may hold; an empty list costs 80 bytes of memory and 3 of the file."""
MAX_CELLS = 5_000
"""How many cells a notebook may have."""
MAX_CODE = 4 * 2**20
"""How many characters the code cells may have in all. Text may hold pictures: the file's size bounds it."""

_KINDS = ("code", "markdown", "raw")
_FLAGS = ("grade", "solution", "locked", "task")
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]{1,200}")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


Attachments = Mapping[str, Mapping[str, str]]
"""Name of a picture -> mime type -> its bytes in base 64."""


@dataclass(frozen=True)
class Notebook:
    """The cells of one submitted file."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    """What was put right on the way, in words: *converted from notebook format 3*."""
    kinds: tuple[str, ...] = ()
    """*code*, *markdown* or *raw*, for each of the cells."""
    attachments: Mapping[int, Attachments] = field(default_factory=dict)
    """Pictures pasted into texts, by the index of the cell."""


@dataclass(frozen=True)
class GradedCell:
    """A cell that carries points in an instructor's notebook."""

    name: str
    points: Decimal
    manual: bool
    """A person grades it: a written answer, a solution graded as it stands, or a task."""


# ---------------------------------------------------------------- reading


def read_notebook(name: str, data: bytes) -> Notebook:
    """Read the cells of a submitted file.

    Args:
        name: its name; one that ends in ``.py`` is a single code cell, everything else a notebook.
        data: its bytes, as they came.

    Raises:
        SubmissionError: what is wrong with the file and, in broken JSON, where. Nothing else is ever raised.
    """
    _check_size(name, data)
    if name.lower().endswith(".py"):
        notebook = _read_script(data)
    else:
        raw, notes = _read_cells(name, data)
        cells = [cell for index, one in enumerate(raw) if (cell := _cell(index, one)) is not None]
        if len(cells) < len(raw):
            left_out = f"{len(raw) - len(cells)} of {len(raw)} cells are of no known kind and were left out"
            notes = (*notes, left_out)
        kinds = tuple(raw[cell.index]["cell_type"] for cell in cells)
        pasted = {cell.index: raw[cell.index].get("attachments") for cell in cells if not cell.is_code}
        valid = {index: pictures for index, pictures in pasted.items() if _are_attachments(pictures)}
        notebook = Notebook(tuple(cells), notes, kinds, valid)
    code = sum(len(cell.source) for cell in notebook.cells if cell.is_code)
    if code > MAX_CODE:
        raise SubmissionError(f"{name}: {code} characters of code, over the limit of {MAX_CODE}")
    return notebook


def read_graded_cells(name: str, data: bytes) -> tuple[GradedCell, ...]:
    """Read which cells of an instructor's notebook carry points, in their order.

    Raises:
        SubmissionError: the file is no notebook, or the points of a graded cell are no number.
    """
    _check_size(name, data)
    found = []
    for index, raw in enumerate(_read_cells(name, data)[0]):
        cell, meta = _cell(index, raw), _nbgrader(raw)
        if cell is None or cell.grade_id is None or not (_is(meta, "grade") or _is(meta, "task")):
            continue
        points = meta.get("points")
        if not _is_points(points):
            raise SubmissionError(
                f"{name}: the points of cell {cell.grade_id} must be a number, got {_quote(points)}"
            )
        found.append(GradedCell(cell.grade_id, Decimal(str(points)), manual=not cell.is_test))
    return tuple(found)


def choose_file(files: Mapping[str, bytes], notebook: str, known_ids: Collection[str]) -> str:
    """Return the name of the file that holds the answers for *notebook*.

    The notebook of exactly that name; else the only notebook; else the one with most cells of the assignment
    (among equals the last by name: ``park (2).ipynb`` is younger than ``park (1).ipynb``); else the .py
    file of that name, or the only one.

    Args:
        files: what the student handed in, by name.
        notebook: the assignment's notebook, without suffix.
        known_ids: the grade_ids of its cells.

    Raises:
        SubmissionError: there is none.
    """
    notebooks = sorted(name for name in files if name.lower().endswith(".ipynb"))
    scripts = sorted(name for name in files if name.lower().endswith(".py"))
    if f"{notebook}.ipynb" in notebooks:
        return f"{notebook}.ipynb"
    if len(notebooks) == 1:
        return notebooks[0]
    if notebooks:
        return max(notebooks, key=lambda name: (_count_known(name, files[name], known_ids), name))
    if f"{notebook}.py" in scripts:
        return f"{notebook}.py"
    if len(scripts) == 1:
        return scripts[0]
    if scripts:
        raise SubmissionError(f"no {notebook}.ipynb, and none of {len(scripts)} .py files is {notebook}.py")
    raise SubmissionError(f"no {notebook}.ipynb, and no other notebook or .py file instead of it")


def choose_files(
    files: Mapping[str, bytes], notebooks: Mapping[str, Collection[str]]
) -> tuple[dict[str, str], list[str]]:
    """Return the file that holds the answers for each of *notebooks*, no file for two, and why others have none.

    What is called like a notebook of the assignment is that one; the rest is chosen as by `choose_file`.

    Args:
        files: what the student handed in, by name.
        notebooks: the assignment's notebooks, without suffix, with the grade_ids of their cells.
    """
    chosen = {name: f"{name}.ipynb" for name in notebooks if f"{name}.ipynb" in files}
    problems = []
    for name, known_ids in notebooks.items():
        if name not in chosen:
            free = {file: content for file, content in files.items() if file not in chosen.values()}
            if len(notebooks) > 1:  # then the only other file may be anything
                free = {
                    f: c for f, c in free.items() if f == f"{name}.py" or _count_known(f, c, known_ids) > 0
                }
            try:
                chosen[name] = choose_file(free, name, known_ids)
            except SubmissionError as none:
                problems.append(str(none))
    return {name: chosen[name] for name in notebooks if name in chosen}, problems


def read_language(name: str, data: bytes) -> str:
    """Return the programming language that an instructor's notebook says it is in; python when it says none.

    Raises:
        SubmissionError: the file is no notebook.
    """
    _check_size(name, data)
    document = _read_json(name, data)
    metadata = document.get("metadata") if isinstance(document, dict) else None
    parts = [
        metadata.get(key) if isinstance(metadata, dict) else None for key in ("kernelspec", "language_info")
    ]
    kernel, info = ({} if not isinstance(part, dict) else part for part in parts)
    language = kernel.get("language") or info.get("name") or kernel.get("name") or "python"
    return "python" if str(language).lower().startswith(("python", "ipython")) else str(language)[:50]


def over_limit(size: int) -> str:
    """Say that a file of *size* bytes is too large, in words that follow its name and a colon."""
    return f"{math.ceil(size / 2**20)} MB, over the limit of {MAX_BYTES // 2**20} MB (clear the outputs)"


def _check_size(name: str, data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise SubmissionError(f"{name}: {over_limit(len(data))}")
    if not data or data.isspace():
        raise SubmissionError(f"{name}: the file is empty")


def _count_known(name: str, data: bytes, known_ids: Collection[str]) -> int:
    """Return how many of the assignment's cells are in a notebook; -1 when it cannot be read."""
    try:
        cells = read_notebook(name, data).cells
    except SubmissionError:
        return -1
    return len({cell.grade_id for cell in cells}.intersection(known_ids))


def _read_script(data: bytes) -> Notebook:
    """Read a .py file. Its encoding line is not obeyed: codecs are many, and not all of them are harmless."""
    try:
        return Notebook((Cell(0, _plain(data.decode("utf-8-sig"))),), kinds=("code",))
    except UnicodeDecodeError:
        notes = ("not UTF-8 text; read as Latin-1",)
        return Notebook((Cell(0, _plain(data.decode("latin-1"))),), notes, ("code",))


def _read_cells(name: str, data: bytes) -> tuple[list[Any], tuple[str, ...]]:
    """Return the cells of a notebook as its JSON has them, of format 4, and notes on how they came about."""
    document = _read_json(name, data)
    if not isinstance(document, dict):
        raise SubmissionError(
            f"{name}: not a notebook: the file holds a {_kind(document)}, not an object with cells"
        )
    major = document.get("nbformat", 4)
    if type(major) is not int or not 2 <= major <= 4:
        raise SubmissionError(f"{name}: not a notebook of format 2, 3 or 4: nbformat is {_quote(major)}")
    cells = document.get("cells") if major == 4 else _old_cells(document)
    if not isinstance(cells, list):
        raise SubmissionError(f"{name}: not a notebook: there is no list of cells in it")
    if len(cells) > MAX_CELLS:
        raise SubmissionError(f"{name}: {len(cells)} cells, over the limit of {MAX_CELLS}")
    if major == 4:
        return cells, ()
    return [_upgrade(cell) for cell in cells], (f"converted from notebook format {major}",)


def _read_json(name: str, data: bytes) -> Any:
    if data.count(b",") + data.count(b"[") + data.count(b"{") > MAX_VALUES:
        raise SubmissionError(
            f"{name}: more than {MAX_VALUES} values, too many for a notebook (clear the outputs)"
        )
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        problem = f"not UTF-8 text (byte 0x{data[wrong.start]:02x} at position {wrong.start})"
    except json.JSONDecodeError as wrong:
        problem = f"invalid JSON at line {wrong.lineno}, column {wrong.colno} ({wrong.msg})"
    except RecursionError:
        problem = "its JSON is nested too deeply"
    except ValueError:  # an integer of more digits than Python converts
        problem = "its JSON holds a number that is too long"
    raise SubmissionError(f"{name}: not a notebook: {problem}")


def _old_cells(document: dict[Any, Any]) -> list[Any] | None:
    """Return the cells of all worksheets of a notebook of format 2 or 3, in order."""
    sheets = document.get("worksheets")
    if not isinstance(sheets, list):
        return None
    lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def _upgrade(old: Any) -> Any:
    """Return a cell of format 2 or 3 as one of format 4; None, which is no cell, where that fails."""
    from nbformat import from_dict
    from nbformat.v4.convert import upgrade_cell

    if not isinstance(old, dict):
        return None
    cell: dict[str, Any] = {
        "cell_type": old.get("cell_type"),
        "metadata": {"nbgrader": _nbgrader(old)},
        "outputs": [],
    }
    cell |= {key: _text(old[key]) for key in ("input", "source") if key in old}
    if old.get("level") in range(1, 7):  # upgrade_cell makes a string of that length
        cell["level"] = old["level"]
    try:
        return upgrade_cell(from_dict(cell))  # type: ignore[no-untyped-call]  # has no types
    except Exception:  # noqa: BLE001  a cell of wrong types may fail in any way; it is left out with a note
        return None


def _cell(index: int, raw: Any) -> Cell | None:
    """Return one cell of a notebook's JSON; None when it is of no kind that we know."""
    if not isinstance(raw, dict) or raw.get("cell_type") not in _KINDS:
        return None
    source = _text(raw.get("source", ""))
    if source is None:
        return None
    is_code, meta = raw["cell_type"] == "code", _nbgrader(raw)
    grade_id = meta.get("grade_id")
    if not isinstance(grade_id, str) or not _GRADE_ID.fullmatch(grade_id):
        return Cell(index, source, is_code)
    is_solution = _is(meta, "solution")
    is_test = is_code and _is(meta, "grade") and not is_solution
    is_setup = is_code and _is(meta, "locked") and not _is(meta, "grade") and not is_solution
    return Cell(index, source, is_code, grade_id, is_test, is_solution, is_setup)


def _text(source: Any) -> str | None:
    """Return a cell's source, which is a string or a list of them; None when it is neither."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return _plain(source) if isinstance(source, str) else None


def _plain(text: str) -> str:
    """Return *text* with line ends of one kind, and encodable: JSON can hold half of a surrogate pair."""
    return _LONE_SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _nbgrader(raw: Any) -> dict[Any, Any]:
    """Return what nbgrader keeps in a cell's metadata; empty when that is nothing or nonsense."""
    metadata = raw.get("metadata") if isinstance(raw, dict) else None
    meta = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return meta if isinstance(meta, dict) else {}


def _is(meta: dict[Any, Any], flag: str) -> bool:
    return meta.get(flag) is True


def _is_points(points: Any) -> bool:
    return type(points) in (int, float) and 0 <= points < 10_000


def _kind(value: Any) -> str:
    """Name a JSON value that should have been an object."""
    names = {list: "list", str: "string", bool: "truth value", type(None): "null"}
    return names.get(type(value), "number")


def _quote(value: Any) -> str:
    """Write a JSON value for a message, bounded."""
    return repr(value)[:20] if isinstance(value, int | float | str) else f"a {_kind(value)}"


# ---------------------------------------------------------------- writing


def executed_notebook(data: bytes | None, notebook: Notebook, outcomes: Sequence[CellOutcome]) -> bytes:
    """Return the student's notebook with our outputs, as nbgrader and Jupyter expect it.

    Made anew of what is known to be valid: format 4.5, the cells, what they printed and raised here,
    nbgrader's metadata where it keeps to nbgrader's schema (of duplicates the last keeps it, as in nbgrader
    itself), and pictures pasted into written answers. Everything else of the file is left behind, old outputs
    first of all. The same input gives the same bytes.

    Args:
        data: the file that *notebook* was read from; None for a .py file.
        notebook: what `read_notebook` made of it.
        outcomes: what became of the cells; a cell without an outcome has no output.
    """
    raw: Sequence[Any] = () if data is None else _read_cells("notebook", data)[0]
    by_index = {outcome.index: outcome for outcome in outcomes}
    owners = {cell.grade_id: cell.index for cell in notebook.cells}
    cells = []
    for cell, kind in zip(notebook.cells, notebook.kinds, strict=True):
        meta = _valid_nbgrader(cell, raw[cell.index]) if raw else None
        keeps_it = meta is not None and owners[cell.grade_id] == cell.index
        pictures = notebook.attachments.get(cell.index)
        outcome = by_index.get(cell.index)
        cells.append(
            WrittenCell(kind, cell.source, meta if keeps_it else None, pictures, outcome, cell.index)
        )
    return write_notebook(cells)


MAX_LINE = 200
"""Characters of a student's line that are kept to be shown."""


def failed_cell(index: int, error: str, notebook: str, line: int, source: str) -> FailedCell:
    """Return what is kept of a cell that did not run to its end, with the line of the student's that it stopped in.

    The number of the line is the student process's word; a line that is not there is left out.
    """
    lines = source.split("\n")
    text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    if not text or text.startswith("%%"):
        return FailedCell(index, error, notebook)
    return FailedCell(index, error, notebook, line, text[:MAX_LINE])


@dataclass(frozen=True)
class WrittenCell:
    """One cell of a notebook that we write."""

    kind: str
    source: str
    nbgrader: Mapping[str, Any] | None = None
    """nbgrader's metadata, in its schema."""
    attachments: Attachments | None = None
    outcome: CellOutcome | None = None
    """What became of a code cell; None: it did not run."""
    number: int | None = None
    """What it is called by; without one, its place."""
    owner: str = "cell"
    """What stands before the number: *cell* for what a student handed in."""


def write_notebook(cells: Sequence[WrittenCell]) -> bytes:
    """Return a notebook of format 4.5 of *cells*, as nbgrader and Jupyter expect it."""
    written = [_written_cell(cell, place) for place, cell in enumerate(cells)]
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": _METADATA, "cells": written}
    # What nbformat.writes returns, to the byte, without a second of imports and a check of what is made valid.
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False).encode()


_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def _written_cell(cell: WrittenCell, place: int) -> dict[str, Any]:
    """Return *cell* as format 4.5 has it."""
    written: dict[str, Any] = {
        "cell_type": cell.kind,
        "id": f"{cell.owner}-{place if cell.number is None else cell.number}",
        "metadata": {} if cell.nbgrader is None else {"nbgrader": dict(cell.nbgrader)},
        "source": cell.source.splitlines(keepends=True),
    }
    if cell.kind == "code":
        return {**written, "execution_count": None, "outputs": _outputs(cell.outcome)}
    if cell.attachments:
        written["attachments"] = {name: _split(bundle) for name, bundle in cell.attachments.items()}
    return written


def _split(bundle: Mapping[str, str]) -> dict[str, str | list[str]]:
    """Return representations with their lines apart, where they are text."""
    return {
        kind: text.splitlines(keepends=True) if kind.startswith("text/") or kind == "image/svg+xml" else text
        for kind, text in bundle.items()
    }


def _outputs(outcome: CellOutcome | None) -> list[dict[str, Any]]:
    if outcome is None:
        return []
    if outcome.outputs:
        return [_output(output) for output in outcome.outputs]
    outputs: list[dict[str, Any]] = []
    if outcome.printed:
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(outcome.printed)})
    if outcome.ended is not None:
        ended = {Kind.TIMEOUT: "CellTimeoutError"}.get(outcome.ended, "DeadKernelError")
        text = _plain(outcome.error)
        outputs.append(
            {"output_type": "error", "ename": ended, "evalue": text, "traceback": [f"{ended}: {text}"]}
        )
    elif outcome.error:
        error = _plain(outcome.error)
        name, _, message = error.partition(": ")
        outputs.append({"output_type": "error", "ename": name, "evalue": message, "traceback": [error]})
    return outputs


def _lines(text: str) -> list[str]:
    return _plain(text).splitlines(keepends=True)


def _output(output: Output) -> dict[str, Any]:
    """Return one output of a kernel as format 4 has it."""
    match output.kind:
        case Shown.STREAM:
            return {"output_type": "stream", "name": output.name, "text": _lines(output.text)}
        case Shown.ERROR:
            traceback = [_plain(line) for line in output.traceback]
            error = {"output_type": "error", "ename": output.name, "evalue": _plain(output.text)}
            return {**error, "traceback": traceback}
    data = _split({kind: _plain(text) for kind, text in output.data.items()})
    shown: dict[str, Any] = {"output_type": str(output.kind), "data": data, "metadata": {}}
    return {**shown, "execution_count": None} if output.kind is Shown.RESULT else shown


def _valid_nbgrader(cell: Cell, original: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return a cell's nbgrader metadata in its schema, version 3; None where nbgrader would refuse it."""
    meta, is_text = _nbgrader(original), original["cell_type"] == "markdown"
    flags = {flag: _is(meta, flag) for flag in _FLAGS}
    if cell.grade_id is None or not any(flags.values()):
        return None
    if not is_text if flags["task"] else is_text and flags["grade"] != flags["solution"]:
        return None  # a task is text, and text that is graded is the answer itself
    valid = {"schema_version": 3, "grade_id": cell.grade_id, **flags}
    if flags["grade"] or flags["task"]:
        if not _is_points(meta.get("points")):
            return None
        valid["points"] = meta["points"]
    checksum = meta.get("checksum")
    if isinstance(checksum, str) and re.fullmatch("[0-9a-f]{32}", checksum):
        valid["checksum"] = checksum
    if meta.get("cell_type") in _KINDS:
        valid["cell_type"] = meta["cell_type"]
    return valid


def _are_attachments(attachments: Any) -> bool:
    """Tell whether pasted pictures are as the format wants them: name -> kind -> text."""
    if not isinstance(attachments, dict) or not attachments:
        return False
    bundles = list(attachments.values())
    if not all(isinstance(bundle, dict) for bundle in bundles):
        return False
    return all(isinstance(text, str) for bundle in bundles for text in bundle.values())
