"""The audit finds what is wrong with an assignment: one sound assignment, and a fault in it at a time."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell
from tiny_course import REPOSITORY

from autograder.batch import audit
from autograder.cli import main
from autograder.course import find_course, load_assignment
from autograder.starting import start_assignment


@pytest.fixture
def course(tmp_path):
    """A course with the assignment that `autograde new` makes."""
    (tmp_path / "nbgrader_config.py").write_bytes((REPOSITORY / "nbgrader_config.py").read_bytes())
    course = find_course(tmp_path)
    start_assignment(course, "first")
    return course


def edit(course, name, old, new):
    path = course.root / "solutions" / "first" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def add(course, name, text):
    path = course.root / "solutions" / "first" / name
    path.write_text(path.read_text() + text)


def audited(course):
    return audit(course, load_assignment(course, "first"))


def test_a_sound_assignment_has_no_faults(course):
    """Each exercise with its questions, what they catch, and the right versions that pass."""
    found = audited(course)
    assert found.faults == ()
    (step,) = found.exercises
    assert (step.name, step.points, step.variants) == ("step", 1, 12)
    assert (step.named, step.tied) == (("step-uphill", "learning-rate-forgotten"), ())
    assert [q.kind for q in step.questions] == ["shown", "hidden", "hidden", "guard"]
    assert [len(q.catches) for q in step.questions] == [2, 2, 2, 0]


# ---------------------------------------------------------------- faults on purpose


def reference_raises(course):
    edit(course, "first.ipynb", "return w - lr * gradient", "return w - lr / 0")


def reference_changes_its_mind(course):
    edit(course, "first.ipynb", "return w - lr * gradient", "return w - lr * gradient * np.random.random()")


EVERY_ANSWER_IS_1 = '''
from autograder.questions import exercise

@exercise(points=1)
def step(ask):
    """One step."""
    ask(w=3.0, gradient=8.0, lr=0.25)
    ask.hidden("another place", w=2.0, gradient=2.0, lr=0.5)
'''


def every_answer_is_1(course):
    (course.root / "solutions/first/exercises.py").write_text(EVERY_ANSWER_IS_1)


def always_at_the_minimum(course):
    edit(course, "exercises.py", "gradient=4.0", "gradient=0.0")
    edit(course, "exercises.py", "gradient=-3.0", "gradient=0.0")
    edit(course, "exercises.py", "gradient=quarter()", "gradient=0.0")
    (course.root / "solutions/first/misconceptions.py").write_text("")


WRONG = '''

@misconception(of="step")
def another(w, gradient, lr):
    """A hint."""
    {}
'''


def misconception(body):
    return lambda course: add(course, "misconceptions.py", WRONG.format(body))


def misconception_that_is_no_python(course):
    add(course, "misconceptions.py", "\nBEST = nothing_of_this_name\n")


def a_right_version_fails(course):
    edit(course, "variants.py", "sum([w, -lr * gradient])", "sum([w, lr * gradient])")


def right_versions_that_are_no_python(course):
    add(course, "variants.py", "\nBEST = nothing_of_this_name\n")


def too_few_right_versions(course):
    edit(course, "variants.py", '@variant(of="step")\ndef in_place', "def in_place")


def no_right_versions(course):
    (course.root / "solutions/first/variants.py").unlink()


def nothing_hidden(course):
    edit(course, "exercises.py", 'ask.hidden("a negative gradient", ', "ask(")
    edit(course, "exercises.py", 'ask.hidden("random numbers", w=quarter(), gradient=quarter(), lr=one_of(0.25, 0.5))', "ask(w=1.5, gradient=0.25, lr=0.5)")  # fmt: skip


def cells_of(course):
    path = course.root / "solutions/first/first.ipynb"
    return path, nbformat.read(path, as_version=4)


def a_cell_needs_the_solution(course):
    path, notebook = cells_of(course)
    notebook.cells.insert(5, new_code_cell("best = step(1.0, 2.0, 0.5)"))
    nbformat.write(notebook, path)


def the_solution_is_not_marked(course):
    path, notebook = cells_of(course)
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "step"]
    cell.source = "def step(w, gradient, lr):\n    return w - lr * gradient\n    ### BEGIN SOLUTION\n    ### END SOLUTION"  # fmt: skip
    nbformat.write(notebook, path)


FAULTS = {
    reference_raises: "the reference does not answer step(3.0, 4.0, 0.25): ZeroDivisionError: float division by zero",
    reference_changes_its_mind: "step: the reference earns 0 of 1 points",
    every_answer_is_1: "step: a function that answers 1 to everything earns 1 points",
    always_at_the_minimum: "step: a function that answers the first argument to everything earns 1 points",
    misconception("return w - lr * gradient"): "misconception another of step answers every question rightly",
    misconception("import os; os._exit(1)"): "step: another is not named; the diagnosis is nothing",
    misconception("import os\n    if w < 0:\n        os._exit(1)"): "step: another is not named; the diagnosis is returns-nothing",
    misconception_that_is_no_python: "misconceptions.py of first: NameError: name 'nothing_of_this_name' is not defined",
    a_right_version_fails: "step: the right version as_a_sum fails step(3.0, 4.0, 0.25): it is 2 of the expected value",
    right_versions_that_are_no_python: "variants.py: NameError: name 'nothing_of_this_name' is not defined",
    too_few_right_versions: "step: 11 right versions in variants.py, at least 12 are wanted",
    no_right_versions: "step: 0 right versions in variants.py, at least 12 are wanted",
    nothing_hidden: "step: no question is hidden, so that answers can be written down",
    a_cell_needs_the_solution: "first: cell 6 fails as released: NotImplementedError",
    the_solution_is_not_marked: "step: the stub is passed with 1 points, expected missing",
}  # fmt: skip


@pytest.mark.parametrize(("seed", "sentence"), FAULTS.items(), ids=lambda each: getattr(each, "__name__", ""))
def test_a_fault_is_found(course, seed, sentence):
    """With a sentence of its own, that says where."""
    seed(course)
    assert sentence in audited(course).faults


def test_misconceptions_that_answer_alike_are_a_tie_and_no_fault(course):
    """Nothing can tell them apart, and the student is told both."""
    misconception("return gradient * lr + w")(course)
    found = audited(course)
    assert found.faults == ()
    assert found.exercises[0].tied == ("step-uphill", "another")


def test_a_question_is_worth_what_only_it_catches(course):
    """So an author sees which questions can go."""
    misconception("return w - lr * gradient if w > -1.5 else 0.0")(course)
    edit(course, "exercises.py", "w=quarter()", "w=quarter(1, 8)")
    edit(course, "exercises.py", "w=-1.5", "w=-2.5")
    (step,) = audited(course).exercises
    assert [q.alone for q in step.questions] == [(), ("another",), (), ()]


# ---------------------------------------------------------------- the command


def test_the_command_prints_json_and_exits_0_without_faults(course, capsys):
    """One object for each assignment, with all that the table has."""
    assert main(["verify", "--json", "--course", str(course.root)]) == 0
    (printed,) = json.loads(capsys.readouterr().out)
    assert (printed["assignment"], printed["faults"]) == ("first", [])
    (step,) = printed["exercises"]
    assert (step["name"], step["points"], step["variants"]) == ("step", 1.0, 12)
    assert step["named"] == ["step-uphill", "learning-rate-forgotten"]
    assert [q["kind"] for q in step["questions"]] == ["shown", "hidden", "hidden", "guard"]


@pytest.mark.parametrize(
    ("seed", "sentence"),
    [(no_right_versions, FAULTS[no_right_versions]), (reference_raises, FAULTS[reference_raises])],
    ids=["while auditing", "while compiling"],
)
def test_the_command_exits_1_with_a_sentence_per_fault(course, capsys, seed, sentence):
    """As JSON and for people, also where the audit could not even begin."""
    seed(course)
    assert main(["verify", "first", "--json", "--course", str(course.root)]) == 1
    assert json.loads(capsys.readouterr().out)[0]["faults"] == [sentence]
    assert main(["verify", "first", "--course", str(course.root)]) == 1
    *_, fault, count = capsys.readouterr().out.splitlines()
    assert (fault, count) == (f"FAULT {sentence}", "1 fault")
