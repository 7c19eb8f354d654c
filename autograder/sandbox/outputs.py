"""What a cell showed, as the grader has it: checked piece by piece, because all of it is a claim."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.model import Output, Shown
from autograder.student import wire

MAX_OUTPUTS = 1_000

TEXTS = frozenset(["text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml"])
PICTURES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
"""With the bytes that such a file begins with."""

Clean = Callable[[Any, int], str]
"""Returns a student's text, at most so many characters of it, without what differs from run to run."""


def outputs_of(value: Any, clean: Clean) -> tuple[Output, ...]:
    """Return the outputs of a cell from what the wire's decoder made of them. Raises Malformed."""
    if type(value) is not list or len(value) > MAX_OUTPUTS:
        raise wire.Malformed("outputs beyond the bounds")
    return tuple(_output(entry, clean) for entry in value)


def _output(entry: Any, clean: Clean) -> Output:
    match entry:
        case {"kind": "stream", "name": "stdout" | "stderr" as name, "text": str(text)}:
            return Output(Shown.STREAM, name=name, text=clean(text, wire.MAX_TEXT))
        case {
            "kind": "error",
            "name": str(name),
            "text": str(text),
            "traceback": list(lines),
            "line": int(line),
        }:
            traceback = tuple(clean(part, wire.MAX_TEXT) for part in lines)
            return Output(
                Shown.ERROR, name=clean(name, 100), text=clean(text, 2_000), traceback=traceback, line=line
            )
        case {"kind": "execute_result" | "display_data" as kind, "data": dict(data)}:
            return Output(Shown(kind), data={k: _representation(k, v, clean) for k, v in data.items()})
    raise wire.Malformed("an output of no known form")


def _representation(kind: Any, value: Any, clean: Clean) -> str:
    """Return one representation as a notebook holds it: text, or the bytes of a picture in base 64."""
    if kind in TEXTS and type(value) is str:
        return clean(value, wire.MAX_TEXT)
    if kind in PICTURES and type(value) is np.ndarray and value.dtype == np.uint8:
        data = value.tobytes()
        if data.startswith(PICTURES[kind]):
            return base64.b64encode(data).decode("ascii")
    raise wire.Malformed("an output of no known kind")
