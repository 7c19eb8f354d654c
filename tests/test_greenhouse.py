"""Nurseries that are forked from a greenhouse are as good as those that are programs of their own."""

import json
import os
import socket
import struct
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
from tiny_course import make_course, notebook

from autograder.cli import main
from autograder.errors import SandboxError
from autograder.sandbox import Greenhouse, Sandbox

LIBRARIES = ("numpy", "matplotlib")
LOADED = "import sys\nprint([n for n in ('numpy', 'matplotlib', 'pandas', 'sympy') if n in sys.modules])"


@pytest.fixture(scope="module")
def greenhouse():
    with Greenhouse(LIBRARIES) as greenhouse:
        yield greenhouse


def ask(sandbox, source):
    with sandbox.open({}) as process:
        outcome = process.run_cell(0, textwrap.dedent(source), cpu_limit=5)
        assert outcome.error == ""
        return outcome.printed.strip()


def parent(pid):
    return int(Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[1])


@pytest.mark.parametrize("also", [(), ("pandas",), ("sympy",), ("pandas", "sympy")], ids=str)
def test_a_nursery_has_ready_what_it_was_asked_for(greenhouse, also):
    """No less, and no more: what others wanted is not there. The second of a kind imports nothing."""
    for _ in range(2):
        with Sandbox(preload=(*LIBRARIES, *also), greenhouse=greenhouse.address) as forked:
            assert ask(forked, LOADED) == str([*LIBRARIES, *also])


def test_forked_or_not_makes_no_difference(greenhouse):
    """Same seal, same environment, same numbers, same order of what is hashed."""
    source = (
        "import random, numpy\nprint(random.random(), numpy.random.rand(), hash('a'), list({'b', 'c', 'd'}))"
    )
    with (
        Sandbox(preload=LIBRARIES) as own,
        Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as forked,
    ):
        assert (forked.environment, forked.isolation) == (own.environment, own.isolation)
        assert ask(forked, source) == ask(own, source)


def test_two_nurseries_live_side_by_side(greenhouse):
    """Each with its folder and, where there are users to be had, its user."""
    with (
        Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as one,
        Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as other,
        one.open({"data.csv": b"1"}) as first,
        other.open({"data.csv": b"2"}) as second,
    ):
        for process, content in ((first, "1"), (second, "2")):
            read = process.run_cell(0, "print(open('data.csv').read())", cpu_limit=5)
            assert read.printed == f"{content}\n"
        assert one.slot is None or one.slot != other.slot


def test_nothing_stays(greenhouse):
    """A nursery ends with its sandbox, and its folder goes; the greenhouse keeps no dead children."""
    with Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as sandbox:
        pid, folder = sandbox._nursery.pid, sandbox.folder
    assert not folder.exists()
    with Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address):  # by then it has heard of it
        assert not Path(f"/proc/{pid}").exists()


def test_without_a_greenhouse_nurseries_are_programs():
    """One that is gone is as good as none: a killed greenhouse costs a second, and no submission."""
    with Greenhouse(LIBRARIES) as greenhouse:
        address = greenhouse.address
        with Sandbox(preload=LIBRARIES, greenhouse=address) as before:
            assert parent(before._nursery.pid) == greenhouse._process.pid
            greenhouse._process.kill()
            greenhouse._process.wait()
            assert ask(before, "print(1)") == "1"
            with Sandbox(preload=LIBRARIES, greenhouse=address) as after:
                assert ask(after, "print(2)") == "2"
                assert isinstance(after._nursery, subprocess.Popen)


def test_a_killed_nursery_is_noticed(greenhouse):
    """Waiting for it has an end."""
    with Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as sandbox:
        sandbox.kill()
        with pytest.raises(SandboxError):
            sandbox.open({})


def test_strangers_get_no_answer(greenhouse, tmp_path):
    """Another user of this machine, who could guess the address, is left alone."""
    if os.geteuid() != 0:
        pytest.skip("only root can be somebody else")
    program = textwrap.dedent(f"""
        import os, socket
        os.setresuid(60000, 60000, 60000)
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect({greenhouse.address!r})
            connection.settimeout(20)
            print(connection.recv(100))
    """)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "b''\n"
    with Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as sandbox:
        assert ask(sandbox, "print(1)") == "1"


NONSENSE = {
    "nothing": b"",
    "half a frame": struct.pack("!I", 100) + b"{",
    "no frame": b"GET / HTTP/1.1\r\n\r\n",
}


@pytest.mark.parametrize("sent", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_does_not_end_it(greenhouse, sent):
    """Whoever connects and says nothing sensible is left, and the next one is served."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(greenhouse.address)
        connection.sendall(sent)
    with Sandbox(preload=LIBRARIES, greenhouse=greenhouse.address) as sandbox:
        assert ask(sandbox, "print(1)") == "1"


def test_a_batch_is_the_same_when_its_greenhouse_is_killed(tmp_path, monkeypatch):
    """Result files byte for byte."""
    results = {}
    for name in ("left alone", "killed"):
        root = tmp_path / name
        root.mkdir()
        make_course(root, ada=notebook(), bela=notebook(double="def double(x):\n    return x"))
        (root / "solutions/tiny/seed").write_text("5eed" * 16)
        if name == "killed":
            opened = Greenhouse.__init__

            def init(self, *arguments, opened=opened, **how):
                opened(self, *arguments, **how)
                self._process.kill()
                self._process.wait()

            monkeypatch.setattr(Greenhouse, "__init__", init)
        assert main(["batch", "tiny", "--course", str(root), "--json"]) == 0
        results[name] = {
            path.parent.parent.name: json.loads(path.read_bytes())
            for path in root.glob("autograded/*/tiny/result.json")
        }
    assert results["killed"] == results["left alone"]
    assert len(results["killed"]) == 2


def test_one_that_ends_in_the_middle_of_an_answer_is_our_failure(tmp_path):
    """There may be a nursery by then, and two on one control socket would answer each other's requests."""
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(f"\0autograder-test-{tmp_path.name}-{os.getpid()}")
        deaf.listen(1)

        def hang_up():
            deaf.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(SandboxError):
            Sandbox(preload=LIBRARIES, greenhouse=deaf.getsockname().decode())
        thread.join()
