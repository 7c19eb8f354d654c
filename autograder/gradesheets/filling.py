"""Fill grades into the table that a system handed out. The head of this folder has the rules."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from autograder.errors import CourseError
from autograder.gradesheets.systems import Item, System, as_number
from autograder.gradesheets.table import Table, as_label, is_formula
from autograder.model import Grade, Grades, Person

DECIMALS = Decimal("0.00001")
"""As many as Moodle keeps; Canvas shows two of them."""


@dataclass(frozen=True)
class Entry:
    """One grade on its way."""

    student: str
    assignment: str
    old: str
    """What stands in the download; empty when nothing does."""
    new: str
    provisional: bool = False
    """A person has not marked everything yet."""

    @property
    def is_change(self) -> bool:
        """Tell whether it differs from what the system has."""
        return as_number(self.old) != as_number(self.new)


@dataclass(frozen=True)
class Notice:
    """Something that a person should know about some students."""

    reason: str
    students: tuple[str, ...]
    look: bool
    """Somebody must do something, and until then not everybody's grade is handed on."""


@dataclass(frozen=True)
class Sheet:
    """A table to upload, and what is to be said about it."""

    table: Table
    entries: tuple[Entry, ...]
    notices: tuple[Notice, ...]


class Notices:
    """Collect who each reason is about, in the order of reasons."""

    def __init__(self) -> None:
        self._students: dict[tuple[str, bool], list[str]] = defaultdict(list)

    def add(self, reason: str, student: str, *, look: bool = True) -> None:
        """Note *reason* for *student*; *look*: somebody must do something."""
        self._students[reason, look].append(student)

    def __call__(self) -> tuple[Notice, ...]:
        """Return what was noted, urgent things first."""
        told = (Notice(reason, tuple(who), look) for (reason, look), who in self._students.items())
        return tuple(sorted(told, key=lambda notice: not notice.look))


def start_table(system: System, grades: Sequence[Grades], heading: str, name: str) -> Table:
    """Return a table with everybody's ids, for a system that need not have made it.

    Args:
        system: which.
        grades: of one assignment.
        heading: of the column with the ids.
        name: of what stands in it, a field of *Person*.

    Raises:
        CourseError: this system must have made it, or there are several assignments: of a student who has
            a grade in one only, a blank cell could erase what the system has in the other.
    """
    ids = [id_ for grade in grades[0].grades if (id_ := getattr(grade.student, name).strip())]
    table = system.start(heading, ids, grades[0].assignment)
    if table is None:
        raise CourseError(f"{system.name} needs the file that {system.title} hands out: --gradebook FILE")
    if len(grades) > 1:
        raise CourseError(
            f"{system.name}: one assignment at a time, or fill in what {system.title} hands out: --gradebook FILE"
        )
    return table


def fill(
    system: System,
    table: Table,
    name: str,
    grades: Sequence[Grades],
    *,
    matches: Mapping[str, str],
    columns: Sequence[str],
    provisional: bool,
    students: Sequence[str] = (),
) -> Sheet:
    """Fill *grades* into *table*.

    Args:
        system: whose rules hold.
        table: what it handed out.
        name: of the table, for messages.
        grades: of one or more assignments.
        matches: heading -> field of the gradebook, in place of the system's own.
        columns: for each assignment the heading, title or id of its column; empty: the title is its name.
        provisional: hand on also grades that wait for a person.
        students: whose grades; empty: everybody's.

    Raises:
        CourseError: there is no column of ids, or none or several for an assignment.
    """
    items = _find_items(system, table, name, [each.assignment for each in grades], columns)
    rules = _find_rules(system, table, name, matches)
    people = [grade.student for grade in grades[0].grades]
    filling = _Filling(system, table, name, _match(system, table, rules, people), provisional=provisional)
    for each, item in zip(grades, items, strict=True):
        filling.note_points(each, item)
        for grade in each.grades:
            if not students or grade.student.id in students:
                filling.enter(each.assignment, item, grade)
    if not students:
        filling.note_strangers(list(rules))
    return filling.finish(items, list(rules))


def may_go(grade: Grade, *, provisional: bool) -> bool:
    """Tell whether *grade* may be handed on: there is one, and no person has yet to look at it."""
    return grade.handed_in and (provisional or not grade.waiting)


def plain(number: Decimal) -> str:
    """Return the shortest text of *number*, to as many decimals as any system keeps."""
    return f"{number.quantize(DECIMALS, ROUND_HALF_UP).normalize():f}"


