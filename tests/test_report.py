"""The pages and the table of grades.

The folder golden/ holds whole pages, compared to the letter after `normalise`. After a wanted change of the templates, write
them anew with ``REWRITE_GOLDEN=1 pytest tests/test_report.py`` and those of the sample class with
``REWRITE_GOLDEN=1 make test-browser``; look at them in a browser, and read the diff.
"""

import csv
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from colours import contrast, root_colours
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from sample_results import (
    ALL_RIGHT,
    ASSIGNMENT,
    CLASS,
    FACTOR_TWO,
    HOSTILE,
    OWN_CELLS,
    PAYLOAD,
    PAYLOADS,
    PROVENANCE,
    TROUBLES,
    UNREADABLE,
    exercise,
    hidden,
    result,
    shown,
)

import autograder
from autograder import layouts, report
from autograder.classpage import compose_class_page
from autograder.clusters import cluster_of
from autograder.gradesheets.table import is_formula
from autograder.layouts import templates_folder
from autograder.model import (
    Cell,
    Diagnosis,
    FailedCell,
    Formula,
    ManualExercise,
    Mark,
    Standing,
    Verdict,
    standing_of,
)
from autograder.page import MAX_CELLS, MAX_CODE, MAX_LINES
from autograder.report import (
    clusters_csv,
    exercises_csv,
    grades_csv,
    misconceptions_csv,
    render_class,
    render_feedback,
)

NOTEBOOK = "park-visitors"
GOLDEN = Path(__file__).parent / "golden"
LINKS = {
    r.student: f"../../feedback/{r.student}/park-visitors/park-visitors.html"
    for r in CLASS
    if r is not HOSTILE
}
BARE = replace(ALL_RIGHT, student="alan", provenance=replace(PROVENANCE, isolation=("none",)))

BY_HAND = Standing(
    marks={
        **standing_of(FACTOR_TWO).marks,
        (NOTEBOOK, "gradient"): Mark(
            Decimal("2.5"), Decimal("2.5"), comment="Only the factor 2.\nSee `slope_gradient` <3"
        ),
        (NOTEBOOK, "explain-the-slope"): Mark(
            Decimal("1.5"), Decimal("1.5"), Decimal("0.25"), "Well *said*."
        ),
    },
    late_penalty=Decimal("1.5"),
    score=Decimal("10.25"),
    comments={(NOTEBOOK, "sketch"): "A good drawing."},
)

EARLIER = replace(
    TROUBLES,
    student="grace",
    provenance=replace(PROVENANCE, submission_digest="another one"),
    exercises=tuple(replace(e, points=Decimal(4)) if e.name == "gradient" else e for e in TROUBLES.exercises),
)


def class_page(*composed_of):
    """The class's page as text."""
    return render_class(compose_class_page(*composed_of))


PAGES = {
    "feedback-right": lambda: render_feedback(ALL_RIGHT, ASSIGNMENT),
    "feedback-factor-two": lambda: render_feedback(FACTOR_TWO, ASSIGNMENT),
    "feedback-troubles": lambda: render_feedback(TROUBLES, ASSIGNMENT),
    "feedback-unreadable": lambda: render_feedback(UNREADABLE, ASSIGNMENT),
    "feedback-hostile": lambda: render_feedback(HOSTILE, ASSIGNMENT),
    "class": lambda: class_page(CLASS, ASSIGNMENT, LINKS),
    "class-not-isolated": lambda: class_page([ALL_RIGHT, BARE], ASSIGNMENT, LINKS),
    "class-empty": lambda: class_page([], ASSIGNMENT, {}),
}
PAGES |= {
    "feedback-by-hand": lambda: render_feedback(FACTOR_TWO, ASSIGNMENT, BY_HAND),
    "feedback-again": lambda: render_feedback(
        FACTOR_TWO,
        ASSIGNMENT,
        earlier=EARLIER,
        cells=OWN_CELLS,
        how_to_ask="Write to `ta@example.org`,\nwith the exercise's name.",
    ),
    "class-by-hand": lambda: class_page(CLASS, ASSIGNMENT, LINKS, {"grace": BY_HAND}, ["oz", "vic"]),
}
every_page = pytest.mark.parametrize("name", PAGES)


TABLES = {"grades.csv", "exercises.csv", "misconceptions.csv", "clusters.csv"}


