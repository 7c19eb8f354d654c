"""The sample class: what every submission must get stands in a table beside it."""

import json
import tomllib
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.cli import main

TABLES = {
    table.stem: table for table in sorted((Path(__file__).parent / "classroom" / "expected").glob("*.toml"))
}
QUICK = "park-visitors"
"""The assignment whose class is graded in every run of the tests; the others take minutes."""

ASSIGNMENTS = [
    pytest.param(name, marks=() if name == QUICK else pytest.mark.long, id=name) for name in TABLES
]


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def graded(request, classroom_course):
    """An assignment, and the course after one `autograde batch` of it with three workers."""
    # Half of the usual limits: one of the class loops for ever, and this shortens the wait for it.
    (classroom_course / "autograder.toml").write_text(
        "[limits]\ncell_cpu_seconds = 5\nquestion_cpu_seconds = 2.5\n", encoding="utf-8"
    )
    arguments = ["batch", request.param, "--course", str(classroom_course), "--workers", "3"]
    assert main(arguments) == (1 if request.param == QUICK else 0)
    return request.param, classroom_course


def read_table(name):
    return tomllib.loads(TABLES[name].read_text(encoding="utf-8"))


def read_result(course, assignment, student):
    path = course / "autograded" / student / assignment / "result.json"
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_submission_gets_what_the_table_says(graded, subtests):
    """Score, status, each exercise's verdict, and the mistake that must be named."""
    assignment, course = graded
    for student, row in read_table(assignment).items():
        with subtests.test(student):
            result = read_result(course, assignment, student)
            exercises = {e["name"]: e for e in result["exercises"]}
            named = {
                name: [d["id"] for d in exercises[name]["diagnoses"]] for name in row.get("diagnoses", {})
            }
            assert (result["score"], result["status"]) == (row["score"], row["status"])
            assert {name: exercises[name]["verdict"] for name in row["verdicts"]} == row["verdicts"]
            assert named == {name: [id_] for name, id_ in row.get("diagnoses", {}).items()}


def results(graded):
    assignment, course = graded
    return [read_result(course, assignment, student) for student in read_table(assignment)]


def test_right_answers_get_no_diagnosis_but_where_something_is_wrong(graded):
    """An exercise that passed carries no diagnosis, and without follow-through no finding."""
    for exercise in (e for result in results(graded) for e in result["exercises"]):
        if exercise["verdict"] == "passed":
            assert exercise["diagnoses"] == []
            findings = {q["finding"] for q in exercise["questions"]}
            assert findings <= {""} or exercise["follow_through"]


def test_scores_add_up_and_nothing_hidden_is_told(graded):
    """The sum of the exercises' scores is the score; a hidden question carries neither call nor answer."""
    for result in results(graded):
        assert sum(e["score"] or 0 for e in result["exercises"]) == result["score"]
        for question in (q for e in result["exercises"] for q in e["questions"]):
            assert question["visible"] or not {"asked", "answered"} & question.keys()


def test_everybody_has_a_page_and_a_row(graded):
    """A page for each student who handed in, and for everybody of the course a row in grades.csv."""
    assignment, course = graded
    students = list(read_table(assignment))
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        everybody = {student.id for student in gradebook.students}
    assert everybody >= set(students)
    grades = (course / "reports" / assignment / "grades.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in grades.splitlines()[1:]] == sorted(everybody)
    for student in students:
        assert (course / "feedback" / student / assignment / f"{assignment}.html").exists()


def test_the_readme_shows_what_is_printed(graded, capsys, monkeypatch):
    """The table of the student who forgot a factor of 2; exercises that are right on that mistake say so."""
    assignment, course = graded
    if assignment != QUICK:
        pytest.skip("the README shows one")
    monkeypatch.setenv("COLUMNS", "80")
    capsys.readouterr()
    notebook = course / "submitted" / "ivo" / QUICK / f"{QUICK}.ipynb"
    assert main(["grade", str(notebook), "--assignment", QUICK, "--course", str(course)]) == 0
    printed = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    command = "$ autograde grade demo/submitted/ivo/park-visitors/park-visitors.ipynb --assignment park-visitors --course demo"
    shown = readme.partition(f"{command}\n")[2].partition("```")[0]
    assert printed == shown.splitlines()
