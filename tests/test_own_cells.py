"""An assignment without questions is graded by its own test cells, cell by cell as nbgrader grades it."""

import html
import json
import re
import shutil
from decimal import Decimal

import example_class
import nbformat
import nbgrader_scores
import pytest
from nbgrader.api import Gradebook
from tiny_course import REPOSITORY

from autograder.batch import audit
from autograder.cli import main
from autograder.clusters import cluster_of
from autograder.course import find_course, load_assignment
from autograder.gradebook import read_given
from autograder.model import Verdict, result_from_json

PUT_BACK = "missing cells put back"
KEPT = json.loads(nbgrader_scores.KEPT.read_text())
"""What the real nbgrader gave the class; `python tests/nbgrader_scores.py` makes it anew."""

TELLTALE = """
def double(x):
    seen = '; '.join(get_ipython().user_ns['In'][-1].splitlines())
    print('TOLD', x, seen)
    open('told.txt', 'a').write(f'TOLD {x} {seen}')
    if x == -3:
        raise ValueError(f'TOLD {x} {seen}')
    return 2 * x
"""
"""A function that tells what it was tested with, in every way there is."""


def released(course, name):
    """What students get, as JSON by notebook."""
    _, _, shown = read_given(course, load_assignment(course, name))
    return {notebook: json.loads(text) for notebook, text in shown.items()}


@pytest.fixture(scope="module")
def as_nbgrader(tmp_path_factory):
    """The root of the example course, its whole class graded with the policy of nbgrader."""
    root = example_class.make_course(tmp_path_factory.mktemp("as-nbgrader") / "course", "nbgrader")
    course = find_course(root)
    for name in KEPT:
        example_class.hand_in(root, name, released(course, name))
    assert (
        main(["batch", *KEPT, "--course", str(root), "--workers", "2"]) == 1
    )  # one needs a person: too-much
    return root


@pytest.fixture(scope="module")
def fair(tmp_path_factory):
    """The root of the example course, the class of ps2 graded as we do, with somebody who tells what is hidden."""
    root = example_class.make_course(tmp_path_factory.mktemp("fair") / "course", "fair")
    course = find_course(root)
    given = released(course, "ps2")
    example_class.hand_in(root, "ps2", given)
    for one in given["means"]["cells"]:
        if one["metadata"].get("nbgrader", {}).get("grade_id") == "double":
            one["source"] = TELLTALE
    given["means"]["cells"].append(example_class.cell("code", "1 / 0\nopen('told.txt').read()"))
    given["means"]["cells"].append(example_class.cell("code", "raise ValueError(open('told.txt').read())"))
    folder = root / "submitted" / "telltale" / "ps2"
    folder.mkdir(parents=True)
    (folder / "means.ipynb").write_text(json.dumps(given["means"]))
    assert main(["batch", "ps2", "--course", str(root), "--workers", "2"]) == 1
    return root


def result(root, assignment, student):
    path = root / "autograded" / student / assignment / "result.json"
    return result_from_json(path.read_text(encoding="utf-8"))


def marks(root, assignment, student):
    """Score and verdict of each exercise that the program grades, by name."""
    return {e.name: (e.score, e.verdict.value) for e in result(root, assignment, student).automatic}


def test_one_verdict_is_reproduced(fair, capsys):
    """`autograde explain` runs the notebook again and finds the same; the notebook's name may stand before."""
    for exercise in ("mean_as_numpy", "means/mean_as_numpy"):
        capsys.readouterr()
        assert main(["explain", "prints2", "ps2", exercise, "--course", str(fair)]) == 0
        said = capsys.readouterr().out
        assert "test    np.float64(mean([0, 1]))" in said
        assert "It says exactly the same: partial, 0.5 of 1." in said
    assert main(["explain", "prints2", "ps2", "mean", "--course", str(fair)]) == 2
    assert "There is: mean_by_parts, mean_as_value" in capsys.readouterr().err


# ---------------------------------------------------------------- the marks of nbgrader

DIFFERENT = {
    ("stripped", "correct_squares"): [1.0, False],
    ("stripped", "squares_invalid_input"): [1.0, False],
    ("stripped", "correct_sum_of_squares"): [0.5, False],
    ("stripped", "sum_of_squares_uses_squares"): [0.5, False],
}
"""Where we differ from nbgrader, which has no score here and asks a person: cells that lost their metadata."""