class Page(HTMLParser):
    """A page taken apart; unbalanced tags fail at once."""

    VOID = frozenset({"meta", "link", "br", "img", "input", "wbr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.texts.append((self.open[-1], data))

    def values(self, attribute):
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]

    @property
    def words(self):
        return " ".join("".join(text for _, text in self.texts).split())


# ---------------------------------------------------------------- every page


@every_page
def test_page_is_the_golden_one(name):
    """Pages change only where somebody meant it."""
    compare_with_golden(name, PAGES[name]())


def compare_with_golden(name, page):
    """Compare *page* with the one that was looked at; or write it anew."""
    golden = GOLDEN / f"{name}.html"
    if os.environ.get("REWRITE_GOLDEN"):
        golden.write_text(normalise(page), encoding="utf-8")
        pytest.skip("written anew")
    assert normalise(page) == golden.read_text(encoding="utf-8")


def normalise(page):
    """Return *page* without what says nothing about it: its style, versions and digests, and the last digits of numbers."""
    page = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    page = re.sub(r"^(<p>autograder|· [\w-]+:?) (?!<)[^<\n]*", r"\1 …", page, flags=re.MULTILINE)
    page = re.sub(r"(?<=<code>)[0-9a-f]{12}(?=</code>)", "…", page)
    return re.sub(r"\d+\.\d{12,}", lambda number: f"{float(number[0]):.12g}", page)


@every_page
def test_page_needs_nothing_beside_it(name):
    """No foreign content, inline handlers or styles, no script but the class page's; links stay on the page or in the course."""
    page = Page(PAGES[name]())
    assert not {"link", "img", "iframe", "object", "form"} & {tag for tag, _ in page.tags}
    scripts = [attrs for tag, attrs in page.tags if tag == "script"]
    assert scripts == ([{}] if name.startswith("class") and name != "class-empty" else [])
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on") or a in {"src", "style"}]
    assert set(page.values("href")) <= {f"#{i}" for i in page.values("id")} | set(LINKS.values()) | TABLES


@every_page
def test_page_can_be_read_aloud(name):
    """A language, landmarks, headings without gaps, headers with scope, labels that exist, unique ids."""
    page = Page(PAGES[name]())
    tags = [tag for tag, _ in page.tags]
    assert page.values("lang") == ["en"]
    assert [tags.count(t) for t in ("header", "main", "footer", "h1", "title")] == [1, 1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(deeper <= level + 1 for level, deeper in pairwise(levels))
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert set(page.values("aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("ink", ["paper", "card", "code", "accent-soft", "good-soft", "bad-soft"]),
        ("muted", ["paper", "card", "code", "accent-soft"]),
        ("accent", ["paper", "card", "accent-soft"]),
        ("good", ["paper", "good-soft"]),
        ("part", ["paper", "part-soft"]),
        ("bad", ["paper", "bad-soft"]),
        ("person", ["paper", "person-soft"]),
        ("yet", ["paper", "yet-soft"]),
    ],
)
def test_colours_have_contrast(mode, text, grounds):
    """WCAG 2.2 AA, 1.4.3: text on its ground has a contrast of at least 4.5 to 1."""
    css = (templates_folder() / "style.css").read_text(encoding="utf-8")
    colours = dict(zip(["light", "dark", "print"], root_colours(css), strict=True))[mode]
    assert [g for g in grounds if contrast(colours[text], colours[g]) < 4.5] == []


# ---------------------------------------------------------------- text of students


@pytest.mark.parametrize(
    ("written", "read"),
    [
        *((payload, payload) for payload in PAYLOADS[:4]),
        (PAYLOADS[4], r"\x1b[31mred\x1b[0m\x07\x00\r"),
        (PAYLOADS[5], r"\u202egnp.exe\u2066\u200f\ufeff"),
        (PAYLOADS[6], r"lone \ud800 surrogate"),
        ("one\r\ntwo\n\tthree", "one\ntwo\n\tthree"),
        ("می\u200cروم 👩\u200d🔬", "می\u200cروم 👩\u200d🔬"),
        ("\x85\u2028\U000e0041", r"\x85\u2028\U000e0041"),
        ("&lt; &amp;", "&lt; &amp;"),
    ],
)
def test_text_of_a_student_is_shown_as_text(written, read):
    """Markup and template marks stand there as written; what nobody can see is written out."""
    page = Page(render_feedback(result("ada", [], failed_cells=(FailedCell(0, written),)), ASSIGNMENT))
    assert ("code", read) in page.texts


def test_the_name_of_a_symbol_is_shown_as_text():
    """A student's formula is set as mathematics; its symbols are called what the student called them."""
    formula = Formula((("symbol", "\x1b[31m\u202e<b>"), ("symbol", "x"), ("Mul", "2")))
    page = Page(render_feedback(with_formula(formula), ASSIGNMENT))
    assert ("mi", r"\x1b[31m\u202e<b>") in page.texts


def with_formula(formula):
    exercises = (replace(exercise, formulas=(formula,)) for exercise in FACTOR_TWO.exercises)
    return replace(FACTOR_TWO, exercises=tuple(exercises))


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1) | st.lists(st.sampled_from(PAYLOADS), min_size=1).map("".join))
def test_text_of_a_student_changes_no_structure(text):
    """Whatever stands where a student can write, the page has the elements that it has for *x*."""
    assert [Page(p).tags for p in pages_with(text)] == [Page(p).tags for p in pages_with("x")]


