"""The wire: how plain values cross the wall, in both directions, within bounds.

A *frame* is the header's length (4 bytes, big-endian), the header (JSON), and the raw buffers that the header
announces. A *value* is a JSON tree: None, booleans, numbers and strings stand for themselves, everything else is a
list that begins with a tag:

    ["list", ...] ["tuple", ...] ["dict", key, value, ...]      containers
    ["complex", re, im]                                          Python's complex
    ["array", dtype, [shape], i]   ["scalar", dtype, i]          NumPy; i counts the buffers
    ["objects", [shape], ...]                                    an object array, of formulas or numbers, say
    ["formula", [head, operand], ...]                            SymPy, in postfix order
    ["column", name, [index...], [values...]]  ["frame", column, ...]   pandas
    ["integer", "hex"]                                           beyond 64 bits
    ["other", kind, reason]                                      something that does not cross, and why

There is no pickle, no eval and no class looked up by name. The decoder builds what arrived from tags and allow-lists
alone; what formulas, columns, frames and others become is up to `Build`, since the two sides want different things.
Both sides check the bounds: student code can patch the encoder, but not the decoder on the other side.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

MAX_HEADER = 8 * 2**20
MAX_BUFFERS = 64 * 2**20
MAX_ITEMS = 200_000
MAX_DEPTH = 32
MAX_TEXT = 100_000
MAX_INTEGER_BITS = 4096
MAX_FORMULA = 5_000
MAX_DIMENSIONS = 8

DTYPES = frozenset(
    ["|b1", "|i1", "|u1", "<i2", "<u2", "<i4", "<u4", "<i8", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16"]
)

OPERATORS = frozenset(["Add", "Mul", "Pow"])
FUNCTIONS = frozenset(
    ["exp", "log", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "Abs", "sign"]
)
CONSTANTS = frozenset(
    ["Pi", "Exp1", "ImaginaryUnit", "Infinity", "NegativeInfinity", "ComplexInfinity", "NaN"]
)
LEAVES = frozenset(["symbol", "integer", "rational", "float"])


class Malformed(ValueError):
    """Bytes that are no message within the bounds."""


class Refused(ValueError):
    """A value that does not cross, and why."""


class Build(Protocol):
    """What the decoder makes of the values that are not Python's or NumPy's own."""

    def formula(self, postfix: tuple[tuple[str, ...], ...]) -> Any: ...  # noqa: D102
    def column(self, name: Any, index: list[Any], values: list[Any]) -> Any: ...  # noqa: D102
    def frame(self, columns: list[Any]) -> Any: ...  # noqa: D102
    def other(self, kind: str, reason: str) -> Any: ...  # noqa: D102


# ---------------------------------------------------------------- frames


def pack(header: dict[str, Any], buffers: list[bytes]) -> bytes:
    """Return the frame of *header* and *buffers*."""
    text = json.dumps({**header, "buffers": [len(b) for b in buffers]}).encode("ascii")
    return b"".join([struct.pack("!I", len(text)), text, *buffers])


def missing(received: bytes | bytearray) -> int:
    """Return how many bytes the frame that *received* begins still lacks; 0 when it is whole.

    Raises Malformed as soon as what is there cannot become a frame within the bounds.
    """
    if len(received) < 4:
        return 4 - len(received)
    length: int = struct.unpack_from("!I", received)[0]
    if length > MAX_HEADER:
        raise Malformed(f"a header of {length} bytes, at most {MAX_HEADER}")
    if len(received) < 4 + length:
        return 4 + length - len(received)
    whole: int = 4 + length + sum(_sizes(_header(received, length)))
    return whole - len(received)


def unpack(frame: bytes | bytearray) -> tuple[dict[str, Any], list[bytes]]:
    """Return header and buffers of a whole *frame*. Raises Malformed."""
    (length,) = struct.unpack_from("!I", frame)
    header = _header(frame, length)
    buffers, start = [], 4 + length
    for size in _sizes(header):
        buffers.append(bytes(frame[start : start + size]))
        start += size
    if start != len(frame):
        raise Malformed("bytes after the end of a frame")
    return header, buffers


def _header(frame: bytes | bytearray, length: int) -> dict[str, Any]:
    try:
        header = json.loads(bytes(frame[4 : 4 + length]))
    except (ValueError, RecursionError) as error:
        raise Malformed("a header that is not JSON") from error
    if type(header) is not dict:
        raise Malformed("a header that is not an object")
    return header


def _sizes(header: dict[str, Any]) -> list[int]:
    sizes = header.get("buffers")
    if type(sizes) is not list or any(type(n) is not int or n < 0 for n in sizes):
        raise Malformed("a header without the sizes of its buffers")
    if len(sizes) > MAX_ITEMS or sum(sizes) > MAX_BUFFERS:
        raise Malformed(f"buffers of {sum(sizes)} bytes, at most {MAX_BUFFERS}")
    return sizes


# ---------------------------------------------------------------- encoding


def encode(*values: object) -> tuple[list[Any], list[bytes]]:
    """Return the trees of *values* and their buffers. What does not cross becomes ``["other", kind, reason]``."""
    encoder = Encoder()
    return [encoder.root(value) for value in values], encoder.buffers


def kind_of(value: object) -> str:
    """Return the name of *value*'s class."""
    name = getattr(type(value), "__qualname__", "object")
    return name[:100] if type(name) is str else "object"