def test_the_policy_of_nbgrader_gives_the_marks_of_nbgrader(as_nbgrader):
    """Cell by cell over the whole class: the score, and whether a person has to look."""
    compared, differ = 0, {}
    for assignment, settings in KEPT.items():
        for student, as_installed in settings["as installed"].items():
            theirs = settings[PUT_BACK].get(student, as_installed)
            if "aborted" in theirs:
                continue
            ours = nbgrader_scores.scores_of(as_nbgrader, assignment, student)
            for notebook, cells in theirs.items():
                for cell, mark in cells.items():
                    compared += 1
                    if ours[notebook][cell] != mark:
                        differ[student, cell] = ours[notebook][cell]
    assert differ == DIFFERENT
    assert compared > 400


STOP_NBGRADER = {
    "duplicated-solution": {"correct_squares": 1, "correct_sum_of_squares": 0.5},
    "duplicated-test": {"correct_squares": 1, "correct_sum_of_squares": 0.5},
    "solution-as-text": {"correct_squares": 1, "correct_sum_of_squares": 0.5},
    "dies": {"mean_by_parts": 3, "mean_as_value": 2, "mean_as_numpy": 1, "double_right": 0, "double_text": 0},
    "too-much": {
        "mean_by_parts": 0,
        "mean_as_value": None,
        "mean_as_numpy": 1,
        "double_right": 2,
        "double_text": 0.5,
    },
}
"""Students whom nbgrader does not grade, and what they earn here."""


@pytest.mark.parametrize("student", STOP_NBGRADER)
def test_what_stops_nbgrader_stops_nothing_here(student, as_nbgrader):
    """And each of those students is really one that nbgrader does not grade."""
    (assignment,) = [
        a for a, settings in KEPT.items() if "aborted" in settings["as installed"].get(student, {})
    ]
    earned = marks(as_nbgrader, assignment, student)
    expected = {
        name: None if points is None else Decimal(str(points))
        for name, points in STOP_NBGRADER[student].items()
    }
    assert {name: earned[name][0] for name in expected} == expected


def test_nobody_else_stops_nbgrader():
    """The table above has them all."""
    stopped = {
        s for settings in KEPT.values() for s, given in settings["as installed"].items() if "aborted" in given
    }
    assert stopped == STOP_NBGRADER.keys()


def test_the_gradebook_is_as_nbgrader_leaves_it(as_nbgrader):
    """*No response.* where nothing was answered, and nothing said elsewhere."""
    with Gradebook(f"sqlite:///{as_nbgrader / 'gradebook.db'}") as book:
        for student, silent in [("untouched", True), ("wrong-kernel", False)]:
            notebooks = book.find_submission("ps1", student).notebooks
            comments = {c.name: c.auto_comment for notebook in notebooks for c in notebook.comments}
            task = comments.pop("cell-938593c4a215c6cc")
            assert set(comments.values()) == ({"No response."} if silent else {None})
            assert task is None


def test_formgrader_gets_what_ran(as_nbgrader):
    """Valid notebooks for nbgrader with all tests, what they showed, and the pictures that texts show."""
    folder = as_nbgrader / "autograded" / "floor" / "ps2"
    notebook = nbformat.read(folder / "means.ipynb", as_version=4)
    nbformat.validate(notebook)
    (cell,) = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == "mean_by_parts"]
    assert "mean([0, 1]) == 0.5" in cell.source
    assert [output["data"]["text/plain"] for output in cell.outputs] == ["2"]
    assert (as_nbgrader / "autograded" / "untouched" / "ps1" / "jupyter.png").is_file()


def test_each_notebook_has_its_page(as_nbgrader):
    """Its exercises in detail; those of the other one only in the overview."""
    folder = as_nbgrader / "feedback" / "drawn00" / "ps1"
    first, second = ((folder / f"problem{n}.html").read_text() for n in (1, 2))
    assert "assert squares(1) == [1]" in first
    assert "assert squares(1) == [1]" not in second
    assert "correct_squares" in second
    assert "still what was given out" in second


