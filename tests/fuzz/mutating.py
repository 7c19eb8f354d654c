"""New inputs of old ones, that are still JSON and still a frame: random bytes alone would hardly get past the parsers.

Half of all mutations are libFuzzer's own, of bytes, so that what is not JSON is tried as well.
"""

import json
import random
import struct
from collections.abc import Callable
from typing import Any

from autograder.student import wire

Mutate = Callable[[bytes, int], bytes]

WORDS: dict[str, list[Any]] = {
    "wire": [
        *sorted(wire.TAGS),
        *sorted(wire.DTYPES),
        *sorted(wire.OPERATORS | wire.FUNCTIONS | wire.CONSTANTS),
        *("symbol", "rational", "float", "0x1", "-0xf", "0x1.8p+1", "nan", "2", "value", "error", "missing"),
        *(
            "kind",
            "values",
            "value",
            "printed",
            "message",
            "id",
            "buffers",
            "ask",
            "serial",
            "refused",
            "ready",
        ),
    ],
    "notebook": [
        *(
            "cells",
            "cell_type",
            "code",
            "markdown",
            "raw",
            "heading",
            "level",
            "source",
            "input",
            "worksheets",
        ),
        *(
            "metadata",
            "nbgrader",
            "grade",
            "grade_id",
            "solution",
            "locked",
            "task",
            "points",
            "schema_version",
        ),
        *(
            "nbformat",
            "nbformat_minor",
            "outputs",
            "attachments",
            "checksum",
            "id",
            2,
            3,
            4,
            "double",
            "html",
        ),
    ],
    "result": [
        "schema",
        "exercises",
        "questions",
        "verdict",
        "passed",
        "points",
        "score",
        "formulas",
        "postfix",
    ],
}
ANY: list[Any] = [
    *(None, True, False, 0, 1, -1, 2**31, 2**63, 2**64, 0.5, -0.0, 1e308, 1e-320, float("nan"), float("inf")),
    *("", "x", "\ud800", "\u202e", "\0", "a\r\nb", "é" * 40, [], {}, [[]], {"": None}, [1, 2, 3], 10**4299),
]


def mutate_json(data: bytes, size: int, seed: int, mutate_bytes: Mutate, words: list[Any]) -> bytes:
    """Return *data* changed in one to three places of its JSON, or changed in its bytes."""
    draw = random.Random(seed)
    if draw.random() < 0.5:
        return mutate_bytes(data, size)
    try:
        tree = json.loads(data)
        for _ in range(draw.randint(1, 3)):
            tree = _changed(tree, draw, words)
        made = json.dumps(tree).encode()
    except (ValueError, RecursionError):
        return mutate_bytes(data, size)
    return made if len(made) <= size else data


def mutate_frame(data: bytes, size: int, seed: int, mutate_bytes: Mutate) -> bytes:
    """Return the frame *data* with another header, whose length and buffers agree again more often than not."""
    draw = random.Random(seed)
    if draw.random() < 0.3 or len(data) < 6:
        return mutate_bytes(data, size)
    length = struct.unpack_from("!I", data)[0]
    header, rest = data[4 : 4 + length], data[4 + length :]
    if draw.random() < 0.2:
        rest += draw.randbytes(draw.choice([1, 8, 16]))
    header = mutate_json(header, max(2, size - 4 - len(rest)), seed, mutate_bytes, WORDS["wire"])
    if draw.random() < 0.7:
        header = _with_sizes(header, len(rest), draw)
    made = struct.pack("!I", len(header)) + header + rest
    return made if len(made) <= size else data


def _with_sizes(header: bytes, total: int, draw: random.Random) -> bytes:
    """Return *header* announcing buffers of *total* bytes, in one or two pieces."""
    try:
        fields = json.loads(header)
    except (ValueError, RecursionError):
        return header
    if not isinstance(fields, dict):
        return header
    old = fields.get("buffers")
    if isinstance(old, list) and all(type(n) is int for n in old) and sum(old) == total:
        return header
    first = draw.choice([0, 8, total]) if total >= 8 else 0
    fields["buffers"] = [first, total - first] if total else []
    try:
        return json.dumps(fields).encode()
    except (ValueError, RecursionError):
        return header


def _changed(tree: Any, draw: random.Random, words: list[Any]) -> Any:
    """Return *tree* with one node replaced, wrapped, doubled, removed or swapped."""
    if not isinstance(tree, (list, dict)) or not tree or draw.random() < 0.15:
        return _replaced(tree, draw, words)
    if isinstance(tree, dict):
        key = draw.choice(list(tree))
        match draw.randrange(8):
            case 0:
                return {k: v for k, v in tree.items() if k != key}
            case 1:
                return {**tree, str(draw.choice(words)): draw.choice([tree[key], draw.choice(ANY)])}
        return {**tree, key: _changed(tree[key], draw, words)}
    items, place = list(tree), draw.randrange(len(tree))
    match draw.randrange(10):
        case 0:
            del items[place]
        case 1:
            items.insert(place, items[draw.randrange(len(items))])
        case 2:
            other = draw.randrange(len(items))
            items[place], items[other] = items[other], items[place]
        case 3:
            items.insert(place, draw.choice([draw.choice(words), draw.choice(ANY)]))
        case _:
            items[place] = _changed(items[place], draw, words)
    return items


def _replaced(tree: Any, draw: random.Random, words: list[Any]) -> Any:
    match draw.randrange(8):
        case 0 | 1:
            return draw.choice(words)
        case 2 | 3:
            return draw.choice(ANY)
        case 4:
            return [draw.choice(words), tree]
        case 5:
            return [draw.choice(words), *(draw.choice(ANY) for _ in range(draw.randrange(4)))]
        case 6 if isinstance(tree, int):
            return tree + draw.choice([1, -1, 2**33])
        case 7 if isinstance(tree, str):
            return tree * draw.choice([2, 50]) if len(tree) < 2000 else tree[:9]
    return draw.choice([tree, [tree], {str(draw.choice(words)): tree}])
