"""The course folder: configuration, assignments, submissions; one clear line for what is wrong in it."""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from autograder import course as rooms
from autograder.course import (
    Course,
    assignment_names,
    find_course,
    load_assignment,
    read_submission,
    read_submissions,
)
from autograder.errors import AssignmentError, CourseError
from autograder.model import ManualExercise, Submission
from autograder.notebook import MAX_BYTES

REPOSITORY = Path(__file__).parents[1]
CONFIG = """
c.CourseDirectory.course_id = "tiny"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.ignore = ["*.pyc", "exercises.py", "misconceptions.py", "seed", "secret*"]
"""
EXERCISES = """
from autograder.questions import exercise, quarter

@exercise(points=2)
def double(ask):
    '''Twice x.'''
    ask(x=1.0)
    ask.hidden("a quarter", x=quarter())

@exercise(points=1.5, builds_on=[double])
def quadruple(ask):
    '''Four times x.'''
    ask(x=1.0)
"""
MISCONCEPTIONS = """
from autograder.questions import misconception

@misconception(of="double")
def squared(x):
    '''Is this twice x, or x times x?'''
    return x * x
"""
NOTEBOOK = b'{"cells": []}'


def solution(name, source=""):
    source = source or f"def {name}(x):\n    return x"
    meta = {"schema_version": 3, "grade_id": name, "grade": False, "solution": True, "locked": False}
    return {"cell_type": "code", "metadata": {"nbgrader": meta}, "source": source}


def graded(name, points, kind="code", **flags):
    meta = {"schema_version": 3, "grade_id": name, "grade": True, "solution": False, "locked": True, **flags}
    return {"cell_type": kind, "metadata": {"nbgrader": {**meta, "points": points}}, "source": ""}


TITLE = {"cell_type": "markdown", "metadata": {}, "source": "Hello\n\n## Twice #\n# Later"}
DOUBLE = [solution("double"), graded("test_double", 2)]
QUADRUPLE = [solution("quadruple"), graded("test_quadruple", 1.5)]
ESSAY = graded("why", 3, "markdown", solution=True, locked=False)
CELLS = [TITLE, *DOUBLE, *QUADRUPLE, ESSAY]


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def write_notebook(path, cells):
    return write(path, json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}))


@pytest.fixture
def root(tmp_path):
    """A course with one small assignment."""
    write(tmp_path / "nbgrader_config.py", CONFIG)
    write_notebook(tmp_path / "solutions/tiny/tiny.ipynb", CELLS)
    write(tmp_path / "solutions/tiny/exercises.py", EXERCISES)
    write(tmp_path / "solutions/tiny/misconceptions.py", MISCONCEPTIONS)
    return tmp_path


@pytest.fixture
def course(root):
    return find_course(root)


@pytest.fixture
def powerless():
    """Give a folder in which permissions count: root, whom they do not bind, becomes nobody for this test."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    was_root = os.geteuid() == 0

    def drop():
        if was_root:
            os.seteuid(65534)

    yield folder, drop
    if was_root:
        os.seteuid(0)
    shutil.rmtree(folder)


# ---------------------------------------------------------------- the course


def test_finds_the_course_upwards(root, monkeypatch):
    """Without --course the nearest folder upwards with an nbgrader_config.py; with it exactly that one."""
    monkeypatch.chdir(root / "solutions/tiny")
    assert find_course(None) == find_course(root)
    monkeypatch.chdir(root)
    assert find_course(Path()) == find_course(root)


def test_reads_what_nbgrader_would(root, course):
    """Names, paths and database are what nbgrader itself makes of the same file."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(root)).load_config()
    theirs = CourseDirectory(config=config, root=str(root))
    for step in ("source", "release", "submitted", "autograded", "feedback"):
        name = getattr(theirs, f"{step}_directory")
        assert course.steps[step] == name
        for student in (".", "ada"):
            assert course.folder(step, "tiny", student) == Path(theirs.format_path(name, student, "tiny"))
    assert (course.root, course.course_id) == (root, theirs.course_id)
    assert (list(course.ignore), course.db_url) == (theirs.ignore, theirs.db_url)
    assert (course.reports("tiny"), course.state) == (root / "reports/tiny", root / ".autograder")


