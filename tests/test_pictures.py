"""Descents as pictures: what is asked for them, what is drawn, what is said in words."""

import re
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from autograder.asking import Conversation
from autograder.drawing import describe_picture, draw_heights, draw_path, is_logarithmic, list_stops
from autograder.errors import AssignmentError
from autograder.model import (
    Bowl,
    Cell,
    Exercise,
    ExerciseResult,
    Picture,
    Question,
    Sketch,
    Verdict,
    picture_from_data,
)
from autograder.pictures import add_pictures, draw_expected
from autograder.questions import load_exercises
from autograder.sandbox import Sandbox, freeze, thaw
from autograder.terrain import evaluate

REFERENCE = """
import numpy as np
def loss(X, Y, w, b): return np.mean((w * X + b - Y) ** 2)
def train(X, Y, steps, lr):
    w = b = 0.0
    for _ in range(steps):
        e = w * X + b - Y
        w, b = w - lr * 2 * np.mean(e * X), b - lr * 2 * np.mean(e)
    return w, b
"""
STUDENTS = {
    "half": ("return np.array([1.0, 2.0]) * steps", 6, ""),
    "nothing": ("print(steps)", 0, "w and b are no numbers, or beyond 1e+12"),
    "far": ("return 10.0 ** (4 * steps), 1.0", 4, "w and b are no numbers, or beyond 1e+12"),
    "nan": ("return (float('nan') if steps > 1 else 0.0), 0.0", 2, "w and b are no numbers, or beyond 1e+12"),
    "error": ("return [1.0, 2.0][steps], 0.0", 2, "there is no answer"),
    "exits": ("import os\n    return os._exit(1) if steps == 3 else (1, 1, [])", 3, "there is no answer"),
    "huge": ("return [10 ** 400, 1]", 0, "w and b are no numbers, or beyond 1e+12"),
    "text": ("return ['1', '2']", 0, "w and b are no numbers, or beyond 1e+12"),
}
X, Y = np.array([1.0, 2.0, 3.0, 6.0]), np.array([2.0, 6.0, 2.0, 12.0])
NAMES = ("X", "Y", "steps", "lr")
LOSS = Exercise(
    "loss",
    Decimal(1),
    "",
    "",
    questions=(Question("loss", (X, Y, 1.0, 1.0), ("X", "Y", "w", "b"), visible=True),),
)
TRAIN = Exercise(
    "train",
    Decimal(1),
    "",
    "",
    questions=(
        Question("train", (X, Y, 1, 0.01), NAMES, visible=True),
        Question("train", (X, Y, 0, 0.01), NAMES, visible=True, guard=True),
    ),
    steps="steps",
    sketch=Sketch("loss", ("w", "b"), NAMES, (X, Y, 8, 0.05), "steps"),
)


def formula(text):
    return thaw(freeze(sympy.sympify(text)))


W = formula("w**2")
FOURTH_POWER, LOGARITHM, SIGN = formula("w**4 + b**2"), formula("log(w)"), formula("sign(w)")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as one:
        yield one


@pytest.fixture(scope="module")
def expected(sandbox):
    with Conversation(sandbox, [Cell(0, REFERENCE)], {}) as reference:
        return draw_expected(TRAIN, [LOSS, TRAIN], reference)


def failed(verdict=Verdict.FAILED):
    return ExerciseResult("train", "", Decimal(1), Decimal(0), verdict)


# ---------------------------------------------------------------- what is asked


def test_the_expected_path_is_the_references(expected):
    """After 0, 1, 2, 3, 5 and all 8 steps, over the bowl that the loss is."""
    assert (expected.steps, expected.expected[0]) == ((0, 1, 2, 3, 5, 8), (0.0, 0.0))
    best = np.linalg.lstsq(np.column_stack([X, np.ones(4)]), Y, rcond=None)[0]
    np.testing.assert_allclose(expected.bowl.bottom, best, rtol=1e-6)
    away = np.array([1.0, -2.0]) - best
    height = expected.bowl.lowest + away @ np.array(expected.bowl.curvature) @ away / 2
    assert height == pytest.approx(np.mean((X - 2 - Y) ** 2))


