"""Is this answer that one? Manner costs nothing, unknown is never credited, and nothing that arrives makes it fail."""

import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.comparing import (
    MAX_ITEMS,
    WRONG_VALUE,
    compare,
    constant_ratio,
    judge,
    judge_all,
    margin,
    name_ratio,
    rows_of,
)
from autograder.model import Answer, Column, Formula, Frame, Kind, NotPlain, Question, Rule

RULE = Rule()
EXACT = Rule(exact=True)
X = Formula((("symbol", "x"),))
NAN, INF = math.nan, math.inf


def array(*numbers, dtype=float):
    return np.array(numbers, dtype)


def objects(*items):
    made = np.empty(len(items), object)
    made[:] = items
    return made


def one_in_a_box(value):
    return np.array(value, dtype=object)


AGREE = [
    # one number, however it is written
    (2.0, 2),
    (2, 2.0),
    (2.0, np.float64(2)),
    (2.0, np.float32(2)),
    (2.0, np.int64(2)),
    (2, np.uint8(2)),
    (2.0, np.array(2.0)),
    (2.0, array(2.0)),
    (2.0, array([2.0])),
    (2.0, [2.0]),
    (2.0, (2.0,)),
    (2.0, Column("y", (0,), (2.0,))),
    (2.0, one_in_a_box(2.0)),
    (2.0, Formula((("integer", "0x2"),))),
    (0.5, Formula((("rational", "0x1", "0x2"),))),
    (2.0, Formula((("float", "0x1.0p+1"),))),
    (np.array(2.0), 2),
    (2.0, 2 + 0j),
    (1 + 2j, np.complex64(1 + 2j)),
    (2.0, 2.0 + 1e-9),
    (2e20, 2e20 + 1e10),
    (-0.0, 0.0),
    (INF, INF),
    (-INF, -INF),
    # several values
    ((1.0, 2.0), [1, 2]),
    ((1.0, 2.0), array(1, 2)),
    ((1.0, 2.0), array([1], [2])),
    ((1.0, 2.0), array([1, 2])),
    ((1.0, 2.0), (array(1), [2])),
    ((1.0, 2.0), (np.array(1), array([2]))),
    ((1.0, 2.0), Column(None, (0, 1), (1, 2))),
    ((1.0, 2.0), objects(1, 2.0)),
    ([1.0, 2.0], (1.0, 2.0)),
    ((1.0, array(1, 2)), (1, [1, 2])),
    ((1.0, array(1, 2)), [1, array(1, 2)]),
    ((1.0, array(1, 2)), objects(1, [1.0, 2.0])),
    # an array
    (array(1, 2), [1, 2]),
    (array(1, 2), (1.0, 2.0)),
    (array(1, 2), array(1, 2, dtype=int)),
    (array(1, 2), Column("c", ("a", "b"), (1, 2))),
    (array(1, 2), objects(1, 2)),
    (array([1, 2], [3, 4]), [[1, 2], [3, 4]]),
    (np.zeros((0,)), []),
    (np.zeros((0, 2)), np.zeros((0, 2))),
    (Column("a", (0,), (1.0,)), Column("b", (7,), (1,))),
    (Column("a", (0, 1), (1.0, 2.0)), array(1, 2)),
    # what is no number
    (True, np.True_),
    (np.True_, True),
    (True, np.array(True)),
    (array(True, False, dtype=bool), [True, False]),
    ([True, False], array(True, False, dtype=bool)),
    (array([True], [False], dtype=bool), array([True], [False], dtype=bool)),
    ("a", "a"),
    (objects("a", "b"), ["a", "b"]),
    (["a", "b"], objects("a", "b")),
    (None, None),
    ({"w": 1.0, "b": 2.0}, {"b": array(2), "w": 1}),
    ({}, {}),
    (X, X),
    (Frame((Column("a", (0,), (1.0,)),)), Frame((Column("a", (5,), (1,)),))),
    (10**400, 10**400),
    ([10**400, 1.0], (10**400, 1)),
]


