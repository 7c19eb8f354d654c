"""The state in which a batch leaves a course, table by table and file by file beside that of `nbgrader autograde`."""

import csv
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
import tiny_course
from sqlalchemy import MetaData, create_engine, select

from autograder.cli import main
from autograder.course import find_course

SCRIPTS = Path(sys.executable).parent
STUB = "YOUR ANSWER HERE"
PLUGIN = """
from nbgrader.plugins import LateSubmissionPlugin


class HalfADay(LateSubmissionPlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * total_seconds_late / 86400
"""
OPTIONAL = {"task": False}
"""What a cell's metadata need not say, and these notebooks, not made with nbgrader's own editor, do not."""
DUE = "2026-03-02 00:00:00 UTC"


def notebook(answer="Because.", drop=(), **functions):
    """Return a tiny notebook with a written answer at its end."""
    document = json.loads(tiny_course.notebook(**functions))
    meta = {"schema_version": 3, "grade": True, "solution": True, "locked": False, "points": 2}
    why = {"cell_type": "markdown", "metadata": {"nbgrader": {**meta, "grade_id": "why"}}, "source": answer}
    cells = [*document["cells"], why]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    document["metadata"] = {"kernelspec": kernel}
    document["cells"] = [c for c in cells if c["metadata"]["nbgrader"]["grade_id"] not in drop]
    return json.dumps(document).encode()


CLASS = {
    "ada": notebook(),
    "bela": notebook(quadruple="def quadruple(n):\n    return None"),
    "cleo": notebook(),
    "dora": notebook(answer=STUB),
}
TIMES = {
    "ada": "2026-03-01 10:00:00.250 CET",
    "bela": "2026-03-01 12:00:00 UTC",
    "cleo": "2026-03-02 12:00:00 UTC",
}


def make_course(root, students):
    """A course with a due date, a penalty of its own, a student who handed in nothing, and a picture."""
    tiny_course.make_course(root, **students)
    functions = {n: f"### BEGIN SOLUTION\n{s}\n### END SOLUTION" for n, s in tiny_course.RIGHT.items()}
    (root / "solutions/tiny/tiny.ipynb").write_bytes(notebook(**functions))
    (root / "solutions/tiny/tide.csv").write_text("hour,height\n")
    (root / "solutions/tiny/seed").write_text("5eed" * 16)
    config = (root / "nbgrader_config.py").read_text()
    config += '\nc.AssignLatePenalties.plugin_class = "late.HalfADay"\n'
    (root / "nbgrader_config.py").write_text(config)
    (root / "late.py").write_text(PLUGIN)
    for student, time in TIMES.items():
        if student in students:
            (root / f"submitted/{student}/tiny/timestamp.txt").write_text(time)
    (root / "submitted/ada/tiny/submission_secret.txt").write_text("ada's secret")
    (root / "submitted/ada/tiny/valley.png").write_bytes(b"\x89PNG")
    assert main(["release", "tiny", "--course", str(root)]) == 0
    with open_book(root) as book:
        book.update_or_create_assignment("tiny", duedate=DUE)
        book.update_or_create_student("nobody", first_name="No", last_name="Body")
    return root


def open_book(root):
    from nbgrader.api import Gradebook

    course = find_course(root)
    return Gradebook(course.db_url, course.course_id)


def run_nbgrader(root, *arguments, status=0):
    """Run nbgrader in the course."""
    environment = os.environ | {"PATH": os.pathsep.join([str(SCRIPTS), os.defpath])}
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stderr
    return done


def batch(root, *options):
    return main(["batch", "tiny", "--course", str(root), "--workers", "1", *options])


def exported(root):
    """What `nbgrader export` says: score by student."""
    run_nbgrader(root, "export", "--to", str(root / "export.csv"))
    with (root / "export.csv").open(newline="") as file:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}


def totals(root):
    """What reports/tiny/grades.csv says: total by student."""
    with (root / "reports/tiny/grades.csv").open(newline="") as file:
        return {row["student"]: float(row["total"]) for row in csv.DictReader(file)}