class Encoder:
    """Turn one value into a tree, counting items and collecting buffers."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.items = 0

    def root(self, value: Any) -> Any:
        """Return the tree of a whole *value*; a note where it is beyond the bounds."""
        sent = len(self.buffers)
        try:
            return self.tree(value, 0)
        except (Refused, RecursionError) as refused:
            del self.buffers[sent:]
            reason = str(refused) if isinstance(refused, Refused) else "is nested too deeply"
            return ["other", kind_of(value), reason]

    def tree(self, value: Any, depth: int) -> Any:
        """Return the tree of *value*. Raises Refused."""
        if depth > MAX_DEPTH:
            raise Refused("is nested too deeply")
        self.count(1)
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        if kind is int:
            return self.integer(value)
        if kind is str:
            if len(value) > MAX_TEXT:
                raise Refused(f"has a text of {len(value)} characters, at most {MAX_TEXT}")
            return value
        if kind is complex:
            return ["complex", value.real, value.imag]
        # Base classes' own iteration: a named tuple or an OrderedDict is welcome, its overridden methods are not.
        if isinstance(value, tuple):
            return ["tuple", *self.trees(tuple.__iter__(value), tuple.__len__(value), depth)]
        if isinstance(value, list):
            return ["list", *self.trees(list.__iter__(value), list.__len__(value), depth)]
        if isinstance(value, dict):
            pairs = (part for pair in dict.items(value) for part in pair)
            return ["dict", *self.trees(pairs, dict.__len__(value), depth)]
        if isinstance(value, np.ndarray):
            return self.array(value, depth)
        if isinstance(value, np.generic):
            return self.scalar(value)
        return self.foreign(value, depth)

    def count(self, items: int) -> None:
        """Count *items* more. Raises Refused when there are too many."""
        self.items += items
        if self.items > MAX_ITEMS:
            raise Refused(f"has more than {MAX_ITEMS} items")

    def trees(self, values: Any, length: int, depth: int) -> list[Any]:
        """Return the trees of *values*, of which there are *length*."""
        if self.items + length > MAX_ITEMS:
            raise Refused(f"has {length} items, at most {MAX_ITEMS}")
        return [self.tree(v, depth + 1) for v in values]

    def integer(self, value: int) -> Any:
        """Return the tree of an integer."""
        if value.bit_length() > MAX_INTEGER_BITS:
            raise Refused("is an integer that is too large")
        return value if -(2**63) <= value < 2**63 else ["integer", hex(value)]

    def array(self, value: Any, depth: int) -> Any:
        """Return the tree of an array; its numbers go into a buffer."""
        plain = np.array(
            value, subok=False, order="C"
        )  # of an ndarray subclass too: its data, not its methods
        if plain.dtype.kind in "OUT":
            self.count(plain.size)
            return ["objects", list(plain.shape), *self.trees(plain.ravel().tolist(), plain.size, depth)]
        if plain.dtype.kind in "Mm":
            texts = plain.astype(str)
            return ["objects", list(texts.shape), *self.trees(texts.ravel().tolist(), texts.size, depth)]
        return ["array", *self.buffer(plain)]

    def scalar(self, value: Any) -> Any:
        """Return the tree of a NumPy scalar."""
        if isinstance(value, np.str_):
            return self.tree(str.__str__(value), 0)
        dtype, _, place = self.buffer(np.array(value))
        return ["scalar", dtype, place]

    def buffer(self, plain: Any) -> tuple[str, list[int], int]:
        """Add the bytes of an array; return dtype, shape and place."""
        if plain.dtype.kind == "f" and plain.dtype.itemsize > 8:
            plain = plain.astype("<f8")  # a long double has no portable bytes
        dtype = plain.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise Refused(f"is an array of {plain.dtype}")
        data = plain.astype(dtype, copy=False).tobytes()
        if sum(map(len, self.buffers)) + len(data) > MAX_BUFFERS:
            raise Refused(f"has {plain.size} numbers, too many to send")
        self.buffers.append(data)
        return dtype, list(plain.shape), len(self.buffers) - 1

    def foreign(self, value: Any, depth: int) -> Any:
        """Return the tree of a value that is neither Python's nor NumPy's own."""
        sympy, pandas = sys.modules.get("sympy"), sys.modules.get("pandas")
        if sympy is not None and isinstance(value, sympy.Basic):
            return ["formula", *formula_tokens(value)]
        if pandas is not None and isinstance(value, (pandas.Series, pandas.Index)):
            return self.column(value, depth)
        if pandas is not None and isinstance(value, pandas.DataFrame):
            self.count(int(value.size))
            return ["frame", *(self.column(value.iloc[:, i], depth) for i in range(value.shape[1]))]
        return ["other", kind_of(value), "is not a plain value"]

    def column(self, series: Any, depth: int) -> Any:
        """Return the tree of a Series or an Index."""
        index = series.index if hasattr(series, "index") else range(len(series))
        name = series.name if isinstance(series.name, (str, int)) else None
        labels = self.trees([_plain(i) for i in index], len(index), depth)
        return ["column", name, labels, self.trees([_plain(v) for v in series], len(series), depth)]


def _plain(item: Any) -> Any:
    """Return a table's *item* as a plain value; dates and the like as text."""
    if item is None or isinstance(item, (bool, int, float, complex, str, np.generic)):
        return item
    return str(item)


