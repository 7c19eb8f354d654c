"""Run the cells of a notebook without a kernel: IPython's syntax, one namespace, one cell after the other.

Lines for the shell and magics never start a program. What can be honoured is (`%%time` runs its body), the rest is
noted and skipped. A cell that fails is *salvaged*: its remaining imports, functions and classes still run, because a
student whose data file is missing has written the functions below it all the same.
"""

from __future__ import annotations

import ast
import asyncio
import builtins
import errno
import io
import os
import re
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from . import progress, wire
from .names import Names
from .needs import DEFINITIONS, Needs
from .surroundings import Surroundings

MAX_OUTPUT = 256 * 1024
MAX_ERROR = 2_000
MAX_NOTES = 50

ANNOTATIONS = 0x1000000
"""CO_FUTURE_ANNOTATIONS: do not evaluate annotations, which may name what a failed import should have brought."""

# Magics whose argument or body is Python that the student means to run.
LINE_MAGICS_RUN = frozenset(["time", "timeit", "prun", "memit"])
CELL_MAGICS_RUN = frozenset(["time", "timeit", "capture", "prun"])
SILENT_MAGICS = frozenset(
    ["matplotlib", "config", "load_ext", "reload_ext", "autoreload", "pylab", "precision"]
)
BODY_RUN = re.compile(rf"\A\s*%%({'|'.join(sorted(CELL_MAGICS_RUN))})\b.*\n")
BARE_INSTALL = re.compile(r"^(pip3?|conda) (?=install\b)", re.MULTILINE)
"""IPython takes these as magics also without the percent sign."""


class BoundedText(io.TextIOBase):
    """A text stream in memory that keeps the first *limit* characters and counts the rest."""

    encoding = "utf-8"

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.parts: list[str] = []
        self.kept = 0
        self.lost = 0

    def write(self, text: str) -> int:
        """Keep what fits of *text*."""
        fits = text[: self.limit - self.kept] if self.kept < self.limit else ""
        if fits:
            self.parts.append(fits)
            self.kept += len(fits)
        self.lost += len(text) - len(fits)
        return len(text)

    def writable(self) -> bool:
        """Tell that one may write here."""
        return True

    def getvalue(self) -> str:
        """Return what was kept, with a line about what was not."""
        cut = f"\n... {self.lost} more characters were cut\n" if self.lost else ""
        return "".join(self.parts) + cut


class Nothing:
    """Answer every call, and every call of every attribute, without doing anything."""

    def __call__(self, *_: Any, **__: Any) -> None:
        """Do nothing."""

    def __getattr__(self, name: str) -> Any:
        """Return the same again: `events.register`, say."""
        if name.startswith("__"):
            raise AttributeError(name)
        return Nothing()


