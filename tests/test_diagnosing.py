"""What is said about wrong answers, and above all what is not: each pattern has near misses that must not be named.

The transcripts are made here, by calling Python functions; no process runs. What asking more can tell is in
test_probing.py.
"""

import contextlib
import copy
import io
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.answerkey import Sheet, WrongVersion
from autograder.comparing import MAX_ITEMS, Judged, judge
from autograder.comparing import judge_all as judge_bounded
from autograder.diagnosing import diagnose
from autograder.model import Answer, Exercise, Kind, Misconception, NotPlain, Part, Question, Rule, Verdict
from autograder.recognising import recognise
from autograder.scoring import earned, score

# ---------------------------------------------------------------- transcripts


def answer_of(function, question):
    """What *function* answers, as a student process would report it."""
    arguments, printed = copy.deepcopy(question.arguments), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            value = function(*arguments)
    except NotImplementedError:
        return Answer(Kind.ERROR, error="NotImplementedError")
    except Exception as error:  # noqa: BLE001  students raise anything
        return Answer(Kind.ERROR, error=type(error).__name__, message=str(error))
    after = arguments if question.leaves_arguments else None
    return Answer(Kind.VALUE, value, printed=printed.getvalue(), arguments_after=after)


def transcribe(exercise, right, student):
    """The questions of *exercise* with what both functions answer."""
    return judge_all(
        exercise,
        [answer_of(right, q) for q in exercise.questions],
        [answer_of(student, q) for q in exercise.questions],
    )


def judge_all(exercise, expected, answers):
    return [
        Judged(question, wanted, answer, judge(question, wanted, answer))
        for question, wanted, answer in zip(exercise.questions, expected, answers, strict=True)
    ]


def ask(names, *arguments, **more):
    return Question("f", arguments, tuple(names.split()), **more)


def exercise_of(*questions, **more):
    return Exercise(
        "f", Decimal(2), "A function.", "n", questions=questions, parts=(Part("f", Decimal(1)),), **more
    )


def data(*numbers):
    return np.array(numbers, dtype=float)


# A gradient, asked at 2, 3 and 5 rows and once without a bias; a guard looks at its arguments.
XS_YS_W_B = "xs ys w b"
GRADIENT = exercise_of(
    ask(XS_YS_W_B, data(0.5, -2, 4), data(1, 0, -3), -1.0, 0.5, visible=True),
    ask(XS_YS_W_B, data(1, 3), data(2, 7), 1.5, -2.0, about="two rows"),
    ask(XS_YS_W_B, data(1, 2, 4, 6, 7), data(3, 1, 5, 9, 2), 0.75, 2.0, about="more rows"),
    ask(XS_YS_W_B, data(2, 5), data(1, 1), 3.0, 0.0, about="no bias"),
    ask(XS_YS_W_B, data(2, 5), data(1, 1), 3.0, 0.0, visible=True, guard=True, leaves_arguments=True),
)


def gradient(xs, ys, w, b):
    error = w * xs + b - ys
    return 2 * np.mean(error * xs), 2 * np.mean(error)


def times(*factors):
    """The gradient, each component multiplied by its factor: a number, or a function of the number of rows."""

    def student(xs, ys, w, b):
        values = [f(len(xs)) if callable(f) else f for f in factors]
        return tuple(v * g for v, g in zip(values, gradient(xs, ys, w, b), strict=True))

    return student


def alike(factor):
    return times(factor, factor)


def in_place(xs, ys, w, b):
    value = gradient(xs, ys, w, b)
    xs *= 2
    return value


def in_place_and_wrong(xs, ys, w, b):
    return 17.0 + in_place(xs, ys, w, b)[0], 3.0


def printing(xs, ys, w, b):
    print(gradient(xs, ys, w, b))  # noqa: T201  what it is about


def printing_also(xs, ys, w, b):
    print("hello")  # noqa: T201  what it is about
    return 1.0, 2.0