@pytest.mark.parametrize("name", STUDENTS)
def test_a_students_path_is_followed_as_far_as_it_goes(sandbox, expected, name):
    """What is no number ends it, and so does an error, an exit, or a place beyond all bounds."""
    body, count, ended = STUDENTS[name]
    source = f"import numpy as np\ndef train(X, Y, steps, lr):\n    {body}"
    with Conversation(sandbox, [Cell(0, source)], {}) as student:
        [result] = add_pictures([failed()], [TRAIN], {"train": expected}, lambda: student)
    assert (len(result.picture.own), result.picture.ended) == (count, ended)
    assert all(np.isfinite(result.picture.own).ravel())


@pytest.mark.parametrize(
    ("verdict", "shown"), [(Verdict.PASSED, True), (Verdict.MISSING, False), (Verdict.TIMEOUT, False)]
)
def test_nobody_else_is_asked(expected, verdict, shown):
    """A right descent has the expected path at no cost; of a missing one there is none."""
    [result] = add_pictures([failed(verdict)], [TRAIN], {"train": expected}, lambda: pytest.fail("asked"))
    assert result.picture == (expected if shown else None)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (REFERENCE.replace("** 2)", "** 4)"), "needs a bowl"),
        (REFERENCE.replace("return np.mean", "return -np.mean"), "needs a bowl"),
        (REFERENCE.replace("return w, b", "return 'w', b"), "does not answer with numbers"),
        (REFERENCE.replace("return np.mean", "raise ValueError"), "answers no number"),
    ],
    ids=["fourth power", "a hill", "no numbers", "an error"],
)
def test_what_cannot_be_drawn_is_refused(sandbox, source, problem):
    """The author is told when the answer key is made."""
    with (
        Conversation(sandbox, [Cell(0, source)], {}) as reference,
        pytest.raises(AssignmentError, match=problem),
    ):
        draw_expected(TRAIN, [LOSS, TRAIN], reference)


EXERCISES = '''
from sympy import Symbol, gamma, symbols
from autograder.questions import array, exercise, quarter
w, b = symbols("w b")
@exercise(points=1)
def loss(ask):
    """The loss."""
    ask(X=array(1, 2), w=1.0)
@exercise(points=1, steps="steps")
def train(ask):
    """The descent."""
    {}
    ask(X=array(1, 2), steps=1)
    ask.hidden("more", X=array(1, 2), steps=4)
'''


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('ask.picture(loss, along=["w"], X=array(1, 2), steps=5)', None),
        ('ask.picture(loss, along=["w"], X=array(1, 2), steps=4)', "shows the answer to a hidden question"),
        ('ask.picture(loss, along=["w"], steps=5, X=array(1, 2))', "needs the arguments X, steps"),
        ('ask.picture(loss, along=["b"], X=array(1, 2), steps=5)', "one or two arguments of loss"),
        ('ask.picture(loss, along=["w"], X=array(1, 2), steps=5000)', "from 2 to 1000 steps"),
        (
            'ask.picture(loss, along=["w"], X=array(quarter(), 2), steps=5)',
            "draws the arguments of its picture",
        ),
        ('ask.picture(loss, along=["X"], X=array(1, 2), steps=5)', "does not say which w"),
        ('ask.picture(w**2 - w, along=["w"], X=array(1, 2), steps=5)', None),
        ('ask.picture(w**2 - w, along=["w"], counting="lr", X=array(1, 2), steps=5)', "needs counting=..."),
        (
            'ask.picture(w**2 - b, along=["w"], X=array(1, 2), steps=5)',
            "formula of SymPy's in one or two symbols",
        ),
        ('ask.picture(3.5, along=["w"], X=array(1, 2), steps=5)', "neither an exercise nor a formula"),
        (
            'ask.picture(gamma(w), along=["w"], X=array(1, 2), steps=5)',
            "a picture over gamma\\(w\\), which cannot be kept: is a formula with gamma in it",
        ),
    ],
)
def test_a_picture_is_checked(tmp_path, line, problem):
    """When exercises.py is read, in a line."""
    (tmp_path / "exercises.py").write_text(EXERCISES.format(line))
    if problem is None:
        assert load_exercises(tmp_path / "exercises.py", b"")[1].sketch.height in ("loss", "cost")
    else:
        with pytest.raises(AssignmentError, match=problem):
            load_exercises(tmp_path / "exercises.py", b"")


