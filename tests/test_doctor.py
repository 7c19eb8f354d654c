"""`autograde doctor`: what holds on this machine, shown by trying it, here and on lesser ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CONFINED = Path(__file__).with_name("confined.py")


def doctor(cwd, *options, lacking=""):
    """Run the doctor, where the kernel lacks something; return exit status and what it says."""
    lesser = [sys.executable, CONFINED, lacking] if lacking else []
    done = subprocess.run(
        [*lesser, sys.executable, "-m", "autograder", "doctor", *options],
        cwd=cwd,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def examined(cwd, lacking=""):
    """Return the exit status and what was found, as data."""
    status, text = doctor(cwd, "--json", lacking=lacking)
    return status, json.loads(text)


def states(found):
    """Return what holds, by name."""
    return {p["name"]: p["holds"] for p in found["protections"]}


def test_all_is_well_here(tmp_path):
    """Outside of a course, every attempt fails, and what is installed is named."""
    status, found = examined(tmp_path)
    assert (status, found["fit"], found["refused"]) == (0, True, "")
    assert found["level"] in ("full", "sealed")
    assert states(found)
    assert all(states(found).values())
    assert found["versions"]["python"].startswith(sys.version.split()[0])
    assert {"numpy", "nbgrader", "kernel", "pandas"} <= set(found["versions"])
    assert {"user", "processors", "memory"} <= set(found["machine"])
    assert list(tmp_path.iterdir()) == []


WITHOUT_LANDLOCK = {"read", "look around", "write", "create", "remove"}
WITHOUT_SECCOMP = {"fork", "execute", "hidden file", "kill", "signal", "connect tcp", "connect unix"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("lacking", "level", "status", "fails"),
    [
        ("namespaces", "sealed", 0, set()),
        ("landlock", "none", 1, WITHOUT_LANDLOCK),
        ("seccomp", "none", 1, WITHOUT_SECCOMP),
    ],
)
def test_what_is_missing_is_found_out(tmp_path, lacking, level, status, fails):
    """By what student code could do there, and the way out is told."""
    found_status, found = examined(tmp_path, lacking)
    assert (found_status, found["level"], found["fit"]) == (status, level, not fails)
    assert fails <= {name for name, holds in states(found).items() if not holds}
    if fails:
        assert f"this kernel has no {lacking}" in found["refused"]
        assert "WSL2" in found["advice"][0]


def test_a_person_reads_it_in_words(tmp_path):
    """First what it comes to, then what was seen."""
    status, text = doctor(tmp_path)
    assert status == 0
    assert text.startswith("Student code is sealed here")
    assert "✓ holds  files outside cannot be read\n" in "\n".join(map(str.rstrip, text.splitlines())) + "\n"
    status, text = doctor(tmp_path, lacking="landlock")
    assert status == 1
    assert text.startswith("Student code cannot be sealed here: this kernel has no landlock.")
    assert "✗ does not hold  files outside cannot be read: the content came back" in text


def test_doctors_know_no_course(tmp_path):
    """An option that means nothing is refused."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", "doctor", "--course", "x"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
