"""Every question gets an answer, whatever the student's code does meanwhile: deaths, loops, loading that fails."""

from decimal import Decimal

import pytest

from autograder import asking
from autograder.asking import MAX_PRINTED, Conversation, interview
from autograder.model import Cell, Exercise, Kind, NotPlain, Part, Question
from autograder.sandbox import Limits, Sandbox

LIMITS = Limits(cell_cpu_seconds=0.4, question_cpu_seconds=0.3, submission_cpu_seconds=20, idle_seconds=10)


@pytest.fixture(scope="module")
def shared_sandbox():
    with Sandbox(LIMITS, preload=()) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(shared_sandbox):
    yield shared_sandbox
    shared_sandbox.limits = LIMITS


def exercise(name, *questions):
    """An exercise whose questions are written as (argument, visible)."""
    asked = tuple(Question(name, (argument,), visible=visible) for argument, visible in questions)
    return Exercise(name, Decimal(1), "", "nb", questions=asked, parts=(Part(name, Decimal(1)),))


def cells(*sources):
    return [Cell(index, source) for index, source in enumerate(sources)]


SHOWN, HIDDEN = True, False
F = exercise("f", (1, SHOWN), (2, SHOWN), (3, HIDDEN), (4, HIDDEN))
G = exercise("g", (1, SHOWN), (5, HIDDEN))


def values(answers):
    return [a.value if a.kind is Kind.VALUE else str(a.kind) for a in answers]


def test_shown_questions_come_before_hidden_ones(sandbox):
    """Of all exercises, so that nothing shown can tell what was hidden; answers stand in the author's order."""
    mixed = exercise("f", (3, HIDDEN), (1, SHOWN), (4, HIDDEN), (2, SHOWN))
    source = "seen = []\ndef f(x): seen.append(x); return list(seen)\ndef g(x): seen.append(10 * x); return list(seen)"
    transcripts = interview(sandbox, cells(source), {}, [mixed, G]).transcripts
    assert values(transcripts["f"]) == [[1, 2, 10, 3], [1], [1, 2, 10, 3, 4], [1, 2]]
    assert values(transcripts["g"]) == [[1, 2, 10], [1, 2, 10, 3, 4, 50]]


@pytest.mark.parametrize("deadly", [1, 2, 3, 4])
def test_the_order_holds_in_every_process(sandbox, deadly):
    """Also after a death: a process that was asked a hidden question is asked no shown one any more."""
    source = f"""
import os
seen = []
def f(x):
    seen.append(x)
    if x == {deadly}: os._exit(0)
    return list(seen)
"""
    asked = interview(sandbox, cells(source), {}, [F]).transcripts["f"]
    assert [a.kind for a in asked] == [Kind.CRASHED if x == deadly else Kind.VALUE for x in (1, 2, 3, 4)]
    last = {1: [2, 3, 4], 2: [3, 4], 3: [4], 4: [1, 2, 3]}[deadly]
    assert last in values(asked)


def test_what_is_printed_for_a_hidden_question_is_dropped(sandbox):
    """Only shown questions keep what the call printed."""
    answers = interview(sandbox, cells("def f(x): print('got', x)"), {}, [F]).transcripts["f"]
    assert [a.printed for a in answers] == ["got 1\n", "got 2\n", "", ""]


@pytest.mark.parametrize(
    ("end", "kind"),
    [
        ("os._exit(0)", Kind.CRASHED),
        ("os.kill(os.getpid(), 9)", Kind.CRASHED),
        ("while True: pass", Kind.TIMEOUT),
        ("os.write(3, b'forged' * 10)", Kind.CRASHED),
        ("ctypes.string_at(0)", Kind.CRASHED),
    ],
)
def test_a_death_costs_its_question(sandbox, end, kind):
    """The others are answered by a new process, in which the cells ran again in a fresh folder."""
    source = f"""
import ctypes, os
assert os.listdir() == ["park.csv"]
open("left", "w").close()
def f(x):
    if x == 2:
        {end}
    return x
"""
    interviewed = interview(sandbox, cells("print('once')", source), {"park.csv": b"1"}, [F])
    assert values(interviewed.transcripts["f"]) == [1, str(kind), 3, 4]
    assert [(o.printed, o.error) for o in interviewed.outcomes] == [("once\n", ""), ("", "")]


def test_cells_keep_their_first_output(sandbox):
    """What they print or raise when they run again is not shown: by then a hidden question may have been asked."""
    source = """
import os
print("loaded", os.path.exists("again"))
def f(x):
    os._exit(0)
"""
    with Conversation(sandbox, cells(source), {}) as conversation:
        first = conversation.outcomes
        conversation.ask_all([F])
        assert conversation.outcomes is first


