"""Is this answer that one? Numbers and containers -> a finding, or None where they agree.

Everything here is plain data; nothing of a student's is ever called. Three rules are worth knowing:

- Strings and booleans are not numbers, and NaN is equal to nothing.
- Where one number is expected, a 0-d or one-element array is that number. Where several values are expected (a tuple),
  lists, arrays and columns are as good. Where an array is expected its shape counts.
- A tolerance is relative to each expected number. An absolute one is there only if the author stated it, so 0 is no
  answer for 1e-9.
"""

from __future__ import annotations

import builtins
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.model import Answer, Column, Formula, Frame, Kind, NotPlain, Question, Rule
from autograder.showing import describe

Numbers = NDArray[np.float64] | NDArray[np.complex128]

MAX_ITEMS = 10_000
"""How many numbers and texts an answer may have of which none are expected. Diagnosing looks at each many times."""


@dataclass(frozen=True)
class Finding:
    """What a comparison found."""

    text: str
    """For a question that is shown: says what differs, and by how much."""
    generic: str
    """For a hidden one: says of what kind the difference is."""


@dataclass(frozen=True)
class Judged:
    """One question with what was expected, what came, and what was found."""

    question: Question
    expected: Answer
    answer: Answer
    finding: Finding | None


@dataclass(frozen=True)
class Margin:
    """How far a number is from the expected one, and how far it may be."""

    place: int
    """Among all numbers of the answer, from 0: where the most is missing."""
    of: int
    """How many numbers there are."""
    wanted: complex | float
    given: complex | float
    off: float
    allowed: float
    """0 where agreement is demanded to the last bit."""


WRONG_VALUE = "the value is not the expected one"


def judge(question: Question, expected: Answer, answer: Answer) -> Finding | None:
    """Compare what came back for *question* with what the reference answered; None: as it should be."""
    if question.raises:
        return _judge_raising(question, answer)
    match answer.kind:
        case Kind.MISSING:
            return _same(f"there is no function {question.function}")
        case Kind.ERROR:
            return Finding(f"it stopped with {answer.error}", f"it stopped with {_well_known(answer.error)}")
        case Kind.TIMEOUT | Kind.CRASHED | Kind.NOT_ASKED:
            return _same(answer.message)
    finding = compare(expected.value, answer.value, question.rule, rows=rows_of(question))
    if finding is not None and answer.value is None and answer.printed:
        return _same("it printed something and returned nothing (None)")
    if finding is None and question.leaves_arguments and not _unchanged(question, answer):
        return _same("the arguments are not the same after the call as before")
    return finding


def judge_all(
    questions: Sequence[Question], expected: Sequence[Answer], transcript: Sequence[Answer]
) -> list[Judged]:
    """Judge what came back for each of *questions*."""
    asked = zip(questions, expected, transcript, strict=True)
    cut = ((q, right, bounded(q.rule, right, answer)) for q, right, answer in asked)
    return [Judged(q, right, answer, judge(q, right, answer)) for q, right, answer in cut]


def compare(expected: Any, answer: Any, rule: Rule, *, rows: int | None = None) -> Finding | None:
    """Return what differs between *answer* and *expected*, or None.

    Args:
        expected: what the reference returned; plain data.
        answer: what the student's function returned; plain data.
        rule: how close is close enough.
        rows: how many rows of data the question had, to recognise a factor of n.
    """
    expected, answer = _without_numpy(expected), _without_numpy(answer)
    if isinstance(answer, NotPlain):
        return _kind(expected, answer, f" that {answer.reason}" if answer.reason else "")
    if isinstance(expected, tuple) and isinstance(answer, (tuple, list)):
        extra = len(answer) - len(expected)
        if 0 < extra <= rule.extra_values:
            answer = answer[: len(expected)]
    wanted = as_numbers(expected)
    if wanted is not None:
        given = as_numbers(answer)
        if given is not None:
            return _compare_numbers(expected, wanted, given, rule, rows)
        items = _items(answer)
        if isinstance(expected, tuple) and items is not None:
            return _compare_items(expected, items, rule)  # numbers of different shapes: (array([2.0]), 3.0)
        return _kind(expected, answer)
    match expected, answer:
        case (Formula(), Formula()):
            return None if _same_formula(expected, answer) else _same("the formula is another one")
        case (Frame(), Frame()):
            return _compare_frames(expected, answer, rule)
        case (dict(), dict()):
            if expected.keys() != answer.keys():
                return _same("the keys are not the expected ones")
            return _compare_items(list(expected.values()), [answer[k] for k in expected], rule)
    wanted_items, given_items = _items(expected), _items(answer)
    if wanted_items is not None and given_items is not None:
        return _compare_items(wanted_items, given_items, rule)
    if type(expected) is type(answer) and isinstance(expected, (str, bool, int, type(None))):
        return None if expected == answer else _same(WRONG_VALUE)
    return _kind(expected, answer)


