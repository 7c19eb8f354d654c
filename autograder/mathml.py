"""Formulas as MathML, which browsers set and screen readers read. Data in, markup out; nothing is evaluated."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from markupsafe import Markup, escape

from autograder.model import Formula

# How tightly a part binds: a looser one inside a tighter one needs brackets.
SUM, PRODUCT, POWER, ATOM = range(4)

Part = tuple[Markup, int]
"""Markup, and how tightly it binds."""


def mathml(formula: Formula) -> Markup:
    """Return *formula* as a `<math>` element."""
    return Markup('<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{}</mrow></math>').format(
        _set(_tree(formula))[0]
    )


# ---------------------------------------------------------------- postfix -> tree -> markup


class _Node(tuple[str, tuple["_Node", ...], "Fraction | None", str]):
    """Head, operands, the value of a number, the name of a symbol or function."""

    __slots__ = ()


def _tree(formula: Formula) -> _Node:
    stack: list[_Node] = []
    for head, *rest in formula.postfix:
        match head:
            case "symbol":
                stack.append(_Node(("symbol", (), None, rest[0])))
            case "integer":
                stack.append(_Node(("number", (), Fraction(int(rest[0], 16)), "")))
            case "rational":
                stack.append(_Node(("number", (), Fraction(int(rest[0], 16), int(rest[1], 16)), "")))
            case "float":
                stack.append(_float(float.fromhex(rest[0])))
            case _ if rest == ["0"]:
                stack.append(_Node(("symbol", (), None, head)))
            case _:
                count = int(rest[0])
                stack[-count:] = [_Node((head, tuple(stack[-count:]), None, head))]
    return stack[0]


def _float(value: float) -> _Node:
    """Return 0.5 as one half, and what is no simple fraction as it is."""
    if math.isfinite(value):
        fraction = Fraction(value).limit_denominator(1000)
        if float(fraction) == value:
            return _constant(fraction)
    return _Node(("symbol", (), None, f"{value:.6g}"))


def _set(node: _Node) -> Part:
    head, operands, value, name = node
    match head:
        case "symbol":
            return _name(name), ATOM
        case "number" if value is not None:
            return _number(value)
        case "Add":
            return _sum(operands), SUM
        case "Mul":
            return _product(operands)
        case "Pow":
            return _power(*operands)
    if head == "Abs":
        return Markup("<mrow><mo>|</mo>{}<mo>|</mo></mrow>").format(_set(operands[0])[0]), ATOM
    inside = Markup("<mo>(</mo>{}<mo>)</mo>").format(_set(operands[0])[0])
    return Markup("<mi>{}</mi>{}").format(name, inside), ATOM


def _name(name: str) -> Markup:
    if match := re.fullmatch(r"([A-Za-z]+)_?(\d+)", name):
        return Markup("<msub><mi>{}</mi><mn>{}</mn></msub>").format(*match.groups())
    return Markup("<mi>{}</mi>").format(name)


def _number(value: Fraction) -> Part:
    if value < 0:
        return Markup("<mo>&#x2212;</mo>{}").format(_number(-value)[0]), SUM
    if value.denominator == 1:
        return Markup("<mn>{}</mn>").format(value.numerator), ATOM
    return Markup("<mfrac><mn>{}</mn><mn>{}</mn></mfrac>").format(value.numerator, value.denominator), ATOM


def _sum(terms: tuple[_Node, ...]) -> Markup:
    # SymPy's own order puts a lone symbol first; a leading minus reads badly, so the first plus term leads.
    ordered = sorted(terms, key=_is_negative)
    markup = escape("")
    for place, term in enumerate(ordered):
        negative = _is_negative(term)
        part, binds = _set(_negated(term) if negative else term)
        part = _bracketed(part) if negative and binds == SUM else part
        sign = Markup("<mo>&#x2212;</mo>") if negative else Markup("<mo>+</mo>") if place else escape("")
        markup += sign + part
    return markup


def _product(factors: tuple[_Node, ...]) -> Part:
    """Set a product: negative powers and denominators of fractions go below the line."""
    above: list[_Node] = []
    below: list[_Node] = []
    coefficient = Fraction(1)
    for factor in factors:
        head, operands, value, _ = factor
        if value is not None:
            coefficient *= value
        elif head == "Pow" and (exponent := operands[1][2]) is not None and exponent < 0:
            below.append(
                operands[0]
                if exponent == -1
                else _Node(("Pow", (operands[0], _constant(-exponent)), None, ""))
            )
        else:
            above.append(factor)
    size = abs(coefficient)
    top = _row(([_constant(Fraction(size.numerator))] if size.numerator != 1 or not above else []) + above)
    bottom = ([_constant(Fraction(size.denominator))] if size.denominator != 1 else []) + below
    markup = (
        Markup("<mfrac><mrow>{}</mrow><mrow>{}</mrow></mfrac>").format(top, _row(bottom)) if bottom else top
    )
    return (Markup("<mo>&#x2212;</mo>{}").format(markup), SUM) if coefficient < 0 else (markup, PRODUCT)


def _row(factors: list[_Node]) -> Markup:
    """Set factors side by side, an invisible times between them so that a screen reader says it."""
    parts = []
    for factor in factors:
        part, binds = _set(factor)
        parts.append(_bracketed(part) if binds < PRODUCT and len(factors) > 1 else part)
    return Markup("<mo>&#x2062;</mo>").join(parts)


def _power(base: _Node, exponent: _Node) -> Part:
    if exponent[2] == Fraction(1, 2):
        return Markup("<msqrt><mrow>{}</mrow></msqrt>").format(_set(base)[0]), ATOM
    if exponent[2] == -1:
        return Markup("<mfrac><mn>1</mn><mrow>{}</mrow></mfrac>").format(_set(base)[0]), ATOM
    part, binds = _set(base)
    low = part if binds == ATOM else _bracketed(part)
    return Markup("<msup><mrow>{}</mrow><mrow>{}</mrow></msup>").format(low, _set(exponent)[0]), POWER


def _bracketed(part: Markup) -> Markup:
    return Markup("<mrow><mo>(</mo>{}<mo>)</mo></mrow>").format(part)


def _constant(value: Fraction) -> _Node:
    return _Node(("number", (), value, ""))


def _is_negative(term: _Node) -> bool:
    head, operands, value, _ = term
    if value is not None:
        return value < 0
    return head == "Mul" and any(o[2] is not None and o[2] < 0 for o in operands)


def _negated(term: _Node) -> _Node:
    head, operands, value, name = term
    if value is not None:
        return _constant(-value)
    first = next(i for i, o in enumerate(operands) if o[2] is not None and o[2] < 0)
    changed = (*operands[:first], _negated(operands[first]), *operands[first + 1 :])
    return _Node((head, changed, None, name))