def pages_with(text):
    mallory = replace(
        result(
            text,
            [
                exercise(
                    "predict",
                    Verdict.FAILED,
                    flags=(text,),
                    diagnoses=(Diagnosis("swapped", text, text),),
                    questions=(
                        shown(text, f"{text}.", Verdict.FAILED, text, text),
                        hidden(Verdict.FAILED, text),
                        shown(text, text),
                    ),
                ),
                exercise("train", Verdict.UNGRADED, questions=(shown(text, text, Verdict.UNGRADED, text),)),
            ],
        ),
        failed_cells=(FailedCell(0, text, "", 1, text),),
        problem=text,
    )
    readable = replace(mallory, problem=None)
    return [
        render_feedback(mallory, ASSIGNMENT),
        render_feedback(readable, ASSIGNMENT, earlier=ALL_RIGHT, how_to_ask=text),
        class_page([mallory], ASSIGNMENT, {text: "here.html"}),
        class_page([readable], ASSIGNMENT, {}),
    ]


def test_hidden_questions_show_their_finding_only():
    """Should a hidden question ever carry its call or its answer, no page shows them."""
    leaky = replace(hidden(Verdict.FAILED, "too small"), asked="canary", answered="canary")
    passed = replace(leaky, verdict=Verdict.PASSED, finding="")
    leaking = result("ada", [exercise("predict", Verdict.FAILED, questions=(leaky, passed))])
    pages = render_feedback(leaking, ASSIGNMENT) + class_page([leaking], ASSIGNMENT, {})
    assert "In a question that is not shown:" in pages
    assert "canary" not in pages


def test_a_name_that_a_template_lacks_is_an_error():
    """A misspelt name in a template fails instead of leaving a blank."""
    with pytest.raises(UndefinedError, match="scroe"):
        layouts._shipped_environment().from_string("{{ result.scroe }}").render(result=ALL_RIGHT)


# ---------------------------------------------------------------- what the student's page says


