"""Follow-through: honest programs get exactly their due, dishonest ones nothing, and nothing of it is ever shown.

A course in miniature, graded in real sealed processes. The reference's line carries a constant that no student can
know, and a hidden question a number that occurs nowhere else, so that both can be looked for.
"""

import json
import time
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest
from tiny_course import code, make_course, notebook

from autograder import following
from autograder.answerkey import compile_answer_key
from autograder.asking import Conversation
from autograder.classpage import compose_class_page
from autograder.cli import main
from autograder.errors import CourseError, SandboxError
from autograder.following import Reference, called_by, follow_through
from autograder.grading import grade
from autograder.model import (
    Answer,
    Assignment,
    Cell,
    Diagnosis,
    Exercise,
    ExerciseResult,
    Kind,
    Part,
    Question,
    Submission,
    Verdict,
    result_to_json,
)
from autograder.questions import load_exercises
from autograder.report import grades_csv, render_class, render_feedback
from autograder.sandbox import Limits, Sandbox, channel
from autograder.settings import read_settings

SHIFT, HIDDEN = "0.8137254", "3.0625173"
"""Known to the reference only; and asked by a hidden question only."""

EXERCISES = f"""
from autograder.questions import array, exercise
few_x, few_y = array(1, 2, 4), array(3, 5, -2)
more_x, more_y = array(-1.5, 0.5, 2, 3), array(2, 1, 0.25, 7)

@exercise(points=2)
def predict(ask):
    "The line, a little higher."
    ask(X=few_x, w=2.0, b=1.0)
    ask.hidden("another line", X=more_x, w=-1.5, b={HIDDEN})

@exercise(points=2, builds_on=[predict])
def loss(ask):
    "The mean squared error of the line."
    ask(X=few_x, Y=few_y, w=2.0, b=1.0)
    ask.hidden("more rows", X=more_x, Y=more_y, w=-1.5, b={HIDDEN})
    ask.guard(X=few_x, Y=few_y, w=2.0, b=1.0).leaves_arguments()

@exercise(points=3, builds_on=[predict])
def gradient(ask):
    "The slopes of the loss."
    ask(X=few_x, Y=few_y, w=2.0, b=1.0)
    ask.hidden("more rows", X=more_x, Y=more_y, w=-1.5, b={HIDDEN})

@exercise(points=4, builds_on=[gradient], extra_values=1, steps="iterations")
def train(ask):
    "The descent."
    with ask.part("first step", share=0.25):
        ask(X=few_x, Y=few_y, iterations=1, lr=0.01)
        ask.hidden("more rows", X=more_x, Y=more_y, iterations=1, lr=0.02)
    with ask.part("descent", share=0.75):
        ask(X=few_x, Y=few_y, iterations=3, lr=0.01)
        ask.hidden("many steps", X=more_x, Y=more_y, iterations=2_000, lr=0.001)
        ask.guard(X=few_x, Y=few_y, iterations=0, lr=0.01)
        ask.guard(X=few_x, Y=few_y, iterations=2, lr=0.01).twice()

@exercise(points=1, builds_on=[predict, train])
def tomorrow(ask):
    "What the trained line says."
    ask(x=5.0)
    ask.hidden("another day", x=-2.5)
"""

REFERENCE = {
    "predict": f"def predict(X, w, b):\n    return w * X + b + {SHIFT}",
    "loss": "def loss(X, Y, w, b):\n    return np.mean((predict(X, w, b) - Y) ** 2)",
    # What it calls its own variables gives nobody an answer.
    "gradient": """
def gradient(X, Y, w, b):
    loss = predict(X, w, b) - Y
    return 2 * np.mean(loss * X), 2 * np.mean(loss)""",
    "train": """
def train(X, Y, iterations, lr):
    w = b = 0.0
    for _ in range(iterations):
        along_w, along_b = gradient(X, Y, w, b)
        w, b = w - lr * along_w, b - lr * along_b
    return w, b""",
    "tomorrow": """
def tomorrow(x):
    w, b = train(np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, -2.0]), 1_500, 0.01)
    return predict(x, w, b)""",
}
POINTS = {"predict": 2, "loss": 2, "gradient": 3, "train": 4, "tomorrow": 1}

LIMITS = Limits(question_cpu_seconds=0.2, cell_cpu_seconds=1.0, idle_seconds=0.6, memory_bytes=256 << 20)
QUICK = replace(LIMITS, cell_cpu_seconds=10.0)
ONE = Decimal(1)


# ---------------------------------------------------------------- a course in miniature


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    """The exercises and the reference, as an instructor's folder would give them."""
    path = tmp_path_factory.mktemp("mini") / "exercises.py"
    path.write_text(EXERCISES)
    exercises = tuple(replace(e, notebook="mini") for e in load_exercises(path, bytes(32)))
    cells = [Cell(i, s) for i, s in enumerate(["import numpy as np", *REFERENCE.values()])]
    return Assignment("mini", "Mini", ("mini",), exercises, (), (), {}, "", {"mini": tuple(cells)}, bytes(32))


