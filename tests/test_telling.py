"""What those who defend a mark read on a terminal: the story of the student's page, and nothing a terminal obeys."""

import io
import os
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest
from rich.console import Console
from sample_results import (
    ALL_RIGHT,
    ASSIGNMENT,
    CLASS,
    FACTOR_TWO,
    HOSTILE,
    NOTEBOOK,
    OWN_CELLS,
    TROUBLES,
    UNREADABLE,
)
from test_report import BY_HAND, EARLIER
from tiny_course import make_course, notebook

from autograder.changes import compare_results
from autograder.cli import main
from autograder.page import compose_page
from autograder.previewing import Difference, Preview
from autograder.telling import print_preview, print_story
from autograder.telling.paper import Paper, safe

GOLDEN = Path(__file__).with_name("golden")

PAGES = {
    "right": compose_page(ALL_RIGHT, ASSIGNMENT),
    "again": compose_page(
        FACTOR_TWO, ASSIGNMENT, earlier=EARLIER, cells=OWN_CELLS, how_to_ask="Come on Tuesday."
    ),
    "by-hand": compose_page(FACTOR_TWO, ASSIGNMENT, BY_HAND),
    "troubles": compose_page(TROUBLES, ASSIGNMENT),
    "unreadable": compose_page(UNREADABLE, ASSIGNMENT),
}


def told(page, *, width=80, terminal=False, encoding="utf-8", **how):
    """What is printed about *page*."""
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    console = Console(file=file, width=width, force_terminal=terminal, highlight=False)
    print_story(page, paper=Paper(console), **how)
    file.flush()
    return file.buffer.getvalue().decode(encoding)


def squeezed(text):
    """Text without what wrapping does to it."""
    return "".join(text.split())


def preview():
    """Five students with results: two whose marks go up, one whose mark goes down, one by hand, one reworded."""
    changed = {
        "ada": (EARLIER, FACTOR_TWO),
        "bela": (EARLIER, FACTOR_TWO),
        "ciro": (FACTOR_TWO, EARLIER),
    }
    marks = {(NOTEBOOK, "gradient"): Decimal(2)}
    return Preview(
        assignment="park-visitors",
        compared=5,
        changed=tuple(
            Difference(
                student,
                compare_results(*results),
                marks if student == "bela" else {},
                needs_a_person=student == "ciro",
            )
            for student, results in changed.items()
        ),
        reworded=(Difference("dora", compare_results(ALL_RIGHT, ALL_RIGHT), {}, needs_a_person=False),),
        not_graded_yet=("emre",),
        graded=4,
        folder=Path("course/.autograder/diff/park-visitors"),
    )


def test_the_difference_is_the_golden_one():
    """First how many marks, then exercise by exercise for whom and why, then everybody's sum."""
    file = io.StringIO()
    print_preview(preview(), Paper(Console(file=file, width=80, highlight=False)))
    compare_with_golden("diff.txt", file.getvalue())


def words_of(result):
    """Every text of a result that a student may read, as the terminal shows it."""
    for exercise in result.exercises:
        yield exercise.name
        yield from (text for d in exercise.diagnoses for text in (d.hint, d.evidence))
        for question in exercise.questions:
            if question.finding:
                yield question.finding
            if question.visible:
                yield from (question.asked, question.answered or "", question.snippet)
    yield from (text for cell in result.failed_cells for text in (cell.error, cell.source))
    yield result.problem or ""


@pytest.mark.parametrize("name", PAGES)
def test_the_story_is_the_golden_one(name):
    """At 80 columns, as it stands in a file: no colours, no boxes, no spaces at the end of lines."""
    compare_with_golden(f"show-{name}.txt", told(PAGES[name]))


def compare_with_golden(name, text):
    """Or write it anew, as with the pages: see test_report."""
    if os.environ.get("REWRITE_GOLDEN"):
        (GOLDEN / name).write_text(text, encoding="utf-8")
        pytest.skip("written anew")
    assert text == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("result", [r for r in CLASS if r is not HOSTILE], ids=lambda r: r.student)
