"""What of a notebook its functions need, so that it need not run as a whole a second time.

Some questions are asked in a process of their own (follow-through, the student's own formula, pictures). It runs the
notebook's cells anew, but not the plots, prints and trainings in them: a statement that has run through before is left
out where nothing that a function looks up can depend on it.

- Definitions and imports stay, also inside an `if`, and what they mention.
- A statement stays that mentions a name which a function, or another statement that stays, looks up.
- A statement stays that may set something in a module or function (``np.seterr(...)``), or that draws random numbers.

Functions of the notebook and modules do not count as names in this: all of them are there in any case.
"""

from __future__ import annotations

import ast
import builtins
import types
from collections.abc import Iterable, Iterator, Sequence

from .names import nested

DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")
"""Code of their own to the compiler, but part of the statement that they stand in."""

FAR_REACHING = frozenset(
    [
        "exec",
        "eval",
        "globals",
        "locals",
        "vars",
        "setattr",
        "delattr",
        "__import__",
        "get_ipython",
        "random",
        "seed",
    ]
)
"""Who mentions one of these may do anything, or changes what random numbers come next."""

PLOTTING = ("matplotlib", "seaborn")
"""Modules in which no settings are made on which a function's answer depends."""


class Needs:
    """Which names the functions of a notebook need.

    Args:
        statements: of the cells in question.
        whole: of the cells that will run as a whole, whatever the functions need.
        asked: names of the functions that will be called.
    """

    def __init__(
        self, statements: Sequence[ast.stmt], whole: Sequence[ast.stmt], asked: Iterable[str]
    ) -> None:
        inner = [node for statement in (*statements, *whole) for node in ast.walk(statement)]
        self.modules = {
            (alias.asname or alias.name).partition(".")[0]: getattr(node, "module", None) or alias.name
            for node in inner
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for alias in node.names
        }
        """By the name that the notebook has for it: a module, or the module that something is imported from."""
        own = {node.name for node in inner if isinstance(node, DEFINITIONS[2:])}
        self.always_there = own | self.modules.keys() | vars(builtins).keys()
        self.names = set(asked)
        for statement in whole:
            self._add(statement)
        waiting = []
        for statement in statements:
            if _defines(statement) or self._is_setting(statement):
                self._add(statement)
            else:
                waiting.append(statement)
        while found := [each for each in waiting if self._is_mentioned(each)]:
            for statement in found:
                self._add(statement)
                waiting.remove(statement)

    def need(self, statement: ast.stmt) -> bool:
        """Tell whether *statement* must run before the functions can be called."""
        return _defines(statement) or self._is_setting(statement) or self._is_mentioned(statement)

    def _add(self, statement: ast.stmt) -> None:
        self.names |= self._mentions(statement) if not isinstance(statement, DEFINITIONS) else set()
        self.names |= _looked_up(statement)

    def _is_mentioned(self, statement: ast.stmt) -> bool:
        return bool(self._mentions(statement) & self.names)

    def _mentions(self, statement: ast.stmt) -> set[str]:
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        return names - self.always_there | {n for n in names if self._is_bound(n, statement)}

    def _is_bound(self, name: str, statement: ast.stmt) -> bool:
        """Tell whether *statement* makes of a function or module of this *name* something else: ``loss = loss(X, Y)``."""
        return name in self.always_there and any(
            isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load)
            for node in ast.walk(statement)
        )

    def _is_setting(self, statement: ast.stmt) -> bool:
        for node in ast.walk(statement):
            match node:
                case ast.Name(id=name) | ast.Attribute(attr=name) if name in FAR_REACHING:
                    return True
                case ast.Expr(value=ast.Call(func=ast.Attribute() as method)) if self._may_set(_root(method)):
                    return True
                case ast.Attribute() | ast.Subscript() if not isinstance(node.ctx, ast.Load):
                    if self._may_set(_root(node)):
                        return True
        return False

    def _may_set(self, name: str) -> bool:
        return name in self.always_there and not self.modules.get(name, "").startswith(PLOTTING)


def _defines(statement: ast.stmt) -> bool:
    """Tell whether there are imports, functions or classes in *statement*."""
    return any(isinstance(node, DEFINITIONS) for node in ast.walk(statement))


def _looked_up(statement: ast.stmt) -> set[str]:
    """Return the names that *statement* itself, if it is a definition, and functions in it look up."""
    try:
        code = compile(ast.Module([statement], []), "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError:  # found only by compiling
        return set()
    names = set(code.co_names) if isinstance(statement, DEFINITIONS) else set()
    return names.union(*(function.co_names for function in _functions(code)))


def _functions(code: types.CodeType) -> Iterator[types.CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            if constant.co_name not in COMPREHENSIONS:
                yield constant
                yield from nested(constant)
            else:
                yield from _functions(constant)


def _root(place: ast.expr) -> str:
    """Return the name with which ``a.b[c].d`` begins."""
    while isinstance(place, (ast.Attribute, ast.Subscript, ast.Call)):
        place = place.func if isinstance(place, ast.Call) else place.value
    return place.id if isinstance(place, ast.Name) else ""
