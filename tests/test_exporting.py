"""Grades on their way out: what each importer makes of our file, and what a person is told beforehand."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import importers
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tiny_course import make_course, notebook

from autograder.cli import main
from autograder.course import find_course
from autograder.errors import CourseError
from autograder.exporting import Order, prepare
from autograder.grades import read_grades
from autograder.gradesheets.table import read_table
from autograder.model import CellMark, Grade, Grades, Person
from autograder.terminal import print_export

# ---------------------------------------------------------------- a class, and what systems hand out about it


def grade(person, score, *, waiting=False, handed_in=True, penalty="0"):
    """What the gradebook says of one exercise of 10 points."""
    if not handed_in:
        return Grade(person, handed_in=False)
    marks = (CellMark("waves", "why", Decimal(10), Decimal(str(score)), waiting),)
    return Grade(person, handed_in=True, marks=marks, penalty=Decimal(penalty))


def waves(*grades, name="waves"):
    return Grades(name, Decimal(10), tuple(grades))


ADA = Person("ada", "Ada", "Lovelace", "ada@uni.example", "901")
BOB = Person("007", "Bob", '=cmd|"/C calc"!A0', "bob@uni.example", "902")
EVE = Person("eve", "Eve", "Ng", "", "")
CLASS = waves(grade(ADA, 7.5), grade(BOB, 10), grade(EVE, 3))


def text_of(rows, delimiter=",", line_end="\r\n"):
    """A table with every cell in quotes, as bytes of UTF-8."""
    quoted = (delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    return "".join(line + line_end for line in quoted).encode()


def canvas_file(people, olds=(), title="waves (12)", more=()):
    """Canvas's gradebook; user ids count from 1, the one of SIS is the gradebook's."""
    heading = [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "Notes",
        title,
        "Other (13)",
        "Final Score",
    ]
    rows = [heading, ["    Points Possible", "", "", "", "", "", "10.00", "5.00", "(read only)"]]
    for at, person in enumerate(people):
        old = olds[at] if at < len(olds) else ""
        name = f"{person.last_name}, {person.first_name}"
        rows.append([name, str(at + 1), person.id, person.email, "All", "n", old, "4.00", "80"])
    return text_of([*rows, *more])


def worksheet(people, olds=(), changed="Yes"):
    heading = ["Identifier", "Full name", "ID number", "Email address", "Status", "Grade", "Maximum grade"]
    heading += ["Grade can be changed", "Last modified (grade)", "Feedback comments"]
    rows = [heading]
    for at, person in enumerate(people):
        old = olds[at] if at < len(olds) else ""
        name = f"{person.first_name} {person.last_name}"
        cells = [f"Participant {at + 1}", name, person.id, person.email, "Submitted", old, "10.00"]
        rows.append([*cells, changed, "-", "<p>fine</p>"])
    return text_of(rows)


def moodle_export(people):
    rows = [["First name", "Last name", "ID number", "Institution", "Email address"]]
    rows[0] += ["Assignment: waves (Real)", "Course total (Real)", "Last downloaded from this course"]
    tail = ["-", "50.00", "1790000000"]
    return text_of(
        [*rows, *([p.first_name, p.last_name, p.id, "=HYPERLINK(1)", p.email, *tail] for p in people)]
    )


def brightspace_file(people):
    item = "waves Points Grade <Numeric MaxPoints:10 Weight:10>"
    rows = [
        [
            "OrgDefinedId",
            "Username",
            "Last Name",
            "Email",
            item,
            "Other Points Grade",
            "End-of-Line Indicator",
        ]
    ]
    rows += [[f"#{p.id}", f"#{p.id}", p.last_name, p.email, "", "1", "#"] for p in people]
    return text_of(rows)


def blackboard_file(people, *, wide=True):
    column = "waves [Total Pts: 10 Score] |409586"
    rows = [["Last Name", "First Name", "Username", "Student ID", "Last Access", "Availability", column]]
    rows += [[p.last_name, p.first_name, p.id, "", "2026-11-01", "Yes", "Needs Grading(3)"] for p in people]
    content = text_of(rows, "\t" if wide else ",")
    return b"\xff\xfe" + content.decode().encode("utf-16-le") if wide else content


def export(tmp_path, to, download=None, *grades, **options):
    """Prepare an export; return it and the file that it would write, or None."""
    path = None
    if download is not None:
        path = tmp_path / "download.csv"
        path.write_bytes(download)
    made = prepare(Order(to, path, **options), grades or (CLASS,), tmp_path / "upload.csv")
    assert sorted(p.name for p in tmp_path.iterdir()) == (["download.csv"] if path else [])
    return made, next(iter(made.files.values()), None)


def told(made):
    """What is said about whom, urgent things marked."""
    return {("LOOK " if n.look else "") + n.reason: n.students for n in made.notices}


# ---------------------------------------------------------------- what arrives


def test_canvas_takes_the_grades_of_its_own_rows_and_columns(tmp_path):
    """By its own ids, with names that no spreadsheet computes, and no other assignment, which may have changed since."""
    made, content = export(tmp_path, "canvas", canvas_file([ADA, BOB], ["7.50", "9"]))
    students = {"1": ("", "ada", ""), "2": ("", "007", "")}
    assert importers.canvas(content, students, {"12": "waves"}) == {
        "1": {"12": Decimal("7.5")},
        "2": {"12": Decimal(10)},
    }
    assert importers.parse(content.decode())[3][:5] == [
        """'=cmd|"/C calc"!A0, Bob""",
        "2",
        "007",
        "bob@uni.example",
        "All",
    ]
    assert [(e.student, e.old, e.new, e.is_change) for e in made.entries] == [
        ("ada", "7.50", "7.5", False),
        ("007", "9", "10", True),
    ]
    assert told(made) == {
        "LOOK no row has their id in download.csv; their grade is not in the file": ("eve",)
    }


