"""The work goes to a Dask cluster: a real scheduler and real workers, each a process of its own on loopback."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import warnings
from contextlib import contextmanager
from pathlib import Path

import pytest
from tiny_course import REPOSITORY, make_course, notebook

import autograder
from autograder.batch import grade_batch
from autograder.cli import main
from autograder.course import find_course, list_submissions, load_assignment
from autograder.errors import CourseError
from autograder.settings import Settings

pytestmark = pytest.mark.services
pytest.importorskip("distributed", reason="needs the extra `dask`")

CLASS = {
    "ada": notebook(),
    "bela": notebook(double="def double(x):\n    return x * x"),
    "dora": notebook(quadruple="import os\ndef quadruple(x):\n    os._exit(0)"),
    "emre": b'{"cells": [',
    "fleur": notebook("print('hello')", "1 / 0"),
    "gil": notebook(quadruple="def quadruple(n):\n    return [4 * k for k in n]"),
}
PATIENCE = 60


@contextmanager
def dask(kind, *options, cwd, **environment):
    """Run `dask scheduler` or `dask worker` as its own process group; kill all of it in the end."""
    command = [sys.executable, "-m", "dask", kind, *options]
    quiet = {"DASK_LOGGING__DISTRIBUTED": "error"}
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **quiet, **environment},
        stderr=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    """The address of a scheduler on loopback."""
    folder = tmp_path_factory.mktemp("scheduler")
    file = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    with dask("scheduler", *options, cwd=folder):
        wait_for(lambda: file.exists() and file.read_text().strip().endswith("}"))
        yield json.loads(file.read_text())["address"]


@contextmanager
def worker(scheduler, folder, **environment):
    """A worker of one thread, with the nanny that starts it again when it dies."""
    options = (scheduler, "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard")
    with dask("worker", *options, cwd=folder, **environment):
        yield


@pytest.fixture
def two_workers(scheduler, tmp_path):
    """Two workers, started and known to the scheduler; returns its address."""
    with worker(scheduler, tmp_path), worker(scheduler, tmp_path):
        wait_for(lambda: len(pids(scheduler)) == 2)
        yield scheduler
    wait_for(lambda: not pids(scheduler))


def pids(scheduler):
    """Return the process of each worker that the scheduler knows, by address."""
    from distributed import Client
    from distributed.versions import VersionMismatchWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", VersionMismatchWarning)  # some tests want such workers
        with Client(scheduler, set_as_default=False) as client:
            return client.run(os.getpid, on_error="ignore")


def wait_for(condition):
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "it never came about"
        time.sleep(0.05)


def grade_class(root, *, scheduler=None, report=lambda _: None, notice=lambda _: None):
    course = find_course(root)
    return grade_batch(
        course,
        load_assignment(course, "tiny"),
        list_submissions(course, "tiny"),
        settings=Settings(),
        workers=2,
        scheduler=scheduler,
        report=report,
        notice=notice,
    )


def left(root):
    """Return what a batch leaves for people, byte for byte; nbgrader's secrets are drawn by chance."""
    kinds = ("autograded/*/tiny/*", "feedback/*/tiny/*.html", "reports/tiny/*")
    paths = [path for kind in kinds for path in root.glob(kind) if path.name != "submission_secret.txt"]
    return {str(path.relative_to(root)): path.read_bytes() for path in paths}


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    """The class, graded on this machine."""
    root = make_course(tmp_path_factory.mktemp("local"), **CLASS)
    grade_class(root)
    return root


@pytest.fixture
def same_course(local, tmp_path):
    """The same course, secrets included, before anything was graded."""
    root = tmp_path / "course"
    root.mkdir()
    for name in ("nbgrader_config.py", "solutions", "submitted"):
        copy = shutil.copytree if (local / name).is_dir() else shutil.copy
        copy(local / name, root / name)
    return root


def test_a_cluster_gives_the_same_results_byte_for_byte(local, same_course, two_workers):
    """Pages, executed notebooks and grades, too; and the workers know no folder of the course."""
    grade_class(same_course, scheduler=two_workers)
    assert left(same_course) == left(local)


