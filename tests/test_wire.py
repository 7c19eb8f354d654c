"""What crosses the wall arrives as it was sent; what does not cross is refused; the decoder takes no other bytes."""

import functools
import json
import struct
from collections import Counter, OrderedDict, defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
import sympy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.errors import WireError
from autograder.model import Column, Formula, Frame, NotPlain
from autograder.sandbox.values import GraderBuild, freeze, thaw
from autograder.student import wire
from autograder.student.build import StudentBuild

quick = settings(max_examples=60, deadline=None)
x, y = sympy.symbols("x y")


class Pair(NamedTuple):
    w: float
    b: int


class Liar(np.ndarray):
    """An array that lies about its shape, size and bytes."""

    shape = property(lambda self: (7,))
    size = property(lambda self: 1)

    def tobytes(self, *_):
        return b""

    def astype(self, *_, **__):
        return np.zeros(3)


def cross(value, build=None):
    """Send *value* through a frame, byte by byte where it is short, and return what arrives."""
    trees, buffers = wire.encode(value)
    frame = wire.pack({"values": trees}, buffers)
    header, arrived = receive(frame, 1 if len(frame) < 500 else 65536)
    return wire.decode(header["values"][0], arrived, build or GraderBuild())


def receive(frame, step):
    incoming = wire.Incoming()
    for start in range(0, len(frame), step):
        assert incoming.missing > 0
        incoming.add(frame[start : start + step])
    return incoming.unpack()