@pytest.mark.parametrize(("expected", "answer"), AGREE)
def test_manner_costs_nothing(expected, answer):
    """List, tuple, array or column; Python's, NumPy's or SymPy's numbers; 0-d and one-element arrays."""
    assert compare(expected, answer, RULE) is None


DIFFER = [
    (2.0, NAN, "NaN"),
    (NAN, NAN, "NaN"),
    (array(1, 2), array(1, NAN), "NaN"),
    (1 + 1j, complex(NAN, 1), "NaN"),
    (2.0, INF, "infinite"),
    (array(1, 2), array(1, -INF), "infinite"),
    (INF, -INF, ""),
    (INF, 5.0, ""),
    (2.0, "2.0", "it is a text, expected a number"),
    (2.0, True, "it is True or False, expected a number"),
    (1.0, True, "it is True or False, expected a number"),
    (1, np.True_, "it is True or False, expected a number"),
    (2.0, None, "it returned nothing (None)"),
    (2.0, X, "it is a formula, expected a number"),
    (2.0, {"a": 2.0}, "it is a dict of 1, expected a number"),
    (2.0, {}, "it is a dict of 0, expected a number"),
    (
        2.0,
        NotPlain("Model", "is not a plain value"),
        "it is a Model that is not a plain value, expected a number",
    ),
    (2.0, NotPlain("list", "has 300000 items, at most 200000"), "it is a list that has 300000 items"),
    (2.0, ["2.0"], "it is a list of 1, expected a number"),
    (2.0, array(True, dtype=bool), "it is an array of True and False of shape (1,), expected a number"),
    (2.0, [], "its shape is (0,), expected a single number"),
    (2.0, array(2, 2), "its shape is (2,), expected a single number"),
    (2.0, np.zeros((0,)), "its shape is (0,), expected a single number"),
    (np.zeros((3, 1)), 0.0, "its shape is (), expected (3, 1)"),
    (np.zeros(3), np.zeros((3, 1)), "its shape is (3, 1), expected (3,)"),
    (np.zeros(3), np.zeros((1, 3)), "its shape is (1, 3), expected (3,)"),
    (np.zeros((2, 3)), np.zeros((3, 2)), "its shape is (3, 2), expected (2, 3)"),
    (array(1, 2), [1, 2, 3], "its shape is (3,), expected (2,)"),
    (array(1, 2), 1.0, "its shape is (), expected (2,)"),
    ((1.0, 2.0), 1.0, "its shape is (), expected (2,)"),
    ((1.0, 2.0), (1.0, 2.0, 3.0), "its shape is (3,), expected (2,)"),
    ((1.0, 2.0), (1.0, "2"), "value 2 of 2: it is a text, expected a number"),
    ((1.0, 2.0), {"w": 1.0, "b": 2.0}, "it is a dict of 2, expected a tuple of 2"),
    ((1.0, array(1, 2)), (1.0,), "there are 1 values, expected 2"),
    ((1.0, array(1, 2)), (1.0, array(1, 2), 3), "there are 3 values, expected 2"),
    ((1.0, array(1, 2)), (1.0, array(1, 2, 3)), "value 2 of 2: its shape is (3,), expected (2,)"),
    ((1.0, array(1, 2)), (2.0, array(1, 2)), "value 1 of 2: it is 2 of the expected value"),
    (True, False, WRONG_VALUE),
    (True, 1, "it is a number, expected True or False"),
    (array(True, False, dtype=bool), array(True, True, dtype=bool), f"value 2 of 2: {WRONG_VALUE}"),
    (array(True, dtype=bool), array(1.0), "value 1 of 1: it is a number, expected True or False"),
    ("a", "b", WRONG_VALUE),
    ("1", 1, "it is a number, expected a text"),
    (None, 0, "it is a number, expected None"),
    (X, Formula((("symbol", "y"),)), "the formula is another one"),
    (X, 1.0, "it is a number, expected a formula"),
    ({"w": 1.0}, {"W": 1.0}, "the keys are not the expected ones"),
    ({"w": 1.0}, {"w": 2.0}, "value 1 of 1: it is 2 of the expected value"),
    (
        Frame((Column("a", (0,), (1.0,)),)),
        Frame((Column("b", (0,), (1.0,)),)),
        "the columns are not the expected ones",
    ),
    (Frame(()), None, "it returned nothing (None)"),
    (10**400, 10**400 + 1, WRONG_VALUE),
    (10**400, INF, "it is a number, expected a number"),
    (2.0, 10**400, "it is a number, expected a number"),
    ([10**400, 1.0], [10**401, 1.0], f"value 1 of 2: {WRONG_VALUE}"),
    # tolerance is relative
    (1e-9, 0.0, WRONG_VALUE),
    (0.0, 1e-300, WRONG_VALUE),
    (5e-324, 0.0, WRONG_VALUE),
    (array(1e-12, 1), array(0.0, 1), "of 2 numbers these are not as expected: number 1"),
    (2.0, 2.0 + 1e-8, "it is close, but off by 5e-09 of the expected value"),
    (1.0, 1.001, "it is close, but off by 0.001 of the expected value"),
    (1 + 1j, 1 - 1j, WRONG_VALUE),
    (1.0, 1 + 1e-3j, "it is close, but off by 0.001 of the expected value"),
    (complex(1e308, 1e308), complex(-1e308, 1e308), WRONG_VALUE),
    (1e308, -1.1e308, WRONG_VALUE),
    (5e-324, 1e308, WRONG_VALUE),
    # what is off, and by how much
    (4.0, 2.0, "it is 1/2 of the expected value"),
    (4.0, 8.0, "it is 2 of the expected value"),
    (4.0, -4.0, "the sign is the opposite of the expected one"),
    (4.0, -2.0, "it is -1/2 of the expected value"),
    (4.0, 3.0, "it is 3/4 of the expected value"),
    (4.0, 56.0, "it is n (here 14) of the expected value"),
    (4.0, 4 / 14, "it is 1/n (here 14) of the expected value"),
    (4.0, 28.0, "it is half of n (here 14) of the expected value"),
    (4.0, 4.7, WRONG_VALUE),
    ((4.0, -6.0), (2.0, -3.0), "every component is 1/2 of the expected one"),
    ((4.0, 0.0), (2.0, 0.0), "every component is 1/2 of the expected one"),
    ((4.0, 0.0), (2.0, 1.0), "none of the 2 numbers is the expected one"),
    (array(4, 6), array(-4, -6), "the sign is the opposite of the expected one"),
    (array(4, 6), array(6, 4), "the right numbers in the opposite order"),
    ((4.0, 6.0), (6.0, 4.0), "the right numbers in the opposite order"),
    (array(1, 2, 3), array(1, 9, 3), "of 3 numbers these are not as expected: number 2"),
    (array(1, 2, 3), array(7, 8, 11), "none of the 3 numbers is the expected one"),
    (np.arange(20.0), np.arange(20.0) + (np.arange(20) > 3), "number 5, 6, 7, 8, 9 ..."),
]


