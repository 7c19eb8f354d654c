"""A batch: the same results whatever the order, nothing lost to one bad submission, nothing done twice."""

import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from tiny_course import hand_in, make_course, notebook

from autograder import batch, engine
from autograder.cli import main
from autograder.course import find_course, list_submissions, load_assignment
from autograder.errors import CourseError
from autograder.sandbox import Limits
from autograder.settings import Settings

QUICK = Settings(Limits(cell_cpu_seconds=0.5, question_cpu_seconds=0.3))
CLASS = {
    "ada": notebook(),
    "bela": notebook(double="def double(x):\n    return x * x"),
    "ciro": notebook(double="def double(x):\n    while True: pass"),
    "dora": notebook(quadruple="import os\ndef quadruple(x):\n    os._exit(0)"),
    "emre": b'{"cells": [',
    "fleur": notebook("print('hello')", "1 / 0"),
}
EXPECTED = {
    "ada": (3.5, {"double": "passed", "quadruple": "passed"}),
    "bela": (1.5, {"double": "failed", "quadruple": "passed"}),  # right on a wrong double: follow-through
    "ciro": (1.5, {"double": "timeout", "quadruple": "passed"}),
    "dora": (2.0, {"double": "passed", "quadruple": "crashed"}),
    "emre": (0.0, {"double": "ungraded", "quadruple": "ungraded"}),
    "fleur": (3.5, {"double": "passed", "quadruple": "passed"}),
}


def grade_class(root, *, workers, force=False, report=lambda _: None):
    course = find_course(root)
    assignment = load_assignment(course, "tiny")
    submissions = list_submissions(course, "tiny")
    return batch.grade_batch(
        course, assignment, submissions, settings=QUICK, workers=workers, force=force, report=report
    )


def result_files(root):
    return {p.parent.parent.name: p.read_bytes() for p in root.glob("autograded/*/tiny/result.json")}


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded with two workers."""
    root = make_course(tmp_path_factory.mktemp("graded"), **CLASS)
    summary = grade_class(root, workers=2)
    return root, summary


@pytest.mark.parametrize(("student", "expected"), EXPECTED.items())
def test_a_bad_submission_costs_itself(graded, student, expected):
    """One that loops, exits or is no notebook at all leaves every other result as it is."""
    result = json.loads(result_files(graded[0])[student])
    assert (result["score"], {e["name"]: e["verdict"] for e in result["exercises"]}) == expected


def test_the_summary_names_who_needs_a_person(graded):
    """Only the submission that could not be read; a zero is not a question for a person."""
    _, summary = graded
    assert [r.student for r in summary.needing_review] == ["emre"]
    assert [r.student for r in summary.results] == sorted(CLASS)


@pytest.mark.parametrize("workers", [1, 3])
def test_the_same_files_come_out_with_any_number_of_workers(graded, tmp_path, workers):
    """Byte for byte, since result.json holds no time, path, address or order."""
    root = make_course(tmp_path, **CLASS)
    (root / "solutions/tiny/seed").write_bytes((graded[0] / "solutions/tiny/seed").read_bytes())
    grade_class(root, workers=workers)
    assert result_files(root) == result_files(graded[0])


def test_what_holds_is_kept_and_what_changed_is_graded_again(tmp_path):
    """A new submission, or a new question, is a reason to grade; anything else is not. --force is one, too."""
    root = make_course(tmp_path, ada=CLASS["ada"], bela=CLASS["bela"])
    assert grade_class(root, workers=1).kept == 0
    assert grade_class(root, workers=1).kept == 2
    hand_in(root, "bela", CLASS["ada"])
    summary = grade_class(root, workers=1)
    assert (summary.kept, [float(r.score) for r in summary.results]) == (1, [3.5, 3.5])
    assert grade_class(root, workers=1, force=True).kept == 0
    exercises = root / "solutions/tiny/exercises.py"
    exercises.write_text(exercises.read_text().replace("points=2", "points=2.0"))
    assert grade_class(root, workers=1).kept == 0


def test_reports_are_of_the_whole_class(tmp_path):
    """Also after a batch of one student; a table that somebody removed is made again, and nothing else."""
    root = make_course(tmp_path, ada=CLASS["ada"], bela=CLASS["bela"])
    grade_class(root, workers=1)
    hand_in(root, "ada", CLASS["bela"])
    assert main(["batch", "tiny", "--student", "ada", "--course", str(root)]) == 0
    reports = {path.name: path.read_text() for path in (root / "reports/tiny").iterdir()}
    tables = {"grades.csv", "exercises.csv", "misconceptions.csv", "clusters.csv"}
    assert reports.keys() == {"index.html", *tables}
    assert [text.count("ada") and text.count("bela") for text in reports.values()].count(
        0
    ) == 1  # exercises.csv
    assert "double,tiny,2,2,0.000,,0,0,2" in reports["exercises.csv"]
    (root / "reports/tiny/clusters.csv").unlink()
    grade_class(root, workers=1)
    assert (root / "reports/tiny/clusters.csv").read_text() == reports["clusters.csv"]


def test_a_broken_result_file_is_graded_again(tmp_path):
    """Half a result.json, as a full disk may leave it, is as good as none."""
    root = make_course(tmp_path, ada=CLASS["ada"])
    grade_class(root, workers=1)
    path = root / "autograded/ada/tiny/result.json"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert grade_class(root, workers=1).kept == 0
    assert path.read_bytes() == whole


def test_a_result_is_on_disk_when_it_is_reported(tmp_path):
    """With its page and the executed notebook."""
    root = make_course(tmp_path, ada=CLASS["ada"], bela=CLASS["bela"])
    seen = []

    def look(result):
        places = [
            "autograded/{}/tiny/result.json",
            "autograded/{}/tiny/tiny.ipynb",
            "feedback/{}/tiny/tiny.html",
        ]
        seen.append((result.student, [(root / p.format(result.student)).exists() for p in places]))

    grade_class(root, workers=1, report=look)
    assert sorted(seen) == [("ada", [True] * 3), ("bela", [True] * 3)]


def test_a_killed_worker_costs_nothing_but_time(tmp_path, monkeypatch):
    """Its submissions are graded again, each alone; one that kills every worker is ungraded, the rest is not."""
    root = make_course(tmp_path, **dict.fromkeys(("ada", "bela", "killer", "dora"), CLASS["ada"]))
    monkeypatch.setattr(engine, "_grade", kill_on_killer)
    summary = grade_class(root, workers=2)
    verdicts = {r.student: {e.verdict.value for e in r.exercises} for r in summary.results}
    assert verdicts == {
        "ada": {"passed"},
        "bela": {"passed"},
        "dora": {"passed"},
        "killer": {"ungraded"},
    }
    assert grade_class(root, workers=1).kept == 3  # our own failure is tried again


GRADE = engine._grade


def kill_on_killer(submission):
    """Grade, but die on one submission, as the kernel's out-of-memory killer would have it."""
    if submission.student == "killer":
        os.kill(os.getpid(), signal.SIGKILL)
    return GRADE(submission)


