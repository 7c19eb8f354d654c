"""The answer key: who is asked what, that nobody is marked more strictly than another, and what is kept on disk."""

import json
import os
import shutil
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from tiny_course import MISCONCEPTIONS, make_course

from autograder.answerkey import LIMITS_FOR_AUTHORS, compile_answer_key
from autograder.batch import answer_key
from autograder.course import find_course, load_assignment
from autograder.errors import AssignmentError
from autograder.keystore import load_answer_key
from autograder.model import Assignment, Cell, Formula, Frame, Kind, NotPlain
from autograder.questions import load_exercises, read_misconceptions
from autograder.sandbox import Sandbox
from autograder.scoring import score

STUDENTS = [f"student {number}" for number in range(50)]


@pytest.fixture(scope="module")
def sandbox():
    """A nursery for what authors wrote."""
    with Sandbox(LIMITS_FOR_AUTHORS) as sandbox:
        yield sandbox


@pytest.fixture
def compiled(tmp_path, sandbox):
    """Compile exercises, misconceptions and a reference that are given as text."""

    def compile_(exercises, misconceptions, reference):
        (tmp_path / "exercises.py").write_text(f"from autograder.questions import *\n{exercises}")
        (tmp_path / "misconceptions.py").write_text(misconceptions)
        declared = load_exercises(tmp_path / "exercises.py", bytes(32))
        wrong, source = read_misconceptions(tmp_path / "misconceptions.py", declared)
        assignment = Assignment(
            name="made-up",
            title="Made up",
            notebooks=("",),
            exercises=declared,
            manual=(),
            misconceptions=wrong,
            data_files={},
            digest="",
            reference={"": (Cell(0, reference),)},
            secret=bytes(32),
            misconception_source=source,
        )
        return compile_answer_key(assignment, sandbox)

    return compile_


# ---------------------------------------------------------------- variants


@pytest.fixture(scope="module")
def tiny(tmp_path_factory, sandbox):
    """The key of the tiny course, whose two exercises have a random question each."""
    course = find_course(make_course(tmp_path_factory.mktemp("tiny")))
    return compile_answer_key(load_assignment(course, "tiny"), sandbox)


def drawn(key, student):
    """The arguments of all hidden questions of *student*, as text."""
    return [repr(q.arguments) for e in key.sheet_for(student).exercises for q in e.questions if not q.visible]


def test_a_student_always_gets_the_same_variants(tiny):
    """And the shown questions are everybody's."""
    assert [drawn(tiny, s) for s in STUDENTS] == [drawn(tiny, s) for s in STUDENTS]
    shown = {
        repr([q for e in tiny.sheet_for(s).exercises for q in e.questions if q.visible]) for s in STUDENTS
    }
    assert len(shown) == 1


def test_students_get_different_variants(tiny):
    """Of two questions with up to 32 variants each, hardly any two of 50 students have both in common."""
    assert len({tuple(drawn(tiny, student)) for student in STUDENTS}) > 40


@pytest.mark.parametrize("what", [{"secret": b"another"}, {"name": "tinier"}], ids=["secret", "assignment"])
def test_who_gets_what_depends_on(tiny, what):
    """The secret, without which nobody can work it out, and the assignment, so that luck changes."""
    other = replace(tiny, assignment=replace(tiny.assignment, **what))
    same = [student for student in STUDENTS if drawn(tiny, student) == drawn(other, student)]
    assert len(same) < 10


def test_each_variant_has_its_own_right_answer(tiny):
    """The reference doubles and quadruples."""
    for student in STUDENTS:
        sheet = tiny.sheet_for(student)
        for exercise, factor in zip(sheet.exercises, (2, 4), strict=True):
            for question, expected in zip(exercise.questions, sheet.expected[exercise.name], strict=True):
                assert np.array_equal(expected.value, factor * question.arguments[0])


# ---------------------------------------------------------------- fairness


def fates(key, student, known):
    """What every misconception earns as a submission of *student*, and how it is named. *known*: from other students."""
    sheet = key.sheet_for(student)
    for exercise in sheet.exercises:
        variants = repr(exercise.questions)
        if variants not in known:
            results = {
                version.misconception.name: score(exercise, version.answers, sheet, {})
                for version in sheet.wrong_versions[exercise.name]
            }
            known[variants] = {n: (r.score, [d.id for d in r.diagnoses]) for n, r in results.items()}
    return {n: fate for e in sheet.exercises for n, fate in known[repr(e.questions)].items()}