def test_a_moodle_worksheet_comes_back_filled_in(tmp_path):
    """Headings, identifiers, times and feedback as they were downloaded."""
    _, content = export(tmp_path, "moodle-worksheet", worksheet([ADA, BOB]))
    assert importers.moodle_worksheet(content, {"1", "2"}, 10) == {"1": Decimal("7.5"), "2": Decimal(10)}
    before, after = importers.parse(worksheet([ADA, BOB]).decode()), importers.parse(content.decode())
    assert after[0] == before[0]
    assert [cell for cell in after[1] if cell != "7.5"] == [cell for cell in before[1] if cell != ""]


@pytest.mark.parametrize("map_from", ["ID number", "Email address"])
def test_moodle_takes_its_own_export_filled_in(tmp_path, map_from):
    """Only rows and columns that are safe whichever of them the user names; the time of the download is kept."""
    _, content = export(tmp_path, "moodle-grades", moodle_export([ADA, BOB]))
    users = {"ada": 1, "007": 2, "ada@uni.example": 1, "bob@uni.example": 2}
    given = importers.moodle_grades(content, users, map_from, "Assignment: waves (Real)")
    assert given == {1: Decimal("7.5"), 2: Decimal(10)}
    heading = importers.parse(content.decode())[0]
    assert heading[-1] == "Last downloaded from this course"
    assert "Institution" not in heading
    assert "Course total (Real)" not in heading


def test_a_moodle_column_in_which_an_id_is_missing_is_left_out(tmp_path):
    """Moodle would give that grade to the student of the row above."""
    nameless = replace(EVE, lms_user_id="eve")
    rows = moodle_export([ADA, BOB, nameless])
    _, content = export(
        tmp_path, "moodle-grades", rows, waves(grade(ADA, 1), grade(BOB, 2), grade(nameless, 3))
    )
    heading = importers.parse(content.decode())[0]
    assert "Email address" not in heading
    assert "ID number" in heading


@pytest.mark.parametrize(
    ("options", "map_from", "users"),
    [
        ({}, "Username", {"ada": 1, "007": 2, "eve": 3}),
        ({"matches": {"mail": "email"}}, "mail", {"ada@uni.example": 1, "bob@uni.example": 2}),
    ],
    ids=["by id", "by e-mail"],
)
def test_moodle_takes_a_table_from_scratch(tmp_path, options, map_from, users):
    """With one column of ids, which keep their zeros; who has no such id is named and is not in it."""
    made, content = export(tmp_path, "moodle-grades", None, **options)
    grades = {1: Decimal("7.5"), 2: Decimal(10), 3: Decimal(3)}
    given = importers.moodle_grades(content, users, map_from, "waves")
    assert given == {user: grades[user] for user in users.values()}
    assert ("eve" in str(made.notices)) == (map_from == "mail")


@pytest.mark.parametrize("scratch", [True, False], ids=["from scratch", "filled in"])
def test_brightspace_takes_ids_with_their_mark_and_nothing_beside_them(tmp_path, scratch):
    _, content = export(tmp_path, "brightspace", None if scratch else brightspace_file([ADA, BOB, EVE]))
    assert importers.brightspace(content, "OrgDefinedId", {"ada", "007", "eve"}) == {
        "ada": Decimal("7.5"),
        "007": Decimal(10),
        "eve": Decimal(3),
    }


@pytest.mark.parametrize("wide", [True, False], ids=["tabs in UTF-16", "commas in UTF-8"])
def test_blackboard_gets_back_the_kind_of_file_that_it_handed_out(tmp_path, wide):
    _, content = export(tmp_path, "blackboard", blackboard_file([ADA, BOB], wide=wide))
    assert importers.blackboard(content, {"ada", "007"}) == {
        "ada": {"409586": Decimal("7.5")},
        "007": {"409586": Decimal(10)},
    }


