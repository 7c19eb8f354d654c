"""In which cell of a notebook a function is written.

By its text alone: student code is not parsed on this side, since Python's own parser can be made to crash. So a
definition inside a text or a function may be taken for one, which costs a wrong number on the page and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from autograder.model import Cell


def find_definition(cells: Iterable[Cell], name: str) -> int | None:
    """Return the index of the last code cell that defines the function *name*; None where none does.

    One at the margin counts before one that is indented, under an `if` for example.
    """
    is_code = [cell for cell in cells if cell.is_code and name in cell.source]
    for margin in ("", r"[ \t]+"):
        pattern = re.compile(
            rf"^{margin}(?:(?:async[ \t]+)?def[ \t]+{re.escape(name)}\b|{re.escape(name)}[ \t]*=[ \t]*lambda\b)",
            re.MULTILINE,
        )
        found = [cell.index for cell in is_code if pattern.search(cell.source)]
        if found:
            return found[-1]
    return None