UNEVEN = '''
@exercise(points=1)
def double(ask):
    """Twice x."""
    ask(x=0.0)
    ask.hidden("a number", x=one_of(0.0, 2.0, 3.0, 4.0, 5.0))
'''
BLIND_AT = '''
@misconception(of="double")
def squared(x):
    """At 0 and at 2 this is right."""
    return x * x

@misconception(of="double")
def as_it_is(x):
    """At 0 this is right; at 3 it is 3."""
    return x

@misconception(of="double")
def three(x):
    """At 3 this is what the other one says."""
    return 3.0 if x else 0.0
'''


def test_only_variants_of_equal_strength_are_used(compiled):
    """Of 0, 2, 3, 4 and 5 only 4 and 5 catch all three and tell them apart."""
    key = compiled(UNEVEN, BLIND_AT, "def double(x): return 2 * x")
    numbers = {key.sheet_for(student).exercises[0].questions[1].arguments[0] for student in STUDENTS}
    assert numbers == {4.0, 5.0}
    assert fates(key, "ada", {}) == {
        "squared": (0, ["squared"]),
        "as_it_is": (0, ["as-it-is"]),
        "three": (0, ["three"]),
    }


LONG = '''
@exercise(points=1)
def count(ask):
    """Twelve numbers."""
    ask(x=1.0)
    ask.hidden("a start", x=one_of(1.0, 2.0, 3.0, 4.0))
'''
ALIKE_AT_1 = '''
@misconception(of="count")
def zeros_in_the_middle(x):
    """Alike for 1: a zero, whatever its sign."""
    return [x] * 5 + [(x - 1) * 0.5] * 2 + [x] * 5

@misconception(of="count")
def minus_zeros_in_the_middle(x):
    """For other numbers not."""
    return [x] * 5 + [(x - 1) * -0.5] * 2 + [x] * 5
'''


def test_what_differs_in_the_middle_of_a_long_answer_counts(compiled):
    """Where two are told apart for most students, nobody gets the variant for which they are a tie."""
    key = compiled(LONG, ALIKE_AT_1, "def count(x): return [x + i for i in range(12)]")
    numbers = {key.sheet_for(student).exercises[0].questions[1].arguments[0] for student in STUDENTS}
    assert numbers == {2.0, 3.0, 4.0}


def test_a_misconception_that_nothing_catches_is_refused(compiled):
    """The questions are blind to it, and say so before anybody is graded."""
    blind = UNEVEN.replace("one_of(0.0, 2.0, 3.0, 4.0, 5.0)", "2.0")
    with pytest.raises(
        AssignmentError, match="misconception squared of double answers every question rightly"
    ):
        compiled(blind, BLIND_AT, "def double(x): return 2 * x")


@pytest.fixture(scope="module")
def park_visitors(classroom_course):
    """The key of park-visitors."""
    course = find_course(classroom_course)
    return answer_key(course, load_assignment(course, "park-visitors"))


@pytest.mark.parametrize("students", [STUDENTS[:8], pytest.param(STUDENTS, marks=pytest.mark.long)], ids=len)
def test_everybody_is_marked_alike(park_visitors, students):
    """Every misconception of park-visitors, handed in by many students: the same points and the same names."""
    known = {}
    first, *others = [fates(park_visitors, student, known) for student in students]
    assert len(first) >= 25
    assert all(points < 4 for points, _ in first.values())
    for other in others:
        assert other == first


def test_pools_are_large(park_visitors):
    """A template keeps many variants, or what leaks is worth too much."""
    for exercise in park_visitors.assignment.exercises:
        pools = park_visitors.fair_variants[exercise.name]
        for question, pool in zip(exercise.questions, pools, strict=True):
            assert len(pool) >= 16 if question.variants else pool == (0,)


# ---------------------------------------------------------------- on disk


def content(key):
    """All that a key holds beside the assignment, as text that differs wherever a value does."""
    with np.printoptions(threshold=sys.maxsize, floatmode="unique"):
        parts = [key.expected, key.wrong_answers, key.fair_variants, key.trajectories, key.depends_on]
        return [{name: repr(part[name]) for name in sorted(part)} for part in parts]