def page(root, student):
    return (root / f"feedback/{student}/tiny/tiny.html").read_text()


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("released"), CLASS)


@pytest.fixture
def course(released, tmp_path):
    return Path(shutil.copytree(released, tmp_path / "course"))


# ---------------------------------------------------------------- beside nbgrader's own


def read_tables(root):
    """Return every table of the gradebook, sorted, with what rows are called in place of their random ids."""
    engine = create_engine(find_course(root).db_url)
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.connect() as connection:
        rows = {n: [r._asdict() for r in connection.execute(select(t))] for n, t in metadata.tables.items()}
    engine.dispose()
    names = {}
    cells = {row["id"]: row for row in rows["base_cell"]}
    for table, columns in {
        "assignment": ["name"],
        "notebook": ["name"],
        "base_cell": ["name", "type"],
        "source_cell": ["name"],
        "submitted_assignment": ["student_id"],
        "submitted_notebook": ["assignment_id"],
        "grade": ["cell_id", "notebook_id"],
        "comment": ["cell_id", "notebook_id"],
    }.items():
        for row in rows[table]:
            names[row["id"]] = " ".join([table, *(str(names.get(row[c], row[c])) for c in columns)])
    assert cells
    return {
        table: sorted([{k: names.get(v, v) for k, v in row.items()} for row in some], key=str)
        for table, some in rows.items()
    }


@pytest.fixture(scope="module")
def two_courses(released, tmp_path_factory):
    """The same class, graded here and by nbgrader itself."""
    ours, theirs = (
        Path(shutil.copytree(released, tmp_path_factory.mktemp(n) / "course")) for n in ("o", "t")
    )
    assert batch(ours) == 0
    config = theirs / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.Autograde.exporter_class", "unused"))
    run_nbgrader(theirs, "autograde", "tiny")
    return ours, theirs


@pytest.mark.long
def test_every_table_is_as_nbgrader_leaves_it(two_courses):
    """Row by row and column by column, but for our words in the comments on exercises."""
    ours, theirs = map(read_tables, two_courses)
    words = {row.pop("auto_comment") for row in ours["comment"] if " why " not in row["cell_id"]}
    assert {row.pop("auto_comment") for row in theirs["comment"] if " why " not in row["cell_id"]} == {None}
    assert "**Right**: 2 of 2 points." in words
    assert [row["auto_comment"] for row in theirs["comment"] if "auto_comment" in row].count(
        "No response."
    ) == 1
    assert ours == theirs


@pytest.mark.long
def test_folders_and_cells_are_as_nbgrader_leaves_them(two_courses):
    """The same files, but for our result and a secret for those who brought none; the same metadata on every cell."""
    ours, theirs = two_courses
    for student in CLASS:
        mine, other = (root / "autograded" / student / "tiny" for root in (ours, theirs))
        names = {path.name for path in mine.iterdir()} - {"result.json"}
        assert names == {path.name for path in other.iterdir()} | {"submission_secret.txt"}
        assert metadata(mine / "tiny.ipynb") == metadata(other / "tiny.ipynb")


def metadata(path):
    document = nbformat.read(path, 4)
    cells = {
        c.metadata.nbgrader.grade_id: {
            **OPTIONAL,
            **{k: v for k, v in c.metadata.nbgrader.items() if k != "cell_type"},
        }
        for c in document.cells
        if "nbgrader" in c.metadata
    }
    return document.metadata.kernelspec, cells


@pytest.mark.long
def test_the_rest_of_nbgrader_takes_it_from_there(two_courses):
    """formgrader's lists say the same of both; export too."""
    mine, other = (ask_api(root) for root in two_courses)
    assert mine == other
    assert exported(two_courses[0]) == exported(two_courses[1]) == totals(two_courses[0])


