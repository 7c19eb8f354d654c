"""Run cells as IPython runs them, for assignments that are graded by their own test cells.

The nursery makes the shell once and every student process inherits it warm. It is IPython's own, without what needs a
terminal, a kernel, a thread or another program: no history file, nobody to type, and lines for a system shell are
noted in the output and skipped. What a cell shows is collected in order and within bounds, as plain data:

    {"kind": "stream", "name": "stdout" | "stderr", "text"}
    {"kind": "execute_result" | "display_data", "data": {mime type: text, or bytes of a picture}}
    {"kind": "error", "name", "text", "traceback": [lines], "line": where in the cell}

    execute {"source", "show"}     -> {"outputs": [...]}, with none unless *show*
    define  {"source"}             -> {}          its imports, functions and classes only
"""

from __future__ import annotations

import base64
import builtins
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from . import answering, cells, wire

MAX_STREAM = 60_000
"""Characters that one cell may print, to stdout and to stderr each."""
MAX_SHOWN = 200_000
"""Characters of everything else that one cell shows."""
MAX_PICTURE = 4 * 2**20
MAX_PICTURES = 16 * 2**20
"""Bytes of the pictures of one cell."""
MAX_DISPLAYS = 200
MAX_TRACEBACK = 20_000

TEXTS = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml")
PICTURES = ("image/png", "image/jpeg")

NOT_STARTED = ("pip", "conda", "mamba", "micromamba", "uv", "system", "sx", "edit", "autoreload")
"""Line magics that start programs or look at files that others change meanwhile."""
SCRIPTS = (
    "bash",
    "sh",
    "script",
    "perl",
    "ruby",
    "python",
    "python2",
    "python3",
    "pypy",
    "cmd",
    "!",
    "system",
    "sx",
)
"""Cell magics that start programs."""