EVERY_KIND = '''
@exercise(points=1)
def kinds(ask):
    """A value of each kind that crosses the wall."""
    ask.hidden("a template", which=one_of("numbers", "nested"))
    for which in ("numbers", "nested", "arrays", "formula", "frame", "column", "nothing", "text"):
        ask(which=which)
    ask.guard(which="unknown").raises(KeyError)

@exercise(points=1, steps="steps")
def descend(ask):
    """Halves x."""
    ask(x=8.0, steps=3)
    ask.hidden("a long way", x=8.0, steps=300)
    ask.guard(x=array(8.0), steps=0).leaves_arguments()
'''
EVERY_VALUE = """
import numpy as np
import pandas as pd
import sympy

X = sympy.Symbol("x")
VALUES = {
    "numbers": (1, -2.5, 10**40, 1e-300, True, 3 - 4j, float("inf"), np.float32(0.1), np.int8(3)),
    "nested": [(1, [2.0, ()], {"a": [None]}), [], "\\u00e4\\x00"],
    "arrays": (np.arange(6.0).reshape(2, 3), np.array([True]), np.zeros((0, 2)), np.array(5), np.array([1j])),
    "formula": X**2 / 3 + sympy.exp(-X) + 1.5,
    "frame": pd.DataFrame({"day": [1, 2], "sales": [0.5, 31.0]}),
    "column": pd.Series([1.5, 2.5], index=["a", "b"], name="sales"),
    "nothing": None,
    "text": "a sentence",
}

def kinds(which):
    return VALUES[which]

def descend(x, steps):
    return x / 2**steps
"""
EVERY_MISTAKE = '''
@misconception(of="kinds")
def generators(which):
    """Not plain."""
    return (c for c in which)

@misconception(of="kinds")
def not_numbers(which):
    """NaN in places."""
    print("something")
    return [float("nan"), np.array([np.nan, 1.0]), -0.0]

@misconception(of="kinds")
def errors(which):
    """An error with a message."""
    raise ValueError("no such kind: " + which)

@misconception(of="descend")
def in_place(x, steps):
    """Writes into its argument."""
    x /= 2**steps
    return x + 1
'''


def test_what_is_kept_is_what_was_compiled(compiled, sandbox, tmp_path):
    """Values of every kind, errors, printed texts, arguments after the call, pools, paths."""
    key = compiled(EVERY_KIND, EVERY_MISTAKE, EVERY_VALUE)
    first = load_answer_key(key.assignment, sandbox, tmp_path / "keys")
    again = load_answer_key(key.assignment, sandbox, tmp_path / "keys")
    assert content(first) == content(key)
    assert content(again) == content(key)
    assert (again.environment, again.isolation) == (key.environment, key.isolation)
    assert list(again.trajectories) == ["descend"]
    values = [a.value for variants in again.expected["kinds"] for a in variants]
    assert {Formula, Frame} <= {type(value) for value in values}
    wrong = {name: answers[1][0] for name, answers in again.wrong_answers.items()}
    assert isinstance(wrong["generators"].value, NotPlain)
    assert (wrong["errors"].kind, wrong["errors"].message) == (Kind.ERROR, "no such kind: numbers")
    assert wrong["not_numbers"].printed == "something\n"
    assert again.wrong_answers["in_place"][2][0].arguments_after is not None


@pytest.fixture
def kept(tmp_path, sandbox):
    """A course whose key is kept, and a nursery that is gone: only what is kept can be had from it."""
    course = find_course(make_course(tmp_path))
    load_answer_key(load_assignment(course, "tiny"), sandbox, course.state / "keys")
    with Sandbox(LIMITS_FOR_AUTHORS) as gone:
        pass
    return course, gone


def keys_in(course):
    return sorted((course.state / "keys").iterdir())


def test_a_key_is_compiled_once(kept, tiny):
    """The next run takes it from disk, without a process."""
    course, gone = kept
    assignment = load_assignment(course, "tiny")
    again = load_answer_key(assignment, gone, course.state / "keys")
    assert again.expected.keys() == tiny.expected.keys()
    assert again.assignment is assignment


def edit(course, name, old, new):
    path = course.root / "solutions" / "tiny" / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