def test_a_killed_worker_costs_nothing_but_time(local, same_course, two_workers):
    """It is killed after the first result, with submissions in its hands; its nanny starts another."""
    victims = list(pids(two_workers).values())
    killed = []

    def kill_once(_):
        if not killed:
            os.kill(victims[0], signal.SIGKILL)
            killed.append(victims[0])

    grade_class(same_course, scheduler=two_workers, report=kill_once)
    assert killed
    assert left(same_course) == left(local)


@pytest.fixture
def other_program(tmp_path):
    """A folder with a copy of this package that says it is another version."""
    folder = tmp_path / "other"
    shutil.copytree(Path(autograder.__file__).parent, folder / "autograder")
    shutil.copytree(REPOSITORY / "templates", folder / "templates")
    (folder / "autograder" / "__init__.py").write_text('"""Other."""\n__version__ = "9.9"\n')
    return folder


def test_a_worker_with_another_version_is_left_out_and_named(
    local, same_course, other_program, scheduler, tmp_path
):
    """The others do its work."""
    notices = []
    with worker(scheduler, tmp_path), worker(scheduler, other_program, PYTHONPATH=str(other_program)):
        wait_for(lambda: len(pids(scheduler)) == 2)
        grade_class(same_course, scheduler=scheduler, notice=notices.append)
    wait_for(lambda: not pids(scheduler))
    assert len(notices) == 1
    assert f"is left out: autograder is 9.9 there and {autograder.__version__} here" in notices[0]
    assert left(same_course) == left(local)


@pytest.fixture
def other_numpy(tmp_path):
    """A folder whose numpy, for whoever asks what is installed, is an old one."""
    folder = tmp_path / "libraries"
    info = folder / "numpy-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 1.0\n")
    return folder


@pytest.mark.parametrize(
    ("fixture", "reason"),
    [("other_program", "autograder is 9.9 there"), ("other_numpy", "numpy is 1.0 there")],
)
def test_where_every_worker_differs_nothing_is_graded(
    request, same_course, scheduler, tmp_path, capsys, fixture, reason
):
    """The command is wrong, and the line says why."""
    folder = request.getfixturevalue(fixture)
    with worker(scheduler, tmp_path, PYTHONPATH=str(folder)):
        wait_for(lambda: pids(scheduler))
        status = main(["batch", "tiny", "--course", str(same_course), "--scheduler", scheduler])
    wait_for(lambda: not pids(scheduler))
    said = capsys.readouterr().err.splitlines()[-1]
    assert status == 2
    assert "can be used" in said
    assert reason in said
    assert not list(same_course.glob("autograded/*/*/result.json"))


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tcp://127.0.0.1:9", "no Dask scheduler answers at tcp://127.0.0.1:9: "),
        ("nonsense://x", "no Dask scheduler answers at nonsense://x: "),
    ],
)
def test_a_scheduler_that_cannot_be_reached(same_course, capsys, address, said):
    """One line, status 2, nothing written."""
    assert main(["batch", "tiny", "--course", str(same_course), "--scheduler", address]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert lines[-1].startswith(f"autograde: {said}")
    assert not list(same_course.glob("autograded/*/*/result.json"))


def test_a_scheduler_that_goes_away_loses_nothing_that_was_reported(same_course, local, tmp_path):
    """The batch ends with a line that says so, and the same command continues elsewhere."""
    file = tmp_path / "own.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    with dask("scheduler", *options, cwd=tmp_path) as process:
        wait_for(lambda: file.exists() and file.read_text().strip().endswith("}"))
        address = json.loads(file.read_text())["address"]
        with worker(address, tmp_path):
            wait_for(lambda: pids(address))
            seen = []

            def kill_scheduler(result):
                seen.append(result.student)
                if len(seen) == 1:
                    process.kill()

            with pytest.raises(CourseError, match="is gone; what is done is kept"):
                grade_class(same_course, scheduler=address, report=kill_scheduler)
    summary = grade_class(same_course)
    assert summary.kept >= len([student for student in seen if student != "emre"])
    assert left(same_course) == left(local)


def test_the_batch_does_not_wait_for_ever_for_workers(same_course, scheduler, tmp_path):
    """A cluster without any is said at once."""
    assert not pids(scheduler)
    with pytest.raises(CourseError, match="there is none"):
        grade_class(same_course, scheduler=scheduler)
