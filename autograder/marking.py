"""What a test cell showed -> its points, on this side of the wall.

nbgrader's rule, and the default: an error earns nothing, a number as the value of the last expression is the points,
everything else earns all of them. The default differs where nbgrader's rule is unfair or guesses:

- what is written to stderr, a warning most of the time, costs nothing; nbgrader gives 0 points
- a value that is no number, NaN, negative or above the cell's points is *ungraded*, and a person looks; nbgrader gives
  full marks for the first three and drops the whole submission for the last
- a NumPy number is a number; nbgrader takes its ``np.float64(0.5)`` for a text, and gives full marks
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from autograder.model import CellOutcome, Kind, Output, Shown, Verdict


class Policy(StrEnum):
    """Whose rule it is."""

    FAIR = "fair"
    NBGRADER = "nbgrader"


@dataclass(frozen=True)
class Mark:
    """What one test cell is worth."""

    score: Decimal | None
    """None: that could not be decided."""
    verdict: Verdict
    finding: str = ""
    """Why not all of it."""


_NUMPY_NUMBER = re.compile(r"np\.(?:float|int|uint)\d+\((.*)\)|np\.longdouble\('(.*)'\)")


def mark(outcome: CellOutcome, points: Decimal, policy: Policy, source: str = "") -> Mark:
    """Return what a test cell earns.

    Args:
        outcome: what it showed, or how it ended the process.
        points: what it is worth.
        policy: whose rule holds.
        source: its text, of which the finding quotes the line that failed.
    """
    if outcome.ended is not None:
        verdict = Verdict.TIMEOUT if outcome.ended is Kind.TIMEOUT else Verdict.CRASHED
        return Mark(Decimal(0), verdict, outcome.error)
    for output in outcome.outputs:
        if output.kind is Shown.ERROR:
            return Mark(Decimal(0), _ERRORS.get(output.name, Verdict.ERROR), _quote_error(output, source))
        if output.kind is Shown.STREAM and output.name == "stderr" and policy is Policy.NBGRADER:
            text = " ".join(output.text.split())[:300]
            return Mark(
                Decimal(0), Verdict.FAILED, f"something was written to stderr, which costs all points: {text}"
            )
        if output.kind is Shown.RESULT:
            return _mark_of_value(output.data.get("text/plain", ""), points, policy)
    return Mark(points, Verdict.PASSED)


_ERRORS = {"AssertionError": Verdict.FAILED, "NotImplementedError": Verdict.MISSING}


def _mark_of_value(text: str, points: Decimal, policy: Policy) -> Mark:
    """Return what a cell earns whose last expression has a value, *text* when it is displayed."""
    number = _number(text, policy)
    quoted = " ".join(text.split())[:100] or "nothing that can be read"
    if number is None or math.isnan(number) or number < 0:
        if policy is Policy.NBGRADER and text:
            return Mark(points, Verdict.PASSED)
        return Mark(None, Verdict.UNGRADED, f"the test's value, {quoted}, is no number of points")
    if number > points:
        reason = f"the test's value, {quoted}, is more than the {_plain(points)} points of its cell"
        return Mark(None, Verdict.UNGRADED, reason)
    score = Decimal(str(number))
    if score == points:
        return Mark(points, Verdict.PASSED)
    finding = f"the test gave {_plain(score)} of {_plain(points)} points"
    return Mark(score, Verdict.PARTIAL if score else Verdict.FAILED, finding)


def _number(text: str, policy: Policy) -> float | None:
    numpy = _NUMPY_NUMBER.fullmatch(text) if policy is Policy.FAIR else None
    try:
        return float((numpy[1] or numpy[2]) if numpy else text)
    except ValueError:
        return None


def _quote_error(error: Output, source: str) -> str:
    """Say what was raised and, in a line of its own, by which line of the test."""
    said = f"{error.name}: {error.text}" if error.text else error.name
    lines = source.strip("\n").splitlines()
    if not 0 < error.line <= len(lines):
        return said
    return f"{said}\nline {error.line}: {lines[error.line - 1].strip()}"


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}"
