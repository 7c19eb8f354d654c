"""An assignment compiled: every question with the reference's and each misconception's answer.

The reference is the solution in the source notebook, and it answers where students answer: in a sealed process, asked
the same questions in the same order. A misconception answers beside it, since wrong versions call right functions.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

import numpy as np

from autograder.asking import Conversation, interview
from autograder.comparing import as_numbers, judge
from autograder.errors import AssignmentError
from autograder.grounds import take_grounds
from autograder.model import (
    Answer,
    Assignment,
    Cell,
    Exercise,
    Grounds,
    Kind,
    Misconception,
    NotPlain,
    Picture,
    Question,
)
from autograder.pictures import draw_expected
from autograder.probing import ROWS, vary
from autograder.sandbox import Limits, Sandbox
from autograder.showing import show_answer, show_call, show_rounded

LIMITS_FOR_AUTHORS = Limits(
    cell_cpu_seconds=60.0, question_cpu_seconds=30.0, submission_cpu_seconds=600.0, idle_seconds=30.0
)
"""Author's code is trusted to end some time; the limits are there for mistakes."""


Variants = tuple[tuple[Answer, ...], ...]
"""Answers by question and variant; a question that is no template has one variant."""

LONGEST_PATH = 100
"""Steps of the longest descent of which every step is kept."""

POOL = 32
"""How many variants of a template are in use at most."""


@dataclass(frozen=True)
class WrongVersion:
    """A misconception with its answers to the questions of its exercise, in their order."""

    misconception: Misconception
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Sheet:
    """What one student is asked, with what is right and what known mistakes answer."""

    exercises: tuple[Exercise, ...]
    """With the variants of this student."""
    expected: Mapping[str, tuple[Answer, ...]]
    """The reference's answers, by exercise."""
    wrong_versions: Mapping[str, tuple[WrongVersion, ...]]
    """By exercise."""
    trajectories: Mapping[str, Mapping[int, tuple[Answer, ...]]]
    """See `AnswerKey.trajectories`."""
    depends_on: Mapping[str, tuple[str, ...]]
    """See `AnswerKey.depends_on`."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """See `AnswerKey.pictures`."""


@dataclass(frozen=True)
class AnswerKey:
    """What is right, and what known mistakes look like, for every variant. Stays on this side of the wall."""

    assignment: Assignment
    expected: Mapping[str, Variants]
    """The reference's answers, by exercise."""
    wrong_answers: Mapping[str, Variants]
    """Each misconception's answers, by its name."""
    fair_variants: Mapping[str, tuple[tuple[int, ...], ...]]
    """By exercise and question: the variants that are equally strong."""
    trajectories: Mapping[str, Mapping[int, tuple[Answer, ...]]]
    """Where the reference's descent is after 0, 1, 2 ... steps: by exercise and question, for short descents."""
    depends_on: Mapping[str, tuple[str, ...]]
    """By exercise: the arguments that make a difference to the reference's answer."""
    pictures: Mapping[str, Picture]
    """Of right descents, by exercise."""
    environment: Mapping[str, str]
    """Versions of the interpreter and the libraries that answered."""
    isolation: tuple[str, ...]

    @cached_property
    def grounds(self) -> Mapping[tuple[str, str], Grounds]:
        """What each exercise is graded on, by notebook and name."""
        answers = {
            name: (_rounded(answer) for variants in questions for answer in variants)
            for name, questions in self.expected.items()
        }
        return take_grounds(self.assignment, answers)

    def sheet_for(self, student: str) -> Sheet:
        """Return the questions of *student*: of every template the one variant that is always this student's."""
        drawn = {e.name: self._draw(e, student) for e in self.assignment.exercises}
        return Sheet(
            exercises=tuple(
                replace(e, questions=tuple(map(_variant, e.questions, drawn[e.name])))
                for e in self.assignment.exercises
            ),
            expected={name: _pick(answers, drawn[name]) for name, answers in self.expected.items()},
            wrong_versions=_WrongVersions(self, drawn),
            trajectories=self.trajectories,
            depends_on=self.depends_on,
            pictures=self.pictures,
        )

    def _draw(self, exercise: Exercise, student: str) -> tuple[int, ...]:
        """Return which variant of each question *student* gets. By HMAC, so that nobody can work it out."""
        drawn = []
        for place, variants in enumerate(self.fair_variants[exercise.name]):
            text = "\0".join([self.assignment.name, exercise.name, str(place), student])
            digest = hmac.digest(self.assignment.secret, text.encode("utf-8", "surrogateescape"), "sha256")
            drawn.append(variants[int.from_bytes(digest[:8], "big") % len(variants)])
        return tuple(drawn)


class _WrongVersions(Mapping[str, tuple[WrongVersion, ...]]):
    """The wrong versions of each exercise in one student's variants, picked when they are asked for.

    There are hundreds of them, and most students need none.
    """

    def __init__(self, key: AnswerKey, drawn: Mapping[str, tuple[int, ...]]) -> None:
        self.key = key
        self.drawn = drawn

    def __getitem__(self, exercise: str) -> tuple[WrongVersion, ...]:
        drawn = self.drawn[exercise]
        return tuple(
            WrongVersion(m, _pick(self.key.wrong_answers[m.name], drawn))
            for m in self.key.assignment.misconceptions
            if m.of == exercise
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self.drawn)

    def __len__(self) -> int:
        return len(self.drawn)