@pytest.mark.parametrize(
    ("formula", "along", "problem"),
    [
        (FOURTH_POWER, ("w", "b"), "needs a bowl"),
        (LOGARITHM, ("w",), "its cost is no number on the expected path"),
        (SIGN, ("w",), "no curve of 'sign' can be drawn"),
    ],
    ids=["no bowl", "no number", "no curve"],
)
def test_a_formula_that_cannot_be_drawn_is_refused(sandbox, formula, along, problem):
    """The author is told when the answer key is made."""
    exercise = replace(TRAIN, sketch=replace(TRAIN.sketch, along=along, formula=formula))
    with (
        Conversation(sandbox, [Cell(0, REFERENCE)], {}) as reference,
        pytest.raises(AssignmentError, match=problem),
    ):
        draw_expected(exercise, [LOSS, exercise], reference)


def test_a_descent_over_a_formula_is_followed_from_its_first_step(sandbox):
    """What a descent gives without any step is looked at only where the exercise asks for it."""
    at_most = replace(
        TRAIN, questions=TRAIN.questions[:1], sketch=replace(TRAIN.sketch, formula=W, along=("w",))
    )
    with Conversation(sandbox, [Cell(0, REFERENCE)], {}) as reference:
        drawn = draw_expected(at_most, [LOSS, at_most], reference)
    assert (drawn.steps, drawn.bowl, drawn.formula) == ((1, 2, 3, 5, 8), None, W)
    assert [len(place) for place in drawn.expected] == [1] * 5


NUMBERS = np.array([0.25, 1.0, 2.5])


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "x**2 - 3*x + 1/4",
        "(x - 3)**4/4 - 2*x",
        "exp(x) - 2*x",
        "1/x + sqrt(x)",
        "sin(pi*x)/E",
        "Abs(x - 1)*0.1",
    ],
)
def test_a_formula_has_the_heights_that_sympy_says(text):
    """At several places at a time."""
    x = sympy.Symbol("x")
    expression = sympy.sympify(text, locals={"x": x})  # an author's: it stands above
    wanted = [float(expression.subs(x, number)) for number in NUMBERS]
    assert evaluate(thaw(freeze(expression)), {"x": NUMBERS}) == pytest.approx(wanted)


# ---------------------------------------------------------------- what is drawn


def picture(*own, ended="", along=("w", "b")):
    count = len(along)
    curvature = ((4.0, 1.0), (1.0, 2.0)) if count == 2 else ((4.0,),)
    return Picture(
        call="train(60)",
        height="loss",
        along=along,
        steps=(0, 1, 2),
        expected=tuple((float(k),) * count for k in range(3)),
        bowl=Bowl((2.0,) * count, 1.0, curvature),
        own=own,
        ended=ended,
    )


VALLEY = Picture(
    call="train((x - 3)**2, 40)",
    height="cost",
    along=("x",),
    steps=(1, 2, 3, 5),
    expected=((0.0,), (2.0,), (2.9,), (2.9,)),
    bowl=None,
    own=((0.0,), (6.0,), (3.0,)),
    formula=formula("(x - 3)**2"),
)
numbers = st.floats(-1e12, 1e12)


@given(st.lists(st.tuples(numbers, numbers), max_size=3))
def test_any_path_can_be_drawn(own):
    """Whatever is far away or all in one place: bounded, with numbers that a browser reads."""
    for drawn in (draw_path(picture(*own)), draw_heights(picture(*own))):
        assert len(drawn) < 6_000
        assert not re.search(
            r"nan|inf|e\d|e\+",
            re.sub(
                r'aria-label="[^"]*"|<(text|desc).*?</(text|desc)>|<[a-z]+|</[a-z]+>|[a-z-]+="', "", drawn
            ),
        )
    assert describe_picture(picture(*own))


