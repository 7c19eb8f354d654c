"""Answer the grader: run cells, call functions, send back what came of it. The loop of a student process.

    foresee    {"trimmed", "whole", "asked"}                           -> {}
    cell   {"source", "definitions_only", "setup", "trimmed"}          -> {"printed", "error", "line", "notes"}
    restore                                                            -> {}
    call   {"function", "arguments", "twice", "show", "after"}         -> {"kind", "value" | "error", "message", ...}
    stand_in   {"functions": {name: [names of its arguments]}}         -> {}

After `stand_in` those functions ask the grader instead: {"ask": name, "serial", "arguments"}, in the middle of a call.
Every reply carries the random id of its request. Arguments are decoded anew for each call, so that a second call does
not see what the first did to them.
"""

from __future__ import annotations

import builtins
import inspect
import os
import random
import sys
import types
from contextlib import suppress
from typing import Any

import numpy as np

from . import wire
from .build import StudentBuild
from .cells import Notebook, captured, message_of

MAX_PRINTED = 2_000
MAX_MESSAGE = 1_000

# Not ValueError or AssertionError, with which an answer may refuse on purpose.
CAUSED_BY_SCRATCH_WORK = (
    *(NameError, TypeError, AttributeError),  # a name that stands for something else
    *(Warning, FloatingPointError, RecursionError, OSError),  # a setting, another folder
)


def serve(channel: int) -> None:
    """Answer requests on *channel* until it ends."""
    make_repeatable()
    notebook = Notebook()
    stand_ins = StandIns(channel, notebook)
    send(channel, wire.pack({"ready": True}, []))
    while (request := receive(channel)) is not None:
        header, buffers = request
        reply: dict[str, Any] = {}
        reply_buffers: list[bytes] = []
        match header["op"]:
            case "foresee":
                notebook.foresee(header["trimmed"], header["whole"], header["asked"])
            case "cell":
                how = {name: header[name] for name in ("definitions_only", "setup", "trimmed")}
                reply = notebook.run_cell(header["source"], **how)
            case "restore":
                notebook.restore()
            case "stand_in":
                stand_ins.install(header["functions"])
            case _:
                stand_ins.question = header["id"]
                reply, reply_buffers = _call(notebook, header, buffers)
        send(channel, wire.pack({**reply, "id": header["id"]}, reply_buffers))


def last_words(channel: int, error: BaseException) -> None:
    """Say why the process ends before it could answer anything: the seal failed, most likely."""
    with suppress(OSError):  # the channel may be gone as well; the end of file says enough
        send(channel, wire.pack({"refused": f"{type(error).__name__}: {error}"[:500]}, []))


def _call(
    notebook: Notebook, header: dict[str, Any], buffers: list[bytes]
) -> tuple[dict[str, Any], list[bytes]]:
    function = notebook.names.function(header["function"])
    if not callable(function):
        return {"kind": "missing"}, []
    with captured(MAX_PRINTED if header["show"] else 0) as output:
        try:
            values, sent = _values(notebook, function, header, buffers)
        except BaseException as raised:  # noqa: BLE001  whatever it is, it is this call's answer
            error, message = wire.kind_of(raised), message_of(raised)[:MAX_MESSAGE]
            reply: dict[str, Any] = {"kind": "error", "error": error, "message": message}
            sent = []
        else:
            reply = {"kind": "value", "values": values}
    return {**reply, "printed": output.getvalue() if header["show"] else ""}, sent


def _values(
    notebook: Notebook, function: Any, header: dict[str, Any], buffers: list[bytes]
) -> tuple[list[Any], list[bytes]]:
    """Return what *function* returns and, where asked for, its arguments afterwards; raise what it raises.

    An error that scratch work can cause is none yet: the function is asked again as if there had been no scratch work.
    """
    try:
        return _called(function, header, buffers)
    except CAUSED_BY_SCRATCH_WORK:
        if not notebook.names.meant() and not notebook.surroundings.are_changed():
            raise
    with notebook.names.as_meant(), notebook.surroundings.as_before():
        return _called(function, header, buffers)


def _called(function: Any, header: dict[str, Any], buffers: list[bytes]) -> tuple[list[Any], list[bytes]]:
    for _ in range(2 if header["twice"] else 1):
        arguments = wire.decode(header["arguments"], buffers, StudentBuild())
        value = function(*arguments)
    return wire.encode(value, arguments if header["after"] else None)