def identical(one, other):
    """Tell whether two plain values are the same in class, bits and order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray) and one.dtype == object:
        return one.shape == other.shape and identical(one.ravel().tolist(), other.ravel().tolist())
    if isinstance(one, (np.ndarray, np.generic)):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(identical, one, other))
    if isinstance(one, dict):
        return identical(list(one.items()), list(other.items()))
    if isinstance(one, (float, complex)):
        return np.array(one).tobytes() == np.array(other).tobytes()
    return one == other


# ---------------------------------------------------------------- what crosses

DTYPES = ["?", "i1", "u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**4095), 2**4095)
    | st.integers(-(2**65), 2**65)
    | st.floats(allow_nan=False)
    | st.complex_numbers(allow_nan=False)
    | st.text()
)
arrays = hnp.arrays(st.sampled_from(DTYPES), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
numpy_scalars = st.sampled_from([np.dtype(name) for name in DTYPES]).flatmap(hnp.from_dtype)
keys = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
plain = st.recursive(
    scalars | arrays | numpy_scalars,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.lists(inner, max_size=5).map(tuple)
        | st.dictionaries(keys, inner, max_size=5)
    ),
    max_leaves=20,
)


@quick
@given(plain)
@example([])
@example({})
@example(-0.0)
@example(float("inf"))
@example(2**4096 - 1)
@example(-(2**63) - 1)
def test_plain_values_arrive_as_they_were_sent(value):
    """Class, bits, shape, dtype and order are the same on the other side."""
    assert identical(cross(value), value)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (2, 3), (0, 3), (1, 1), (1,) * wire.MAX_DIMENSIONS])
def test_arrays_of_every_kind_arrive(dtype, shape):
    """0-d, empty and many-dimensional ones, and their scalars."""
    array = np.arange(np.prod(shape, dtype=int)).reshape(shape).astype(dtype)
    assert identical(cross(array), array)
    assert identical(
        cross(array.astype(dtype)[..., None].sum(axis=-1)[()]),
        array.astype(dtype)[..., None].sum(axis=-1)[()],
    )


@pytest.mark.parametrize(
    ("sent", "arrives"),
    [
        (float("nan"), float("nan")),
        (np.array([np.nan, -0.0, np.inf, 5e-324]), np.array([np.nan, -0.0, np.inf, 5e-324])),
        (np.asfortranarray([[1.0, 2.0], [3.0, 4.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])),
        (np.arange(10.0)[::-2], np.array([9.0, 7.0, 5.0, 3.0, 1.0])),
        (np.array([1, 2], ">i4"), np.array([1, 2], "<i4")),
        (np.array([1.5], ">f8"), np.array([1.5])),
        (np.longdouble(1.5), np.float64(1.5)),
        (np.array([1.5], np.longdouble), np.array([1.5])),
        (np.broadcast_to(1.0, (3,)), np.ones(3)),
        (np.array([[1.0, 2.0]]).view(Liar), np.array([[1.0, 2.0]])),
        (np.ma.array([1.0, 2.0], mask=[False, True]), np.array([1.0, 2.0])),
        (np.str_("b"), "b"),
        (np.array(["a", "bc"]), np.array(["a", "bc"], object)),
        (np.array([["2026-01-02"]], "M8[D]"), np.array([["2026-01-02"]], object)),
        (np.array([1, "two", None, 2.5], object), np.array([1, "two", None, 2.5], object)),
        (np.array(None, object), np.array(None, object)),
        (np.empty((0, 2), object), np.empty((0, 2), object)),
        ("\ud800 lone", "? lone"),
        ("\x00é\U0001f600", "\x00é\U0001f600"),
        (Pair(1.0, 2), (1.0, 2)),
        (OrderedDict(w=1.0), {"w": 1.0}),
        (defaultdict(list, w=1.0), {"w": 1.0}),
        (Counter("a"), {"a": 1}),
        ({np.int64(3): 1, np.str_("k"): 2, np.float64(0.5): 3}, {3: 1, "k": 2, 0.5: 3}),
    ],
)
def test_values_of_libraries_arrive_as_plain_ones(sent, arrives):
    """Byte order, memory order, subclasses of arrays and containers do not matter; the data does."""
    assert identical(cross(sent), arrives)


def test_an_object_array_may_hold_arrays_and_lists():
    """What np.array(..., dtype=object) makes of ragged rows keeps its rows."""
    ragged = np.empty(2, object)
    ragged[0], ragged[1] = np.array([1.0]), [1, 2]
    assert identical(cross(ragged), ragged)


@quick
@given(arrays)
def test_decoded_arrays_are_writable_copies(array):
    """An honest `X *= w` in a student's function must not raise, nor reach the sender's array."""
    before = array.tobytes()
    arrived = cross(array)
    assert arrived.flags.writeable
    arrived[...] = np.zeros((), array.dtype)
    assert array.tobytes() == before


leaves = (
    st.sampled_from([x, y, sympy.pi, sympy.E, sympy.I, sympy.oo, -sympy.oo, sympy.zoo, sympy.nan])
    | st.integers(-(2**70), 2**70).map(sympy.Integer)
    | st.fractions(max_denominator=99).map(lambda f: sympy.Rational(f.numerator, f.denominator))
    | st.integers(-99, 99).map(lambda n: sympy.Float(n / 4))
)
heads = [getattr(sympy, head) for head in sorted(wire.FUNCTIONS)]
formulas = st.recursive(
    leaves,
    lambda inner: (
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1])
        | st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1])
        | st.tuples(inner, st.integers(-3, 3)).map(lambda pair: pair[0] ** pair[1])
        | st.tuples(st.sampled_from(heads), st.sampled_from([x, y, x * y])).map(lambda pair: pair[0](pair[1]))
    ),
    max_leaves=6,
)


@quick
@given(formulas)
@example(sympy.Float(0))
def test_formulas_are_rebuilt(formula):
    """Every head on the allow-list arrives as the same SymPy expression; on the grader's side as tokens."""
    arrived = cross(formula, StudentBuild())
    assert sympy.srepr(arrived) == sympy.srepr(formula)
    assert isinstance(cross(formula), Formula)


def test_formulas_cross_in_arrays():
    """Symbols go through NumPy in object arrays, and come back so."""
    arrived = cross(np.array([[x, 2 * x]]) + 1, StudentBuild())
    assert arrived.tolist() == [[x + 1, 2 * x + 1]]


@pytest.mark.parametrize(
    ("table", "arrives"),
    [
        (pd.Series([1.5, 2.5], name="t"), Column("t", (0, 1), (np.float64(1.5), np.float64(2.5)))),
        (pd.Series([1.5], index=["a"]), Column(None, ("a",), (np.float64(1.5),))),
        (pd.Series([True, None], name=3), Column("3", (0, 1), (True, None))),
        (pd.Series(pd.to_datetime(["2026-01-02"])), Column(None, (0,), ("2026-01-02 00:00:00",))),
        (pd.Index([7], name="i"), Column("i", (0,), (7,))),
        (
            pd.DataFrame({"a": [1.0], "b": ["t"]}),
            Frame((Column("a", (0,), (1.0,)), Column("b", (0,), ("t",)))),
        ),
        (pd.DataFrame(np.ones((1, 2))), Frame((Column("0", (0,), (1.0,)), Column("1", (0,), (1.0,))))),
        (pd.DataFrame(), Frame(())),
    ],
    ids=repr,
)
def test_tables_arrive_as_columns(table, arrives):
    """A Series or DataFrame is data on the grader's side: name, index, values."""
    assert cross(table) == arrives