def margin(expected: Any, answer: Any, rule: Rule) -> Margin | None:
    """Return the number of *answer* that is furthest beyond its tolerance, or nearest to it; None where none compare.

    That is where one of them is no numbers, or their shapes do not agree. See `compare` for the arguments.
    """
    expected, answer = _without_numpy(expected), _without_numpy(answer)
    if isinstance(expected, tuple) and isinstance(answer, (tuple, list)):
        answer = answer[: len(expected)] if len(answer) <= len(expected) + rule.extra_values else answer
    wanted, given = as_numbers(expected), as_numbers(answer)
    aligned = None if wanted is None or given is None else _align(expected, wanted, given, rule)
    if wanted is None or aligned is None or not wanted.size:
        return None
    wrong = ~_equal(wanted, aligned, rule).ravel()
    with np.errstate(all="ignore"):
        off = np.where(wanted == aligned, 0.0, np.abs(aligned - wanted)).ravel()  # infinities are equal, too
        allowed = _allowed(wanted, rule).ravel()
        share = np.nan_to_num(off / np.maximum(allowed, np.finfo(float).tiny), nan=np.inf)
    worst = int(np.argmax(np.where(wrong, share, -1.0) if wrong.any() else share))
    return Margin(
        worst,
        wanted.size,
        wanted.ravel()[worst].item(),
        aligned.ravel()[worst].item(),
        float(off[worst]),
        float(allowed[worst]),
    )


def shape_counts(expected: Any, rule: Rule) -> bool:
    """Tell whether the shape of numbers counts; else extents of 1 make no difference."""
    wanted = as_numbers(_without_numpy(expected))
    return wanted is not None and not _is_flat(expected, wanted, rule)


def as_numbers(value: Any) -> Numbers | None:
    """Return *value* as an array of floats (or complex numbers), or None if anything in it is no number."""
    match value:
        case bool() | np.bool_() | str() | None:
            return None
        case int():
            try:
                return np.array(float(value))
            except OverflowError:
                return None
        case float() | complex() | np.number():
            return np.array(value, np.complex128) if np.iscomplexobj(value) else np.array(value, np.float64)
        case np.ndarray() if value.dtype.kind in "iuf":
            return value.astype(np.float64)
        case np.ndarray() if value.dtype.kind == "c":
            return value.astype(np.complex128)
        case np.ndarray() if value.dtype.kind == "O":
            return _stack(value.ravel().tolist(), value.shape)
        case list() | tuple():
            return _stack(list(value), None)
        case Column():
            return _stack(list(value.values), None)
        case Formula():
            return _number_in(value)
    return None


def rows_of(question: Question) -> int | None:
    """Return how many rows the first table, array or list among the arguments has."""
    for argument in question.arguments:
        if isinstance(argument, Frame) and argument.columns:
            return len(argument.columns[0].values)
        if isinstance(argument, list) or (isinstance(argument, np.ndarray) and argument.ndim):
            return len(argument)
    return None


def constant_ratio(expected: Numbers, answer: Numbers) -> float | None:
    """Return r if every number of *answer* is r times that of *expected* (and r is not 0), to 9 digits."""
    useful = (expected != 0) & np.isfinite(expected) & np.isfinite(answer)
    if not useful.any() or not np.array_equal(answer[~useful], expected[~useful]):
        return None
    with np.errstate(all="ignore"):
        ratios = answer[useful] / expected[useful]
        first = ratios.flat[0]
        if np.iscomplexobj(ratios) or first == 0 or not np.allclose(ratios, first, rtol=1e-9, atol=0):
            return None
    return float(first)


def name_ratio(ratio: float, rows: int | None) -> str | None:
    """Return the name of a ratio that a formula can be off by: ``1/2``, ``-1``, ``n = 14``; None for any other."""
    sign, size = ("-" if ratio < 0 else ""), abs(ratio)
    for name, value in known_ratios(rows):
        if math.isclose(size, value, rel_tol=1e-9):
            return sign + name
    return None


def known_ratios(rows: int | None) -> Iterator[tuple[str, float]]:
    """Yield the names and values of what a formula can be off by; where n is small several have one value."""
    small = [Fraction(n, d) for n in range(1, 5) for d in range(1, 5)]
    yield from ((str(f), float(f)) for f in sorted(set(small), key=lambda f: f.numerator + f.denominator))
    if rows:
        n = f"n (here {rows})"
        yield from [(n, rows), (f"1/{n}", 1 / rows), (f"half of {n}", rows / 2), (f"2 times {n}", 2 * rows)]
        yield from [(f"2/{n}", 2 / rows), (f"1/2 of 1/{n}", 0.5 / rows)]