@pytest.fixture(scope="module")
def sandbox():
    """Where the students' processes live."""
    with Sandbox(LIMITS) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def key(assignment, sandbox):
    """What is right."""
    return compile_answer_key(assignment, sandbox)


@pytest.fixture(scope="module")
def reference(key):
    """One for all tests, as a worker has one for all its submissions."""
    with Reference(key, partial(Sandbox, QUICK)) as reference:
        yield reference


@pytest.fixture(scope="module")
def graded(key, sandbox, reference):
    """Grade the functions that a student wrote, with cells before and after them."""

    def graded(functions, before="", after="", share=ONE):
        sources = ["import numpy as np", before, *functions.values(), after]
        document = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [code(s) for s in sources]}
        submission = Submission("ada", "mini", {"mini.ipynb": json.dumps(document).encode()})
        return grade(submission, key, sandbox, reference, share).result

    return graded


def scores(result):
    return {e.name: float(e.score) for e in result.exercises}


def everything_shown(result, assignment):
    """Return all texts that come of a result."""
    pages = [
        render_feedback(result, assignment),
        render_class(compose_class_page([result], assignment, {"ada": "x"})),
        grades_csv([result], assignment),
    ]
    return "\n".join([result_to_json(result), *pages])


# ---------------------------------------------------------------- honest programs

WRONG = "def predict(X, w, b):\n    return w * X - b"
DUE = {"predict": 0.0, "loss": 2.0, "gradient": 3.0, "train": 4.0, "tomorrow": 1.0}
"""Of somebody who got the line wrong and everything else right."""

HONEST = {
    "only the line wrong": {},
    "another name for it": {
        "predict": WRONG + "\nline = predict",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((line(X, w, b) - Y) ** 2)",
    },
    "a default argument": {
        "loss": "def loss(X, Y, w, b, f=predict):\n    return np.mean((f(X, w, b) - Y) ** 2)",
        "train": REFERENCE["train"]
        .replace("lr):", "lr, slopes=gradient):")
        .replace("gradient(X, Y", "slopes(X, Y"),
    },
    "partial": {
        "loss": """
from functools import partial
def loss(X, Y, w, b, f=partial(predict, w=2.0)):
    return np.mean((f(X, b=b, w=w) - Y) ** 2)"""
    },
    "np.vectorize": {
        "loss": """
each = np.vectorize(predict, otypes=[float])
def loss(X, Y, w, b):
    return np.mean((each(X, w, b) - Y) ** 2)"""
    },
    "lambdas": {
        "predict": "predict = lambda X, w, b: w * X - b",
        "loss": "loss = lambda X, Y, w, b: np.mean((predict(X, w, b) - Y) ** 2)",
    },
    "keywords": {
        "predict": "def predict(X, w, b):\n    return w * X - b",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((predict(b=b, w=w, X=X) - Y) ** 2)",
    },
    "its own names and order": {
        "predict": "def predict(slope, offset, places):\n    return slope * places - offset",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((predict(w, b, X) - Y) ** 2)",
        "gradient": "def gradient(X, Y, w, b):\n    return None",
        "expected": {"loss": 0.0, "gradient": 0.0},  # in whose order, nobody can tell
    },
    "the exercise's names in another order": {
        "predict": "def predict(w, b, X):\n    return w * X + b",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((predict(w, b, X) - Y) ** 2)",
        "gradient": REFERENCE["gradient"].replace("predict(X, w, b)", "predict(b=b, w=w, X=X)"),
        "tomorrow": REFERENCE["tomorrow"].replace("predict(x, w, b)", "predict(w, b, x)"),
    },
    "arguments of its own": {
        "predict": "def predict(X, w=1.0, b=0.0, verbose=None):\n    return w * X - b",
        "tomorrow": """
def tomorrow(x):
    w, b = train(np.array([1.0, 2.0, 4.0]), np.array([3.0, 5.0, -2.0]), lr=0.01, iterations=1_500)
    return b + predict(x, w)""",
    },
    "a method that calls it": {
        "loss": """
class Model:
    def __init__(self, w, b):
        self.w, self.b = w, b
    def errors(self, X, Y):
        return predict(X, self.w, self.b) - Y
def loss(X, Y, w, b):
    return np.mean(Model(w, b).errors(X, Y) ** 2)"""
    },
    "a list of functions": {
        "loss": """
steps = [predict, lambda p, Y: np.mean((p - Y) ** 2)]
def loss(X, Y, w, b):
    return steps[1](steps[0](X, w, b), Y)"""
    },
    "a decorated function": {
        "predict": """
import functools
def noted(function):
    calls = []
    @functools.wraps(function)
    def wrapper(*values, **named):
        calls.append(1)
        return function(*values, **named)
    return wrapper
@noted
def predict(X, w, b):
    return w * X - b
line = predict""",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((line(X, w=w, b=b) - Y) ** 2)",
    },
    "lists, row by row": {
        "predict": "def predict(X, w, b):\n    return [w * x - b for x in X]",
        "loss": """
def loss(X, Y, w, b):
    return sum((p - y) ** 2 for p, y in zip(predict(X.tolist(), w, b), Y)) / len(X)""",
        "gradient": """
def gradient(X, Y, w, b):
    errors = [predict(np.array([x]), w, b)[0] - y for x, y in zip(X, Y)]
    return 2 * np.mean(errors * X), 2 * np.mean(errors)""",
    },
    "no line at all": {"predict": ""},
    "no line at all, keywords": {
        "predict": "",
        "loss": "def loss(X, Y, w, b):\n    return np.mean((predict(b=b, w=w, X=X) - Y) ** 2)",
    },
    "a line that is still to be written": {"predict": "def predict(X, w, b):\n    raise NotImplementedError"},
    "a line that raises": {"predict": "def predict(X, w, b):\n    return w * X + c"},
    "a line that prints": {"predict": "def predict(X, w, b):\n    print(w * X + b)"},
    "a line that never ends": {"predict": "def predict(X, w, b):\n    while True: pass"},
    "a line that ends the program": {"predict": "import os\ndef predict(X, w, b):\n    os._exit(1)"},
    "the gradient wrong as well": {
        "gradient": "def gradient(X, Y, w, b):\n    return predict(X, w, b)[0], 0.0",
        "expected": {"gradient": 0.0},
    },
    "a descent whose first step only is right": {
        "train": REFERENCE["train"].replace("w - lr", "w * 0.5 - lr"),
        "expected": {"train": 1.0},
    },
    "a descent that forgets where it began": {
        "train": REFERENCE["train"].replace("return w, b", "return (w, b) if iterations else (1.0, 1.0)"),
        "expected": {"train": 1.0},
    },
    "a loss that spoils its arguments": {
        "loss": "def loss(X, Y, w, b):\n    Y -= predict(X, w, b)\n    return np.mean(Y ** 2)",
        "expected": {"loss": 0.0},
    },
}


