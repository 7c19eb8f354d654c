"""The names of a notebook: what they stood for, and which of them scratch work has taken from the functions.

Functions look names up when they are called, and they are called after the last cell. So a last cell ``np = None``,
``sum = 0`` or ``loss = loss(X, Y, 1, 2)`` would break functions that were right when their student tried them. How the
functions use a name, which the compiler knows, decides what it must stand for:

- a name that functions call, and that stands for something that cannot be called, becomes again the last function or
  class that it stood for; a built-in function, if it never was the notebook's own;
- a name with whose attributes functions work (``np.mean``) becomes the module again, if what it stands for lacks one;
- a name that functions read, and that was deleted or made None, gets its last value back, unless a function tests or
  assigns it: then None may well be meant;
- a function of the notebook's own comes back where ``from somewhere import *`` has put another in its place.

Everything else keeps its last value, as in a live notebook. There is one outcome, whatever the answers are: nobody
gets a second guess. What was built as a tool on purpose (``def sum(numbers): ...``, ``max = np.max``) can be called,
and stays.
"""

from __future__ import annotations

import builtins
import dis
import types
from collections import defaultdict
from typing import Any

_NOTHING = object()
_TESTS = ("IS_OP", "COMPARE_OP", "CONTAINS_OP")


class Names:
    """What each name of a namespace stood for, statement by statement, and how functions use it."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.seen = dict(namespace)
        self.tools: dict[str, Any] = {}
        """By name, the last function, class or module."""
        self.values: dict[str, Any] = {}
        """By name, the last value that was not None."""
        self.hidden: dict[str, Any] = {}
        """Functions and classes of the notebook's own behind names that a star import has taken over."""
        self.uses = Uses()

    def note(self, code: types.CodeType, *, star: bool) -> None:
        """Remember what a statement has bound, of which *code* was compiled; *star*: it is a star import."""
        for nested in _nested(code):
            self.uses.add(nested)
        before, self.seen = self.seen, dict(self.namespace)
        for name, value in self.seen.items():
            if before.get(name, _NOTHING) is not value:
                self._bind(name, value, star=star)

    def _bind(self, name: str, value: Any, *, star: bool) -> None:
        own = self.hidden.pop(name, self.tools.get(name))
        if star and _is_defined_in(self.namespace, own):
            self.hidden[name] = own
        if value is not None:
            self.values[name] = value
        if is_tool(value):
            self.tools[name] = value

    def function(self, name: str) -> Any:
        """Return what can be called by this name; None when nothing ever could."""
        value = self.namespace.get(name)
        return value if callable(value) else self.tools.get(name)

    def give_back(self) -> None:
        """Let names stand again for what the functions need."""
        uses, names = self.uses, self.namespace
        names.update(self.hidden)
        for name in uses.called:
            if name in names and not callable(names[name]):
                if callable(self.tools.get(name)):
                    names[name] = self.tools[name]
                elif hasattr(builtins, name) and name not in uses.passed:
                    del names[name]
        for name, attributes in uses.attributes.items():
            module = self.tools.get(name)
            if _is_module(module) and not all(_has(names.get(name), a) for a in attributes):
                names[name] = module
        for name in (uses.called | uses.passed | uses.attributes.keys()) - uses.assigned:
            gone = name not in names and not hasattr(builtins, name)
            emptied = name in names and names[name] is None and name not in uses.tested
            if (gone or emptied) and name in self.values:
                names[name] = self.values[name]


class Uses:
    """How functions use global names, read from their bytecode."""

    def __init__(self) -> None:
        self.called: set[str] = set()
        self.passed: set[str] = set()
        """Read as a value: handed to another function, say, or calculated with."""
        self.tested: set[str] = set()
        """Compared, or asked whether there is anything."""
        self.assigned: set[str] = set()
        self.attributes: dict[str, set[str]] = defaultdict(set)

    def add(self, code: types.CodeType) -> None:
        """Add the uses in the *code* of one function."""
        steps = [step for step in dis.get_instructions(code) if step.opname != "EXTENDED_ARG"]
        last = steps[-1]
        for this, following, later in zip(steps, [*steps[1:], last], [*steps[2:], last, last], strict=True):
            name = this.argval
            if this.opname in ("STORE_GLOBAL", "DELETE_GLOBAL"):
                self.assigned.add(name)
            elif this.opname == "LOAD_GLOBAL" and (this.arg or 0) & 1:  # the compiler's mark for a call
                self.called.add(name)
            elif this.opname == "LOAD_GLOBAL" and following.opname in ("LOAD_ATTR", "LOAD_METHOD"):
                self.attributes[name].add(following.argval)
            elif this.opname == "LOAD_GLOBAL":
                self.passed.add(name)
                if _is_test(following.opname, later.opname):
                    self.tested.add(name)


def is_tool(value: Any) -> bool:
    """Tell whether *value* is there to be called, or a module."""
    return callable(value) or _is_module(value)


def _is_module(value: Any) -> bool:
    return issubclass(type(value), types.ModuleType)  # not isinstance, which asks an object what it is


def _is_defined_in(namespace: dict[str, Any], value: Any) -> bool:
    if type(value) is types.FunctionType:
        return value.__globals__ is namespace
    return type(value) is type and value.__module__ == "__main__"


def _is_test(following: str, later: str) -> bool:
    return "JUMP" in following or following in ("TO_BOOL", "UNARY_NOT", *_TESTS) or later in _TESTS


def _has(value: Any, attribute: str) -> bool:
    try:
        return hasattr(value, attribute)
    except BaseException:  # noqa: BLE001  an object of the student's may raise anything
        return False


def _nested(code: types.CodeType) -> list[types.CodeType]:
    """Return the code of all functions that are defined in *code*, at any depth."""
    inner = [constant for constant in code.co_consts if type(constant) is types.CodeType]
    return [*inner, *(deeper for each in inner for deeper in _nested(each))]