@pytest.mark.parametrize(
    ("graded", "sentences"),
    [
        (
            ALL_RIGHT,
            ["13 of 13 points", "2 points are graded by a person", "Everything that was checked is right"],
        ),
        (
            FACTOR_TWO,
            [
                "7.5 of 13 points",
                "Start here: gradient The direction is right",
                "What comes down in front",
                "Later exercises build on this one.",
                "gradient The two slopes of the loss, first along w, then along b. 1.5 of 3 ◐ partly right",
                "Asked gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0) Your answer (-303.33333",
                "-74.66666666666667) Found every component is 1/2 of the expected one",
                "In 3 questions that are not shown: a bias that is not zero: every",
                "random numbers: every",
                "2 questions came out right",
                "this exercise builds on an earlier one that is not right yet",
                "explain-the-slope 2 points ✎ read by a person",
                "See it happen import numpy as np gradient(np.array([2.0, 4.0, 5.0])",
                "cell 12 ◐ partly right",
                "· assignment 5e9f1b0c77d2 · submission c02d7a9944be · numpy 2.4.6 · python 3.11.7 · sympy 1.14.0",
                "isolation: landlock, seccomp, rlimits",
            ],
        ),
        (
            TROUBLES,
            [
                "0 of 13 points",
                "3 of them could not be checked yet",
                "Start here: predict Asked predict(",
                "! stopped with an error",
                "one number for all rows together. 0 of 2 ○ not written yet",
                "⊘ ended the program",
                "… ran too long",
                "? could not be checked",
                "A person will look; no points are lost. gradient 3 points",
                'Cell 4, line 2 park = pd.read_csv("C:/Users/linus/Desktop/ds/park.csv") FileNotFoundError',
                "Cell 8 SyntaxError",
                "Noted: something other than an answer was written",
                "Your answer no answer Found no answer after 10 seconds of computing",
                "Your answer no answer Found the call ended the whole program (status 1)",
            ],
        ),
        (
            UNREADABLE,
            [
                "Not graded yet",
                "13 points wait for a person",
                "its JSON ends in line 212",
                "What to do:",
                "lose no points",
            ],
        ),
        (
            result("ada", [exercise("loss", Verdict.MISSING)], failed_cells=(FailedCell(2, "NameError: x"),)),
            [
                "Start here: loss The function loss is not written yet",
                "Some cells of your notebook stopped with an error",
            ],
        ),
        (
            result(
                "ada", [exercise("loss", Verdict.FAILED, questions=(hidden(Verdict.FAILED, "too small"),))]
            ),
            ["Start here: loss In a question that is not shown: too small"],
        ),
        (
            result("ada", [exercise("visitors_at", Verdict.CRASHED)]),
            ["Start here: visitors_at Ended the program. Read the details."],
        ),
    ],
)
def test_feedback_says(graded, sentences):
    """The page says in words what came out, and what to do first."""
    words = Page(render_feedback(graded, ASSIGNMENT)).words
    assert [s for s in sentences if s not in words] == []


def test_the_page_says_what_has_changed():
    """Points up and down, what they are worth, how it came out: in words, with the reason."""
    words = Page(PAGES["feedback-again"]()).words
    for sentence in [
        "Since the last time You have handed in another version. 7.5 points more than then.",
        "predict: 2 points more, now 2 of 2",
        "gradient: could not be checked before, now partly right; worth 3 instead of 4",
        "train: 1 point more, now 1 of 4",
        "visitors_at: not written yet before, now not right yet",
        "If you think that something here is wrong Write to ta@example.org,",
    ]:
        assert sentence in words


@pytest.mark.parametrize(
    ("different", "reason"),
    [
        (
            {"submission_digest": "other"},
            "You have handed in another version. Every exercise came out as before.",
        ),
        ({}, None),
        ({"autograder": "0.0.9"}, None),
    ],
)
def test_where_nothing_came_out_differently(different, reason):
    """That is worth saying of another submission only."""
    earlier = replace(FACTOR_TWO, provenance=replace(PROVENANCE, **different))
    words = Page(render_feedback(FACTOR_TWO, ASSIGNMENT, earlier=earlier)).words
    assert (f"Since the last time {reason}" in words) if reason else ("Since the last time" not in words)


@pytest.mark.parametrize(
    ("different", "reason"),
    [
        ({"assignment_digest": "other"}, "your instructor has changed the assignment."),
        ({"environment": {}}, "the program that checks it, or a library, is another version."),
        (
            {"environment": {}, "assignment_digest": "other"},
            "the assignment and the program that checks it have",
        ),
        (
            {"assignment_digest": "o", "submission_digest": "o"},
            "another version, and your instructor has changed",
        ),
        ({"isolation": (), "submission_digest": "o"}, "another version, and the program that checks it"),
        ({}, "it was checked once more."),
    ],
)
def test_a_change_has_its_reason(different, reason):
    """What changed marks is told apart: the submission, the assignment, the program."""
    earlier = replace(TROUBLES, provenance=replace(PROVENANCE, **different))
    assert reason in Page(render_feedback(FACTOR_TWO, ASSIGNMENT, earlier=earlier)).words


def test_exercises_come_and_go():
    """One that is new is said to be, and one that is gone."""
    earlier = replace(
        ALL_RIGHT, exercises=(replace(exercise("predict"), name="guess"), *ALL_RIGHT.exercises[:-1])
    )
    words = Page(render_feedback(ALL_RIGHT, ASSIGNMENT, earlier=earlier)).words
    assert "predict: new in this assignment: right" in words
    assert "guess: no part of this assignment any more" in words