@pytest.mark.parametrize(("expected", "answer", "says"), DIFFER)
def test_what_differs_is_named(expected, answer, says):
    """The shown text says what is off; the one for hidden questions holds no number."""
    finding = compare(expected, answer, RULE, rows=14)
    assert finding is not None
    assert says in finding.text
    assert not re.search(r"\d", finding.generic)


@pytest.mark.parametrize(
    ("expected", "answer", "rule", "agree"),
    [
        (0.75, 0.75, EXACT, True),
        (0.75, np.array([0.75]), EXACT, True),
        (0.3, 0.1 + 0.2, EXACT, False),
        (0.3, 0.1 + 0.2, RULE, True),
        (array(0.25, 1.5), array(0.25, 1.5 + 1e-15), EXACT, False),
        (NAN, NAN, EXACT, False),
        (2.0, 2.5, Rule(relative=0.25), True),
        (2.0, 2.6, Rule(relative=0.25), False),
        (0.0, 1e-7, Rule(relative=0, absolute=1e-6), True),
        (0.0, 1e-5, Rule(relative=0, absolute=1e-6), False),
        (1e6, 1e6 + 1e-3, Rule(relative=0, absolute=1e-6), False),
        ((1.0, 2.0), (1.0, 2.0, [3.0, 4.0]), Rule(extra_values=1), True),
        ((1.0, 2.0), [1.0, 2.0, "history"], Rule(extra_values=1), True),
        ((1.0, 2.0), (1.0, 2.0, 3.0, 4.0), Rule(extra_values=1), False),
        ((1.0, 2.0), (1.0,), Rule(extra_values=1), False),
        ((1.0, 2.0), array(1, 2, 3), Rule(extra_values=1), False),
        ((1.0, 2.0), (1.0, 3.0, 2.0), Rule(extra_values=1), False),
        (np.zeros(3), np.zeros((3, 1)), Rule(columns=True), True),
        (np.zeros((2, 3)), np.zeros((3, 2)), Rule(columns=True), False),
    ],
)
def test_rules(expected, answer, rule, agree):
    """Exact, relative, absolute, extra values, columns: as the author said, and no more."""
    assert (compare(expected, answer, rule) is None) is agree


