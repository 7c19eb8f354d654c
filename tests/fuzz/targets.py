"""What reads bytes of strangers, and what must hold whatever the bytes are: a value within bounds, or the named error.

A target is a function of bytes. It returns when all is well; what it raises is a finding.
"""

import json
import os
import socket
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import nbformat
import numpy as np

from autograder.comparing import compare
from autograder.errors import CourseError, SubmissionError, WireError
from autograder.mathml import mathml
from autograder.model import (
    Answer,
    CellOutcome,
    Column,
    Formula,
    Frame,
    Kind,
    NotPlain,
    Rule,
    result_from_json,
)
from autograder.notebook import MAX_CELLS, MAX_CODE, executed_notebook, read_graded_cells, read_notebook
from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.channel import Channel, Ended, Meter
from autograder.sandbox.footprint import Footprint
from autograder.sandbox.process import StudentProcess
from autograder.sandbox.values import GraderBuild, freeze, thaw
from autograder.settings import read_settings
from autograder.showing import describe, show_answer, show_rounded
from autograder.student import wire

CORPUS = Path(__file__).parent / "corpus"

MAX_INPUT = 64 * 1024
"""How many bytes an input may have, so that one fits into a socket's buffer."""

EXPECTED = [
    2.5,
    7,
    1 + 2j,
    True,
    None,
    "text",
    np.array([1.0, 2.0, 3.0]),
    np.array([[1.0], [0.0]]),
    np.array([], float),
    (1.0, np.array([2.0, 3.0])),
    [1.0, [2.0, "x"], None],
    {"w": 1.0, "b": [2.0]},
    Column("t", (0, 1), (1.5, 2.5)),
    Frame((Column("t", (0, 1), (1.5, 2.5)),)),
    Formula((("symbol", "x"), ("integer", "0x2"), ("Pow", "2"))),
]
RULES = [Rule(), Rule(exact=True), Rule(absolute=1e-9, columns=True, extra_values=1)]


def _check_message(error: Exception) -> None:
    """Check that what is wrong is one line, that can be shown and written."""
    text = str(error)
    assert len(text) <= 500
    assert text.isprintable()
    text.encode()


# ---------------------------------------------------------------- what a student process sends


def check_reply(data: bytes) -> None:
    """Bytes on the channel are an answer within the bounds, or they end the process: `Ended` or `Malformed`."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(data)
        theirs.close()
        try:
            header, buffers = Channel(ours, Footprint(os.getpid(), None, Limits()))._exchange(
                b"", Meter(Footprint(os.getpid(), None, Limits()), 1e9, 60)
            )
        except Ended as ended:
            _check_message(ended)
            return
    assert sum(map(len, buffers)) <= len(data)
    try:
        answer = _process()._answer(header, buffers)
    except (wire.Malformed, RecursionError) as malformed:  # RecursionError as StudentProcess.call has it
        _check_message(malformed)
        return
    _check_answer(answer)


def check_kept(data: bytes) -> None:
    """Bytes in a file of ours are a value, which can be kept again, or a `WireError`."""
    try:
        value = thaw(data)
    except WireError:
        return
    _check_value(value)
    try:
        again = freeze(value)
    except WireError:
        return  # what the decoder takes may be more than the encoder sends: texts count as items there
    assert show_rounded(Answer(Kind.VALUE, thaw(again))) == show_rounded(Answer(Kind.VALUE, value))


def check_tree(data: bytes) -> None:
    """JSON is a tree of a value, which can be compared and shown, or it is `Malformed`."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return
    buffers = [b"", bytes(8), np.array([1.0, np.nan]).tobytes(), np.arange(6.0).tobytes()]
    try:
        value = wire.decode(tree, buffers, GraderBuild())
    except (wire.Malformed, RecursionError) as malformed:
        _check_message(malformed)
        return
    _check_answer(Answer(Kind.VALUE, value))


