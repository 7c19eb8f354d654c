"""Cells run as a notebook's would, without a kernel: what is Python runs, what is not is noted, what fails is salvaged.

All of it in a real sealed process; the student's own words come back in what a cell printed.
"""

import textwrap

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from autograder.model import Kind, Question
from autograder.sandbox import Limits, Sandbox


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(Limits(), preload=("numpy", "matplotlib")) as sandbox:
        yield sandbox


def run(sandbox, *cells, definitions_only=False, files=None):
    """Run *cells* in one process and return their outcomes."""
    with sandbox.open(files or {}) as process:
        outcomes = [
            process.run_cell(
                index, textwrap.dedent(cell).strip("\n"), definitions_only=definitions_only, cpu_limit=5
            )
            for index, cell in enumerate(cells)
        ]
        assert process.alive, outcomes[-1]
    return outcomes


def defined(sandbox, *cells, definitions_only=False):
    """Return the names that *cells* left behind, sorted."""
    names = "print(*sorted(n for n in globals() if n[0] != '_' and n not in ('get_ipython', 'display')))"
    with sandbox.open({}) as process:
        for index, cell in enumerate(cells):
            process.run_cell(index, textwrap.dedent(cell), definitions_only=definitions_only, cpu_limit=5)
        return process.run_cell(len(cells), names, cpu_limit=5).printed.split()


# ---------------------------------------------------------------- not Python


@pytest.mark.parametrize(
    ("cell", "printed", "notes"),
    [
        ("!ls\nprint(1)", "1\n", ("!ls",)),
        ("!pip install numpy\nprint(1)", "1\n", ("!pip install numpy",)),
        ("%pip install numpy\nprint(1)", "1\n", ("%pip install numpy",)),
        ("%conda install numpy\nprint(1)", "1\n", ("%conda install numpy",)),
        ("pip install numpy\nprint(1)", "1\n", ("%pip install numpy",)),
        ("x = !ls\nprint(x)", "[]\n", ("!ls",)),
        ("x = %pwd\nprint(x)", "None\n", ("%pwd",)),
        ("files = !ls\nfor f in files: print(f)\nprint(len(files))", "0\n", ("!ls",)),
        ("for i in range(2):\n    !echo {i}\nprint(1)", "1\n", ("!echo {i}", "!echo {i}")),
        ("%%bash\nls\nrm -rf /", "", ("%%bash",)),
        ("%%writefile x.py\nprint(2)", "", ("%%writefile x.py",)),
        ("%%html\n<b>", "", ("%%html",)),
        ("%run x.py\nprint(1)", "1\n", ("%run x.py",)),
        ("%cd /\nprint(1)", "1\n", ("%cd /",)),
        ("?print\nprint(1)", "1\n", ("%pinfo print",)),
        ("print?\nprint(1)", "1\n", ("%pinfo print",)),
        ("print??", "", ("%pinfo2 print",)),
        ("%matplotlib inline\nprint(1)", "1\n", ()),
        (
            "%config InlineBackend.figure_format = 'svg'\n%load_ext autoreload\n%autoreload 2\nprint(1)",
            "1\n",
            (),
        ),
        ("%time print(1)", "1\n", ()),
        ("%timeit -n 10 -r 3 print(1)", "1\n", ()),
        ("x = 2\n%timeit x**2\nprint(x)", "2\n", ()),
        ("%%time\nx = 3\nprint(x)", "3\n", ()),
        ("\n%%time\nprint(1)", "1\n", ()),
        ("%%timeit -n 1\nprint(1)", "1\n", ()),
        ("%%time\nprint(1)\n%%time\nprint(2)", "1\n2\n", ("%%time",)),
        ("%%capture out\nprint(1)", "1\n", ()),
        ("get_ipython().run_line_magic('matplotlib', 'inline')\nprint(1)", "1\n", ()),
        ("get_ipython().system('ls')\nget_ipython().magic('ls')\nprint(1)", "1\n", ("!ls",)),
        ("get_ipython().events.register('post_run_cell', print)\nprint(1)", "1\n", ()),
        ("from IPython.display import display, HTML\ndisplay(1)\nprint(2)", "1\n2\n", ()),
        (">>> x = 1\n>>> print(x)", "1\n", ()),
        ("In [1]: print(1)", "1\n", ()),
        ("    print(1)\n    print(2)", "1\n2\n", ()),
        ("", "", ()),
        ("# only a comment", "", ()),
        ("\n\n", "", ()),
    ],
)
def test_what_is_not_python_is_noted_or_handled(sandbox, cell, printed, notes):
    """No program is started; the rest of the cell runs; a timing magic runs what it times."""
    outcome = run(sandbox, cell)[0]
    assert (outcome.error, outcome.printed, outcome.notes) == ("", printed, notes)