# ---------------------------------------------------------------- any values at all

numbers = st.integers(-(2**70), 2**70) | st.just(10**400) | st.floats() | st.complex_numbers()
dtypes = st.sampled_from([np.dtype(n) for n in ("?", "i1", "u8", "f2", "f8", "c8", "c16")])
arrays = hnp.arrays(dtypes, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
leaves = (
    st.none()
    | st.booleans()
    | numbers
    | st.text(max_size=3)
    | arrays
    | dtypes.flatmap(hnp.from_dtype)
    | st.sampled_from(
        [
            X,
            Formula((("integer", "0x2"),)),
            Formula((("integer", hex(10**400)),)),
            Formula((("rational", hex(10**400), "0x3"),)),
            Formula((("float", "nan"),)),
            NotPlain("generator", "is not a plain value"),
        ]
    )
)
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.lists(inner, max_size=3).map(lambda items: objects(*items))
        | st.lists(inner, min_size=1, max_size=1).map(lambda items: objects(*items).reshape(()))
        | st.lists(inner, min_size=2, max_size=2).map(lambda items: objects(*items).reshape(2, 1))
        | st.dictionaries(st.none() | st.text(max_size=2) | st.integers(0, 3), inner, max_size=3)
        | st.lists(inner, max_size=3).map(lambda items: Column("c", tuple(range(len(items))), tuple(items)))
        | st.lists(inner, max_size=2).map(
            lambda items: Frame((Column("c", tuple(range(len(items))), tuple(items)),))
        )
    ),
    max_leaves=8,
)
rules = st.sampled_from([RULE, EXACT, Rule(absolute=1e-6), Rule(extra_values=1), Rule(columns=True)])


@settings(max_examples=400, deadline=None)
@given(plain, plain, rules, st.sampled_from([None, 0, 1, 14]))
@example(objects([1.0], [2.0]), objects([1.0], [2.0]), RULE, None)
@example(1e300, 1e-300, RULE, None)
@example(1e-300, 1e300, RULE, None)
@example(array(1e-300, 1), array(1e300, 1), RULE, None)
@example(complex(1e308, 1e308), complex(-1e308, -1e308), RULE, None)
def test_any_two_values_can_be_compared(expected, answer, rule, rows):
    """Agreement or a finding with texts, never an exception or a warning; hidden texts hold no number."""
    finding = compare(expected, answer, rule, rows=rows)
    if finding is not None:
        assert finding.text
        assert finding.generic
        assert not re.search(r"\d", finding.generic)


