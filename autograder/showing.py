"""Plain values as a person writes them: for the page, the gradebook and messages. Text only, and not much of it."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

import numpy as np

from autograder.model import Answer, Column, Formula, Frame, Kind, NotPlain, Question

MAX_CHARACTERS = 300
MAX_NUMBERS = 8


def show_call(question: Question) -> str:
    """Return *question* as a call: ``gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0)``."""
    return f"{question.function}({', '.join(show(a) for a in question.arguments)})"


def show_answer(answer: Answer) -> str:
    """Return what came back, in a line."""
    if answer.kind is Kind.VALUE:
        return show(answer.value)
    if answer.kind is Kind.ERROR:
        return _cut(f"{answer.error}: {answer.message}".rstrip(": "))
    if answer.kind is Kind.MISSING:
        return "there is no such function"
    return answer.message


def show(value: Any) -> str:
    """Return *value* as it would be typed; long ones are cut in the middle, and say how long they are."""
    return _cut(_show(value))


def show_rounded(answer: Answer) -> str:
    """Return a text that is the same for answers that agree to nine digits. Not for people."""
    if answer.kind is not Kind.VALUE:
        return f"{answer.kind} {answer.error}"
    return re.sub(r"-?\d+\.\d+(e[-+]?\d+)?", lambda m: f"{float(m[0]):.9g}", _show(answer.value))


def describe(value: Any) -> str:
    """Return what kind of thing *value* is, in words: ``a number``, ``an array of shape (3,)``."""
    match value:
        case None:
            return "None"
        case bool() | np.bool_():
            return "True or False"
        case int() | float() | np.integer() | np.floating():
            return "a number"
        case complex() | np.complexfloating():
            return "a complex number"
        case str():
            return "a text"
        case np.ndarray():
            of = {"b": " of True and False", "O": " of objects"}.get(value.dtype.kind, "")
            return f"an array{of} of shape {value.shape}"
        case tuple() | list():
            return f"a {type(value).__name__} of {len(value)}"
        case dict():
            return f"a dict of {len(value)}"
        case Formula():
            return "a formula"
        case Column():
            return f"a Series of {len(value.values)}"
        case Frame():
            return f"a DataFrame with {len(value.columns)} columns"
        case NotPlain():
            return f"a {value.kind}"
    return "something else"


def _show(value: Any) -> str:
    match value:
        case np.ndarray() if value.ndim == 0:
            return _show(value[()])
        case np.ndarray():
            return _sequence(value, "[]")
        case np.generic():
            return _show(value.item())
        case tuple() if len(value) == 1:
            return f"({_show(value[0])},)"
        case tuple():
            return _sequence(value, "()")
        case list():
            return _sequence(value, "[]")
        case dict():
            pairs = [f"{_show(k)}: {_show(v)}" for k, v in islice(value.items(), MAX_NUMBERS)]
            more = [f"... ({len(value)} in all)"] if len(value) > MAX_NUMBERS else []
            return "{" + ", ".join(pairs + more) + "}"
        case Formula():
            return _infix(value)
        case Frame():
            columns = ", ".join(f"{c.name}={_sequence(c.values, '[]')}" for c in value.columns[:MAX_NUMBERS])
            return f"DataFrame({columns})"
        case Column():
            return f"Series({_sequence(value.values, '[]')})"
        case NotPlain():
            return f"<{describe(value)}>"
        case int() if value.bit_length() > 200:
            return f"<an integer of {value.bit_length()} bits>"
    return repr(value)


def _sequence(items: Any, brackets: str) -> str:
    shown = [_show(item) for item in items[:MAX_NUMBERS]]
    if len(items) > MAX_NUMBERS:
        shown = [*shown[: MAX_NUMBERS // 2], "...", _show(items[-1])]
    text = brackets[0] + ", ".join(shown) + brackets[1]
    return text if len(items) <= MAX_NUMBERS else f"{text} ({len(items)} in all)"


def _infix(formula: Formula) -> str:
    stack: list[str] = []
    for head, *rest in formula.postfix:
        if head == "integer":
            stack.append(str(int(rest[0], 16)))
        elif head == "rational":
            stack.append(f"{int(rest[0], 16)}/{int(rest[1], 16)}")
        elif head == "float":
            stack.append(repr(float.fromhex(rest[0])))
        elif head == "symbol":
            stack.append(rest[0])
        elif rest == ["0"]:
            stack.append(head)
        else:
            operands = stack[-int(rest[0]) :]
            sign = {"Add": " + ", "Mul": "*", "Pow": "**"}.get(head)
            text = f"{head}({', '.join(operands)})" if sign is None else f"({sign.join(operands)})"
            stack[-int(rest[0]) :] = [text if len(text) <= MAX_CHARACTERS else "..."]
    return stack[0]


def _cut(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    return f"{text[: MAX_CHARACTERS // 2]} ... {text[-MAX_CHARACTERS // 4 :]}"
