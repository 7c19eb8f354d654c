"""What bounds a student process as a whole, and when the seal is believed: by effect, also on lesser machines.

`confined.py` makes the kernel answer as that of a lesser machine would; nothing in the program is replaced.
"""

import json
import os
import socket
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from test_cli import run
from tiny_course import make_course, notebook

from autograder.errors import IsolationError, SandboxError
from autograder.model import Kind, Question
from autograder.sandbox import Limits, Sandbox, try_walls
from autograder.sandbox.trial import check_seal

CONFINED = Path(__file__).with_name("confined.py")
LIMITS = Limits(folder_bytes=4 << 20, folder_files=50, file_bytes=1 << 20, threads=12)
FULL = "No space left on device"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(LIMITS) as sandbox:
        yield sandbox


def ask(sandbox, source, files=None, cpu=5.0):
    """Run *source* and then its function f."""
    with sandbox.open(files or {}) as process:
        outcome = process.run_cell(0, textwrap.dedent(source), cpu_limit=5)
        assert outcome.error == ""
        return process.call(Question("f", ()), cpu_limit=cpu, show=True)


def on_a_machine_without(lacking, *command):
    """Run the command line where the kernel lacks something."""
    return subprocess.run(
        [sys.executable, CONFINED, lacking, sys.executable, "-m", "autograder", *map(str, command)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# ---------------------------------------------------------------- files and threads


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("for n in range(51): open(str(n), 'w').close()", "50 files"),
        ("for n in range(51): os.mkdir(str(n))", "50 files"),
        ("for n in range(51): os.makedirs('d', exist_ok=True); os.chdir('d')", "50 files"),
        (
            "os.makedirs('d', 0o300, exist_ok=True); os.chdir('d')\n    for n in range(51): open(str(n), 'w').close()",
            "50 files",
        ),
        ("for n in range(5): open(str(n), 'wb').write(bytes(1 << 20))", "4 MB"),
        (
            "for n in range(9): os.posix_fallocate(os.open(str(n), os.O_CREAT | os.O_RDWR), 0, 1 << 20)",
            "4 MB",
        ),
    ],
    ids=["files", "folders", "deep", "closed", "bytes", "reserved"],
)
def test_what_is_written_is_bounded(sandbox, body, says):
    """In number and in bytes, and whoever wrote too much reads so."""
    answer = ask(sandbox, f"import os\ndef f():\n    {body}")
    if sandbox.enclosed:
        assert (answer.kind, answer.error) == (Kind.ERROR, "OSError")
        assert FULL in answer.message
        assert "4 MB in 50 files" in answer.message
    else:
        assert (answer.kind, answer.message) == (Kind.CRASHED, f"it wrote more than {says}")
    assert not answer.tampered


def test_who_goes_on_writing_is_stopped(sandbox):
    """A program that takes no notice of errors fills nothing but its own folder, and ends with its computing time."""
    source = """
        def f():
            number = 0
            while True:
                number += 1
                try:
                    with open(str(number), "wb") as file: file.write(bytes(1 << 16))
                except OSError:
                    pass
    """
    answer = ask(sandbox, source, cpu=0.5)
    assert answer.kind is (Kind.TIMEOUT if sandbox.enclosed else Kind.CRASHED), answer


def test_the_assignments_files_do_not_count(sandbox):
    """However many and large they are, the student's own room is the same."""
    files = {f"data/{number}.csv": bytes(1 << 18) for number in range(60)}
    source = "def f():\n    for n in range(45): open(str(n), 'w').close()\n    open('big', 'wb').write(bytes(1 << 20))"
    assert ask(sandbox, source, files).kind is Kind.VALUE


def test_data_of_a_hundred_megabytes_arrive(sandbox):
    """As much as an assignment may have."""
    source = "import os\ndef f(): return os.path.getsize('big.bin')"
    with sandbox.open({"big.bin": bytes(100 << 20)}) as process:
        process.run_cell(0, source, cpu_limit=5)
        assert process.call(Question("f", ()), cpu_limit=5, show=True).value == 100 << 20


def test_room_is_given_back(sandbox):
    """A program may write and remove as often as it likes."""
    source = """
        import os
        def f():
            for _ in range(200):
                with open("same", "wb") as file: file.write(bytes(1 << 18))
                os.remove("same")
            return sorted(os.listdir("."))
    """
    assert ask(sandbox, source).value == []


@pytest.mark.parametrize("waits", ["event.wait", "lambda: 0 if event.wait() else 1"])
def test_threads_are_bounded(sandbox, waits):
    """With the same words wherever it runs."""
    source = f"""
        import threading
        event = threading.Event()
        def f():
            for _ in range(100):
                threading.Thread(target={waits}, daemon=True).start()
    """
    answer = ask(sandbox, source)
    assert (answer.kind, answer.message) == (Kind.CRASHED, "it started more than 12 threads")


def test_a_pool_of_threads_works(sandbox):
    """As many as are allowed, also again and again."""
    source = """
        from concurrent.futures import ThreadPoolExecutor
        def f():
            for _ in range(5):
                with ThreadPoolExecutor(8) as pool:
                    total = sum(pool.map(lambda n: n * n, range(100)))
            return total
    """
    assert ask(sandbox, source).value == 328350


# ---------------------------------------------------------------- trying before trusting


def test_everything_that_is_tried_fails(sandbox):
    """And every attempt was made: each has an answer of its own."""
    found = try_walls(sandbox)
    assert [p for p in found if not p.holds] == []
    assert len({p.name for p in found}) == len(found) >= 17