NASTY = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
) | st.sampled_from(
    [
        "=1+1",
        "+49",
        "-x",
        "@SUM(A1)",
        "\t=1",
        "O'Brien",
        'the "first"',
        'a, "b"\\',
        "a\\",
        '\\"',
        "two\nlines",
        "two\r\nlines",
        "מרים",
        "\u202egnp",
        "Points Possible",
        "ß\u0301",
    ]
)
IDS = (
    st.from_regex(r"[=+@#'\"\\,;a-zA-Z0-9._-]{1,8}", fullmatch=True)
    | st.sampled_from(["007", "7", "=1", "-mallory", "a,b", "0"])
    | NASTY.map(str.strip).filter(bool)
)


@st.composite
def classes(draw):
    """People with ids of their own, as unpleasant as they come; not all have an e-mail address."""
    ids = draw(st.lists(IDS, min_size=1, max_size=5, unique=True))
    return [
        Person(
            id_, draw(NASTY), draw(NASTY), draw(st.sampled_from(["", f"s{at}@uni.example"])), str(9000 + at)
        )
        for at, id_ in enumerate(ids)
    ]


SCORES = st.decimals(0, 10, places=2)


def read_canvas(content, people):
    students = {str(at + 1): ("", person.id, person.email) for at, person in enumerate(people)}
    return {
        people[int(user) - 1].id: grades["12"]
        for user, grades in importers.canvas(content, students, {"12": "waves"}).items()
    }


def read_worksheet(content, people):
    numbers = {str(at + 1): person.id for at, person in enumerate(people)}
    return {numbers[n]: g for n, g in importers.moodle_worksheet(content, numbers, 10).items()}


def read_moodle(column):
    def read(content, people):
        heading = importers.parse(content.decode(), escape="\\")[0]
        of = {"Username": "id", "ID number": "id", "Email address": "email"}
        keys = [name for name in heading if name in of]
        read_by = [
            importers.moodle_grades(content, {getattr(p, of[k]): p.id for p in people}, k, column)
            for k in keys
        ]
        assert read_by
        assert all(each == read_by[0] for each in read_by)
        return read_by[0]

    return read


def read_brightspace(content, people):
    return importers.brightspace(content, "OrgDefinedId", {p.id for p in people})


def read_blackboard(content, people):
    given = importers.blackboard(content, {p.id for p in people})
    return {user: grades["409586"] for user, grades in given.items()}


ROUND_TRIPS = {
    "canvas": ("canvas", canvas_file, read_canvas),
    "moodle worksheet": ("moodle-worksheet", worksheet, read_worksheet),
    "moodle export": ("moodle-grades", moodle_export, read_moodle("Assignment: waves (Real)")),
    "moodle from scratch": ("moodle-grades", None, read_moodle("waves")),
    "brightspace": ("brightspace", brightspace_file, read_brightspace),
    "brightspace from scratch": ("brightspace", None, read_brightspace),
    "blackboard": ("blackboard", blackboard_file, read_blackboard),
}


@pytest.mark.parametrize(("to", "download", "read"), ROUND_TRIPS.values(), ids=ROUND_TRIPS.keys())
@settings(deadline=None)  # a busy machine is no failure
@given(people=classes(), data=st.data())
def test_every_grade_arrives_at_its_student_or_a_line_says_why_not(
    tmp_path_factory, to, download, read, people, data
):
    """Whatever people are called. Nobody gets another one's grade, and nothing erases one."""
    scores = {person.id: data.draw(SCORES) for person in people}
    grades = waves(*(grade(person, scores[person.id]) for person in people))
    folder = tmp_path_factory.mktemp("export")
    assume(not (to == "moodle-grades" and download and "0" in scores))  # the next test's
    made, content = export(folder, to, download and download(people), grades)
    arrived = read(content, people) if content else {}
    expected = {student: score.normalize() for student, score in scores.items()}
    assert arrived == {student: expected[student] for student in arrived}
    named = {student for notice in made.notices if notice.look for student in notice.students}
    assert set(arrived) | named == set(scores)
    assert set(arrived) == {entry.student for entry in made.entries}


def test_moodle_has_no_user_called_0(tmp_path):
    """PHP takes it for no id at all, and the grade would go to the student of the row above."""
    nobody = replace(BOB, id="0", email="")
    grades = waves(grade(ADA, 5), grade(nobody, 7))
    made, content = export(tmp_path, "moodle-grades", None, grades)
    assert importers.moodle_grades(content, {"ada": 1}, "Username", "waves") == {1: Decimal(5)}
    assert list(told(made).values()) == [("0",)]
    with pytest.raises(CourseError, match="no column of ids is filled in for everybody"):
        export(tmp_path, "moodle-grades", moodle_export([ADA, nobody]), grades)


@settings(deadline=None)
@given(person=classes().map(lambda people: people[0]), score=SCORES)
def test_the_plain_table_holds_no_formula_and_gives_every_text_back(tmp_path_factory, person, score):
    """For people, not for importers: an apostrophe stands before what a spreadsheet would compute."""
    grades = waves(grade(person, score))
    _, content = export(tmp_path_factory.mktemp("export"), "csv", None, grades)
    row = next(csv.DictReader(io.StringIO(content.decode(), newline="")))
    for column, text in [("student_id", person.id), ("last_name", person.last_name), ("email", person.email)]:
        assert row[column].removeprefix("'") == text.removeprefix("'")
        assert not row[column].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert Decimal(row["score"]) == Decimal(row["why"]) == score


