"""A small class as results: what the pages are tested with. Realistic, made up, and without any grading."""

from collections.abc import Sequence
from decimal import Decimal

from autograder.model import (
    Assignment,
    Bowl,
    Cell,
    Diagnosis,
    Exercise,
    ExerciseResult,
    FailedCell,
    ManualExercise,
    Picture,
    Provenance,
    QuestionResult,
    Result,
    Verdict,
)

NOTEBOOK = "park-visitors"

ASSIGNMENT = Assignment(
    name="park-visitors",
    title="Park visitors",
    notebooks=(NOTEBOOK,),
    exercises=tuple(
        Exercise(name, Decimal(points), description, NOTEBOOK, builds_on)
        for name, points, description, builds_on in [
            ("predict", 2, "The line: one prediction, w times x plus b, for every temperature in X.", ()),
            (
                "loss",
                2,
                "The mean squared error of the line w, b: one number for all rows together.",
                ("predict",),
            ),
            (
                "slope_gradient",
                1,
                "The slope of the loss along w, for a line through the origin.",
                ("predict",),
            ),
            (
                "gradient",
                3,
                "The two slopes of the loss, first along w,\nthen along b.\n\nBoth in one tuple.",
                ("predict",),
            ),
            (
                "train",
                4,
                "The descent: as many steps against the gradient as `iterations` says.",
                ("gradient",),
            ),
            (
                "visitors_at",
                1,
                "The answer: what your line predicts for a day of this temperature.",
                ("train", "predict"),
            ),
        ]
    ),
    manual=(ManualExercise("explain-the-slope", Decimal(2), NOTEBOOK),),
    misconceptions=(),
    data_files={},
    digest="5e9f1b0c77d24a0f8e51",
)

PROVENANCE = Provenance(
    autograder="0.1.0",
    assignment_digest=ASSIGNMENT.digest,
    submission_digest="c02d7a9944be1f60a3d8",
    environment={"python": "3.11.7", "numpy": "2.4.6", "sympy": "1.14.0"},
    isolation=("landlock", "seccomp", "rlimits"),
)


def shown(
    asked: str, answered: str | None, verdict: Verdict = Verdict.PASSED, finding: str = "", snippet: str = ""
) -> QuestionResult:
    return QuestionResult(True, verdict, finding, asked, answered, snippet)


def hidden(verdict: Verdict = Verdict.PASSED, finding: str = "") -> QuestionResult:
    return QuestionResult(False, verdict, finding)


ASKED = {
    "predict": ("predict([14.0, 21.0, 33.0], 20.0, 5.0)", "[285.0, 425.0, 665.0]"),
    "loss": ("loss([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0)", "6136.666666666667"),
    "slope_gradient": ("slope_gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0)", "-606.6666666666666"),
    "gradient": (
        "gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0)",
        "(-606.6666666666666, -149.33333333333334)",
    ),
    "train": (
        "train([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 3, 0.01)",
        "(13.669336296296297, 3.363789629629629)",
    ),
    "visitors_at": ("visitors_at(33.0)", "671.2803"),
}


def exercise(
    name: str, verdict: Verdict = Verdict.PASSED, score: str | None = None, **more: object
) -> ExerciseResult:
    """One exercise; without more, right on one shown question and two hidden ones."""
    points = next(e.points for e in ASSIGNMENT.exercises if e.name == name)
    if verdict is Verdict.PASSED:
        more.setdefault("questions", (shown(*ASKED[name]), hidden(), hidden()))
        score = str(points)
    earned = None if verdict is Verdict.UNGRADED else Decimal(score or 0)
    return ExerciseResult(name, NOTEBOOK, points, earned, verdict, **more)


EXPLANATION = ExerciseResult("explain-the-slope", NOTEBOOK, Decimal(2), None, Verdict.MANUAL)


def result(student: str, exercises: Sequence[ExerciseResult], **more: object) -> Result:
    """One submission; exercises that are not given are right. Their order is not the author's, on purpose."""
    given = {e.name: e for e in exercises}
    all_exercises = [given.get(e.name) or exercise(e.name) for e in ASSIGNMENT.exercises]
    return Result(
        student=student,
        assignment=ASSIGNMENT.name,
        exercises=(EXPLANATION, *reversed(all_exercises)),
        provenance=more.pop("provenance", PROVENANCE),
        code_cells=9,
        **more,
    )


ALL_RIGHT = result("ada", [])

OWN_CELLS = (
    Cell(2, "import numpy as np\nimport pandas as pd  # for the table"),
    Cell(3, "park = pd.read_csv('park.csv')"),
    Cell(
        11,
        "def gradient(X, Y, w, b):\n    error = predict(X, w, b) - Y\n    return np.mean(error * X), np.mean(error)",
    ),
    Cell(20, "# scratch\n" + "x = 1\n" * 100),
)

PICTURE = Picture(
    call="train([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 5, 0.02)",
    height="loss",
    along=("w", "b"),
    steps=(0, 1, 2, 3, 5),
    expected=((0.0, 0.0), (12.5, 3.25), (15.5, 4.0), (17.75, 4.5), (19.0, 4.75)),
    bowl=Bowl((20.0, 5.0), 0.0, ((30.0, 7.5), (7.5, 2.0))),
    own=((0.0, 0.0), (6.25, 1.5), (9.5, 2.5), (12.0, 3.0)),
    ended="there is no answer",
)

