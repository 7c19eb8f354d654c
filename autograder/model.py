"""The ground: frozen data that the rooms hand to one another. No behaviour beyond the data itself.

Three groups: what an author wrote (*Assignment*, *Exercise*, *Question*), what crossed the wall (*Answer* and the
plain values in it), and what a submission earned (*Result* and its parts, which is also the result file).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from autograder.phases import Spent

SCHEMA = 1
"""The version of the result file's layout."""


# ---------------------------------------------------------------- plain values that cross the wall


@dataclass(frozen=True)
class Formula:
    """A SymPy expression as data: tokens in postfix order, every head from the wire's allow-list."""

    postfix: tuple[tuple[str, ...], ...]
    """Tokens such as ``("symbol", "x")``, ``("integer", "3")`` and ``("Add", "2")``: head, then number of operands."""


@dataclass(frozen=True)
class Column:
    """A pandas Series as data."""

    name: str | None
    index: tuple[Any, ...]
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Frame:
    """A pandas DataFrame as data: its columns, in order."""

    columns: tuple[Column, ...]


@dataclass(frozen=True)
class NotPlain:
    """Something that is no plain value and stayed on the student's side."""

    kind: str
    """Its class, as the student would write it: ``generator``, ``Model``."""
    reason: str = ""
    """Why it did not cross, in words: *has more than 200000 items*."""


# ---------------------------------------------------------------- what an author wrote


@dataclass(frozen=True)
class Rule:
    """How an answer is compared with the expectation. Absolute tolerance only where the author states it."""

    relative: float = 1e-9
    absolute: float = 0.0
    exact: bool = False
    """To the last bit: for questions at quarter-integers, where float arithmetic is exact."""
    extra_values: int = 0
    """How many values more than the expected ones a tuple may carry; they are not looked at."""
    columns: bool = False
    """A column or a row is as good as a flat array of the same numbers."""


@dataclass(frozen=True)
class Question:
    """One call with fixed arguments and a rule for comparing."""

    function: str
    arguments: tuple[Any, ...]
    names: tuple[str, ...] = ()
    """What the author calls the arguments; students may call them what they like."""
    rule: Rule = field(default_factory=Rule)
    visible: bool = False
    """Shown to the student together with the answer."""
    guard: bool = False
    """Can only withhold points, never earn any."""
    part: str | None = None
    """The part of the exercise that it belongs to; None: all parts (of a guard) or the one whole."""
    about: str = ""
    """What a hidden question is about, in words that give no number away: *a bias that is not zero*."""
    leaves_arguments: bool = False
    """The arguments must be unchanged after the call."""
    twice: bool = False
    """The same call is made a second time, and the second answer counts."""
    raises: tuple[str, ...] = ()
    """Names of the exceptions of which one must be raised; empty: the call must return."""
    variants: tuple[tuple[Any, ...], ...] = ()
    """A template: other arguments for the same question, of which every student gets one set. Empty: everybody
    gets the same."""


@dataclass(frozen=True)
class Sketch:
    """A picture of a descent that an author wants: one call, and what is high and low on the way."""

    height: str
    """The exercise whose value is the height; for a formula, what the page calls it."""
    along: tuple[str, ...]
    """Its arguments or symbols that the descent changes, in the order in which the descent returns them; one or two."""
    names: tuple[str, ...]
    arguments: tuple[Any, ...]
    """Of the call, the number of steps among them."""
    steps: str
    """The argument that says how many steps there are, at most."""
    formula: Formula | None = None
    """The height, where it is no exercise's."""


@dataclass(frozen=True)
class Part:
    """A share of an exercise that is earned on its own."""

    name: str
    share: Decimal


@dataclass(frozen=True)
class Exercise:
    """One function to write, worth points."""

    name: str
    points: Decimal
    description: str
    """The author's docstring; the student reads it."""
    notebook: str
    """The notebook (without suffix) in which the function is written."""
    builds_on: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    steps: str = ""
    """The argument that says how many steps a descent takes, if there is one."""
    derivative_of: str = ""
    """The exercise whose derivative this is: a loss that is quadratic in its parameters."""
    formula: bool = False
    """Whether its function is a formula of its arguments, which can be shown."""
    along: tuple[str, ...] = ()
    """The arguments along which it is taken, one for each number of the answer."""
    sketch: Sketch | None = None
    """The picture that students are shown of their descent."""
    parts: tuple[Part, ...] = ()
    """At least one; an exercise without named parts has one, called after itself, with share 1."""