def formula_tokens(expression: Any) -> list[list[str]]:
    """Return a SymPy *expression* in postfix order. Raises Refused for a head that is not on the list."""
    tokens: list[list[str]] = []
    pending: list[tuple[Any, bool]] = [(expression, False)]
    while pending:
        node, operands_done = pending.pop()
        head = type(node).__name__
        if not operands_done and node.args and head not in CONSTANTS:
            if head not in OPERATORS | FUNCTIONS:
                raise Refused(f"is a formula with {head[:40]} in it")
            pending.append((node, True))
            pending.extend((operand, False) for operand in reversed(node.args))
        else:
            tokens.append([head, str(len(node.args))] if operands_done else _leaf(node, head))
        if len(tokens) + len(pending) > MAX_FORMULA:
            raise Refused(f"is a formula of more than {MAX_FORMULA} parts")
    return tokens


def _leaf(node: Any, head: str) -> list[str]:
    if head in ("Symbol", "Dummy"):
        return ["symbol", str(node.name)[:100]]
    if getattr(node, "is_Integer", False):
        if abs(int(node)).bit_length() > MAX_INTEGER_BITS:
            raise Refused("is a formula with an integer that is too large")
        return ["integer", hex(int(node))]
    if getattr(node, "is_Rational", False):
        return ["rational", hex(int(node.p)), hex(int(node.q))]
    if getattr(node, "is_Float", False):
        return ["float", float(node).hex()]
    if head in CONSTANTS:
        return [head, "0"]
    raise Refused(f"is a formula with {head[:40]} in it")