FACTOR_TWO = result(
    "grace",
    [
        exercise(
            "gradient",
            Verdict.PARTIAL,
            "1.5",
            cell=11,
            diagnoses=(
                Diagnosis(
                    "factor-two-missing",
                    "The direction is right, but the length always differs from this course's formula "
                    "by the same factor. What comes down in front when a square is differentiated?",
                    "gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0) gave (-303.3333333333333, "
                    "-74.66666666666667): every component is 1/2 of the expected one. "
                    "So it is in 3 other questions.",
                ),
            ),
            questions=(
                shown(
                    ASKED["gradient"][0],
                    "(-303.3333333333333, -74.66666666666667)",
                    Verdict.FAILED,
                    "every component is 1/2 of the expected one",
                    "import numpy as np\n"
                    "gradient(np.array([2.0, 4.0, 5.0]), np.array([45.0, 85.0, 105.0]), 1.0, 0.0)",
                ),
                shown("gradient([1.0, 2.0], [1.0, 2.0], 1.0, 0.0)", "(0.0, 0.0)"),
                hidden(
                    Verdict.FAILED,
                    "a bias that is not zero: every component is 1/2 of the expected one",
                ),
                hidden(Verdict.FAILED, "random numbers: every component is 1/2 of the expected one"),
                hidden(Verdict.FAILED, "random numbers: every component is 1/2 of the expected one"),
                hidden(),
            ),
        ),
        exercise(
            "train",
            Verdict.PARTIAL,
            "1",
            follow_through=True,
            picture=PICTURE,
            questions=(
                shown(
                    ASKED["train"][0],
                    "(8.111833703703702, 1.9961403703703704)",
                    Verdict.FAILED,
                    "value 1 of 2: 40.7 % less than expected",
                ),
                shown("train([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 0, 0.01)", "(0, 0)"),
                hidden(Verdict.FAILED, "all rows of the park: the value is not the expected one"),
            ),
        ),
        exercise(
            "visitors_at",
            Verdict.FAILED,
            questions=(
                shown(ASKED["visitors_at"][0], "583.9126", Verdict.FAILED, "13 % less than expected"),
                hidden(Verdict.FAILED, "another temperature: the value is not the expected one"),
            ),
        ),
    ],
)

LATE = "no answer after 10 seconds of computing"

TROUBLES = result(
    "linus",
    [
        exercise(
            "predict",
            Verdict.ERROR,
            questions=(
                shown(
                    ASKED["predict"][0],
                    "NameError: name 'weights' is not defined",
                    Verdict.ERROR,
                    "the call stopped with a NameError",
                ),
                hidden(Verdict.ERROR, "the call stopped with an error"),
            ),
        ),
        exercise("loss", Verdict.MISSING, questions=(hidden(Verdict.MISSING, ""),)),
        exercise(
            "slope_gradient",
            Verdict.CRASHED,
            flags=("tampered",),
            questions=(
                shown(
                    ASKED["slope_gradient"][0],
                    None,
                    Verdict.CRASHED,
                    "the call ended the whole program (status 1)",
                ),
            ),
        ),
        exercise("gradient", Verdict.UNGRADED),
        exercise(
            "train",
            Verdict.TIMEOUT,
            questions=(
                shown(ASKED["train"][0], LATE, Verdict.TIMEOUT, LATE),
                hidden(Verdict.TIMEOUT, "no answer in the time allowed"),
            ),
        ),
        exercise("visitors_at", Verdict.MISSING),
    ],
    failed_cells=(
        FailedCell(
            3,
            "FileNotFoundError: [Errno 2] No such file or directory: 'C:/Users/linus/Desktop/ds/park.csv'",
            NOTEBOOK,
            2,
            'park = pd.read_csv("C:/Users/linus/Desktop/ds/park.csv")',
        ),
        FailedCell(7, "SyntaxError: '(' was never closed"),
    ),
)

UNREADABLE = result(
    "zora",
    [exercise(e.name, Verdict.UNGRADED) for e in ASSIGNMENT.exercises],
    problem="park-visitors.ipynb is no notebook: its JSON ends in line 212, in the middle of a text",
)

PAYLOADS = (
    "<script>alert(1)</script>",
    "</code></pre></style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)' x='",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{# gone #}",
    "\x1b[31mred\x1b[0m\x07\x00\r",
    "\u202egnp.exe\u2066\u200f\ufeff",
    "lone \ud800 surrogate",
    '=HYPERLINK("http://example.org?"&A1)',
)
PAYLOAD = "\n".join(PAYLOADS)

HOSTILE = result(
    f"-mallory{PAYLOAD}",
    [
        exercise(
            "predict",
            Verdict.FAILED,
            flags=(PAYLOAD,),
            diagnoses=(Diagnosis("swapped", PAYLOAD, PAYLOAD),),
            questions=(
                shown(PAYLOAD, f"{PAYLOAD}.", Verdict.FAILED, PAYLOAD, PAYLOAD),
                hidden(Verdict.FAILED, PAYLOAD),
            ),
        ),
        exercise("loss", questions=(shown(PAYLOAD, PAYLOAD),)),
        exercise("train", Verdict.UNGRADED, questions=(shown(PAYLOAD, PAYLOAD, Verdict.UNGRADED, PAYLOAD),)),
    ],
    problem=None,
    failed_cells=(FailedCell(0, PAYLOAD, NOTEBOOK, 1, PAYLOAD),),
)

CLASS = (UNREADABLE, HOSTILE, FACTOR_TWO, TROUBLES, ALL_RIGHT)
"""Not in the order of their ids, on purpose."""