class Shell(Nothing):
    """Stand in for IPython's shell, as far as notebooks of this kind call it."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> None:
        """Run the Python behind a timing magic; note any other."""
        if name in LINE_MAGICS_RUN and line.strip():
            self.notebook.execute(re.sub(r"^(\s*-\w+\s*\d*)+", "", line))
        elif name not in SILENT_MAGICS:
            self.notebook.note(f"%{name} {line}".strip())

    def run_cell_magic(self, name: str, line: str, cell: str) -> None:
        """Run the body under a timing or capturing magic; note any other."""
        if name in CELL_MAGICS_RUN:
            self.notebook.execute(cell)
        else:
            self.notebook.note(f"%%{name} {line}".strip())

    def system(self, line: str) -> None:
        """Note a line for the shell; nothing is started."""
        self.notebook.note("!" + line)

    def getoutput(self, line: str, *_: Any, **__: Any) -> list[str]:
        """Note a line for the shell and return no output."""
        self.notebook.note("!" + line)
        return []


class Notebook:
    """One student's namespace, and how cells run in it."""

    def __init__(self) -> None:
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        self.namespace = main.__dict__
        shell = Shell(self)
        self.namespace["get_ipython"] = lambda: shell
        self.namespace["display"] = _display
        self.notes: list[str] = []
        self.flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self.given: dict[str, Any] = {}
        """What the instructor's own cells have defined."""
        builtins.input = _no_input
        progress.offer()
        self.names = Names(self.namespace)
        self.surroundings = Surroundings()
        self.needs: Needs | None = None

    def foresee(self, trimmed: list[str], whole: list[str], asked: list[str]) -> None:
        """Find out what of the cells to be *trimmed* the *whole* ones and the functions need, above all those *asked*."""

        def statements(sources: list[str]) -> list[ast.stmt]:
            return [each for source in sources for each in _parse(self.transform(source)) or []]

        self.needs = Needs(statements(trimmed), statements(whole), asked)

    def run_cell(
        self, source: str, *, definitions_only: bool = False, setup: bool = False, trimmed: bool = False
    ) -> dict[str, Any]:
        """Run one cell; return what it printed, how it failed (empty if it did not) and what was skipped.

        Of a *setup* cell, one of the instructor's own, the names that it defines are remembered for `restore`.
        Of a *trimmed* one only what the functions need is run, see `foresee`.
        """
        self.notes = []
        error, line = "", 0
        before = dict(self.namespace) if setup else {}
        with captured(MAX_OUTPUT) as output:
            try:
                if definitions_only:
                    self.salvage(definitions(self.transform(BODY_RUN.sub("", source))))
                else:
                    self.execute(source, self.needs if trimmed else None)
            except BaseException as raised:  # noqa: BLE001  SystemExit and KeyboardInterrupt end a cell, not the grading
                error, line = describe(raised), line_of(raised)
        if setup:
            self.given |= {n: v for n, v in self.namespace.items() if n not in before or before[n] is not v}
        _close_figures()
        return {
            "printed": output.getvalue(),
            "error": error,
            "line": line,
            "notes": self.notes[:MAX_NOTES],
        }

    def restore(self) -> None:
        """Put right what scratch work has taken from the functions; the instructor's names get their values back."""
        self.namespace.update(self.given)
        self.names.give_back()
        self.surroundings.give_back_functions()

    def execute(self, source: str, needs: Needs | None = None) -> None:
        """Run *source*, statement by statement; on an error run what can be salvaged, then raise it.

        If *needs* are given, what they do not need is left out.
        """
        python = self.transform(source)
        statements = _parse(python)
        if statements is None:
            self.salvage(_parseable_definitions(python))
            compile(
                python, "<cell>", "exec", self.flags, dont_inherit=True
            )  # raises the cell's own SyntaxError
            return
        for place, statement in enumerate(statements):
            if needs and not needs.need(statement):
                continue
            try:
                self.flags |= self.run(statement, self.flags) & ANNOTATIONS
            except BaseException:
                rest = statements[place:] if isinstance(statement, DEFINITIONS) else statements[place + 1 :]
                self.salvage(rest)
                raise

    def salvage(self, statements: list[ast.stmt]) -> None:
        """Run the imports, functions and classes among *statements*, whatever each of them raises."""
        for statement in statements:
            if isinstance(statement, DEFINITIONS):
                try:
                    self.run(statement, self.flags | ANNOTATIONS)
                except BaseException:  # noqa: BLE001, S112  the cell's own error is the one to tell
                    continue

    def run(self, statement: ast.stmt, flags: int) -> int:
        """Run one statement in the namespace, an awaiting one to its end; return the compiler's flags."""
        code = compiled(statement, flags)
        try:
            if code.co_flags & 0x80:  # CO_COROUTINE
                asyncio.run(_finish(types.FunctionType(code, self.namespace)()))
            else:
                exec(code, self.namespace)  # noqa: S102  this is the process made for it
        finally:
            star = isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*"
            self.names.note(code, star=star)
        compiled_with: int = code.co_flags
        return compiled_with

    def transform(self, source: str) -> str:
        """Return *source* as Python: magics and shell lines become calls of `get_ipython()`."""
        try:
            python: str = TransformerManager().transform_cell(BARE_INSTALL.sub(r"%\1 ", source))  # type: ignore[no-untyped-call]
        except SyntaxError:
            return source
        return python

    def note(self, skipped: str) -> None:
        """Remember a line that was skipped."""
        self.notes.append(skipped[:200])