# ---------------------------------------------------------------- decoding


def decode(tree: Any, buffers: list[bytes], build: Build) -> Any:
    """Return the value of *tree*. Raises Malformed for whatever is no tree within the bounds."""
    return _Decoder(buffers, build).value(tree, 0)


class _Decoder:
    """Build one value from tags and allow-lists alone."""

    def __init__(self, buffers: list[bytes], build: Build) -> None:
        self.buffers = buffers
        self.build = build
        self.items = 0

    def value(self, tree: Any, depth: int) -> Any:
        self.items += 1
        if depth > MAX_DEPTH or self.items > MAX_ITEMS + 1:
            raise Malformed("a value beyond the bounds")
        kind = type(tree)
        if tree is None or kind is bool or kind is float:
            return tree
        if kind is int:
            return bounded_integer(tree)
        if kind is str:
            return text(tree)
        if kind is list and tree and type(tree[0]) is str:
            tag: Callable[[list[Any], int], Any] | None = getattr(self, "_" + tree[0], None)
            if tree[0] in TAGS and tag is not None:
                return tag(tree[1:], depth)
        raise Malformed("a value of no known form")

    def values(self, trees: list[Any], depth: int) -> list[Any]:
        return [self.value(t, depth + 1) for t in trees]

    def _list(self, rest: list[Any], depth: int) -> Any:
        return self.values(rest, depth)

    def _tuple(self, rest: list[Any], depth: int) -> Any:
        return tuple(self.values(rest, depth))

    def _dict(self, rest: list[Any], depth: int) -> Any:
        parts = self.values(rest, depth)
        keys, values = parts[::2], parts[1::2]
        if len(keys) != len(values) or not all(
            isinstance(k, (str, int, float, bool)) or k is None for k in keys
        ):
            raise Malformed("a dict with keys that are not plain")
        return dict(zip(keys, values, strict=True))

    def _complex(self, rest: list[Any], _: int) -> Any:
        match rest:
            case [float(re), float(im)]:
                return complex(re, im)
        raise Malformed("a malformed complex number")

    def _integer(self, rest: list[Any], _: int) -> Any:
        match rest:
            case [str(digits)]:
                return hex_integer(digits)
        raise Malformed("a malformed integer")

    def _array(self, rest: list[Any], _: int) -> Any:
        match rest:
            case [str(dtype), list(shape), int(place)]:
                return self.numbers(dtype, checked_shape(shape), place)
        raise Malformed("a malformed array")

    def _scalar(self, rest: list[Any], _: int) -> Any:
        match rest:
            case [str(dtype), int(place)]:
                return self.numbers(dtype, (), place)[()]
        raise Malformed("a malformed scalar")

    def numbers(self, dtype: str, shape: tuple[int, ...], place: int) -> Any:
        if dtype not in DTYPES or not 0 <= place < len(self.buffers):
            raise Malformed("an array of no known kind")
        size, data = 1, self.buffers[place]
        for extent in shape:
            size *= extent
        if size * np.dtype(dtype).itemsize != len(data):
            raise Malformed("an array whose shape and bytes do not agree")
        # A copy, because arrays over foreign bytes are read-only and an honest `X *= w` would raise.
        numbers = np.frombuffer(data, dtype=dtype).reshape(shape).copy()
        return numbers.view("|u1") != 0 if dtype == "|b1" else numbers

    def _objects(self, rest: list[Any], depth: int) -> Any:
        if not rest or type(rest[0]) is not list:
            raise Malformed("a malformed array")
        shape, items = checked_shape(rest[0]), self.values(rest[1:], depth)
        objects = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            objects[i] = item
        try:
            return objects.reshape(shape)
        except ValueError as error:
            raise Malformed("an array whose shape and items do not agree") from error

    def _formula(self, rest: list[Any], _: int) -> Any:
        if len(rest) > MAX_FORMULA:
            raise Malformed("a formula beyond the bounds")
        return self.build.formula(checked_postfix(rest))

    def _column(self, rest: list[Any], depth: int) -> Any:
        match rest:
            case [str() | int() | None as name, list(index), list(values)]:
                if len(index) != len(values):
                    raise Malformed("a column whose index and values do not agree")
                label = text(name) if isinstance(name, str) else name
                return self.build.column(label, self.values(index, depth), self.values(values, depth))
        raise Malformed("a malformed column")

    def _frame(self, rest: list[Any], depth: int) -> Any:
        if any(type(c) is not list or c[:1] != ["column"] for c in rest):
            raise Malformed("a frame of something else than columns")
        return self.build.frame(self.values(rest, depth))

    def _other(self, rest: list[Any], _: int) -> Any:
        match rest:
            case [str(kind), str(reason)]:
                return self.build.other(text(kind)[:100], text(reason)[:200])
        raise Malformed("a malformed note")