def test_an_empty_configuration_is_nbgraders_default(tmp_path):
    """What the file does not say is as nbgrader has it."""
    write(tmp_path / "nbgrader_config.py", "")
    theirs = CourseDirectory(root=str(tmp_path))
    assert find_course(tmp_path) == Course(
        root=tmp_path,
        course_id="",
        steps={step: step for step in ("source", "release", "submitted", "autograded", "feedback")},
        structure=theirs.directory_structure,
        ignore=tuple(theirs.ignore),
        db_url=theirs.db_url,
    )


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("c = get_config(); c.CourseDirectory.course_id = ' x '", "course_id", "x"),
        ("c.CourseDirectory.root = '/srv/course'", "root", Path("/srv/course")),
        ("c.CourseDirectory.root = '/srv/course'", "db_url", "sqlite:////srv/course/gradebook.db"),
        ("c.CourseDirectory.db_url = 'postgresql:///x'", "db_url", "postgresql:///x"),
        (
            "c.CourseDirectory.ignore.append('seed')",
            "ignore",
            (".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "seed"),
        ),
    ],
)
def test_reads_options(tmp_path, line, attribute, value):
    """The ways in which configuration files are written."""
    write(tmp_path / "nbgrader_config.py", line)
    assert getattr(find_course(tmp_path), attribute) == value


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\nc.CourseDirectory.course_id = nam", ", line 2: NameError: name 'nam' is not defined"),
        ("\n\nc = (", ", line 3: SyntaxError: '(' was never closed"),
        ("import sys\nsys.exit('no\\n  more')", ", line 2: SystemExit: no more"),
        (
            "c.CourseDirectory.source_directory = 3",
            ": CourseDirectory.source_directory must be a string. Got 3",
        ),
        (
            "c.CourseDirectory.ignore = 'seed'",
            ": CourseDirectory.ignore must be a list of strings. Got 'seed'",
        ),
        ("c.CourseDirectory.ignore = [1]", ": CourseDirectory.ignore must be a list of strings. Got [1]"),
        (
            "c.CourseDirectory.directory_structure = '{nbgrader_step}/{student_id}'",
            ": CourseDirectory.directory_structure must be like {nbgrader_step}/{student_id}/{assignment_id}",
        ),
        (
            "c.CourseDirectory.directory_structure = '{'",
            ": CourseDirectory.directory_structure must be like {",
        ),
    ],
)
def test_a_broken_configuration_is_one_line(tmp_path, text, problem):
    """File, line and what is wrong; nothing of the course is read then."""
    path = write(tmp_path / "nbgrader_config.py", text)
    with pytest.raises(CourseError) as refused:
        find_course(tmp_path)
    assert str(refused.value).startswith(f"{path}{problem}")
    assert "\n" not in str(refused.value)


def test_says_where_there_is_no_course(tmp_path, monkeypatch):
    """A folder that is none, one that is no course, and a working directory outside of any."""
    with pytest.raises(CourseError, match="nowhere: there is no such folder"):
        find_course(tmp_path / "nowhere")
    with pytest.raises(CourseError, match=r"not a course, there is no nbgrader_config\.py in it"):
        find_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CourseError, match=r"no nbgrader_config\.py in .* or above it: .*--course"):
        find_course(None)