@contextmanager
def captured(limit: int) -> Iterator[BoundedText]:
    """Collect what is printed inside, to stdout and stderr, up to *limit* characters."""
    output = BoundedText(limit)
    before = sys.stdout, sys.stderr, sys.stdin
    sys.stdout, sys.stderr, sys.stdin = output, output, io.StringIO()
    try:
        yield output
    finally:
        sys.stdout, sys.stderr, sys.stdin = before


def describe(raised: BaseException) -> str:
    """Return class and text of an exception, bounded, whatever its own methods do."""
    return f"{wire.kind_of(raised)}: {message_of(raised)}"[:MAX_ERROR].rstrip(": ")


def message_of(raised: BaseException) -> str:
    """Return the text of an exception, bounded, whatever its own methods do."""
    try:
        text = str(raised)
        if isinstance(raised, SyntaxError) and raised.lineno:  # Python does not always say where
            text = f"{raised.msg} (line {raised.lineno})"
        if isinstance(raised, OSError) and raised.errno == errno.ENOSPC:
            text = f"{text} ({_room()})"
    except BaseException:  # noqa: BLE001  an exception of the student's may lie or raise here
        return ""
    return text[:MAX_ERROR] if type(text) is str else ""


def _room() -> str:
    """Return how much may be written, in words."""
    folder = os.statvfs(".")
    return f"there is room for {folder.f_blocks * folder.f_frsize >> 20} MB in {folder.f_files - 1} files"


def line_of(raised: BaseException) -> int:
    """Return where in its cell an exception came from, counted from 1; 0 when that is not known."""
    try:
        if isinstance(raised, SyntaxError) and raised.filename == "<cell>":
            return int(raised.lineno or 0)
        trace = BaseException.__dict__["__traceback__"].__get__(raised)  # their class may hide it
        while trace is not None and trace.tb_frame.f_code.co_filename != "<cell>":
            trace = trace.tb_next
    except BaseException:  # noqa: BLE001  or lie, or raise here
        return 0
    return trace.tb_lineno if trace is not None else 0


DECORATED = re.compile(r"^@.*\n([ \t]*(#.*)?\n)*\Z", re.MULTILINE)
"""A block that ends in a decorator and is not yet what it decorates."""


def _parse(python: str) -> list[ast.stmt] | None:
    try:
        return ast.parse(python).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def definitions(python: str) -> list[ast.stmt]:
    """Return the imports, functions and classes of a cell, also of one that does not parse as a whole."""
    statements = _parse(python)
    found = _parseable_definitions(python) if statements is None else statements
    return [statement for statement in found if isinstance(statement, DEFINITIONS)]


def compiled(statement: ast.stmt, flags: int = ANNOTATIONS) -> types.CodeType:
    """Return the code of one statement."""
    code: types.CodeType = compile(ast.Module([statement], []), "<cell>", "exec", flags, dont_inherit=True)
    return code


def _parseable_definitions(python: str) -> list[ast.stmt]:
    """Split a cell that does not parse at column 0 and return what parses of it, decorators included."""
    blocks: list[str] = []
    for line in python.splitlines(keepends=True):
        continues = (
            not line.strip() or line[0] in " \t)]}#" or re.match(r"(else|elif|except|finally)\b", line)
        )
        if blocks and (continues or DECORATED.search(blocks[-1])):
            blocks[-1] += line
        else:
            blocks.append(line)
    return [statement for block in blocks for statement in _parse(block) or []]


async def _finish(awaited: Any) -> None:
    await awaited


def _display(*values: Any, **_: Any) -> None:
    print(*values)  # noqa: T201  the student's own output


def _no_input(_prompt: object = "") -> str:
    raise EOFError("input() is not available: nobody is there to type")


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        with suppress(BaseException):  # student code may have replaced it
            pyplot.close("all")