@pytest.mark.parametrize("program", HONEST.values(), ids=HONEST.keys())
def test_an_honest_program_gets_its_due(graded, assignment, program):
    """However it is written, and however the earlier function fails."""
    functions = {**REFERENCE, "predict": WRONG, **program}
    result = graded({name: functions[name] for name in REFERENCE})
    expected = {**DUE, **program.get("expected", {})}
    assert scores(result) == expected
    for exercise in result.exercises:
        assert exercise.follow_through is (expected[exercise.name] > 0)
        assert (exercise.verdict is Verdict.PASSED) is (exercise.score == exercise.points)
        assert exercise.diagnoses == () or exercise.verdict is not Verdict.PASSED
        assert exercise.flags == ()
    shown = everything_shown(result, assignment)
    assert (SHIFT[2:] in shown, HIDDEN[2:] in shown) == (False, False)


def test_what_is_right_in_the_first_run_is_not_asked_again(graded, reference):
    """A right program has no use for the reference, nor has one whose mistakes stand on nothing wrong."""
    reference.close()
    assert scores(graded(REFERENCE)) == {name: float(points) for name, points in POINTS.items()}
    wrong_at_the_end = {**REFERENCE, "tomorrow": "def tomorrow(x):\n    return x"}
    assert scores(graded(wrong_at_the_end))["tomorrow"] == 0.0
    assert reference._sandbox is None


# ---------------------------------------------------------------- dishonest programs

UNABLE = {
    "predict": WRONG,
    "loss": "def loss(X, Y, w, b):\n    return np.sum(predict(X, w, b) - Y)",
    "gradient": "def gradient(X, Y, w, b):\n    return np.sum(predict(X, w, b) - Y), 1.0",
    "train": "def train(X, Y, iterations, lr):\n    return gradient(X, Y, iterations, lr)",
    "tomorrow": "def tomorrow(x):\n    return predict(x, *train(np.ones(2), np.ones(2), 2, 0.5)[:2])",
}
"""The control: somebody who can do none of it, and says so."""

TRICKS = """
import builtins, inspect, os, sys, threading, time, warnings

def stand_ins():
    # What the second run has and the first has not; None in the first.
    return getattr(globals().get("_ask_the_grader"), "__self__", None)

def wire():
    return sys.modules[type(stand_ins()).__module__.rpartition(".")[0] + ".wire"]

def send(name, arguments, serial=None, id=None, tree=None, **more):
    me = stand_ins()
    trees, buffers = wire().encode(list(arguments))
    header = {"ask": name, "id": me.question if id is None else id, "arguments": tree or trees[0], **more}
    header["serial"] = me.serial if serial is None else serial
    me.serial += 1
    frame = wire().pack(header, buffers)
    while frame:
        frame = frame[os.write(me.channel, frame):]

def forge(name, *arguments, **more):
    # Ask for any function of the reference's.
    if stand_ins() is None:
        return 0.0
    send(name, arguments, **more)
    module = sys.modules[type(stand_ins()).__module__]
    reply, buffers = module.receive(stand_ins().channel)
    if reply["kind"] != "value":
        raise ValueError
    return wire().decode(reply["value"], buffers, module.StudentBuild())

def secret():
    return float(np.ravel(predict(np.zeros(1), 0.0, 0.0))[0])

def right_loss(X, Y, w, b):
    return np.mean((predict(X, w, b) - Y) ** 2)
"""