def test_reading_a_course_imports_no_nbgrader(root):
    """nbgrader takes more than a second to import, nbformat almost one; the command line needs neither."""
    program = (
        "import sys, pathlib; from autograder.course import *; "
        f"load_assignment(find_course(pathlib.Path({str(root)!r})), 'tiny'); "
        "print([name for name in ('nbgrader', 'nbformat', 'pandas') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# ---------------------------------------------------------------- assignments


def test_loads_an_assignment(root, course):
    """Notebook, exercises.py, misconceptions.py and data come together."""
    write(root / "solutions/tiny/data/park.csv", "x\n1\n")
    tiny = load_assignment(course, "tiny")
    assert (tiny.name, tiny.title, tiny.notebooks) == ("tiny", "Twice", ("tiny",))
    assert [(e.name, e.points, e.notebook, e.builds_on) for e in tiny.exercises] == [
        ("double", Decimal(2), "tiny", ()),
        ("quadruple", Decimal("1.5"), "tiny", ("double",)),
    ]
    assert tiny.manual == (ManualExercise("why", Decimal(3), "tiny"),)
    assert [m.id for m in tiny.misconceptions] == ["squared"]
    assert tiny.misconception_source.startswith("def squared(x):")
    assert tiny.data_files == {"data/park.csv": b"x\n1\n"}
    assert [cell.grade_id for cell in tiny.reference["tiny"]] == [
        None, "double", "test_double", "quadruple", "test_quadruple", "why",
    ]  # fmt: skip


def test_an_assignment_may_have_several_notebooks(root, course):
    """An exercise stands in the notebook that has its solution cell; the title is the first one's."""
    folder = root / "solutions/tiny"
    (folder / "tiny.ipynb").unlink()
    write_notebook(folder / "b.ipynb", [*QUADRUPLE, ESSAY])
    write_notebook(folder / "a.ipynb", DOUBLE)
    tiny = load_assignment(course, "tiny")
    assert [(e.name, e.notebook) for e in tiny.exercises] == [("double", "a"), ("quadruple", "b")]
    assert (tiny.notebooks, tiny.title, tiny.manual[0].notebook) == (("a", "b"), "tiny", "b")


@pytest.mark.parametrize(
    ("cells", "problems"),
    [
        ([*DOUBLE, graded("test_quadruple", 1.5)], ["exercise quadruple has no solution cell quadruple"]),
        (
            [solution("double"), *QUADRUPLE],
            ["exercise double has no test cell test_double"],
        ),
        (
            [solution("double"), graded("test_double", 3), *QUADRUPLE],
            ["double is worth 2 in exercises.py and 3 in test_double"],
        ),
        (
            [*DOUBLE, *QUADRUPLE, graded("test_halve", 1), graded("sanity", 0)],
            [
                "test cell test_halve belongs to no exercise in exercises.py",
                "test cell sanity belongs to no exercise in exercises.py",
            ],
        ),
        ([*DOUBLE, *DOUBLE, *QUADRUPLE], ["2 cells are called double", "2 cells are called test_double"]),
        (
            [graded("double", 2, solution=True), graded("test_double", 2), *QUADRUPLE],
            ["cell double carries points itself, its test cell should"],
        ),
        (
            [TITLE],
            [
                "exercise double has no solution cell double",
                "exercise double has no test cell test_double",
                "exercise quadruple has no solution cell quadruple",
                "exercise quadruple has no test cell test_quadruple",
            ],
        ),
    ],
)
def test_refuses_a_notebook_and_exercises_that_do_not_agree(root, course, cells, problems):
    """Every difference at once, each named."""
    write_notebook(root / "solutions/tiny/tiny.ipynb", cells)
    with pytest.raises(AssignmentError) as refused:
        load_assignment(course, "tiny")
    assert str(refused.value) == f"{root / 'solutions/tiny'}: {'; '.join(problems)}"


def test_refuses_a_test_cell_in_another_notebook(root, course):
    """Scores find their cell by notebook and name."""
    write_notebook(root / "solutions/tiny/tiny.ipynb", [solution("double"), *QUADRUPLE])
    write_notebook(root / "solutions/tiny/tests.ipynb", [graded("test_double", 2)])
    with pytest.raises(AssignmentError, match=r"double is in tiny\.ipynb and test_double in tests\.ipynb"):
        load_assignment(course, "tiny")


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("tiny.ipynb", "{", r"tiny\.ipynb: not a notebook: invalid JSON at line 1"),
        (
            "tiny.ipynb",
            json.dumps({"cells": [graded("test_double", "2")]}),
            "the points of cell test_double must be",
        ),
        ("exercises.py", "\n1/0", r"exercises\.py, line 2: ZeroDivisionError"),
        ("misconceptions.py", "def", r"misconceptions\.py, line 1: invalid syntax"),
        ("seed", "abc", "seed: expected 64 hexadecimal digits; delete the file"),
        ("seed", b"\xff" * 64, "seed: expected 64 hexadecimal digits"),
    ],
)
def test_says_which_of_the_instructors_files_is_broken(root, course, file, content, problem):
    """A broken file of an assignment is one line with its name."""
    write(root / "solutions/tiny" / file, content)
    with pytest.raises(AssignmentError, match=problem):
        load_assignment(course, "tiny")


