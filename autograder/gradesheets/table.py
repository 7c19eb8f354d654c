"""Delimited text as systems download and upload it, with the encoding, delimiter and line ends that it came with."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.errors import CourseError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Table:
    """A table with a heading, every row as long as it."""

    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte order mark that it began with."""
    delimiter: str = ","
    line_end: str = "\r\n"


def read_table(content: bytes, name: str) -> Table:
    """Read *content* of a file that a system handed out; *name* is for the message when it is none.

    Raises:
        CourseError: it is no such text: a workbook, another encoding, broken quotes, rows longer than the heading.
    """
    text, encoding, mark = _decode(content, name)
    # A cell may hold a whole essay; the limit is the csv module's own and can only grow here.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    delimiter = max(_DELIMITERS, key=lambda one: _width(text, one))
    try:
        heading, *rows = [tuple(row) for row in _records(text, delimiter) if row] or [()]
    except csv.Error as wrong:
        raise CourseError(
            f"{name}: no well-formed table ({wrong}); a text with quotation marks in it? "
            f"Leave columns of texts out when you download it"
        ) from wrong
    if not heading:
        raise CourseError(f"{name}: the file is empty")
    for number, row in enumerate(rows, 2):
        if len(row) > len(heading):
            raise CourseError(
                f"{name}: row {number} has {len(row)} cells, the heading {len(heading)}; download it again"
            )
    return Table(
        heading,
        tuple((*row, *[""] * (len(heading) - len(row))) for row in rows),
        encoding,
        mark,
        delimiter,
        "\r\n" if "\r\n" in text else "\n",
    )


def write_table(table: Table, *, quote_all: bool = False) -> bytes:
    """Return *table* as bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=table.delimiter,
        lineterminator=table.line_end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    writer.writerows([table.heading, *table.rows])
    return table.mark + text.getvalue().encode(table.encoding)


def _decode(content: bytes, name: str) -> tuple[str, str, bytes]:
    """Return the text, its encoding and its byte order mark."""
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise CourseError(f"{name}: a workbook, not text; use the file as the system handed it out")
    mark, encoding = next((m for m in _MARKS if content.startswith(m[0])), (b"", "utf-8"))
    if not mark and 0 in content[:2]:  # UTF-16 without a mark: the first letter of the heading is ASCII
        encoding = "utf-16-be" if content[0] == 0 else "utf-16-le"
    try:
        return content[len(mark) :].decode(encoding), encoding, mark
    except UnicodeDecodeError:
        raise CourseError(
            f"{name}: neither UTF-8 nor UTF-16 text; a spreadsheet program may have saved it anew: download it again"
        ) from None


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _width(text: str, delimiter: str) -> int:
    """Return how many cells *delimiter* makes of the heading; 0 if it makes no sense of it."""
    try:
        return len(next(_records(text, delimiter), ()))
    except csv.Error:
        return 0


# ---------------------------------------------------------------- cells that people open in a spreadsheet program

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What makes a spreadsheet compute a cell, with the wide forms that some locales read the same way."""


def is_formula(cell: str) -> bool:
    """Tell whether a spreadsheet program would compute *cell*."""
    return cell.startswith(_FORMULA_STARTS)


def as_text(cell: str) -> str:
    """Return *cell* as one that stays text: no formula, and nothing that UTF-8 cannot hold."""
    writable = cell.encode("utf-8", "backslashreplace").decode("utf-8")
    return f"'{writable}" if is_formula(writable) else writable


def as_label(cell: str) -> str:
    """Return *cell* as text on one line. For names: people read them, no importer does."""
    return as_text(" ".join(cell.replace("\\", "/").split()))