@dataclass(frozen=True)
class ManualExercise:
    """A cell that a person grades."""

    name: str
    points: Decimal
    notebook: str


@dataclass(frozen=True)
class Misconception:
    """A known wrong version of a function. Its docstring is the hint."""

    name: str
    """As written in misconceptions.py: ``factor_two_missing``."""
    of: str
    """The exercise."""
    hint: str

    @property
    def id(self) -> str:
        """Return the name as results carry it: ``factor-two-missing``."""
        return self.name.replace("_", "-")


@dataclass(frozen=True)
class Variant:
    """A right version of a function, written differently from the reference."""

    name: str
    of: str
    """The exercise."""


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook, as text."""

    index: int
    """Its place among all cells of the notebook, from 0."""
    source: str
    is_code: bool = True
    grade_id: str | None = None
    is_test: bool = False
    """A locked cell that carries points and no solution: nbgrader's test cell."""
    is_solution: bool = False
    is_setup: bool = False
    """A locked cell of the instructor's that carries no points: imports, data."""


@dataclass(frozen=True)
class GivenCell:
    """A cell as nbgrader gives it out, and as it is when it is graded."""

    name: str
    """Its grade_id; empty for a cell that nbgrader does not know."""
    kind: str
    """*code*, *markdown* or *raw*."""
    source: str
    """With the tests that are not shown."""
    shown: str
    """As students got it."""
    points: Decimal | None = None
    is_solution: bool = False
    is_locked: bool = False
    """Its text is the instructor's, whatever was handed in."""
    is_test: bool = False
    """It carries points, and what it shows when it runs decides about them."""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    """nbgrader's own."""


@dataclass(frozen=True)
class Assignment:
    """What an instructor keeps under solutions/: notebooks, questions, misconceptions, data."""

    name: str
    title: str
    notebooks: tuple[str, ...]
    exercises: tuple[Exercise, ...]
    manual: tuple[ManualExercise, ...]
    misconceptions: tuple[Misconception, ...]
    data_files: Mapping[str, bytes]
    """What students have beside the notebook, by name."""
    digest: str
    """Changes whenever anything that a grade depends on changes."""
    reference: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    """The instructor's own cells, with the solutions, by notebook (without suffix)."""
    secret: bytes = b""
    """From which the hidden questions' numbers, and who gets which of them, are drawn."""
    misconception_source: str = ""
    """misconceptions.py as plain functions, to be defined beside the reference in a sealed process."""
    variants: tuple[Variant, ...] = ()
    variant_source: str = ""
    """variants.py, likewise."""
    own_cells: bool = False
    """There is no exercises.py: its own test cells grade it, each of them is an exercise of its name."""
    given: Mapping[str, tuple[GivenCell, ...]] = field(default_factory=dict)
    """What students got, by notebook; only known, and only needed, where the assignment's own cells grade it."""


@dataclass(frozen=True)
class Submission:
    """What one student handed in for one assignment."""

    student: str
    assignment: str
    files: Mapping[str, bytes]
    """Notebook (or .py) files by name; empty where *problem* says why."""
    problem: str | None = None
    """Why it could not even be read from disk, in words for a person."""
    digest: str = ""


# ---------------------------------------------------------------- what crossed the wall


class Kind(StrEnum):
    """What became of one question."""

    VALUE = "value"
    ERROR = "error"
    MISSING = "missing"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class Answer:
    """What came back for one question: a claim, decoded to plain data."""

    kind: Kind
    value: Any = None
    error: str = ""
    """The exception's class name, for ``Kind.ERROR``."""
    message: str = ""
    """The exception's text, or how the process ended: bounded, one paragraph, no addresses."""
    printed: str = ""
    """What the call printed, bounded; only kept for questions that are shown."""
    arguments_after: tuple[Any, ...] | None = None
    """The arguments after the call, where the question wants them."""
    tampered: bool = False
    """Something that the protocol does not allow was written on the grader's channel."""


