"""Untrusted bytes become cells within bounds, or one clear problem; cells become what nbgrader takes."""

import json
import subprocess
import sys
from decimal import Decimal

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from autograder.errors import SubmissionError
from autograder.model import Cell, CellOutcome
from autograder.notebook import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_CODE,
    MAX_VALUES,
    GradedCell,
    choose_file,
    executed_notebook,
    read_graded_cells,
    read_notebook,
)

SOLUTION = {"schema_version": 3, "grade_id": "loss", "grade": False, "solution": True, "locked": False}
TEST = {
    "schema_version": 3,
    "grade_id": "test_loss",
    "grade": True,
    "solution": False,
    "locked": True,
    "points": 2,
}
ESSAY = {
    "schema_version": 3,
    "grade_id": "why",
    "grade": True,
    "solution": True,
    "locked": False,
    "points": 1.5,
}
TASK = {**TEST, "grade_id": "task", "grade": False, "task": True}


def cell(source="x = 1", kind="code", nbgrader=None, **more):
    metadata = {} if nbgrader is None else {"nbgrader": nbgrader}
    return {"cell_type": kind, "metadata": metadata, "source": source, **more}


def notebook(*cells, **more):
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more}).encode()


def old_notebook(*cells, major=3):
    return json.dumps(
        {"nbformat": major, "worksheets": [{"cells": cells[:1]}, {"cells": cells[1:]}]}
    ).encode()


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("data", "source"),
    [
        (notebook(cell("x = 1")), "x = 1"),
        (notebook(cell(["x = 1\n", "y = 2"])), "x = 1\ny = 2"),
        (notebook(cell("x = 1\r\ny = 2\rz = 3")), "x = 1\ny = 2\nz = 3"),
        (notebook(cell("x = '\ud83d'")), "x = '\ufffd'"),
        (notebook(cell(["'\ud83d", "\ude00'"])), "'\ufffd\ufffd'"),
        (notebook(cell("größe = '😀'")), "größe = '😀'"),
        (b"\xef\xbb\xbf" + notebook(cell("x = 1")), "x = 1"),
        (notebook(cell("x = 1"), nbformat_minor=0), "x = 1"),
        (notebook(cell("x = 1"), nbformat_minor="?", metadata=[]), "x = 1"),
        (b'{"cells": [{"cell_type": "code", "source": "x = 1"}]}', "x = 1"),
        (notebook(cell("x = 1", outputs=7, id=[], metadata="lost")), "x = 1"),
        (notebook({"cell_type": "code"}), ""),
    ],
)
def test_reads_what_editors_leave(data, source):
    """Line ends, lists of lines, half surrogates, a BOM, lost metadata: the code is there all the same."""
    read = read_notebook("park.ipynb", data)
    assert (read.cells, read.notes) == ((Cell(0, source),), ())
    json.dumps([one.source for one in read.cells], ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("data", "cells", "notes"),
    [
        (
            notebook(cell(), cell("# Text", "markdown"), cell("raw", "raw"), cell("f()")),
            (
                Cell(0, "x = 1"),
                Cell(1, "# Text", is_code=False),
                Cell(2, "raw", is_code=False),
                Cell(3, "f()"),
            ),
            (),
        ),
        (
            notebook(cell(kind="video"), 7, cell(None), cell([1]), cell("x = 5")),
            (Cell(4, "x = 5"),),
            ("4 of 5 cells are of no known kind and were left out",),
        ),
        (notebook(), (), ()),
        (
            old_notebook(
                {"cell_type": "heading", "level": 2, "source": ["Two"]},
                {"cell_type": "code", "input": ["x = 1\n", "y = 2"], "outputs": "gone", "language": "python"},
                {"cell_type": "code", "input": "z = 3", "metadata": {"nbgrader": SOLUTION}},
            ),
            (
                Cell(0, "## Two", is_code=False),
                Cell(1, "x = 1\ny = 2"),
                Cell(2, "z = 3", grade_id="loss", is_solution=True),
            ),
            ("converted from notebook format 3",),
        ),
        (
            old_notebook({"cell_type": "code", "input": "x = 1", "prompt_number": 3}, major=2),
            (Cell(0, "x = 1"),),
            ("converted from notebook format 2",),
        ),
        (
            old_notebook(
                {"cell_type": "heading", "level": 10**15, "source": "h"}, "no cell", {"cell_type": []}
            ),
            (Cell(0, "# h", is_code=False),),
            ("converted from notebook format 3", "2 of 3 cells are of no known kind and were left out"),
        ),
    ],
)
def test_keeps_places_and_says_what_was_left_out(data, cells, notes):
    """A cell keeps its place among all cells; what could not be read is counted in a note."""
    read = read_notebook("park.ipynb", data)
    assert (read.cells, read.notes) == (cells, notes)


