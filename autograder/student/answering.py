"""Answer the grader: run cells, call functions, send back what came of it. The loop of a student process.

    cell   {"source", "definitions_only"}                              -> {"printed", "error", "notes"}
    call   {"function", "arguments", "twice", "show", "after"}         -> {"kind", "value" | "error", "message", ...}

Every reply carries the random id of its request. Arguments are decoded anew for each call, so that a second call does
not see what the first did to them.
"""

from __future__ import annotations

import os
import random
import sys
from contextlib import suppress
from typing import Any

import numpy as np

from . import wire
from .build import StudentBuild
from .cells import Notebook, captured, message_of

MAX_PRINTED = 2_000
MAX_MESSAGE = 1_000


def serve(channel: int) -> None:
    """Answer requests on *channel* until it ends."""
    _make_repeatable()
    notebook = Notebook()
    _send(channel, wire.pack({"ready": True}, []))
    while True:
        request = wire.Incoming()
        while request.missing:
            received = os.read(channel, request.missing)
            if not received:
                return
            request.add(received)
        header, buffers = request.unpack()
        if header["op"] == "cell":
            reply = notebook.run_cell(header["source"], definitions_only=header["definitions_only"])
            reply_buffers: list[bytes] = []
        else:
            reply, reply_buffers = _call(notebook, header, buffers)
        _send(channel, wire.pack({**reply, "id": header["id"]}, reply_buffers))


def last_words(channel: int, error: BaseException) -> None:
    """Say why the process ends before it could answer anything: the seal failed, most likely."""
    with suppress(OSError):  # the channel may be gone as well; the end of file says enough
        _send(channel, wire.pack({"refused": f"{type(error).__name__}: {error}"[:500]}, []))


def _call(
    notebook: Notebook, header: dict[str, Any], buffers: list[bytes]
) -> tuple[dict[str, Any], list[bytes]]:
    function = notebook.namespace.get(header["function"])
    if not callable(function):
        return {"kind": "missing"}, []
    arguments: list[Any] = []
    with captured(MAX_PRINTED if header["show"] else 0) as output:
        try:
            for _ in range(2 if header["twice"] else 1):
                arguments = wire.decode(header["arguments"], buffers, StudentBuild())
                value = function(*arguments)
            values, sent = wire.encode(value, arguments if header["after"] else None)
        except BaseException as raised:  # noqa: BLE001  whatever it is, it is this call's answer
            error, message = wire.kind_of(raised), message_of(raised)[:MAX_MESSAGE]
            reply: dict[str, Any] = {"kind": "error", "error": error, "message": message}
            sent = []
        else:
            reply = {"kind": "value", "values": values}
    return {**reply, "printed": output.getvalue() if header["show"] else ""}, sent


def _send(channel: int, frame: bytes) -> None:
    view = memoryview(frame)
    while view:
        view = view[os.write(channel, view) :]


def _make_repeatable() -> None:
    """Seed every source of chance that a notebook commonly uses, so that a run can be repeated."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  students use the old interface
    bits = sys.modules.get("numpy.random.bit_generator")
    if bits is not None:
        vars(bits)["randbits"] = lambda count: (
            (1 << count) // 3
        )  # where an unseeded default_rng() gets its entropy