def test_nothing_of_the_page_is_missing(result):
    """Every text that its student may read, unfolded or not; of a function not written that is the one sentence."""
    text = squeezed(told(compose_page(result, ASSIGNMENT), unfolded=True))
    assert [words for words in words_of(result) if squeezed(words) not in text] == []


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_terminal_shows_the_words_of_a_file(width):
    """Colours are all that is more, and no line is wider than the terminal but code, which is not broken."""
    page = PAGES["again"]
    plain, coloured = (told(page, width=width, terminal=t) for t in (False, True))
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in bare.splitlines()] == plain.splitlines()
    wide = [line.strip() for line in plain.splitlines() if len(line) > width]
    assert [line for line in wide if line not in FACTOR_TWO_CODE] == []


FACTOR_TWO_CODE = {
    line.strip()
    for text in (
        *(q.snippet for e in FACTOR_TWO.exercises for q in e.questions),
        *(cell.source for cell in OWN_CELLS),
    )
    for line in text.splitlines()
}


def test_an_encoding_without_signs_gets_none():
    """And nothing is refused for it."""
    assert told(PAGES["right"], encoding="ascii").isascii()


def test_student_text_commands_no_terminal():
    """What is not to be seen, or turns text round, is shown as a sign for it."""
    text = told(compose_page(HOSTILE, ASSIGNMENT), unfolded=True)
    assert [c for c in text if not c.isprintable() and c != "\n"] == []
    assert "<script>alert(1)</script>" in text


def test_tabs_stay_where_they_were():
    """They are no command, and Python needs its indentation."""
    assert safe("if x:\n\treturn 1").plain == "if x:\n    return 1"


class TestShow:
    @pytest.fixture(scope="class")
    @staticmethod
    def course(tmp_path_factory):
        """A graded class of two, and one who is not graded yet."""
        wrong = notebook(double="def double(x):\n    return x * x")
        root = make_course(tmp_path_factory.mktemp("show"), ada=notebook(), bela=wrong)
        assert main(["batch", "tiny", "--course", str(root)]) == 0
        make_submission(root, "cleo")
        return root

    def test_it_prints_what_the_page_shows(self, course, capsys):
        """Total, the mistake, the call; and leaves the course as it is."""
        before = sorted(course.rglob("*"))
        assert main(["show", "bela", "tiny", "--course", str(course)]) == 0
        said = capsys.readouterr().out
        assert said.startswith("bela: tiny (tiny)")
        assert "1.5 of 3.5 points" in said.splitlines()[0]
        assert "Is this twice x, or x times x?" in said
        assert "For you" not in said
        assert sorted(course.rglob("*")) == before

    def test_a_result_that_is_outdated_says_so(self, course, capsys):
        """In a line that is not on the page."""
        make_submission(course, "ada", "x = 1")
        assert main(["show", "ada", "tiny", "--course", str(course)]) == 0
        assert "For you: waiting: handed in again" in capsys.readouterr().out

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(["bella", "tiny"], "no submission of tiny by bella", id="unknown student"),
            pytest.param(["bella", "tiny"], "Did you mean bela?", id="one of a similar name"),
            pytest.param(["../ada", "tiny"], "no submission of tiny by ../ada", id="a path"),
            pytest.param(["ada", "tinny"], "no assignment tinny", id="unknown assignment"),
            pytest.param(
                ["cleo", "tiny"], "cleo has no result of tiny yet: autograde batch", id="not graded"
            ),
        ],
    )
    def test_what_is_not_there_is_one_clear_line(self, course, capsys, arguments, said):
        """Exit status 2, nothing on stdout."""
        assert main(["show", *arguments, "--course", str(course)]) == 2
        done = capsys.readouterr()
        assert said in done.err
        assert (done.out, done.err.count("\n")) == ("", 1)


def make_submission(root, student, *sources):
    """Hand in another notebook than before."""
    folder = root / "submitted" / student / "tiny"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tiny.ipynb").write_bytes(notebook(*sources))