class Shown(StrEnum):
    """The kinds of a cell's outputs, as notebooks call them."""

    STREAM = "stream"
    RESULT = "execute_result"
    DISPLAY = "display_data"
    ERROR = "error"


@dataclass(frozen=True)
class Output:
    """Something that a cell showed: a claim, as everything that came back."""

    kind: Shown
    name: str = ""
    """*stdout* or *stderr* of a stream; an error's class."""
    text: str = ""
    """A stream's text; an error's message."""
    data: Mapping[str, str] = field(default_factory=dict)
    """What is displayed, by mime type; pictures in base 64. All of it bounded, none of it harmless."""
    traceback: tuple[str, ...] = ()
    line: int = 0
    """Where in the cell an error came from, counted from 1; 0 when that is not known."""


@dataclass(frozen=True)
class CellOutcome:
    """What became of one cell while the notebook was loaded."""

    index: int
    printed: str = ""
    error: str = ""
    """``NameError: name 'x' is not defined``; empty when the cell ran to its end."""
    line: int = 0
    """Where in the cell the error came from, counted from 1; 0 when that is not known."""
    notes: tuple[str, ...] = ()
    """Lines that were skipped, such as ``!pip install numpy``."""
    outputs: tuple[Output, ...] = ()
    """Everything that it showed, in order, where cells run as in a kernel; *printed* and *error* are empty then."""
    ended: Kind | None = None
    """``timeout`` or ``crashed`` where it ended the process; *error* says how."""
    tampered: bool = False
    """Something that the protocol does not allow was written on the grader's channel."""


# ---------------------------------------------------------------- what a submission earned


class Verdict(StrEnum):
    """How an exercise or a question came out."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    MISSING = "missing"
    ERROR = "error"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNGRADED = "ungraded"
    MANUAL = "manual"


@dataclass(frozen=True)
class Diagnosis:
    """Why, in words for the student."""

    id: str
    """Its name among the assignment's misconceptions, or the pattern's; not for students."""
    hint: str
    """What to think about, in the author's words; names in backticks are code."""
    evidence: str
    """What points to it: a call, its answer, how it differs; empty where only hidden questions do."""


@dataclass(frozen=True)
class Bowl:
    """A height that is quadratic: ``lowest + (p - bottom) · curvature · (p - bottom) / 2``."""

    bottom: tuple[float, ...]
    lowest: float
    curvature: tuple[tuple[float, ...], ...]
    """Symmetric, positive definite."""


@dataclass(frozen=True)
class Picture:
    """A descent: where it should go, and where the student's goes. Asked for to be shown, never scored."""

    call: str
    """As it was asked, with all of the steps."""
    height: str
    """What is high and low, by name: *loss*."""
    along: tuple[str, ...]
    """The names of what the descent changes, one or two."""
    steps: tuple[int, ...]
    """After how many steps the descent was looked at."""
    expected: tuple[tuple[float, ...], ...]
    """A place for each of *steps*."""
    bowl: Bowl | None
    """The height; always there for two directions."""
    own: tuple[tuple[float, ...], ...] = ()
    """The student's, as far as it can be followed; empty where the exercise is right."""
    ended: str = ""
    """Why it cannot be followed further, in words."""
    formula: Formula | None = None
    """The height, where it is no bowl."""


@dataclass(frozen=True)
class QuestionResult:
    """How one question came out. A hidden one carries neither *asked* nor *answered*."""

    visible: bool
    """It is shown; of one that is not there is only the finding."""
    verdict: Verdict
    """How it came out."""
    finding: str = ""
    """What is not as expected, in words; empty where all is well."""
    asked: str | None = None
    """The call; of a test cell its text."""
    answered: str | None = None
    """What came back, as text; where nothing did, why."""
    snippet: str = ""
    """Python that makes the same call in the student's notebook; only for what was shown and did not come out right."""


