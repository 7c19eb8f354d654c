"""`autograde diff`: whose marks a batch would change and why, before it does; and the batch then does exactly that."""

import hashlib
import json
import shutil

import pytest
from tiny_course import EXERCISES, MISCONCEPTIONS, hand_in, make_course, notebook

from autograder.changes import compare_results
from autograder.cli import main
from autograder.course import find_course
from autograder.records import read_earlier, read_result

SQUARED = notebook(double="def double(x):\n    return x * x")
CLASS = {
    "ada": notebook(),
    "bela": SQUARED,
    "ciro": notebook(double="def double(x):\n    return 2 * x + 1e-7"),
    "emre": b'{"cells": [',
}


def batch(root):
    return main(["batch", "tiny", "--course", str(root)])


def diff(root, capsys, *options):
    """What `autograde diff --json` says of the one assignment, and its exit status."""
    capsys.readouterr()
    status = main(["diff", "--course", str(root), "--json", *options])
    (told,) = json.loads(capsys.readouterr().out)
    return told, status


def files(root):
    """Everything in the course but what diff may write: answer keys, its own folder, the lock."""
    return {
        str(p.relative_to(root)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in root.rglob("*")
        if p.is_file()
        and p.relative_to(root).parts[:2] not in {(".autograder", name) for name in ("keys", "diff", "lock")}
    }


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course that is graded, to be copied."""
    root = make_course(tmp_path_factory.mktemp("graded"), **CLASS)
    assert batch(root) == 1
    return root


@pytest.fixture
def course(graded, tmp_path):
    return shutil.copytree(graded, tmp_path / "course")


def write(root, name, text):
    (root / "solutions/tiny" / name).write_text(text)


def points(root):
    """Twice x is worth 3 points instead of 2."""
    source = root / "solutions/tiny/tiny.ipynb"
    source.write_text(source.read_text().replace('"points": 2}', '"points": 3}'))
    write(root, "exercises.py", EXERCISES.replace("points=2", "points=3"))


def questions(root):
    """Only 2 is asked for, of which the double is the square; so nothing catches that mistake any more."""
    asked = EXERCISES.replace("ask(x=1.5)", "ask(x=2.0)").replace(
        'ask.hidden("a random number", x=quarter()).exactly()', ""
    )
    write(root, "exercises.py", asked)
    write(root, "misconceptions.py", "")


def tolerance(root):
    """To six digits instead of nine, and of random numbers as well."""
    asked = EXERCISES.replace("x=1.5)", "x=1.5).within(relative=1e-6)", 1)
    write(root, "exercises.py", asked.replace(".exactly()", ".within(relative=1e-6, absolute=1e-6)"))


def reference(root):
    """What was right is wrong, and the other way round."""
    source = root / "solutions/tiny/tiny.ipynb"
    source.write_text(source.read_text().replace("return 2 * x", "return x * x"))
    write(root, "misconceptions.py", MISCONCEPTIONS.replace("return x * x", "return 2 * x"))


def hint(root):
    """The hint has other words."""
    write(root, "misconceptions.py", MISCONCEPTIONS.replace("Is this", "Could this be"))


def submission(root):
    """One has mended it and handed in again."""
    hand_in(root, "bela", CLASS["ada"])


def nothing(root):
    """All is as it was."""


CHANGES = {
    # what is changed: whose sums by how much, exercises with their grounds, what the page says, why
    nothing: ({}, {}, "", []),
    hint: ({}, {}, "", []),
    points: (
        {"ada": 1, "ciro": 0},
        {"double": ["points"]},
        "1 point more, now 3 of 3; worth 3 instead of 2",
        ["assignment"],
    ),
    questions: (
        # of double 2 more; but with a double that counts as right, quadruple has no follow-through
        {"bela": 0.5},
        {"double": ["questions"]},
        "2 points more, now 2 of 2; your instructor has changed its questions",
        ["assignment"],
    ),
    tolerance: (
        {"ciro": 0.5},  # as above: it does the same wrong step four times, less closely
        {"double": ["comparing"]},
        "2 points more, now 2 of 2; your instructor has changed how closely answers must agree",
        ["assignment"],
    ),
    reference: (
        {"ada": -2, "bela": 2},
        {"double": ["reference"]},
        "your instructor has changed what counts as right",
        ["assignment"],
    ),
    submission: ({"bela": 2}, {"double": []}, "2 points more, now 2 of 2", ["submission"]),
}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change, id=change.__name__, marks=[] if change is tolerance else pytest.mark.long)
        for change in CHANGES
    ],
)
def test_diff_foretells_what_a_batch_does(course, capsys, change):
    """Who, by how much and why; nothing is written before; the batch makes exactly these results and says so on pages."""
    gained, grounds, words, why = CHANGES[change]
    change(course)
    before = files(course)
    told, status = diff(course, capsys)
    assert (files(course), status) == (before, 0)
    found = {each["student"]: each for each in told["students"]}
    assert {name: each["gained"] for name, each in found.items() if each["gained"]} == {
        name: points for name, points in gained.items() if points
    }
    assert all(each["why"] == why for each in found.values())
    assert all(
        e["why"] == grounds[e["name"]]
        for each in found.values()
        for e in each["exercises"]
        if e["name"] in grounds
    )
    foretold = {p.parent.name: p.read_bytes() for p in course.glob(".autograder/diff/tiny/*/result.json")}
    assert bool(foretold) == (change is not nothing)
    assert batch(course) == 1
    results = {p.parent.parent.name: p.read_bytes() for p in course.glob("autograded/*/tiny/result.json")}
    assert {name: results[name] for name in foretold} == foretold
    for name, each in found.items():
        page = (course / f"feedback/{name}/tiny/tiny.html").read_text()
        assert "Since the last time" in page
        opened = find_course(course)
        compared = compare_results(read_earlier(opened, "tiny", name), read_result(opened, "tiny", name))
        assert [c.name for c in compared.exercises] == [e["name"] for e in each["exercises"]]
        if each["gained"]:
            assert words in " ".join(page.split())
    after, _ = diff(course, capsys)
    assert (after["changed"], after["graded_now"] <= 1) == (0, True)


def test_a_second_look_grades_nobody_again(course, capsys):
    """What the first one graded is kept; who could not be read is tried again, as in a batch."""
    points(course)
    first, _ = diff(course, capsys)
    second, _ = diff(course, capsys)
    assert (first.pop("graded_now"), second.pop("graded_now")) == (4, 1)
    assert first == second
    of_one, _ = diff(course, capsys, "--student", "bela")
    third, _ = diff(course, capsys)
    assert (of_one["compared"], of_one["graded_now"], third["graded_now"]) == (1, 0, 1)


@pytest.mark.long
def test_a_mark_by_hand_stays(course, capsys):
    """Where a person has decided, nothing would change what counts; that is said, too."""
    from nbgrader.api import Gradebook

    opened = find_course(course)
    with Gradebook(opened.db_url, opened.course_id) as book:
        grade = book.find_grade("test_double", "tiny", "tiny", "bela")
        grade.manual_score = 1.75
        book.db.commit()
    questions(course)
    told, _ = diff(course, capsys)
    (bela,) = told["students"]
    assert {e["name"]: (e["by_hand"], e["after"]["score"]) for e in bela["exercises"]} == {
        "double": (1.75, 2.0),
        "quadruple": (None, 0.0),
    }
    assert bela["gained"] == -1.5


@pytest.mark.long
def test_who_would_need_a_person_ends_it_with_status_1(course, capsys):
    """As a batch would; whoever needs one already does not."""
    hand_in(course, "ada", b"{")
    told, status = diff(course, capsys, "--student", "ada", "--student", "emre")
    assert (told["need_a_person"], status) == (["ada"], 1)


def test_where_nobody_is_graded_nothing_is_compared_or_written(tmp_path, capsys):
    """No seed is drawn, and nobody is graded."""
    root = make_course(tmp_path, ada=CLASS["ada"])
    before = files(root)
    told, status = diff(root, capsys)
    assert (told["compared"], told["not_graded_yet"], status) == (0, ["ada"], 0)
    assert files(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["tinny"], "no assignment tinny", id="unknown assignment"),
        pytest.param(["tiny", "--student", "zoe"], "no submission of tiny by zoe", id="unknown student"),
    ],
)
def test_what_is_not_there_is_one_clear_line(graded, capsys, arguments, said):
    """Exit status 2, nothing on stdout."""
    assert main(["diff", *arguments, "--course", str(graded)]) == 2
    done = capsys.readouterr()
    assert said in done.err
    assert (done.out, done.err.count("\n")) == ("", 1)