def ask_api(root):
    """Return what formgrader lists for the assignment, without ids, which are random, and the order that they make."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.apps.baseapp import NbGrader

    app = NbGrader()
    app.load_cwd_config = False
    app.config_dir = str(root)
    app.initialize([], root=str(root))
    api = NbGraderAPI(app.coursedir, parent=app)
    rows = [
        {k: v for k, v in row.items() if k not in ("id", "index")}
        for row in (
            *api.get_submissions("tiny"),
            *api.get_notebook_submissions("tiny", "tiny"),
            *api.get_students(),
        )
    ]
    return sorted(rows, key=str)


# ---------------------------------------------------------------- what stands under a test cell


def test_the_outputs_of_test_cells_are_the_scores_that_were_stored(course):
    """nbgrader's own rule, on the notebook as it lies there; what is ungraded is an error, never full marks."""
    from nbgrader.utils import determine_grade, is_grade

    (course / "submitted/bela/tiny/tiny.ipynb").write_bytes(b"{")
    assert batch(course) == 1
    for student in CLASS:
        document = nbformat.read(course / f"autograded/{student}/tiny/tiny.ipynb", 4)
        nbformat.validate(document)
        with open_book(course) as book:
            for cell in filter(is_grade, document.cells):
                grade = book.find_grade(cell.metadata.nbgrader.grade_id, "tiny", "tiny", student)
                shown = None if student == "bela" else determine_grade(cell)[0]
                assert (student, grade.name, grade.auto_score) == (student, grade.name, shown)
                if student == "bela" and cell.cell_type == "code":
                    assert determine_grade(cell)[0] == 0


DAMAGED = {
    "a deleted test": notebook(drop=["test_double"]),
    "a deleted answer": notebook(drop=["why"]),
    "a deleted solution": notebook(drop=["double"]),
    "everything deleted": notebook(drop=["double", "test_double", "quadruple", "test_quadruple", "why"]),
    "no notebook": b"{",
    "a script": None,
    "no metadata": json.dumps(
        {
            **(whole := json.loads(notebook())),
            "cells": [{**c, "metadata": {}} for c in whole["cells"]],
        }
    ).encode(),
    "an edited test": notebook().replace(b"is not None", b"is double"),
    "points given to oneself": notebook().replace(b'"points": 2}', b'"points": 200}'),
    "a test made a solution": notebook().replace(
        b'"grade": true, "locked": true', b'"grade": true, "solution": true'
    ),
}


def test_formgrader_finds_every_cell_whatever_was_handed_in(course):
    """With the gradebook's own metadata, each once, in the order of the assignment, so that every box is there."""
    wanted = ["double", "test_double", "quadruple", "test_quadruple", "why"]
    for number, content in enumerate(DAMAGED.values()):
        if content is None:
            folder = course / f"submitted/s{number}/tiny"
            folder.mkdir(parents=True)
            (folder / "tiny.py").write_text("\n".join(tiny_course.RIGHT.values()))
        else:
            tiny_course.hand_in(course, f"s{number}", content)
    assert batch(course) == 1
    whole = metadata(course / "autograded/ada/tiny/tiny.ipynb")
    for number, name in enumerate(DAMAGED):
        found = metadata(course / f"autograded/s{number}/tiny/tiny.ipynb")
        assert (name, found) == (name, whole)
        assert sorted(found[1]) == sorted(wanted)
    assert (
        nbformat.read(course / "autograded/s0/tiny/tiny.ipynb", 4).cells[1].metadata.nbgrader.grade_id
        == "test_double"
    )
    edited = nbformat.read(course / f"autograded/s{[*DAMAGED].index('an edited test')}/tiny/tiny.ipynb", 4)
    assert "is double" in edited.cells[1].source  # what the student wrote stays, too
    needs = {name: waits(course, f"s{number}", "why") for number, name in enumerate(DAMAGED)}
    assert set(needs.values()) == {(None, True)}


def waits(root, student, cell):
    with open_book(root) as book:
        grade = book.find_grade(cell, "tiny", "tiny", student)
        return grade.auto_score, grade.needs_manual_grade


def test_an_answer_left_as_it_was_is_0_and_nobodys_work(course):
    """As in nbgrader: no response, no points, no person. Also when the result is only kept."""
    for _ in range(2):
        assert batch(course) == 0
        assert (waits(course, "dora", "why"), waits(course, "ada", "why")) == ((0.0, False), (None, True))


