"""The gradebook, with a real nbgrader: what it is told, what people told it, and what students are given."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import Course, find_course
from autograder.errors import AssignmentError, CourseError
from autograder.exchange import write_autograded
from autograder.gradebook import open_gradebook, release
from autograder.model import (
    Assignment,
    Diagnosis,
    Exercise,
    ExerciseResult,
    ManualExercise,
    Provenance,
    QuestionResult,
    Result,
    Verdict,
)

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
RELEASED = ["figures/axis.txt", "tide.csv", "waves.ipynb"]

WAVES = Assignment(
    name="waves",
    title="Waves",
    notebooks=("waves",),
    exercises=(
        Exercise("double", Decimal(2), "Twice x.", "waves"),
        Exercise("half", Decimal(3), "Half of x.", "waves"),
    ),
    manual=(ManualExercise("why", Decimal(2), "waves"),),
    misconceptions=(),
    data_files={},
    digest="",
)

# ---------------------------------------------------------------- a small course


def cell(grade_id, source, *, points=None, solution=False, text=False):
    cell = (new_markdown_cell if text else new_code_cell)(source)
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
        **({} if points is None else {"points": points}),
    }
    return cell


def function(name, body):
    return cell(
        name, f"def {name}(x):\n    ### BEGIN SOLUTION\n    {body}\n    ### END SOLUTION", solution=True
    )


CELLS = (
    cell("task", "Write two functions.", text=True),
    function("double", "return 2 * x"),
    cell("test_double", "assert double(2) == 4", points=2),
    function("half", "return x / 2"),
    cell("test_half", "assert half(2) == 1", points=3),
    cell("why", "Because the reference says so.", points=2, solution=True, text=True),
)


def write_source(root, cells):
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=list(cells), metadata={"kernelspec": kernel})
    nbformat.write(notebook, root / "solutions/waves/waves.ipynb")


@pytest.fixture(scope="module", autouse=True)
def surroundings(tmp_path_factory):
    """A home of our own, a user's Jupyter configuration that must not be heeded, and no `alembic` on PATH."""
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    (home / "config/nbgrader_config.py").write_text("c.ClearSolutions.code_stub = {'python': 'LEAKED'}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("JUPYTER_CONFIG_DIR", str(home / "config"))
        patch.setenv("JUPYTER_DATA_DIR", str(home / "data"))
        patch.setenv("PATH", os.defpath)
        yield


def make_course(root):
    folder = root / "solutions/waves"
    (folder / "figures").mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", root)
    write_source(root, CELLS)
    (folder / "tide.csv").write_text("hour,height\n0,1.5\n")
    (folder / "figures/axis.txt").write_text("x\n")
    for secret in ("exercises.py", "misconceptions.py", "seed"):
        (folder / secret).write_text("SECRET = 1\n")
    return find_course(root)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("released"))
    release(course, "waves")
    return course


@pytest.fixture
def course(released, tmp_path):
    """A course of the test's own, with its release and its gradebook."""
    return find_course(shutil.copytree(released.root, tmp_path / "course"))


def result(double, half, student="ada", **changes):
    """A result with these scores; None: could not be graded."""
    exercises = (
        graded("double", 2, double),
        graded("half", 3, half),
        ExerciseResult("why", "waves", Decimal(2), None, Verdict.MANUAL),
    )
    return replace(
        Result(student, "waves", exercises, Provenance("0", "", "", {}, ())),
        **changes,
    )


def graded(name, points, score, **more):
    verdict = Verdict.UNGRADED if score is None else Verdict.PASSED if score == points else Verdict.FAILED
    return ExerciseResult(
        name, "waves", Decimal(points), None if score is None else Decimal(str(score)), verdict, **more
    )


def write(course, *results, assignment=WAVES):
    with open_gradebook(course, assignment) as gradebook:
        for one in results:
            gradebook.write(one)


def look(course, what):
    """Ask nbgrader's own API."""
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as gradebook:
        return what(gradebook)


def grade(course, name, student="ada"):
    """What nbgrader says of a test cell: its automatic score, and whether a person must look."""

    def ask(gradebook):
        row = gradebook.find_grade(name, "waves", "waves", student)
        return row.auto_score, row.needs_manual_grade

    return look(course, ask)


def comment(course, name, student="ada"):
    return look(course, lambda book: book.find_comment(name, "waves", "waves", student).auto_comment)