def note_open(notices: Notices, assignment: str, grade: Grade, *, provisional: bool) -> None:
    """Note why *grade* may not be handed on, or that it is not the last word."""
    if not grade.handed_in:
        notices.add(f"{assignment}: handed in nothing; no grade, and no zero", grade.student.id, look=False)
    elif grade.waiting:
        done = "points so far; still" if provisional else "not handed on:"
        what = "everything" if len(grade.waiting) == len(grade.marks) > 1 else ", ".join(grade.waiting)
        notices.add(f"{assignment}: {done} waiting for a person ({what})", grade.student.id)


class _Filling:
    """A table while grades are entered."""

    def __init__(
        self, system: System, table: Table, name: str, places: Mapping[str, _Place], *, provisional: bool
    ) -> None:
        self._system = system
        self._table = table
        self._name = name
        self._places = places
        self._provisional = provisional
        self._notices = Notices()
        self._rows = list(table.rows)
        self._entries: list[Entry] = []
        self._filled: set[int] = set()
        self._comma = _writes_commas(table)

    def note_points(self, grades: Grades, item: Item) -> None:
        """Note when the system thinks that the assignment is worth something else."""
        system, students = self._system, filter(self._system.is_student, self._table.rows)
        for points in {system.find_points(self._table, row, item) for row in students} - {grades.points}:
            if points is not None:
                worth = f"{plain(points)} points in {system.title}, {plain(grades.points)} here"
                self._notices.add(f"{grades.assignment}: nothing is scaled", worth)
            elif system.loses_more_than_points:
                reason = (
                    f"{self._name} does not say what it is worth; {system.title} loses or cuts what is more"
                )
                self._notices.add(reason, grades.assignment, look=False)

    def enter(self, assignment: str, item: Item, grade: Grade) -> None:
        """Enter one grade where it belongs, or note why not."""
        student, place = grade.student.id, self._places[grade.student.id]
        if grade.handed_in and place.row is None:
            self._notices.add(f"{place.problem} in {self._name}; their grade is not in the file", student)
            return
        note_open(self._notices, assignment, grade, provisional=self._provisional)
        if place.row is None or not may_go(grade, provisional=self._provisional):
            return
        row = self._rows[place.row]
        if obstacle := self._find_obstacle(row, item, grade.score):
            self._notices.add(f"{assignment}: not handed on: {obstacle}", student)
            return
        new = plain(grade.score)
        self._entries.append(Entry(student, assignment, row[item.at].strip(), new, bool(grade.waiting)))
        text = new.replace(".", ",") if self._comma else new
        self._rows[place.row] = (*row[: item.at], text, *row[item.at + 1 :])
        self._filled.add(place.row)

    def _find_obstacle(self, row: tuple[str, ...], item: Item, score: Decimal) -> str:
        system, table = self._system, self._table
        points = system.find_points(table, row, item) if system.loses_more_than_points else None
        most = min((limit for limit in (points, system.most) if limit is not None), default=None)
        if most is not None and score > most:
            return f"{plain(score)} points, and {system.title} takes no more than {plain(most)}"
        cells = zip(table.heading, row, strict=True)
        if not all(system.can_write(cell) for heading, cell in cells if heading not in system.labels):
            return f"a text with a backslash before a quotation mark, which {system.title} reads wrongly"
        return system.find_obstacle(table, row, item)

    def note_strangers(self, ids: Sequence[int]) -> None:
        """Note the students of the download whom the gradebook does not know."""
        known = {place.row for place in self._places.values()}
        contested = {row for place in self._places.values() for row in place.contested}
        for at, row in enumerate(self._table.rows):
            if at not in known | contested and self._system.is_student(row):
                self._notices.add(
                    f"in {self._name} and not in the gradebook", self._name_row(at, ids), look=False
                )

    def _name_row(self, at: int, ids: Sequence[int]) -> str:
        """Return what a person would call a row: a name, or else an id."""
        row = self._table.rows[at]
        named = zip(self._table.heading, row, strict=True)
        cells = [
            *(cell for heading, cell in named if heading in self._system.labels),
            *(row[id_] for id_ in ids),
        ]
        return next((cell.strip() for cell in cells if cell.strip()), f"row {at + 2}")

    def finish(self, items: Sequence[Item], ids: Sequence[int]) -> Sheet:
        """Return what is to be uploaded: rows with a grade of ours, and the columns that the importer needs."""
        system, table = self._system, self._table
        rows = [
            (at, row)
            for at, row in enumerate(self._rows)
            if at in self._filled or not system.is_student(table.rows[at])
        ]
        written = [row for at, row in rows if at in self._filled]
        kept = system.find_kept(table, written, ids)
        keys = sorted(set(kept) & set(ids))
        if not keys:
            raise CourseError(
                f"{self._name}: no column of ids is filled in for everybody; name one with --match HEADING=FIELD"
            )
        for id_ in (row[at] for row in written for at in keys if is_formula(row[at])):
            reason = (
                "an id that a spreadsheet program would compute: upload the file without opening it in one"
            )
            self._notices.add(reason, id_, look=False)
        columns = sorted({*kept, *(item.at for item in items)})
        labels = {at for at, heading in enumerate(table.heading) if heading in system.labels}
        cut = (
            tuple(as_label(row[at]) if number in self._filled and at in labels else row[at] for at in columns)
            for number, row in rows
        )
        heading = tuple(table.heading[at] for at in columns)
        return Sheet(replace(table, heading=heading, rows=tuple(cut)), tuple(self._entries), self._notices())


