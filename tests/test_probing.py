"""What a few questions more tell about a wrong function, asked of real sealed processes."""

import textwrap
from decimal import Decimal

import pytest

from autograder.answerkey import LIMITS_FOR_AUTHORS, compile_answer_key
from autograder.asking import Conversation
from autograder.grading import ask_and_score
from autograder.model import Assignment, Cell, Verdict
from autograder.questions import load_exercises
from autograder.sandbox import Limits, Sandbox
from autograder.scoring import score

EXERCISES = '''
from autograder.questions import array, exercise, quarter, quarters

@exercise(points=2)
def loss(ask):
    """The mean squared error."""
    ask(X=array(1, 2, 3, 6), Y=array(2, 6, 2, 12), w=2.0, b=1.0)
    ask.hidden("other rows", X=array(0.5, -2), Y=array(4, 1), w=-1.5, b=2.0)

@exercise(points=2, builds_on=[loss], derivative_of=loss, along=["w", "b"])
def gradient(ask):
    """Its two slopes."""
    ask(X=array(1, 2, 3, 6), Y=array(2, 6, 2, 12), w=2.0, b=1.0)
    ask.hidden("random rows", X=quarters(4), Y=quarters(4), w=quarter(), b=quarter()).exactly()
    ask.hidden("more random rows", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).exactly()
    ask.guard(X=array(1, 2), Y=array(2, 6), w=2.0, b=1.0).leaves_arguments()

@exercise(points=1)
def power(ask):
    """base to the exponent, halved if it is large."""
    ask(base=2.5, exponent=3.5, halve=True)
    ask.hidden("other numbers", base=1.5, exponent=2.25, halve=False)
    ask.hidden("numbers of which nothing is known", base=0.75, exponent=1.75, halve=True)
'''

RIGHT = """
import numpy as np

def loss(X, Y, w, b):
    return float(np.mean((w * X + b - Y) ** 2))

def gradient(X, Y, w, b):
    error = w * X + b - Y
    return float(2 * np.mean(error * X)), float(2 * np.mean(error))

def power(base, exponent, halve):
    return base ** exponent / (2 if halve else 1)
"""


@pytest.fixture(scope="module")
def sandbox():
    """A nursery in which a question may take as long as a small test can wait."""
    with Sandbox(Limits(question_cpu_seconds=0.3, idle_seconds=1.0)) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """The answer key of three exercises without misconceptions."""
    path = tmp_path_factory.mktemp("probing") / "exercises.py"
    path.write_text(EXERCISES)
    assignment = Assignment(
        name="probing",
        title="Probing",
        notebooks=("",),
        exercises=load_exercises(path, bytes(32)),
        manual=(),
        misconceptions=(),
        data_files={},
        digest="",
        reference={"": (Cell(0, RIGHT),)},
        secret=bytes(32),
    )
    with Sandbox(LIMITS_FOR_AUTHORS) as sandbox:
        return compile_answer_key(assignment, sandbox)


def graded(key, sandbox, source):
    """The results of a notebook with the right functions, and then *source*, by exercise."""
    sheet = key.sheet_for("ada")
    with Conversation(sandbox, [Cell(0, RIGHT), Cell(1, textwrap.dedent(source))], {}) as student:
        return {s.exercise.name: s.result for s in ask_and_score(student, sheet.exercises, sheet)}


HALF_LOSS = "def loss(X, Y, w, b): return float(np.mean((w * X + b - Y) ** 2) / 2)"
HALF_GRADIENT = """
def gradient(X, Y, w, b):
    error = w * X + b - Y
    return float(np.mean(error * X)), float(np.mean(error))
"""
ODD_GRADIENT = "def gradient(X, Y, w, b): return float(np.mean(X * Y)) + 0.3 * w, float(w * b)"
SIDE_EFFECT = """
def gradient(X, Y, w, b):
    error = w * X + b - Y
    X += 1
    return float(2 * np.mean(error * (X - 1))), float(2 * np.mean(error))
"""

TOLD = {
    "exchanged": (
        "def power(exponent, base, halve): return base ** exponent / (2 if halve else 1)",
        "power", "order-of-arguments", "`base` and `exponent` are exchanged",
    ),
    "ignored": (
        "def power(base, exponent, halve): return base ** 1.5",
        "power", "ignores-an-argument", "stays the same when `exponent` changes",
    ),
    "two ignored": (
        "def loss(X, Y, w, b): return float(np.mean((2.0 * X + 0.75 - Y) ** 2))",
        "loss", "ignores-an-argument", "when `w` or `b` changes",
    ),
    "at random": (
        "import random\ndef power(base, exponent, halve): return base + random.random()",
        "power", "another-answer-each-time", "another answer each time",
    ),
    "counting": (
        "calls = []\ndef power(base, exponent, halve):\n    calls.append(1)\n    return base + len(calls)",
        "power", "another-answer-each-time", "from one call to the next",
    ),
    "rows of unequal weight": (
        "def loss(X, Y, w, b):\n    error = w * X + b - Y\n    return float(error[1] ** 2 + np.mean(error ** 2) / 3)",
        "loss", "order-of-rows", "when the rows of the data change places",
    ),
    "own loss": (HALF_LOSS + HALF_GRADIENT, "gradient", "right-for-your-own-loss", "Mend `loss`"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "name", "id_", "says"), TOLD.values(), ids=TOLD.keys())
