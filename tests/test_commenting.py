"""One comment for everybody who answered alike, in a real gradebook: added to what people wrote, never in its place."""

import shutil

import pytest
from nbgrader.api import Gradebook
from test_batch import CLASS, grade_class
from tiny_course import hand_in, make_course, notebook

from autograder.cli import main
from autograder.clusters import cluster_of
from autograder.course import find_course
from autograder.files import hold
from autograder.records import read_result

SQUARED = notebook(double="def double(number):\n    result = number ** 2\n    return result")
"""As bela's, in other words."""
STUDENTS = {
    "ada": CLASS["ada"],
    "bela": CLASS["bela"],
    "bob": SQUARED,
    "cleo": notebook(double="def double(x):\n    return x + 2"),
}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    root = make_course(tmp_path_factory.mktemp("graded"), **STUDENTS)
    grade_class(root, workers=2)
    return root


@pytest.fixture
def root(graded, tmp_path):
    """A graded course of the test's own."""
    return shutil.copytree(graded, tmp_path / "course")


def cluster(root, student="bela", exercise="double"):
    result = read_result(find_course(root), "tiny", student)
    return next(cluster_of("tiny", e) for e in result.exercises if e.name == exercise)


def say(root, *words):
    return main(["comment", *words, "--course", str(root)])


def comments(root, cell="double"):
    """What people wrote about a cell, by student, as nbgrader has it."""
    course = find_course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        found = {
            s.student.id: book.find_comment(cell, "tiny", "tiny", s.student.id)
            for s in book.assignment_submissions("tiny")
        }
        return {student: one.manual_comment for student, one in found.items() if one.manual_comment}


def write_comment(root, student, text):
    """Do what formgrader does when a person writes a comment."""
    course = find_course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        book.find_comment("double", "tiny", "tiny", student).manual_comment = text
        book.db.commit()


def page(root, student):
    return (root / f"feedback/{student}/tiny/tiny.html").read_text(encoding="utf-8")


def test_a_comment_reaches_everybody_who_answered_alike(root, capsys):
    """And nobody else; it is said whom, and their pages have it at once."""
    assert say(root, cluster(root), "Twice, or times itself?") == 0
    assert capsys.readouterr().out.startswith("double of tiny: 2 students (bela, bob) got the comment\n")
    assert comments(root) == {"bela": "Twice, or times itself?", "bob": "Twice, or times itself?"}
    assert ["Twice, or times itself?" in page(root, student) for student in STUDENTS] == [
        False,
        True,
        True,
        False,
    ]


def test_a_comment_replaces_nothing(root):
    """It stands below what was there, after an empty line; the automatic comment is as it was."""
    course = find_course(root)

    def automatic():
        with Gradebook(course.db_url, course.course_id) as book:
            return book.find_comment("double", "tiny", "tiny", "bela").auto_comment

    before = automatic()
    write_comment(root, "bela", "Come to my office.\n")
    say(root, cluster(root), "Twice, or times itself?")
    say(root, cluster(root), "  Read the first line again.\r\n\r\nThen run it.  ")
    assert comments(root) == {
        "bela": "Come to my office.\n\nTwice, or times itself?\n\nRead the first line again.\n\nThen run it.",
        "bob": "Twice, or times itself?\n\nRead the first line again.\n\nThen run it.",
    }
    assert automatic() == before is not None


def test_saying_it_again_adds_nothing(root, capsys):
    """Whoever has it is passed over, whatever was written since; whoever has not gets it."""
    say(root, cluster(root), "Look again.")
    write_comment(root, "bela", "Hello.\n\nLook again.\n\nSee you.")
    write_comment(root, "bob", "Look again. And again.")
    capsys.readouterr()
    assert say(root, cluster(root), "Look again.") == 0
    assert comments(root) == {
        "bela": "Hello.\n\nLook again.\n\nSee you.",
        "bob": "Look again. And again.\n\nLook again.",
    }
    told = capsys.readouterr().out
    assert "1 student (bob) got the comment\n" in told
    assert "1 student (bela) had it already\n" in told


def test_grading_again_keeps_the_comment(root):
    """It is a person's."""
    say(root, cluster(root), "Look again.")
    grade_class(root, workers=1, force=True)
    assert comments(root) == {"bela": "Look again.", "bob": "Look again."}
    assert "Look again." in page(root, "bob")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["aaaaaaaa", "x"], "there is no cluster aaaaaaaa; the class page has their names"),
        (["aaaaaaaa", "x", "--assignment", "tiny"], "tiny: there is no cluster aaaaaaaa"),
        (["CLUSTER", "x", "--assignment", "tide"], "no assignment tide"),
        (["gradient", "x", "y"], "unrecognized arguments: y"),
        (["gradients", "x"], "gradients: no name of a cluster; it is 8 letters and digits"),
        (["CLUSTER", " \n"], "the comment is empty"),
        (["CLUSTER", "\x1b[31mred"], "the comment has control characters in it"),
        (["CLUSTER", "caf\udce9"], "or is no UTF-8 text"),
    ],
)
def test_what_cannot_be_said(graded, capsys, words, complaint):
    """One line, exit status 2, and nothing is written."""
    words = [cluster(graded) if word == "CLUSTER" else word for word in words]
    try:
        status = say(graded, *words)
    except SystemExit as ended:
        status = ended.code
    told = capsys.readouterr().err
    assert (status, told.count("\n"), complaint in told) == (2, 1, True)
    assert comments(graded) == {}


def test_a_cluster_of_an_older_grading(root, capsys):
    """Who was in it answers otherwise now: that is said, and nobody gets the comment."""
    before = cluster(root, "cleo")
    hand_in(root, "cleo", STUDENTS["ada"])
    grade_class(root, workers=1)
    assert say(root, before, "x") == 2
    told = capsys.readouterr().err
    assert (
        "a cluster of an older grading: nobody answers double of tiny like this any more (cleo did)" in told
    )
    assert comments(root) == {}


def test_all_or_nobody(root, capsys):
    """Where the gradebook lacks one of them, the others get nothing either."""
    course = find_course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        book.remove_submission("tiny", "bob")
    assert say(root, cluster(root), "x") == 2
    assert "the gradebook knows no tiny of bob; run `autograde batch tiny` first" in capsys.readouterr().err
    assert comments(root) == {}


def test_only_one_command_writes(root, capsys):
    """As for a batch: while another is at work here, the comment waits for another try."""
    with hold(find_course(root).lock):
        assert say(root, cluster(root), "x") == 2
    assert "is at work here" in capsys.readouterr().err
    assert comments(root) == {}