NAMED = {
    "half": (alike(0.5), "constant-factor", "constant factor, 1/2."),
    "double": (alike(2), "constant-factor", "constant factor, 2."),
    "the sum": (alike(lambda n: n), "constant-factor", "constant factor, n."),
    "divided twice": (alike(lambda n: 1 / n), "constant-factor", "constant factor, 1/n."),
    "2/n": (alike(lambda n: 2 / n), "constant-factor", "constant factor, 2/n."),
    "n/2": (alike(lambda n: n / 2), "constant-factor", "constant factor, half of n."),
    "1/(2n)": (alike(lambda n: 0.5 / n), "constant-factor", "constant factor, 1/2 of 1/n."),
    "minus n": (alike(lambda n: -n), "constant-factor", "constant factor, -n."),
    "opposite": (alike(-1), "opposite-sign", "sign is the opposite"),
    "one sums": (times(lambda n: n, 1), "one-component-off", "only number 1 is off, always by the same constant factor, n"),
    "one halved": (times(1, 0.5), "one-component-off", "only number 2 is off, always by the same constant factor, 1/2"),
    "one negated": (times(1, -1), "one-component-off", "only number 2 is off: its sign"),
    "other order": (lambda *a: gradient(*a)[::-1], "results-in-the-other-order", "opposite order"),
    "other order, a list": (lambda *a: [*gradient(*a)][::-1], "results-in-the-other-order", "opposite order"),
    "fixed 14": (alike(lambda n: n / 14), "right-only-for-some-rows", "one number of rows"),
    "fixed 5": (alike(lambda n: n / 5), "right-only-for-some-rows", "one number of rows"),
    "printed": (printing, "printed-not-returned", "on the screen"),
    "nothing": (lambda *_: None, "returns-nothing", "Which line hands the result back?"),
    "in place": (in_place, "changes-its-arguments", "is changed afterwards"),
}  # fmt: skip


@pytest.mark.parametrize(("student", "id_", "says"), NAMED.values(), ids=NAMED.keys())
def test_a_pattern_in_all_answers_is_named(student, id_, says):
    """With the factor, the place, or the question that leads on; the evidence is the shown question."""
    found = recognise(GRADIENT, transcribe(GRADIENT, gradient, student), {})
    assert (found.id, says in found.hint) == (id_, True), found
    assert found.evidence.startswith("f([")


def but_for(rows, student, otherwise=gradient):
    """*student*, and *otherwise* where there are so many rows."""
    return lambda xs, *rest: (otherwise if len(xs) == rows else student)(xs, *rest)


NOT_NAMED = {
    "right": gradient,
    "half, but not everywhere": but_for(5, alike(0.5)),
    "half, and a quarter": but_for(3, alike(0.5), alike(0.25)),
    "half, and once 1/n": but_for(5, alike(0.5), alike(lambda n: 1 / n)),
    "half, but for an error": but_for(3, alike(0.5), lambda *_: 1 / 0),
    "half, but for a None": but_for(3, alike(0.5), lambda *_: None),
    "half, but for a text": but_for(3, alike(0.5), lambda *_: "half"),
    "a factor that is no formula's": alike(0.3),
    "a factor of which one over it is no float": alike(1e-310),
    "a factor of another kind each": alike(lambda n: 1 + n / 7),
    "both off, by other factors": times(lambda n: n, 0.5),
    "one off, by no factor": lambda *a: (gradient(*a)[0], 17.25),
    "one off, not always alike": but_for(5, times(1, -1), times(1, 3)),
    "the other order, once": but_for(3, lambda *a: gradient(*a)[::-1]),
    "nothing, once": but_for(3, alike(0.3), lambda *_: None),
    "printing, and a value": printing_also,
    "in place, and wrong": in_place_and_wrong,
    "right for 5 rows, else anything": but_for(5, lambda *_: (0.1, 7.3)),
    "a sum that is too long": lambda *a: (*alike(0.5)(*a), 1.0),
}


@pytest.mark.parametrize("student", NOT_NAMED.values(), ids=NOT_NAMED.keys())
def test_a_pattern_in_some_answers_is_chance(student):
    """Silence is better than a wrong diagnosis."""
    assert recognise(GRADIENT, transcribe(GRADIENT, gradient, student), {}) is None


# ---------------------------------------------------------------- ratios that have several names


def mean(xs):
    return float(np.mean(xs))