def test_the_notebook_has_its_comments_in_place():
    """Each cell with verdict and hint of what is written in it, links both ways; long ones are cut, and say so."""
    failed = (FailedCell(3, "KeyError: 'Y'", NOTEBOOK, 1, "park"),)
    html = render_feedback(replace(FACTOR_TWO, failed_cells=failed), ASSIGNMENT, cells=OWN_CELLS)
    words = Page(html).words
    for sentence in [
        "Cell 3 import numpy as np import pandas as pd # for the table Cell 4",
        "Cell 4 park = pd.read_csv('park.csv') Stopped in line 1: KeyError: 'Y'",
        "return np.mean(error * X), np.mean(error) gradient ◐ partly right 1.5 of 3 The direction is right",
        "x = 1 The rest of this cell is left out.",
    ]:
        assert sentence in words
    assert '<a href="#cell-12">cell 12</a>' in html
    assert html.count('href="#exercise-4"') == 3  # from the start, the overview and the cell
    assert words.count("x = 1") == MAX_LINES - 1


def test_of_very_many_cells_those_with_comments_are_shown():
    """A page stays a page."""
    many = [Cell(i, "x" * 9_000) for i in range(MAX_CELLS + 1)]
    html = render_feedback(FACTOR_TWO, ASSIGNMENT, cells=many)
    assert (Page(html).values("aria-label")[-1], html.count('<p class="where">Cell')) == ("Cell 12", 1)
    assert f"<code>{'x' * MAX_CODE}</code>" in html


@pytest.mark.parametrize("payload", PAYLOADS)
def test_code_of_a_student_is_shown_as_text(payload):
    """Marked for reading or not: nothing of it is markup, and what nobody sees is written out."""
    shown_page = Page(render_feedback(FACTOR_TWO, ASSIGNMENT, cells=[Cell(0, f"begin()\n{payload}\nend()")]))
    shown = "".join(text for _, text in shown_page.texts)
    assert layouts.visible(f"begin()\n{payload}\nend()") in shown
    assert {tag for tag, _ in shown_page.tags} <= {tag for tag, _ in Page(PAGES["feedback-again"]()).tags}


def test_feedback_keeps_the_order_of_the_assignment():
    """Later exercises build on earlier ones, whatever order the result has them in."""
    rows = re.findall(
        r'<th scope="row"><a href="#exercise-(\d)"><code>(.*?)</code>', render_feedback(TROUBLES, ASSIGNMENT)
    )
    names = ["predict", "loss", "slope_gradient", "gradient", "train", "visitors_at", "explain-the-slope"]
    assert rows == [(str(number), name) for number, name in enumerate(names, 1)]


def test_feedback_does_not_name_the_diagnosis():
    """The id of a diagnosis says what the hint leaves to the student to find."""
    assert "factor-two-missing" not in render_feedback(FACTOR_TWO, ASSIGNMENT)


def test_exercises_of_the_same_name_in_two_notebooks_are_told_apart():
    """nbgrader's names are unique within a notebook only."""
    twice = replace(
        ASSIGNMENT,
        notebooks=("one", "two"),
        exercises=tuple(
            replace(ASSIGNMENT.exercises[0], notebook=n, description=f"In {n}.") for n in ("one", "two")
        ),
        manual=(),
    )
    both = tuple(
        replace(exercise("predict"), notebook=notebook, score=Decimal(score))
        for notebook, score in [("two", 2), ("one", 1)]
    )
    graded = replace(ALL_RIGHT, exercises=both)
    assert grades_csv([graded], twice).splitlines()[1].split(",")[-2:] == ["1", "2"]
    assert "predict in one In one. 1 of 2" in Page(render_feedback(graded, twice)).words


# ---------------------------------------------------------------- what the class page says


def test_class_page_figures():
    """Means and medians leave out what could not be graded; diagnoses are counted per exercise."""
    classmates = [replace(FACTOR_TWO, student=name) for name in ("barbara", "edsger")]
    words = Page(class_page([*CLASS, *classmates], ASSIGNMENT, LINKS)).words
    for sentence in [
        "Graded 4 of 7",
        "Need a person 3",
        "Mean score 8.88 of 13",
        "Median score 7.5 of 13",
        "beside these 2 points",
        "linus gradient: could not be checked",
        "zora park-visitors.ipynb is no notebook",
        "linus slope_gradient: something other than an answer was written",
        "grace 7.5 2 ✓ passed 2 ✓ passed 1 ✓ passed 1.5 ◐ partial 1 ◐ partial 0 ✗ failed",
        "linus 0 needs a person 0 ! error 0 ○ missing 0 ⊘ crashed \N{EN DASH} ? ungraded 0 … timeout",
        "0 ○ missing \N{EN DASH} ✎ manual",
        "gradient factor-two-missing The direction is right",
        "3 of 7",
    ]:
        assert sentence in words
    assert words.index("zora park-visitors.ipynb is no notebook") < words.index("ada 13")


