"""Attacks: each scores no more than its control, learns nothing, leaves nothing and disturbs nobody.

One batch with attacks, controls and bystanders is graded as an instructor would, and watched from outside. `make test`
takes a few attacks of every class, `make test-long` all of them. What is in the suite: `hostile_suite`.
"""

import csv
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hostile_suite import (
    CLASSES,
    GIVEN,
    NAME,
    REPOSITORY,
    SETUP,
    Canaries,
    cells_of,
    read_attacks,
    run_suite,
    table,
    write_course,
)

from autograder.asking import Conversation
from autograder.course import find_course, load_assignment
from autograder.model import Cell, Kind, Question
from autograder.sandbox import Limits, Sandbox

ATTACKS = read_attacks()
MEMORY = 600 << 20
"""Bytes that one process of the grader may have at most: the largest submission, the largest message, and Python."""
OURS = (
    "autograder.",
    "numpy.",
    "decimal.",
    "concurrent.futures.",
    "multiprocessing.",
    "builtins.",
    "collections.",
)
"""Modules whose objects the program's own processes send to one another."""


@pytest.fixture(scope="module", params=["quick", pytest.param("all", marks=pytest.mark.long)])
def run(request, tmp_path_factory):
    """The batch; the long one has a bystander after each attack, and one worker for them all."""
    base = tmp_path_factory.mktemp("hostile")
    if request.param == "quick":
        return run_suite(base, [attack for attack in ATTACKS if attack.quick])
    return run_suite(base, ATTACKS, after_each=True, workers=1)


# ---------------------------------------------------------------- what must hold


def test_no_attack_scores_more_than_its_control(run):
    """Exercise by exercise."""
    assert {a.name: gain for a in run.attacks if (gain := run.forged(a))} == {}


def test_an_attack_costs_nothing_but_what_it_did(run):
    """Every other exercise has the points of the control; what could be read is graded and never *ungraded*."""
    odd = {}
    for attack in run.attacks:
        left, control = run.left[attack.id], run.left[attack.control].scores
        if attack.refused:
            if attack.refused not in (left.document["problem"] or ""):
                odd[attack.name] = left.document["problem"]
        elif left.document["status"] != "graded":
            odd[attack.name] = left.document["status"], left.document["problem"]
        elif lost := [n for n, s in left.scores.items() if n not in attack.costs and s != control[n]]:
            odd[attack.name] = lost
    assert odd == {}


def test_a_person_sees_who_wrote_on_the_channel(run):
    """Flags are exactly where something else than an answer was sent; verdicts say what happened."""
    flags = {a.name: run.left[a.id].flagged for a in run.attacks}
    assert flags == {a.name: sorted(a.flagged) for a in run.attacks}
    verdicts = {a.name: {name: run.left[a.id].verdicts[name] for name in a.verdicts} for a in run.attacks}
    assert verdicts == {a.name: dict(a.verdicts) for a in run.attacks}


def test_no_canary_comes_back(run):
    """Not in results, pages, executed notebooks, grades or comments, nor in what the batch said."""
    assert {a.name: places for a in run.attacks if (places := run.told(a))} == {}
    assert run.canaries.found_in(run.said) == []


def test_searches_find_what_there_is_to_find(run):
    """Each search comes back with the canary in the students' own data file, so that finding nothing means something."""
    given = run.canaries.texts[GIVEN]
    assert [a.name for a in run.attacks if a.finds and given not in run.left[a.id].everything] == []


def test_everybody_else_comes_out_as_without_attacks(run):
    """Result, page, notebook, row and marks, byte for byte; before, among and after the attacks."""
    assert run.disturbed() == []
    assert len(run.alone) >= 6


def test_every_submission_has_a_row(run):
    """In the results and in the gradebook; and the batch ends with the status of work for a person."""
    submitted = {path.name for path in (run.root / "submitted").iterdir()}
    assert set(run.left) == submitted
    assert {student for student, left in run.left.items() if not left.marks} == set()
    assert run.status == 1


def test_no_process_and_no_file_is_left(run):
    """Nothing that could go on: so no mark can be made later either."""
    assert (run.orphans, run.leftovers) == ((), ())
    assert list(run.root.rglob("hostile-mark")) == []
    assert not any((Path(place) / "hostile-mark").exists() for place in ("/tmp", "/var/tmp", "/dev/shm"))  # noqa: S108


def test_libraries_and_program_are_as_they_were(run):
    """No file of the interpreter, its libraries or this program has changed, come or gone."""
    assert run.changed == ()


def test_the_graders_memory_is_bounded(run):
    """Whatever is sent to it."""
    assert run.peak_bytes < MEMORY


def test_nothing_of_a_students_is_unpickled(run):
    """The processes of the program pickle for one another, and for nobody else."""
    assert {name for name in run.unpickled if not name.startswith(OURS)} == set()
    assert any(name.startswith("autograder.model.") for name in run.unpickled)  # or nobody listened