def test_a_magic_defines_what_it_times(sandbox):
    """Functions under `%%time` are the notebook's own."""
    assert defined(sandbox, "%%time\nimport math\ndef predict(x): return x\ny = 1") == [
        "math",
        "predict",
        "y",
    ]


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("x = 1\n1 / 0", 2),
        ("def f():\n    return 1 / 0\n\nf()", 4),
        ("import json\njson.loads(\n    '{'\n)", 2),
        ("x = 1\nx = (", 2),
        ("class Odd(Exception):\n    __traceback__ = None\nraise Odd()", 3),
        ("raise SystemExit", 1),
        ("print(1)", 0),
    ],
)
def test_the_line_that_failed_is_told(sandbox, cell, line):
    """The statement of this cell, also where the error came from a function or a library."""
    assert run(sandbox, cell)[0].line == line


@pytest.mark.parametrize("line", [-1, 0, 2.5, "1", None, True, 10**9])
def test_a_line_that_cannot_be_is_none(line):
    """The number is the student process's word."""
    from autograder.sandbox import process

    assert process._line(line) == 0


# ---------------------------------------------------------------- salvage

BROKEN = """
import math
data = open("missing.csv").read()
rows = data.split()
def predict(X, w): return X * w
class Model: pass
"""


@pytest.mark.parametrize(
    ("cell", "error", "names"),
    [
        (
            BROKEN,
            "FileNotFoundError: [Errno 2] No such file or directory: 'missing.csv'",
            "Model math predict",
        ),
        (
            "import torch\nimport math\ndef f(): return 1\nx = 2",
            "ModuleNotFoundError: No module named 'torch'",
            "f math",
        ),
        ("import math, torch\ndef f(): return 1", "ModuleNotFoundError: No module named 'torch'", "f math"),
        ("from math import nothing\ndef f(): pass", "ImportError: cannot import name 'nothing'", "f"),
        ("def f(x: torch.Tensor) -> Array: return x\ny = 1", "NameError: name 'torch' is not defined", "f"),
        ("@njit\ndef f(x): return x\ndef g(): pass", "NameError: name 'njit' is not defined", "g"),
        ("def f(x=undefined): return x\ndef g(): pass", "NameError: name 'undefined' is not defined", "g"),
        ("class A(B): pass\nclass C: pass", "NameError: name 'B' is not defined", "C"),
        ("x = 1\n1 / 0\ny = 2\ndef f(): pass", "ZeroDivisionError: division by zero", "f x"),
        ("for i in range(2):\n    1 / 0\ndef f(): pass", "ZeroDivisionError: division by zero", "f i"),
        ("assert 1 == 2\ndef f(): pass", "AssertionError", "f"),
        ("raise NotImplementedError()\ndef f(): pass", "NotImplementedError", "f"),
        ("import sys\nsys.exit(1)\ndef f(): pass", "SystemExit: 1", "f sys"),
        ("quit()\ndef f(): pass", "SystemExit", "f"),
        ("raise KeyboardInterrupt\ndef f(): pass", "KeyboardInterrupt", "f"),
        ("return 5\ndef f(): pass", "SyntaxError: 'return' outside function (line 1)", "f"),
        (
            "def f(): pass\nx = = 1\ndef g():\n    return 1\n\n\nclass C:\n    x = 1",
            "SyntaxError: invalid syntax (line 2)",
            "C f g",
        ),
        (
            "import math\nprint 'x'\ndef f(): pass",
            "SyntaxError: Missing parentheses in call to 'print'",
            "f math",
        ),
        ("def f(:\n    pass\ndef g(): pass", "SyntaxError: invalid syntax (line 1)", "g"),
        ("def f():\nreturn 1\ndef g(): pass", "IndentationError: expected an indented block", "g"),
        ("def f():\n    return (1\ndef g(): pass", "SyntaxError: '(' was never closed (line 2)", "g"),
        (
            "import functools\n@functools.cache\ndef f(x): return x\nx = = 1",
            "SyntaxError: invalid syntax",
            "f functools",
        ),
        (
            "import functools\n@functools.cache\n@functools.wraps(len)\n# why\ndef f(x): return x\nx = = 1",
            "SyntaxError: invalid syntax",
            "f functools",
        ),
        ("async def f(): pass\nx = = 1", "SyntaxError: invalid syntax", "f"),
        ("%matplotlib inline\nimport math\ndef f(): pass\nx = = 1", "SyntaxError: invalid syntax", "f math"),
        ("%%time\nimport math\n1 / 0\ndef f(): pass", "ZeroDivisionError: division by zero", "f math"),
        ("%%time\nimport math\nx = = 1\ndef f(): pass", "SyntaxError: invalid syntax", "f math"),
    ],
)
def test_a_failing_cell_is_salvaged(sandbox, cell, error, names):
    """Its error is told; its remaining imports, functions and classes are there, nothing else of the rest is."""
    assert run(sandbox, cell)[0].error.startswith(error)
    assert defined(sandbox, cell) == names.split()


