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
import math
import struct
import sys
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

MAX_HEADER = 8 * 2**20
MAX_BUFFERS = 16 * 2**20
MAX_ITEMS = 200_000
MAX_KEYS = 2_000
"""Of one dict: integers can be chosen so that all of them collide, and then time grows with the square."""
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


class Malformed(ValueError):
    """Bytes that are no message within the bounds. The text quotes none of them: students read it."""


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


class Incoming:
    """A frame as its bytes arrive. Its header is parsed once, however small the pieces are."""

    def __init__(self, piece: bytes = b"", max_buffers: int = MAX_BUFFERS) -> None:
        self._max_buffers = max_buffers
        self._data = bytearray()
        self._header: dict[str, Any] | None = None
        self._buffers_at = 0
        self._end = 4
        """Where the frame ends, as far as is known yet."""
        self.add(piece)

    @property
    def missing(self) -> int:
        """How many bytes are still to come, as far as is known yet; 0 when the frame is whole."""
        return self._end - len(self._data)

    def add(self, piece: bytes) -> None:
        """Take the next bytes. Raises Malformed as soon as they cannot become a frame within the bounds."""
        self._data += piece
        if not self._buffers_at and len(self._data) >= 4:
            (length,) = struct.unpack_from("!I", self._data)
            if length > MAX_HEADER:
                raise Malformed(f"a header of more than {MAX_HEADER} bytes")
            self._end = self._buffers_at = 4 + length
        if self._header is None and len(self._data) >= self._buffers_at > 0:
            self._header = _header(bytes(self._data[4 : self._buffers_at]))
            self._end += sum(_sizes(self._header, self._max_buffers))

    def unpack(self) -> tuple[dict[str, Any], list[bytes]]:
        """Return header and buffers of the whole frame. Raises Malformed."""
        if self._header is None or self.missing:
            raise Malformed(
                "a frame that is not whole" if self.missing > 0 else "bytes after the end of a frame"
            )
        buffers, start = [], self._buffers_at
        for size in _sizes(self._header, self._max_buffers):
            buffers.append(bytes(self._data[start : start + size]))
            start += size
        return self._header, buffers


def _header(text: bytes) -> dict[str, Any]:
    try:
        header = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("a header that is not JSON") from error
    if type(header) is not dict:
        raise Malformed("a header that is not an object")
    return header


def _sizes(header: dict[str, Any], most: int) -> list[int]:
    sizes = header.get("buffers")
    if type(sizes) is not list or any(type(n) is not int or n < 0 for n in sizes):
        raise Malformed("a header without the sizes of its buffers")
    if len(sizes) > MAX_ITEMS or sum(sizes) > most:
        # Not the sum itself: a forger's number, which may have more digits than Python prints.
        raise Malformed(f"buffers of more than {most} bytes")
    return sizes


# ---------------------------------------------------------------- encoding


def encode(*values: object) -> tuple[list[Any], list[bytes]]:
    """Return the trees of *values* and their buffers. What does not cross becomes ``["other", kind, reason]``."""
    encoder = Encoder()
    return [encoder.root(value) for value in values], encoder.buffers


def kind_of(value: object) -> str:
    """Return the name of *value*'s class."""
    name = vars(type)["__qualname__"].__get__(type(value))  # not by a metaclass of the student's
    return name[:100] if type(name) is str else "object"