def trick(name, body):
    """Return the function *name* with this body: lines separated by newlines."""
    arguments = {"predict": "X, w, b", "train": "X, Y, iterations, lr", "tomorrow": "x"}.get(
        name, "X, Y, w, b"
    )
    return {name: f"def {name}({arguments}):\n    " + body.strip().replace("\n", "\n    ")}


DISHONEST = {
    "it asks for itself": trick("gradient", "return forge('gradient', X, Y, w, b)"),
    "it calls itself": trick("gradient", "return gradient(X, Y, w, b) if stand_ins() else None"),
    "loss and gradient ask for each other": {
        **trick("loss", "return forge('gradient', X, Y, w, b)[1]"),
        **trick(
            "gradient",
            """
at = lambda w, b: forge('loss', X, Y, w, b)
return (at(w + 1, b) - at(w - 1, b)) / 2, (at(w, b + 1) - at(w, b - 1)) / 2""",
        ),
    },
    "central differences of the loss": trick(
        "gradient",
        "return ((loss(X, Y, w + 1, b) - loss(X, Y, w - 1, b)) / 2,\n"
        "        (loss(X, Y, w, b + 1) - loss(X, Y, w, b - 1)) / 2)",
    ),
    "it asks for later functions": trick("loss", "return forge('train', X, Y, 3, 0.1)[0]"),
    "it asks for functions that are none": trick("loss", "return forge('np.mean', X)"),
    "it has the grader's own code answer": trick(
        "gradient",
        """
if stand_ins():
    stand_ins().names['gradient'] = ['X', 'Y', 'w', 'b']
    stand_ins().signatures['gradient'] = inspect.signature(loss)
    return stand_ins().ask('gradient', (X, Y, w, b), {})""",
    ),
    "forged serials": trick("loss", "forge('predict', X, w, b, serial=7)\nreturn right_loss(X, Y, w, b)"),
    "a serial once more": trick(
        "loss",
        """
if stand_ins():
    forge('predict', X, w, b)
    stand_ins().serial -= 1
return right_loss(X, Y, w, b)""",
    ),
    "a serial that is none": trick(
        "loss", "forge('predict', X, w, b, serial='0')\nreturn right_loss(X, Y, w, b)"
    ),
    "a forged serial in one part, all right in the other": trick(
        "train",
        """
if stand_ins() and iterations == 3: forge('gradient', X, Y, 0.0, 0.0, serial=99)
w = b = 0.0
for _ in range(iterations):
    along_w, along_b = gradient(X, Y, w, b)
    w, b = w - lr * along_w, b - lr * along_b
return w, b""",
    ),
    "the id of another question": trick(
        "loss", "forge('predict', X, w, b, id='00' * 8)\nreturn right_loss(X, Y, w, b)"
    ),
    "an id that is none": trick("loss", "forge('predict', X, w, b, id=[1])\nreturn right_loss(X, Y, w, b)"),
    "threads that ask at the same time": trick(
        "loss",
        """
def ask():
    for _ in range(50):
        predict(X, w, b)
if stand_ins():
    asking = [threading.Thread(target=ask) for _ in range(4)]
    [each.start() for each in asking]
    [each.join() for each in asking]
return right_loss(X, Y, w, b)""",
    ),
    "asking without waiting for the answer": trick(
        "loss", "if stand_ins(): send('predict', [X, w, b])\nreturn right_loss(X, Y, w, b)"
    ),
    "endless asks": trick("loss", "while stand_ins(): predict(X, w, b)"),
    "more asks than are allowed": trick(
        "loss", "[predict(X, w, b) for _ in range(101)]\nreturn right_loss(X, Y, w, b)"
    ),
    "sleepers": trick(
        "loss", "predict(X, w, b)\nif stand_ins(): time.sleep(60)\nreturn right_loss(X, Y, w, b)"
    ),
    "writers that never read": trick("loss", "while stand_ins(): send('predict', [X, w, b])"),
    "half a message": trick(
        "loss",
        "if stand_ins(): os.write(stand_ins().channel, b'\\0\\0\\1\\0{')\nreturn right_loss(X, Y, w, b)",
    ),
    "huge arrays": trick("loss", "return np.sum(predict(np.zeros(20_000), w, b))"),
    "huge messages": trick("loss", "forge('predict', np.zeros(2**20), w, b)\nreturn right_loss(X, Y, w, b)"),
    "huge headers": trick(
        "loss", "forge('predict', X, w, b, junk=[1] * 10**5)\nreturn right_loss(X, Y, w, b)"
    ),
    "many large messages": trick(
        "loss",
        "[forge('predict', X, w, b, junk='x' * 200_000) for _ in range(30)]\nreturn right_loss(X, Y, w, b)",
    ),
    "texts that somebody might open": trick("loss", "return predict('/etc/passwd', 'open(\"x\", \"w\")', b)"),
    "texts that somebody might run": trick("loss", "return predict('__import__(\"os\").getcwd()', w, b)"),
    "functions and objects": trick("loss", "return predict(lambda: 1, object(), [print, {1: 2}, {3}])"),
    "trees that are none": trick("loss", "return forge('predict', tree=['array', 1, 2])"),
    "trees without arguments": trick("loss", "return forge('predict', tree='X')"),
    "trees that are deep": trick(
        "loss",
        """
deep = ['list']
for _ in range(900): deep = ['list', deep]
return forge('predict', tree=deep)""",
    ),
    "formulas and tables": trick(
        "loss", "return forge('predict', tree=['list', ['formula', ['symbol', 'x']], ['frame'], 1.0])"
    ),
    "a cache that the asks fill": {
        "predict": """
known = {}
def predict(X, w, b):
    try:
        return eval(open('cache.txt').read())[repr((X, w, b))]
    except Exception:
        return known.get(repr((X, w, b)), 0.0)""",
        **trick(
            "loss",
            """
known[repr((X, w, b))] = predict(X, w, b).tolist() if stand_ins() else 0.0
open('cache.txt', 'w').write(repr(known))
open(os.path.expanduser('~/cache.txt'), 'w').write(repr(known))
return 0.0""",
        ),
    },
    "it puts the old code back": trick(
        "loss",
        """
predict.__code__ = (lambda X, w, b: w * X - b).__code__
return right_loss(X, Y, w, b)""",
    ),
    "it answers in the grader's stead": trick(
        "loss",
        """
if stand_ins():
    frame = wire().pack({'id': stand_ins().question, 'kind': 'value', 'values': [0.0, None]}, [])
    os.write(stand_ins().channel, frame)
    predict(X, w, b)
return 0.0""",
    ),
    "it knows which run it is": trick("loss", "return 1.0 if predict.__code__.co_name == 'asking' else 2.0"),
    "it is right in the second run without asking": trick(
        "loss", f"return np.mean((w * X + b + {SHIFT} - Y) ** 2) if stand_ins() else 0.0"
    ),
    "each run is right on another question": trick(
        "loss",
        f"""
right = np.mean((w * X + b + {SHIFT} - Y) ** 2)
predict(X, w, b)
return right if (len(X) == 3) is (stand_ins() is None) else 0.0""",
    ),
    "it says that it passed": trick(
        "loss", "return {'verdict': 'passed', 'score': 2.0, 'points': 2.0} if stand_ins() else None"
    ),
    "exceptions": trick("loss", "raise ValueError(f'{secret()!r} {b}')"),
    "exceptions of a class named so": trick(
        "loss", "raise type(f'E{secret()}'.replace('.', '_'), (Exception,), {})(secret())"
    ),
    "printing": trick("loss", "print(secret(), b)\nsys.stderr.write(f'{secret()}')\nreturn secret()"),
    "printing from below": trick("loss", "os.write(1, str(secret()).encode())\nreturn secret()"),
    "warnings": trick("loss", "warnings.warn(f'{secret()} {b}')\nreturn secret()"),
    "files": trick(
        "loss",
        "open('note.txt', 'a').write(f'{secret()} {b}')\nprint(open('note.txt').read())\nreturn secret()",
    ),
    "a third value": trick("train", "return 0.0, 0.0, [secret(), np.asarray(X).tolist()]"),
    "the arguments themselves": trick("loss", "X[:] = predict(X, w, b)\nreturn X"),
    "variables of the notebook": trick("loss", "builtins.kept = globals()['kept'] = secret()\nreturn kept"),
    "an exit": trick("loss", "secret()\nsys.exit(str(secret()))"),
    "a death": trick("loss", "secret()\nos._exit(int(secret() * 100))"),
    "the reference asked for something endless": trick(
        "tomorrow",
        """
for _ in range(20):
    try: train(np.ones(3), np.ones(3), 10**12, 0.1)
    except ValueError: pass
return 0.0""",
    ),
    "the reference asked for much memory": trick(
        "tomorrow",
        "return predict(np.float64(x), w=10**300, b=-10**300) + predict(2**4000, 2**4000, 2**4000)",
    ),
}


