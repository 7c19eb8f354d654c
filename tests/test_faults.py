"""Faults on our side: killed processes, full disks, a locked or broken gradebook, two commands at once."""

import json
import multiprocessing
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress

import pytest
from faults import PHASES, Run, contents, make_place, rows, wait_until_gone
from nbgrader.api import Gradebook
from tiny_course import make_course, notebook

from autograder.answerkey import empty_answer_key
from autograder.claims import make_draft, make_draft_folder, make_folder, remove_drafts
from autograder.cli import main
from autograder.course import find_course, load_assignment, read_submissions
from autograder.engine import ProcessPool
from autograder.errors import CourseError
from autograder.files import hold
from autograder.sandbox import Sandbox
from autograder.sandbox.process import WORK_FOLDER
from autograder.settings import Settings
from autograder.worker import Job

CLASS = {
    "ada": notebook(),
    "bela": notebook(double="def double(x):\n    return x * x"),
    "emre": b'{"cells": [',
}
NEEDS_A_PERSON = 1
"""The status of a batch that is complete: of emre's notebook a person must say what it was."""


@pytest.fixture(scope="module")
def undisturbed():
    """A course before its first batch, what an undisturbed batch makes of it, and in how many steps."""
    place = make_place()
    (place / "pristine").mkdir()
    make_course(place / "pristine", **CLASS)
    (place / "pristine/solutions/tiny/seed").write_text("5eed" * 16)
    for student in CLASS:  # as nbgrader's exchange brings it; otherwise one would be drawn
        (place / f"pristine/submitted/{student}/tiny/submission_secret.txt").write_text(student)
    course = shutil.copytree(place / "pristine", place / "course")
    run = Run(course, place / "tmp").start()
    assert run.finish() == NEEDS_A_PERSON, run.said
    yield place / "pristine", contents(course), rows(course / "gradebook.db"), run.steps_by_phase()
    shutil.rmtree(place)


@pytest.fixture
def place():
    place = make_place()
    yield place
    shutil.rmtree(place)


def assert_complete(course, temporary, undisturbed):
    """The next batch completes, and what is there then is what an undisturbed batch leaves: no more, no less."""
    run = Run(course, temporary).start()
    assert run.finish() == NEEDS_A_PERSON, run.said
    assert not wait_until_gone(temporary)
    _, expected, expected_rows, _ = undisturbed
    found = contents(course)
    assert sorted(found) == sorted(expected)
    assert found == expected
    assert rows(course / "gradebook.db") == expected_rows
    assert list(temporary.iterdir()) == []


def assert_one_line(said, *parts):
    assert said.count("\n") == 1, said
    assert said.startswith("autograde: "), said
    assert all(str(part) in said for part in parts), said


# ---------------------------------------------------------------- kill -9


def kill(victim, run, moment):
    """Kill something of *run* once it has come to the step *moment*; return in which phase, None if it was too late."""
    run.wait_for(moment)
    while run.process.is_alive():
        pids = run.processes()[victim]
        phase = run.phase
        if pids:
            with suppress(ProcessLookupError):
                (os.killpg if victim == "batch" else os.kill)(pids[-1], signal.SIGKILL)
                return phase
    return None


def disturb(course, temporary, victim, moment):
    """Start a batch, kill it or one of its processes at a moment, and wait until nothing of it runs any more.

    Return the phase that was hit, None if it was too late.
    """
    run = Run(course, temporary, fatal=moment if victim == "itself" else 0).start()
    phase = None if victim == "itself" else kill(victim, run, moment)
    status = run.finish()
    if victim == "itself":
        phase = run.phase if status == -signal.SIGKILL else None
    if victim in {"itself", "batch"} and phase is not None:
        assert status == -signal.SIGKILL
    else:  # a killed worker or nursery costs no result; before there are submissions, the batch says so and ends
        assert status == NEEDS_A_PERSON, (status, run.said)
    assert not wait_until_gone(temporary), "a process outlives the batch"
    return phase


VICTIMS = ("itself", "batch", "worker", "nursery")
"""The batch at one of its own steps; its process group, one of its workers or nurseries from outside."""


