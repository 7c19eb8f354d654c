"""nbgrader's own commands, as a course with an exchange uses them: nothing is lost between its steps and ours."""

import os
import shutil
from pathlib import Path

import pytest
import tiny_course
from test_course_state import (
    CLASS,
    batch,
    exported,
    make_course,
    mark,
    notebook,
    page,
    read_tables,
    run_nbgrader,
    totals,
)

from autograder.cli import main

pytestmark = pytest.mark.long

SECRETS = ("BEGIN HIDDEN", "a random number", "quarters", "squared(x)", "5eed")


@pytest.fixture
def course(tmp_path):
    root = tmp_path / "course"
    root.mkdir()
    return make_course(root, CLASS)


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nbgrader_autograde_leaves_what_a_batch_leaves(course, tmp_path):
    """Tables, notebooks, results and pages; so do formgrader's buttons, which call the same code."""
    tiny_course.hand_in(course, "emre", b"{")
    tiny_course.hand_in(course, "fleur", notebook(double="import os\ndef double(x):\n    os._exit(0)"))
    other = Path(shutil.copytree(course, tmp_path / "other"))
    assert batch(course) == 1
    run_nbgrader(other, "autograde", "tiny")
    ours, theirs = read_tables(course), read_tables(other)
    assert ours == theirs
    for step in ("autograded", "feedback"):
        mine, its = files(course / step), files(other / step)
        assert mine.keys() == its.keys()
        assert {n for n in mine if mine[n] != its[n] and not n.endswith("secret.txt")} == set()
    run_nbgrader(other, "autograde", "tiny", "--force", "--student", "ada")
    assert read_tables(other) == ours


def test_nbgrader_generate_feedback_makes_our_pages(course):
    """With the marks by hand; a leftover page of a student's own is gone, and so is what is not for students.

    They are those that `autograde feedback` makes, with the student's own notebook and the way to ask.
    """
    (course / "submitted/ada/tiny/evil.html").write_text("<script>")
    (course / "autograder.toml").write_text('[feedback]\nquestions = "Come on Tuesday."\n')
    assert batch(course) == 0
    mark(course, "ada")
    run_nbgrader(course, "generate_feedback", "tiny", "--force")
    assert "Well &lt;b&gt;said&lt;/b&gt;." in page(course, "ada")
    assert "<strong>4.25 of 5.5</strong>" in page(course, "ada")
    assert [p.name for p in course.glob("feedback/*/*/*.html")] == ["tiny.html"] * len(CLASS)
    assert list(course.glob("feedback/**/result.json")) == []
    made = page(course, "ada")
    assert "Come on Tuesday." in made
    (course / "feedback/ada/tiny/tiny.html").unlink()
    assert main(["feedback", "tiny", "--course", str(course)]) == 1  # written answers wait
    assert page(course, "ada") == made


def test_an_assignment_without_exercises_stays_nbgraders(course):
    """Run in a kernel by nbgrader, scored by its rules, with its own page."""
    (course / "solutions/tiny/exercises.py").unlink()
    run_nbgrader(course, "autograde", "tiny", "--student", "bela")
    run_nbgrader(course, "generate_feedback", "tiny", "--student", "bela")
    assert not (course / "autograded/bela/tiny/result.json").exists()
    assert 'div class="panel-heading"' in page(course, "bela")
    assert exported(course)["bela"] == 2.0


def test_a_page_without_our_result_is_refused(course):
    """Rather than nbgrader's own, which would show hidden tests."""
    assert batch(course) == 0
    (course / "autograded/ada/tiny/result.json").unlink()
    done = run_nbgrader(course, "generate_feedback", "tiny", "--force", status=1)
    assert "run `autograde batch tiny` first" in done.stderr
    assert not (course / "feedback/ada").exists() or not list((course / "feedback/ada").rglob("*.html"))


def test_the_whole_way_through_the_exchange(course, tmp_path):
    """Release, fetch, submit, collect, grade, release of feedback, fetch of it: the page comes back to its student."""
    exchange, home = tmp_path / "exchange", tmp_path / "student"
    exchange.mkdir()
    exchange.chmod(0o777)
    home.mkdir()
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(exchange)!r}\n")
    student = [
        f"--Exchange.root={exchange}",
        f"--Exchange.cache={home / 'cache'}",
        "--course",
        "gradient-descent",
    ]
    shutil.rmtree(course / "submitted")
    run_nbgrader(course, "release_assignment", "tiny")
    run_nbgrader(home, "fetch_assignment", "tiny", *student)
    assert set(files(home / "tiny")) == {"tide.csv", "tiny.ipynb"}
    (home / "tiny/tiny.ipynb").write_bytes(CLASS["bela"])
    run_nbgrader(home, "submit", "tiny", *student)
    run_nbgrader(course, "collect", "tiny")
    (name,) = os.listdir(course / "submitted")
    tiny_course.hand_in(course, "from-the-lms", CLASS["ada"])  # has no time and no secret, and stops nobody
    assert batch(course) == 0
    run_nbgrader(course, "release_feedback", "tiny")
    run_nbgrader(home, "fetch_feedback", "tiny", *student)
    (fetched,) = (home / "tiny/feedback").rglob("*.html")
    assert fetched.name == "tiny.html"
    assert fetched.read_text() == page(course, name)
    assert f"Feedback for <strong>{name}</strong>" in fetched.read_text()
    everything = b"".join(files(exchange / "gradient-descent/feedback").values()).decode()
    assert [secret for secret in SECRETS if secret in everything] == []
    assert len(list((exchange / "gradient-descent/feedback").iterdir())) == 2
    assert totals(course)[name] == 0  # handed in today, long after the due date
