"""What each system's importer reads, one class for each. The comments say what the importer does with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import ClassVar

from autograder.gradesheets.table import Table

FIELDS = ("id", "email", "lms_user_id")
"""What the gradebook knows about a student that a system may know, too."""

_Row = tuple[str, ...]
_Matches = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Item:
    """A column that takes grades."""

    at: int
    """Where it stands in the heading."""
    title: str
    id: str = ""
    points: Decimal | None = None
    """What the system says it is worth; None: it does not say."""


class System:
    """What holds for a system unless its own class says otherwise."""

    name: str
    """As ``--to`` has it."""
    title: str
    """As people call it."""
    matches: ClassVar[_Matches]
    """Heading of a column with an id -> what of the gradebook may stand there, of *FIELDS*."""
    labels: frozenset[str] = frozenset()
    """Headings of columns that only people read."""
    any_column = False
    """Whether every column may take grades, when the user says so: headings are in the site's language."""
    one_item = False
    """The file is for one assignment; the column needs no name."""
    quote_all = False
    loses_more_than_points = False
    """Whether a grade above the item's points gets lost or cut without a word."""
    most: Decimal | None = None
    """The greatest grade that is taken at all."""

    def find_items(self, table: Table) -> list[Item]:
        """Return the columns that take grades."""
        raise NotImplementedError

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Return which columns to keep beside those of the grades; *ids* are those that were matched on."""
        raise NotImplementedError

    def is_student(self, row: _Row) -> bool:
        """Tell whether *row* is a student's; others are kept."""
        return any(row)

    def plain_id(self, cell: str) -> str:
        """Return the id that is written in *cell*."""
        return cell.strip()

    def find_obstacle(self, table: Table, row: _Row, item: Item) -> str:
        """Say why the importer would not take a grade there; empty: it does."""
        del table, row, item
        return ""

    def find_points(self, table: Table, row: _Row, item: Item) -> Decimal | None:
        """Return what *item* is worth in *row*."""
        del table, row
        return item.points

    def start(self, heading: str, ids: Sequence[str], assignment: str) -> Table | None:
        """Return a table for *ids* as if it were downloaded; None: it must be."""
        del heading, ids, assignment
        return None

    def can_write(self, cell: str) -> bool:
        """Tell whether the importer reads *cell* as we write it."""
        del cell
        return True


class Canvas(System):
    """The gradebook as Canvas exports it. A blank cell erases a score, an unknown title makes a new assignment."""

    name, title = "canvas", "Canvas"
    matches: ClassVar[_Matches] = {
        "ID": ("lms_user_id",),
        "SIS User ID": ("id", "lms_user_id"),
        "SIS Login ID": ("id", "email", "lms_user_id"),
    }
    labels = frozenset({"Student", "LastName", "FirstName", "Section"})

    def find_items(self, table: Table) -> list[Item]:
        """Return those behind *Section* that end in an id; totals have none, and ``(read only)`` below them."""
        first = table.heading.index("Section") + 1 if "Section" in table.heading else len(table.heading)
        worth = next((row for row in table.rows if "Points Possible" in row[0]), ("",) * len(table.heading))
        items = []
        for at, heading in enumerate(table.heading[first:], first):
            named = re.fullmatch(r"(.*) \((\d+)\)", heading, re.DOTALL)
            if named and "read only" not in worth[at]:
                items.append(Item(at, named[1], named[2], as_number(worth[at])))
        return items

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Keep all up to *Section*: the importer counts them."""
        del rows, ids
        return list(range(table.heading.index("Section") + 1))

    def is_student(self, row: _Row) -> bool:
        """Tell students from the points and from the row that says which grades are posted by hand."""
        return "Points Possible" not in row[0] and not all(
            re.fullmatch(r"\s*(Muted|Manual Posting.*)?\s*", cell, re.IGNORECASE) for cell in row
        )

    def find_obstacle(self, table: Table, row: _Row, item: Item) -> str:
        """Leave those alone to whom it is not assigned (a score is dropped) and who are excused (it would end that)."""
        del table
        kinds = {"N/A": "the assignment is not assigned to them in Canvas", "EX": "excused in Canvas"}
        return kinds.get(row[item.at].strip().upper(), "")


class Moodle(System):
    """What Moodle's two importers have in common."""

    matches: ClassVar[_Matches] = {
        "Username": ("id", "lms_user_id"),
        "ID number": ("id", "lms_user_id"),
        "Email address": ("email", "id"),
    }
    labels = frozenset({"Full name", "First name", "Last name", "Surname"})
    any_column = True

    def can_write(self, cell: str) -> bool:
        r"""Refuse what PHP misreads: it takes ``\"`` for one character, and not for the end of a cell."""
        return '\\"' not in cell and not cell.endswith("\\")


