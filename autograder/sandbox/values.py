"""Values on the grader's side of the wire: formulas and tables are data here, never SymPy or pandas objects."""

from __future__ import annotations

from typing import Any

from autograder.errors import WireError
from autograder.model import Column, Formula, Frame, NotPlain
from autograder.student import wire


class GraderEncoder(wire.Encoder):
    """Encode also what the decoder makes of formulas and tables on this side."""

    def foreign(self, value: Any, depth: int) -> Any:
        """Return the tree of a value that is neither Python's nor NumPy's own."""
        match value:
            case Formula():
                return ["formula", *map(list, value.postfix)]
            case Column():
                index, values = (self.trees(part, len(part), depth) for part in (value.index, value.values))
                return ["column", value.name, index, values]
            case Frame():
                return ["frame", *(self.foreign(column, depth) for column in value.columns)]
            case NotPlain():
                return ["other", value.kind, value.reason]
        return super().foreign(value, depth)


class GraderBuild:
    """What the decoder makes of formulas and tables on this side. See `wire.Build`."""

    def formula(self, postfix: tuple[tuple[str, ...], ...]) -> Formula:
        """Return the formula as data."""
        return Formula(postfix)

    def column(self, name: Any, index: list[Any], values: list[Any]) -> Column:
        """Return a Series as data."""
        return Column(None if name is None else str(name), tuple(index), tuple(values))

    def frame(self, columns: list[Any]) -> Frame:
        """Return a DataFrame as data."""
        return Frame(tuple(columns))

    def other(self, kind: str, reason: str) -> NotPlain:
        """Return a note on what did not cross."""
        return NotPlain(kind, reason)


def encode_argument(value: object) -> tuple[Any, list[bytes]]:
    """Return tree and buffers of what is sent to a student process."""
    encoder = GraderEncoder()
    return encoder.root(value), encoder.buffers


def freeze(value: object) -> bytes:
    """Return plain data of ours as bytes, to be kept in a file. Raises WireError for what is beyond the bounds."""
    tree, buffers = encode_argument(value)
    if isinstance(tree, list) and tree[:1] == ["other"] and not isinstance(value, NotPlain):
        raise WireError(f"cannot be kept: {tree[2]}")
    return wire.pack({"value": tree}, buffers)


def thaw(data: bytes) -> Any:
    """Return what `freeze` made bytes of. Raises WireError for anything else."""
    try:
        header, buffers = wire.Incoming(data).unpack()
        return wire.decode(header.get("value"), buffers, GraderBuild())
    except (wire.Malformed, RecursionError) as malformed:
        raise WireError(f"not a file of ours: {malformed}") from malformed