def test_names_the_assignments(root, course):
    """A folder with a notebook is one; others, hidden ones and checkpoints are not."""
    write_notebook(root / "solutions/other/any.ipynb", [])
    write(root / "solutions/empty/notes.txt", "")
    write(root / "solutions/README.md", "")
    write_notebook(root / "solutions/.hidden/any.ipynb", [])
    write_notebook(root / "solutions/checked/.ipynb_checkpoints/any.ipynb", [])
    assert assignment_names(course) == ("other", "tiny")


def test_an_unknown_assignment_is_answered_with_the_known_ones(root, course):
    """And with the one that was probably meant."""
    write_notebook(root / "solutions/other/any.ipynb", [])
    where = root / "solutions"
    with pytest.raises(CourseError) as refused:
        load_assignment(course, "tinny")
    assert str(refused.value) == f"no assignment tinny in {where}. Did you mean tiny? There is: other, tiny"
    with pytest.raises(CourseError) as refused:
        load_assignment(course, "../tiny")
    assert str(refused.value).endswith("There is: other, tiny")
    shutil.rmtree(where)
    with pytest.raises(CourseError, match=r"no assignment tiny: nothing matches .*solutions/\*/\*\.ipynb"):
        load_assignment(course, "tiny")


def test_data_files_are_what_nbgrader_would_release(root, course):
    """Nothing of the instructor's, nothing that the configuration ignores, nothing hidden, no pipes."""
    folder = root / "solutions/tiny"
    for name in ("park.csv", "helpers.py", "images/a.png", "seed2"):
        write(folder / name, name)
    for name in (
        "secret.csv",
        "secrets/a.csv",
        "images/secret",
        ".git/x",
        ".env",
        "__pycache__/a.pyc",
        "b.pyc",
    ):
        write(folder / name, name)
    for name in ("images/exercises.py", "images/other.ipynb"):
        write(folder / name, name)
    os.mkfifo(folder / "pipe")
    (folder / "dangling.csv").symlink_to("nowhere")
    assert load_assignment(course, "tiny").data_files == {
        name: name.encode() for name in ("helpers.py", "images/a.png", "park.csv", "seed2")
    }


def test_the_instructors_files_are_no_data_without_a_configuration(root):
    """Even where nobody told nbgrader to keep them back."""
    write(root / "nbgrader_config.py", "c.CourseDirectory.source_directory = 'solutions'")
    assert load_assignment(find_course(root), "tiny").data_files == {}


def test_data_files_are_bounded(root, course):
    """They are copied for every student's process, so a forgotten film is refused by name of the folder."""
    with open(write(root / "solutions/tiny/film.mp4", ""), "wb") as film:
        film.truncate(rooms.MAX_DATA + 1)
    with pytest.raises(AssignmentError, match=r"tiny: the data files are over the limit of 100 MB"):
        load_assignment(course, "tiny")
    (root / "solutions/tiny/film.mp4").rename(root / "solutions/tiny/secret.mp4")
    assert load_assignment(course, "tiny").data_files == {}


def test_the_seed_is_drawn_once(root, course):
    """32 random bytes for the owner only, the same for several who ask at once, and nothing else is left."""
    path = root / "solutions/tiny/seed"
    with ThreadPoolExecutor(4) as pool:
        seeds = list(pool.map(partial(rooms._read_seed, keep=True), [path] * 4))
    assert len(set(seeds)) == 1
    assert (len(seeds[0]), bytes.fromhex(path.read_text())) == (32, seeds[0])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(os.listdir(path.parent)) == ["exercises.py", "misconceptions.py", "seed", "tiny.ipynb"]


def test_grading_one_notebook_leaves_no_seed_behind(root, course):
    """`autograde grade` writes nothing to the course: a seed drawn for it is not kept."""
    path = root / "solutions/tiny/seed"
    assert load_assignment(course, "tiny", keep_seed=False).name == "tiny"
    assert not path.exists()
    write(path, "07" * 32)
    assert load_assignment(course, "tiny", keep_seed=False) == load_assignment(course, "tiny")