def test_tables_are_rebuilt_for_the_student():
    """Arguments are Series and DataFrames again."""
    frame = pd.DataFrame({"t": [20.0, 33.0], "day": ["Mon", "Tue"]}, index=[3, 4])
    pd.testing.assert_frame_equal(cross(frame, StudentBuild()), frame)
    pd.testing.assert_series_equal(cross(frame["t"], StudentBuild()), frame["t"])


# ---------------------------------------------------------------- what does not cross


class Lying(list):
    """A list that says it is short and iterates over something else."""

    def __len__(self):
        return 1

    def __iter__(self):
        return iter(["other"])


class Model:
    def __eq__(self, other):
        return True

    def __float__(self):
        return 5.0

    def __array__(self, *_, **__):
        return np.ones(3)

    __hash__ = None


class Weight(float):
    pass


class Name(str):
    __slots__ = ()


class Add(sympy.Basic):
    """Not SymPy's."""


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def cyclic():
    value = []
    value.append(value)
    return value


REFUSED = [
    (lambda: (i for i in [1]), "generator", "is not a plain value"),
    (lambda: map(str, [1]), "map", "is not a plain value"),
    (lambda: {1, 2}, "set", "is not a plain value"),
    (lambda: b"bytes", "bytes", "is not a plain value"),
    (lambda: abs, "builtin_function_or_method", "is not a plain value"),
    (lambda: Model, "type", "is not a plain value"),
    (Model, "Model", "is not a plain value"),
    (lambda: Weight(1), "Weight", "is not a plain value"),
    (lambda: Name("a"), "Name", "is not a plain value"),
    (cyclic, "list", "is nested too deeply"),
    (lambda: nested(wire.MAX_DEPTH + 1), "list", "is nested too deeply"),
    (lambda: nested(100_000), "list", "is nested too deeply"),
    (lambda: [0] * (wire.MAX_ITEMS + 1), "list", "items, at most"),
    (lambda: [[0]] * (wire.MAX_ITEMS // 2), "list", "more than"),
    (lambda: "a" * (wire.MAX_TEXT + 1), "str", "characters, at most"),
    (lambda: ["é" * 1000] * 1000, "list", "more than"),
    (lambda: 2**wire.MAX_INTEGER_BITS, "int", "too large"),
    (lambda: [2**4000] * 10_000, "list", "more than"),
    (lambda: np.zeros(wire.MAX_BUFFERS // 8 + 1), "ndarray", "too many to send"),
    (lambda: [np.zeros(2**20)] * 9, "list", "too many to send"),
    (lambda: np.ones((1,) * (wire.MAX_DIMENSIONS + 1)), "ndarray", "dimensions, at most"),
    (lambda: np.zeros((0, wire.MAX_BUFFERS + 1)), "ndarray", "is an array of shape"),
    (lambda: np.array([b"a"]), "ndarray", "is an array of |S1"),
    (lambda: np.zeros(1, [("a", "f8")]), "ndarray", "is an array of"),
    (lambda: np.datetime64("2026-01-02"), "datetime64", "is an array of"),
    (lambda: {(0, 1): 2.0}, "dict", "keys that are neither"),
    (lambda: {b"k": 2.0}, "dict", "keys that are neither"),
    (lambda: dict.fromkeys(range(wire.MAX_KEYS + 1)), "dict", "keys, at most"),
    (lambda: sympy.Symbol(""), "Symbol", "unknown head"),
    (lambda: sympy.Rational(1, 2**5000), "Rational", "beyond the bounds"),
    (lambda: sympy.Integer(2**5000), "Integer", "too large"),
    (lambda: sympy.Float("1e400"), "Float", "beyond the range of floats"),
    (lambda: sympy.Float("1e-400"), "Float", "beyond the range of floats"),
    (lambda: sympy.Integral(x, x), "Integral", "formula with Integral"),
    (lambda: Add(x), "Add", "wrong number of operands"),
    (lambda: sympy.true, "BooleanTrue", "formula with BooleanTrue"),
    (lambda: sympy.Add(*sympy.symbols(f"x:{wire.MAX_FORMULA + 1}")), "Add", "more than"),
    (lambda: pd.DataFrame(np.zeros((wire.MAX_ITEMS, 2))), "DataFrame", "more than"),
    (lambda: pd.Series([1.0], name="n" * (wire.MAX_TEXT + 1)), "Series", "characters, at most"),
]


@pytest.mark.parametrize(("make", "kind", "reason"), REFUSED, ids=[f"{k}: {r}" for _, k, r in REFUSED])
def test_what_does_not_cross_says_why(make, kind, reason):
    """A note arrives in its place: the class and the reason, nothing of the object itself."""
    arrived = cross(make())
    assert isinstance(arrived, NotPlain)
    assert (arrived.kind, reason in arrived.reason) == (kind, True), arrived


def test_one_refused_value_takes_nothing_from_the_next():
    """The arguments after a call cross although the value was too large."""
    trees, buffers = wire.encode([np.zeros(2**20)] * 9, np.ones(2), [0] * 1000)
    build = GraderBuild()
    assert isinstance(wire.decode(trees[0], buffers, build), NotPlain)
    assert wire.decode(trees[1], buffers, build).tolist() == [1.0, 1.0]
    assert wire.decode(trees[2], buffers, build) == [0] * 1000


def test_a_thing_in_a_list_does_not_take_the_list_along():
    """Only the object itself stays behind."""
    assert cross([1.0, Model()]) == [1.0, NotPlain("Model", "is not a plain value")]


def test_columns_count_as_items(monkeypatch):
    """A frame without rows, but with more columns than the decoder takes, is refused where it is made."""
    monkeypatch.setattr(wire, "MAX_ITEMS", 50)
    assert isinstance(cross(pd.DataFrame(columns=range(9))), Frame)
    assert isinstance(cross(pd.DataFrame(columns=range(51))), NotPlain)


def test_subclasses_are_read_by_their_base_class():
    """A list that lies about its length and its items crosses as what it holds."""
    assert cross(Lying([1, 2, 3])) == [1, 2, 3]


weird = st.recursive(
    plain
    | formulas
    | st.sampled_from(
        [make for make, _, _ in REFUSED[:10]] + [lambda: pd.Series([1, "a"]), pd.DataFrame]
    ).map(lambda make: make()),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys | st.tuples(keys), inner, max_size=3)
        | st.lists(inner, max_size=3).map(lambda items: np.array([*items, None], object)[:-1])
    ),
    max_leaves=10,
)


@quick
@given(weird)
def test_whatever_is_encoded_can_be_decoded(value):
    """The encoder refuses what the decoder would: an honest program is never taken for a forger."""
    cross(value)


@pytest.mark.parametrize(
    "largest",
    [
        lambda: [-2.2250738585072014e-308] * (wire.MAX_ITEMS - 1),
        lambda: [-(2**100)] * (wire.MAX_ITEMS // 2 - 1),
        lambda: [complex(-2.2250738585072014e-308, -2.2250738585072014e-308)] * (wire.MAX_ITEMS // 2 - 1),
        lambda: [np.ones((1,) * wire.MAX_DIMENSIONS)] * (wire.MAX_ITEMS // 9 - 1),
        lambda: ["\U0001f600" * 3] * (wire.MAX_ITEMS // 2 - 1),
    ],
)
def test_the_largest_values_fit_into_a_frame(largest):
    """What is within the bounds on items stays within the bounds on bytes."""
    trees, _ = wire.encode(largest())
    assert trees[0][0] == "list"
    assert len(json.dumps(trees)) < wire.MAX_HEADER - 2**18


# ---------------------------------------------------------------- bytes of a forger

LARGE = ["array", "<f8", [2**20], 0]
FORGED = [
    ["list", ["nothing"]],
    ["__init__", 1],
    ["value", 1],
    ["numbers", "<f8", [], 0],
    [],
    [[]],
    {},
    {"list": 1},
    [1, 2],
    ["complex", 1, 2],
    ["complex", 1.0],
    ["integer", "x"],
    ["integer", "0x" + "f" * 2000],
    ["integer", 5],
    ["dict", "a"],
    ["dict", ["list"], 1],
    ["array", "<f8", [3], 0],
    ["array", "<f8", [-1], 0],
    ["array", "<f8", [0, 2**40], 1],
    ["array", "<f8", [0, *[2**26] * 7], 1],
    ["array", "<f8", [2**26] * 8, 0],
    ["array", "<f8", [1.0], 0],
    ["array", "<f8", [True], 0],
    ["array", "<f8", [2**20], 5],
    ["array", "<f8", [2**20], -1],
    ["array", "|O", [2**20], 0],
    ["array", "object", [2**20], 0],
    ["array", "<M8[D]", [2**20], 0],
    ["array", "<f8", [1] * 100, 0],
    ["scalar", "<f8", 0],
    ["scalar", "<f8"],
    ["list", *[LARGE] * 9],
    ["objects", [2], 1],
    ["objects", [0, *[2**26] * 7]],
    ["objects", 2, 1, 2],
    ["objects"],
    ["formula"],
    ["formula", ["symbol", ""]],
    ["formula", ["symbol", "x" * 101]],
    ["formula", ["symbol", "x"], ["symbol", "x"]],
    ["formula", ["Add", "2"]],
    ["formula", ["symbol", "x"], ["Add", "1"]],
    ["formula", ["symbol", "x"], ["symbol", "x"], ["Add", "\u0662"]],
    ["formula", ["symbol", "x"], ["symbol", "x"], ["Add", "00002999"]],
    ["formula", ["symbol", "x"], ["sympify", "1"]],
    ["formula", ["rational", "0x1", "0x0"]],
    ["formula", ["float", "0x1.8p+1" + " " * 40 + "no"]],
    ["formula", ["float", "0x1p99999"]],
    ["formula", ["float", "no"]],
    ["formula", ["Pi", "1"]],
    ["formula", "Pi"],
    ["formula", *[["symbol", "x"]] * 5001],
    ["column", "a", [1], []],
    ["column", [], [], []],
    ["frame", ["list"]],
    ["frame", 1],
    ["other", "kind"],
    ["other", "a" * 100_001, ""],
    "a" * 100_001,
    2**4096,
    functools.reduce(lambda tree, _: ["list", tree], range(wire.MAX_DEPTH + 1), 0),
    ["list", *[0] * (wire.MAX_ITEMS + 1)],
]


@pytest.mark.parametrize("tree", FORGED)
def test_forged_trees_are_malformed(tree):
    """Tags that are none, sizes that do not agree, bounds that are passed: all one exception."""
    buffers = [bytes(2**23), b""]
    with pytest.raises(wire.Malformed):
        wire.decode(tree, buffers, GraderBuild())


tags = st.sampled_from(
    [
        *sorted(wire.TAGS),
        *sorted(wire.DTYPES),
        *sorted(wire.OPERATORS),
        "symbol",
        "float",
        "rational",
        "0x1",
        "2",
    ]
)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.integers() | st.floats() | tags | st.text(),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.tuples(tags, st.lists(inner, max_size=4)).map(lambda pair: [pair[0], *pair[1]])
    ),
    max_leaves=30,
)


@settings(max_examples=300, deadline=None)
@given(trees)
def test_any_tree_is_a_value_or_malformed(tree):
    """Nothing else is raised, whatever JSON arrives; and what is accepted can be sent on."""
    try:
        value = wire.decode(tree, [b"", bytes(8), bytes(16)], GraderBuild())
    except wire.Malformed:
        return
    assert isinstance(
        value,
        (type(None), bool, int, float, complex, str, list, tuple, dict, np.ndarray, np.generic)
        + (Formula, Column, Frame, NotPlain),
    )


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 50))
@example(struct.pack("!I", 2) + b"{}", 4)
@example(struct.pack("!I", wire.MAX_HEADER + 1), 1)
@example(struct.pack("!I", 2**32 - 1), 4)
@example(struct.pack("!I", 0), 4)
def test_any_bytes_are_a_frame_or_malformed(data, step):
    """A reader that asks for what is missing gets a frame, Malformed, or waits for more; never beyond the bounds."""
    try:
        header, buffers = receive_up_to(data, step)
    except (wire.Malformed, EOFError):
        return
    assert isinstance(header, dict)
    assert sum(map(len, buffers)) <= len(data)


def receive_up_to(data, step):
    incoming, place = wire.Incoming(), 0
    while incoming.missing:
        assert incoming.missing <= 4 + wire.MAX_HEADER + wire.MAX_BUFFERS
        piece = data[place : place + min(step, incoming.missing)]
        if not piece:
            raise EOFError
        incoming.add(piece)
        place += len(piece)
    return incoming.unpack()


@settings(max_examples=200, deadline=None)
@given(plain, st.data())
def test_mutated_frames_are_a_value_or_malformed(value, data):
    """A frame of ours with some bytes changed raises nothing but Malformed."""
    encoded, buffers = wire.encode(value)
    frame = bytearray(wire.pack({"values": encoded}, buffers))
    for _ in range(data.draw(st.integers(1, 4))):
        frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        header, arrived = receive_up_to(bytes(frame), 4096)
        wire.decode(header.get("values"), arrived, GraderBuild())
    except (wire.Malformed, EOFError):
        pass


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"null",
        b"{}",
        b"not json",
        b"\xff",
        b'{"buffers": 1}',
        b'{"buffers": [-1]}',
        b'{"buffers": [true]}',
        b'{"buffers": [1.0]}',
        b'{"buffers": [%d]}' % (wire.MAX_BUFFERS + 1),
        b'{"buffers": [%d, %d]}' % (wire.MAX_BUFFERS, 1),
        b'{"buffers": ' + json.dumps([0] * (wire.MAX_ITEMS + 1)).encode() + b"}",
        b"[" * 100_000,
        b'{"buffers": [%d, %d]}' % (10**4299, 10**4299),  # each can be written in decimal, their sum cannot
        b'{"buffers": [], "n": ' + b"9" * 5000 + b"}",
    ],
    ids=lambda header: repr(header[:40]),
)
def test_forged_headers_are_malformed(header):
    """A header that is no object with the sizes of its buffers within the bounds."""
    with pytest.raises(wire.Malformed):
        wire.Incoming(struct.pack("!I", len(header)) + header)