def decidable(value):
    """Tell whether *value* is equal to itself: no NaN, and nothing that stayed behind."""
    match value:
        case NotPlain() | Formula((("float", "nan"),)):
            return False
        case np.ndarray() if value.dtype == object:
            return all(map(decidable, value.ravel().tolist()))
        case list() | tuple():
            return all(map(decidable, value))
        case dict():
            return all(map(decidable, value.values()))
        case Column():
            return decidable(value.values)
        case Frame():
            return all(map(decidable, value.columns))
        case float() | complex() | np.number() | np.ndarray():
            return not np.isnan(value).any()
    return True


@settings(max_examples=300, deadline=None)
@given(plain.filter(decidable), rules)
def test_every_value_agrees_with_itself(value, rule):
    """The reference earns everything, whatever it returns."""
    assert compare(value, value, rule) is None


@settings(max_examples=300, deadline=None)
@given(
    (plain.map(lambda value: (value, value))) | st.tuples(plain, plain) | st.tuples(numbers, numbers), rules
)
@example((array(1, INF), array(1, INF)), RULE)
@example((array(3, 2), array(3, 2 + 1e-12)), RULE)
@example(((10.0, 3.0), [5.0, 1.5, "history"]), Rule(extra_values=1))
def test_a_margin_says_what_the_comparison_found(pair, rule):
    """Beyond what is allowed where they differ, within it where they agree; any values at all may be asked about."""
    found = margin(*pair, rule)
    if found is not None:
        assert (found.off <= found.allowed) is (compare(*pair, rule) is None)


@pytest.mark.parametrize(
    ("expected", "answer", "place"),
    [
        pytest.param(array(100, 1), array(100.5, 1.25), 1, id="the one that is off by most of its tolerance"),
        pytest.param(
            array(100, 1), array(100 + 1e-8, 1), 0, id="of right ones that which is nearest to the edge"
        ),
        pytest.param(array(1, 2, 3), array(1, NAN, 4), 1, id="no number is further off than any"),
        pytest.param((1.0, 2.0), [1.0, 3.0], 1, id="several values"),
    ],
)
def test_a_margin_is_of_the_number_that_decides(expected, answer, place):
    """Counted among all numbers of the answer."""
    assert margin(expected, answer, RULE).place == place


same_shape = hnp.array_shapes(min_dims=0, max_dims=2, max_side=3).flatmap(
    lambda shape: st.tuples(
        *[hnp.arrays(float, shape, elements=st.sampled_from([0.0, 0.25, 0.5, -0.5, INF, NAN]))] * 2
    )
)


@settings(max_examples=200, deadline=None)
@given(st.tuples(leaves, leaves) | same_shape)
def test_to_the_last_bit_is_symmetric(pair):
    """Two values of one shape differ in both directions or in neither."""
    one, other = pair
    if np.shape(one) == np.shape(other) and np.size(one):
        assert (compare(one, other, EXACT) is None) is (compare(other, one, EXACT) is None)


@settings(max_examples=100, deadline=None)
@given(
    hnp.arrays(float, 4, elements=st.floats(-1e6, 1e6).filter(bool)), st.integers(0, 3), st.floats(1e-6, 10)
)
def test_one_wrong_number_is_enough(expected, place, off):
    """Whatever the others are."""
    answer = expected.copy()
    answer[place] *= 1 + off
    assert compare(expected, answer, RULE) is not None
    assert compare(tuple(expected), answer.tolist(), RULE) is not None