def mark_by_hand(course, name, score, student="ada"):
    """Do what formgrader does when a person enters a mark."""

    def enter(gradebook):
        row = gradebook.find_grade(name, "waves", "waves", student)
        row.manual_score, row.needs_manual_grade = score, False
        gradebook.db.commit()

    look(course, enter)


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


# ---------------------------------------------------------------- the release


def test_a_release_holds_stubs_and_data_and_nothing_of_the_instructors(released):
    folder = released.root / "assignments/waves"
    assert files(folder) == RELEASED
    sources = [c.source for c in nbformat.read(folder / "waves.ipynb", 4).cells]
    stub = "def {}(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
    assert sources == [
        "Write two functions.",
        stub.format("double"),
        "assert double(2) == 4",
        stub.format("half"),
        "assert half(2) == 1",
        "YOUR ANSWER HERE",
    ]


def test_plain_nbgrader_releases_the_same(released, course, tmp_path):
    """Whoever presses formgrader's Generate button gives away no more than `autograde release` does."""
    shutil.rmtree(course.root / "assignments")
    run_nbgrader(course, tmp_path, "generate_assignment", "waves")
    ours, theirs = released.root / "assignments/waves", course.root / "assignments/waves"
    assert files(theirs) == RELEASED
    assert all((theirs / name).read_bytes() == (ours / name).read_bytes() for name in RELEASED)


def test_a_release_returns_its_files_and_replaces_an_older_one(course):
    folder = course.root / "assignments/waves"
    (folder / "withdrawn.csv").write_text("")
    assert [str(path.relative_to(folder)) for path in release(course, "waves")] == RELEASED
    assert files(course.root / ".autograder") == []


def test_a_notebook_from_before_cell_ids_is_released_without_a_word(course, capfd):
    path = course.root / "solutions/waves/waves.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"] = [{k: v for k, v in c.items() if k != "id"} for c in notebook["cells"]]
    path.write_text(json.dumps(notebook))
    release(course, "waves")
    assert files(course.root / "assignments/waves") == RELEASED
    assert capfd.readouterr() == ("", "")


def test_a_release_keeps_secrets_back_whatever_the_configuration_says(course):
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace('"exercises.py",', "").replace('"seed",', ""))
    release(course, "waves")
    assert files(course.root / "assignments/waves") == RELEASED


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{", "Notebook does not appear to be JSON"),
        ([function("double", "return 2\n    ### BEGIN SOLUTION")], "nested begin solution statements"),
        ([function("double", "return 2"), function("double", "return 2")], "Duplicate grade id"),
    ],
    ids=["not JSON", "nested solutions", "the same grade_id twice"],
)
def test_a_refused_notebook_leaves_the_old_release_and_says_why(course, capfd, source, reason):
    if isinstance(source, str):
        (course.root / "solutions/waves/waves.ipynb").write_text(source)
    else:
        write_source(course.root, source)
    with pytest.raises(AssignmentError) as refused:
        release(course, "waves")
    assert_one_line(refused, reason, course.root / "solutions/waves")
    assert files(course.root / "assignments/waves") == RELEASED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("change", "error", "reason"),
    [
        (lambda root: shutil.rmtree(root / "solutions"), AssignmentError, "no such folder"),
        (lambda root: (root / "nbgrader_config.py").write_text("c = ("), CourseError, "nbgrader_config.py: "),
        (
            lambda root: (root / "nbgrader_config.py").write_text("c.CourseDirectory.ignore = 3"),
            CourseError,
            "nbgrader_config.py: ",
        ),
        (lambda root: in_the_way(root / "assignments"), CourseError, "assignments"),
    ],
    ids=["no source", "broken configuration", "wrong option", "a file in the way"],
)
def test_a_course_that_cannot_be_released_says_so(course, capfd, change, error, reason):
    change(course.root)
    with pytest.raises(error) as refused:
        release(course, "waves")
    assert_one_line(refused, reason, course.root)
    assert capfd.readouterr() == ("", "")


def in_the_way(folder):
    shutil.rmtree(folder)
    folder.write_text("")


def assert_one_line(refused, *parts):
    text = str(refused.value)
    assert "\n" not in text
    assert all(str(part) in text for part in parts), text


# ---------------------------------------------------------------- scores