# ---------------------------------------------------------------- whose grade is handed on

WAITING = "LOOK waves: not handed on: waiting for a person (why)"
OPEN = {
    "waits for a person": (grade(ADA, 7, waiting=True), {}, None, {WAITING: ("ada",)}),
    "waits, provisionally": (
        grade(ADA, 7, waiting=True),
        {"provisional": True},
        "7",
        {"LOOK waves: points so far; still waiting for a person (why)": ("ada",)},
    ),
    "handed in nothing": (
        grade(ADA, 0, handed_in=False),
        {"provisional": True},
        None,
        {"waves: handed in nothing; no grade, and no zero": ("ada",)},
    ),
    "earned nothing": (grade(ADA, 0), {}, "0", {}),
    "late": (grade(ADA, 7, penalty="2.25"), {}, "4.75", {}),
    "later than it is worth": (grade(ADA, 1, penalty="2"), {}, "0", {}),
    "another student is wanted": (grade(ADA, 7), {"students": ("007",)}, None, {}),
}


@pytest.mark.parametrize(("mark", "options", "new", "said"), OPEN.values(), ids=OPEN.keys())
@pytest.mark.parametrize("to", ["canvas", "csv", "gradescope"])
def test_only_what_is_final_is_handed_on(tmp_path, to, mark, options, new, said):
    """What waits for a person is named and left out, unless asked for. Nothing becomes a zero by itself."""
    download = canvas_file([ADA, BOB]) if to == "canvas" else None
    made, _ = export(tmp_path, to, download, waves(mark, grade(BOB, 10)), **options)
    assert {e.student: e.new for e in made.entries} == ({"ada": new} if new else {}) | {"007": "10"}
    assert told(made) == said
    assert made.needs_a_person == any(reason.startswith("LOOK") for reason in said)


REFUSED = {
    "more than Moodle takes": (
        "moodle-worksheet",
        worksheet([ADA, BOB]),
        10.5,
        "LOOK waves: not handed on: 10.5 points, and Moodle takes no more than 10",
    ),
    "locked": (
        "moodle-worksheet",
        worksheet([ADA], changed="No"),
        7,
        "LOOK waves: not handed on: locked in Moodle",
    ),
    "over a hundred": (
        "moodle-grades",
        moodle_export([ADA]),
        101,
        "LOOK waves: not handed on: 101 points, and Moodle takes no more than 100",
    ),
    "excused": ("canvas", canvas_file([ADA], ["ex"]), 7, "LOOK waves: not handed on: excused in Canvas"),
    "not assigned": (
        "canvas",
        canvas_file([ADA], ["N/A"]),
        7,
        "LOOK waves: not handed on: the assignment is not assigned to them in Canvas",
    ),
    "cut": (
        "brightspace",
        brightspace_file([ADA]),
        10.5,
        "LOOK waves: not handed on: 10.5 points, and Brightspace takes no more than 10",
    ),
}