# ---------------------------------------------------------------- which column, which row


def _find_items(
    system: System, table: Table, name: str, assignments: Sequence[str], columns: Sequence[str]
) -> list[Item]:
    """Return the column of each assignment."""
    if columns and len(columns) != len(assignments):
        raise CourseError(f"--column was given {len(columns)} times for {len(assignments)} assignments")
    if system.one_item and len(assignments) > 1:
        raise CourseError(f"{system.name}: the file is for one assignment; name only that")
    wanted = columns or assignments
    items = [
        _find_item(system, table, name, assignment, column, named=bool(columns))
        for assignment, column in zip(assignments, wanted, strict=True)
    ]
    if len({item.at for item in items}) < len(items):
        raise CourseError(f"{name}: two assignments have the same column")
    return items


def _find_item(system: System, table: Table, name: str, assignment: str, wanted: str, *, named: bool) -> Item:
    offered = system.find_items(table)
    if system.one_item and not named:
        found = offered
    else:
        found = [item for item in offered if wanted in (table.heading[item.at], item.title, item.id)]
    if not found and named and system.any_column:
        found = [Item(at, heading) for at, heading in enumerate(table.heading) if heading == wanted]
    if len(found) == 1:
        return found[0]
    headings = [table.heading[item.at] for item in offered] or list(table.heading)
    problem = "several columns" if found else "no column"
    raise CourseError(
        f"{name}: {problem} for {assignment if not named else wanted}; name one of these with --column: "
        f"{', '.join(headings)}. If it is not there, make it in {system.title} and download the file again"
    )


def _find_rules(
    system: System, table: Table, name: str, matches: Mapping[str, str]
) -> dict[int, tuple[str, ...]]:
    """Return what of the gradebook may stand in which column."""
    if unknown := [heading for heading in matches if heading not in table.heading]:
        raise CourseError(f"{name}: no column {', '.join(unknown)}; there are: {', '.join(table.heading)}")
    rules = {heading: (field,) for heading, field in matches.items()} or system.matches
    found = {at: rules[heading] for at, heading in enumerate(table.heading) if heading in rules}
    if not found:
        raise CourseError(
            f"{name}: none of the columns {', '.join(rules)} is there; is it a file of {system.title}? "
            f"Name the column of ids with --match HEADING=FIELD (there are: {', '.join(table.heading)})"
        )
    return found


@dataclass(frozen=True)
class _Place:
    """Where a student's grade belongs."""

    row: int | None
    problem: str = ""
    """Why there is no row."""
    contested: tuple[int, ...] = ()
    """Rows that could be theirs and are not used."""


def _match(
    system: System, table: Table, rules: Mapping[int, tuple[str, ...]], people: Sequence[Person]
) -> dict[str, _Place]:
    """Return the place of each of *people*: the one row in which one of the columns has the id."""
    rows_of: dict[tuple[int, str], set[int]] = defaultdict(set)
    for at, row in enumerate(table.rows):
        for column in rules if system.is_student(row) else ():
            rows_of[column, system.plain_id(row[column]).casefold()].add(at)
    found = {
        person.id: {
            at
            for column, fields in rules.items()
            for field in fields
            if (value := getattr(person, field).strip())
            for at in rows_of.get((column, value.casefold()), ())
            if field == "email" or system.plain_id(table.rows[at][column]) == value
        }
        for person in people
    }
    claims = Counter(at for rows in found.values() for at in rows)
    return {student: _place(rows, claims) for student, rows in found.items()}


def _place(rows: set[int], claims: Mapping[int, int]) -> _Place:
    contested = tuple(sorted(rows))
    if not rows:
        return _Place(None, "no row has their id")
    if len(rows) > 1:
        return _Place(None, "several rows have their ids", contested)
    if claims[contested[0]] > 1:
        return _Place(None, "two students have the same row", contested)
    return _Place(contested[0])


def _writes_commas(table: Table) -> bool:
    """Tell whether decimals in *table* have a comma: some do, and none has a point."""
    cells = [cell for row in table.rows for cell in row]
    return any(re.fullmatch(r"\d+,\d+", cell) for cell in cells) and not any(
        re.fullmatch(r"\d+\.\d+", cell) for cell in cells
    )