def test_hidden_questions_follow_the_seed(root, course):
    """Another seed, other numbers; the same seed, the same assignment."""
    path = root / "solutions/tiny/seed"
    write(path, "00" * 32)
    zeros = load_assignment(course, "tiny")
    assert load_assignment(course, "tiny") == zeros
    drawn = set()
    for byte in ("00", "01", "02", "03", "04", "05"):
        write(path, byte * 32)
        drawn.add(load_assignment(course, "tiny").exercises[0].questions[1].arguments)
    assert len(drawn) > 1


def test_says_that_no_seed_can_be_written(powerless):
    """A folder that belongs to somebody else is one clear line."""
    root, drop = powerless
    write(root / "nbgrader_config.py", CONFIG)
    write_notebook(root / "solutions/tiny/tiny.ipynb", CELLS)
    write(root / "solutions/tiny/exercises.py", EXERCISES)
    (root / "solutions/tiny").chmod(0o555)
    course = find_course(root)
    drop()
    with pytest.raises(
        CourseError, match="seed: the seed of hidden questions cannot be written: Permission denied"
    ):
        load_assignment(course, "tiny")
    assert not (root / "solutions/tiny/seed").exists()


def test_says_that_the_seed_is_no_file(root, course):
    """Whatever the system says about a file of the instructor's is one line with its name."""
    (root / "solutions/tiny/seed").mkdir()
    with pytest.raises(CourseError, match="solutions/tiny/seed: Is a directory"):
        load_assignment(course, "tiny")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: write_notebook(folder / "tiny.ipynb", [*CELLS, solution("helper")]),
        lambda folder: write(folder / "exercises.py", EXERCISES + "\n# more"),
        lambda folder: write(folder / "misconceptions.py", MISCONCEPTIONS + "\n# more"),
        lambda folder: (folder / "misconceptions.py").unlink(),
        lambda folder: write(folder / "seed", "01" * 32),
        lambda folder: write(folder / "park.csv", "x\n2"),
        lambda folder: (folder / "park.csv").rename(folder / "park2.csv"),
        lambda folder: write(folder / "secret.csv", "read by exercises.py, not released"),
    ],
)
def test_the_digest_changes_with_all_that_matters(root, course, change):
    """And with nothing else: bytecode and editors' copies leave it as it is."""
    folder = root / "solutions/tiny"
    write(folder / "seed", "00" * 32)
    write(folder / "park.csv", "x\n1")
    before = load_assignment(course, "tiny").digest
    write(folder / "__pycache__/exercises.pyc", "")
    write(folder / ".ipynb_checkpoints/tiny.ipynb", "")
    assert load_assignment(course, "tiny").digest == before
    assert len(bytes.fromhex(before)) == 32
    change(folder)
    assert load_assignment(course, "tiny").digest != before


def test_loads_the_courses_own_assignment(tmp_path):
    """The repository's course is in order."""
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    shutil.copytree(REPOSITORY / "solutions", tmp_path / "solutions", ignore=shutil.ignore_patterns("seed"))
    park = load_assignment(find_course(tmp_path), "park-visitors")
    assert {e.name: int(e.points) for e in park.exercises} == {
        "predict": 2, "loss": 2, "slope_gradient": 1, "gradient": 3, "train": 4, "visitors_at": 1,
        "train_until": 2,
    }  # fmt: skip
    assert [m.points for m in park.manual] == [Decimal(2)]
    assert list(park.data_files) == ["park.csv"]


# ---------------------------------------------------------------- submissions


def test_reads_submissions_sorted_by_student(root, course):
    """Notebooks and .py files of everybody who handed in; the rest of their folders is not used."""
    write(root / "submitted/zoe/tiny/tiny.ipynb", NOTEBOOK)
    write(root / "submitted/zoe/tiny/helpers.py", "x")
    write(root / "submitted/zoe/tiny/data.csv", "1")
    write(root / "submitted/zoe/tiny/timestamp.txt", "2024-01-01 12:00:00 UTC")
    write(root / "submitted/zoe/tiny/._tiny.ipynb", "left by a Mac")
    write(root / "submitted/zoe/tiny/old/tiny.ipynb", NOTEBOOK)
    write(root / "submitted/ada/tiny/Tiny.PY", "y")
    write(root / "submitted/bob/other/other.ipynb", NOTEBOOK)
    write(root / "submitted/README.txt", "no student")
    write(root / "submitted/.git/tiny/tiny.ipynb", NOTEBOOK)
    read = read_submissions(course, "tiny")
    assert [(one.student, one.files, one.problem) for one in read] == [
        ("ada", {"Tiny.PY": b"y"}, None),
        ("zoe", {"tiny.ipynb": NOTEBOOK, "helpers.py": b"x"}, None),
    ]
    assert {one.assignment for one in read} == {"tiny"}
    assert [one.student for one in read_submissions(course, "tiny", ["zoe"])] == ["zoe"]


