"""The same course with its gradebook in PostgreSQL, as departments with several graders have it."""

import os
import shutil
import threading
from pathlib import Path

import pytest
from postgres import find_programs, running_server
from sqlalchemy import create_engine, text
from test_course_state import (
    CLASS,
    batch,
    exported,
    make_course,
    mark,
    notebook,
    open_book,
    read_tables,
    totals,
)
from tiny_course import hand_in

from autograder.cli import main
from autograder.clusters import cluster_of
from autograder.course import find_course
from autograder.records import read_result

pytestmark = pytest.mark.services

ODD = {
    "nul": notebook(double="def double(x):\n    return 'a\\x00b'"),
    "half": notebook(double="def double(x):\n    raise ValueError('\\ud800 \\x1b[31m')"),
    "zoë 'o": notebook(quadruple="def quadruple(x):\n    return '\\N{GRINNING FACE}'"),
}


@pytest.fixture(scope="module")
def server():
    programs = find_programs()
    if programs is None:
        reason = "PostgreSQL is not installed (on Debian: apt-get install postgresql)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with running_server(programs) as address:
        yield address


@pytest.fixture
def two_courses(server, tmp_path):
    """The same class twice: with SQLite, and with a new database of the server."""
    plain = tmp_path / "plain"
    plain.mkdir()
    make_course(plain, {**CLASS, **ODD})
    course = Path(shutil.copytree(plain, tmp_path / "course", ignore=shutil.ignore_patterns("gradebook.db")))
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    name = f"course_{os.urandom(4).hex()}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    with (course / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {server.format(name)!r}\n")
    assert main(["release", "tiny", "--course", str(course)]) == 0
    with open_book(course) as book:
        book.update_or_create_assignment("tiny", duedate="2026-03-02 00:00:00 UTC")
        book.update_or_create_student("nobody", first_name="No", last_name="Body")
    return plain, course


def test_the_gradebook_is_the_same_in_both(two_courses):
    """After a batch, marks by hand, feedback, and a batch again: row by row, whatever students' texts hold."""
    plain, course = two_courses
    for root in two_courses:
        assert batch(root) == 0
    assert not (course / "gradebook.db").exists()
    assert read_tables(course) == read_tables(plain)
    for root in two_courses:
        mark(root, "cleo")
        assert main(["feedback", "tiny", "--course", str(root)]) == 1
        assert batch(root, "--force") == 0
    assert read_tables(course) == read_tables(plain)
    assert exported(course) == totals(course) == totals(plain)


def test_a_batch_waits_for_a_grader_who_is_saving(two_courses):
    """A row that formgrader holds is written when it lets go; the mark that it saved is seen, and questioned."""
    _, course = two_courses
    assert batch(course) == 0
    hand_in(course, "ada", notebook(double="def double(x):\n    return None"))
    done = []
    with open_book(course) as book:
        grade = book.find_grade("test_double", "tiny", "tiny", "ada")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        book.db.flush()  # holds the row
        grading = threading.Thread(target=lambda: done.append(batch(course)))
        grading.start()
        engine = create_engine(book.engine.url)
        with engine.connect() as connection:
            waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            while grading.is_alive() and not connection.scalar(waiting):
                connection.rollback()
        engine.dispose()
        assert done == []
        book.db.commit()
    grading.join(timeout=300)
    assert done == [0]
    with open_book(course) as book:
        grade = book.find_grade("test_double", "tiny", "tiny", "ada")
        assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (0.0, 1.5, True)


def test_a_comment_waits_for_a_grader_who_is_saving(two_courses):
    """What formgrader writes meanwhile is not lost: the comment for many comes after it."""
    _, course = two_courses
    assert batch(course) == 0
    hand_in(course, "ada", notebook(double="def double(x):\n    return x * x"))
    assert batch(course) == 0
    result = read_result(find_course(course), "tiny", "ada")
    (cluster,) = {cluster_of("tiny", e) for e in result.exercises} - {""}
    done = []
    with open_book(course) as book:
        book.find_comment("double", "tiny", "tiny", "ada").manual_comment = "Hello."
        book.db.flush()  # holds the row
        command = ["comment", cluster, "Look again.", "--course", str(course)]
        saying = threading.Thread(target=lambda: done.append(main(command)))
        saying.start()
        engine = create_engine(book.engine.url)
        with engine.connect() as connection:
            waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            while saying.is_alive() and not connection.scalar(waiting):
                connection.rollback()
        engine.dispose()
        assert done == []
        book.db.commit()
    saying.join(timeout=300)
    assert done == [0]
    with open_book(course) as book:
        assert book.find_comment("double", "tiny", "tiny", "ada").manual_comment == "Hello.\n\nLook again."


def test_a_server_that_is_not_there_is_one_clear_line(two_courses, capsys):
    """It names the address, without a password."""
    _, course = two_courses
    with (course / "nbgrader_config.py").open("a") as config:
        config.write("\nc.CourseDirectory.db_url = 'postgresql+psycopg://g:secret@127.0.0.1:1/none'\n")
    capsys.readouterr()
    assert batch(course) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "127.0.0.1:1" in said
    assert "secret" not in said
