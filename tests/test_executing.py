"""Cells run as in a kernel, one after the other, and whatever they do costs themselves."""

import base64

import pytest

from autograder.executing import MAX_DEATHS, execute
from autograder.model import Cell, Kind, Shown
from autograder.sandbox import Limits, Sandbox

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(cell_cpu_seconds=1.0), preload=("numpy", "matplotlib"), ipython=True) as sandbox:
        yield sandbox


@pytest.fixture
def run(sandbox):
    """Run sources as cells; return their outcomes."""

    def run_cells(*sources, **files):
        cells = [Cell(index, source) for index, source in enumerate(sources)]
        return execute(sandbox, cells, {f"{name}.py": text.encode() for name, text in files.items()})

    return run_cells


def shown(outcome):
    """The outputs of a cell, as short as they can be told."""
    told = {
        Shown.STREAM: lambda o: (o.name, o.text),
        Shown.ERROR: lambda o: ("error", o.name),
        Shown.RESULT: lambda o: ("value", o.data["text/plain"]),
        Shown.DISPLAY: lambda o: ("display", o.data["text/plain"]),
    }
    return [told[output.kind](output) for output in outcome.outputs]


SKIPPED = "(skipped, no program is started here: {})\n"

CELLS = {
    "a value": ("1 + 1", [("value", "2")]),
    "a statement": ("x = 1", []),
    "a value that is kept back": ("1 + 1;", []),
    "two streams in order": (
        "import sys\nprint(1)\nprint(2, file=sys.stderr)\nprint(3)\n4",
        [("stdout", "1\n"), ("stderr", "2\n"), ("stdout", "3\n"), ("value", "4")],
    ),
    "an error after output": ("print(1)\n1 / 0\nprint(2)", [("stdout", "1\n"), ("error", "ZeroDivisionError")]),
    "no Python": ("def f(:", [("error", "SyntaxError")]),
    "awaiting": ("import asyncio\nawait asyncio.sleep(0)\n7", [("value", "7")]),
    "displays": (
        "from IPython.display import clear_output\ndisplay('gone')\nclear_output()\ndisplay('kept')",
        [("display", "'kept'")],
    ),
    "an updated display": ("handle = display(1, display_id=True)\nhandle.update(2)", [("display", "2")]),
    "nobody types": ("input('n? ')", [("error", "StdinNotImplementedError")]),
    "the system's shell": ("!ls\nfiles = !ls\nfiles", [("stdout", SKIPPED.format("!ls") * 2), ("value", "[]")]),
    "a script": ("%%bash\nls", [("stdout", SKIPPED.format("%%bash"))]),
    "an installation": ("%pip install x", [("stdout", SKIPPED.format("%pip install x"))]),
    "a timed cell": ("%%capture\nprint(1)", []),
    "no such magic": ("%nonsense", [("stderr", "UsageError: Line magic function `%nonsense` not found.\n"), ("error", "UsageError")]),
    "no window": ("%matplotlib qt\n1", [("value", "1")]),
    "a file beside it": ("import beside\nbeside.x", [("value", "41")]),
    "grading is going on": ("import os\nos.environ['NBGRADER_EXECUTION']", [("value", "'autograde'")]),
    "it ends itself": ("raise SystemExit(0)", [("error", "SystemExit")]),
    "a flood before the error": ("print('x' * 10**6)\n1 / 0", [("stdout", "x" * 60_000 + "\n... 940001 more characters were cut\n"), ("error", "ZeroDivisionError")]),
    "a hostile exception": (
        "class Hostile(Exception):\n    def __str__(self):\n        raise self\nraise Hostile()",
        [("error", "Hostile")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS)
def test_what_a_cell_shows(case, run):
    """Outputs as a notebook keeps them, in order."""
    source, expected = CELLS[case]
    (outcome,) = run(source, beside="x = 41")
    told = [output for output in shown(outcome) if "To exit: use" not in output[1]]
    if case == "a hostile exception":  # IPython's own words about it are no concern of ours
        told = told[-1:]
    assert told == expected


def test_plots_are_pictures(run):
    """Drawn at the end of the cell, as PNG, and closed."""
    first, second = run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('drawn');", "1")
    assert shown(first) == [("stdout", "drawn\n"), ("display", "<Figure size 640x480 with 1 Axes>")]
    assert base64.b64decode(first.outputs[-1].data["image/png"]).startswith(PNG)
    assert shown(second) == [("value", "1")]


def test_a_cell_that_hangs_or_dies_costs_itself(run):
    """What was defined before is there afterwards, and what the cell itself defines, too."""
    outcomes = run(
        "x = 1\nprint('once')",
        "def f():\n    return x + 1\nwhile True:\n    pass",
        "import os\ny = 5\nos._exit(0)",
        "f()",
        "y",
    )
    assert [outcome.ended for outcome in outcomes] == [None, Kind.TIMEOUT, Kind.CRASHED, None, None]
    assert shown(outcomes[0]) == [("stdout", "once\n")]
    assert shown(outcomes[3]) == [("value", "2")]
    assert shown(outcomes[4]) == [("error", "NameError")]


def test_a_notebook_that_dies_again_and_again_comes_to_an_end(run):
    """After so many deaths the rest is not run, and says so."""
    outcomes = run(*["import os; os._exit(1)"] * (MAX_DEATHS + 2))
    assert {outcome.ended for outcome in outcomes} == {Kind.CRASHED}
    assert outcomes[-1].error.startswith("not run: ")


def test_who_writes_on_the_channel_is_found(run):
    """It is tampering, whatever was written."""
    first, second = run("import os\nos.write(3, b'x' * 100)", "1")
    assert first.tampered or second.tampered


@pytest.mark.parametrize(
    "bundle",
    ["{'text/plain': 5}", "{'image/png': 'no picture'}", "{'application/javascript': 'alert(1)'}", "{'text/html': 'x' * 10**7}"],
)  # fmt: skip
def test_what_is_no_plain_output_is_left_out(bundle, run):
    """Of unknown, broken and endless representations nothing crosses, or the process ends."""
    outcome, _ = run(f"from IPython.display import publish_display_data\npublish_display_data({bundle})", "1")
    assert all(not output.data.get("application/javascript") for output in outcome.outputs)
    assert sum(len(text) for output in outcome.outputs for text in output.data.values()) < 300_000
