"""A course's own templates: what they can change, and that a mistake in one costs nothing but itself."""

import ast
import inspect
import json
import os
import re
import textwrap
from dataclasses import is_dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from colours import contrast, root_colours
from jinja2 import Environment
from sample_results import ALL_RIGHT, ASSIGNMENT, FACTOR_TWO, HOSTILE, PAYLOAD, TROUBLES, UNREADABLE
from tiny_course import hand_in, make_course, notebook

from autograder import analysis, changes, classpage, drawing, model, page
from autograder.cli import main
from autograder.layouts import Layouts, templates_folder
from autograder.report import render_class, render_feedback

REPOSITORY = Path(__file__).resolve().parents[1]


def course_with(root, **files):
    """Make *root* a course with these templates, named without their suffix unless they have one."""
    folder = root / "templates"
    folder.mkdir(parents=True)
    for name, content in files.items():
        name = name.replace("_", ".") if "_" in name else f"{name}.html"
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return root


def page_of(course, result=FACTOR_TWO):
    """Return the page, and what was complained about on the way."""
    complaints = []
    return render_feedback(result, ASSIGNMENT, layouts=Layouts(course, complaints.append)), complaints


# ---------------------------------------------------------------- what a course can change


@pytest.mark.parametrize(
    ("files", "there", "gone"),
    [
        ({}, "Start here", "no such words"),
        (
            {
                "feedback": '{% extends "shipped/feedback.html" %}\n{% block footer %}Ask {{ student }}{% endblock %}'
            },
            "Ask grace",
            "How this page was made",
        ),
        (
            {
                "feedback": '{% extends "shipped/feedback.html" %}\n{% block title %}Ours! {{ super() }}{% endblock %}'
            },
            "<title>Ours! grace: feedback",
            "<title>grace",
        ),
        ({"feedback": "{{ student }}: {{ grade.total }}"}, "grace: 7.5", "<html"),
        (
            {
                "base": '{% extends "shipped/base.html" %}{% block header %}<b>University of X</b>{% endblock %}'
            },
            "Start here",
            "no such words",
        ),
        ({"style_css": '{% include "shipped/style.css" %}\n:root { --accent: #005500; }'}, "#005500", "nope"),
    ],
    ids=["nothing", "a block", "around a block", "a whole page", "what pages stand on", "colours"],
)
def test_a_course_changes_what_it_wants(tmp_path, files, there, gone):
    """A template of its own takes the place of ours; ours is there under `shipped/`, for what stays."""
    html, complaints = page_of(course_with(tmp_path, **files))
    assert there in html
    assert gone not in html
    assert complaints == []


def test_the_repository_is_a_course_without_templates_of_its_own():
    """Its `templates/` are those that come with the program."""
    html, complaints = page_of(REPOSITORY)
    assert (html, complaints) == (render_feedback(FACTOR_TWO, ASSIGNMENT), [])
    assert Layouts(REPOSITORY).digest == ""


@pytest.mark.parametrize(
    "template",
    ["{{ student }}", "{{ here[0].result.flags[0] }}", "{{ failed_cells[0].error }}", "{{ student|prose }}"],
)
def test_text_of_a_student_is_escaped_in_any_template(tmp_path, template):
    """Whoever writes the template need not think of it."""
    html, _ = page_of(course_with(tmp_path, feedback=template), HOSTILE)
    assert "&lt;script&gt;" in html
    assert "<script>" not in html
    assert "\x1b" not in html
    assert PAYLOAD not in html


# ---------------------------------------------------------------- mistakes