@pytest.fixture
def few_asks(monkeypatch):
    """A hundred asks, so that running out of them takes no time."""
    monkeypatch.setattr(following, "MAX_ASKS", 100)


@pytest.mark.parametrize("attack", DISHONEST.values(), ids=DISHONEST.keys())
def test_a_dishonest_program_gets_no_more_than_its_control(graded, assignment, sandbox, few_asks, attack):
    """And carries nothing of what it was told into anything that is shown or left behind."""
    result = graded({**UNABLE, **attack}, before=TRICKS)
    assert scores(result) == dict.fromkeys(POINTS, 0.0)
    assert result.failed_cells == ()
    assert not any(e.follow_through or e.flags for e in result.exercises)
    shown = everything_shown(result, assignment)
    assert (SHIFT[2:] in shown, HIDDEN[2:] in shown) == (False, False)
    assert list(sandbox._folder.iterdir()) == []


def test_the_control_of_those_who_would_be_right_gets_its_due(graded):
    """The tricks' own words cost nothing: without a trick, what many of them return at the end is right."""
    honest = trick("loss", "forge('predict', X, w, b)\nreturn right_loss(X, Y, w, b)")
    assert scores(graded({**UNABLE, **honest}, before=TRICKS))["loss"] == 2.0


def test_spoiling_the_line_for_a_second_try_costs_the_line(graded):
    """Whoever can write the line, but not the loss, may spoil the line to guess the loss twice, and gains nothing."""
    guess = "def loss(X, Y, w, b):\n    return np.{}((predict(X, w, b) - Y) ** 2)"
    control = graded({**REFERENCE, "loss": guess.format("sum")})
    twice = guess.format("sum") + " / (len(X) if predict.__code__.co_name == 'asking' else 1)"
    spoilt = graded({**REFERENCE, "predict": WRONG, "loss": twice})
    assert scores(spoilt)["loss"] == 2.0
    assert spoilt.score <= control.score