def test_nbgrader_exports_what_was_written(course, tmp_path):
    write(course, result(2, 1.5), result(0, None, student="bob"))
    run_nbgrader(course, tmp_path, "export", "--to", str(tmp_path / "grades.csv"))
    with (tmp_path / "grades.csv").open(newline="") as file:
        rows = {row["student_id"]: (row["score"], row["max_score"]) for row in csv.DictReader(file)}
    assert rows == {"ada": ("3.5", "7.0"), "bob": ("0.0", "7.0")}


@pytest.mark.parametrize(
    ("score", "expected"),
    [(3, (3.0, False)), (0, (0.0, False)), (1.5, (1.5, False)), (None, (None, True))],
)
@pytest.mark.parametrize("before", [3, None])
def test_a_score_is_stored_and_an_unknown_one_asks_for_a_person(course, before, score, expected):
    write(course, result(2, before), result(2, score))
    assert grade(course, "test_half") == expected
    assert grade(course, "test_double") == (2.0, False)
    assert grade(course, "why") == (None, True)


@pytest.mark.parametrize(
    ("first", "second", "look_again"),
    [(1, 1, False), (1, 3, True), (None, None, False), (None, 3, True), (1, None, True)],
)
def test_what_people_entered_survives_and_is_questioned_only_when_the_score_changed(
    course, first, second, look_again
):
    def enter(gradebook):
        row = gradebook.find_grade("test_half", "waves", "waves", "ada")
        row.manual_score, row.extra_credit, row.needs_manual_grade = 2.5, 0.25, False
        gradebook.find_comment("half", "waves", "waves", "ada").manual_comment = "Well tried."
        gradebook.db.commit()

    def read(gradebook):
        row = gradebook.find_grade("test_half", "waves", "waves", "ada")
        said = gradebook.find_comment("half", "waves", "waves", "ada")
        return row.manual_score, row.extra_credit, row.score, said.comment, row.needs_manual_grade

    write(course, result(2, first))
    look(course, enter)
    write(course, result(2, second), result(2, second))
    assert look(course, read) == (2.5, 0.25, 2.75, "Well tried.", look_again)
    assert grade(course, "test_half")[0] == second


@pytest.mark.parametrize(("handed_in_again", "look_again"), [(False, False), (True, True)])
def test_a_marked_text_is_looked_at_again_only_when_it_was_handed_in_again(
    course, handed_in_again, look_again
):
    stamp(course, "2026-03-01 10:00:00 UTC")
    write(course, result(2, 3))
    mark_by_hand(course, "why", 1.5)
    if handed_in_again:
        stamp(course, "2026-03-02 10:00:00 UTC")
    write(course, result(2, 3))
    assert grade(course, "why") == (None, look_again)