@pytest.mark.parametrize(
    "structure",
    [
        "{nbgrader_step}/{assignment_id}/{student_id}",
        "{student_id}/{nbgrader_step}/{assignment_id}",
        "{nbgrader_step}/group-{student_id}-a/{assignment_id}",
        "work/{nbgrader_step}/{assignment_id}/{student_id}/files",
    ],
)
def test_follows_nbgraders_directory_structure(root, structure):
    """However the course arranges its folders, students and assignments are found in them."""
    write(root / "nbgrader_config.py", f"c.CourseDirectory.directory_structure = {structure!r}")
    course = find_course(root)
    for student in ("ada", "[b]*", "zoe"):
        write(course.folder("submitted", "tiny", student) / "tiny.ipynb", NOTEBOOK)
    write(course.folder("submitted", "tiny", "zoe").parent / "stray.ipynb", NOTEBOOK)
    write(course.folder("source", "tiny") / "tiny.ipynb", NOTEBOOK)
    assert [one.student for one in read_submissions(course, "tiny")] == ["[b]*", "ada", "zoe"]
    assert read_submissions(course, "tiny", ["[b]*"])[0].files == {"tiny.ipynb": NOTEBOOK}
    assert assignment_names(course) == ("tiny",)


def test_says_that_there_is_no_submission(root, course):
    """Where it looked, and for whom."""
    where = root / "submitted/*/tiny"
    with pytest.raises(CourseError) as refused:
        read_submissions(course, "tiny")
    assert str(refused.value) == f"no submission of tiny: nothing matches {where}"
    write(root / "submitted/ada/tiny/tiny.ipynb", NOTEBOOK)
    write(root / "submitted/bob/other/other.ipynb", NOTEBOOK)
    for absent in ("bob", "../submitted/ada", "a*"):
        with pytest.raises(CourseError) as refused:
            read_submissions(course, "tiny", ["ada", absent])
        assert str(refused.value) == f"no submission of tiny by {absent} (looked for {where})"
    shutil.rmtree(root / "submitted")
    write(root / "submitted", "a file")
    with pytest.raises(CourseError, match="submitted: Not a directory"):
        read_submissions(course, "tiny")


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as server, pytest.MonkeyPatch.context() as here:
        here.chdir(path.parent)  # a socket's path may have 107 bytes only
        server.bind(path.name)


def make_large(path, size=MAX_BYTES + 13 * 2**20):
    with open(path, "wb") as file:
        file.truncate(size)


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda folder: None, "handed in no notebook: the folder is empty"),
        (lambda folder: write(folder / "timestamp.txt", "now"), "handed in no notebook: the folder is empty"),
        (lambda folder: write(folder / "notes.txt", ""), "handed in no notebook: found notes.txt"),
        (lambda folder: write(folder / "work/tiny.ipynb", ""), "handed in no notebook: found work/"),
        (
            lambda folder: [write(folder / f"{n}.png", "") for n in range(8)],
            "handed in no notebook: found 0.png, 1.png, 2.png, 3.png, 4.png and 3 more",
        ),
        (
            lambda folder: (folder / "tiny.ipynb").symlink_to("/etc/passwd"),
            "tiny.ipynb: a symbolic link, which is not followed",
        ),
        (lambda folder: os.mkfifo(folder / "tiny.ipynb"), "tiny.ipynb: not a regular file"),
        (lambda folder: make_socket(folder / "tiny.ipynb"), "tiny.ipynb: not a regular file"),
        (lambda folder: (folder / "tiny.ipynb").mkdir(), "tiny.ipynb: not a regular file"),
        (
            lambda folder: make_large(folder / "tiny.ipynb"),
            "tiny.ipynb: 63 MB, over the limit of 50 MB (clear the outputs)",
        ),
        (
            lambda folder: (os.mkfifo(folder / "a.py"), os.mkfifo(folder / "b.ipynb")),
            "b.ipynb: not a regular file; a.py: not a regular file",
        ),
    ],
)
def test_what_cannot_be_read_is_a_problem_of_that_submission(root, course, make, problem):
    """The row of a student says why; the others are read."""
    folder = root / "submitted/eve/tiny"
    folder.mkdir(parents=True)
    make(folder)
    write(root / "submitted/ada/tiny/tiny.ipynb", NOTEBOOK)
    ada, eve = read_submissions(course, "tiny")
    assert (eve.files, eve.problem) == ({}, problem)
    assert ada.files == {"tiny.ipynb": NOTEBOOK}