def test_a_decorator_is_kept_in_a_cell_that_does_not_parse(sandbox):
    """Both decorators of the function are applied."""
    cell = "def a(f): return lambda: f() + 1\ndef b(f): return lambda: f() * 10\n@a\n@b\ndef f(): return 1\nx = = 1"
    assert run(sandbox, cell, "print(f())")[1].printed == "11\n"


def test_salvage_changes_nothing_for_later_cells(sandbox):
    """Annotations are left alone in what is salvaged only."""
    later = "def g(x: int): pass\nprint(g.__annotations__)"
    assert run(sandbox, "1 / 0\ndef f(x: nothing): pass", later)[1].printed == "{'x': <class 'int'>}\n"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("import math\nx = 1\nwhile True: pass\ndef f(): pass\nclass C: pass", "C f math"),
        ("def f(): pass\nx = = 1\ndef g(): pass", "f g"),
        ("%matplotlib inline\nimport math\n!ls", "math"),
        ("%%time\nimport math\nwhile True: pass\ndef f(): pass", "f math"),
    ],
)
def test_definitions_only(sandbox, cell, names):
    """After a death while loading only imports, functions and classes run, also of cells that fail."""
    assert defined(sandbox, cell, definitions_only=True) == names.split()


# ---------------------------------------------------------------- as in a notebook


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("if __name__ == '__main__':\n    print('main')", "main\n"),
        ("import asyncio\nawait asyncio.sleep(0)\nx = await asyncio.sleep(0, 5)\nprint(x)", "5\n"),
        ("import sys\nprint('out')\nprint('err', file=sys.stderr)", "out\nerr\n"),
        ("import warnings\nwarnings.warn('careful')\nprint(1)", "<cell>:2: UserWarning: careful\n1\n"),
        ("import logging\nlogging.warning('careful')", "WARNING:root:careful\n"),
        (
            "import numpy as np\nprint(np.array([1.0]) / 0)",
            "<cell>:2: RuntimeWarning: divide by zero encountered in divide\n[inf]\n",
        ),
        ("display(1, 'a')\ndisplay([2])", "1 a\n[2]\n"),
        ("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\nprint(1)", "1\n"),
        ("import matplotlib.pyplot as plt\nplt.ylabel = 'X'\nplt.savefig('a.png')\nprint(1)", "1\n"),
        ("1 + 1\n'not shown'\nNone;", ""),
        ("print('a', end='')\nprint('é\\ud800')", "aé?\n"),
        ("import sys\nsys.stdout.write('a')\nsys.stdout.flush()\nprint(sys.stdout.encoding)", "autf-8\n"),
        ("import sys\nsys.stdout = open('x', 'w')\nprint('lost')", ""),
        ("import os\nos.write(1, b'lost')\nprint(1)", "1\n"),
        ("exec('y = 5')\nprint(y, eval('y + 1'))", "5 6\n"),
        ("def f(): global z; z = 3\nf()\nprint(z, 'z' in globals())", "3 True\n"),
        (
            "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 1\nprint(P(), P.__module__)",
            "P(x=1) __main__\n",
        ),
        ("from typing import NamedTuple\nclass P(NamedTuple):\n    x: int\nprint(P(2))", "P(x=2)\n"),
        ("import __main__\nx = 4\nprint(__main__.x)", "4\n"),
        ("(x := 5)\nprint(x)", "5\n"),
        ("x: int = 5\nprint(x, __annotations__)", "5 {'x': <class 'int'>}\n"),
        ("import inspect\nprint(callable(inspect.getsource))", "True\n"),
    ],
)
def test_cells_run_as_in_a_notebook(sandbox, cell, printed):
    """One namespace called __main__, warnings beside the output and not errors, plots that nobody waits for."""
    outcome = run(sandbox, cell)[0]
    assert (outcome.error, outcome.printed) == ("", printed)