def stamp(course, text):
    folder = course.folder("submitted", "waves", "ada")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timestamp.txt").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01 12:30:00.250 CET", "2026-03-01T11:30:00.250"),
        ("2026-03-01 12:30:00+02:00\n", "2026-03-01T10:30"),
        ("2026-03-01T12:30:00", "2026-03-01T12:30"),
        ("", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_the_time_of_handing_in_is_the_submissions(course, text, expected):
    if text is not None:
        stamp(course, text)
    write(course, result(2, 3))
    assert look(course, lambda book: book.find_submission("waves", "ada").timestamp) == (
        expected and datetime.fromisoformat(expected)
    )


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero"), os.mkdir])
def test_a_time_that_is_no_regular_file_is_none(course, make):
    folder = course.folder("submitted", "waves", "ada")
    folder.mkdir(parents=True)
    make(folder / "timestamp.txt")
    write(course, result(2, 3))
    assert look(course, lambda book: book.find_submission("waves", "ada").timestamp) is None


def test_a_submission_that_nobody_could_read_waits_for_a_person(course):
    unread = tuple(replace(e, score=None, verdict=Verdict.UNGRADED) for e in result(0, 0).exercises)
    write(course, result(0, 0, exercises=unread, problem="waves.ipynb is not JSON"))
    assert {grade(course, name) for name in ("test_double", "test_half", "why")} == {(None, True)}
    assert "waves.ipynb is not JSON" in comment(course, "double")


# ---------------------------------------------------------------- rows


def test_a_course_without_release_gets_its_rows_and_no_release(tmp_path):
    course = make_course(tmp_path)
    write(course, result(2, 3))
    assert grade(course, "test_half") == (3.0, False)
    assert look(course, lambda book: book.find_assignment("waves").max_score) == 7.0
    stub = look(course, lambda book: book.find_source_cell("double", "waves", "waves").source)
    assert "raise NotImplementedError()" in stub
    assert files(tmp_path / "assignments") == files(tmp_path / ".autograder") == []


def test_points_and_exercises_may_change_after_submissions_came_in(course):
    """nbgrader itself refuses a new cell then, and its only way out is to remove every submission."""
    write(course, result(2, 3))
    mark_by_hand(course, "test_half", 2.5)
    third = (function("third", "return x / 3"), cell("test_third", "assert third(3) == 1", points=4))
    write_source(course.root, (*CELLS[:2], cell("test_double", "", points=5), *CELLS[3:], *third))
    double, half = WAVES.exercises
    more = Exercise("third", Decimal(4), "A third.", "waves")
    changed = replace(WAVES, exercises=(replace(double, points=Decimal(5)), half, more))
    _, *same = result(2, 3).exercises
    again = result(0, 0, exercises=(graded("double", 5, 4), *same, graded("third", 4, 4)))
    write(course, again, assignment=changed)
    assert grade(course, "test_third") == (4.0, False)
    assert look(course, lambda book: book.find_submission("waves", "ada").score) == 4 + 2.5 + 4
    assert look(course, lambda book: book.find_assignment("waves").max_score) == 5 + 3 + 2 + 4


def test_a_cell_with_marks_is_not_removed(course):
    """What nbgrader refuses for the sake of people's marks, we refuse too."""
    write(course, result(2, 3))
    write_source(course.root, CELLS[:3])
    with pytest.raises(AssignmentError) as refused:
        release(course, "waves")
    assert_one_line(refused, "Cannot add or remove cells", "submissions associated")
    assert grade(course, "test_half") == (3.0, False)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (CELLS[:3] + CELLS[4:], "no solution cell half"),
        (CELLS[:4] + CELLS[5:], "no cell test_half worth 3 points"),
        ((*CELLS[:4], cell("test_half", "assert half(2) == 1", points=1), CELLS[5]), "worth 3 points"),
        (CELLS[:5], "no cell why worth 2 points"),
    ],
    ids=["no solution cell", "no test cell", "other points", "no text"],
)
def test_an_exercise_without_its_cells_is_refused(course, cells, reason):
    from nbgrader.api import Gradebook

    with Gradebook(course.db_url, course.course_id) as gradebook:
        gradebook.remove_assignment("waves")
    write_source(course.root, cells)
    with pytest.raises(AssignmentError) as refused:
        write(course)
    assert_one_line(refused, reason, "waves.ipynb")


# ---------------------------------------------------------------- comments

ASKED = QuestionResult(True, Verdict.FAILED, "it is 1/2 of the expected one", "half(4.0)", "(1.0, '`2`')")
HIDDEN = QuestionResult(False, Verdict.FAILED, "wrong for negative numbers")


def test_a_comment_names_verdict_points_hint_evidence_and_what_was_asked(course):
    told = graded(
        "half",
        3,
        1.5,
        diagnoses=(Diagnosis("quarter", "What *halves* a number?", "half(4.0) gave 1.0"),),
        questions=(ASKED, HIDDEN, HIDDEN, QuestionResult(True, Verdict.PASSED, "", "half(0.0)", "0.0")),
    )
    right, _, manual = result(2, 3).exercises
    write(course, result(2, 3, exercises=(right, told, manual)))
    assert comment(course, "double") == "**Right**: 2 of 2 points."
    assert comment(course, "why") is None
    assert comment(course, "half").splitlines() == [
        "**Not right yet**: 1.5 of 3 points.",
        "",
        "- What *halves* a number?",
        "- Seen: half(4.0) gave 1.0",
        "- `half(4.0)` answered ``(1.0, '`2`')``: it is 1/2 of the expected one",
        "- A hidden question: wrong for negative numbers",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "``` <b>x</b> ```",
        "`<b>` <i>",
        "\n\n# Full marks\n\n<img src=x onerror=y>",
        "[click](javascript:alert(1)) ![x](http://example.org/x.png)",
        "**10 of 10 points** and _more_",
        "1. full\n2. marks",
        "$$\\href{javascript:alert(1)}{x}$$ $y$",
        "\\`<b>`",
        "see http://example.org",
        "&lt;b&gt; <!-- x",
    ],
)
def test_what_a_student_wrote_stays_text_in_nbgraders_feedback(course, text):
    """The comment is turned into HTML as nbgrader's own feedback page does it, without further cleaning."""
    from html.parser import HTMLParser

    from nbconvert.filters import markdown2html

    class Page(HTMLParser):
        tags, words = set(), ""

        def handle_starttag(self, tag, attrs):
            self.tags = self.tags | {tag}

        def handle_data(self, data):
            self.words += data

    told = graded(
        "half",
        3,
        0,
        diagnoses=(Diagnosis("x", "A hint.", text),),
        questions=(replace(ASKED, answered=text, finding=text),),
    )
    write(course, result(2, 0, exercises=(told,)))
    page = Page()
    page.feed(markdown2html(comment(course, "half")))
    assert page.tags <= {"p", "strong", "ul", "li", "code"}
    assert "".join(page.words.split()).count("".join(text.split())) == 3