def _pick(answers: Variants, drawn: Sequence[int]) -> tuple[Answer, ...]:
    return tuple(variants[number] for variants, number in zip(answers, drawn, strict=True))


def compile_answer_key(assignment: Assignment, sandbox: Sandbox) -> AnswerKey:
    """Ask the reference and every misconception of *assignment* all variants of all questions.

    Raises:
        AssignmentError: the reference does not answer one of the questions, or a misconception cannot be told from it.
    """
    expected: dict[str, Variants] = {}
    wrong: dict[str, Variants] = {}
    trajectories: dict[str, dict[int, tuple[Answer, ...]]] = {}
    depends_on: dict[str, tuple[str, ...]] = {}
    pictures: dict[str, Picture] = {}
    for notebook in assignment.notebooks:
        cells = [cell for cell in assignment.reference[notebook] if cell.is_code and not cell.is_test]
        exercises = [e for e in assignment.exercises if e.notebook == notebook]
        expected |= _ask_reference(assignment, sandbox, notebook, cells, exercises)
        wrong |= _ask_misconceptions(assignment, sandbox, cells, exercises)
        with Conversation(sandbox, cells, assignment.data_files) as reference:
            trajectories |= {e.name: paths for e in exercises if (paths := _follow(e, reference))}
            depends_on |= {e.name: _sensitive(e, expected[e.name], reference) for e in exercises}
            drawn = {e.name: draw_expected(e, exercises, reference) for e in exercises}
            pictures |= {name: picture for name, picture in drawn.items() if picture is not None}
    fair = {
        e.name: _fair_variants(
            e, expected[e.name], {m.name: wrong[m.name] for m in assignment.misconceptions if m.of == e.name}
        )
        for e in assignment.exercises
    }
    return AnswerKey(
        assignment,
        expected,
        wrong,
        fair,
        trajectories,
        depends_on,
        pictures,
        sandbox.environment,
        sandbox.isolation,
    )


def empty_answer_key(assignment: Assignment, sandbox: Sandbox) -> AnswerKey:
    """Return the answer key of an assignment without questions."""
    return AnswerKey(assignment, {}, {}, {}, {}, {}, {}, sandbox.environment, sandbox.isolation)


# ---------------------------------------------------------------- below: how


def _ask_reference(
    assignment: Assignment,
    sandbox: Sandbox,
    notebook: str,
    cells: Sequence[Cell],
    exercises: Sequence[Exercise],
) -> dict[str, Variants]:
    answered = interview(sandbox, cells, assignment.data_files, [_spread(e) for e in exercises])
    for outcome in answered.outcomes:
        if outcome.error:
            raise AssignmentError(f"{notebook}.ipynb: cell {outcome.index + 1} fails: {outcome.error}")
    for exercise in exercises:
        _check_reference(_spread(exercise), answered.transcripts[exercise.name])
    return {e.name: _gather(e, answered.transcripts[e.name]) for e in exercises}


def _ask_misconceptions(
    assignment: Assignment, sandbox: Sandbox, cells: Sequence[Cell], exercises: Sequence[Exercise]
) -> dict[str, Variants]:
    """Define the wrong versions beside the reference and ask each the questions of its exercise."""
    after = max((cell.index for cell in cells), default=0) + 1
    together = [*cells, Cell(after, assignment.misconception_source)]
    of = {m.name: e for e in exercises for m in assignment.misconceptions if m.of == e.name}
    stand_ins = [_spread(exercise, function=name) for name, exercise in of.items()]
    answered = interview(sandbox, together, assignment.data_files, stand_ins)
    broken = answered.outcomes[-1].error if answered.outcomes else ""
    if broken:
        raise AssignmentError(f"misconceptions.py of {assignment.name}: {broken}")
    return {name: _gather(exercise, answered.transcripts[name]) for name, exercise in of.items()}


def _follow(exercise: Exercise, reference: Conversation) -> dict[int, tuple[Answer, ...]]:
    """Ask the reference for every step on the way of the short descents that everybody is asked for."""
    paths: dict[int, tuple[Answer, ...]] = {}
    for place, question in enumerate(exercise.questions if exercise.steps else ()):
        argument = question.names.index(exercise.steps)
        steps = question.arguments[argument]
        if question.variants or question.guard or question.raises or not 0 < steps <= LONGEST_PATH:
            continue
        before, after = question.arguments[:argument], question.arguments[argument + 1 :]
        paths[place] = tuple(
            reference.ask(exercise.name, replace(question, arguments=(*before, k, *after), visible=False))
            for k in range(steps + 2)
        )
    return paths