@pytest.mark.parametrize(
    ("cells", "printed"),
    [
        (["def f(): return 1", "def f(): return 2", "print(f())"], "2\n"),
        (["import numpy as np", "np = None", "print(np)"], "None\n"),
        (["sum = 0", "print(sum)"], "0\n"),
        (["print = None", "import builtins; builtins.print('still')"], "still\n"),
        (
            ["from __future__ import annotations", "def f(x: nothing): pass\nprint(f.__annotations__)"],
            "{'x': 'nothing'}\n",
        ),
        (["import sys; sys.stdout = None", "print('here')"], "here\n"),
        (["import random; random.seed()", "print('fine')"], "fine\n"),
        (
            ["import os; os.mkdir('d'); os.chdir('d')", "import os; print(os.path.basename(os.getcwd()))"],
            "d\n",
        ),
        (["import logging; log = logging.getLogger(); logging.basicConfig()", "print('fine')"], "fine\n"),
        (["async def f(): return 7", "print(await f())"], "7\n"),
        (["1 / 0", "print('goes on')"], "goes on\n"),
        (["raise SystemExit", "print('goes on')"], "goes on\n"),
        (["import sys; sys.setrecursionlimit(60)", "print('goes on')"], "goes on\n"),
        (["del __builtins__", "print('goes on')"], "goes on\n"),
        (["get_ipython = None", "%matplotlib inline", "print('goes on')"], "goes on\n"),
    ],
)
def test_cells_share_one_namespace(sandbox, cells, printed):
    """The last definition counts, and what one cell breaks of itself the next one does not feel."""
    assert run(sandbox, *cells)[-1].printed == printed


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("name = input('Your name? ')", "EOFError: input() is not available: nobody is there to type"),
        ("import sys\nsys.stdin.readline().strip() or 1 / 0", "ZeroDivisionError: division by zero"),
        ("def f(): return f()\nf()", "RecursionError: maximum recursion depth exceeded"),
        ("x = [0] * 10**12", "MemoryError"),
        ("raise ValueError('a' * 10_000)", "ValueError: aaaa"),
        ("raise KeyError('park')", "KeyError: 'park'"),
        ("class E(Exception):\n    def __str__(self): raise SystemExit\nraise E", "E"),
        ("class E(Exception):\n    def __str__(self): return 5\nraise E", "E"),
        (
            "class M(type):\n    __name__ = property(lambda c: 1 / 0)\nclass E(Exception, metaclass=M): pass\nraise E",
            "E",
        ),
        ("class E(SyntaxError):\n    msg = property(lambda s: 1 / 0)\nraise E", "E"),
        ("raise ExceptionGroup('several', [ValueError(1)])", "ExceptionGroup: several (1 sub-exception)"),
        ("raise BaseException('base')", "BaseException: base"),
        ("raise 'text'", "TypeError: exceptions must derive from BaseException"),
        ("import asyncio\nasync def f(): raise ValueError('later')\nawait f()", "ValueError: later"),
        ("x = 1\nx.y = 2", "AttributeError: 'int' object has no attribute 'y'"),
        ("(" * 500 + ")" * 500, "SyntaxError: too many nested parentheses"),
        ("x = " + "-" * 20_000 + "1", "MemoryError"),
        ("exec('1' + '+1' * 100_000)", "RecursionError"),
        ("'\\ud800'.encode()", "UnicodeEncodeError: 'utf-8' codec can't encode character"),
    ],
)
def test_a_failing_cell_says_how(sandbox, cell, error):
    """Class and text, bounded, whatever the exception's own methods do; and the next cell runs."""
    outcome, after = run(sandbox, cell, "print('goes on')")
    assert outcome.error.startswith(error)
    assert len(outcome.error) <= 2_000
    assert after.printed == "goes on\n"


def test_where_python_tells_no_line_none_is_told(sandbox):
    """It does not for bytes that no code may have."""
    outcome, _ = run(sandbox, "raise SyntaxError('not like this')", "")
    assert outcome.error == "SyntaxError: not like this"


@pytest.mark.parametrize(
    ("cell", "kept", "cut"),
    [
        ("print('a' * 300_000)", 256 * 1024, 300_001 - 256 * 1024),
        ("for _ in range(100_000): print('abc')", 256 * 1024, 400_000 - 256 * 1024),
        ("print('\\U0001f600' * 300_000)", 256 * 1024, 300_001 - 256 * 1024),
        ("print('a' * 10**8)", 256 * 1024, 10**8 + 1 - 256 * 1024),
    ],
)
def test_output_is_bounded(sandbox, cell, kept, cut):
    """The first 256 kB are kept and a line says how much was cut."""
    printed = run(sandbox, cell)[0].printed
    assert printed.endswith(f"\n... {cut} more characters were cut\n")
    assert printed.index("\n... ") == kept


