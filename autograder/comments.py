"""What the gradebook says about an exercise: a comment in Markdown for people, plain text under the test cell.

Both tell the same: verdict, points, what was found. Text that a student wrote is in them, so it is bounded where it
is made (see *showing*), and here nothing of it can become markup, a link or a formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from autograder.model import ExerciseResult, QuestionResult, Verdict

NO_RESPONSE = "No response."
"""nbgrader's own comment on an answer that is still as it was handed out."""

WORDS = {
    Verdict.PASSED: "Right",
    Verdict.PARTIAL: "Partly right",
    Verdict.FAILED: "Not right yet",
    Verdict.MISSING: "Not written yet",
    Verdict.ERROR: "Stopped with an error",
    Verdict.TIMEOUT: "Took too long",
    Verdict.CRASHED: "Ended the Python process",
    Verdict.UNGRADED: "Could not be graded automatically; a person will look at it",
    Verdict.MANUAL: "A person gives the points",
}

_FOLLOWED = "Some points are for a right step that builds on an earlier, wrong one."


def write_comment(exercise: ExerciseResult, problem: str | None) -> str | None:
    """Say in Markdown what came of *exercise*; None where a person will say it.

    Args:
        exercise: what is commented on.
        problem: why the submission as a whole could not be read, if so.
    """
    if exercise.verdict is Verdict.MANUAL:
        return None
    lines = [f"**{WORDS[exercise.verdict]}**{_points(exercise)}"]
    if problem:
        lines.append(f"The submission: {_prose(problem)}")
    for diagnosis in exercise.diagnoses:
        lines += [
            _visible(diagnosis.hint),
            f"Seen: {_prose(diagnosis.evidence)}" if diagnosis.evidence else "",
        ]
    if exercise.follow_through:
        lines.append(_FOLLOWED)
    lines += [_write_question(q) for q in _open_questions(exercise)]
    first, *rest = dict.fromkeys(line for line in lines if line)  # hidden questions often say the same
    return "\n".join([first, "", *(f"- {line}" for line in rest)]).strip()


def write_output(exercise: ExerciseResult) -> str:
    """Say in plain text, as a test cell's output, what came of *exercise*: a line each."""
    lines = [f"{WORDS[exercise.verdict]}{_points(exercise)}"]
    if exercise.follow_through:
        lines.append(_FOLLOWED)
    for question in _open_questions(exercise):
        asked = question.asked if question.visible else "a hidden question"
        lines.append(_one_line(f"{asked}: {question.finding or WORDS[question.verdict]}"))
    return "\n".join(dict.fromkeys(lines)) + "\n"


def _open_questions(exercise: ExerciseResult) -> Iterator[QuestionResult]:
    return (q for q in exercise.questions if q.verdict is not Verdict.PASSED)


def _points(exercise: ExerciseResult) -> str:
    if exercise.score is None:
        return "."
    return f": {plain(exercise.score)} of {plain(exercise.points)} points."


def _write_question(question: QuestionResult) -> str:
    if not question.visible:
        return f"A hidden question: {_prose(question.finding)}"
    answered = f" answered {_code(question.answered)}" if question.answered else ""
    finding = f": {_prose(question.finding)}" if question.finding else ""
    return f"{_code(question.asked or '')}{answered}{finding}"


def _prose(text: str) -> str:
    r"""Escape what Markdown, MathJax or HTML would take for markup or a link, in the midst of a line.

    >>> print(_prose("raised <b>ValueError</b>: [a](b) costs $1"))
    raised \<b\>ValueError\</b\>\: \[a\](b) costs \$1
    """
    return re.sub(r"([\\`*_\[\]<>$&|~:@])", r"\\\1", _one_line(text))


def _code(text: str) -> str:
    """Put *text* into a code span that nothing in it can end."""
    text = _one_line(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}"


def _one_line(text: str) -> str:
    return _visible(" ".join(text.split()))


def _visible(text: str) -> str:
    """Replace what no database keeps (PostgreSQL refuses NUL, UTF-8 has no half surrogates) and no eye sees."""
    return re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)


def plain(points: Decimal) -> str:
    """Return the shortest decimal text: ``1.5``, ``2``, ``10``."""
    return f"{points.normalize():f}"