@pytest.mark.parametrize(
    ("kind", "nbgrader", "grade_id", "roles"),
    [
        ("code", SOLUTION, "loss", {"is_solution": True}),
        ("code", TEST, "test_loss", {"is_test": True}),
        ("code", {**TEST, "schema_version": 1}, "test_loss", {"is_test": True}),
        ("code", {**TEST, "grade": False}, "test_loss", {"is_setup": True}),
        ("markdown", ESSAY, "why", {"is_solution": True}),
        ("markdown", TASK, "task", {}),
        ("code", {**TEST, "grade": "yes"}, "test_loss", {"is_setup": True}),
        ("code", {**TEST, "grade": False, "locked": 1}, "test_loss", {}),
        ("code", {**TEST, "grade_id": 7}, None, {}),
        ("code", {**TEST, "grade_id": "../x"}, None, {}),
        ("code", {**TEST, "grade_id": "x" * 201}, None, {}),
        ("code", {}, None, {}),
        ("code", "stripped", None, {}),
    ],
)
def test_reads_nbgraders_metadata_where_its_types_are_right(kind, nbgrader, grade_id, roles):
    """Metadata is the student's too: a value of another type counts as absent."""
    read = read_notebook("park.ipynb", notebook(cell("x", kind, nbgrader)))
    assert read.cells == (Cell(0, "x", kind == "code", grade_id, **roles),)


@pytest.mark.parametrize(
    ("data", "source", "notes"),
    [
        (b"def f():\r\n\treturn 1\r\n", "def f():\n\treturn 1\n", ()),
        (b"\xef\xbb\xbfx = 1", "x = 1", ()),
        (b"# -*- coding: rot13 -*-\nk = 1", "# -*- coding: rot13 -*-\nk = 1", ()),
        (b"s = 'gr\xfc\xdfe'", "s = 'grüße'", ("not UTF-8 text; read as Latin-1",)),
    ],
)
def test_reads_a_script_as_one_cell(data, source, notes):
    """A .py file is one code cell; old encodings are read with a note."""
    read = read_notebook("Park.PY", data)
    assert (read.cells, read.notes) == ((Cell(0, source),), notes)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("park.ipynb", b"", "the file is empty"),
        ("park.py", b" \n", "the file is empty"),
        (
            "park.ipynb",
            b'{"cells":\n [},',
            "not a notebook: invalid JSON at line 2, column 3 (Expecting value)",
        ),
        ("park.ipynb", b"\xff\xfe{", "not a notebook: not UTF-8 text (byte 0xff at position 0)"),
        (
            "park.ipynb",
            notebook(cell("\xe9")).replace(b"\\u00e9", b"\xe9"),
            "not UTF-8 text (byte 0xe9 at position",
        ),
        ("park.ipynb", b"[" * 100_000, "not a notebook: its JSON is nested too deeply"),
        ("park.ipynb", b'{"cells": ' + b"9" * 5_000 + b"}", "its JSON holds a number that is too long"),
        ("park.ipynb", b"[]", "not a notebook: the file holds a list, not an object with cells"),
        ("park.ipynb", b"null", "the file holds a null"),
        ("park.ipynb", b"{}", "not a notebook: there is no list of cells in it"),
        ("park.ipynb", b'{"cells": {}}', "there is no list of cells in it"),
        ("park.ipynb", b'{"nbformat": 3, "worksheets": 5}', "there is no list of cells in it"),
        ("park.ipynb", b'{"nbformat": 5, "cells": []}', "not a notebook of format 2, 3 or 4: nbformat is 5"),
        ("park.ipynb", b'{"nbformat": [], "cells": []}', "nbformat is a list"),
        ("park.ipynb", b'{"nbformat": true, "cells": []}', "nbformat is True"),
        ("park.ipynb", b" " * (MAX_BYTES + 1), "51 MB, over the limit of 50 MB (clear the outputs)"),
        ("park.py", b"#" * (MAX_BYTES + 1), "51 MB, over the limit of 50 MB"),
        ("park.ipynb", b"[" + b"{}," * MAX_VALUES, "more than 5000000 values"),
        ("park.ipynb", notebook(*[0] * (MAX_CELLS + 1)), "5001 cells, over the limit of 5000"),
        ("park.ipynb", old_notebook(*[0] * (MAX_CELLS + 1)), "5001 cells, over the limit of 5000"),
        (
            "park.ipynb",
            notebook(cell("#" * MAX_CODE), cell()),
            "4194309 characters of code, over the limit of",
        ),
        ("park.py", b"#" * (MAX_CODE + 1), "4194305 characters of code, over the limit of 4194304"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else None,
)
def test_says_what_is_wrong_with_a_file(name, data, problem):
    """A file that is no notebook, or too much of one, is one line that names it and says why."""
    with pytest.raises(SubmissionError) as refused:
        read_notebook(name, data)
    assert str(refused.value).startswith(f"{name}: ")
    assert problem in str(refused.value)