def _sensitive(exercise: Exercise, expected: Variants, reference: Conversation) -> tuple[str, ...]:
    """Vary each argument of the first shown question: on which of them does the reference's answer depend?"""
    for question, answers in zip(exercise.questions, expected, strict=True):
        if question.visible and not question.guard and not question.raises:
            return tuple(
                name
                for name in (*question.names, ROWS)
                if (varied := vary(question, name))
                and judge(question, answers[0], reference.ask(exercise.name, varied))
            )
    return ()


def _spread(exercise: Exercise, function: str = "") -> Exercise:
    """Return *exercise* with each variant of a question as a question of its own; asked of another *function*."""
    name = function or exercise.name
    questions = (
        replace(question, function=name, arguments=arguments, variants=())
        for question in exercise.questions
        for arguments in question.variants or (question.arguments,)
    )
    return replace(exercise, name=name, questions=tuple(questions))


def _gather(exercise: Exercise, answers: Sequence[Answer]) -> Variants:
    """Undo `_spread`: put the answers to the variants of each question together again."""
    rest = iter(answers)
    return tuple(tuple(islice(rest, max(1, len(question.variants)))) for question in exercise.questions)


def _fair_variants(
    exercise: Exercise, expected: Variants, wrong: Mapping[str, Variants]
) -> tuple[tuple[int, ...], ...]:
    """Return, for each question, the variants that are equally strong, so that nobody is marked more strictly.

    Only what the questions that everybody gets leave open counts: which misconceptions a variant catches that lose
    nothing yet, and which it tells apart that answer alike so far. Raises AssignmentError for a misconception that
    nothing catches.
    """
    lost, alike = _settled(exercise, expected, wrong)
    kept: list[tuple[int, ...]] = []
    caught = {name for _, name in lost}
    for place, question in enumerate(exercise.questions):
        if not question.variants:
            kept.append((0,))
            continue
        strengths = [
            _strength(question, right, {n: wrong[n][place][number] for n in wrong}, lost, alike)
            for number, right in enumerate(expected[place])
        ]
        usual = Counter(strengths).most_common(1)[0][0]
        kept.append(tuple(i for i, strength in enumerate(strengths) if strength == usual)[:POOL])
        caught |= usual[0]
    for name in wrong:
        if name not in caught:
            raise AssignmentError(f"misconception {name} of {exercise.name} answers every question rightly")
    return tuple(kept)


def _settled(
    exercise: Exercise, expected: Variants, wrong: Mapping[str, Variants]
) -> tuple[set[tuple[str | None, str]], dict[str, str]]:
    """Return what the questions without variants decide.

    Which part each misconception loses (None: all), and by its name a text that two have in common if they answer
    alike.
    """
    lost: set[tuple[str | None, str]] = set()
    alike = dict.fromkeys(wrong, "")
    for place, question in enumerate(exercise.questions):
        if question.variants:
            continue
        for name, answers in wrong.items():
            alike[name] += f"{_told(question, expected[place][0], answers[place][0])}\n"
            if judge(question, expected[place][0], answers[place][0]):
                lost.add((question.part, name))
    return lost, alike


def _strength(
    question: Question,
    right: Answer,
    wrong: Mapping[str, Answer],
    lost: Container[tuple[str | None, str]],
    alike: Mapping[str, str],
) -> tuple[frozenset[str], frozenset[frozenset[str]]]:
    """Return which misconceptions a variant catches anew, and into which groups of answers it divides them."""
    caught = frozenset(
        name
        for name, answer in wrong.items()
        if (question.part, name) not in lost and (None, name) not in lost and judge(question, right, answer)
    )
    groups: dict[tuple[str, str], set[str]] = {}
    for name, answer in wrong.items():
        groups.setdefault((alike[name], _told(question, right, answer)), set()).add(name)
    return caught, frozenset(map(frozenset, groups.values()))


def _told(question: Question, right: Answer, answer: Answer) -> str:
    """Return a text that is the same for answers that a diagnosis would not tell apart."""
    if question.raises and judge(question, right, answer) is None:
        return "raises"
    return _rounded(answer)


def _rounded(answer: Answer) -> str:
    """Return a text that is the same for answers that agree to nine digits."""
    numbers = as_numbers(answer.value) if answer.kind is Kind.VALUE else None
    if numbers is None:
        return show_rounded(answer)
    if np.isnan(numbers).any():  # one is as incomparable as another
        return "NaN"
    return f"{numbers.shape} " + " ".join(f"{x + 0.0:.9g}" for x in numbers.ravel())  # + 0.0: there is a -0.0


def _variant(question: Question, number: int) -> Question:
    return (
        replace(question, arguments=question.variants[number], variants=()) if question.variants else question
    )


def _check_reference(exercise: Exercise, answers: Sequence[Answer]) -> None:
    for question, answer in zip(exercise.questions, answers, strict=True):
        answered = answer.kind is Kind.VALUE and not isinstance(answer.value, NotPlain)
        if not answered and not question.raises:
            raise AssignmentError(
                f"the reference does not answer {show_call(question)}: {show_answer(answer)}"
            )
        finding = judge(question, answer, answer)
        if finding is not None:
            raise AssignmentError(
                f"the reference fails its own question {show_call(question)}: {finding.text}"
            )