# ---------------------------------------------------------------- people and due dates


def mark(root, student):
    """Do what formgrader does: a mark with extra credit and a comment, and a mark over an automatic one."""
    with open_book(root) as book:
        for cell, score, extra in (("why", 1.5, 0.25), ("test_quadruple", 0.5, None)):
            grade = book.find_grade(cell, "tiny", "tiny", student)
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        book.find_comment("why", "tiny", "tiny", student).manual_comment = "Well <b>said</b>."
        book.db.commit()


@pytest.mark.long
def test_pages_and_grades_are_made_anew_from_the_gradebook(course, capsys):
    """Marks by hand, comments, extra credit and the penalty that they change; the total is what nbgrader exports."""
    assert batch(course) == 0
    assert "<strong>1.75 of 3.5</strong>" in page(course, "cleo")
    for student in ("bela", "cleo"):
        mark(course, student)
    results = {p: p.read_bytes() for p in course.glob("autograded/*/tiny/*")}
    capsys.readouterr()
    assert main(["feedback", "tiny", "--course", str(course)]) == 1  # ada's answer waits
    assert {p: p.read_bytes() for p in course.glob("autograded/*/tiny/*")} == results
    assert "ada" in capsys.readouterr().out
    expected = {
        "ada": Decimal("3.5"),
        "bela": 2 + Decimal("0.5") + Decimal("1.75"),
        "cleo": (2 + Decimal("0.5") + Decimal("1.75")) / 2,  # half a day late
        "dora": Decimal("3.5"),
        "nobody": 0,
    }
    assert totals(course) == pytest.approx({k: float(v) for k, v in expected.items()})
    assert exported(course) == pytest.approx(totals(course))
    assert f"<strong>{expected['cleo']} of 5.5</strong>" in page(course, "cleo")
    assert f"{expected['cleo']} points are taken off" in page(course, "cleo")
    assert "Well &lt;b&gt;said&lt;/b&gt;." in page(course, "bela")
    pages = {s: page(course, s) for s in CLASS}
    batch(course)
    assert {s: page(course, s) for s in CLASS} == pages  # a batch makes the same pages
    assert batch(course, "--force") == 0
    assert {s: page(course, s) for s in CLASS} == pages
    assert waits(course, "bela", "why") == (None, False)


@pytest.mark.long
def test_a_penalty_is_computed_anew_when_its_grounds_change(course):
    """A later due date takes it back; an extension too."""
    from nbgrader.api import Gradebook

    def penalty():
        with open_book(course) as book:
            return book.find_submission("tiny", "cleo").late_submission_penalty

    batch(course)
    assert penalty() == 1.75
    with open_book(course) as book:
        assert isinstance(book, Gradebook)
        book.grant_extension("tiny", "cleo", hours=6)
    main(["feedback", "tiny", "--course", str(course)])
    assert penalty() == pytest.approx(0.875)
    with open_book(course) as book:
        book.update_or_create_assignment("tiny", duedate="2026-03-03 00:00:00 UTC")
    batch(course)
    assert penalty() == 0


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        ("return 1 / 0", "HalfADay: ZeroDivisionError"),
        ("return 'much'", "HalfADay: ValueError"),
        ("", "late"),
    ],
    ids=["fails", "no number", "no plugin"],
)
def test_a_plugin_that_fails_is_one_clear_line(course, capsys, plugin, said):
    """With its name, the student's and the file that names it."""
    text = PLUGIN.replace("return score * total_seconds_late / 86400", plugin) if plugin else ""
    (course / "late.py").write_text(text)
    sys.modules.pop("late", None)
    capsys.readouterr()
    assert batch(course) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert "nbgrader_config.py" in line
    assert said in line


def test_feedback_without_results_is_one_clear_line(course, capsys):
    """It asks nothing, so there is nothing to show."""
    capsys.readouterr()
    assert main(["feedback", "tiny", "--course", str(course)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "run autograde batch first" in said.err