def test_a_readable_file_is_enough(root, course):
    """One file that cannot be read takes nothing away from the others."""
    folder = root / "submitted/ada/tiny"
    write(folder / "tiny.ipynb", NOTEBOOK)
    (folder / "b.ipynb").symlink_to("tiny.ipynb")
    make_large(folder / "c.ipynb")
    assert read_submissions(course, "tiny")[0] == read_submission(folder, "ada", "tiny")
    assert read_submission(folder, "ada", "tiny").files == {"tiny.ipynb": NOTEBOOK}


def test_one_submission_is_bounded_as_a_whole(root, monkeypatch):
    """Many files cannot fill the memory where one could not; notebooks come first."""
    monkeypatch.setattr(rooms, "MAX_SUBMISSION", 10)
    monkeypatch.setattr(rooms, "MAX_FILES", 3)
    for name in ("a.py", "b.ipynb", "c.ipynb", "d.ipynb", "e.ipynb"):
        write(root / "many" / name, b"12345" if name > "c" else b"1234")
    assert list(read_submission(root / "many", "ada", "tiny").files) == ["b.ipynb", "c.ipynb"]


@pytest.mark.parametrize(
    ("link", "target", "named"),
    [
        ("submitted/eve", "../real/eve", "eve"),
        ("submitted/eve", "nowhere", "eve"),
        ("submitted/eve/tiny", "../../real/eve/tiny", "tiny"),
    ],
)
def test_a_students_folder_that_is_a_link_is_not_followed(root, course, link, target, named):
    """It could lead to another student's work; its row says so."""
    write(root / "real/eve/tiny/tiny.ipynb", NOTEBOOK)
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(target)
    (eve,) = read_submissions(course, "tiny")
    problem = f"the folder {named} is a symbolic link, which is not followed"
    assert (eve.student, eve.files, eve.problem) == ("eve", {}, problem)


def test_the_submitted_folder_itself_may_be_a_link(root, course):
    """It is the instructor's: courses keep it on another disk."""
    write(root / "disk/ada/tiny/tiny.ipynb", NOTEBOOK)
    (root / "submitted").symlink_to("disk")
    assert read_submissions(course, "tiny")[0].files == {"tiny.ipynb": NOTEBOOK}


def test_permission_denied_is_a_problem_of_that_submission(powerless):
    """A file, a folder or a student's folder that may not be read, each on its own row."""
    root, drop = powerless
    write(root / "nbgrader_config.py", CONFIG)
    for student in ("ada", "bob", "cyd", "eve"):
        write(root / f"submitted/{student}/tiny/tiny.ipynb", NOTEBOOK)
    (root / "submitted/bob/tiny/tiny.ipynb").chmod(0)
    (root / "submitted/cyd/tiny").chmod(0)
    (root / "submitted/eve").chmod(0)
    course = find_course(root)
    drop()
    assert [(one.student, one.problem) for one in read_submissions(course, "tiny")] == [
        ("ada", None),
        ("bob", "tiny.ipynb: cannot be read: Permission denied"),
        ("cyd", "the folder cannot be read: Permission denied"),
        ("eve", "the folder cannot be read: Permission denied"),
    ]


