"""Courses with as many submissions as wanted, made of the sample class under new names.

Three kinds: *training* (park-visitors, whose notebooks train 20,000 iterations in a cell of their own), *libraries*
(ice-cream, with pandas and scikit-learn) and *light* (three-points).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from itertools import cycle, islice
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
CLASSROOM = REPOSITORY / "tests" / "classroom"
KINDS = {"training": "park-visitors", "libraries": "ice-cream", "light": "three-points"}
"""The assignment of each kind of class."""
LEFT_OUT = {
    "elif": "overwrites plt.ylabel: bare, whoever comes next in that process would fail",
    "fleur": "hands in a notebook of version 3, to which no cell is added here",
}
"""Students of the sample class whose work is not the same bare, beside those whose cells or functions fail."""
TRAINING = """\
days = np.loadtxt("park.csv", delimiter=",", skiprows=1, unpack=True)
trained = train(days[0], days[1], {iterations}, 0.001)
print(trained)"""


def make_course(root: Path, kind: str, count: int) -> Path:
    """Make a released course with *count* submissions, taken in turn from those of the sample class that run through."""
    assignment = KINDS[kind]
    with tempfile.TemporaryDirectory(prefix="candidates-") as scratch:
        candidates = _release(Path(scratch, "course"), assignment)
        for student in _candidates(assignment):
            hand_in(candidates, kind, student, student, 0)
        command = [sys.executable, "-m", "benchmarks.sides", "trial", assignment, str(candidates)]
        done = subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.PIPE, text=True)
        students = json.loads(done.stdout.splitlines()[-1])["through"]
    _release(root, assignment)
    for number, student in enumerate(islice(cycle(students), count)):
        hand_in(root, kind, student, f"{student}-{number:04}", number)
    return root


def hand_in(course: Path, kind: str, student: str, name: str, number: int) -> None:
    """Hand in what *student* of the sample class did, under another *name* and with a *number* that makes it another."""
    folder = course / "submitted" / name / KINDS[kind]
    shutil.copytree(CLASSROOM / "submitted" / student / KINDS[kind], folder)
    for path in folder.glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        source = f"# submission {number}"
        if kind == "training":
            source += "\n" + TRAINING.format(iterations=20_000 + number % 10)
        cell: dict[str, Any] = {
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "execution_count": None,
            "outputs": [],
        }
        if notebook.get("nbformat_minor", 0) >= 5:
            cell["id"] = "the-last-one"
        notebook["cells"].append(cell)
        path.write_text(json.dumps(notebook), encoding="utf-8")


def _release(root: Path, assignment: str) -> Path:
    root.mkdir(parents=True)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    unwanted = shutil.ignore_patterns("seed", "__pycache__")
    shutil.copytree(REPOSITORY / "solutions" / assignment, root / "solutions" / assignment, ignore=unwanted)
    command = [sys.executable, "-m", "autograder", "release", assignment, "--course", str(root)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return root


def _candidates(assignment: str) -> list[str]:
    """Return the students whose functions neither end their process nor run for ever."""
    expected = tomllib.loads((CLASSROOM / "expected" / f"{assignment}.toml").read_text(encoding="utf-8"))
    through = {"passed", "partial", "failed", "error", "missing", "manual"}
    return sorted(
        student
        for student, wanted in expected.items()
        if wanted.get("verdicts")
        and set(wanted["verdicts"].values()) <= through
        and student not in LEFT_OUT
        and any((CLASSROOM / "submitted" / student / assignment).glob("*.ipynb"))
    )
