"""What authors write exercises with.

`exercises.py` reads as a list of questions; nothing in it says how they travel, who answers or how a page looks:

    from autograder.questions import array, exercise, quarter, quarters, table

    park = table("park.csv")                       # students have this file too

    @exercise(points=3, builds_on=[predict])
    def gradient(ask):
        '''The slope of the loss along w and along b.'''              # the student reads this line
        ask(X=array(2, 4, 5), Y=array(45, 85, 105), w=1.0, b=0.0)     # shown, with the answer's finding
        ask.hidden("a bias that is not zero", X=park.temperature, Y=park.visitors, w=10.0, b=5.0)
        ask.hidden("random numbers", X=quarters(8), Y=quarters(8), w=quarter(), b=quarter()).exactly()
        ask.guard(X=array(2, 4, 5), Y=array(45, 85, 105), w=1.0, b=0.0).leaves_arguments()

Arguments are named for the reader and passed by position, so that a student may call a parameter what they like.

What is drawn by chance (`quarter`, `quarters`, `one_of`) makes a question a *template*: it is drawn `POOL` times from
the assignment's seed, and every student gets one of the variants, always the same one. So a question that leaks is
worth little, and the answers to it are comparable all the same.

`misconceptions.py` holds wrong versions of the functions; the docstring of each is the hint. It is never imported:
`read_misconceptions` takes it apart as text, and the functions run in a sealed process beside the reference.
"""

from __future__ import annotations

import ast
import csv
import hmac
import inspect
import random
import runpy
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.errors import AssignmentError, WireError
from autograder.model import (
    Column,
    Exercise,
    Formula,
    Frame,
    Misconception,
    Part,
    Question,
    Rule,
    Sketch,
    Variant,
)
from autograder.sandbox.values import freeze, thaw

# ---------------------------------------------------------------- the vocabulary


POOL = 40
"""How many variants of a template are drawn. Those that are weaker than most are left out later."""


MOST_STEPS = 1000
"""Of a descent that is drawn."""


def exercise(
    *,
    points: float,
    builds_on: Sequence[Exercise] = (),
    extra_values: int = 0,
    columns: bool = False,
    steps: str = "",
    derivative_of: Exercise | None = None,
    along: Sequence[str] = (),
    formula: bool = False,
) -> Callable[[Callable[[Ask], None]], Exercise]:
    """Declare that the function of this name is to be written by students.

    Args:
        points: what it is worth, as the test cell in the notebook says it too.
        builds_on: earlier exercises whose functions a right solution calls.
        extra_values: how many values more than expected a returned tuple may carry (a history of losses, say).
        columns: whether a column or a row is as good as a flat array.
        steps: the argument that says how many steps a descent takes, so that a student can be told where theirs stops.
        derivative_of: the exercise, quadratic in its parameters, of which this is the derivative, so that a student
            can be told that theirs is right for the loss that they wrote.
        along: the arguments along which the derivative is taken, one for each number of the answer.
        formula: whether the function is a formula of its arguments; a student whose formula is another one is shown it.
    """

    def declare(questions: Callable[[Ask], None]) -> Exercise:
        description = inspect.getdoc(questions)
        if not description:
            raise AssignmentError(f"exercise {questions.__name__} has no docstring; the student reads it")
        ask = _ask_all(questions, Rule(extra_values=extra_values, columns=columns))
        declared = Exercise(
            name=questions.__name__,
            points=_decimal(points, f"points of {questions.__name__}"),
            description=description,
            notebook="",
            builds_on=tuple(earlier.name for earlier in builds_on),
            steps=steps,
            derivative_of=derivative_of.name if derivative_of else "",
            along=tuple(along),
            formula=formula,
            questions=tuple(asked.question for asked in ask.asked),
            parts=tuple(ask.parts) or (Part(questions.__name__, Decimal(1)),),
            sketch=replace(ask.sketch, steps=ask.sketch.steps or steps) if ask.sketch else None,
        )
        _check(declared)
        _loading.get().exercises.append(declared)
        return declared

    return declare