@given(st.lists(st.tuples(numbers), max_size=4), st.sampled_from([VALLEY.formula, formula("exp(x) - 2*x")]))
def test_any_path_on_a_curve_can_be_drawn(own, cost):
    """Also where the height is beyond all numbers."""
    drawn = replace(VALLEY, own=tuple(own), formula=cost)
    for svg in (draw_path(drawn), draw_heights(drawn)):
        assert len(svg) < 6_000
        assert not re.search("nan|inf", re.sub("<(text|desc).*?</(text|desc)>", "", svg))
    assert describe_picture(drawn)
    assert len(list_stops(drawn)) == len(drawn.steps)


def test_heights_over_many_powers_of_ten_are_drawn_as_powers():
    """A line for each of them; what is 0 lies below the drawing."""
    assert (is_logarithmic(VALLEY), is_logarithmic(picture())) == (True, False)
    drawn = draw_heights(VALLEY)
    assert drawn.count('class="power"') == 2
    assert re.findall(r'text-anchor="end">(.*?)<', drawn) == ["0.1", "1", "cost"]


def test_a_picture_as_a_table():
    """Every place that was looked at, of the student's as far as it goes."""
    assert [(s.steps, s.expected, s.expected_height, s.own, s.own_height) for s in list_stops(VALLEY)] == [
        (1, "0", "9", "0", "9"),
        (2, "2", "1", "6", "9"),
        (3, "2.9", "0.01", "3", "0"),
        (5, "2.9", "0.01", "", ""),
    ]


def test_a_descent_that_has_stopped_is_said_to():
    """From the first place that it does not leave again."""
    assert "From step 3 on it stays where it is." in describe_picture(VALLEY)


def test_paths_are_told_apart_without_colour():
    """Circles and squares; the student's line is dashed by the page's style."""
    drawn = draw_path(picture((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)))
    assert (drawn.count("<circle"), drawn.count('<path d="M'), drawn.count("<ellipse")) == (3, 3, 6)


def test_a_single_direction_is_a_curve():
    """No contour lines then."""
    drawn = draw_path(picture((0.0,), (1.5,), (3.0,), along=("w",)))
    assert (drawn.count("<ellipse"), drawn.count('class="contour"'), drawn.count("<circle")) == (0, 1, 3)


@pytest.mark.parametrize(
    ("shown", "sentences"),
    [
        (
            picture(),
            [
                "The expected path leads from w = 0, b = 0 to w = 2, b = 2, where it is after step 2; loss goes from 17 to 1."
            ],
        ),
        (
            picture((0.0, 0.0), (90.0, 1.0), ended="there is no answer"),
            [
                "Yours leads from w = 0, b = 0 to w = 90, b = 1, where it is after step 1; loss goes from 17 to 15402.",
                "It leads out of the picture.",
                "Yours could not be followed to step 2: there is no answer.",
            ],
        ),
        (
            picture(ended="there is no answer"),
            ["From the beginning yours cannot be followed: there is no answer."],
        ),
    ],
    ids=["right", "leaves", "nothing"],
)
def test_a_picture_in_words(shown, sentences):
    """For who does not see it: where each path goes, how high it is there, and where it ends."""
    assert [s for s in sentences if s not in describe_picture(shown)] == []


def test_labels_are_text():
    """Names are the author's; the page escapes them all the same."""
    odd = replace(picture(), height="<b>", along=("w<", "&"))
    assert "<b>" not in draw_path(odd) + draw_heights(odd)


@pytest.mark.parametrize("kept", [picture((0.5, 0.5)), VALLEY], ids=["a bowl", "a formula"])
def test_a_picture_comes_back_from_a_file(kept):
    """From the answer key and from result.json."""
    import json
    from dataclasses import asdict

    assert picture_from_data(json.loads(json.dumps(asdict(kept)))) == kept
