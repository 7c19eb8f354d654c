"""The blind sets: wrong and right versions by people who saw the released notebooks only, and how they fare.

``python tests/blind_set.py`` prints what became of each wrong version and the figures that docs/diagnosis.md quotes;
with names of sets or assignments, of those only. Each folder ``tests/<set>/<assignment>`` holds wrong.py and right.py
(functions like those of misconceptions.py, whose docstring says what is wrong) and judged.toml: for each wrong version
the diagnoses that, read beside it, name or describe exactly that mistake.
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
from autograder.batch import answer_key
from autograder.course import find_course, load_assignment
from autograder.model import Cell
from autograder.questions import _read_versions
from autograder.scoring import score
from autograder.worker import open_sandbox

SETS = ("blind", "blind2")
HERE = Path(__file__).parent
FOLDERS = [folder for name in SETS for folder in sorted((HERE / name).iterdir()) if folder.is_dir()]


@dataclass(frozen=True)
class Fate:
    """What became of one version."""

    name: str
    of: str
    about: str
    lost_points: bool
    diagnoses: tuple[str, ...]
    findings: tuple[str, ...]


def grade_versions(root, folder, kind):
    """Grade all *kind* (wrong or right) versions in *folder*, each in place of its function, beside the reference."""
    course = find_course(root)
    assignment = load_assignment(course, folder.name)
    key = answer_key(course, assignment)
    sheet = key.sheet_for(folder.parent.name)
    exercises = {e.name: e for e in sheet.exercises}
    versions, source = _read_versions(folder / f"{kind}.py", kind, sheet.exercises)
    source = "\n".join(line for line in source.splitlines() if not line.startswith("from versions import"))
    [notebook] = assignment.notebooks
    cells = [c for c in assignment.reference[notebook] if c.is_code and not c.is_test]
    fates = []
    with open_sandbox(assignment, LIMITS_FOR_AUTHORS) as sandbox:
        for function, of in versions:
            # In a process of its own, under its exercise's own name, as in a student's notebook.
            mine = Cell(10_000, f"{source}\n{of} = {function.name}")
            with Conversation(sandbox, [*cells, mine], assignment.data_files) as student:
                transcript = student.ask_all([exercises[of]])[of]
                result = score(exercises[of], transcript, sheet, {}, partial(student.ask, of))
            about = function.body[0].value.value.strip()
            findings = tuple(q.finding for q in result.questions if q.finding)
            lost = result.score != exercises[of].points
            fates.append(
                Fate(function.name, of, about, lost, tuple(d.id for d in result.diagnoses), findings)
            )
    return fates


def judge(fate, judged):
    """Return how a wrong version was named: right, wrong or not at all."""
    if not fate.diagnoses:
        return "silent"
    return "right" if set(fate.diagnoses) & set(judged.get(fate.name, {}).get("named", [])) else "wrong"


def read_judged(folder):
    """Return, by wrong version, which diagnoses name it rightly."""
    return tomllib.loads((folder / "judged.toml").read_text(encoding="utf-8"))


def main(names):
    """Print every wrong version with what was said about it, every right one that loses points, and the figures."""
    figures = {name: Counter() for name in SETS}
    with tempfile.TemporaryDirectory() as temporary:
        root = assemble_course(Path(temporary))
        for folder in FOLDERS:
            if names and not {folder.name, folder.parent.name} & set(names):
                continue
            judged, counts = read_judged(folder), figures[folder.parent.name]
            for fate in grade_versions(root, folder, "wrong"):
                named = judge(fate, judged)
                counts.update({"wrong": 1, "caught": fate.lost_points, f"named {named}": 1})
                print(
                    f"{folder.name} {fate.of} {fate.name}: {'' if fate.lost_points else 'NOT CAUGHT '}{named}"
                )
                print(f"    {fate.about}\n    {', '.join(fate.diagnoses) or '-'}")
            for fate in grade_versions(root, folder, "right"):
                counts.update({"right": 1, "kept": not fate.lost_points})
                if fate.lost_points:
                    print(
                        f"{folder.name} {fate.of} {fate.name}: LOSES POINTS: {fate.about}: {fate.findings[:2]}"
                    )
    for name, counts in figures.items():
        print(name, ", ".join(f"{what} {count}" for what, count in sorted(counts.items())))


if __name__ == "__main__":
    main(sys.argv[1:])