def test_a_notebook_that_is_missing_or_broken_costs_itself(as_nbgrader, tmp_path, capsys):
    """Missing: nothing earned; broken: a person looks. The other notebook is graded, and the page says why."""
    page = (as_nbgrader / "feedback" / "missing-notebook" / "ps1" / "problem2.html").read_text()
    assert "problem2.ipynb was not handed in" in page
    shutil.copytree(as_nbgrader / "submitted" / "wrong-kernel" / "ps1", tmp_path / "handed-in")
    (tmp_path / "handed-in" / "problem2.ipynb").write_text('{"cells": [')
    command = [
        "grade",
        str(tmp_path / "handed-in"),
        "--assignment",
        "ps1",
        "--course",
        str(as_nbgrader),
        "--json",
    ]
    assert main(command) == 1
    broken = json.loads(capsys.readouterr().out)
    assert [e["verdict"] for e in broken["exercises"]] == ["passed"] * 4 + ["manual"] * 3 + ["ungraded"] * 2
    assert broken["notebook_problems"][0][1].startswith("problem2.ipynb: not a notebook: invalid JSON")


# ---------------------------------------------------------------- our own policy

FULL = {"mean_by_parts": 3, "mean_as_value": 2, "mean_as_numpy": 0.5, "double_right": 2, "double_text": 0.5}
FAIR = {
    "right": {},
    "warns2": {},
    "numpy-warns": {},
    "late-warning": {},
    "prints2": {},
    "floods": {},
    "awaits": {},
    "displays": {},
    "numpy": {},
    "floor": {"mean_by_parts": 2, "mean_as_numpy": 0},
    "nan": {"mean_by_parts": 0, "mean_as_value": None, "mean_as_numpy": None},
    "negative": {"mean_by_parts": 0, "mean_as_value": None, "mean_as_numpy": None},
    "text": {"mean_by_parts": 0, "mean_as_value": None, "mean_as_numpy": 0},
    "too-much": {"mean_by_parts": 0, "mean_as_value": None, "mean_as_numpy": None},
    "untouched2": dict.fromkeys(FULL, 0),
    "shown-only": {"double_right": 0},
    "dies": {"double_right": 0, "double_text": 0},
    "interrupts": {"double_right": 0, "double_text": 0},
}


@pytest.mark.parametrize("student", FAIR)
def test_what_the_class_earns(student, fair):
    """A warning costs nothing, a NumPy number counts, and what is no number of points is for a person."""
    expected = {n: None if p is None else Decimal(str(p)) for n, p in {**FULL, **FAIR[student]}.items()}
    assert {name: score for name, (score, _) in marks(fair, "ps2", student).items()} == expected


@pytest.mark.parametrize(
    ("student", "name", "verdict", "finding"),
    [
        ("untouched2", "double_right", "missing", "NotImplementedError\nline 1: assert double(2) == 4, 'twice 2'"),
        ("shown-only", "double_right", "failed", "a test that is not shown did not pass"),
        ("floor", "mean_by_parts", "partial", "the tests that are not shown gave a part of the points"),
        ("dies", "double_right", "crashed", "it ended the program instead of returning"),
        ("nan", "mean_as_value", "ungraded", "the test's value, nan, is no number of points"),
    ],
)  # fmt: skip
def test_findings(student, name, verdict, finding, fair):
    """The message and line of a test that is shown; of one that is not, that it did not pass."""
    (exercise,) = [e for e in result(fair, "ps2", student).exercises if e.name == name]
    assert exercise.verdict == Verdict(verdict)
    assert [q.finding for q in exercise.questions if q.finding] == [finding]


def test_hidden_tests_reach_nobody(fair):
    """Not even where a student's code tells them in every way there is; formgrader has them."""
    secrets = ("TOLD -3", "double(-3)", "twice -3", "mean([4])", "BEGIN HIDDEN")
    for student in sorted(path.name for path in (fair / "submitted").iterdir()):
        shown = (fair / "feedback" / student / "ps2" / "means.html").read_text()
        shown += (fair / "autograded" / student / "ps2" / "result.json").read_text()
        shown += (fair / "reports" / "ps2" / "index.html").read_text()
        assert [secret for secret in secrets if secret in shown] == [], student
    page = (fair / "feedback" / "telltale" / "ps2" / "means.html").read_text()
    assert "TOLD 2" in page  # what it was tested with in the open
    assert "TOLD -3" in (fair / "autograded" / "telltale" / "ps2" / "means.ipynb").read_text()