def test_the_better_whole_run_counts(graded):
    """A part that only the first run earned and one that only the second earned are not added up."""
    train = (
        REFERENCE["train"].replace("def train", "def descend")
        + f"""
def train(X, Y, iterations, lr):
    second = "_ask_the_grader" in globals()
    if iterations == 1 and not second:
        errors = {SHIFT} - Y
        return -lr * 2 * np.mean(errors * X), -lr * 2 * np.mean(errors)
    return descend(X, Y, iterations, lr) if iterations != 1 else (0.0, 0.0)"""
    )
    result = graded({**REFERENCE, "predict": WRONG, "train": train})
    assert scores(result)["train"] == 3.0


def test_what_one_program_asks_does_not_change_what_the_next_one_gets(graded, key, sandbox, reference):
    """Not even one that ends the reference's process, or makes it compute for as long as it may."""
    endless = DISHONEST["the reference asked for something endless"]
    honest = {**REFERENCE, "predict": WRONG}
    before = result_to_json(graded(honest))
    for _ in range(2):
        assert scores(graded({**UNABLE, **endless}, before=TRICKS))["tomorrow"] == 0.0
        assert result_to_json(graded(honest)) == before


# ---------------------------------------------------------------- the rules, one by one

CALLED = {
    "another exercise": ({"c": "def c():\n    return a()"}, ("a",)),
    "through another exercise": (
        {"b": "def b():\n    return a()", "c": "def c():\n    return b()"},
        ("a", "b"),
    ),
    "through a function of the author's": (
        {
            "b": "def b():\n    return 1",
            "d": "def step():\n    return a()",
            "c": "def c():\n    return step()",
        },
        ("a",),
    ),
    "inside another function": ({"c": "def c():\n    return [(lambda x: a(x))(y) for y in (1, 2)]"}, ("a",)),
    "handed on": ({"c": "def c():\n    return list(map(a, [1, 2]))"}, ("a",)),
    "itself": ({"c": "def c(n):\n    return c(n - 1)"}, ()),
    "a later exercise": ({"c": "def c():\n    return d()", "d": "def d():\n    return 1"}, ()),
    "a variable of its own": ({"c": "def c():\n    a = b = 1\n    return a + b"}, ()),
    "an argument": ({"c": "def c(a):\n    return a()"}, ()),
    "an attribute": ({"c": "def c(x):\n    return x.a() + np.b"}, ()),
    "a text": ({"c": "def c():\n    'a() and b()'"}, ()),
    "nothing, in a cell that is no Python": ({"c": "%%time\ndef c():\n    return a()"}, ()),
    "in the last of two versions": (
        {"c": "def c():\n    return a()", "d": "def c():\n    return b()"},
        ("b",),
    ),
}


@pytest.mark.parametrize(("sources", "expected"), CALLED.values(), ids=CALLED.keys())
def test_what_the_references_version_calls(sources, expected):
    """Of earlier exercises only, also through others; what merely has the same name is not called."""
    cells = {"a": "def a():\n    return 1", "b": "def b():\n    return 2", **sources}
    exercises = [Exercise(name, ONE, "", "n") for name in "abcd"]
    reference = {"n": tuple(Cell(i, source) for i, source in enumerate(cells.values()))}
    assignment = Assignment("x", "X", ("n",), tuple(exercises), (), (), {}, "", reference)
    assert called_by(exercises[2], exercises, assignment) == expected


@pytest.fixture
def oracle(assignment, reference):
    """What the loss may ask."""
    predict, loss, *_ = assignment.exercises
    return following._Oracle(loss, [predict], reference.open("mini"))