@dataclass(frozen=True)
class Grounds:
    """What an exercise was graded on, as texts that change when it does; see `grounds`. Empty: not known."""

    questions: str = ""
    """What is asked, and which part of the points hangs on it."""
    comparing: str = ""
    """How answers are compared: the rules with their tolerances."""
    reference: str = ""
    """What the reference answers."""


@dataclass(frozen=True)
class ExerciseResult:
    """How one exercise came out."""

    name: str
    """The function; of a test cell or written answer its grade_id."""
    notebook: str
    """The notebook that it is in, without suffix."""
    points: Decimal
    """What it is worth."""
    score: Decimal | None
    """None where a person must look: verdict ``manual`` or ``ungraded``."""
    verdict: Verdict
    """How it came out."""
    flags: tuple[str, ...] = ()
    """What a person should know, such as ``tampered``."""
    follow_through: bool = False
    """It earned points although an earlier exercise, which it builds on, is not right."""
    diagnoses: tuple[Diagnosis, ...] = ()
    """Likely reasons, the likeliest first."""
    questions: tuple[QuestionResult, ...] = ()
    """All of them, in the author's order."""
    formulas: tuple[Formula, ...] = ()
    """What the student's function computes, for the page; empty where that cannot be said."""
    picture: Picture | None = None
    """Where the descent goes, where the author wants that drawn."""
    cell: int | None = None
    """The index of the student's cell in which the function is written, the last one; of a test cell, the place for an
    answer before it. None where there is none."""
    grounds: Grounds = Grounds()
    """What its questions and answers were, as digests: whether others than the last time. Not for students."""
    cluster: str = ""
    """In an outline, of a wrong exercise: the name of all that were answered alike; see *clusters*."""


@dataclass(frozen=True)
class FailedCell:
    """A cell of the student's notebook that did not run to its end."""

    index: int
    """Its place among all cells of the notebook, from 0."""
    error: str
    """``NameError: name 'x' is not defined``, or how it ended the program."""
    notebook: str = ""
    """Where it is; empty where there is only one."""
    line: int = 0
    """Where in the cell the error came from, counted from 1; 0 when that is not known."""
    source: str = ""
    """That line, bounded."""


SEAL = ("landlock", "seccomp")
"""What must be among the isolation of a result: without these student code can reach what is not its own."""


@dataclass(frozen=True)
class Provenance:
    """What a result depends on. No times, paths, addresses or host names."""

    autograder: str
    """The program's version."""
    assignment_digest: str
    """Changes whenever anything that a grade depends on changes."""
    submission_digest: str
    """Changes whenever what was handed in changes."""
    environment: Mapping[str, str]
    """Versions of Python and the libraries, by name."""
    isolation: tuple[str, ...]
    """What kept student code in, by name."""


