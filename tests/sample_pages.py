"""Every kind of page, as a course makes them: the sample class, own test cells, hostile text, a class of a thousand."""

import copy
import json
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import example_class
import tiny_course
from sample_course import assemble_course

from autograder.classpage import compose_class_page
from autograder.cli import main
from autograder.course import find_course, load_assignment
from autograder.gradebook import read_given
from autograder.records import read_all_results
from autograder.report import render_class

SAMPLE = ("park-visitors", "three-points", "early-stopping", "ice-cream")
MANY = 1000

LONG_WORD = "never" * 60
HOSTILE = "\n".join(
    [
        "<script>window.pwned = 1</script></script></style></title></textarea>-->",
        "</code></pre><img src=x onerror='window.pwned = 1'>",
        "<svg onload='window.pwned = 1'><foreignObject><math><mtext><b>deep</b></mtext></math>",
        "\"' onmouseover=\"window.pwned = 1\" autofocus onfocus='window.pwned = 1'",
        "[link](javascript:window.pwned=1) {{7*7}} {% include 'style.css' %} {# gone #} &lt;&#106;",
        "\u202ertl \u2066isolate \u200fmark\u2069 \x1b[31mred\x1b[0m \x07 \x00 nul",
        LONG_WORD,
    ]
)
"""What a student may write to break a page. A page on which it runs has `window.pwned`."""

NAMES = (
    "<img src=x onerror=window.pwned=1>",
    "{{7*7}} {% raw %}",
    "\u202eada \u2066 \x1b[31m",
    f"-{LONG_WORD[:150]}",
    '"><svg onload=window.pwned=1> &lt;b>',
)


def make_sample_pages(root: Path) -> dict[str, list[Path]]:
    """Grade the sample class in *root*, and return the pages of each assignment: the class, then the students."""
    assemble_course(root)
    for name in SAMPLE:
        (root / "solutions" / name / "seed").write_text(
            f"{7:064x}"
        )  # everybody's questions are the same each time
        assert main(["release", name, "--course", str(root)]) == 0
        assert main(["batch", name, "--course", str(root)]) in (0, 1)  # some of the class need a person
    return {name: _pages_of(root, name) for name in SAMPLE}


def make_own_cells_pages(root: Path) -> list[Path]:
    """Grade some who were given test cells, with a student among them who writes hostile text into everything."""
    example_class.make_course(root, "fair")
    course = find_course(root)
    _, _, shown = read_given(course, load_assignment(course, "ps2"))
    given = {notebook: json.loads(text) for notebook, text in shown.items()}
    answers = {name: example_class.PS2_ANSWERS[name] for name in OWN_CELLS}
    answers[NAMES[0]] = {
        "mean": f"def mean(v):\n    print({HOSTILE!r})\n    raise ValueError({HOSTILE!r})",
        "double": f"# {HOSTILE}\ndef double(x):\n    return {HOSTILE!r}",
    }
    for student, written in answers.items():
        content = copy.deepcopy(given["means"])
        for cell in content["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            cell["source"] = {**example_class.PS2_RIGHT, **written}.get(name, cell["source"])
        folder = root / "submitted" / student / "ps2"
        folder.mkdir(parents=True)
        (folder / "means.ipynb").write_text(json.dumps(content))
    assert main(["batch", "ps2", "--course", str(root)]) in (0, 1)
    return _pages_of(root, "ps2")


OWN_CELLS = ("right", "floor", "shown-only", "warns2", "floods", "dies")


def make_hostile_pages(root: Path) -> list[Path]:
    """Grade a class whose names, notebooks, answers and errors all are `HOSTILE`."""
    text = repr(HOSTILE)
    content = tiny_course.notebook(
        f"# {HOSTILE}",
        f"print({text})\nraise ValueError({text})",
        double=f"def double(x):\n    return {text}",
        quadruple=f"def quadruple(n):\n    raise KeyError({text})",
    )
    root.mkdir()
    tiny_course.make_course(
        root, **dict.fromkeys(NAMES, content), broken=b"<script>window.pwned = 1</script>"
    )
    assert main(["batch", "tiny", "--course", str(root)]) == 1  # broken needs a person
    return _pages_of(root, "tiny")


def make_golden_pages(root: Path) -> list[Path]:
    """Make the pages of tests/golden/ in *root*, with their style."""
    from test_report import PAGES

    root.mkdir()
    for name, make in PAGES.items():
        (root / f"{name}.html").write_text(make(), encoding="utf-8")
    return sorted(root.iterdir())


def make_class_of_many(root: Path, into: Path) -> list[Path]:
    """Make the class page of `MANY` students, each with the result of one of the sample class."""
    course = find_course(root)
    assignment = load_assignment(course, SAMPLE[0])
    graded = cycle(read_all_results(course, assignment.name))
    results = [replace(r, student=f"student-{n:04}") for n, r in enumerate(islice(graded, MANY))]
    links = {r.student: f"{r.student}.html" for r in results}
    into.write_text(render_class(compose_class_page(results, assignment, links)), encoding="utf-8")
    return [into]


def _pages_of(root: Path, assignment: str) -> list[Path]:
    return [
        root / "reports" / assignment / "index.html",
        *sorted(root.glob(f"feedback/*/{assignment}/*.html")),
    ]