# ---------------------------------------------------------------- below: how


def _compare_numbers(
    expected: Any, wanted: Numbers, given: Numbers, rule: Rule, rows: int | None
) -> Finding | None:
    aligned = _align(expected, wanted, given, rule)
    if aligned is None:
        text = f"its shape is {given.shape}, expected {_wanted_shape(wanted)}"
        return Finding(text, "the shape is not the expected one")
    equal = _equal(wanted, aligned, rule)
    return None if equal.all() else _numbers_finding(wanted, aligned, equal, rows)


def _align(expected: Any, wanted: Numbers, given: Numbers, rule: Rule) -> Numbers | None:
    """Return *given* in the shape of *wanted*; None where the rule does not take the one for the other."""
    flat = _is_flat(expected, wanted, rule)
    if wanted.size == given.size and _shapes_agree(wanted.shape, given.shape, flat=flat):
        return given.reshape(wanted.shape)
    return None


def _is_flat(expected: Any, wanted: Numbers, rule: Rule) -> bool:
    return rule.columns or isinstance(expected, tuple) or not wanted.ndim


def _allowed(wanted: Numbers, rule: Rule) -> NDArray[np.float64]:
    """Return how far from each number of *wanted* is close enough."""
    with np.errstate(all="ignore"):
        size = np.abs(wanted)
        return np.asarray(size * 0.0 if rule.exact else rule.absolute + rule.relative * size)


def _equal(wanted: Numbers, given: Numbers, rule: Rule) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        same = wanted == given  # infinities of one sign too; NaN never
        if rule.exact:
            return np.asarray(same)
        finite = np.isfinite(wanted) & np.isfinite(given)
        close = np.abs(given - wanted) <= _allowed(wanted, rule)
        return np.asarray(same | (finite & close))


def _numbers_finding(wanted: Numbers, given: Numbers, equal: NDArray[np.bool_], rows: int | None) -> Finding:
    if np.isnan(given).any():
        return _same("there is a NaN (not a number) in it")
    if np.isinf(given).any() and not np.isinf(wanted).any():
        return _same("it is infinite: the numbers grew beyond all bounds")
    one = wanted.size == 1
    ratio = constant_ratio(wanted, given)
    if ratio is not None and (name := name_ratio(ratio, rows)):
        text = (
            f"it is {name} of the expected value" if one else f"every component is {name} of the expected one"
        )
        return Finding(text if name != "-1" else "the sign is the opposite of the expected one", WRONG_VALUE)
    if not one and np.array_equal(wanted.ravel()[::-1], given.ravel()):
        return Finding("the right numbers in the opposite order", WRONG_VALUE)
    if one:
        return Finding(_off_by(wanted, given), WRONG_VALUE)
    wrong = np.flatnonzero(~equal.ravel())
    if len(wrong) == wanted.size:
        return Finding(f"none of the {wanted.size} numbers is the expected one", WRONG_VALUE)
    places = ", ".join(str(i + 1) for i in wrong[:5]) + (" ..." if len(wrong) > 5 else "")
    return Finding(f"of {wanted.size} numbers these are not as expected: number {places}", WRONG_VALUE)


def _off_by(wanted: Numbers, given: Numbers) -> str:
    with np.errstate(all="ignore"):
        off = float(np.max(np.abs(given - wanted) / np.abs(wanted)))
    return f"it is close, but off by {off:.2g} of the expected value" if off < 0.01 else WRONG_VALUE


def _number_in(formula: Formula) -> Numbers | None:
    """Return the number that a formula consists of: SymPy's Integer, Rational or Float."""
    match formula.postfix:
        case (("integer", digits),):
            return as_numbers(int(digits, 16))
        case (("rational", over, under),):
            try:
                return np.array(float(Fraction(int(over, 16), int(under, 16))))
            except OverflowError:
                return None
        case (("float", digits),):
            return np.array(float.fromhex(digits))
    return None


MAX_DIMENSIONS = 32
"""Of arrays in lists in arrays together; older versions of NumPy have no more."""


def _stack(items: list[Any], shape: tuple[int, ...] | None) -> Numbers | None:
    if all(type(item) is float for item in items):  # by far the fastest way, and the usual case
        stacked: Numbers = np.array(items, np.float64)
    else:
        parts = [as_numbers(item) for item in items]
        shapes = {None if part is None else part.shape for part in parts}
        outer = 1 if shape is None else len(shape)
        if None in shapes or len(shapes) > 1 or any(outer + len(s) > MAX_DIMENSIONS for s in shapes if s):
            return None
        stacked = np.array(parts)
    return stacked if shape is None else stacked.reshape(shape + stacked.shape[1:])


