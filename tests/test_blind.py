"""Of mistakes that the authors of the questions have not seen: nearly all lose points, most are named, few wrongly."""

import pytest
from blind_set import ASSIGNMENTS, grade_versions, judge, read_judged

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wrong(classroom_course):
    """Every wrong version of the blind set with its fate."""
    return [(name, fate) for name in ASSIGNMENTS for fate in grade_versions(classroom_course, name, "wrong")]


@pytest.fixture(scope="module")
def right(classroom_course):
    """Every right version of the blind set with its fate."""
    return [(name, fate) for name in ASSIGNMENTS for fate in grade_versions(classroom_course, name, "right")]


def test_the_set_is_large_enough(wrong, right):
    """At least 60 of each."""
    assert len(wrong) >= 60
    assert len(right) >= 60


def test_99_of_100_wrong_versions_lose_points(wrong):
    """What loses nothing is named in the failure."""
    missed = [(name, fate.name) for name, fate in wrong if not fate.lost_points]
    assert len(missed) <= 0.01 * len(wrong), missed


def test_no_right_version_loses_anything(right):
    """Whatever the style."""
    assert [(name, fate.name, fate.findings[:1]) for name, fate in right if fate.lost_points] == []


def test_85_of_100_are_named_and_at_most_2_wrongly(wrong):
    """By the judgement in judged.toml, where each diagnosis was read beside the version's own docstring."""
    named = [(judge(fate, read_judged(name)), name, fate.name, fate.diagnoses) for name, fate in wrong]
    assert sum(n[0] == "right" for n in named) >= 0.85 * len(named), [n for n in named if n[0] == "silent"]
    assert sum(n[0] == "wrong" for n in named) <= 0.02 * len(named), [n for n in named if n[0] == "wrong"]
