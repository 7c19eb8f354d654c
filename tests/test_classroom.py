"""The sample class: what every submission must get stands in a table beside it."""

import json
import tomllib
from pathlib import Path

import pytest

from autograder.cli import main

TABLES = sorted((Path(__file__).parent / "classroom" / "expected").glob("*.toml"))


@pytest.fixture(scope="module")
def graded_course(classroom_course):
    """The course of the sample class after one `autograde batch` with three workers."""
    names = [table.stem for table in TABLES]
    assert main(["batch", *names, "--course", str(classroom_course), "--workers", "3"]) == 1
    return classroom_course


def rows():
    """Every row of every table, as pytest wants it."""
    for table in TABLES:
        for student, row in tomllib.loads(table.read_text(encoding="utf-8")).items():
            yield pytest.param(table.stem, student, row, id=f"{table.stem}-{student}")


def read_result(course, assignment, student):
    path = course / "autograded" / student / assignment / "result.json"
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("assignment", "student", "row"), list(rows()))
def test_every_submission_gets_what_the_table_says(graded_course, assignment, student, row):
    """Score, status, each exercise's verdict, and the mistake that must be named."""
    result = read_result(graded_course, assignment, student)
    exercises = {e["name"]: e for e in result["exercises"]}
    named = {name: [d["id"] for d in exercises[name]["diagnoses"]] for name in row.get("diagnoses", {})}
    assert (result["score"], result["status"]) == (row["score"], row["status"])
    assert {name: exercises[name]["verdict"] for name in row["verdicts"]} == row["verdicts"]
    assert named == {name: [id_] for name, id_ in row.get("diagnoses", {}).items()}


def test_right_answers_get_no_diagnosis_but_where_something_is_wrong(graded_course):
    """An exercise that passed carries no diagnosis, and without follow-through no finding."""
    for path in graded_course.glob("autograded/*/*/result.json"):
        for exercise in json.loads(path.read_text(encoding="utf-8"))["exercises"]:
            if exercise["verdict"] == "passed":
                assert exercise["diagnoses"] == []
                findings = {q["finding"] for q in exercise["questions"]}
                assert findings <= {""} or exercise["follow_through"]


def test_scores_add_up_and_nothing_hidden_is_told(graded_course):
    """The sum of the exercises' scores is the score; a hidden question carries neither call nor answer."""
    for path in graded_course.glob("autograded/*/*/result.json"):
        result = json.loads(path.read_text(encoding="utf-8"))
        assert sum(e["score"] or 0 for e in result["exercises"]) == result["score"]
        for question in (q for e in result["exercises"] for q in e["questions"]):
            assert question["visible"] or not {"asked", "answered"} & question.keys()


def test_everybody_has_a_page_and_a_row(graded_course):
    """A page for each student of each assignment, and a row in grades.csv."""
    for table in TABLES:
        students = list(tomllib.loads(table.read_text(encoding="utf-8")))
        grades = (graded_course / "reports" / table.stem / "grades.csv").read_text(encoding="utf-8")
        assert [line.split(",")[0] for line in grades.splitlines()[1:]] == sorted(students)
        for student in students:
            assert (graded_course / "feedback" / student / table.stem / f"{table.stem}.html").exists()