def _without_numpy(value: Any) -> Any:
    """Return a truth value of NumPy's, or what a 0-d array of objects holds, as Python's own."""
    while isinstance(value, (np.bool_, np.ndarray)) and not value.ndim and value.dtype.kind in "bO":
        value = value.item()
    return value


def _items(value: Any) -> list[Any] | None:
    """Return the items of a list, tuple, array or column; None for anything else."""
    match value:
        case list() | tuple():
            return list(value)
        case np.ndarray() if value.ndim:
            return list(value)
        case Column():
            return list(value.values)
    return None


def _shapes_agree(wanted: tuple[int, ...], given: tuple[int, ...], *, flat: bool) -> bool:
    """Tell whether *given* is as good as *wanted*; with *flat* the extents of 1 do not count."""
    if not flat:
        return wanted == given
    return [n for n in wanted if n != 1] == [n for n in given if n != 1]


def _wanted_shape(wanted: Numbers) -> str:
    return "a single number" if wanted.ndim == 0 else str(wanted.shape)


def _compare_items(expected: Any, answer: Any, rule: Rule) -> Finding | None:
    if len(expected) != len(answer):
        text = f"there are {len(answer)} values, expected {len(expected)}"
        return Finding(text, "the number of values is not the expected one")
    for place, (wanted, given) in enumerate(zip(expected, answer, strict=True), start=1):
        finding = compare(wanted, given, rule)
        if finding is not None:
            return Finding(f"value {place} of {len(expected)}: {finding.text}", finding.generic)
    return None


def _compare_frames(expected: Frame, answer: Frame, rule: Rule) -> Finding | None:
    wanted, given = ([c.name for c in frame.columns] for frame in (expected, answer))
    if wanted != given:
        return _same("the columns are not the expected ones")
    return _compare_items(expected.columns, answer.columns, rule)


def _same_formula(one: Formula, other: Formula) -> bool:
    return one.postfix == other.postfix


def _judge_raising(question: Question, answer: Answer) -> Finding | None:
    if answer.kind is Kind.ERROR and answer.error in question.raises:
        return None
    if answer.kind in (Kind.VALUE, Kind.ERROR):
        wanted = f", expected {' or '.join(question.raises)}"
        if answer.kind is Kind.VALUE:
            return _same(f"it returned a value{wanted}")
        came, known = f"it stopped with {answer.error}", f"it stopped with {_well_known(answer.error)}"
        return Finding(came + wanted, known + wanted)
    return _same(answer.message or f"there is no function {question.function}")


def _well_known(error: str) -> str:
    """Return the name of a built-in exception; a student's own class may be named after what it was asked."""
    known = getattr(builtins, error, None)
    return error if isinstance(known, type) and issubclass(known, BaseException) else "an error"


def _unchanged(question: Question, answer: Answer) -> bool:
    if answer.arguments_after is None or len(answer.arguments_after) != len(question.arguments):
        return False
    pairs = zip(question.arguments, answer.arguments_after, strict=True)
    changeable = (np.ndarray, list, dict, Column, Frame)
    return not any(
        compare(before, after, Rule(exact=True)) for before, after in pairs if isinstance(before, changeable)
    )


def _kind(expected: Any, answer: Any, why: str = "") -> Finding:
    text = f"it is {describe(answer)}{why}, expected {describe(expected)}"
    if answer is None:
        text = "it returned nothing (None)"
    return Finding(
        text, "it returned nothing (None)" if answer is None else "the kind of value is not the expected one"
    )


def bounded(rule: Rule, expected: Answer, answer: Answer) -> Answer:
    """Return *answer*; one that is much larger than the expected one as a note, after values that may follow are cut."""
    value, wanted = answer.value, expected.value
    if isinstance(wanted, tuple) and isinstance(value, (tuple, list)):
        value = value[: len(wanted)] if len(value) <= len(wanted) + rule.extra_values else value
    limit = MAX_ITEMS + 2 * _count_items(wanted, MAX_ITEMS**2)
    if _count_items(value, limit) <= limit:
        return answer
    return replace(answer, value=NotPlain(type(value).__name__, f"has more than {limit} items"))


def _count_items(value: Any, limit: int) -> int:
    """Return how many numbers, texts and containers *value* holds, or some number above *limit*."""
    match value:
        case np.ndarray() if value.dtype.kind != "O":
            return max(1, value.size)
        case np.ndarray() | list() | tuple():
            parts = value.ravel().tolist() if isinstance(value, np.ndarray) else value
        case dict():
            parts = list(value.values())
        case Frame():
            parts = value.columns
        case Column():
            parts = value.values
        case _:
            return 1
    count = 1
    for part in parts:
        count += _count_items(part, limit - count)
        if count > limit:
            break
    return count


def _same(text: str) -> Finding:
    return Finding(text, text)