def test_grading_again_changes_nothing(fair):
    """The same bytes, and without --force nothing is done at all."""
    paths = sorted((fair / "autograded").glob("*/ps2/result.json"))
    before = {path: path.read_bytes() for path in paths}
    assert (
        main(["batch", "ps2", "--course", str(fair), "--student", "floor", "--student", "dies", "--force"])
        == 0
    )
    assert {path: path.read_bytes() for path in paths} == before


# ---------------------------------------------------------------- assignments


def test_an_audit_looks_at_solution_and_stub(fair):
    """ps1 is well made; in ps2 a test cell gives a part of its points to the solution itself."""
    course = find_course(fair)
    assert audit(course, load_assignment(course, "ps1")).faults == ()
    assert audit(course, load_assignment(course, "ps2")).faults == (
        "mean_as_numpy: the solution earns 0.5 of 1 points: the test gave 0.5 of 1 points",
    )


def test_the_audit_has_no_columns_about_questions_that_nobody_asked(fair, capsys):
    """What is printed for people: exercises and their points."""
    assert main(["verify", "ps1", "--course", str(fair)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["exercise", "points"]


SOURCES = {
    "another language": (
        example_class.notebook(
            example_class.cell("code", "1", grade=True, locked=True, grade_id="t", points=1),
            kernelspec={"name": "ir", "language": "R", "display_name": "R"},
        ),
        (
            "one.ipynb is written for the kernel of R, and only Python is graded here; grade this assignment with: "
            "nbgrader autograde odd"
        ),
    ),
    "nothing to grade": (
        example_class.notebook(example_class.cell("code", "1")),
        "no cell carries points, and there is no exercises.py",
    ),
    "one name twice": (
        example_class.notebook(
            *[example_class.cell("code", "1", grade=True, locked=True, grade_id="t", points=1)] * 2
        ),
        "2 cells of one.ipynb are called t",
    ),
}


@pytest.mark.parametrize("case", SOURCES)
def test_what_cannot_be_graded_is_one_line(case, tmp_path, capsys):
    """Which notebook, what is wrong, what to do."""
    content, message = SOURCES[case]
    (tmp_path / "nbgrader_config.py").write_text("")
    folder = tmp_path / "source" / "odd"
    folder.mkdir(parents=True)
    (folder / "one.ipynb").write_bytes(content)
    assert main(["batch", "odd", "--course", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


# ---------------------------------------------------------------- the student's code on the page


def own_code(root, student):
    """The part of the page that has the student's notebook: what each cell says, by its number."""
    page = (root / "feedback" / student / "ps2" / "means.html").read_text(encoding="utf-8")
    section = page.partition('<section class="notebook"')[2].partition("</section>")[0]
    articles = re.findall(r'<article id="cell-(\d+)".*?</article>', section, re.DOTALL)
    texts = re.findall(r"<article.*?</article>", section, re.DOTALL)
    plain = [html.unescape(re.sub(r"<[^>]+>", "", text)) for text in texts]
    return dict(zip(map(int, articles), plain, strict=True))


def test_the_students_own_code_stands_on_the_page_with_what_its_tests_came_to(fair):
    """Each answer with the tests that follow it; neither setup nor test cells, shown or hidden."""
    cells = own_code(fair, "always-two")
    assert sorted(cells) == [6, 10]
    assert "return 2" in cells[6]
    assert [name in cells[6] for name in ("mean_by_parts", "mean_as_value", "double_right")] == [
        True,
        True,
        False,
    ]
    assert "double_right" in cells[10]
    assert not [text for text in cells.values() if "import warnings" in text or "assert" in text]


def test_a_cell_that_stopped_says_so_where_it_stands(fair):
    """The line, in the cell; and the page of another notebook would not have it."""
    cells = own_code(fair, "telltale")
    assert "Stopped in line 1: ZeroDivisionError: division by zero" in cells[13]
    [first, *_] = result(fair, "ps2", "telltale").failed_cells
    assert (first.notebook, first.line, first.source) == ("means", 1, "1 / 0")


# ---------------------------------------------------------------- with the real nbgrader and a real kernel


@pytest.mark.long
def test_the_kept_scores_are_what_nbgrader_gives(tmp_path):
    """The real nbgrader, once more."""
    assert nbgrader_scores.grade_with_nbgrader(tmp_path / "course") == KEPT


@pytest.mark.long
@pytest.mark.parametrize("name", ["park-visitors", "three-points", "ice-cream", "early-stopping"])
def test_our_own_assignments_by_their_test_cells(name, tmp_path):
    """Without their questions: the solution earns everything, the stub nothing, by nbgrader and by us."""
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    (tmp_path / "autograder.toml").write_text('policy = "nbgrader"\n')
    ignored = shutil.ignore_patterns("exercises.py", "misconceptions.py", "variants.py", "seed")
    shutil.copytree(REPOSITORY / "solutions" / name, tmp_path / "solutions" / name, ignore=ignored)
    course = find_course(tmp_path)
    _, solved, shown = read_given(course, load_assignment(course, name))
    for student, notebooks in (("solved", solved), ("untouched", shown)):
        folder = tmp_path / "submitted" / student / name
        folder.mkdir(parents=True)
        for notebook, content in notebooks.items():
            (folder / f"{notebook}.ipynb").write_bytes(content)
    assert main(["batch", name, "--course", str(tmp_path)]) == 0
    ours = {
        student: nbgrader_scores.scores_of(tmp_path, name, student) for student in ("solved", "untouched")
    }
    everything = result(tmp_path, name, "solved")
    assert everything.score == everything.max_score
    assert result(tmp_path, name, "untouched").score == 0
    nbgrader_scores.run_nbgrader(tmp_path, "generate_assignment", name, "--force")
    for student, scores in ours.items():
        run = nbgrader_scores.run_nbgrader(tmp_path, "autograde", name, "--student", student, "--force")
        assert run.returncode == 0, run.stderr
        assert nbgrader_scores.scores_of(tmp_path, name, student) == scores


@pytest.mark.long
def test_cells_show_what_a_kernel_shows(tmp_path):
    """Every cell of our four solutions, output by output, against a real Jupyter kernel."""
    from nbclient import NotebookClient

    from autograder.executing import execute
    from autograder.model import Cell
    from autograder.notebook import WrittenCell, write_notebook
    from autograder.sandbox import Sandbox

    compared = 0
    for source in sorted((REPOSITORY / "solutions").glob("*/*.ipynb")):
        notebook = nbformat.read(source, as_version=4)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        notebook.cells = code
        place = tmp_path / source.stem
        files = {p.name: p.read_bytes() for p in source.parent.glob("*.csv")}
        shutil.copytree(source.parent, place)
        NotebookClient(
            notebook, kernel_name="python3", allow_errors=True, resources={"metadata": {"path": str(place)}}
        ).execute()
        with Sandbox(preload=("numpy", "pandas", "matplotlib", "sklearn"), ipython=True) as sandbox:
            outcomes = execute(sandbox, [Cell(i, cell.source) for i, cell in enumerate(code)], files)
        written = write_notebook(
            [WrittenCell("code", c.source, outcome=o) for c, o in zip(code, outcomes, strict=True)]
        )
        for theirs, ours in zip(code, nbformat.reads(written.decode(), as_version=4).cells, strict=True):
            compared += len(theirs.outputs)
            assert [_told(output) for output in ours.outputs] == [_told(output) for output in theirs.outputs]
    assert compared > 10


def _told(output):
    """What must agree of an output: all but pictures' bytes, addresses and where a traceback stood."""
    match output["output_type"]:
        case "stream":
            return output["name"], output["text"]
        case "error":
            return output["ename"], output["evalue"]
    data = {kind: "" if kind.startswith("image/") else text for kind, text in output["data"].items()}
    return output["output_type"], re.sub(r"0x[0-9a-f.]+", "0x...", json.dumps(data, sort_keys=True))


def test_a_comment_for_many_stands_at_the_solution_above_the_test(as_nbgrader, tmp_path, capsys):
    """nbgrader keeps no comment on a test cell; so it is where formgrader shows comments on that function."""
    root = shutil.copytree(as_nbgrader, tmp_path / "course")
    wrong = next(
        (student, exercise)
        for student in sorted(KEPT["ps1"]["as installed"])
        for exercise in result(root, "ps1", student).automatic
        if exercise.name == "correct_squares" and exercise.verdict is Verdict.FAILED
    )
    student, exercise = wrong
    cluster = cluster_of("ps1", exercise)
    assert main(["comment", cluster, "Square each.", "--course", str(root)]) == 0
    assert student in capsys.readouterr().out
    course = find_course(root)
    with Gradebook(course.db_url, course.course_id) as book:
        comment = book.find_comment("squares", exercise.notebook, "ps1", student)
        assert comment.manual_comment == "Square each."
