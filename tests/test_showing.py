"""Plain values as a person writes them: in a line, and not much of it."""

import math

import numpy as np
import pytest

from autograder.model import Answer, Column, Formula, Frame, Kind, NotPlain, Question
from autograder.showing import MAX_CHARACTERS, describe, show, show_answer, show_call, show_rounded

X = ("symbol", "x")
THREE_X_SQUARED = Formula((("integer", "0x3"), X, ("integer", "0x2"), ("Pow", "2"), ("Mul", "2")))


def objects(*items):
    made = np.empty(len(items), object)
    made[:] = items
    return made


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (np.True_, "True"),
        (3, "3"),
        (np.int64(3), "3"),
        (-0.0, "-0.0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (np.float64(2.5), "2.5"),
        (math.nan, "nan"),
        (-math.inf, "-inf"),
        (1 + 2j, "(1+2j)"),
        ("it's", '"it\'s"'),
        ("a\nb", "'a\\nb'"),
        ([], "[]"),
        ((), "()"),
        ((1.0,), "(1.0,)"),
        ((1.0, [2, "a"]), "(1.0, [2, 'a'])"),
        (np.array(2.0), "2.0"),
        (np.array([1.0, 2.0]), "[1.0, 2.0]"),
        (np.array([[1, 2], [3, 4]]), "[[1, 2], [3, 4]]"),
        (np.zeros((0, 2)), "[]"),
        (np.zeros((2, 0)), "[[], []]"),
        (objects("a", None, np.array([1.0])), "['a', None, [1.0]]"),
        (list(range(8)), "[0, 1, 2, 3, 4, 5, 6, 7]"),
        (list(range(9)), "[0, 1, 2, 3, ..., 8] (9 in all)"),
        (np.arange(1000.0), "[0.0, 1.0, 2.0, 3.0, ..., 999.0] (1000 in all)"),
        ({"w": 1.0, 2: None}, "{'w': 1.0, 2: None}"),
        (dict.fromkeys(range(9)), f"{{{', '.join(f'{n}: None' for n in range(8))}, ... (9 in all)}}"),
        (2**199, str(2**199)),
        (-(10**400), "<an integer of 1329 bits>"),
        (Column("t", (0, 1), (1.5, "a")), "Series([1.5, 'a'])"),
        (Frame((Column("t", (0,), (1.5,)), Column(None, (0,), (2,)))), "DataFrame(t=[1.5], None=[2])"),
        (NotPlain("generator", "is not a plain value"), "<a generator>"),
        (THREE_X_SQUARED, "(3*(x**2))"),
        (Formula((X, ("rational", "-0x1", "0x2"), ("Add", "2"))), "(x + -1/2)"),
        (Formula((X, ("exp", "1"), ("float", "0x1.8p+1"), ("Pi", "0"), ("Add", "3"))), "(exp(x) + 3.0 + Pi)"),
        (Formula((("float", "nan"),)), "nan"),
    ],
)
def test_values_are_shown_as_they_are_typed(value, text):
    """Python's own way; long ones cut in the middle, with their length."""
    assert show(value) == text


@pytest.mark.parametrize(
    "value",
    [
        "a" * 100_000,
        ["a" * 100_000] * 9,
        [[[["b" * 100] * 9] * 9] * 9] * 9,
        {"c" * 1000: "d" * 1000},
        10**59,
        np.zeros((50, 50, 50)),
        np.zeros(8_000_000),
        Formula((*[X] * 400, ("Add", "400"))),
        Frame(tuple(Column("n" * 1000, (), ()) for _ in range(100))),
        NotPlain("k" * 1000),
    ],
)
def test_no_text_is_long(value):
    """Whatever the value, it fits on a page."""
    assert len(show(value)) <= MAX_CHARACTERS
    assert len(show_answer(Answer(Kind.ERROR, error="E" * 100, message=str(value)[:5000]))) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "None"),
        (False, "True or False"),
        (np.False_, "True or False"),
        (1, "a number"),
        (np.float32(1), "a number"),
        (1j, "a complex number"),
        (np.complex64(1), "a complex number"),
        ("", "a text"),
        (np.zeros((2, 1)), "an array of shape (2, 1)"),
        (np.array([True]), "an array of True and False of shape (1,)"),
        (objects(1), "an array of objects of shape (1,)"),
        ([1, 2], "a list of 2"),
        ((), "a tuple of 0"),
        ({"a": 1}, "a dict of 1"),
        (Formula((X,)), "a formula"),
        (Column("a", (0,), (1,)), "a Series of 1"),
        (Frame(()), "a DataFrame with 0 columns"),
        (NotPlain("Model"), "a Model"),
        (object(), "something else"),
    ],
)
def test_kinds_have_words(value, words):
    """As a sentence needs them: *it is a list of 2, expected a number*."""
    assert describe(value) == words


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer(Kind.VALUE, value=(1.0, 2.0)), "(1.0, 2.0)"),
        (Answer(Kind.VALUE), "None"),
        (Answer(Kind.ERROR, error="ValueError", message="no"), "ValueError: no"),
        (Answer(Kind.ERROR, error="KeyboardInterrupt"), "KeyboardInterrupt"),
        (Answer(Kind.MISSING), "there is no such function"),
        (
            Answer(Kind.TIMEOUT, message="used more than 4 s of computing time"),
            "used more than 4 s of computing time",
        ),
    ],
)
def test_answers_are_a_line(answer, text):
    """A value, an error, or what happened instead."""
    assert show_answer(answer) == text


def test_questions_are_calls():
    """As the student would type them."""
    assert show_call(Question("f", (np.array([2.0, 4.0]), 1, "a"))) == "f([2.0, 4.0], 1, 'a')"
    assert show_call(Question("f", ())) == "f()"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0.3, 0.1 + 0.2, True),
        ((1.0, [2.0 + 1e-12]), (1.0, [2.0]), True),
        (1e300 / 3, 1e300 / 3 * (1 + 1e-12), True),
        (1.0, 1.00001, False),
        (1.0, -1.0, False),
        ([1.0], (1.0,), False),
    ],
)
def test_rounded_texts_group_answers(one, other, same):
    """Answers that agree to nine digits have the same text."""
    texts = {show_rounded(Answer(Kind.VALUE, value=value)) for value in (one, other)}
    assert (len(texts) == 1) is same