class Encoder:
    """Turn one value into a tree, counting items and collecting buffers."""

    def __init__(self) -> None:
        self.buffers: list[bytes] = []
        self.sent_bytes = 0
        self.items = 0

    def root(self, value: Any) -> Any:
        """Return the tree of a whole *value*; a note where it is beyond the bounds."""
        before = len(self.buffers), self.sent_bytes, self.items
        try:
            return self.tree(value, 0)
        except (Refused, RecursionError) as refused:
            del self.buffers[before[0] :]
            _, self.sent_bytes, self.items = before
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
            return self.text(value)
        if kind is complex:
            self.count(1)
            return ["complex", value.real, value.imag]
        # Base classes' own iteration: a named tuple or an OrderedDict is welcome, its overridden methods are not.
        if isinstance(value, tuple):
            return ["tuple", *self.trees(tuple.__iter__(value), tuple.__len__(value), depth)]
        if isinstance(value, list):
            return ["list", *self.trees(list.__iter__(value), list.__len__(value), depth)]
        if isinstance(value, dict):
            if dict.__len__(value) > MAX_KEYS:
                raise Refused(f"has {dict.__len__(value)} keys, at most {MAX_KEYS}")
            pairs = (part for key, item in dict.items(value) for part in (_key(key), item))
            return ["dict", *self.trees(pairs, dict.__len__(value), depth)]
        if isinstance(value, np.ndarray):
            return self.array(value, depth)
        if isinstance(value, np.generic):
            return self.scalar(value)
        return self.foreign(value, depth)

    def count(self, items: int) -> None:
        """Count *items* more. Raises Refused when there are too many."""
        # What one item adds to the header stays under 40 bytes, so that MAX_ITEMS of them stay under MAX_HEADER.
        self.items += items
        if self.items > MAX_ITEMS:
            raise Refused(f"has more than {MAX_ITEMS} items")

    def trees(self, values: Any, length: int, depth: int) -> list[Any]:
        """Return the trees of *values*, of which there are *length*."""
        if length > MAX_ITEMS:
            raise Refused(f"has {length} items, at most {MAX_ITEMS}")
        return [self.tree(v, depth + 1) for v in values]

    def text(self, value: str) -> str:
        """Return a text that is not too long."""
        if len(value) > MAX_TEXT:
            raise Refused(f"has a text of {len(value)} characters, at most {MAX_TEXT}")
        self.count(len(value) // 3)  # a character takes up to 12 bytes of JSON
        return value

    def integer(self, value: int) -> Any:
        """Return the tree of an integer."""
        if value.bit_length() > MAX_INTEGER_BITS:
            raise Refused("is an integer that is too large")
        self.count(value.bit_length() // 64)
        return value if -(2**63) <= value < 2**63 else ["integer", hex(value)]

    def array(self, value: Any, depth: int) -> Any:
        """Return the tree of an array; its numbers go into a buffer."""
        # Of an ndarray subclass too: its data, not its methods.
        plain = np.array(value, subok=False, order="C")
        if plain.ndim > MAX_DIMENSIONS:
            raise Refused(f"is an array of {plain.ndim} dimensions, at most {MAX_DIMENSIONS}")
        if max(plain.shape, default=0) > MAX_BUFFERS:  # of no rows and millions of columns, say
            raise Refused(f"is an array of shape {plain.shape}")
        self.count(plain.ndim)
        if plain.dtype.kind in "OUT":
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
        self.sent_bytes += len(data)
        if self.sent_bytes > MAX_BUFFERS:
            raise Refused(f"has {plain.size} numbers, too many to send")
        self.buffers.append(data)
        return dtype, list(plain.shape), len(self.buffers) - 1

    def foreign(self, value: Any, depth: int) -> Any:
        """Return the tree of a value that is neither Python's nor NumPy's own."""
        sympy, pandas = sys.modules.get("sympy"), sys.modules.get("pandas")
        if sympy is not None and isinstance(value, sympy.Basic):
            return ["formula", *self.formula(value)]
        if pandas is not None and isinstance(value, (pandas.Series, pandas.Index)):
            return self.column(value, depth)
        if pandas is not None and isinstance(value, pandas.DataFrame):
            return ["frame", *(self.column(value.iloc[:, i], depth) for i in range(value.shape[1]))]
        return ["other", kind_of(value), "is not a plain value"]

    def formula(self, expression: Any) -> list[list[str]]:
        """Return the tokens of a SymPy expression."""
        tokens = formula_tokens(expression)
        self.count(sum(1 + sum(map(len, token)) // 3 for token in tokens))
        try:
            checked_postfix(tokens)
        except Malformed as malformed:  # a class of the student's named Add, a fraction beyond the bounds
            raise Refused(f"is {malformed}") from malformed
        return tokens

    def column(self, series: Any, depth: int) -> Any:
        """Return the tree of a Series or an Index."""
        self.count(1)
        index = series.index if hasattr(series, "index") else range(len(series))
        name = self.tree(_label(series.name), depth)
        labels = self.trees([_plain(i) for i in index], len(index), depth)
        return ["column", name, labels, self.trees([_plain(v) for v in series], len(series), depth)]


def _key(key: Any) -> Any:
    """Return a dict's *key* as Python's own; Refused when it is neither a text nor a number."""
    plain = key.item() if isinstance(key, np.generic) else key
    if plain is not None and type(plain) not in (str, int, float, bool):
        raise Refused("has keys that are neither texts nor numbers")
    return plain


def _label(name: Any) -> str | int | None:
    """Return a column's *name*, where it is a text or a small integer."""
    plain = name.item() if isinstance(name, np.generic) else name
    if type(plain) is int and plain.bit_length() < 64:
        return plain
    return plain if type(plain) is str else None


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
        number = float(node)
        if math.isinf(number) or (number == 0) is not bool(node.is_zero):
            raise Refused("is a formula with a number beyond the range of floats")
        return ["float", number.hex()]
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
        self.copied_bytes = 0

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
        if len(rest) > 2 * MAX_KEYS:
            raise Malformed(f"a dict of more than {MAX_KEYS} keys")
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
        data = self.buffers[place]
        if math.prod(shape) * np.dtype(dtype).itemsize != len(data):
            raise Malformed("an array whose shape and bytes do not agree")
        self.copied_bytes += len(data)
        if self.copied_bytes > MAX_BUFFERS:  # one buffer can be named a thousand times
            raise Malformed("arrays beyond the bounds")
        # A copy, because arrays over foreign bytes are read-only and an honest `X *= w` would raise.
        numbers = reshaped(np.frombuffer(data, dtype=dtype), shape).copy()
        return np.asarray(numbers.view("|u1") != 0) if dtype == "|b1" else numbers

    def _objects(self, rest: list[Any], depth: int) -> Any:
        if not rest or type(rest[0]) is not list:
            raise Malformed("a malformed array")
        shape, items = checked_shape(rest[0]), self.values(rest[1:], depth)
        objects = np.empty(len(items), dtype=object)
        for i, item in enumerate(items):
            objects[i] = item
        return reshaped(objects, shape)

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


def reshaped(items: Any, shape: tuple[int, ...]) -> Any:
    """Return the array *items* in *shape*, or raise Malformed where they do not agree."""
    try:
        return items.reshape(shape)
    except ValueError as error:
        raise Malformed("an array whose shape and items do not agree") from error


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
            case [str(head), str(count)] if head in OPERATORS | FUNCTIONS:
                operands = operand_count(count)
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


def operand_count(digits: str) -> int:
    """Return how many operands *digits* announce."""
    if len(digits) > 4 or not digits.isascii() or not digits.isdecimal():
        raise Malformed("a formula with the wrong number of operands")
    return int(digits)


def hex_float(digits: str) -> float:
    """Return the float that *digits* (from `float.hex`) stand for."""
    if len(digits) > 40:
        raise Malformed("a malformed float")
    try:
        return float.fromhex(digits)
    except (ValueError, OverflowError) as error:
        raise Malformed("a malformed float") from error