def test_class_page_links_to_the_pages_of_students():
    """Each student who has a page is a link to it; who has none is a name."""
    page = Page(
        class_page(CLASS, ASSIGNMENT, {"ada": "../../feedback/ada/park-visitors/park%20visitors.html"})
    )
    outside = {address for address in page.values("href") if not address.startswith("#")} - TABLES
    assert outside == {"../../feedback/ada/park-visitors/park%20visitors.html"}


@pytest.mark.parametrize(
    ("isolation", "warned"),
    [
        ((), True),
        (("none",), True),
        (("rlimits", "none"), True),
        (("seccomp", "rlimits"), True),
        (("landlock", "seccomp", "rlimits"), False),
    ],
)
def test_class_page_warns_of_code_that_was_not_isolated(isolation, warned):
    """One result without isolation is enough."""
    bare = replace(FACTOR_TWO, provenance=replace(PROVENANCE, isolation=isolation))
    words = Page(class_page([ALL_RIGHT, bare], ASSIGNMENT, {})).words
    assert ("Warning: student code was not isolated The code of 1 of 2 submissions" in words) is warned


def test_class_page_says_how_exercises_came_out():
    """Shares of verdicts, the mean share of the points, and what cannot be said, in words."""
    classmates = [replace(FACTOR_TWO, student=name) for name in ("barbara", "edsger")]
    words = Page(class_page([*CLASS, *classmates], ASSIGNMENT, LINKS)).words
    for sentence in [
        "predict 2 points ✓ 4 passed 57 % ✗ 1 failed 14 % ! 1 error 14 % ? 1 ungraded 14 %",
        "explain-the-slope 2 points, by a person ✎ 7 manual 100 % Mean share not known yet",
        "Discrimination not defined: marks are missing",
        "explain-the-slope: 7 of 7 wait for a mark in formgrader",
    ]:
        assert sentence in words
    alone = Page(class_page([ALL_RIGHT, replace(ALL_RIGHT, student="b"), FACTOR_TWO], ASSIGNMENT, {})).words
    assert "loss 2 points ✓ 3 passed 100 % Mean share 100 % Discrimination not defined: everyone has" in alone


def test_written_answers_are_judged_when_all_are_marked():
    """Those that were marked first are not the usual ones. Then it is a person's points that count."""
    three = [ALL_RIGHT, replace(FACTOR_TWO, student="bo"), FACTOR_TWO]

    def told(*marks):
        place = (NOTEBOOK, "explain-the-slope")
        standings = {r.student: Standing({place: Mark(mark)}) for r, mark in zip(three, marks, strict=True)}
        return compose_class_page(three, ASSIGNMENT, {}, standings).exercises[-1]

    some, all_ = told(Decimal(2), Decimal(0), None), told(Decimal(2), Decimal(0), Decimal(1))
    assert (some.students, some.difficulty, some.discrimination.value) == (2, None, None)
    assert (all_.students, all_.difficulty) == (3, 0.5)
    assert all_.discrimination.value == pytest.approx(0.866, abs=1e-3)


def test_class_page_brings_together_who_answered_alike():
    """With how many, what, why, the name for `autograde comment`, and who; who is alone stands folded."""
    classmates = [replace(FACTOR_TWO, student=name) for name in ("barbara", "edsger")]
    page = Page(class_page([*CLASS, *classmates], ASSIGNMENT, LINKS))
    cluster = cluster_of(ASSIGNMENT.name, next(e for e in FACTOR_TWO.exercises if e.name == "gradient"))
    for sentence in [
        f"3 students ◐ partial {cluster} gradient([2.0, 4.0, 5.0], [45.0, 85.0, 105.0], 1.0, 0.0) answered (-303.33",
        "every component is 1/2 of the expected one factor-two-missing The direction is right",
        "barbara, edsger, grace",
        "2 students wrong like nobody else predict: students wrong like nobody else Who Came out Cluster Mistake",
    ]:
        assert sentence in page.words
    assert cluster in page.values("id")


