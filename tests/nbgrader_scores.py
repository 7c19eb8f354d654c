"""What nbgrader itself gives the example class, kept in tests/golden/nbgrader_scores.json.

``python tests/nbgrader_scores.py`` grades the class with the real ``nbgrader autograde`` (several minutes) and writes
the file anew. For each assignment, way of putting missing cells back, student, notebook and cell there is the automatic
score and whether a person has to look; a student whom nbgrader does not grade has its last words instead.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import example_class
from nbgrader.api import Gradebook

KEPT = Path(__file__).parent / "golden" / "nbgrader_scores.json"
ASSIGNMENTS = ("ps1", "ps2")
SETTINGS = {
    "as installed": (),
    "missing cells put back": ("--OverwriteCells.add_missing_cells=True",),
}
"""Which of nbgrader's own options are tried. The second is for students who deleted cells."""


def grade_with_nbgrader(root: Path, only: tuple[str, ...] = ()) -> dict:
    """Make the course in *root*, let nbgrader grade it, and return what it gave; *only* some students."""
    example_class.make_course(root)
    kept = {assignment: {setting: {} for setting in SETTINGS} for assignment in ASSIGNMENTS}
    for assignment in ASSIGNMENTS:
        run_nbgrader(root, "generate_assignment", assignment)
        folder = root / "release" / assignment
        released = {path.stem: json.loads(path.read_text()) for path in sorted(folder.glob("*.ipynb"))}
        for student in example_class.hand_in(root, assignment, released):
            if only and student not in only:
                continue
            for setting, options in SETTINGS.items():
                if options and not student.startswith("deleted"):
                    continue
                done = run_nbgrader(root, "autograde", assignment, "--student", student, "--force", *options)
                scores = scores_of(root, assignment, student)
                aborted = done.returncode or ("error" in done.stderr.lower() and not scores)
                kept[assignment][setting][student] = (
                    {"aborted": _last_words(done.stderr)} if aborted else scores
                )
    return kept


def run_nbgrader(root, *arguments):
    """Run one command of nbgrader in the course at *root*."""
    program = str(Path(sys.executable).with_name("nbgrader"))
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    return subprocess.run(
        [program, *arguments], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def _last_words(log):
    lines = [line.strip() for line in log.splitlines() if "error" in line.lower()]
    return next((line for line in reversed(lines) if "Error:" in line), lines[-1] if lines else "")[-150:]


def scores_of(root, assignment, student):
    """Return what the gradebook has for each cell: the automatic score, and whether a person has to look."""
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as book:
        submission = book.find_submission(assignment, student)
        return {
            notebook.name: {
                grade.name: [grade.auto_score, bool(grade.needs_manual_grade)]
                for grade in sorted(notebook.grades, key=lambda grade: grade.name)
            }
            for notebook in sorted(submission.notebooks, key=lambda one: one.name)
        }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        KEPT.write_text(
            json.dumps(grade_with_nbgrader(Path(folder) / "course"), indent=1, sort_keys=True) + "\n"
        )