@dataclass
class Asked:
    """A question just asked; its methods say more about how the answer is compared."""

    question: Question

    def exactly(self) -> Asked:
        """Compare to the last bit. For arguments that are quarters, where float arithmetic is exact."""
        return self._with(rule=replace(self.question.rule, exact=True))

    def within(self, *, relative: float = 0.0, absolute: float = 0.0) -> Asked:
        """Accept an answer this close. *absolute* is for expectations that can be zero."""
        return self._with(rule=replace(self.question.rule, relative=relative, absolute=absolute))

    def leaves_arguments(self) -> Asked:
        """Want the arguments unchanged after the call."""
        return self._with(leaves_arguments=True)

    def twice(self) -> Asked:
        """Make the same call a second time; the second answer counts."""
        return self._with(twice=True)

    def raises(self, *exceptions: type[Exception]) -> Asked:
        """Want one of these exceptions instead of a value."""
        return self._with(raises=tuple(e.__name__ for e in exceptions))

    def _with(self, **changes: Any) -> Asked:
        self.question = replace(self.question, **changes)
        return self


@dataclass
class Ask:
    """Collect the questions of one exercise, in the order in which they are asked."""

    function: str
    rule: Rule
    asked: list[Asked] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    sketch: Sketch | None = None
    _part: str | None = None

    def __call__(self, **arguments: Any) -> Asked:
        """Ask something that the student sees, with the answer and what was found."""
        return self._ask(arguments, visible=True)

    def hidden(self, about: str, /, **arguments: Any) -> Asked:
        """Ask something of which the student learns only what it is *about*, in words without numbers."""
        return self._ask(arguments, about=about)

    def guard(self, about: str = "", /, **arguments: Any) -> Asked:
        """Ask something that can withhold points but not earn any. Shown, unless it says what it is *about*."""
        return self._ask(arguments, visible=not about, about=about, guard=True)

    def picture(
        self, height: Exercise | Any, /, along: Sequence[str], counting: str = "", **arguments: Any
    ) -> None:
        """Show students where a descent with these *arguments* goes, beside where theirs goes; it earns nothing.

        Take data that students have, and numbers of which no question makes use: the expected path is shown.

        Args:
            height: what the descent makes small: an exercise, a loss that is quadratic in what changes; or a formula
                of SymPy's in the symbols *along*, which must be quadratic if there are two of them.
            along: what changes, one or two arguments or symbols, in the order in which the descent returns them.
            counting: the argument that says how many steps there are at most; without it `exercise(steps=...)` does.
            arguments: of the call.
        """
        self.sketch = Sketch(
            height=height.name if isinstance(height, Exercise) else "cost",
            along=tuple(along),
            names=tuple(arguments),
            arguments=tuple(arguments.values()),
            steps=counting,
            formula=None if isinstance(height, Exercise) else _as_data(height),
        )

    @contextmanager
    def part(self, name: str, *, share: float) -> Iterator[None]:
        """Give the questions inside a *share* (0 to 1) of the points. The shares' sum must be 1."""
        self.parts.append(Part(name, _decimal(share, f"share of {name!r} in {self.function}")))
        self._part = name
        yield
        self._part = None

    def _ask(self, arguments: dict[str, Any], **what: Any) -> Asked:
        names, values = tuple(arguments), tuple(arguments.values())
        question = Question(self.function, values, names, self.rule, part=self._part, **what)
        self.asked.append(Asked(question))
        return self.asked[-1]


def array(*numbers: float) -> NDArray[np.float64]:
    """Return *numbers* as a NumPy array of floats, shape (n,)."""
    return np.array(numbers, dtype=np.float64)


def frame(**columns: Sequence[float]) -> Frame:
    """Return a table with these columns. The function gets it as a pandas DataFrame, rows counted from 0."""
    return Frame(
        tuple(
            Column(name, tuple(range(len(values))), tuple(float(v) for v in values))
            for name, values in columns.items()
        )
    )