@pytest.mark.parametrize(("to", "download", "score", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_grade_that_the_importer_would_drop_without_a_word_is_named(tmp_path, to, download, score, said):
    made, content = export(tmp_path, to, download, waves(grade(ADA, score)))
    assert (made.entries, content) == ((), None)
    assert told(made)[said] == ("ada",)


AMBIGUOUS = {
    "two rows": ([ADA, replace(BOB, email="ada")], [ADA], "several rows have their ids"),
    "two students": ([ADA], [ADA, replace(EVE, email="ada@uni.example")], "two students have the same row"),
    "no row": ([BOB], [ADA], "no row has their id"),
    "a zero less": ([replace(BOB, id="7", email="")], [BOB], "no row has their id"),
    "capitals": ([replace(ADA, id="ADA", email="")], [ADA], "no row has their id"),
    "only the name": ([replace(ADA, id="x", email="")], [ADA], "no row has their id"),
}


@pytest.mark.parametrize(("rows", "people", "problem"), AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_who_a_row_belongs_to_is_never_guessed(tmp_path, rows, people, problem):
    """No grade for either of two who could be meant."""
    made, content = export(tmp_path, "canvas", canvas_file(rows), waves(*(grade(p, 5) for p in people)))
    assert content is None
    told_of = told(made)[f"LOOK {problem} in download.csv; their grade is not in the file"]
    assert told_of == tuple(p.id for p in people)


def test_students_whom_only_the_system_knows_are_named_and_left_as_they_are(tmp_path):
    """Theirs is no row of the upload: a blank cell there would erase a score."""
    made, content = export(tmp_path, "canvas", canvas_file([ADA, EVE], ["", "4"]), waves(grade(ADA, 5)))
    assert told(made) == {"in download.csv and not in the gradebook": ("Ng, Eve",)}
    assert not made.needs_a_person
    assert read_canvas(content, [ADA, EVE]) == {"ada": Decimal(5)}


def test_points_that_differ_are_told_and_nothing_is_scaled(tmp_path):
    grades = replace(waves(grade(ADA, 5)), points=Decimal(17))
    made, content = export(tmp_path, "canvas", canvas_file([ADA]), grades)
    assert told(made) == {"LOOK waves: nothing is scaled": ("10 points in Canvas, 17 here",)}
    assert read_canvas(content, [ADA]) == {"ada": Decimal(5)}


def test_an_id_like_a_formula_stays_as_it_is_and_is_told(tmp_path):
    """The importer looks for it; a spreadsheet program must not."""
    odd = replace(ADA, id="=1+1")
    made, content = export(tmp_path, "canvas", canvas_file([odd]), waves(grade(odd, 5)))
    assert read_canvas(content, [odd]) == {"=1+1": Decimal(5)}
    (reason,) = told(made)
    assert "without opening it in" in reason


@pytest.mark.parametrize(
    ("to", "download", "said"),
    [
        ("moodle-worksheet", worksheet([ADA]), "LOOK waves: nothing is scaled"),
        (
            "moodle-worksheet",
            worksheet([ADA]).replace(b"Maximum grade", b"Bestwertung"),
            "download.csv does not say what it is worth; Moodle loses or cuts what is more",
        ),
        (
            "brightspace",
            None,
            "the gradebook's column id does not say what it is worth; Brightspace loses or cuts what is more",
        ),
    ],
)
def test_points_that_could_get_lost_are_told(tmp_path, to, download, said):
    """Also where the worksheet has them in each row only, or in a language that we do not know."""
    made, _ = export(tmp_path, to, download, replace(waves(grade(ADA, 5)), points=Decimal(17)))
    assert list(told(made)) == [said]


def test_from_scratch_only_who_has_no_id_is_without_a_row(tmp_path):
    """Who waits for a person is told to wait."""
    grades = waves(grade(ADA, 7, waiting=True), grade(EVE, 5), grade(BOB, 10))
    made, content = export(tmp_path, "moodle-grades", None, grades, matches={"Email address": "email"})
    assert told(made) == {
        WAITING: ("ada",),
        "LOOK no row has their id in the gradebook's column email; their grade is not in the file": ("eve",),
    }
    given = importers.moodle_grades(content, {"bob@uni.example": 2}, "Email address", "waves")
    assert given == {2: Decimal(10)}


def test_two_assignments_fill_two_columns_and_leave_what_is_not_ours(tmp_path):
    """Who has no grade for the second keeps what the system has there."""
    second = waves(grade(ADA, 2, waiting=True), grade(BOB, 3), name="Other")
    _, content = export(
        tmp_path, "canvas", canvas_file([ADA, BOB]), waves(grade(ADA, 1), grade(BOB, 1)), second
    )
    students = {"1": ("", "", ""), "2": ("", "", "")}
    assert importers.canvas(content, students, {"12": "", "13": ""}) == {
        "1": {"12": Decimal(1), "13": Decimal(4)},
        "2": {"12": Decimal(1), "13": Decimal(3)},
    }


# ---------------------------------------------------------------- the file that was handed out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_a_table_keeps_its_encoding_delimiter_and_line_ends(tmp_path, encoding, delimiter, line_end):
    people = [replace(ADA, last_name="Ł,;\tóvelace")]
    download = canvas_file(people).decode().replace('","', f'"{delimiter}"').replace("\r\n", line_end)
    _, content = export(tmp_path, "canvas", download.encode(encoding), waves(grade(ADA, 5)))
    table = read_table(content, "upload")
    before = read_table(download.encode(encoding), "download")
    assert (table.encoding, table.mark, table.delimiter, table.line_end) == (
        before.encoding,
        before.mark,
        delimiter,
        line_end,
    )
    text = content.decode(encoding)
    assert "Ł,; óvelace, Ada" in text
    assert text.count(line_end) == len(table.rows) + 1


@pytest.mark.parametrize(("old", "new"), [("7,50", "4,25"), ("7.50", "4.25"), ("", "4.25")])
def test_decimals_are_written_as_in_the_download(tmp_path, old, new):
    download = canvas_file([ADA], [old]).replace(b".00", b",00" if "," in old else b".00")
    _, content = export(tmp_path, "canvas", download, waves(grade(ADA, 4.25)))
    assert importers.parse(content.decode())[2][-1] == new


def test_a_sheet_in_another_language_is_filled_in_where_the_user_says(tmp_path):
    german = worksheet([ADA]).replace(b'"Grade"', b'"Bewertung"').replace(b"Email address", b"E-Mail-Adresse")
    options = {"matches": {"E-Mail-Adresse": "email"}, "columns": ("Bewertung",)}
    _, content = export(tmp_path, "moodle-worksheet", german, waves(grade(ADA, 5)), **options)
    heading, row = importers.parse(content.decode())
    assert row[heading.index("Bewertung")] == "5"


WRONG = {
    "no file": ("canvas", None, {}, "canvas needs the file that Canvas hands out: --gradebook FILE"),
    "a workbook": ("canvas", b"PK\x03\x04", {}, "a workbook, not text"),
    "another encoding": ("canvas", b"Student,M\xfcller", {}, "neither UTF-8 nor UTF-16"),
    "empty": ("canvas", b"", {}, "the file is empty"),
    "broken quotes": ("moodle-worksheet", b'Identifier,Grade\r\n"a\\"b",1\r\n', {}, "no well-formed table"),
    "rows too long": ("canvas", b"Student,ID\r\n1,2,3\r\n", {}, "row 2 has 3 cells, the heading 2"),
    "another system's": ("canvas", worksheet([ADA]), {}, "no column for waves"),
    "no ids": (
        "moodle-worksheet",
        b"Full name,Grade\r\nA,\r\n",
        {},
        "none of the columns Username, ID number",
    ),
    "no such assignment": ("canvas", canvas_file([ADA], title="Wave (12)"), {}, "Wave (12), Other (13)"),
    "no such column": ("canvas", canvas_file([ADA]), {"columns": ("14",)}, "no column for 14"),
    "a total": ("canvas", canvas_file([ADA]), {"columns": ("Final Score",)}, "no column for Final Score"),
    "two columns": ("canvas", canvas_file([ADA]), {"columns": ("12", "13")}, "--column was given 2 times"),
    "no such ids": (
        "canvas",
        canvas_file([ADA]),
        {"matches": {"Mail": "id"}},
        "no column Mail; there are: Student",
    ),
    "no such student": ("csv", None, {"students": ("zoe",)}, "not in the gradebook: zoe"),
    "nothing to fill in": ("csv", b"", {}, "csv fills in no other file"),
}


@pytest.mark.parametrize(("to", "download", "options", "said"), WRONG.values(), ids=WRONG.keys())
def test_a_file_that_cannot_be_used_is_one_clear_line(tmp_path, to, download, options, said):
    with pytest.raises(CourseError, match=re.escape(said)) as refused:
        export(tmp_path, to, download, **options)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("to", ["moodle-grades", "brightspace"])
def test_from_scratch_there_is_one_assignment_to_a_file(tmp_path, to):
    """A blank cell for the other one could erase a grade."""
    with pytest.raises(CourseError, match="one assignment at a time"):
        export(tmp_path, to, None, CLASS, replace(CLASS, assignment="other"))


def test_the_download_is_kept_as_it_was_handed_out(tmp_path):
    path = tmp_path / "download.csv"
    path.write_bytes(canvas_file([ADA]))
    with pytest.raises(CourseError, match="choose another one with --into"):
        prepare(Order("canvas", path), [CLASS], path)


# ---------------------------------------------------------------- a real gradebook

WRONG_DOUBLE = "def double(x):\n    return x * x"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A batch of four, of whom one cannot be read; then people have marked: by hand, extra credit, late."""
    root = make_course(
        tmp_path_factory.mktemp("course"),
        ada=notebook(),
        bob=notebook(double=WRONG_DOUBLE),
        eve=notebook(),
        zoe=b"no notebook",
    )
    assert main(["batch", "tiny", "--course", str(root), "--workers", "1"]) == 1
    course = find_course(root)
    mark(course)
    return course


def mark(course):
    """Do what formgrader and nbgrader's late penalties do, and enroll somebody who hands in nothing."""
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as book:
        by_hand = book.find_grade("test_double", "tiny", "tiny", "bob")
        by_hand.manual_score, by_hand.extra_credit = 1.25, 0.1
        book.find_grade("test_double", "tiny", "tiny", "ada").extra_credit = 0.2
        book.find_submission("tiny", "eve").notebooks[0].late_submission_penalty = 1.1
        book.find_comment("double", "tiny", "tiny", "bob").manual_comment = "Nearly."
        book.update_or_create_student("max", first_name="Max", last_name="Ng")
        book.update_or_create_student("ada", first_name="Ada", last_name="=L", email="a@b", lms_user_id="007")
        book.db.commit()


def run_nbgrader(course, *arguments):
    """Run plain `nbgrader export` in the course."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", "export", *arguments],
        cwd=course.root,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_totals_are_those_of_nbgraders_own_export(course, tmp_path):
    """With marks by hand, extra credit and late penalties; what waits for a person counts as 0 in both."""
    assert run_nbgrader(course, "--to", str(tmp_path / "theirs.csv")).returncode == 0
    with (tmp_path / "theirs.csv").open(newline="") as file:
        theirs = {row["student_id"]: row for row in csv.DictReader(file)}
    (ours,) = read_grades(course, ["tiny"])
    assert (
        [grade.student.id for grade in ours.grades] == sorted(theirs) == ["ada", "bob", "eve", "max", "zoe"]
    )
    for one in ours.grades:
        row = theirs[one.student.id]
        numbers = (one.raw_score, one.penalty, one.score, ours.points)
        columns = ("raw_score", "late_submission_penalty", "score", "max_score")
        assert tuple(map(float, numbers)) == pytest.approx(tuple(float(row[c]) for c in columns))
    assert {g.student.id: (g.handed_in, g.waiting) for g in ours.grades} == {
        "ada": (True, ()),
        "bob": (True, ()),
        "eve": (True, ()),
        "max": (False, ()),
        "zoe": (True, ("double", "quadruple")),
    }


@pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")  # nbgrader's add_submission
def test_reading_grades_changes_nothing_and_asks_as_much_for_many_as_for_few(course, tmp_path):
    """The same queries, whatever the size of the class."""
    from nbgrader.api import Gradebook

    crowded = replace(course, db_url=f"sqlite:///{tmp_path}/crowded.db")
    shutil.copy(course.root / "gradebook.db", tmp_path / "crowded.db")
    with Gradebook(crowded.db_url, course.course_id) as book:
        for number in range(20):
            book.add_student(f"s{number}")
            book.add_submission("tiny", f"s{number}")
    before = (tmp_path / "crowded.db").read_bytes()
    few, many = list_queries(course), list_queries(crowded)
    assert few == many
    assert {query.split()[0] for query in many} <= {"SELECT", "PRAGMA"}
    assert (tmp_path / "crowded.db").read_bytes() == before


def list_queries(course):
    """Return what reading the grades asks the database."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    asked = []
    event.listen(Engine, "before_cursor_execute", listener := lambda *told: asked.append(told[2]))
    read_grades(course, ["tiny"])
    event.remove(Engine, "before_cursor_execute", listener)
    return asked


def test_a_gradebook_that_is_not_there_is_not_made(tmp_path):
    root = make_course(tmp_path, ada=notebook())
    with pytest.raises(CourseError, match="there is no gradebook yet; `autograde batch` makes it"):
        read_grades(find_course(root), ["tiny"])
    assert not (root / "gradebook.db").exists()


def test_the_plain_table_has_a_column_for_each_exercise(course, capsys):
    """And an empty score where a person must look first; the exit status says so."""
    assert main(["export", "tiny", "--to", "csv", "--course", str(course.root)]) == 1
    text = (course.root / "reports/tiny/grades-csv.csv").read_text()
    assert text.splitlines() == [
        (
            "assignment,student_id,last_name,first_name,email,lms_user_id,status,"
            "raw_score,late_submission_penalty,score,max_score,double,quadruple"
        ),
        "tiny,ada,'=L,Ada,a@b,007,graded,3.7,0,3.7,3.5,2.2,1.5",
        "tiny,bob,,,,,graded,2.85,0,2.85,3.5,1.35,1.5",
        "tiny,eve,,,,,graded,3.5,1.1,2.4,3.5,2,1.5",
        "tiny,max,Ng,Max,,,nothing-handed-in,,,,3.5,,",
        "tiny,zoe,,,,,needs-review,0,0,,3.5,,",
    ]
    said = capsys.readouterr().out
    assert "LOOK tiny: not handed on: waiting for a person (everything): zoe" in said
    assert "tiny: handed in nothing; no grade, and no zero: max" in said


def test_who_handed_in_after_the_batch_is_named(course, capsys):
    late = course.root / "submitted" / "kim" / "tiny"
    late.mkdir(parents=True)
    try:
        assert main(["export", "tiny", "--to", "csv", "--course", str(course.root), "--dry-run"]) == 1
    finally:
        late.rmdir()
        late.parent.rmdir()
    assert "LOOK tiny: handed in, and not in the gradebook: run the batch: kim" in capsys.readouterr().out


def test_gradescope_gets_a_results_file_for_each_student(course, tmp_path):
    """As its documentation describes it: the score overrides the sum, hints are Markdown."""
    into = ["--course", str(course.root), "--into", str(tmp_path)]
    assert main(["export", "tiny", "--to", "gradescope", *into]) == 1
    assert sorted(path.parent.name for path in tmp_path.rglob("*.json")) == ["ada", "bob", "eve"]
    results = {name: json.loads((tmp_path / name / "results.json").read_bytes()) for name in ("bob", "eve")}
    for result in results.values():
        check_gradescope(result)
    assert results["bob"]["score"] == 2.85
    assert [(t["name"], t["score"], t["status"]) for t in results["bob"]["tests"]] == [
        ("double", 1.35, "failed"),
        ("quadruple", 1.5, "passed"),
    ]
    assert results["bob"]["tests"][0]["output"] == "Nearly."
    assert (results["eve"]["score"], results["eve"]["output"]) == (2.4, "Points off for being late: 1.1")


def check_gradescope(result):
    """The part of the documented schema that concerns us; no other key is used."""
    formats = {"text", "simple_format", "html", "md", "ansi"}
    assert set(result) <= {"score", "output", "output_format", "tests"}
    assert isinstance(result["score"], float)
    assert result["output_format"] in formats
    for test in result["tests"]:
        assert set(test) <= {"name", "score", "max_score", "status", "output", "output_format", "visibility"}
        assert test["status"] in {"passed", "failed"}
        assert test["output_format"] in formats
        assert test["visibility"] in {"hidden", "after_due_date", "after_published", "visible"}


@pytest.fixture
def download(tmp_path):
    """Canvas's gradebook for the real class, in which ada has what she deserves already."""
    people = [Person("ada", "Ada", "L"), Person("bob", "Bob", "N"), Person("zoe", "Zoe", "Q")]
    path = tmp_path / "Grades.csv"
    path.write_bytes(canvas_file(people, ["3.70", "1"], title="tiny (12)").replace(b"10.00", b"3.50"))
    return path


def test_a_dry_run_shows_what_would_change_and_writes_nothing(course, download, capsys):
    before = sorted(course.root.rglob("*"))
    order = ["export", "tiny", "--to", "canvas", "--gradebook", str(download), "--course", str(course.root)]
    assert main([*order, "--dry-run"]) == 1
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines()[:2]] == [
        ["student", "downloaded", "new"],
        ["bob", "1", "2.85"],
    ]
    assert said.splitlines()[2:] == [
        "canvas: 2 grades, 1 of them as downloaded",
        "  LOOK no row has their id in Grades.csv; their grade is not in the file: eve",
        "  LOOK tiny: not handed on: waiting for a person (everything): zoe",
        "  tiny: handed in nothing; no grade, and no zero: max",
        "a dry run: nothing is written",
    ]
    assert sorted(course.root.rglob("*")) == before


def test_nbgrader_export_does_the_same_with_our_exporter(course, download, tmp_path, capsys):
    """Run for real, with nbgrader's own options and ours; the file is the one of `autograde export`."""
    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    order = ["export", "tiny", "--to", "canvas", "--gradebook", str(download), "--course", str(course.root)]
    assert main([*order, "--into", str(ours)]) == 1
    exporter = ["--exporter=autograder.exporters.Canvas", f"--Canvas.gradebook={download}"]
    done = run_nbgrader(course, *exporter, "--to", str(theirs))
    assert done.returncode == 1
    assert "no row has their id" in done.stdout
    assert theirs.read_bytes() == ours.read_bytes()


def test_nbgrader_export_says_in_one_line_what_is_wrong(course, caplog):
    """With status 2, as everywhere."""
    from nbgrader.api import Gradebook
    from nbgrader.apps import NbGrader

    from autograder.exporters import Canvas

    app = NbGrader()
    app.log.propagate = True
    with Gradebook(course.db_url, course.course_id) as book, pytest.raises(SystemExit) as left:
        Canvas(parent=app).export(book)
    assert left.value.code == 2
    assert caplog.messages == ["canvas needs the file that Canvas hands out: --gradebook FILE"]


def test_the_example_on_the_page_is_what_is_printed(tmp_path, capsys):
    """A class of 37 in which the same things happened as in the sample class."""
    others = [f"s{number:02}" for number in range(32)]
    marks = {"amber": 16.5, "bruno": 17, "emre": None, "kofi": 5, "zeno": 5} | dict.fromkeys(others, 7)
    grades = []
    for id_, score in sorted(marks.items()):
        each = grade(Person(id_, id_.title(), "Ng"), score or 0, waiting=id_ in ("emre", "zeno"))
        named = [replace(each.marks[0], name="why_not_543")]
        if id_ == "emre":
            named.append(replace(each.marks[0], name="train"))
        grades.append(replace(each, marks=tuple(named)))
    people = [one.student for one in grades if one.student.id != "kofi"] + [Person("x", "Student", "Test")]
    olds = {"amber": "13.00", "bruno": ""}
    download = canvas_file(people, [olds.get(p.id, "7.00") for p in people], title="Park visitors (4711)")
    (tmp_path / "Grades.csv").write_bytes(download)
    order = Order("canvas", tmp_path / "Grades.csv", columns=("4711",))
    print_export(prepare(order, [waves(*grades, name="park-visitors")], tmp_path / "x.csv"), dry_run=True)
    page = (Path(__file__).parents[1] / "docs/nbgrader.md").read_text(encoding="utf-8")
    example = page.split("--column 4711 --dry-run\n", 1)[1].split("```", 1)[0]
    assert capsys.readouterr().out == example


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["tiny"], "the following arguments are required: --to"),
        (["tiny", "--to", "excel"], "invalid choice: 'excel'"),
        (["waves", "--to", "csv"], "There is: tiny"),
        (["tiny", "--to", "canvas", "--gradebook", "nowhere.csv"], "nowhere.csv: No such file"),
        (
            ["tiny", "--to", "canvas", "--match", "ID=name"],
            "must be HEADING=FIELD with id, email, lms_user_id",
        ),
        (["tiny", "--to", "csv", "--into", "/dev/null/x.csv"], "/dev/null"),
    ],
)
def test_a_wrong_order_is_one_clear_line(course, capsys, arguments, said):
    try:
        status = main(["export", *arguments, "--course", str(course.root)])
    except SystemExit as left:
        status = left.code
    out, err = capsys.readouterr()
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