def test_class_page_of_a_thousand_is_no_burden():
    """Where everybody is wrong everywhere, in twos, with long answers: what a browser still opens at once."""
    wrong = [
        result(
            f"student-{number:04}",
            [
                exercise(
                    e.name,
                    Verdict.FAILED,
                    diagnoses=(Diagnosis(f"mistake-{number // 2}", "Why? " * 60, ""),),
                    questions=(shown("x" * 300, f"{number // 2} " + "y" * 300, Verdict.FAILED, "z" * 200),),
                )
                for e in ASSIGNMENT.exercises
            ],
        )
        for number in range(1000)
    ]
    links = {r.student: f"../../feedback/{r.student}/park-visitors/park-visitors.html" for r in wrong}
    html = class_page(wrong, ASSIGNMENT, links)
    assert len(html.encode()) < 5_000_000
    assert "476 smaller clusters" in html


def test_class_page_runs_its_own_script_only():
    """The policy of the page names the script by its digest: nothing else that is found in it would run."""
    html = PAGES["class"]()
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = Page(html).values("content")[0]
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri" in policy
    assert "script-src" not in PAGES["feedback-right"]()


def test_everybody_is_in_the_table_of_students():
    """Also those who handed in nothing; what the script filters by stands at each row."""
    html = class_page(
        [*CLASS, replace(FACTOR_TWO, student="late")], ASSIGNMENT, {}, {"late": BY_HAND}, ["oz"]
    )
    rows = re.findall(
        r'<tr role="row" data-is="([\w ]*)">\s*<th scope="row" role="rowheader">([^<\n]*)', html
    )
    assert [(name, sorted(said.split())) for said, name in rows[1:]] == [
        ("ada", ["right"]),
        ("grace", []),
        ("late", ["late"]),
        ("linus", ["flagged", "review"]),
        ("oz", ["absent"]),
        ("zora", ["review"]),
    ]


# ---------------------------------------------------------------- the tables of the class page


def read_csv(text):
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_the_tables_of_the_class_page():
    """The same as on the page: how exercises came out, who made which mistake, who answered alike."""
    page = compose_class_page([FACTOR_TWO, replace(FACTOR_TWO, student="edsger"), ALL_RIGHT], ASSIGNMENT, {})
    gradient = next(row for row in read_csv(exercises_csv(page)) if row["exercise"] == "gradient")
    assert gradient["points"] == "3"
    assert (gradient["students"], gradient["passed"], gradient["partial"]) == ("3", "1", "2")
    assert (gradient["difficulty"], gradient["discrimination"]) == ("0.667", "1.000")
    mistakes = read_csv(misconceptions_csv(page))
    assert [(m["misconception"], m["students"], m["student"]) for m in mistakes] == [
        ("factor-two-missing", "2", "edsger"),
        ("factor-two-missing", "2", "grace"),
    ]
    clusters = read_csv(clusters_csv(page))
    assert [(c["exercise"], c["students"], c["student"]) for c in clusters] == [
        (exercise, "2", student)
        for exercise in ("gradient", "train", "visitors_at")
        for student in ("edsger", "grace")
    ]
    assert clusters[0]["answered"] == "(-303.3333333333333, -74.66666666666667)"


def test_no_cell_of_the_tables_is_a_formula():
    """What a student wrote stays text; a number of ours may be negative."""
    calculating = exercise(
        "predict", Verdict.FAILED, questions=(shown("=1+1", "-2+3", Verdict.FAILED, "@cmd\x1b"),)
    )
    page = compose_class_page([HOSTILE, result("+49", [calculating])], ASSIGNMENT, {})
    rows = [row for table in (misconceptions_csv(page), clusters_csv(page)) for row in read_csv(table)]
    mine = next(row for row in rows if row["student"] == "'+49")
    assert (mine["asked"], mine["answered"], mine["finding"]) == ("'=1+1", "'-2+3", "'@cmd\\x1b")
    assert [cell for row in rows for cell in row.values() if is_formula(cell)] == []
    assert report._csv(["a"], [["-0.5"], ["-0.5-1"]]) == "a\r\n-0.5\r\n'-0.5-1\r\n"


# ---------------------------------------------------------------- the table of grades