@pytest.mark.parametrize(
    ("expected", "answer", "ratio"),
    [
        (array(2, 4), array(1, 2), 0.5),
        (array(2, 0), array(1, 0), 0.5),
        (array(2, 0), array(1, 1), None),
        (array(2, 4), array(1, 3), None),
        (array(0, 0), array(0, 0), None),
        (array(2, 4), array(0, 0), None),
        (array(2, INF), array(1, INF), 0.5),
        (array(2, 4), array(1, NAN), None),
        (np.array([1j]), np.array([2j]), None),
        (np.array(3.0), np.array(-3.0), -1.0),
        (array(1e300), array(1e-300), None),
    ],
)
def test_constant_ratio(expected, answer, ratio):
    """Every number of the answer is the same multiple of the expected one, or there is none."""
    assert constant_ratio(expected, answer) == ratio


@pytest.mark.parametrize(
    ("ratio", "rows", "name"),
    [
        (0.5, 14, "1/2"),
        (2, 14, "2"),
        (-1, None, "-1"),
        (2 / 3, None, "2/3"),
        (14, 14, "n (here 14)"),
        (-1 / 14, 14, "-1/n (here 14)"),
        (2 / 14, 14, "2/n (here 14)"),
        (14, None, None),
        (14, 0, None),
        (0.123, 14, None),
        (INF, 14, None),
    ],
)
def test_ratios_have_names(ratio, rows, name):
    """Small fractions, and factors of the number of rows."""
    assert name_ratio(ratio, rows) == name


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        ((array(1, 2, 3), 1.0), 3),
        ((1.0, [1, 2]), 2),
        ((1.0, np.array(5.0)), None),
        (([[1], [2, 3]],), 2),
        (([],), 0),
        ((), None),
    ],
)
def test_rows(arguments, rows):
    """The first array or list among the arguments counts, ragged or not."""
    assert rows_of(Question("f", arguments)) == rows


# ---------------------------------------------------------------- answers

DATA = array(1, 2)
ASKED = Question("f", (DATA, 2.0))
RIGHT = Answer(Kind.VALUE, value=4.0)


@pytest.mark.parametrize(
    ("question", "answer", "text"),
    [
        (ASKED, RIGHT, None),
        (ASKED, Answer(Kind.VALUE, value=8.0), "it is 2 of the expected value"),
        (ASKED, Answer(Kind.MISSING), "there is no function f"),
        (ASKED, Answer(Kind.ERROR, error="NameError"), "it stopped with NameError"),
        (ASKED, Answer(Kind.TIMEOUT, message="used more than 4 s"), "used more than 4 s"),
        (ASKED, Answer(Kind.CRASHED, message="it crashed"), "it crashed"),
        (ASKED, Answer(Kind.NOT_ASKED, message="not asked"), "not asked"),
        (ASKED, Answer(Kind.VALUE), "it returned nothing (None)"),
        (ASKED, Answer(Kind.VALUE, printed="4.0\n"), "it printed something and returned nothing (None)"),
        (ASKED, Answer(Kind.VALUE, value=4.0, printed="4.0\n"), None),
    ],
)
def test_every_kind_of_answer_is_judged(question, answer, text):
    """Only a value can be right."""
    finding = judge(question, RIGHT, answer)
    assert (finding and finding.text) == text


