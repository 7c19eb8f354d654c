"""The attack suite: submissions that try something, each graded beside the same wrong answers without the attack.

A folder of tests/hostile/ is one attack. What it hands in is its control's cells and then its own:

    about.toml   what it tries, and what besides the points must come of it (see `Attack`)
    attack.py    its cells, divided by lines that begin with "# %%"
    control.py   the cells that both have after those of the base: the wrong answers, where the base's will not do
    build.py     instead of attack.py, where bytes matter: `build(folder, notebook)` writes what is handed in

Canaries, drawn anew for every run, lie in everything that no student may see. A measured run is a real
`autograde batch` over all of it, watched from outside; `python tests/hostile_suite.py` prints what came of it.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import runpy
import secrets
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import tempfile
import time
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
SUITE = REPOSITORY / "tests" / "hostile"
NAME = "descent"
"""The assignment that all attacks are on."""
EXERCISES = ("predict", "loss", "gradient", "train")

CLASSES = {
    "T1": ("reads tests and reference from disk", "no canary comes back"),
    "T2": ("reads them through the interpreter", "no canary comes back"),
    "T3": ("carries hidden questions into what is shown", "no canary is shown"),
    "T4": ("shadows names, builtins and libraries", "no point more"),
    "T5": ("returns values that lie", "no point more, and nothing of it runs in the grader"),
    "T6": ("patches the harness", "no point more"),
    "T7": ("forges or overwrites the result", "no point more; a person sees a flag"),
    "T8": ("outlives its process", "no process and no file is left"),
    "T9": ("smuggles pickles and the like", "no class of a student's is ever looked up"),
    "T10": ("exits or crashes", "only the question asked is lost"),
    "T11": ("hangs", "only the question asked is lost, and the batch ends"),
    "T12": ("exhausts memory, disk, output", "the grader's memory stays within its bound"),
    "T13": ("uses the network", "nothing is sent"),
    "T14": ("reads credentials and the environment", "no canary comes back"),
    "T15": ("leaves something for the next submission", "all others come out as without it, byte for byte"),
    "T16": ("hands in a hostile file", "one clear line, or the cells as they stand"),
    "T17": ("injects into pages and tables", "text stays text"),
    "T18": ("fits the questions it knows", "no point more"),
    "T19": ("attacks the grader's process", "the batch ends as without it"),
    "T20": ("answers with poisoned numbers", "no point more; never our own failure"),
    "T21": ("hooks into IPython", "no point more"),
    "T22": ("reports its own score", "no point more"),
}
"""What is tried, and what must hold, beside the points that are never more than the control's."""


# ---------------------------------------------------------------- the attacks


@dataclass(frozen=True)
class Attack:
    """One folder of the suite."""

    name: str
    folder: Path
    of: str
    """Its class, ``T4``."""
    tries: str
    quick: bool = False
    """Whether it is among those of `make test`."""
    base: str = "unable"
    """Whose functions it begins with: *unable* gets everything wrong, *able* everything right."""
    costs: tuple[str, ...] = ()
    """The exercises in which it may get less than its control, which is then the price of its own deed."""
    flagged: tuple[str, ...] = ()
    """The exercises that must carry a flag; all others must not."""
    verdicts: Mapping[str, str] = field(default_factory=dict)
    refused: str = ""
    """Words of the line that says why it cannot be read; empty: it can."""
    finds: bool = False
    """It searches, so it must come back with the one canary that was given to students."""
    student: str = ""
    """Who hands it in; its own name if nobody else."""

    @property
    def id(self) -> str:
        """The student's id."""
        return self.student or self.name

    @property
    def control(self) -> str:
        """The student's id of those who hand in the same without the attack; several attacks may have one."""
        own = self.folder / "control.py"
        return f"control-{self.name}" if own.exists() else f"control-{self.base}"


def read_attacks() -> tuple[Attack, ...]:
    """Return the suite, in the order of its classes."""
    attacks = []
    for path in SUITE.glob("*/about.toml"):
        about = tomllib.loads(path.read_text(encoding="utf-8"))
        lists = {key: tuple(about.pop(key)) for key in ("costs", "flagged") if key in about}
        folder = path.parent
        attacks.append(Attack(folder.name.lower(), folder, about.pop("class"), **about, **lists))
    return tuple(sorted(attacks, key=lambda attack: (int(attack.of[1:]), attack.name)))