def test_text_is_not_bounded_as_code_is():
    """A picture pasted into a text cell is no reason to refuse the code beside it."""
    read = read_notebook("park.ipynb", notebook(cell("#" * (MAX_CODE + 1), "markdown"), cell()))
    assert [one.is_code for one in read.cells] == [False, True]


def test_reads_which_cells_carry_points():
    """Test cells are graded by the program; written answers, graded solutions and tasks by a person."""
    data = notebook(
        cell("f", "code", SOLUTION),
        cell("assert f()", "code", TEST),
        cell("Because.", "markdown", ESSAY),
        cell("g", "code", {**ESSAY, "grade_id": "style"}),
        cell("Draw.", "markdown", TASK),
        cell("nothing"),
    )
    assert read_graded_cells("park.ipynb", data) == (
        GradedCell("test_loss", Decimal(2), manual=False),
        GradedCell("why", Decimal("1.5"), manual=True),
        GradedCell("style", Decimal("1.5"), manual=True),
        GradedCell("task", Decimal(2), manual=True),
    )


@pytest.mark.parametrize("points", ["2", None, True, -1, float("nan"), float("inf")])
def test_refuses_points_that_are_no_number(points):
    """An instructor's cell without proper points is named."""
    data = notebook(cell("f", "code", {**TEST, "points": points}))
    with pytest.raises(
        SubmissionError, match=r"park\.ipynb: the points of cell test_loss must be a number, got"
    ):
        read_graded_cells("park.ipynb", data)


def test_reading_needs_no_nbformat():
    """nbformat takes most of a second to import; today's notebooks are read without it."""
    program = (
        "import sys; from autograder.notebook import read_notebook; "
        "read_notebook('a.ipynb', b'{\"cells\": []}'); print('nbformat' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# ---------------------------------------------------------------- choosing

LOSS = notebook(cell("f", "code", SOLUTION))
BOTH = notebook(cell("f", "code", SOLUTION), cell("t", "code", TEST))
NONE = notebook(cell("f"))


@pytest.mark.parametrize(
    ("files", "chosen"),
    [
        ({"park.ipynb": NONE, "other.ipynb": BOTH, "park.py": b"x"}, "park.ipynb"),
        ({"park.ipynb": b"broken", "other.ipynb": BOTH}, "park.ipynb"),
        ({"park (1).ipynb": NONE, "park.py": b"x"}, "park (1).ipynb"),
        ({"a.ipynb": LOSS, "b.ipynb": BOTH, "c.ipynb": NONE}, "b.ipynb"),
        ({"a.ipynb": BOTH, "b.ipynb": notebook(*[cell("f", "code", SOLUTION)] * 3)}, "a.ipynb"),
        ({"park (1).ipynb": BOTH, "park (2).ipynb": BOTH}, "park (2).ipynb"),
        ({"a.ipynb": NONE, "z.ipynb": b"broken"}, "a.ipynb"),
        ({"A.IPYNB": BOTH, "helpers.py": b"x"}, "A.IPYNB"),
        ({"helpers.py": b"x", "park.py": b"x"}, "park.py"),
        ({"homework.py": b"x"}, "homework.py"),
    ],
)
def test_chooses_the_file_with_the_answers(files, chosen):
    """Name first, then the only one, then the one with most of the assignment's cells, then .py files."""
    assert choose_file(files, "park", {"loss", "test_loss"}) == chosen


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "no park.ipynb, and no other notebook or .py file instead of it"),
        ({"notes.txt": b"x"}, "no park.ipynb, and no other notebook"),
        ({"a.py": b"x", "b.py": b"x"}, "no park.ipynb, and none of 2 .py files is park.py"),
    ],
)
def test_says_that_no_file_holds_the_answers(files, problem):
    """Where nothing can be meant, it says what was looked for."""
    with pytest.raises(SubmissionError) as refused:
        choose_file(files, "park", {"loss"})
    assert str(refused.value).startswith(problem)


