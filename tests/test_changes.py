"""What is different from an earlier result, and what its author has changed."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sample_results import ALL_RIGHT, FACTOR_TWO, NOTEBOOK, exercise, hidden, result, shown

from autograder.changes import Change, Ground, compare_results
from autograder.model import Grounds, Verdict

GROUNDS = Grounds("q", "c", "r")
BEFORE = replace(exercise("loss"), grounds=GROUNDS)


@pytest.mark.parametrize(
    ("after", "grounds"),
    [
        pytest.param(BEFORE, set(), id="nothing"),
        pytest.param(replace(BEFORE, points=Decimal(9)), {Ground.POINTS}, id="points"),
        pytest.param(replace(BEFORE, grounds=Grounds("other", "c", "r")), {Ground.QUESTIONS}, id="questions"),
        pytest.param(replace(BEFORE, grounds=Grounds("q", "other", "r")), {Ground.COMPARING}, id="tolerance"),
        pytest.param(replace(BEFORE, grounds=Grounds("q", "c", "other")), {Ground.REFERENCE}, id="reference"),
        pytest.param(
            replace(BEFORE, points=Decimal(9), grounds=Grounds("q", "other", "other")),
            {Ground.POINTS, Ground.COMPARING, Ground.REFERENCE},
            id="several",
        ),
        pytest.param(
            replace(BEFORE, grounds=Grounds("other", "other", "other")),
            {Ground.QUESTIONS},
            id="other questions have other rules and answers anyway",
        ),
        pytest.param(replace(BEFORE, grounds=Grounds()), set(), id="a result that does not tell"),
        pytest.param(None, set(), id="no such exercise any more"),
    ],
)
def test_what_its_author_has_changed(after, grounds):
    """Told by what both results were graded on; nothing is said where one of them does not tell."""
    assert Change("loss", NOTEBOOK, BEFORE, after).grounds == grounds


def test_questions_that_came_out_differently():
    """Shown ones are found by their call, wherever they stand now; hidden ones only if there are as many."""
    right, wrong = shown("f(1)", "1"), shown("f(1)", "2", Verdict.FAILED, "off")
    new, secret, failed = shown("f(2)", "2"), hidden(), hidden(Verdict.FAILED, "about b: off")
    before = replace(BEFORE, questions=(right, secret))

    def pairs(*questions):
        change = Change("loss", NOTEBOOK, before, replace(BEFORE, questions=questions))
        return [(each.before, each.after) for each in change.questions]

    assert pairs(new, wrong, failed) == [(None, new), (right, wrong), (secret, failed)]
    assert pairs(right, failed, secret) == []


def test_the_same_marks_in_other_words():
    """They are told apart from changes of marks, and from nothing at all."""
    reworded = replace(exercise("loss"), questions=(shown("f(3)", "9"),))
    changes = compare_results(ALL_RIGHT, result("ada", [reworded]))
    assert ([c.name for c in changes.exercises], [c.name for c in changes.reworded]) == ([], ["loss"])
    same = compare_results(FACTOR_TWO, FACTOR_TWO)
    assert (same.exercises, same.reworded, same.why) == ((), (), frozenset())