TAGS = frozenset(
    ["list", "tuple", "dict", "complex", "integer", "array", "scalar"]
    + ["objects", "formula", "column", "frame", "other"]
)


def text(value: str) -> str:
    """Return *value* as text that can be written as UTF-8, or raise Malformed when it is too long."""
    if len(value) > MAX_TEXT:
        raise Malformed("a text beyond the bounds")
    return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")


def bounded_integer(value: int) -> int:
    """Return *value*, or raise Malformed when it has too many bits."""
    if value.bit_length() > MAX_INTEGER_BITS:
        raise Malformed("an integer beyond the bounds")
    return value


def hex_integer(digits: str) -> int:
    """Return the integer that *digits* (from `hex`) stand for."""
    if len(digits) > MAX_INTEGER_BITS // 4 + 3:
        raise Malformed("an integer beyond the bounds")
    try:
        return bounded_integer(int(digits, 16))
    except ValueError as error:
        raise Malformed("a malformed integer") from error


def checked_shape(shape: list[Any]) -> tuple[int, ...]:
    """Return *shape* as a tuple of extents, or raise Malformed."""
    if len(shape) > MAX_DIMENSIONS or any(type(n) is not int or not 0 <= n <= MAX_BUFFERS for n in shape):
        raise Malformed("a malformed shape")
    return tuple(shape)


def checked_postfix(tokens: list[Any]) -> tuple[tuple[str, ...], ...]:
    """Return *tokens* as one well-formed formula of known heads, or raise Malformed."""
    stack = 0
    for token in tokens:
        match token:
            case ["symbol", str(name)] if 0 < len(name) <= 100:
                stack += 1
            case ["integer", str(digits)]:
                hex_integer(digits)
                stack += 1
            case ["rational", str(over), str(under)]:
                hex_integer(over)
                if hex_integer(under) == 0:
                    raise Malformed("a fraction over zero")
                stack += 1
            case ["float", str(digits)]:
                hex_float(digits)
                stack += 1
            case [str(head), "0"] if head in CONSTANTS:
                stack += 1
            case [str(head), str(count)] if head in OPERATORS | FUNCTIONS and count.isdecimal():
                operands = int(count[:5])
                fits = {"Pow": operands == 2, "Add": operands > 1, "Mul": operands > 1}.get(
                    head, operands == 1
                )
                if not fits or operands > stack:
                    raise Malformed("a formula with the wrong number of operands")
                stack -= operands - 1
            case _:
                raise Malformed("a formula with an unknown head")
    if stack != 1:
        raise Malformed("a formula that is not one expression")
    return tuple(tuple(text(part) for part in token) for token in tokens)


def hex_float(digits: str) -> float:
    """Return the float that *digits* (from `float.hex`) stand for."""
    try:
        return float.fromhex(digits[:40])
    except (ValueError, OverflowError) as error:
        raise Malformed("a malformed float") from error
