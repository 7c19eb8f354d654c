"""Submissions that answer alike: who is with whom does not depend on who they are, nor on anybody else."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_results import ASSIGNMENT, FACTOR_TWO, LATE, exercise, hidden, result, shown

from autograder.classpage import compose_class_page, outline
from autograder.clusters import WRONG, cluster_of, is_cluster
from autograder.model import Diagnosis, Verdict

PARK = ASSIGNMENT.name


def wrong(answered="1.5", verdict=Verdict.FAILED, finding="it is not the expected one", **more):
    """The exercise *predict*, wrong in this way."""
    questions = (shown("predict(1)", answered, verdict, finding), hidden(verdict, "a bias: too small"))
    return exercise("predict", verdict, questions=more.pop("questions", questions), **more)


def diagnosed(id_):
    return wrong(diagnoses=(Diagnosis(id_, "Why?", "evidence"),))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (wrong("0.3333333333333333"), wrong("0.33333333333333337")),
        (wrong("(2.0, 4.5)"), wrong("[2, 4.5]")),
        (wrong("1e-07"), wrong("1.0000000001e-07")),
        (wrong(), wrong(finding="13.1 % less than expected")),
        (wrong(), replace(wrong(), cell=7, formulas=("any",), points=Decimal(1))),
        (
            diagnosed("factor"),
            replace(diagnosed("factor"), diagnoses=(Diagnosis("factor", "Why?", "other"),)),
        ),
    ],
    ids=[
        "rounding",
        "brackets and whole numbers",
        "small numbers",
        "how far off",
        "where it stands",
        "evidence",
    ],
)
def test_the_same_answers_are_alike(one, other):
    """What does not concern the answer tells nobody apart."""
    assert cluster_of(PARK, one) == cluster_of(PARK, other)


OTHERS = {
    "wrong": wrong(),
    "another number": wrong("1.6"),
    "another sign": wrong("-1.5"),
    "two numbers": wrong("(1.5, 1.5)"),
    "an error": wrong("TypeError: x", Verdict.ERROR),
    "another error": wrong("TypeError: y", Verdict.ERROR),
    "too long": wrong(LATE, Verdict.TIMEOUT),
    "hidden ones are right": wrong(questions=(*wrong().questions[:1], hidden())),
    "other findings on hidden ones": wrong(questions=(*wrong().questions[:1], hidden(Verdict.FAILED, "NaN"))),
    "partly right": replace(wrong(), verdict=Verdict.PARTIAL),
    "diagnosed": diagnosed("factor"),
    "diagnosed otherwise": diagnosed("sign"),
    "points for a right step": replace(wrong(), follow_through=True),
    "another exercise": replace(wrong(), name="loss"),
    "another notebook": replace(wrong(), notebook="two"),
}


def test_other_answers_are_not_alike():
    """Each of these is a cluster of its own, and another one in another assignment."""
    found = [cluster_of(course, one) for one in OTHERS.values() for course in (PARK, "ice-cream")]
    assert all(map(is_cluster, found))
    assert len(set(found)) == 2 * len(OTHERS)


@pytest.mark.parametrize("verdict", Verdict)
def test_only_what_is_wrong_is_in_a_cluster(verdict):
    """What is right needs no comment; of what could not be decided, or a person decides, nothing is known."""
    assert bool(cluster_of(PARK, replace(wrong(), verdict=verdict))) == (verdict in WRONG)


def test_a_clusters_name_stays():
    """It stands in notes, mails and shell histories; whoever changes how it is made says so in the changelog."""
    gradient = next(e for e in FACTOR_TWO.exercises if e.name == "gradient")
    assert cluster_of(PARK, gradient) == "jc6vofmt"


@pytest.mark.parametrize("text", ["", "abc", "ABCDEFGH", "abcdefg1", "abcdefg-", "abcdefghi", "abcdefgh\n"])
def test_what_is_no_name_of_a_cluster(text):
    """Eight small letters or digits."""
    assert not is_cluster(text)


answers = st.sampled_from([*OTHERS.values(), exercise("predict"), exercise("predict", Verdict.UNGRADED)])
classes = st.lists(answers, max_size=12).map(
    lambda exercises: [
        result(f"s{number}", [one if one.name == "predict" else replace(one, name="predict")])
        for number, one in enumerate(exercises)
    ]
)


def members(results):
    """Who is in which cluster of which exercise, as the class page has it."""
    page = compose_class_page(results, ASSIGNMENT, {})
    return [
        (of_exercise.exercise, cluster.id, name.id)
        for of_exercise in page.clusters
        for cluster in (*of_exercise.shared, *of_exercise.single)
        for name in cluster.students
    ]


@settings(max_examples=30, deadline=None)
@given(classes, st.randoms())
def test_clusters_are_a_partition(results, random):
    """Every wrong exercise of every submission is in exactly one cluster, whatever the order; nothing else is in one."""
    found = members(results)
    expected = {(e.name, r.student) for r in results for e in r.exercises if e.verdict in WRONG}
    assert Counter((e, student) for e, _, student in found) == Counter(expected)
    assert members(random.sample(results, len(results))) == found
    assert members(map(outline, results)) == found


@settings(max_examples=30, deadline=None)
@given(classes, st.data())
def test_clusters_do_not_depend_on_the_others(results, data):
    """Who hands in later, or not at all, changes nobody's cluster."""
    part = [one for one in results if data.draw(st.booleans())]
    students = {one.student for one in part}
    assert sorted(members(part)) == sorted(one for one in members(results) if one[2] in students)