@cache
def _process() -> StudentProcess:
    """Return our half of a student process, without one at the other end."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(wire.pack({"ready": True}, []))
        return StudentProcess(
            Sandbox(Limits()), Channel(ours, Footprint(os.getpid(), None, Limits())), Path("/nowhere")
        )


def _check_answer(answer: Answer) -> None:
    assert len(answer.error) <= 100
    assert len(answer.message) <= 1_000
    _check_value(answer.value)
    for part in answer.arguments_after or ():
        _check_value(part)
    assert len(show_answer(answer)) <= 1_200
    for text in (show_answer(answer), answer.printed):
        text.encode()  # it can be written
    if answer.kind is Kind.VALUE:
        for expected in EXPECTED:
            for rule in RULES:
                compare(expected, answer.value, rule, rows=3)
        if isinstance(answer.value, Formula) and len(answer.value.postfix) <= 120:
            mathml(answer.value)


def _check_value(value: object, depth: int = 0) -> int:
    """Check that *value* is plain and within the bounds; return how many items it has."""
    assert depth <= wire.MAX_DEPTH
    describe(value)
    match value:
        case None | bool() | float() | complex() | np.generic():
            parts = []
        case int():
            assert value.bit_length() <= wire.MAX_INTEGER_BITS
            parts = []
        case str():
            assert len(value) <= wire.MAX_TEXT
            parts = []
        case tuple() | list():
            parts = list(value)
        case dict():
            parts = [*value.keys(), *value.values()]
        case np.ndarray():
            assert value.ndim <= wire.MAX_DIMENSIONS
            assert value.flags.writeable
            parts = value.ravel().tolist() if value.dtype == object else []
        case Column():
            assert len(value.index) == len(value.values)
            parts = [*value.index, *value.values]
        case Frame():
            parts = list(value.columns)
        case Formula():
            assert len(value.postfix) <= wire.MAX_FORMULA
            parts = []
        case NotPlain():
            assert len(value.kind) <= 100
            assert len(value.reason) <= 200
            parts = []
        case _:
            raise AssertionError(f"a {type(value)} crossed the wall")
    items = 1 + sum(_check_value(part, depth + 1) for part in parts)
    assert items <= wire.MAX_ITEMS + 1
    return items


# ---------------------------------------------------------------- what a student hands in


def check_notebook(data: bytes) -> None:
    """Bytes are cells within the bounds, which become a valid notebook with the same cells, or `SubmissionError`."""
    for name in ("park.ipynb", "park.py"):
        try:
            notebook = read_notebook(name, data)
        except SubmissionError as problem:
            _check_message(problem)
            continue
        assert len(notebook.cells) <= MAX_CELLS
        assert sum(len(cell.source) for cell in notebook.cells if cell.is_code) <= MAX_CODE
        outcomes = [
            CellOutcome(cell.index, "printed\n", "KeyError: 1") for cell in notebook.cells if cell.is_code
        ]
        written = executed_notebook(None if name.endswith(".py") else data, notebook, outcomes)
        nbformat.validate(json.loads(written))
        again = read_notebook("again.ipynb", written)
        assert [cell.source for cell in again.cells] == [cell.source for cell in notebook.cells]
        assert [cell.is_code for cell in again.cells] == [cell.is_code for cell in notebook.cells]
    try:
        read_graded_cells("park.ipynb", data)
    except SubmissionError as problem:
        _check_message(problem)


# ---------------------------------------------------------------- files of the course


def check_result(data: bytes) -> None:
    """A result file is a result, or one of the errors that have it graded anew."""
    try:
        result = result_from_json(data.decode())
    except ValueError:
        return
    assert result.provenance is not None


def check_settings(data: bytes) -> None:
    """An `autograder.toml` is settings within their bounds, or a `CourseError`."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "autograder.toml").write_bytes(data)
        try:
            settings = read_settings(Path(folder))
        except CourseError as problem:
            _check_message(problem)
            return
    assert 0 <= settings.follow_through_share <= 1
    assert settings.limits.question_cpu_seconds > 0
    assert settings.limits.memory_bytes >= 0


TARGETS: dict[str, Callable[[bytes], None]] = {
    "reply": check_reply,
    "kept": check_kept,
    "tree": check_tree,
    "notebook": check_notebook,
    "result": check_result,
    "settings": check_settings,
}