CHANGES = {
    "a question": lambda course: edit(course, "exercises.py", "x=1.5", "x=2.5"),
    "the notebook": lambda course: edit(course, "tiny.ipynb", "return 2 * x", "return x + x"),
    "a hint": lambda course: edit(course, "misconceptions.py", "Is this", "Is that"),
    "the seed": lambda course: (course.root / "solutions/tiny/seed").write_text("ab" * 32),
    "a right version": lambda course: (course.root / "solutions/tiny/variants.py").write_text("A = 1"),
    "a data file": lambda course: (course.root / "solutions/tiny/park.csv").write_text("t\n1\n"),
    "the settings": lambda course: (course.root / "autograder.toml").write_text("[limits]\nidle_seconds = 5"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_key_goes_when_what_it_depends_on_changes(kept, sandbox, change):
    """The old one is removed, the new one holds from then on."""
    course, gone = kept
    (before,) = keys_in(course)
    change(course)
    assignment = load_assignment(course, "tiny")
    load_answer_key(assignment, sandbox, course.state / "keys")
    (after,) = keys_in(course)
    assert after != before
    load_answer_key(assignment, gone, course.state / "keys")


@pytest.mark.parametrize("change", [{"environment": {"numpy": "0.1"}}, {"isolation": ("landlock",)}], ids=str)
def test_a_key_holds_for_one_environment(kept, sandbox, monkeypatch, change):
    """Other versions of the libraries, or another seal, may give other numbers."""
    course, _ = kept
    (before,) = keys_in(course)
    for name, value in change.items():
        monkeypatch.setattr(sandbox, name, value)
    load_answer_key(load_assignment(course, "tiny"), sandbox, course.state / "keys")
    (after,) = keys_in(course)
    assert after != before


def test_keys_of_other_assignments_stay(kept, sandbox):
    """Also of one whose name begins alike."""
    course, gone = kept
    folder = course.root / "solutions"
    shutil.copytree(folder / "tiny", folder / "tiny-2")
    (folder / "tiny-2" / "tiny.ipynb").rename(folder / "tiny-2" / "tiny-2.ipynb")
    load_answer_key(load_assignment(course, "tiny-2"), sandbox, course.state / "keys")
    CHANGES["the seed"](course)
    load_answer_key(load_assignment(course, "tiny"), sandbox, course.state / "keys")
    assert len(keys_in(course)) == 2
    load_answer_key(load_assignment(course, "tiny-2"), gone, course.state / "keys")


def emptied(path):
    path.write_bytes(b"")


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def of_another_kind(path):
    path.write_text(json.dumps({"expected": []}))


def without_entries(path):
    with zipfile.ZipFile(path, "w"):
        pass


def with_other_entries(path):
    with zipfile.ZipFile(path) as old:
        names = old.namelist()
    with zipfile.ZipFile(path, "w") as new:
        for name in names:
            new.writestr(name, b"\x00\x01\x02")


def unreadable(path):
    path.unlink()
    path.symlink_to(path.parent / "nowhere")


def flipped(start):
    """Turn every 37th byte around, beginning with *start*."""

    def flip(path):
        data = bytearray(path.read_bytes())
        data[start::37] = bytes(byte ^ 0xFF for byte in data[start::37])
        path.write_bytes(data)

    return flip


@pytest.mark.parametrize(
    "harm",
    [emptied, cut, of_another_kind, without_entries, with_other_entries, unreadable, *map(flipped, range(0, 37, 3))],
    ids=lambda harm: harm.__name__,
)  # fmt: skip
def test_a_broken_file_is_made_anew(kept, sandbox, harm):
    """Whatever is wrong with it; the next run can read it again."""
    course, gone = kept
    assignment = load_assignment(course, "tiny")
    before = content(load_answer_key(assignment, gone, course.state / "keys"))
    harm(keys_in(course)[0])
    assert content(load_answer_key(assignment, sandbox, course.state / "keys")) == before
    assert content(load_answer_key(assignment, gone, course.state / "keys")) == before


def test_a_key_is_its_owners_alone(tmp_path, sandbox):
    """Nobody else on the machine reads what is right, whatever the umask says and whatever stood there."""
    course = find_course(make_course(tmp_path))
    assignment = load_assignment(course, "tiny")
    before = os.umask(0)
    try:
        load_answer_key(assignment, sandbox, course.state / "keys")
        (path,) = keys_in(course)
        path.write_bytes(b"")
        path.chmod(0o666)
        load_answer_key(assignment, sandbox, course.state / "keys")
    finally:
        os.umask(before)
    assert [p.stat().st_mode & 0o777 for p in keys_in(course)] == [0o600]


def test_keeping_nothing_leaves_nothing(tmp_path, sandbox):
    """`autograde grade` writes nothing to the course, and reads what a batch left there."""
    course = find_course(make_course(tmp_path))
    assignment = load_assignment(course, "tiny", keep_seed=False)
    load_answer_key(assignment, sandbox, course.state / "keys", keep=False)
    assert not course.state.exists()


TOO_LARGE = "def double(x):\n    return [x + x] + [0.0] * 6000"  # times 40 variants


def test_a_key_that_is_too_large_to_be_kept_is_used_all_the_same(tmp_path, sandbox):
    """It is computed again each time; nothing half written stays behind."""
    root = make_course(tmp_path)
    source = (root / "solutions/tiny/tiny.ipynb").read_text()
    wide = json.dumps("def double(x):\n    return 2 * x")[1:-1]
    assert wide in source
    (root / "solutions/tiny/tiny.ipynb").write_text(source.replace(wide, json.dumps(TOO_LARGE)[1:-1]))
    edit(find_course(root), "misconceptions.py", MISCONCEPTIONS.strip(), "")
    course = find_course(root)
    (root / "solutions/tiny/exercises.py").write_text(
        (root / "solutions/tiny/exercises.py").read_text().replace(", builds_on=[double]", "")
    )
    edit(course, "tiny.ipynb", "return double(double(n))", "return 4 * n")
    key = load_answer_key(load_assignment(course, "tiny"), sandbox, course.state / "keys")
    assert len(key.expected["double"][0][0].value) == 6001
    assert list((course.state / "keys").glob("*")) == []
