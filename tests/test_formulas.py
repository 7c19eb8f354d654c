"""The student's own formula: asked with symbols, shown as MathML, never decided on."""

import re
from decimal import Decimal

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from autograder.asking import Conversation
from autograder.formulas import add_own_formulas
from autograder.mathml import mathml
from autograder.model import Cell, Exercise, ExerciseResult, Formula, Question, Verdict
from autograder.sandbox import Sandbox
from autograder.student import wire

x, y, w, b, x1 = sympy.symbols("x y w b x1")


def formula(expression):
    return Formula(tuple(map(tuple, wire.formula_tokens(expression))))


def words(markup):
    """Return MathML as a line: fractions as (over)/(under), powers with ^, subscripts with _."""
    line = re.sub(r"<mfrac>(?:<mrow>)?(.*?)(?:</mrow>)?</mfrac>", r"[\1]", str(markup))
    for tag, sign in {
        "<msup>": "{",
        "</msup>": "}",
        "<msub>": "",
        "</msub>": "",
        "&#x2062;": "*",
        "&#x2212;": "-",
    }.items():
        line = line.replace(tag, sign)
    return re.sub(r"<[^>]+>", "", line)


@pytest.mark.parametrize(
    ("expression", "line"),
    [
        (w * x + b, "b+w*x"),
        (w * x - b, "w*x-b"),
        (-w, "-w"),
        (x1 + 2, "2+x1"),
        ((w * x + b) ** 2, "{(b+w*x)2}"),
        ((w + b) * x, "x*(b+w)"),
        (2 * x * (w - y), "2*x*(w-y)"),
        (sympy.Float(0.5) * x, "[x2]"),
        (x / 2, "[x2]"),
        (x / (w + b), "[xb+w]"),
        (x**-2, "{x-2}"),
        (sympy.sqrt(x), "x"),
        (sympy.exp(-x), "exp(-x)"),
        (abs(w - x), "|w-x|"),
        (sympy.Rational(-3, 4), "-[34]"),
        (sympy.Float(0.1), "[110]"),
        (sympy.Float(2.0) ** 0.5, "1.41421"),
        (sympy.pi * x, "Pi*x"),
        (x * y - w * b - 1, "x*y-1-b*w"),
    ],
)
def test_a_formula_is_set_as_one_would_write_it(expression, line):
    """Brackets where they are needed, fractions instead of negative powers, minus instead of plus minus."""
    assert words(mathml(formula(expression))) == line


@pytest.mark.parametrize("name", ["<script>", "&", "x</math>", "\u202e"])
def test_a_symbol_of_the_students_is_only_text(name):
    """A symbol may be called anything."""
    assert "<script" not in mathml(Formula((("symbol", name),)))
    assert mathml(Formula((("symbol", name),))).count("</math>") == 1


expressions = st.recursive(
    st.sampled_from([x, y, w, sympy.Integer(2), sympy.Rational(-1, 2), sympy.Float(0.25)]),
    lambda inner: (
        st.tuples(st.sampled_from([sympy.Add, sympy.Mul]), inner, inner).map(lambda t: t[0](*t[1:]))
        | inner.map(lambda e: sympy.Pow(e, 2))
    ),
    max_leaves=12,
)


@given(expressions)
def test_every_formula_can_be_set(expression):
    """As well-formed markup; SymPy's infinities included."""
    markup = str(mathml(formula(expression)))
    opened = re.findall(r"<(m\w+)", markup)
    assert sorted(opened) == sorted(re.findall(r"</(m\w+)", markup))


FUNCTIONS = """
import math
import numpy as np
def half(X, w): return np.mean(w * X)
def two(X, w): return [w * X[0], np.sum(X) / 3]
def float_only(X, w): return math.sqrt(w) * X[0]
def large(X, w): return sum((w + i) ** 2 * X[0] for i in range(100))
def branch(X, w): return X[0] if w > 0 else X[1]
def number(X, w): return 5.0
"""


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("half", ["w*x1/2 + w*x2/2"]),
        ("two", ["w*x1", "x1/3 + x2/3"]),
        ("float_only", []),
        ("large", []),
        ("branch", []),
        ("number", []),
    ],
)
def test_what_a_function_computes_is_asked_with_symbols(name, lines):
    """A list of formulas gives as many; what takes no symbols, or is too long to read, gives none and loses nothing."""
    arguments = (np.array([1.0, 2.0, 3.0]), 2.0)
    question = Question(name, arguments, ("X", "w"), visible=True)
    exercise = Exercise(name, Decimal(1), "", "", questions=(question,), formula=True)
    failed = ExerciseResult(name, "", Decimal(1), Decimal(0), Verdict.FAILED)
    right = ExerciseResult(name, "", Decimal(1), Decimal(1), Verdict.PASSED)
    with Sandbox() as sandbox, Conversation(sandbox, [Cell(0, FUNCTIONS)], {}) as student:
        [result] = add_own_formulas([failed], [exercise], lambda: student)
        [passed] = add_own_formulas([right], [exercise], lambda: student)
    assert [rebuilt(f) for f in result.formulas] == [sympy.expand(line) for line in lines]
    assert (result.score, passed.formulas) == (0, ())


def rebuilt(formula_):
    """Return a formula as SymPy's, expanded, with fractions for floats."""
    from autograder.student.build import StudentBuild

    return sympy.nsimplify(sympy.expand(StudentBuild().formula(formula_.postfix)))