def test_names_are_any_text_that_can_be_encoded(root, course):
    """Nobody is skipped for a name; bytes that are not UTF-8 are written out, because results are UTF-8."""
    for student in (b"\xe9ve", "zoë".encode(), b"a b;\n<i>", b"-rf"):
        write(root / os.fsdecode(b"submitted/" + student + b"/tiny/caf\xe9.ipynb"), NOTEBOOK)
    read = read_submissions(course, "tiny")
    assert [one.student for one in read] == ["-rf", "\\xe9ve", "a b;\n<i>", "zoë"]
    assert all(one.files == {"caf\\xe9.ipynb": NOTEBOOK} for one in read)
    assert read_submissions(course, "tiny", ["\\xe9ve"])[0].student == "\\xe9ve"


def test_two_folders_of_one_written_name_are_told_apart_by_a_person(root, course):
    """Odd bytes are written out, and somebody else may be called just so; neither gets the other's points."""
    for student in (b"\xe9ve", rb"\xe9ve", b"ada"):
        write(root / os.fsdecode(b"submitted/" + student + b"/tiny/tiny.ipynb"), NOTEBOOK)
    eve, ada = sorted(read_submissions(course, "tiny"), key=lambda one: one.student)
    assert (eve.student, eve.files) == ("\\xe9ve", {})
    assert eve.problem == "2 folders are called so when written as UTF-8: rename one of them"
    assert ada.files == {"tiny.ipynb": NOTEBOOK}


HOSTILE_NAMES = [
    "-rf", "=cmd()", "+1", "@x", "<script>alert(1)<script>", "a\nb", "\x1b[31mred", "ada\u202ebob", "{student_id}", "%s", "$(id)",
    "`id`", "con", "a b ", "*", "[a]", "?", "C:", "a\\b", "\u200b", "x" * 255, "e\u0301", "\xe9",
]  # fmt: skip


def test_hostile_names_on_the_disk_lose_nobody(root, course):
    """Of students and of files: each is read under just that name, whatever lies beside it."""
    for name in HOSTILE_NAMES:
        write(root / "submitted" / name / "tiny" / f"{name[:200]}.ipynb", NOTEBOOK)
        write(root / "submitted" / name / "tiny" / "timestamp.txt", name)
    make_large(root / "submitted/con/tiny/sparse.ipynb", 2 * 2**30)
    for n in range(3000):
        write(root / "submitted/con/tiny" / f"{n}.csv", "")
    read = read_submissions(course, "tiny")
    assert {one.student: one.files for one in read} == {
        name: {f"{name[:200]}.ipynb": NOTEBOOK} for name in HOSTILE_NAMES
    }
    for name in HOSTILE_NAMES:
        assert read_submissions(course, "tiny", [name])[0].student == name


def test_reads_one_file_for_one_student(root):
    """`autograde grade` takes a notebook, a script or a folder."""
    path = write(root / "anywhere/mine.ipynb", NOTEBOOK)
    write(root / "anywhere/other.py", "x")
    one = read_submission(path, "anonymous", "tiny")
    assert one == Submission("anonymous", "tiny", {"mine.ipynb": NOTEBOOK}, digest=one.digest)
    assert set(read_submission(path.parent, "anonymous", "tiny").files) == {"mine.ipynb", "other.py"}
    with pytest.raises(CourseError, match=r"yours\.ipynb: there is no such file or folder"):
        read_submission(path.with_name("yours.ipynb"), "anonymous", "tiny")
    with pytest.raises(CourseError, match="there is no such file or folder"):
        read_submission(path / "below", "anonymous", "tiny")
    notes = write(root / "notes.txt", "x")
    assert read_submission(notes, "anonymous", "tiny").problem == "handed in no notebook: found notes.txt"


def test_the_digest_of_a_submission_follows_names_and_contents(root):
    """Equal files, equal digest, whoever handed them in; what is told apart is graded anew."""

    def digest(*files):
        folder = Path(tempfile.mkdtemp(dir=root))
        for name, content in files:
            write(folder / name, content)
        return read_submission(folder, folder.name, "tiny").digest

    assert digest(("a.py", "x"), ("b.py", "y")) == digest(("b.py", "y"), ("a.py", "x"), ("notes.txt", "n"))
    different = [
        digest(("a.py", "x"), ("b.py", "y")),
        digest(("a.py", "x"), ("b.py", "z")),
        digest(("a.py", "x"), ("c.py", "y")),
        digest(("a.py", "xb.pyy")),
        digest(("a.py", "x")),
        digest(),
        digest(("notes.txt", "n")),
    ]
    assert len(set(different)) == len(different)
