"""Every assignment of the course passes its own audit."""

import json

import pytest
from sample_course import REPOSITORY, assemble_course

from autograder.cli import main

NAMES = sorted(path.name for path in (REPOSITORY / "solutions").iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of its own: the sample class's has shorter limits."""
    return assemble_course(tmp_path_factory.mktemp("audited"))


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_every_assignment_verifies(course, name, capsys):
    """No fault; every misconception is named alone; at least twelve right versions of each function lose nothing."""
    assert main(["verify", name, "--course", str(course), "--json"]) == 0
    [audit] = json.loads(capsys.readouterr().out)
    assert audit["faults"] == []
    assert all(exercise["tied"] == [] and exercise["variants"] >= 12 for exercise in audit["exercises"])