def test_workers_that_die_on_their_way_up_stop_nothing(tmp_path):
    """Not even when they are killed before they have read what they are given: the batch ends, everybody in it."""
    root = make_course(tmp_path, **dict.fromkeys(("ada", "bela", "dora"), CLASS["ada"]))
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\ncase "$*" in *spawn_main*) exit 9;; esac\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    spawn = multiprocessing.get_context("spawn")
    spawn.set_executable(str(python))
    try:
        summary = grade_class(root, workers=2, force=True)
    finally:
        spawn.set_executable(sys.executable)
    assert [r.problem for r in summary.results] == ["the grader's own worker process died of it"] * 3


def test_ctrl_c_keeps_what_is_done_and_the_same_command_continues(tmp_path):
    """It ends the endless loops too, says how far it came, and leaves no process."""
    loop = notebook("import time\nwhile True: time.sleep(0.01)")
    root = make_course(tmp_path, ada=CLASS["ada"], zeno=loop)
    (root / "autograder.toml").write_text("[limits]\nidle_seconds = 600\n")  # so that only Ctrl-C ends it
    command = [
        sys.executable,
        "-m",
        "autograder",
        "batch",
        "tiny",
        "--course",
        root,
        "--workers",
        "1",
        "--json",
    ]
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,  # noqa: PLW1509  nothing else runs here that a fork could disturb
    )
    try:
        first = json.loads(running.stdout.readline())
        pids = descendants(running.pid)
        running.send_signal(signal.SIGINT)
        rest, said = running.communicate(timeout=30)
    finally:
        running.kill()
    assert (first["student"], rest, running.returncode) == ("ada", "", 130)
    assert "interrupted: 1 of 2 are done and kept; the same command continues" in said
    assert pids
    assert not [pid for pid in pids if is_alive(pid, deadline=time.monotonic() + 10)]
    hand_in(root, "zeno", CLASS["ada"])
    assert grade_class(root, workers=1).kept == 1