@pytest.mark.parametrize(
    ("arguments", "after", "unchanged"),
    [
        ((DATA, 2.0), (array(1, 2), 2.0), True),
        ((DATA, 2.0), (array(1, 3), 2.0), False),
        ((DATA, 2.0), (array(1, 2, 3), 2.0), False),
        ((DATA, 2.0), (array(1, 2),), False),
        ((DATA, 2.0), None, False),
        (([1.0, 2.0],), ([1.0, 2.0],), True),
        (([1.0, 2.0],), ([2.0, 1.0],), False),
        ((array(True, False, dtype=bool),), (array(True, False, dtype=bool),), True),
        ((array(True, False, dtype=bool),), (array(True, True, dtype=bool),), False),
        (({"w": 1.0},), ({"w": 1.0},), True),
        (({"w": 1.0},), ({},), False),
        ((array(1, 2),), (NotPlain("ndarray", "has too many numbers"),), False),
    ],
)
def test_arguments_must_stay_as_they_were(arguments, after, unchanged):
    """Where the question says so, to the last bit."""
    question = Question("f", arguments, leaves_arguments=True)
    answer = Answer(Kind.VALUE, value=4.0, arguments_after=after)
    finding = judge(question, RIGHT, answer)
    assert (finding is None) is unchanged
    assert judge(question, RIGHT, Answer(Kind.VALUE, value=5.0, arguments_after=after)) is not None


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (Answer(Kind.ERROR, error="ValueError"), None),
        (Answer(Kind.ERROR, error="TypeError"), None),
        (
            Answer(Kind.ERROR, error="NameError"),
            "it stopped with NameError, expected ValueError or TypeError",
        ),
        (Answer(Kind.VALUE, value=4.0), "it returned a value, expected ValueError or TypeError"),
        (Answer(Kind.MISSING), "there is no function f"),
        (Answer(Kind.TIMEOUT, message="used more than 4 s"), "used more than 4 s"),
    ],
)
def test_a_question_can_want_an_exception(answer, text):
    """One of these by name, and no value."""
    finding = judge(Question("f", (), raises=("ValueError", "TypeError")), Answer(Kind.ERROR), answer)
    assert (finding and finding.text) == text


MANY = [0.5] * (MAX_ITEMS + 10)
DEEP = objects(array(1.0).reshape((1,) * 8)).reshape((1,) * 8)
for _ in range(9):
    DEEP = objects(DEEP).reshape((1,) * 8)


@pytest.mark.parametrize(
    ("expected", "answer", "kept"),
    [
        (4.0, MANY, False),
        (4.0, tuple(MANY), False),
        (4.0, np.zeros(MAX_ITEMS + 10), False),
        (4.0, {"a": MANY}, False),
        (4.0, objects(MANY, None), False),
        (4.0, Column("c", tuple(MANY), tuple(MANY)), False),
        (4.0, [[x] for x in MANY], False),
        ((4.0, 5.0), (4.0, 5.0, MANY), True),  # the third value is one that the exercise allows
        ((4.0, 5.0), (4.0, 5.0, 6.0, MANY), False),
        ((4.0, 5.0), (4.0, MANY), False),
        (np.zeros(MAX_ITEMS), MANY, True),
        (4.0, [4.0] * 100, True),
        (4.0, NotPlain("list", "has more than 200000 items"), True),
    ],
)
def test_what_is_far_too_large_is_not_looked_at_again_and_again(expected, answer, kept):
    """Diagnosing goes through each answer many times; one that is much larger than the expected one is only noted."""
    question, right = Question("f", (), rule=Rule(extra_values=1)), Answer(Kind.VALUE, value=expected)
    (judged,) = judge_all([question], [right], [Answer(Kind.VALUE, value=answer)])
    assert (judged.answer.value is answer) is kept
    assert kept or "has more than" in judged.finding.text


def test_arrays_in_arrays_have_more_dimensions_than_numpy():
    """They are a value of another kind, and no failure of ours."""
    assert compare(4.0, DEEP, Rule()) is not None


@pytest.mark.parametrize("error", ["X_is_2_4_5", "f.<locals>.Secret12", "print", "__doc__", "int", ""])
@pytest.mark.parametrize("raises", [(), ("ValueError",)])
def test_a_class_named_after_hidden_arguments_is_not_shown(error, raises):
    """Student code chooses the name of its exceptions; for a hidden question it stays unsaid."""
    finding = judge(Question("f", (), raises=raises), RIGHT, Answer(Kind.ERROR, error=error))
    assert finding.generic.startswith("it stopped with an error")
    assert "ZeroDivisionError" in judge(ASKED, RIGHT, Answer(Kind.ERROR, error="ZeroDivisionError")).generic