RATIOS = {
    "1/2 on two rows, 1/n": ([data(1, 3), data(2, 5, 9)], lambda xs: mean(xs) / len(xs), "1/n"),
    "1/2 on two rows, 1/2": ([data(1, 3), data(2, 5, 9)], lambda xs: mean(xs) / 2, "1/2"),
    "1 on one row, n": ([data(4), data(2, 5, 9)], lambda xs: mean(xs) * len(xs), "n"),
    "1 on one row, 1/n": ([data(4), data(2, 5, 9)], lambda xs: mean(xs) / len(xs), "1/n"),
    "1 on two rows, 2/n": ([data(4, 7), data(2, 5, 9)], lambda xs: mean(xs) * 2 / len(xs), "2/n"),
    "four rows only: both": ([data(1, 2, 3, 5), data(2, 5, 9, 7)], lambda xs: mean(xs) / 4, "1/4 or 1/n"),
    "one row only: the sign": ([data(4), data(7)], lambda xs: -mean(xs), None),
    "zeros fit every factor": ([data(1, -1), data(1, 3), data(2, 5, 9)], lambda xs: mean(xs) / 2, "1/2"),
}


@pytest.mark.parametrize(("rows", "student", "name"), RATIOS.values(), ids=RATIOS.keys())
def test_a_factor_has_the_name_that_holds_in_every_question(rows, student, name):
    """One row makes n, 1 and 1/n the same, two rows 1/2 and 1/n: what is common to all questions counts."""
    exercise = exercise_of(*(ask("xs", xs, visible=True) for xs in rows))
    found = recognise(exercise, transcribe(exercise, mean, student), {})
    assert found.id == ("opposite-sign" if name is None else "constant-factor")
    assert name is None or f"factor, {name}." in found.hint


TOO_LITTLE = {
    "one number": ([3.0], lambda x: 2 * x, lambda x: x),
    "the same number twice": ([3.0, 3.0], lambda x: 2 * x, lambda x: x),
    "a constant beside a constant": ([3.0, 4.0], lambda _: 2.0, lambda _: 1.0),
}


@pytest.mark.parametrize(("numbers", "right", "student"), TOO_LITTLE.values(), ids=TOO_LITTLE.keys())
def test_one_number_is_no_pattern(numbers, right, student):
    """Any two numbers have a ratio."""
    exercise = exercise_of(*(ask("x", number, visible=True) for number in numbers))
    assert recognise(exercise, transcribe(exercise, right, student), {}) is None


def test_what_reads_the_same_from_either_end_is_not_in_the_other_order():
    """Right numbers, and a guard that fails."""
    questions = [ask("xs", data(1, 2, 1), visible=True, guard=g, leaves_arguments=g) for g in (False, True)]
    exercise = exercise_of(*questions)

    def student(xs):
        value = xs.copy()
        xs += 1
        return value if len(xs) else None

    found = recognise(exercise, transcribe(exercise, lambda xs: xs.copy(), student), {})
    assert found.id == "changes-its-arguments"


# ---------------------------------------------------------------- right only where something is zero


def line(x, w, b):
    return w * x + b


ZERO = {
    "b": ([(2.0, 3.0, 0.0), (1.0, 4.0, 0.0), (2.0, 3.0, 5.0), (2.5, 1.0, -1.0)], "b"),
    "right once where it is not": ([(2.0, 3.0, 0.0), (0.0, 3.0, 5.0), (2.0, 1.0, 4.0), (0.5, 4.0, 3.0)], None),
    "two are zero at once": ([(2.0, 0.0, 0.0), (1.0, 0.0, 0.0), (2.0, 3.0, 5.0), (2.5, 1.0, -1.0)], None),
    "one wrong answer only": ([(2.0, 3.0, 0.0), (1.0, 4.0, 0.0), (2.0, 3.0, 5.0)], None),
    "none right": ([(2.0, 3.0, 1.0), (1.0, 4.0, 2.0), (2.0, 3.0, 5.0)], None),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "name"), ZERO.values(), ids=ZERO.keys())