class _Looks(HTMLParser):
    """Collect what a page consists of."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.links = set(), set(), []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in ("href", "src")]


def test_text_stays_text(run):
    """No page has an element, a handler or a link that the pages of bystanders have not; no row computes anything."""
    clean = _Looks("".join(left.page.decode() for left in run.alone.values()))
    formulas = {
        "math",
        "mrow",
        "mi",
        "mn",
        "mo",
        "msub",
        "msup",
        "mfrac",
        "msqrt",
        "mfenced",
        "mtext",
        "mstyle",
    }
    for attack in run.attacks:
        page = run.left[attack.id].page.decode()
        looks = _Looks(page)
        assert looks.tags - clean.tags - formulas - {"details", "summary", "pre", "strong", "em"} == set(), (
            attack.name
        )
        assert not [name for name in looks.attributes if name.startswith("on") or name in ("srcdoc", "style")]
        assert not [link for link in looks.links if not link.startswith("#")]
        assert not {"\x1b", "\u202e", "\x00"} & set(page)
        assert "50337" not in run.left[attack.id].everything  # 7 * 7191, if a template had computed it
    assert "\x1b" not in run.said
    text = (run.root / "reports" / NAME / "grades.csv").read_text(encoding="utf-8")
    assert not [
        cell for row in csv.reader(text.splitlines()) for cell in row if cell[:1] in tuple("=+-@\t\r")
    ]


# ---------------------------------------------------------------- what student code can learn at the very end

SEARCH = """
import gc, re, sys
def search():
    texts, frame = [], sys._getframe()
    while frame is not None:
        texts += [repr(frame.f_locals), repr(frame.f_globals)]
        frame = frame.f_back
    for thing in gc.get_objects():
        texts += [part for part in gc.get_referents(thing) if type(part) is str and len(part) < 10_000]
    return sorted(set(re.findall("C4N4RY[0-9a-f]{16}|n?c4n4ry[0-9a-f]{16}", " ".join(texts))))
own = [open("given.csv").read()]
"""


@pytest.mark.long
def test_after_the_last_question_there_is_nothing_to_find(tmp_path):
    """Not only in what is shown: a process that was asked everything holds the arguments, and no canary beside."""
    canaries = Canaries()
    write_course(tmp_path, canaries)
    assignment = load_assignment(find_course(tmp_path), NAME)
    able = cells_of(REPOSITORY / "tests" / "hostile" / "able.py")
    cells = [Cell(i, source) for i, source in enumerate([SETUP, *able, SEARCH])]
    with (
        Sandbox(Limits(), preload=("numpy", "sympy")) as sandbox,
        Conversation(sandbox, cells, assignment.data_files) as conversation,
    ):
        conversation.ask_all(assignment.exercises)
        answer = conversation.ask("search", Question("search", ()))
    assert (answer.kind, answer.value) == (Kind.VALUE, [canaries.texts[GIVEN]])


@pytest.mark.long
def test_ten_seconds_later_there_is_no_mark(run):
    """The one thing that is waited for: those who promised themselves to write something later."""
    while time.monotonic() < run.ended + 12:
        test_no_process_and_no_file_is_left(run)
        time.sleep(0.5)


# ---------------------------------------------------------------- the suite itself


def test_every_class_has_attacks():
    """All of them together, and some of each in the quick part."""
    assert len(ATTACKS) >= 90
    assert {attack.of for attack in ATTACKS} == set(CLASSES)
    assert {attack.of for attack in ATTACKS if attack.quick} == set(CLASSES)


def test_attacks_are_different():
    """No two hand in the same, and each says what it tries in a sentence of its own."""
    tries = [attack.tries for attack in ATTACKS]
    assert len(set(tries)) == len(tries)
    assert all(text.endswith(".") for text in tries)
    files = ("attack.py", "build.py")
    texts = [path.read_text() for a in ATTACKS for f in files if (path := a.folder / f).exists()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("form", ["{}", "X{}X", "<b>{}</b>"])
def test_a_canary_is_recognised(form):
    """In any surroundings, in capitals, and in hexadecimal; the one that students are given is none."""
    canaries = Canaries()
    for place, text in canaries.texts.items():
        wanted = [] if place == GIVEN else [place]
        for written in (text, text.upper(), text[6:].encode().hex()):
            assert canaries.found_in(form.format(written)) == wanted
    assert canaries.found_in(form.format(f"[1.0, 3.{canaries.digits}]")) == ["a hidden argument"]


def test_the_page_about_security_has_the_suites_table():
    """Classes, what is tried, how many attacks and what must hold; what came of it was measured beside."""
    page = (REPOSITORY / "docs" / "security.md").read_text(encoding="utf-8")
    for line in table(ATTACKS).splitlines()[2:]:
        assert line in page