# ---------------------------------------------------------------- when the database is not to be had


def test_a_database_that_another_program_writes_to_is_one_line_and_loses_nothing(course):
    impatient = replace(course, db_url=course.db_url + "?timeout=0.1")
    file = course.root / "gradebook.db"
    with open_gradebook(impatient, WAVES) as gradebook:
        gradebook.write(result(2, 1))
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CourseError) as refused:
            gradebook.write(result(2, 3))
        other.close()
        assert_one_line(refused, file, "another program is writing")
        gradebook.write(result(2, 2, student="bob"))
    assert grade(course, "test_half") == (1.0, False)
    assert grade(course, "test_half", "bob") == (2.0, False)


def test_a_release_into_a_locked_database_is_one_line(course, capfd):
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(CourseError) as refused:
        release(replace(course, db_url=course.db_url + "?timeout=0.1"), "waves")
    other.close()
    assert_one_line(refused, course.root / "gradebook.db", "another program is writing")
    assert files(course.root / "assignments/waves") == RELEASED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("db_url", "reason"),
    [
        ("sqlite:///{root}/nowhere/gradebook.db", "No such file or directory"),
        ("sqlite:///{root}/nbgrader_config.py", "file is not a database"),
        ("gradebook.db", "db_url"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_line(course, capfd, db_url, reason):
    elsewhere = replace(course, db_url=db_url.format(root=course.root))
    with pytest.raises(CourseError) as refused:
        write(elsewhere)
    assert_one_line(refused, reason)
    assert capfd.readouterr() == ("", "")


# ---------------------------------------------------------------- autograded/


def test_autograded_files_replace_read_only_ones_and_carry_the_submissions_time(course):
    folder = course.folder("autograded", "waves", "ada")
    handed_in = stamp(course, "2026-03-01 10:00:00 UTC")
    write_autograded(course, "ada", "waves", {"waves.ipynb": b"old"})
    write_autograded(course, "ada", "waves", {"waves.ipynb": b"new", "result.json": b"{}"})
    assert files(folder) == ["result.json", "submission_secret.txt", "timestamp.txt", "waves.ipynb"]
    assert (folder / "waves.ipynb").read_bytes() == b"new"
    assert (folder / "waves.ipynb").stat().st_mode & 0o777 == 0o444
    assert (folder / "timestamp.txt").read_text() == "2026-03-01 10:00:00 UTC"
    (handed_in / "timestamp.txt").unlink()
    write_autograded(course, "ada", "waves", {})
    assert files(folder) == ["result.json", "submission_secret.txt", "waves.ipynb"]


def test_an_autograded_folder_that_cannot_be_made_is_one_line(course):
    (course.root / "autograded").write_text("")
    with pytest.raises(CourseError) as refused:
        write_autograded(course, "ada", "waves", {"waves.ipynb": b""})
    assert_one_line(refused, course.root / "autograded")


# ---------------------------------------------------------------- around it


def test_importing_the_gradebook_imports_neither_nbgrader_nor_sqlalchemy():
    """`autograde --help` must be quick."""
    script = "import sys, autograder.gradebook; print({'nbgrader', 'sqlalchemy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def run_nbgrader(course: Course, home: Path, *arguments: str) -> None:
    """Run plain `nbgrader` in the course folder, with no configuration but the course's."""
    environment = os.environ | {
        "PATH": os.pathsep.join([str(SCRIPTS), os.defpath]),
        "JUPYTER_CONFIG_DIR": str(home / "none"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