def test_after_a_kill_the_next_batch_completes(undisturbed, place):
    """One of each kind, one after the other: the next batch leaves the same files and rows as an undisturbed one.

    No process stays behind, no file and no folder.
    """
    pristine, _, _, steps = undisturbed
    course = shutil.copytree(pristine, place / "course")
    for victim, share in {"itself": 0.1, "batch": 0.4, "nursery": 0.0, "worker": 0.0}.items():
        assert (
            disturb(course, place / "tmp", victim, int(share * sum(map(len, steps.values())))) is not None
        ), victim
        assert list((place / "tmp").iterdir()) == [], victim
    assert_complete(course, place / "tmp", undisturbed)


@pytest.mark.long
def test_after_each_of_many_kills_the_next_batch_completes(undisturbed):
    """Two hundred, each of a course's first batch, ten of each kind in each phase. The seed repeats them."""
    pristine, _, _, steps = undisturbed
    draw = random.Random(os.environ.get("AUTOGRADER_FAULTS_SEED", "2026"))
    plan = [(victim, draw.choice(steps[phase])) for victim in VICTIMS for phase in PHASES for _ in range(10)]

    def disturb_and_complete(victim, moment):
        place = make_place()
        course = shutil.copytree(pristine, place / "course")
        phase = disturb(course, place / "tmp", victim, moment)
        assert_complete(course, place / "tmp", undisturbed)
        shutil.rmtree(place)
        return phase

    with ThreadPoolExecutor(2) as pool:
        phases = list(pool.map(lambda kill: disturb_and_complete(*kill), plan))
    hit = Counter((victim, phase) for (victim, _), phase in zip(plan, phases, strict=True))
    assert sum(count for (_, phase), count in hit.items() if phase) >= 180, hit
    for victim in ("itself", "batch"):
        assert {phase for whom, phase in hit if whom == victim and phase} == set(PHASES), hit
    for victim in ("worker", "nursery"):
        assert len({phase for whom, phase in hit if whom == victim and phase}) >= 3, hit


