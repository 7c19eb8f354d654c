"""Every assignment as students get it: made and graded by plain nbgrader alone."""

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

from autograder.course import find_course, load_assignment

REPOSITORY = Path(__file__).parent.parent
NAMES = sorted(path.name for path in (REPOSITORY / "solutions").iterdir() if path.is_dir())
KEPT_BACK = ("exercises.py", "misconceptions.py", "variants.py", "seed")
ASSIGNMENTS = {name: load_assignment(find_course(REPOSITORY), name, keep_seed=False) for name in NAMES}

NBGRADERS_OWN = "nbconvert.exporters.notebook.NotebookExporter"
"""What `nbgrader autograde` writes with where no configuration says otherwise."""

RUN_CELLS = """
import json, sys
namespace, errors = {"__name__": "__main__"}, {}
for name, source in json.load(sys.stdin):
    try:
        exec(compile(source, name, "exec"), namespace)
    except Exception as error:
        errors[name] = f"{type(error).__name__}: {error}"
print("\\n" + json.dumps(errors))
"""

pytestmark = pytest.mark.parametrize("name", NAMES)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh course, the instructor's own files in it, in which nbgrader has released every assignment."""
    course = tmp_path_factory.mktemp("course")
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    shutil.copytree(REPOSITORY / "solutions", course / "solutions")
    for name in NAMES:
        for kept in KEPT_BACK:
            (course / "solutions" / name / kept).touch()
        nbgrader(course, "generate_assignment", name)
    return course


def test_release_is_up_to_date(course, name):
    """Committed under assignments/ is what nbgrader makes of solutions/ today, and nothing beside it."""
    made, committed = course / "assignments" / name, released(name)
    files = {path.name for path in made.iterdir()}
    assert files == {f"{name}.ipynb", *ASSIGNMENTS[name].data_files}
    assert files == {path.name for path in committed.iterdir()}
    assert read_cells(made) == read_cells(committed)
    for data in ASSIGNMENTS[name].data_files:
        assert (made / data).read_bytes() == (committed / data).read_bytes()


def test_functions_are_released_as_stubs(name):
    """Of a function students get the signature, the docstring, and a body that says it is not written."""
    for exercise in exercises(name):
        (function,) = ast.parse(source_of(released(name), exercise)).body
        assert isinstance(function, ast.FunctionDef)
        assert function.name == exercise
        assert ast.get_docstring(function)
        assert [ast.unparse(line) for line in function.body[1:]] == ["raise NotImplementedError()"]


def test_release_says_nothing_of_the_solution(name):
    """No line of a solution, of the instructor's .py files, no model answer and no hidden test reaches students."""
    kept = [line for exercise in exercises(name) for line in solution_lines(name, exercise)]
    kept += ["### BEGIN", "### END", "HIDDEN TESTS"]
    kept += [source_of(source(name), manual.name) for manual in ASSIGNMENTS[name].manual]
    kept += [line for path in source(name).glob("*.py") for line in telling_lines(path)]
    text = "\n".join("".join(cell["source"]) for cell in read_cells(released(name)))
    assert [line for line in kept if line in text] == []


def test_cells_stand_as_scores_expect_them(name):
    """Right after the solution cell of an exercise comes its test cell, and that one carries the points."""
    cells = [cell for cell in read_cells(released(name)) if cell["cell_type"] == "code"]
    ids = [role(cell, "grade_id") for cell in cells]
    for exercise in ASSIGNMENTS[name].exercises:
        place = ids.index(exercise.name)
        assert ids[place + 1] == f"test_{exercise.name}"
        assert role(cells[place + 1], "points") == exercise.points


def test_released_notebook_runs_on_its_stubs(name):
    """All cells but the tests run without error or warning; each test names what is missing in a sentence."""
    errors = run_cells(released(name))
    manual = {m.name for m in ASSIGNMENTS[name].manual}
    assert set(errors) - manual == {f"test_{exercise}" for exercise in exercises(name)}
    for exercise in exercises(name):
        assert re.fullmatch(
            rf"AssertionError: {exercise}\b[^.\n]* is not written yet\.", errors[f"test_{exercise}"]
        )


def test_reference_passes_its_own_tests(name):
    """With the solutions every cell runs, without a warning."""
    assert run_cells(source(name)) == {}


@pytest.mark.long
def test_plain_nbgrader_grades_it(course, name):
    """The test cells alone give the reference all points that need no person, and the stubs none."""
    for student, origin in [("reference", source(name)), ("stub", released(name))]:
        submitted = course / "submitted" / student / name
        submitted.mkdir(parents=True)
        for file in (f"{name}.ipynb", *ASSIGNMENTS[name].data_files):
            shutil.copy(origin / file, submitted)
    nbgrader(course, "autograde", name, f"--Autograde.exporter_class={NBGRADERS_OWN}")
    nbgrader(course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == name]
    points = sum(exercise.points for exercise in ASSIGNMENTS[name].exercises)
    assert {row["student_id"]: float(row["score"]) for row in rows} == {"reference": points, "stub": 0.0}


def source(name: str) -> Path:
    return REPOSITORY / "solutions" / name


def released(name: str) -> Path:
    return REPOSITORY / "assignments" / name


def exercises(name: str) -> list[str]:
    return [exercise.name for exercise in ASSIGNMENTS[name].exercises]


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


def run_cells(folder: Path) -> dict[str, str]:
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
    errors: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return errors


def read_cells(folder: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((folder / f"{folder.name}.ipynb").read_text("utf-8"))["cells"]
    return cells


def role(cell: dict[str, Any], key: str) -> Any:
    return cell["metadata"].get("nbgrader", {}).get(key)


def source_of(folder: Path, grade_id: str) -> str:
    (source,) = ["".join(cell["source"]) for cell in read_cells(folder) if role(cell, "grade_id") == grade_id]
    return source


def solution_lines(name: str, exercise: str) -> list[str]:
    solution = source_of(source(name), exercise).split("### BEGIN SOLUTION")[1].split("### END SOLUTION")[0]
    return [line.strip() for line in solution.strip().splitlines()]


def telling_lines(path: Path) -> list[str]:
    """Return the lines of *path* that say something; what every Python file says gives nothing away."""
    return [line.strip() for line in path.read_text("utf-8").splitlines() if len(line.strip()) > 30]
