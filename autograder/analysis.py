"""What the points of a class say about an exercise, in the terms of classical test theory: numbers in, numbers out.

The names and formulas are those of L. Crocker and J. Algina, *Introduction to Classical and Modern Test Theory* (1986),
chapter 14; Moodle's quiz statistics use the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from statistics import correlation

MAX_STEPS = 15
"""How many steps a distribution has at most."""

FEWEST = 3
"""Of how many students discrimination is computed: through the points of two there is always a line."""


@dataclass(frozen=True)
class Step:
    """How many students have from *low* to below *high* points; in the last step *high* is one of them."""

    low: Decimal
    """Where it begins."""
    high: Decimal
    """Where it ends."""
    students: int
    """How many are in it."""


@dataclass(frozen=True)
class Discrimination:
    """How well an exercise tells the strong from the weak."""

    value: float | None
    """From -1 to 1; None where it is not defined."""
    undefined: str = ""
    """Why not, in words."""


def distribute(points: Sequence[Decimal], most: Decimal) -> tuple[Step, ...]:
    """Count *points* in steps of one width, from 0 to at least *most*; no steps where *most* is not above 0.

    What is below or above counts in the first or last step, so that everybody is in one.
    """
    if most <= 0:
        return ()
    width = _step_width(most)
    last = ceil(most / width) - 1
    counts = Counter(min(max(int(one // width), 0), last) for one in points)
    return tuple(
        Step(number * width, min((number + 1) * width, most), counts[number]) for number in range(last + 1)
    )


def difficulty(points: Sequence[Decimal], most: Decimal) -> float | None:
    """Return the mean share of *most* that was earned, from 0 (nobody anything) to 1 (everybody all).

    Test theory calls it the difficulty *p* of an item (Moodle: facility index), although it is high for what is easy.
    None where there are no points to earn, or nobody's.
    """
    if most <= 0 or not points:
        return None
    return float(sum(points, Decimal(0)) / len(points) / most)


def discrimination(points: Sequence[Decimal], rest: Sequence[Decimal]) -> Discrimination:
    """Return the corrected item-total correlation: Pearson's, of *points* here with those in everything else.

    r = sum((x - mean x) (y - mean y)) / sqrt(sum((x - mean x)^2) sum((y - mean y)^2)), where x are a student's points in
    the exercise and y their points in all others. The exercise itself is left out of the total, with which it would
    otherwise correlate for no reason but being a part of it.

    Args:
        points: in the exercise, of each student.
        rest: in the other exercises together, of the same students in the same order.
    """
    if len(points) < FEWEST:
        return Discrimination(None, f"fewer than {FEWEST} students")
    if len(set(points)) == 1:
        return Discrimination(None, "everyone has the same points here")
    if len(set(rest)) == 1:
        return Discrimination(None, "everyone has the same points elsewhere")
    found = correlation([float(x) for x in points], [float(y) for y in rest])
    return Discrimination(max(-1.0, min(1.0, found)))  # rounding may lead beyond


def _step_width(most: Decimal) -> Decimal:
    """Return the least of 1, 2, 2.5 and 5 times a power of ten that needs no more than `MAX_STEPS` steps."""
    power = most.adjusted() - 2
    widths = (Decimal(factor).scaleb(power + more) for more in range(3) for factor in ("1", "2", "2.5", "5"))
    return next(width for width in widths if ceil(most / width) <= MAX_STEPS)