MISTAKES = {
    "a misspelt name": (
        {"feedback": "<p>\n{{ studnet }}</p>"},
        "templates/feedback.html, line 2: 'studnet' is undefined",
    ),
    "a misspelt field": (
        {"feedback": "{{ grade.totla }}"},
        "templates/feedback.html, line 1: 'autograder.page.GradeOnPage object' has no attribute 'totla'",
    ),
    "an open block": (
        {"feedback": "<p>\n\n{% if student %}"},
        "templates/feedback.html, line 3: Unexpected end of template.",
    ),
    "a missing template": (
        {"feedback": '\n{% extends "fedback.html" %}'},
        "templates/feedback.html, line 2: there is no template 'fedback.html', neither in the course's",
    ),
    "a missing filter": (
        {"feedback": "{{ student|shout }}"},
        "templates/feedback.html, line 1: No filter named 'shout'.",
    ),
    "another encoding": (
        {"feedback": "<p>\nPr\xfcfung</p>".encode("latin-1")},
        "templates/feedback.html, line 2: this is not UTF-8 text; save it as UTF-8",
    ),
    "arithmetic": (
        {"feedback": "{{ 1 / 0 }}"},
        "templates/feedback.html, line 1: ZeroDivisionError: division by zero",
    ),
    "itself": (
        {"feedback": '{% extends "feedback.html" %}'},
        "templates/feedback.html, line 1: it includes itself without end; to change the shipped page,",
    ),
    "in an included one": (
        {"feedback": '\n\n{% include "part.html" %}', "part": "\n{{ nothing }}"},
        "templates/part.html, line 2: 'nothing' is undefined",
    ),
    "in what pages stand on": (
        {"base": "{% block title %}{% endblock %}\n{{ logo }}"},
        "templates/base.html, line 2: 'logo' is undefined",
    ),
    "in the style": ({"style_css": "\n{{ colour }}"}, "templates/style.css, line 2: 'colour' is undefined"),
}