@dataclass(frozen=True)
class Result:
    """One graded submission: the content of result.json."""

    student: str
    assignment: str
    exercises: tuple[ExerciseResult, ...]
    provenance: Provenance
    problem: str | None = None
    code_cells: int = 0
    failed_cells: tuple[FailedCell, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    """Notebook and name of the places for answers that are still what was given out."""
    notebook_problems: tuple[tuple[str, str], ...] = ()
    """Of several notebooks, those that were not handed in or cannot be read, and what is wrong with each."""

    @property
    def automatic(self) -> tuple[ExerciseResult, ...]:
        """Return the exercises that this program grades."""
        return tuple(e for e in self.exercises if e.verdict is not Verdict.MANUAL)

    @property
    def score(self) -> Decimal:
        """Return the sum of the exercises' scores; what is not known counts as 0."""
        return sum((e.score for e in self.automatic if e.score is not None), Decimal(0))

    @property
    def max_score(self) -> Decimal:
        """Return the points that could be earned without a person."""
        return sum((e.points for e in self.automatic), Decimal(0))

    @property
    def manual_points(self) -> Decimal:
        """Return the points that a person gives."""
        return sum((e.points for e in self.exercises if e.verdict is Verdict.MANUAL), Decimal(0))

    @property
    def needs_review(self) -> bool:
        """Tell whether something could not be decided, so that a person must look."""
        return any(e.verdict is Verdict.UNGRADED for e in self.exercises)


@dataclass(frozen=True)
class Graded:
    """A result, and the notebooks with what their cells printed while they were graded."""

    result: Result
    executed: Mapping[str, bytes]
    """By name of the assignment's notebook, without suffix; empty where nothing could be run."""
    seconds: float | None = None
    """How long that took, for whoever plans the next batch; None when nobody knows."""
    spent: Mapping[str, Spent] = field(default_factory=dict, compare=False)
    """What each phase of it took."""


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows them. What it does not know is empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""


@dataclass(frozen=True)
class Mark:
    """What the gradebook holds about one exercise."""

    score: Decimal | None
    """What counts: a person's mark, else the automatic score. None while nobody has decided."""
    by_hand: Decimal | None = None
    """A person's mark, which wins over the automatic score."""
    extra_credit: Decimal = Decimal(0)
    """Points that a person gave on top."""
    comment: str = ""
    """A person's."""


@dataclass(frozen=True)
class Standing:
    """How a student stands in one assignment, as the gradebook has it and nbgrader exports it."""

    marks: Mapping[tuple[str, str], Mark]
    """By notebook and name of the exercise."""
    late_penalty: Decimal = Decimal(0)
    score: Decimal = Decimal(0)
    """The sum of all that counts, extra credit included, without the penalty."""
    comments: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """A person's comments on cells that are no exercise, by notebook and cell."""

    @property
    def total(self) -> Decimal:
        """Return what nbgrader exports as the student's score."""
        return max(Decimal(0), self.score - self.late_penalty)


@dataclass(frozen=True)
class CellMark:
    """What one cell earned, extra credit included, whoever marked it."""

    notebook: str
    name: str
    """The exercise; the cell's grade_id where there is none."""
    points: Decimal
    score: Decimal | None
    """None where nobody has marked it yet."""
    waiting: bool = False
    """A person must mark it, or look again at their mark."""
    comment: str = ""
    """Markdown for the student: a person's, else the program's."""


@dataclass(frozen=True)
class Grade:
    """What one student has earned for one assignment."""

    student: Person
    handed_in: bool
    marks: tuple[CellMark, ...] = ()
    penalty: Decimal = Decimal(0)
    """Points off for being late."""

    @property
    def raw_score(self) -> Decimal:
        """Return the sum of the marks; what nobody has marked counts as 0."""
        return sum((mark.score for mark in self.marks if mark.score is not None), Decimal(0))

    @property
    def score(self) -> Decimal:
        """Return what counts: never below 0."""
        return max(Decimal(0), self.raw_score - self.penalty)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Return the names of the cells that wait for a person."""
        return tuple(mark.name for mark in self.marks if mark.waiting)


@dataclass(frozen=True)
class Grades:
    """The grades of one assignment, of everybody in the gradebook, sorted by id."""

    assignment: str
    points: Decimal
    """What can be earned without extra credit."""
    grades: tuple[Grade, ...]


def standing_of(result: Result) -> Standing:
    """Return how a student stands before any person or due date has added to *result*."""
    marks = {(e.notebook, e.name): Mark(e.score) for e in result.exercises}
    return Standing(marks, score=result.score)


def result_to_json(result: Result) -> str:
    """Write *result* as the text of result.json: keys sorted, UTF-8, ending in a newline."""
    provenance = result.provenance
    data = {
        "schema": SCHEMA,
        "student": result.student,
        "assignment": result.assignment,
        "status": "needs-review" if result.needs_review else "graded",
        "problem": result.problem,
        "score": float(result.score),
        "max_score": float(result.max_score),
        "manual_points": float(result.manual_points),
        "exercises": [_exercise_to_data(e) for e in result.exercises],
        "cells": {
            "code": result.code_cells,
            "failed": [asdict(cell) for cell in result.failed_cells],
        },
        "unanswered": [list(place) for place in result.unanswered],
        "notebook_problems": [list(problem) for problem in result.notebook_problems],
        "provenance": {
            "autograder": provenance.autograder,
            "assignment_digest": provenance.assignment_digest,
            "submission_digest": provenance.submission_digest,
            "environment": dict(provenance.environment),
            "isolation": list(provenance.isolation),
        },
    }
    return json.dumps(data, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def result_from_json(text: str) -> Result:
    """Read what `result_to_json` wrote.

    Raises ValueError when *text* is not such a file: a result that we cannot read is graded anew.
    """
    try:
        return _result_from_data(json.loads(text))
    except (LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"no result file: {type(error).__name__}") from error


def _result_from_data(data: dict[str, Any]) -> Result:
    if data["schema"] != SCHEMA:
        raise ValueError(f"result file of schema {data['schema']!r}, expected {SCHEMA}")
    return Result(
        student=data["student"],
        assignment=data["assignment"],
        exercises=tuple(_exercise_from_data(e) for e in data["exercises"]),
        provenance=Provenance(
            autograder=data["provenance"]["autograder"],
            assignment_digest=data["provenance"]["assignment_digest"],
            submission_digest=data["provenance"]["submission_digest"],
            environment=data["provenance"]["environment"],
            isolation=tuple(data["provenance"]["isolation"]),
        ),
        problem=data["problem"],
        code_cells=data["cells"]["code"],
        failed_cells=tuple(FailedCell(**c) for c in data["cells"]["failed"]),
        unanswered=tuple((notebook, name) for notebook, name in data["unanswered"]),
        notebook_problems=tuple((notebook, text) for notebook, text in data["notebook_problems"]),
    )


def _exercise_to_data(exercise: ExerciseResult) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "notebook": exercise.notebook,
        "points": float(exercise.points),
        "score": None if exercise.score is None else float(exercise.score),
        "verdict": exercise.verdict.value,
        "flags": list(exercise.flags),
        "follow_through": exercise.follow_through,
        "diagnoses": [{"id": d.id, "hint": d.hint, "evidence": d.evidence} for d in exercise.diagnoses],
        "questions": [_question_to_data(q) for q in exercise.questions],
        "formulas": [list(map(list, formula.postfix)) for formula in exercise.formulas],
        "picture": None if exercise.picture is None else asdict(exercise.picture),
        "cell": exercise.cell,
        "grounds": asdict(exercise.grounds),
    }


def _question_to_data(question: QuestionResult) -> dict[str, Any]:
    data: dict[str, Any] = {
        "visible": question.visible,
        "verdict": question.verdict.value,
        "finding": question.finding,
    }
    if question.visible:
        data |= {"asked": question.asked, "answered": question.answered, "snippet": question.snippet}
    return data


def picture_from_data(data: Mapping[str, Any]) -> Picture:
    """Return the picture that `dataclasses.asdict` made *data* of, whether or not it went through a file."""
    bowl, formula = data["bowl"], data.get("formula")
    return Picture(
        call=data["call"],
        height=data["height"],
        along=tuple(data["along"]),
        steps=tuple(data["steps"]),
        expected=tuple(map(tuple, data["expected"])),
        bowl=Bowl(tuple(bowl["bottom"]), bowl["lowest"], tuple(map(tuple, bowl["curvature"])))
        if bowl
        else None,
        own=tuple(map(tuple, data["own"])),
        ended=data["ended"],
        formula=Formula(tuple(map(tuple, formula["postfix"]))) if formula else None,
    )


def _exercise_from_data(data: dict[str, Any]) -> ExerciseResult:
    return ExerciseResult(
        name=data["name"],
        notebook=data["notebook"],
        points=Decimal(str(data["points"])),
        score=None if data["score"] is None else Decimal(str(data["score"])),
        verdict=Verdict(data["verdict"]),
        flags=tuple(data["flags"]),
        follow_through=data["follow_through"],
        diagnoses=tuple(Diagnosis(**d) for d in data["diagnoses"]),
        questions=tuple(
            QuestionResult(
                visible=q["visible"],
                verdict=Verdict(q["verdict"]),
                finding=q["finding"],
                asked=q.get("asked"),
                answered=q.get("answered"),
                snippet=q.get("snippet", ""),
            )
            for q in data["questions"]
        ),
        formulas=tuple(Formula(tuple(map(tuple, postfix))) for postfix in data["formulas"]),
        picture=None if data.get("picture") is None else picture_from_data(data["picture"]),
        cell=data.get("cell"),
        grounds=Grounds(**data.get("grounds", {})),
    )