def test_after_three_deaths_the_rest_of_an_exercise_is_not_asked(sandbox):
    """The deaths count by exercise: the next one is asked."""
    source = "import os\ndef f(x): os._exit(0)\ndef g(x): return x"
    transcripts = interview(sandbox, cells(source), {}, [F, G]).transcripts
    assert values(transcripts["f"]) == ["crashed", "crashed", "crashed", "not asked"]
    assert transcripts["f"][3].message == "not asked: f had ended the program 3 times"
    assert values(transcripts["g"]) == [1, 5]


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("import os\ndef f(x): return x\nos._exit(0)", "crashed: it ended the program instead of returning"),
        (
            "def f(x): return x\nwhile True: pass",
            "timeout: used more than 0.4 s of computing time: an endless loop?",
        ),
        (
            "import math\nwhile True: pass\ndef f(x): return x",
            "timeout: used more than 0.4 s of computing time",
        ),
    ],
)
def test_a_death_while_loading_leaves_the_definitions(sandbox, source, error):
    """The cells are loaded again with definitions only, later cells too; the page tells of the first run."""
    interviewed = interview(sandbox, cells(source, "print('later')\ndef g(x): return x"), {}, [F, G])
    assert values(interviewed.transcripts["f"]) == [1, 2, 3, 4]
    assert values(interviewed.transcripts["g"]) == [1, 5]
    assert [o.index for o in interviewed.outcomes] == [0]
    assert interviewed.outcomes[0].error.startswith(error)


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import os\nclass A: os._exit(0)", Kind.CRASHED),
        ("class A:\n    while True: pass", Kind.TIMEOUT),
        ("import os\nclass A: os.write(3, b'forged' * 10)", Kind.CRASHED),
    ],
)
def test_a_notebook_that_cannot_be_loaded_is_told_so_everywhere(sandbox, source, kind):
    """Its definitions alone end the program: no question is asked, and it is not tried for ever."""
    answers = interview(sandbox, cells("x = 1", source), {}, [F]).transcripts["f"]
    assert [a.kind for a in answers] == [kind] * 4
    assert answers[0].message.startswith(f"cell 2 ends the program: {kind}: ")


def test_the_submission_as_a_whole_has_a_limit(sandbox):
    """All its processes together: who burns each question's time is stopped, and no cells run for nothing."""
    sandbox.limits = Limits(cell_cpu_seconds=0.4, question_cpu_seconds=0.3, submission_cpu_seconds=0.5)
    source = "def f(x):\n    while True: pass\ndef g(x): return x"
    transcripts = interview(sandbox, cells(source), {}, [F, G]).transcripts
    answers = transcripts["f"] + transcripts["g"]
    assert values(answers).count("timeout") == 2
    assert {a.message for a in answers if a.kind is Kind.NOT_ASKED} == {
        "not asked: the computing time of the submission was used up"
    }
    assert len([a for a in answers if a.kind is Kind.NOT_ASKED]) >= 3


def test_cells_that_use_up_the_submissions_time(sandbox):
    """The cell that did it says so, the next ones do not run, and no question is asked."""
    sandbox.limits = Limits(cell_cpu_seconds=0.4, submission_cpu_seconds=0.3)
    interviewed = interview(sandbox, cells("while True: pass", "def f(x): return x"), {}, [F])
    assert interviewed.outcomes[0].error.startswith("timeout: used more than 0.3")
    assert [a.message for a in interviewed.transcripts["f"]] == [f"not asked: {asking.OUT_OF_TIME}"] * 4


def test_cells_that_come_too_late_do_not_run(sandbox):
    """Their outcome says why, instead of calling them an endless loop."""
    conversation = Conversation(sandbox, cells("x = 1", "y = 2"), {})
    conversation.spent = LIMITS.submission_cpu_seconds
    with conversation:
        assert [o.error for o in conversation.outcomes] == [f"not run: {asking.OUT_OF_TIME}"]
        assert values(conversation.ask_all([F])["f"]) == ["not asked"] * 4


def test_without_cells_functions_are_missing(sandbox):
    """An empty notebook is no failure of ours."""
    assert values(interview(sandbox, [], {}, [F]).transcripts["f"]) == ["missing"] * 4
    assert interview(sandbox, cells("def f(x): return x"), {}, []).transcripts == {}


def test_all_cells_together_print_within_bounds(sandbox, monkeypatch):
    """A notebook of thousands of cells must not fill the grader's memory."""
    monkeypatch.setattr(asking, "MAX_PRINTED", 250)
    outcomes = interview(sandbox, cells(*["print('a' * 99)"] * 5), {}, []).outcomes
    cut = "\n... the cells printed too much, the rest was cut\n"
    assert [o.printed.removesuffix(cut) for o in outcomes] == ["a" * 99 + "\n"] * 2 + ["a" * 50, "", ""]
    assert [cut in o.printed for o in outcomes] == [False, False, True, True, True]
    assert MAX_PRINTED > 256 * 1024


def test_all_answers_together_are_kept_within_bounds(sandbox, monkeypatch):
    """They are in memory until the notebook is judged; what goes beyond is a note, and no failure."""
    monkeypatch.setattr(asking, "MAX_KEPT", 5_000)
    source = "def f(x): return 'a' * 3_000 if x < 3 else x"
    answers = interview(sandbox, cells(source), {}, [F]).transcripts["f"]
    assert [type(answer.value) for answer in answers] == [str, NotPlain, NotPlain, NotPlain]
    assert answers[1].value.kind == "str"
    assert answers[1].value.reason.startswith("is too large: all answers together")


def test_nothing_is_left_after_an_interview(sandbox):
    """No process and no folder, also when the last question ended it."""
    for source in ("def f(x): return x", "import os\ndef f(x): os._exit(0)", "import os\nos._exit(0)"):
        interview(sandbox, cells(source), {}, [F])
    assert list(sandbox._folder.iterdir()) == []
    assert sandbox.reap() == (0, 0.0)