def test_asking_more_tells_why(key, sandbox, source, name, id_, says):
    """One argument varied, two exchanged, the same again, or the student's own loss nearby."""
    (found,) = graded(key, sandbox, source)[name].diagnoses
    assert (found.id, says in found.hint) == (id_, True), found


NOT_TOLD = {
    "wrong in any order": ("def power(a, b, c): return a * 3 + b * 2 + 0.25 * c", "power"),
    "exchanged, in one question only": (
        "def power(a, b, c): return b ** a / 2 if c and a == 2.5 else a + b + 0.3", "power",
    ),
    "decimals cut off": ("def power(base, exponent, halve): return int(base / 5 + exponent + 9.9)", "power"),
    "an argument that the reference needs not": ("def power(a, b, c): return a + 7 * b", "power"),
    "infinite whatever comes": ("def power(a, b, c): return float('inf')", "power"),
    "all that cancels": (
        "def loss(X, Y, w, b):\n    z = X * w / 3 - Y * b / 7\n    return float(sum(z - np.mean(z)))", "loss",
    ),
    "an error": ("def power(a, b, c): return [][0]", "power"),
    "no plain value": ("def power(a, b, c): return (x for x in (a, b))", "power"),
    "wrong, and not by its loss": (HALF_LOSS + "\n" + ODD_GRADIENT, "gradient"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "name"), NOT_TOLD.values(), ids=NOT_TOLD.keys())
def test_where_nothing_fits_nothing_is_said(key, sandbox, source, name):
    """Nothing, that is, of what asking more could tell."""
    result = graded(key, sandbox, source)[name]
    assert result.score == 0
    assert not {d.id for d in result.diagnoses} & {id_ for _, _, id_, _ in TOLD.values()}


OTHER_LOSS = {
    "the loss is right": (HALF_GRADIENT, "constant-factor"),
    "the loss is wrong, the gradient by another constant": (
        "def loss(X, Y, w, b): return float(np.sum((w * X + b - Y) ** 2))" + HALF_GRADIENT, "constant-factor",
    ),
    "right where it was asked exactly": (HALF_LOSS + SIDE_EFFECT, "changes-its-arguments"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "id_"), OTHER_LOSS.values(), ids=OTHER_LOSS.keys())
def test_a_gradient_that_is_not_the_own_losss_is_told_what_else_it_is(key, sandbox, source, id_):
    """The own loss is to blame only if it is wrong, and the gradient is its derivative exactly."""
    assert [d.id for d in graded(key, sandbox, source)["gradient"].diagnoses] == [id_]


# The third call and the ones after it are probes: the exercise itself asks three questions.
AFTER_THREE = """
calls = []
def power(base, exponent, halve):
    calls.append(1)
    if len(calls) > 3:
        {}
    return base + 17.0
"""

PROBES_THAT_HURT = {
    "ends the process": AFTER_THREE.format("import os; os._exit(3)"),
    "never returns": AFTER_THREE.format("while True: pass"),
    "sleeps": AFTER_THREE.format("import time; time.sleep(60)"),
    "raises": AFTER_THREE.format("raise KeyError(base)"),
    "ends with other arguments": """
import os
def power(base, exponent, halve):
    if (base, exponent) not in [(2.5, 3.5), (1.5, 2.25), (0.75, 1.75)]:
        os._exit(3)
    return base + 17.0
""",
}


@pytest.mark.parametrize("source", PROBES_THAT_HURT.values(), ids=PROBES_THAT_HURT.keys())
def test_a_probe_costs_nothing(key, sandbox, source):
    """Whatever it does to the process: verdict, score and questions are those without probes, here and elsewhere."""
    results = graded(key, sandbox, source + "\n" + HALF_LOSS)
    sheet = key.sheet_for("ada")
    (exercise,) = [e for e in sheet.exercises if e.name == "power"]
    with Conversation(sandbox, [Cell(0, RIGHT), Cell(1, source)], {}) as student:
        transcript = student.ask_all([exercise])["power"]
    without = score(exercise, transcript, sheet, {})
    with_probes = results["power"]
    assert (with_probes.verdict, with_probes.score) == (Verdict.FAILED, Decimal(0))
    assert with_probes.questions == without.questions
    assert results["gradient"].score == 2


def test_what_probes_print_and_answer_is_not_shown(key, sandbox):
    """No number that only a probe knows is in the result."""
    source = "def power(base, exponent, halve):\n    print('asked', base)\n    return base * 1000 + 1"
    result = graded(key, sandbox, source)["power"]
    (shown,) = [q for q in result.questions if q.visible]
    assert (len(result.questions), shown.answered) == (3, "2501.0")
    assert result.diagnoses[0].id == "ignores-an-argument"
    for text in (d.hint + d.evidence for d in result.diagnoses):
        assert "3751" not in text  # the first probe's answer: base varied
        assert "asked 3." not in text