def cells_of(path: Path) -> list[str]:
    """Return the cells of a file that is divided by lines beginning with ``# %%``; none when it is not there."""
    if not path.exists():
        return []
    cells = re.split(r"^# %%.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [cell.strip("\n") for cell in cells if cell.strip()]


def notebook(cells: Sequence[str]) -> bytes:
    """Return a notebook of these code cells."""
    made = [
        {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": cell}
        for cell in cells
    ]
    return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": made}).encode()


def control_cells(attack: Attack) -> list[str]:
    """Return the cells of the control."""
    return [SETUP, *cells_of(SUITE / f"{attack.base}.py"), *cells_of(attack.folder / "control.py")]


def hand_in(root: Path, attack: Attack) -> None:
    """File what *attack* hands in."""
    folder = root / "submitted" / attack.id / NAME
    folder.mkdir(parents=True)
    content = notebook([*control_cells(attack), *cells_of(attack.folder / "attack.py")])
    build = attack.folder / "build.py"
    if build.exists():
        runpy.run_path(str(build))["build"](folder, content)
    else:
        (folder / f"{NAME}.ipynb").write_bytes(content)


# ---------------------------------------------------------------- the course

SETUP = "import numpy as np\nimport sympy"
LIMITS = """
[limits]
cell_cpu_seconds = 2
question_cpu_seconds = 0.4
submission_cpu_seconds = 8
idle_seconds = 4
memory_megabytes = 256
file_megabytes = 1
"""


@dataclass(frozen=True)
class Canaries:
    """Texts that occur in one place each; new ones for every run."""

    texts: Mapping[str, str] = field(
        default_factory=lambda: {place: f"C4N4RY{secrets.token_hex(8)}" for place in PLACES}
    )
    digits: str = field(default_factory=lambda: str(secrets.randbelow(9 * 10**6) + 10**6) + "3")
    """Of a hidden argument. Student code sees it, and must not be able to show it."""

    def found_in(self, text: str) -> list[str]:
        """Return the places whose canaries are in *text*: raw, in other cases, or in hexadecimal."""
        secret = {place: canary[6:] for place, canary in self.texts.items() if place != GIVEN}
        secret["a hidden argument"] = self.digits
        low = text.lower()
        return [p for p, canary in secret.items() if canary in low or canary.encode().hex() in low]


GIVEN = "the data file that students are given"
"""Not a secret, but what shows that a search can find something."""
HIDDEN_TEST = "a hidden test"
PLACES = (
    *(GIVEN, "exercises.py", "the name of a hidden argument", "the reference's code", HIDDEN_TEST),
    *("misconceptions.py", "nbgrader_config.py", "autograder.toml", "the seed's folder", "the course's root"),
    *("the grader's environment", "the grader's home", "a key in the grader's home", "another submission"),
)


def write_course(root: Path, canaries: Canaries) -> None:
    """Write a course with one assignment, and a canary into everything that no student may see."""
    at = canaries.texts
    config = (REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8")
    (root / "nbgrader_config.py").write_text(config + f"# {at['nbgrader_config.py']}\n")
    (root / "autograder.toml").write_text(f"# {at['autograder.toml']}\n{LIMITS}")
    (root / "notes.txt").write_text(at["the course's root"])
    source = root / "solutions" / NAME
    source.mkdir(parents=True)
    values = {
        "canary": at["exercises.py"],
        "name": f"n{at['the name of a hidden argument'].lower()}",
        "number": f"3.{canaries.digits}",
    }
    (source / "exercises.py").write_text((SUITE / "exercises.py").read_text().format(**values))
    wrong = (SUITE / "misconceptions.py").read_text()
    (source / "misconceptions.py").write_text(wrong.format(canary=at["misconceptions.py"]))
    (source / f"{NAME}.ipynb").write_bytes(_source_notebook(at))
    (source / "seed").write_text(secrets.token_hex(32) + "\n")
    (source / "given.csv").write_text(f"t,v\n1,2\n{at[GIVEN]},3\n")
    (root / "solutions" / "later.txt").write_text(at["the seed's folder"])


def _source_notebook(at: Mapping[str, str]) -> bytes:
    """Return the instructor's notebook: the able one's functions as solutions, each with a test cell."""
    document = json.loads(notebook([SETUP]))
    document["cells"][0]["metadata"] = _nbgrader("setup", locked=True)
    for name, source in zip(EXERCISES, cells_of(SUITE / "able.py"), strict=True):
        code, test = at["the reference's code"], at[HIDDEN_TEST]
        source = source.replace(":\n", f':\n    _note = "{code}"\n', 1)
        solution = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
        test = f"### BEGIN HIDDEN TESTS\nassert {name}, '{test}'\n### END HIDDEN TESTS"
        for text, meta in (
            (solution, _nbgrader(name, solution=True)),
            (test, _nbgrader(f"test_{name}", grade=True, locked=True, points=POINTS[name])),
        ):
            cell = json.loads(notebook([text]))["cells"][0]
            document["cells"].append({**cell, "metadata": meta})
    return json.dumps(document).encode()


POINTS = {"predict": 2, "loss": 2, "gradient": 3, "train": 4}


def _nbgrader(name: str, **more: Any) -> dict[str, Any]:
    flags = {"schema_version": 3, "grade": False, "solution": False, "locked": False}
    return {"nbgrader": {**flags, "grade_id": name, **more}}


def bystanders(attacks: Sequence[Attack], *, after_each: bool) -> dict[str, list[str]]:
    """Return the cells of those who only hand in their work: before, among and after the attacks, by id."""
    able = [SETUP, *cells_of(SUITE / "able.py")]
    wrong_line = [*able, "def predict(X, w, b):\n    return w * X - b"]
    talks = [*able, "for i in range(100): print('step', i)", "1 / 0", "np.random.rand(3)"]
    places = ["a", "t12-", "zz"] + ([f"{attack.name}~" for attack in attacks] if after_each else [])
    people = {"wrong-line": wrong_line, "talks": talks}
    chosen = ["wrong-line"] if after_each else list(people)
    return {f"{place}-{who}": people[who] for place in places for who in chosen}


# ---------------------------------------------------------------- a run


@dataclass(frozen=True)
class Left:
    """What a batch left of one student."""

    result: bytes
    page: bytes
    notebook: bytes
    row: str
    """In grades.csv."""
    marks: tuple[Any, ...]
    """In the gradebook: scores and comments."""

    @property
    def document(self) -> dict[str, Any]:
        """The result file's content."""
        document: dict[str, Any] = json.loads(self.result, parse_float=Decimal, parse_int=Decimal)
        return document

    @property
    def scores(self) -> dict[str, Decimal | None]:
        """Points by exercise; None where a person must look."""
        return {e["name"]: e["score"] for e in self.document["exercises"]}

    @property
    def verdicts(self) -> dict[str, str]:
        """By exercise."""
        return {e["name"]: e["verdict"] for e in self.document["exercises"]}

    @property
    def flagged(self) -> list[str]:
        """The exercises with a flag, sorted."""
        return sorted(e["name"] for e in self.document["exercises"] if e["flags"])

    @property
    def shown(self) -> str:
        """What students get to see, as one text."""
        return "\n".join([self.result.decode(), self.page.decode(), self.row, repr(self.marks)])

    @property
    def everything(self) -> str:
        """All of it as one text; the executed notebook is for formgrader."""
        return f"{self.shown}\n{self.notebook.decode()}"


@dataclass(frozen=True)
class Run:
    """One batch, as it was seen from outside."""

    root: Path
    canaries: Canaries
    attacks: tuple[Attack, ...]
    left: Mapping[str, Left]
    alone: Mapping[str, Left]
    """What came of the bystanders in a batch without any attack."""
    status: int
    said: str
    orphans: tuple[str, ...]
    """Processes that were still there when the batch had ended."""
    leftovers: tuple[str, ...]
    """Files that it left where none belong."""
    changed: tuple[str, ...]
    """Files of interpreter, libraries and program that are not as they were."""
    peak_bytes: int
    """The most memory that one of the grader's own processes had."""
    unpickled: frozenset[str]
    """Classes that any of the grader's processes looked up while unpickling."""
    ended: float
    """When, on the monotonic clock."""

    def forged(self, attack: Attack) -> dict[str, Decimal]:
        """Return what *attack* has got more than its control, by exercise."""
        mine, control = self.left[attack.id].scores, self.left[attack.control].scores
        gain = {name: (mine[name] or Decimal(0)) - (control[name] or Decimal(0)) for name in mine}
        return {name: points for name, points in gain.items() if points > 0}

    def told(self, attack: Attack) -> list[str]:
        """Return the places whose canaries came back. Hidden tests stand in executed notebooks, as nbgrader has them."""
        left = self.left[attack.id]
        executed = [place for place in self.canaries.found_in(left.notebook.decode()) if place != HIDDEN_TEST]
        return self.canaries.found_in(left.shown) + executed

    def disturbed(self) -> list[str]:
        """Return the bystanders of whom anything is not as it is without the attacks."""
        return [student for student, left in self.alone.items() if self.left.get(student) != left]


def run_suite(base: Path, attacks: Sequence[Attack], *, after_each: bool = False, workers: int = 2) -> Run:
    """Grade *attacks*, their controls and bystanders in one batch, and the bystanders once more alone.

    Args:
        base: an empty folder, for course and home.
        attacks: which of the suite.
        after_each: have a bystander after each attack, not only some.
        workers: how many processes run student code at a time.
    """
    canaries = Canaries()
    home, root, quiet = base / "home", base / "course", base / "quiet"
    (home / ".ssh").mkdir(parents=True)
    (home / ".ssh" / "id_ed25519").write_text(canaries.texts["a key in the grader's home"])
    (home / "todo.txt").write_text(canaries.texts["the grader's home"])
    root.mkdir()
    write_course(root, canaries)
    people = bystanders(attacks, after_each=after_each)
    for student, cells in people.items():
        _file(root, student, cells)
    shutil.copytree(root, quiet)  # with the same seed, so with the same questions
    _file(root, "zz-writer", [f"# {canaries.texts['another submission']}"])
    for attack in attacks:
        hand_in(root, attack)
        if attack.control not in {p.name for p in (root / "submitted").iterdir()}:
            _file(root, attack.control, control_cells(attack))
    before, hands = _fingerprint(), _list_files(root / "submitted", home)
    with _system_temporary() as temporary:
        environment = _environment(home, temporary, canaries, base / "audit")
        watched = _Watched(root, environment, workers)
        leftovers = [str(p) for p in temporary.iterdir()]
        alone = _Watched(quiet, environment, workers)
    allowed = home / ".cache"
    new = _list_files(root / "submitted", home) ^ hands
    return Run(
        root=root,
        canaries=canaries,
        attacks=tuple(attacks),
        left=_read_left(root),
        alone=_read_left(quiet),
        status=watched.status,
        said=watched.said + alone.said,
        orphans=tuple(watched.orphans),
        leftovers=(*leftovers, *(p for p in sorted(new) if not p.startswith(str(allowed)))),
        changed=tuple(_fingerprint().symmetric_difference(before)),
        peak_bytes=watched.peak_bytes,
        unpickled=frozenset("".join(p.read_text() for p in (base / "audit").glob("*.log")).split()),
        ended=watched.ended,
    )


def _file(root: Path, student: str, cells: Sequence[str]) -> None:
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_bytes(notebook(cells))


@contextmanager
def _system_temporary() -> Iterator[Path]:
    """Make a folder for temporary files that other users can enter, since the seal may change the user."""
    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


AUDIT = """
import os, sys
def look(event, arguments):
    if event == "pickle.find_class":
        with open(f"{os.environ['HOSTILE_AUDIT']}/{os.getpid()}.log", "a") as log:
            log.write(".".join(arguments) + "\\n")
sys.addaudithook(look)
"""
"""Runs at the start of every Python of the grader's. The nursery's environment is its own, so not there."""


def _environment(home: Path, temporary: Path, canaries: Canaries, audit: Path) -> dict[str, str]:
    audit.mkdir()
    (audit / "sitecustomize.py").write_text(AUDIT)
    return {
        "HOME": str(home),
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(audit),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HOSTILE_AUDIT": str(audit),
        "GRADER_TOKEN": canaries.texts["the grader's environment"],
    }


class _Watched:
    """A batch that has run, with what was seen of its processes."""

    def __init__(self, root: Path, environment: Mapping[str, str], workers: int) -> None:
        self.peak_bytes = 0
        libc = ctypes.CDLL(None)
        libc.prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: whoever is left behind becomes our child
        try:
            known = set(_children(os.getpid()))
            said = root.parent / f"{root.name}.log"
            command = [sys.executable, "-m", "autograder", "batch", NAME, "--course", str(root)]
            with said.open("wb") as log:
                running = subprocess.Popen(
                    [*command, "--workers", str(workers)],
                    env=dict(environment),
                    cwd=REPOSITORY,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                )
                while running.poll() is None:
                    self._look(running.pid)
                    time.sleep(0.05)
            self.ended = time.monotonic()
            self.status = running.returncode
            self.said = said.read_bytes().decode()
            if self.status > 1:
                raise RuntimeError(f"the batch itself failed: {self.said}")
            self.orphans = [_status(pid) for pid in set(_children(os.getpid())) - known if not _ends(pid)]
        finally:
            libc.prctl(36, 0, 0, 0, 0)

    def _look(self, pid: int) -> None:
        """Remember the most memory that the batch and its workers have had; nurseries have groups of their own."""
        for each in (pid, *_children(pid)):
            try:
                if os.getpgid(each) == pid:
                    self.peak_bytes = max(self.peak_bytes, _peak_bytes(each))
            except OSError:
                continue


def _ends(pid: int) -> bool:
    """Tell whether a process that was left to us is dead, or at least dying: killed, but not yet by the scheduler."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if os.waitpid(pid, os.WNOHANG)[0]:
            return True
        time.sleep(0.05)
    return False


def _children(pid: int) -> list[int]:
    try:
        text = "".join(p.read_text() for p in Path(f"/proc/{pid}/task").glob("*/children"))
    except OSError:
        return []
    return [int(child) for child in text.split()]


def _peak_bytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return "gone"


def _fingerprint() -> set[tuple[str, int, int, int]]:
    """Return name, size, time and mode of all files that student code could want to change for others.

    New bytecode is left out: whoever imports a library for the first time writes it. What there is must stay.
    """
    paths = sysconfig.get_paths()
    roots = {paths["stdlib"], paths["purelib"], paths["platlib"], str(REPOSITORY / "autograder")}
    found = set()
    for root in roots:
        for above, folders, names in os.walk(root):
            folders[:] = [name for name in folders if name != "__pycache__"]
            for name in names:
                status = os.lstat(os.path.join(above, name))
                found.add((os.path.join(above, name), status.st_size, status.st_mtime_ns, status.st_mode))
    return found


def _list_files(*roots: Path) -> set[str]:
    """Return all files below *roots*, with their sizes and times."""
    found = set()
    for root in roots:
        for above, _, names in os.walk(root):
            for name in names:
                status = os.lstat(os.path.join(above, name))
                found.add(f"{os.path.join(above, name)} {status.st_size} {status.st_mtime_ns}")
    return found


def _read_left(root: Path) -> dict[str, Left]:
    marks = _read_marks(root / "gradebook.db")
    rows = (root / "reports" / NAME / "grades.csv").read_text(encoding="utf-8").splitlines()
    by_student = {row.partition(",")[0].strip('"').removeprefix("'"): row for row in rows}
    left = {}
    for path in root.glob(f"autograded/*/{NAME}/result.json"):
        student = path.parent.parent.name
        page = root / "feedback" / student / NAME / f"{NAME}.html"
        executed = path.with_name(f"{NAME}.ipynb")
        left[student] = Left(
            path.read_bytes(),
            page.read_bytes(),
            executed.read_bytes() if executed.exists() else b"",
            by_student.get(student, "") or next((row for row in rows if student in row), ""),
            marks.get(student, ()),
        )
    return left


MARKS = """
SELECT a.student_id, c.name, g.auto_score, g.manual_score, g.needs_manual_grade, NULL FROM grade g
JOIN submitted_notebook n ON g.notebook_id = n.id JOIN submitted_assignment a ON n.assignment_id = a.id
JOIN base_cell c ON g.cell_id = c.id
UNION ALL
SELECT a.student_id, c.name, NULL, NULL, NULL, m.auto_comment FROM comment m
JOIN submitted_notebook n ON m.notebook_id = n.id JOIN submitted_assignment a ON n.assignment_id = a.id
JOIN base_cell c ON m.cell_id = c.id ORDER BY 1, 2, 3, 6
"""


def _read_marks(database: Path) -> dict[str, tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(MARKS).fetchall()
    return {student: tuple(row[1:] for row in rows if row[0] == student) for student in {r[0] for r in rows}}


# ---------------------------------------------------------------- the table


def table(attacks: Sequence[Attack], run: Run | None = None) -> str:
    """Return the table of docs/security.md: the classes with their numbers of attacks, and with what came of *run*."""
    lines = ["| class | what is tried | attacks | what must hold |", "|---|---|---:|---|"]
    if run:
        lines = [f"{lines[0]} forged points, canaries, lost rows |", f"{lines[1]}---:|"]
    for of, (tries, holds) in CLASSES.items():
        mine = [attack for attack in attacks if attack.of == of]
        line = f"| {of} | {tries} | {len(mine)} | {holds} |"
        if run:
            forged = sum(sum(run.forged(attack).values(), Decimal(0)) for attack in mine)
            canaries = sum(bool(run.told(attack)) for attack in mine)
            lost = sum(attack.id not in run.left for attack in mine)
            line += f" {forged}, {canaries}, {lost} |"
        lines.append(line)
    return "\n".join(lines)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="hostile-") as folder:
        suite = read_attacks()
        found = run_suite(Path(folder), suite)
        who = "root" if os.geteuid() == 0 else "an ordinary user"
        print(table(suite, found))
        print(
            f"\n{len(suite)} attacks, graded as {who}; {len(found.disturbed())} of {len(found.alone)} bystanders"
        )
        print(f"disturbed, {len(found.orphans)} processes and {len(found.leftovers)} files left behind,")
        print(f"at most {found.peak_bytes >> 20} MB in one of the grader's processes.")
