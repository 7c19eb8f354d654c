"""The blind set: wrong and right versions by people who saw the released notebooks only, and how they fare.

``python tests/blind_set.py`` prints what became of each wrong version and the figures that docs/diagnosis.md quotes.
Each folder of tests/blind holds wrong.py, right.py (see `read_versions`) and judged.toml: for each wrong version the
diagnoses that, read beside its docstring, name or describe exactly that mistake.
"""

import sys
import tempfile
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sample_course import assemble_course

from autograder.answerkey import LIMITS_FOR_AUTHORS
from autograder.asking import Conversation
from autograder.batch import answer_key, open_sandbox
from autograder.course import find_course, load_assignment
from autograder.model import Cell
from autograder.questions import _read_versions
from autograder.scoring import score

BLIND = Path(__file__).parent / "blind"
ASSIGNMENTS = sorted(folder.name for folder in BLIND.iterdir() if folder.is_dir())


@dataclass(frozen=True)
class Fate:
    """What became of one version."""

    name: str
    of: str
    about: str
    lost_points: bool
    diagnoses: tuple[str, ...]
    findings: tuple[str, ...]


def grade_versions(root, assignment_name, kind):
    """Grade all *kind* (wrong or right) versions of an assignment, each in place of its function, beside the reference."""
    course = find_course(root)
    assignment = load_assignment(course, assignment_name)
    key = answer_key(course, assignment)
    sheet = key.sheet_for("blind")
    exercises = {e.name: e for e in sheet.exercises}
    versions, source = _read_versions(BLIND / assignment_name / f"{kind}.py", kind, sheet.exercises)
    source = "\n".join(line for line in source.splitlines() if not line.startswith("from versions import"))
    [notebook] = assignment.notebooks
    cells = [c for c in assignment.reference[notebook] if c.is_code and not c.is_test]
    fates = []
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS) as sandbox:
        for function, of in versions:
            # In a process of its own, under its exercise's own name, as in a student's notebook.
            mine = f"{source}\n{of} = {function.name}"
            with Conversation(sandbox, [*cells, Cell(10_000, mine)], assignment.data_files) as student:
                exercise = exercises[of]
                transcript = student.ask_all([exercise])[of]
                result = score(exercise, transcript, sheet, {}, partial(student.ask, of))
            about = (function.body[0].value.value if function.body else "").strip()
            findings = tuple(q.finding for q in result.questions if q.finding)
            lost = result.score != exercise.points
            fates.append(
                Fate(function.name, of, about, lost, tuple(d.id for d in result.diagnoses), findings)
            )
    return fates


def judge(fate, judged):
    """Return how a wrong version was named: right, wrong or not at all."""
    accepted = judged.get(fate.name, {}).get("named", [])
    if not fate.diagnoses:
        return "silent"
    return "right" if set(fate.diagnoses) & set(accepted) else "wrong"


def read_judged(assignment_name):
    """Return, by wrong version, which diagnoses name it rightly."""
    path = BLIND / assignment_name / "judged.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def main(names):
    """Print every wrong version that is not named rightly, every right one that loses points, and the figures."""
    totals = Counter()
    with tempfile.TemporaryDirectory() as folder:
        root = assemble_course(Path(folder))
        for name in names or ASSIGNMENTS:
            judged = read_judged(name)
            for fate in grade_versions(root, name, "wrong"):
                named = judge(fate, judged)
                totals += Counter({"wrong": 1, "caught": fate.lost_points, f"named {named}": 1})
                print(f"{name} {fate.of} {fate.name}: {'' if fate.lost_points else 'NOT CAUGHT '}{named}")
                print(f"    {fate.about}\n    {', '.join(fate.diagnoses) or '-'}")
            for fate in grade_versions(root, name, "right"):
                totals += Counter({"right": 1, "kept": not fate.lost_points})
                if fate.lost_points:
                    print(f"{name} {fate.of} {fate.name}: LOSES POINTS: {fate.about}: {fate.findings[:2]}")
    print(dict(totals))


if __name__ == "__main__":
    main(sys.argv[1:])
