"""The first assignment, park-visitors, as students get it: made and graded by plain nbgrader alone."""

import ast
import csv
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parent.parent
SOURCE = REPOSITORY / "solutions" / "park-visitors"
RELEASED = REPOSITORY / "assignments" / "park-visitors"
NOTEBOOK = "park-visitors.ipynb"
POINTS = {"predict": 2, "loss": 2, "slope_gradient": 1, "gradient": 3, "train": 4, "visitors_at": 1}
MANUAL = "why_not_543"

RUN_CELLS = """
import json, sys
namespace, errors = {"__name__": "__main__"}, {}
for name, source in json.load(sys.stdin):
    try:
        exec(compile(source, name, "exec"), namespace)
    except Exception as error:
        errors[name] = f"{type(error).__name__}: {error}"
predicted = None if errors else float(namespace["visitors_at"](33))
print("\\n" + json.dumps({"errors": errors, "visitors at 33": predicted}))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh course, the instructor's own files in it, in which nbgrader has released the assignment."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    shutil.copytree(SOURCE, course / "solutions" / "park-visitors")
    for kept in ("exercises.py", "misconceptions.py", "seed"):
        (course / "solutions" / "park-visitors" / kept).touch()
    nbgrader(course, "generate_assignment", "park-visitors")
    return course


def test_release_is_up_to_date(course):
    """Committed under assignments/ is what nbgrader makes of solutions/ today, and nothing beside it."""
    made = course / "assignments" / "park-visitors"
    names = {path.name for path in made.iterdir()}
    assert names == {NOTEBOOK, "park.csv"} == {path.name for path in RELEASED.iterdir()}
    assert read_cells(made) == read_cells(RELEASED)
    assert (made / "park.csv").read_bytes() == (RELEASED / "park.csv").read_bytes()


@pytest.mark.parametrize("exercise", POINTS)
def test_function_is_released_as_a_stub(exercise):
    """Of a function students get the signature, the docstring, and a body that says it is not written."""
    (function,) = ast.parse(source_of(RELEASED, exercise)).body
    assert isinstance(function, ast.FunctionDef)
    assert function.name == exercise
    assert ast.get_docstring(function)
    assert [ast.unparse(line) for line in function.body[1:]] == ["raise NotImplementedError()"]


def test_written_answer_is_released_empty():
    """The model answer stays with the instructor."""
    assert source_of(RELEASED, MANUAL) == "YOUR ANSWER HERE"


def test_release_says_nothing_of_the_solution():
    """No line of a solution, of exercises.py or misconceptions.py, and no hidden test reaches students."""
    kept = [line for exercise in POINTS for line in solution_lines(exercise)]
    kept += ["### BEGIN", "### END", "HIDDEN TESTS", source_of(SOURCE, MANUAL)]
    kept += [line for path in SOURCE.glob("*.py") for line in telling_lines(path)]
    released = "\n".join("".join(cell["source"]) for cell in read_cells(RELEASED))
    assert [line for line in kept if line in released] == []


def test_cells_stand_as_scores_expect_them():
    """Right after the solution cell of an exercise comes its test cell, and that one carries the points."""
    graded = [cell for cell in read_cells(RELEASED) if cell["cell_type"] == "code" and role(cell, "grade_id")]
    ids = [role(cell, "grade_id") for cell in graded]
    points = {
        role(cell, "grade_id"): role(cell, "points") for cell in read_cells(RELEASED) if role(cell, "grade")
    }
    assert ids == ["load", *(name for exercise in POINTS for name in (exercise, f"test_{exercise}"))]
    assert points == {f"test_{exercise}": worth for exercise, worth in POINTS.items()} | {MANUAL: 2}


def test_released_notebook_runs_on_its_stubs():
    """All cells but the tests run without error or warning; each test names what is missing in a sentence."""
    errors = run_cells(RELEASED)["errors"]
    assert list(errors) == [f"test_{exercise}" for exercise in POINTS]
    for exercise in POINTS:
        message = errors[f"test_{exercise}"]
        assert re.fullmatch(rf"AssertionError: {exercise}\b[^.\n]* is not written yet\.", message)


def test_reference_passes_its_own_tests():
    """With the solutions every cell runs, and 33 degrees bring the known number of visitors."""
    assert run_cells(SOURCE) == {"errors": {}, "visitors at 33": pytest.approx(542.8219, abs=1e-4)}


def test_plain_nbgrader_grades_it(course):
    """The test cells alone give the reference all points that need no person, and the stubs none."""
    for student, origin in [("reference", SOURCE), ("stub", RELEASED)]:
        submitted = course / "submitted" / student / "park-visitors"
        submitted.mkdir(parents=True)
        for name in (NOTEBOOK, "park.csv"):
            shutil.copy(origin / name, submitted)
    nbgrader(course, "autograde", "park-visitors")
    nbgrader(course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert scores == {"reference": 13.0, "stub": 0.0}


def nbgrader(course: Path, *arguments: str) -> None:
    """Run nbgrader in *course*, with no configuration but the course's own."""
    nowhere = str(course / "nowhere")
    environment = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",  # it calls alembic by name
        **dict.fromkeys(("HOME", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"), nowhere),
    }
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run_cells(folder: Path) -> dict[str, Any]:
    """Run the code cells of the notebook in *folder* in a new interpreter in which a warning is an error."""
    cells = [
        (cell["id"], "".join(cell["source"])) for cell in read_cells(folder) if cell["cell_type"] == "code"
    ]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", RUN_CELLS],
        input=json.dumps(cells),
        cwd=folder,
        env=os.environ | {"MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    outcome: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return outcome


def read_cells(folder: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((folder / NOTEBOOK).read_text("utf-8"))["cells"]
    return cells


def role(cell: dict[str, Any], key: str) -> Any:
    return cell["metadata"].get("nbgrader", {}).get(key)


def source_of(folder: Path, grade_id: str) -> str:
    (source,) = ["".join(cell["source"]) for cell in read_cells(folder) if role(cell, "grade_id") == grade_id]
    return source


def solution_lines(exercise: str) -> list[str]:
    solution = source_of(SOURCE, exercise).split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    return [line.strip() for line in solution.strip().splitlines()]


def telling_lines(path: Path) -> list[str]:
    """Return the lines of *path* that say something; what every Python file says gives nothing away."""
    return [line.strip() for line in path.read_text("utf-8").splitlines() if len(line.strip()) > 30]