def test_right_only_where_an_argument_is_zero(arguments, name):
    """One argument, zero in all right answers and in no wrong one."""
    exercise = exercise_of(*(ask("x w b", *a, visible=True) for a in arguments))

    def student(x, w, b):
        return line(x, w, b) if x == 0 else w * x + b * (1.5 + x)

    found = recognise(exercise, transcribe(exercise, line, student), {})
    assert (found and found.id) == (name and "right-only-where-zero")
    assert name is None or f"wherever `{name}` is 0" in found.hint


# ---------------------------------------------------------------- steps


def descend(start, steps, rate):
    x = start
    for _ in range(steps):
        x = x - rate * 2 * (x - 3)
    return x


DESCENT = exercise_of(
    ask("start steps rate", 5.0, 1, 0.25, visible=True),
    ask("start steps rate", -2.0, 4, 0.1, about="a few steps"),
    ask("start steps rate", -2.0, 20, 0.1, about="more steps"),
    ask("start steps rate", -2.0, 3000, 0.1, about="very many steps"),
    ask("start steps rate", 5.0, 0, 0.25, visible=True, guard=True),
    steps="steps",
)


def paths_of(exercise):
    """Where the reference is after each step of the short descents, as the answer key has it."""
    return {
        place: tuple(
            Answer(Kind.VALUE, descend(q.arguments[0], k, q.arguments[2])) for k in range(q.arguments[1] + 2)
        )
        for place, q in enumerate(exercise.questions)
        if not q.guard and q.arguments[1] <= 100
    }


def with_steps(change):
    return lambda start, steps, rate: descend(start, change(steps), rate)