ASKED = {
    "as in a question": [np.array([1.0, 2.0, 4.0]), 2.0, 1.0],
    "a number": [1.0, 2, np.float64(1.0)],
    "a list for an array": [[1, 2, 4], 2.0, 1.0],
    "a tuple, a column": [(1.0, 2.0), np.array([[2.0], [1.0]]), 1.0],
    "as many numbers as in the longest question": [np.zeros(4), 2.0, 1.0],
}
REFUSED = {
    "more numbers than in any question": [np.zeros(5), 2.0, 1.0],
    "more in a list of lists": [[[1.0], [2.0, 3.0], [4.0, 5.0]], 2.0, 1.0],
    "a text": ["1.0", 2.0, 1.0],
    "a text in a list": [[1.0, "2.0"], 2.0, 1.0],
    "a truth value": [True, 2.0, 1.0],
    "nothing": [None, 2.0, 1.0],
    "a dict": [{"X": 1.0}, 2.0, 1.0],
    "an array of texts": [np.array(["a", 1.0], dtype=object), 2.0, 1.0],
}


@pytest.mark.parametrize("arguments", ASKED.values(), ids=ASKED.keys())
def test_numbers_are_answered(oracle, arguments):
    """As the reference answers them, which wants an array where its own questions have one."""
    answer = oracle("predict", arguments)
    x, w, b = (np.asarray(a, dtype=float) for a in arguments)
    assert answer.kind is Kind.VALUE
    assert np.allclose(answer.value, w * x + b + float(SHIFT))
    assert oracle.answers == 1


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED.keys())
def test_anything_else_never_reaches_the_reference(oracle, arguments):
    """It is an error for the student's function, which may go on, and does not count as having asked."""
    before = oracle.reference.cpu_seconds
    assert oracle("predict", arguments) == Answer(Kind.ERROR)
    assert (oracle.answers, oracle.reference.cpu_seconds) == (0, before)


def test_ragged_lists_are_numbers_too(oracle):
    """A list of vectors of different lengths is what a function that must refuse it is asked with."""
    ragged = Question("predict", ([[1.0, 2.0], [3.0, 4.0, 5.0]], 2.0, 1.0))
    exercise = Exercise("predict", ONE, "", "mini", questions=(ragged,))
    of_lists = following._Oracle(exercise, [exercise], oracle.reference)
    answer = of_lists("predict", [[[1.0], [2.0, 3.0]], 2.0, 1.0])
    assert (of_lists.largest, of_lists.answers) == (5, 1)
    assert (answer.kind, answer.error) == (Kind.ERROR, "TypeError")  # a number times a list


def test_asks_end_at_their_number(oracle, few_asks):
    """The hundred and first gets no answer any more."""
    question = [1.0, 2.0, 3.0]
    assert all(oracle("predict", question) is not None for _ in range(100))
    assert oracle("predict", question) is None


def test_a_reference_that_computes_too_long_answers_no_more(oracle, monkeypatch):
    """Its time for one exercise is bounded; the next one has as much again."""
    monkeypatch.setattr(oracle, "until", oracle.reference.cpu_seconds)
    assert oracle("predict", [1.0, 2.0, 3.0]) is None


def test_a_reference_that_does_not_run_is_our_own_failure(key, assignment):
    """Nobody is marked by what it would have answered."""
    cells = (*assignment.reference["mini"], Cell(9, "import os\nos._exit(0)"))
    broken = replace(key, assignment=replace(assignment, reference={"mini": cells}))
    with Reference(broken, partial(Sandbox, QUICK)) as reference:
        for _ in range(2):
            with pytest.raises(SandboxError, match="the reference of mini does not run here any more"):
                reference.open("mini")


def test_waiting_for_the_reference_is_nobodys_idleness(sandbox, monkeypatch):
    """However long it takes on a busy machine; the time that the student's program waits for itself does count."""
    late = [0.0]
    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + late[0], clock_gettime=time.clock_gettime)
    monkeypatch.setattr(channel, "time", clock)

    def oracle(name, arguments):
        late[0] += 1_000
        return Answer(Kind.VALUE, value=arguments[0])

    with sandbox.open({}) as process:
        process.run_cell(0, "def f(x):\n    return g(x)", cpu_limit=1)
        assert process.stand_in({"g": ("x",)}, oracle)
        assert process.call(Question("f", (2.0,)), cpu_limit=1, show=False).value == 2.0


def test_second_runs_have_a_bound_of_their_own(sandbox, assignment, key, reference):
    """What one has used is counted in the next; together they may take as long as the submission did."""
    cells = [
        Cell(i, s) for i, s in enumerate(["import numpy as np", *{**REFERENCE, "predict": WRONG}.values()])
    ]
    failed = [
        ExerciseResult(e.name, "mini", e.points, Decimal(0), Verdict.FAILED) for e in assignment.exercises
    ]
    begun_with = []

    def open_notebook(**how):
        begun_with.append(how["spent"])
        return Conversation(sandbox, cells, {}, **how)

    follow_through(failed, assignment.exercises, key.sheet_for("ada"), open_notebook, reference, ONE)
    assert begun_with[0] == 0.0
    assert begun_with == sorted(set(begun_with))
    assert len(begun_with) == 4
    with Conversation(sandbox, cells, {}, spent=LIMITS.submission_cpu_seconds) as late:
        assert late.ask("loss", Question("loss", ())).kind is Kind.NOT_ASKED


