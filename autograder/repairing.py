"""A submitted notebook and the one that was given out -> the notebook as it should be.

Students, editors and file servers delete cells, copy them, change tests and strip metadata. None of that stops the
batch, and none of it costs points by itself: locked cells get their text back, with the tests that are not shown; of
two cells with one name the last keeps it; what lost its name is found by its text, or by where it stands; a test cell
that is gone is put back where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autograder.model import Cell, CellOutcome, GivenCell
from autograder.notebook import Notebook, WrittenCell, write_notebook


@dataclass(frozen=True)
class RepairedCell:
    """One cell of a repaired notebook."""

    source: str
    """As it runs when it is graded: tests that are not shown are in it."""
    shown: str
    """As students may see it."""
    kind: str
    """*code*, *markdown* or *raw*."""
    given: GivenCell | None = None
    """What was given out in its place; None: the student's own, or text around the exercises."""
    place: int | None = None
    """Its index in what was handed in; None: it was missing and is put back."""
    is_own: bool = False
    """The student wrote what stands here."""

    @property
    def unanswered(self) -> bool:
        """Tell whether this is a place for an answer, and still what was given out."""
        return (
            self.given is not None
            and self.given.is_solution
            and self.place is not None
            and (self.source, self.kind) == (self.given.source, self.given.kind)
        )


def repair(notebook: Notebook, kinds: Sequence[str], given: Sequence[GivenCell]) -> tuple[RepairedCell, ...]:
    """Return the cells of *notebook* as they should be, in order.

    Args:
        notebook: what was handed in.
        kinds: *code*, *markdown* or *raw*, for each of its cells.
        given: all cells that were given out, in order, also those without a name.
    """
    owners = _find_owners(notebook.cells, given)
    places = {place: number for number, place in owners.items()}
    repaired = [
        _repaired(cell, kind, given[places[i]] if i in places else None)
        for i, (cell, kind) in enumerate(zip(notebook.cells, kinds, strict=True))
    ]
    at = {number: repaired[place] for number, place in owners.items()}
    for number, lost in enumerate(given):
        if number not in at and lost.points is not None:
            back = _put_back(lost)
            repaired.insert(_where(number, at, repaired), back)
            at[number] = back
    return tuple(repaired)


def cells_to_run(repaired: Sequence[RepairedCell], *, hidden: bool) -> list[Cell]:
    """Return the code cells, numbered by their place; with the tests that are not shown or without them."""
    return [
        Cell(index, cell.source if hidden else cell.shown)
        for index, cell in enumerate(repaired)
        if cell.kind == "code"
    ]


def executed_notebook(
    repaired: Sequence[RepairedCell],
    attachments: Mapping[int, Mapping[str, Mapping[str, str]]],
    outcomes: Iterable[CellOutcome],
) -> bytes:
    """Return the repaired notebook with what its cells showed, as nbgrader keeps it under autograded/.

    Args:
        repaired: its cells.
        attachments: pictures pasted into texts, by the place of the cell in what was handed in.
        outcomes: what became of its code cells.
    """
    shown = {outcome.index: outcome for outcome in outcomes}
    return write_notebook(
        [
            WrittenCell(
                kind=cell.kind,
                source=cell.source,
                nbgrader=dict(cell.given.metadata)
                if cell.given is not None and cell.given.metadata
                else None,
                attachments=attachments.get(cell.place) if cell.place is not None else None,
                outcome=shown.get(index),
                number=cell.place if cell.is_own else index,
                owner="cell" if cell.is_own else "given",
            )
            for index, cell in enumerate(repaired)
        ]
    )


# ---------------------------------------------------------------- below: how


def _repaired(cell: Cell, kind: str, given: GivenCell | None) -> RepairedCell:
    if given is None or not given.name:
        return RepairedCell(cell.source, cell.source, kind, place=cell.index, is_own=given is None)
    if given.is_locked:
        return RepairedCell(given.source, given.shown, given.kind, given, cell.index)
    return RepairedCell(cell.source, cell.source, given.kind, given, cell.index, is_own=given.is_solution)


def _where(number: int, at: Mapping[int, RepairedCell], repaired: Sequence[RepairedCell]) -> int:
    """Return the index for a cell that is missing: behind its neighbour, else before the next one, else at the end."""
    indices = {id(cell): index for index, cell in enumerate(repaired)}
    before = [n for n in at if n < number]
    behind = [n for n in at if n > number]
    if before:
        return indices[id(at[max(before)])] + 1
    return indices[id(at[min(behind)])] if behind else len(repaired)


def _put_back(lost: GivenCell) -> RepairedCell:
    if lost.is_solution:
        notice = f"This cell ({lost.name}) was missing from the submission and was put back."
        notice = f"# {notice}\n" if lost.kind == "code" else f"{notice}\n\n"
        return RepairedCell(notice + lost.source, notice + lost.shown, lost.kind, lost)
    return RepairedCell(lost.source, lost.shown, lost.kind, lost)


def _find_owners(cells: Sequence[Cell], given: Sequence[GivenCell]) -> dict[int, int]:
    """Return, for each of the *given* cells that can be found, its place in *cells*: by name, by text, by place."""
    names = {one.name: number for number, one in enumerate(given) if one.name}
    owners = {names[cell.grade_id]: place for place, cell in enumerate(cells) if cell.grade_id in names}
    _find_by_text(owners, cells, given)
    _find_by_place(owners, cells, given)
    return owners


def _find_by_text(owners: dict[int, int], cells: Sequence[Cell], given: Sequence[GivenCell]) -> None:
    taken = set(owners.values())
    waiting: dict[tuple[bool, str], list[int]] = {}
    for place, cell in enumerate(cells):
        if place not in taken:
            waiting.setdefault((cell.is_code, squeezed(cell.source)), []).append(place)
    for number, one in enumerate(given):
        places = waiting.get((one.kind == "code", squeezed(one.shown)))
        if number not in owners and places:
            owners[number] = places.pop(0)


def _find_by_place(owners: dict[int, int], cells: Sequence[Cell], given: Sequence[GivenCell]) -> None:
    """Between two neighbours that were found, as many nameless cells as answers are missing are those answers."""
    taken = set(owners.values())
    found = [(-1, -1), *sorted(owners.items()), (len(given), len(cells))]
    for (number, place), (next_number, next_place) in pairwise(found):
        for is_code in (True, False):
            lost = [
                n
                for n in range(number + 1, next_number)
                if given[n].is_solution and (given[n].kind == "code") is is_code
            ]
            free = [
                p
                for p in range(place + 1, next_place)
                if p not in taken and cells[p].grade_id is None and cells[p].is_code is is_code
            ]
            if len(lost) == len(free):
                owners.update(zip(lost, free, strict=True))


def squeezed(source: str) -> str:
    """Return *source* without what editors change by themselves."""
    return "\n".join(line.rstrip() for line in source.strip().splitlines())