# ---------------------------------------------------------------- writing


def written(data, outcomes=(), name="park.ipynb"):
    """Write the executed notebook and read it as Jupyter and nbgrader do; both refuse an invalid one."""
    made = executed_notebook(None if name.endswith(".py") else data, read_notebook(name, data), outcomes)
    document = nbformat.reads(made.decode(), as_version=nbformat.NO_CONVERT)
    nbformat.validate(document)
    MetadataValidatorV3().validate_nb(document)
    return document


def test_the_executed_notebook_holds_our_outputs_and_no_others():
    """What cells printed and raised here stands in it; what the student's file claims is gone."""
    claim = {"output_type": "stream", "name": "stdout", "text": "13 of 13 points"}
    data = notebook(
        cell("print(1)\n1/0", outputs=[claim], execution_count=3),
        cell("# Text", "markdown", attachments={"a.png": {"image/png": "aGk="}}),
        cell("raw", "raw"),
        cell("x", outputs=[claim]),
        metadata={"kernelspec": {"name": "bash", "display_name": "Bash"}, "evil": "<script>"},
    )
    outcomes = [CellOutcome(0, "1\n\ud800", "ZeroDivisionError: division by zero: really"), CellOutcome(3)]
    document = written(data, outcomes)
    assert [one.source for one in document.cells] == ["print(1)\n1/0", "# Text", "raw", "x"]
    assert document.cells[0].outputs == [
        {"output_type": "stream", "name": "stdout", "text": "1\n\ufffd"},
        {
            "output_type": "error",
            "ename": "ZeroDivisionError",
            "evalue": "division by zero: really",
            "traceback": ["ZeroDivisionError: division by zero: really"],
        },
    ]
    assert document.cells[1].attachments == {"a.png": {"image/png": "aGk="}}
    assert document.cells[3].outputs == []
    assert document.metadata.kernelspec.name == "python3"
    assert "evil" not in document.metadata


@pytest.mark.parametrize(
    ("kind", "nbgrader", "kept"),
    [
        ("code", SOLUTION, {**SOLUTION, "task": False}),
        (
            "code",
            {**TEST, "checksum": "0" * 32, "cell_type": "code"},
            {"checksum": "0" * 32, "cell_type": "code"},
        ),
        ("code", {**TEST, "schema_version": 1, "own": "key", "checksum": 5}, {**TEST, "task": False}),
        ("markdown", ESSAY, {**ESSAY, "task": False}),
        ("markdown", TASK, TASK),
        ("code", {**TEST, "points": "many"}, None),
        ("code", {**TEST, "points": float("inf")}, None),
        ("code", TASK, None),
        ("markdown", TEST, None),
        ("markdown", SOLUTION, None),
        ("code", {**SOLUTION, "grade_id": ""}, None),
        ("code", {"grade_id": "idle"}, None),
    ],
)
def test_the_executed_notebook_keeps_nbgraders_metadata_where_valid(kind, nbgrader, kept):
    """The formgrader finds its cells; what nbgrader would refuse the whole notebook for is left out."""
    metadata = written(notebook(cell("x", kind, nbgrader))).cells[0].metadata
    if kept is None:
        assert metadata == {}
    else:
        assert metadata.nbgrader.items() >= kept.items()
        assert "own" not in metadata.nbgrader


