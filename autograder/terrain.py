"""How high it is on the way of a descent: numbers in, numbers out.

A height is a bowl, which a quadratic loss is, or a formula of the author's. Never a student's: what is evaluated
here is the author's formula at places that are plain numbers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from autograder.model import Bowl, Formula, Picture

Numbers = NDArray[np.float64]

FUNCTIONS: Mapping[str, Callable[[Numbers], Numbers]] = {
    "Abs": np.abs,
    "exp": np.exp,
    "log": np.log,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
}
CONSTANTS = {"Pi": np.pi, "Exp1": np.e}


def heights_in(picture: Picture, places: Numbers) -> Numbers:
    """Return how high it is at *places* of shape (n, directions); shape (n,). Infinite or NaN where that is no number."""
    if picture.formula is not None:
        return evaluate(picture.formula, dict(zip(picture.along, places.T, strict=True)))
    assert picture.bowl is not None  # noqa: S101  one of the two is there
    return heights_in_bowl(picture.bowl, places)


def heights_in_bowl(bowl: Bowl, places: Numbers) -> Numbers:
    """Return how high it is at *places* of shape (n, directions); shape (n,)."""
    away = places - np.array(bowl.bottom)
    squares: Numbers = np.einsum("ni,ij,nj->n", away, np.array(bowl.curvature), away)
    return squares / 2 + bowl.lowest


def evaluate(formula: Formula, values: Mapping[str, Numbers]) -> Numbers:
    """Return *formula* at many places at a time.

    Args:
        formula: of the author's.
        values: for each of its symbols as many numbers as there are places.

    Raises:
        KeyError: a symbol or function of it is not known here.
    """
    shape = np.shape(next(iter(values.values())))
    stack: list[Numbers] = []
    with np.errstate(all="ignore"):
        for head, *rest in formula.postfix:
            match head:
                case "symbol":
                    stack.append(values[rest[0]])
                case "integer":
                    stack.append(np.full(shape, float(int(rest[0], 16))))
                case "rational":
                    stack.append(np.full(shape, int(rest[0], 16) / int(rest[1], 16)))
                case "float":
                    stack.append(np.full(shape, float.fromhex(rest[0])))
                case _ if rest == ["0"]:
                    stack.append(np.full(shape, CONSTANTS[head]))
                case _:
                    operands = [stack.pop() for _ in range(int(rest[0]))][::-1]
                    stack.append(_apply(head, operands))
    return stack[0]


def _apply(head: str, operands: list[Numbers]) -> Numbers:
    match head:
        case "Add":
            return np.asarray(sum(operands), dtype=np.float64)
        case "Mul":
            return np.asarray(math.prod(operands), dtype=np.float64)
        case "Pow":
            return np.asarray(operands[0] ** operands[1], dtype=np.float64)
    return FUNCTIONS[head](operands[0])