def table(name: str) -> SimpleNamespace:
    """Read a CSV file that lies beside exercises.py: an attribute per column, each an array of floats, shape (rows,)."""
    path = _loading.get().folder / name
    try:
        with path.open(newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        columns = np.array(rows, dtype=np.float64).T
    except FileNotFoundError as missing:
        raise AssignmentError(f"table({name!r}): there is no such file beside exercises.py") from missing
    except ValueError as malformed:
        raise AssignmentError(
            f"table({name!r}): expected a line of names and rows of numbers, got {malformed}"
        ) from malformed
    return SimpleNamespace(**dict(zip(header, columns, strict=True)))


def quarter(low: int = -8, high: int = 8) -> float:
    """Return a random multiple of 1/4 between *low* and *high*, not a whole number and so not 0.

    Float arithmetic on a few of them is exact, so that agreement can be asked for to the last bit. Drawn from the
    assignment's seed: stable for a course, not to be guessed from the released files.
    """
    draw = _loading.get().random
    return draw.choice([n / 4 for n in range(4 * low, 4 * high + 1) if n % 4])


def quarters(count: int, low: int = -8, high: int = 8) -> NDArray[np.float64]:
    """Return *count* different random multiples of 1/4, shape (count,). Take 4 or 8, so that a mean stays exact."""
    draw = _loading.get().random
    return np.array(draw.sample([n / 4 for n in range(4 * low, 4 * high + 1) if n % 4], count))


def one_of(*values: Any) -> Any:
    """Return one of *values*, drawn from the assignment's seed."""
    return _loading.get().random.choice(values)


# ---------------------------------------------------------------- reading what was written


def load_exercises(path: Path, seed: bytes) -> tuple[Exercise, ...]:
    """Run the instructor's exercises.py and return its exercises, in order.

    Args:
        path: the file; `table` looks beside it.
        seed: the assignment's secret, from which `quarter` and `quarters` draw.

    Raises:
        AssignmentError: with file, line and what is wrong.
    """
    loading = _Loading(path.parent, seed)
    token = _loading.set(loading)
    try:
        runpy.run_path(str(path), run_name="exercises")
    except FileNotFoundError as missing:
        raise AssignmentError(f"{path}: {missing.strerror}") from missing
    except (
        Exception
    ) as broken:  # an author's mistake may be of any class; all of them are one line for the user
        raise AssignmentError(
            f"{path}, line {_line_in(path, broken)}: {type(broken).__name__}: {broken}"
        ) from broken
    finally:
        _loading.reset(token)
    if not loading.exercises:
        raise AssignmentError(f"{path}: declares no exercise")
    names = [e.name for e in loading.exercises]
    for name in names:
        if names.count(name) > 1:
            raise AssignmentError(f"{path}: declares {name} twice")
    return tuple(loading.exercises)


def read_misconceptions(path: Path, exercises: Sequence[Exercise]) -> tuple[tuple[Misconception, ...], str]:
    """Take misconceptions.py apart without running it.

    Returns:
        The misconceptions, in order, and the module's source with the decorators and the import of our vocabulary
        taken out: plain functions, to be defined beside the reference in a sealed process.

    Raises:
        AssignmentError: with file, line and what is wrong.
    """
    versions, source = _read_versions(path, "misconception", exercises)
    found = []
    for function, of in versions:
        hint = ast.get_docstring(function)
        if not hint:
            raise AssignmentError(
                f"{path}, line {function.lineno}: {function.name} has no docstring; it is the hint"
            )
        found.append(Misconception(function.name, of, " ".join(hint.split())))
    return tuple(found), source


def read_variants(path: Path, exercises: Sequence[Exercise]) -> tuple[tuple[Variant, ...], str]:
    """Take variants.py apart as `read_misconceptions` does: right versions, written as others would write them."""
    versions, source = _read_versions(path, "variant", exercises)
    return tuple(Variant(function.name, of) for function, of in versions), source


def misconception(*, of: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a wrong version of the exercise *of*; its docstring is the hint. See `read_misconceptions`."""
    del of  # read by `read_misconceptions`, from the text
    return lambda function: function


def variant(*, of: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a right version of the exercise *of*, written differently; `autograde verify` wants it to pass."""
    return misconception(of=of)


# ---------------------------------------------------------------- below: how


@dataclass
class _Loading:
    """What the vocabulary needs to know while one exercises.py runs."""

    folder: Path
    seed: bytes
    exercises: list[Exercise] = field(default_factory=list)
    random: random.Random = field(init=False)
    """Where the draws of the variant at hand come from."""

    def __post_init__(self) -> None:
        self.draw_for("", 0)

    def draw_for(self, exercise: str, variant: int) -> None:
        """Begin anew: the same draws for the same seed, exercise and variant, whatever else is asked."""
        self.random = random.Random(hmac.digest(self.seed, f"{exercise} {variant}".encode(), "sha256"))


_loading: ContextVar[_Loading] = ContextVar("loading")


def _ask_all(questions: Callable[[Ask], None], rule: Rule) -> Ask:
    """Collect the questions, once for each variant, and put together what differs from variant to variant."""
    drawn = []
    for variant in range(POOL):
        _loading.get().draw_for(questions.__name__, variant)
        drawn.append(Ask(questions.__name__, rule))
        questions(drawn[-1])
    first = drawn[0]
    if len({repr(each.sketch) for each in drawn}) > 1:
        raise AssignmentError(
            f"{questions.__name__} draws the arguments of its picture; all students are shown the same"
        )
    if len({len(each.asked) for each in drawn}) > 1:
        raise AssignmentError(f"{questions.__name__} asks another number of questions from draw to draw")
    for place, asked in enumerate(first.asked):
        variants = tuple(each.asked[place].question.arguments for each in drawn)
        if len({repr(arguments) for arguments in variants}) > 1:
            if asked.question.visible:
                raise AssignmentError(f"{questions.__name__} draws the arguments of a question that is shown")
            asked.question = replace(asked.question, variants=variants)
    return first


def _read_versions(
    path: Path, decorator: str, exercises: Sequence[Exercise]
) -> tuple[list[tuple[ast.FunctionDef, str]], str]:
    """Return the decorated functions in the file with the exercise of each, and its source as plain functions."""
    try:
        module = ast.parse(path.read_bytes(), filename=str(path))
    except FileNotFoundError:
        return [], ""
    except (SyntaxError, ValueError) as broken:
        raise AssignmentError(
            f"{path}, line {getattr(broken, 'lineno', '?')}: {getattr(broken, 'msg', broken)}"
        ) from broken
    taken = {e.name for e in exercises}
    known = sorted(taken)
    found: list[tuple[ast.FunctionDef, str]] = []
    body: list[ast.stmt] = []
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == "autograder.questions":
            continue
        if isinstance(statement, ast.FunctionDef) and statement.decorator_list:
            found.append((statement, _of(path, statement, decorator, known)))
            if statement.name in taken:
                raise AssignmentError(f"{path}, line {statement.lineno}: the name {statement.name} is taken")
            taken.add(statement.name)
            statement.decorator_list = []
        body.append(statement)
    module.body = body
    return found, ast.unparse(module)


def _of(path: Path, function: ast.FunctionDef, decorator: str, known: Sequence[str]) -> str:
    match function.decorator_list:
        case [
            ast.Call(
                func=ast.Name(id=name),
                args=[],
                keywords=[ast.keyword(arg="of", value=ast.Constant(value=str(of)))],
            )
        ] if name == decorator and of in known:
            return of
    raise AssignmentError(
        f'{path}, line {function.lineno}: {function.name} needs @{decorator}(of="...") with one of {", ".join(known)}'
    )


def _check(declared: Exercise) -> None:
    """Refuse an exercise that could not be scored as its author thinks."""
    name = declared.name
    total = sum((part.share for part in declared.parts), Decimal(0))
    if total != 1:
        raise AssignmentError(f"the shares of {name}'s parts sum to {total}, not to 1")
    for argument in (declared.steps, *declared.along):
        if argument and not all(argument in q.names for q in declared.questions):
            raise AssignmentError(f"{name} does not name the argument {argument} in all of its questions")
    if declared.sketch is not None:
        _check_sketch(declared, declared.sketch)
    counting = [q for q in declared.questions if not q.guard]
    if not counting:
        raise AssignmentError(f"{name} asks nothing that earns points")
    named = len(declared.parts) > 1 or declared.parts[0].name != name
    for part in declared.parts if named else ():
        if not any(q.part == part.name for q in counting):
            raise AssignmentError(f"part {part.name!r} of {name} asks nothing that earns points")
    if named and any(q.part is None for q in counting):
        raise AssignmentError(f"{name} has parts, but a question outside of them")


def _check_sketch(declared: Exercise, sketch: Sketch) -> None:
    """Refuse a picture that could not be drawn, or that would show the answer to a question."""
    name = f"the picture of {declared.name}"
    if sketch.names != declared.questions[0].names:
        raise AssignmentError(
            f"{name} needs the arguments {', '.join(declared.questions[0].names)}, in this order"
        )
    if sketch.steps not in sketch.names:
        raise AssignmentError(
            f"{name} needs counting=..., or @exercise(steps=...): the argument that says how many steps there are"
        )
    steps = sketch.arguments[sketch.names.index(sketch.steps)]
    if not isinstance(steps, int) or not 2 <= steps <= MOST_STEPS:
        raise AssignmentError(f"{name} needs from 2 to {MOST_STEPS} steps, got {steps!r}")
    _check_height(name, sketch)
    known = (
        arguments for q in declared.questions if not q.visible for arguments in q.variants or (q.arguments,)
    )
    if any(repr(arguments) == repr(sketch.arguments) for arguments in known):
        raise AssignmentError(f"{name} shows the answer to a hidden question")


def _as_data(height: Any) -> Formula:
    """Return an author's formula as data. Raises AssignmentError for what is no formula."""
    try:
        formula = thaw(freeze(height))
    except WireError as refused:
        raise AssignmentError(f"a picture over {height}, which {refused}") from refused
    if not isinstance(formula, Formula):
        raise AssignmentError(
            f"a picture over {height!r}: this is neither an exercise nor a formula of SymPy's"
        )
    return formula


def _check_height(name: str, sketch: Sketch) -> None:
    if sketch.formula is not None:
        symbols = {rest[0] for head, *rest in sketch.formula.postfix if head == "symbol"}
        if not 1 <= len(sketch.along) <= 2 or symbols != set(sketch.along):
            raise AssignmentError(
                f"{name} needs a formula of SymPy's in one or two symbols, the same as along=..."
            )
        return
    height = next(e for e in _loading.get().exercises if e.name == sketch.height)
    if not 1 <= len(sketch.along) <= 2 or not set(sketch.along) <= set(height.questions[0].names):
        raise AssignmentError(f"{name} needs one or two arguments of {sketch.height} to go along")
    missing = set(height.questions[0].names) - set(sketch.names) - set(sketch.along)
    if missing:
        raise AssignmentError(
            f"{name} does not say which {', '.join(sorted(missing))} {sketch.height} is called with"
        )


def _decimal(number: float, what: str) -> Decimal:
    """Return *number* as the decimal that was typed; 0.1 is one tenth."""
    try:
        value = Decimal(str(number))
    except InvalidOperation:
        value = Decimal(-1)
    if not 0 < value < 10_000:
        raise AssignmentError(f"{what} must be a number above 0, got {number!r}")
    return value


def _line_in(path: Path, error: BaseException) -> int | str:
    """Return the last line of *path* that *error* came through."""
    if isinstance(error, SyntaxError):
        return error.lineno or "?"
    line: int | str = "?"
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