GRADER = """
import os, select, signal, sys
from autograder.sandbox import Sandbox
from autograder.student import wire
sandbox = Sandbox(preload=())
sandbox._control.sendall(wire.pack({"op": "close"}, []))
select.select([sandbox._control], [], [])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_nursery_clears_up_also_when_its_grader_did_not_hear_it_out(place):
    """To the nursery such an end is a broken connection, not an end of file."""
    environment = {**os.environ, "TMPDIR": str(place / "tmp")}
    killed = subprocess.run([sys.executable, "-c", GRADER], env=environment, capture_output=True, check=False)
    assert not wait_until_gone(place / "tmp")
    assert (killed.returncode, killed.stderr, list((place / "tmp").iterdir())) == (-signal.SIGKILL, b"", [])


def test_what_somebody_works_with_is_not_taken_for_left_behind(place, monkeypatch):
    """A folder goes when its grader is dead, whatever lies in it; one whose grader lives stays."""
    monkeypatch.setattr("tempfile.tempdir", str(place / "tmp"))
    with Sandbox(preload=()) as living:
        (folder,) = (place / "tmp").iterdir()
        dead, claimed = make_folder(place / "tmp", WORK_FOLDER)
        (dead / "deep" / "down").mkdir(parents=True)
        (dead / "deep").chmod(0)
        with Sandbox(preload=()) as another:
            assert dead.exists()
            claimed.close()
            with Sandbox(preload=()):
                assert not dead.exists()
            for sandbox in (living, another):
                sandbox.open({}).close()
        assert list((place / "tmp").iterdir()) == [folder]


def test_drafts_of_the_dead_go_and_those_of_the_living_stay(tmp_path):
    with make_draft(tmp_path) as draft, make_draft_folder(tmp_path) as folder:
        (tmp_path / ".draft-dead").touch()
        (tmp_path / ".draft-of-many" / "files").mkdir(parents=True)
        remove_drafts(tmp_path)
        assert sorted(tmp_path.iterdir()) == sorted([draft, folder])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_a_submission_that_kills_its_workers_costs_itself(place):
    """Again and again, as the kernel does when memory runs out; the others are graded, it is *ungraded*."""
    course = place / "course"
    course.mkdir()
    killer = notebook("import time\ntime.sleep(600)")
    make_course(course, ada=CLASS["ada"], bela=CLASS["bela"], killer=killer)
    (course / "autograder.toml").write_text("[limits]\nidle_seconds = 900\n")
    run = Run(course, place / "tmp").start()
    pages = [course / f"autograded/{student}/tiny/result.json" for student in ("ada", "bela", "killer")]
    kills = 0
    while run.process.is_alive() and kills < 20:
        if all(page.exists() for page in pages[:2]) or kills:
            busy = run.processes()["worker"]
            for worker in busy:
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    kills += 1
        time.sleep(0.05)
    assert run.finish() == NEEDS_A_PERSON, run.said
    results = [json.loads(page.read_text()) for page in pages]
    assert [{e["verdict"] for e in result["exercises"]} for result in results] == [
        {"passed"},
        {"passed", "failed"},
        {"ungraded"},
    ]


def test_a_pool_with_a_worker_that_does_not_end_does(tmp_path):
    """When one is killed, the pool asks the rest to end and waits; one cannot hear, or was started that moment."""
    course = find_course(make_course(tmp_path, ada=CLASS["ada"], bela=CLASS["bela"]))
    assignment = load_assignment(course, "tiny")
    with Sandbox(preload=()) as sandbox:
        job = Job(empty_answer_key(assignment, sandbox), Settings())
    pool = ProcessPool(job, 2)
    ada, bela = read_submissions(course, "tiny")
    futures = [pool.submit(ada)]
    (killed,) = multiprocessing.active_children()
    futures.append(pool.submit(bela))
    (deaf,) = set(multiprocessing.active_children()) - {killed}
    os.kill(deaf.pid, signal.SIGSTOP)
    os.kill(killed.pid, signal.SIGKILL)
    assert all(isinstance(future.exception(60), BrokenProcessPool) for future in futures)
    ending = threading.Thread(target=pool.__exit__, args=(None, None, None))
    ending.start()
    ending.join(30)
    ended = not ending.is_alive()
    deaf.kill()
    ending.join()
    assert ended


# ---------------------------------------------------------------- no room


@contextmanager
def small_disk(folder):
    """Mount a disk of 40 MB on *folder*, which only root can; yield how to leave so many bytes on it."""
    folder.mkdir(exist_ok=True)
    size = ["-o", "size=40m"]
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", *size, "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here: {mounted.stderr.decode().strip()}")
    filler = folder / "filler"

    def leave(room):
        filler.unlink(missing_ok=True)
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - room)

    try:
        folder.chmod(0o1777)
        yield leave
        filler.unlink(missing_ok=True)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def room_of(folder):
    """Return how many bytes the files in *folder* take on a disk, in blocks of 4096."""
    return sum(-(-path.stat().st_size // 4096) * 4096 for path in folder.rglob("*") if path.is_file())


@pytest.mark.long
@pytest.mark.parametrize("share", [0.0, 0.5, 0.9])
def test_a_full_disk_under_the_course_is_one_line(undisturbed, place, share):
    """With a *share* of the room that is needed. Nothing half-written stays, and with room the next batch completes."""
    pristine, _, _, _ = undisturbed
    course = place / "course"
    with small_disk(course) as leave:
        shutil.copytree(pristine, course, dirs_exist_ok=True)
        leave(int(share * (room_of(pristine.parent / "course") - room_of(pristine))))
        run = Run(course, place / "tmp").start()
        assert run.finish() == 2, run.said
        assert_one_line(run.said, course, "make room there")
        assert not list(course.rglob(".draft-*"))
        for result in course.glob("autograded/*/tiny/result.json"):
            json.loads(result.read_text())
        (course / "filler").unlink()
        assert_complete(course, place / "tmp", undisturbed)


@pytest.mark.long
def test_a_full_disk_under_tmpdir_is_one_line(undisturbed, place):
    """Which costs nobody points: student code is not run where it could not write what it may."""
    course = shutil.copytree(undisturbed[0], place / "course")
    with small_disk(place / "tmp") as leave:
        leave(8 << 20)
        run = Run(course, place / "tmp").start()
        assert run.finish() == 2, run.said
        assert_one_line(run.said, place / "tmp", "8 MB", "16 MB", "TMPDIR")
        assert not (course / "autograded").exists()
        (place / "tmp/filler").unlink()
        assert_complete(course, place / "tmp", undisturbed)


def test_a_course_that_cannot_be_written_to_is_one_line(place, capsys):
    """Before anything is done."""
    course = place / "course"
    course.mkdir()
    make_course(course, **CLASS)
    before = contents(course)
    with read_only(course):
        assert main(["batch", "tiny", "--course", str(course)]) == 2
        assert_one_line(capsys.readouterr().err, course)
    assert contents(course) == before


@contextmanager
def read_only(folder):
    """Let nothing be written in *folder*: by permission, and where that means nothing (to root) by a mount."""
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    mounted = subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr.decode().strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


# ---------------------------------------------------------------- the gradebook


@pytest.fixture
def graded(undisturbed, place):
    """The course after an undisturbed batch, to be graded anew."""
    course = shutil.copytree(undisturbed[0].parent / "course", place / "course")
    for result in course.glob("autograded/*/tiny/result.json"):
        result.unlink()
    return course


@pytest.mark.long
def test_a_locked_gradebook_is_waited_for(undisturbed, graded, place):
    """As long as a backup may take; nothing is lost by it."""
    with closing(sqlite3.connect(graded / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        run = Run(graded, place / "tmp").start()
        wait_until_waiting(run)
        other.execute("ROLLBACK")
        assert run.finish() == NEEDS_A_PERSON, run.said
    assert_complete(graded, place / "tmp", undisturbed)


def wait_until_waiting(run, seconds=2.0):
    """Wait until *run* has made no step for some time since it first turned to the gradebook."""
    seen, since = 0, time.monotonic()
    while run.process.is_alive() and not (run.phase == "gradebook" and time.monotonic() - since > seconds):
        if run.steps.value != seen:
            seen, since = run.steps.value, time.monotonic()
        time.sleep(0.01)
    assert run.process.is_alive(), "it did not wait"


@pytest.mark.long
def test_a_gradebook_locked_for_15_seconds_loses_nobody(undisturbed, graded, place):
    """nbgrader itself gives up after five and goes on without the student."""
    with closing(sqlite3.connect(graded / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        run = Run(graded, place / "tmp").start()
        wait_until_waiting(run, 15.0)
        other.execute("ROLLBACK")
        assert run.finish() == NEEDS_A_PERSON, run.said
    assert_complete(graded, place / "tmp", undisturbed)


@pytest.mark.long
def test_a_gradebook_locked_for_ever_is_one_line(undisturbed, graded, place):
    """After as many seconds as the course itself allows, 60 if it does not say. The next batch completes."""
    config = graded / "nbgrader_config.py"
    before = config.read_text()
    url = f"sqlite:///{graded / 'gradebook.db'}?timeout=1"
    config.write_text(f"{before}\nc.CourseDirectory.db_url = {url!r}\n")
    with closing(sqlite3.connect(graded / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        run = Run(graded, place / "tmp").start()
        assert run.finish() == 2, run.said
        assert_one_line(run.said, "gradebook.db", "another program is writing to it")
        other.execute("ROLLBACK")
    assert not list(graded.glob("autograded/*/tiny/result.json"))
    config.write_text(before)
    assert_complete(graded, place / "tmp", undisturbed)


@pytest.mark.long
def test_formgrader_may_read_meanwhile(undisturbed, graded, place):
    """What it asks for when it lists submissions, over and over while they are written."""
    run = Run(graded, place / "tmp").start()
    read = 0
    while run.process.is_alive():
        with Gradebook(f"sqlite:///{graded / 'gradebook.db'}", "gradient-descent") as gradebook:
            read += len(gradebook.submission_dicts("tiny"))
    assert read
    assert run.finish() == NEEDS_A_PERSON, run.said
    assert_complete(graded, place / "tmp", undisturbed)


def garbage(path):
    path.write_bytes(bytes(range(256)) * 64)


def half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def without_column(path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE notebook DROP COLUMN kernelspec")


REFUSED = {
    "garbage": (garbage, ["not a database", "move it away"]),
    "half of it": (half, ["malformed", "move it away"]),
    "from an older nbgrader": (without_column, ["no such column", "nbgrader db upgrade"]),
}


@pytest.mark.long
@pytest.mark.parametrize(("harm", "words"), REFUSED.values(), ids=REFUSED)
def test_a_gradebook_that_cannot_be_used_is_one_line(graded, place, harm, words):
    """It may hold marks by hand, so nothing is done to it, and nothing is graded."""
    harm(graded / "gradebook.db")
    before = (graded / "gradebook.db").read_bytes()
    run = Run(graded, place / "tmp").start()
    assert run.finish() == 2, run.said
    assert_one_line(run.said, graded / "gradebook.db", *words)
    assert (graded / "gradebook.db").read_bytes() == before
    assert not list(graded.glob("autograded/*/tiny/result.json"))


def emptied(path):
    path.write_bytes(b"")


MENDED = {
    "no gradebook": ("gradebook.db", os.unlink),
    "an empty gradebook": ("gradebook.db", emptied),
    "no answer key": (".autograder", shutil.rmtree),
    "a broken answer key": (".autograder/keys/*.zip", half),
    "half a result": ("autograded/ada/tiny/result.json", half),
    "an empty result": ("autograded/ada/tiny/result.json", emptied),
    "a lock of nobody's": (".autograder/lock", garbage),
}


@pytest.mark.long
@pytest.mark.parametrize(("pattern", "harm"), MENDED.values(), ids=MENDED)
def test_what_can_be_made_again_is(undisturbed, place, pattern, harm):
    """Without a word: nothing is lost by it."""
    course = shutil.copytree(undisturbed[0].parent / "course", place / "course")
    (path,) = course.glob(pattern)
    harm(path)
    if pattern == "gradebook.db":  # as the person would who lost it
        shutil.rmtree(course / "autograded")
    assert_complete(course, place / "tmp", undisturbed)


# ---------------------------------------------------------------- two at once


@pytest.mark.long
def test_a_second_command_says_who_is_at_work(undisturbed, place, capsys):
    """And goes on when that one is gone, however it went. One lock for the course: assignments share the gradebook."""
    course = shutil.copytree(undisturbed[0], place / "course")
    run = Run(course, place / "tmp").start()
    run.wait_for(undisturbed[3]["writing"][0])
    os.kill(run.process.pid, signal.SIGSTOP)
    try:
        for command in (["batch", "tiny"], ["feedback", "tiny"], ["release", "tiny"]):
            assert main([*command, "--course", str(course)]) == 2
            said = capsys.readouterr().err
            holder = (
                f"`autograde batch tiny --course {course} --workers 2` is at work here (pid {run.process.pid}"
            )
            assert_one_line(said, course, holder, f"on {socket.gethostname()}, since 2")
    finally:
        run.process.kill()
        run.finish()
    assert not wait_until_gone(place / "tmp")
    assert_complete(course, place / "tmp", undisturbed)


@pytest.mark.parametrize("command", ["batch", "feedback", "release"])
def test_what_writes_waits_for_nobody_and_writes_nothing(tmp_path, capsys, command):
    """Whatever is named on the command line, as long as somebody is at work."""
    make_course(tmp_path, ada=CLASS["ada"])
    lock = find_course(tmp_path).lock
    with hold(lock):
        before = contents(tmp_path)
        assert main([command, "tiny", "--course", str(tmp_path)]) == 2
        assert_one_line(capsys.readouterr().err, tmp_path, f"is at work here (pid {os.getpid()} on")
        assert contents(tmp_path) == before


def test_a_lock_that_says_nothing_yet_is_a_lock(tmp_path):
    """It was taken this moment, and nobody has written down by whom."""
    make_course(tmp_path)
    lock = find_course(tmp_path).lock
    with hold(lock):
        lock.write_bytes(b"")
        with pytest.raises(CourseError, match="another autograde command is at work here"), hold(lock):
            pass
    with hold(lock):
        pass