def hear_ctrl_c():
    """Undo what a shell does to the programs that it starts in the background: they ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def descendants(pid):
    """Return the pids of all processes below *pid*."""
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
        below = [int(child) for child in children.read().split()]
    return below + [p for child in below for p in descendants(child)]


def is_alive(pid, deadline):
    """Tell whether a process still runs at the deadline; zombies do not run."""
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return False
        except OSError:
            return False
        time.sleep(0.05)
    return True


def test_a_folder_that_cannot_be_written_to_is_said_at_once(tmp_path, monkeypatch):
    """In one line that names the place, before anything is graded."""
    root = make_course(tmp_path, ada=CLASS["ada"])

    def refuse(folder):
        raise CourseError(f"{folder}: Permission denied")

    monkeypatch.setattr(batch, "check_writable", refuse)
    with pytest.raises(CourseError, match="Permission denied"):
        grade_class(root, workers=1)
    assert not (root / "autograded").exists()


def test_the_command_grades_a_class(tmp_path, capsys):
    """Exit status 1, because somebody needs a person; the summary says who, and where to look."""
    root = make_course(tmp_path, ada=CLASS["ada"], emre=CLASS["emre"])
    assert main(["batch", "tiny", "--course", str(root), "--workers", "1"]) == 1
    said = capsys.readouterr().out
    assert "tiny: 1 graded; 1 need a person" in said
    assert "emre: tiny.ipynb: not a notebook" in said
    assert str(root / "reports/tiny/index.html") in said


# ---------------------------------------------------------------- what has changed


def page_of(root, student):
    return (root / f"feedback/{student}/tiny/tiny.html").read_text()


def test_the_page_says_what_has_changed_since_the_last_result(tmp_path):
    """The result that another one took the place of is kept; grading again or making pages anew loses nothing."""
    root = make_course(tmp_path, bela=CLASS["bela"])
    grade_class(root, workers=1)
    first = result_files(root)["bela"]
    earlier = root / ".autograder/earlier/tiny/bela/result.json"
    assert (earlier.exists(), "Since the last time" in page_of(root, "bela")) == (False, False)
    hand_in(root, "bela", CLASS["ada"])
    grade_class(root, workers=1)
    assert earlier.read_bytes() == first
    page = page_of(root, "bela")
    assert "You have handed in another version." in page
    assert "<code>double</code>: 2 points more, now 2 of 2" in page
    grade_class(root, workers=1, force=True)
    assert (earlier.read_bytes(), page_of(root, "bela")) == (first, page)
    assert main(["feedback", "tiny", "--course", str(root)]) == 0
    assert page_of(root, "bela") == page


@pytest.mark.parametrize("stale", [b"", b"{", b'{"schema": 1}', b"\xff"])
def test_an_earlier_result_that_cannot_be_read_is_none(tmp_path, stale):
    """It says nothing on the page and stops nobody."""
    root = make_course(tmp_path, ada=CLASS["ada"])
    earlier = root / ".autograder/earlier/tiny/ada/result.json"
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(stale)
    grade_class(root, workers=1)
    assert "Since the last time" not in page_of(root, "ada")


def test_a_result_says_where_things_are(graded):
    """The cell of each function, and the line of a cell that failed."""
    result = json.loads(result_files(graded[0])["fleur"])
    assert {e["name"]: e["cell"] for e in result["exercises"]} == {"double": 2, "quadruple": 4}
    assert result["cells"]["failed"] == [
        {
            "index": 1,
            "error": "ZeroDivisionError: division by zero",
            "notebook": "tiny",
            "line": 1,
            "source": "1 / 0",
        }
    ]


def test_how_to_ask_is_the_instructors_to_say(tmp_path):
    """It stands on the page as text; a change of it is no reason to grade again."""
    root = make_course(tmp_path, ada=CLASS["ada"])
    grade_class(root, workers=1)
    before = load_assignment(find_course(root), "tiny").digest
    (root / "autograder.toml").write_text('[feedback]\nquestions = "Come to <room> `12`."\n')
    first = load_assignment(find_course(root), "tiny").digest
    (root / "autograder.toml").write_text('[feedback]\nquestions = "Come to <room> `14`."\n')
    assert before != first == load_assignment(find_course(root), "tiny").digest
    assert main(["feedback", "tiny", "--course", str(root)]) == 0
    assert "Come to &lt;room&gt; <code>14</code>." in page_of(root, "ada")


def test_the_page_has_the_students_own_code_and_nothing_of_the_assignments(tmp_path):
    """As handed in, called by its old places, although the notebook for formgrader has more cells by then."""
    own = json.loads(notebook("mine = 1", double="def double(x):\n    return x + x  # twice"))
    own["cells"] = [cell for cell in own["cells"] if "assert" not in cell["source"]]
    root = make_course(tmp_path, ada=json.dumps(own).encode())
    grade_class(root, workers=1)
    page = page_of(root, "ada")
    shown = page[page.index('class="notebook"') :]
    assert re.findall(r'<p class="where">(Cell \d+)', shown) == ["Cell 1", "Cell 2", "Cell 3"]
    assert "# twice" in shown
    assert "returns nothing" not in page  # a test cell's text
    assert main(["feedback", "tiny", "--course", str(root)]) == 0
    assert page_of(root, "ada") == page