def test_grades_as_csv():
    """One row per student in the order of ids, one column per exercise, manual ones empty."""
    text = grades_csv([FACTOR_TWO, UNREADABLE, TROUBLES, ALL_RIGHT], ASSIGNMENT)
    assert text.split("\r\n") == [
        (
            "student,status,score,max_score,manual_points,extra_credit,late_penalty,total,"
            "predict,loss,slope_gradient,gradient,train,visitors_at,explain-the-slope"
        ),
        "ada,graded,13,13,2,0,0,13,2,2,1,3,4,1,",
        "grace,graded,7.5,13,2,0,0,7.5,2,2,1,1.5,1,0,",
        "linus,needs-review,0,13,2,0,0,0,0,0,0,,0,0,",
        "zora,needs-review,0,13,2,0,0,0,,,,,,,",
        "",
    ]


@pytest.mark.parametrize(
    ("student", "cell"),
    [
        ("ada", "ada"),
        ("Lovelace, Ada", "Lovelace, Ada"),
        ('the "first"', 'the "first"'),
        ("two\nlines\r\nmore\rstill", "two\nlines\r\nmore\rstill"),
        ("a=1", "a=1"),
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-mallory", "'-mallory"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("\uff1d1", "'\uff1d1"),
        ("lone \ud800", r"lone \ud800"),
        (PAYLOAD, PAYLOAD.replace("\ud800", r"\ud800")),
    ],
)
def test_csv_cells_come_back_as_they_were(student, cell):
    """Any CSV reader gets the text back; what a spreadsheet would compute begins with an apostrophe."""
    text = grades_csv([replace(ALL_RIGHT, student=student)], ASSIGNMENT)
    text.encode("utf-8")
    header, row = csv.reader(io.StringIO(text, newline=""))
    assert row == [cell, *["graded", "13", "13", "2", "0", "0", "13", "2", "2", "1", "3", "4", "1", ""]]
    assert len(header) == len(row)


def test_marks_by_hand_are_in_the_table():
    """Columns of exercises, with the extra credit and without the penalty, make the total; absentees have a row."""
    text = grades_csv([FACTOR_TWO], ASSIGNMENT, {"grace": BY_HAND}, ["=oz"])
    assert text.split("\r\n")[1:3] == [
        "'=oz,missing,0,13,2,0,0,0,,,,,,,",
        "grace,graded,7.5,13,2,0.25,1.5,8.75,2,2,1,2.5,1,0,1.5",
    ]


def test_csv_headings_are_guarded_too():
    """A name of an exercise comes from a notebook's metadata."""
    odd = replace(ASSIGNMENT, manual=(ManualExercise("=cmd", Decimal(1), "park-visitors"),))
    assert grades_csv([], odd).endswith(",'=cmd\r\n")


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("2", "2"),
        ("2.0", "2"),
        ("1.50", "1.5"),
        ("0.1", "0.1"),
        ("0.0", "0"),
        ("10", "10"),
        ("100", "100"),
        ("0.001", "0.001"),
    ],
)
def test_points_are_shortest_decimals(points, text):
    """Points read the same in pages and in the table of grades."""
    graded = replace(
        ALL_RIGHT, exercises=(replace(exercise("predict"), points=Decimal(200), score=Decimal(points)),)
    )
    assert f"{text} of 200 points" in Page(render_feedback(graded, ASSIGNMENT)).words
    assert (
        grades_csv([graded], ASSIGNMENT).splitlines()[1] == f"ada,graded,{text},200,0,0,0,{text},{text},,,,,,"
    )


# ---------------------------------------------------------------- where the templates lie


@pytest.mark.parametrize(
    ("folders", "found"),
    [
        (["autograder/templates"], "{root}/autograder/templates"),
        (["templates"], "{root}/templates"),
        (["autograder/templates", "templates"], "{root}/autograder/templates"),
        (
            [],
            "autograder.errors.InternalError: the page templates are neither in {root}/autograder/templates",
        ),
    ],
)
def test_templates_are_found_in_a_wheel_and_in_a_checkout(tmp_path, folders, found):
    """A wheel has them inside the package, a checkout beside it; an empty folder of that name is not ours."""
    package = Path(autograder.__file__).parent
    leave = shutil.ignore_patterns("templates", "__pycache__")
    shutil.copytree(package, tmp_path / "autograder", ignore=leave)
    (tmp_path / "templates").mkdir()
    for folder in folders:
        shutil.copytree(templates_folder(), tmp_path / folder, dirs_exist_ok=True)
    asked = subprocess.run(
        [sys.executable, "-c", "from autograder.layouts import templates_folder as f; print(f())"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    last_line = (asked.stdout or asked.stderr).splitlines()[-1]
    assert last_line.startswith(found.format(root=tmp_path))