STEPS = {
    "one too few": (with_steps(lambda n: max(0, n - 1)), "one-step-too-few"),
    "one too many": (with_steps(lambda n: n + 1), "one-step-too-many"),
    "not at all": (with_steps(lambda _: 0), "did-not-move"),
    "always one": (with_steps(lambda _: 1), "another-number-of-steps"),
    "at most three": (with_steps(lambda n: min(n, 3)), "another-number-of-steps"),
    "half of them": (with_steps(lambda n: (n + 1) // 2), "another-number-of-steps"),
    "as many as told": (descend, None),
    "one too few, with another rate": (lambda s, n, r: descend(s, n - 1, r * 1.1), None),
    "twice the rate": (lambda s, n, r: descend(s, n, r * 2), None),
    "on the path, but for an error": (lambda s, n, r: descend(s, n - 1, r) if n != 4 else 1 / 0, None),
    "on the path, but for once": (lambda s, n, r: descend(s, n - 1, r) + (n == 20), None),
    "uphill, and not yet past all bounds": (lambda s, n, r: descend(s, n, -r), None),
    "uphill": (lambda s, n, r: float(np.float64(s) * np.float64(-9.0) ** n), "diverges"),
    "NaN from the start": (lambda *_: float("nan"), None),
}  # fmt: skip


@pytest.mark.parametrize(("student", "id_"), STEPS.values(), ids=STEPS.keys())
@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
def test_steps_are_counted_on_the_path(student, id_):
    """Every answer must lie on the reference's path, at another step than the one that was asked for."""
    found = recognise(DESCENT, transcribe(DESCENT, descend, student), paths_of(DESCENT))
    assert (found and found.id) == id_


def test_where_the_path_stands_still_every_number_of_steps_fits():
    """A start at the minimum tells nothing; the other questions do."""
    still = replace(DESCENT.questions[1], arguments=(3.0, 6, 0.1))
    for student, id_ in [STEPS["one too few"], STEPS["one too many"], STEPS["as many as told"]]:
        exercise = replace(DESCENT, questions=(still, *DESCENT.questions))
        found = recognise(exercise, transcribe(exercise, descend, student), paths_of(exercise))
        assert (found and found.id) == id_


def test_the_evidence_of_a_wrong_count_is_the_step_that_was_reached():
    """For a shown question."""
    judged = transcribe(DESCENT, descend, with_steps(lambda n: n + 1))
    found = recognise(DESCENT, judged, paths_of(DESCENT))
    assert found.evidence == "f(5.0, 1, 0.25) gave 3.5, which is where step 2 leads"


@pytest.mark.parametrize(("student", "id_"), [(with_steps(lambda n: n - 1), "one-step-too-few"), (with_steps(lambda n: 0), "did-not-move")])  # fmt: skip
def test_one_step_and_none_is_told_apart_by_what_is_far_away(student, id_):
    """Where all short descents have one step, the end of a long one says whether it moves at all."""
    exercise = replace(DESCENT, questions=(DESCENT.questions[0], DESCENT.questions[3]))
    found = recognise(exercise, transcribe(exercise, descend, student), paths_of(exercise))
    assert found.id == id_


def test_an_infinity_is_no_divergence_where_nothing_descends():
    """A function without steps that divides by zero has another mistake."""
    exercise = exercise_of(ask("x", 1.0, visible=True), ask("x", 2.0, visible=True))
    student = {1.0: 5.0, 2.0: float("inf")}.get
    assert recognise(exercise, transcribe(exercise, lambda x: x, student), {}) is None


# ---------------------------------------------------------------- misconceptions


def sheet_of(exercise, right, **versions):
    """What is right for *exercise*, and what the wrong *versions* answer: functions, or lists of answers."""
    wrong = tuple(
        WrongVersion(
            Misconception(name, exercise.name, f"The hint of {name}."),
            tuple(answer_of(v, q) for q in exercise.questions) if callable(v) else tuple(v),
        )
        for name, v in versions.items()
    )
    expected = {exercise.name: tuple(answer_of(right, q) for q in exercise.questions)}
    paths = {exercise.name: paths_of(exercise)} if exercise.steps else {}
    return Sheet((exercise,), expected, {exercise.name: wrong}, paths, {exercise.name: ()})


def named(exercise, right, student, **versions):
    """The ids of those of *versions* that are named."""
    found = diagnose(
        exercise, transcribe(exercise, right, student), sheet_of(exercise, right, **versions), {}
    )
    return [d.id for d in found if d.id.replace("-", "_") in versions]


def test_a_version_that_returns_too_much_to_compare_is_named():
    """What is far larger than the right answer is left out, of the student's answer and of the wrong version's alike."""

    def history_first(n):
        return [0.5] * n, 1.0

    exercise = exercise_of(ask("n", 3), ask("n", 2 * MAX_ITEMS))
    sheet = sheet_of(exercise, lambda n: (1.0, 2.0), history_first=history_first, other=lambda n: (n, 1.0))
    answers = [answer_of(history_first, question) for question in exercise.questions]
    judged = judge_bounded(exercise.questions, sheet.expected[exercise.name], answers)
    assert isinstance(judged[1].answer.value, NotPlain)
    assert [found.id for found in diagnose(exercise, judged, sheet, {})] == ["history-first"]


VERSIONS = {
    "w_part_alone": lambda xs, ys, w, b: (gradient(xs, ys, w, b)[0], 0.0),
    "bias_lost": lambda xs, ys, w, b: gradient(xs, ys, w, 0.0),
    "bias_lost_as_well": lambda xs, ys, w, b: gradient(xs, ys, w, b * 0),
    "halved": alike(0.5),
}

MISCONCEPTIONS = {
    "the same answers": (VERSIONS["w_part_alone"], ["w-part-alone"]),
    "to nine digits": (lambda *a: tuple(x * (1 + 1e-11) for x in VERSIONS["w_part_alone"](*a)), ["w-part-alone"]),
    "another container": (lambda *a: list(VERSIONS["w_part_alone"](*a)), ["w-part-alone"]),
    "before a pattern": (alike(0.5), ["halved"]),
    "two alike: a tie": (VERSIONS["bias_lost"], ["bias-lost", "bias-lost-as-well"]),
    "in all but one": (but_for(5, VERSIONS["bias_lost"]), []),
    "in all but an error": (but_for(5, VERSIONS["w_part_alone"], lambda *_: 1 / 0), []),
    "and the arguments changed": (lambda xs, ys, w, b: (in_place(xs, ys, w, b)[0], 0.0), []),
    "close only": (lambda *a: tuple(x * (1 + 1e-7) for x in VERSIONS["w_part_alone"](*a)), []),
}  # fmt: skip


@pytest.mark.parametrize(("student", "ids"), MISCONCEPTIONS.values(), ids=MISCONCEPTIONS.keys())
def test_a_misconception_is_named_if_the_whole_transcript_agrees(student, ids):
    """On every question, those included where it happens to be right; ties are reported as ties."""
    assert named(GRADIENT, gradient, student, **VERSIONS) == ids


def test_a_tie_says_so():
    """Each of the two carries the remark, and its own hint."""
    found = diagnose(
        GRADIENT,
        transcribe(GRADIENT, gradient, VERSIONS["bias_lost"]),
        sheet_of(GRADIENT, gradient, **VERSIONS),
        {},
    )
    assert [d.hint for d in found] == ["The hint of bias_lost.", "The hint of bias_lost_as_well."]
    assert all("2 known mistakes answer alike" in d.evidence for d in found)


BESIDE_VALUES = {
    "the same error": (Answer(Kind.ERROR, error="TypeError"), Answer(Kind.ERROR, error="TypeError"), True),
    "another error": (Answer(Kind.ERROR, error="TypeError"), Answer(Kind.ERROR, error="ValueError"), False),
    "both NaN": (Answer(Kind.VALUE, float("nan")), Answer(Kind.VALUE, float("nan")), True),
    "NaN and a number": (Answer(Kind.VALUE, float("nan")), Answer(Kind.VALUE, 1.0), False),
    "both generators": (Answer(Kind.VALUE, NotPlain("generator")), Answer(Kind.VALUE, NotPlain("generator")), True),
    "a generator, a map": (Answer(Kind.VALUE, NotPlain("generator")), Answer(Kind.VALUE, NotPlain("map")), False),
    "both too long": (Answer(Kind.TIMEOUT), Answer(Kind.TIMEOUT), False),
    "both crash": (Answer(Kind.CRASHED), Answer(Kind.CRASHED), False),
    "not asked": (Answer(Kind.NOT_ASKED), Answer(Kind.VALUE, 5.0), False),
    "neither asked": (Answer(Kind.NOT_ASKED), Answer(Kind.NOT_ASKED), False),
    "no function": (Answer(Kind.MISSING), Answer(Kind.MISSING), False),
}  # fmt: skip


@pytest.mark.parametrize(("theirs", "version", "fits"), BESIDE_VALUES.values(), ids=BESIDE_VALUES.keys())
def test_what_is_no_number_agrees_or_not(theirs, version, fits):
    """Errors by their class; what ran too long or was not asked agrees with nothing."""
    exercise = exercise_of(ask("x", 1.0, visible=True), ask("x", 2.0))
    shown = Answer(Kind.VALUE, 17.0)
    sheet = sheet_of(exercise, lambda x: x, known=[shown, version])
    judged = judge_all(exercise, sheet.expected["f"], [shown, theirs])
    assert [d.id for d in diagnose(exercise, judged, sheet, {})] == (["known"] if fits else [])


def raising(error, value):
    def student(x):
        if x < 0:
            raise error
        return value * x

    return student


def test_one_permitted_error_is_as_right_as_another():
    """A question that wants one of two errors does not tell mistakes apart."""
    exercise = exercise_of(
        ask("x", 1.5, visible=True),
        ask("x", -1.0, guard=True, about="below zero", raises=("ValueError", "AssertionError")),
    )
    versions = {"trebled": raising(ValueError, 3.3)}
    right = raising(ValueError, 1.0)
    assert named(exercise, right, raising(AssertionError, 3.3), **versions) == ["trebled"]
    assert named(exercise, right, raising(TypeError, 3.3), **versions) == []


def test_a_history_that_nobody_looks_at_hides_no_misconception():
    """What may follow the expected values is not compared here either."""
    exercise = exercise_of(
        ask("x", 1.5, visible=True, rule=Rule(extra_values=1)), ask("x", 2.0, rule=Rule(extra_values=1))
    )
    versions = {"first_lost": lambda x: (0.0, x)}
    assert named(exercise, lambda x: (x, x), lambda x: (0.0, x, "seen"), **versions) == ["first-lost"]
    assert (
        named(exercise, lambda x: (x, x), lambda x: (0.0, x), first_lost=lambda x: (0.0, x, [1.0])) == ["first-lost"]
    )  # fmt: skip


# ---------------------------------------------------------------- evidence, and what lies below


def test_evidence_quotes_only_what_was_shown():
    """Of hidden questions it says what they are about; no number of theirs is in any text."""
    secret = replace(GRADIENT, questions=tuple(replace(q, visible=False) for q in GRADIENT.questions[:4]))
    for student in [alike(0.5), times(1, -1), lambda *a: gradient(*a)[::-1], lambda *_: None]:
        (found,) = diagnose(secret, transcribe(secret, gradient, student), sheet_of(secret, gradient), {})
        assert found.evidence == "seen in a question that is not shown, about two rows"


def test_evidence_skips_shown_questions_that_passed():
    """It is the first shown one with a finding."""
    first, *others = GRADIENT.questions
    shown = replace(GRADIENT, questions=(first, *(replace(q, visible=True) for q in others)))
    judged = transcribe(shown, gradient, but_for(3, VERSIONS["bias_lost"]))
    (found,) = diagnose(shown, judged, sheet_of(shown, gradient, known=but_for(3, VERSIONS["bias_lost"])), {})
    assert found.evidence.startswith("f([1.0, 3.0], ")


BELOW = {
    "the one below is wrong": ({"g": Verdict.FAILED, "h": Verdict.PASSED}, "`g` is not right yet"),
    "both are": ({"g": Verdict.ERROR, "h": Verdict.MISSING}, "`g` and `h` are not right yet"),
    "both are right": ({"g": Verdict.PASSED, "h": Verdict.PASSED}, None),
    "another one is wrong": ({"k": Verdict.FAILED}, None),
}


@pytest.mark.parametrize(("earlier", "says"), BELOW.values(), ids=BELOW.keys())
def test_a_wrong_function_below_is_the_last_thing_to_say(earlier, says):
    """Only where nothing else fits, and only of functions that this one builds on."""
    above = replace(GRADIENT, builds_on=("g", "h"))
    for student, other in [(NOT_NAMED["half, but not everywhere"], None), (alike(0.5), "constant-factor")]:
        judged = transcribe(above, gradient, student)
        found = diagnose(above, judged, sheet_of(above, gradient), earlier)
        if other:
            assert [d.id for d in found] == [other]
        elif says:
            assert (found[0].id, says in found[0].hint) == ("builds-on-a-wrong-function", True)
        else:
            assert found == ()


# ---------------------------------------------------------------- points and verdicts


@st.composite
def exercises_with_findings(draw):
    """An exercise with shares, questions in and (guards) outside of its parts, and which of them fail."""
    cuts = draw(st.lists(st.integers(1, 99), max_size=4, unique=True).map(sorted))
    shares = [Decimal(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]
    parts = tuple(Part(f"part {i}" if cuts else "f", share) for i, share in enumerate(shares))
    names = [part.name if cuts else None for part in parts]
    questions = [ask("x", 1.0, part=name, guard=guard) for name in names for guard in (False, True)]
    questions += [ask("x", 1.0, guard=True)] * draw(st.integers(0, 2))
    points = Decimal(draw(st.integers(1, 1000))) / draw(st.sampled_from([1, 2, 4, 10]))
    fails = draw(st.lists(st.booleans(), min_size=len(questions), max_size=len(questions)))
    return Exercise("f", points, "f", "n", questions=tuple(questions), parts=parts), fails


@given(exercises_with_findings())
def test_points_are_a_sum_of_shares(drawn):
    """Those of the parts without a failure; all or nothing without parts; guards earn nothing and never add."""
    exercise, fails = drawn
    answers = [Answer(Kind.VALUE, 0.0 if failed else 1.0) for failed in fails]
    judged = judge_all(exercise, [Answer(Kind.VALUE, 1.0)] * len(answers), answers)
    points = earned(exercise, judged)
    lost = {q.part for q, failed in zip(exercise.questions, fails, strict=True) if failed}
    kept = [p for p in exercise.parts if p.name not in lost and None not in lost]
    assert points == exercise.points * sum((p.share for p in kept), Decimal(0))
    assert 0 <= points <= exercise.points
    assert (points == exercise.points) == (not any(fails))
    for place, question in enumerate(exercise.questions):
        if question.guard:
            without = [j for i, j in enumerate(judged) if i != place]
            assert earned(exercise, without) >= points


V, E = Kind.VALUE, Kind.ERROR
RIGHT, WRONG = Answer(V, 1.0), Answer(V, 5.0)
STUB = Answer(E, error="NotImplementedError")
ERROR, TIMEOUT, CRASHED = Answer(E, error="ValueError"), Answer(Kind.TIMEOUT), Answer(Kind.CRASHED)
NOT_ASKED, NO_FUNCTION = Answer(Kind.NOT_ASKED), Answer(Kind.MISSING)

VERDICTS = {
    "all right": ([RIGHT, RIGHT, RIGHT], Verdict.PASSED, 4),
    "a part": ([RIGHT, WRONG, RIGHT], Verdict.PARTIAL, 1),
    "the other part": ([WRONG, RIGHT, RIGHT], Verdict.PARTIAL, 3),
    "a part, and an endless loop": ([RIGHT, TIMEOUT, RIGHT], Verdict.PARTIAL, 1),
    "only the guard is right": ([WRONG, WRONG, RIGHT], Verdict.FAILED, 0),
    "only the guard is wrong": ([RIGHT, RIGHT, WRONG], Verdict.FAILED, 0),
    "errors only": ([ERROR, ERROR, ERROR], Verdict.ERROR, 0),
    "an error and a wrong value": ([ERROR, WRONG, WRONG], Verdict.FAILED, 0),
    "errors where it is wrong": ([ERROR, ERROR, RIGHT], Verdict.ERROR, 0),
    "too long": ([TIMEOUT, WRONG, ERROR], Verdict.TIMEOUT, 0),
    "too long before crashed": ([CRASHED, TIMEOUT, WRONG], Verdict.TIMEOUT, 0),
    "crashed": ([CRASHED, ERROR, WRONG], Verdict.CRASHED, 0),
    "crashed, then not asked": ([CRASHED, NOT_ASKED, NOT_ASKED], Verdict.CRASHED, 0),
    "not asked at all": ([NOT_ASKED, NOT_ASKED, NOT_ASKED], Verdict.FAILED, 0),
    "untouched": ([STUB, STUB, STUB], Verdict.MISSING, 0),
    "no function": ([NO_FUNCTION, NO_FUNCTION, NO_FUNCTION], Verdict.MISSING, 0),
    "untouched, as far as asked": ([STUB, NOT_ASKED, NOT_ASKED], Verdict.MISSING, 0),
    "a branch not written": ([WRONG, STUB, STUB], Verdict.FAILED, 0),
}  # fmt: skip


@pytest.mark.parametrize(("answers", "verdict", "points"), VERDICTS.values(), ids=VERDICTS.keys())
def test_verdicts(answers, verdict, points):
    """Two parts and a guard over both: what came back, what it is called and what it earns."""
    parts = (Part("small", Decimal("0.25")), Part("large", Decimal("0.75")))
    questions = (
        ask("x", 1.0, part="small", visible=True),
        ask("x", 2.0, part="large"),
        ask("x", 1.0, guard=True),
    )
    exercise = Exercise("f", Decimal(4), "f", "n", questions=questions, parts=parts)
    sheet = replace(sheet_of(exercise, lambda _: 1.0), depends_on={"f": ()})
    result = score(exercise, answers, sheet, {})
    assert (result.verdict, result.score) == (verdict, points)
    assert result.diagnoses == () or verdict not in (Verdict.PASSED, Verdict.MISSING)


def test_a_hidden_question_tells_what_it_is_about_and_nothing_else():
    """Neither call nor answer; the finding is of the generic kind."""
    result = score(GRADIENT, [Answer(V, (1.0, 2.0))] * 5, sheet_of(GRADIENT, gradient), {})
    shown, hidden, *_ = result.questions
    assert shown.asked == "f([0.5, -2.0, 4.0], [1.0, 0.0, -3.0], -1.0, 0.5)"
    assert (hidden.asked, hidden.answered) == (None, None)
    assert hidden.finding == "two rows: the value is not the expected one"


def test_tampering_is_flagged():
    """Whatever else the answers are."""
    tampered = [Answer(Kind.CRASHED, tampered=True), *[RIGHT] * 4]
    assert score(GRADIENT, tampered, sheet_of(GRADIENT, gradient), {}).flags == ("tampered",)