@pytest.mark.parametrize(
    "frame", [struct.pack("!I", 48_372_613), struct.pack("!I", 25) + b'{"buffers": [4837261300]}']
)
def test_numbers_of_a_forger_are_not_in_the_text(frame):
    """What is wrong with a message is told to students, and may be about a hidden question."""
    with pytest.raises(wire.Malformed, match="more than") as malformed:
        wire.Incoming(frame)
    assert "48372613" not in str(malformed.value)


def test_keys_that_collide_are_not_put_into_a_dict():
    """A hundred thousand integers that have one hash would take minutes."""
    colliding = [part for k in range(100_000) for part in (k * (2**61 - 1), 0)]
    with pytest.raises(wire.Malformed, match="keys"):
        wire.decode(["dict", *colliding], [], GraderBuild())


def test_a_frame_must_be_whole_and_end_where_it_says():
    """Bytes that are missing or too many make it malformed."""
    frame = wire.pack({"a": 1}, [b"xyz"])
    assert wire.Incoming(frame).unpack() == ({"a": 1, "buffers": [3]}, [b"xyz"])
    for wrong in (frame[:-1], frame + b"!", frame[:3], b""):
        with pytest.raises(wire.Malformed):
            wire.Incoming(wrong).unpack()


graders = st.recursive(
    plain
    | st.sampled_from(
        [Formula((("symbol", "x"), ("integer", "0x2"), ("Pow", "2"))), NotPlain("map", "is not plain")]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner)
        | st.lists(inner, max_size=3).map(lambda items: Column("c", tuple(range(len(items))), tuple(items)))
        | st.lists(inner, max_size=3).map(
            lambda items: Frame((Column(None, tuple(range(len(items))), tuple(items)),))
        )
    ),
    max_leaves=8,
)


@quick
@given(graders)
def test_what_the_grader_keeps_in_files_comes_back(value):
    """Answers of an answer key: formulas, tables and notes too, with every bit of their numbers."""
    again = freeze(value)
    assert freeze(thaw(again)) == again
    assert type(thaw(again)) is type(value)


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=100)
    | plain.map(freeze).map(lambda kept: kept[:-1])
    | plain.map(freeze).map(lambda kept: kept + b"!")
)
def test_a_file_that_is_not_ours_is_refused(data):
    """Cut off, longer than it says, or something else altogether."""
    with pytest.raises(WireError):
        thaw(data)


def test_what_is_beyond_the_bounds_is_not_kept():
    """An author's argument that could never be sent is an error at once."""
    with pytest.raises(WireError, match="at most 200000"):
        freeze([0] * 300_000)


def test_a_header_is_parsed_once(monkeypatch):
    """However small the pieces are in which the buffers arrive: a forger must not make us parse for hours."""
    parsed = []
    loads = json.loads
    monkeypatch.setattr(wire.json, "loads", lambda text: parsed.append(1) or loads(text))
    receive(wire.pack({}, [bytes(1000)]), 1)
    assert len(parsed) == 1