class MoodleWorksheet(Moodle):
    """The grading worksheet of one assignment. Skips without a word: locked grades, and those out of range."""

    name, title = "moodle-worksheet", "Moodle"
    one_item = True
    loses_more_than_points = True

    def find_items(self, table: Table) -> list[Item]:
        """Return the one with this very heading: the importer looks for it, in the language of the site."""
        return [Item(at, heading) for at, heading in enumerate(table.heading) if heading == "Grade"]

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Keep all: feedback that is missing would be no feedback."""
        del rows, ids
        return list(range(len(table.heading)))

    def find_obstacle(self, table: Table, row: _Row, item: Item) -> str:
        """Heed what the worksheet says itself."""
        del item
        return "locked in Moodle" if _cell(table, row, "grade can be changed") == "No" else ""

    def find_points(self, table: Table, row: _Row, item: Item) -> Decimal | None:
        """Look into the row; newer versions write the heading with a small letter."""
        del item
        return as_number(_cell(table, row, "maximum grade"))


class MoodleGrades(Moodle):
    """The import of a course's grades.

    One user that Moodle does not know aborts all of it; a row without an id goes to the user of the row above; a
    blank grade may erase one.
    """

    name, title = "moodle-grades", "Moodle"
    most = Decimal(100)

    def find_items(self, table: Table) -> list[Item]:
        """Return ``Assignment: Waves (Real)`` and the like, as Moodle exports them, or else all that are no ids."""
        named = (
            (at, re.fullmatch(r"(?:[\w ]+: )?(.*?) \((?:Real|Percentage|Letter)\)", heading))
            for at, heading in enumerate(table.heading)
        )
        exported = [Item(at, match[1]) for at, match in named if match and match[0].endswith("(Real)")]
        return exported or [
            Item(at, heading)
            for at, heading in enumerate(table.heading)
            if heading not in {*self.matches, *self.labels}
        ]

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Keep ids that everybody has, so that none is a trap; and the time, which guards later grades."""
        whole = [at for at in ids if all(row[at].strip() not in _NO_ID for row in rows)]
        wanted = {*self.labels, "Last downloaded from this course"}
        return sorted({*whole, *(at for at, heading in enumerate(table.heading) if heading in wanted)})

    def start(self, heading: str, ids: Sequence[str], assignment: str) -> Table:
        """Write one column with ids, so that there is but one to choose."""
        return Table((heading, assignment), tuple((id_, "") for id_ in ids if id_ not in _NO_ID))


_NO_ID = ("", "0")
"""What PHP takes for nothing at all."""


class Brightspace(System):
    """The grades of Brightspace. It marks ids with ``#``, which keeps spreadsheet programs off them."""

    name, title = "brightspace", "Brightspace"
    matches: ClassVar[_Matches] = {
        "OrgDefinedId": ("id", "lms_user_id"),
        "Username": ("id", "lms_user_id"),
        "Email": ("email", "id"),
    }
    loses_more_than_points = True

    def find_items(self, table: Table) -> list[Item]:
        """Return ``Waves Points Grade <Numeric MaxPoints:17 ...>``, or without what is in the brackets."""
        pattern = r"(.*) Points Grade(?: <.*?MaxPoints:([\d.,]+).*>)?"
        named = ((at, re.fullmatch(pattern, heading)) for at, heading in enumerate(table.heading))
        return [Item(at, match[1], points=as_number(match[2] or "")) for at, match in named if match]

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Keep the keys and the mark of the end; nothing else may be imported."""
        del rows, ids
        wanted = ("OrgDefinedId", "Username", _LINE_END)
        return [at for at, heading in enumerate(table.heading) if heading in wanted]

    def plain_id(self, cell: str) -> str:
        """Return it without the mark."""
        return cell.strip().removeprefix("#")

    def start(self, heading: str, ids: Sequence[str], assignment: str) -> Table:
        """Write one as the sample file of Brightspace has it."""
        return Table(
            (heading, f"{assignment} Points Grade", _LINE_END), tuple((f"#{i}", "", "#") for i in ids)
        )


_LINE_END = "End-of-Line Indicator"


class Blackboard(System):
    """The grade center, working offline. The user name is the key; a column without its id would become a text."""

    name, title = "blackboard", "Blackboard"
    matches: ClassVar[_Matches] = {"Username": ("id", "lms_user_id"), "Student ID": ("id", "lms_user_id")}
    labels = frozenset({"Last Name", "First Name"})
    quote_all = True

    def find_items(self, table: Table) -> list[Item]:
        """Return ``Waves [Total Pts: 17 Score] |409586`` and the like."""
        pattern = r"(.*?)\s*\[Total Pts:(?: up to)? ([\d.,]+)[^\]]*\]\s*\|\s*(\d+)"
        named = ((at, re.fullmatch(pattern, heading)) for at, heading in enumerate(table.heading))
        return [Item(at, match[1], match[3], as_number(match[2])) for at, match in named if match]

    def find_kept(self, table: Table, rows: Sequence[_Row], ids: Sequence[int]) -> list[int]:
        """Keep the key, and who it is."""
        del rows, ids
        wanted = {*self.matches, *self.labels}
        return [at for at, heading in enumerate(table.heading) if heading in wanted]


SYSTEMS: Mapping[str, System] = {
    system.name: system
    for system in (Canvas(), MoodleWorksheet(), MoodleGrades(), Brightspace(), Blackboard())
}


FORMATS = (*SYSTEMS, "gradescope", "csv")
"""All that ``--to`` takes: the systems, and what is in `plain`."""


def as_number(cell: str) -> Decimal | None:
    """Return the number in *cell*, written with a point or a comma; None when it is none.

    >>> as_number("1,5"), as_number("Needs Grading")
    (Decimal('1.5'), None)
    """
    try:
        number = Decimal(cell.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _cell(table: Table, row: _Row, heading: str) -> str:
    """Return the cell of *row* under *heading*, in whatever letters; empty when there is none."""
    cells = (cell for name, cell in zip(table.heading, row, strict=True) if name.lower() == heading)
    return next(cells, "").strip()