def test_of_duplicated_cells_the_last_keeps_its_name():
    """As nbgrader itself does; with both it would refuse to grade the whole class."""
    document = written(notebook(cell("old", "code", SOLUTION), cell("new", "code", SOLUTION)))
    assert ["nbgrader" in one.metadata for one in document.cells] == [False, True]


@pytest.mark.parametrize(
    ("name", "data", "sources"),
    [
        ("park.py", b"x = 1", ["x = 1"]),
        ("park.ipynb", old_notebook({"cell_type": "code", "input": "a"}, {"cell_type": "html"}), ["a", ""]),
        ("park.ipynb", notebook(7, cell("b")), ["b"]),
        ("park.ipynb", notebook(), []),
    ],
)
def test_the_executed_notebook_of_other_files(name, data, sources):
    """A script, an old notebook and one with odd cells become notebooks of today; the same one every time."""
    document = written(data, [CellOutcome(0, "out"), CellOutcome(1, "out")], name)
    assert [one.source for one in document.cells] == sources
    assert all(one.outputs[0].text == "out" for one in document.cells if one.cell_type == "code")
    assert written(data, (), name) == written(data, (), name)


# ---------------------------------------------------------------- whatever the bytes are

TEXT = st.text(st.characters(codec=None), max_size=8)  # half surrogates too
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
KEYS = st.sampled_from(
    [
        "nbformat",
        "cells",
        "worksheets",
        "cell_type",
        "source",
        "input",
        "metadata",
        "nbgrader",
        "level",
        "points",
    ]
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | TEXT, inner, max_size=4),
    max_leaves=12,
)
GOOD = [
    json.loads(
        notebook(
            cell(["f\n", "g"], "code", SOLUTION, outputs=[], execution_count=1, id="a"),
            cell(
                "t", "code", TEST, outputs=[{"output_type": "stream", "name": "stdout", "text": "x"}], id="b"
            ),
            cell("Because.", "markdown", ESSAY, id="c", attachments={"a.png": {"image/png": "aGk="}}),
        )
    ),
    json.loads(
        old_notebook(
            {"cell_type": "heading", "level": 1, "source": "Title"},
            {"cell_type": "code", "input": ["f"], "outputs": [], "metadata": {"nbgrader": SOLUTION}},
        )
    ),
]


def paths_in(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from paths_in(one, (*path, key))


@st.composite
def mutated(draw):
    """Draw a good notebook in which up to three places hold something else."""
    whole = {"top": draw(st.sampled_from(GOOD))}
    for _ in range(draw(st.integers(1, 3))):
        whole = json.loads(json.dumps(whole))
        *above, last = draw(st.sampled_from([path for path in paths_in(whole) if path]))
        place = whole
        for key in above:
            place = place[key]
        place[last] = draw(ANYTHING)
    return json.dumps(whole["top"]).encode()


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(["park.ipynb", "park.py"]),
    data=st.binary() | ANYTHING.map(lambda value: json.dumps(value).encode()) | mutated(),
)
def test_whatever_comes_is_a_notebook_within_bounds_or_a_problem(name, data):
    """Nothing but SubmissionError is raised; what is read can be encoded, and written for nbgrader."""
    try:
        read = read_notebook(name, data)
    except SubmissionError as refused:
        assert str(refused).startswith(f"{name}: ")  # noqa: PT017  most bytes raise, some need not
        return
    assert len(read.cells) <= MAX_CELLS
    assert [one.index for one in read.cells] == sorted({one.index for one in read.cells})
    for one in read.cells:
        assert "\r" not in one.source
        one.source.encode()
    document = written(data, [CellOutcome(0, "\ud800", "E")], name)
    assert [one.source for one in document.cells] == [one.source for one in read.cells]


@settings(max_examples=100, deadline=None)
@given(data=mutated())
def test_whatever_an_instructor_leaves_is_read_or_refused(data):
    """Points come out as non-negative numbers or not at all."""
    try:
        graded = read_graded_cells("park.ipynb", data)
    except SubmissionError:
        return
    assert all(0 <= one.points < 10_000 for one in graded)