@pytest.mark.parametrize(("files", "line"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_a_line_and_the_shipped_page_takes_its_place(tmp_path, files, line):
    """File, line, what is wrong, said once for all students; nobody is without a page."""
    complaints = []
    layouts = Layouts(course_with(tmp_path, **files), complaints.append)
    for result in (FACTOR_TWO, replace(ALL_RIGHT, student="bo")):
        html = render_feedback(result, ASSIGNMENT, layouts=layouts)
        assert html == render_feedback(result, ASSIGNMENT)
    [complaint] = complaints
    assert complaint.startswith(line)
    assert complaint.endswith("; the shipped template is used instead")


def test_a_mistake_that_only_some_pages_come_to_costs_only_them(tmp_path):
    """The others are as the course wants them."""
    course = course_with(tmp_path, feedback="{% if to_mend %}{{ nothing }}{% endif %}Ours")
    assert page_of(course, ALL_RIGHT) == ("Ours", [])
    html, complaints = page_of(course, FACTOR_TWO)
    assert html == render_feedback(FACTOR_TWO, ASSIGNMENT)
    assert len(complaints) == 1


# ---------------------------------------------------------------- a whole course


EVERY_QUESTION = """
{% for exercise in exercises %}
{% for one in exercise.result.questions %}
{{ one.visible }}|{{ one.asked }}|{{ one.answered }}
{% endfor %}
{% endfor %}
"""
"""A template that shows whatever it can get: of hidden questions neither call nor answer."""


def results_of(root):
    return {path: path.read_bytes() for path in root.glob("autograded/*/tiny/result.json")}


def test_a_logo_stands_on_every_page(tmp_path):
    """What a course allows its pages to load is added to what the class page allows its own script."""
    allowed = "{% block policy %}; img-src data:{% endblock %}"
    base = f'{{% extends "shipped/base.html" %}}{allowed}{{% block brand %}}<img src="data:," alt="We">{{% endblock %}}'
    course = course_with(tmp_path, base=base)
    html, complaints = page_of(course)
    assert complaints == []
    shown = classpage.compose_class_page([FACTOR_TWO], ASSIGNMENT, {})
    for one in (html, render_class(shown, Layouts(course))):
        assert '<img src="data:," alt="We">' in one
        assert "style-src 'unsafe-inline'; img-src data:;" in one
    assert "; img-src data:; script-src " in render_class(shown, Layouts(course))


def test_a_batch_ends_and_a_template_can_be_mended_afterwards(tmp_path, capsys):
    """Results, rows and pages are there; `autograde feedback` makes the pages anew and asks nothing."""
    root = make_course(tmp_path, ada=notebook(), bela=notebook(double="def double(x):\n    return x * x"))
    batch, feedback = (
        ["batch", "tiny", "--course", str(root), "--workers", "1"],
        ["feedback", "tiny", "--course", str(root)],
    )
    course_with(root, feedback="<p>\n{{ studnet }}")
    html = root / "feedback/ada/tiny/tiny.html"

    assert main(batch) == 1
    errors = capsys.readouterr().err
    assert errors.count("templates/feedback.html, line 2: 'studnet' is undefined") == 1
    assert json.loads((root / "autograded/bela/tiny/result.json").read_text())["score"] == 1.5
    assert "ada,graded,3.5" in (root / "reports/tiny/grades.csv").read_text()
    assert "How this page was made" in html.read_text()
    results = results_of(root)

    assert main(batch) == 1  # nothing is graded again, and the mistake is still there
    assert "line 2: 'studnet' is undefined" in capsys.readouterr().err

    (root / "templates/feedback.html").write_text("Well done, {{ student }}")
    assert main(feedback) == 0
    assert html.read_text() == "Well done, ada"

    (root / "templates/feedback.html").write_text("Well done indeed, {{ student }}")
    (root / "templates/class.html").write_text("Our class: {{ nothing }}")
    assert main(batch) == 1  # pages are out of date; the class page has a mistake
    assert html.read_text() == "Well done indeed, ada"
    assert "templates/class.html, line 1: 'nothing' is undefined" in capsys.readouterr().err
    assert "<html" in (root / "reports/tiny/index.html").read_text()

    (root / "templates/class.html").unlink()
    (root / "templates/feedback.html").write_text(EVERY_QUESTION)
    hand_in(root, "ciro", notebook(double="def double(x):\n    return x + 2"))
    assert main(batch) == 0
    assert results_of(root).items() > results.items()
    told = (root / "feedback/ciro/tiny/tiny.html").read_text().splitlines()
    assert "True|double(1.5)|3.5" in told
    assert {line for line in told if line.startswith("False")} == {"False|None|None"}


# ---------------------------------------------------------------- other words

EXAMPLE = REPOSITORY / "docs" / "examples"
PO = 'msgid ""\nmsgstr ""\n"Language: de\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'


def phrases():
    """Return every phrase that can stand on a student's page in other words."""
    found = {*page.WORDS.values(), *page.FLAGS.values(), *page.REASONS.values()}
    for name in ("base.html", "feedback.html"):
        with (templates_folder() / name).open("rb") as file:
            found |= {phrase for _, phrase, *_ in extract("jinja2", file, options={"trimmed": "true"})}
    with Path(drawing.__file__).open("rb") as file:
        found |= {phrase for _, phrase, *_ in extract("python", file, keywords={"say": None})}
    return found


def test_the_example_translates_every_phrase():
    """None is missing, none is there that no page has, and placeholders agree."""
    with (EXAMPLE / "templates/words.po").open("rb") as file:
        catalog = read_po(file, abort_invalid=True)
    messages = [message for message in catalog if message.id]
    ids = {message.id if isinstance(message.id, str) else tuple(message.id) for message in messages}
    assert phrases() - ids == set()
    assert ids - phrases() == set()
    assert [message.id for message in messages if not all(message.string)] == []
    assert [message.id for message in messages if list(message.check(catalog))] == []


@pytest.mark.parametrize("result", [ALL_RIGHT, FACTOR_TWO, TROUBLES, UNREADABLE], ids=lambda r: r.student)
def test_the_example_is_a_page_in_german(result):
    """Name, colours and words are the course's; what findings say about numbers stays English."""
    html, complaints = page_of(EXAMPLE, result)
    assert complaints == []
    assert '<html lang="de">' in html
    assert "<title>Optimierung:" in html
    assert "Hochschule Beispielstadt" in html
    assert "Fragen zur Bewertung" in html
    assert "#7a1f4b" in html
    english = {phrase for phrase in phrases() if isinstance(phrase, str) and len(phrase) > 12}
    text = " ".join(html.split())
    assert [phrase for phrase in english if f">{phrase}<" in text] == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_colours_of_the_example_have_contrast(mode):
    """WCAG 2.2 AA, as for the shipped ones; what an example shows is copied."""
    css = (EXAMPLE / "templates/style.css").read_text(encoding="utf-8")
    shipped = (templates_folder() / "style.css").read_text(encoding="utf-8")
    at = ["light", "dark"].index(mode)
    both = [root_colours(text)[at] for text in (shipped, css)]
    colours = both[0] | both[1]
    grounds = ("paper", "card", "accent-soft")
    assert [g for g in grounds if contrast(colours["accent"], colours[g]) < 4.5] == []
    assert contrast(colours["ink"], colours["accent-soft"]) >= 4.5


@pytest.mark.parametrize(
    ("entry", "line", "shown"),
    [
        ('msgid "Overview"\nmsgstr "Überblick"', None, "Überblick"),
        ('msgid "Overview"\nmsgstr ""', None, "Overview"),
        ('#, fuzzy\nmsgid "Overview"\nmsgstr "Überblick"', None, "Overview"),
        (
            'msgid "%(score)s of %(points)s"\nmsgstr "%(score)s von %(pionts)s"',
            "templates/words.po, line 6: unknown named placeholder 'pionts'",
            "7.5 of 13",
        ),
        (
            'msgd "Overview"\nmsgstr "Überblick"',
            "templates/words.po, line 6: Unknown or misformatted keyword;",
            "Overview",
        ),
        (
            'msgid "Overview"\nmsgstr "Überblick"'.encode("latin-1"),
            "templates/words.po, line 1: UnicodeDecodeError",
            "Overview",
        ),
        ('msgid "Overview"\nmsgstr "<i>Blick</i>"', None, "<i>Blick</i>"),
    ],
    ids=["a word", "empty", "unsure", "a placeholder", "no format", "another encoding", "markup"],
)
def test_a_translation_is_used_as_far_as_it_is_right(tmp_path, entry, line, shown):
    """What is missing or wrong there is English, and what is wrong is told."""
    entry = entry if isinstance(entry, bytes) else entry.encode()
    html, complaints = page_of(course_with(tmp_path, words_po=PO.encode() + b"\n" + entry + b"\n"))
    assert shown in html
    assert [c.startswith(line) for c in complaints] == ([True] if line else [])
    assert all(c.endswith("; the English words are used instead") for c in complaints)


def test_text_of_a_student_is_escaped_in_a_translated_phrase(tmp_path):
    """Also where the phrase itself has markup."""
    entry = 'msgid "Feedback for <strong>%(student)s</strong>"\nmsgstr "Für <em>%(student)s</em>"\n'
    html, _ = page_of(course_with(tmp_path, words_po=f"{PO}\n{entry}"), HOSTILE)
    assert "Für <em>-mallory&lt;" in html
    assert "<script>" not in html
    assert "\x1b" not in html


# ---------------------------------------------------------------- what a template is given

OPAQUE = {"Bowl", "Formula"}
"""What a template can only hand on to a filter."""
MARK = "<!-- The following is written by REWRITE_GOLDEN=1 pytest tests/test_layouts.py -->\n"


def fields_of(kind):
    """Return name, type and sentence of each field of a dataclass, as its source has them, and of its properties."""
    [class_] = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    for node, following in pairwise([*class_.body, None]):
        match node, following:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, ast.unparse(node.annotation), text
            case ast.AnnAssign(target=ast.Name(id=name)), _:
                yield name, ast.unparse(node.annotation), ""
            case ast.FunctionDef(name=name), _:
                yield name, ast.unparse(node.returns), ast.get_docstring(node).removeprefix("Return ")


def kinds_below(kinds, names):
    """Yield *kinds* and every dataclass that their fields lead to, each once, in the order of reading."""
    waiting, seen = list(kinds), set()
    while waiting:
        kind = waiting.pop(0)
        if kind.__name__ in seen:
            continue
        seen.add(kind.__name__)
        yield kind
        for _, annotation, _ in fields_of(kind):
            waiting += [names[word] for word in re.findall(r"\w+", annotation) if word in names]


def tables_of_fields():
    """Return the tables as they stand in docs/templates.md."""
    names = {
        name: kind
        for module in (page, classpage, analysis, model, changes)
        for name, kind in vars(module).items()
        if is_dataclass(kind) and name not in OPAQUE
    }
    parts = []
    for kind in (*kinds_below([page.FeedbackPage, classpage.ClassPage], names), drawing.Stop):
        rows = [
            f"| `{name}` | `{annotation.replace('|', chr(92) + '|')}` | {sentence(text)} |"
            for name, annotation, text in fields_of(kind)
        ]
        about = sentence(inspect.getdoc(kind))
        parts.append(
            "\n".join([f"### `{kind.__name__}`", "", about, "", "| field | type | |", "|---|---|---|", *rows])
        )
    verdicts = ", ".join(f"`{verdict}`" for verdict in model.Verdict)
    parts.append(f"### `Verdict`\n\nHow an exercise or a question came out, as text: {verdicts}.")
    return "\n\n".join(parts) + "\n"


def sentence(text):
    """Return the first paragraph of a docstring as Markdown, for a cell of a table."""
    return " ".join(text.partition("\n\n")[0].split()).replace("``", "`").replace("|", "\\|")


def test_every_field_that_a_template_is_given_is_documented():
    """With its type and a sentence, as the code has them."""
    document = REPOSITORY / "docs" / "templates.md"
    before, _, written = document.read_text(encoding="utf-8").partition(MARK)
    tables = tables_of_fields()
    if os.environ.get("REWRITE_GOLDEN"):
        document.write_text(f"{before}{MARK}\n{tables}", encoding="utf-8")
        pytest.skip("written anew")
    assert written.strip() == tables.strip()
    assert re.findall(r"^\| `\w+` \| .* \|  \|$", written, re.MULTILINE) == []


def test_every_name_beside_the_fields_is_documented():
    """Filters, tests and other names that are ours."""
    ours, theirs = Layouts()._environment, Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    names = (
        (ours.filters.keys() - theirs.filters.keys())
        | (ours.tests.keys() - theirs.tests.keys())
        | (ours.globals.keys() - theirs.globals.keys() - {"gettext", "ngettext"})
    )
    text = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [name for name in names if not re.search(rf"`[^`\n]*\b{name}\b[^`\n]*`", text)] == []


def test_every_block_is_documented():
    """Of both pages, and of what they stand on."""
    text = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    for name in ("base.html", "feedback.html", "class.html"):
        blocks = Layouts()._environment.get_template(name).blocks
        assert [block for block in blocks if f"`{block}`" not in text] == []


def test_the_examples_of_the_documentation_are_templates(tmp_path):
    """Each block of HTML and CSS on the page, as it stands there."""
    text = (REPOSITORY / "docs" / "templates.md").read_text(encoding="utf-8")
    files = dict(
        re.findall(
            r"^`templates/(\w+\.(?:html|css))`,? ?.*?:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL
        )
    )
    assert sorted(files) == ["base.html", "feedback.html", "style.css"]
    html, complaints = page_of(
        course_with(tmp_path, **{name.replace(".", "_"): text for name, text in files.items()})
    )
    assert complaints == []
    for words in (
        "Come on Tuesdays at two",
        "<title>Optimization: grace",
        "University of Example",
        "#7a1f4b",
    ):
        assert words in html