class StandIns:
    """Functions of the student's that ask the grader instead of computing. See follow-through in `autograder`."""

    def __init__(self, channel: int, notebook: Notebook) -> None:
        self.channel = channel
        self.notebook = notebook
        self.names: dict[str, list[str]] = {}
        """What the exercise calls the arguments of a function."""
        self.signatures: dict[str, inspect.Signature] = {}
        self.question = ""
        """The id of the question that is being answered."""
        self.serial = 0

    def install(self, functions: dict[str, list[str]]) -> None:
        """Let these *functions* ask, under whatever other name the notebook knows them too."""
        self.names = functions
        for name, arguments in functions.items():
            function = self.notebook.names.function(name)
            self.signatures[name] = _signature(function, arguments)
            asking = self._asking(name)
            if isinstance(function, types.FunctionType):
                function.__globals__["_ask_the_grader"] = self.ask
                # Its code, and not its name, because it may be bound elsewhere: as a default value, in a list ...
                free = (
                    function.__code__.co_freevars
                )  # of a decorated function; the new code has to have as many
                function.__code__ = asking.__code__.replace(co_freevars=free)
                function.__defaults__ = function.__kwdefaults__ = None
            else:
                namespace = self.notebook.namespace
                namespace["_ask_the_grader"] = self.ask
                namespace[name] = types.FunctionType(asking.__code__, namespace, name)

    def _asking(self, name: str) -> types.FunctionType:
        scratch: dict[str, Any] = {}
        line = f"def asking(*values, **named): return _ask_the_grader({name!r}, values, named)"
        exec(compile(line, "<stand-in>", "exec"), scratch)  # noqa: S102  a name of the grader's, not of the student's
        asking: types.FunctionType = scratch["asking"]
        return asking

    def ask(self, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Ask the grader for what *name* returns."""
        trees, buffers = wire.encode(self._in_order(name, values, named))
        header = {"ask": name, "id": self.question, "serial": self.serial, "arguments": trees[0]}
        send(self.channel, wire.pack(header, buffers))
        self.serial += 1
        request = receive(self.channel)
        if request is None:
            os._exit(0)
        reply, sent = request
        if reply["kind"] != "value":
            raise _exception(reply["error"])(f"{name} refuses these arguments")
        return wire.decode(reply["value"], sent, StudentBuild())

    def _in_order(self, name: str, values: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        """Return the arguments as the exercise orders them: by its names, or else in the student's own order."""
        bound = self.signatures[name].bind(*values, **named)
        bound.apply_defaults()
        names = self.names[name]
        if set(names) <= set(bound.arguments):
            return [bound.arguments[each] for each in names]
        return list(bound.arguments.values())[: len(names)]


def _signature(function: Any, arguments: list[str]) -> inspect.Signature:
    """Return the signature of *function*; the exercise's own where it has none that tells its arguments apart."""
    positional = inspect.Parameter.POSITIONAL_OR_KEYWORD
    with suppress(TypeError, ValueError):
        signature = inspect.signature(function)
        kinds = {parameter.kind for parameter in signature.parameters.values()}
        if not kinds & {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}:
            return signature
    return inspect.Signature([inspect.Parameter(name, positional) for name in arguments])


def _exception(name: str) -> type[Exception]:
    """Return the exception of this *name*, if it is Python's own."""
    kind = vars(builtins).get(name)
    return kind if isinstance(kind, type) and issubclass(kind, Exception) else ValueError


def receive(channel: int) -> tuple[dict[str, Any], list[bytes]] | None:
    """Return the next frame's header and buffers; None when the grader has gone."""
    frame = wire.Incoming()
    while frame.missing:
        received = os.read(channel, frame.missing)
        if not received:
            return None
        frame.add(received)
    return frame.unpack()


def send(channel: int, frame: bytes) -> None:
    """Write a whole frame."""
    view = memoryview(frame)
    while view:
        view = view[os.write(channel, view) :]


def make_repeatable() -> None:
    """Seed every source of chance that a notebook commonly uses, so that a run can be repeated."""
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  students use the old interface
    bits = sys.modules.get("numpy.random.bit_generator")
    if bits is not None:
        vars(bits)["randbits"] = lambda count: (
            (1 << count) // 3
        )  # where an unseeded default_rng() gets its entropy