def test_notes_are_bounded(sandbox):
    """A loop over a shell line leaves fifty notes."""
    assert len(run(sandbox, "for i in range(1000):\n    !ls")[0].notes) == 50


def test_a_cell_reads_the_data_beside_it(sandbox):
    """The assignment's files lie in the current directory."""
    files = {"park.csv": b"t\n33\n", "data/more.csv": b"x"}
    outcome = run(sandbox, "print(open('park.csv').read(), open('data/more.csv').read())", files=files)[0]
    assert outcome.printed == "t\n33\n x\n"


def test_a_library_that_was_not_preloaded_can_be_imported(sandbox):
    """Only slower; and nothing about folders that cannot be written gets into the output."""
    with Sandbox(Limits(), preload=("numpy",)) as bare, bare.open({}) as process:
        cell = "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()\nprint('fine')"
        outcome = process.run_cell(0, cell, cpu_limit=30)
    assert (outcome.error, outcome.printed) == ("", "fine\n")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["def f(x):", "    return x", "x = (", ")", "'''", "@d", "%time", "%%time", "!ls", "x?", "else:"]
        )
        | st.text(max_size=20),
        max_size=8,
    ).map("\n".join)
)
@example("%%")
@example("%")
@example("!")
@example("?")
@example("%%time")
@example("\0")
@example("\\")
@example("\f\r\x85\u2028x")
def test_any_text_is_an_outcome(sandbox, text):
    """Whatever stands in a cell, the process lives on and the next cell runs."""
    with sandbox.open({}) as process:
        process.run_cell(0, text, cpu_limit=5)
        assert process.run_cell(1, "print('goes on')", cpu_limit=5).printed == "goes on\n"


@pytest.mark.parametrize(
    ("scratch", "body", "calls"),
    [
        ("sum = 0", "return sum([1, 2])", 2),
        ("np = None", "return np.sum([1, 2])", 2),
        ("helper = 5", "return helper()", 2),
        ("del data", "return data", 2),
        ("data = None", "return data + 1", 2),
        ("import numpy; numpy.seterr(all='raise')", "return numpy.float64(1) / 0", 2),
        ("sum = 0", "return -1", 1),
        ("sum = 0", "sum([1]) if False else None\n    raise ValueError('refused')", 1),
        ("sum = 0", "sum([1]) if False else None\n    assert False", 1),
        ("sum = 0", "return None + 1", 1),
        ("unrelated = None", "return None + 1", 1),
        ("helper = lambda: 7", "return helper() + None", 1),
        ("data = 0", "return 1 / data", 1),
    ],
)
def test_only_an_error_that_scratch_work_causes_is_asked_again(sandbox, scratch, body, calls):
    """Never an answer, be it right or wrong, and never a refusal; so nobody gets a second guess."""
    first = "import numpy as np\ndata = 3\ndef helper(): return 1"
    with sandbox.open({}) as process:
        for index, cell in enumerate([first, f"def f():\n    print('called')\n    {body}", scratch]):
            assert process.run_cell(index, cell, cpu_limit=5).error == ""
        assert process.restore()
        for _ in range(2):  # the second time, too: names are only lent
            answer = process.call(Question("f", ()), cpu_limit=1, show=True)
            assert answer.printed.count("called\n") == calls


def test_a_call_prints_for_shown_questions_only(sandbox):
    """What a function prints is kept where the student may see it, and bounded."""
    with sandbox.open({}) as process:
        process.run_cell(0, "def f(): print('a' * 5000)", cpu_limit=1)
        shown = process.call(Question("f", ()), cpu_limit=1, show=True)
        hidden = process.call(Question("f", ()), cpu_limit=1, show=False)
    assert shown.kind is hidden.kind is Kind.VALUE
    assert shown.printed == "a" * 2000 + "\n... 3001 more characters were cut\n"
    assert hidden.printed == ""


def test_a_forged_print_of_a_hidden_question_is_dropped(sandbox):
    """Also where the student's half was patched to send it."""
    patch = """
        import sys
        answering = sys.modules["_student.answering"]
        original = answering._call
        answering._call = lambda *a: (dict(original(*a)[0], printed="seen"), [])
        def f(): return 1
    """
    with sandbox.open({}) as process:
        process.run_cell(0, textwrap.dedent(patch), cpu_limit=1)
        assert process.call(Question("f", ()), cpu_limit=1, show=True).printed == "seen"
        assert process.call(Question("f", ()), cpu_limit=1, show=False).printed == ""
