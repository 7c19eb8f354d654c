"""`autograde new`: from nothing to a graded submission, with nothing but what it writes."""

import ast
import json
import os
import re

import nbformat
import pytest
from tiny_course import REPOSITORY

from autograder.cli import main
from autograder.starting import FILES

WRITTEN = ["first-step.ipynb", "exercises.py", "misconceptions.py", "variants.py"]


def make_root(root):
    """An empty course."""
    (root / "nbgrader_config.py").write_bytes((REPOSITORY / "nbgrader_config.py").read_bytes())
    return root


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with one new assignment, which is released."""
    root = make_root(tmp_path_factory.mktemp("new"))
    assert main(["new", "first-step", "--course", str(root)]) == 0
    assert main(["release", "first-step", "--course", str(root)]) == 0
    return root


def test_it_says_what_it_wrote_and_what_comes_next(tmp_path, monkeypatch, capsys):
    """Paths as seen from here, and a command that works."""
    monkeypatch.chdir(make_root(tmp_path))
    assert main(["new", "first-step"]) == 0
    *paths, words, command = capsys.readouterr().out.splitlines()
    assert paths == [f"solutions/first-step/{name}" for name in WRITTEN]
    assert all((tmp_path / path).is_file() for path in paths)
    assert sorted(os.listdir(tmp_path / "solutions" / "first-step")) == sorted(WRITTEN)
    assert words.endswith("after each piece:")
    assert main(command.split()[1:]) == 0
    assert capsys.readouterr().out.endswith("all is well\n")


REFUSED = {
    "taken": ("first-step", "solutions/first-step is there already"),
    "a plus": ("a+b", "'a+b' cannot name an assignment"),
    "a space": ("a b", "'a b' cannot name an assignment"),
    "a slash": ("../b", "'../b' cannot name an assignment"),
    "a dot": (".", "'.' cannot name an assignment"),
    "nothing": ("", "'' cannot name an assignment"),
    "a line": ("a\nb", "'a\\nb' cannot name an assignment"),
    "a letter of another alphabet": ("Übung", "'Übung' cannot name an assignment"),
    "too long": ("a" * 300, "cannot name an assignment"),
}


@pytest.mark.parametrize(("name", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_a_name_that_cannot_be_is_refused_in_one_line(course, capsys, name, said):
    """And nothing is written."""
    before = sorted(course.rglob("*"))
    assert main(["new", name, "--course", str(course)]) == 2
    done = capsys.readouterr()
    assert (done.out, done.err.count("\n")) == ("", 1)
    assert said in done.err
    assert sorted(course.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, capsys):
    """With the place; here a file stands where the folder should be."""
    (make_root(tmp_path) / "solutions").write_text("")
    assert main(["new", "first-step", "--course", str(tmp_path)]) == 2
    assert f"{tmp_path}/solutions" in capsys.readouterr().err


def test_students_get_a_stub_that_runs(course):
    """Of all that was written the notebook alone, without solution and model answer."""
    released = course / "assignments" / "first-step"
    assert os.listdir(released) == ["first-step.ipynb"]
    notebook = nbformat.read(released / "first-step.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "raise NotImplementedError()" in text
    assert "YOUR ANSWER HERE" in text
    assert "w - lr * gradient" not in text
    assert "BEGIN SOLUTION" not in text
    code = [c for c in notebook.cells if c.cell_type == "code"]
    namespace = {}
    for cell in code[:-1]:
        exec(cell.source, namespace)  # noqa: S102  it is ours
    with pytest.raises(AssertionError, match=r"^step is not written yet\.$"):
        exec(code[-1].source, namespace)  # noqa: S102


def hand_in(course, student, function):
    """Hand in the released notebook with *function* in its solution cell."""
    notebook = nbformat.read(course / "assignments/first-step/first-step.ipynb", as_version=4)
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "step"]
    cell.source = function
    folder = course / "submitted" / student / "first-step"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "first-step.ipynb")


def test_a_class_is_graded(course, capsys):
    """A right submission, a wrong one, and one as it was handed out."""
    hand_in(course, "ada", "def step(w, gradient, lr):\n    return w - gradient * lr")
    hand_in(course, "ben", "def step(w, gradient, lr):\n    return w - gradient")
    hand_in(course, "cem", "def step(w, gradient, lr):\n    raise NotImplementedError()")
    assert main(["batch", "first-step", "--course", str(course), "--json"]) == 0
    results = {r["student"]: r for r in map(json.loads, capsys.readouterr().out.splitlines())}
    steps = {student: result["exercises"][0] for student, result in results.items()}
    assert {s: (e["verdict"], e["score"]) for s, e in steps.items()} == {
        "ada": ("passed", 1.0),
        "ben": ("failed", 0.0),
        "cem": ("missing", 0.0),
    }
    assert [d["id"] for d in steps["ben"]["diagnoses"]] == ["learning-rate-forgotten"]
    assert (results["ada"]["max_score"], results["ada"]["manual_points"]) == (1.0, 1.0)
    assert "What is lr there for?" in (course / "feedback/ben/first-step/first-step.html").read_text()


def test_the_name_stands_where_it_belongs(course):
    """In the heading and the docstrings, and no placeholder is left."""
    folder = course / "solutions" / "first-step"
    for name in WRITTEN:
        text = (folder / name).read_text(encoding="utf-8")
        assert "{assignment}" not in text
        assert "first-step" in text
    heading = nbformat.read(folder / "first-step.ipynb", as_version=4).cells[0].source.splitlines()[0]
    assert heading == "# first-step"


@pytest.mark.parametrize("name", FILES)
def test_templates_are_whole(name):
    """A notebook of the current format that nbformat accepts without a word; Python that parses, no line too long."""
    text = (REPOSITORY / "templates" / "new" / name).read_text(encoding="utf-8")
    if name.startswith("notebook"):
        nbformat.validate(nbformat.reads(text, as_version=nbformat.NO_CONVERT))
    else:
        ast.parse(text)
        assert [line for line in text.splitlines() if len(line) > 110] == []
        assert not re.search(r"[ \t]$", text, re.MULTILINE)