def warm(folder: str) -> Shell:
    """Return a shell that has done once what every fork would otherwise do for itself.

    Args:
        folder: of the nursery's; IPython wants to keep a profile somewhere.
    """
    config = Config()
    config.HistoryManager.enabled = False  # it is a database and a thread
    config.InteractiveShell.colors = "nocolor"
    shell: Shell = Shell.instance(config=config, ipython_dir=os.path.join(folder, "ipython"))
    sys.path.insert(0, "")  # as in a kernel: modules that lie beside the notebook
    os.environ["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader has it: some test cells look
    shell.execute("1 + 1")
    shell.execute("def divide():\n    return 1 / 0\ndivide()")  # what formats tracebacks is imported late
    shell.reset(new_session=True)  # type: ignore[no-untyped-call]  # IPython's types are partial
    for left in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(left, None)
    return shell


def serve(channel: int, shell: Shell) -> None:
    """Answer requests on *channel* until it ends."""
    answering.make_repeatable()
    builtins.input = _no_input
    answering.send(channel, wire.pack({"ready": True}, []))
    while (request := answering.receive(channel)) is not None:
        header, _ = request
        reply: dict[str, Any] = {}
        buffers: list[bytes] = []
        if header["op"] == "define":
            shell.define(header["source"])
        else:
            outputs = shell.execute(header["source"])
            if header["show"]:
                (reply["outputs"],), buffers = wire.encode(outputs)
        answering.send(channel, wire.pack({**reply, "id": header["id"]}, buffers))


# ---------------------------------------------------------------- what a cell shows


class Outputs:
    """What one cell shows, in order, within bounds. Errors and the cell's value are always kept."""

    def __init__(self) -> None:
        self.entries: list[dict[str, Any]] = []
        self.room = {"stdout": MAX_STREAM, "stderr": MAX_STREAM}
        self.lost = {"stdout": 0, "stderr": 0}
        self.shown = 0
        self.pictured = 0
        self.displays = 0
        self.named: dict[str, dict[str, Any]] = {}
        """Displays that may be updated, by their id."""
        self.clear_first = False

    def print(self, name: str, text: str) -> None:
        """Take what was written to the stream *name*."""
        if not text:
            return
        self._clear_if_asked()
        fits = text[: self.room[name]]
        self.room[name] -= len(fits)
        self.lost[name] += len(text) - len(fits)
        last = self.entries[-1] if self.entries else {}
        if last.get("name") == name and last["kind"] == "stream":
            last["parts"].append(fits)
        elif fits or not any(entry.get("name") == name for entry in self.entries):
            self.entries.append({"kind": "stream", "name": name, "parts": [fits]})

    def show(self, kind: str, data: dict[str, Any], display_id: object = None) -> None:
        """Take a display, or the value of the cell."""
        self._clear_if_asked()
        self.displays += 1
        if kind == "display_data" and self.displays > MAX_DISPLAYS:
            return
        self.entries.append({"kind": kind, "data": self._bounded(data)})
        if type(display_id) is str:
            self.named[display_id] = self.entries[-1]

    def update(self, data: dict[str, Any], display_id: object) -> None:
        """Put *data* in the place of an earlier display of this cell."""
        entry = self.named.get(display_id) if type(display_id) is str else None
        if entry is not None:
            entry["data"] = self._bounded(data)

    def clear(self, *, wait: bool) -> None:
        """Forget what was shown, at once or (*wait*) when there is something else to show."""
        self.clear_first = wait
        if not wait:
            self.entries.clear()

    def fail(self, raised: BaseException, traceback: list[str], line: int) -> None:
        """Take the error that ended the cell."""
        self._clear_if_asked()
        lines, room = [], MAX_TRACEBACK
        for part in traceback[-100:]:
            lines.append(part[:room])
            room = max(0, room - len(part))
        message = cells.message_of(raised)
        entry = {
            "kind": "error",
            "name": wire.kind_of(raised),
            "text": message,
            "traceback": lines,
            "line": line,
        }
        self.entries.append(entry)

    @property
    def failed(self) -> bool:
        """Tell whether an error was taken."""
        return any(entry["kind"] == "error" for entry in self.entries)

    def as_data(self) -> list[dict[str, Any]]:
        """Return the outputs as the grader gets them."""
        for name, lost in self.lost.items():
            if lost:
                last = next(e for e in reversed(self.entries) if e.get("name") == name and "parts" in e)
                last["parts"].append(f"\n... {lost} more characters were cut\n")
        return [
            {"kind": "stream", "name": e["name"], "text": "".join(e["parts"])} if "parts" in e else e
            for e in self.entries
        ]

    def _clear_if_asked(self) -> None:
        if self.clear_first:
            self.clear(wait=False)

    def _bounded(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return what is known and small enough of a bundle of representations."""
        kept: dict[str, Any] = {}
        for kind in TEXTS:
            text = data.get(kind)
            if (
                isinstance(text, str)
                and len(text) <= MAX_SHOWN // 2 - 100
                and self.shown + len(text) <= MAX_SHOWN
            ):
                kept[kind] = str.__str__(text)
                self.shown += len(text)
            elif isinstance(text, str) and kind == "text/plain":
                kept[kind] = f"{text[:500]} ... {len(text)} characters, too many to keep"
        for kind in PICTURES:
            picture = _bytes(data.get(kind))
            if 0 < len(picture) <= min(MAX_PICTURE, MAX_PICTURES - self.pictured):
                kept[kind] = np.frombuffer(picture, dtype=np.uint8)
                self.pictured += len(picture)
        return kept


def _bytes(picture: object) -> bytes:
    """Return a picture's bytes, which formatters give as they are or in base 64; none for anything else."""
    if isinstance(picture, str) and len(picture) <= 2 * MAX_PICTURE:
        with suppress(ValueError):
            return base64.b64decode(picture)
    return bytes(picture) if isinstance(picture, bytes) else b""


class Stream(io.TextIOBase):
    """stdout or stderr of all cells. One object for good, because loggers and the like hold on to it."""

    encoding = "utf-8"

    def __init__(self, name: str, shell: Shell) -> None:
        self.name = name
        self.shell = shell

    def write(self, text: str) -> int:
        """Print *text* in the cell that is running."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {wire.kind_of(text)}")
        self.shell.outputs.print(self.name, str.__str__(text))
        return len(text)

    def writable(self) -> bool:
        """Tell that one may write here."""
        return True


# ---------------------------------------------------------------- IPython, with its ends tied


class Publisher(DisplayPublisher):
    """Collect what `display` shows."""

    shell: Any

    def publish(
        self,
        data: dict[str, Any],
        metadata: object = None,  # noqa: ARG002  the interface is IPython's
        source: object = None,  # noqa: ARG002
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """Take one display."""
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.outputs.update(data, display_id)
        else:
            self.shell.outputs.show("display_data", data, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Forget what the cell has shown."""
        self.shell.outputs.clear(wait=wait)


class Hook(DisplayHook):
    """Collect the value of a cell's last expression."""

    shell: Any

    def write_output_prompt(self) -> None:
        """Write none."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: object = None) -> None:  # noqa: ARG002
        """Take the value, in all its representations."""
        self.shell.outputs.show("execute_result", format_dict)


class Shell(InteractiveShell):
    """IPython's shell, as a notebook knows it, without terminal, kernel and other programs."""

    extension_manager: Any

    def __init__(self, **options: Any) -> None:
        self.outputs = Outputs()
        self.streams = Stream("stdout", self), Stream("stderr", self)
        super().__init__(display_pub_class=Publisher, displayhook_class=Hook, **options)  # type: ignore[no-untyped-call]  # partial types
        self.extension_manager.loaded.add("autoreload")
        for name in NOT_STARTED:
            self.register_magic_function(self._skipped(f"%{name}"), "line", name)
        for name in SCRIPTS:
            self.register_magic_function(self._skipped(f"%%{name}"), "cell", name)

    def execute(self, source: str) -> list[dict[str, Any]]:
        """Run one cell and return what it showed."""
        self.outputs = outputs = Outputs()
        with self._streams_in_place():
            try:
                result = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]  # partial types
                raised = result.error_before_exec or result.error_in_exec
            except BaseException as escaped:  # noqa: BLE001  whatever it is, it ends the cell and not the notebook
                raised = escaped
        if raised is not None and not outputs.failed:  # it was told on stderr, if at all
            outputs.fail(raised, [cells.describe(raised)], self._line_of(raised))
        return outputs.as_data()

    def define(self, source: str) -> None:
        """Run the imports, functions and classes of a cell, whatever each of them raises; show nothing."""
        self.outputs = Outputs()
        with self._streams_in_place(), suppress(BaseException):
            python = self.transform_cell(cells.BODY_RUN.sub("", source))  # type: ignore[no-untyped-call]  # partial types
            for statement in cells.definitions(python):
                with suppress(BaseException):
                    code = cells.compiled(statement)
                    exec(code, self.user_ns)  # noqa: S102  this is the process made for it

    def _showtraceback(self, etype: object, evalue: BaseException, stb: list[str]) -> None:  # noqa: ARG002
        self.outputs.fail(evalue, [part for part in stb if isinstance(part, str)], self._line_of(evalue))

    def _line_of(self, raised: BaseException) -> int:
        """Return the line of the cell at which *raised* came through, from 1; 0 when it is not known."""
        with suppress(BaseException):  # an exception of the student's may lie or raise here
            frame = raised.__traceback__
            while frame is not None and frame.tb_frame.f_globals is not self.user_ns:
                frame = frame.tb_next
            if frame is None and isinstance(raised, SyntaxError):
                return int(raised.lineno or 0)
            return int(frame.tb_lineno) if frame is not None else 0
        return 0

    @contextmanager
    def _streams_in_place(self) -> Iterator[None]:
        before = sys.stdout, sys.stderr, sys.stdin
        sys.stdout, sys.stderr, sys.stdin = *self.streams, io.StringIO()
        try:
            yield
        finally:
            sys.stdout, sys.stderr, sys.stdin = before

    @contextmanager
    def _tee(self, channel: str) -> Iterator[None]:  # noqa: ARG002  the interface is IPython's
        """Keep no second copy of what is printed: that one would have no bound."""
        yield

    def enable_matplotlib(self, gui: object = None) -> Any:  # noqa: ARG002  there is one way to draw here
        """Draw into the notebook, whatever was asked for: there is no window."""
        return super().enable_matplotlib("inline")  # type: ignore[no-untyped-call]  # partial types

    def enable_gui(self, gui: object = None) -> None:
        """Start no event loop."""

    def ask_exit(self) -> None:
        """Stay: `exit()` in a cell ends that cell's work only."""

    def system(self, line: str) -> None:
        """Note a line for the system's shell; nothing is started."""
        self._skip(f"!{line}")

    system_raw = system_piped = system

    def getoutput(self, cmd: str, *_: Any, **__: Any) -> list[str]:
        """Note a line for the system's shell and return no output."""
        self._skip(f"!{cmd}")
        return []

    def _skipped(self, magic: str) -> Any:
        def skip(line: str = "", cell: str | None = None) -> None:  # noqa: ARG001  the body of a cell magic
            self._skip(f"{magic} {line}".strip())

        return skip

    def _skip(self, what: str) -> None:
        self.outputs.print("stdout", f"(skipped, no program is started here: {what[:200]})\n")


def _no_input(_prompt: object = "") -> str:
    raise StdinNotImplementedError("input() is not available: nobody is there to type")
