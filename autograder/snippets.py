"""A shown question as a few lines of Python that a student pastes into their notebook to see it happen.

Made from the question alone, so nothing of a student's is in it, and nothing of the expected answer either.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from autograder.model import Column, Formula, Frame, Question

MAX_CHARACTERS = 1_200
"""A longer one is not for pasting; then there is none."""

_OPERATORS = {"Add": " + ", "Mul": "*", "Pow": "**"}


def write_snippet(question: Question) -> str:
    """Return Python that makes the call of *question*, imports included; empty where it would be too long to read.

    A question that looks at more than the answer shows that, too: the arguments after the call, or a second answer.
    """
    code = [_code(argument) for argument in question.arguments]
    call = f"{question.function}({', '.join(code)})"
    lines = [call, f"{call}  # the same again?"] if question.twice else [call]
    if question.leaves_arguments:
        # Only arrays, lists and tables can be changed by a call, and need names to be looked at afterwards.
        names = _names(question)
        kept = {name: c for name, c, v in zip(names, code, question.arguments, strict=True) if _can_change(v)}
        given = [name if name in kept else c for name, c in zip(names, code, strict=True)]
        call = f"{question.function}({', '.join(given)})"
        shown = [f"{', '.join(kept)}  # as before?"] if kept else []
        lines = [*(f"{name} = {c}" for name, c in kept.items()), f"print({call})", *shown]
    snippet = "\n".join([*_imports(question.arguments), *lines])
    return snippet if len(snippet) <= MAX_CHARACTERS else ""


def _names(question: Question) -> list[str]:
    return [name if name.isidentifier() else f"argument{i}" for i, name in enumerate(question.names, 1)]


def _can_change(value: Any) -> bool:
    return isinstance(value, (np.ndarray, list, dict, Frame, Column))


def _imports(values: Iterable[Any]) -> list[str]:
    """Return the imports that the code of *values* needs, and its symbols."""
    needed = set(_needs(values))
    heads = sorted(name for kind, name in needed if kind == "sympy")
    symbols = sorted(name for kind, name in needed if kind == "symbol")
    lines = [
        f"import {module} as {short}"
        for module, short in (("numpy", "np"), ("pandas", "pd"))
        if ("module", short) in needed
    ]
    if heads or symbols:
        lines.append(f"from sympy import {', '.join([*(['Symbol'] if symbols else []), *heads])}")
        lines += [f'{name} = Symbol("{name}")' for name in symbols]
    return lines


def _needs(values: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield what the code of *values* uses: modules, functions of SymPy, symbols."""
    for value in values:
        match value:
            case np.ndarray() | np.generic():
                yield "module", "np"
                if isinstance(value, np.ndarray) and value.dtype.kind == "O":
                    yield from _needs(value.ravel())
            case Frame() | Column():
                yield "module", "pd"
            case Formula():
                yield from _names_in(value)
            case Mapping():
                yield from _needs(value.values())
            case list() | tuple():
                yield from _needs(value)
            case float() if not math.isfinite(value):
                yield "module", "np"


def _names_in(formula: Formula) -> Iterator[tuple[str, str]]:
    for head, *rest in formula.postfix:
        if head == "symbol":
            yield "symbol", rest[0]
        elif head == "rational":
            yield "sympy", "Rational"
        elif head not in ("integer", "float", *_OPERATORS):
            yield "sympy", _sympy_name(head)


def _sympy_name(head: str) -> str:
    return {"Pi": "pi", "Exp1": "E", "Infinity": "oo"}.get(head, head)


def _code(value: Any) -> str:
    """Return *value* as Python: unlike `showing.show`, whole and exact."""
    match value:
        case np.ndarray():
            return f"np.array({_code(value.tolist())}{_dtype(value)})"
        case np.generic():
            return f"np.{value.dtype}({_code(value.item())})"
        case tuple():
            return f"({', '.join(map(_code, value))}{',' if len(value) == 1 else ''})"
        case list():
            return f"[{', '.join(map(_code, value))}]"
        case dict():
            return "{" + ", ".join(f"{_code(k)}: {_code(v)}" for k, v in value.items()) + "}"
        case Formula():
            return _infix(value)
        case Frame():
            columns = {str(column.name): list(column.values) for column in value.columns}
            return f"pd.DataFrame({_code(columns)})"
        case Column():
            return f"pd.Series({_code(list(value.values))}, name={value.name!r})"
        case float():
            return re.sub(r"\b(nan|inf)\b", r"np.\1", repr(value))
    return repr(value)


def _dtype(array: np.ndarray[Any, Any]) -> str:
    """Name the type where the numbers alone would give another one."""
    usual = {
        "f": np.float64,
        "i": np.int64,
        "b": np.bool_,
        "O": np.object_,
        "U": array.dtype,
        "c": np.complex128,
    }
    return "" if array.size and array.dtype == usual.get(array.dtype.kind) else f', dtype="{array.dtype}"'


def _infix(formula: Formula) -> str:
    stack: list[str] = []
    for head, *rest in formula.postfix:
        if head == "integer":
            stack.append(str(int(rest[0], 16)))
        elif head == "rational":
            stack.append(f"Rational({int(rest[0], 16)}, {int(rest[1], 16)})")
        elif head == "float":
            stack.append(repr(float.fromhex(rest[0])))
        elif head == "symbol":
            stack.append(rest[0])
        elif rest == ["0"]:
            stack.append(_sympy_name(head))
        else:
            operands = stack[-int(rest[0]) :]
            sign = _OPERATORS.get(head)
            if sign in ("*", "**"):
                operands = [f"({part})" if part.startswith("-") else part for part in operands]
            stack[-int(rest[0]) :] = [
                f"{_sympy_name(head)}({', '.join(operands)})" if sign is None else f"({sign.join(operands)})"
            ]
    return re.sub(r"^\((.*)\)$", lambda m: m[1] if _balanced(m[1]) else m[0], stack[0])


def _balanced(text: str) -> bool:
    """Tell whether every bracket of *text* is opened before it is closed."""
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0
