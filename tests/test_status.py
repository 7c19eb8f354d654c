"""How far a batch is, told to another process; what it notes for the next one; nothing of it changes a result."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from test_batch import CLASS, grade_class, result_files
from tiny_course import hand_in, make_course, notebook

from autograder import batch
from autograder.cli import main
from autograder.course import HandedIn, find_course, list_submissions
from autograder.engine import IN_FLIGHT, grade_all
from autograder.journal import open_journal, read_memory, read_progress, slowest_first
from autograder.model import Graded
from autograder.records import Records

LOOP = notebook("import time\nwhile True: time.sleep(0.01)")


def status_of(root, capsys, *options):
    """What `autograde status --json` prints of the one assignment, and its exit status."""
    code = main(["status", "--course", str(root), "--json", *options])
    (told,) = json.loads(capsys.readouterr().out)
    return told, code


def stages(told):
    return {student: (each["state"], each["why"]) for student, each in told["students"].items()}


def test_status_of_an_assignment_never_graded(tmp_path, capsys):
    """Everybody waits; nothing is written, and where nobody handed in, that is said."""
    root = make_course(tmp_path)
    assert main(["status", "--course", str(root)]) == 0
    assert capsys.readouterr().out == "tiny: nobody has handed in\n"
    hand_in(root, "ada", CLASS["ada"])
    told, code = status_of(root, capsys)
    assert (code, told["at_work"], stages(told)) == (0, None, {"ada": ("waiting", "not graded yet")})
    assert not (root / ".autograder").exists()


def test_status_after_a_batch(tmp_path, capsys):
    """Who is done, who waits and why, who needs a person and why; the exit status is that of a batch."""
    root = make_course(tmp_path, **{name: CLASS[name] for name in ("ada", "bela", "emre")})
    grade_class(root, workers=2)
    hand_in(root, "bela", CLASS["ada"])
    hand_in(root, "zoe", CLASS["ada"])
    told, code = status_of(root, capsys, "tiny")
    why = told["students"]["emre"]["why"]
    assert "not a notebook" in why
    assert (code, stages(told)) == (
        1,
        {
            "ada": ("done", ""),
            "bela": ("waiting", "handed in again"),
            "emre": ("failed", why),
            "zoe": ("waiting", "not graded yet"),
        },
    )
    exercises = root / "solutions/tiny/exercises.py"
    exercises.write_text(exercises.read_text().replace("points=2", "points=2.0"))
    assert stages(status_of(root, capsys)[0])["ada"] == ("waiting", "the assignment changed")


def test_status_while_a_batch_is_at_work(tmp_path, capsys):
    """From another process: who grades, who is in hand, who is done. A batch that was killed is not at work."""
    root = make_course(tmp_path, ada=CLASS["ada"], zeno=LOOP)
    (root / "autograder.toml").write_text("[limits]\nidle_seconds = 600\n")  # so that only we end it
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
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert json.loads(running.stdout.readline())["student"] == "ada"
        told = wait_for(lambda: status_of(root, capsys)[0], lambda told: told["counts"]["in hand"] == 1)
        assert f"pid {running.pid}" in told["at_work"]
        assert {student: each["state"] for student, each in told["students"].items()} == {
            "ada": "done",
            "zeno": "in hand",
        }
    finally:
        running.kill()
        running.communicate()
    told, _ = status_of(root, capsys)
    assert (told["at_work"], stages(told)["zeno"]) == (None, ("waiting", "not graded yet"))


def wait_for(ask, enough, seconds=60):
    """Ask until the answer is *enough*; the deadline only catches a hang."""
    deadline = time.monotonic() + seconds
    while not enough(answer := ask()):
        assert time.monotonic() < deadline, answer
        time.sleep(0.05)
    return answer


def test_a_journal_tells_who_is_where(tmp_path):
    """As long as its batch lives; a line that is just being written is not read."""
    root = make_course(tmp_path, **dict.fromkeys(("ada", "bela", "ciro"), b""))
    course = find_course(root)
    with open_journal(course, "tiny", list_submissions(course, "tiny")) as journal:
        journal.note_in_hand(["ada", "bela"])
        journal.note_done("ada")
        journal.file.write(b'{"done": "be')
        journal.file.flush()
        told = read_progress(course, "tiny")
        assert (told.waiting, told.done, set(told.in_hand)) == ({"ciro"}, {"ada"}, {"bela"})
    assert read_progress(course, "tiny") is None


@pytest.mark.parametrize(
    ("seconds", "order"),
    [
        pytest.param({}, "abcd", id="nobody is known"),
        pytest.param({"c": 9.0, "a": 1.0, "b": 2.0}, "cbda", id="an unknown one counts as usual"),
        pytest.param({"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0}, "abcd", id="equals keep their order"),
        pytest.param({"gone": 5.0, "d": 6.0}, "dabc", id="who is gone is only part of what is usual"),
    ],
)
def test_who_took_longest_is_handed_out_first(tmp_path, seconds, order):
    """So that no long one is left alone at the end."""
    waiting = [HandedIn(student, "tiny", tmp_path) for student in "abcd"]
    assert "".join(one.student for one in slowest_first(waiting, seconds)) == order


def test_the_order_changes_no_result(tmp_path):
    """With other times in the memory the same files come out."""
    root = make_course(tmp_path, **CLASS)
    grade_class(root, workers=2)
    course, files = find_course(root), result_files(root)
    seconds = read_memory(course, "tiny").seconds
    assert seconds.keys() == CLASS.keys()
    memory = root / ".autograder/batches/tiny/memory.json"
    changed = json.loads(memory.read_text())
    changed["seconds"] = {student: -second for student, second in seconds.items()}
    memory.write_text(json.dumps(changed))
    grade_class(root, workers=1, force=True)
    assert result_files(root) == files


class Hands:
    """An engine that grades when it is asked for the result, and counts what it was given."""

    workers = 2
    died = ()

    def __init__(self):
        self.given = 0

    def submit(self, submission):
        from concurrent.futures import Future

        self.given += 1
        future = Future()
        future.set_result(Graded(submission, {}))
        return future

    def tend(self):
        pass


def test_no_more_is_read_than_there_are_hands_for():
    """However many are waiting: a class may be larger than memory."""
    engine, read, most = Hands(), 0, 0

    def submissions():
        nonlocal read
        for number in range(1000):
            read += 1
            yield number_as_submission(number)

    for done, _ in enumerate(grade_all(engine, submissions()), 1):
        most = max(most, read - done)
    assert (read, most < IN_FLIGHT * engine.workers) == (1000, True)


def number_as_submission(number):
    return HandedIn(f"s{number}", "tiny", None)


class TestWhatIsAsItShouldBe:
    """Rows and pages are made anew exactly where they would come out otherwise."""

    @pytest.fixture
    def renewed(self, monkeypatch):
        """The students whose rows and pages were made anew without grading."""
        students = []
        renew = Records.renew

        def note(self, result):
            students.append(result.student)
            return renew(self, result)

        monkeypatch.setattr(Records, "renew", note)
        return students

    @pytest.fixture
    def root(self, tmp_path):
        root = make_course(tmp_path, ada=CLASS["ada"], bela=CLASS["bela"])
        grade_class(root, workers=2)
        return root

    def test_nothing_changed(self, root, renewed, monkeypatch):
        """Nothing is made anew, the reports neither."""
        monkeypatch.setattr(batch.Records, "write_reports", None)
        assert grade_class(root, workers=1).kept == 2
        assert renewed == []

    @pytest.mark.parametrize(
        "place", ["feedback/ada/tiny/tiny.html", "feedback/ada/tiny/timestamp.txt"], ids=["page", "time"]
    )
    def test_a_file_that_was_changed_or_removed(self, root, renewed, place):
        """It comes back as it was."""
        before = (root / place).read_bytes()
        (root / place).write_bytes(b"2026-03-01 10:00:00 UTC")
        grade_class(root, workers=1)
        assert (renewed, (root / place).read_bytes()) == (["ada"], before)
        (root / place).unlink()
        grade_class(root, workers=1)
        assert (renewed, (root / place).read_bytes()) == (["ada", "ada"], before)

    def test_a_mark_by_hand(self, root, renewed):
        """It comes onto the page with the next batch, and then all is as it should be again."""
        enter(root, "bela", "test_double", manual_score=1.25)
        grade_class(root, workers=1)
        assert "1.25" in (root / "feedback/bela/tiny/tiny.html").read_text()
        assert "1.25" in (root / "reports/tiny/grades.csv").read_text()
        grade_class(root, workers=1)
        assert renewed == ["bela"]

    def test_a_gradebook_that_is_gone(self, root, renewed):
        """All rows come back."""
        (root / "gradebook.db").unlink()
        grade_class(root, workers=1)
        assert renewed == ["ada", "bela"]
        renewed.clear()
        grade_class(root, workers=1)
        assert renewed == []

    def test_a_time_of_handing_in(self, root, renewed):
        """It goes to gradebook and feedback folder although the notebook is the same."""
        (root / "submitted/ada/tiny/timestamp.txt").write_text("2026-03-01 10:00:00 UTC")
        grade_class(root, workers=1)
        assert renewed == ["ada"]
        assert (root / "feedback/ada/tiny/timestamp.txt").read_text() == "2026-03-01 10:00:00 UTC"

    @pytest.mark.parametrize("content", [b"", b"[]", b'{"seconds": 3}', b"\xff\xfe"])
    def test_a_damaged_memory(self, root, renewed, content):
        """It was never there: everything is made anew once, without a word."""
        (root / ".autograder/batches/tiny/memory.json").write_bytes(content)
        grade_class(root, workers=1)
        assert renewed == ["ada", "bela"]


def enter(root, student, cell, **marks):
    """Enter marks by hand, as formgrader does."""
    from nbgrader.api import Gradebook

    course = find_course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        grade = book.find_grade(cell, "tiny", "tiny", student)
        for name, value in marks.items():
            setattr(grade, name, value)
        book.db.commit()


def test_the_summary_tells_marks_mistakes_and_who_needs_a_person(tmp_path, capsys):
    """Also where it goes to a file, without colours."""
    root = make_course(tmp_path, **CLASS, gina=CLASS["bela"])
    assert main(["batch", "tiny", "--course", str(root)]) == 1
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "  emre: tiny.ipynb: not a notebook" in said
    assert "marks: the middle is" in said
    assert "    2  double  squared: Is this twice x, or x times x?" in said


@pytest.mark.long
def test_a_full_machine_changes_no_mark(tmp_path):
    """Byte for byte the same results beside twice as many endless loops as there are processors.

    One of the class loops, too, and one sleeps: limits are in computing time, which a busy machine does not use up.
    """
    students = {**CLASS, "sami": notebook("import time\ntime.sleep(0.5)")}
    calm, busy = (make_course(place, **students) for place in folders(tmp_path, "calm", "busy"))
    (calm / "solutions/tiny/seed").write_text("5eed" * 16)
    (busy / "solutions/tiny/seed").write_text("5eed" * 16)
    grade_class(calm, workers=1)
    loops = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(2 * len(os.sched_getaffinity(0)))
    ]
    try:
        grade_class(busy, workers=2)
        assert all(loop.poll() is None for loop in loops)
    finally:
        for loop in loops:
            loop.send_signal(signal.SIGKILL)
            loop.wait()
    assert result_files(busy) == result_files(calm)


def folders(above, *names):
    for name in names:
        (above / name).mkdir()
        yield above / name
