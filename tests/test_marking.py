"""What a test cell's outputs are worth: nbgrader's own rule to the letter, and where the default differs."""

from decimal import Decimal

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.utils import determine_grade

from autograder.marking import Policy, mark
from autograder.model import CellOutcome, Kind, Output, Shown, Verdict
from autograder.notebook import WrittenCell, write_notebook

ERROR = Output(Shown.ERROR, name="AssertionError", text="twice 2", traceback=("...",), line=2)
STDERR = Output(Shown.STREAM, name="stderr", text="careful\n")
STDOUT = Output(Shown.STREAM, name="stdout", text="hello\n")
PLOT = Output(Shown.DISPLAY, data={"text/plain": "<Figure>", "image/png": "iVBORw0KGgo="})


def value(text):
    """The value of a cell's last expression."""
    return Output(Shown.RESULT, data={"text/plain": text})


texts = st.one_of(
    st.sampled_from(
        ["0", "1", "2.0", "0.5", " 1 ", "-1", "nan", "inf", "'two'", "True", "1_0", "np.float64(0.5)", "x"]
    ),
    st.floats(0, 2).map(repr),
    st.text(min_size=1, max_size=5),
)
outputs = st.lists(st.one_of(st.sampled_from([ERROR, STDERR, STDOUT, PLOT]), texts.map(value)), max_size=4)


@given(outputs)
@settings(max_examples=300, deadline=None)
def test_the_policy_of_nbgrader_is_nbgraders(shown):
    """Whatever a cell shows, it earns what nbgrader gives; where nbgrader drops the submission it is ungraded."""
    written = WrittenCell(
        "code",
        "",
        {
            "schema_version": 3,
            "grade_id": "t",
            "grade": True,
            "solution": False,
            "locked": True,
            "task": False,
            "points": 2,
        },
        outcome=CellOutcome(0, outputs=tuple(shown)),
    )
    cell = nbformat.reads(write_notebook([written]).decode(), as_version=4).cells[0]
    try:
        expected = determine_grade(cell)[0]
    except (ValueError, KeyError):
        expected = None
    marked = mark(CellOutcome(0, outputs=tuple(shown)), Decimal(2), Policy.NBGRADER)
    assert (None if marked.score is None else float(marked.score)) == expected
    assert (marked.verdict is Verdict.UNGRADED) == (expected is None)


DIFFERENCES = {
    "nothing shown": ((), "2", "2"),
    "text printed": ((STDOUT,), "2", "2"),
    "a picture": ((PLOT,), "2", "2"),
    "an error": ((STDOUT, ERROR), "0", "0"),
    "part of the points": ((value("0.5"),), "0.5", "0.5"),
    "nothing of the points": ((value("0"),), "0", "0"),
    "all of them": ((value("2.0"),), "2", "2"),
    "a warning": ((STDERR,), "2", "0"),
    "a warning, then a part": ((STDERR, value("1")), "1", "0"),
    "a text": ((value("'two'"),), None, "2"),
    "True": ((value("True"),), None, "2"),
    "NaN": ((value("nan"),), None, "2"),
    "below nothing": ((value("-1"),), None, "2"),
    "more than all": ((value("17"),), None, None),
    "for ever": ((value("inf"),), None, None),
    "a NumPy number": ((value("np.float64(0.5)"),), "0.5", "2"),
    "a NumPy integer": ((value("np.int64(1)"),), "1", "2"),
    "too long a NumPy number": ((value("np.float64(3.0)"),), None, "2"),
    "a value that shows nothing": ((Output(Shown.RESULT, data={}),), None, None),
}


@pytest.mark.parametrize("case", DIFFERENCES)
def test_where_the_default_differs(case):
    """What a cell of 2 points earns by our rule and by nbgrader's; None: a person looks."""
    shown, fair, nbgrader = DIFFERENCES[case]
    outcome = CellOutcome(0, outputs=shown)
    earned = [mark(outcome, Decimal(2), policy).score for policy in (Policy.FAIR, Policy.NBGRADER)]
    assert earned == [None if points is None else Decimal(points) for points in (fair, nbgrader)]


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(
    ("outcome", "verdict", "finding"),
    [
        (
            CellOutcome(0, outputs=(ERROR,)),
            Verdict.FAILED,
            "AssertionError: twice 2\nline 2: assert f(2) == 4",
        ),
        (CellOutcome(0, outputs=(Output(Shown.ERROR, "ValueError", line=99),)), Verdict.ERROR, "ValueError"),
        (
            CellOutcome(0, outputs=(Output(Shown.ERROR, "NotImplementedError"),)),
            Verdict.MISSING,
            "NotImplementedError",
        ),
        (CellOutcome(0, error="too long", ended=Kind.TIMEOUT), Verdict.TIMEOUT, "too long"),
        (CellOutcome(0, error="it is gone", ended=Kind.CRASHED), Verdict.CRASHED, "it is gone"),
        (CellOutcome(0, outputs=(value("0.5"),)), Verdict.PARTIAL, "the test gave 0.5 of 2 points"),
    ],
    ids=["assertion", "another error", "stub", "timeout", "crash", "part"],
)
def test_a_finding_says_why(outcome, verdict, finding, policy):
    """The message and the line of the test; a process that ended costs this cell."""
    marked = mark(outcome, Decimal(2), policy, source="\nx = f(2)\nassert f(2) == 4\n")
    assert (marked.verdict, marked.finding) == (verdict, finding)
