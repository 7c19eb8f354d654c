"""The names of a notebook: what they stood for, and what scratch work has made of them.

Functions look names up when they are called, and they are called after the last cell. So a last cell ``np = None``,
``sum = 0`` or ``loss = loss(X, Y, 1, 2)`` would break functions that were right when their student tried them.

What is asked for is the last function of its name. Other names keep their last values, as in a live notebook. Only a
call that ends in an error which such a name can cause is repeated, with names *as meant*. How the functions use a
name, which the compiler knows, decides what that is:

- a name that functions call, and that cannot be called, is again the last function or class that it stood for, or
  Python's own;
- a name with whose attributes functions work (``np.mean``) is again the module, if what it stands for lacks one;
- a name that functions read, and that was deleted or made None, has its last value again.

An import of ``*`` breaks nothing loudly, it puts other functions in the place of known ones. So there the notebook's
own functions come back in any case, and Python's own for functions that were written before the import.

All this is decided without knowing whether an answer is right, so it is no second guess for anybody.
"""

from __future__ import annotations

import builtins
import dis
import types
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_NOTHING = object()


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
        """Functions of the notebook's own, and Python's, that an import of * has taken the names of."""
        self.called: set[str] = set()
        self.read: set[str] = set()
        self.attributes: dict[str, set[str]] = defaultdict(set)
        """By name, what functions look up in it."""

    def note(self, code: types.CodeType, *, star: bool) -> None:
        """Remember what a statement has bound, of which *code* was compiled; *star*: it imports ``*``."""
        for function in nested(code):
            self._note_uses(function)
        before, self.seen = self.seen, dict(self.namespace)
        for name, value in self.seen.items():
            if before.get(name, _NOTHING) is not value:
                self._note_binding(name, value, star=star)

    def _note_uses(self, function: types.CodeType) -> None:
        steps = [step for step in dis.get_instructions(function) if step.opname != "EXTENDED_ARG"]
        for step, following in zip(steps, [*steps[1:], steps[-1]], strict=True):
            name = step.argval
            if step.opname != "LOAD_GLOBAL":
                continue
            self.read.add(name)
            if (step.arg or 0) & 1:  # the compiler's mark for a call
                self.called.add(name)
            elif following.opname in ("LOAD_ATTR", "LOAD_METHOD"):
                self.attributes[name].add(following.argval)
            if self.hidden.get(name) is vars(builtins).get(name, _NOTHING):
                del self.hidden[name]  # written after the import of *: it is what the import brought

    def _note_binding(self, name: str, value: Any, *, star: bool) -> None:
        known = self.hidden.pop(name, self.tools.get(name))
        if star and self._is_own(known):
            self.hidden[name] = known
        elif star and known is None and name in self.called and name in vars(builtins):
            self.hidden[name] = vars(builtins)[name]
        if value is not None:
            self.values[name] = value
        if callable(value) or _is_module(value):
            self.tools[name] = value

    def _is_own(self, value: Any) -> bool:
        if type(value) is types.FunctionType:
            return value.__globals__ is self.namespace
        return type(value) is type and value.__module__ == "__main__"

    def function(self, name: str) -> Any:
        """Return what can be called by this name; None when nothing ever could."""
        value = self.namespace.get(name)
        return value if callable(value) else self.tools.get(name)

    def give_back(self) -> None:
        """Undo what imports of ``*`` have taken."""
        self.namespace.update(self.hidden)

    def meant(self) -> dict[str, Any]:
        """Return the names that functions could not work with, and what they are meant to be."""
        known = {**vars(builtins), **self.namespace}
        meant = {n: self.values[n] for n in self.read & self.values.keys() if known.get(n) is None}
        for name, attributes in self.attributes.items():
            module, value = self.tools.get(name), self.namespace.get(name)
            if _is_module(module) and not all(_has(value, attribute) for attribute in attributes):
                meant[name] = module
        for name in self.called:
            tool = self.tools.get(name, vars(builtins).get(name))
            if callable(tool) and not callable(self.namespace.get(name, tool)):
                meant[name] = tool
        return meant

    @contextmanager
    def as_meant(self) -> Iterator[None]:
        """Let names be as they are meant, inside."""
        before = dict(self.namespace)
        meant = self.meant()
        self.namespace.update(meant)
        try:
            yield
        finally:
            for name in meant:
                self.namespace.pop(name, None)
            self.namespace.update({name: before[name] for name in meant if name in before})


def _is_module(value: Any) -> bool:
    return issubclass(type(value), types.ModuleType)  # not isinstance, which asks an object what it is


def _has(value: Any, attribute: str) -> bool:
    try:
        return hasattr(value, attribute)
    except BaseException:  # noqa: BLE001  an object of the student's may raise anything
        return False


def nested(code: types.CodeType) -> list[types.CodeType]:
    """Return the code of all functions that are defined in *code*, at any depth."""
    inner = [constant for constant in code.co_consts if type(constant) is types.CodeType]
    return [*inner, *(deeper for each in inner for deeper in nested(each))]