@pytest.mark.parametrize(
    ("left", "found"),
    [
        (("seccomp", "rlimits"), "other processes cannot be looked at - not here: the content came back"),
        (("landlock", "rlimits"), "no other process can be started - not here"),
    ],
)
def test_a_hole_in_the_seal_is_noticed(left, found):
    """Whichever of the layers is left out, what it should have stopped is found out."""
    with Sandbox(LIMITS) as sandbox:
        sandbox.isolation = left
        with pytest.raises(IsolationError, match=found):
            check_seal(sandbox)


# ---------------------------------------------------------------- the user


def test_two_sandboxes_have_two_users():
    """Where student code becomes a user of its own, that is no other live nursery's; and it is given back."""
    with Sandbox(preload=()) as one, Sandbox(preload=()) as other:
        uids = [sandbox.slot and sandbox.slot.uid for sandbox in (one, other)]
        seen = [ask(sandbox, "import os\ndef f(): return os.getuid()").value for sandbox in (one, other)]
    if uids[0] is None:
        assert uids == [None, None]
        assert seen == [os.getuid()] * 2
    else:
        assert uids == seen
        assert uids[0] != uids[1]
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as claim:
            claim.bind(f"\0autograder-user-{uids[0]}")  # free again


def test_student_code_has_no_capabilities(sandbox):
    """Neither root's nor those of a user namespace."""
    source = "import os\ndef f(): return os.getresuid()"
    with sandbox.open({}) as process:
        process.run_cell(0, source, cpu_limit=5)
        status = Path(f"/proc/{process.pid}/status").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines())
    assert {fields[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapAmb")} == {"0" * 16}
    assert (fields["NoNewPrivs"].strip(), fields["Seccomp"].strip()) == ("1", "2")


# ---------------------------------------------------------------- where it cannot be had


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one small assignment and one submission."""
    return make_course(tmp_path_factory.mktemp("course"), ada=notebook())


@pytest.mark.parametrize(
    ("command", "lacking", "named"),
    [
        ("grade", "landlock", "no landlock"),
        pytest.param("batch", "seccomp", "no seccomp", marks=pytest.mark.long),
        pytest.param("verify", "landlock,seccomp", "no landlock and no seccomp", marks=pytest.mark.long),
    ],
)
def test_without_a_seal_nothing_runs(course, command, lacking, named):
    """One line says what is missing and the way out, with exit status 2."""
    arguments = {
        "batch": ["tiny"],
        "grade": [course / "submitted/ada/tiny/tiny.ipynb", "--assignment", "tiny"],
        "verify": [],
    }[command]
    done = on_a_machine_without(lacking, command, *arguments, "--course", course)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"this kernel has {named}. Use Linux 5.13 or newer: on Windows WSL2" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (course / "autograded").exists()


@pytest.mark.long
def test_who_insists_is_warned_everywhere(tmp_path):
    """--no-isolation grades, and says so on the terminal, in the result and on the class page; a sealed batch grades anew."""
    course = make_course(tmp_path, ada=notebook())
    done = on_a_machine_without("landlock,namespaces", "batch", "tiny", "--no-isolation", "--course", course)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert done.stderr.startswith(
        "warning: --no-isolation: student code can read and change whatever you can."
    )
    path = course / "autograded/ada/tiny/result.json"
    unsealed = json.loads(path.read_text())
    assert set(unsealed["provenance"]["isolation"]) - {"uid"} == {"seccomp", "rlimits"}
    page = course / "reports/tiny/index.html"
    assert "student code was not isolated" in page.read_text()
    done = run("batch", "tiny", cwd=course)
    assert (done.returncode, done.stderr) == (0, "")
    assert "before" not in done.stdout
    sealed = json.loads(path.read_text())
    assert {"landlock", "seccomp", "rlimits"} <= set(sealed["provenance"].pop("isolation"))
    unsealed["provenance"].pop("isolation")
    assert sealed == unsealed
    assert "student code was not isolated" not in page.read_text()


def test_who_insists_where_it_is_not_needed_gets_what_was_asked_for(course):
    """Files are open to student code then, on every machine alike; processes and the network are not."""
    path = course / "submitted/ada/tiny/tiny.ipynb"
    done = run("grade", path, "--assignment", "tiny", "--no-isolation", "--json", cwd=course)
    assert done.returncode == 0
    assert "warning: --no-isolation" in done.stderr
    isolation = json.loads(done.stdout)["provenance"]["isolation"]
    assert set(isolation) - {"uid"} == {"seccomp", "rlimits"}


@pytest.mark.long
def test_a_container_gives_the_same_result(course):
    """Where there are no namespaces the rest holds, and only `provenance.isolation` differs."""
    arguments = (
        "grade",
        course / "submitted/ada/tiny/tiny.ipynb",
        "--assignment",
        "tiny",
        "--json",
        "--course",
        course,
    )
    here, there = run(*arguments, cwd=course), on_a_machine_without("namespaces", *arguments)
    assert (here.returncode, there.returncode) == (0, 0)
    results = [json.loads(done.stdout) for done in (here, there)]
    isolation = [set(result["provenance"].pop("isolation")) for result in results]
    assert isolation[0] >= isolation[1] >= {"landlock", "seccomp", "rlimits"}
    assert "namespaces" not in isolation[1]
    assert results[0] == results[1]


def test_elsewhere_than_on_linux_it_says_where_to_go(monkeypatch):
    """There is neither Landlock nor seccomp to look for."""
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(
        IsolationError, match=r"only run on Linux. On Windows use WSL2 .*, on macOS a Linux container"
    ):
        Sandbox()


def test_no_folder_is_our_failure(sandbox):
    """A file system without room is not the student's fault."""
    sandbox.limits = replace(LIMITS, folder_bytes=0)
    with pytest.raises(SandboxError, match="no folder for a student process"):
        sandbox.open({"/proc/nowhere/x": b"1"})
    sandbox.limits = LIMITS
    assert ask(sandbox, "def f(): return 1").value == 1