class TestExplain:
    """One verdict reproduced live, for those who grade."""

    CLASS: ClassVar = {
        "ada": notebook(),
        "bela": notebook(double="def double(x):\n    return x * x"),
        "ciro": notebook(double="import os\ndef double(x):\n    return int.from_bytes(os.urandom(6), 'big')"),
        "emre": b"{",
    }

    @pytest.fixture(scope="class")
    @staticmethod
    def course(tmp_path_factory):
        """A graded class, with a seed that is always the same."""
        root = make_course(tmp_path_factory.mktemp("explain"), **TestExplain.CLASS)
        (root / "solutions/tiny/seed").write_text("5eed" * 16)
        assert main(["batch", "tiny", "--course", str(root)]) == 1
        return root

    @staticmethod
    def explain(root, capsys, *arguments):
        """What is printed, and the exit status."""
        capsys.readouterr()
        status = main(["explain", *arguments, "--course", str(root)])
        return capsys.readouterr().out, status

    @pytest.mark.parametrize(
        ("student", "exercise"), [("bela", "double"), ("bela", "quadruple"), ("ada", "quadruple")]
    )
    def test_it_is_the_golden_one(self, course, capsys, student, exercise):
        """Questions, rules, margins, points, reasons, follow-through; the stored result says the same; nothing is written."""
        before = {p: p.read_bytes() for p in course.rglob("*") if p.is_file()}
        said, status = self.explain(course, capsys, student, "tiny", exercise)
        assert status == 0
        assert "It says exactly the same" in said
        assert {p: p.read_bytes() for p in course.rglob("*") if p.is_file()} == before
        compare_with_golden(f"explain-{student}-{exercise}.txt", said)

    def test_it_says_what_no_student_may_see(self, course, capsys):
        """In its second line; and it does show the hidden call and what is right."""
        said, _ = self.explain(course, capsys, "bela", "tiny", "double", "--question", "2")
        assert "not for students" in said.splitlines()[1]
        assert "Question 2, hidden: a random number" in said
        assert "Question 1" not in said
        assert "The same call, for the student's notebook:\n    double(" in said

    def test_a_program_that_depends_on_chance(self, course, capsys):
        """It is told from all other reasons by grading a third time."""
        said, _ = self.explain(course, capsys, "ciro", "tiny", "double")
        assert "It differs in:" in said
        assert "the program depends on chance" in " ".join(said.split())

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            pytest.param("submission", "another notebook was handed in since", id="submission"),
            pytest.param("assignment", "the assignment is another one than then", id="assignment"),
        ],
    )
    def test_what_is_not_as_it_was(self, course, capsys, tmp_path, change, why):
        """Is named, and what differs beside it."""
        root = shutil.copytree(course, tmp_path / "course")
        if change == "submission":
            make_submission(root, "bela")
        else:
            exercises = root / "solutions/tiny/exercises.py"
            exercises.write_text(exercises.read_text().replace("x=1.5", "x=1.25"))
        said, _ = self.explain(root, capsys, "bela", "tiny", "double")
        assert why in " ".join(said.split())
        assert "It differs in:" in said

    def test_who_could_not_be_read_still_cannot(self, course, capsys):
        """A person is needed: exit status 1."""
        said, status = self.explain(course, capsys, "emre", "tiny", "double")
        assert (status, "It could not be read: tiny.ipynb: not a notebook" in said) == (1, True)

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(["bella", "tiny", "double"], "Did you mean bela?", id="student"),
            pytest.param(["bela", "tinny", "double"], "no assignment tinny", id="assignment"),
            pytest.param(["bela", "tiny", "doubel"], "Did you mean double?", id="exercise"),
            pytest.param(
                ["bela", "tiny", "double", "--question", "3"],
                "has 2 questions, so there is no question 3",
                id="question",
            ),
        ],
    )
    def test_what_is_not_there_is_one_clear_line(self, course, capsys, arguments, said):
        """Exit status 2, nothing on stdout."""
        assert main(["explain", *arguments, "--course", str(course)]) == 2
        done = capsys.readouterr()
        assert said in done.err
        assert (done.out, done.err.count("\n")) == ("", 1)