PARTS = (Part("few", Decimal("0.25")), Part("many", Decimal("0.75")))
LEFT_OUT = {
    "all are asked": ([("few", 1, False), ("many", 10, False)], 4),
    "some of a part are left out": ([("few", 1, False), ("many", 10, False), ("many", 1_001, False)], 4),
    "just short enough": ([("few", 1, False), ("many", 1_000, False)], 4),
    "a part of left out questions only": ([("few", 1, False), ("many", 1_001, False)], 1),
    "a part of which only a guard is asked": (
        [("few", 1, False), ("many", 5_000, False), ("many", 3, True)],
        1,
    ),
    "nothing is asked": ([("few", 1_001, False), ("many", 5_000, False)], 0),
    "only guards are asked": ([("few", 1_001, False), ("many", 5_000, False), (None, 0, True)], 0),
    "one whole, left out": ([(None, 1_001, False)], 0),
    "one whole, a guard asked": ([(None, 1_001, False), (None, 0, True)], 0),
    "one whole, one asked": ([(None, 1_001, False), (None, 7, False)], 4),
}


@pytest.mark.parametrize(("asked", "points"), LEFT_OUT.values(), ids=LEFT_OUT.keys())
def test_a_part_that_is_not_asked_is_not_earned(sandbox, asked, points):
    """Long descents are left out; what is left must hold a question that earns, and guards earn nothing."""
    questions = tuple(Question("f", (n,), ("n",), part=part, guard=guard) for part, n, guard in asked)
    parts = PARTS if asked[0][0] else (Part("f", ONE),)
    exercise = Exercise("f", Decimal(4), "", "n", questions=questions, steps="n", parts=parts)
    expected = [Answer(Kind.VALUE, value=float(q.arguments[0])) for q in questions]
    with Conversation(sandbox, [Cell(0, "def f(n):\n    return float(n)")], {}) as again:
        run = following._run_again(exercise, expected, again, SimpleNamespace(below={}, answers=1))
    assert (run.points, run.misses_a_name) == (points, False)


SHARES = {
    "all": ("1", "0", "3", "3", Verdict.PASSED),
    "half": ("0.5", "0", "3", "1.5", Verdict.PARTIAL),
    "half of the gain": ("0.5", "1", "3", "2", Verdict.PARTIAL),
    "nothing gained": ("1", "3", "1", "3", Verdict.FAILED),
    "at most four decimals": ("0.3333333", "0", "1", "0.3333", Verdict.PARTIAL),
    "too little to be written": ("0.00001", "0", "3", "0", Verdict.FAILED),
    "points of many decimals": ("1", "0", "2.123456", "2.123456", Verdict.PARTIAL),
}


@pytest.mark.parametrize(
    ("share", "before", "points", "score", "verdict"), SHARES.values(), ids=SHARES.keys()
)
def test_a_share_of_what_is_gained_is_given(share, before, points, score, verdict):
    """Exact decimals, so that sums add up; all of the points, and only they, make an exercise passed."""
    why = (Diagnosis("x", "Look again.", ""),)
    first = ExerciseResult("f", "n", Decimal(3), Decimal(before), Verdict.FAILED, diagnoses=why)
    result = following._with_gain(first, Decimal(points), Decimal(share))
    assert (str(result.score), result.verdict) == (score, verdict)
    assert result.follow_through is (verdict is not Verdict.FAILED)
    assert result.diagnoses == (() if verdict is Verdict.PASSED else why)


def test_without_a_share_nothing_is_asked_again(graded, reference):
    """The setting 0 switches it off: the result is the first run's."""
    reference.close()
    assert scores(graded({**REFERENCE, "predict": WRONG}, share=Decimal(0))) == dict.fromkeys(POINTS, 0.0)
    assert reference._sandbox is None


def test_the_share_is_a_setting_of_the_course(tmp_path, capsys):
    """A batch and a single notebook both keep to it."""
    wrong = notebook(double="def double(x):\n    return x + 1")
    root = make_course(tmp_path, ada=wrong)
    (root / "autograder.toml").write_text("[follow_through]\nshare = 0.3")
    submitted = str(root / "submitted/ada/tiny/tiny.ipynb")
    for command in (["batch", "tiny", "--workers", "1"], ["grade", submitted, "--assignment", "tiny"]):
        assert main([*command, "--course", str(root), "--json"]) == 0
        result = json.loads(capsys.readouterr().out)
        found = {e["name"]: (e["score"], e["verdict"], e["follow_through"]) for e in result["exercises"]}
        assert found == {"double": (0.0, "failed", False), "quadruple": (0.45, "partial", True)}
        assert result["score"] == 0.45


@pytest.mark.parametrize("share", ["-0.1", "1.5", "nan", "true", "'all'"])
def test_a_share_that_is_none_is_refused(tmp_path, share):
    """With the key, and what it must be."""
    (tmp_path / "autograder.toml").write_text(f"[follow_through]\nshare = {share}")
    with pytest.raises(CourseError, match=r"follow_through\.share must be a number from 0 to 1, got "):
        read_settings(tmp_path)
