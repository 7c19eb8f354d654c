"""Of mistakes that the authors of the questions had not seen: nearly all lose points, most are named, few wrongly."""

import pytest
from blind_set import FOLDERS, SETS, grade_versions, judge, read_judged

pytestmark = [pytest.mark.long, pytest.mark.parametrize("name", SETS)]


@pytest.fixture(scope="module")
def fates(classroom_course):
    """Every version with its fate, by set and by kind."""
    return {
        (name, kind): [
            (folder, fate)
            for folder in FOLDERS
            if folder.parent.name == name
            for fate in grade_versions(classroom_course, folder, kind)
        ]
        for name in SETS
        for kind in ("wrong", "right")
    }


def test_the_set_is_large_enough(fates, name):
    """At least 60 of each."""
    assert len(fates[name, "wrong"]) >= 60
    assert len(fates[name, "right"]) >= 60


def test_99_of_100_wrong_versions_lose_points(fates, name):
    """What loses nothing is named in the failure."""
    missed = [fate.name for _, fate in fates[name, "wrong"] if not fate.lost_points]
    assert len(missed) <= 0.01 * len(fates[name, "wrong"]), missed


def test_no_right_version_loses_anything(fates, name):
    """Whatever the style."""
    assert [(fate.name, fate.findings[:1]) for _, fate in fates[name, "right"] if fate.lost_points] == []


def test_85_of_100_are_named_and_at_most_2_wrongly(fates, name):
    """By the judgement in judged.toml, where each diagnosis was read beside the version itself."""
    named = [(judge(fate, read_judged(f)), fate.name, fate.diagnoses) for f, fate in fates[name, "wrong"]]
    assert sum(n[0] == "right" for n in named) >= 0.85 * len(named), [n for n in named if n[0] == "silent"]
    assert sum(n[0] == "wrong" for n in named) <= 0.02 * len(named), [n for n in named if n[0] == "wrong"]
